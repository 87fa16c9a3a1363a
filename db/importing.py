"""Files -> text -> articles -> library, one file at a time, telling how it goes."""

import logging
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from db import extract, formats
from db.errors import CasebookError
from db.library import Library
from db.model import Added, Page, Progress

_log = logging.getLogger(__name__)


def import_files(
    paths: Iterable[Path | str], library: Library, *, cancelled: Callable[[], bool] = lambda: False
) -> Iterator[Progress]:
    """Bring each file into `library` (open for writing), a transaction each; one step a file, in order.

    A file that cannot be read or holds no article is told in its step and stops nothing. Between files `cancelled` is
    asked; what was brought before stays.
    """
    files = [Path(path) for path in paths]
    for done, path in enumerate(files, 1):
        if cancelled():
            return
        try:
            added, titles = _bring(path, library)
        except CasebookError as error:
            yield Progress(done, len(files), path.name, error=str(error))
        except Exception as error:  # a defect of ours on one page must not cost the others
            _log.exception("import of %s failed", path.name)
            said = CasebookError("处理“{name}”时程序出错（{kind}），这一页没有导入。请把它发给我们。",
                                 name=path.name, kind=type(error).__name__)
            yield Progress(done, len(files), path.name, error=str(said))
        else:
            yield Progress(done, len(files), path.name, added, case_titles=titles)


def read_page(path: Path | str) -> tuple[str, Page]:
    """The text of a file and its page taken apart; raises CasebookError where it holds no article."""
    text, source = formats.read(path)
    page = extract.read_page(text)
    if not page.articles:
        raise no_article(source.name)
    return text, page


def no_article(name: str) -> CasebookError:
    return CasebookError("在“{name}”里没有找到文章（标题和正文）。请检查它是不是报纸版面的文字。", name=name)


def _bring(path: Path, library: Library) -> tuple[Added, tuple[str, ...]]:
    text, source = formats.read(path)
    held = library.page_with(text)
    if held is not None:  # known by its text alone; taking it apart again would be for nothing
        case_ids = library.page_cases(held)
        return Added(held, case_ids, already=True), tuple(library.case(n).article.title for n in case_ids)
    page = extract.read_page(text)
    if not page.articles:
        raise no_article(source.name)
    return library.add(text, page, source), tuple(article.title for article in page.articles)

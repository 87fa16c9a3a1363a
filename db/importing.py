"""Files -> text -> articles -> library, one page at a time, telling how it goes.

`import_files` brings everything in at once. `read_files` only reads, so that a person can look before `keep` keeps.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from db import extract, formats
from db.errors import CasebookError
from db.intake import files as ingest
from db.intake import workers as ingest_workers
from db.intake.workers import no_article
from db.library import Library
from db.model import Added, Bounds, Page, Progress, Reading

__all__ = ["import_files", "keep", "no_article", "read_files", "read_page"]

_log = logging.getLogger(__name__)


def import_files(
    paths: Iterable[Path | str], library: Library, *, cancelled: Callable[[], bool] = lambda: False
) -> Iterator[Progress]:
    """Bring files, and those in folders and archives, into `library` (open for writing); one step a file, in order.

    Each page comes in whole or not at all. A file that cannot be read or holds no article is told in its step and stops
    nothing. Between files `cancelled` is asked; what was brought before stays.
    """
    with closing(read_files(paths, library, cancelled=cancelled)) as readings:
        yield from keep(readings, library)


def read_files(
    paths: Iterable[Path | str], library: Library, *, cancelled: Callable[[], bool] = lambda: False
) -> Iterator[Reading]:
    """Read files, and those in folders and archives, and take each apart; nothing is kept.

    `library` may be open for reading only: it is asked for the pages it holds already.
    """
    items = ingest.items(paths, cancelled=cancelled)
    clock = _Clock(item.size for item in items)
    for done, reading in enumerate(ingest_workers.readings(items, library.digests(), cancelled), 1):
        yield replace(_as_set(reading, library), done=done, total=len(items), seconds_left=clock.left(done))


def keep(readings: Iterable[Reading], library: Library) -> Iterator[Progress]:
    """Store what was read, as a person left it; a page is one transaction. Errors are handed on, and stop nothing."""
    for reading in readings:
        error, added, titles = reading.error, None, ()
        if error is None:
            try:
                added, titles = _kept(reading, library)
            except CasebookError as refused:
                error = refused
            except Exception as defect:  # a defect of ours on one page must not cost the others
                _log.exception("keeping %s failed", reading.name)
                error = CasebookError("处理“{name}”时程序出错（{kind}），这一页没有导入。请把它发给我们。",
                                      name=reading.name, kind=type(defect).__name__)
        yield Progress(reading.done, reading.total, reading.name, added, str(error) if error else None, titles,
                       reading.seconds_left, error)


def read_page(path: Path | str) -> tuple[str, Page]:
    """The text of a file and its page taken apart; raises CasebookError where it holds no article."""
    text, source = formats.read(path)
    page = extract.read_page(text)
    if not page.articles:
        raise no_article(source.name)
    return text, page


def _as_set(reading: Reading, library: Library) -> Reading:
    """The reading with the boundaries a person set before on this page, or on the one it was before it was edited."""
    steps = library.bounds_like(reading.text) if reading.page is not None else ()
    if not steps:
        return reading
    from db.patching import boundaries

    replay = boundaries.replay(reading.text, reading.page, steps)
    return replace(reading, page=replay.page, bounds=Bounds(reading.page, steps)) if replay.said else reading


def _kept(reading: Reading, library: Library) -> tuple[Added, tuple[str, ...]]:
    held = library.page_with(reading.text) if reading.page is None else None
    if held is not None:
        added = Added(held, library.page_cases(held), already=True)
    else:  # where the page was taken out again since it was read, it is read anew
        page = reading.page or extract.read_page(reading.text)
        added = library.add(reading.text, page, reading.source, reading.bounds if reading.page else None)
        if not added.already:
            return added, tuple(article.title for article in page.articles)
    return added, tuple(library.case(n).article.title for n in added.case_ids)


class _Clock:
    """How long the rest takes, by how long what is done took; larger files take longer."""

    _LEAST = 20_000  # bytes; what a small file takes has little to do with its size

    def __init__(self, sizes: Iterable[int]) -> None:
        self._weights = [self._LEAST + size for size in sizes]
        self._done = 0  # since the first file was done: that one has to wait until everything is loaded
        self._left = sum(self._weights)
        self._began: float | None = None

    def left(self, done: int) -> float | None:
        """Seconds left once `done` files are; None while there is too little to go by."""
        weight = self._weights[done - 1]
        self._left -= weight
        if not self._left:
            return 0.0
        if self._began is None:
            self._began = time.monotonic()
            return None
        self._done += weight
        took = time.monotonic() - self._began
        return took * self._left / self._done if done > 3 or took > 2 else None

"""Cases -> files for others: JSON for programs, tables for a spreadsheet, a document to go on writing in.

What is written is there whole or not at all. The libraries that write a form are loaded when one is written.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from db.errors import CasebookError, reason
from db.exporting.plain import article_as_dict, case_as_dict, number, page_as_dict
from db.model import Case

__all__ = ["FORMATS", "article_as_dict", "case_as_dict", "export", "exporting", "number", "page_as_dict"]

FORMATS = ("json", "csv", "xlsx", "docx")

# Writes cases to a file, naming topics by their codes; yields how many are written, after each.
Write = Callable[[Iterable[Case], IO[bytes], Callable[[str], str]], Iterator[int]]


def export(cases: Iterable[Case], path: Path | str, form: str, *, label: Callable[[str], str] = str) -> int:
    """Write `cases` to the file `path` as `form` (see FORMATS), over what is there; how many were written.

    `label` names a topic by its code. Raises CasebookError for an unknown form, for a place that cannot be written, and
    for more than the form can hold.
    """
    return max(exporting(cases, path, form, label=label), default=0)


def exporting(
    cases: Iterable[Case], path: Path | str, form: str, *, label: Callable[[str], str] = str
) -> Iterator[int]:
    """As `export`, a case a step: yields how many are written. Closed before its end it leaves `path` as it was."""
    write = _writer(form)
    with _whole(Path(path)) as file:
        yield from write(cases, file, label)


def _writer(form: str) -> Write:
    match form:
        case "json":
            from db.exporting import plain as writer
        case "csv":
            from db.exporting import comma as writer
        case "xlsx":
            from db.exporting import workbook as writer
        case "docx":
            from db.exporting import word as writer
        case _:
            raise CasebookError("不能导出为“{form}”。可用的格式：{forms}。", form=form, forms="、".join(FORMATS))
    return writer.write


@contextmanager
def _whole(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes the place of `path` when all is written, and leaves it alone if anything fails."""
    half = path.with_name(path.name + ".part")
    try:
        if path.is_dir():
            raise CasebookError("“{name}”是文件夹。请写明导出文件的名称。", name=path)
        with half.open("wb") as file:
            yield file
        half.replace(path)
    except OSError as error:
        raise CasebookError(
            "无法写入“{name}”：{reason}。请换一个可以写入、空间充足的位置。", name=path, reason=reason(error)
        ) from error
    finally:
        with suppress(OSError):  # in a folder that cannot be written there is nothing to clear away
            half.unlink(missing_ok=True)

"""A file of any accepted kind -> its text and what the file tells of where it came from."""

import re
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path

from db.encodings import decode
from db.errors import CasebookError
from db.model import Source
from db.verifying import digest

LARGEST = 32 << 20  # bytes; a newspaper page has twenty thousand
_DATE = re.compile(r"(?<!\d)(20\d\d|19\d\d)[-_.年]?(\d{1,2})[-_.月]?(\d{1,2})(?!\d)")


def read(path: Path | str) -> tuple[str, Source]:
    """The text of the file, line ends as newlines, and its source.

    Raises CasebookError, saying what to do, for a file that is missing, too large, empty, not text or of no known kind.
    """
    path = Path(path)
    name = path.name or str(path)
    try:
        told = path.stat()
        if stat.S_ISDIR(told.st_mode):
            raise CasebookError("“{name}”是文件夹。请选择其中的文本文件。", name=name)
        if not stat.S_ISREG(told.st_mode):
            raise CasebookError("“{name}”不是普通文件，不能导入。请选择文本文件。", name=name)
        reader = _READERS.get(path.suffix.lower())
        if reader is None:
            raise CasebookError(
                "还不能读取“{suffix}”文件（{name}）。请把文字另存为 .txt 或 .md 后再导入。",
                name=name, suffix=path.suffix or name,
            )
        if told.st_size > LARGEST:
            raise CasebookError(
                "“{name}”有 {size} MB，超过 {limit} MB 的上限。请拆成较小的文件后再导入。",
                name=name, size=told.st_size >> 20, limit=LARGEST >> 20,
            )
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise CasebookError("找不到文件“{name}”。它可能被移动或改了名，请重新选择。", name=path) from error
    except PermissionError as error:
        raise CasebookError("没有权限读取“{name}”。请检查文件权限，或复制一份再导入。", name=name) from error
    except OSError as error:
        raise CasebookError("“{name}”读不出来：{reason}。", name=name, reason=error.strerror or error) from error
    except ValueError as error:  # a NUL in the name
        raise CasebookError("找不到文件“{name}”。它可能被移动或改了名，请重新选择。", name=repr(str(path))) from error
    text, encoding = reader(data, name)
    if not text.strip():
        raise CasebookError("“{name}”是空的，没有可以导入的文字。请检查文件。", name=name)
    return text, Source(name, digest(text), encoding, date=_date(name))


def _plain(data: bytes, name: str) -> tuple[str, str]:
    return decode(data, name)


def _date(name: str) -> str | None:
    """The date in a file's name (2022-12-01, 20221201, 2022年12月1日), ISO 8601."""
    for year, month, day in _DATE.findall(name):
        try:
            return date(int(year), int(month), int(day)).isoformat()
        except ValueError:
            continue
    return None


# Suffix -> (bytes, file name) -> (text, encoding). Further kinds are entries here.
_READERS: dict[str, Callable[[bytes, str], tuple[str, str]]] = {
    ".txt": _plain, ".text": _plain, ".md": _plain, ".markdown": _plain,
}
SUFFIXES = tuple(_READERS)

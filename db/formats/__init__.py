"""A file of any accepted kind -> its text and what the file tells of where it came from.

One small module a kind; what a kind needs is imported when the first such file is read.
"""

import stat
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from db.errors import CasebookError, reason
from db.formats.encodings import decode
from db.formats.found import Found, date_in, masthead, paper_in
from db.model import Source
from db.store.verifying import digest

LARGEST = 32 << 20  # bytes of text; a newspaper page has twenty thousand
LARGEST_DOCUMENT = 256 << 20  # bytes of a document, which may hold pictures
ARCHIVE = ".zip"  # taken apart by db.intake.files: it holds several files
INSIDE = " › "  # between an archive's name and that of a file in it


def read(path: Path | str, shown: str = "") -> tuple[str, Source]:
    """The text of the file, line ends as newlines, and its source; `shown` is the name it goes by, if another.

    Raises CasebookError, saying what to do, for a file that is missing, too large, empty, not text or of no known kind.
    """
    return read_bytes(data(path, shown), shown or Path(path).name or str(path))


def data(path: Path | str, shown: str = "") -> bytes:
    """The bytes of a file that can be read; raises CasebookError where it is missing, too large or of no known kind."""
    path = Path(path)
    name = shown or path.name or str(path)
    try:
        told = path.stat()
        if stat.S_ISDIR(told.st_mode):
            raise CasebookError("“{name}”是文件夹。请选择其中的文件。", name=name)
        if not stat.S_ISREG(told.st_mode):
            raise CasebookError(
                "“{name}”不是普通文件，不能导入。请选择文本、网页、Word（.docx）或 PDF 文件。", name=name)
        limit = _reader(name)[1]
        if told.st_size > limit:
            raise too_large(name, told.st_size, limit)
        with path.open("rb") as file:
            return file.read(limit + 1)
    except FileNotFoundError as error:
        raise CasebookError("找不到文件“{name}”。它可能被移动或改了名，请重新选择。", name=path) from error
    except PermissionError as error:
        raise CasebookError("没有权限读取“{name}”。请检查文件权限，或复制一份再导入。", name=name) from error
    except OSError as error:
        raise CasebookError("“{name}”读不出来：{reason}。", name=name, reason=reason(error)) from error
    except ValueError as error:  # a NUL in the name
        raise CasebookError("找不到文件“{name}”。它可能被移动或改了名，请重新选择。", name=repr(str(path))) from error


def read_bytes(data: bytes, name: str) -> tuple[str, Source]:
    """The same for a file that is in memory already; `name` is what it goes by and tells its kind."""
    reader, limit = _reader(name)
    if len(data) > limit:
        raise too_large(name, len(data), limit)
    found = reader(data, name)
    if not found.text.strip():
        raise CasebookError("“{name}”是空的，没有可以导入的文字。请检查文件。", name=name)
    if len(found.text) > LARGEST:
        raise too_large(name, len(found.text), LARGEST)
    # What a person named the file counts for more than what a program wrote into it.
    day, paper = masthead(found.text)
    return found.text, Source(name, digest(found.text), found.encoding,
                              _by_name(paper_in, name) or found.paper or paper,
                              _by_name(date_in, name) or found.date or day or found.made)


def largest(name: str) -> int:
    """How many bytes a file of this name's kind may have; raises CasebookError for no known kind."""
    return _reader(name)[1]


def suffix(name: str) -> str:
    """The suffix of a file by its name, in small letters, with its dot."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower()


def too_large(name: str, size: int, limit: int) -> CasebookError:
    return CasebookError("“{name}”有 {size} MB，超过 {limit} MB 的上限。请拆成较小的文件后再导入。",
                         name=name, size=size >> 20, limit=limit >> 20)


def _by_name(find: Callable[[str], str | None], name: str) -> str | None:
    """What the file's own name says, else what the folders and archives do that it lies in."""
    whole = PurePosixPath(name)
    return find(whole.stem.rpartition(INSIDE)[2]) or find(name.removesuffix(whole.suffix))


def _reader(name: str) -> tuple[Callable[[bytes, str], Found], int]:
    kind = suffix(name)
    if kind in _READERS:
        return _READERS[kind]
    last = PurePosixPath(name).name
    if kind == ARCHIVE:
        raise CasebookError("“{name}”是压缩文件，里面可能有多个文件。请用“导入”打开它。", name=name)
    for kinds, template in _OTHERS.items():
        if kind in kinds:
            raise CasebookError(template, name=name, suffix=kind)
    raise CasebookError("还不能读取“{suffix}”文件（{name}）。请把文字另存为 .txt、.md 或 .docx 后再导入。",
                        name=name, suffix=kind or last)


def _plain(data: bytes, name: str) -> Found:
    return Found(*decode(data, name))


def _html(data: bytes, name: str) -> Found:
    from db.formats import html

    return html.read(data, name)


def _docx(data: bytes, name: str) -> Found:
    from db.formats import docx

    return docx.read(data, name)


def _pdf(data: bytes, name: str) -> Found:
    from db.formats import pdf

    return pdf.read(data, name)


# Suffix -> ((bytes, file name) -> text and what is told with it, most bytes). Further kinds are entries here.
_READERS: dict[str, tuple[Callable[[bytes, str], Found], int]] = {
    **dict.fromkeys((".txt", ".text", ".md", ".markdown"), (_plain, LARGEST)),
    **dict.fromkeys((".html", ".htm", ".xhtml"), (_html, LARGEST)),
    ".docx": (_docx, LARGEST_DOCUMENT),
    ".pdf": (_pdf, LARGEST_DOCUMENT),
}
# Kinds that people have pages in and that another program can turn into one of ours.
_OTHERS = {
    (".doc", ".wps", ".rtf", ".odt", ".docm", ".dotx", ".pages"):
        "还不能读取“{suffix}”文件（{name}）。请用 Word 或 WPS 打开它，另存为 .docx 后再导入。",
    (".ofd", ".caj", ".epub", ".xps"):
        "还不能读取“{suffix}”文件（{name}）。请在它的阅读软件里另存为 PDF 或文本后再导入。",
    (".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz"):
        "还不能打开“{suffix}”压缩文件（{name}）。请先解压，再导入解压出来的文件夹。",
    (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".gif", ".webp", ".heic"):
        "“{name}”是图片，里面没有可以读取的文字。请先用文字识别（OCR）软件转成文本，再导入。",
}
DOCUMENTS = tuple(_READERS)  # what holds one text
SUFFIXES = (*DOCUMENTS, ARCHIVE)  # what can be imported
# What a folder may hold beside these that a reader would miss; of pictures and the like nothing is said.
MISSED = tuple(kind for kinds in _OTHERS if ".jpg" not in kinds for kind in kinds)

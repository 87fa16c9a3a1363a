"""A .zip opened with care: what it holds is counted before anything of it is unpacked."""

import io
import os
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from db.errors import CasebookError, reason
from db.formats.encodings import likeliest

DIRECTORY = 64 << 20  # bytes of an archive's list of files
_ENTRY = 100  # bytes of one of its entries, about
_END = (1 << 16) + 200  # bytes at an archive's end in which it says where the list is
_BOMB = 8 << 20, 100  # bytes, and times as large as it is packed: no text or document grows so
_UNPRINTED = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]")


@contextmanager
def opened(source: Path | bytes, name: str, *, keep: bool = False) -> Iterator[zipfile.ZipFile]:
    """The archive, and whatever is wrong with it told as a CasebookError; closed after, unless to `keep`."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source)
        try:
            yield archive
        finally:
            if not keep:
                archive.close()
    except FileNotFoundError as error:
        raise CasebookError("找不到文件“{name}”。它可能被移动或改了名，请重新选择。", name=name) from error
    except PermissionError as error:
        raise CasebookError("没有权限读取“{name}”。请检查文件权限，或复制一份再导入。", name=name) from error
    except OSError as error:
        raise CasebookError("“{name}”读不出来：{reason}。", name=name, reason=reason(error)) from error
    except (zipfile.BadZipFile, EOFError, ValueError, zlib.error, NotImplementedError) as error:
        raise damaged(name) from error


def check_directory(source: Path | bytes, name: str) -> None:
    """Refuse an archive whose list of files alone would fill the memory, before it is read."""
    try:
        if isinstance(source, bytes):
            end = source[-_END:]
        else:
            with source.open("rb") as file:
                file.seek(max(0, file.seek(0, io.SEEK_END) - _END))
                end = file.read()
    except OSError:
        return  # opening it will say what is wrong
    at, wide = end.rfind(b"PK\5\6"), end.rfind(b"PK\6\6")
    size = int.from_bytes(end[at + 12 : at + 16], "little") if at >= 0 else 0
    if wide >= 0:
        size = max(size if size != 0xFFFFFFFF else 0, int.from_bytes(end[wide + 40 : wide + 48], "little"))
    if size > DIRECTORY:
        raise CasebookError("“{name}”里的文件太多（超过 {limit} 个），没有打开。请先解压，分几次导入。",
                            name=name, limit=DIRECTORY // _ENTRY)


def member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, limit: int) -> bytes:
    """What one member of the archive holds, at most `limit` bytes; `name` is the member's, for the message.

    Raises CasebookError where it is encrypted, damaged, packed in a way unknown here or larger.
    """
    if info.flag_bits & 1:
        raise CasebookError("“{name}”加了密码，打不开。请先用密码解压，再导入解压出来的文件。", name=name)
    if info.file_size > limit:
        raise CasebookError("“{name}”解开后有 {size} MB，超过 {limit} MB 的上限。请拆成较小的文件后再导入。",
                            name=name, size=info.file_size >> 20, limit=limit >> 20)
    if info.file_size > _BOMB[0] and info.file_size > _BOMB[1] * info.compress_size:
        raise CasebookError("“{name}”解开后会变大 {times} 倍，像是有意做坏的压缩文件，没有打开。请先用别的软件解压，"
                            "看过以后再导入。", name=name, times=info.file_size // max(info.compress_size, 1))
    try:
        with archive.open(info) as file:
            return file.read(limit + 1)[: limit + 1]  # never more than the archive said, whatever it holds
    except NotImplementedError as error:
        raise CasebookError("“{name}”的压缩方式不认识。请用普通的 .zip 格式重新压缩，或解压后再导入。",
                            name=name) from error
    except (zipfile.BadZipFile, EOFError, ValueError, zlib.error, RuntimeError, OSError) as error:
        raise damaged(name) from error


def spoken(info: zipfile.ZipInfo) -> str:
    """The member's name as who packed it saw it: archives from Chinese Windows hold GBK and say nothing of it."""
    name = info.filename
    if not info.flag_bits & 0x800:
        with suppress(UnicodeEncodeError):
            name = likeliest(name.encode("cp437")) or name
    return printable(name.replace("\\", "/"))


def printable(name: str) -> str:
    """A file's name as it can be shown and kept: without what turns the line, or the order of its letters, and with
    bytes that the system could make no letters of (GBK, unpacked on a machine that knows UTF-8) read after all.
    """
    try:
        name.encode()
    except UnicodeEncodeError:
        name = "/".join(likeliest(part) or part.decode("utf-8", "replace") for part in os.fsencode(name).split(b"/"))
    return _UNPRINTED.sub("", name)


def damaged(name: str) -> CasebookError:
    return CasebookError("“{name}”已损坏，或不是它的后缀所说的那种文件。请换一份完好的文件。", name=name)

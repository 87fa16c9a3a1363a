"""What a person hands over -> the files in it: folders are walked, archives looked into, nothing unpacked to disk."""

import os
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from db.errors import CasebookError, reason
from db.formats import ARCHIVE, DOCUMENTS, INSIDE, MISSED, largest, suffix
from db.formats.archive import check_directory, member, opened, printable, spoken
from db.looking import is_file, is_folder, is_link

FILES = 100_000  # in one folder or archive that was handed over
FOLDERS_DEEP = 40
ARCHIVES_DEEP = 3  # an archive in an archive in an archive
ARCHIVES = 1_000  # looked into in one that was handed over
UNPACKED = 4 << 30  # bytes of one archive's files all together
NESTED = 128 << 20  # bytes of an archive in an archive, which is held in memory


@dataclass(frozen=True, slots=True)
class Item:
    """One file to read: on disk, or the member of an archive that the numbers in `inside` lead to; or what is wrong."""

    name: str  # as the reader knows it: "archive.zip › inner.txt", "folder/inner.txt"
    path: Path
    inside: tuple[int, ...] = ()
    size: int = 0  # bytes
    problem: CasebookError | None = None


def items(paths: Iterable[Path | str], *, cancelled: Callable[[], bool] = lambda: False) -> list[Item]:
    """Every file in `paths`, in order; what cannot be looked into is an item that says why. Cancelled, those so far."""
    found: list[Item] = []
    for path in map(Path, paths):
        for item in _below(path):
            if cancelled():
                return found
            found.append(item)
    return found


class Opener:
    """Reads members of archives; keeps the last archive open, for the next item is most often in the same."""

    def __init__(self) -> None:
        self._held: dict[tuple[Path, tuple[int, ...]], zipfile.ZipFile] = {}

    def data(self, item: Item) -> bytes:
        """The bytes of an item inside an archive; raises CasebookError where they cannot be had."""
        archive = self._archive(item.path, item.inside[:-1], item.name)
        return member(archive, archive.infolist()[item.inside[-1]], item.name, largest(item.name))

    def close(self) -> None:
        for archive in reversed(self._held.values()):
            archive.close()
        self._held.clear()

    def _archive(self, path: Path, inside: tuple[int, ...], name: str) -> zipfile.ZipFile:
        held = self._held.get((path, inside))
        if held is None:
            if not inside:
                self.close()
                source: Path | bytes = path
            else:
                outer = self._archive(path, inside[:-1], name)
                source = member(outer, outer.infolist()[inside[-1]], name, NESTED)
            for key in [key for key in self._held if len(key[1]) >= len(inside)]:
                self._held.pop(key).close()
            with opened(source, name, keep=True) as held:
                self._held[path, inside] = held
        return held


def _below(path: Path) -> Iterator[Item]:
    name = printable(path.name or str(path))
    if is_folder(path):
        yield from _counted(name, path, _folder(path))
    elif suffix(path.name) == ARCHIVE and is_file(path):
        try:
            yield from _counted(name, path, _Archive(path, name).items())
        except CasebookError as error:
            yield Item(name, path, problem=error)
    else:
        yield Item(name, path, size=_size(path))


def _counted(name: str, path: Path, found: Iterator[Item]) -> Iterator[Item]:
    """The items of a folder or archive, not too many; those of a kind people have pages in are told once, together."""
    missed: dict[str, int] = {}
    count = 0
    for item in found:
        kind = suffix(item.name)
        if item.problem is None and kind not in DOCUMENTS:
            missed[kind] = missed.get(kind, 0) + 1
            continue
        count += 1
        if count > FILES:
            yield Item(name, path, problem=_too_many(name))
            return
        yield item
    if missed:
        yield Item(name, path, problem=CasebookError(
            "“{name}”里有 {n} 个文件还不能读取（{kinds}），没有导入。请把它们另存为 .docx、PDF 或文本后再导入。",
            name=name, n=sum(missed.values()), kinds="、".join(sorted(missed))))
    elif not count:
        yield Item(name, path, problem=CasebookError(
            "“{name}”里没有可以导入的文件。可以导入的有文本、网页、Word（.docx）、带文字的 PDF 和 .zip。", name=name))


def _folder(top: Path) -> Iterator[Item]:
    """The files of a folder at any depth, by name; links are not followed, or a page might come in from anywhere."""
    outer = top.absolute().parent
    unread: list[OSError] = []
    seen = 0
    for folder, below, names in os.walk(top, onerror=unread.append):
        here = Path(folder)
        shown = here.absolute().relative_to(outer)
        below[:] = sorted(name for name in below if not _is_aside(name))
        if len(here.relative_to(top).parts) >= FOLDERS_DEEP and below:
            below.clear()
            yield Item(str(shown), here, problem=CasebookError(
                "“{name}”的文件夹套得太深，最里层的没有导入。请把里层的文件夹单独导入。", name=top.name))
        for name in sorted(names) + [name for name in below if is_link(here / name)]:
            seen += 1
            if seen > 10 * FILES:
                yield Item(top.name, top, problem=_too_many(top.name))
                return
            path, called = here / name, printable((shown / name).as_posix())
            if is_link(path):
                if not _leads_within(path, top) and (is_folder(path) or _is_of_use(name)):
                    yield Item(called, path, problem=_link(called))
            elif _is_aside(name):
                continue
            elif suffix(name) == ARCHIVE:
                yield from _whole(called, path)
            elif _is_of_use(name):
                yield Item(called, path, size=_size(path))
    for error in unread:
        name = printable(Path(error.filename or top).name)
        yield Item(name, top, problem=CasebookError(
            "文件夹“{name}”打不开：{reason}。请检查它的权限。", name=name, reason=reason(error)))


def _whole(name: str, path: Path) -> Iterator[Item]:
    try:
        yield from _Archive(path, name).items()
    except CasebookError as error:
        yield Item(name, path, problem=error)


class _Archive:
    """The files of one archive on disk and of those in it."""

    def __init__(self, path: Path, name: str) -> None:
        self._path = path
        self._name = name
        self._size = self._opened = 0
        self._too_deep = False

    def items(self) -> Iterator[Item]:
        yield from self._inside(self._path, (), self._name)
        if self._too_deep:
            yield Item(self._name, self._path, problem=CasebookError(
                "“{name}”里的压缩文件套了太多层，里层的没有打开。请先解压，再导入解压出来的文件夹。", name=self._name))

    def _inside(self, source: Path | bytes, inside: tuple[int, ...], name: str) -> Iterator[Item]:
        self._opened += 1
        check_directory(source, name)
        with opened(source, name) as archive:
            entries = archive.infolist()
            if len(entries) > FILES or self._opened > ARCHIVES:
                raise _too_many(name)
            wanted = [(n, info, spoken(info)) for n, info in enumerate(entries)]
            wanted = [one for one in wanted if not one[1].is_dir() and _is_of_use(one[2])]
            # Before anything is unpacked: no more may come out than a person can have meant.
            self._size += sum(info.file_size for _, info, _ in wanted)
            if self._size > UNPACKED:
                raise CasebookError("“{name}”解开后超过 {limit} MB，没有打开。请先解压，挑出需要的文件再导入。",
                                    name=self._name, limit=UNPACKED >> 20)
            for n, info, inner in wanted:
                called = f"{name}{INSIDE}{inner}"
                if stat.S_ISLNK(info.external_attr >> 16):
                    yield Item(called, self._path, problem=_link(called))
                elif suffix(inner) != ARCHIVE:
                    yield Item(called, self._path, (*inside, n), info.file_size)
                elif len(inside) + 1 >= ARCHIVES_DEEP:
                    self._too_deep = True
                else:
                    try:
                        yield from self._inside(member(archive, info, called, NESTED), (*inside, n), called)
                    except CasebookError as error:
                        yield Item(called, self._path, problem=error)


def _is_of_use(name: str) -> bool:
    """Whether a folder's or archive's file is one to read, or one whose being left out is to be told."""
    return suffix(name) in (*DOCUMENTS, ARCHIVE, *MISSED) and not any(map(_is_aside, PurePosixPath(name).parts))


def _is_aside(name: str) -> bool:
    """What programs lay beside a person's files: hidden ones, Office's locks, what macOS puts into archives."""
    return name.startswith((".", "~$", "__MACOSX")) and name not in (".", "..")


def _leads_within(link: Path, top: Path) -> bool:
    try:
        return link.resolve().is_relative_to(top.resolve())
    except (OSError, RuntimeError):  # a link to itself
        return False


def _link(name: str) -> CasebookError:
    return CasebookError("“{name}”是指向别处的链接，没有导入。请直接导入它指向的文件。", name=name)


def _too_many(name: str) -> CasebookError:
    return CasebookError("“{name}”里的文件太多（超过 {limit} 个），其余的没有导入。请分几次导入。",
                         name=name, limit=FILES)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0

"""What one file of an import brought, small: what the list shows of it, and the page packed until someone looks.

A thousand pages as objects would fill the memory and make Python halt to look through them for rubbish. Packed they lie
in a file that nobody else sees.
"""

import pickle
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from tempfile import TemporaryFile
from threading import Lock
from typing import IO, Self

from db.errors import CasebookError
from db.model import Bounds, Page, Patch, Reading, Source
from db.store.preparing import prepared

Contents = tuple[str, Page, Source, Bounds | None]


@dataclass(frozen=True, slots=True)
class Head:
    """An article as the list shows it."""

    title: str
    place: str  # path of the main region, "" where there is none
    topics: tuple[str, ...]  # codes, the main one first
    metrics: int
    repairs: int


class Store:
    """Bytes put on the disk until they are asked for; gone with the last who knows of them. Any thread may ask."""

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None
        self._turn = Lock()
        self._end = 0

    def __del__(self) -> None:
        if self._file is not None:
            self._file.close()

    def put(self, what: bytes) -> "Stored":
        """Raises OSError where there is no room."""
        with self._turn:
            self._file = self._file or TemporaryFile()  # noqa: SIM115
            self._file.seek(self._end)
            self._file.write(what)
            self._file.flush()
            start, self._end = self._end, self._end + len(what)
        return Stored(self, start, len(what))

    def read(self, start: int, length: int) -> bytes:
        with self._turn:
            self._file.seek(start)
            return self._file.read(length)


@dataclass(frozen=True, slots=True)
class Stored:
    """Where in a store some bytes are."""

    store: Store
    start: int
    length: int

    def read(self) -> bytes:
        return self.store.read(self.start, self.length)


@dataclass(frozen=True, slots=True)
class Found:
    """One file as it was read, or as a person left it."""

    name: str
    heads: tuple[Head, ...] = ()
    unplaced: int = 0
    already: bool = False
    error: CasebookError | None = None
    packed: bytes | Stored = b""
    prepared: bytes | Stored = b""  # what is kept of the page as it was read (see db.store.preparing)
    fresh: Contents | None = None  # of a page that a person changed
    steps: int = 0  # that a person took on the page, on an earlier day too
    done: int = 1
    total: int = 1
    seconds_left: float | None = None

    @property
    def keepable(self) -> bool:
        """Whether there is something to keep in it."""
        return bool(self.heads)

    def contents(self) -> Contents:
        """Text, page, source and what a person set on it; of a file with nothing to keep there are none."""
        return self.fresh or _unpacked(self.packed)

    def put_into(self, store: Store) -> Self:
        """The file with what is packed of it put into `store`; where that has no room, as it is."""
        if self.packed:
            with suppress(OSError):
                return replace(self, packed=store.put(self.packed),
                               prepared=store.put(self.prepared) if self.prepared else b"")
        return self

    def with_page(self, page: Page, steps: tuple[Patch, ...]) -> Self:
        """The file with its page as a person has put it right; not packed, for she has done that to few, and a long
        page would take its time.
        """
        text, was, source, bounds = self.contents()
        extracted = bounds.extracted if bounds else was
        bounds = Bounds(extracted, steps) if steps and page != extracted else None
        return replace(self, heads=_heads(page), unplaced=len(page.unplaced),
                       fresh=(text, page, source, bounds or Bounds(extracted)),
                       steps=len(bounds.steps) if bounds else 0)

    def once_more(self, done: Callable[[Reading], Reading]) -> Self:
        """The file with what is `done` to it as it was read, on the side of the window."""
        text, page, source, bounds = self.contents()
        was = Reading(self.name, text, page, source, bounds=bounds, done=self.done, total=self.total,
                      seconds_left=self.seconds_left)
        now = done(was)
        return self if now is was else found(now)

    def reading(self) -> Reading:
        """What `db.importing.keep` keeps."""
        way = {"done": self.done, "total": self.total}
        if self.prepared and self.fresh is None:
            text, source, prepared = _unpacked(self.prepared)
            return Reading(self.name, text, None, source, prepared=prepared, **way)
        text, page, source, bounds = self.contents()
        return Reading(self.name, text, page, source, bounds=bounds if bounds and bounds.steps else None, **way)


def found(reading: Reading) -> Found:
    """A reading, packed."""
    way = {"done": reading.done, "total": reading.total, "seconds_left": reading.seconds_left}
    if reading.error is not None or reading.already or reading.page is None:
        return Found(reading.name, already=reading.already, error=reading.error, **way)
    packed = _packed((reading.text, reading.page, reading.source, reading.bounds))
    prepared = _packed((reading.text, reading.source, reading.prepared)) if reading.prepared else b""
    steps = len(reading.bounds.steps) if reading.bounds else 0
    return Found(reading.name, _heads(reading.page), len(reading.page.unplaced), packed=packed, prepared=prepared,
                 steps=steps, **way)


def ready(reading: Reading) -> Found:
    """A reading, packed with what is kept of it: where it was read, so that the window has nothing to do with it."""
    return found(prepared(reading))


def _heads(page: Page) -> tuple[Head, ...]:
    return tuple(Head(one.title, one.primary_region or "", one.topics, len(one.metrics), len(one.repairs))
                 for one in page.articles)


def _packed(value: tuple) -> bytes:
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def _unpacked(packed: bytes | Stored) -> tuple:
    return pickle.loads(packed.read() if isinstance(packed, Stored) else packed)

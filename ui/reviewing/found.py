"""What one file of an import brought, small: what the list shows of it, and the page packed until someone looks.

A thousand pages as objects would fill the memory and make Python halt to look through them for rubbish.
"""

import pickle
import zlib
from dataclasses import dataclass, replace
from typing import Self

from db.errors import CasebookError
from db.model import Page, Reading, Source


@dataclass(frozen=True, slots=True)
class Head:
    """An article as the list shows it."""

    title: str
    place: str  # path of the main region, "" where there is none
    topic: str  # code of the main topic, likewise
    metrics: int
    repairs: int


@dataclass(frozen=True, slots=True)
class Found:
    """One file as it was read, or as a person left it."""

    name: str
    heads: tuple[Head, ...] = ()
    unplaced: int = 0
    already: bool = False
    error: CasebookError | None = None
    packed: bytes = b""
    done: int = 1
    total: int = 1
    seconds_left: float | None = None

    @property
    def keepable(self) -> bool:
        """Whether there is something to keep in it."""
        return bool(self.heads)

    def contents(self) -> tuple[str, Page, Source]:
        """Text, page and source; of a file with nothing to keep there are none."""
        return pickle.loads(zlib.decompress(self.packed))

    def with_page(self, page: Page) -> Self:
        text, _, source = self.contents()
        return replace(self, heads=_heads(page), unplaced=len(page.unplaced), packed=_packed(text, page, source))

    def reading(self) -> Reading:
        """What `db.importing.keep` keeps."""
        text, page, source = self.contents()
        return Reading(self.name, text, page, source, done=self.done, total=self.total)


def found(reading: Reading) -> Found:
    """A reading, packed."""
    way = {"done": reading.done, "total": reading.total, "seconds_left": reading.seconds_left}
    if reading.error is not None or reading.already or reading.page is None:
        return Found(reading.name, already=reading.already, error=reading.error, **way)
    packed = _packed(reading.text, reading.page, reading.source)
    return Found(reading.name, _heads(reading.page), len(reading.page.unplaced), packed=packed, **way)


def _heads(page: Page) -> tuple[Head, ...]:
    return tuple(Head(one.title, one.primary_region or "", next(iter(one.topics), ""), len(one.metrics),
                      len(one.repairs)) for one in page.articles)


def _packed(text: str, page: Page, source: Source | None) -> bytes:
    return zlib.compress(pickle.dumps((text, page, source), pickle.HIGHEST_PROTOCOL), 1)

"""What a reader asks a library for, and what it answers; values only, like db.model."""

from dataclasses import dataclass
from typing import Literal

from db.model import Hit

Facet = Literal["region", "topic", "year", "paper", "unit", "collection", "starred"]


@dataclass(frozen=True, slots=True)
class Filter:
    """One thing a selection is narrowed by: cases that hang on the node `key` of the facet, or below it."""

    facet: Facet
    key: str  # a region's path, a topic's code, "2024", a paper's name, a unit, a collection's id; "" for none of these
    exclude: bool = False


@dataclass(frozen=True, slots=True)
class Selection:
    """What a reader asked for: words and filters. Filters of one facet are alternatives, facets narrow each other,
    and what is excluded is out in any case.
    """

    typed: str = ""
    filters: tuple[Filter, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """An answer to a Selection."""

    hits: tuple[Hit, ...]
    total: int
    exact: bool  # False where counting was broken off: there are `total` at the least


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One node of a facet, with how many cases it would leave under the words and the filters of the other facets."""

    key: str
    label: str
    count: int
    expandable: bool
    exact: bool = True  # False where so many articles may hold a long word that not each was looked at: `count` at most


@dataclass(frozen=True, slots=True)
class Collection:
    """A list a reader keeps: the cases she starred, those she read last, a collection of hers, or a saved search."""

    id: int
    kind: Literal["starred", "recent", "collection", "search"]
    name: str  # "" for the first two
    count: int  # cases of it that the library holds; 0 for a search
    wanted: Selection | None = None  # what a saved search asks for

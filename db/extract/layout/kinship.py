"""How well a stretch of a page goes with an article: by the pairs of characters only the two have in common.

The names of a place, its people and its projects run through an article and through no other; they need no dictionary.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain
from math import log
from operator import add

from db.extract.layout.lines import Line


class Kinship:
    """The vocabulary of a page, against which each article's own stands out."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines

    @cached_property
    def page(self) -> Counter[str]:
        """How often the page has each pair; a page on which nothing is cut or given twice is never counted."""
        return pairs(self._lines)

    @cached_property
    def size(self) -> int:
        return max(self.page.total(), 1)

    @cached_property
    def _triples(self) -> Counter[str]:
        return triples(self._lines)

    def count(self, pair: str) -> int:
        """How often the page has this pair of characters."""
        return self.page[pair]

    def count_triple(self, triple: str) -> int:
        """How often the page has these three characters in a row; the counting is done when first asked for."""
        return self._triples[triple]

    def affinity(self, stretch: Counter[str], article: Counter[str], size: int) -> float:
        """0 for nothing in common, 0.2 to 0.5 for parts of one article; the mean over the pairs of `stretch`.

        `article` counts the pairs of an article the stretch is no part of, `size` is their number.
        """
        total = stretch.total()
        if size <= 0 or not total:
            return 0.0
        scale, page = self.size / size, self.page
        weight = sum(stretch[pair] * log(1 + article[pair] * scale / page[pair]) for pair in stretch.keys() & article)
        return weight / total


def pairs(lines: Iterable[Line]) -> Counter[str]:
    """The pairs of characters of `lines` with their counts."""
    return Counter(chain.from_iterable(line.pairs for line in lines))


def triples(lines: Iterable[Line]) -> Counter[str]:
    """The runs of three characters of `lines` with their counts."""
    return Counter(chain.from_iterable(map(add, line.pairs, line.text[2:]) for line in lines))

"""How well a stretch of a page goes with an article: by the pairs of characters only the two have in common.

The names of a place, its people and its projects run through an article and through no other; they need no dictionary.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain
from math import log
from operator import add

from db.extract.layout.lines import Line

_SILENT = re.compile(r"[\W_的了是在和有为等一不也与0-9]+")  # says nothing of a story


class Kinship:
    """The vocabulary of a page, against which each article's own stands out."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._said: dict[str, Said] = {}

    @cached_property
    def page(self) -> Counter[str]:
        """How often the page has each pair; a page on which nothing is cut or given twice is never counted."""
        return pairs(self._lines)

    @cached_property
    def size(self) -> int:
        return max(self.page.total(), 1)

    @cached_property
    def _repeated(self) -> set[str]:
        """The pairs the page has more than once; what two of its lines have in common is among them."""
        return {pair for pair, found in self.page.items() if found > 1}

    @cached_property
    def _triples(self) -> Counter[str]:
        return triples(self._lines)

    def count(self, pair: str) -> int:
        """How often the page has this pair of characters."""
        return self.page[pair]

    def count_triple(self, triple: str) -> int:
        """How often the page has these three characters in a row; the counting is done when first asked for."""
        return self._triples[triple]

    def said(self, line: Line) -> "Said":
        """The words of a line of the page, by which it is told whose story it goes on with."""
        if line.text not in self._said:
            self._said[line.text] = Said(line, self._repeated)
        return self._said[line.text]

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


class Said:
    """What a line says: its characters and pairs of characters, punctuation and the commonest characters aside.

    Of the pairs only those are kept that another line may have, too: half of the pairs of a page stand there once.
    """

    def __init__(self, line: Line, repeated: set[str]) -> None:
        singles = list(_SILENT.sub("", line.text))
        self.shared = list(filter(repeated.__contains__, line.pairs))  # those with punctuation, too
        pairs = list(filter(str.isalnum, self.shared))
        self.singles, self.pairs = len(singles), sum(map(str.isalnum, line.pairs))  # how many it says
        self.grams = singles + pairs  # each as often as it is said

    @cached_property
    def told_singles(self) -> list[str]:
        return _told(self.grams[: self.singles])

    @cached_property
    def told_pairs(self) -> list[str]:
        return _told(self.grams[self.singles :])

    @property
    def untold(self) -> int:
        """How many pairs it says that no other line has."""
        return self.pairs - (len(self.grams) - self.singles)


def _told(grams: list[str]) -> list[str]:
    """What is said twice twice; a third time says no more."""
    times = Counter(grams)
    return [*times, *(gram for gram, often in times.items() if often > 1)] if len(times) < len(grams) else grams


def pairs(lines: Iterable[Line]) -> Counter[str]:
    """The pairs of characters of `lines` with their counts."""
    return Counter(chain.from_iterable(line.pairs for line in lines))


def triples(lines: Iterable[Line]) -> Counter[str]:
    """The runs of three characters of `lines` with their counts."""
    return Counter(chain.from_iterable(map(add, line.pairs, line.text[2:]) for line in lines))

"""How well a stretch of a page goes with an article: by the pairs of characters only the two have in common.

The names of a place, its people and its projects run through an article and through no other; they need no dictionary.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import log
from operator import add

from db.extract.lines import Line

Vocabulary = tuple[Counter[str], int]  # pairs of characters with their counts, and how many there are


class Kinship:
    """The vocabulary of a page, against which each article's own stands out."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._page: Counter[str] = Counter()
        for line in lines:
            self._page.update(line.pairs)
        self._size = max(self._page.total(), 1)
        self._lines = lines
        self._triples: Counter[str] | None = None

    def count(self, pair: str) -> int:
        """How often the page has this pair of characters."""
        return self._page[pair]

    def count_triple(self, triple: str) -> int:
        """How often the page has these three characters in a row; the counting is done when first asked for."""
        if self._triples is None:
            self._triples = Counter()
            for line in self._lines:
                self._triples.update(map(add, line.pairs, line.text[2:]))
        return self._triples[triple]

    def affinity(
        self, stretch: Iterable[Line], article: Counter[str], size: int, without: Counter[str] | None = None
    ) -> float:
        """0 for nothing in common, 0.2 to 0.5 for parts of one article; the mean over the stretch's pairs.

        `article` counts the pairs of the article, `size` is their number without those of `without`, which are left
        out: a paragraph does not speak for itself.
        """
        if size <= 0:
            return 0.0
        weight, total = 0.0, 0
        scale = self._size / size
        page = self._page
        for line in stretch:
            total += len(line.pairs)
            for pair in line.pairs:
                found = article.get(pair, 0)
                if found and without:
                    found -= without.get(pair, 0)
                if found > 0:
                    weight += log(1 + found * scale / page[pair])
        return weight / total if total else 0.0


def vocabulary(lines: Iterable[Line]) -> Vocabulary:
    """The pairs of `lines` with their counts, and how many there are."""
    counts: Counter[str] = Counter()
    for line in lines:
        counts.update(line.pairs)
    return counts, counts.total()

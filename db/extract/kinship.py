"""How well a stretch of a page goes with an article: by the pairs of characters only the two have in common.

The names of a place, its people and its projects run through an article and through no other; they need no dictionary.
"""

from collections import Counter
from collections.abc import Iterable
from math import log

from db.extract.lines import Line


class Kinship:
    """The vocabulary of a page, against which each article's own stands out."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._page: Counter[str] = Counter()
        for line in lines:
            self._page.update(line.pairs)
        self._size = max(self._page.total(), 1)

    def count(self, pair: str) -> int:
        """How often the page has this pair of characters."""
        return self._page[pair]

    def affinity(self, stretch: Iterable[Line], article: Counter[str], size: int) -> float:
        """0 for nothing in common, about 1 and more for a part of the same article; the mean over the stretch's pairs.

        `article` counts the pairs of the article's other lines, `size` is their number.
        """
        if not size:
            return 0.0
        weight, total = 0.0, 0
        scale = self._size / size
        for line in stretch:
            total += len(line.pairs)
            for pair in line.pairs:
                if found := article.get(pair):
                    weight += log(1 + found * scale / self._page[pair]) if self._page[pair] else 0
        return weight / total if total else 0.0


def vocabulary(lines: Iterable[Line]) -> tuple[Counter[str], int]:
    """The pairs of `lines` with their counts, and how many there are."""
    counts: Counter[str] = Counter()
    for line in lines:
        counts.update(line.pairs)
    return counts, counts.total()

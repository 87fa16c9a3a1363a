"""How well a stretch of a page goes with an article: by the pairs of characters only the two have in common.

The names of a place, its people and its projects run through an article and through no other; they need no dictionary.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from math import log
from operator import add

from db.extract.layout.lines import Line

_SAID = re.compile(r"[^\W_]+")  # punctuation says nothing of a story
_EVERYWHERE = frozenset("的了是在和有为等一不也与0123456789")
_CHANCE = 900  # of anybody's words are lent to an article, so that a short one is not held to what it happens to say
_WORTH = 0.6  # words of one story come together; each is worth less than if they came alone

Vocabulary = tuple[Counter[str], int]  # pairs of characters with their counts, and how many there are


class Kinship:
    """The vocabulary of a page, against which each article's own stands out."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._triples: Counter[str] | None = None

    @cached_property
    def _page(self) -> Counter[str]:
        """How often the page has each pair; a page on which nothing is cut or given twice is never counted."""
        counts: Counter[str] = Counter()
        for line in self._lines:
            counts.update(line.pairs)
        return counts

    @cached_property
    def _size(self) -> int:
        return max(self._page.total(), 1)

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


class Voices:
    """The single characters and pairs of characters of each article, by which a paragraph's own is found.

    `articles` are the lines of each; a line given several times counts as often. `loose` belong to none.
    """

    def __init__(self, articles: Sequence[Sequence[Line]], loose: Sequence[Line]) -> None:
        self._grams: dict[int, Counter[str]] = {}
        self._own = [self.of(lines) for lines in articles]
        self._sizes = [_sizes(counts) for counts in self._own]
        self._page: Counter[str] = self.of(loose)
        for counts in self._own:
            self._page.update(counts)
        self._whole = _sizes(self._page)

    def of(self, lines: Iterable[Line]) -> Counter[str]:
        """What `lines` are made of, to be left out where they would speak for themselves."""
        counts: Counter[str] = Counter()
        for line in lines:
            counts.update(self._of(line))
        return counts

    def _of(self, line: Line) -> Counter[str]:
        if line.index not in self._grams:
            bare = _SAID.findall(line.text)
            grams = Counter(char for run in bare for char in run if char not in _EVERYWHERE)
            for run in bare:
                grams.update(map(add, run, run[1:]))
            self._grams[line.index] = grams
        return self._grams[line.index]

    def odds(self, line: Line, article: int, without: Counter[str] | None = None) -> float:
        """The logarithm of how much likelier the words of `line` are in the article than anywhere on the page."""
        own, sizes, total = self._own[article], self._sizes[article], 0.0
        if without:
            taken = _sizes(without)
            sizes = (sizes[0] - taken[0], sizes[1] - taken[1])
        chances = [_CHANCE / (size + _CHANCE) for size in sizes]
        scales = [whole / (size + _CHANCE) for whole, size in zip(self._whole, sizes, strict=True)]
        unsaid = [log(chance) for chance in chances]
        page = self._page
        for gram, times in self._of(line).items():
            found = own[gram] - without[gram] if without else own[gram]
            kind = len(gram) - 1
            told = log(chances[kind] + scales[kind] * found / page[gram]) if found > 0 else unsaid[kind]
            total += min(times, 2) * told
        return total * _WORTH


def _sizes(counts: Counter[str]) -> tuple[int, int]:
    singles = sum(times for gram, times in counts.items() if len(gram) == 1)
    return singles, counts.total() - singles

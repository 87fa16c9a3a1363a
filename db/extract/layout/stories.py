"""Whose story a paragraph tells: its characters and pairs of characters held against those of each article.

What a paragraph has in common with a foreign article is asked of many pairs, so that is prepared once for each article;
against its own article it must not speak for itself, so that is counted without it, and only over what it shares.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import chain, repeat
from math import log

from db.extract.layout.kinship import Kinship, pairs
from db.extract.layout.lines import Line

_CHANCE = 900  # of anybody's words are lent to an article, so that a short one is not held to what it happens to say
_WORTH = 0.6  # words of one story come together; each is worth less than if they came alone

_NOTHING = repeat(0.0)


class _Article:
    """The words of an article, a line given several times counted as often, and what each is worth to others."""

    def __init__(self, lines: Sequence[Line], kinship: Kinship) -> None:
        self._kinship = kinship
        self._lines = lines
        self.key = [line.index for line in lines]
        self.grams = Counter(chain.from_iterable(line.said.grams for line in lines))
        self.singles = sum(line.said.singles for line in lines)
        self.doubles = sum(line.said.pairs for line in lines)

    @cached_property
    def pairs(self) -> Counter[str]:
        return pairs(self._lines)

    @cached_property
    def size(self) -> int:
        return self.pairs.total()

    @cached_property
    def akin(self) -> dict[str, float]:
        """What each pair of the article says for a foreign paragraph that has it, too."""
        page, scale = self._kinship.page, self._kinship.size / max(self.size, 1)
        return {pair: log(1 + found * scale / page[pair]) for pair, found in self.pairs.items()}


def _article(lines: Sequence[Line], kinship: Kinship, was: _Article | None) -> _Article:
    same = was is not None and was.key == [line.index for line in lines]
    return was if same else _Article(lines, kinship)


class Stories:
    """The articles of a page by their numbers; `loose` lines belong to none."""

    def __init__(
        self,
        articles: Sequence[Sequence[Line]],
        loose: Sequence[Line],
        kinship: Kinship,
        known: "Stories | None" = None,
    ) -> None:
        """`known` are the stories of the same page before something was moved: what has not changed is not counted."""
        self._kinship = kinship
        old = known._articles if known and len(known._articles) == len(articles) else [None] * len(articles)
        self._articles = [_article(lines, kinship, was) for lines, was in zip(articles, old, strict=True)]
        self._voices: dict[int, tuple[dict[str, float], float, float]] = {}
        self._page = Counter(chain.from_iterable(line.said.grams for line in chain(loose, *articles)))
        self._singles = sum(a.singles for a in self._articles) + sum(line.said.singles for line in loose)
        self._doubles = sum(a.doubles for a in self._articles) + sum(line.said.pairs for line in loose)

    def affinity(self, line: Line, article: int) -> float:
        """What a paragraph has in common with an article that is not its own: a sum over its pairs."""
        return sum(map(self._articles[article].akin.get, line.pairs, _NOTHING))

    def affinity_at_home(self, lines: Sequence[Line], article: int) -> list[float]:
        """What each of `lines` has in common with the rest of its article, without any of them."""
        mine, home = pairs(lines), self._articles[article]
        size = home.size - mine.total()
        if size <= 0:
            return [0.0] * len(lines)
        whole, page, scale = home.pairs, self._kinship.page, self._kinship.size / size
        told = {pair: log(1 + (whole[pair] - n) * scale / page[pair]) for pair, n in mine.items() if whole[pair] > n}
        return [sum(map(told.get, line.pairs, _NOTHING)) for line in lines]

    def odds(self, line: Line, article: int) -> float:
        """The logarithm of how much likelier the words of `line` are in a foreign article than anywhere on the page."""
        if article not in self._voices:
            self._voices[article] = self._voice(self._articles[article])
        told, single, double = self._voices[article]
        return self._sum(line, told, single, double)

    def odds_at_home(self, judged: Sequence[Line], taken: Sequence[Line], article: int) -> float:
        """The same of the lines `judged` and their own article, without the lines `taken`, which hold them."""
        told, single, double = self._voice(self._articles[article], taken)
        return sum(self._sum(line, told, single, double) for line in judged)

    @staticmethod
    def _sum(line: Line, told: dict[str, float], single: float, double: float) -> float:
        said = line.said
        unsaid = said.told_singles * single + said.told_pairs * double
        return _WORTH * (unsaid + sum(map(told.get, said.told, _NOTHING)))

    def _voice(self, article: _Article, taken: Sequence[Line] = ()) -> tuple[dict[str, float], float, float]:
        """What each word of an article says for a paragraph that has it more than one that has it not, and what one
        says that the article does not have: a single character, a pair.
        """
        grams, page = article.grams, self._page
        singles = article.singles - sum(line.said.singles for line in taken) + _CHANCE
        doubles = article.doubles - sum(line.said.pairs for line in taken) + _CHANCE
        # found × whole / (size + lent) / page against lent / (size + lent): the size falls out of the comparison.
        scales = (self._singles / _CHANCE, self._doubles / _CHANCE)
        if taken:
            mine = Counter(chain.from_iterable(line.said.grams for line in taken))
            left = {gram: grams[gram] - times for gram, times in mine.items() if grams[gram] > times}
        else:
            left = grams
        told = {gram: log(1 + scales[len(gram) - 1] * found / page[gram]) for gram, found in left.items()}
        return told, log(_CHANCE / singles), log(_CHANCE / doubles)

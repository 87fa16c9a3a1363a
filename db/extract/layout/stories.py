"""Whose story a paragraph tells: its characters and pairs of characters held against those of each article.

What a paragraph has in common with a foreign article is asked of many pairs, so that is prepared once for each article;
against its own article it must not speak for itself, so that is counted without it, and only over what it shares.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import chain, repeat
from math import log

from db.extract.layout.kinship import Kinship, Said
from db.extract.layout.lines import Line

_CHANCE = 900  # of anybody's words are lent to an article, so that a short one is not held to what it happens to say
_WORTH = 0.6  # words of one story come together; each is worth less than if they came alone

_NOTHING = repeat(0.0)


class _Article:
    """The words of an article, a line given several times counted as often, and what each is worth to others."""

    def __init__(self, lines: Sequence[Line], kinship: Kinship) -> None:
        self._kinship = kinship
        self._said = [kinship.said(line) for line in lines]
        self.key = [line.index for line in lines]
        self.size = sum(len(line.pairs) for line in lines)
        self.singles = sum(said.singles for said in self._said)
        self.doubles = sum(said.pairs for said in self._said)

    @cached_property
    def grams(self) -> Counter[str]:
        return Counter(chain.from_iterable(said.grams for said in self._said))

    @cached_property
    def pairs(self) -> Counter[str]:
        """Those that a line of another article may have."""
        return Counter(chain.from_iterable(said.shared for said in self._said))

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
        said = [kinship.said(line) for line in chain(loose, *articles)]
        # Moving lines about leaves the page's words as they were.
        self._page = known._page if known else Counter(chain.from_iterable(one.grams for one in said))
        self._singles = sum(one.singles for one in said)
        self._doubles = sum(one.pairs for one in said)

    def affinity(self, line: Line, article: int) -> float:
        """What a paragraph has in common with an article that is not its own: a sum over its pairs."""
        return sum(map(self._articles[article].akin.get, self._kinship.said(line).shared, _NOTHING))

    def affinity_at_home(self, lines: Sequence[Line], article: int) -> list[float]:
        """What each of `lines` has in common with the rest of its article, without any of them."""
        home = self._articles[article]
        size = home.size - sum(len(line.pairs) for line in lines)
        if size <= 0:
            return [0.0] * len(lines)
        shared = [self._kinship.said(line).shared for line in lines]
        mine = Counter(chain.from_iterable(shared))
        whole, page, scale = home.pairs, self._kinship.page, self._kinship.size / size
        told = {pair: log(1 + (whole[pair] - n) * scale / page[pair]) for pair, n in mine.items() if whole[pair] > n}
        return [sum(map(told.get, pairs, _NOTHING)) for pairs in shared]

    def odds(self, line: Line, article: int) -> float:
        """The logarithm of how much likelier the words of `line` are in a foreign article than anywhere on the page."""
        return self._odds([line], article, {}, [])

    def odds_at_home(self, judged: Sequence[Line], taken: Sequence[Line], article: int) -> float:
        """The same of the lines `judged` and their own article, without the lines `taken`, which hold them."""
        said = [self._kinship.said(line) for line in taken]
        return self._odds(judged, article, Counter(chain.from_iterable(one.grams for one in said)), said)

    def _odds(self, judged: Sequence[Line], article: int, mine: Mapping[str, int], taken: Sequence[Said]) -> float:
        own = self._articles[article]
        grams, page = own.grams, self._page
        # found × whole / (size + lent) / page against lent / (size + lent): the size falls out of the comparison, and
        # what the article does not say falls to the same for every word.
        lent_singles = log(_CHANCE / (own.singles - sum(one.singles for one in taken) + _CHANCE))
        lent_pairs = log(_CHANCE / (own.doubles - sum(one.pairs for one in taken) + _CHANCE))
        total = 0.0
        for line in judged:
            said = self._kinship.said(line)
            total += len(said.told_singles) * lent_singles
            total += (len(said.told_pairs) + said.untold) * lent_pairs
            for told, scale in ((said.told_singles, self._singles), (said.told_pairs, self._doubles)):
                scale /= _CHANCE
                for gram in told:
                    if gram in grams and (found := grams[gram] - mine.get(gram, 0)) > 0:
                        total += log(1 + scale * found / page[gram])
        return total * _WORTH

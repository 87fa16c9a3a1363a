"""Whether a paragraph of one article was taken out of another: by what the two speak of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from db.extract.layout import roles
from db.extract.layout.lines import Line
from db.extract.layout.stories import Stories

_TOGETHER = 12  # paragraphs that may have come astray together
_RIVALS = 24  # articles a stray is held against
_LEANS = -0.01  # by how much each must go better with the other article
_PAST = 25.0  # so much worse it does not get better again
_BEGINS_ABOVE = 0.06
_LOOSE_LEANS = 0.06  # what is in no article need only have something in common with one

# What each sign is worth, as a logarithm of odds; fitted on pages made of articles of our own and rounded.
_WEIGHED = 1.05
_AT_HOME = 1.2  # an article's own paragraphs seldom stand in the wrong order,
_BACKWARDS = 1.2  # least of all above what they continue
_VOICE = 0.7
_ABOVE = 4.0  # what came astray seems to begin further above
_CUT_ABOVE = 1.1  # what stands above was cut: nothing of its own follows
_LAST = 0.5  # what came astray stands at the end of the other article
_IN_NONE = 1.2
_WHOLE = 0.9  # what came astray ends as a paragraph does
_STEADY = 30
_LONG, _WORSE = 40, -0.12  # a paragraph of so many pairs that goes so much worse with another article for each,
_FOREIGN = -3.0  # is hardly from there, whatever stands around it


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands: its article (-1 above the first title), whether a title or heading is over it."""

    line: Line
    article: int
    leads: bool  # first below a title: never a continuation
    headed: bool  # first below a section heading


class Belonging:
    """Whether a paragraph, with those behind it that share its fate, goes with another article than the one it is in.

    `stories` are those of the articles, by the numbers the places give.
    """

    def __init__(self, places: Sequence[Place], stories: Stories) -> None:
        self._places = places
        self._stories = stories
        self._at_home: dict[tuple[int, int], list[float]] = {}
        self._abroad: dict[tuple[int, int], float] = {}
        self._said: dict[tuple[int, int], float] = {}
        self._said_at_home: dict[tuple[int, int, int], float] = {}
        self._runs: dict[tuple[int, int], int] = {}
        self._rivals: list[int] = []

    def among(self, articles: Iterable[int]) -> None:
        """Names the articles that want a continuation; a stray goes to the one it fits best."""
        rivals = sorted(set(articles))
        self._rivals = rivals if len(rivals) <= _RIVALS else []

    def weigh(self, owner: int, m: int) -> float:
        """-3 where the paragraph `m` goes with its own article to 3 where it goes with article `owner`."""
        places, host = self._places, self._places[m].article
        if owner < 0:
            return -3.0
        if owner == host:
            return -1.0
        end = self.run(owner, m)[-1]
        leans, size = self._leans(owner, m, end), len(places[m].line.pairs)
        if size > 40 and leans[0] < -0.02 * size and self._speaks(owner, m, end, 1) < 0:
            return -3.0
        whole = sum(len(place.line.pairs) for place in places[m : end + 1])
        weight = sum(leans) / whole * 15 * min(1.0, whole / 60) if whole else 0.0
        weight = max(-3.0, min(3.0, weight) + 0.15 * max(0.0, weight - 3.0))
        if m and places[m - 1].article == host and not places[m - 1].leads:
            before = self._leans(owner, m - 1, end)[0]
            if before > _BEGINS_ABOVE * len(places[m - 1].line.pairs):
                weight -= 1.5  # what came astray seems to begin further above
        rival = max((self._affinity(r, m) for r in self._rivals if r not in (owner, host)), default=0.0)
        if rival > self._affinity(owner, m):
            weight -= min(3.0, (rival - self._affinity(owner, m)) / max(size, 60) * 15)
        return weight

    def odds(self, owner: int, m: int, above: bool) -> float:
        """The logarithm of the odds that paragraph `m` was taken out of article `owner`, by what both speak of.

        `above`: it stands above the paragraph that is to go on in it.
        """
        places, host = self._places, self._places[m].article
        if owner != host and self._foreign(owner, m):
            return _FOREIGN
        end = self.run(owner, m)[-1] if owner != host else m
        score = _WEIGHED * self.weigh(owner, m) + (_WHOLE if roles.finished(places[end].line.text) else 0.0)
        before = places[m - 1] if m and places[m - 1].article == host else None
        if before and not roles.finished(before.line.text):
            score += _CUT_ABOVE
        if owner == host:
            return score - _AT_HOME - (_BACKWARDS if above else 0.0)
        length = sum(len(place.line.text) for place in places[m : end + 1])
        score += _VOICE * self._speaks(owner, m, end, end + 1 - m) / (_STEADY + length) ** 0.5
        if before and not before.leads:
            said = max(0.0, self._speaks(owner, m - 1, end, 1))
            score -= _ABOVE * said / (_STEADY + len(before.line.text)) ** 0.5
        if end + 1 == len(places) or places[end + 1].article != host:
            score += _LAST
        return score + (_IN_NONE if host < 0 else 0.0)

    def _foreign(self, owner: int, m: int) -> bool:
        """Whether the paragraph alone goes so much worse with `owner` that what stands behind it is not asked."""
        size = len(self._places[m].line.pairs)
        return size > _LONG and self._leans(owner, m, m)[0] < _WORSE * size

    def _speaks(self, owner: int, first: int, last: int, judged: int) -> float:
        """By how much the first `judged` of the paragraphs `first` to `last` speak of what `owner` does, and not of
        what the rest of their own article, without all of them, does.
        """
        host, score = self._places[first].article, 0.0
        for n in range(first, first + judged):
            if (owner, n) not in self._said:
                self._said[owner, n] = self._stories.odds(self._places[n].line, owner)
            score += self._said[owner, n]
        if host < 0:
            return score
        if (first, last, judged) not in self._said_at_home:
            lines = [place.line for place in self._places[first : last + 1]]
            self._said_at_home[first, last, judged] = self._stories.odds_at_home(lines[:judged], lines, host)
        return score - self._said_at_home[first, last, judged]

    def run(self, owner: int, m: int) -> list[int]:
        """`m` and the paragraphs behind it that go with article `owner`, taken together, better than with their own."""
        if (owner, m) in self._runs:
            return list(range(m, self._runs[owner, m] + 1))
        best, end, size = sum(self._leans(owner, m, m)), m, 0
        for n in range(m + 1, min(m + _TOGETHER, len(self._places))):
            place = self._places[n]
            if place.leads or place.article != self._places[m].article:
                break
            size += len(place.line.pairs)
            lean = sum(self._leans(owner, m, n)) - _LEANS * size
            if lean > best:
                best, end = lean, n
            elif lean < best - _PAST:
                break
        self._runs[owner, m] = end
        return list(range(m, end + 1))

    def _leans(self, owner: int, first: int, last: int) -> list[float]:
        """By how much each of the paragraphs `first` to `last` goes better with `owner` than with the rest of its own
        article; for each a sum over its pairs of characters.
        """
        there = [self._affinity(owner, n) for n in range(first, last + 1)]
        if (first, last) not in self._at_home:
            host, lines = self._places[first].article, [place.line for place in self._places[first : last + 1]]
            if host < 0:
                home = [_LOOSE_LEANS * len(line.pairs) for line in lines]
            else:
                home = self._stories.affinity_at_home(lines, host)
            self._at_home[first, last] = home
        return [a - b for a, b in zip(there, self._at_home[first, last], strict=True)]

    def _affinity(self, owner: int, n: int) -> float:
        if (owner, n) not in self._abroad:
            line = self._places[n].line
            self._abroad[owner, n] = self._stories.affinity(line, owner)
        return self._abroad[owner, n]

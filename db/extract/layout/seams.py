"""Where a paragraph that a column cut off goes on: in the next one, or in a stray one elsewhere on the page.

A cut is joined only where both sides bear it out: an end without its full stop, a start that is no beginning, a word
or a quotation that closes across the cut, a list that counts on, the same story on both sides.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest

from db.extract.layout import joints, matching, roles
from db.extract.layout.belonging import Belonging, Place
from db.extract.layout.kinship import Kinship
from db.extract.layout.lines import Line

_NEXT = 3.0  # what standing directly below is worth
_WANTED = -2.8  # the odds (a logarithm) from which a paragraph is fetched from elsewhere
_BELOW = 6.5  # and what standing directly below is worth against those odds
_LEAST = 0.1
_SURE = 4.5  # what the two sides of a cut must say to need no other witness
_TOLD = 6.0  # the most that two stories can say
_REACH = 60  # paragraphs before and behind among which a continuation is looked for; keeps large pages linear
_LIKELY = 36  # of them are weighed, those the cut one reads on in best


@dataclass(frozen=True, slots=True)
class Seam:
    """The paragraph at `left` goes on in the one at `right`, which is a stray where it was fetched from elsewhere."""

    left: int
    right: int
    score: float
    stray: bool


def unfinished(text: str) -> bool:
    return not roles.finished(text) and not roles.titlelike(text)


def find(
    places: Sequence[Place],
    kinship: Kinship,
    belonging: Belonging,
    said: dict[tuple[int, int], float],
    told: dict[tuple[int, int], tuple[float, int, int]],
) -> list[Seam]:
    """The seams of a page, each paragraph continued at most once and a continuation of at most one.

    `said` and `told` keep for the next time, by the indexes of two lines, what their words say to each other, and what
    the story of the one says of the other, with the articles they stand in.
    """
    worth: dict[int, dict[int, float]] = {}
    wanting: list[int] = []
    claimed: set[int] = set()
    for n, here in enumerate(places):
        if roles.finished(here.line.text) or here.line.row:
            continue
        below = n + 1 < len(places) and _adjoins(here, places[n + 1])
        score = joints.joint(here.line.text, places[n + 1].line.text, kinship) if below else -_NEXT
        if below and score + _NEXT > 0.0:
            said_there = joints.odds(here.line.text, places[n + 1].line.text, kinship) + _BELOW
            worth[n] = {n + 1: max(_LEAST, (score + _NEXT + said_there) / 2 - _WANTED)}
        if score >= _SURE:
            claimed.add(n + 1)
        elif here.article >= 0:
            wanting.append(n)
    belonging.among(places[n].article for n in wanting)
    loose = [n for n, place in enumerate(places)
             if not place.leads and not place.line.row and n not in claimed and len(place.line.text) >= 4]
    for n in wanting:
        here = places[n]
        texts = []
        for m in loose[bisect_left(loose, n - _REACH) : bisect_right(loose, n + _REACH)]:
            if m != n and not (m == n + 1 and _adjoins(here, places[m])):
                both = here.line.index, places[m].line.index
                if both not in said:
                    said[both] = joints.odds(here.line.text, places[m].line.text, kinship)
                texts.append((said[both], m))
        for score, m in nlargest(_LIKELY, texts):
            if score + _TOLD <= _WANTED:
                break  # whatever the stories say
            both = here.line.index, places[m].line.index
            if both not in told:
                told[both] = belonging.odds(here.article, m, m < n), here.article, places[m].article
            score += min(_TOLD, told[both][0])
            if score > _WANTED:
                worth.setdefault(n, {})[m] = score - _WANTED
    settled = _settle(worth, places)
    return [seam for seam in settled if seam.stray or _joins(places[seam.left].line, places[seam.right].line, kinship)]


def _joins(left: Line, right: Line, kinship: Kinship) -> bool:
    """Whether what stands directly below goes on in it; below what may be a heading it only is not to be had."""
    return joints.joint(left.text, right.text, kinship) + _NEXT > _bar(left.text)


def goes_on(left: Line, right: Line, kinship: Kinship) -> bool:
    """Whether `left` is cut and reads on in `right`, which stands directly below."""
    if roles.finished(left.text) or roles.lead(right.text) or left.row or right.row:
        return False
    return _joins(left, right, kinship)


def _bar(text: str) -> float:
    """What a seam to the next paragraph needs: little after a cut sentence, much after a line that may be a heading."""
    return 0.0 if not roles.titlelike(text) else 5.5 if " " in text or "：" in text else 4.0


def _adjoins(here: Place, there: Place) -> bool:
    return here.article == there.article and not there.leads and not there.headed and not there.line.row


def _settle(worth: dict[int, dict[int, float]], places: Sequence[Place]) -> list[Seam]:
    """The seams that are worth most together: one way out of a paragraph, one way in, and no way round in a ring."""
    chain: dict[int, int] = {}

    def root(n: int) -> int:
        while (above := chain.get(n, n)) != n:
            chain[n] = chain.get(above, above)
            n = above
        return n

    kept = []
    for left, right in sorted(matching.best(worth).items(), key=lambda pair: (-worth[pair[0]][pair[1]], pair)):
        one, other = root(left), root(right)
        if one != other:
            chain[other] = one
            stray = right != left + 1 or not _adjoins(places[left], places[right])
            kept.append(Seam(left, right, worth[left][right] + _WANTED, stray))
    return sorted(kept, key=lambda s: s.left)

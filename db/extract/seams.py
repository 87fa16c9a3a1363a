"""Where a paragraph that a column cut off goes on: in the next one, or in a stray one elsewhere on the page.

A cut is joined only where both sides bear it out: an end without its full stop, a start that is no beginning, a word
or a quotation that closes across the cut, a list that counts on, the same story on both sides.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from db.extract import roles, words
from db.extract.kinship import Kinship
from db.extract.lines import Line

_NEXT = 3.0  # what standing directly below is worth
_STRAY = 3.5  # the evidence from which a paragraph is fetched from elsewhere
_REACH = 150  # paragraphs before and behind among which a continuation is looked for; keeps large pages linear

_OPENING = re.compile(
    r"近年来|近日|日前|今年|去年|目前|据悉|据了解|据介绍|据统计|同时|此外|随着|为了?|在|“|截至|如今|下一步|会议|活动|记者|通过|走进|“|对此|随后|接下来|"
    r"[0-9]{4}年|[0-9]{1,2}月[0-9]{1,2}日|当天|与此同时|不仅|一是|首先|其中|自|按照|针对|围绕|据"
)
_HEADLESS = re.compile(
    r"[，。；：、！？”’）》」』】)%…,.;!?]|的(?![士确])|了(?!解)|们|和(?![平睦谐美])|与(?!此|会)|等(?![待到候级])|"
    r"地(?![方区处铁面理点])"
)
_COUNTED = re.compile(
    r"(?<![\u3400-\u9fff])([一二三四五六七八九十])(?:是|要)|[(（]([一二三四五六七八九十])[)）]|第([一二三四五六七八九十])[，、]"
)
_DIGITS = "一二三四五六七八九十"
_PAIRS = {"“": "”", "（": "）", "(": ")", "《": "》", "‘": "’", "【": "】"}
_CLAUSE = "，、。；：！？,;:!?“”‘’（）()《》"


@dataclass(frozen=True, slots=True)
class Seam:
    """The paragraph at `left` goes on in the one at `right`, which is a stray where it was fetched from elsewhere."""

    left: int
    right: int
    score: float
    stray: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands: its article (-1 above the first title), whether a title or heading is over it."""

    line: Line
    article: int
    leads: bool  # first below a title: never a continuation
    headed: bool  # first below a section heading


def unfinished(text: str) -> bool:
    return not roles.finished(text) and not roles.titlelike(text)


def find(places: Sequence[Place], kinship: Kinship, vocabularies: Sequence[tuple[Counter[str], int]]) -> list[Seam]:
    """The seams of a page, each paragraph continued at most once and a continuation of at most one."""
    weigh = _Scale(kinship, vocabularies).weigh
    cut = [n for n, place in enumerate(places) if _may_go_on(places, n)]
    loose = [n for n, place in enumerate(places) if not place.leads and _may_be_stray(places, n)]
    found: list[Seam] = []
    first = 0
    for n in cut:
        here = places[n]
        if n + 1 < len(places) and _adjoins(here, places[n + 1]):
            score = weigh(here, places[n + 1], False) + _NEXT
            if score > _bar(here.line.text):
                found.append(Seam(n, n + 1, score, False))
        if roles.titlelike(here.line.text):
            continue
        while first < len(loose) and loose[first] < n - _REACH:
            first += 1
        for m in loose[first:]:
            if m > n + _REACH:
                break
            if m in (n, n + 1) and (m == n or _adjoins(here, places[m])):
                continue
            score = weigh(here, places[m], True)
            if score >= _STRAY:
                found.append(Seam(n, m, score, True))
    return _settle(found)


def _bar(text: str) -> float:
    """What a seam to the next paragraph needs: little after a cut sentence, much after a line that may be a heading."""
    return 5.5 if roles.titlelike(text) else 0.0


def _may_go_on(places: Sequence[Place], n: int) -> bool:
    return not roles.finished(places[n].line.text)


def _adjoins(here: Place, there: Place) -> bool:
    return here.article == there.article and not there.leads and not there.headed


def _may_be_stray(places: Sequence[Place], n: int) -> bool:
    return len(places[n].line.text) >= 4 and not roles.list_mark(places[n].line.text[:1])


def _settle(found: list[Seam]) -> list[Seam]:
    left: set[int] = set()
    right: set[int] = set()
    kept = []
    for seam in sorted(found, key=lambda s: (-s.score, s.stray, s.left, s.right)):
        if seam.left not in left and seam.right not in right and not _circular(kept, seam):
            left.add(seam.left)
            right.add(seam.right)
            kept.append(seam)
    return sorted(kept, key=lambda s: s.left)


def _circular(kept: list[Seam], seam: Seam) -> bool:
    onward = {s.left: s.right for s in kept}
    at = seam.right
    while at in onward:
        at = onward[at]
        if at == seam.left:
            return True
    return False


class _Scale:
    def __init__(self, kinship: Kinship, vocabularies: Sequence[tuple[Counter[str], int]]) -> None:
        self._kinship = kinship
        self._vocabularies = vocabularies

    def weigh(self, here: Place, there: Place, stray: bool) -> float:
        score = joint(here.line.text, there.line.text, self._kinship.count)
        if stray:
            score += self._belonging(here, there)
        return score

    def _belonging(self, here: Place, there: Place) -> float:
        """-3 where the stray paragraph goes better with the article it stands in, 3 where it goes with the other."""
        if here.article < 0:
            return -3.0
        if here.article == there.article:
            return -1.0
        own = Counter(there.line.pairs)
        host = 0.0
        if there.article >= 0:
            counts, size = self._vocabularies[there.article]
            rest = counts - own
            host = self._kinship.affinity([there.line], rest, size - own.total())
        there_to = self._kinship.affinity([there.line], *self._vocabularies[here.article])
        sure = min(1.0, len(there.line.text) / 60)
        return max(-3.0, min(3.0, (there_to - host) * 15 * sure))


def joint(left: str, right: str, count: Callable[[str], int]) -> float:
    """How well `left` reads on in `right`; `count` says how often the page has a pair of characters.

    From about -4 (another beginning) to 8 (a word, a quotation and a list that all go on).
    """
    a, b = left[-1], right[0]
    score = 0.0
    if _is_han(a) and _is_han(b):
        grade = words.across(left[-3:], right[:3])
        score += min(grade, 6) * 0.5
        if count(a + b) >= 2 or (grade and count(a + b)):
            score += 1.0
        if not words.ends(left) or left[-2:-1] in _CLAUSE:
            score += 1.0  # a last character that makes no word with those before it
        if not words.starts(right):
            score += 1.0
    elif a.isdigit() and (b.isdigit() or b in "年月日个户万亿元名人次处%.多余"):
        score += 2.0
    elif a.isascii() and b.isascii() and a.isalnum() and b.isalnum():
        score += 1.5
    if _HEADLESS.match(right):
        score += 3.0 if right[0] in "，。；：、！？”’）》」』】)%…,.;!?" else 1.0
    if b in "，。；：、！？" and a in _CLAUSE:
        score -= 3.0
    if _OPENING.match(right) and a not in "，、：；":
        score -= 1.5
    if a in "，、；：" :
        score += 0.5 if words.starts(right) or b in "“《" else -0.5
    return score + _quotation(left, right) + _list(left, right)


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def _quotation(left: str, right: str) -> float:
    score = 0.0
    for opening, closing in _PAIRS.items():
        is_open = left.rfind(opening) > left.rfind(closing)
        ends, begins = right.find(closing), right.find(opening)
        closes = ends >= 0 and (begins < 0 or ends < begins)
        if is_open and closes:
            score += 3.0
        elif is_open:
            score -= 1.5 if ends < 0 else 2.0
        elif closes:
            score -= 2.0
    return max(-3.0, min(3.5, score))


def _list(left: str, right: str) -> float:
    said = [_number(m) for m in _COUNTED.finditer(left)]
    next_ = [_number(m) for m in _COUNTED.finditer(right)]
    if not next_ or next_[0] == 1:
        return 0.0
    if said:
        return 2.0 if next_[0] == said[-1] + 1 else -2.0
    return -0.5


def _number(match: re.Match[str]) -> int:
    return _DIGITS.index(next(g for g in match.groups() if g)) + 1

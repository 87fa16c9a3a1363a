"""Where a paragraph that a column cut off goes on: in the next one, or in a stray one elsewhere on the page.

A cut is joined only where both sides bear it out: an end without its full stop, a start that is no beginning, a word
or a quotation that closes across the cut, a list that counts on, the same story on both sides.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from db.extract import roles, words
from db.extract.kinship import Kinship, Vocabulary, vocabulary
from db.extract.lines import Line

_NEXT = 3.0  # what standing directly below is worth
_STRAY = 3.5  # the evidence from which a paragraph is fetched from elsewhere,
_WANTED = 1.2  # and where nothing follows that the cut one could go on in
_LOOSE = 1.0  # what standing above the first title, in no article, is worth
_SURE = 2.0  # what the two sides of a cut must say to need no other witness
_REACH = 60  # paragraphs before and behind among which a continuation is looked for; keeps large pages linear
_TOGETHER = 6  # paragraphs that may have come astray together
_WORDS = 4.0  # what the words at a cut must say where nothing else does
_BRIEF = 25
_IN_COMMON = 0.06
_RIVALS = 24  # articles a stray is held against
_LEANS = -0.01  # by how much each must go better with the other article
_BEGINS_ABOVE = 0.06
_LOOSE_LEANS = 0.06  # what is in no article need only have something in common with one

_OPENING = re.compile(
    r"近年来|近日|日前|今年|去年|目前|据悉|据了解|据介绍|据统计|同时|此外|随着|为了?|在|“|截至|如今|下一步|会议|活动|记者|通过|走进|“|对此|随后|接下来|"
    r"[0-9]{4}年|[0-9]{1,2}月[0-9]{1,2}日|当天|与此同时|不仅|一是|首先|其中|自|按照|针对|围绕|据"
)
_HEADLESS = re.compile(
    r"[，。；：、！？”’）》」』】)%…,.;!?]|的(?![士确])|了(?!解)|们|和(?![平睦谐美])|与(?!此|会)|等(?![待到候级])|"
    r"地(?![方区处铁面理点])|也|就(?!业|医|近|读)|才(?!能)|均(?!衡)|则|仍|亦|并(?!不|非)|使|被|吗|呢|吧|以[上下内]|左右|之[一中间后前内外]"
)
_COUNTED = re.compile(
    r"(?<![\u3400-\u9fff])([一二三四五六七八九十])(?:是|要)|[(（]([一二三四五六七八九十])[)）]|第([一二三四五六七八九十])[，、]"
)
_LISTED = re.compile(r"[^，。；：！？、]{1,8}(?:、|和|及|等)")
_DIGITS = "一二三四五六七八九十"
_PAIRS = {"“": "”", "（": "）", "(": ")", "《": "》", "‘": "’", "【": "】"}
_NEVER_FIRST = "，。；：、！？”’）》」』】)%…,.;!?"
_MEASURES = (
    "年月日时分秒个户万亿元名人次处家座项件条亩所间台辆辈套种类批场期米吨里斤公千百余多位支只张份册岁倍成层栋块段级%％.小"
)
_COUNTS = re.compile(
    r"(?:达到?|为|约|近|超过?|突破|共有?|有|至|到|增加|增长|下降|投入|完成|新建|建成|新增|累计|不足|提高|平均|增收|补助|降低)$"
)
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


class Belonging:
    """Whether a paragraph, with those behind it that share its fate, goes with another article than the one it is in.

    `vocabularies` are those of the articles, by the numbers the places give.
    """

    def __init__(self, places: Sequence[Place], kinship: Kinship, vocabularies: Sequence[Vocabulary]) -> None:
        self._places = places
        self._kinship = kinship
        self._vocabularies = vocabularies
        self._at_home: dict[tuple[int, int], list[float]] = {}
        self._abroad: dict[tuple[int, int], float] = {}
        self._rivals: list[int] = []

    def among(self, articles: Iterable[int]) -> None:
        """Names the articles that want a continuation; a stray goes to the one it fits best."""
        rivals = sorted(set(articles))
        self._rivals = rivals if len(rivals) <= _RIVALS else []

    def speaks_of_the_same(self, owner: int, m: int) -> bool:
        """Whether paragraph `m` has enough in common with article `owner` to be weighed at all."""
        size = len(self._places[m].line.pairs)
        return owner >= 0 and (size < _BRIEF or self._affinity(owner, m) >= _IN_COMMON * size)

    def weigh(self, owner: int, m: int) -> float:
        """-3 where the paragraph `m` goes with its own article to 3 where it goes with article `owner`."""
        places, host = self._places, self._places[m].article
        if owner < 0:
            return -3.0
        if owner == host:
            return -1.0
        end = self.run(owner, m)[-1]
        leans, size = self._leans(owner, m, end), len(places[m].line.pairs)
        if size > 40 and leans[0] < -0.02 * size:
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

    def run(self, owner: int, m: int) -> list[int]:
        """`m` and the paragraphs behind it that go with article `owner`, taken together, better than with their own."""
        best, end, size = sum(self._leans(owner, m, m)), m, 0
        for n in range(m + 1, min(m + _TOGETHER, len(self._places))):
            place = self._places[n]
            if place.leads or place.article != self._places[m].article:
                break
            size += len(place.line.pairs)
            lean = sum(self._leans(owner, m, n)) - _LEANS * size
            if lean > best:
                best, end = lean, n
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
                counts, whole = self._vocabularies[host]
                mine, size = vocabulary(lines)
                home = [self._kinship.affinity([line], counts, whole - size, mine) * len(line.pairs) for line in lines]
            self._at_home[first, last] = home
        return [a - b for a, b in zip(there, self._at_home[first, last], strict=True)]

    def _affinity(self, owner: int, n: int) -> float:
        if (owner, n) not in self._abroad:
            line = self._places[n].line
            self._abroad[owner, n] = self._kinship.affinity([line], *self._vocabularies[owner]) * len(line.pairs)
        return self._abroad[owner, n]


def unfinished(text: str) -> bool:
    return not roles.finished(text) and not roles.titlelike(text)


def find(places: Sequence[Place], kinship: Kinship, belonging: Belonging) -> list[Seam]:
    """The seams of a page, each paragraph continued at most once and a continuation of at most one."""
    found: list[Seam] = []
    wanting: list[tuple[int, float]] = []
    claimed: set[int] = set()
    for n, here in enumerate(places):
        if roles.finished(here.line.text):
            continue
        score = -_NEXT
        below = n + 1 < len(places) and _adjoins(here, places[n + 1])
        if below:
            score = joint(here.line.text, places[n + 1].line.text, kinship)
            if score + _NEXT > _bar(here.line.text):
                found.append(Seam(n, n + 1, score + _NEXT, False))
        if score >= _SURE:
            claimed.add(n + 1)
        elif not (below and roles.titlelike(here.line.text)):
            wanting.append((n, _STRAY if score > 0 else _WANTED))
    belonging.among(places[n].article for n, _ in wanting if places[n].article >= 0)
    loose = [n for n, place in enumerate(places) if not place.leads and n not in claimed and len(place.line.text) >= 4]
    for n, bar in wanting:
        here = places[n]
        for m in loose[bisect_left(loose, n - _REACH) : bisect_right(loose, n + _REACH)]:
            if m == n or (m == n + 1 and _adjoins(here, places[m])):
                continue
            score = joint(here.line.text, places[m].line.text, kinship)
            if bar == _STRAY and score < _SURE:
                continue
            score += _LOOSE if places[m].article < 0 else 0.0
            if score < _WORDS and not belonging.speaks_of_the_same(here.article, m):
                continue
            if score + 3.0 >= bar and (score := score + belonging.weigh(here.article, m)) >= bar:
                found.append(Seam(n, m, score, True))
    return _settle(found)


def goes_on(left: Line, right: Line, kinship: Kinship) -> bool:
    """Whether `left` is cut and reads on in `right`, which stands directly below."""
    if roles.finished(left.text) or roles.lead(right.text):
        return False
    return joint(left.text, right.text, kinship) + _NEXT > _bar(left.text)


def _bar(text: str) -> float:
    """What a seam to the next paragraph needs: little after a cut sentence, much after a line that may be a heading."""
    return 0.0 if not roles.titlelike(text) else 5.5 if " " in text or "：" in text else 4.0


def _adjoins(here: Place, there: Place) -> bool:
    return here.article == there.article and not there.leads and not there.headed


def _settle(found: list[Seam]) -> list[Seam]:
    """The best seams that agree with each other: one way out of a paragraph, one way in, and no way round in a ring."""
    left: set[int] = set()
    right: set[int] = set()
    chain: dict[int, int] = {}

    def root(n: int) -> int:
        while (above := chain.get(n, n)) != n:
            chain[n] = chain.get(above, above)
            n = above
        return n

    kept = []
    for seam in sorted(found, key=lambda s: (-s.score, s.stray, s.left, s.right)):
        one, other = root(seam.left), root(seam.right)
        if seam.left not in left and seam.right not in right and one != other:
            left.add(seam.left)
            right.add(seam.right)
            chain[other] = one
            kept.append(seam)
    return sorted(kept, key=lambda s: s.left)


def joint(left: str, right: str, kinship: Kinship) -> float:
    """How well `left` reads on in `right`: from about -4 (another beginning) to 9 (words, quotation and list go on)."""
    a, b = left[-1], right[0]
    score = _quotation(left, right) + _list(left, right)
    if _is_han(a) and _is_han(b):
        score += _word(left, right, kinship)
    elif a.isascii() and b.isascii() and a.isalnum() and b.isalnum():
        score += 2.5
    if a.isdigit():
        score += 3.0 if b in _MEASURES else 1.5 if b in "。，、；" else 0.0 if b.isdigit() else -1.0
    elif b in _MEASURES and right[1:2] in _CLAUSE:
        score -= 1.0
    elif b.isdigit() and _COUNTS.search(left[-4:]):
        score += 2.5
    if _HEADLESS.match(right):
        score += 3.0 if right[0] in _NEVER_FIRST else 1.0
    elif right[1:2] and right[1] in _CLAUSE:
        score += 1.5  # one character and a comma: the end of something
    if a == "、" and _LISTED.match(right):
        score += 1.5
    if b in "，。；：、！？" and a in _CLAUSE:
        score -= 3.0
    if _OPENING.match(right) and a not in "，、：；":
        score -= 1.5
    if a in "，、；：":
        score += 0.5 if words.starts(right) or b in "“《" else -0.5
    return score


def _word(left: str, right: str, kinship: Kinship) -> float:
    """What the words at the cut say: one that closes across it, and halves that are no words on either side."""
    score = 0.0
    grade = words.across(left[-3:], right[:3])
    score += min(grade, 6) * 0.5
    if kinship.count_triple(left[-2:] + right[0]) + kinship.count_triple(left[-1] + right[:2]) > 0:
        score += 2.0
    elif kinship.count(left[-1] + right[0]):
        score += 1.0
    if not words.ends(left) or left[-2:-1] in _CLAUSE:
        score += 1.0  # a last character that makes no word with those before it
    if not words.starts(right) and kinship.count(right[:2]) < 2:
        score += 1.0  # no word, and no name that begins elsewhere on the page
    return score


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

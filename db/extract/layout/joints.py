"""What the words on both sides of a cut say: whether one paragraph reads on in another."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from db.extract.layout import words
from db.extract.layout.kinship import Kinship
from db.extract.quantity import speech

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
_HAN_END = re.compile(r"[\u3400-\u9fff]*$")
_HAN_START = re.compile(r"[\u3400-\u9fff]*")


def joint(left: str, right: str, kinship: Kinship) -> float:
    """How well `left` reads on in `right`: from about -4 (another beginning) to 9 (words, quotation and list go on)."""
    a, b = left[-1], right[0]
    end, start = _end(left[-_SEEN:]), _start(right[:_SEEN])
    score = _quoted(end, start) + _counted(end, start)
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


# What each sign at a cut is worth, as the logarithm of how much likelier it makes a true one; fitted on cuts of
# articles of our own and rounded.
_BY_CHANCE = -4.0
_FIRST_PART = {"T": -1.9, "M": 1.9, "V": 0.6, "G": 1.0, "A": 0.7, "F": -0.6}
_PARTS = {"DV": 1.4, "DN": -0.7, "BF": 1.6, "BD": 1.0}
_SEEN = 240  # characters on each side of a cut that are looked at


def odds(left: str, right: str, kinship: Kinship) -> float:
    """The logarithm of the odds that `left`, which is cut, goes on in `right`, by the words on both sides alone."""
    end, start = _end(left[-_SEEN:]), _start(right[:_SEEN])
    a, b = end.last, start.first
    score = _BY_CHANCE + 1.6 * _quoted(end, start) + 1.2 * _counted(end, start)
    if end.han and start.han:
        score += _odds_of_words(end, start, kinship)
    elif a.isascii() and b.isascii() and a.isalpha() and b.isalpha():
        score += 3.0
    if a.isdigit():
        score += 3.2 if b in _MEASURES or b in "。，、；" else 2.8 if b.isdigit() or b == "." else -1.3
    if b in _NEVER_FIRST:
        score += -2.0 if a in _CLAUSE and b in "，。；：、！？" else 4.0
    if start.opens:
        score -= 1.2 if a in "，、：；" else 2.6
    return score + start.odds + _PARTS.get(end.part + start.part, 0.0)


def headless(right: str) -> bool:
    """Whether a paragraph begins in the middle of a sentence, by its own look."""
    return _start(right[:_SEEN]).odds > 0 or not words.starts(right)


@dataclass(frozen=True, slots=True)
class _End:
    """What the end of a paragraph says of what may follow."""

    last: str
    tail: str  # its last three characters
    han: str  # the Chinese characters among its last four, up to its end
    opened: str  # the quotation marks and brackets that stand open
    number: int  # of the last of its counted points, 0 for none
    part: str  # of speech of its last word


@dataclass(frozen=True, slots=True)
class _Start:
    """What the start of a paragraph says of what may come before."""

    first: str
    head: str  # its first three characters
    han: str  # the Chinese characters it begins with, up to four
    closes: str  # the openings of what it closes
    closes_later: str  # the openings of what it closes anywhere
    number: int  # of the first of its counted points, 0 for none
    part: str  # of speech of its first word
    opens: bool  # it begins as sentences do
    worded: bool  # it begins with a word of the language
    odds: float  # what all this is worth whatever comes before


@lru_cache(maxsize=1024)
def _end(text: str) -> _End:
    opened = "".join(mark for mark, closing in _PAIRS.items() if text.rfind(mark) > text.rfind(closing))
    points = _COUNTED.findall(text)
    part = speech.tokens(text[-14:])[-1].part
    return _End(text[-1], text[-3:], _HAN_END.search(text[-4:])[0], opened, _number(points[-1]) if points else 0, part)


@lru_cache(maxsize=1024)
def _start(text: str) -> _Start:
    closes = later = ""
    for mark, closing in _PAIRS.items():
        ends, begins = text.find(closing), text.find(mark)
        if ends >= 0:
            later += mark
            if begins < 0 or ends < begins:
                closes += mark
    point = _COUNTED.search(text)
    part = speech.tokens(text[:12])[0].part
    score = _FIRST_PART.get(part, 0.0)
    if text[0] not in _NEVER_FIRST:
        if _HEADLESS.match(text):
            score += 2.0
        elif text[1:2] and text[1] in _CLAUSE:
            score += 1.2
    if text[2:3] and text[2] in "，、。；：":
        score += 0.8
    return _Start(
        text[0], text[:3], _HAN_START.match(text[:4])[0], closes, later, _number(point.groups()) if point else 0, part,
        _OPENING.match(text) is not None, words.starts(text), score,
    )


def _quoted(end: _End, start: _Start) -> float:
    """What the quotation marks and brackets say that stand open before a cut or are closed behind it."""
    if not end.opened and not start.closes:
        return 0.0
    score = 0.0
    for mark in _PAIRS:
        if mark in end.opened:
            score += 3.0 if mark in start.closes else -2.0 if mark in start.closes_later else -1.5
        elif mark in start.closes:
            score -= 2.0
    return max(-3.0, min(3.5, score))


def _counted(end: _End, start: _Start) -> float:
    """What the points of a list say that are counted before a cut and behind it."""
    if start.number < 2:
        return 0.0
    if end.number:
        return 2.0 if start.number == end.number + 1 else -2.0
    return -0.5


def _number(groups: Sequence[str]) -> int:
    return _DIGITS.index(next(group for group in groups if group)) + 1


def _odds_of_words(end: _End, start: _Start, kinship: Kinship) -> float:
    score = 0.0
    tail, head = end.tail, start.head
    if kinship.count_triple(tail[-2:] + head[0]) or kinship.count_triple(tail[-1] + head[:2]):
        score += 3.1
    elif kinship.count(tail[-1] + head[0]):
        score += 1.3
    if not start.worded and kinship.count(head[:2]) < 2:
        score += 1.6
    return score + _split_word(end.han, tail, head, start.han)


@lru_cache(maxsize=4096)
def _split_word(before: str, tail: str, head: str, behind: str) -> float:
    """What the words say that would be whole across the cut."""
    score = 0.4 * min(words.across(tail, head), 6)
    at = 0
    for token in speech.tokens(before + behind):
        if at < len(before) < at + len(token.word):
            score += 1.8
        at += len(token.word)
    return score

"""What the words on both sides of a cut say: whether one paragraph reads on in another."""

import re
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


# What each sign at a cut is worth, as the logarithm of how much likelier it makes a true one; fitted on cuts of
# articles of our own and rounded.
_BY_CHANCE = -4.0
_FIRST_PART = {"T": -1.9, "M": 1.9, "V": 0.6, "G": 1.0, "A": 0.7, "F": -0.6}
_PARTS = {"DV": 1.4, "DN": -0.7, "BF": 1.6, "BD": 1.0}


def odds(left: str, right: str, kinship: Kinship) -> float:
    """The logarithm of the odds that `left`, which is cut, goes on in `right`, by the words on both sides alone."""
    a, b = left[-1], right[0]
    score = _BY_CHANCE + 1.6 * _quotation(left, right) + 1.2 * _list(left, right)
    if _is_han(a) and _is_han(b):
        score += _odds_of_words(left, right, kinship)
    elif a.isascii() and b.isascii() and a.isalpha() and b.isalpha():
        score += 3.0
    if a.isdigit():
        score += 3.2 if b in _MEASURES or b in "。，、；" else 2.8 if b.isdigit() or b == "." else -1.3
    if b in _NEVER_FIRST:
        score += -2.0 if a in _CLAUSE and b in "，。；：、！？" else 4.0
    elif _HEADLESS.match(right):
        score += 2.0
    elif right[1:2] and right[1] in _CLAUSE:
        score += 1.2
    if right[2:3] and right[2] in "，、。；：":
        score += 0.8
    if _OPENING.match(right):
        score -= 1.2 if a in "，、：；" else 2.6
    last, first = _last_part(left[-14:]), _first_part(right[:12])
    return score + _FIRST_PART.get(first, 0.0) + _PARTS.get(last + first, 0.0)


@lru_cache(maxsize=4096)
def _last_part(end: str) -> str:
    return speech.tokens(end)[-1].part


@lru_cache(maxsize=4096)
def _first_part(start: str) -> str:
    return speech.tokens(start)[0].part


def _odds_of_words(left: str, right: str, kinship: Kinship) -> float:
    score = 0.0
    if kinship.count_triple(left[-2:] + right[0]) + kinship.count_triple(left[-1] + right[:2]) > 0:
        score += 3.1
    elif kinship.count(left[-1] + right[0]):
        score += 1.3
    if not words.starts(right) and kinship.count(right[:2]) < 2:
        score += 1.6
    score += 0.4 * min(words.across(left[-3:], right[:3]), 6)
    before, behind = _HAN_END.search(left[-4:])[0], _HAN_START.match(right[:4])[0]
    at = 0
    for token in speech.tokens(before + behind):
        if at < len(before) < at + len(token.word):
            score += 1.8
        at += len(token.word)
    return score

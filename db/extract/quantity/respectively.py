"""A、B分别为x、y -> A for x and B for y: whose value each of several numbers in a row is."""

import re
from dataclasses import replace

from db.extract.quantity.fit import MEASURED
from db.extract.quantity.nounphrase import joined, nominal
from db.extract.quantity.phrases import listed
from db.extract.quantity.speech import Token, tokens
from db.model import Metric

_WORD = "分别"
_REACH = 14  # from 分别 to the first number
_CLAUSE = 48  # how far back the things may begin
_ENDS = re.compile(r"[，。；：！？\n,;:]")
_PART_OF = re.compile(r"(?:占|完成)[^，。；、0-9]{0,8}的$")
_AND = re.compile(r"以及|[、和与及]")
# How a clause goes on that only says of its things that they have changed.
_MOVES = re.compile(
    r"(?:今年|同期|同比|环比|[比较](?:上年|去年|往年)(?:同期)?|均|都|双双|继续|持续|保持|实现|有所|明显|大幅|小幅|稳步|快速)*"
    r"(?:增幅|增速|增长|涨幅|降幅|上升|下降|增加|减少|提高|回升|回落|较[大快高低]|双?位数|较快|明显|有所|[，、])+(?:增长|下降|上升|较[大快高低]|提高|增加|减少|明显|回升|回落|态势)*$"
)
_NUMBER = re.compile(r"[0-9][0-9.]*")
_ROW = re.compile(r"(?:(?:、|，|和|与|及|以及)[0-9][0-9.]*[%％\u4e00-\u9fff]{1,4}?(?=[、，。；和与及以]))*")
_NEXT = re.compile(r"(?:、|，|,|和|与|及|以及)(?:约|近|超|逾)?")


class Row:
    """The things named before 分别, handed out one after the other."""

    def __init__(self, things: tuple[str, ...], end: int) -> None:
        self._things = things
        self._at = 0
        self.end = end  # behind the number that had the last one

    @property
    def thing(self) -> str:
        """The thing whose value the latest number is."""
        return self._things[self._at]

    def goes_on(self, text: str, lead: int, tail: int) -> bool:
        """Whether the number from `lead` to `tail` is the next one of the row; moves on to its thing if so."""
        if self._at + 1 >= len(self._things) or not _NEXT.fullmatch(text, self.end, lead):
            return False
        self._at += 1
        self.end = tail
        return True


def find(text: str, since: int, lead: int, tail: int) -> Row | None:
    """The row that the number from `lead` to `tail` opens, named in `text` not before `since`."""
    at = text.find(_WORD, max(since, lead - _REACH), lead)
    if at < 0:
        return None
    begin = max(since, at - _CLAUSE)
    for mark in _ENDS.finditer(text, begin, at):
        begin = mark.end()
    named = text[begin:at]
    if not named and begin > since and text[begin - 1] in "，,":
        named = _told_before(text, since, begin - 1, tail)  # 甲、乙、丙数量均有增加，分别增长…
    parts = _AND.split(named)
    if not 2 <= len(parts) <= 6:
        return None
    read = [tokens(part) for part in parts]
    deeds = [_deed(words) for words in read]
    words = [deed or nominal(part) for deed, part in zip(deeds, read, strict=True)]
    if not all(words):
        return None
    last = words[-1]
    apart = len(read[-1]) > 1
    shared = [joined(one) if deed else _shared(one, last, apart) for one, deed in zip(words, deeds, strict=True)]
    return Row((*shared[:-1], joined(last)), tail)


def _told_before(text: str, since: int, end: int, tail: int) -> str:
    """The things of the clause that ends at `end`, of which it says no more than that they rose or fell, if they are as
    many as the numbers of the row whose first one ends at `tail`; "" elsewhere.
    """
    begin = max(since, end - _CLAUSE)
    for mark in _ENDS.finditer(text, begin, end):
        begin = mark.end()
    clause = text[begin:end]
    said = _MOVES.search(clause)
    things = clause[: said.start()] if said else ""
    row = _ROW.match(text, tail)
    return things if things and len(_AND.split(things)) == 1 + len(_NUMBER.findall(row[0])) else ""


def opens(text: str, since: int, lead: int) -> bool:
    """Whether 分别 stands right before a number whose thing must be sought before the last number, which ends at
    `since`; 占计划的 says the same.
    """
    return text.find(_WORD, max(since, lead - _REACH), lead) >= 0 or bool(_PART_OF.search(text, since, lead))


def hand_out(text: str, found: list[Metric], begin: int) -> None:
    """Give the row of metrics that opens at `begin` the subjects of as many metrics before it (甲90亿元，乙60亿元，分别
    增长8%和5%). Changes `found`.
    """
    end = begin + 1
    while end < len(found) and _NEXT.fullmatch(text, found[end - 1].end, found[end].start):
        end += 1
    size = end - begin
    given = found[max(0, begin - size) : begin]
    if size < 2 or len(given) < size or any(m.sentence != found[begin].sentence for m in given):
        return
    for at, whose in enumerate(given, begin):
        found[at] = replace(found[at], subject=whose.subject)


def _deed(words: list[Token]) -> list[Token]:
    """The verb that ends `words` with what it is done by or to (失业人员再就业), none where they end in a noun."""
    end = len(words)
    while end and words[end - 1].part in "FTM":
        end -= 1
    if not end or words[end - 1].part != "V" or len(words[end - 1].word) < 2 or words[end - 1].word in listed("change"):
        return []
    begin = end - 1
    while begin and (words[begin - 1].part in "NGAQVS" or words[begin - 1].word == "再"):
        if words[begin - 1].word in listed("predicate"):
            break
        begin -= 1
    return words[begin:end]


def _shared(words: list[Token], last: list[Token], apart: bool) -> str:
    """`words` with what they share with the `last` of the row (城镇(居民收入)、农村居民收入), which is `apart` if it is
    more than a head.
    """
    if words[-1].part in "AS" and len(last) > 1:
        words = [*words, *last[1:]]
    elif MEASURED.search(last[-1].word) and not MEASURED.search(words[-1].word) and apart:
        size = 1
        while size < len(last) and sum(len(w.word) for w in last[-size:]) < (2 if len(last[-1].word) > 1 else 3):
            size += 1
        words = [*words, *last[-size:]]  # 甲河、乙河水库削峰率
    return joined(words)

"""One quantity in two numbers, or with a word between number and unit: 1小时20分钟, 5元以上50元以下."""

import re
from typing import NamedTuple

from db.extract.quantity import numbers, units

_APART = re.compile(r"([一二三四五六七八])、([二三四五六七八九])([十百千万]{1,2})(?![一二三四五六七八九十])")
_SPOKEN = re.compile(r"(?<![0-9、.,第])([1-9][0-9]?)、([1-9][0-9]?)(?![0-9、.,])")
_NUMBERED = frozenset("栋幢组队层楼期批届级班月年号区条章节版")  # 3、4栋 are the third and the fourth
_SLASH = re.compile(r"/([1-9][0-9]?)(?=的|以上|左右|强|[，。；、）)\n]|$)")
_SHARES = re.compile(r"(?:[占约近为达到过了有超]|不足)$")
_MILLIONS = re.compile(r"个([多余])?亿")
_UPPER = re.compile(r"及?以上[、，至到]?(?=[0-9二两三四五六七八九十])")
_BELOW = re.compile(r"及?以[下内]")
_REST = re.compile(
    r"零?([0-9]{1,3}|[一二三四五六七八九十]{1,3})(分钟|秒钟|小时|个月|公斤|[分秒角米两])(?![0-9钟之布别析类级])"
)
# What a smaller unit right behind a larger one is of it, and the unit that both are told in.
_FINER = {
    ("小时", "分钟"): (60, "分钟"), ("小时", "分"): (60, "分钟"), ("分钟", "秒"): (60, "秒"), ("分", "秒"): (60, "秒"),
    ("分钟", "秒钟"): (60, "秒"), ("分", "秒钟"): (60, "秒"), ("天", "小时"): (24, "小时"),
    ("年", "个月"): (12, "个月"), ("元", "角"): (10, "元"), ("公里", "米"): (1000, "公里"), ("亩", "分"): (10, "亩"),
    ("吨", "公斤"): (1000, "吨"), ("斤", "两"): (10, "斤"),
}  # fmt: skip
_ROW = re.compile(r"(?:[、和与及][0-9]+(?:\.[0-9]+)?){1,9}(?![0-9.、和与及])")
_STOP = re.compile(r"[。；\n]")
_TO = re.compile(r"[至到](?:百分之)?|[-—~～]{1,2}(?:百分之)?")
_TENTH = re.compile(r"[一二三四五六七八九](?=的|以上|左右|[，。；、）]|$)")
_COARSE = frozenset(coarse for coarse, _ in _FINER)


class Whole(NamedTuple):
    """What both numbers come to: `end` is the offset behind the second unit."""

    end: int
    value: float
    high: float | None
    unit: units.Unit


def apart(text: str, begin: int) -> numbers.Number | None:
    """五、六十 as the estimate that 五六十 is; it needs its scale word, for 三、四个 may be a point of a list.

    Neighbours in digits need a unit: 7、8公里.
    """
    if digits := _SPOKEN.match(text, begin):
        low, high, end = int(digits[1]), int(digits[2]), digits.end()
        headed = begin == 0 or text[begin - 1] in "\n。；：（("  # where a list has its marks
        if high != low + 1 or headed or text[end : end + 1] in _NUMBERED or not units.at(text, end):
            return None
        return numbers.Number(low, high, end - begin, None, False, False, 1, False)
    match = _APART.match(text, begin)
    low, high = (numbers.chinese(match[n] + match[3]) for n in (1, 2)) if match else (None, None)
    if not low or not high or high - low != numbers.scale_of(match[3]):
        return None
    return numbers.Number(low, high, match.end() - begin, None, True, False, 1, False)


def share(text: str, begin: int, at: int, above: float) -> tuple[int, float] | None:
    """The end and the value of a fraction whose stroke stands at `at`: 占1/3, 2/3的农户; a date is none."""
    match = _SLASH.match(text, at)
    if not match or not above < int(match[1]):
        return None
    alone = text[match.end() : match.end() + 1] in "，。；、）)\n"  # or the end of all
    if alone and not _SHARES.search(text, max(0, begin - 2), begin):
        return None
    return match.end(), round(above / int(match[1]), 4)


def in_hundred_millions(text: str, at: int, begin: int, number: numbers.Number) -> numbers.Number:
    """`number` with the 个亿 that may stand at `at`: 3个亿, 2个多亿."""
    if not (match := _MILLIONS.match(text, at)):
        return number
    hint = "over" if match[1] else number.hint
    return number._replace(
        value=numbers.whole(number.value * 10**8), end=match.end() - begin, hint=hint, scale=10**8, scaled=True
    )


def with_finer(text: str, value: float, unit: units.Unit) -> Whole | None:
    """The sum of `value` of `unit` and of what a smaller unit right behind it adds."""
    if unit.name == "成" and (tenth := _TENTH.match(text, unit.end)):
        return Whole(tenth.end(), value + numbers.chinese(tenth[0]) / 10, None, unit)  # 八成五
    if unit.name not in _COARSE or not (rest := _REST.match(text, unit.end)):
        return None
    into, name = _FINER.get((unit.name, rest[2]), (0, ""))
    if not into:
        return None
    more = int(rest[1]) if rest[1].isdigit() else numbers.chinese(rest[1])
    if not more or more >= into or (more == value == 1 and rest[1] == "一"):
        return None  # 一分一秒
    total = value + more / into if name == unit.name else value * into + more
    kind = "time" if unit.name == "分" else unit.kind
    return Whole(rest.end(), numbers.whole(total), None, units.Unit(name, kind, rest.end()))


def shared_unit(text: str, begin: int, at: int) -> units.Unit | None:
    """The unit that stands behind the last number of a row only: 分别为47、55和58微克; `at` is where this one ends."""
    told = text.rfind("分别", max(0, begin - 30), begin)
    if told < 0 or _STOP.search(text, told, begin) or not (row := _ROW.match(text, at)):
        return None
    return units.at(text, row.end())


def upper_fraction(text: str, at: int, lower: numbers.Number) -> tuple[int, float] | None:
    """The end and the value of the upper end of 百分之五十至六十, the lower one ending at `at`."""
    joint = _TO.match(text, at)
    upper = numbers.read(text, joint.end()) if joint and numbers.START.match(text, joint.end()) else None
    if not upper or upper.value <= lower.value or upper.chinese != lower.chinese:
        return None
    end = joint.end() + upper.end
    return None if units.at(text, end) else (end, upper.value)


def bounded(text: str, value: float, unit: units.Unit) -> Whole | None:
    """The range of 5元以上50元以下."""
    if text[unit.end : unit.end + 1] not in "及以" or not (joint := _UPPER.match(text, unit.end)):
        return None
    upper = numbers.read(text, joint.end())
    after = upper and units.at(text, joint.end() + upper.end)
    if not after or after.name != unit.name or upper.high is not None or upper.value <= value:
        return None
    return Whole(after.end, value, upper.value, after) if _BELOW.match(text, after.end) else None

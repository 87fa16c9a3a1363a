"""Text -> number and unit wherever they stand together: candidates, not yet judged."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from db.extract.quantity import compounds, numbers, units
from db.model import Qualifier

_BEFORE = 5  # the longest approximator in front
_APPROXIMATORS: dict[Qualifier, str] = {
    "about": "大约 约为 约达 约有 约合 约占 约 大概 大致 估计",
    "nearly": "将近 接近 几近 近 达近 近乎 快",
    "over": "超过了 超过 超出 已超 超 突破了 突破 逾 不少于 不低于 不小于 不下 至少 最少 高于 多于 大于 远超 过",
    "under": "不足 不到 未满 不满 低于 少于 小于 不超过 不多于 不高于 最多 至多 不超 未超过",
}
_QUALIFIES = {word: name for name, words in _APPROXIMATORS.items() for word in words.split()}
_FRONT = re.compile("|".join(sorted((w[::-1] for w in _QUALIFIES), key=len, reverse=True)))
_FRONT_ENDS = frozenset(word[-1] for word in _QUALIFIES)
# 附近3个镇 is near, not nearly; 节约30万元 is saved, not about.
_NOT_FRONT = {
    "约": "节合公预签制条违履契邀特大誓相失守简续婚",
    "近": "附最邻临靠就远亲",
    "过": "通经不超改走开渡度",
    "超": "高",
}
_ALMOST = frozenset("了有到达花省存都已")  # 省了快20万 is nearly; 快2小时 is faster
_BACK = re.compile(
    r"(?P<over>及?以上|之多|有余|开外|余|多(?![种样元个名]))|(?P<about>左右|上下)"
    r"|(?P<under>及?以下|以内|之内|内(?![部容地外陆蒙在设涵科需置]))"
)
_ABOUT = re.compile(r"约占[^，。；：、0-9\n]{0,10}$")
_BACK_STARTS = frozenset("及以之有开余多左上内")
_CONNECT = re.compile(r"[-—–~～―‐‑－至到]{1,2}|—{2}|——")
_JOINTS = frozenset("-—–~～―‐‑－至到")
_FRACTION = re.compile(r"(百|千|万)分之")
_PARTS = re.compile(r"([二三四五六七八九十]{1,3})分之([一二两三四五六七八九十]{1,3})(?![一二三四五六七八九十])")
_MONTHS = re.compile(r"多(月|小时|星期|学期|世纪|钟头)")  # 5个多月
_HALF = re.compile(r"(?:个)?半(?=个?(?:小时|月|钟头|年|天|百分点))")
_HALF_AFTER = re.compile(r"半(?![径数边路导])")
# GDP5.8个百分点 states a value; the number of G7高速 and PM2.5 belongs to the name.
_INDICATOR = re.compile(r"(?<![A-Za-z&])(?:GDP|CPI|PPI|PMI|R&D|[A-Z]{4,6})$")
_NAMING = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.+_/／")
_BARE_FRONT = "上近超过逾数成约足达"  # what makes a bare 百, 千, 万 a quantity


class Measure(NamedTuple):
    """What a number is counted in: all that the words around it need to know of it."""

    unit: str | None  # None: 2万多居民, 人才已达273万
    kind: str


@dataclass(slots=True)
class Quantity:
    """A number with its unit; offsets of the text. `lead` and `tail` take in the approximators around the span."""

    start: int
    end: int
    lead: int
    tail: int
    value: float
    value_max: float | None
    unit: str | None  # None: 2万多居民, 人才已达273万
    kind: str
    qualifier: Qualifier
    front: str  # the approximator in front
    chinese: bool  # written in Chinese numerals alone
    bare: bool  # a scale word without a digit

    @property
    def measure(self) -> Measure:
        """The unit and its kind."""
        return _measure(self.unit, self.kind)


@cache
def _measure(unit: str | None, kind: str) -> Measure:
    return Measure(unit, kind)


def scan(text: str) -> Iterator[Quantity]:
    """The candidates of a levelled text in its order, not overlapping; linear in its length."""
    search, at = numbers.FIRST.search, 0
    while found := search(text, at):
        begin = found.start()
        quantity = _read(text, begin)
        if quantity:
            yield quantity
            at = max(quantity.end, begin + 1)
        else:
            at = numbers.skip(text, begin)


def _read(text: str, begin: int) -> Quantity | None:
    mark = text[begin - 1] if begin else "\n"
    if mark in _NAMING and not _INDICATOR.search(text, max(0, begin - 8), begin):
        return None
    first = text[begin]
    if first == "百" and text.startswith("百分", begin) and not text.startswith("百分之", begin):
        return None  # 个百分点
    if first in "百千万" and (fraction := _FRACTION.match(text, begin)):
        number = numbers.read(text, fraction.end())
        if not number:
            return None
        unit = "%" if fraction[1] == "百" else "‰" if fraction[1] == "千" else "‱"
        end, high = fraction.end() + number.end, number.high
        if upper := compounds.upper_fraction(text, end, number):
            end, high = upper
        return _make(text, begin, end, number, number.value, high, unit, "ratio")
    if first > "9" and (parts := _PARTS.match(text, begin)):
        below, above = numbers.chinese(parts[1]), numbers.chinese(parts[2])
        if below and above:
            number = numbers.Number(above / below, None, 0, None, True, False, 1, False)
            return _make(text, begin, parts.end(), number, round(above / below, 4), None, "比例", "ratio")
    number = compounds.apart(text, begin) if "、" in text[begin + 1 : begin + 3] else None
    number = number or numbers.read(text, begin)
    if not number:
        return None
    at = begin + number.end
    if text.startswith("/", at) and (share := compounds.share(text, begin, at, number.value)):
        return _make(text, begin, share[0], number, share[1], None, "比例", "ratio")
    if text.startswith("个", at):
        told, number = number, compounds.in_hundred_millions(text, at, begin, number)
        at = begin + number.end
        if number is not told and not units.at(text, at) and not text.startswith("的", at):
            return _make(text, begin, at, number, number.value, number.high, "元", "money")
    return _measured(text, begin, number)


def _measured(text: str, begin: int, number: numbers.Number) -> Quantity | None:
    at = begin + number.end
    if text.startswith(("半", "个半"), at) and (half := _HALF.match(text, at)):  # 一个半小时
        unit = units.at(text, half.end())
        if unit:
            return _make(text, begin, unit.end, number, number.value + 0.5, None, unit.name, unit.kind)
    if text[begin] == "一" and number.value == 1 and text.startswith(("个", "公里"), at):
        return None  # 一个, 最后一公里
    unit = units.at(text, at)
    if unit and unit.name == "个" and (long := _MONTHS.match(text, unit.end)):
        return _make(text, begin, long.end(), number._replace(hint="over"), number.value, None, long[1], "time")
    joint = text[unit.end : unit.end + 1] if unit else text[at : at + 1]
    if joint and joint in _JOINTS and (other := _range(text, begin, number, unit, at)):
        return other
    if not unit:
        if text[at : at + 1] in "、和与及" and (shared := compounds.shared_unit(text, begin, at)):
            return _make(text, begin, at, number, number.value, number.high, shared.name, shared.kind)
        mark = text[at - 1]
        if text.startswith(("上百", "上千", "上万"), at):
            return None  # 几十上百人
        if mark == "来" and number.hint:  # 80万来炒股
            number, at = number._replace(hint=None), at - 1
        if mark in "+＋" and not number.scaled:
            return None  # 60+老人
        if not number.scaled and not (number.hint and number.value >= 10):
            return None
        return _make(text, begin, at, number, number.value, number.high, None, "")
    value, end = number.value, unit.end
    if unit.kind == "time" and _HALF_AFTER.match(text, end):
        value, end = value + 0.5, end + 1
    both = compounds.with_finer(text, value, unit) or compounds.bounded(text, value, unit)
    if both and number.high is None:
        return _make(text, begin, both.end, number, both.value, both.high, both.unit.name, both.unit.kind)
    return _make(text, begin, end, number, value, number.high, unit.name, unit.kind)


def _range(text: str, begin: int, number: numbers.Number, unit: units.Unit | None, at: int) -> Quantity | None:
    """The range that starts with `number`: 3至5个, 10—20万元, 10%—15%, 3万元至5万元."""
    joint = _CONNECT.match(text, unit.end if unit else at)
    if not joint or number.high is not None:
        return None
    second = joint.end()
    upper = numbers.read(text, second) if numbers.START.match(text, second) else None
    if not upper or upper.high is not None or upper.chinese != number.chinese:
        return None
    after = units.at(text, second + upper.end)
    if unit:
        # 由3天到5天 and 从6人到10人 are a before and an after
        moved = joint[0] in ("至", "到") and text[max(0, begin - 5) : begin].rstrip("约近原来的").endswith(("由", "从"))
        moved = moved and not (after and text.startswith("不等", after.end))  # 从3元到10元不等
        if not after or after.name != unit.name or moved:
            return None
    elif not after and not upper.scaled:
        return None
    low = number.value
    if upper.scale > 1 and number.scale == 1 and low * upper.scale < upper.value:
        low *= upper.scale
    if low >= upper.value or (after and after.name == "年"):
        return None
    end, name, kind = (after.end, after.name, after.kind) if after else (second + upper.end, None, "")
    return _make(text, begin, end, upper, numbers.whole(low), upper.value, name, kind)


def _make(
    text: str, begin: int, end: int, number: numbers.Number, value: float, high: float | None,
    unit: str | None, kind: str,
) -> Quantity | None:  # fmt: skip
    lead, front = begin, ""
    window = text[max(0, begin - _BEFORE) : begin]
    if window and window[-1] in _FRONT_ENDS and (word := _FRONT.match(window[::-1])):
        front = word[0][::-1]
        outside = window[-len(front) - 1 : -len(front)]
        if (outside and outside in _NOT_FRONT.get(front, "")) or (front == "快" and outside not in _ALMOST):
            front = ""
        else:
            lead = begin - len(front)
    if number.bare:
        mark = text[begin - 1 : begin]
        if mark == "每":
            return None  # 每万平方公里3个
        led = (mark and mark in _BARE_FRONT) or front or number.hint
        if not led and kind not in ("money", "area", "ratio"):
            return None
    qualifier: Qualifier = _QUALIFIES.get(front, "exact")
    if qualifier == "exact" and kind == "ratio" and _ABOUT.search(text, max(0, lead - 12), lead):
        qualifier = "about"  # 约占到全年的29%
    if number.hint and qualifier == "exact":
        qualifier = number.hint
    if number.bare and text[begin - 1 : begin] in ("上", "成") and begin:
        qualifier, lead = "over", begin - (3 if text.startswith("成百上", begin - 3) else 1)
    tail = end
    back = _BACK.match(text, end) if text[end : end + 1] in _BACK_STARTS else None
    if back and not (back["under"] == "内" and kind not in ("time", "length")):
        tail = back.end()
        if qualifier == "exact" or front == "":
            qualifier = back.lastgroup if qualifier == "exact" else qualifier
    if high is not None:
        qualifier = "range"
    return Quantity(begin, end, lead, tail, value, high, unit, kind, qualifier, front, number.chinese, number.bare)

"""Units and measure words: which one stands at a place of the text, and of what kind it is."""

import json
import re
from functools import cache
from typing import NamedTuple

import resources

# 个 before these is the measure word of the unit, not the unit: 3个月, 2个百分点, 5个工作日.
_AFTER_GE = frozenset(
    "月 小时 钟头 星期 季度 平方 平方米 立方 立方米 学期 工作日 自然日 世纪 百分点 周 周年 学时 课时 工时 "
    "标箱 标准箱 年头 昼夜 学年".split()
)
_GE_OPENS = frozenset(word[0] for word in _AFTER_GE)
_ALIAS = {
    "元人民币": "元", "人民币": "元", "元钱": "元", "块钱": "元", "美金": "美元", "澳门币": "澳门元",
    "台（套）": "台套", "台(套)": "台套", "人（次）": "人次", "人(次)": "人次",
}  # fmt: skip
# Before a rate's second half: 元/平方米, 吨/日.
_PER = frozenset("/／")
_BASE = re.compile(r"每?([0-9]{0,4})")


class Unit(NamedTuple):
    """A unit as it stands in the text: `end` is the offset behind it."""

    name: str  # 户, 元, 百分点; without the 个 of 个百分点
    kind: str  # a key of `kinds` in units.json
    end: int


class _Entry(NamedTuple):
    """What is known of a unit: the name it goes by, and the characters that may not follow it but in some words."""

    name: str
    kind: str
    not_before: frozenset[str]
    though_before: tuple[str, ...]


@cache
def _tables() -> tuple[dict[str, _Entry], dict[str, tuple[int, ...]]]:
    """The units, and by first character their lengths, longest first."""
    table = json.loads(resources.path("lexicon/units.json").read_text(encoding="utf-8"))
    kinds = {word: kind for kind, words in table["kinds"].items() for word in words}
    for alias, name in _ALIAS.items():
        kinds.setdefault(alias, kinds[name])
    never, though = table["not_before"], table["though_before"]
    units = {
        word: _Entry(_ALIAS.get(word, word), kind, frozenset(never.get(word, "")), tuple(though.get(word, ())))
        for word, kind in kinds.items()
    }
    lengths: dict[str, set[int]] = {}
    for word in kinds:
        lengths.setdefault(word[0], set()).add(len(word))
    return units, {char: tuple(sorted(sizes, reverse=True)) for char, sizes in lengths.items()}


def kind_of(name: str) -> str | None:
    """The kind of the unit called `name`, None where there is no such unit."""
    known = _tables()[0].get(name)
    return known and known.kind


def at(text: str, begin: int) -> Unit | None:
    """The longest unit that starts at `begin` of a levelled text, or None."""
    first = text[begin : begin + 1]
    units, lengths = _tables()
    if first not in lengths:
        return None
    if first == "个" and text[begin + 1 : begin + 2] in _GE_OPENS:
        inner = at(text, begin + 1)
        if inner and inner.name in _AFTER_GE:
            # 个月 and 个百分点 are named with their 个, for 月 alone is a date and 点 an hour.
            name = {"月": "个月", "百分点": "个百分点"}.get(inner.name, inner.name)
            return Unit(name, "ratio" if name == "个百分点" else inner.kind, inner.end)
    for size in lengths[first]:
        end = begin + size
        entry = units.get(text[begin:end])
        if entry is None or end > len(text):
            continue
        follow = text[end : end + 1]
        if follow in entry.not_before and not text.startswith(entry.though_before, end):
            continue
        if first.isascii() and first.isalpha() and follow.isascii() and follow.isalnum():
            continue
        return _rate(text, entry, end) if follow in _PER else Unit(entry.name, entry.kind, end)
    return None


def _rate(text: str, entry: _Entry, end: int) -> Unit:
    """The unit, or the rate that it opens with the stroke at `end`: 元 before /平方米 is 元/平方米."""
    if entry.kind not in ("time", "ratio"):
        base = _BASE.match(text, end + 1)  # 100公里/每小时, 80mg/100ml
        begin = base.end()
        below = text[begin : begin + 6]
        for size in range(len(below), 0, -1):
            if below[:size] in _tables()[0]:
                return Unit(f"{entry.name}/{base[1]}{below[:size]}", entry.kind, begin + size)
    return Unit(entry.name, entry.kind, end)

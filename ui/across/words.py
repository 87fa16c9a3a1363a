"""What figures of many cases are called: columns, dimensions, groups, and why two are not drawn together."""

from dataclasses import replace

from db import captions
from db.comparing import Differs, Group, Line
from db.measures import dimension_of, in_base, in_unit
from ui.i18n import later, tr
from ui.metrics.model import CHANGES, QUALIFIERS, RATES, number

PLACE, CASE, SUBJECT, VALUE, UNIT, QUALIFIER, PERIOD, CHANGE = range(8)
HEADS = (later("地区"), later("案例"), later("对象"), later("数值"), later("单位"), later("限定"), later("时间"),
         later("变化"))
ORDERS = ("place", "case", "subject", "value", "unit", "qualifier", "period", "change")
SENTENCE, PRINTED = later("来源句"), later("原文")

_DIMENSIONS = {
    "area": later("面积"), "length": later("长度"), "money": later("金额"), "mass": later("重量"),
    "coal": later("标准煤"), "volume": later("体积"), "time": later("时长"), "months": later("时长"),
    "age": later("年龄"), "percent": later("比率"),
    "points": later("百分点"), "persons": later("人数"), "energy": later("电量"), "heat": later("热量"),
    "power": later("功率"), "voltage": later("电压"), "apparent power": later("容量"), "pressure": later("压力"),
    "rate of data": later("网速"), "frequency": later("频率"), "temperature": later("温度"),
}  # fmt: skip
_DIFFERS: dict[Differs, str] = {
    "unit": later("{n} 项单位不同"), "thing": later("{n} 项说的不是同一类事物"), "time": later("{n} 项时间不同"),
    "rate": later("{n} 项一为平均数或年率、一为总数"), "change": later("{n} 项一为增减、一为现有数"),
    "role": later("{n} 项一为计划（或原有、其中）、一为实际"), "undated": later("{n} 项时间不明"),
}  # fmt: skip
_ROLES = {"planned": later("计划"), "before": later("原来"), "part": later("其中")}
_CONVERTED = later("换算")
_KIND_CHANGES = {"up": later("新增"), "down": later("减少"), "to": later("达到")}


def dimension_name(key: str, units: tuple[str, ...]) -> str:
    """面积（亩、公顷）; a measure word that is a dimension of its own is called by itself."""
    told = "、".join(units[:3]) + ("…" if len(units) > 3 else "")
    if key in _DIMENSIONS:
        called = tr(_DIMENSIONS[key])
        return called if called == told else tr("{name}（{units}）", name=called, units=told)
    return told or tr("无单位")


def units_shown(units: tuple[str, ...]) -> tuple[str, ...]:
    """The units a reader may have values told in whose units these are, all of one dimension."""
    dimension = dimension_of(units[0]) if units and units[0] else None
    return dimension.shown or units if dimension else ()


def place(path: str, parts: int = 2) -> str:
    """The end of a path, which names the place, with what it lies in."""
    return " ".join(path.split("/")[-parts:]) if path else tr("未标地区")


def name(path: str) -> str:
    """A place as short as it can be known: a county or what is above it by itself, a town with its county."""
    return place(path, 1 if path.count("/") < 3 else 2)


def printed(line: Line) -> str:
    """The quantity as the article prints it, with the word that makes it inexact; as a person set it right, if so."""
    metric = line.metric
    if line.corrected:
        limit = tr(QUALIFIERS[metric.qualifier]) if metric.qualifier != "range" else ""
        return f"{limit}{_ends(metric.value, metric.value_max)}{metric.unit}"
    return captions.shown(line.sentence, replace(metric, start=line.at, end=line.at + len(metric.text)))


def value(line: Line, unit: str = "") -> str:
    """The value, or its two ends, in `unit` where the dimension is that unit's; else in the metric's own."""
    metric = line.metric
    if not converts(line, unit):
        return _ends(metric.value, metric.value_max)
    high = metric.value_max
    return _ends(in_unit(in_base(metric.value, metric.unit), unit),
                 None if high is None else in_unit(in_base(high, metric.unit), unit))


def converts(line: Line, unit: str) -> bool:
    """Whether the value can be told in `unit`."""
    mine, its = dimension_of(line.metric.unit), dimension_of(unit)
    return mine is not None and its is not None and mine.key == its.key


def other(line: Line, unit: str) -> bool:
    """Whether a value told in `unit` is not in the article's own; a scale (万, 亿) makes no other unit of it."""
    return bool(unit) and converts(line, unit) and unit.lstrip("万亿") != line.metric.unit


def qualifier(line: Line, unit: str = "") -> str:
    """What the number must be read with: its role in a pair, its qualifier, and whether the unit is not its own."""
    words = (_ROLES.get(line.role, ""), QUALIFIERS[line.metric.qualifier], _CONVERTED if other(line, unit) else "")
    return tr("，").join(tr(word) for word in words if word)


def change(line: Line) -> str:
    words = RATES if line.metric.unit in ("%", "‰", "个百分点", "百分点", "倍") else CHANGES
    return tr(words[line.metric.change]) if line.metric.change else ""


def group_name(group: Group, lines: tuple[Line, ...]) -> str:
    """What a group tells of: 小区（个），新增，2022年."""
    kind = group.kind
    units = list(dict.fromkeys(lines[n].metric.unit for n in group.lines))
    subjects = [lines[n].metric.subject for n in group.lines]
    thing = _shared(subjects) or kind.thing
    told = [kind.per, tr(_ROLES[kind.role]) if kind.role else "",
            tr(_KIND_CHANGES[kind.change]) if kind.change in ("up", "down") else "", kind.time]
    called = tr("{name}（{units}）", name=thing, units="、".join(units[:3]))
    return " · ".join([called, *filter(None, told)])


def reasons(differs: dict[Differs, int]) -> str:
    """Why the other figures are not drawn: 12 项单位不同，3 项时间不同."""
    return tr("，").join(tr(_DIFFERS[name], n=n) for name, n in differs.items())


def _shared(subjects: list[str]) -> str:
    """What all subjects end in."""
    shortest, size = min(subjects, key=len), 0
    while size < len(shortest) and len({subject[-1 - size] for subject in subjects}) == 1:
        size += 1
    return shortest[len(shortest) - size :].lstrip("的”’）)、，") if size > 1 else ""


def _ends(low: float, high: float | None) -> str:
    return number(low) if high is None else f"{number(low)}–{number(high)}"

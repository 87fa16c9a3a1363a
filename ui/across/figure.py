"""Figures of one kind -> a Figure to draw: a bar each, called by its place; its `metric` is the number of its line."""

from collections import Counter
from collections.abc import Sequence

from db.comparing import Group, Line
from db.measures import dimension_of, in_base, in_unit
from db.model import Bar, Figure
from ui.across import words
from ui.i18n import tr

MOST_BARS = 30


def figure(group: Group, lines: Sequence[Line], unit: str = "") -> Figure:
    """The figure of a group, the largest value first, told in `unit` or else in the unit most of it is printed in."""
    units = [lines[n].metric.unit for n in group.lines]
    common = Counter(units).most_common(1)[0][0]
    unit = unit if unit and words.converts(lines[group.lines[0]], unit) else common
    order = sorted(group.lines, key=lambda n: -in_base(lines[n].metric.value, lines[n].metric.unit))
    names = _names([lines[n] for n in order])
    bars = tuple(_bar(lines[n], n, name, unit) for n, name in zip(order, names, strict=True))[:MOST_BARS]
    share = group.kind.dimension == "percent" and all(0 <= (bar.value_max or bar.value) <= 100 for bar in bars)
    rates = share and not group.kind.change and unit == "%"
    return Figure("rates" if rates else "bars", words.group_name(group, tuple(lines)), unit, bars,
                  _note([lines[n] for n in order], len(order)))


def _bar(line: Line, n: int, name: str, unit: str) -> Bar:
    metric = line.metric
    same = metric.unit == unit or dimension_of(metric.unit).key == "persons"
    value, high = (None if end is None else in_unit(in_base(end, metric.unit), unit)
                   for end in (metric.value, metric.value_max))
    said = words.printed(line)
    # In another unit than the article's the value is ours; what is printed stands beside it.
    shown = said if same else tr("{value}{unit}（{printed}）", value=words.value(line, unit), unit=unit, printed=said)
    return Bar(name, value, high, shown, n)


def _names(lines: Sequence[Line]) -> list[str]:
    """The places; two of one name are told apart by what they lie in, two of one place by what is counted."""
    names = [words.name(line.place) for line in lines]
    paths: dict[str, set[str]] = {}
    for line, name in zip(lines, names, strict=True):
        paths.setdefault(name, set()).add(line.place)
    names = [words.place(line.place, 3) if len(paths[name]) > 1 else name
             for line, name in zip(lines, names, strict=True)]
    twice = {name for name, count in Counter(names).items() if count > 1}
    subjects = {name: {line.metric.subject for line, its in zip(lines, names, strict=True) if its == name}
                for name in twice}

    def apart(line: Line, name: str) -> str:
        what = line.metric.subject if len(subjects[name]) > 1 else line.title[:12]
        return tr("{place}（{what}）", place=name, what=what)

    return [apart(line, name) if name in twice else name for line, name in zip(lines, names, strict=True)]


def _note(lines: Sequence[Line], count: int) -> str:
    """What must be read with the bars."""
    told = []
    if any(line.metric.qualifier not in ("exact", "range") for line in lines):
        told.append(tr("含约数"))
    if any(line.metric.value_max is not None for line in lines):
        told.append(tr("浅色到区间的上限"))
    undated = sum(not line.metric.period for line in lines)
    if undated:
        told.append(tr("{n} 项原文没有写时间，按报道时间归在一起", n=undated))
    if wrong := sum(not line.true for line in lines):
        told.append(tr("{n} 项与原文不符", n=wrong))
    if count > MOST_BARS:
        told.append(tr("只画了最大的 {n} 项，另有 {more} 项未画", n=MOST_BARS, more=count - MOST_BARS))
    return tr("；").join(told)



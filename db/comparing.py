"""Figures of many cases side by side, and which of them are alike enough to be compared.

A figure is compared with another only where both tell the same kind of thing: one dimension (db.measures), one thing
(the head of the subject), one time, both totals or both the same rate, both what there is or both what was added, both
what was planned or both what was done. What differs in any of these is told, not drawn. Values only; no SQL.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from db.captions import added, clause
from db.measures import dimension_of, in_base
from db.model import Metric
from db.selection import Selection

Order = Literal["place", "case", "subject", "value", "unit", "qualifier", "period", "change"]
Key = tuple[int, int]  # case id, index into Article.metrics
Role = Literal["", "planned", "before", "part"]
Differs = Literal["unit", "thing", "time", "rate", "change", "role", "undated"]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which figures a reader wants to see, and in what order. All conditions hold together."""

    selection: Selection = field(default_factory=Selection)
    thing: str = ""  # words of the subject
    ending: bool = False  # the subject ends in these words: it is the thing itself
    dimension: str = ""  # a Dimension's key
    unit: str = ""
    place: str = ""  # words of the place's path
    period: str = ""  # words of the period, a relative one (今年) resolved by the paper's date
    order: Order = "case"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """The figures that were asked for, in order; their lines are fetched by key as they are needed."""

    keys: tuple[Key, ...]
    exact: bool  # False where there are more than are listed
    ordered: bool = True  # False where there are too many for the order that was asked for
    total: int = 0  # how many there are in all; 0 where they were not counted
    whole: bool = True  # False where the search was broken off, for it took too long


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of one case, with all that must be read with it."""

    metric: Metric
    case_id: int
    index: int  # into Article.metrics
    title: str
    place: str  # path; the metric's own, else the article's; "" where there is none
    sentence: str
    at: int  # offset in the sentence where the figure's words begin
    date: str = ""  # ISO 8601, of the paper; as far as known
    page_id: int = 0
    role: Role = ""
    corrected: bool = False  # a person changed or added it
    true: bool = True  # its words stand in the sentence and say the value; or a person answers for it


@dataclass(frozen=True, slots=True)
class Kind:
    """What two figures must have in common."""

    dimension: str  # key; "" for none
    thing: str  # the head of the subject
    time: str  # "2022年", "截至2022年底", "报道时（2022年）"; "" where it cannot be known
    per: str = ""  # "每年", "每户": a rate
    change: str = ""  # up, down, to; added counts as up
    role: Role = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Figures of one kind, as indices of the lines they were found in."""

    kind: Kind
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """The first lines of a listing, the kind of each, the groups of those that are alike, and all places looked at."""

    lines: tuple[Line, ...] = ()
    kinds: tuple[Kind, ...] = ()
    groups: tuple[Group, ...] = ()
    places: tuple[str, ...] = ()
    partly: bool = False  # True where the listing has more lines


def compare(lines: Iterable[Line], places: Sequence[str], partly: bool = False,
            rest: Callable[[int], object] = lambda n: None) -> Compared:
    """`lines` held against each other; `rest` is called after each with how many were looked at."""
    seen: list[Line] = []
    kinds: list[Kind] = []
    for n, line in enumerate(lines, 1):
        seen.append(line)
        kinds.append(kind_of(line))
        rest(n)
    return Compared(tuple(seen), tuple(kinds), alike(seen, kinds), tuple(places), partly)


_CLAUSE = re.compile(r"[，,；;。！？!?\n]")
_PER = re.compile(r"(?:平均)?每(个?(?:年|月|周|天|日|季度?|学期)|[户人亩斤个平所县村班])|([户人亩年月日])平?均")
_YEARLY = re.compile(r"^(?:年(?!来|底|初|末|内|度|中|前|后|均产|轻)|月(?!底|初|末))")
_PLANNED = re.compile(r"计划|规划|拟|将(?!近)|目标|力争|预计|有望")
_DONE = re.compile(r"已|完成|建成|实现|竣工|完工|投用|累计")
_NOW = re.compile(r"^(?:截[至止]|到|迄)?(?:目前|当前|现在|现今|如今|眼下|今|至今|今为止|目前为止)$|"
                  r"^截[至止](?:[当昨今前]日|[昨今前]天|发稿|记者)")
_RELATIVE = {"今年": 0, "本年": 0, "当年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1}
_UNTIL = re.compile(r"^(?:自|从|到|至|在|截[至止])(?=.)")
_KNOWN = re.compile(r"[0-9]{4}|十[一二三四五六]五|大以来|.(?:开展|实施|启动|推行)以来$")  # the same whoever says it
_UNKNOWN = re.compile(r"^(?:过去|以前|改革[前后]|(?:开展|实施|启动|推行)以来)$")
_LAST_YEARS = re.compile(r"^(?:近|最近|过去|[0-9一二两三四五六七八九十]{1,2}[多余]?年[来间]|一[年天]$)")
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_CHINESE_YEAR = re.compile(r"[二一][零〇九一二三四五六七八]{3}(?=年)")
_PERSONS = ("人", "名", "位")


def kind_of(line: Line) -> Kind:
    """The kind of a figure; two that differ in any part of it are never drawn on one axis."""
    metric = line.metric
    dimension = dimension_of(metric.unit)
    shifted = replace(metric, start=line.at, end=line.at + len(metric.text))
    before = _CLAUSE.split(line.sentence[max(0, line.at - 60) : line.at])[-1]
    change = metric.change or ("up" if added(line.sentence, shifted) else "")
    return Kind(
        dimension.key if dimension else "", head(metric.subject), when(line),
        _per(metric, clause(line.sentence, shifted)), change,
        line.role or ("planned" if _PLANNED.search(before) and not _DONE.search(before) else ""),
    )


def alike(lines: Sequence[Line], kinds: Sequence[Kind]) -> tuple[Group, ...]:
    """The groups of `lines`, which are of these kinds, that may be compared, those of most places first.

    What is told twice in a case is in its group once.
    """
    groups: dict[Kind, list[int]] = {}
    seen: set[tuple] = set()
    for n, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        metric = line.metric
        told = (line.case_id, line.place, metric.subject, metric.value, metric.value_max, metric.unit, metric.period)
        if told in seen or not kind.time or not kind.dimension:
            continue
        seen.add(told)
        groups.setdefault(kind, []).append(n)
    found = [Group(kind, tuple(members)) for kind, members in groups.items() if len(members) > 1]
    return tuple(sorted(found, key=lambda group: (-len({lines[n].place for n in group.lines}), -len(group.lines))))


def unlike(kinds: Sequence[Kind], group: Group) -> Counter[Differs]:
    """How many lines, of these kinds, are outside `group` for what difference; of several the first counts."""
    counted: Counter[Differs] = Counter()
    inside, kind = set(group.lines), group.kind
    for n, other in enumerate(kinds):
        if n in inside or other == kind:  # if not inside, it is told twice
            continue
        parts: tuple[tuple[Differs, bool], ...] = (
            ("unit", other.dimension != kind.dimension), ("thing", other.thing != kind.thing),
            ("rate", other.per != kind.per), ("role", other.role != kind.role), ("change", other.change != kind.change),
            ("undated", not other.time), ("time", other.time != kind.time),
        )
        counted[next(name for name, differ in parts if differ)] += 1
    return counted


def unreported(compared: Compared, group: Group) -> list[str]:
    """The places looked at of which no figure of this thing and dimension was told, at whatever time.

    None where there are lines that were not looked at: of those nothing can be said.
    """
    if compared.partly:
        return []
    thing = group.kind.dimension, group.kind.thing
    told = {line.place for line, kind in zip(compared.lines, compared.kinds, strict=True)
            if (kind.dimension, kind.thing) == thing}
    # What was told of a village was told of the county it lies in.
    above = {place[: mark.start()] for place in told for mark in re.finditer("/", place)}
    return [place for place in compared.places if place not in told and place not in above]


def head(subject: str) -> str:
    """The thing itself, without what stands before it: 改造老旧小区 and 老旧小区 are 小区."""
    return re.sub(r"[（(].*?[）)]|[“”\"《》]", "", subject)[-2:]


def when(line: Line) -> str:
    """When a figure holds, said so that equal words are equal times; "" where that cannot be known.

    今年 and the like are resolved by the paper's date. What has no period holds when it was reported; of papers without
    a date only those of one page are of one time.
    """
    period, year = line.metric.period or "", line.date[:4]
    if period and _PER.fullmatch(period):
        period = ""
    if not period or _NOW.match(period):
        return f"报道时（{year}年）" if year else f"报道时（第 {line.page_id} 版）" if line.page_id else ""
    return _resolved(period, year)


def in_period(line_period: str | None, date: str, words: str) -> bool:
    """Whether a figure is of the period typed: its own words hold it, or what they mean by the paper's date."""
    period = line_period or ""
    meant = _resolved(period, date[:4]) if period and not _NOW.match(period) else date[:4]
    return words in period or words in meant


def amount(metric: Metric) -> float:
    """The value in the base unit of its dimension."""
    return in_base(metric.value, metric.unit)


def says(sentence: str, at: int, metric: Metric) -> bool:
    """Whether the words at `at` of the sentence are the figure's, and read again give its value and unit."""
    from db.extract.quantity import candidates, numbers  # the lexicon is needed only where figures are compared

    if sentence[at : at + len(metric.text)] != metric.text:
        return False
    for read in candidates.scan(numbers.level(sentence)):
        if read.start == at:
            same = read.unit in (None, metric.unit) or {read.unit, metric.unit} <= set(_PERSONS)
            return (read.value, read.value_max) == (metric.value, metric.value_max) and same
    return False


def places_of(lines: Iterable[Line]) -> list[str]:
    """The places of these lines, each once."""
    return list(dict.fromkeys(line.place for line in lines if line.place))


def _resolved(period: str, year: str) -> str:
    """`period` with 今年, 去年, a bare month or a feast told by the year they mean; "" where that cannot be known."""
    words = _UNTIL.sub("", _CHINESE_YEAR.sub(lambda m: m[0].translate(_DIGITS), period))
    relative = next((word for word in _RELATIVE if word in words), None)
    if relative or not _KNOWN.search(words):
        if not year.isdecimal() or _UNKNOWN.match(words):
            return ""
        if relative:
            words = words.replace(relative, f"{int(year) + _RELATIVE[relative]}年", 1)
        elif _LAST_YEARS.match(words):
            return f"{words}（至{year}年）"
        else:
            words = f"{year}年{words.removeprefix('年')}"
    words = re.sub(r"年(?:度|全年)$", "年", words)
    return words.replace("年末", "年底").replace("年来", "年以来")


def _per(metric: Metric, before: str) -> str:
    """What a rate is per (每户, 每年), "" for a total."""
    if metric.unit in ("%", "‰"):
        return ""
    for words in (metric.period or "", metric.subject, before):
        if found := _PER.search(words):
            return "每" + (found[2] or found[1].removeprefix("个") or "个").replace("日", "天")
    return "每年" if _YEARLY.search(before) and before[:1] == "年" else "每月" if _YEARLY.search(before) else ""

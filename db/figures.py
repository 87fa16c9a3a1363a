"""Article -> the charts worth drawing from its metrics, and none besides.

A chart claims that its values may be compared. That claim is made only for: the two sides of a pair; percentages of a
whole; growth rates of one sentence; one thing at several times or in several places; counts of one list; like things
of one time. A value that has nothing to be held against gets no chart: the table shows it already.
"""

import re
from collections.abc import Iterable, Sequence

from db.captions import added, apart, clause, label, labels, lead, named, note, shown
from db.model import Article, Bar, Direction, Figure, FigureKind, Metric

MOST_BARS = 8
MOST_FIGURES = 8
WIDEST = 100  # a bar a hundredth of its neighbour can be seen no more

_ALONE = {"", "%", "‰", "比例", "百分点", "个百分点"}  # no count and no measure; percentages have figures of their own
_DURATIONS = {"年", "个月", "周", "天", "日", "个工作日", "工作日", "小时", "个小时", "分钟", "秒"}
_PERSONS = {"人", "名", "位"}  # three measure words for the same thing
_RATES_IN_TIME = re.compile(r"^(?:每|年$|月$|日$|平均每|年均|月均|日均)")
_PER_HEAD = re.compile(r"每[户人亩年月天日斤个平]|[人户亩年月日]均|年[^度]{0,8}(?:收入|产量|产值|资金)$|单价|价格")
_PER_YEAR = re.compile(r"^(?:年(?!来|底|初|末|内|度|中|前|后|均产)|月(?!底|初|末))|每[年月周天日户人亩个]|[年月日]均")
_DATED = re.compile(r"\d{4}|[去今前明上]年|[上下]半年|季度|月|五”|第.年")
_GROWTH = re.compile(r"增长|增幅|增速|涨幅|下降|降幅|降低|减少|提高|提升|同比|环比")
_NOW = re.compile(r"^(?:截至)?(?:目前|当前|现在|如今|眼下|今)$")
_WHEN = re.compile(r"^(?:截至|目前|现在?|如今|已经?|共计?|其中|[今去]年(?:以来)?)+")
_YEAR = re.compile(r"(\d{4})年?(?:\D*?(\d{1,2})月)?")
_STOP = re.compile(r"[；;。！？!?\n]")
_FAR = 40  # characters between two counts of one list

Group = Sequence[int]  # indices into Article.metrics


def figures(article: Article) -> tuple[Figure, ...]:
    """The figures of `article`, the most telling first: shares, changes, rates, then groups of like values."""
    drawn = list(_pairs(article))
    taken = {bar.metric for figure in drawn for bar in figure.bars}
    left = [n for n in _distinct(article.metrics) if n not in taken]
    for figure in (*_percentages(article, left), *_bars(article, left)):
        if not any(bar.metric in taken for bar in figure.bars):
            drawn.append(figure)
            taken.update(bar.metric for bar in figure.bars)
    return tuple(drawn[:MOST_FIGURES])


def _pairs(article: Article) -> Iterable[Figure]:
    metrics, seen = article.metrics, set()
    for pair in article.pairs:
        first, second = metrics[pair.first], metrics[pair.second]
        said = (pair.kind, first.subject, first.value, second.value)
        plain = first.value_max is None and second.value_max is None
        if said in seen or not plain or _unit(first) != _unit(second):
            continue
        seen.add(said)
        subject = label(first.subject)
        if pair.kind == "before_after":
            bars = (_bar(article, pair.first, "原来"), _bar(article, pair.second, "现在"))
            yield Figure("change", f"{subject}前后变化", second.unit, bars, _turn(first, second, article, bars))
        elif first.value > 0 and 0 <= second.value <= first.value:
            if pair.kind == "planned_done":
                bars = (_bar(article, pair.second, "已完成"), _bar(article, pair.first, "计划"))
                title = f"{subject}完成进度"
            else:
                part = label(second.subject)
                if part == subject:  # one thing, so that what was done to the part must tell it from the whole
                    part = label(_WHEN.sub("", clause(article.text, second))) or "其中"
                bars = (_bar(article, pair.second, part), _bar(article, pair.first, subject))
                title = f"{part}占{subject}的比重"
            counted = f"百分比由 {second.value:.15g}÷{first.value:.15g} 算得"  # the article does not say it
            yield Figure("share", title, first.unit, bars, "；".join(filter(None, (counted, note(article, bars)))))
        elif pair.kind == "planned_done" and first.value > 0:
            bars = (_bar(article, pair.first, "计划"), _bar(article, pair.second, "已完成"))
            yield Figure("bars", f"{subject}的计划与完成", first.unit, bars, note(article, bars))


def _turn(first: Metric, second: Metric, article: Article, bars: tuple[Bar, ...]) -> str:
    """By how much the second value lies above or below the first."""
    said = ""
    if first.value > 0 and first.value != second.value and first.unit not in ("%", "‰"):
        share = (second.value - first.value) / first.value
        word = "增加" if share > 0 else "减少"
        about = "" if first.qualifier == second.qualifier == "exact" else "约"
        said = f"{about}{word} {abs(share):.1%}"
        if share > 2:
            said = f"{about}为原来的 {second.value / first.value:.1f} 倍"
    return "；".join(filter(None, (said, note(article, bars))))


def _percentages(article: Article, left: Group) -> Iterable[Figure]:
    percent = [n for n in left if article.metrics[n].unit == "%"]
    rates, growth = [], []
    for n in percent:
        metric = article.metrics[n]
        if metric.change in ("up", "down") or (_GROWTH.search(metric.subject) and metric.change is None):
            growth.append(n)
        elif 0 <= metric.value <= 100:
            rates.append(n)
    rates = apart(article, rates)
    if len(rates) > 1:
        yield _figure(article, rates, "rates", named(article, rates, " 项比率"))
    for near in _near(article, growth):
        for change, word in (("up", "增长"), ("down", "下降")):
            same = apart(article, [n for n in near if _direction(article.metrics[n]) == change])
            if len(same) > 1:
                yield _figure(article, same, "bars", f"{named(article, same, ' 项')}的{word}幅度")


def _direction(metric: Metric) -> Direction:
    if metric.change in ("up", "down"):
        return metric.change
    return "down" if re.search(r"下降|降幅|降低|减少", metric.subject) else "up"


def _bars(article: Article, left: Group) -> Iterable[Figure]:
    """Groups of like values: one thing in time or place first, then lists, then like things of one time, then money."""
    metrics = article.metrics
    left = [n for n in left if metrics[n].unit not in _ALONE]
    gone: set[int] = set()

    def emit(group: Group, title: str, names: dict[int, str] | None = None, ordered: bool = False) -> Iterable[Figure]:
        left = [n for n in group if n not in gone]
        for level in _levels(metrics, left if names else apart(article, left)):
            if len(level) > 1:
                gone.update(level)
                whole = title or lead(article, level) + named(article, level, " 项")
                yield _figure(article, level, "bars", whole, names, ordered)

    for (_, subject, *_), group in _grouped(left, lambda n: (_kind(article, n), metrics[n].subject)):
        times = {n: metrics[n].period or "" for n in group}
        places = {n: (metrics[n].region or article.primary_region or "").rpartition("/")[2] for n in group}
        for told, word in ((times, "历年"), (places, "各地")):
            if told is times and not all(map(_DATED.search, times.values())):
                continue
            if len(group) > 1 and all(told.values()) and len(set(told.values())) == len(group):
                yield from emit(sorted(group, key=lambda n: _when(metrics[n])) if told is times else group,
                                f"{word}{label(subject)}", told, ordered=told is times)
    for near in _near(article, left):
        for (unit, *_), group in _grouped(near, lambda n: _kind(article, n)):
            if unit not in _DURATIONS:
                yield from emit(group, "")
    for _, group in _grouped(left, lambda n: (_kind(article, n), _head(metrics[n]), metrics[n].region or "")):
        for same in _same_time(metrics, group):
            if _unit(metrics[group[0]]) not in _DURATIONS:
                yield from emit(same, "")


def _kind(article: Article, n: int) -> tuple[str, str, bool]:
    """What two metrics must share to stand on one axis: unit, direction, and total or rate."""
    metric, said = article.metrics[n], clause(article.text, article.metrics[n])
    rate = _RATES_IN_TIME.search(metric.period or "") or _PER_HEAD.search(metric.subject) or _PER_YEAR.search(said)
    change = metric.change or ("up" if added(article.text, metric) else "")
    return (_unit(metric), change, bool(rate))


def _unit(metric: Metric) -> str:
    return "人" if metric.unit in _PERSONS else metric.unit


def _head(metric: Metric) -> str:
    """The thing itself, without what stands before it; money is alike whatever it was spent on."""
    return "元" if metric.unit == "元" else re.sub(r"[（(].*?[）)]|[“”\"]", "", metric.subject)[-2:]


def _near(article: Article, group: Group) -> Iterable[list[int]]:
    """Stretches of metrics that stand in one list: same clause, no long way between two that count alike."""
    run: list[int] = []
    for n in group:
        if run:
            between = article.text[article.metrics[run[-1]].end : article.metrics[n].start]
            if _STOP.search(between) or len(between) > _FAR:
                yield run
                run = []
        run.append(n)
    yield run


def _same_time(metrics: Sequence[Metric], group: Group) -> Iterable[list[int]]:
    """`group` by the time its metrics speak of; an undated one and one of today speak of the same."""
    def time(n: int) -> str:
        period = metrics[n].period or ""
        return "" if _NOW.match(period) else period

    for _, same in _grouped(group, time):
        yield same


def _levels(metrics: Sequence[Metric], group: Group) -> Iterable[list[int]]:
    """`group` by size, so that no bar vanishes beside another."""
    def size(n: int) -> float:
        return metrics[n].value_max or metrics[n].value

    level: list[int] = []
    for n in sorted(group, key=size, reverse=True):
        if level and size(n) * WIDEST < size(level[0]):
            yield [m for m in group if m in level]
            level = []
        level.append(n)
    yield [m for m in group if m in level]


def _figure(article: Article, group: Group, kind: FigureKind, title: str,
            given: dict[int, str] | None = None, ordered: bool = False) -> Figure:
    metrics = article.metrics
    if not ordered:
        group = sorted(group, key=lambda n: -metrics[n].value)
    names = given or labels(article, group)
    bars = tuple(_bar(article, n, names[n]) for n in group[:MOST_BARS])
    said = note(article, bars, dated=not (given and ordered))
    if len(group) > MOST_BARS:
        said = "；".join(filter(None, (said, f"另有 {len(group) - MOST_BARS} 项未画")))
    units = [metrics[n].unit for n in group]
    return Figure(kind, title, max(units, key=units.count), bars, said)


def _bar(article: Article, n: int, name: str) -> Bar:
    metric = article.metrics[n]
    return Bar(name, metric.value, metric.value_max, shown(article.text, metric), n)


def _when(metric: Metric) -> tuple[int, int, int]:
    """Order in time: by the year and month named, else as the article tells it."""
    found = _YEAR.search(metric.period or "")
    return (int(found[1]), int(found[2] or 0), metric.start) if found else (0, 0, metric.start)


def _distinct(metrics: Sequence[Metric]) -> list[int]:
    """Indices of the metrics, one that is stated twice once only."""
    seen: dict[tuple, int] = {}
    for n, metric in enumerate(metrics):
        said = (metric.subject, metric.value, metric.value_max, metric.unit, metric.change, metric.region)
        seen.setdefault(said, n)
    return list(seen.values())


def _grouped(group: Group, key) -> Iterable[tuple[tuple, list[int]]]:
    found: dict[tuple, list[int]] = {}
    for n in group:
        found.setdefault(key(n), []).append(n)
    return found.items()

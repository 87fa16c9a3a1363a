"""Cases as the rows of tables: a row a metric with its sentence, and a row a case."""

from collections.abc import Callable, Iterator

from db.exporting.plain import number
from db.model import Case

Cell = str | int | float | None

METRICS = ("案例编号", "标题", "地区", "主题", "来源", "日期", "指标", "数值", "数值上限", "单位", "限定", "时间",
           "变化", "指标地区", "原文", "所在句子", "起", "止")
CASES = ("案例编号", "标题", "地区", "主题", "来源", "日期", "作者", "指标数", "背景", "做法", "成效")

QUALIFIERS = {"exact": "准确", "over": "超过", "about": "约", "nearly": "近", "under": "不足", "range": "范围"}
CHANGES = {"up": "增加", "down": "减少", "to": "达到"}


def metric_rows(case: Case, label: Callable[[str], str]) -> Iterator[tuple[Cell, ...]]:
    """A row of METRICS for each metric; a case without one has a row all the same, so that none is missing."""
    article = case.article
    head = _head(case, label)
    for metric in article.metrics:
        yield (
            *head, metric.subject, number(metric.value), number(metric.value_max), metric.unit,
            QUALIFIERS[metric.qualifier], metric.period, CHANGES.get(metric.change or ""), metric.region, metric.text,
            article.text[slice(*metric.sentence)], metric.start, metric.end,
        )  # fmt: skip
    if not article.metrics:
        yield (*head, *[None] * (len(METRICS) - len(head)))


def case_row(case: Case, label: Callable[[str], str]) -> tuple[Cell, ...]:
    """The row of CASES for `case`; the points of its summary are a line each."""
    article = case.article
    parts = ("\n".join(p.text for p in article.summary if p.part == part) or None
             for part in ("background", "practice", "result"))
    return (*_head(case, label), "、".join(article.byline) or None, len(article.metrics), *parts)


def _head(case: Case, label: Callable[[str], str]) -> tuple[Cell, ...]:
    article = case.article
    topics = "、".join(map(label, article.topics)) or None
    return (case.id, article.title, article.primary_region, topics, case.source.name, case.source.date)


def legible(words: str) -> str:
    """`words` without what no XML document may hold: control characters and halves of characters."""
    return "".join(c if c in "\t\n" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
                   else "\ufffd" for c in words)

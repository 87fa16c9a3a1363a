"""Cases and pages as plain values, and as the JSON that programs read."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any

from db.model import Article, Case, Metric, Page


def page_as_dict(page: Page) -> dict[str, Any]:
    """A page as `extract` prints it, without its file's name."""
    return {
        "articles": [article_as_dict(article) for article in page.articles],
        "unplaced": [{"start": b.start, "end": b.end, "text": b.text} for b in page.unplaced],
    }


def article_as_dict(article: Article) -> dict[str, Any]:
    """An article as `extract` prints it: JSON types only, offsets of its text and of its page."""
    summary: dict[str, list[dict]] = {"background": [], "practice": [], "result": []}
    for point in article.summary:
        summary[point.part].append({"start": point.start, "end": point.end, "text": point.text})
    return {
        "kicker": article.kicker,
        "title": article.title,
        "subtitle": article.subtitle,
        "byline": list(article.byline),
        "dateline": article.dateline,
        "source_note": article.source_note,
        "headings": [{"text": heading.text, "before": heading.before} for heading in article.headings],
        "text": article.text,
        "spans": [list(span) for span in article.spans],
        "regions": [{"path": region.path, "code": region.code} for region in article.regions],
        "primary_region": article.primary_region,
        "topics": list(article.topics),
        "subtopics": list(article.subtopics),
        "metrics": [_metric(metric) for metric in article.metrics],
        "pairs": [{"kind": pair.kind, "first": pair.first, "second": pair.second} for pair in article.pairs],
        "repairs": [{"kind": r.kind, "detail": r.detail, "span": list(r.span)} for r in article.repairs],
        "summary": summary,
    }


def case_as_dict(case: Case) -> dict[str, Any]:
    source = case.source
    return {
        "id": case.id,
        "source": {"name": source.name, "paper": source.paper, "date": source.date, "digest": source.digest},
        "imported": case.imported,
        **article_as_dict(case.article),
    }


def _metric(metric: Metric) -> dict[str, Any]:
    return {
        "start": metric.start,
        "end": metric.end,
        "text": metric.text,
        "value": number(metric.value),
        "value_max": number(metric.value_max),
        "unit": metric.unit,
        "qualifier": metric.qualifier,
        "subject": metric.subject,
        "period": metric.period,
        "change": metric.change,
        "region": metric.region,
    }


def number(value: float | None) -> float | int | None:
    """A whole number without its point, up to where a float counts exactly."""
    return int(value) if value is not None and abs(value) < 1 << 53 and float(value).is_integer() else value


def write(cases: Iterable[Case], file: IO[bytes], label: Callable[[str], str]) -> Iterator[int]:
    """One object whose "cases" are a line each; topics stay codes, which a program knows better than names."""
    file.write(b'{"cases": [')
    for count, case in enumerate(cases, 1):
        line = json.dumps(case_as_dict(case), ensure_ascii=False)
        file.write((",\n" if count > 1 else "\n").encode() + line.encode("utf-8", "backslashreplace"))
        yield count
    file.write(b"\n]}\n")

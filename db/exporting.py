"""Cases -> JSON, for programs, and CSV, for a spreadsheet. What is written is there whole or not at all."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from db.errors import CasebookError, reason
from db.model import Article, Case, Metric, Page

COLUMNS = ("案例编号", "标题", "地区", "主题", "来源", "日期", "指标", "数值", "数值上限", "单位", "限定", "时间",
           "变化", "指标地区", "原文", "所在句子", "起", "止")
_QUALIFIERS = {"exact": "准确", "over": "超过", "about": "约", "nearly": "近", "under": "不足", "range": "范围"}
_CHANGES = {"up": "增加", "down": "减少", "to": "达到"}


def export(cases: Iterable[Case], path: Path | str, form: str, *, label: Callable[[str], str] = str) -> int:
    """Write `cases` to the file `path` as `form` (see FORMATS), over what is there; how many were written.

    `label` names a topic by its code. Raises CasebookError for an unknown form or a place that cannot be written.
    """
    writer = FORMATS.get(form)
    if writer is None:
        raise CasebookError("不能导出为“{form}”。可用的格式：{forms}。", form=form, forms="、".join(FORMATS))
    with _whole(Path(path)) as file:
        return writer(cases, file, label)


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


def _json(cases: Iterable[Case], file: IO[bytes], label: Callable[[str], str]) -> int:
    count = 0
    file.write(b'{"cases": [')
    for case in cases:
        line = json.dumps(case_as_dict(case), ensure_ascii=False)
        file.write((",\n" if count else "\n").encode() + line.encode("utf-8", "backslashreplace"))
        count += 1
    file.write(b"\n]}\n")
    return count


def _csv(cases: Iterable[Case], file: IO[bytes], label: Callable[[str], str]) -> int:
    """A row a metric; a case without one has a row with the metric's columns empty, so that none is missing."""
    count = 0
    rows = csv.writer(_Lines(file))
    file.write(b"\xef\xbb\xbf")  # or a spreadsheet takes the file for the system's own encoding
    rows.writerow(COLUMNS)
    for case in cases:
        count += 1
        article = case.article
        topics = "、".join(label(code) for code in article.topics)
        told = (article.title, article.primary_region, topics, case.source.name, case.source.date)
        head = (case.id, *map(_safe, told))
        for metric in article.metrics:
            sentence = article.text[slice(*metric.sentence)]
            rows.writerow((
                *head, _safe(metric.subject), number(metric.value), number(metric.value_max), _safe(metric.unit),
                _QUALIFIERS[metric.qualifier], _safe(metric.period), _CHANGES.get(metric.change or ""),
                _safe(metric.region), _safe(metric.text), _safe(sentence), metric.start, metric.end,
            ))
        if not article.metrics:
            rows.writerow((*head, *[None] * (len(COLUMNS) - len(head))))
    return count


def _safe(words: str | None) -> str | None:
    """Words no spreadsheet takes for a formula."""
    return "'" + words if words and words[0] in "=+-@\t\r" else words


class _Lines:
    """What csv writes to, as UTF-8."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def write(self, line: str) -> int:
        return self._file.write(line.encode("utf-8", "backslashreplace"))


@contextmanager
def _whole(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes the place of `path` when all is written, and leaves it alone if anything fails."""
    half = path.with_name(path.name + ".part")
    try:
        if path.is_dir():
            raise CasebookError("“{name}”是文件夹。请写明导出文件的名称。", name=path)
        with half.open("wb") as file:
            yield file
        half.replace(path)
    except OSError as error:
        raise CasebookError(
            "无法写入“{name}”：{reason}。请换一个可以写入、空间充足的位置。", name=path, reason=reason(error)
        ) from error
    finally:
        with suppress(OSError):  # in a folder that cannot be written there is nothing to clear away
            half.unlink(missing_ok=True)


FORMATS: dict[str, Callable[[Iterable[Case], IO[bytes], Callable[[str], str]], int]] = {"json": _json, "csv": _csv}

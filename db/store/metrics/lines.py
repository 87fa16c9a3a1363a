"""Figures with all that is read with them: their sentence, their case, its place and date, who answers for them."""

import json
import sqlite3
from collections.abc import Sequence

from db.comparing import Key, Line, says
from db.model import Metric


def lines(base: sqlite3.Connection, keys: Sequence[Key]) -> tuple[Line, ...]:
    """The lines of these figures, in their order; what is no longer there is left out."""
    articles: dict[int, tuple] = {}
    made = []
    for case_id, index in keys:
        if case_id not in articles:
            articles[case_id] = _article(base, case_id)
        if articles[case_id]:
            title, text, primary, date, page_id, roles, corrected = articles[case_id]
            row = base.execute(
                'SELECT start, "end", text, value, value_max, unit, qualifier, subject, period, change, region, '
                "sentence_start, sentence_end FROM metrics WHERE article_id = ? AND position = ?",
                (case_id, index)).fetchone()
            if row:
                metric = Metric(*row[:-2], sentence=row[-2:])
                a, b = metric.sentence
                sentence, at = text[a:b], metric.start - a
                mine = index in corrected
                made.append(Line(
                    metric, case_id, index, title, metric.region or primary or "", sentence, at, date or "", page_id,
                    roles.get(index, ""), mine, mine or says(sentence, at, metric)))
    return tuple(made)


def _article(base: sqlite3.Connection, case_id: int) -> tuple:
    """(title, text, primary region, date, page, role by index, indices a person answers for); () where it is gone."""
    found = base.execute(
        "SELECT a.title, a.text, a.primary_region, p.date, a.page_id, a.pairs FROM articles a "
        "JOIN pages p ON p.id = a.page_id WHERE a.id = ?", (case_id,)).fetchone()
    if not found:
        return ()
    *told, pairs = found
    roles: dict[int, str] = {}
    for kind, first, second in json.loads(pairs):
        if kind in ("planned_done", "before_after"):
            roles.setdefault(first, "planned" if kind == "planned_done" else "before")
        else:
            roles.setdefault(second, "part")
    patches = base.execute(
        "SELECT kind, field, metric, new FROM patches JOIN extracted ON extracted.id = extracted_id "
        "WHERE article_id = ? AND waits IS NULL AND (kind IN ('metric', 'add') OR field = 'date') ORDER BY patches.id",
        (case_id,)).fetchall()
    corrected = frozenset(metric for kind, _, metric, _ in patches if kind != "field" and metric is not None)
    dates = [json.loads(new) for kind, field, _, new in patches if kind == "field" and field == "date"]
    told[3] = dates[-1] if dates else told[3]
    return (*told, roles, corrected)

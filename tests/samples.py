"""Cases as a library would give them, built from the hand-made reading of the bundled page (tests/data/page_gold.json),
so that panes and prints are tested without extraction or a database.
"""

import json
from functools import cache
from pathlib import Path

from db.extract.sentences import sentences
from db.model import Article, Case, Heading, Metric, Pair, Piece, Region, Repair, Source, SummaryPoint

DATA = Path(__file__).parent / "data"
PAGE = Path(__file__).parent.parent / "resources" / "pages" / "civilization-page.txt"
TOPICS = ["community", "civic-city", "elder-child", "school", "rural-living", "renewal"]


def _article(gold: dict, topic: str) -> Article:
    text = gold["text"]
    spans = sentences(text)
    metrics = tuple(
        Metric(
            **{k: m[k] for k in ("start", "end", "text", "value", "unit", "qualifier", "subject", "period", "change")},
            value_max=m.get("value_max"),
            region=None,
            sentence=next(s for s in spans if s[0] <= m["start"] < s[1]),
        )
        for m in gold["metrics"]
        if not m.get("optional")
    )
    pieces = tuple(
        Piece(p["text"][0], p["source"][0], p["text"][1] - p["text"][0]) for p in gold["text_map"]
    )
    seams = [p for p in pieces[1:] if text[p.text - 1] != "\n"]
    repairs = tuple(
        Repair("joined_column_break", "接上被分栏断开的句子", (p.page - 2, p.page), p.text, "⏎", "") for p in seams
    )
    summary = tuple(
        SummaryPoint(part, *spans[n], text[slice(*spans[n])])
        for part, n in (("background", 0), ("practice", len(spans) // 2), ("result", len(spans) - 1))
    )
    pairs = tuple(
        Pair("planned_done", a, b)
        for a, first in enumerate(metrics)
        for b, second in enumerate(metrics)
        if a < b and "计划" in text[first.start - 12 : first.start] and "已" in text[second.start - 8 : second.start]
        and first.unit == second.unit
    )
    return Article(
        title=gold["title"],
        text=text,
        kicker=gold.get("kicker"),
        byline=tuple(gold["byline"]),
        dateline=gold["dateline"],
        source_note=gold["lead_source"],
        headings=tuple(Heading(h["heading"], h["before"]) for h in gold["heading_at"]),
        spans=tuple((a, b) for a, b in gold["source_spans"]),
        pieces=pieces,
        regions=tuple(Region(path, None) for path in gold["regions"]),
        primary_region=gold["primary_region"],
        topics=(topic,),
        metrics=metrics,
        pairs=pairs,
        repairs=repairs,
        summary=summary,
    )


@cache
def sample_cases() -> tuple[Case, ...]:
    """The six cases of the bundled page, ids 1 to 6."""
    gold = json.loads((DATA / "page_gold.json").read_text(encoding="utf-8"))["articles"]
    source = Source("civilization-page.txt", "0" * 64, "utf-8")
    return tuple(
        Case(n, 1, _article(article, topic), source, "2026-01-01T00:00:00+00:00")
        for n, (article, topic) in enumerate(zip(gold, TOPICS, strict=True), 1)
    )


def sample_case(words: str) -> Case:
    """The sample case whose title or text holds `words`."""
    return next(c for c in sample_cases() if words in c.article.title or words in c.article.text)

"""Articles and patches as JSON, for what a library keeps whole rather than in columns."""

import json
from typing import Any

from db.model import Anchor, Article, Heading, Metric, Pair, Piece, Region, Repair, SummaryPoint

_PARTS = {"headings": Heading, "pieces": Piece, "regions": Region, "pairs": Pair, "summary": SummaryPoint}


def dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_fields)


def _fields(part: Any) -> dict[str, Any]:
    """One of db.model's values, whose parts are told in their turn."""
    return {name: getattr(part, name) for name in part.__slots__}


def article_to_json(article: Article) -> str:
    return dumps(article)  # `asdict` copies deeply, which takes ten times as long


def article_from_json(words: str) -> Article:
    """The article that was packed, equal to it."""
    held = json.loads(words)
    parts = {name: tuple(kind(**part) for part in held[name]) for name, kind in _PARTS.items()}
    parts["metrics"] = tuple(Metric(**part | {"sentence": tuple(part["sentence"])}) for part in held["metrics"])
    parts["repairs"] = tuple(Repair(**part | {"span": tuple(part["span"])}) for part in held["repairs"])
    parts["spans"] = tuple(map(tuple, held["spans"]))
    parts |= {name: tuple(held[name]) for name in ("byline", "topics", "subtopics")}
    return Article(**held | parts)


def anchor_to_json(anchor: Anchor | None) -> str | None:
    return None if anchor is None else dumps([anchor.quote, anchor.before, anchor.after, anchor.rivals])


def anchor_from_json(words: str | None) -> Anchor | None:
    if words is None:
        return None
    quote, before, after, rivals = json.loads(words)
    return Anchor(quote, before, after, tuple(map(tuple, rivals)))

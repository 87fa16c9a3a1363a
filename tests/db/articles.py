"""Articles for the tests of places, names, topics and summary: the bundled page's by hand, and small ones made up."""

import json
from functools import cache
from pathlib import Path

from db.model import Article, Heading, Piece

DATA = Path(__file__).parent.parent / "data"
PAGE = Path(__file__).parent.parent.parent / "resources" / "pages" / "civilization-page.txt"


@cache
def gold() -> tuple[dict, ...]:
    """The page's articles as read by hand."""
    return tuple(json.loads((DATA / "page_gold.json").read_text(encoding="utf-8"))["articles"])


def from_gold(entry: dict, *, misprinted: bool = False) -> Article:
    """An article of the page before anything was found in it; with the page's own misprint where asked for."""

    def as_printed(words: str) -> str:
        return words.replace("攀枝花", "攀枝江") if misprinted else words

    return Article(
        title=as_printed(entry["title"]),
        kicker=entry.get("kicker"),
        text=as_printed(entry["text"]),
        headings=tuple(Heading(h["heading"], h["before"]) for h in entry["heading_at"]),
        spans=tuple((a, b) for a, b in entry["source_spans"]),
        pieces=tuple(
            Piece(p["text"][0], p["source"][0], p["text"][1] - p["text"][0]) for p in entry["text_map"]
        ),
    )


def page_article(words: str) -> dict:
    """The page's article whose title holds `words`."""
    return next(entry for entry in gold() if words in entry["title"])

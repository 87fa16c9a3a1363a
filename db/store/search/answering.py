"""Hits as a reader sees them: title, place, and the stretch of the case that answers what was typed."""

import json
import sqlite3
from collections.abc import Iterator, Sequence

from db.model import Hit
from db.search import Read, snippet, understand
from db.store.search import amounts


def hits(base: sqlite3.Connection, ids: Sequence[int], typed: str) -> tuple[Hit, ...]:
    """The cases with these ids, in this order."""
    rows = {row[0]: row for row in base.execute(
        "SELECT id, title, primary_region, text, headings, kicker, subtitle, byline, dateline, source_note "
        f"FROM articles WHERE id IN ({', '.join(map(str, ids))})")}
    asked = understand(typed)
    return tuple(Hit(one, rows[one][1], rows[one][2] or "",
                     snippet(_fields(base, *rows[one]), typed, amounts.spans(base, asked, one)))
                 for one in ids if one in rows)


def _fields(base: sqlite3.Connection, case_id: int, title: str, place: str | None, text: str, headings: str,
            kicker: str | None, subtitle: str | None, byline: str, dateline: str | None, source_note: str | None,
            ) -> Iterator[str]:
    """What a snippet may be of, the likeliest first: the text has nearly every word, and the rest need not be read."""
    yield text
    yield from (heading for heading, _ in json.loads(headings))
    yield from map(Read, filter(None, (kicker, subtitle)))
    yield from filter(None, (*json.loads(byline), dateline, source_note))
    for read, sql in (
            (Read, "SELECT replace(group_concat(path, '、'), '/', ' › ') FROM article_region "
                   "JOIN regions ON regions.id = region_id WHERE article_id = ? AND position IS NOT NULL"),
            (Read, "SELECT group_concat(label, '、') FROM article_topic JOIN topics ON topics.id = topic_id "
                   "WHERE article_id = ? AND code <> ''"),
            (str, "SELECT notes FROM indexed WHERE article_id = ?")):
        found = base.execute(sql, (case_id,)).fetchone()
        if found and found[0]:
            yield read(found[0])

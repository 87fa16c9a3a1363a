"""A page and all its cases, taken out of a library whole and put back as they were. The caller holds the
transaction.
"""

import sqlite3
from collections.abc import Mapping
from typing import Any

from db.model import Article
from db.store import packing, storing
from db.store.person import bounding, keeping, remembering
from db.store.person.remembering import Reader

Packed = dict[str, Any]  # JSON


def articles(base: sqlite3.Connection, page_id: int, read: Reader) -> dict[int, Article]:
    """The cases of a page as they are."""
    ids = base.execute("SELECT id FROM articles WHERE page_id = ? ORDER BY id", (page_id,)).fetchall()
    return {number: read(number).article for (number,) in ids}


def pack(base: sqlite3.Connection, page_id: int, held: Mapping[int, Article]) -> Packed | None:
    """The page with its cases, `held` as they are, and as they were extracted; None for a page the library does not
    hold.
    """
    page = base.execute("SELECT * FROM pages WHERE id = ?", (page_id,)).fetchone()
    if page is None:
        return None
    kept = base.execute("SELECT extracted.id, article_id, extracted.title, article FROM extracted "
                        "JOIN articles ON articles.id = article_id WHERE page_id = ?", (page_id,))
    return {
        "id": page_id,
        "page": page,
        "unplaced": base.execute("SELECT * FROM unplaced WHERE page_id = ? ORDER BY position", (page_id,)).fetchall(),
        "articles": [[number, packing.article_to_json(article)] for number, article in held.items()],
        "extracted": kept.fetchall(),
        "bounds": bounding.pack(base, page_id),
        "keepsakes": keeping.of_page(base, page_id),
    }


def put_back(base: sqlite3.Connection, packed: Packed, read: Reader) -> None:
    """Put a packed page back under the numbers it had, and what a person said on top of it."""
    marks = ", ".join("?" * len(packed["page"]))
    base.execute(f"INSERT INTO pages VALUES ({marks})", packed["page"])
    base.executemany("INSERT INTO unplaced VALUES (?, ?, ?, ?, ?)", packed["unplaced"])
    articles = [(number, packing.article_from_json(words)) for number, words in packed["articles"]]
    for number, article in articles:
        storing.put(base, packed["id"], article, number)
    storing.count(base, [article for _, article in articles], pages=1)
    if (kept := packed.get("keepsakes")) is None:  # noted by an earlier version
        keeping.welcome(base, articles)
    else:
        keeping.put_back(base, kept)
    for extracted_id, article_id, title, words in packed["extracted"]:
        base.execute("UPDATE extracted SET article_id = NULL WHERE article_id = ?", (article_id,))
        base.execute("UPDATE extracted SET article_id = ?, title = ?, article = ? WHERE id = ?",
                     (article_id, title, words, extracted_id))
        remembering.rebuild(base, extracted_id, read)
    bounding.put_back(base, packed["id"], packed.get("bounds"))

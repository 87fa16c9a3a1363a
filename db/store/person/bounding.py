"""The boundaries a person set on the pages of a library, kept beside the pages. The caller holds the transaction.

A sheet is a page of which she said anything: the page as it was extracted, and her steps (db.patching.boundaries). It
outlives its page, and is known again by its words when the page, or an edited one, comes in.
"""

import json
import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from db.model import Block, Bounds, Page, Patch, Said, Waiting
from db.patching import likeness
from db.store import packing
from db.store.person import remembering

if TYPE_CHECKING:
    from sqlite_utils import Database

FEW = 8  # sheets that a page is compared with
SAME = 1 / 3  # of the grams of two pages together that both have, from which on one is the other edited

# A step has its number from the patches' own count, so that everything a person says is known by one kind of number.
_TABLES = """
CREATE TABLE sheets (
    id INTEGER PRIMARY KEY AUTOINCREMENT, page_id INTEGER UNIQUE REFERENCES pages ON DELETE SET NULL,
    name TEXT NOT NULL, extracted TEXT NOT NULL);
CREATE TABLE sheet_grams (
    gram INTEGER NOT NULL, sheet_id INTEGER NOT NULL REFERENCES sheets ON DELETE CASCADE,
    PRIMARY KEY (gram, sheet_id)) WITHOUT ROWID;
CREATE INDEX grams_of_sheet ON sheet_grams (sheet_id);
CREATE TABLE boundaries (
    id INTEGER PRIMARY KEY, sheet_id INTEGER NOT NULL REFERENCES sheets ON DELETE CASCADE,
    step TEXT NOT NULL, anchor TEXT NOT NULL, old TEXT NOT NULL, new TEXT NOT NULL, made TEXT NOT NULL,
    waits TEXT, start INTEGER, "end" INTEGER, other INTEGER);
CREATE INDEX boundaries_of_sheet ON boundaries (sheet_id)
"""
_STEP = "boundaries.id, step, anchor, old, new, made"
Packed = dict[str, Any]  # JSON


def boundaries(db: "Database") -> None:
    """The step of the schema."""
    for statement in _TABLES.split(";\n"):
        db.execute(statement)


def of(base: sqlite3.Connection, page_id: int) -> Bounds | None:
    """What a person set on a page; None where she set nothing."""
    found = base.execute("SELECT id, extracted FROM sheets WHERE page_id = ?", (page_id,)).fetchone()
    return Bounds(_page_from(found[1]), tuple(_steps(base, found[0]))) if found else None


def said(base: sqlite3.Connection, page_id: int, spans: Sequence[tuple[int, int]]) -> tuple[Said, ...]:
    """The steps in force that touch an article with these spans of the page, in the order they were made."""
    found = base.execute(
        f'SELECT start, "end", other, {_STEP} FROM boundaries JOIN sheets ON sheets.id = sheet_id '
        "WHERE page_id = ? AND waits IS NULL ORDER BY boundaries.id", (page_id,)).fetchall()
    return tuple(Said(_patch(*row), (start, end)) for start, end, other, *row in found
                 if any(a <= place < b for a, b in spans for place in (start, other) if place is not None))


def waiting(base: sqlite3.Connection) -> tuple[Waiting, ...]:
    """The steps that are not in force, oldest first; with the first case of their page."""
    found = base.execute(
        "SELECT CASE WHEN page_id IS NULL THEN 'homeless' ELSE waits END, "
        "(SELECT min(articles.id) FROM articles WHERE articles.page_id = sheets.page_id), sheets.name, "
        f"{_STEP} FROM boundaries JOIN sheets ON sheets.id = sheet_id "
        "WHERE waits IS NOT NULL OR page_id IS NULL ORDER BY boundaries.id")
    return tuple(Waiting(_patch(*row), why, case_id, name) for why, case_id, name, *row in found)


def pages_of(base: sqlite3.Connection, ids: Sequence[int]) -> dict[int, int | None]:
    """The page (None for one that is gone) of each of these numbers that is a step's."""
    marks = ", ".join("?" * len(ids))
    return dict(base.execute("SELECT boundaries.id, page_id FROM boundaries JOIN sheets ON sheets.id = sheet_id "
                             f"WHERE boundaries.id IN ({marks})", tuple(ids)).fetchall())


def any_set(base: sqlite3.Connection) -> bool:
    return base.execute("SELECT 1 FROM boundaries LIMIT 1").fetchone() is not None


def like(base: sqlite3.Connection, text: str) -> tuple[Patch, ...]:
    """The steps that were set on the page that `text` is, or was before it was edited; those in force there, or all
    where that page is gone.
    """
    if not any_set(base):
        return ()
    theirs = likeness.sketch(likeness.grams_of(text))
    marks = ", ".join("?" * len(theirs))
    best: tuple[float, bool, int] | None = None
    for sheet_id, here in base.execute(
            f"SELECT sheet_id, page_id IS NOT NULL FROM sheet_grams JOIN sheets ON sheets.id = sheet_id "
            f"WHERE gram IN ({marks}) GROUP BY sheet_id ORDER BY count(*) DESC LIMIT {FEW}", theirs).fetchall():
        ours = [gram for (gram,) in base.execute("SELECT gram FROM sheet_grams WHERE sheet_id = ?", (sheet_id,))]
        alike = likeness.resemblance(ours, theirs)
        if alike >= SAME:
            best = max(best or (0.0, False, 0), (alike, not here, sheet_id))
    if best is None:
        return ()
    return tuple(_steps(base, best[2], "" if best[1] else "AND waits IS NULL"))


def write(base: sqlite3.Connection, page_id: int, bounds: Bounds) -> list[Packed]:
    """Keep what a person set on a page, in the place of what she set before; nothing where there are no steps.

    Steps that have a number keep it. A sheet without a page from which any of them comes is used up; those sheets.
    """
    from db.patching import boundaries as patching

    ids = [patch.id for patch in bounds.steps if patch.id]
    homeless = [number for number, page in pages_of(base, ids).items() if page is None] if ids else []
    forget(base, page_id)
    packed = pack_holding(base, homeless) if homeless else []
    base.executemany("DELETE FROM sheets WHERE id = ?", [(one["sheet"][0],) for one in packed])
    if not bounds.steps:
        return packed
    name, text = base.execute("SELECT name, text FROM pages WHERE id = ?", (page_id,)).fetchone()
    sheet_id = base.execute("INSERT INTO sheets (page_id, name, extracted) VALUES (?, ?, ?)",
                            (page_id, name, _page_to(bounds.extracted))).lastrowid
    base.executemany("INSERT INTO sheet_grams VALUES (?, ?)",
                     [(gram, sheet_id) for gram in likeness.sketch(likeness.grams_of(text))])
    replay = patching.replay(text, bounds.extracted, bounds.steps)
    why = {id(patch): why for patch, why in replay.waiting}
    places = {id(one.patch): (*one.span, other) for one, other in zip(replay.said, replay.others, strict=True)}
    taken = set(pages_of(base, ids))  # they are copied from another page
    for patch in bounds.steps:
        number = patch.id if patch.id and patch.id not in taken else _number(base)
        base.execute("INSERT INTO boundaries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                     (number, sheet_id, patch.field, packing.anchor_to_json(patch.anchor), packing.dumps(patch.old),
                      packing.dumps(patch.new), patch.made or remembering.now(), why.get(id(patch)),
                      *places.get(id(patch), (None, None, None))))
    return packed


def forget(base: sqlite3.Connection, page_id: int) -> None:
    """Nothing was ever set on this page."""
    base.execute("DELETE FROM sheets WHERE page_id = ?", (page_id,))


def drop(base: sqlite3.Connection, ids: Sequence[int]) -> None:
    """Take steps out whose page is gone."""
    if not ids:
        return
    base.executemany("DELETE FROM boundaries WHERE id = ?", [(number,) for number in ids])
    base.execute("DELETE FROM sheets WHERE page_id IS NULL AND id NOT IN (SELECT sheet_id FROM boundaries)")


def pack(base: sqlite3.Connection, page_id: int) -> Packed | None:
    """What was set on a page, to be put back; None for nothing."""
    sheet = base.execute("SELECT * FROM sheets WHERE page_id = ?", (page_id,)).fetchone()
    return _pack(base, sheet) if sheet else None


def pack_holding(base: sqlite3.Connection, ids: Sequence[int]) -> list[Packed]:
    """The sheets without a page that hold steps with these numbers."""
    sheets = base.execute("SELECT * FROM sheets WHERE page_id IS NULL AND id IN (SELECT sheet_id FROM boundaries "
                          f"WHERE id IN ({', '.join('?' * len(ids))}))", tuple(ids)).fetchall()
    return [_pack(base, sheet) for sheet in sheets]


def _pack(base: sqlite3.Connection, sheet: tuple) -> Packed:
    return {
        "sheet": sheet,
        "grams": [gram for (gram,) in base.execute("SELECT gram FROM sheet_grams WHERE sheet_id = ?", (sheet[0],))],
        "steps": base.execute("SELECT * FROM boundaries WHERE sheet_id = ? ORDER BY id", (sheet[0],)).fetchall(),
    }


def put_back(base: sqlite3.Connection, page_id: int, packed: Packed | None) -> None:
    """Let what is set on a page be what was packed."""
    forget(base, page_id)
    if packed is not None:
        unpack(base, packed)


def unpack(base: sqlite3.Connection, packed: Packed) -> None:
    """Put a sheet back as it was packed; where its steps wait on another, they are taken from there."""
    drop(base, [row[0] for row in packed["steps"]])
    base.execute("DELETE FROM sheets WHERE id = ?", (packed["sheet"][0],))
    base.execute("INSERT INTO sheets VALUES (?, ?, ?, ?)", packed["sheet"])
    base.executemany("INSERT INTO sheet_grams VALUES (?, ?)", [(gram, packed["sheet"][0]) for gram in packed["grams"]])
    base.executemany("INSERT INTO boundaries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", packed["steps"])


def _steps(base: sqlite3.Connection, sheet_id: int, only: str = "") -> list[Patch]:
    return [_patch(*row) for row in base.execute(
        f"SELECT {_STEP} FROM boundaries WHERE sheet_id = ? {only} ORDER BY boundaries.id", (sheet_id,))]


def _patch(number: int, step: str, anchor: str, old: str, new: str, made: str) -> Patch:
    return Patch("boundary", step, packing.anchor_from_json(anchor), json.loads(old), json.loads(new), made, number)


def _number(base: sqlite3.Connection) -> int:
    """The next number of a patch."""
    base.execute("INSERT INTO sqlite_sequence (name, seq) SELECT 'patches', 0 "
                 "WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'patches')")
    base.execute("UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'patches'")
    return base.execute("SELECT seq FROM sqlite_sequence WHERE name = 'patches'").fetchone()[0]


def _page_to(page: Page) -> str:
    return packing.dumps([[packing.article_to_json(article) for article in page.articles],
                          [[block.start, block.end, block.text] for block in page.unplaced]])


def _page_from(words: str) -> Page:
    articles, blocks = json.loads(words)
    return Page(tuple(map(packing.article_from_json, articles)), tuple(Block(*block) for block in blocks))

"""What is done to a case, one step at a time, and undone and done again. The caller holds the transaction.

A step is the patches it took out and those it put in; undoing swaps them back. What the article then looks like is
worked out from what was extracted, so that undoing everything gives exactly that.
"""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from db import anchors, packing, remembering
from db.errors import CasebookError
from db.model import Article, Case, Change, Patch, Said, Span
from db.remembering import Reader, Row

MOST = 500  # steps that can be undone


def correct(base: sqlite3.Connection, case: Case, patches: Sequence[Patch], read: Reader) -> None:
    """Put new patches on a case, in the place of those that spoke of the same thing."""
    home = remembering.home(base, case)
    gone: dict[int, Said] = {}
    come: list[Patch] = []
    for patch in patches:
        earlier = [one for one in case.said if _supersedes(case, patch, one)]
        gone |= {one.patch.id: one for one in earlier}
        same = [one.patch for one in earlier if (one.patch.kind, one.patch.field) == (patch.kind, patch.field)]
        first = replace(patch, old=same[0].old) if same and patch.kind in ("field", "metric") else patch
        if first.kind not in ("field", "metric") or first.new != first.old:
            come.append(first)
    come = [patch for patch in come if not _strikes_nothing(base, case, patch, gone)]
    before = remembering.rows(base, list(gone)) if gone else []
    remembering.swap(base, before, ())
    after = remembering.insert(base, home, come)
    if before or after:
        _done(base, come[0].kind if come else "withdraw", home, before, after, read)
        _hold(base, after)


def withdraw(base: sqlite3.Connection, ids: Sequence[int], read: Reader) -> None:
    """Take patches back, those that wait too."""
    for home, before in _by_home(remembering.rows(base, ids)).items():
        remembering.swap(base, before, ())
        _done(base, "withdraw", home, before, [], read)


def annotate(base: sqlite3.Connection, note_id: int, words: str | None, colour: str | None, read: Reader) -> None:
    """Other words or another colour for a note."""
    (row,) = before = remembering.rows(base, [note_id])
    patch = remembering.patch_of(row)
    new = dict(patch.new) | {k: v for k, v in (("text", words), ("colour", colour)) if v is not None}
    after = [(*row[:6], packing.dumps(new), row[7])]
    if after != before:
        remembering.swap(base, before, after)
        _done(base, "note", row[1], before, after, read)


def settle(base: sqlite3.Connection, patch_id: int, case: Case, span: Span | None, read: Reader) -> None:
    """Say where a patch that waits belongs: to these words of this case; None for a field's."""
    before = remembering.rows(base, [patch_id])
    patch = remembering.patch_of(before[0])
    if (patch.anchor is None) != (span is None):
        raise ValueError("a patch of words needs a span, one of a field has none")
    anchor = anchors.make(case.article.text, *span) if span else None
    home = remembering.home(base, case)
    remembering.swap(base, before, ())
    after = remembering.insert(base, home, [replace(patch, anchor=anchor)])
    _done(base, "settle", home, before, after, read)
    _hold(base, after)


def undo(base: sqlite3.Connection, read: Reader) -> Change | None:
    """Take the last step back; None where there is none."""
    return _step(base, "undone = 0 ORDER BY id DESC", True, read)


def redo(base: sqlite3.Connection, read: Reader) -> Change | None:
    """Do the step again that was undone last; None where there is none."""
    return _step(base, "undone = 1 ORDER BY id", False, read)


def next_steps(base: sqlite3.Connection) -> tuple[Change | None, Change | None]:
    """What `undo` and what `redo` would do."""
    undoing, redoing = (_found(base, where) for where in ("undone = 0 ORDER BY id DESC", "undone = 1 ORDER BY id"))
    return undoing[0] if undoing else None, redoing[0] if redoing else None


def _step(base: sqlite3.Connection, where: str, back: bool, read: Reader) -> Change | None:
    found = _found(base, where)
    if found is None:
        return None
    change, number, before, after = found
    remembering.swap(base, after if back else before, before if back else after)
    base.execute("UPDATE changes SET undone = ? WHERE id = ?", (back, number))
    for home in {row[1] for row in (*before, *after)}:
        remembering.rebuild(base, home, read)
    return change


def _found(base: sqlite3.Connection, where: str) -> tuple[Change, int, list[Row], list[Row]] | None:
    found = base.execute(
        "SELECT changes.id, what, made, before, after, article_id FROM changes "
        f"LEFT JOIN extracted ON extracted.id = extracted_id WHERE {where.replace(' id', ' changes.id')} LIMIT 1"
    ).fetchone()
    if not found:
        return None
    number, what, made, before, after, case_id = found
    before, after = ([tuple(row) for row in json.loads(packed)] for packed in (before, after))
    fields = {remembering.patch_of(row).field for row in (*before, *after)}
    return Change(what, case_id, fields.pop() if len(fields) == 1 else "", made), number, before, after


def _done(base: sqlite3.Connection, what: str, home: int, before: list[Row], after: list[Row], read: Reader) -> None:
    """Note a step that was taken; what was undone before it cannot be done again."""
    base.execute("DELETE FROM changes WHERE undone = 1")
    number = base.execute(
        "INSERT INTO changes (what, made, extracted_id, before, after) VALUES (?, ?, ?, ?, ?)",
        (what, remembering.now(), home, packing.dumps(before), packing.dumps(after))).lastrowid
    base.execute("DELETE FROM changes WHERE id <= ?", (number - MOST,))
    for touched in {row[1] for row in (*before, *after)}:
        remembering.rebuild(base, touched, read)


def _hold(base: sqlite3.Connection, after: Sequence[Row]) -> None:
    """What was said just now must hold; where it does not, the case is no longer what was on the screen."""
    waits = base.execute(f"SELECT 1 FROM patches WHERE waits IS NOT NULL AND id IN ({', '.join('?' * len(after))})",
                         [row[0] for row in after]).fetchone()
    if waits:
        raise CasebookError("这个案例刚刚有了别的改动，这次修改没有保存。请重新打开案例，再改一次。")


def _supersedes(case: Case, patch: Patch, one: Said) -> bool:
    """Whether a new patch speaks of the same thing as one that is in force."""
    held = one.patch
    if patch.kind == "field":
        return held.kind == "field" and held.field == patch.field
    if patch.anchor is None or patch.kind in ("text", "note"):
        return False
    span = anchors.fit(patch.anchor, case.article.text)
    if patch.kind == "metric":
        index = next((n for n, m in enumerate(case.article.metrics) if (m.start, m.end) == span), None)
        return held.kind == "metric" and held.field == patch.field and index is not None and one.metric == index
    return held.kind in ("metric", "add", "strike") and one.span == span


def _strikes_nothing(base: sqlite3.Connection, case: Case, patch: Patch, gone: dict[int, Said]) -> bool:
    """Whether a strike only takes back a metric that the person had added herself."""
    if patch.kind != "strike" or not any(one.patch.kind == "add" for one in gone.values()):
        return False
    from db import applying

    left = [one.patch for one in case.said if one.patch.id not in gone]
    article: Article = applying.apply(remembering.extracted(base, case), left).article
    span = anchors.fit(patch.anchor, article.text)
    return not any(m.start < span[1] and span[0] < m.end for m in article.metrics)


def _by_home(rows: Sequence[Row]) -> dict[int, list[Row]]:
    homes: dict[int, list[Row]] = {}
    for row in rows:
        homes.setdefault(row[1], []).append(row)
    return homes

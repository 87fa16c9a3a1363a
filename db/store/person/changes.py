"""What is done to a library, one step at a time, and undone and done again. The caller holds the transaction.

A change is the patches it took out and those it put in, and the page likewise; undoing swaps them back. What an article
then looks like is worked out from what was extracted, so that undoing everything gives exactly that. Changes with one
number belong to one step: a folder of pages that came in together goes out together.
"""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from db.errors import CasebookError
from db.model import Article, Case, Change, Patch, Said, Span
from db.patching import anchors
from db.patching.reextracting import Difference
from db.store import packing, storing
from db.store.person import bounding, keeping, remembering, shelving, steps
from db.store.person.remembering import Reader, Row

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
        replaces = patch.kind in ("field", "metric", "heading", "point")
        first = replace(patch, old=same[0].old) if same and replaces else patch
        if not replaces or first.new != first.old:
            come.append(first)
    come = [patch for patch in come if not _strikes_nothing(base, case, patch, gone)]
    before = remembering.rows(base, list(gone)) if gone else []
    remembering.swap(base, before, ())
    after = remembering.insert(base, home, come)
    if before or after:
        _done(base, come[0].kind if come else "withdraw", home, before, after, read)
        _hold(base, after)


def withdraw(base: sqlite3.Connection, ids: Sequence[int], read: Reader, step: int | None = None) -> None:
    """Take patches back, those that wait too."""
    if not ids:
        return
    for home, before in _by_home(remembering.rows(base, ids)).items():
        remembering.swap(base, before, ())
        _done(base, "withdraw", home, before, [], read, step)


def withdraw_steps(base: sqlite3.Connection, ids: Sequence[int], step: int | None = None) -> None:
    """Take steps back whose page is gone."""
    if not ids:
        return
    held = bounding.pack_holding(base, ids)
    bounding.drop(base, ids)
    note = {"patches": [], "sheets": held}, {"patches": [], "dropped": list(ids)}, step
    _note(base, "withdraw", [note], home=0)  # of no article: no page


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


def brought(base: sqlite3.Connection, pages: Sequence[tuple[int, Sequence[Row], list[bounding.Packed]]],
            step: int | None) -> None:
    """Note that pages came in, each with the patches that were copied to it and the sheets whose steps came to be its;
    a step each where `step` is None.
    """
    first = step or new_step(base)
    _note(base, "import", [
        ({"patches": [], "sheets": used}, {"patches": list(copied), "page": {"id": page_id}, "forget": True},
         step or first + n) for n, (page_id, copied, used) in enumerate(pages)])


def remove(base: sqlite3.Connection, page_id: int, step: int | None, read: Reader, forget: bool = False) -> None:
    """Take a page out; with `forget` the boundaries that were set on it since it came do not wait for its return."""
    held = shelving.articles(base, page_id, read)
    packed = shelving.pack(base, page_id, held)
    used = _used(base, page_id) if forget and packed["bounds"] else []
    if forget:
        bounding.forget(base, page_id)
    storing.remove(base, page_id, held)
    for sheet in used:
        bounding.unpack(base, sheet)
    _note(base, "remove", [
        ({"patches": [], "page": packed, "forget": forget}, {"patches": [], "sheets": used}, step)])


def _used(base: sqlite3.Connection, page_id: int) -> list[bounding.Packed]:
    """The sheets whose steps came to be a page's when it was brought in."""
    note = base.execute("SELECT before FROM changes WHERE what = 'import' AND json_extract(after, '$.page.id') = ? "
                        "ORDER BY id DESC LIMIT 1", (page_id,)).fetchone()
    return json.loads(note[0]).get("sheets", []) if note else []


def adopt(base: sqlite3.Connection, difference: Difference, step: int | None, read: Reader,
          what: str = "reextract") -> None:
    """Let a page be what another extraction, or a person, makes of it; what she said of its cases stays on top."""
    page_id, page = difference.page_id, difference.page
    packed = shelving.pack(base, page_id, shelving.articles(base, page_id, read))
    base.execute("DELETE FROM unplaced WHERE page_id = ?", (page_id,))
    base.executemany("INSERT INTO unplaced VALUES (?, ?, ?, ?, ?)",
                     [(page_id, n, block.start, block.end, block.text) for n, block in enumerate(page.unplaced)])
    come: list[tuple[int, Article]] = []
    for one in difference.cases:
        if one.case_id is None:
            come.append((storing.put(base, page_id, one.article), one.article))
            storing.count(base, [one.article])
            continue
        held = read(one.case_id).article
        if one.article is None:
            storing.clear(base, one.case_id, held)
            base.execute("DELETE FROM articles WHERE id = ?", (one.case_id,))
            storing.count(base, [held], sign=-1)
            continue
        home = base.execute("SELECT id FROM extracted WHERE article_id = ?", (one.case_id,)).fetchone()
        if home is None:
            storing.rewrite(base, one.case_id, held, one.article)
        else:
            remembering.renew(base, home[0], one.article)
            remembering.rebuild(base, home[0], read)
    copied = remembering.carry_over(base, come, read) if come else []
    left, found = remembering.follow(base, page_id, [row[0] for row in packed["extracted"]], read)
    if difference.bounds is not None:
        bounding.write(base, page_id, difference.bounds)
    after = {"patches": [*copied, *found], "page": {"id": page_id}}
    _note(base, what, [({"patches": left, "page": packed}, after, step)])


def kept(base: sqlite3.Connection, what: str, gone: keeping.Rows | None, come: keeping.Rows | None) -> None:
    """Note what went from, and what came into, the lists a reader keeps."""
    kept = {"patches": [], "kept": gone}, {"patches": [], "kept": come}, None
    _note(base, what, [kept], home=0)  # of no article: no page


def undo(base: sqlite3.Connection, read: Reader) -> Change | None:
    """Take the last step back; None where there is none."""
    return _step(base, True, read)


def redo(base: sqlite3.Connection, read: Reader) -> Change | None:
    """Do the step again that was undone last; None where there is none."""
    return _step(base, False, read)


def forget(base: sqlite3.Connection) -> None:
    """From here on nothing before can be undone as a step."""
    base.execute("DELETE FROM changes")


def new_step(base: sqlite3.Connection) -> int:
    """A number for changes that belong together."""
    return base.execute("SELECT coalesce(max(step), 0) + 1 FROM changes").fetchone()[0]


def _step(base: sqlite3.Connection, back: bool, read: Reader) -> Change | None:
    found = steps.coming(base, back)
    if found is None:
        return None
    change, step = found
    order = "DESC" if back else ""
    for number, before, after in base.execute(
            f"SELECT id, before, after FROM changes WHERE step = ? ORDER BY id {order}", (step,)).fetchall():
        _swap(base, number, json.loads(before), json.loads(after), back, read)
    base.execute("UPDATE changes SET undone = ? WHERE step = ?", (back, step))
    return change


def _swap(base: sqlite3.Connection, number: int, before: dict, after: dict, back: bool, read: Reader) -> None:
    """Take one change back, or make it again."""
    gone, come = (after, before) if back else (before, after)
    page_id = (gone.get("page") or {}).get("id")
    if page_id is not None:
        held = shelving.articles(base, page_id, read)
        gone["page"] = shelving.pack(base, page_id, held)  # as it is now, for the way back
        base.execute(f"UPDATE changes SET {'after' if back else 'before'} = ? WHERE id = ?",
                     (packing.dumps(gone), number))
        if gone.get("forget") or come.get("page"):
            bounding.forget(base, page_id)
        storing.remove(base, page_id, held)
    for sheet in come.get("sheets", ()):
        bounding.unpack(base, sheet)
    bounding.drop(base, come.get("dropped", ()))
    rows = [[tuple(row) for row in side["patches"]] for side in (gone, come)]
    remembering.swap(base, *rows)
    keeping.swap(base, gone.get("kept"), come.get("kept"))
    if come.get("page"):
        shelving.put_back(base, come["page"], read)
    for home in {row[1] for side in rows for row in side}:
        remembering.rebuild(base, home, read)


def _done(base: sqlite3.Connection, what: str, home: int, before: list[Row], after: list[Row], read: Reader,
          step: int | None = None) -> None:
    """Note a change of patches that was made, and work out what it makes of its articles."""
    _note(base, what, [({"patches": before}, {"patches": after}, step)], home)
    for touched in {row[1] for row in (*before, *after)}:
        remembering.rebuild(base, touched, read)


def _note(base: sqlite3.Connection, what: str, changed: Sequence[tuple[dict, dict, int | None]],
          home: int | None = None) -> None:
    """Note changes, of each before and after and its step; what was undone before them cannot be done again."""
    base.execute("DELETE FROM changes WHERE undone = 1")
    changed = [(packing.dumps(before), packing.dumps(after), step or new_step(base)) for before, after, step in changed]
    base.executemany("INSERT INTO changes (what, made, extracted_id, before, after, step) VALUES (?, ?, ?, ?, ?, ?)",
                     [(what, remembering.now(), home, *one) for one in changed])
    base.execute("DELETE FROM changes WHERE step <= ?", (max((step for *_, step in changed), default=0) - MOST,))


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
    if patch.kind in ("heading", "point"):
        return held.kind == patch.kind and one.span is not None and (
            one.span == span if patch.kind == "point" else one.span[0] == span[0] and held.new == patch.old)
    if patch.kind == "metric":
        index = next((n for n, m in enumerate(case.article.metrics) if (m.start, m.end) == span), None)
        return held.kind == "metric" and held.field == patch.field and index is not None and one.metric == index
    return held.kind in ("metric", "add", "strike") and one.span == span


def _strikes_nothing(base: sqlite3.Connection, case: Case, patch: Patch, gone: dict[int, Said]) -> bool:
    """Whether a strike only takes back a metric that the person had added herself."""
    if patch.kind != "strike" or not any(one.patch.kind == "add" for one in gone.values()):
        return False
    from db.patching import applying

    left = [one.patch for one in case.said if one.patch.id not in gone]
    article: Article = applying.apply(remembering.extracted(base, case), left).article
    span = anchors.fit(patch.anchor, article.text)
    return not any(m.start < span[1] and span[0] < m.end for m in article.metrics)


def _by_home(rows: Sequence[Row]) -> dict[int, list[Row]]:
    homes: dict[int, list[Row]] = {}
    for row in rows:
        homes.setdefault(row[1], []).append(row)
    return homes

"""Which step can be undone, and which done again: asked of every library that is opened, taken in few."""

import json
import sqlite3

from db.model import Change


def coming(base: sqlite3.Connection, back: bool) -> tuple[Change, int] | None:
    """The step that would be undone (`back`) or done again, and its number."""
    found = base.execute(
        "SELECT what, changes.made, before, after, article_id, step FROM changes "
        "LEFT JOIN extracted ON extracted.id = extracted_id WHERE undone = ? ORDER BY changes.id "
        f"{'DESC' if back else ''} LIMIT 1", (not back,)).fetchone()
    if not found:
        return None
    what, made, before, after, case_id, step = found
    (pages,) = base.execute("SELECT count(*) FROM changes WHERE step = ? AND extracted_id IS NULL", (step,)).fetchone()
    fields = {row[3] for side in (before, after) for row in json.loads(side)["patches"]} if not pages else set()
    return Change(what, case_id, fields.pop() if len(fields) == 1 else "", made, pages), step

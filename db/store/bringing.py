"""Pages that come into a library: known again, stored, and met by what a person said of them before. The caller holds
the transaction.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from db.model import Added, Reading
from db.store import preparing, storing, verifying
from db.store.person import bounding, changes, remembering
from db.store.person.remembering import Reader
from db.store.search import indexing
from db.store.storing import Arrival, Ids


def bring(base: sqlite3.Connection, readings: Sequence[Reading], step: int | None, read: Reader) -> list[Added]:
    """Store what was read; what became of each, in order. A page that is held, or came twice, is stored once.

    `step` is the one these changes belong to; None where each page is one of its own.
    """
    digests = [verifying.digest(one.text) for one in readings]
    ids: dict[str, Ids] = {}
    come: dict[str, Reading] = {}
    for digest, one in zip(digests, readings, strict=True):
        if digest in ids or digest in come:
            continue
        held = base.execute("SELECT id FROM pages WHERE digest = ?", (digest,)).fetchone()
        if held is None:
            come[digest] = one
            continue
        cases = base.execute("SELECT id FROM articles WHERE page_id = ? ORDER BY id", held)
        ids[digest] = held[0], tuple(number for (number,) in cases)
    already = set(ids)
    ids |= _stored(base, come, step, read)
    added = []
    for digest in digests:
        added.append(Added(*ids[digest], already=digest in already))
        already.add(digest)
    return added


def _stored(base: sqlite3.Connection, come: dict[str, Reading], step: int | None, read: Reader) -> dict[str, Ids]:
    stored = storing.store(base, [
        Arrival(one.text, replace(one.source, digest=digest), one.prepared or preparing.prepare(one.page))
        for digest, one in come.items()])
    met = remembering.expects(base)
    brought = []
    for (page_id, case_ids), one in zip(stored, come.values(), strict=True):
        copied = []
        if met:
            articles = one.page.articles if one.page else [read(number).article for number in case_ids]
            copied = remembering.carry_over(base, list(zip(case_ids, articles, strict=True)), read)
        used = bounding.write(base, page_id, one.bounds) if one.bounds is not None else []
        brought.append((page_id, copied, used))
    changes.brought(base, brought, step)
    indexing.settle_many(base)  # as many as these may come many times over in one transaction
    return dict(zip(come, stored, strict=True))

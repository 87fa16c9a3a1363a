"""The navigator's tree, read from a library one node at a time."""

import sqlite3

from db.model import Branch

REGIONS, TOPICS = "root:regions", "root:topics"
_TABLES = {"region": ("regions", "path"), "topic": ("topics", "code")}
# Divisions in the order of their codes, which every clerk knows; then those without one; last the cases of no place.
_ORDER = {"region": "path = '', sort IS NULL, sort, path", "topic": "code = '', cases DESC, sort"}


Marks = dict[str, tuple[int, int]]  # node -> how many of its cases were read, and the last of these


def branches(
    base: sqlite3.Connection, parent: str, offset: int, limit: int | None, marks: Marks | None = None
) -> tuple[Branch, ...]:
    """The children of the node `parent` from `offset` on: finer nodes, then the cases that lie exactly there.

    Who reads on and on keeps `marks`: the cases then go on behind the last one read, however many were read before.
    """
    if not parent:
        end = None if limit is None else offset + limit
        (cases,) = base.execute("SELECT count FROM totals WHERE what = 'cases'").fetchone()
        roots = ((REGIONS, "地区"), (TOPICS, "主题"))
        return tuple(Branch(key, "root", label, cases, cases > 0) for key, label in roots)[offset:end]
    kind, _, name = parent.partition(":")
    if parent in (REGIONS, TOPICS):
        kind = "region" if parent == REGIONS else "topic"
        return _nodes(base, kind, None, offset, limit)
    if kind not in _TABLES:
        return ()
    table, key = _TABLES[kind]
    found = base.execute(f"SELECT id FROM {table} WHERE {key} = ?", (name,)).fetchone()
    if not found:
        return ()
    nodes = _nodes(base, kind, found[0], offset, limit)
    if limit is not None and len(nodes) == limit:
        return nodes
    (finer,) = base.execute(f"SELECT count(*) FROM {table} WHERE parent_id = ? AND cases > 0", found).fetchone()
    left = -1 if limit is None else limit - len(nodes)
    skipped = max(0, offset - finer)
    read, last = (marks or {}).get(parent, (0, 0))
    behind = last if read == skipped else 0
    cases = base.execute(
        f"SELECT id, title FROM (SELECT article_id FROM article_{kind} WHERE {kind}_id = ? AND shown = 1 "
        "AND article_id > ? ORDER BY article_id LIMIT ? OFFSET ?) JOIN articles ON id = article_id ORDER BY id",
        (*found, behind, left, 0 if behind else skipped)).fetchall()
    if marks is not None and cases:
        marks[parent] = (skipped + len(cases), cases[-1][0])
    return nodes + tuple(Branch(f"case:{n}", "case", title, 1, False, n) for n, title in cases)


def _nodes(
    base: sqlite3.Connection, kind: str, parent: int | None, offset: int, limit: int | None
) -> tuple[Branch, ...]:
    table, key = _TABLES[kind]
    rows = base.execute(
        f"SELECT {key}, label, cases FROM {table} WHERE parent_id IS ? AND cases > 0 "
        f"ORDER BY {_ORDER[kind]} LIMIT ? OFFSET ?",
        (parent, -1 if limit is None else limit, offset),
    )
    return tuple(Branch(f"{kind}:{name}", kind, label, cases, True) for name, label, cases in rows)

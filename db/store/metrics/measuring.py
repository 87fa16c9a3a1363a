"""What makes the figures of a whole library quick to find: by dimension and amount, and by what they count.

`measured` holds every metric once under its dimension, with its value in the dimension's base unit (db.measures):
figures over 100万元 are one range of it. `units` says which units there are, of which dimension, in how many metrics.
`things` is a contentless index of the subjects of each article, by pairs of characters; without positions, so whoever
asks it must look at the subject again. The caller holds the transaction. A change of factors in db.measures needs a
step of the schema that fills `measured` anew.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from db.measures import dimension_of, in_base
from db.model import Article, Fault
from db.search import fold

if TYPE_CHECKING:
    from sqlite_utils import Database

_TABLES = """
CREATE TABLE dimensions (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE);
CREATE TABLE units (
    unit TEXT PRIMARY KEY, dimension_id INTEGER NOT NULL REFERENCES dimensions, metrics INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE measured (
    dimension_id INTEGER NOT NULL, amount REAL NOT NULL, article_id INTEGER NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY (dimension_id, amount, article_id, position)) WITHOUT ROWID;
CREATE VIRTUAL TABLE things USING fts5(subjects, content='', detail=none, columnsize=0, tokenize='ascii');
CREATE INDEX articles_of_place ON articles (primary_region)
"""

Told = tuple[int, str, float, str]  # of a metric: position, unit, value, subject


class Measured(NamedTuple):
    """The metrics of an article as they are entered."""

    amounts: list[tuple[str, float, int]]  # of each the unit, the amount in the dimension's base unit, the position
    subjects: str  # tokens


def measures(db: "Database", tell: Callable[[float], object] = lambda share: None) -> None:
    """The step of the schema; fills the tables from the metrics there are. `tell` is given the share that is done."""
    for statement in _TABLES.split(";\n"):
        db.execute(statement)
    (most,) = db.execute("SELECT coalesce(max(id), 1) FROM articles").fetchone()
    told = db.execute("SELECT article_id, position, unit, value, subject FROM metrics ORDER BY article_id, position")
    for article_id, rows in groupby(told, key=lambda row: row[0]):
        put(db.conn, [(article_id, _prepared([row[1:] for row in rows]))])
        tell(article_id / most)


def prepare(article: Article) -> Measured:
    """What is entered of an article's metrics."""
    return _prepared(_told(article))


def put(base: sqlite3.Connection, several: Sequence[tuple[int, Measured]]) -> None:
    """Enter what was prepared of articles, each with its id."""
    counted = Counter(unit for _, measured in several for unit, *_ in measured.amounts)
    ids = dict(base.execute("SELECT unit, dimension_id FROM units")) if counted else {}
    for unit in counted:
        if unit not in ids:
            ids[unit] = _enter_unit(base, unit)
    base.executemany("UPDATE units SET metrics = metrics + ? WHERE unit = ?",
                     [(count, unit) for unit, count in counted.items()])
    base.executemany("INSERT INTO measured VALUES (?, ?, ?, ?)",
                     [(ids[unit], amount, article_id, n) for article_id, measured in several
                      for unit, amount, n in measured.amounts])
    base.executemany("INSERT INTO things (rowid, subjects) VALUES (?, ?)",
                     [(article_id, measured.subjects) for article_id, measured in several if measured.amounts])


def clear(base: sqlite3.Connection, article_id: int, article: Article) -> None:
    """Take the metrics of an article out, which is as the library holds it."""
    told = _told(article)
    ids = dict(base.execute("SELECT unit, dimension_id FROM units"))
    base.executemany(
        "DELETE FROM measured WHERE dimension_id = ? AND amount = ? AND article_id = ? AND position = ?",
        [(ids[unit], in_base(value, unit), article_id, n) for n, unit, value, _ in told])
    base.executemany("UPDATE units SET metrics = metrics - ? WHERE unit = ?",
                     [(count, unit) for unit, count in Counter(unit for _, unit, *_ in told).items()])
    if told:
        base.execute("INSERT INTO things (things, rowid, subjects) VALUES ('delete', ?, ?)",
                     (article_id, _grams(subject for *_, subject in told)))


def things_query(typed: str) -> str:
    """The query of `things` for articles that may have a subject with these words; "" where there is nothing to ask."""
    asked = []
    for word in typed.split():
        letters = _letters(word)
        asked += [f'"{a}{b}"' for a, b in pairwise(letters)] if len(letters) > 1 else [f'"{a}" *' for a in letters]
    return " AND ".join(dict.fromkeys(asked))


def faults(base: sqlite3.Connection) -> Iterator[Fault]:
    """Where the tables here do not hold each metric once."""
    counts = [base.execute(sql).fetchone()[0] for sql in (
        "SELECT count(*) FROM metrics", "SELECT count(*) FROM measured", "SELECT coalesce(sum(metrics), 0) FROM units")]
    if len(set(counts)) > 1:
        held, measured, counted = counts
        yield Fault(0, "指标的索引", (0, 0), f"{held} 项指标", f"按数值 {measured} 项，按单位 {counted} 项")


def _told(article: Article) -> list[Told]:
    return [(n, m.unit, m.value, m.subject) for n, m in enumerate(article.metrics)]


def _prepared(told: Sequence[Told]) -> Measured:
    return Measured([(unit, in_base(value, unit), n) for n, unit, value, _ in told],
                    _grams(subject for *_, subject in told))


def _enter_unit(base: sqlite3.Connection, unit: str) -> int:
    """Enter a unit no metric had so far; the id of its dimension."""
    dimension = dimension_of(unit)
    key = dimension.key if dimension else ""
    base.execute("INSERT INTO dimensions (key) VALUES (?) ON CONFLICT DO NOTHING", (key,))
    (found,) = base.execute("SELECT id FROM dimensions WHERE key = ?", (key,)).fetchone()
    base.execute("INSERT INTO units VALUES (?, ?, 0)", (unit, found))
    return found


def _letters(words: str) -> str:
    """What of `words` is compared: letters, characters and digits, folded, without what stands between them."""
    return "".join(filter(str.isalnum, fold(words)))


def _grams(subjects: Iterable[str]) -> str:
    """The tokens of these subjects, each once: pairs of neighbours and the last character, as a prefix finds one."""
    tokens: dict[str, None] = {}
    for subject in subjects:
        letters = _letters(subject)
        tokens.update(dict.fromkeys([*map("".join, pairwise(letters)), letters[-1:]]))
    return " ".join(filter(None, tokens))

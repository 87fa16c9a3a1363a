"""What is found of an article: its words in the index, its nodes in the facets. The caller holds the transaction.

Both are made from the rows of the article as the library holds them, or from what was `prepared` of an article that
comes in, which is the same. The index keeps no texts (it is contentless), so that an article is taken out by the very
tokens it was put in with: `take` before its rows change, `put` after. What goes and what comes is noted in tables of
the connection's own and done by `settle` before the transaction ends: FTS5 writes all it has gathered at the end of
every savepoint, and before every statement that touches many rows, which would make a segment of each article. What is
indexed beside its rows, because a person said it, is kept in `indexed`. `variants` has the articles that write Chinese
otherwise than it is compared: in all others a word of Chinese is found without folding the text.
"""

import json
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from db.finding.folding import has_variants
from db.finding.matching import nodes
from db.finding.tokens import NODE, article_tokens
from db.model import Article, Fault
from db.store.search import membership
from db.store.search.membership import REGION, TOPIC, number

if TYPE_CHECKING:
    from sqlite_utils import Database

_WORDS = "CREATE VIRTUAL TABLE words USING fts5(tokens, content='', detail=none, columnsize=0, tokenize='ascii')"
_BUFFER = 16 << 20  # bytes of new tokens that are gathered before they are written: fewer segments to merge
_INDEXED = """
CREATE TABLE indexed (article_id INTEGER PRIMARY KEY REFERENCES articles, date TEXT, notes TEXT NOT NULL);
CREATE TABLE variants (article_id INTEGER PRIMARY KEY REFERENCES articles)
"""
_AT_ONCE = 2000  # articles that are entered together

Values = dict[tuple[str, str], int]  # (facet, key) -> node
Said = tuple[str | None, str]  # by a person: the date, None for the page's; notes


class Words(NamedTuple):
    """An article as it is entered."""

    tokens: str  # separated by blanks
    varies: bool  # whether its text has other forms of characters than it is compared with


def step(db: "Database", tell: Callable[[float], object] = lambda share: None) -> None:
    """The step of the schema: another index, and the facets; `tell` is given the share that is done."""
    base = db.conn
    (most,) = base.execute("SELECT coalesce(max(id), 1) FROM articles").fetchone()
    base.execute("DROP TABLE words")
    base.execute(_WORDS)
    base.execute("INSERT INTO words (words, rank) VALUES ('hashsize', ?)", (_BUFFER,))
    for statement in (*membership.TABLES.split(";\n"), *_INDEXED.split(";\n")):
        base.execute(statement)
    last = 0
    while ids := [row[0] for row in base.execute("SELECT id FROM articles WHERE id > ? ORDER BY id LIMIT ?",
                                                 (last, _AT_ONCE))]:
        for last in ids:
            put(base, last)
        settle(base, lambda at: tell(at / most))


def prepare(article: Article, labels: Iterable[str]) -> Words:
    """What is entered of an article of which a person has said nothing, but for its nodes; `labels` are its topics'."""
    fields = {
        "title": list(filter(None, (article.kicker, article.title, article.subtitle))),
        "region": [region.path for region in article.regions],
        "topic": labels,
        "byline": article.byline,
        "subject": {metric.subject for metric in article.metrics},
    }
    headings = [heading.text for heading in article.headings]
    return _words([*headings, article.dateline, article.source_note, article.text], fields, ())


def put(base: sqlite3.Connection, article_id: int) -> None:
    """Enter an article, when the transaction is settled: its rows must be all there then."""
    _begin(base)
    base.execute("INSERT INTO entering (article_id) VALUES (?)", (article_id,))


def put_prepared(base: sqlite3.Connection, several: Iterable[tuple[int, Words, Sequence[int]]]) -> None:
    """Enter articles that come in, with what was prepared of each and the nodes it hangs on; likewise put off."""
    _begin(base)
    base.executemany("INSERT INTO entering VALUES (?, ?, ?, ?)",
                     [(article_id, words.tokens + "".join(f" {NODE}{node}" for node in on), words.varies,
                       " ".join(map(str, on))) for article_id, words, on in several])


def take(base: sqlite3.Connection, article_id: int) -> None:
    """Take an article out whose rows are still as they were when it was put in."""
    _begin(base)
    if base.execute("DELETE FROM entering WHERE article_id = ?", (article_id,)).rowcount:
        return
    said = _held(base, article_id)
    on = _nodes(base, article_id, said)
    base.execute("INSERT INTO going VALUES (?, ?)", (article_id, _tokens(base, article_id, said, on).tokens))
    for table in ("indexed", "variants"):
        base.execute(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))
    base.executemany("INSERT OR IGNORE INTO leaving VALUES (?, ?)", [(node, article_id) for node in on])


def settle(base: sqlite3.Connection, tell: Callable[[int], object] = lambda article_id: None) -> None:
    """Do what was put off: before the transaction ends, and after very many articles. `tell` is given each article that
    was entered.
    """
    if not base.execute("SELECT 1 FROM sqlite_temp_master WHERE name = 'entering'").fetchone():
        return
    base.execute("INSERT INTO words (words, rowid, tokens) SELECT 'delete', article_id, tokens FROM going "
                 "ORDER BY article_id")
    gone: dict[int, list[int]] = {}
    come: dict[int, list[int]] = {}
    for node, article_id in base.execute("SELECT node, article_id FROM leaving"):
        gone.setdefault(node, []).append(article_id)
    base.execute("INSERT INTO words (rowid, tokens) SELECT article_id, tokens FROM entering WHERE tokens IS NOT NULL "
                 "ORDER BY article_id")
    base.execute("INSERT INTO variants SELECT article_id FROM entering WHERE varies")
    values: Values = {}
    for article_id, on in base.execute("SELECT article_id, nodes FROM entering ORDER BY article_id").fetchall():
        for node in _enter(base, article_id, values) if on is None else map(int, on.split()):
            come.setdefault(node, []).append(article_id)
        tell(article_id)
    membership.change(base, gone, come)
    for table in ("going", "leaving", "entering"):
        base.execute(f"DELETE FROM {table}")


def settle_many(base: sqlite3.Connection) -> None:
    """`settle` where so much was put off that it would take much room; in the midst of a transaction."""
    waits = base.execute("SELECT 1 FROM sqlite_temp_master WHERE name = 'entering'").fetchone()
    if waits and base.execute("SELECT count(*) FROM entering").fetchone()[0] >= _AT_ONCE:
        settle(base)


def _begin(base: sqlite3.Connection) -> None:
    base.execute("CREATE TEMP TABLE IF NOT EXISTS entering "
                 "(article_id INTEGER PRIMARY KEY, tokens TEXT, varies INTEGER, nodes TEXT)")
    base.execute("CREATE TEMP TABLE IF NOT EXISTS going (article_id INTEGER PRIMARY KEY, tokens TEXT)")
    base.execute("CREATE TEMP TABLE IF NOT EXISTS leaving (node INTEGER, article_id INTEGER, PRIMARY KEY (node, "
                 "article_id)) WITHOUT ROWID")


def _enter(base: sqlite3.Connection, article_id: int, values: Values) -> list[int]:
    """Put the article into the index as its rows are; the nodes it hangs on."""
    said = _said(base, article_id)
    on = _nodes(base, article_id, said, values)
    if said != (None, ""):
        base.execute("INSERT INTO indexed VALUES (?, ?, ?)", (article_id, *said))
    tokens, varies = _tokens(base, article_id, said, on)
    base.execute("INSERT INTO words (rowid, tokens) VALUES (?, ?)", (article_id, tokens))
    if varies:
        base.execute("INSERT INTO variants VALUES (?)", (article_id,))
    return on


def refresh(base: sqlite3.Connection, article_id: int) -> None:
    """Enter anew what a person said of the article, where that has changed."""
    if _held(base, article_id) != _said(base, article_id):
        take(base, article_id)
        put(base, article_id)


def faults(base: sqlite3.Connection, cancelled: Callable[[], bool] = lambda: False) -> Iterator[Fault]:
    """Where the facets, or their nodes in the index, are not what looking at each article afresh gives."""
    afresh: dict[int, array] = {}
    for (article_id,) in base.execute("SELECT id FROM articles ORDER BY id"):
        if cancelled():
            return
        for node in _nodes(base, article_id, _held(base, article_id)):
            afresh.setdefault(node, array("q")).append(article_id)
    counts: dict[int, tuple[str, int]] = {}
    for kind, sql in enumerate(("SELECT id, path, cases FROM regions", "SELECT id, code, cases FROM topics",
                                "SELECT id, facet || ' ' || key, cases FROM facet_values")):
        counts.update((number(kind, one), (name, cases)) for one, name, cases in base.execute(sql))
    kept = {node for (node,) in base.execute("SELECT DISTINCT node FROM members")}
    for node in sorted(afresh.keys() | counts.keys() | kept):
        right = afresh.get(node, array("q"))
        name, count = counts.get(node, (str(node), 0))
        found = base.execute("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid", (nodes([node]),))
        if (membership.cases(base, node) != membership.bits_of(right) or count != len(right)
                or array("q", (one for (one,) in found)) != right):
            yield Fault(0, f"分面“{name}”的案例", (0, 0), f"{len(right)} 个案例",
                        f"{membership.total(membership.cases(base, node))} 个，计数 {count} 个")


def _said(base: sqlite3.Connection, article_id: int) -> Said:
    """What a person says of an article now."""
    date, notes = None, []
    for kind, new in base.execute(
            "SELECT kind, new FROM patches JOIN extracted ON extracted.id = extracted_id WHERE article_id = ? "
            "AND waits IS NULL AND (kind = 'note' OR kind = 'field' AND field = 'date') ORDER BY patches.id",
            (article_id,)):
        if kind == "note":
            notes.append(json.loads(new).get("text") or "")
        else:
            date = json.loads(new) or ""
    return date, "\n".join(filter(None, notes))


def _held(base: sqlite3.Connection, article_id: int) -> Said:
    """What a person had said of it when it was put in."""
    return base.execute("SELECT date, notes FROM indexed WHERE article_id = ?", (article_id,)).fetchone() or (None, "")


def _nodes(base: sqlite3.Connection, article_id: int, said: Said, values: Values | None = None) -> list[int]:
    """The nodes an article hangs on. With `values`, which remember what was looked up, those that nobody had before
    come to be.
    """
    date, paper = base.execute("SELECT date, paper FROM pages WHERE id = (SELECT page_id FROM articles WHERE id = ?)",
                               (article_id,)).fetchone()
    date = date if said[0] is None else said[0]
    units = [unit for (unit,) in base.execute("SELECT DISTINCT unit FROM metrics WHERE article_id = ?", (article_id,))]
    of_page = (("year", (date or "")[:4]), ("paper", paper or ""))
    found = [number(REGION, one) for (one,) in base.execute(
        "SELECT region_id FROM article_region WHERE article_id = ?", (article_id,))]
    found += [number(TOPIC, one) for (one,) in base.execute(
        "SELECT topic_id FROM article_topic WHERE article_id = ?", (article_id,))]
    known = {} if values is None else values
    for value in (*of_page, *(("unit", unit) for unit in units or [""])):
        if value not in known:
            known[value] = membership.value_node(base, *value, make=values is not None)
        found.append(known[value])
    return found


def _tokens(base: sqlite3.Connection, article_id: int, said: Said, on: Iterable[int]) -> Words:
    """What is entered of an article as its rows are."""
    kicker, title, subtitle, byline, dateline, source_note, headings, text = base.execute(
        "SELECT kicker, title, subtitle, byline, dateline, source_note, headings, text FROM articles WHERE id = ?",
        (article_id,)).fetchone()
    paths = base.execute("SELECT path FROM article_region JOIN regions ON regions.id = region_id "
                         "WHERE article_id = ? AND position IS NOT NULL", (article_id,))
    labels = base.execute("SELECT label FROM article_topic JOIN topics ON topics.id = topic_id WHERE article_id = ? "
                          "AND code <> ''", (article_id,))
    subjects = base.execute("SELECT DISTINCT subject FROM metrics WHERE article_id = ?", (article_id,))
    fields = {
        "title": list(filter(None, (kicker, title, subtitle))),
        "region": [one for (one,) in paths],
        "topic": [one for (one,) in labels],
        "byline": json.loads(byline),
        "note": [said[1]] if said[1] else [],
        "subject": [one for (one,) in subjects],
    }
    return _words([*(heading for heading, _ in json.loads(headings)), dateline, source_note, text], fields, on)


def _words(parts: Iterable[str | None], fields: Mapping[str, Iterable[str]], on: Iterable[int]) -> Words:
    whole = "\n".join(filter(None, parts))
    return Words(article_tokens(whole, fields, on), has_variants(whole))

"""What was prepared of pages -> rows. The caller holds the transaction."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from db.model import Article, Source
from db.store import preparing
from db.store.metrics import measuring
from db.store.preparing import Node, Prepared, Rows
from db.store.search import indexing, membership
from db.store.search.membership import REGION, TOPIC

_KEYS = {"region": "path", "topic": "code"}  # of the trees

Numbered = Sequence[tuple[int, Rows]]  # articles under their ids
Ids = tuple[int, tuple[int, ...]]  # of a page, and of its cases
Held = dict[str, tuple[int, str]]  # nodes of a tree: key -> id, label


class Arrival(NamedTuple):
    """A page that comes in."""

    text: str
    source: Source  # with the digest of the text
    prepared: Prepared


def store(base: sqlite3.Connection, arrivals: Sequence[Arrival]) -> list[Ids]:
    """Write pages whole, and what was found in them: many with hardly more statements than one."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    (last_page,), (last,) = (base.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()
                           for table in ("pages", "articles"))
    stored: list[Ids] = []
    for page_id, one in enumerate(arrivals, last_page + 1):
        case_ids = tuple(range(last + 1, last + 1 + len(one.prepared.articles)))
        last += len(case_ids)
        stored.append((page_id, case_ids))
    base.executemany(
        "INSERT INTO pages (id, digest, name, encoding, paper, date, imported, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(page_id, source.digest, source.name, source.encoding, source.paper, source.date, now, text)
         for (page_id, _), (text, source, _) in zip(stored, arrivals, strict=True)])
    base.executemany("INSERT INTO unplaced VALUES (?, ?, ?, ?, ?)", [
        (page_id, *row) for (page_id, _), one in zip(stored, arrivals, strict=True) for row in one.prepared.unplaced])
    articles: list[tuple[int, Rows]] = []
    for (page_id, case_ids), one in zip(stored, arrivals, strict=True):
        for article_id, rows in zip(case_ids, one.prepared.articles, strict=True):
            _insert(base, article_id, page_id, rows)
            articles.append((article_id, rows))
    regions, topics = _fill(base, articles)
    _enter(base, stored, arrivals, regions, topics)
    count(base, [rows for _, rows in articles], pages=len(stored))
    return stored


def put(base: sqlite3.Connection, page_id: int, article: Article, article_id: int | None = None) -> int:
    """Write one article of a page, under the number it had if it had one; its number. Not counted yet, see `count`."""
    rows = preparing.rows(article)
    article_id = _insert(base, article_id, page_id, rows)
    _fill(base, [(article_id, rows)])
    indexing.put(base, article_id)  # last, for it looks at what is there
    return article_id


def count(base: sqlite3.Connection, articles: Iterable[Article | Rows], *, pages: int = 0, sign: int = 1) -> None:
    """Count so many pages and these articles in, or out with the sign -1."""
    articles = list(articles)
    counted = {
        "pages": pages,
        "cases": len(articles),
        "metrics": sum(len(article.metrics) for article in articles),
        "repairs": sum(len(article.repairs) for article in articles),
    }
    base.executemany("UPDATE totals SET count = count + ? WHERE what = ?",
                     [(sign * n, what) for what, n in counted.items()])


def remove(base: sqlite3.Connection, page_id: int, articles: Mapping[int, Article]) -> None:
    """Take a page out and its `articles`, as the library holds them, by their ids. What a person said of them stays."""
    for article_id, article in articles.items():
        clear(base, article_id, article)
    base.execute("DELETE FROM articles WHERE page_id = ?", (page_id,))
    base.execute("DELETE FROM unplaced WHERE page_id = ?", (page_id,))
    base.execute("DELETE FROM pages WHERE id = ?", (page_id,))
    _prune(base)
    count(base, articles.values(), pages=1, sign=-1)


def rewrite(base: sqlite3.Connection, article_id: int, old: Article, new: Article) -> None:
    """Put `new` in the place of `old`, which the library holds under this id, in the tree and in the index too."""
    clear(base, article_id, old)
    rows = preparing.rows(new)
    base.execute(f"UPDATE articles SET {', '.join(f'{name} = ?' for name in rows.columns)} WHERE id = ?",
                 (*rows.columns.values(), article_id))
    _fill(base, [(article_id, rows)])
    indexing.put(base, article_id)  # last, for it looks at what is there
    _prune(base)
    count(base, [old], sign=-1)
    count(base, [new])


def clear(base: sqlite3.Connection, article_id: int, article: Article) -> None:
    """Take away all that hangs on `article`, which the library holds under this id, but not the article's own row."""
    indexing.take(base, article_id)  # first, for it looks at what is there
    measuring.clear(base, article_id, article)
    for table in ("metrics", "repairs", "summary"):
        base.execute(f"DELETE FROM {table} WHERE article_id = ?", (article_id,))
    for tree in ("region", "topic"):
        base.execute(f"UPDATE {tree}s SET cases = cases - 1 WHERE id IN "
                     f"(SELECT {tree}_id FROM article_{tree} WHERE article_id = ?)", (article_id,))
        base.execute(f"DELETE FROM article_{tree} WHERE article_id = ?", (article_id,))


def _prune(base: sqlite3.Connection) -> None:
    """Take the nodes out that no case hangs on."""
    for tree in ("regions", "topics"):  # a case hangs on all above it too: no node without cases has one below with any
        base.execute(f"DELETE FROM {tree} WHERE cases = 0")


def _insert(base: sqlite3.Connection, article_id: int | None, page_id: int, rows: Rows) -> int:
    """Write an article's own row; its number."""
    columns = {"id": article_id, "page_id": page_id, **rows.columns}
    marks = ", ".join("?" * len(columns))
    return base.execute(f"INSERT INTO articles ({', '.join(columns)}) VALUES ({marks})",
                        tuple(columns.values())).lastrowid


def _fill(base: sqlite3.Connection, articles: Numbered) -> tuple[Held, Held]:
    """Everything of articles but their own rows and what is found of them; the regions and the topics they hang on."""
    for table, width in (("metrics", 15), ("repairs", 9), ("summary", 6)):
        base.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * width)})",
                         [(article_id, *row) for article_id, rows in articles for row in getattr(rows, table)])
    measuring.put(base, [(article_id, rows.measured) for article_id, rows in articles])
    return (_hang(base, "region", [(article_id, rows.regions) for article_id, rows in articles]),
            _hang(base, "topic", [(article_id, rows.topics) for article_id, rows in articles]))


def _hang(base: sqlite3.Connection, tree: str, hung: Sequence[tuple[int, Sequence[Node]]]) -> Held:
    """Hang articles on nodes, making those the tree lacks."""
    held: Held = {}
    told: set[tuple] = set()
    counts: Counter[int] = Counter()
    rows = []
    for article_id, nodes in hung:
        for node in nodes:
            here = node[:4]  # but for what it is to the article
            if here not in told:
                told.add(here)
                held[node.key] = _node(base, tree, node)
            number = held[node.key][0]
            counts[number] += 1
            rows.append((number, article_id, node.position, node.shown))
    base.executemany(f"INSERT INTO article_{tree} ({tree}_id, article_id, position, shown) VALUES (?, ?, ?, ?)", rows)
    base.executemany(f"UPDATE {tree}s SET cases = cases + ? WHERE id = ?",
                     [(count, number) for number, count in counts.items()])
    return held


def _node(base: sqlite3.Connection, tree: str, node: Node) -> tuple[int, str]:
    """The id and the label of a node of a tree, made if need be; the one above it is there already."""
    key = _KEYS[tree]
    found = base.execute(f"SELECT id, label, sort FROM {tree}s WHERE {key} = ?", (node.key,)).fetchone()
    if found is None:
        above = node.key.rpartition("/")[0]
        number = base.execute(
            f"INSERT INTO {tree}s ({key}, parent_id, label, sort) "
            f"VALUES (?, (SELECT id FROM {tree}s WHERE {key} = ? AND ? <> ''), ?, ?)",
            (node.key, above, above, node.label, node.sort)).lastrowid
        found = (number, node.label, node.sort)
    elif found[2] is None and node.sort is not None:
        base.execute(f"UPDATE {tree}s SET sort = ? WHERE id = ?", (node.sort, found[0]))
    if node.code:
        base.execute("UPDATE regions SET code = ? WHERE id = ? AND code IS NULL", (node.code, found[0]))
    return found[:2]


def _enter(base: sqlite3.Connection, stored: Sequence[Ids], arrivals: Sequence[Arrival], regions: Held,
           topics: Held) -> None:
    """Have the articles of new pages entered into the index."""
    values: dict[tuple[str, str], int] = {}
    ready = []
    for (_, case_ids), one in zip(stored, arrivals, strict=True):
        of_page = (("year", (one.source.date or "")[:4]), ("paper", one.source.paper or ""))
        for article_id, rows in zip(case_ids, one.prepared.articles, strict=True):
            if any(topics[node.key][1] != node.label for node in rows.topics):  # as an earlier version named it
                indexing.put(base, article_id)
                continue
            units = dict.fromkeys(unit for unit, *_ in rows.measured.amounts) or [""]
            on = [membership.number(REGION, regions[node.key][0]) for node in rows.regions]
            on += [membership.number(TOPIC, topics[node.key][0]) for node in rows.topics]
            for value in (*of_page, *(("unit", unit) for unit in units)):
                if value not in values:
                    values[value] = membership.value_node(base, *value, make=True)
                on.append(values[value])
            ready.append((article_id, rows.words, on))
    indexing.put_prepared(base, ready)

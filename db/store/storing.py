"""A page taken apart -> rows. The caller holds the transaction."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache

from db.model import Article, Page, Source
from db.store.metrics import measuring
from db.store.search import indexing

_ARTICLE = ("kicker", "title", "subtitle", "byline", "dateline", "source_note", "primary_region", "headings", "spans",
            "pieces", "pairs", "text")
NO_REGION = "未标地区"
NO_TOPIC = "未分主题"


def store(base: sqlite3.Connection, text: str, page: Page, source: Source) -> tuple[int, tuple[int, ...]]:
    """Write the page whole and what was found in it; the ids of the page and of its cases."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    page_id = base.execute(
        "INSERT INTO pages (digest, name, encoding, paper, date, imported, text) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (source.digest, source.name, source.encoding, source.paper, source.date, now, text),
    ).lastrowid
    base.executemany(
        "INSERT INTO unplaced VALUES (?, ?, ?, ?, ?)",
        [(page_id, n, block.start, block.end, block.text) for n, block in enumerate(page.unplaced)],
    )
    case_ids = tuple(put(base, page_id, article) for article in page.articles)
    count(base, page.articles, pages=1)
    return page_id, case_ids


def put(base: sqlite3.Connection, page_id: int, article: Article, article_id: int | None = None) -> int:
    """Write one article of a page, under the number it had if it had one; its number. Not counted yet, see `count`."""
    columns = {"id": article_id, "page_id": page_id, **_columns(article)}
    marks = ", ".join("?" * len(columns))
    article_id = base.execute(
        f"INSERT INTO articles ({', '.join(columns)}) VALUES ({marks})", tuple(columns.values())
    ).lastrowid
    _fill(base, article_id, article)
    return article_id


def count(base: sqlite3.Connection, articles: Iterable[Article], *, pages: int = 0, sign: int = 1) -> None:
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
    columns = _columns(new)
    base.execute(f"UPDATE articles SET {', '.join(f'{name} = ?' for name in columns)} WHERE id = ?",
                 (*columns.values(), article_id))
    _fill(base, article_id, new)
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


def _columns(article: Article) -> dict[str, object]:
    return {name: getattr(article, name) for name in _ARTICLE} | {
        "byline": _json(article.byline),
        "headings": _json([(h.text, h.before) for h in article.headings]),
        "spans": _json(article.spans),
        "pieces": _json([(p.text, p.page, p.length) for p in article.pieces]),
        "pairs": _json([(p.kind, p.first, p.second) for p in article.pairs]),
    }


def _fill(base: sqlite3.Connection, article_id: int, article: Article) -> None:
    """Everything of an article but its own row."""
    base.executemany(
        "INSERT INTO metrics VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (article_id, n, m.start, m.end, m.text, m.value, m.value_max, m.unit, m.qualifier, m.subject, m.period,
             m.change, m.region, *m.sentence)
            for n, m in enumerate(article.metrics)
        ],
    )
    measuring.put(base, article_id, article)
    base.executemany(
        "INSERT INTO repairs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(article_id, n, r.kind, r.detail, *r.span, r.at, r.before, r.after) for n, r in enumerate(article.repairs)],
    )
    base.executemany(
        "INSERT INTO summary VALUES (?, ?, ?, ?, ?, ?)",
        [(article_id, n, p.part, p.start, p.end, p.text) for n, p in enumerate(article.summary)],
    )
    _hang_on_regions(base, article_id, article)
    _hang_on_topics(base, article_id, article)
    indexing.put(base, article_id)  # last, for it looks at what is there


def _hang_on_regions(base: sqlite3.Connection, article_id: int, article: Article) -> None:
    """Hang the case on its regions and on all above them, making those the tree lacks."""
    listed = {region.path: n for n, region in reversed(list(enumerate(article.regions)))}
    codes = {region.path: region.code for region in article.regions}
    if not listed:
        node = _node(base, "regions", "path", "", NO_REGION, None, None)
        _hang(base, "region", [(node, article_id, None, True)])
        return
    hung = []
    for path in dict.fromkeys(above for leaf in listed for above in _above(leaf)):
        sort = codes.get(path) or _codes().get(path)
        sort = sort or next((code for p, code in codes.items() if code and p.startswith(path + "/")), None)
        region_id = _node(base, "regions", "path", path, path.rpartition("/")[2], path.rpartition("/")[0], sort)
        if codes.get(path):
            base.execute("UPDATE regions SET code = ? WHERE id = ? AND code IS NULL", (codes[path], region_id))
        hung.append((region_id, article_id, listed.get(path), path in listed))
    _hang(base, "region", hung)


@cache
def _codes() -> dict[str, str]:
    """The code of each division from province to county, by its path."""
    from db.extract.geography.gazetteer import gazetteer

    return {division.path: division.code for division in gazetteer().divisions}


def _hang_on_topics(base: sqlite3.Connection, article_id: int, article: Article) -> None:
    """Hang the case on its topics; one that has finer ones of its own lists it there only."""
    from db.extract import topics  # the lexicon is needed to write only

    order = _order()
    codes = list(dict.fromkeys([*article.topics, *article.subtopics]))
    if not codes:
        node = _node(base, "topics", "code", "", NO_TOPIC, None, 1 << 30)
        _hang(base, "topic", [(node, article_id, None, True)])
        return
    hung = []
    for code in dict.fromkeys(above for leaf in codes for above in _above(leaf)):
        sort = order.get(code, len(order))
        topic_id = _node(base, "topics", "code", code, topics.label(code), code.rpartition("/")[0], sort)
        finer = any(other.startswith(code + "/") for other in article.subtopics)
        hung.append((topic_id, article_id, codes.index(code) if code in codes else None, not finer))
    _hang(base, "topic", hung)


@cache
def _order() -> dict[str, int]:
    """The place of each topic in the lexicon, by its code."""
    from db.extract import topics

    return {code: n for n, code in enumerate(topics.all_codes())}


def _node(base: sqlite3.Connection, table: str, key: str, value: str, label: str, parent: str | None,
          sort: object) -> int:
    """The id of a node of a tree, made if need be; its parent is there already."""
    found = base.execute(f"SELECT id, sort FROM {table} WHERE {key} = ?", (value,)).fetchone()
    if found:
        if found[1] is None and sort is not None:
            base.execute(f"UPDATE {table} SET sort = ? WHERE id = ?", (sort, found[0]))
        return found[0]
    return base.execute(
        f"INSERT INTO {table} ({key}, parent_id, label, sort) "
        f"VALUES (?, (SELECT id FROM {table} WHERE {key} = ? AND ? <> ''), ?, ?)",
        (value, parent, parent, label, sort),
    ).lastrowid


def _hang(base: sqlite3.Connection, tree: str, hung: Sequence[tuple[int, int, int | None, bool]]) -> None:
    """Hang a case on nodes: of each the node, the article, its place in the article's own list, whether it lists it."""
    base.executemany(f"INSERT INTO article_{tree} ({tree}_id, article_id, position, shown) VALUES (?, ?, ?, ?)", hung)
    base.executemany(f"UPDATE {tree}s SET cases = cases + 1 WHERE id = ?", [(node,) for node, *_ in hung])


def _above(path: str) -> Iterator[str]:
    """`path` and all above it, from the top: a, a/b, a/b/c."""
    at = path.find("/")
    while at >= 0:
        yield path[:at]
        at = path.find("/", at + 1)
    yield path


def _json(value: Iterable) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

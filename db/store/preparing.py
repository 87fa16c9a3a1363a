"""What is written of a page, worked out before it is: everything but the numbers the library gives. Pure, and most of
the work of storing, so that it is done where the page is read, in many processes at once.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from db.model import Article, Page, Reading
from db.store.metrics import measuring
from db.store.packing import dumps
from db.store.search import indexing

NO_REGION = "未标地区"
NO_TOPIC = "未分主题"


class Node(NamedTuple):
    """A node of the tree that an article hangs on."""

    key: str  # path of a region, code of a topic; "" for the node of those without any
    label: str
    sort: str | int | None
    code: str | None  # of a region
    position: int | None  # in the article's own list, None where the node is only above one of it
    shown: bool  # whether the node lists the article


class Rows(NamedTuple):
    """An article. Tuples are rows as the tables have them, without the article's number in front."""

    columns: dict[str, object]  # of its own row
    metrics: list[tuple]
    measured: measuring.Measured
    repairs: list[tuple]
    summary: list[tuple]
    regions: list[Node]  # each after the one above it
    topics: list[Node]
    words: indexing.Words


class Prepared(NamedTuple):
    """A page."""

    unplaced: list[tuple]
    articles: list[Rows]


def prepared(reading: Reading) -> Reading:
    """The reading with the rows of its page, which are worked out where it was read."""
    return reading if reading.page is None else replace(reading, prepared=prepare(reading.page))


def prepare(page: Page) -> Prepared:
    """The rows of a page."""
    return Prepared(unplaced(page), [rows(article) for article in page.articles])


def unplaced(page: Page) -> list[tuple]:
    """The rows of what found no article."""
    return [(n, block.start, block.end, block.text) for n, block in enumerate(page.unplaced)]


def rows(article: Article) -> Rows:
    """The rows of an article."""
    topics = _topics(article)
    return Rows(
        columns(article),
        [(n, m.start, m.end, m.text, m.value, m.value_max, m.unit, m.qualifier, m.subject, m.period, m.change, m.region,
          *m.sentence) for n, m in enumerate(article.metrics)],
        measuring.prepare(article),
        [(n, r.kind, r.detail, *r.span, r.at, r.before, r.after) for n, r in enumerate(article.repairs)],
        [(n, p.part, p.start, p.end, p.text) for n, p in enumerate(article.summary)],
        _regions(article),
        topics,
        indexing.prepare(article, [node.label for node in topics if node.key]),
    )


def columns(article: Article) -> dict[str, object]:
    """The article's own row."""
    return {
        "kicker": article.kicker, "title": article.title, "subtitle": article.subtitle,
        "byline": dumps(article.byline), "dateline": article.dateline, "source_note": article.source_note,
        "primary_region": article.primary_region,
        "headings": dumps([(h.text, h.before) for h in article.headings]),
        "spans": dumps(article.spans),
        "pieces": dumps([(p.text, p.page, p.length) for p in article.pieces]),
        "pairs": dumps([(p.kind, p.first, p.second) for p in article.pairs]),
        "text": article.text,
    }


def _regions(article: Article) -> list[Node]:
    """The regions of an article and all above them."""
    listed = {region.path: n for n, region in reversed(list(enumerate(article.regions)))}
    codes = {region.path: region.code for region in article.regions}
    if not listed:
        return [Node("", NO_REGION, None, None, None, True)]
    found = []
    for path in dict.fromkeys(above for leaf in listed for above in _above(leaf)):
        sort = codes.get(path) or _codes().get(path)
        sort = sort or next((code for p, code in codes.items() if code and p.startswith(path + "/")), None)
        found.append(Node(path, path.rpartition("/")[2], sort, codes.get(path), listed.get(path), path in listed))
    return found


@cache
def _codes() -> dict[str, str]:
    """The code of each division from province to county, by its path."""
    from db.extract.geography.gazetteer import gazetteer

    return {division.path: division.code for division in gazetteer().divisions}


def _topics(article: Article) -> list[Node]:
    """The topics of an article and those above them; one that has finer ones of its own lists it there only."""
    from db.extract import topics  # the lexicon is needed to write only

    order = _order()
    codes = list(dict.fromkeys([*article.topics, *article.subtopics]))
    if not codes:
        return [Node("", NO_TOPIC, 1 << 30, None, None, True)]
    found = []
    for code in dict.fromkeys(above for leaf in codes for above in _above(leaf)):
        finer = any(other.startswith(code + "/") for other in article.subtopics)
        position = codes.index(code) if code in codes else None
        found.append(Node(code, topics.label(code), order.get(code, len(order)), None, position, not finer))
    return found


@cache
def _order() -> dict[str, int]:
    """The place of each topic in the lexicon, by its code."""
    from db.extract import topics

    return {code: n for n, code in enumerate(topics.all_codes())}


def _above(path: str) -> Iterator[str]:
    """`path` and all above it, from the top: a, a/b, a/b/c."""
    at = path.find("/")
    while at >= 0:
        yield path[:at]
        at = path.find("/", at + 1)
    yield path

"""Whether everything a library quotes still equals its words: "no figure without its words", proved."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterator

from db.finding.matching import EVERYTHING
from db.model import Article, Case, Fault, Span
from db.store.metrics import measuring
from db.store.person import remembering
from db.store.search import indexing

# How many cases there are by the search index, by the articles themselves, and by the count that is shown.
_CASES = (
    f"SELECT count(*) FROM words WHERE words MATCH '{EVERYTHING}'",
    "SELECT count(*) FROM articles",
    "SELECT count FROM totals WHERE what = 'cases'",
)


def digest(text: str) -> str:
    """What a page's text is known by: SHA-256, hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def faults(
    base: sqlite3.Connection, case: Callable[[int], Case], cancelled: Callable[[], bool] = lambda: False
) -> Iterator[Fault]:
    """Every stored span that is not what it quotes, and every page that is not what was imported."""
    for (said,) in base.execute("PRAGMA quick_check"):
        if said != "ok":
            yield Fault(0, "数据库文件", (0, 0), "ok", said)
    indexed, held, told = (base.execute(sql).fetchone()[0] for sql in _CASES)
    if not indexed == held == told:
        yield Fault(0, "检索与计数", (0, 0), f"{held} 个案例", f"检索 {indexed} 个，计数 {told} 个")
    yield from measuring.faults(base)
    yield from indexing.faults(base, cancelled)
    for page_id, name, known in base.execute("SELECT id, name, digest FROM pages ORDER BY id"):
        if cancelled():
            return
        (page,) = base.execute("SELECT text FROM pages WHERE id = ?", (page_id,)).fetchone()
        if digest(page) != known:
            yield Fault(0, f"版面“{name}”的原文", (0, len(page)), known, digest(page))
        for start, end, text in base.execute('SELECT start, "end", text FROM unplaced WHERE page_id = ?', (page_id,)):
            yield from _compare(0, f"版面“{name}”的未归入文字", (start, end), text, page)
        for (case_id,) in base.execute("SELECT id FROM articles WHERE page_id = ? ORDER BY id", (page_id,)):
            held = case(case_id)
            yield from article_faults(case_id, held.article, page)
            yield from _said(base, held, page)


def article_faults(case_id: int, article: Article, page: str) -> Iterator[Fault]:
    """The faults of one article against its own text and against the page it was taken from."""
    text = article.text
    for metric in article.metrics:
        what = f"指标“{metric.subject}”"
        yield from _compare(case_id, what, (metric.start, metric.end), metric.text, text)
        a, b = metric.sentence
        if not 0 <= a <= metric.start <= metric.end <= b <= len(text):
            yield Fault(case_id, f"{what}所在的句子", metric.sentence, metric.text, text[max(a, 0) : b])
    for point in article.summary:
        yield from _compare(case_id, "摘要", (point.start, point.end), point.text, text)
    for heading in article.headings:
        at = heading.before
        if not 0 <= at <= len(text) or (0 < at < len(text) and text[at - 1] != "\n"):  # one may stand at the end
            yield Fault(case_id, "小标题的位置", (at, at), heading.text, text[at : at + 20])
    for span in (*article.spans, *(repair.span for repair in article.repairs)):
        if not 0 <= span[0] <= span[1] <= len(page):
            yield Fault(case_id, "版面上的出处", span, "", "")
    yield from _pieces(case_id, article, page)


def _said(base: sqlite3.Connection, case: Case, page: str) -> Iterator[Fault]:
    """What a person said must show on its words, and what it was said of must be as sound as the rest."""
    for start, end, words in base.execute(
            'SELECT start, "end", words FROM patches JOIN extracted ON extracted.id = extracted_id '
            "WHERE article_id = ? AND waits IS NULL AND start IS NOT NULL", (case.id,)):
        yield from _compare(case.id, "修改或批注", (start, end), words, case.article.text)
    if case.said:
        yield from article_faults(case.id, remembering.extracted(base, case), page)


def _pieces(case_id: int, article: Article, page: str) -> Iterator[Fault]:
    """What was taken from the page one to one must be there, but for the names that were put right."""
    mended = set()
    for repair in article.repairs:
        if repair.kind == "corrected_name" and repair.at is not None:
            mended.update(range(repair.at, repair.at + max(len(repair.after), repair.span[1] - repair.span[0])))
    for piece in article.pieces:
        quote = article.text[piece.text : piece.text + piece.length]
        found = page[piece.page : piece.page + piece.length]
        whole = len(quote) == len(found) == piece.length
        if not whole or not (quote == found or mended.issuperset(_unlike(quote, found, piece.text))
                             or mended.issuperset(_unlike(_plain(quote), _plain(found), piece.text))):
            yield Fault(case_id, "正文与版面", (piece.page, piece.page + piece.length), quote, found)


def _unlike(quote: str, found: str, at: int) -> list[int]:
    return [n for n, (said, there) in enumerate(zip(quote, found, strict=True), at) if said != there]


def _plain(words: str) -> str:
    """Words of a page as an article has them: letters, digits and blanks in half width, each in its place."""
    from db.extract.layout.lines import fold

    return fold(words).replace("．", ".")  # a point is folded between digits, which may stand outside


def _compare(case_id: int, what: str, span: Span, quote: str, text: str) -> Iterator[Fault]:
    start, end = span
    found = text[start:end] if 0 <= start <= end else ""
    if found != quote:
        yield Fault(case_id, what, span, quote, found)

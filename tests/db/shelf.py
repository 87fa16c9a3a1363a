"""The sample cases as a page, and a library that holds it."""

from dataclasses import replace
from functools import cache

from db.library import Library
from db.model import (
    Article,
    Block,
    Heading,
    Metric,
    Page,
    Pair,
    Piece,
    Region,
    Repair,
    Source,
    SummaryPoint,
)
from tests.samples import PAGE, sample_cases

TEXT = PAGE.read_text(encoding="utf-8")
SOURCE = Source("文明版.txt", encoding="utf-8", paper="文明报", date="2022-12-02")


@cache
def sample_page() -> Page:
    """The six sample articles; where their text is not the page's, a repair says so, as extraction would."""
    return Page(tuple(_mended(case.article) for case in sample_cases()))


def _mended(article: Article) -> Article:
    repairs = list(article.repairs)
    for piece in article.pieces:
        for n in range(piece.length):
            there, here = TEXT[piece.page + n], article.text[piece.text + n]
            if there != here:
                at = piece.page + n
                repairs.append(Repair("corrected_name", "改正地名", (at, at + 1), piece.text + n, there, here))
    return replace(article, repairs=tuple(repairs))


def shelve(path) -> Library:
    """A new library at `path` that holds the sample page, open for writing."""
    library = Library.create(path)
    library.add(TEXT, sample_page(), SOURCE)
    return library


# A page of which every field says something.
FULL_TEXT = "县里的事\n乡里换新颜\n甲乡今年修路3至5公里，投入20余万元，比去年增长一成。\n乙村也修了路。\n零星的话"


def full_page() -> Page:
    first, second = FULL_TEXT.split("\n")[2:4]
    text, at, end = f"{first}\n{second}", FULL_TEXT.index(first), len(first)
    metrics = (
        Metric(6, 11, "3至5公里", 3, 5, "公里", "range", "修路", "今年", None, "某省/某县/甲乡", (0, end)),
        Metric(14, 19, "20余万元", 200000, None, "元", "over", "投入", None, "up", None, (0, end)),
    )
    article = Article(
        "乡里换新颜", text, kicker="县里的事", subtitle="一条路的故事", byline=("张三", "李四"), dateline="12月1日",
        source_note="本报讯(王五)", headings=(Heading("路通了", 0), Heading("村活了", end + 1)),
        spans=((0, 4), (at, at + len(text))), pieces=(Piece(0, at, len(text)),),
        regions=(Region("某省/某县/甲乡", "110101001"), Region("某省/某县", None)), primary_region="某省/某县/甲乡",
        topics=("transport", "community"), subtopics=("community/grid",), metrics=metrics,
        pairs=(Pair("whole_part", 0, 1),),
        repairs=(Repair("moved_continuation", "把后半篇接回来", (at, at + end), end + 1, "前", "后"),
                 Repair("dropped_duplicate", "删去重复的一段", (0, 4), None)),
        summary=(SummaryPoint("practice", 0, end, first), SummaryPoint("result", end + 1, len(text), second)),
    )
    block = Block(len(FULL_TEXT) - 4, len(FULL_TEXT), "零星的话")
    return Page((article, Article("无处可寻", "没有地方，也没有主题。")), (block,))

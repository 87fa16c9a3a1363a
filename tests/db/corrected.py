"""A page of our own, and how a person's words are said about it in a test."""

import sqlite3
from contextlib import closing

from db import corrections, extract
from db.finding.tokens import NODE
from db.library import Library
from db.model import Case, Source
from tests.db.test_library import walk

STREET = "青石镇位于群山之间，过去巷子窄、路灯少，居民出门常为停车犯愁。"
ONE = "今年以来，全镇共改造老旧小区58个，惠及居民3200户，新增停车位460个。"
LAMPS = "西街社区还安装路灯58盏，投入资金20万元。"
OTHER = "据统计，东街社区今年拆除违章棚屋58个，腾出空地300亩，群众满意度达到98%。"
NEXT = "下一步，镇里将把更多小巷修好。"
TITLE, TITLE2 = "青石镇：旧巷换了新颜", "河湾村的“家门口”课堂"
SCHOOL = "河湾村地处库区，留守儿童较多。村里把闲置校舍改成书屋，购置图书1200册，每周开课3次。"
BOOKS = "书屋招募志愿者45名，陪伴孩子86人，家长都说好。"


def page(*paragraphs: str, title: str = TITLE) -> str:
    """The page with these paragraphs as its first article."""
    paragraphs = paragraphs or (STREET, ONE + LAMPS, OTHER + NEXT)
    return "\n\n".join((f"## {title}", *paragraphs, f"## {TITLE2}", SCHOOL, BOOKS)) + "\n"


def bring(library: Library, text: str, name: str = "版.txt") -> tuple[int, ...]:
    return library.add(text, extract.read_page(text), Source(name, date="2022-12-02")).case_ids


def at(case: Case, words: str) -> tuple[int, int]:
    start = case.article.text.index(words)
    return start, start + len(words)


def metric(case: Case, words: str, nth: int = 0) -> int:
    return [n for n, m in enumerate(case.article.metrics) if m.text == words][nth]


def by_title(library: Library, case_ids, words: str) -> Case:
    return next(case for case in map(library.case, case_ids) if words in case.article.title)


def say_everything(library: Library, case_id: int) -> Case:
    """One correction of every kind, and a note."""
    case = library.case(case_id)
    said = {"title": "旧巷换新颜", "byline": ["张三"], "date": "2022-12-01"}
    library.correct(case_id, *(corrections.field(case, name, new) for name, new in said.items()))
    library.correct(case_id, *corrections.places(case, ["云南省/文山壮族苗族自治州"], "云南省/文山壮族苗族自治州"))
    library.correct(case_id, corrections.field(case, "topics", ["community/grid", "transport"]))
    library.correct(case_id, *corrections.metric(case, metric(case, "58个"), value=59, subject="小区", period="去年"))
    library.correct(case_id, corrections.strike(case, metric(case, "300亩")))
    library.correct(case_id, corrections.text(case, *at(case, "巷子窄"), "巷道狭窄"))
    case = library.case(case_id)
    library.correct(case_id, corrections.add(case, *at(case, "更多小巷"), value=9, unit="条", subject="小巷"))
    return library.correct(case_id, corrections.note(case, *at(case, "西街社区还安装路灯"), "要核实", "green"))


def shows(library: Library) -> tuple:
    """All of a library that a person can see."""
    cases = [(case, library.page_text(case.page_id), library.unplaced(case.page_id)) for case in library.cases()]
    with closing(sqlite3.connect(library.path)) as base:
        base.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, words, row)")
        # Without the nodes of the facets, whose numbers nobody sees: a place that went and came has another.
        words = base.execute("SELECT term, doc, cnt FROM terms WHERE NOT term GLOB ?", (f"{NODE}*",)).fetchall()
    return cases, words, library.counts(), walk(library), library.waiting()

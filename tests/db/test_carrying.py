"""What goes along when a text changes, and what of a person's word goes to which page when pages come and go."""

from dataclasses import replace

import pytest

from db import corrections, extract
from db.library import Library
from db.model import Article, Bounds, Pair, Repair, SummaryPoint
from db.patching import boundaries, revising
from tests.db.corrected import LAMPS, NEXT, ONE, OTHER, STREET, bring, by_title, page

PLAN, DONE = "全县计划改造小区58个。", "目前已完成改造小区25个。"


def read(text: str) -> Article:
    return extract.measured(Article("小区的事", text))


def put(article: Article, old: str, new: str) -> revising.Edit:
    start = article.text.index(old)
    return start, start + len(old), new


# A text that changes


@pytest.mark.parametrize(("span", "edit", "within", "there"), [
    ((2, 5), (0, 1, "甲乙"), False, (3, 6)), ((2, 5), (5, 6, ""), False, (2, 5)), ((2, 5), (3, 4, "甲"), False, None),
    ((2, 5), (3, 4, "甲乙"), True, (2, 6)), ((2, 5), (2, 4, ""), True, (2, 3)), ((2, 5), (2, 5, "甲乙"), True, None),
    ((2, 5), (4, 6, "甲"), True, None),
])
def test_a_span_goes_with_its_words_or_is_gone(span, edit, within, there):
    assert revising.carried(span, edit, within=within) == there


def test_a_pair_whose_second_half_is_typed_is_a_pair():
    article = read(PLAN + DONE.replace("25个", ""))
    assert article.pairs == () and [m.text for m in article.metrics] == ["58个"]
    now = revising.rewrite(article, [put(article, "改造小区。", "改造小区25个。")])
    assert now.pairs == (Pair("planned_done", 0, 1),) == read(PLAN + DONE).pairs


def test_a_pair_that_is_kept_is_not_parted_by_one_that_is_found():
    article = replace(read(PLAN + DONE.replace("25个", "") + "已建成小区10个。"), pairs=(Pair("planned_done", 0, 1),))
    now = revising.rewrite(article, [put(article, "成改造小区", "成改造小区25个")])
    assert [m.text for m in now.metrics] == ["58个", "25个", "10个"]
    assert now.pairs == (Pair("planned_done", 0, 2),)


def test_what_the_first_of_two_edits_touched_is_measured_where_the_second_moves_it():
    article = read("镇里修了一条路。\n村里来了一些人。")
    first = put(article, "来了一些人", "来了300人")
    now = revising.rewrite(article, [first, (0, 0, "这是很久很久以前的旧事，" * 3)])
    assert [m.text for m in now.metrics] == ["300人"]


def test_a_point_of_which_only_blanks_are_left_is_none():
    article = replace(read("好 。\n村里修了路。"), summary=(SummaryPoint("result", 0, 2, "好 "),))
    assert revising.rewrite(article, [(0, 1, "")]).summary == ()


def test_words_put_right_before_a_name_the_program_mended_make_it_hers():
    mended = Repair("corrected_name", "", (0, 4), 0, "攀枝江市", "攀枝花市")
    article = replace(read("攀枝花市修了路。"), repairs=(mended,))
    (repair,) = revising.rewrite(article, [(0, 0, "昨天")]).repairs
    assert repair.at is None
    (repair,) = revising.rewrite(article, [(4, 4, "昨天")]).repairs
    assert repair.at == 0


# Pages that come and go


@pytest.fixture
def library(tmp_path):
    with Library.create(tmp_path / "a.casebook") as library:
        bring(library, page())
        yield library
        assert list(library.verify()) == []


def edited(n: int) -> str:
    return page(f"近日，第{n}批记者来到这里。", STREET, ONE + LAMPS, OTHER + NEXT)


def beside(n: int) -> str:
    """A page with the same first article and another second one."""
    return page().replace("1200册", f"{n}册")


def entitle(library: Library, case_id: int, title: str) -> None:
    library.correct(case_id, corrections.field(library.case(case_id), "title", title))


def test_what_was_said_comes_home_to_the_words_of_the_page_that_came_back(library):
    entitle(library, 1, "旧题新说")
    library.remove_page(1)
    new = by_title(library, bring(library, edited(1), "新版.txt"), "旧题新说")
    assert new.article.text.startswith("近日，第1批记者")


def test_of_pages_alike_the_one_that_is_gone_comes_home_first(library, monkeypatch):
    monkeypatch.setattr("db.store.person.remembering.FEW", 1)
    second = bring(library, beside(2), "二.txt")[0]
    entitle(library, 1, "走了的")
    entitle(library, second, "还在的")
    library.remove_page(1)
    by_title(library, bring(library, beside(3), "三.txt"), "走了的")
    assert library.waiting() == ()


def test_of_pages_alike_the_newest_word_counts_and_one_taken_back_is_none(library, monkeypatch):
    monkeypatch.setattr("db.store.person.remembering.FEW", 1)
    entitle(library, 1, "先说的")
    second = bring(library, beside(2), "二.txt")[0]
    library.correct(second, corrections.field(library.case(second), "title", "后说的"))
    third = bring(library, beside(3), "三.txt")[0]
    library.withdraw(*(one.patch.id for one in library.case(third).said))
    new = by_title(library, bring(library, beside(4), "四.txt"), "后说的")
    assert [one.patch.new for one in new.said][-1] == "后说的"


def test_a_copy_of_what_was_said_keeps_its_day(library, monkeypatch):
    monkeypatch.setattr("db.store.person.remembering.now", lambda: "2020-02-02T02:02:02+00:00")
    entitle(library, 1, "旧题新说")
    monkeypatch.undo()
    new = by_title(library, bring(library, edited(1), "新版.txt"), "旧题新说")
    assert [one.patch.made for one in new.said] == ["2020-02-02T02:02:02+00:00"]


def test_a_note_goes_with_its_half_of_an_article_though_the_other_says_the_same(library):
    twice = "居民都说这样修得好。"
    text = page(STREET + twice, ONE + LAMPS + twice, title="两处一样的话")
    number = bring(library, text, "二.txt")[0]
    case = library.case(number)
    start = case.article.text.rindex(twice)
    library.correct(number, corrections.note(case, start, start + len(twice), "记"))
    whole = library.bounds(case.page_id).extracted
    library.arrange(case.page_id, Bounds(whole, (boundaries.said(text, whole, "split", text.index(ONE)),)))
    held = [library.case(n) for n in library.page_cases(case.page_id)]
    (noted,) = [one for one in held if one.notes]
    assert noted.article.text.startswith(ONE) and noted.article.text[slice(*noted.notes[0].span)] == twice
    assert len(held) == 3 and library.waiting() == ()

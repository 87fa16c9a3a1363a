"""What a person says holds, is told apart from what was extracted, and is never lost nor put on other words."""

import random

import pytest

from db import corrections, extract
from db.errors import CasebookError
from db.library import Library
from db.model import Region
from tests.db import corrected
from tests.db.corrected import LAMPS, NEXT, ONE, OTHER, STREET, at, bring, by_title, metric, page, say_everything, shows


@pytest.fixture
def library(tmp_path):
    with Library.create(tmp_path / "a.casebook") as library:
        bring(library, page())
        library.forget_steps()
        yield library
        assert list(library.verify()) == []  # whatever a test did


def kinds(case):
    return sorted((said.patch.kind, said.patch.field) for said in case.said)


def test_everything_a_person_says_holds_and_is_told(library):
    case = say_everything(library, 1)
    article = case.article
    assert (article.title, article.byline, case.source.date) == ("旧巷换新颜", ("张三",), "2022-12-01")
    assert article.regions == (Region("云南省/文山壮族苗族自治州", "532600"),)
    assert article.primary_region == "云南省/文山壮族苗族自治州"
    assert (article.topics, article.subtopics) == (("community", "transport"), ("community/grid",))
    assert "巷道狭窄" in article.text
    told = {(said.patch.kind, said.patch.field): said for said in case.said}
    changed = article.metrics[told["metric", "value"].metric]
    assert (changed.text, changed.value, changed.subject, changed.period) == ("58个", 59, "小区", "去年")
    added = article.metrics[told["add", ""].metric]
    assert (added.text, added.value, added.unit, article.text[slice(*added.sentence)]) == ("更多小巷", 9, "条", NEXT)
    assert not any(m.text == "300亩" for m in article.metrics)
    assert article.text[slice(*told["strike", ""].span)] == "300亩"
    assert article.text[slice(*told["text", "text"].span)] == "巷道狭窄"
    (note,) = case.notes
    assert article.text[slice(*note.span)] == "西街社区还安装路灯"
    assert note.patch.new == {"text": "要核实", "colour": "green"}
    assert told["field", "title"].patch.old == corrected.TITLE
    assert library.waiting() == ()


def test_tree_index_and_counts_follow_in_the_same_step(library):
    before = library.counts()
    say_everything(library, 1)
    assert [hit.case_id for hit in library.search("张三")] == [1]
    assert [hit.title for hit in library.search("旧巷换新颜")] == ["旧巷换新颜"]
    assert library.search("旧巷换了新颜") == () == library.search("巷子窄")
    assert [hit.case_id for hit in library.search("巷道狭窄 文山")] == [1]
    assert [(b.label, b.count) for b in library.branches("root:regions")] == [("云南省", 1), ("未标地区", 1)]
    assert [b.case_id for b in library.branches("topic:community/grid")] == [1]
    assert "topic:renewal" not in {b.key for b in library.branches("root:topics")}
    assert library.counts() == before  # one metric more, one fewer
    library.correct(1, corrections.strike(library.case(1), 0))
    assert library.counts().metrics == before.metrics - 1


def test_undoing_everything_gives_exactly_what_was_extracted_and_redoing_what_was_said(library):
    fresh, before = library.case(1), shows(library)
    said = say_everything(library, 1)
    later = shows(library)
    steps = 0
    while library.undo():
        steps += 1
    assert steps == 8
    assert library.case(1) == fresh and library.extracted(1) == fresh.article
    assert shows(library) == before
    assert list(library.verify()) == []
    while library.redo():
        steps -= 1
    assert steps == 0
    assert library.case(1) == said
    assert shows(library) == later


def test_undo_and_redo_say_what_they_would_do(library):
    assert library.next_steps() == (None, None) and library.undo() is None and library.redo() is None
    case = library.case(1)
    library.correct(1, corrections.field(case, "title", "甲"))
    library.correct(1, corrections.note(case, 0, 4))
    undoing, redoing = library.next_steps()
    assert (undoing.what, undoing.case_id, redoing) == ("note", 1, None)
    library.undo()
    undoing, redoing = library.next_steps()
    assert (undoing.what, undoing.field, redoing.what) == ("field", "title", "note")
    library.correct(1, corrections.field(case, "title", "乙"))
    assert library.next_steps()[1] is None  # another way was taken
    library.undo()
    assert library.case(1).article.title == "甲"


def test_steps_outlive_the_program(library, tmp_path):
    library.correct(1, corrections.field(library.case(1), "title", "甲"))
    library.close()
    with Library.open(tmp_path / "a.casebook", write=True) as again:
        assert again.case(1).article.title == "甲"
        again.undo()
        assert again.case(1).article.title == corrected.TITLE
    library._base = Library.open(tmp_path / "a.casebook", write=True)._base


def test_any_patch_can_be_taken_back_whenever(library):
    fresh = library.case(1).article
    case = say_everything(library, 1)
    patches = [said.patch.id for said in (*case.said, *case.notes)]
    random.Random(4).shuffle(patches)
    for number in patches:
        library.withdraw(number)
        assert list(library.verify()) == []
    assert library.case(1).article == fresh and library.case(1).said == ()
    with pytest.raises(CasebookError, match="已被撤销"):
        library.withdraw(patches[0])
    library.undo()
    assert len(library.case(1).said) + len(library.case(1).notes) == 1


def test_saying_it_again_takes_the_place_of_what_was_said(library):
    for title in ("甲", "乙"):
        case = library.correct(1, corrections.field(library.case(1), "title", title))
    for value in (60, 61):
        case = library.correct(1, *corrections.metric(library.case(1), 0, value=value))
    assert kinds(case) == [("field", "title"), ("metric", "value")]
    assert [said.patch.old for said in case.said] == [corrected.TITLE, 58]
    case = library.correct(1, corrections.field(case, "title", corrected.TITLE), *corrections.metric(case, 0, value=58))
    assert case.said == ()
    assert case.article == library.extracted(1)


def test_a_metric_struck_and_added_again(library):
    case = library.case(1)
    case = library.correct(1, corrections.strike(case, 0))
    case = library.correct(1, corrections.add(case, *at(case, "58个"), value=57, unit="个", subject="小区"))
    assert kinds(case) == [("add", "")]
    assert case.article.metrics[0].value == 57
    case = library.correct(1, *corrections.metric(case, 0, unit="座"))
    assert (case.article.metrics[0].unit, case.article.metrics[0].value) == ("座", 57)
    case = library.correct(1, corrections.strike(case, 0))
    assert kinds(case) == [("strike", "")] and case.article.metrics[0].text == "3200户"
    case = library.correct(1, corrections.add(case, *at(case, "小巷修好"), value=1, unit="条", subject="巷"))
    case = library.correct(1, corrections.strike(case, metric(case, "小巷修好")))
    assert kinds(case) == [("strike", "")]  # what she had only added is simply gone


@pytest.mark.parametrize(("act", "words"), [
    (lambda c: corrections.field(c, "title", " "), "标题不能是空的"),
    (lambda c: corrections.field(c, "date", "12月1日"), "不是日期"),
    (lambda c: corrections.text(c, 0, len(c.article.text), " \n"), "正文不能是空的"),
    (lambda c: corrections.texts(c, " \n"), "正文不能是空的"),
    (lambda c: corrections.metric(c, 0, value="多"), "不是数"),
    (lambda c: corrections.metric(c, 0, value=float("inf")), "不是数"),
    (lambda c: corrections.metric(c, 0, unit=""), "要有单位"),
    (lambda c: corrections.point(c, *at(c, "\n"), "result"), "没有句子"),
])
def test_what_cannot_be_is_told(library, act, words):
    with pytest.raises(CasebookError, match=words):
        act(library.case(1))


@pytest.mark.parametrize("act", [
    lambda c: corrections.field(c, "text", "x"), lambda c: corrections.metric(c, 0, start=3),
    lambda c: corrections.metric(c, 0, change="sideways"), lambda c: corrections.field(c, "topics", ["nonsense"]),
    lambda c: corrections.note(c, 5, 5),
])
def test_a_mistake_of_ours_is_no_message_to_a_person(library, act):
    with pytest.raises(ValueError):
        act(library.case(1))


def test_what_was_said_of_a_case_that_changed_meanwhile_is_refused(library):
    case = library.case(1)
    patch = corrections.strike(case, metric(case, "58个"))
    library.correct(1, corrections.text(case, *at(case, ONE), "今年没有改造。"))
    before = shows(library)
    with pytest.raises(CasebookError, match="没有保存"):
        library.correct(1, patch)
    assert shows(library) == before


def test_a_corrected_sentence_is_measured_again_the_others_stay(library):
    case = library.case(1)
    case = library.correct(1, corrections.text(case, *at(case, "安装路灯58盏"), "安装路灯63盏、长椅70张"))
    words = [m.text for m in case.article.metrics]
    assert words[:6] == ["58个", "3200户", "460个", "63盏", "70张", "20万元"] and words[6:] == ["58个", "300亩", "98%"]
    assert LAMPS.replace("58盏", "63盏、长椅70张") in [point.text for point in case.article.summary]


def test_two_corrections_of_one_sentence_and_a_metric_in_between(library):
    case = library.case(1)
    library.correct(1, *corrections.metric(case, metric(case, "58盏"), subject="灯"))
    case = library.correct(1, corrections.text(library.case(1), *at(case, "还安装"), "又新装了一批太阳能"))
    case = library.correct(1, corrections.text(case, *at(case, "太阳能"), "节能"))
    assert case.article.metrics[metric(case, "58盏")].subject == "灯"
    assert "又新装了一批节能路灯" in case.article.text and library.waiting() == ()
    text = next(said.patch.id for said in case.said if said.patch.new == "又新装了一批太阳能")
    library.withdraw(text)
    assert [(w.patch.new, w.why) for w in library.waiting()] == [("节能", "gone")]
    assert library.case(1).article.metrics[metric(case, "58盏")].subject == "灯"


def test_a_whole_text_typed_anew(library):
    case = library.case(1)
    new = case.article.text.replace("路灯少", "路灯稀少").replace("300亩", "310亩") + "\n新的一段有12个人。"
    case = library.correct(1, *corrections.texts(case, new))
    assert case.article.text == new and "310亩" in [m.text for m in case.article.metrics]
    case = library.correct(1, *corrections.texts(case, new.replace("小巷", "巷道").replace("停车犯愁", "停车发愁")))
    assert case.article.text == new.replace("小巷", "巷道").replace("停车犯愁", "停车发愁")
    case = library.correct(1, corrections.text(case, 0, 0, "开头。"), )
    assert case.article.text.startswith("开头。青石镇")
    case = library.correct(1, corrections.text(case, len(case.article.text), len(case.article.text), "\r\n  完。"))
    assert case.article.text.endswith("12个人。\n完。")


def test_paragraphs_joined_and_parted_stay_so_on_an_edited_page(library):
    case = library.case(1)
    library.correct(1, corrections.text(case, *at(case, "\n"), ""))
    case = library.case(1)
    library.correct(1, corrections.text(case, case.article.text.index("西街"), case.article.text.index("西街"), "\n"))
    new = bring(library, page(STREET.replace("群山", "大山"), ONE + LAMPS, OTHER.replace("据统计", "据悉") + NEXT))
    case = by_title(library, new, "旧巷")
    assert case.article.text.split("\n")[:2] == [STREET.replace("群山", "大山") + ONE, LAMPS]
    assert library.waiting() == ()


def test_a_note_keeps_to_its_words(library):
    case = library.correct(1, corrections.note(library.case(1), *at(library.case(1), "路灯58盏"), "?"))
    note = case.notes[0].patch.id
    library.annotate(note, text="问过了", colour="pink")
    steps = library.next_steps()
    library.annotate(note, text="问过了", colour="pink")
    library.annotate(note)
    assert library.next_steps() == steps, "what changes nothing is no step"
    library.undo()
    assert library.case(1).notes[0].patch.new["text"] == "?"
    library.redo()
    case = library.correct(1, corrections.text(library.case(1), 0, 5, "我们的青石小镇，"))
    assert case.article.text[slice(*case.notes[0].span)] == "路灯58盏"
    assert case.notes[0].patch.new == {"text": "问过了", "colour": "pink"}
    case = library.correct(1, corrections.text(case, *at(case, "灯58"), "灯共58"))  # within: it grows
    assert case.article.text[slice(*case.notes[0].span)] == "路灯共58盏"
    case = library.correct(1, corrections.text(case, *at(case, LAMPS.replace("灯58", "灯共58")), "另有别的事。"))
    assert case.notes == () and [(w.patch.id, w.why) for w in library.waiting(1)] == [(note, "gone")]
    library.settle(note, 1, at(case, "别的事"))
    case = library.case(1)
    assert case.article.text[slice(*case.notes[0].span)] == "别的事" and library.waiting() == ()


# Another import of the page


EDITED = {
    "a few characters": page(STREET.replace("犯愁", "发愁"), ONE.replace("以来", "来") + LAMPS, OTHER + NEXT),
    "paragraphs in another order": page(OTHER + NEXT, STREET, ONE + LAMPS),
    "a paragraph more": page("近日，记者来到这里采访。", STREET, ONE + LAMPS, "各地纷纷前来学习。", OTHER + NEXT),
    "another title": page(title="旧巷子的新面貌"),
    "a sentence moved": page(STREET + ONE, OTHER, LAMPS + NEXT),
}


@pytest.mark.parametrize("how", EDITED)
def test_an_edited_page_has_what_was_said(library, how):
    said = say_everything(library, 1)
    case = by_title(library, bring(library, EDITED[how], "新版.txt"), "旧巷换新颜")
    assert case.id > 2 and library.waiting() == ()
    assert kinds(case) == kinds(said) and len(case.notes) == 1
    assert (case.article.byline, case.article.primary_region) == (("张三",), "云南省/文山壮族苗族自治州")
    one = next(m for m in case.article.metrics if m.value == 59)
    assert case.article.text[slice(*one.sentence)].startswith("今年")
    assert "巷道狭窄" in case.article.text
    assert case.article.text[slice(*case.notes[0].span)] == "西街社区还安装路灯"
    assert library.case(1) == said  # the first page is what it was


@pytest.mark.parametrize(("paragraphs", "left"), [
    ((STREET, LAMPS, OTHER + NEXT), "58个"),  # its sentence is gone, the other 58个 is not meant
    ((STREET, ONE.replace("58", "61") + LAMPS, OTHER + NEXT), "58个"),
    ((STREET, ONE.replace("老旧小区", "").replace("全镇共", "") + OTHER, LAMPS + NEXT), None),
])
def test_what_fits_no_more_waits_and_never_jumps(library, paragraphs, left):
    case = library.case(1)
    library.correct(1, *corrections.metric(case, metric(case, "58个"), value=59))
    new = by_title(library, bring(library, page(*paragraphs), "新版.txt"), "旧巷")
    if left:
        assert [(w.patch.field, w.why, w.case_id) for w in library.waiting()] == [("value", "gone", new.id)]
    for held in new.article.metrics:
        if "东街" in new.article.text[slice(*held.sentence)]:
            assert held.value != 59
    assert new.said or library.waiting()


def test_a_page_taken_out_and_brought_again_has_what_was_said(library):
    said = say_everything(library, 1)
    library.remove_page(1)
    assert {w.why for w in library.waiting()} == {"homeless"}
    assert len(library.waiting()) == len(said.said) + 1
    case = by_title(library, bring(library, page()), "旧巷换新颜")
    assert case.article == said.article and kinds(case) == kinds(said)
    assert library.waiting() == ()


def test_the_same_page_again_changes_nothing(library):
    said = say_everything(library, 1)
    before = shows(library)
    bring(library, page())
    assert shows(library) == before and library.case(1) == said


def test_what_the_edited_page_says_already_is_no_longer_missing(library):
    library.correct(1, corrections.text(library.case(1), *at(library.case(1), "巷子窄"), "巷道狭窄"))
    new = page(STREET.replace("巷子窄", "巷道狭窄"), ONE + LAMPS, OTHER + NEXT)
    case = by_title(library, bring(library, new, "新版.txt"), "旧巷")
    assert kinds(case) == [("text", "text")] and library.waiting() == ()
    assert case.article.text.count("巷道狭窄") == 1


def test_another_article_gets_nothing(library):
    say_everything(library, 1)
    case = library.case(2)
    assert case.said == () and case.article == extract.read_page(page()).articles[1]
    tea = ("一条新路修到了山上的村子里，孩子们上学方便多了。", "全村今年共卖出茶叶58个品种，收入20万元。")
    other = page(*tea, title="茶山")
    assert by_title(library, bring(library, other, "别的.txt"), "茶山").said == ()


def test_a_patch_of_an_article_that_is_gone_can_be_settled_on_another(library):
    case = library.case(1)
    library.correct(1, corrections.field(case, "title", "新题"), corrections.note(case, 0, 3, "记"))
    library.remove_page(1)
    (new,) = bring(library, "## 完全不同的文章\n\n这里说的是别的事情，与前面的文章没有一句相同。\n")
    title, note = library.waiting()
    library.settle(title.patch.id, new)
    case = library.settle(note.patch.id, new, (0, 4))
    assert case.article.title == "新题" and case.notes[0].patch.new["text"] == "记" and library.waiting() == ()
    with pytest.raises(ValueError):
        library.settle(case.notes[0].patch.id, new)
    library.undo()
    assert [w.patch.kind for w in library.waiting()] == ["note"]


# Pages in and out as steps


def test_import_and_removal_are_undone_whole(library):
    say_everything(library, 1)
    library.forget_steps()
    before = shows(library)
    with library.one_step():
        bring(library, EDITED["a paragraph more"], "二.txt")
        bring(library, EDITED["another title"], "三.txt")
    later = [library.case(n) for n in range(1, 7)]
    assert library.next_steps()[0].pages == 2
    assert library.undo().what == "import"
    assert shows(library) == before
    assert library.waiting() == ()
    library.redo()
    assert [library.case(n) for n in range(1, 7)] == later
    library.remove_page(1)
    library.undo()
    assert [library.case(n) for n in range(1, 7)] == later
    library.redo()
    assert library.counts().pages == 2 and {w.why for w in library.waiting()} == {"homeless"}


@pytest.mark.parametrize(("statement", "words"), [
    ("UPDATE patches SET start = start + 1 WHERE kind = 'note'", "修改或批注"),
    ("UPDATE patches SET words = '别的' WHERE kind = 'text'", "修改或批注"),
    ("UPDATE extracted SET article = replace(article, '3200户', '3300户')", "正文与版面"),
])
def test_verify_finds_what_does_not_hold_of_what_was_said(library, statement, words):
    say_everything(library, 1)
    library._base.execute("BEGIN")
    library._base.execute(statement)
    assert words in {fault.what for fault in library.verify()}
    library._base.execute("ROLLBACK")


def test_what_waits_at_one_page_is_not_copied_to_the_next(library):
    case = library.case(1)
    library.correct(1, *corrections.metric(case, metric(case, "58个"), value=59))
    library.correct(1, corrections.text(library.case(1), *at(case, ONE), "今年改造了许多老旧小区，惠及居民3200户。"))
    assert len(library.waiting()) == 1
    new = by_title(library, bring(library, EDITED["another title"], "新版.txt"), "旧巷")
    assert kinds(new) == [("text", "text")] and [w.case_id for w in library.waiting()] == [1]


def test_what_waits_at_the_likest_page_comes_along_where_its_words_are_back(library):
    case = library.case(1)
    library.correct(1, *corrections.metric(case, metric(case, "58盏"), value=59))
    more = "近日，记者来到这里采访，街坊们正在树下乘凉，孩子们在新修的小广场上追逐打闹。"
    without = by_title(library, bring(library, page(more, STREET, ONE, OTHER + NEXT), "二.txt"), "旧巷")
    assert [(w.patch.field, w.case_id) for w in library.waiting()] == [("value", without.id)]
    again = by_title(library, bring(library, page(more, STREET, ONE + LAMPS, OTHER + NEXT), "三.txt"), "旧巷")
    assert [m.value for m in again.article.metrics if m.text == "58盏"] == [59]
    assert [w.case_id for w in library.waiting()] == [without.id], "and is not waited for twice"

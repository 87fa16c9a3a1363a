"""The boundaries of a page set right after the import: kept, shown on the case, undone, taken back, reviewed."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QPushButton

from db import extract
from db.library import Library
from db.model import Source
from ui.rawpage import RawPage
from ui.reviewing.arranging import Arranging

TEXT = """## 柳河镇：老街修了新路

柳河镇的老街年久失修，今年铺设石板路800米，安装路灯60盏。

街坊们晚上愿意出门了，沿街的小店添了12家。

清溪村的河长带着村民疏浚沟渠12公里，种下柳树3000棵。

如今河岸干净了，散步的人多了起来，村里又添了6张长椅。

## 白鹭乡：晒谷场边的书屋

白鹭乡把旧仓库改成书屋，购置图书1200册，每周开课3次。
"""


@pytest.fixture
def desk(make_window, qtbot, wait_written, tmp_path):
    """A window on a page of two articles, of which the first holds a third."""
    file = tmp_path / "甲.casebook"
    with Library.create(file) as library:
        library.add(TEXT, extract.read_page(TEXT), Source("四月一日.txt"))
    window = make_window()
    window.start(file)
    with qtbot.waitExposed(window):
        window.show()
    return wait_written(window)


def arranging(desk, qtbot) -> Arranging:
    desk.commands["arrange"].trigger()
    form = desk.editing.questions.form
    qtbot.waitUntil(lambda: form.desk.current() is not None, timeout=15000)
    return form


def act(qtbot, form, name, words="") -> None:
    if words:
        form.desk.sheet.choose(next(n for n, one in enumerate(form.desk.passages)
                                    if words in form.desk._text[one.start : one.end]))
    with qtbot.waitSignal(form.desk.settled, timeout=15000):
        form.desk.actions_by_name[name].trigger()


def split(desk, qtbot) -> None:
    form = arranging(desk, qtbot)
    assert not form.keep.isEnabled() and not form.restore.isEnabled()
    act(qtbot, form, "split", "清溪村的河长")
    with qtbot.waitSignal(form.desk.settled):
        form.desk.rename("清溪村：河长治水")
    form.keep.click()
    desk.written()
    assert desk.editing.questions.form is None


def titles(desk) -> list[str]:
    return [desk.library.case(n).article.title for n in desk.library.page_cases(1)]


def test_only_an_article_with_another_behind_it_can_be_joined(desk, qtbot) -> None:
    form = arranging(desk, qtbot)
    for n, joins in ((0, True), (len(form.desk.passages) - 1, False)):
        form.desk.sheet.choose(n)
        assert form.desk.actions_by_name["join"].isEnabled() is joins
    form.reject()


def test_an_article_is_parted_kept_undone_and_done_again(desk, qtbot) -> None:
    desk.open_case(1)
    split(desk, qtbot)
    assert titles(desk) == ["柳河镇：老街修了新路", "白鹭乡：晒谷场边的书屋", "清溪村：河长治水"]
    assert desk.case.id == 1 and "清溪村" not in desk.article.toPlainText().split("分篇经")[1]
    assert "分篇经人工调整 1 步" in desk.article.toPlainText()
    note = desk.article.marks.note[0].center() - QPointF(0, desk.article.verticalScrollBar().value())
    assert "另成一篇" in desk.article.tip_at(note)
    assert "调整分篇" in desk.commands["undo"].text()
    desk.open_case(3)
    desk.commands["undo"].trigger()
    desk.written()
    assert len(titles(desk)) == 2
    assert desk.case.id == 1, "the first of its page, where the one that was open is gone"
    desk.commands["redo"].trigger()
    desk.written()
    assert titles(desk)[2] == "清溪村：河长治水"


def test_what_is_left_changes_nothing(desk, qtbot) -> None:
    form = arranging(desk, qtbot)
    act(qtbot, form, "split", "清溪村的河长")
    assert form.keep.isEnabled()
    act(qtbot, form, "undo")
    assert not form.keep.isEnabled()
    act(qtbot, form, "redo")
    form.leave.click()
    desk.written()
    assert len(titles(desk)) == 2 and desk.library.next_steps()[0].what == "import"


def test_the_way_from_the_raw_page(desk, qtbot) -> None:
    desk.show_page()
    button = next(b for b in desk.findChild(RawPage).findChildren(QPushButton) if "分篇" in b.text())
    button.click()
    form = desk.editing.questions.form
    assert isinstance(form, Arranging)
    qtbot.waitUntil(lambda: form.desk.current() is not None, timeout=15000)
    form.reject()
    desk.written()


def test_the_program_s_own_boundaries_come_back(desk, qtbot) -> None:
    split(desk, qtbot)
    form = arranging(desk, qtbot)
    assert "人工调整　标题改为《清溪村：河长治水》" in form.desk.sheet.toPlainText()
    with qtbot.waitSignal(form.desk.settled):
        form.restore.click()
    form.keep.click()
    desk.written()
    assert len(titles(desk)) == 2 and desk.library.bounds(1).steps == ()


def test_one_step_is_taken_back_from_the_list_of_the_case(desk, qtbot) -> None:
    split(desk, qtbot)
    desk.open_case(3)
    desk.commands["corrections"].trigger()
    form = desk.editing.questions.form
    assert [form.tree.topLevelItem(n).text(0) for n in range(2)] == ["分篇：改标题", "分篇：另成一篇"]
    form.restore.click()
    desk.written()
    assert form.tree.topLevelItemCount() == 1
    form.reject()
    assert [s.field for s in desk.library.bounds(1).steps] == ["split"]
    assert "清溪村：河长治水" not in titles(desk)


def test_taking_back_what_made_the_open_case_shows_another(desk, qtbot) -> None:
    split(desk, qtbot)
    desk.open_case(3)
    desk.commands["corrections"].trigger()
    form = desk.editing.questions.form
    form.tree.selectAll()
    form.restore.click()
    desk.written()
    assert desk.editing.questions.form is None
    assert len(titles(desk)) == 2 and desk.case is not None and desk.case.id in (1, 2)


def test_a_step_that_waits_is_told_and_leads_to_its_page(desk, qtbot) -> None:
    form = arranging(desk, qtbot)
    form.desk.sheet.choose(2)
    with qtbot.waitSignal(form.desk.settled):
        form.desk.move_to(1)
    form.keep.click()
    desk.written()

    def without(text):  # the article that it was moved to is none any more
        page = extract.read_page(text)
        return replace(page, articles=page.articles[:1])

    with Library.open(desk.library.path, write=True) as writing:
        writing.adopt(*writing.reextract(without))
    desk._changed(None)
    desk.written()
    assert "待复核的更正 1 条" in desk.editing.waits.text()
    desk.commands["review"].trigger()
    form = desk.editing.questions.form
    assert form.waits.patch.field == "move" and "重新分一次" in form.told.text()
    form.keep.click()
    assert isinstance(desk.editing.questions.form, Arranging)
    desk.editing.questions.form.reject()
    desk.written()


def test_a_new_step_leaves_nothing_to_redo(desk, qtbot) -> None:
    form = arranging(desk, qtbot)
    redo = form.desk.actions_by_name["redo"]
    act(qtbot, form, "split", "清溪村的河长")
    act(qtbot, form, "undo")
    assert redo.isEnabled()
    act(qtbot, form, "drop", "如今河岸")
    assert not redo.isEnabled()
    act(qtbot, form, "undo")
    assert redo.isEnabled() and not form.desk.actions_by_name["undo"].isEnabled()
    form.reject()


def test_the_program_s_own_boundaries_are_one_step_that_leaves_nothing_to_redo(desk, qtbot) -> None:
    split(desk, qtbot)
    form = arranging(desk, qtbot)
    act(qtbot, form, "drop", "如今河岸")
    act(qtbot, form, "undo")
    with qtbot.waitSignal(form.desk.settled):
        form.restore.click()
    assert not form.desk.actions_by_name["redo"].isEnabled() and len(form.desk.page.articles) == 2
    act(qtbot, form, "undo")
    assert len(form.desk.page.articles) == 3 and form.desk.actions_by_name["redo"].isEnabled()
    form.reject()


def test_what_was_laid_out_for_a_page_put_away_is_not_shown(desk, qtbot) -> None:
    form = arranging(desk, qtbot)
    form.desk.change("split", TEXT.index("清溪村的河长"))
    form.desk.say("没有这一页")
    qtbot.waitUntil(lambda: not desk.jobs.busy)
    assert form.desk.page is None and "清溪村" not in form.desk.sheet.toPlainText()
    form.reject()

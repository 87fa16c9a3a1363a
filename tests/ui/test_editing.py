"""Correcting, annotating and undoing in the window, on a real library that is opened again afterwards."""

import sqlite3
from contextlib import closing

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox
from shiboken6 import isValid

from db import corrections
from db.library import Library
from db.model import Patch
from ui import clipboard, saying
from ui.navigator.tree import BRANCH
from ui.printing import printer

YUNNAN = "改造老旧小区"


@pytest.fixture
def desk(window, wait_written):
    """The window with the case of a town in Yunnan open, and a way to wait until everything is written."""
    case_id = next(n for n in range(1, 7) if YUNNAN in window.library.case(n).article.title)
    window.open_case(case_id)
    window.activateWindow()
    return wait_written(window)


def reopened(window, case_id=None):
    with Library.open(window.library.path) as library:
        return library.case(case_id or window.case.id)


def select(window, words: str) -> tuple[int, int]:
    start = window.case.article.text.index(words)
    window.article.select_span((start, start + len(words)))
    return start, start + len(words)


def seen(window, rect) -> QPointF:
    """The middle of a rectangle of the document in the viewport."""
    return rect.center() - QPointF(0, window.article.verticalScrollBar().value())


def keep(window) -> None:
    QTest.mouseClick(window.editing.questions.form.keep, Qt.MouseButton.LeftButton)
    window.written()
    assert window.editing.questions.form is None


def branches(window) -> list[str]:
    """The labels of every branch that is shown in the tree."""
    tree, found = window.navigator.tree, []
    index = tree.model().index(0, 0)
    while index.isValid():
        found.append(index.data(BRANCH).label)
        index = tree.indexBelow(index)
    return found


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # popups, off screen
def test_the_head_of_a_case_is_corrected_in_every_place_and_undone(desk) -> None:
    was = desk.case
    desk.commands["details"].trigger()
    form = desk.editing.questions.form
    desk.written()  # the names of the places
    form.lines["title"].edit.setText("磐石巷的新模样")
    form.lines["byline"].edit.setText("甲某、乙某")
    form.lines["date"].edit.setText("2022年12月2日")
    form.topics.items["transport"].setCheckState(0, Qt.CheckState.Checked)
    form.places.line.setFocus()
    typed = QInputMethodEvent()
    typed.setCommitString("明溪县")
    QApplication.sendEvent(form.places.line, typed)
    offered = form.places.completer.model().stringList()
    assert offered[0] == "福建省 › 三明市 › 明溪县"
    QTest.keyClick(form.places.line, Qt.Key.Key_Return)
    assert "福建省/三明市/明溪县" in [place.path for place in form.places.places()]
    form.places.make_main()
    keep(desk)
    for case in (desk.case, reopened(desk)):
        article = case.article
        assert (article.title, article.byline, case.source.date) == ("磐石巷的新模样", ("甲某", "乙某"), "2022-12-02")
        assert article.primary_region == "福建省/三明市/明溪县"
        assert article.topics == (*was.article.topics, "transport")
    assert "磐石巷的新模样" in desk.article.toPlainText()
    assert desk.windowTitle() == "磐石巷的新模样"
    assert "磐石巷的新模样" in branches(desk)
    assert desk.navigator.tree.currentIndex().data(BRANCH).case_id == was.id
    assert [hit.case_id for hit in desk.library.search("磐石巷")] == [was.id]
    stamps = {stamp.field for stamp in desk.article.spoken.stamps}
    assert {"title", "byline", "date", "chips"} <= stamps
    stamp = next(one for one in desk.article.spoken.stamps if one.field == "title")
    assert was.article.title in desk.article.tip_at(seen(desk, stamp.place))
    assert desk.commands["undo"].text().startswith("撤销：")
    desk.commands["undo"].trigger()
    desk.written()
    assert (desk.case.article, desk.case.source) == (was.article, was.source) == (
        reopened(desk).article, reopened(desk).source)
    assert not desk.article.spoken.stamps
    desk.commands["redo"].trigger()
    desk.written()
    assert desk.case.article.title == "磐石巷的新模样"


def test_what_cannot_be_is_said_in_the_form_and_nothing_typed_is_lost(desk) -> None:
    desk.commands["details"].trigger()
    form = desk.editing.questions.form
    desk.written()
    for name, wrong, words in (("title", " ", "标题"), ("date", "2022-13-40", "2022-13-40")):
        right = form.lines[name].edit.text()
        form.lines[name].edit.setText(wrong)
        form.keep.click()
        assert form.isVisible() and form.wrong.isVisible() and words in form.wrong.text()
        assert form.lines[name].edit.text() == wrong
        assert form.focusWidget() is form.lines[name].edit and form.lines[name].edit.selectedText() == wrong
        form.lines[name].edit.setText(right)
    form.places.line.setText("不存在的地名")
    form.keep.click()
    assert "不存在的地名" in form.wrong.text()
    form.places.line.clear()
    form.keep.click()
    assert desk.editing.questions.form is None
    assert reopened(desk).said == ()


def test_a_metric_is_corrected_from_its_row_and_bears_a_stamp(desk, qtbot) -> None:
    was = desk.case.article.metrics[0]
    view = desk.metrics.view
    view.selectRow(0)
    QTest.keyClick(view, Qt.Key.Key_Return)
    form = desk.editing.questions.form
    form.lines["value"].edit.setText("１．２万")
    form.lines["unit"].edit.setText("座")
    form.qualifier.setCurrentIndex(form.qualifier.findData("about"))
    keep(desk)
    for case in (desk.case, reopened(desk)):
        metric = case.article.metrics[0]
        assert (metric.value, metric.unit, metric.qualifier, metric.text) == (12000, "座", "about", was.text)
    model = desk.metrics.model
    assert model.words(0, 1) == "12,000"
    assert len(model.said(0)) == 3 and not model.said(1)
    assert "原为：58" in model._tip(0)
    desk.editing.questions.metric(0)
    form = desk.editing.questions.form
    form.lines["value"].back.linkActivated.emit("back")
    keep(desk)
    assert desk.case.article.metrics[0].value == was.value
    assert [one.patch.field for one in model.said(0)] == ["unit", "qualifier"]


def test_charts_and_print_tell_what_she_said(desk) -> None:
    desk.editing.questions.metric(0)
    desk.editing.questions.form.lines["value"].edit.setText("59")
    keep(desk)
    desk.turns.settle("charts")
    bars = {row.bar.metric: row.bar.shown for figure in desk.charts.figures for row in figure.rows}
    assert bars[0] == "59个" and bars[2] == "25个"
    assert "58" not in clipboard.metrics_table(desk.case.article).splitlines()[2].split("\t")
    assert [bar.shown for bar in printer.figures_of(desk.case)[0].bars].count("59个") == 1


def test_a_metric_is_struck_out_and_brought_back_from_the_list(desk) -> None:
    before = desk.case.article.metrics
    desk.metrics.view.selectRow(1)
    QTest.keyClick(desk.metrics.view, Qt.Key.Key_Delete)
    desk.written()
    assert desk.case.article.metrics == (before[0], before[2])
    assert desk.metrics.model.rowCount() == 2
    assert len(reopened(desk).article.metrics) == 2
    desk.commands["corrections"].trigger()
    form = desk.editing.questions.form
    assert form.tree.topLevelItemCount() == 1
    assert before[1].subject in form.tree.topLevelItem(0).text(1)
    form.restore.click()
    desk.written()
    assert form.isVisible() and form.tree.topLevelItemCount() == 0
    form.keep.click()
    assert desk.case.article.metrics == before == reopened(desk).article.metrics


def test_a_metric_is_added_from_selected_words_as_the_extraction_reads_them(desk, qtbot) -> None:
    desk.metrics.view.selectRow(1)
    struck = desk.case.article.metrics[1]
    desk.commands["strike"].trigger()
    desk.written()
    select(desk, f"涉及居民{struck.text}")
    desk.commands["add_metric"].trigger()
    form = desk.editing.questions.form
    qtbot.waitUntil(lambda: form.span == (struck.start, struck.end))  # the reading comes from a job of its own
    assert (form.lines["value"].words, form.lines["unit"].words) == ("53448", "户")
    assert form.lines["subject"].words
    form.lines["subject"].edit.setText("受益居民")
    keep(desk)
    for case in (desk.case, reopened(desk)):
        made = case.article.metrics[1]
        assert (made.text, made.value, made.subject) == (struck.text, 53448, "受益居民")
    assert desk.metrics.model.said(1)


def test_text_is_corrected_and_a_note_keeps_to_its_words(desk) -> None:
    text = desk.case.article.text
    noted = text[60:72]
    select(desk, noted)
    desk.commands["note"].trigger()
    desk.editing.questions.form.edit.setPlainText("要核对")
    keep(desk)
    select(desk, text[20:24])
    desk.commands["correct_text"].trigger()
    form = desk.editing.questions.form
    assert form.before == text[20:24]
    form.edit.setPlainText("完全另外的一些字")
    assert "完全另外的一些字" in form.shown.text()
    keep(desk)
    for case in (desk.case, reopened(desk)):
        assert case.article.text == text[:20] + "完全另外的一些字" + text[24:]
        (note,) = case.notes
        assert (case.article.text[slice(*note.span)], note.patch.new["text"]) == (noted, "要核对")
    assert [hit.case_id for hit in desk.library.search("完全另外的一些字")] == [desk.case.id]
    spoken = desk.article.spoken
    assert spoken.remarks[0].lines == desk.article.setting.text_rects(*desk.case.notes[0].span)
    assert [stamp.field for stamp in spoken.stamps] == ["text"]
    desk.commands["undo"].trigger()
    desk.written()
    assert desk.case.article.text == text
    assert text[slice(*desk.case.notes[0].span)] == noted


def test_a_note_is_opened_by_a_click_changed_and_deleted(desk, qtbot) -> None:
    select(desk, desk.case.article.text[30:40])
    desk.commands["highlight"].trigger()
    desk.written()
    assert desk.case.notes[0].patch.new == {"text": "", "colour": "yellow"}
    assert not desk.article.textCursor().hasSelection()
    spot = seen(desk, desk.article.spoken.remarks[0].lines[0]).toPoint()
    QTest.mouseClick(desk.article.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    form = desk.editing.questions.form
    form.edit.setPlainText("第一句\n第二句")
    form.colours.button(2).click()
    keep(desk)
    assert reopened(desk).notes[0].patch.new == {"text": "第一句\n第二句", "colour": "blue"}
    remark = desk.article.spoken.remarks[0]
    assert remark.place.left() > sum(desk.article._column())
    assert "第二句" in desk.article.tip_at(seen(desk, remark.place))
    desk.editing.questions.open_note(remark.said.patch.id)
    desk.editing.questions.form.dropped.emit()
    desk.written()
    assert desk.case.notes == () == reopened(desk).notes


def test_undo_is_global_and_goes_to_the_case(desk) -> None:
    first, other = desk.case.id, 1 if desk.case.id != 1 else 2
    with Library.open(desk.library.path, write=True) as library:
        library.forget_steps()
    desk.editing.changed.emit(first)
    desk.written()
    assert not desk.commands["undo"].isEnabled() and not desk.commands["redo"].isEnabled()
    desk.editing.questions.strike_out(0)
    desk.written()
    desk.open_case(other)
    assert desk.commands["undo"].text() == "撤销：划掉指标"
    desk.commands["undo"].trigger()
    desk.written()
    assert desk.case.id == first and len(desk.case.article.metrics) == 3
    assert desk.commands["redo"].text() == "重做：划掉指标"
    assert not desk.commands["undo"].isEnabled()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # popups, off screen
def test_menus_offer_what_is_under_the_pointer(desk) -> None:
    def entries() -> list[str]:
        menus = [menu for menu in desk.findChildren(QMenu) if menu.isVisible() and menu.parent() is desk]
        words = [action.text() for menu in menus for action in menu.actions() if action.text()]
        for menu in menus:
            menu.close()
        return words

    article = desk.article
    article.mark_metric(0)
    spot = seen(desk, article.marks.metrics[0][0])
    article.menu_wanted.emit(QPoint(5, 5), article.under(spot))
    assert {"更正这项指标…", "划掉这项指标"} <= set(entries())
    article.verticalScrollBar().setValue(0)
    head = article.setting.rects(*article.setting.places["title"])[0].center().toPoint()
    assert article.under(head).field == "title"
    desk.editing.questions.strike_out(2)
    desk.written()
    select(desk, desk.case.article.text[5:9])
    article.menu_wanted.emit(QPoint(5, 5), article.under(QPoint(3, 3)))
    assert {"高亮", "批注…", "更正选中的文字…", "从选中文字添加指标…"} <= set(entries())
    desk.metrics.menu_wanted.emit(QPoint(5, 5), 0)
    assert "更正这项指标…" in entries()


def test_without_a_selection_she_is_told_what_to_do(desk) -> None:
    desk.article.drop_selection()
    for name in ("note", "highlight", "correct_text", "add_metric", "strike", "correct_metric"):
        desk.commands[name].trigger()
        boxes = [box for box in desk.findChildren(QMessageBox) if box.isVisible()]
        assert len(boxes) == 1 and "请先选" in boxes[0].text()
        boxes[0].accept()
        QTest.qWait(0)


def test_a_locked_library_is_told_in_the_form_and_stops_nothing(desk, qtbot, monkeypatch) -> None:
    monkeypatch.setattr("db.store.schema.PATIENCE", 0.3)
    desk.editing._slow.setInterval(50)
    desk.editing.questions.metric(0)
    form = desk.editing.questions.form
    form.lines["value"].edit.setText("77")
    with closing(sqlite3.connect(desk.library.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        form.keep.click()
        assert desk.editing.writer.busy, "it is written elsewhere, however long that takes"
        assert not form.keep.isEnabled()
        qtbot.waitUntil(lambda: "正在保存" in desk.statusBar().currentMessage())
        desk.written()
        assert desk.statusBar().currentMessage() == ""
        assert form.isVisible() and "另一个程序" in form.wrong.text()
        other.execute("ROLLBACK")
    assert form.lines["value"].words == "77"
    form.keep.click()
    desk.written()
    assert reopened(desk).article.metrics[0].value == 77


def test_what_waits_is_counted_reviewed_and_settled(desk) -> None:
    case = desk.case
    noted = case.article.text[60:66]
    with Library.open(desk.library.path, write=True) as library:
        library.correct(case.id, corrections.note(case, 60, 66, "看这里"))
        case = library.case(case.id)
        library.correct(case.id, corrections.text(case, 55, 75, "这里整句都换掉了"))
        assert [one.why for one in library.waiting()] == ["gone"]
    desk.statusBar().showMessage("别的事")
    desk.editing.changed.emit(desk.case.id)
    desk.written()
    assert not desk.editing.waits.isVisible(), "it does not lie across what the status bar says"
    desk.statusBar().clearMessage()
    assert desk.editing.waits.isVisible() and "1" in desk.editing.waits.text()
    desk.editing.waits.click()
    form = desk.editing.questions.form
    assert noted in form.told.text() and "找不到" in form.told.text()
    assert not form.keep.isEnabled()
    at = form.case.article.text.index("整句都换掉")
    form.text.setTextCursor(form.text.cursor_at((at, at + 5)))
    assert form.keep.isEnabled()
    form.keep.click()
    desk.written()
    assert not (isValid(form) and form.isVisible())  # a closed form is deleted when Qt finds the time
    assert not desk.editing.waits.isVisible()
    held = reopened(desk)
    assert [held.article.text[slice(*one.span)] for one in held.notes] == ["整句都换掉"]
    assert len(desk.article.spoken.remarks) == 1


def test_extracting_anew_shows_the_difference_first_and_applies_only_what_is_ticked(desk, qtbot) -> None:
    desk.editing.questions.strike_out(0)
    desk.written()
    before = [desk.library.case(n) for n in range(1, 7)]
    desk.commands["renew"].trigger()
    form = desk.editing.questions.form
    qtbot.waitUntil(lambda: not form.bar.isVisible(), timeout=30000)
    desk.written()
    assert [desk.library.case(n) for n in range(1, 7)] == before  # so far only shown
    page = form.tree.topLevelItem(0)
    assert any("更正" in page.child(n).child(m).text(0) for n in range(page.childCount())
               for m in range(page.child(n).childCount()))
    page.setCheckState(0, Qt.CheckState.Unchecked)
    assert not form.keep.isEnabled()
    page.setCheckState(0, Qt.CheckState.Checked)
    form.keep.click()
    desk.written()
    assert desk.editing.questions.form is None
    assert [desk.library.case(n).article for n in desk.library.page_cases(1)] != [case.article for case in before]
    assert desk.commands["undo"].text() == "撤销：重新提取 1 页"
    desk.commands["undo"].trigger()
    desk.written()
    assert [desk.library.case(n) for n in range(1, 7)] == before


def test_of_a_long_text_the_place_that_differs_is_shown() -> None:
    text = "柳树沟的河道去年清了淤，两岸种上了草，傍晚散步的人一天比一天多。"
    assert saying.apart(text, text.replace("两岸", "两边")) == (
        "……年清了淤，两岸种上了草，傍晚散步的人一天比一天多。", "……年清了淤，两边种上了草，傍晚散步的人一天比一天多。")
    assert saying.apart(text, text + "好。") == ("……天比一天多。", "……天比一天多。好。")
    assert saying.apart("", text, 10) == ("", text[:10])
    assert saying.apart("11 个", "12 个") == ("11 个", "12 个")


def test_quotation_marks_within_quotation_marks_are_single() -> None:
    patch = Patch("boundary", "drop", new={"words": "“路通了”，他说。", "title": ""})
    assert saying.boundary(patch) == "“‘路通了’，他说。”不归入文章"


def test_nothing_of_the_forms_is_loaded_before_it_is_wanted(window) -> None:
    assert window.editing._questions is None

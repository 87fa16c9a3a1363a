import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMessageBox

from db.extract import topics
from db.library import Library
from resources import path
from tests.ui.waiting import settled
from ui import dialogs, i18n
from ui import window as window_module
from ui.navigator.hits import OPEN
from ui.navigator.tree import BRANCH
from ui.printing.printer import Preview
from ui.rawpage import RawPage
from ui.settings import Settings, data_folder

PAGE = path("pages/civilization-page.txt")


def shown_case(window) -> tuple[int, str, int, int]:
    """(case, article's, rows of the table, sentences of the summary) that the panes show."""
    case = window.case
    return case.id, window.article.case.article.title, window.metrics.model.rowCount(), len(window.summary.sentences)


def messages(window) -> list[QMessageBox]:
    return [box for box in window.findChildren(QMessageBox) if box.isVisible()]


def close_messages(window) -> None:
    for box in messages(window):
        box.accept()


def test_choosing_a_hit_opens_the_case_in_every_pane(window, qtbot) -> None:
    before = window.case.id
    window.commands["search"].trigger()
    typed = QInputMethodEvent()
    words = window.library.case(2).article.title[-8:]
    typed.setCommitString(words)
    QApplication.sendEvent(window.navigator.box, typed)
    qtbot.waitUntil(lambda: window.navigator.stack.currentWidget() is not window.navigator.tree)
    QTest.keyClick(window.navigator.box, Qt.Key.Key_Return)
    case = window.case
    assert case.id != before
    assert words in case.article.title
    assert window.article.case == case
    assert window.article.toPlainText().count(case.article.title.split("：")[-1])
    assert window.windowTitle().startswith(case.article.title)
    assert case.article.primary_region.rpartition("/")[2] in window.breadcrumb.text()
    QTest.keyClick(window.navigator.box, Qt.Key.Key_Escape)
    tree = window.navigator.tree
    assert tree.currentIndex().data(BRANCH).case_id != case.id, "the article is not to wait for the tree"
    qtbot.waitUntil(lambda: tree.currentIndex().data(BRANCH).case_id == case.id)
    qtbot.waitUntil(lambda: not window.turns.waits("case"))


def test_a_hit_opens_at_the_figure_that_was_asked_for(window, qtbot) -> None:
    window.resize(1000, 560)
    window.navigator.box.setText("指标>100万元")
    qtbot.waitUntil(lambda: bool(window.navigator.answered))
    QTest.keyClick(window.navigator.box, Qt.Key.Key_Return)
    metric = next(one for one in window.case.article.metrics if one.unit == "元" and one.value > 1_000_000)
    article = window.article
    assert article.marks.sought == article.setting.text_rects(metric.start, metric.end)
    assert article._seen(article.marks.sought[0])


def test_a_hit_opens_at_the_words_that_were_typed(window, qtbot) -> None:
    window.resize(1000, 560)
    words = max((window.library.case(n).article.text[-9:-3] for n in range(2, 7)), key=len)
    window.navigator.box.setText(words)
    qtbot.waitUntil(lambda: bool(window.navigator.answered))
    QTest.keyClick(window.navigator.box, Qt.Key.Key_Return)
    article, text = window.article, window.case.article.text
    at = text.index(words)
    assert article.marks.sought == article.setting.text_rects(at, at + len(words))
    assert article.verticalScrollBar().value() > 0
    assert article._seen(article.marks.sought[0])
    article.zoom_in()
    assert article.marks.sought == article.setting.text_rects(at, at + len(words))
    window._renew()
    assert article.marks.sought
    row = window.navigator.hits_model.index(0)
    qtbot.waitUntil(lambda: row.data(OPEN))
    window.navigator.box.clear()
    window.navigator.case_chosen.emit(1)
    assert not article.marks.sought
    qtbot.waitUntil(lambda: not row.data(OPEN))


def test_a_figure_is_marked_everywhere_from_wherever_it_was_clicked(window, qtbot) -> None:
    index = 2
    window.metrics.metric_chosen.emit(index)
    assert window.article.chosen == index
    qtbot.waitUntil(lambda: bool(window.charts.figures))
    bar = window.charts.figures[0].rows[0].bar.metric
    window.charts.metric_chosen.emit(bar)
    assert window.article.chosen == bar
    assert window.metrics.view.currentIndex().row() == bar
    assert [figure.selected for figure in window.charts.figures] == [bar]
    window.article.metric_chosen.emit(index)
    assert window.metrics.view.currentIndex().row() == index
    for _ in window._draw_charts():
        pass
    assert [figure.selected for figure in window.charts.figures] == [index]
    point = window.case.article.summary[-1]
    window.summary.span_chosen.emit(point.start, point.end)
    assert window.article.marks.span
    assert not window.metrics.view.currentIndex().isValid()


def test_a_click_on_a_quantity_brings_its_row_into_view(window, qtbot) -> None:
    longest = max(range(1, 7), key=lambda n: len(window.library.case(n).article.metrics))
    window.open_case(longest)
    window.resize(1000, 560)
    qtbot.waitUntil(lambda: not window.turns.waits("case"))
    last = len(window.case.article.metrics) - 1
    bar = window.column.verticalScrollBar()
    for index in (last, 0):
        window.article.metric_chosen.emit(index)
        row = window.metrics.row_rect(index)
        top = window.metrics.mapTo(window.column.widget(), row.topLeft().toPoint()).y()
        assert bar.value() <= top
        assert top + row.height() <= bar.value() + window.column.viewport().height() + 1


def test_back_and_forward(window) -> None:
    first = window.case.id
    others = [n for n in range(1, 7) if n != first][:2]
    assert not window.commands["back"].isEnabled()
    for case_id in others:
        window.navigator.case_chosen.emit(case_id)
    window.commands["back"].trigger()
    assert window.case.id == others[0]
    window.commands["back"].trigger()
    assert window.case.id == first
    assert not window.commands["back"].isEnabled()
    window.commands["forward"].trigger()
    assert window.case.id == others[0]
    assert window.commands["forward"].isEnabled()


def test_another_library_does_not_keep_the_letters_from_being_drawn(window) -> None:
    window.turns.settle("ink")
    assert not window.turns.waits("ink")
    window.open_library(window.library.path)
    assert window.turns.waits("ink")


def test_the_status_bar_says_what_the_library_holds(window) -> None:
    held = window.library.counts()
    assert window.counts.text().startswith(f"案例 6 · 指标 {held.metrics} · 修复 {held.repairs} 处")
    assert "samples.casebook" in window.counts.text()


def test_the_breadcrumb_leads_into_the_tree(window) -> None:
    window.breadcrumb.chosen.emit("region:四川省")
    assert window.navigator.tree.currentIndex().data() == "四川省"
    code = window.case.article.topics[0]
    window.breadcrumb.chosen.emit(f"topic:{code}")
    assert window.navigator.tree.currentIndex().data(BRANCH).key == f"topic:{code}"


def test_a_narrow_breadcrumb_gives_up_its_highest_levels_first(window) -> None:
    window.breadcrumb.show_way([(f"region:{n}", f"很长的地名{n}") for n in range(5)], ("topic:x", "主题名"))
    window.breadcrumb.setFixedWidth(420)
    assert "…" in window.breadcrumb.text()
    assert "很长的地名4" in window.breadcrumb.text()
    assert "很长的地名0" not in window.breadcrumb.text()


def drop(window, *files: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    action, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(600, 300), action, mime, buttons, keys)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    assert window.overlay.isVisible()
    QApplication.sendEvent(window, QDropEvent(QPointF(600, 300), action, mime, buttons, keys))
    assert not window.overlay.isVisible()


def test_a_page_dropped_on_the_window_is_imported(make_window, tmp_path, qtbot) -> None:
    window = make_window()
    window.show()
    assert window.make_library(tmp_path / "空库")
    assert window.empty.title.text() == "这个案例库还没有案例"
    drop(window, PAGE)
    with qtbot.waitSignal(window.intake.dialog.read, timeout=60_000):
        pass
    assert window.library.counts().cases == 0
    with qtbot.waitSignal(window.intake.dialog.done_importing, timeout=60_000):
        window.intake.dialog.keep_button.click()
    assert window.case is not None
    assert window.library.counts().cases >= 6
    assert window.navigator.model.rowCount() == 2
    qtbot.waitUntil(lambda: window.counts.text().startswith(f"案例 {window.library.counts().cases} "))
    window.intake.dialog.reject()
    assert window.intake.dialog is None
    assert window.intake.undoable
    window.commands["undo_import"].trigger()
    qtbot.waitUntil(lambda: window.library.counts().cases == 0, timeout=20_000)
    qtbot.waitUntil(lambda: window.case is None)
    assert not window.intake.undoable


def test_a_bad_file_is_told_and_changes_nothing(window, tmp_path, qtbot) -> None:
    bad = tmp_path / "坏.txt"
    bad.write_bytes(b"\x00\x01\x02\xff" * 500)
    before = window.library.counts()
    drop(window, bad)
    with qtbot.waitSignal(window.intake.dialog.read, timeout=20_000):
        pass
    qtbot.waitUntil(lambda: "“坏.txt”里不是文字" in window.intake.dialog.findings.desk.sheet.toPlainText())
    assert not window.intake.dialog.keep_button.isEnabled()
    assert window.library.counts() == before
    window.intake.dialog.reject()


def test_something_without_files_is_not_taken(window) -> None:
    mime = QMimeData()
    mime.setText("只是文字")
    event = QDragEnterEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    event.ignore()
    QApplication.sendEvent(window, event)
    assert not event.isAccepted()
    assert not window.overlay.isVisible()


def test_a_library_dropped_on_the_window_is_opened(window, library_file, tmp_path) -> None:
    other = tmp_path / "别的.casebook"
    shutil.copy(library_file, other)
    drop(window, other)
    assert window.library.path == other
    assert not window.commands["back"].isEnabled()


def test_it_comes_back_as_it_was_left(make_window, library_file, settings, tmp_path, qtbot) -> None:
    first = make_window()
    first.start(library_file)
    first.resize(900, 640)  # the screen of the tests is small
    first.show()
    first.open_case(4)
    settled(first, qtbot)
    first.navigator.reveal(["root:topics", "topic:community"])
    first.article.set_zoom(1.25)
    first.split.setSizes([230, 320, 350])
    sizes = first.split.sizes()
    first.close()
    second = make_window(Settings(tmp_path / "config" / "casebook.ini"))
    second.start()
    second.show()
    settled(second, qtbot)
    assert second.case.id == 4
    assert second.library.path == library_file
    assert second.article.zoom() == 1.25
    assert second.height() == 640
    assert second.split.sizes() == sizes
    assert "topic:community" in second.navigator.expanded_keys()


def test_the_first_start_builds_a_library_of_the_bundled_page(make_window, qtbot) -> None:
    window = make_window()
    window.start()
    window.show()
    assert "正在准备" in window.empty.title.text()
    qtbot.waitUntil(lambda: window.case is not None, timeout=60_000)
    assert window.library.path == data_folder() / "library.casebook"
    assert window.library.counts().cases >= 6
    assert sorted(p.name for p in data_folder().glob("*.part*")) == []
    window.close()
    again = make_window()
    again.start()
    assert again.case is not None


def test_a_first_start_with_a_page_imports_it_too(make_window, qtbot, tmp_path) -> None:
    page = tmp_path / "版面.txt"
    page.write_text("", encoding="utf-8")
    window = make_window()
    window.start(str(page))
    window.show()
    qtbot.waitUntil(lambda: window.intake.dialog is not None, timeout=60_000)
    qtbot.waitUntil(lambda: "版面.txt" in window.intake.dialog.findings.desk.sheet.toPlainText())
    qtbot.waitUntil(lambda: not window.jobs.busy)
    window.intake.dialog.reject()


def test_closing_while_the_first_library_is_built_leaves_no_half_of_it(make_window, qtbot) -> None:
    window = make_window()
    window.start()
    window.close()
    assert not window.jobs.busy
    left = [p.name for p in data_folder().glob("library.casebook*")] if data_folder().exists() else []
    assert left in ([], ["library.casebook"]), left


def test_a_library_that_is_gone_says_so_and_how_to_go_on(make_window, settings, tmp_path) -> None:
    settings.library = tmp_path / "不见了.casebook"
    window = make_window()
    window.start()
    window.show()
    assert "不见了.casebook" in window.empty.words.text()
    assert window.empty.isVisible()
    assert len(window.empty._made) == 3
    assert not window.commands["import"].isEnabled()
    assert not window.commands["print"].isEnabled()
    window.take_files([PAGE])
    assert [box.text() for box in messages(window)] == ["没有打开的案例库"]
    close_messages(window)


def test_a_foreign_file_does_not_take_the_place_of_the_open_library(window, tmp_path) -> None:
    foreign = tmp_path / "foreign.casebook"
    foreign.write_text("not a library", encoding="utf-8")
    before = window.library.path
    assert not window.open_library(foreign)
    assert window.library.path == before
    assert window.case is not None
    (box,) = messages(window)
    assert "不是案例库文件" in box.informativeText()
    close_messages(window)


def test_a_library_that_cannot_be_read_any_more_is_told(window, qtbot) -> None:
    file = window.library.path
    with file.open("r+b") as spoilt:
        spoilt.seek(4096)
        spoilt.write(b"\xff" * (file.stat().st_size - 4096))
    window.navigator.box.setText("社区")
    qtbot.waitUntil(lambda: bool(window.statusBar().currentMessage()))
    assert "已损坏" in window.statusBar().currentMessage()
    assert window.navigator.results.none


def test_the_raw_page_is_shown_with_the_article_s_words_marked(window) -> None:
    window.commands["raw"].trigger()
    (dialog,) = window.findChildren(RawPage)
    text = window.library.page_text(window.case.page_id)
    assert dialog.page.toPlainText() == text
    marked = [m.cursor.selectedText().replace("\u2029", "\n") for m in dialog._marks]
    spans = window.case.article.spans
    lines = [line.rstrip() for start, end in spans for line in text[start:end].split("\n") if line.strip()]
    assert marked[: len(lines)] == lines, "no line end is marked, and no blank line"
    entries = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert f"本文取自（{len(spans)} 段）" in entries
    assert not any("##" in entry or entry.count("断开的句子") > 1 for entry in entries)
    assert "同页的其他文章（5 篇）" in entries
    assert any(entry.startswith("接上被分栏断开的句子") for entry in entries) == bool(window.case.article.repairs)
    dialog.show_span(spans[-1])
    assert dialog.page.textCursor().selectedText().replace("\u2029", "\n") == text[slice(*spans[-1])]
    dialog.reject()


def test_offsets_of_a_page_hold_beside_rare_characters_and_foreign_line_ends(window) -> None:
    from dataclasses import replace

    text = "𠮷野家\r\n开张\x0b了\u2028今天\r大吉"
    start = text.index("大吉")
    case = window.case
    odd = replace(case, article=replace(case.article, spans=((start, start + 2), (0, 3)), repairs=()))
    dialog = RawPage(window, text, odd)
    assert [m.cursor.selectedText() for m in dialog._marks] == ["大吉", "𠮷野家"]
    dialog.reject()
    dialog.deleteLater()


def test_checking_the_sources_tells_the_result(window, qtbot, monkeypatch) -> None:
    told = []
    monkeypatch.setattr(dialogs, "verified", lambda parent, *facts: told.append(facts))
    window.commands["verify"].trigger()
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    cases, metrics, faults = told[0]
    held = window.library.counts()
    assert (cases, metrics) == (held.cases, held.metrics)
    assert isinstance(faults, list)
    assert window.commands["verify"].isEnabled()


def test_faults_are_listed_and_none_is_good_news(window) -> None:
    from db.model import Fault

    sheet = dialogs.verified(window, 6, 36, [Fault(3, "指标", (0, 2), "58个", "58<户>")])
    assert "有 1 处与原文不符" in sheet.text.toPlainText()
    assert "58<户>" in sheet.text.toPlainText()
    sheet.reject()
    box = dialogs.verified(window, 6, 36, [])
    assert "6 个案例、36 项指标" in box.informativeText()
    box.accept()


def test_copying(window) -> None:
    window.commands["copy_metrics"].trigger()
    lines = QGuiApplication.clipboard().text().splitlines()
    metrics = window.case.article.metrics
    assert lines[0] == window.case.article.title
    assert len(lines) == 2 + len(metrics)
    assert lines[2].split("\t")[0] == metrics[0].subject
    assert metrics[0].text in lines[2].split("\t")[-1]
    window.article.setFocus()
    window.article.selectAll()
    window.commands["copy"].trigger()
    assert window.case.article.text.splitlines()[0] in QGuiApplication.clipboard().text()


def test_finding_words_in_the_article(window) -> None:
    word = window.case.article.text[40:44]
    window.commands["find"].trigger()
    assert window.find_bar.isVisible()
    QTest.keyClick(window.find_bar.line, Qt.Key.Key_Return)
    window.find_bar.line.setText(word)
    QTest.keyClick(window.find_bar.line, Qt.Key.Key_Return)
    assert window.article.textCursor().selectedText() == word
    window.find_bar.line.setText("鼋鼍")
    QTest.keyClick(window.find_bar.line, Qt.Key.Key_Return)
    assert window.find_bar.told.text() == "正文里没有这些字"
    QTest.keyClick(window.find_bar.line, Qt.Key.Key_Escape)
    assert not window.find_bar.isVisible()


def test_a_pdf_is_saved_and_a_bad_place_is_told(window, tmp_path) -> None:
    window.save_pdf(tmp_path / "案例")
    assert (tmp_path / "案例.pdf").read_bytes().startswith(b"%PDF")
    assert "案例.pdf" in window.statusBar().currentMessage()
    window.save_pdf(tmp_path / "没有的文件夹" / "a.pdf")
    assert [box.text() for box in messages(window)] == ["没有保存"]
    close_messages(window)


def test_the_previews_zoom_is_shown_whole(window) -> None:
    preview = Preview(window, (window.case,))
    preview.show()
    QApplication.processEvents()
    line = preview.findChild(QComboBox).lineEdit()
    assert line.width() > line.fontMetrics().horizontalAdvance("100.0%") + 4
    preview.close()


def test_every_action_has_a_way_and_no_two_have_the_same_keys(window) -> None:
    from ui.actions import MENUS, SPECS, shortcut_list

    keys = [key for spec in SPECS.values() for key in spec.keys]
    assert len(keys) == len(set(keys))
    placed = {name for _, names in MENUS for name in names}
    assert set(SPECS) <= placed
    told = [what for _, rows in shortcut_list() for what, _ in rows]
    assert "打印案例" in told
    for name in ("shortcuts", "about"):
        window.commands[name].trigger()
    sheets = [sheet for sheet in window.findChildren(dialogs.Sheet) if sheet.isVisible()]
    assert len(sheets) == 2
    for sheet in sheets:
        sheet.reject()


def test_panes_can_be_put_away_and_come_back(window) -> None:
    for name, pane in (("navigator", window.navigator), ("column", window.column)):
        assert pane.isVisible()
        window.commands[name].trigger()
        assert not pane.isVisible()
    window.open_case(2)
    assert not window.column.isVisible()
    window.commands["search"].trigger()
    assert window.navigator.isVisible()
    window.commands["column"].trigger()
    assert window.column.isVisible()


def test_the_column_follows_the_words_and_the_charts_follow_the_column(window, qtbot) -> None:
    qtbot.waitUntil(lambda: bool(window.charts.figures))
    other = 1 if window.case.id != 1 else 2
    window.open_case(other)
    assert not window.column.widgetResizable(), "the article is on the screen before it is laid out"
    assert not window.column.widget().updatesEnabled()
    window.turns.settle("case")
    assert window.column.widgetResizable() and window.column.widget().updatesEnabled()
    assert window.metrics.model.rowCount() == len(window.case.article.metrics)
    assert window.charts.figures == []
    qtbot.waitUntil(lambda: not window.turns.waits("charts"))
    assert window.charts.figures
    assert window.column.widget().updatesEnabled()
    qtbot.waitUntil(lambda: window.column.widget().height() >= window.summary.y() + window.summary.height())


def test_a_page_is_set_in_one_turn_and_painted_in_the_next(window, qtbot) -> None:
    qtbot.waitUntil(lambda: not window.turns.waits("case"))
    window.open_case(1 if window.case.id != 1 else 2)
    assert not window.reading.updatesEnabled() and window.turns.waits("case")
    assert window.article.toPlainText().count(window.case.article.title.split("：")[-1])
    while not window.reading.updatesEnabled():  # a turn at a time, where waiting would let several pass
        QApplication.processEvents()
    assert window.turns.waits("case"), "nothing else comes before it"
    window.open_case(window.case.id)
    window.show_no_case()
    assert window.reading.updatesEnabled()


def test_charts_have_their_room_where_the_column_has_more_than_enough(window, qtbot) -> None:
    window.resize(1400, 2400)
    for case_id in (2, 1):
        window.open_case(case_id)
        qtbot.waitUntil(lambda: not window.turns.waits("charts"))
        assert window.charts.height() >= window.charts.sizeHint().height()


def test_a_window_closed_at_once_keeps_the_branches_that_were_open(make_window, library_file, settings) -> None:
    settings.library, settings.open_branches = library_file, ["root:topics", "topic:community"]
    window = make_window()
    window.start()
    assert not window.navigator.model.rowCount(), "the first picture does not wait for the tree"
    window.close()
    assert "topic:community" in settings.open_branches


def test_a_figure_clicked_before_its_row_is_there_is_marked_in_it(window, qtbot) -> None:
    window.open_case(1 if window.case.id != 1 else 2)
    window.choose_metric(0)
    qtbot.waitUntil(lambda: not window.turns.waits("charts"))
    assert window.metrics.view.currentIndex().row() == 0
    drawn = [figure for figure in window.charts.figures if any(row.bar.metric == 0 for row in figure.rows)]
    assert drawn and all(figure.selected == 0 for figure in drawn)


def test_another_language_asks_for_a_new_window(window, settings, monkeypatch) -> None:
    codes = []
    monkeypatch.setattr(window_module.QApplication, "exit", codes.append)
    english = next(a for a in window.commands.languages.actions() if a.data() == "en")
    english.trigger()
    assert codes == [window_module.AGAIN]
    assert settings.language == "en"
    assert not window.isVisible()


def test_the_window_speaks_english(make_window, library_file, qtbot) -> None:
    i18n.use_language("en")
    window = make_window()
    window.start(library_file)
    window.show()
    settled(window, qtbot)
    assert window.commands["open"].text() == "Open Library…"
    assert window.counts.text().startswith("Cases 6 · Figures")
    assert window.navigator.box.placeholderText() == "Search all cases…"
    code = window.case.article.topics[0]
    topic = window.navigator.model.find(["root:topics", f"topic:{code}"])
    assert topic.data() == topics.label(code, "en") != topics.label(code, "zh")
    assert topics.label(code, "en") in window.breadcrumb.text()


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080), (900, 560)])
def test_nothing_is_cut_off_at_usual_sizes(window, size) -> None:
    window.resize(*size)
    QApplication.processEvents()
    assert window.size().toTuple() == size
    sizes = window.split.sizes()
    assert sizes[1] == max(sizes), "the article is the largest thing on the screen"
    assert sum(sizes) <= size[0]
    assert window.column.widget().width() <= window.column.viewport().width()


def test_side_panes_follow_the_window_until_a_divider_is_moved(window, settings) -> None:
    sides = []
    for width in (1280, 1800, 1280):
        window.resize(width, 800)
        QApplication.processEvents()
        sides.append((window.split.sizes()[0], window.split.sizes()[2]))
    assert sides[0] == sides[2]
    assert sides[1] > sides[0]
    window.split.moveSplitter(250, 1)
    window.split.splitterMoved.emit(250, 1)
    window.resize(1800, 800)
    QApplication.processEvents()
    assert window.split.sizes()[0] == 250


def test_the_status_bar_keeps_its_height(window) -> None:
    before = window.statusBar().height()
    window.statusBar().showMessage("已复制")
    QApplication.processEvents()
    assert window.statusBar().height() == before


def test_the_library_is_let_go_of_when_the_window_closes(window, library_file) -> None:
    window.close()
    assert window.library is None
    with Library.open(library_file, write=True) as library:
        assert library.counts().cases == 6

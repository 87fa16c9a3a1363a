"""Section headings and the summary set right in the window, by menu and by key, shown as such and undone."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from db import extract
from db.library import Library
from db.model import Source
from tests.db.test_parts import BANK, TEXT
from ui.article.view import Under

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # popups, off screen


@pytest.fixture
def desk(make_window, qtbot, wait_written, tmp_path):
    file = tmp_path / "甲.casebook"
    with Library.create(file) as library:
        library.add(TEXT, extract.read_page(TEXT), Source("四月一日.txt"))
    window = make_window()
    window.resize(1280, 800)
    window.start(file)
    with qtbot.waitExposed(window):
        window.show()
    return wait_written(window)


def entries(menu: QMenu) -> dict:
    """The entries of a menu and of the menus in it."""
    return {one.text(): one for part in (menu, *menu.findChildren(QMenu)) for one in part.actions()}


def pick(desk, words: str, under: Under | None = None, sentence: int | None = None) -> None:
    """Choose from the menu of the article, or of a sentence of the summary."""
    if sentence is None:
        desk.article.menu_wanted.emit(QPoint(5, 5), under)
    else:
        desk.summary.menu_wanted.emit(QPoint(5, 5), sentence)
    menu = QApplication.activePopupWidget()
    entries(menu)[words].trigger()
    menu.hide()


def under(desk, words: str) -> Under:
    """What the page says is under these words of it."""
    at = desk.article.toPlainText().index(words)
    cursor = desk.article.textCursor()
    cursor.setPosition(at + 1)
    return desk.article.under(QPointF(desk.article.cursorRect(cursor).center()))


def keep(desk) -> None:
    desk.editing.questions.form.keep.click()
    desk.written()
    assert desk.editing.questions.form is None


def headings(desk) -> list[str]:
    return [one.text for one in desk.case.article.headings]


def test_a_heading_is_renamed_and_stamped(desk) -> None:
    assert under(desk, "铺路先问").heading == 0 and under(desk, "治水不落").heading == 1
    pick(desk, "改小标题…", under(desk, "治水不落"))
    form = desk.editing.questions.form
    assert form.line.words == "治水不落一村"
    form.line.edit.setText("一条河的新生")
    keep(desk)
    assert headings(desk) == ["铺路先问街坊", "一条河的新生"]
    assert "一条河的新生" in desk.article.toPlainText()
    (stamp,) = desk.article.spoken.stamps
    place = stamp.place.center() - QPointF(0, desk.article.verticalScrollBar().value())
    assert "小标题" in desk.article.tip_at(place) and "治水不落一村" in desk.article.tip_at(place)
    assert desk.article.under(place).heading == 1
    assert "更正小标题" in desk.commands["undo"].text()
    desk.commands["undo"].trigger()
    desk.written()
    assert headings(desk) == ["铺路先问街坊", "治水不落一村"] and desk.article.spoken.stamps == []


def test_a_heading_is_added_over_a_paragraph_and_taken_away(desk) -> None:
    spot = under(desk, BANK[:6])
    assert spot.heading is None and desk.case.article.text[spot.paragraph :].startswith(BANK[1:4])
    pick(desk, "在这一段上方加小标题…", spot)
    desk.editing.questions.form.line.edit.setText("河岸成了公园")
    keep(desk)
    assert headings(desk)[2] == "河岸成了公园"
    pick(desk, "去掉小标题", under(desk, "铺路先问"))
    desk.written()
    assert headings(desk) == ["治水不落一村", "河岸成了公园"]
    assert "去掉小标题" in desk.statusBar().currentMessage()
    desk.commands["corrections"].trigger()
    tree = desk.editing.questions.form.tree
    rows = [[tree.topLevelItem(n).text(k) for k in range(3)] for n in range(2)]
    assert rows == [["小标题", "铺路先问街坊", "已去掉"], ["小标题", "（没有）", "河岸成了公园"]]
    desk.editing.questions.form.restore.click()
    desk.written()
    assert headings(desk) == ["铺路先问街坊", "治水不落一村", "河岸成了公园"]
    desk.editing.questions.form.reject()


def test_an_empty_heading_is_refused_and_the_form_stays(desk) -> None:
    pick(desk, "改小标题…", under(desk, "治水不落"))
    form = desk.editing.questions.form
    form.line.edit.setText("  ")
    form.keep.click()
    assert "小标题不能是空的" in form.wrong.text() and form.isVisible()
    form.reject()


def test_a_sentence_is_chosen_for_the_summary_by_selecting_words(desk) -> None:
    start = desk.case.article.text.index("散步的人")
    desk.article.select_span((start, start + 4))
    pick(desk, "设为成效", under(desk, "散步的人"))
    desk.written()
    chosen = next(one for one in desk.summary.sentences if one.point.text == BANK)
    assert chosen.point.part == "result" and chosen.said is not None
    assert "人工选定" in chosen.toolTip()
    index = next(n for n, one in enumerate(desk.case.article.summary) if one.text == BANK)
    pick(desk, "改列为“做法”", sentence=index)
    desk.written()
    assert next(one for one in desk.case.article.summary if one.text == BANK).part == "practice"
    index = next(n for n, one in enumerate(desk.case.article.summary) if one.text == BANK)
    pick(desk, "恢复程序选的摘要", sentence=index)
    desk.written()
    assert BANK not in [one.text for one in desk.case.article.summary] and desk.case.said == ()


def test_a_sentence_is_struck_out_of_the_summary_by_key(desk) -> None:
    first = desk.summary.sentences[0]
    words, count = first.point.text, len(desk.summary.sentences)
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Delete)
    desk.written()
    assert words not in [one.point.text for one in desk.summary.sentences]
    assert len(desk.summary.sentences) == count - 1
    assert "人工去掉 1 句" in desk.summary._heading.aside.text()
    desk.commands["undo"].trigger()
    desk.written()
    assert len(desk.summary.sentences) == count

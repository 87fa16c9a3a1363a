"""Stars, collections, saved searches and what was read, in the real window."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QMenu, QMessageBox

from db.selection import Filter, Selection
from ui import keeping
from ui.navigator.branches import BRANCH, COUNT, brought
from ui.navigator.hits import HIT
from ui.navigator.trunk import LISTS


@pytest.fixture
def window(window, qtbot):
    window.keeping._read.stop()
    yield window
    qtbot.waitUntil(lambda: not window.jobs.busy)


def rows(window) -> list[tuple[str, int]]:
    """What stands under the lists' root in the tree."""
    model = window.navigator.model
    root = model.find([LISTS])
    if not root.isValid() or root.data(BRANCH).key != LISTS:
        return []
    model.fetchMore(root)
    return [(model.index(row, 0, root).data(), model.index(row, 0, root).data(BRANCH).count)
            for row in range(model.rowCount(root))]


def until(qtbot, window, wanted: list[tuple[str, int]]) -> None:
    qtbot.waitUntil(lambda: rows(window) == wanted)


def branch(window, *keys: str):
    index = window.navigator.model.find(keys)
    return index.data(BRANCH)


def answer(window, name: str) -> QInputDialog:
    (dialog,) = (one for one in window.findChildren(QInputDialog) if one.isVisible())
    dialog.setTextValue(name)
    dialog.accept()
    return dialog


def menus(window) -> list[QMenu]:
    return [menu for menu in window.findChildren(QMenu) if menu.isVisible()]


def test_the_open_case_is_starred_and_freed_by_one_key(window, qtbot) -> None:
    assert rows(window) == []
    star = window.commands["star"]
    assert star.text() == "加星"
    star.trigger()
    until(qtbot, window, [("加星的案例", 1)])
    assert star.text() == "取消加星"
    assert branch(window, LISTS, "list:1", f"case:{window.case.id}").case_id == window.case.id
    other = next(n for n in range(1, 7) if n != window.case.id)
    window.open_case(other)
    assert star.text() == "加星", "each case has a star of its own"
    window.open_case(next(n for n in range(1, 7) if n != other and window.library.lists_of(n)))
    star.trigger()
    until(qtbot, window, [])


def test_what_was_kept_is_undone_with_everything_else(window, qtbot) -> None:
    window.keeping.new_collection(1, 2)
    answer(window, "老旧小区")
    until(qtbot, window, [("老旧小区", 2)])
    qtbot.waitUntil(lambda: window.commands["undo"].text() == "撤销：新建专题")
    window.commands["undo"].trigger()
    until(qtbot, window, [])
    qtbot.waitUntil(lambda: window.commands["redo"].isEnabled())
    window.commands["redo"].trigger()
    until(qtbot, window, [("老旧小区", 2)])


def test_a_case_is_dragged_onto_a_collection(window, qtbot) -> None:
    window.keeping.new_collection(1)
    answer(window, "甲")
    until(qtbot, window, [("甲", 1)])
    navigator = window.navigator
    navigator.box.setText("社区")
    qtbot.waitUntil(lambda: navigator.hits_model.rowCount() > 1)
    found = [navigator.hits_model.index(row) for row in range(navigator.hits_model.rowCount())]
    hit = next(index for index in found if index.data(HIT).case_id != 1)
    mime = navigator.hits_model.mimeData([hit])
    assert brought(mime) == [hit.data(HIT).case_id]
    collection = navigator.model.find([LISTS, "list:3"])
    place = navigator.model.find(["root:regions"])
    copy = Qt.DropAction.CopyAction
    assert not navigator.model.canDropMimeData(mime, copy, -1, -1, place)
    assert navigator.model.canDropMimeData(mime, copy, -1, -1, collection)
    assert navigator.model.dropMimeData(mime, copy, -1, -1, collection)
    until(qtbot, window, [("甲", 2)])


def test_a_list_is_renamed_and_deleted_by_keys(window, qtbot) -> None:
    window.keeping.new_collection(1, 2)
    answer(window, "甲")
    until(qtbot, window, [("甲", 2)])
    tree = window.navigator.tree
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    tree.setFocus()
    tree.setCurrentIndex(window.navigator.model.find([LISTS, "list:3"]))
    window.choose_metric(0)
    QTest.keyClick(tree, Qt.Key.Key_F2)  # which elsewhere corrects the chosen figure
    answer(window, "乙")
    until(qtbot, window, [("乙", 2)])
    tree.setCurrentIndex(window.navigator.model.find([LISTS, "list:3", "case:1"]))
    QTest.keyClick(tree, Qt.Key.Key_Delete)
    until(qtbot, window, [("乙", 1)])
    tree.setCurrentIndex(window.navigator.model.find([LISTS, "list:3"]))
    QTest.keyClick(tree, Qt.Key.Key_Delete)
    until(qtbot, window, [])
    assert "Ctrl+Z" in window.statusBar().currentMessage()
    assert window.library.counts().cases == 6


def test_a_name_that_is_taken_is_told(window, qtbot) -> None:
    for _ in range(2):
        window.keeping.new_collection(1)
        answer(window, "甲")
        until(qtbot, window, [("甲", 1)])
        qtbot.waitUntil(lambda: not window.editing.writer.busy)
    (box,) = (box for box in window.findChildren(QMessageBox) if box.isVisible())
    assert "已经有叫“甲”的了" in box.informativeText()
    box.accept()


def test_a_search_is_saved_and_comes_back_with_its_filters(window, qtbot) -> None:
    navigator = window.navigator
    window.commands["save_search"].trigger()
    assert "先在左边" in window.statusBar().currentMessage(), "there is nothing to save yet"
    wanted = Selection("社区", (Filter("topic", "community"),))
    navigator.look_for(wanted)
    qtbot.waitUntil(lambda: navigator.hits_model.rowCount() > 0)
    found = navigator.hits_model.rowCount()
    navigator.results.save.click()
    answer(window, "我的搜索")
    until(qtbot, window, [("我的搜索", 0)])
    saved = navigator.model.find([LISTS, "list:3"])
    qtbot.waitUntil(lambda: navigator.model.find([LISTS, "list:3"]).data(COUNT) == str(found))
    assert saved.isValid()
    navigator.clear()
    assert navigator.stack.currentWidget() is navigator.tree
    navigator._choose(navigator.model.find([LISTS, "list:3"]))
    qtbot.waitUntil(lambda: navigator._answered == wanted)
    assert navigator.box.text() == "社区"
    assert navigator.chips.isVisible()
    assert navigator.hits_model.rowCount() == found


def test_a_case_is_read_after_a_while_and_not_at_a_glance(window, qtbot) -> None:
    window.keeping._read.setInterval(150)
    window.open_case(2)
    window.open_case(3)
    until(qtbot, window, [("最近阅读", 1)])
    assert branch(window, LISTS, "list:2", "case:3").case_id == 3
    qtbot.waitUntil(lambda: window.commands["undo"].text() == "撤销：导入 1 页")


def test_a_row_of_what_was_read_does_not_run_away_from_under_the_mouse(window, qtbot) -> None:
    window.keeping._read.setInterval(20)
    for number in (2, 3):
        window.open_case(number)
        qtbot.waitUntil(lambda number=number: number in [
            one.case_id for one in window.library.list_branches("list:2")])
    until(qtbot, window, [("最近阅读", 2)])
    tree = window.navigator.tree
    index = window.navigator.model.find([LISTS, "list:2", "case:2"])
    tree.setCurrentIndex(index)
    window.navigator._choose(index)
    qtbot.waitUntil(lambda: window.library.list_branches("list:2")[0].case_id == 2)
    qtbot.waitUntil(lambda: not window.jobs.busy)
    qtbot.wait(30)
    assert tree.currentIndex().data(BRANCH).case_id == 2
    assert tree.currentIndex().row() == 1


def test_nothing_moves_under_the_mouse_when_a_case_counts_as_read(window, qtbot) -> None:
    window.resize(1000, 560)
    window.keeping._read.setInterval(20)
    tree = window.navigator.tree
    for index in [window.navigator.model.find([root]) for root in ("root:regions", "root:topics")]:
        for row in range(window.navigator.model.rowCount(index)):
            tree.expand(window.navigator.model.index(row, 0, index))
    tree.scrollToTop()
    place = tree.viewport().rect().center()
    before = tree.indexAt(place).data()
    window.open_case(window.case.id)
    until(qtbot, window, [("最近阅读", 1)])
    qtbot.wait(30)
    assert tree.indexAt(place).data() == before
    tree.scrollToTop()
    assert tree.indexAt(tree.viewport().rect().topLeft()).data(BRANCH).key == LISTS


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing|propagate)", extend=True)
def test_the_menu_of_a_case_and_of_a_place(window, qtbot) -> None:
    window.keeping.new_collection(2)
    answer(window, "甲 & 乙")
    until(qtbot, window, [("甲 & 乙", 1)])
    case = branch(window, LISTS, "list:3", "case:2")
    window.keeping.menu(QPoint(5, 5), case, branch(window, LISTS, "list:3"))
    (menu,) = menus(window)
    words = [action.text() for action in menu.actions()]
    assert words == ["加星", "加入专题", "从“甲 && 乙”移出"]
    inner = menu.findChild(QMenu).actions()
    assert [(one.text(), one.isChecked()) for one in inner if one.text()] == [("甲 && 乙", True), ("新建专题…", False)]
    menu.close()
    window.keeping.menu(QPoint(5, 5), branch(window, "root:regions", "region:四川省"), None)
    (menu,) = menus(window)
    menu.actions()[1].trigger()
    menu.close()
    assert window.navigator.wanted.filters == (Filter("region", "四川省", exclude=True),)
    window.keeping.menu(QPoint(5, 5), branch(window, "root:topics"), None)
    assert menus(window) == [], "a heading has no menu"


def test_a_library_that_cannot_be_written_notes_nothing_and_says_nothing(window, qtbot, monkeypatch) -> None:
    from db.errors import CasebookError
    from db.library import Library

    def refused(self, case_id: int) -> None:
        raise CasebookError("案例库“{name}”只能读，不能写。", name="x")

    monkeypatch.setattr(Library, "note_read", refused)
    window.keeping._note_read()
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert window.statusBar().currentMessage() == ""
    assert keeping.DWELL > 500

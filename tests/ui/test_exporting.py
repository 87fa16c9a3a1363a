"""Exporting from the window: which cases, as what, and what is left where it was broken off."""

import json
import threading
import time
import zipfile

import docx
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QProgressDialog, QRadioButton

from db.exporting import plain
from ui.exporting import KINDS, Choice


def choice(window) -> Choice:
    window.commands["export"].trigger()
    return window.findChild(Choice)


def pick(dialog: Choice, words: str) -> None:
    button = next(b for b in dialog.findChildren(QRadioButton) if b.text().startswith(words))
    button.click()


def test_all_cases_go_into_a_workbook(window, qtbot, tmp_path, monkeypatch) -> None:
    path = tmp_path / "全部.xlsx"
    asked = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *words: (asked.append(words), (str(path), ""))[1])
    dialog = choice(window)
    assert dialog.cases == (window.case.id,)  # what is before her eyes comes first
    pick(dialog, "案例库里的全部 6 个")
    assert (dialog.cases, dialog.kind) == (None, "xlsx")
    dialog.accept()
    qtbot.waitUntil(path.exists)
    qtbot.waitUntil(lambda: "已导出 6 个" in window.statusBar().currentMessage())
    assert asked[0][2].endswith("全部案例.xlsx")
    assert window.settings.folder == str(tmp_path), "where the next one is offered to go"
    assert zipfile.is_zipfile(path)


def test_the_open_case_goes_into_a_document(window, qtbot, tmp_path) -> None:
    title = window.case.article.title
    window.exporting.write((window.case.id,), tmp_path / "一", "docx")
    qtbot.waitUntil((tmp_path / "一.docx").exists)
    assert [p.text for p in docx.Document(tmp_path / "一.docx").paragraphs if p.style.name == "Heading 1"] == [title]


def test_what_cannot_be_written_is_told(window, qtbot, tmp_path) -> None:
    window.exporting.write(None, tmp_path / "没有" / "a.json", "json")
    qtbot.waitUntil(lambda: any(box.isVisible() for box in window.findChildren(QMessageBox)))
    box = next(box for box in window.findChildren(QMessageBox) if box.isVisible())
    assert "无法写入" in box.informativeText()
    box.accept()


def test_cancelled_it_leaves_the_old_file(window, qtbot, tmp_path, monkeypatch) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps("old"))
    cancelled, written = threading.Event(), plain.case_as_dict
    monkeypatch.setattr("ui.tasks.TELL", 0)
    monkeypatch.setattr(plain, "case_as_dict", lambda case: cancelled.wait(5) and written(case))
    window.exporting.write(None, path, "json")
    window.findChild(QProgressDialog).canceled.emit()
    cancelled.set()
    qtbot.waitUntil(lambda: "已取消" in window.statusBar().currentMessage())
    assert json.loads(path.read_text()) == "old"


def test_cancelled_when_it_is_there_already_it_says_so(window, qtbot, tmp_path) -> None:
    path = tmp_path / "a.json"
    window.exporting.write(None, path, "json")
    for _ in range(500):  # the window hears of nothing meanwhile
        if path.exists():
            break
        time.sleep(0.01)
    window.findChild(QProgressDialog).canceled.emit()
    qtbot.waitUntil(lambda: not window.jobs.busy)
    qtbot.waitUntil(lambda: "已导出 6 个" in window.statusBar().currentMessage())


def test_cancelled_before_its_last_case_nothing_is_written(window, qtbot, tmp_path, monkeypatch) -> None:
    path = tmp_path / "a.json"
    cancelled, at_last, written = threading.Event(), threading.Event(), plain.case_as_dict
    last = list(window.library.cases())[-1].id

    def slowly(case):
        if case.id == last:
            at_last.set()
            cancelled.wait(5)
        return written(case)

    monkeypatch.setattr("ui.tasks.TELL", 999)
    monkeypatch.setattr(plain, "case_as_dict", slowly)
    window.exporting.write(None, path, "json")
    at_last.wait(5)
    window.findChild(QProgressDialog).canceled.emit()
    cancelled.set()
    qtbot.waitUntil(lambda: "已取消" in window.statusBar().currentMessage())
    assert not path.exists()


def test_the_dialog_goes_by_keys(window, qtbot) -> None:
    dialog = choice(window)
    QTest.keyClick(dialog.findChildren(QRadioButton)[-1], Qt.Key.Key_Space)
    assert dialog.kind == list(KINDS)[-1]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_what_a_search_found_goes_into_a_table(window, qtbot, tmp_path) -> None:
    window.navigator.box.setText("社区")
    qtbot.waitUntil(lambda: bool(window.navigator.answered))
    listed = {window.library.case(n).article.title for n in window.library.within(window.navigator.wanted.selection)}
    assert 1 < len(listed) < 6
    dialog = choice(window)
    pick(dialog, "左边列出的案例")
    window.exporting.write(dialog.cases, tmp_path / "a.json", "json")
    dialog.reject()
    qtbot.waitUntil((tmp_path / "a.json").exists)
    cases = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["cases"]
    assert {case["title"] for case in cases} == listed
    qtbot.waitUntil(lambda: f"已导出 {len(listed)} 个" in window.statusBar().currentMessage())

"""A title makes a file's name on every system, wherever one is offered."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from ui import reader
from ui.dialogs import with_suffix
from ui.naming import file_name

TITLES = {"甲/乙:“丙”?": "甲_乙_“丙”_", "一行\n二行": "一行_二行", " . ": "_", "完. .": "完", "长" * 200: "长" * 60}


@pytest.mark.parametrize(("title", "name"), TITLES.items())
def test_a_name_is_what_every_file_system_takes(title, name):
    assert file_name(title) == name
    assert len(f"{name}.pdf".encode()) <= 255


def test_the_offered_pdf_has_such_a_name(window, monkeypatch):
    offered = []

    def ask(*asked):
        offered.append(Path(asked[2]))
        return "", ""

    monkeypatch.setattr(reader.QFileDialog, "getSaveFileName", ask)
    window.case = replace(window.case, article=replace(window.case.article, title="一行\n二行" + "长" * 200))
    window.ask_pdf()
    assert [path.name for path in offered] == ["一行_二行" + "长" * 55 + ".pdf"]


@pytest.mark.parametrize(("answer", "written"), [("取消", False), ("替换", True)])
def test_a_file_is_not_replaced_for_want_of_its_suffix(window, qtbot, tmp_path, monkeypatch, answer, written):
    there = tmp_path / "报告.pdf"
    there.write_text("原有的")
    monkeypatch.setattr(reader.QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "报告"), ""))
    asked = []

    def click() -> None:
        box = QApplication.activeModalWidget()
        asked.append(box.text())
        next(button for button in box.buttons() if button.text() == answer).click()

    QTimer.singleShot(0, click)
    window.ask_pdf()
    assert asked == ["“报告.pdf”已经存在，要替换它吗？"]
    assert (there.read_bytes()[:4] == b"%PDF") is written
    assert list(tmp_path.glob("报告*")) == [there]


def test_a_suffix_left_out_is_added_and_nobody_asked(qapp, tmp_path):
    assert with_suffix(None, tmp_path / "报告.PDF", ".pdf") == tmp_path / "报告.PDF"
    assert with_suffix(None, tmp_path / "2022.6", ".csv") == tmp_path / "2022.6.csv"

"""A library of an earlier version is brought up to date beside a window that stays alive."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMessageBox, QProgressDialog

from db.selection import Selection
from db.store import schema
from tests.db.earlier import FOURTH, earlier, version


@pytest.fixture
def old(tmp_path, monkeypatch):
    path = tmp_path / "旧.casebook"
    earlier(path, 400)
    monkeypatch.setattr("ui.tasks.TELL", 0)
    return path


def test_it_opens_when_it_is_up_to_date_and_the_window_lives_meanwhile(window, qtbot, old) -> None:
    turns, shares = [0], []
    pulse = QTimer(window, interval=0)
    pulse.timeout.connect(lambda: turns.__setitem__(0, turns[0] + 1))
    pulse.start()
    assert not window.open_library(old)
    assert window.library.path != old, "what was open stays so meanwhile"
    shown = window.findChild(QProgressDialog)
    assert "旧.casebook" in shown.labelText()
    shown.canceled.disconnect()
    qtbot.waitUntil(lambda: (shares.append(shown.value()), window.library.path == old)[1], timeout=20000)
    pulse.stop()
    assert sorted(shares) == shares and max(shares) > 900
    assert turns[0] > 2
    assert version(old) == schema.VERSION
    assert window.library.find(Selection("指标>399公里")).total == 1
    assert window.case is not None
    assert [copy.name for copy in old.parent.glob("旧.v*")] == [f"旧.v{FOURTH}-1.casebook"]


def test_broken_off_it_is_what_it_was_and_can_be_opened_later(window, qtbot, old) -> None:
    before = window.library.path
    window.open_library(old)
    shown = window.findChild(QProgressDialog)
    qtbot.waitUntil(lambda: shown.value() > 300, timeout=20000)
    shown.canceled.emit()
    qtbot.waitUntil(lambda: "没有整理完" in window.statusBar().currentMessage(), timeout=20000)
    assert window.library.path == before
    assert FOURTH <= version(old) < schema.VERSION
    window.open_library(old)
    qtbot.waitUntil(lambda: window.library.path == old, timeout=20000)
    assert window.library.counts().cases == 400 and not list(window.library.verify())


def test_what_cannot_be_brought_up_to_date_is_told(window, qtbot, old) -> None:
    with schema._connection(old, "rw") as base:
        base.execute("CREATE TABLE bounds (mine)")
        base.execute("CREATE TABLE dimensions (mine)")
    window.open_library(old)
    qtbot.waitUntil(lambda: any(box.isVisible() for box in window.findChildren(QMessageBox)), timeout=20000)
    assert window.library.path != old

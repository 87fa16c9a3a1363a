"""A file that is double-clicked while the program runs opens in the window that is there."""

import select
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox

from db.library import Library
from tests.conftest import ROOT
from ui.system import door
from ui.system.instance import Instance, take_over


@pytest.fixture
def instance(qapp):
    made = Instance(qapp)
    assert made.listen()
    yield made
    made.close()
    made.deleteLater()


def knock(qtbot, file: str) -> bool:
    """Hand a file over as a second start does, beside the window's thread."""
    came: list[bool] = []
    thread = threading.Thread(target=lambda: came.append(door.hand_over(file)))
    thread.start()
    qtbot.waitUntil(lambda: bool(came), timeout=5000)
    thread.join()
    return came[0]


def test_what_is_handed_over_comes_whole_and_absolute(instance, qtbot, monkeypatch, tmp_path) -> None:
    monkeypatch.chdir(tmp_path)
    with qtbot.waitSignal(instance.asked) as asked:
        assert knock(qtbot, "四月 “一日”\n.casebook")
    assert asked.args == [str(tmp_path / "四月 “一日”\n.casebook")]


def test_where_nobody_runs_nothing_is_handed_over(qtbot) -> None:
    assert not door.hand_over("a.casebook")


@pytest.mark.skipif(sys.platform == "win32", reason="sockets in folders")
def test_a_door_left_behind_by_one_that_died_is_no_hindrance(qtbot, qapp) -> None:
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(door.address())
    assert Path(door.address()).exists() and not door.hand_over("a.casebook")
    made = Instance(qapp)
    assert made.listen() and knock(qtbot, "a.casebook")
    second = Instance(qapp)
    assert Path(door.address()).stat().st_mode & 0o077 == 0, "for this user alone"
    made.close()
    assert second.listen()
    second.close()


def test_who_was_there_first_keeps_the_door(instance, qtbot, qapp, monkeypatch) -> None:
    second = Instance(qapp)
    with monkeypatch.context() as hurried:
        hurried.setattr(door, "PATIENCE", 0.1)  # the window of the first stands still while this one asks
        assert not second.listen()
    second.deleteLater()
    with qtbot.waitSignal(instance.asked) as asked:
        assert knock(qtbot, "a.casebook")
    assert asked.args[0].endswith("a.casebook")


def test_nonsense_is_no_file(instance, qtbot) -> None:
    asked = []
    instance.asked.connect(asked.append)
    for said in (b"null\n", b"{\n", b'["a"]\n', b"\xff\xfe\n"):
        with socket.socket(socket.AF_UNIX) as guest:
            guest.connect(door.address())
            guest.sendall(said)
            qtbot.waitUntil(lambda guest=guest: bool(select.select([guest], [], [], 0)[0]))
            assert guest.recv(8) == b""
    assert asked == []


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # raising windows, off screen
def test_the_window_takes_it_once_no_question_is_open(instance, qtbot, window, tmp_path) -> None:
    Library.create(tmp_path / "乙.casebook").close()
    instance.asked.connect(lambda file: take_over(window, window.take_files, file))
    box = QMessageBox(window)
    box.open()
    window.showMinimized()
    assert knock(qtbot, str(tmp_path / "乙.casebook"))
    qtbot.wait(400)
    assert window.library.path.name == "samples.casebook" and not window.isMinimized()
    box.close()
    qtbot.waitUntil(lambda: window.library.path.name == "乙.casebook", timeout=5000)
    assert QApplication.activeModalWidget() is None


def test_a_second_start_only_knocks(instance, qtbot, tmp_path) -> None:
    """The program itself: it ends at once, without a window, and loads no Qt."""
    file = tmp_path / "丙.casebook"
    Library.create(file).close()
    code = ("import sys; from ui.system import door, platform; platform.without_display = lambda: None; "
            "platform.missing_libraries = lambda window: {}; import main; "
            "status = main.main([sys.argv[1]]); assert 'PySide6' not in sys.modules; sys.exit(status)")
    with qtbot.waitSignal(instance.asked, timeout=20_000) as asked:
        started = subprocess.Popen([sys.executable, "-c", code, str(file)], cwd=ROOT)
    qtbot.waitUntil(lambda: started.poll() is not None, timeout=20_000)
    assert started.returncode == 0 and asked.args == [str(file)]


@pytest.mark.skipif(sys.platform == "win32", reason="sockets in folders")
def test_who_says_too_much_is_sent_away(instance, qtbot) -> None:
    asked = []
    instance.asked.connect(asked.append)
    with socket.socket(socket.AF_UNIX) as guest:
        guest.connect(door.address())
        guest.setblocking(False)
        with pytest.raises(BlockingIOError):  # as much as is taken without anybody listening
            while True:
                guest.send(b"x" * 4096)
        guest.setblocking(True)
        qtbot.waitUntil(lambda: bool(select.select([guest], [], [], 0)[0]))
        with suppress(ConnectionResetError):
            assert guest.recv(8) == b""
    assert asked == []


@pytest.mark.skipif(sys.platform == "win32", reason="sockets in folders")
def test_what_comes_in_pieces_is_waited_for(instance, qtbot) -> None:
    with socket.socket(socket.AF_UNIX) as guest, qtbot.waitSignal(instance.asked) as asked:
        guest.connect(door.address())
        guest.sendall(b'"/a/b.case')
        qtbot.wait(30)
        guest.sendall(b'book"\n')
    assert asked.args == ["/a/b.casebook"]


def test_a_door_that_is_open_is_opened_once(instance) -> None:
    server = instance._server
    assert instance.listen() and instance._server is server

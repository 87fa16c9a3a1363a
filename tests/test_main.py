"""The program started as a person starts it, from the sources."""

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.starting import PAGE, run, shows_a_window, words
from ui.system import platform

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = [sys.executable, str(ROOT / "main.py")]


def test_a_command_runs_without_qt(tmp_path):
    code = "import sys, main; main.main(sys.argv[1:]); assert not [m for m in sys.modules if m.startswith('PySide6')]"
    done = subprocess.run(
        [sys.executable, "-c", code, "extract", str(PAGE)], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["articles"]


def test_wrong_usage_is_told_with_status_two(tmp_path):
    done = run(PROGRAM, "no-such-command", folder=tmp_path)
    assert done.returncode == 2
    assert "no-such-command" in done.stderr and "Traceback" not in done.stderr


def test_without_a_display_the_work_is_done_off_screen(tmp_path):
    done = run(PROGRAM, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert len(done.stderr.splitlines()) == 1 and "DISPLAY" in done.stderr
    named = [tmp_path / line for line in done.stdout.splitlines()]
    assert {file.suffix for file in named} == {".png", ".pdf"}
    assert all(file.stat().st_size > 10_000 for file in named)
    titles = ["".join(article["title"].split()) for article in _articles(tmp_path)]
    printed = "".join(words(file) for file in named if file.suffix == ".pdf")
    parts = [part for title in titles for part in title.split("：", 1)]  # a place before a colon stands as a kicker
    assert [part for part in parts if part not in printed] == []


def _articles(folder: Path) -> list[dict]:
    return json.loads(run(PROGRAM, "extract", str(PAGE), folder=folder).stdout)["articles"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X11 is Linux's")
def test_on_a_display_the_window_is_painted(tmp_path):
    assert shows_a_window(PROGRAM, folder=tmp_path)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X11 is Linux's")
def test_a_missing_library_is_named_in_one_line_instead_of_an_abort(tmp_path):
    code = (
        "import sys, main; from ui.system import platform;"
        "platform.DRAWING['libno-such-thing.so.9'] = 'no-such-package';"
        "sys.exit(main.main([]))"
    )
    done = run([sys.executable, "-c", code], folder=tmp_path, PYTHONPATH=str(ROOT))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "libno-such-thing.so.9" in done.stderr and "no-such-package" in done.stderr


def test_a_display_is_asked_before_qt_is(tmp_path):
    def why(**environ: str) -> str | None:
        return platform.without_display(environ, "linux")

    assert "DISPLAY" in why()
    assert "offscreen" in why(QT_QPA_PLATFORM="offscreen", DISPLAY=":0")
    assert ":987" in why(DISPLAY=":987")
    assert "nonsense" in why(DISPLAY="nonsense")
    assert why(QT_QPA_PLATFORM="vnc") is None
    assert platform.without_display({}, "win32") is None and platform.without_display({}, "darwin") is None
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-0"))
        assert why(WAYLAND_DISPLAY="wayland-0", XDG_RUNTIME_DIR=str(tmp_path)) is not None  # nobody listens yet
        server.listen()
        assert why(WAYLAND_DISPLAY="wayland-0", XDG_RUNTIME_DIR=str(tmp_path)) is None


def test_the_system_has_all_that_qt_asks_for():
    assert platform.missing_libraries(window=True, environ={"DISPLAY": ":0"}) == {}

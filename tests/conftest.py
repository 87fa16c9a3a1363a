"""What every test gets: no screen, folders of its own, the bundled fonts, and a check for threads left behind."""

import os
import sys
import threading
import time
from pathlib import Path

import hypothesis
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).resolve().parent.parent
TASKS = Path("/proc/self/task")
# Threads Qt and its libraries keep for themselves; everything else that a test starts it must also end.
HOUSEHOLD = ("QDBus", "QXcb", "Thread (pooled)", "gmain", "gdbus", "dconf", "pool-", "llvmpipe", "WSI", "[pango]")
PATIENCE = 3.0  # seconds a thread may take to end after its test


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "executable: needs the built executable in dist (make dist)")
    # What is right is right on a busy machine, too.
    hypothesis.settings.register_profile("any machine", deadline=None,
                                         suppress_health_check=[hypothesis.HealthCheck.too_slow])
    hypothesis.settings.load_profile("any machine")


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, data and home folders that no other test has seen, and nothing of the person who runs the tests."""
    home = tmp_path_factory.mktemp("home")
    runtime = home / "run"
    runtime.mkdir(mode=0o700)
    places = {"HOME": "", "USERPROFILE": "", "APPDATA": "config", "LOCALAPPDATA": "data", "XDG_CONFIG_HOME": "config",
              "XDG_DATA_HOME": "data", "XDG_CACHE_HOME": "cache", "XDG_STATE_HOME": "state"}  # fmt: skip
    for name, folder in places.items():
        (home / folder).mkdir(exist_ok=True)
        monkeypatch.setenv(name, str(home / folder))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    if "PySide6.QtCore" in sys.modules:
        _keep_qt_settings_in(home / "config")
    return home


@pytest.fixture(scope="session")
def qapp(qapp):
    """The application with the bundled fonts, as the program starts it."""
    from ui.looks import theme

    theme.load_fonts()
    yield qapp
    # Off screen the clipboard outlives Python, and the end of what was copied would call into it.
    qapp.clipboard().clear()


@pytest.fixture(autouse=True)
def no_threads_left(own_folders: Path) -> None:
    """A test that ends while a thread it started still runs has failed, whatever else it found."""
    before = _threads()
    yield
    patience_ends = time.monotonic() + PATIENCE
    while (left := _threads() - before) and time.monotonic() < patience_ends:
        time.sleep(0.02)
    assert not left, f"threads still running after the test: {sorted(name for _, name in left)}"


def _threads() -> set[tuple[int, str]]:
    """Every running thread as (id, name): Python's own, and on Linux those of Qt, which Python does not know."""
    running = {(thread.native_id or 0, thread.name) for thread in threading.enumerate() if not thread.daemon}
    if TASKS.exists():
        own = Path("/proc/self/comm").read_text(encoding="utf-8")
        for task in TASKS.iterdir():
            try:
                name = (task / "comm").read_text(encoding="utf-8")
            except OSError:  # ended while we looked
                continue
            # Nameless helpers of numerical libraries carry the program's name; QThreads carry their class's.
            if name != own and not name.startswith(HOUSEHOLD):
                running.add((int(task.name), name.strip()))
    return running


def _keep_qt_settings_in(folder: Path) -> None:
    """QSettings looks at the environment once and remembers; the folders have to be told to it again."""
    from PySide6.QtCore import QSettings, QStandardPaths

    for form in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(form, QSettings.Scope.UserScope, str(folder))
    if sys.platform in ("win32", "darwin"):
        QStandardPaths.setTestModeEnabled(True)

"""Bringing a library of an earlier version up to date before it is opened, and saying how far that is."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QProgressDialog

from ui import dialogs
from ui.i18n import told, tr
from ui.jobs import Jobs
from ui.tasks import update_steps

SLOW = 300  # ms after which it says what it does
_PARTS = 1000


def update(window: QMainWindow, jobs: Jobs, path: Path, done: Callable[[], object]) -> None:
    """Bring the library at `path` up to date beside the window, then call `done`; not where it was broken off."""
    words = tr("“{name}”是旧版本建立的，正在整理成新的格式，只需这一次。整理前的那一份已另存在旁边。", name=path.name)
    shown = QProgressDialog(words, tr("取消"), 0, _PARTS, window)
    shown.setWindowTitle(tr("打开案例库"))
    shown.setWindowModality(Qt.WindowModality.WindowModal)
    shown.setMinimumDuration(SLOW)
    shown.setAutoReset(False)
    shown.setAutoClose(False)
    failed: list[Exception] = []

    def ended(whole: bool) -> None:
        shown.close()
        shown.deleteLater()
        if failed:
            dialogs.tell(window, tr("没有打开"), told(failed[0]), wrong=True)
        elif whole:
            done()
        else:
            window.statusBar().showMessage(tr("没有整理完，案例库和原来一样。下次打开时再整理。"), 6000)

    job = jobs.prepare(update_steps(path))
    job.progressed.connect(lambda share: shown.setValue(round(share * _PARTS)))
    job.failed.connect(failed.append)
    job.ended.connect(ended)
    shown.canceled.connect(job.cancel)
    job.start()

"""The check of every quotation, run beside the window, and what it found."""

from collections.abc import Callable

from PySide6.QtWidgets import QMainWindow

from db.model import Counts, Fault
from ui import dialogs
from ui.i18n import told, tr
from ui.jobs import Jobs, Steps


def check(window: QMainWindow, jobs: Jobs, steps: Steps, held: Counts, done: Callable[[], object]) -> None:
    """Run `steps`, which yield faults, over the `held` cases, and tell the result; `done` comes first."""
    faults: list[Fault] = []
    broken: list[Exception] = []
    window.statusBar().showMessage(tr("正在核对每一处引文…"))

    def ended(whole: bool) -> None:
        window.statusBar().clearMessage()
        done()
        if whole:
            dialogs.verified(window, held.cases, held.metrics, faults)
        elif broken:
            dialogs.tell(window, tr("没有核对完"), told(broken[0]), wrong=True)

    job = jobs.prepare(steps)
    job.progressed.connect(faults.append)
    job.failed.connect(broken.append)
    job.ended.connect(ended)
    job.start()

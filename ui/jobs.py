"""Long work in a thread of its own: a generator is run step by step, and can be told to stop between two steps.

No thread may import what imports PySide6: shiboken makes its types when they are first asked for, and crashes where two
threads ask at once.
"""

import gc
import sys
import threading
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QThread, Signal, Slot

# Given a way to ask whether it was cancelled, a generator. It is first advanced in the job's thread, so what it opens
# (a connection to the library) belongs to that thread.
Steps = Callable[[Callable[[], bool]], Iterator[object]]


_GATHER = 10_000, 20, 20  # what Python lets come before it looks for garbage, which all threads wait for
_TURN = 0.0005  # seconds Python lets a thread run on while another waits: what the window waits for a job, each time


class _Thread(QThread):
    stepped = Signal(object)
    broke = Signal(object)

    def __init__(self, steps: Steps, parent: QObject) -> None:
        super().__init__(parent)
        self._steps = steps
        self.stop = threading.Event()

    def run(self) -> None:
        try:
            running = self._steps(self.stop.is_set)
            try:
                for step in running:
                    self.stepped.emit(step)
                    if self.stop.is_set():
                        break
            finally:
                close = getattr(running, "close", None)
                if close is not None:
                    close()  # here, so that a connection is closed by the thread that opened it
        except Exception as error:
            self.broke.emit(error)


class Job(QObject):
    """One run of a generator. Its signals come in the GUI thread, in order; `ended` is always the last."""

    progressed = Signal(object)  # what the generator yielded
    failed = Signal(object)  # the exception that ended it
    ended = Signal(bool)  # True where it ran to its end, False where it was cancelled or failed

    def __init__(self, steps: Steps, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._broken = False
        self._thread = _Thread(steps, self)
        self._thread.stepped.connect(self._step)
        self._thread.broke.connect(self._break)
        self._thread.finished.connect(self._end)

    def start(self) -> None:
        self._thread.start()

    def cancel(self) -> None:
        """Stop after the step in hand; `ended` tells when that is."""
        self._thread.stop.set()

    @property
    def cancelled(self) -> bool:
        return self._thread.stop.is_set()

    @property
    def running(self) -> bool:
        return self._thread.isRunning()

    def wait(self) -> None:
        """Block until the thread is gone."""
        self._thread.wait()

    @Slot(object)
    def _step(self, step: object) -> None:
        self.progressed.emit(step)

    @Slot(object)
    def _break(self, error: Exception) -> None:
        self._broken = True
        self.failed.emit(error)

    @Slot()
    def _end(self) -> None:
        self._thread.wait()  # `finished` comes from a thread that has still to return
        self.ended.emit(not self._broken and not self._thread.stop.is_set())
        self.deleteLater()


class Jobs(QObject):
    """The window's jobs. `close` leaves no thread behind."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: list[Job] = []
        sys.setswitchinterval(_TURN)
        gc.set_threshold(*_GATHER)

    def prepare(self, steps: Steps) -> Job:
        """A job for `steps`, for the caller to connect to and then start."""
        job = Job(steps, self)
        self._jobs.append(job)
        job.ended.connect(lambda _: self._forget(job))
        return job

    def _forget(self, job: Job) -> None:
        if job in self._jobs:
            self._jobs.remove(job)

    @property
    def busy(self) -> bool:
        return any(job.running for job in self._jobs)

    def close(self) -> None:
        """Cancel every job and wait for its thread; at most as long as one step takes."""
        for job in self._jobs:
            job.cancel()
        for job in self._jobs:
            job.wait()

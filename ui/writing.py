"""Writing to a library beside the one that is read: one piece of work after another, none in the window's thread."""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject

from db.errors import CasebookError
from ui.jobs import Jobs

Work = Callable[[Any], Any]  # what is to be done with a library that is open for writing


@dataclass(slots=True)
class _Task:
    opening: Callable[[], AbstractContextManager]
    work: Work
    then: Callable[[Any], object]
    refused: Callable[[Exception], object]


class Writer(QObject):
    """Does pieces of work in order; a library is opened for each and closed behind it."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._waiting: deque[_Task] = deque()
        self._running = False

    @property
    def busy(self) -> bool:
        return self._running or bool(self._waiting)

    def do(
        self,
        opening: Callable[[], AbstractContextManager],
        work: Work,
        then: Callable[[Any], object],
        refused: Callable[[Exception], object],
    ) -> None:
        """Do `work` with what `opening` opens; what comes of it goes to `then`, in the window's thread, or what went
        wrong to `refused`.
        """
        self._waiting.append(_Task(opening, work, then, refused))
        self._next()

    def finish(self) -> None:
        """Do what still waits, here and now: the window is about to close."""
        while self._waiting:
            task = self._waiting.popleft()
            with suppress(CasebookError), task.opening() as library:  # there is no one left to be told
                task.work(library)

    def _next(self) -> None:
        if self._running or not self._waiting:
            return
        task = self._waiting.popleft()
        self._running = True
        came: list[Any] = []
        broke: list[Exception] = []

        def steps(_cancelled: Callable[[], bool]) -> Iterator[Any]:
            with task.opening() as library:
                result = task.work(library)
            yield result

        def ended(_whole: bool) -> None:
            self._running = False
            if broke:
                task.refused(broke[0])
            elif came:
                task.then(came[0])
            self._next()

        job = self._jobs.prepare(steps)
        job.progressed.connect(came.append)
        job.failed.connect(broke.append)
        job.ended.connect(ended)
        job.start()

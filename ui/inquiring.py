"""Questions to a library that may take a while, answered in a thread of their own beside the window's reading.

The newest question wins: one that is asked on the same matter before puts it aside, broken off in the midst if need be.
"""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal, Slot

from db.errors import CasebookError
from db.selection import Facet, Found, Selection
from ui.i18n import told

Opening = Callable[[], AbstractContextManager]  # opens the library for reading; called in the thread


@dataclass(eq=False, slots=True)
class _Question:
    matter: object
    work: Callable[[Any], Any]
    then: Callable[[Any], object]
    nothing: Any  # the answer where the disk refuses
    dropped: bool = False


class _Thread(QThread):
    answered = Signal(object, object)  # question; answer, or the exception that came instead

    def __init__(self, opening: Opening, parent: QObject) -> None:
        super().__init__(parent)
        self._opening = opening
        self._turn = threading.Condition()
        self._waiting: list[_Question] = []
        self._current: _Question | None = None
        self._library: Any = None
        self._over = False

    def put(self, question: _Question, first: bool) -> None:
        """Have `question` answered, before all that wait if it is to be the `first`."""
        with self._turn:
            self._waiting.insert(0 if first else len(self._waiting), question)
            self._turn.notify()

    def sweep(self) -> None:
        """Let go of the questions that were dropped."""
        with self._turn:
            self._waiting = [one for one in self._waiting if not one.dropped]
            if self._current is not None and self._current.dropped and self._library is not None:
                self._library.interrupt()

    def end(self) -> None:
        """Break off and wait until the library is let go of."""
        with self._turn:
            self._over = True
            self._turn.notify()
        self.wait()

    def _next(self) -> _Question | None:
        with self._turn:
            while not self._waiting and not self._over:
                self._turn.wait()
            self._current = None if self._over else self._waiting.pop(0)
            return self._current

    def run(self) -> None:
        try:
            while (question := self._next()) is not None:
                try:
                    if self._library is None:
                        self._library = self._opening()
                    answer = question.work(self._library)
                except Exception as error:
                    answer = error
                with self._turn:
                    self._current = None
                if not question.dropped:
                    self.answered.emit(question, answer)
        finally:
            if self._library is not None:
                self._library.close()


class Inquirer(QObject):
    """Asks the open library. Answers come in the GUI thread, in the order of the questions that were not put aside."""

    refused = Signal(str)  # why the disk did not give an answer

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opening: Opening | None = None
        self._thread: _Thread | None = None
        self._asked: list[_Question] = []  # that were not answered yet

    def open(self, opening: Opening | None) -> None:
        """Ask another library from now on; None for no library."""
        self.close()
        self._opening = opening

    def close(self) -> None:
        """Put all questions aside and let go of the library."""
        self._drop(lambda _: True)
        if self._thread is not None:
            self._thread.end()
            self._thread.deleteLater()
            self._thread = None

    def find(self, selection: Selection, limit: int, offset: int, then: Callable[[Found], object]) -> None:
        """Which cases `selection` holds; goes before every other question."""
        self._ask("find", lambda library: library.find(selection, limit, offset), then, Found((), 0, True), first=True)

    def count(self, selection: Selection, then: Callable[[Found], object]) -> None:
        """How many cases `selection` holds; asked beside all else, and put aside only with the library."""
        self._ask(("count", selection), lambda library: library.find(selection, 1, 0), then, Found((), 0, True))

    def facets(self, selection: Selection, facet: Facet, parent: str, then: Callable[[tuple], object]) -> None:
        """How many cases of `selection` there are on each node below `parent` of a facet."""
        self._ask(("facets", facet, parent), lambda library: library.facets(selection, facet, parent), then, ())

    def suggest(self, begun: str, facets: tuple[Facet, ...], then: Callable[[tuple], object]) -> None:
        """What of these facets may be meant by what was typed so far."""
        self._ask("suggest", lambda library: library.suggest(begun, facets), then, ())

    def forget(self) -> None:
        """Put every question aside that was not answered yet, but for counts."""
        self._drop(lambda one: not (isinstance(one.matter, tuple) and one.matter[0] == "count"))

    def _drop(self, wanted: Callable[[_Question], bool]) -> None:
        for one in filter(wanted, self._asked):
            one.dropped = True
        self._asked = [one for one in self._asked if not one.dropped]
        if self._thread is not None:
            self._thread.sweep()

    def _ask(self, matter: object, work: Callable[[Any], Any], then: Callable[[Any], object], nothing: Any,
             first: bool = False) -> None:
        if self._opening is None:
            return
        if self._thread is None:
            self._thread = _Thread(self._opening, self)
            self._thread.answered.connect(self._answer)
            self._thread.start()
        self._drop(lambda one: one.matter == matter)
        question = _Question(matter, work, then, nothing)
        self._asked.append(question)
        self._thread.put(question, first)

    @Slot(object, object)
    def _answer(self, question: _Question, answer: Any) -> None:
        if question.dropped:  # after it was answered
            return
        self._asked.remove(question)
        if isinstance(answer, CasebookError):
            self.refused.emit(told(answer))
            answer = question.nothing
        elif isinstance(answer, Exception):
            raise answer
        question.then(answer)

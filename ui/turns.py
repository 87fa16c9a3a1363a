"""What can wait is done piece by piece, each in a turn of the event loop of its own, so that none of it is felt.

A reader sees at once what she asked for; what goes with it follows in the order it was put.
"""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer

PAUSE = 2  # ms for the window between two turns

Work = Callable[[], object]  # one that gives an iterator is gone on with, a step a turn, until that ends


class Turns(QObject):
    """Works by their matters; of one matter the newest count. Nothing is done before it is told to `begin`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._matters: dict[str, list[Work | Iterator]] = {}
        self._leisurely: set[str] = set()
        self._timer = QTimer(self, interval=PAUSE)
        self._timer.timeout.connect(self._turn)
        self._begun = False

    @property
    def begun(self) -> bool:
        return self._begun

    def begin(self) -> None:
        """The window has its first picture, which was not to wait for anything."""
        if not self._begun:
            self._begun = True
            self._timer.start()

    def put(self, matter: str, *works: Work, leisurely: bool = False) -> None:
        """Have `works` done soon, one after the other, instead of what still waits of this matter; `leisurely` works
        only while nothing else waits.
        """
        self.drop(matter)
        self._matters[matter] = list(works)
        (self._leisurely.add if leisurely else self._leisurely.discard)(matter)
        if self._begun:
            self._timer.start()

    def drop(self, matter: str) -> None:
        """Leave undone what still waits of this matter."""
        self._matters.pop(matter, None)

    def settle(self, matter: str) -> None:
        """Do at once what waits of this matter."""
        while matter in self._matters:
            self._do(matter)

    def waits(self, matter: str) -> bool:
        return matter in self._matters

    def clear(self) -> None:
        """Leave everything undone."""
        self._matters.clear()

    def _turn(self) -> None:
        if not self._matters:
            self._timer.stop()
        else:
            self._do(min(self._matters, key=self._leisurely.__contains__))  # the first of those that matter more

    def _do(self, matter: str) -> None:
        works = self._matters[matter]
        try:
            work = works.pop(0)
            steps = work() if callable(work) else work
            if isinstance(steps, Iterator) and next(steps, self) is not self:
                works.insert(0, steps)
        finally:
            if not works and self._matters.get(matter) is works:
                del self._matters[matter]

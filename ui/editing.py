"""Setting the open case right: asks the person, has what she says written, and tells when it is."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from db.errors import CasebookError
from db.model import Change
from ui import dialogs, saying
from ui.i18n import later, told, tr
from ui.jobs import Jobs
from ui.reader import Reader
from ui.writing import Work, Writer

Opening = Callable[[], AbstractContextManager]
PATIENCE = 1500  # ms of writing, or of waiting for who writes too, before she is told that it goes on
_SLOWLY = later("正在保存到案例库，请稍等…")


class Editing(QObject):
    """What can be done to the open case of `reader`. `reading` gives the open library, or None, `writing` a way to
    open it once more for writing, from any thread. `asks` makes what asks the person (ui.corrections.questions).
    """

    changed = Signal(object)  # id of the case that is another now, or None where none is to be shown

    def __init__(
        self, reader: Reader, jobs: Jobs, reading: Callable[[], Any], writing: Callable[[], Opening],
        asks: Callable[["Editing"], Any],
    ) -> None:
        super().__init__(reader)
        self.reader, self.jobs, self.reading, self._writing = reader, jobs, reading, writing
        self.writer = Writer(jobs, self)
        self._asks, self._questions = asks, None
        self.waits = QToolButton()
        self.waits.setObjectName("waits")
        self.waits.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.waits.setCursor(Qt.CursorShape.PointingHandCursor)
        self.waits.setToolTip(tr("有更正找不到它的文字了，请看一看该放在哪里"))
        self.waits.clicked.connect(lambda: self.questions.review())
        self.waits.hide()
        place = QWidget()  # a status bar hides what it holds behind a message: shown itself it would lie across that
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.waits)
        reader.statusBar().addWidget(place)
        self._soon = QTimer(self, singleShot=True, interval=0)  # what it tells is not needed for the first picture
        self._soon.timeout.connect(self._tell_steps)
        self._slow = QTimer(self, singleShot=True, interval=PATIENCE)
        self._slow.timeout.connect(self._tell_slow)

    @property
    def ways(self) -> dict[str, Callable[[], object]]:
        """What the actions of these names do."""
        return {"undo": self.undo, "redo": self.redo} | {
            name: lambda name=name: getattr(self.questions, name)()
            for name in ("details", "arrange", "correct_text", "correct_metric", "add_metric", "strike", "highlight",
                         "note", "corrections", "review", "renew")}

    @property
    def questions(self) -> Any:
        """What asks the person; made when she first has something to say, for a reader may never need it."""
        if self._questions is None:
            self._questions = self._asks(self)
        return self._questions

    # What was done, and what waits

    def show_steps(self) -> None:
        """Tell, soon, in the menu what can be undone and in the status bar what waits."""
        self._soon.start()

    def _tell_steps(self) -> None:
        library = self.reading()
        try:
            steps = library.next_steps() if library else (None, None)
            waiting = len(library.waiting()) if library else 0
        except CasebookError as error:
            self.reader.statusBar().showMessage(told(error))
            return
        for name, words, step in zip(("undo", "redo"), (tr("撤销"), tr("重做")), steps, strict=True):
            action = self.reader.commands[name]
            action.setEnabled(step is not None)
            action.setText(f"{words}：{saying.step(step)}" if step else words)
        self.waits.setVisible(bool(waiting))
        self.waits.setText(tr("待复核的更正 {n} 条", n=waiting))

    def undo(self) -> None:
        self.write(lambda library: library.undo(), lambda step: self._stepped(step, tr("已撤销")))

    def redo(self) -> None:
        self.write(lambda library: library.redo(), lambda step: self._stepped(step, tr("已重做")))

    def _stepped(self, step: Change | None, words: str) -> None:
        if step is not None:
            self.say(f"{words}：{saying.step(step)}")
            self.changed.emit(self.still() if step.case_id is None else step.case_id)

    def still(self) -> int | None:
        """The open case, or the first of its page where it went with its boundaries; None where its page went too."""
        case = self.reader.case
        if case is None:
            return None
        try:
            cases = self.reading().page_cases(case.page_id)
        except CasebookError:
            return None
        return case.id if case.id in cases else next(iter(cases), None)

    def _tell_slow(self) -> None:
        self.reader.statusBar().showMessage(tr(_SLOWLY))

    def write(self, work: Work, then: Callable[[Any], object], refused: Callable[[str], object] | None = None) -> None:
        """Have `work` done; `then` only where the same library is still open."""
        path = self.reading().path
        self._slow.start()

        def ended() -> None:
            self._slow.stop()
            if self.reader.statusBar().currentMessage() == tr(_SLOWLY):
                self.reader.statusBar().clearMessage()

        def done(result: Any) -> None:
            ended()
            library = self.reading()
            if library is not None and library.path == path:
                then(result)

        def broken(error: Exception) -> None:
            ended()
            (refused or self.refused)(told(error))

        self.writer.do(self._writing(), work, done, broken)

    def say(self, words: str) -> None:
        self.reader.statusBar().showMessage(words, 6000)

    def refused(self, words: str) -> None:
        dialogs.tell(self.reader, tr("没有保存"), words, wrong=True)

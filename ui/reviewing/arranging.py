"""The page of an open case, taken apart anew by a person: where its articles begin and end, kept or left."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from db.model import Bounds, Page
from ui.i18n import tr
from ui.jobs import Jobs
from ui.reviewing.desk import Desk, Laid


class Arranging(QDialog):
    """Shows `page` of `text`, on which `bounds` are set, at one of its articles. The asker answers `kept` with `accept`
    or `refuse`.
    """

    kept = Signal(object)  # Bounds

    def __init__(self, parent: QWidget | None, jobs: Jobs, name: str, text: str, page: Page, bounds: Bounds,
                 article: int | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("调整分篇：{name}", name=name))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumSize(760, 480)
        self._text, self._bounds, self._first = text, bounds, Laid(page, bounds.steps)
        head = QLabel(
            tr("把分错的地方改过来，再按“保留调整”。您的更正和批注跟着它们的文字走，重新提取也不会改掉您的分法。"))
        head.setObjectName("dialogHead")
        head.setWordWrap(True)
        self.desk = Desk(jobs)
        self.desk.changed.connect(lambda _: self._allow())
        self.desk.settled.connect(self._allow)
        self.wrong = QLabel()
        self.wrong.setObjectName("wrong")
        self.wrong.setTextFormat(Qt.TextFormat.PlainText)
        self.wrong.setWordWrap(True)
        self.wrong.hide()
        self.restore = QPushButton(tr("恢复程序的分法"))
        self.restore.setToolTip(tr("去掉这一页上的全部人工调整"))
        self.restore.clicked.connect(self._restore)
        self.leave = QPushButton(tr("放弃"))
        self.leave.clicked.connect(self.reject)
        self.keep = QPushButton(tr("保留调整"))
        self.keep.setProperty("main", True)
        self.keep.clicked.connect(self._keep)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        for button in (self.restore, self.leave, self.keep):
            button.setAutoDefault(False)
            foot.addWidget(button)
        foot.insertStretch(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 14)
        whole.setSpacing(10)
        whole.addWidget(head)
        whole.addWidget(self.desk, 1)
        whole.addWidget(self.wrong)
        whole.addLayout(foot)
        room = (parent.window() if parent else self).screen().availableGeometry()
        self.resize(min(1000, room.width() - 40), min(800, room.height() - 60))
        self._allow()
        self.desk.show_page(text, self._first, ([], []), article)
        self.desk.sheet.setFocus()

    def refuse(self, words: str) -> None:
        """Say why it was not kept; what was done stays."""
        self.wrong.setText(words)
        self.wrong.show()
        self._allow()

    def _allow(self) -> None:
        self.keep.setEnabled(self.desk.page is not None and self.desk.steps != self._first.steps)
        self.restore.setEnabled(bool(self.desk.steps))

    def _restore(self) -> None:
        self.desk.lay(Laid(self._bounds.extracted))

    def _keep(self) -> None:
        self.wrong.hide()
        for button in (self.keep, self.restore):
            button.setEnabled(False)
        self.kept.emit(Bounds(self._bounds.extracted, self.desk.steps))

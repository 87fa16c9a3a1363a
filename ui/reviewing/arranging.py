"""The page of an open case, taken apart anew by a person: where its articles begin and end, kept or left."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from db.model import Bounds, Page
from ui.i18n import tr
from ui.jobs import Jobs
from ui.looks.asking import Asking
from ui.reviewing.desk import Desk, Laid


class Arranging(Asking):
    """Shows `page` of `text`, on which `bounds` are set, at one of its articles. The asker answers `kept` with `accept`
    or `refuse`.
    """

    kept = Signal(object)  # Bounds

    def __init__(self, parent: QWidget | None, jobs: Jobs, name: str, text: str, page: Page, bounds: Bounds,
                 article: int | None) -> None:
        super().__init__(parent, tr("调整分篇：{name}", name=name), tr("保留调整"), tr("放弃"))
        self.setMinimumSize(760, 480)
        self._text, self._bounds, self._first = text, bounds, Laid(page, bounds.steps)
        head = QLabel(
            tr("把分错的地方改过来，再按“保留调整”。您的更正和批注跟着它们的文字走，重新提取也不会改掉您的分法。"))
        head.setObjectName("dialogHead")
        head.setWordWrap(True)
        self.desk = Desk(jobs)
        self.desk.changed.connect(lambda _: self._allow())
        self.desk.settled.connect(self._allow)
        self.restore = self.add_left(tr("恢复程序的分法"))
        self.restore.setToolTip(tr("去掉这一页上的全部人工调整"))
        self.restore.clicked.connect(self._restore)
        self.keep.setAutoDefault(False)
        self.body.addWidget(head)
        self.body.addWidget(self.desk, 1)
        room = (parent.window() if parent else self).screen().availableGeometry()
        self.resize(min(1000, room.width() - 40), min(800, room.height() - 60))
        self._allow()
        self.desk.show_page(text, self._first, ([], []), article)
        self.desk.sheet.setFocus()

    def refuse(self, words: str) -> None:
        """Say why it was not kept; what was done stays."""
        super().refuse(words)
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

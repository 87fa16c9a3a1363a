"""What an import found: the list of its pages and articles, a box that narrows it, and the page that is chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QSplitter, QVBoxLayout, QWidget

from ui.i18n import tr
from ui.jobs import Jobs
from ui.reviewing.desk import Desk, History, Laid
from ui.reviewing.found import Found
from ui.reviewing.rows import FILE, KINDS, UNPLACED, FoundList, Row

MANY = 6  # files from which on there is something to narrow
PAUSE = 150  # milliseconds without a key before the list is narrowed


class Findings(QWidget):
    """Shows what was found and lets a person put each page right, or leave it out."""

    changed = Signal()  # something else is chosen, another page is kept or another way

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._histories: dict[int, History] = {}
        self._shown: int | None = None
        self.open = True  # whether anything can be changed
        self.list = FoundList()
        self.list.setMinimumWidth(300)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show())
        self.desk = Desk(jobs)
        self.desk.changed.connect(self._changed)
        self.desk.sheet.chosen.connect(self._follow)
        self.narrow = QWidget()
        self.words = QLineEdit()
        self.words.setClearButtonEnabled(True)
        self.words.setPlaceholderText(tr("按文件名、标题、地点、主题筛选"))
        self.words.setAccessibleName(tr("筛选找到的文章"))
        self.kind = QComboBox()
        self.kind.setAccessibleName(tr("只看哪些文件"))
        for name, words in KINDS.items():
            self.kind.addItem(tr(words), name)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self._narrow)
        self.words.textChanged.connect(self._soon.start)
        self.kind.currentIndexChanged.connect(lambda _: self._narrow())
        row = QHBoxLayout(self.narrow)
        row.setContentsMargins(0, 0, 0, 6)
        row.setSpacing(6)
        row.addWidget(self.words, 1)
        row.addWidget(self.kind)
        self.narrow.hide()
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.narrow)
        column.addWidget(self.list, 1)
        split = QSplitter()
        split.setHandleWidth(12)
        split.addWidget(left)
        split.addWidget(self.desk)
        split.setStretchFactor(1, 1)
        split.setSizes([380, 820])
        split.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)
        self.skip = QAction(tr("不保留这一页"), self.list)
        self.skip.setShortcut(QKeySequence("Delete"))
        self.skip.triggered.connect(self.leave_out)
        self.list.addAction(self.skip)
        self.skip_button = QPushButton(tr("不保留这一页"))  # for the dialog's foot
        self.skip_button.setAutoDefault(False)
        self.skip_button.clicked.connect(self.leave_out)

    def add(self, files: Sequence[Found]) -> None:
        """List more files; the first of all is chosen."""
        first = not self.list.rows.rows
        self.list.rows.add(files)
        self.narrow.setVisible(len(self.list.rows.files) >= MANY)
        if first and self.list.rows.rows:
            self.list.setCurrentIndex(self.list.rows.index(0))
        self.allow()

    def allow(self) -> None:
        """Switch on what makes sense now."""
        rows, row = self.list.rows, self.list.chosen()
        self.skip_button.setVisible(self.open)
        self.skip_button.setEnabled(self.open and row is not None and rows.files[row.file].keepable)
        out = row is not None and row.file in rows.left_out
        self.skip_button.setText(tr("还是保留这一页") if out else tr("不保留这一页"))
        self.desk.setEnabled(self.open)

    def leave_out(self) -> None:
        """Do not keep the page that is chosen, or keep it after all."""
        row = self.list.chosen()
        if row is not None and self.open and self.list.rows.files[row.file].keepable:
            self.list.rows.leave_out(row.file, row.file not in self.list.rows.left_out)
            self.changed.emit()

    def _narrow(self) -> None:
        chosen = self.list.chosen()
        self.list.rows.show_only(self.words.text(), self.kind.currentData())
        if chosen in self.list.rows.rows:
            self.list.choose(chosen)
        elif self.list.rows.rows:
            self.list.setCurrentIndex(self.list.rows.index(0))
        self.changed.emit()

    def _show(self) -> None:
        self.changed.emit()
        if (row := self.list.chosen()) is None:
            return
        found = self.list.rows.files[row.file]
        if not found.heads and not found.packed:
            self._shown = None
            self.desk.say("\n".join(self.list.rows.words(Row(row.file, FILE))))
            return
        article = {UNPLACED: None, FILE: 0}.get(row.part, row.part)
        if self._shown == row.file and self.desk.page is not None:
            here = self.desk.current()
            if here is None or here.article != article:
                self.desk.sheet.to_article(article)
            return
        self._shown = row.file
        text, page, _, bounds = found.contents()
        laid = Laid(page, bounds.steps if bounds else ())
        self.desk.show_page(text, laid, self._histories.setdefault(row.file, ([], [])), article)

    def _follow(self, _: int) -> None:
        """The list goes with the block that is chosen on the page."""
        here = self.desk.current()
        row = self.list.chosen()
        if here is None or self._shown is None or row is None:
            return
        part = UNPLACED if here.article is None else here.article
        if (row.file, row.part) != (self._shown, part) and not (row.part == FILE and part == 0):
            self.list.choose(Row(self._shown, part))

    def _changed(self, laid: Laid) -> None:
        rows = self.list.rows
        rows.renew(self._shown, rows.files[self._shown].with_page(laid.page, laid.steps))
        self.changed.emit()

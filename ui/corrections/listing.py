"""All that a person said about a case, one under another, each with a way back: 本案更正."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLabel, QPushButton, QTreeWidget, QTreeWidgetItem, QWidget

from db.model import Case, Said
from ui import saying
from ui.corrections.form import Form, ems
from ui.i18n import tr
from ui.looks import theme

_SAID = Qt.ItemDataRole.UserRole


class Listing(Form):
    """The corrections and notes of a case, the latest first; stays open while one after another is taken back."""

    withdrawn = Signal(tuple)  # ids of patches
    looked_at = Signal(int, int)  # a span of the text
    page_wanted = Signal(int)  # an offset of the page

    def __init__(self, parent: QWidget | None, case: Case) -> None:
        super().__init__(parent, tr("本案更正"), tr("关闭"))
        self.leave.hide()
        self.head = QLabel()
        self.head.setObjectName("dialogHead")
        self.head.setWordWrap(True)
        self.tree = QTreeWidget()
        self.tree.setObjectName("said")
        self.tree.setAccessibleName(tr("本案更正"))
        self.tree.setHeaderLabels([tr("更正"), tr("原来的"), tr("现在的"), tr("何时更正")])
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.tree.header().setStretchLastSection(False)
        for column, width in enumerate((10, 15, 15, 9)):
            self.tree.setColumnWidth(column, ems(width))
        self.body.addWidget(self.head)
        self.body.addWidget(self.tree, 1)
        self.restore = QPushButton(tr("恢复选中的"))
        self.restore.setAutoDefault(False)
        self.restore.clicked.connect(self._restore)
        self.look = QPushButton(tr("看原文"))
        self.look.setAutoDefault(False)
        self.look.clicked.connect(self._look)
        row = QHBoxLayout()
        row.addWidget(self.restore)
        row.addWidget(self.look)
        self.buttons.insertLayout(0, row)
        self.tree.itemSelectionChanged.connect(self._allow)
        self.tree.itemDoubleClicked.connect(lambda *_: self._look())
        self.resize(ems(54), 420)
        self.tree.setFocus()
        self.show_case(case)

    def show_case(self, case: Case) -> None:
        """List what is said of `case` now."""
        self.tree.clear()
        said = sorted((*case.said, *case.notes, *case.boundaries), key=lambda one: -one.patch.id)
        for one in said:
            patch = one.patch
            quote = patch.anchor.quote if patch.anchor else ""
            was = quote if patch.kind in ("note", "add", "point") else saying.was(patch)
            if patch.kind == "metric" and one.metric is not None:
                was = f"{case.article.metrics[one.metric].subject}　{was}"
            now, made = saying.now(patch), _local(patch.made)
            item = QTreeWidgetItem([saying.what(patch), saying.short(was), saying.short(now), made])
            item.setData(0, _SAID, one)
            for column, words in ((1, was), (2, now)):
                item.setToolTip(column, words)
            item.setForeground(1, theme.colour("muted"))
            item.setForeground(3, theme.colour("muted"))
            self.tree.addTopLevelItem(item)
        self.head.setText(
            tr("《{title}》里有 {n} 处是人工写上的，随时可以恢复成程序提取的样子。",
               title=case.article.title, n=len(said))
            if said else tr("这个案例没有人工更正。"))
        if said:
            # Said outright: she may still hold the Ctrl of Ctrl+L, which would have it only current.
            chosen = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.tree.setCurrentItem(self.tree.topLevelItem(0), 0, chosen)
        self._wait(False)
        self._allow()

    def chosen(self) -> Sequence[Said]:
        return [item.data(0, _SAID) for item in self.tree.selectedItems()]

    def patches(self) -> Sequence:
        return ()

    def _restore(self) -> None:
        ids = tuple(one.patch.id for one in self.chosen())
        if ids:
            self.wrong.hide()
            self._wait(True)
            self.withdrawn.emit(ids)

    def _look(self) -> None:
        seen = [one for one in self.chosen() if one.span]
        if seen:
            self.accept()
            if seen[0].patch.kind == "boundary":
                self.page_wanted.emit(seen[0].span[0])
            else:
                self.looked_at.emit(*seen[0].span)

    def _allow(self) -> None:
        chosen = self.chosen()
        self.restore.setEnabled(bool(chosen))
        self.look.setEnabled(len(chosen) == 1 and chosen[0].span is not None)

    def _wait(self, waiting: bool) -> None:
        super()._wait(waiting)
        self.restore.setDisabled(waiting)


def _local(made: str) -> str:
    """A moment as the reader's clock shows it."""
    return datetime.fromisoformat(made).astimezone().strftime("%Y-%m-%d %H:%M") if made else ""

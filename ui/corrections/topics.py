"""What a case is about: the topics and the finer ones below them to be ticked, and which one comes first."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFormLayout,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from db import corrections
from db.model import Case, Patch
from ui.corrections.form import former, said_of
from ui.i18n import tr
from ui.way import topic_label

_CODE = Qt.ItemDataRole.UserRole
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class TopicsEditor(QWidget):
    """Ticks for every topic there is."""

    def __init__(self, case: Case) -> None:
        super().__init__()
        from db.extract import topics

        self.case = case
        self.tree = QTreeWidget()
        self.tree.setObjectName("topics")
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(20)
        self.tree.setAccessibleName(tr("主题"))
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.items: dict[str, QTreeWidgetItem] = {}
        for code in topics.all_codes():
            above = self.items.get(code.partition("/")[0]) if "/" in code else None
            item = QTreeWidgetItem(above if above is not None else self.tree, [topic_label(code)])
            item.setData(0, _CODE, code)
            item.setCheckState(0, _OFF)
            self.items[code] = item
        self.main = QComboBox()
        self.main.setAccessibleName(tr("主要主题"))
        row = QFormLayout()
        row.addRow(tr("主要主题"), self.main)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.tree, 1)
        column.addLayout(row)
        self._order = (*case.article.topics, *case.article.subtopics)
        if said := said_of(case, "topics"):
            back = former(tr("、").join(map(topic_label, said.patch.old)) or tr("（空）"))
            back.linkActivated.connect(lambda _: self.set_codes(tuple(said.patch.old)))
            column.addWidget(back)
        self.set_codes(self._order)
        self.tree.itemChanged.connect(self._ticked)
        self.setFocusProxy(self.tree)

    def set_codes(self, codes: tuple[str, ...]) -> None:
        """Tick these topics, the main one first."""
        self._order = codes
        self.tree.blockSignals(True)
        for code, item in self.items.items():
            item.setCheckState(0, _ON if code in codes else _OFF)
            if "/" in code and code in codes:
                item.parent().setExpanded(True)
        self.tree.blockSignals(False)
        self._offer_main(next((code for code in codes if "/" not in code), None))

    def codes(self) -> list[str]:
        """The topics that are ticked, the main one first, then in the order they had."""
        ticked = [code for code, item in self.items.items() if item.checkState(0) == _ON]
        rank = {code: n for n, code in enumerate(self._order)}
        ticked.sort(key=lambda code: ("/" in code, code != self.main.currentData(), rank.get(code, len(rank))))
        return ticked

    def patches(self) -> tuple[Patch, ...]:
        held = [*self.case.article.topics, *self.case.article.subtopics]
        return () if self.codes() == held else (corrections.field(self.case, "topics", self.codes()),)

    def _ticked(self, item: QTreeWidgetItem) -> None:
        on = item.checkState(0) == _ON
        self.tree.blockSignals(True)
        if on and item.parent():
            item.parent().setCheckState(0, _ON)
        for n in range(0 if on else item.childCount()):
            item.child(n).setCheckState(0, _OFF)
        self.tree.blockSignals(False)
        self._offer_main(self.main.currentData())

    def _offer_main(self, chosen: str | None) -> None:
        self.main.clear()
        for code, item in self.items.items():
            if "/" not in code and item.checkState(0) == _ON:
                self.main.addItem(item.text(0), code)
        self.main.setCurrentIndex(max(self.main.findData(chosen), 0) if self.main.count() else -1)
        self.main.setEnabled(self.main.count() > 1)

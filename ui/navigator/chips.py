"""What the hits are narrowed by, each a chip that a click takes off."""

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from db.selection import Filter
from ui.i18n import tr
from ui.looks import glyphs
from ui.navigator.flow import ButtonLines
from ui.navigator.wanted import Wanted

MOST = 240  # pixels of a chip, however long its name


class Chips(ButtonLines):
    """A chip for each filter, and one that takes them all off."""

    cleared = Signal()

    def __init__(self, wanted: Wanted, after: QWidget, parent: QWidget | None = None) -> None:
        super().__init__("chips", after, parent)
        self.wanted = wanted

    def show_filters(self) -> None:
        """Show what is on now."""
        focused = self.window().focusWidget()
        within = focused is not None and self.isAncestorOf(focused)
        chips = [self._chip(one) for one in self.wanted.filters]
        if chips:
            every = QToolButton(self)
            every.setObjectName("clearAll")
            every.setText(tr("清除全部"))
            every.setToolTip(tr("去掉所有筛选，也清空搜索框"))
            every.clicked.connect(self.cleared)
            chips.append(every)
        self.set_buttons(chips)
        if within and chips:
            chips[0].setFocus()

    def _chip(self, one: Filter) -> QToolButton:
        chip = QToolButton(self)
        chip.setObjectName("chip")
        chip.setProperty("exclude", one.exclude)
        chip.setIcon(glyphs.close())
        chip.setIconSize(QSize(10, 10))
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross stands behind the words
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        words = self.wanted.words(one)
        chip.setText(chip.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, MOST - 40))
        chip.setToolTip(tr("{filter}　点一下去掉", filter=self.wanted.told(one)))
        chip.setAccessibleName(tr("去掉筛选：{filter}", filter=self.wanted.told(one)))
        chip.clicked.connect(partial(self.wanted.toggle, one.facet, one.key, one.exclude))
        return chip

"""What the hits are narrowed by, each a chip that a click takes off."""

from functools import partial
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QToolButton, QWidget

from db.selection import Filter
from ui import glyphs
from ui.i18n import tr
from ui.navigator.wanted import Wanted

MOST = 240  # pixels of a chip, however long its name


class Flow(QLayout):
    """Widgets side by side, as many to a line as fit."""

    GAP = 5

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), try_only=True)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        height = max((item.sizeHint().height() for item in self._items), default=0)
        return QSize(60, height)

    def _place(self, rect: QRect, try_only: bool = False) -> int:
        margins = self.contentsMargins()
        room = rect.adjusted(margins.left(), margins.top(), -margins.right(), -margins.bottom())
        x, y, line = room.x(), room.y(), 0
        for item in self._items:
            size = item.sizeHint()
            width = min(size.width(), room.width())
            if x > room.x() and x + width > room.x() + room.width():
                x, y, line = room.x(), y + line + self.GAP, 0
            if not try_only:
                item.setGeometry(QRect(QPoint(x, y), QSize(width, size.height())))
            x += width + self.GAP
            line = max(line, size.height())
        return y + line - rect.y() + margins.bottom()


class Chips(QWidget):
    """A chip for each filter, and one that takes them all off."""

    cleared = Signal()

    def __init__(self, wanted: Wanted, after: QWidget, parent: QWidget | None = None) -> None:
        """`after` is what the Tab key comes from."""
        super().__init__(parent)
        self.setObjectName("chips")
        self.wanted, self.after = wanted, after
        self.flow = Flow(self)
        self.flow.setContentsMargins(12, 0, 12, 0)
        self.buttons: list[QToolButton] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_filters(self) -> None:
        """Show what is on now."""
        focused = self.isAncestorOf(self.window().focusWidget()) if self.window().focusWidget() else False
        while self.flow.count():
            self.flow.takeAt(0)
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = [self._chip(one) for one in self.wanted.filters]
        if self.buttons:
            every = QToolButton(self)
            every.setObjectName("clearAll")
            every.setText(tr("清除全部"))
            every.setToolTip(tr("去掉所有筛选，也清空搜索框"))
            every.clicked.connect(self.cleared)
            self.buttons.append(every)
        for button in self.buttons:
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            self.flow.addWidget(button)
            button.show()
        self.setVisible(bool(self.buttons))
        for before, button in pairwise((self.after, *self.buttons)):
            self.setTabOrder(before, button)
        self.updateGeometry()
        if focused and self.buttons:
            self.buttons[0].setFocus()

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

"""Buttons side by side, as many to a line as fit."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QToolButton, QWidget


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


class ButtonLines(QWidget):
    """Buttons that come and go; where there are none it takes no room."""

    def __init__(self, name: str, after: QWidget, parent: QWidget | None = None) -> None:
        """`after` is what the Tab key comes from."""
        super().__init__(parent)
        self.setObjectName(name)
        self.after = after
        self.flow = Flow(self)
        self.flow.setContentsMargins(12, 0, 12, 0)
        self.buttons: list[QToolButton] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def set_buttons(self, buttons: Sequence[QToolButton], lead: QWidget | None = None) -> None:
        """Show these, made with this widget as their parent, instead of those before; `lead` stands before them."""
        while self.flow.count():
            self.flow.takeAt(0)
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = list(buttons)
        for widget in ((lead,) if lead and buttons else ()) + tuple(buttons):
            self.flow.addWidget(widget)
            widget.show()
        for button in buttons:
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
        for before, button in pairwise((self.after, *buttons)):
            self.setTabOrder(before, button)
        self.setVisible(bool(buttons))
        self.updateGeometry()

"""The row under the pointer, for a table that tints it."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QMouseEvent


class Hovered:
    """To be put before a table in a class's bases, which must track the mouse: `hovered` is the row, -1 for none."""

    hovered = -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.indexAt(event.position().toPoint()).row())
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            self.hovered = row
            self.viewport().update()

"""What hovering tells, for a view that knows it point by point."""

from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip


class Tipped:
    """To be put before a scroll area in a class's bases: shows what its `tip_at` says of a point of the viewport."""

    def tip_at(self, point: QPointF) -> str:
        """What hovering over a point of the viewport tells; "" where there is nothing to tell."""
        raise NotImplementedError

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            tip = self.tip_at(QPointF(event.pos()))
            if tip:
                QToolTip.showText(event.globalPos(), tip, self.viewport())
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

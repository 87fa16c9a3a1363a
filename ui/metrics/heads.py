"""The names of the columns above the table of metrics."""

from typing import Protocol

from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from ui.i18n import tr
from ui.looks import theme
from ui.metrics.model import HEADS, VALUE


class Measured(Protocol):
    """The table below: how large its words are, and where its columns have their words."""

    zoom: float

    def inner(self, column: int) -> tuple[float, float]:
        """(left edge, width) of a column's words, in pixels."""
        ...


class Heads(QWidget):
    """The names of the columns, on the edges the table has measured."""

    def __init__(self, table: Measured, parent: QWidget) -> None:
        super().__init__(parent)
        self._table = table
        self.fit()

    def fit(self) -> None:
        """As large as the table's words."""
        self._font = theme.sans(theme.SMALL * self._table.zoom)
        self.setFixedHeight(round(1.75 * QFontMetricsF(self._font).horizontalAdvance("一")))
        self.update()

    def paintEvent(self, event: QEvent) -> None:
        painter = QPainter(self)
        metrics = QFontMetricsF(self._font)
        painter.setFont(self._font)
        painter.setPen(theme.colour("muted"))
        base = self.height() / 2 + 0.36 * metrics.horizontalAdvance("一")
        for column, name in enumerate(HEADS):
            left, width = self._table.inner(column)
            words = tr(name)
            x = left + width - metrics.horizontalAdvance(words) if column == VALUE else left
            painter.drawText(QPointF(x, base), words)
        painter.setPen(theme.colour("line"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()

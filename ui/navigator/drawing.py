"""What the views of the navigator draw alike."""

from functools import cache

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from ui.looks import theme

_HALF, _DEEP = 3.5, 2.0  # of an arrow, across its way and along it


@cache
def pen(colour: str, width: float) -> QPen:
    """A pen of the theme with round ends."""
    made = QPen(theme.colour(colour), width)
    made.setCapStyle(Qt.PenCapStyle.RoundCap)
    return made


@cache
def _arrow(opened: bool) -> QPolygonF:
    turned = [(-_HALF, -_DEEP), (0, _DEEP), (_HALF, -_DEEP)]
    return QPolygonF([QPointF(x, y) if opened else QPointF(y, x) for x, y in turned])


def draw_arrow(painter: QPainter, rect: QRect, opened: bool) -> None:
    """The arrow before a branch, at the right end of `rect`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen("muted", 1.4))
    painter.drawPolyline(_arrow(opened).translated(rect.right() - 6.5, rect.center().y() + 0.5))

"""What the views of the navigator draw alike."""

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from ui.looks import theme


def pen(colour: str, width: float) -> QPen:
    """A pen of the theme with round ends."""
    made = QPen(theme.colour(colour), width)
    made.setCapStyle(Qt.PenCapStyle.RoundCap)
    return made


def draw_arrow(painter: QPainter, rect: QRect, opened: bool) -> None:
    """The arrow before a branch, at the right end of `rect`."""
    x, y = rect.right() - 6.5, rect.center().y() + 0.5
    half, deep = 3.5, 2.0
    turned = [(-half, -deep), (0, deep), (half, -deep)] if opened else [(-deep, -half), (deep, 0), (-deep, half)]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen("muted", 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in turned]))
    painter.restore()

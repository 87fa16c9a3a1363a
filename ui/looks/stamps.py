"""The two small signs of a person's word: the stamp 改, as a clerk stamps a correction, and the bubble of a note."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from ui.looks import theme

SIDE = 15.0  # pixels of either sign
STAMP = "改"


def draw_stamp(painter: QPainter, place: QRectF) -> None:
    """A red frame with 改 in it, filling `place`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("red"), 1))
    painter.setBrush(theme.colour("card"))
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 2.5, 2.5)
    font = theme.sans(theme.SIZE, bold=True)
    font.setPixelSize(round(place.height() * 0.73))
    painter.setFont(font)
    em = QFontMetricsF(font).horizontalAdvance(STAMP)
    painter.drawText(QPointF(place.center().x() - em / 2, place.center().y() + 0.37 * em), STAMP)
    painter.restore()


def draw_bubble(painter: QPainter, place: QRectF, fill: QColor) -> None:
    """A speech bubble with two lines in it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = place.adjusted(0.5, 1.5, -0.5, -3.5)
    shape = QPainterPath()
    shape.addRoundedRect(box, 2.5, 2.5)
    tail = QPainterPath()
    tail.moveTo(box.left() + 3, box.bottom() - 0.5)
    tail.lineTo(box.left() + 3, box.bottom() + 3.5)
    tail.lineTo(box.left() + 7, box.bottom() - 0.5)
    painter.setPen(QPen(theme.colour("muted"), 1.1, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap,
                        Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(fill)
    painter.drawPath(shape.united(tail))
    for share in (0.36, 0.66):
        y = box.top() + share * box.height()
        painter.drawLine(QPointF(box.left() + 3.5, y), QPointF(box.right() - 3.5, y))
    painter.restore()

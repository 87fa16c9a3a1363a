"""The few small signs of the window, drawn as vectors in the theme's ink, so that they are sharp on every screen."""

import math
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from ui.looks import theme

SIDE = 16


def _drawn(draw: Callable[[QPainter], None]) -> QIcon:
    icon = QIcon()
    for mode, colour in ((QIcon.Mode.Normal, "ink"), (QIcon.Mode.Disabled, "faint")):
        for scale in (1, 2, 3):
            picture = QPixmap(SIDE * scale, SIDE * scale)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.scale(scale, scale)
            pen = QPen(theme.colour(colour), 1.5)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            draw(painter)
            painter.end()
            picture.setDevicePixelRatio(scale)
            icon.addPixmap(picture, mode)
    return icon


def _lines(*strokes: tuple[tuple[float, float], ...]) -> Callable[[QPainter], None]:
    def draw(painter: QPainter) -> None:
        for stroke in strokes:
            painter.drawPolyline([QPointF(x, y) for x, y in stroke])

    return draw


def back() -> QIcon:
    return _drawn(_lines(((13, 8), (3, 8)), ((7, 4), (3, 8), (7, 12))))


def forward() -> QIcon:
    return _drawn(_lines(((3, 8), (13, 8)), ((9, 4), (13, 8), (9, 12))))


def plus() -> QIcon:
    return _drawn(_lines(((8, 3), (8, 13)), ((3, 8), (13, 8))))


def bars() -> QIcon:
    return _drawn(_lines(((3, 3), (3, 13)), ((6, 4.5), (13, 4.5)), ((6, 8), (10, 8)), ((6, 11.5), (11.5, 11.5))))


def down() -> QIcon:
    return _drawn(_lines(((4, 6), (8, 10), (12, 6))))


def up() -> QIcon:
    return _drawn(_lines(((4, 10), (8, 6), (12, 10))))


def close() -> QIcon:
    return _drawn(_lines(((4, 4), (12, 12)), ((12, 4), (4, 12))))


def printer() -> QIcon:
    def draw(painter: QPainter) -> None:
        painter.drawPolyline([QPointF(4.5, 6), QPointF(4.5, 2.5), QPointF(11.5, 2.5), QPointF(11.5, 6)])
        painter.drawRoundedRect(QRectF(2, 6, 12, 5.5), 1.2, 1.2)
        painter.drawRect(QRectF(4.5, 9.5, 7, 4))

    return _drawn(draw)


def note() -> QIcon:
    return _drawn(_lines(((2.5, 3), (13.5, 3), (13.5, 10.5), (7.5, 10.5), (4.5, 13.5), (4.5, 10.5), (2.5, 10.5),
                          (2.5, 3)), ((5.5, 6), (10.5, 6)), ((5.5, 8), (9, 8))))


def star() -> QIcon:
    """Five rays, hollow."""
    return _drawn(lambda painter: painter.drawPolygon(_star()))


def starred() -> QIcon:
    """Five rays in red."""

    def draw(painter: QPainter) -> None:
        painter.setPen(QPen(theme.colour("red"), 1.2))
        painter.setBrush(theme.colour("red"))
        painter.drawPolygon(_star())

    return _drawn(draw)


def _star() -> QPolygonF:
    rays = []
    for n in range(10):
        far, turn = (6.6 if n % 2 == 0 else 2.9), math.pi * (n / 5 - 0.5)
        rays.append(QPointF(8 + far * math.cos(turn), 8.5 + far * math.sin(turn)))
    return QPolygonF(rays)


def clock() -> QIcon:
    def draw(painter: QPainter) -> None:
        painter.drawEllipse(QRectF(2.5, 2.5, 11, 11))
        painter.drawPolyline([QPointF(8, 5), QPointF(8, 8.2), QPointF(10.3, 9.6)])

    return _drawn(draw)


def folder() -> QIcon:
    return _drawn(_lines(((2.5, 12.5), (2.5, 4), (6.5, 4), (8, 5.8), (13.5, 5.8), (13.5, 12.5), (2.5, 12.5))))


def funnel() -> QIcon:
    return _drawn(_lines(((2.5, 3.5), (13.5, 3.5), (9.5, 8.5), (9.5, 12), (6.5, 13.2), (6.5, 8.5), (2.5, 3.5))))


def question() -> QIcon:
    def draw(painter: QPainter) -> None:
        painter.setPen(QPen(theme.colour("muted"), 1.3))
        painter.drawEllipse(QRectF(2, 2, 12, 12))
        path = QPainterPath(QPointF(6.2, 6.6))
        path.cubicTo(QPointF(6.2, 4.2), QPointF(9.9, 4.2), QPointF(9.9, 6.5))
        path.cubicTo(QPointF(9.9, 7.8), QPointF(8, 7.8), QPointF(8, 9.4))
        painter.drawPath(path)
        painter.drawPoint(QPointF(8, 11.5))

    return _drawn(draw)


def search() -> QIcon:
    def draw(painter: QPainter) -> None:
        painter.setPen(QPen(theme.colour("muted"), 1.5))
        painter.drawEllipse(QRectF(2.5, 2.5, 8, 8))
        painter.drawLine(QPointF(9.5, 9.5), QPointF(13.5, 13.5))

    return _drawn(draw)

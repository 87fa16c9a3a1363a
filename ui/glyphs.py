"""The few small signs of the window, drawn as vectors in the theme's ink, so that they are sharp on every screen."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPen, QPixmap

from ui import theme

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


def search() -> QIcon:
    def draw(painter: QPainter) -> None:
        painter.setPen(QPen(theme.colour("muted"), 1.5))
        painter.drawEllipse(QRectF(2.5, 2.5, 8, 8))
        painter.drawLine(QPointF(9.5, 9.5), QPointF(13.5, 13.5))

    return _drawn(draw)

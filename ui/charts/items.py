"""One figure as a pyqtgraph scene: bars in the figure's own values on a base of zero, every word measured before it is
set, so that nothing is cut.

This module imports pyqtgraph (a quarter of a second), so it is imported when the first figure is drawn, by ui.charts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QMouseEvent, QPainter, QPicture, QWheelEvent
from PySide6.QtWidgets import QWidget

from db.model import Bar, Figure
from ui import retelling
from ui.charts.words import figure_words, row_tip
from ui.i18n import tr
from ui.looks import theme
from ui.looks.tips import Tipped
from ui.looks.typesetting import ELLIPSIS, balanced, elide, wrap

BAR = 16.0  # pixels; a bar is never thinner than 14
_LABELS = 0.40  # of the width, at most
_BARS = 0.24  # of the width, at least
_GAP = 9.0  # between label, bar and value


@dataclass(slots=True)
class Row:
    """One bar as it lies in the widget, in pixels."""

    bar: Bar
    area: QRectF  # what of the widget belongs to it: label, bar and value
    rect: QRectF  # the bar itself
    label: list[str]  # its lines as they are set
    cut: bool  # whether the label had to be cut


class Words(pg.GraphicsObject):
    """A line of text; `place` is the left end of its baseline."""

    def __init__(self, text: str, place: QPointF, font: QFont, ink: QColor) -> None:
        super().__init__()
        self.text, self.place, self.font, self.ink = text, place, font, ink
        metrics = QFontMetricsF(font)
        self.box = QRectF(place.x(), place.y() - metrics.ascent(), metrics.horizontalAdvance(text), metrics.height())

    def boundingRect(self) -> QRectF:
        return self.box

    def paint(self, painter: QPainter, *_: Any) -> None:
        painter.setFont(self.font)
        painter.setPen(self.ink)
        painter.drawText(self.place, self.text)


class Strip(pg.GraphicsObject):
    """A rounded rectangle from `start` to `end` on the axis of values, between pixels `top` and `bottom`."""

    def __init__(self, start: float, end: float, top: float, bottom: float, brush: QColor, per_pixel: float,
                 radius: float) -> None:
        super().__init__()
        self.area = QRectF(start, top, end - start, bottom - top)
        self.brush = pg.mkBrush(brush)
        # The axis stretches x, so the corner's radius is given in values along x and in pixels along y.
        self.radii = min(radius * per_pixel, self.area.width() / 2), min(radius, self.area.height() / 2)

    def boundingRect(self) -> QRectF:
        return self.area

    def paint(self, painter: QPainter, *_: Any) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.brush)
        painter.drawRoundedRect(self.area, *self.radii)


class FigureWidget(Tipped, pg.GraphicsView):
    """A figure `width` pixels wide and as high as it needs; `sentences` (metric index -> sentence) adds the line that
    says where the values come from. `steady` sets sizes in pixels instead of points, for a picture on any device.
    """

    chosen = Signal(int)  # index into Article.metrics

    def __init__(self, figure: Figure, width: float, palette: theme.Colours = theme.COLOURS,
                 sentences: Mapping[int, str] | None = None, *, steady: bool = False,
                 parent: QWidget | None = None) -> None:
        super().__init__(parent, background=QColor(palette.card))
        self.figure, self.palette_, self.sentences = figure, palette, sentences or {}
        self.rows: list[Row] = []
        self.words: list[Words] = []
        self.strips: list[Strip] = []
        self._steady, self._zoom = steady, 1.0
        self._selected: int | None = None
        self._back: Strip | None = None
        self._items: list[pg.GraphicsObject] = []
        self._box = pg.ViewBox(enableMouse=False, enableMenu=False, invertY=True, defaultPadding=0)
        self._box.disableAutoRange()
        self.setCentralItem(self._box)
        self.setAntialiasing(True)
        self.enableMouse(False)
        self.viewport().setAcceptDrops(False)  # files dropped here are meant for the window
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(figure.title)
        self.setAccessibleDescription("，".join(f"{bar.label} {bar.shown}" for bar in figure.bars))
        self.set_width(width)

    # -- layout -------------------------------------------------------------------------------------------------

    def set_width(self, width: float) -> None:
        """Lay the figure out anew for `width` pixels."""
        width = max(float(width), 160.0)
        for item in self._items:
            item.setParentItem(None)
            if item.scene() is not None:
                self.scene().removeItem(item)
        self._items, self.rows, self.words, self.strips, self._back = [], [], [], [], None
        self._width = width
        y = self._heading(width)
        y = self._share(width, y) if self.figure.kind == "share" else self._rows(width, y)
        if self.figure.note:
            note = wrap(retelling.note(self.figure.note), self._metrics(theme.SMALL).horizontalAdvance, width, 3)
            y = self._lines(note, y + 4)
        self.setFixedSize(round(width), round(y + 4))
        self.resizeEvent(None)  # a hidden view gets none, and a picture is made without showing anything
        self._box.setRange(xRange=self._axis, yRange=(0, self.height()), padding=0)
        self._box.prepareForPaint()  # pyqtgraph would wait for the first painting
        self.select(self._selected)

    def fit(self, width: float) -> None:
        """Lay it out for a width, if that is another than it has."""
        if width != self._width:
            self.set_width(width)

    def set_zoom(self, factor: float) -> None:
        """Set its words larger or smaller."""
        if factor != self._zoom:
            self._zoom = factor
            self.set_width(self._width)

    def _font(self, size: float, bold: bool = False) -> QFont:
        font = theme.sans(size * self._zoom, bold)
        if self._steady:
            font.setPixelSize(round(size * 96 / 72))
        return font

    def _metrics(self, size: float, bold: bool = False) -> QFontMetricsF:
        return QFontMetricsF(self._font(size, bold))

    def _say(self, text: str, x: float, base: float, size: float, ink: str, bold: bool = False) -> Words:
        words = Words(text, QPointF(x, base), self._font(size, bold), QColor(getattr(self.palette_, ink)))
        words.setParentItem(self._box)
        self._items.append(words)
        self.words.append(words)
        return words

    def _strip(self, start: float, end: float, top: float, bottom: float, ink: str, radius: float) -> Strip:
        strip = Strip(start, end, top, bottom, QColor(getattr(self.palette_, ink)), self._per_pixel, radius)
        self._box.addItem(strip, ignoreBounds=True)
        self._items.append(strip)
        return strip

    def _lines(self, lines: list[str], y: float, size: float = theme.SMALL, ink: str = "muted") -> float:
        em = self._metrics(size).horizontalAdvance("一")
        for line in lines:
            self._say(line, 0, y + 1.1 * em, size, ink)
            y += 1.5 * em
        return y

    def _heading(self, width: float) -> float:
        """The title, its unit behind it where there is room, and the sentence; returns where they end."""
        title, unit = figure_words(self.figure)
        bold, plain = self._metrics(theme.SIZE, True), self._metrics(theme.SMALL)
        em = bold.horizontalAdvance("一")
        y, lines = 2.0, balanced(title, bold.horizontalAdvance, width)
        for line in lines:
            self._say(line, 0, y + 1.1 * em, theme.SIZE, "ink", True)
            y += 1.55 * em
        used = bold.horizontalAdvance(lines[-1]) + 0.6 * em
        if unit and used + plain.horizontalAdvance(unit) <= width:
            self._say(unit, used, y - 0.45 * em, theme.SMALL, "muted")
        elif unit:
            y = self._lines(wrap(unit, plain.horizontalAdvance, width, 2), y)
        if source := self._source():
            y = self._lines([elide(source, plain.horizontalAdvance, width)], y)
        return y + 6

    def _source(self) -> str:
        said = list(dict.fromkeys(self.sentences[bar.metric] for bar in self.figure.bars
                                  if bar.metric in self.sentences))
        return tr("出处：{sentence}", sentence=said[0]) if said else ""

    def _share(self, width: float, y: float) -> float:
        part, whole = self.figure.bars
        share = part.value / whole.value if whole.value else 0.0
        text = f"{share:.1%}"
        bold = self._metrics(theme.SIZE, True)
        room = bold.horizontalAdvance(text) + _GAP + 4
        length = width - room
        top, bottom = y + 4, y + 4 + BAR
        self._per_pixel = (whole.value or 1.0) / length
        self._axis = (0.0, width * self._per_pixel)
        area = QRectF(0, y, width, BAR + 8)
        self._track(0, whole.value or 1.0, top, bottom, BAR / 2)
        if part.value > 0:
            self.strips.append(self._strip(0, part.value, top, bottom, "red", BAR / 2))
        self._say(text, width - bold.horizontalAdvance(text), y + 4 + BAR / 2 + 0.36 * bold.horizontalAdvance("一"),
                  theme.SIZE, "ink", True)
        done = share * length
        self.rows = [
            Row(part, QRectF(0, y, done, area.height()), QRectF(0, top, done, BAR), [part.label], False),
            Row(whole, QRectF(done, y, width - done, area.height()), QRectF(0, top, length, BAR), [whole.label], False),
        ]
        return y + BAR + 10

    def _track(self, start: float, end: float, top: float, bottom: float, radius: float) -> None:
        self._strip(start, end, top, bottom, "track", radius)

    def _rows(self, width: float, y: float) -> float:
        figure = self.figure
        plain, bold = self._metrics(theme.SMALL), self._metrics(theme.SMALL, True)
        em = plain.horizontalAdvance("一")
        values = max(bold.horizontalAdvance(bar.shown) for bar in figure.bars)
        most = max(min(_LABELS * width, width - values - 2 * _GAP - _BARS * width), 4 * em)
        lines = [balanced(retelling.label(bar.label), plain.horizontalAdvance, most) for bar in figure.bars]
        labels = max(plain.horizontalAdvance(line) for broken in lines for line in broken)
        left = labels + _GAP
        length = max(width - left - _GAP - values, 24.0)
        top_value = 100.0 if figure.kind == "rates" else max(bar.value_max or bar.value for bar in figure.bars)
        top_value = top_value if top_value > 0 else 1.0
        self._per_pixel = top_value / length
        self._axis = (-left * self._per_pixel, (width - left) * self._per_pixel)
        for number, (bar, broken) in enumerate(zip(figure.bars, lines, strict=True)):
            pitch = max(BAR + 10, len(broken) * 1.3 * em + 8)
            middle = y + pitch / 2
            top, bottom = middle - BAR / 2, middle + BAR / 2
            ink = "red" if figure.kind == "change" and number == 1 else "teal"
            if figure.kind == "rates":
                self._track(0, 100, top, bottom, 2)
            if bar.value_max is not None:
                self._strip(0, bar.value_max, top, bottom, "teal_pale", 2)
            if bar.value > 0:
                # One pixel at least: a small value is not nothing.
                shown = max(bar.value, self._per_pixel)
                self.strips.append(self._strip(0, shown, top, bottom, ink, 2))
            for n, line in enumerate(broken):
                base = middle + 0.36 * em + (n - (len(broken) - 1) / 2) * 1.3 * em
                self._say(line, labels - plain.horizontalAdvance(line), base, theme.SMALL, "ink")
            reach = top_value if figure.kind == "rates" else bar.value_max or bar.value
            end = left + max(reach, 0) / self._per_pixel
            self._say(bar.shown, end + _GAP - 2, middle + 0.36 * em, theme.SMALL, "ink", True)
            cut = broken[-1].endswith(ELLIPSIS) and not bar.label.endswith(ELLIPSIS)
            self.rows.append(Row(bar, QRectF(0, y, width, pitch), QRectF(left, top, end - left, BAR), broken, cut))
            y += pitch
        return y

    # -- choosing -----------------------------------------------------------------------------------------------

    def select(self, metric: int | None) -> bool:
        """Tint the row of the metric, untint all others; whether the figure shows that metric."""
        if self._back is not None:
            self._box.removeItem(self._back)
            self._items.remove(self._back)
            self._back = None
        self._selected = metric
        row = next((row for row in self.rows if row.bar.metric == metric), None)
        if row is None:
            return False
        start, end = self._axis  # the whole width: part and whole of a share are one statement
        self._back = self._strip(start, end, row.area.top(), row.area.bottom(), "row", 3)
        self._back.setZValue(-1)
        return True

    @property
    def selected(self) -> int | None:
        """The metric whose row is tinted."""
        return self._selected if self._back is not None else None

    def row_at(self, point: QPointF) -> Row | None:
        """The row at a point of the widget."""
        return next((row for row in self.rows if row.area.contains(point)), None)

    def tip_at(self, point: QPointF) -> str:
        """What hovering over a point tells; "" where there is no row."""
        row = self.row_at(point)
        return row_tip(row.bar, self.sentences.get(row.bar.metric, "")) if row else ""

    # pyqtgraph's own ways with the mouse (pan, zoom, menus) are all left out: the column must scroll.

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row = self.row_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and row:
            self.chosen.emit(row.bar.metric)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hand = self.row_at(event.position()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    # -- paper --------------------------------------------------------------------------------------------------

    def picture(self) -> tuple[QPicture, QSizeF]:
        """The figure as drawing commands, one to one, and its size in pixels."""
        size = QSizeF(self.width(), self.height())
        picture = QPicture()
        painter = QPainter(picture)
        area = QRectF(QPointF(0, 0), size)
        kept, self._background = self._background, None
        self.scene().setBackgroundBrush(Qt.BrushStyle.NoBrush)
        self.scene().render(painter, area, area)
        self._background = kept
        painter.end()
        return picture, size

"""The list as it is seen: two lines a figure, its cells and below them its sentence with the figure marked."""

from PySide6.QtCore import QModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from db.comparing import Line
from ui.across.model import AcrossModel, cell, tip
from ui.across.words import CASE, HEADS, PLACE, SUBJECT, VALUE, place
from ui.i18n import tr
from ui.looks import theme
from ui.looks.hovering import Hovered
from ui.looks.pane_parts import SIDE
from ui.looks.stamps import SIDE as STAMP
from ui.looks.stamps import draw_stamp
from ui.looks.tips import Tipped
from ui.looks.typesetting import elide

_SHARES = (15, 18, 19, 12, 7, 12, 10, 7)  # of the width, by column
_PAD = 6  # pixels left and right of a cell's words
_ABOVE = 8  # and above the first line, below the second


class _Rows(QStyledItemDelegate):
    """Writes a row's cells on its first line; the table writes the sentence below, over all of them."""

    def __init__(self, view: "AcrossTable") -> None:
        super().__init__(view)
        self._view = view
        self._plain, self._bold = theme.sans(theme.SIZE), theme.sans(theme.SIZE, bold=True)
        self._small, self._serif = theme.sans(theme.SMALL), theme.serif(theme.SIZE)
        self.em = QFontMetricsF(self._plain).horizontalAdvance("一")
        self.height = round(2 * _ABOVE + 3.1 * self.em)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(40, self.height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        view, column = self._view, index.column()
        line = view.model().line(index.row())
        area = QRectF(option.rect)
        painter.save()
        if view.selectionModel().isRowSelected(index.row(), QModelIndex()):
            painter.fillRect(area, theme.colour("row"))
        elif view.hovered == index.row():
            painter.fillRect(area, theme.colour("hover"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(QPointF(area.left(), area.bottom()), QPointF(area.right() + 1, area.bottom()))
        if line is not None:
            self._cell(painter, area, line, column)
        painter.restore()

    def _cell(self, painter: QPainter, area: QRectF, line: Line, column: int) -> None:
        font = self._bold if column == VALUE else self._plain if column in (SUBJECT, CASE) else self._small
        words = cell(line, column, self._view.model().unit)
        left = area.left() + (SIDE if column == PLACE else _PAD)
        width = area.right() - _PAD - left
        metrics = QFontMetricsF(font)
        if column == PLACE and metrics.horizontalAdvance(words) > width:
            words = place(line.place, 1)  # what it lies in gives way to its own name
        shown = elide(words, metrics.horizontalAdvance, width)
        painter.setFont(font)
        painter.setPen(theme.colour("ink" if column in (SUBJECT, VALUE) else "red" if column == PLACE else "muted"))
        x = area.right() - _PAD - metrics.horizontalAdvance(shown) if column == VALUE else left
        painter.drawText(QPointF(x, area.top() + _ABOVE + 1.05 * self.em), shown)
        if column == PLACE and line.corrected:
            draw_stamp(painter, QRectF((SIDE - STAMP) / 2, area.top() + _ABOVE + 2, STAMP, STAMP))

    def sentence(self, painter: QPainter, top: float, line: Line) -> None:
        """The sentence of a row that begins at `top`, on one line, its figure marked and in view however long it is."""
        metrics = QFontMetricsF(self._serif)
        room = self._view.viewport().width() - SIDE - _PAD
        before, words, after = sentence_parts(line, metrics, room)
        base = top + _ABOVE + 2.75 * self.em
        painter.setFont(self._serif)
        x = float(SIDE)
        painter.setPen(theme.colour("muted"))
        painter.drawText(QPointF(x, base), before)
        x += metrics.horizontalAdvance(before)
        wide = metrics.horizontalAdvance(words)
        ground = theme.colour("highlighter") if line.true else theme.colour("red_pale")
        painter.fillRect(QRectF(x - 1, base - 1.0 * self.em, wide + 2, 1.3 * self.em), ground)
        painter.setPen(theme.colour("ink"))
        painter.drawText(QPointF(x, base), words)
        painter.setPen(theme.colour("muted"))
        painter.drawText(QPointF(x + wide, base), after)


def sentence_parts(line: Line, metrics: QFontMetricsF, room: float) -> tuple[str, str, str]:
    """(words before, the figure's words, words after) of the sentence, cut at its ends to `room` pixels."""
    end = line.at + len(line.metric.text)
    before, words, after = (" ".join(part.split("\n")) for part in (
        line.sentence[: line.at], line.sentence[line.at : end], line.sentence[end:]))
    before = before.lstrip()
    wide = metrics.horizontalAdvance
    if wide(before + words + after) <= room:
        return before, words, after
    left = room - wide(words)
    ahead = max(left * 0.62, left - wide(after))
    if wide(before) > ahead:
        keep = len(before)
        while keep and wide("…" + before[-keep:]) > ahead:
            keep -= max(1, keep // 16)
        before = "…" + before[len(before) - keep :]
    return before, words, elide(after, wide, max(left - wide(before), 0))


class AcrossTable(Hovered, Tipped, QTableView):
    """The list; a click or Enter on a row goes to its sentence."""

    line_chosen = Signal(int)  # row
    order_wanted = Signal(int)  # column

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("across")
        self.setAccessibleName(tr("指标对比"))
        self._rows = rows = _Rows(self)
        self.setItemDelegate(rows)
        self.setModel(AcrossModel(self))
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(rows.height // 2)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(rows.height)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setMinimumSectionSize(24)
        head.setSectionsClickable(True)
        head.setHighlightSections(False)
        head.setSortIndicatorShown(True)
        head.setFont(theme.sans(theme.SMALL))
        head.sectionClicked.connect(self.order_wanted)

    def show_order(self, column: int, descending: bool) -> None:
        """Mark the column the list is ordered by."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(column, order)

    def chosen_rows(self) -> list[int]:
        """The rows that are selected, in order; all where fewer than two are."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return rows if len(rows) > 1 else list(range(self.model().rowCount()))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        row, last = self.rowAt(event.rect().top()), self.rowAt(event.rect().bottom())
        last = last if last >= 0 else self.model().rowCount() - 1
        if row >= 0:
            painter = QPainter(self.viewport())
            for n in range(row, last + 1):
                if (line := self.model().line(n)) is not None:
                    self._rows.sentence(painter, self.rowViewportPosition(n), line)
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width, used = self.viewport().width(), 0
        for column in range(len(HEADS)):
            last = column == len(HEADS) - 1
            share = width - used if last else round(width * _SHARES[column] / sum(_SHARES))
            self.setColumnWidth(column, share)
            used += share

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        row = self.indexAt(event.position().toPoint()).row()
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        one = len(self.selectionModel().selectedRows()) == 1
        if event.button() == Qt.MouseButton.LeftButton and row >= 0 and plain and one:
            self.line_chosen.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if row >= 0 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.line_chosen.emit(row)
        else:
            super().keyPressEvent(event)

    def tip_at(self, point: QPointF) -> str:
        index = self.indexAt(point.toPoint())
        line = self.model().line(index.row()) if index.isValid() else None
        return tip(line) if line is not None else ""

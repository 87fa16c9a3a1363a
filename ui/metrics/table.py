"""The table of a case's metrics: as high as its rows, so that the column it stands in scrolls as one."""

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import QModelIndex, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from db.model import Article, Said
from ui.i18n import tr
from ui.looks import theme
from ui.looks.hovering import Hovered
from ui.looks.pane_parts import SIDE, PaneHeading, empty_label
from ui.looks.stamps import SIDE as STAMP
from ui.looks.stamps import draw_stamp
from ui.looks.tips import Tipped
from ui.looks.typesetting import balanced
from ui.metrics.heads import Heads
from ui.metrics.model import HEADS, NOTHING, PERIOD, QUALIFIER, SUBJECT, UNIT, VALUE, MetricsModel, unfaithful

_GAP, _CLOSE = 10, 6  # pixels between two columns, and where the table is narrow
_NARROW = 370  # pixels up to which it is
_ABOVE = 7  # pixels above and below the words of a row
_SUBJECT = 6  # characters of a subject there has to be room for, before words are set larger
_ZOOMS = (1.4, 1.3, 1.2, 1.1)
_LINES = {SUBJECT: 3, PERIOD: 2, QUALIFIER: 2, UNIT: 2, VALUE: 1}


class _Cells(QStyledItemDelegate):
    """Writes a cell, broken between Chinese characters; the view says how wide each column's words may be."""

    def __init__(self, view: "Table") -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        view, column = self._view, index.column()
        painter.save()
        area = QRectF(option.rect)
        if view.selectionModel().isSelected(index):
            painter.fillRect(area, theme.colour("row"))
        elif view.hovered == index.row():
            painter.fillRect(area, theme.colour("hover"))
        lines = view.lines(index.row(), column)
        font, advance, em = view.face(column)
        painter.setFont(font)
        ink = "faint" if lines == [NOTHING] else "ink" if column in (SUBJECT, VALUE) else "muted"
        painter.setPen(theme.colour(ink))
        left, width = view.inner(column)
        # All cells of a row share the baseline of its first line.
        base = area.top() + _ABOVE + 1.12 * view.em
        for line in lines:
            x = left + width - advance(line) if column == VALUE else left
            painter.drawText(QPointF(x, base), line)
            base += 1.4 * em
        if column == SUBJECT and view.model().said(index.row()):
            draw_stamp(painter, QRectF((SIDE - STAMP) / 2, area.top() + _ABOVE + 0.75 * view.em - STAMP / 2 + 1,
                                       STAMP, STAMP))
        painter.setPen(theme.colour("line"))
        painter.drawLine(QPointF(area.left(), area.bottom()), QPointF(area.right() + 1, area.bottom()))
        painter.restore()


class Table(Hovered, Tipped, QTableView):
    """The table itself: five measured columns, no scroll bars, rows as high as their words."""

    again = Signal(int)  # the row that was current already was clicked
    edit_wanted = Signal(int)  # a row was clicked twice, or Enter pressed on it
    strike_wanted = Signal(int)  # Delete was pressed on a row
    fitted = Signal()  # the columns were measured anew

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._inner: list[tuple[float, float]] = [(0, 0)] * len(HEADS)
        self._lines: dict[tuple[int, int], list[str]] = {}
        self._faces: list[tuple[QFont, Callable[[str], float], float]] = []
        self._current_when_pressed = -1
        self.wanted, self.zoom = 1.0, 1.0  # how much larger the words are to be, and are, where there is room
        self.em = QFontMetricsF(theme.sans()).horizontalAdvance("一")
        self.setItemDelegate(_Cells(self))
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setMinimumSectionSize(1)
        head.hide()  # the names of the columns are painted by _Heads, on the same lines as the cells
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def cell_font(self, column: int) -> QFont:
        """Of the cells of a column: what is measured and how much of it is larger than what limits it."""
        if column in (SUBJECT, VALUE):
            return theme.sans(theme.SIZE * self.zoom, column == VALUE)
        return theme.sans(theme.SMALL * self.zoom)

    def face(self, column: int) -> tuple[QFont, Callable[[str], float], float]:
        """(font of a column's cells, how wide it sets words, its em)."""
        return self._faces[column]

    def set_zoom(self, factor: float) -> None:
        """Set the words larger or smaller."""
        self.wanted = factor
        self.fit()
        self.fitted.emit()

    def inner(self, column: int) -> tuple[float, float]:
        """(left end, width) of a column's words, in pixels of the viewport."""
        return self._inner[column]

    def lines(self, row: int, column: int) -> list[str]:
        """The words of a cell as they are broken."""
        return self._lines.get((row, column), [])

    def fit(self) -> None:
        """Measure the columns, break the words, set the rows' heights; keeps nothing of a former width."""
        for zoom in (self.wanted, *(step for step in _ZOOMS if step < self.wanted), min(self.wanted, 1.0)):
            self.zoom = zoom
            self.em = QFontMetricsF(theme.sans(theme.SIZE * zoom)).horizontalAdvance("一")
            if self._fit():
                return

    def _fit(self) -> bool:
        """Lay everything out at the present size; whether the columns have room."""
        model: MetricsModel = self.model()
        rows = range(model.rowCount())
        fonts = map(self.cell_font, range(len(HEADS)))
        self._faces = [(font, (advance := QFontMetricsF(font).horizontalAdvance), advance("一")) for font in fonts]
        measure = [advance for _, advance, _ in self._faces]
        small = QFontMetricsF(theme.sans(theme.SMALL * self.zoom)).horizontalAdvance
        want = {c: max([small(tr(HEADS[c])), *(measure[c](model.words(r, c)) for r in rows)])
                for c in range(len(HEADS))}
        em = small("一")
        for column, most in ((UNIT, 4 * em), (QUALIFIER, 3 * em)):
            want[column] = min(want[column], max(most, small(tr(HEADS[column]))))
        gap = _CLOSE if self.viewport().width() <= _NARROW else _GAP
        room = self.viewport().width() - 2 * SIDE - (len(HEADS) - 1) * gap
        # 时间 gives way first, for its words break well; then the subject gets what is left.
        short = want[VALUE] + want[UNIT] + want[QUALIFIER]
        most = max(room - short - max(want[SUBJECT], 7 * em), 4 * em)
        want[PERIOD] = min(want[PERIOD], max(most if want[SUBJECT] < room else room * 0.2, small(tr(HEADS[PERIOD]))))
        want[SUBJECT] = max(room - short - want[PERIOD], 5 * em)
        fits = short + want[PERIOD] + want[SUBJECT] <= room + 0.5 and want[SUBJECT] >= _SUBJECT * self.em
        x, inner = float(SIDE), []
        for column in range(len(HEADS)):
            inner.append((x, want[column]))
            x += want[column] + gap
        self._inner = inner
        edges = [0.0, *(left - gap / 2 for left, _ in inner[1:]), float(self.viewport().width())]
        for column in range(len(HEADS)):
            self.setColumnWidth(column, max(round(edges[column + 1]) - round(edges[column]), 1))
        self._lines = {}
        for row in rows:
            most_lines = 1.0
            for column in range(len(HEADS)):
                words, width = model.words(row, column), want[column]
                lines = balanced(words, measure[column], width, _LINES[column])
                self._lines[row, column] = lines or [""]
                height = 1 + (len(lines) - 1) * 1.4 * self._faces[column][2] / self.em / 1.55
                most_lines = max(most_lines, height)
            self.setRowHeight(row, round(2 * _ABOVE + most_lines * 1.55 * self.em))
        self.setFixedHeight(sum(self.rowHeight(row) for row in rows))
        return fits

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()
            self.fitted.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._current_when_pressed = self.currentIndex().row()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        row = self.indexAt(event.position().toPoint()).row()
        if event.button() == Qt.MouseButton.LeftButton and row >= 0 and row == self._current_when_pressed:
            self.again.emit(row)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self.indexAt(event.position().toPoint()).row()
        if event.button() == Qt.MouseButton.LeftButton and row >= 0:
            self.edit_wanted.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if row >= 0 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit_wanted.emit(row)
        elif row >= 0 and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.strike_wanted.emit(row)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the column scrolls, not the table

    def tip_at(self, point: QPointF) -> str:
        tip = self.model().data(self.indexAt(point.toPoint()), Qt.ItemDataRole.ToolTipRole)
        if not tip:
            return ""
        first, *more = escape(tip).split("\n")
        return f"<p style='white-space:pre-wrap'>{'<br>'.join([f'<b>{first}</b>', *more])}</p>"


class MetricsTable(QWidget):
    """Heading, names of the columns, one row a metric; 未报道 where the article states no quantity."""

    metric_chosen = Signal(int)  # index into Article.metrics; a reader chose a row
    edit_wanted = Signal(int)  # likewise; a reader wants to correct it
    strike_wanted = Signal(int)  # likewise; a reader wants it out
    menu_wanted = Signal(QPoint, int)  # where on the screen, and the metric there

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("metrics")
        self.setAccessibleName(tr("指标"))
        self.model = MetricsModel(self)
        self.view = Table(self)
        self.view.setModel(self.model)
        self.view.setAccessibleName(tr("指标"))
        self._heading = PaneHeading(tr("指标"), self)
        self._heads = Heads(self.view, self)
        self._empty = empty_label(self, above=2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self._heading, self._heads, self.view, self._empty):
            column.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._silent = False
        self.view.selectionModel().currentRowChanged.connect(self._moved)
        self.view.again.connect(self.metric_chosen)
        self.view.edit_wanted.connect(self.edit_wanted)
        self.view.strike_wanted.connect(self.strike_wanted)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._ask_menu)
        self.view.fitted.connect(self._heads.fit)
        self.view.fitted.connect(self.updateGeometry)
        self.clear()

    def clear(self) -> None:
        """Show nothing at all, as before the first case."""
        self._set(None)
        for part in (self._heading, self._heads, self.view, self._empty):
            part.hide()
        self.updateGeometry()

    def show_metrics(self, article: Article, said: Sequence[Said] = ()) -> None:
        """Show the metrics of `article`, none chosen; those that a person `said` something of bear her stamp."""
        self._set(article, said)
        some = bool(article.metrics)
        self._heading.show()
        self._heads.setVisible(some)
        self.view.setVisible(some)
        self._empty.setVisible(not some)
        self._empty.setText(tr("本文没有报道可量化的指标。"))
        wrong = unfaithful(article)
        if not some:
            self._heading.say(tr("未报道"))
        elif wrong:
            self._heading.say(tr("{n} 项　{wrong} 项与原文不符", n=len(article.metrics), wrong=len(wrong)), "red")
        else:
            self._heading.say(tr("{n} 项　出处已核对 ✓", n=len(article.metrics)))
        self.updateGeometry()

    def set_zoom(self, factor: float) -> None:
        """Set the table larger or smaller."""
        if factor != self.view.wanted:
            self.view.set_zoom(factor)

    def select(self, index: int | None) -> None:
        """Choose the row of the metric at `index` without saying so to anybody; None or an unknown index: no row."""
        self._silent = True
        try:
            if index is not None and 0 <= index < self.model.rowCount():
                self.view.selectRow(index)
            else:
                self.view.clearSelection()
                self.view.setCurrentIndex(QModelIndex())
        finally:
            self._silent = False

    def row_rect(self, index: int) -> QRectF:
        """Where the row of a metric lies in this widget, for a column that wants to scroll to it."""
        view = self.view
        return QRectF(0, view.y() + view.rowViewportPosition(index), self.width(), view.rowHeight(index))

    def _set(self, article: Article | None, said: Sequence[Said] = ()) -> None:
        self._silent = True
        try:
            self.model.set_article(article, said)
            self.view.fit()
            self._heads.update()
        finally:
            self._silent = False

    def _ask_menu(self, place: QPoint) -> None:
        row = self.view.indexAt(place).row()
        row = row if row >= 0 else self.view.currentIndex().row()
        if row >= 0:
            self.menu_wanted.emit(self.view.viewport().mapToGlobal(place), row)

    def _moved(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid() and not self._silent:
            self.metric_chosen.emit(current.row())

    def sizeHint(self) -> QSize:
        return QSize(360, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(300, super().minimumSizeHint().height())

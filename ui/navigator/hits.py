"""The answers to a search: a list of hits, and how each is drawn (title, place, the words found in their sentence)."""

from collections.abc import Iterable

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from db.model import Hit
from db.search import Read, places
from ui.looks import theme
from ui.navigator.branches import CASES, carried

HIT = Qt.ItemDataRole.UserRole
OPEN = Qt.ItemDataRole.UserRole + 1  # whether its case is the one that is read
MARKS = Qt.ItemDataRole.UserRole + 2  # (start, end) of what was typed, in the title


class HitsModel(QAbstractListModel):
    """The hits of one selection, best first, as far as they were fetched."""

    more_wanted = Signal(int)  # the reader came to the end of those fetched, and there are more from there on

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: list[Hit] = []
        self._open: int | None = None
        self._whole = True
        self._asked = False
        self._typed = ""

    def set_hits(self, hits: tuple[Hit, ...], whole: bool = True, typed: str = "") -> None:
        """Show other hits, the answer to what was `typed`; `whole` where there are no more."""
        self.beginResetModel()
        self._hits, self._whole, self._asked, self._typed = list(hits), whole, False, typed
        self.endResetModel()

    def add_hits(self, hits: tuple[Hit, ...], whole: bool) -> None:
        """Show those that come after."""
        self._whole, self._asked = whole or not hits, False
        if hits:
            self.beginInsertRows(QModelIndex(), len(self._hits), len(self._hits) + len(hits) - 1)
            self._hits += hits
            self.endInsertRows()

    def ask_again(self) -> None:
        """The answer to what was asked for more will not come."""
        self._asked = False

    def canFetchMore(self, parent: QModelIndex) -> bool:
        return not (parent.isValid() or self._whole or self._asked)

    def fetchMore(self, parent: QModelIndex) -> None:
        if self.canFetchMore(parent):
            self._asked = True
            self.more_wanted.emit(len(self._hits))

    def set_open(self, case_id: int | None) -> None:
        """Tell which case is the one that is read."""
        if case_id != self._open:
            self._open = case_id
            if self._hits:
                self.dataChanged.emit(self.index(0), self.index(len(self._hits) - 1), [OPEN])

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._hits):  # an index may be older than the hits
            return None
        hit = self._hits[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "，".join((hit.title, hit.place, "".join(words for words, _ in hit.snippet)))
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(line for line in (hit.title, hit.place.replace("/", " › ")) if line)
        if role == MARKS:
            return places(Read(hit.title), self._typed) if self._typed else []
        if role == OPEN:
            return hit.case_id == self._open
        return hit if role == HIT else None

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        return [CASES]

    def mimeData(self, indexes: Iterable[QModelIndex]) -> QMimeData:
        return carried(index.data(HIT).case_id for index in indexes)


class HitDelegate(QStyledItemDelegate):
    """Title in bold, the place under it, then up to two lines of the snippet with the words found marked; three where
    there is no place, so that all rows are of one height.
    """

    EDGE, LINES = 10, 2

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._title = theme.sans(theme.SIZE, bold=True)
        self._small = theme.sans(theme.SMALL)
        self._title_height = QFontMetrics(self._title).height()
        self._small_height = QFontMetrics(self._small).height()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(120, self._title_height + (self.LINES + 1) * (self._small_height + 1) + 18)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        hit = index.data(HIT)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, index.data(OPEN))
        inner = option.rect.adjusted(self.EDGE, 7, -self.EDGE, -7)
        self._line(painter, inner, hit.title, self._title, "ink", index.data(MARKS))
        inner.setTop(inner.top() + self._title_height + 1)
        if hit.place:
            self._line(painter, inner, hit.place.replace("/", " › "), self._small, "red")
            inner.setTop(inner.top() + self._small_height + 1)
        self._paint_snippet(painter, inner, hit)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, opened: bool) -> None:
        """A tint says that this case is open, an outline that Enter opens it."""
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        field = QRectF(option.rect).adjusted(0, 1, -1, -1)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if opened or chosen or hovered:
            ground = "red_pale" if opened else "hover" if hovered else None
            painter.setBrush(theme.colour(ground) if ground else Qt.BrushStyle.NoBrush)
            painter.setPen(theme.colour("red") if chosen else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(field.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        if not (chosen or opened):
            painter.setPen(theme.colour("line"))
            y = field.bottom() + 1
            painter.drawLine(QPointF(field.left() + 8, y), QPointF(field.right() - 8, y))

    def _line(self, painter: QPainter, rect: QRect, words: str, font: QFont, colour: str,
              marks: Iterable[tuple[int, int]] = ()) -> None:
        """One line of `words` at the top of `rect`, cut short with an ellipsis where it is too long."""
        metrics = QFontMetrics(font)
        for start, end in marks:
            left = rect.left() + metrics.horizontalAdvance(words[:start])
            under = QRect(left, rect.top(), metrics.horizontalAdvance(words[start:end]), metrics.height())
            painter.fillRect(under & rect, theme.colour("highlighter"))
        painter.setFont(font)
        painter.setPen(theme.colour(colour))
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, shown)

    def _paint_snippet(self, painter: QPainter, rect: QRect, hit: Hit) -> None:
        words = "".join(part for part, _ in hit.snippet).replace("\n", " ")
        layout = QTextLayout(words, self._small)
        layout.setTextOption(_wrapped())
        marks, position = [], 0
        for part, marked in hit.snippet:
            length = len(part.encode("utf-16-le")) // 2  # Qt counts in UTF-16
            if marked:
                marks.append(_mark(position, length))
            position += length
        layout.setFormats(marks)
        layout.beginLayout()
        for n in range(self.LINES + (not hit.place)):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(rect.width())
            line.setPosition(QPointF(0, n * (self._small_height + 1)))
        layout.endLayout()
        painter.setPen(theme.colour("muted"))
        layout.draw(painter, QPointF(rect.topLeft()), [], QRectF(rect))


def _wrapped() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _mark(start: int, length: int) -> QTextLayout.FormatRange:
    mark = QTextLayout.FormatRange()
    mark.start, mark.length = start, length
    style = QTextCharFormat()
    style.setBackground(theme.colour("highlighter"))
    style.setForeground(theme.colour("ink"))
    mark.format = style
    return mark


class HitsView(QListView):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hits")
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setItemDelegate(HitDelegate(self))
        self.setUniformItemSizes(True)  # or it would ask every row anew whenever more are fetched
        self.setDragEnabled(True)
        self.setDragDropMode(QListView.DragDropMode.DragOnly)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

"""How the rows of the navigator's tree are drawn, and how they are dragged."""

from functools import cache

from PySide6.QtCore import QModelIndex, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QIcon, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QToolTip, QTreeView

from db.model import Branch
from ui.looks import glyphs, theme
from ui.navigator.branches import BRANCH, COUNT, STEP, Branches, TreeModel, label
from ui.navigator.drawing import draw_arrow

__all__ = ["BRANCH", "STEP", "Branches", "TreeDelegate", "TreeModel", "TreeView"]

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
SIGNS = {"starred": glyphs.star, "recent": glyphs.clock, "collection": glyphs.folder, "search": glyphs.search}


@cache
def _sign(kind: str) -> QIcon:
    return SIGNS[kind]()


class TreeDelegate(QStyledItemDelegate):
    """A label, elided where it is too long, and the count at the right in tabular figures."""

    ROW, GAP, SIGN = 28, 8, 20

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._font, self._bold = theme.sans(), theme.sans(theme.SMALL, bold=True)
        self._metrics, self._bold_metrics = QFontMetrics(self._font), QFontMetrics(self._bold)
        height = max(self.ROW, self._metrics.height() + 8)
        self._size = QSize(60, height)

    def _space(self, rect: QRect, branch: Branch, count: str) -> tuple[QRect, QFontMetrics]:
        """Where the label goes, and what it is measured with."""
        metrics = self._bold_metrics if branch.kind == "root" else self._metrics
        right = self.GAP + 4 + (metrics.horizontalAdvance(count) + self.GAP if count else 0)
        return rect.adjusted(2 + (self.SIGN if branch.kind in SIGNS else 0), 0, -right, 0), metrics

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        branch, count = index.data(BRANCH), index.data(COUNT)
        root = branch.kind == "root"
        inner, metrics = self._space(option.rect, branch, count)
        painter.setFont(self._bold if root else self._font)
        painter.setPen(theme.colour("muted" if root else "ink"))
        if branch.kind in SIGNS:
            at = QRect(inner.left() - self.SIGN, inner.center().y() - glyphs.SIDE // 2 + 1, glyphs.SIDE, glyphs.SIDE)
            _sign(branch.kind).paint(painter, at)
        shown = metrics.elidedText(label(branch), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, _LEFT, shown)
        if count:
            painter.setPen(theme.colour("muted"))
            inner.setRight(option.rect.right() - self.GAP - 4)
            painter.drawText(inner, _RIGHT, count)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return self._size

    def helpEvent(self, event: QHelpEvent, view: QTreeView, option: QStyleOptionViewItem, index: QModelIndex) -> bool:
        """The whole label as a tooltip, but only where it was elided."""
        branch = index.data(BRANCH) if index.isValid() else None
        if branch is None:
            return False
        inner, metrics = self._space(option.rect, branch, index.data(COUNT))
        elided = metrics.horizontalAdvance(label(branch)) > inner.width()
        QToolTip.showText(event.globalPos(), label(branch) if elided else "", view)
        return True


class TreeView(QTreeView):
    """The tree, its chosen row a pale rounded field from edge to edge, its arrows drawn in the theme's ink."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tree")
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(14)
        # However many rows there are, Qt need not ask each how high it is to know where one of them stands.
        self.setUniformRowHeights(True)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(TreeDelegate(self))
        self.setDragDropMode(QTreeView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.CopyAction)
        self.setDropIndicatorShown(False)  # the row under the mouse is lit, which says enough
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.verticalScrollBar().valueChanged.connect(self.fetch_seen)

    def fetch_seen(self) -> None:
        """Read on in every branch whose last known child can be seen."""
        model = self.model()
        index = self.indexAt(self.viewport().rect().topLeft())
        open_ended = []
        while index.isValid() and self.visualRect(index).top() < self.viewport().height():
            parent = index.parent()
            if index.row() == model.rowCount(parent) - 1 and model.can_read_on(parent):
                open_ended.append(parent)
            index = self.indexBelow(index)
        for parent in open_ended:
            model.read_on(parent)

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Draw all of a row: by way of the style sheet it takes four times as long."""
        branch = index.data(BRANCH)
        inner = self.visualRect(index)
        if branch.kind == "root":
            if index.row():  # set off from what stands above it
                painter.fillRect(QRect(option.rect.left() + 2, option.rect.top() + 2, option.rect.width() - 10, 1),
                                 theme.colour("line"))
        else:
            view = self.viewport()
            chosen = self.selectionModel().isSelected(index)
            if chosen or (view.underMouse() and option.rect.contains(view.mapFromGlobal(self.cursor().pos()))):
                self._draw_field(painter, QRectF(option.rect).adjusted(0, 1, -1, -1), index, chosen)
            if branch.expandable and self.model().hasChildren(index):
                draw_arrow(painter, inner.adjusted(0, 0, -inner.width(), 0), self.isExpanded(index))
        option.rect = inner
        self.itemDelegate().paint(painter, option, index)

    def _draw_field(self, painter: QPainter, field: QRectF, index: QModelIndex, chosen: bool) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("red_pale" if chosen else "hover"))
        painter.drawRoundedRect(field, 5, 5)
        if self.hasFocus() and index == self.currentIndex():
            painter.setPen(QPen(theme.colour("red"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(field.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.restore()

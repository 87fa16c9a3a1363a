"""The tree of the navigator: a lazy model over the library's branches, and how its rows are drawn."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip, QTreeView

from db.model import Branch
from ui import theme
from ui.i18n import tr

# (parent key, offset, limit) -> the children; what Library.branches does.
Branches = Callable[[str, int, int], tuple[Branch, ...]]

STEP = 200  # children asked for at a time

BRANCH = Qt.ItemDataRole.UserRole


@dataclass(eq=False, slots=True)
class _Node:
    branch: Branch
    parent: "_Node | None"
    row: int
    children: list["_Node"] = field(default_factory=list)
    complete: bool = False


def _top() -> _Node:
    return _Node(Branch("", "root", "", 0, True), None, 0)


class TreeModel(QAbstractItemModel):
    """Branches as rows, read from the library only when a branch is opened and as far as it is scrolled."""

    def __init__(self, branches: Branches | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._branches = branches
        self._top = _top()

    def set_branches(self, branches: Branches | None) -> None:
        """Show the tree of another library, or read the same one anew; None is an empty tree."""
        old = self._top  # indexes handed out point to its nodes: it must outlive the reset
        self.beginResetModel()
        self._branches = branches
        self._top = _top()
        self.endResetModel()
        del old

    def _node(self, index: QModelIndex) -> _Node:
        return index.internalPointer() if index.isValid() else self._top

    def branch(self, index: QModelIndex) -> Branch | None:
        return index.internalPointer().branch if index.isValid() else None

    def index(self, row: int, column: int, parent: QModelIndex = QModelIndex()) -> QModelIndex:  # noqa: B008
        children = self._node(parent).children
        if column or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, 0, children[row])

    def parent(self, index: QModelIndex) -> QModelIndex:
        node = self._node(index).parent
        return QModelIndex() if node is None or node is self._top else self.createIndex(node.row, 0, node)

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.column() > 0 else len(self._node(parent).children)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 1

    def hasChildren(self, parent: QModelIndex = QModelIndex()) -> bool:  # noqa: B008
        node = self._node(parent)
        return bool(node.children) or (self.canFetchMore(parent) and node.branch.expandable)

    def canFetchMore(self, parent: QModelIndex) -> bool:
        """Only until the first step: QTreeView would ask on and on and read a branch of thousands at once."""
        return not self._node(parent).children and self.can_read_on(parent)

    def fetchMore(self, parent: QModelIndex) -> None:
        if self.canFetchMore(parent):
            self.read_on(parent)

    def can_read_on(self, parent: QModelIndex) -> bool:
        """Whether `parent` may have children that were not read yet."""
        node = self._node(parent)
        return self._branches is not None and node.branch.expandable and not node.complete

    def read_on(self, parent: QModelIndex) -> None:
        """Read the next children of `parent`."""
        node = self._node(parent)
        begin = len(node.children)
        found = self._branches(node.branch.key, begin, STEP)
        node.complete = len(found) < STEP
        if found:
            self.beginInsertRows(parent, begin, begin + len(found) - 1)
            node.children += [_Node(branch, node, begin + n) for n, branch in enumerate(found)]
            self.endInsertRows()

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        branch = self._node(index).branch
        if role == Qt.ItemDataRole.DisplayRole:
            return branch.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return branch.label if branch.kind == "case" else f"{branch.label} {branch.count}"
        return branch if role == BRANCH else None

    def child(self, parent: QModelIndex, wanted: Callable[[Branch], bool]) -> QModelIndex:
        """The first child of `parent` that is `wanted`, asking the library for as many as it takes; else invalid."""
        row = 0
        while True:
            while row < self.rowCount(parent):
                index = self.index(row, 0, parent)
                if wanted(index.internalPointer().branch):
                    return index
                row += 1
            if not self.can_read_on(parent):
                return QModelIndex()
            self.read_on(parent)

    def find(self, keys: Iterable[str]) -> QModelIndex:
        """The branch reached by walking `keys` from the top, as far as they lead; invalid if not even the first."""
        index = QModelIndex()
        for key in keys:
            step = self.child(index, lambda branch, key=key: branch.key == key)
            if not step.isValid():
                break
            index = step
        return index


class TreeDelegate(QStyledItemDelegate):
    """A label, elided where it is too long, and the count at the right in tabular figures."""

    ROW, ROOT, GAP = 28, 44, 8

    def _space(self, rect: QRect, branch: Branch, metrics: QFontMetrics) -> tuple[QRect, str]:
        """Where the label goes and the count beside it (none for a case: it would always be 1)."""
        count = "" if branch.kind == "case" else f"{branch.count:,}"
        right = self.GAP + 4 + (metrics.horizontalAdvance(count) + self.GAP if count else 0)
        inner = rect.adjusted(2, 0, -right, 0)
        if branch.kind == "root":
            inner.setTop(inner.bottom() - self.ROW)
        return inner, count

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        branch = index.data(BRANCH)
        root = branch.kind == "root"
        font = theme.sans(theme.SMALL if root else theme.SIZE, bold=root)
        metrics = QFontMetrics(font)
        inner, count = self._space(option.rect, branch, metrics)
        painter.save()
        painter.setFont(font)
        painter.setPen(theme.colour("muted" if root else "ink"))
        words = tr(branch.label) if root else branch.label
        label = metrics.elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, label)
        if count:
            painter.setPen(theme.colour("muted"))
            inner.setRight(option.rect.right() - self.GAP - 4)
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        branch = index.data(BRANCH)
        height = max(self.ROW, QFontMetrics(theme.sans()).height() + 8)
        return QSize(60, height + (self.ROOT - self.ROW if branch.kind == "root" else 0))

    def helpEvent(self, event: QHelpEvent, view: QTreeView, option: QStyleOptionViewItem, index: QModelIndex) -> bool:
        """The whole label as a tooltip, but only where it was elided."""
        branch = index.data(BRANCH) if index.isValid() else None
        if branch is None:
            return False
        metrics = QFontMetrics(theme.sans())
        inner, _ = self._space(option.rect, branch, metrics)
        elided = metrics.horizontalAdvance(branch.label) > inner.width()
        QToolTip.showText(event.globalPos(), branch.label if elided else "", view)
        return True


class TreeView(QTreeView):
    """The tree, its chosen row a pale rounded field from edge to edge, its arrows drawn in the theme's ink."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tree")
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(14)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(TreeDelegate(self))
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
        branch = index.data(BRANCH)
        if branch.kind != "root":
            under = self.viewport().mapFromGlobal(self.cursor().pos())
            chosen = self.selectionModel().isSelected(index)
            hovered = option.rect.contains(under) and self.viewport().underMouse()
            if chosen or hovered:
                field = QRectF(option.rect).adjusted(0, 1, -1, -1)
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
        plain = QStyleOptionViewItem(option)
        plain.state &= ~(QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver)
        super().drawRow(painter, plain, index)

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex) -> None:
        if not self.model().hasChildren(index) or index.data(BRANCH).kind == "root":
            return
        opened = self.isExpanded(index)
        x, y = rect.right() - 6.5, rect.center().y() + 0.5
        half, deep = 3.5, 2.0
        turned = [(-half, -deep), (0, deep), (half, -deep)] if opened else [(-deep, -half), (deep, 0), (-deep, half)]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(theme.COLOURS.muted), 1.4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in turned]))
        painter.restore()

"""What can be filtered by, as rows: the facets, their nodes, how many cases each has under all else that is on."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt, Signal

from db.selection import Facet, FacetValue
from ui.i18n import tr
from ui.navigator.asking import Asking
from ui.navigator.wanted import FACETS, Wanted

NODE = Qt.ItemDataRole.UserRole
COUNT = Qt.ItemDataRole.UserRole + 2  # how many cases, as it is shown
STATE = Qt.ItemDataRole.UserRole + 1  # True where it is asked for, False where excluded, None where neither


@dataclass(eq=False, slots=True)
class Node:
    """A facet, where `value` is None, or a node of it."""

    facet: Facet
    parent: "Node | None"
    row: int
    value: FacetValue | None = None
    children: list["Node"] = field(default_factory=list)
    asked: bool = False

    @property
    def key(self) -> str:
        return self.value.key if self.value else ""


class FacetModel(QAbstractItemModel):
    """Facets and their nodes, each counted when it is first opened, and anew when the selection changes."""

    filled = Signal()  # counts came

    def __init__(self, wanted: Wanted, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.wanted = wanted
        self._asking: Asking | None = None
        self._tops = [Node(facet, None, row) for row, facet in enumerate(FACETS)]
        self._gone: deque[list[Node]] = deque(maxlen=64)  # indexes handed out may point to them for a while
        wanted.changed.connect(self._restate)

    def set_asking(self, asking: Asking | None) -> None:
        """Count in another library, or in none."""
        self.beginResetModel()
        self._gone.append(self._tops)
        self._asking = asking
        self._tops = [Node(facet, None, row) for row, facet in enumerate(FACETS)]
        self.endResetModel()

    def renew(self, opened: Callable[[QModelIndex], bool]) -> None:
        """Count anew what is `opened`; what is not is forgotten until it is."""
        for node in list(self._all()):
            if not node.asked:
                continue
            if opened(self._index(node)):
                self._ask(node)
            else:
                node.asked = False
                self._replace(node, [])

    def _all(self) -> Iterator[Node]:
        waiting = list(self._tops)
        while waiting:
            node = waiting.pop(0)
            yield node
            waiting += node.children

    def _index(self, node: Node) -> QModelIndex:
        return self.createIndex(node.row, 0, node)

    def _ask(self, node: Node) -> None:
        node.asked = True
        if self._asking is not None:
            self._asking(self.wanted.selection, node.facet, node.key, partial(self._fill, node))

    def _fill(self, node: Node, values: tuple[FacetValue, ...]) -> None:
        """Let `values` be the children of `node`; what is open among them stays open."""
        if not node.asked:
            return
        held = {child.key: child for child in node.children}
        if [value.key for value in values] != list(held):
            kept = [held[value.key] for value in values if value.key in held]
            if len(kept) == len(held) and kept == node.children:
                self._insert(node, values, held)
            else:
                self._replace(node, values)
        for child, value in zip(node.children, values, strict=True):
            child.value = value
        if values:
            self.dataChanged.emit(self._index(node.children[0]), self._index(node.children[-1]))
        self.filled.emit()

    def _insert(self, node: Node, values: tuple[FacetValue, ...], held: dict[str, Node]) -> None:
        """Nodes that were not there before, between those that were."""
        for row, value in enumerate(values):
            if value.key not in held:
                self.beginInsertRows(self._index(node), row, row)
                node.children.insert(row, Node(node.facet, node, row, value))
                for n, child in enumerate(node.children):
                    child.row = n
                self.endInsertRows()

    def _replace(self, node: Node, values: tuple[FacetValue, ...] | list[FacetValue]) -> None:
        parent = self._index(node)
        if node.children:
            self.beginRemoveRows(parent, 0, len(node.children) - 1)
            self._gone.append(node.children)
            node.children = []
            self.endRemoveRows()
        if values:
            self.beginInsertRows(parent, 0, len(values) - 1)
            node.children = [Node(node.facet, node, row, value) for row, value in enumerate(values)]
            self.endInsertRows()

    def _restate(self) -> None:
        for node in self._all():
            if node.children:
                self.dataChanged.emit(self._index(node.children[0]), self._index(node.children[-1]), [STATE])

    # What Qt asks

    def _node(self, index: QModelIndex) -> Node | None:
        return index.internalPointer() if index.isValid() else None

    def _children(self, index: QModelIndex) -> list[Node]:
        node = self._node(index)
        return self._tops if node is None else node.children

    def index(self, row: int, column: int, parent: QModelIndex = QModelIndex()) -> QModelIndex:  # noqa: B008
        children = self._children(parent)
        return self.createIndex(row, 0, children[row]) if not column and 0 <= row < len(children) else QModelIndex()

    def parent(self, index: QModelIndex) -> QModelIndex:
        node = self._node(index)
        return self._index(node.parent) if node is not None and node.parent is not None else QModelIndex()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.column() > 0 else len(self._children(parent))

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 1

    def hasChildren(self, parent: QModelIndex = QModelIndex()) -> bool:  # noqa: B008
        node = self._node(parent)
        if node is None or node.value is None:
            return node is None or not node.asked or bool(node.children)
        return node.value.expandable

    def canFetchMore(self, parent: QModelIndex) -> bool:
        node = self._node(parent)
        return node is not None and not node.asked and self._asking is not None

    def fetchMore(self, parent: QModelIndex) -> None:
        if self.canFetchMore(parent):
            self._ask(self._node(parent))

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        node = self._node(index)
        if node is None:
            return None
        if role == NODE:
            return node
        if node.value is None:
            return tr(FACETS[node.facet]) if role == Qt.ItemDataRole.DisplayRole else None
        count = f"{node.value.count:,}" if node.value.exact else f"≤{node.value.count:,}"
        if role == COUNT:
            return count
        state = self.wanted.state(node.facet, node.key)
        if role == STATE:
            return state
        name = self.wanted.name(node.facet, node.key, node.value.label)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = {True: tr("已选"), False: tr("已排除"), None: ""}[state]
            return " ".join(filter(None, (name, count, said)))
        return name if role == Qt.ItemDataRole.DisplayRole else None

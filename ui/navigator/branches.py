"""The rows of the navigator's tree: a lazy model over the branches of a library."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractItemModel, QByteArray, QMimeData, QModelIndex, QObject, Qt, Signal

from db.model import Branch
from ui.i18n import tr

# (parent key, offset, limit) -> the children; what Library.branches does.
Branches = Callable[[str, int, int], tuple[Branch, ...]]

STEP = 100  # children asked for at a time
NEAR = 100  # children that are read to find a case: of a branch of thousands even the laying out would be felt
CASES = "application/x-casebook-cases"  # the ids of dragged cases, one a line

BRANCH = Qt.ItemDataRole.UserRole
COUNT = Qt.ItemDataRole.UserRole + 1  # how many cases there are below it, as it is shown; "" where that says nothing
_OURS = ("root", "starred", "recent")  # whose labels are the program's words, not the library's
_TAKES = ("starred", "collection")  # what a case can be dropped on
_NONE = Qt.ItemFlag.NoItemFlags
_PLAIN = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
_DRAGGED = _PLAIN | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemNeverHasChildren  # a case: Qt need not ask again
_DROPPED_ON = _PLAIN | Qt.ItemFlag.ItemIsDropEnabled


def label(branch: Branch) -> str:
    """What a branch is called, in the language in use."""
    return tr(branch.label) if branch.kind in _OURS else branch.label


def carried(cases: Iterable[int]) -> QMimeData:
    """Cases as they are dragged."""
    mime = QMimeData()
    mime.setData(CASES, QByteArray("\n".join(map(str, cases)).encode()))
    return mime


def brought(mime: QMimeData) -> list[int]:
    """The cases that are dragged; none where something else is."""
    return [int(number) for number in bytes(mime.data(CASES).data()).decode().split()] if mime.hasFormat(CASES) else []


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

    dropped = Signal(list, Branch)  # cases were dropped on a list

    def __init__(self, branches: Branches | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._branches = branches
        self._top = _top()
        self._gone: _Node | None = None
        self._found: dict[str, str] = {}

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
            return label(branch)
        if role == COUNT:
            return self._count(branch)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{label(branch)} {self._count(branch)}".strip()
        return branch if role == BRANCH else None

    def _count(self, branch: Branch) -> str:
        if branch.kind == "search":  # known when it was counted
            return self._found.get(branch.key, "")
        return "" if branch.kind == "case" or branch.key == "root:lists" else f"{branch.count:,}"

    def set_found(self, key: str, count: str) -> None:
        """Show how many cases the saved search with this key finds."""
        self._found[key] = count
        index = self.find(("root:lists", key))
        if index.isValid() and index.data(BRANCH).key == key:
            self.dataChanged.emit(index, index, [COUNT])

    def renew(self, top: str) -> None:
        """Read the branch with this key, which stands at the top of the tree, anew; it may come or go by that."""
        if self._branches is None or not self._top.complete:
            return  # nothing of it was read yet
        found = self._branches("", 0, STEP)
        wanted = [branch.key for branch in found]
        held = [node.branch.key for node in self._top.children]
        if top in held:
            row = held.index(top)
            self._gone = self._top.children[row]  # indexes handed out point to it: it must outlive the removal
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._top.children[row]
            self._number(self._top)
            self.endRemoveRows()
        if top in wanted:
            row = wanted.index(top)
            self.beginInsertRows(QModelIndex(), row, row)
            self._top.children.insert(row, _Node(found[row], self._top, row))
            self._number(self._top)
            self.endInsertRows()

    def _number(self, parent: _Node) -> None:
        for row, node in enumerate(parent.children):
            node.row = row

    # Cases are dragged onto lists

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return _NONE
        kind = self._node(index).branch.kind  # asked for every row at every turn: put together beforehand
        return _DRAGGED if kind == "case" else _DROPPED_ON if kind in _TAKES else _PLAIN

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        return [CASES]

    def mimeData(self, indexes: Iterable[QModelIndex]) -> QMimeData:
        return carried(index.data(BRANCH).case_id for index in indexes if index.data(BRANCH).case_id is not None)

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int,
                        parent: QModelIndex) -> bool:
        return data.hasFormat(CASES) and self._node(parent).branch.kind in _TAKES

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int,
                     parent: QModelIndex) -> bool:
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        self.dropped.emit(brought(data), self._node(parent).branch)
        return True

    def case(self, parent: QModelIndex, case_id: int) -> QModelIndex:
        """The child of `parent` that is this case, if it is among the first few or was read already; else invalid."""
        return self._child(parent, lambda branch: branch.case_id == case_id,
                           lambda row, _: row + 1 >= max(NEAR, self.rowCount(parent)))

    def find(self, keys: Iterable[str]) -> QModelIndex:
        """The branch reached by walking `keys` from the top, as far as they lead; invalid if not even the first."""
        index = QModelIndex()
        for key in keys:
            if key.startswith("case:"):
                step = self.case(index, int(key.removeprefix("case:")))
            else:
                step = self._child(index, lambda branch, key=key: branch.key == key, lambda _, one: one.kind == "case")
            if not step.isValid():
                break
            index = step
        return index

    def _child(self, parent: QModelIndex, wanted: Callable[[Branch], bool],
               enough: Callable[[int, Branch], bool]) -> QModelIndex:
        """The first child of `parent` that is `wanted`, reading on until it is `enough`; else invalid."""
        row = 0
        while True:
            while row < self.rowCount(parent):
                index = self.index(row, 0, parent)
                branch = index.internalPointer().branch
                if wanted(branch):
                    return index
                if enough(row, branch):
                    return QModelIndex()
                row += 1
            if not self.can_read_on(parent):
                return QModelIndex()
            self.read_on(parent)

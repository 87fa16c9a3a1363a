"""The rows of the navigator's tree: a lazy model over the branches of a library."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QByteArray, QMimeData, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel

from db.model import Branch
from ui.i18n import tr

# (parent key, offset, limit) -> the children; what Library.branches does.
Branches = Callable[[str, int, int], tuple[Branch, ...]]

STEP = 50  # children asked for at a time: each may lie elsewhere on the disk
NEAR = 100  # children that are read to find a case: of a branch of thousands even the laying out would be felt
CASES = "application/x-casebook-cases"  # the ids of dragged cases, one a line

BRANCH = Qt.ItemDataRole.UserRole
COUNT = Qt.ItemDataRole.UserRole + 1  # how many cases there are below it, as it is shown; "" where that says nothing
_OURS = ("root", "starred", "recent")  # whose labels are the program's words, not the library's
_TAKES = ("starred", "collection")  # what a case can be dropped on
_TOP = Branch("", "root", "", 0, True)
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


class TreeModel(QStandardItemModel):
    """Branches as rows, read from the library only when a branch is opened and as far as it is scrolled.

    The rows are Qt's own: a view asks of each whenever some are added, and in a branch of thousands that would be felt.
    """

    dropped = Signal(list, Branch)  # cases were dropped on a list

    def __init__(self, branches: Branches | None = None, parent: QObject | None = None) -> None:
        super().__init__(0, 1, parent)
        self._branches = branches
        self._rows: dict[str, dict[str, int]] = {}  # of each branch that was read: its children's keys and rows
        self._complete: set[str] = set()  # the branches that were read to their end
        self._found: dict[str, str] = {}

    def set_branches(self, branches: Branches | None) -> None:
        """Show the tree of another library, or read the same one anew; None is an empty tree."""
        self._branches, self._rows, self._complete = branches, {}, set()
        self.clear()
        self.setColumnCount(1)

    def branch(self, index: QModelIndex) -> Branch:
        """What stands at `index`; above all others something that nobody sees."""
        return index.data(BRANCH) if index.isValid() else _TOP

    def hasChildren(self, parent: QModelIndex = QModelIndex()) -> bool:  # noqa: B008
        return self.rowCount(parent) > 0 or self.can_read_on(parent)

    def canFetchMore(self, parent: QModelIndex) -> bool:
        """Only for the first children, or Qt would read all of a branch it opens; more is read as one scrolls."""
        return not self.rowCount(parent) and self.can_read_on(parent)

    def fetchMore(self, parent: QModelIndex) -> None:
        if self.canFetchMore(parent):
            self.read_on(parent)

    def can_read_on(self, parent: QModelIndex) -> bool:
        """Whether `parent` may have children that were not read yet."""
        branch = self.branch(parent)
        return self._branches is not None and branch.expandable and branch.key not in self._complete

    def read_on(self, parent: QModelIndex) -> None:
        """Read the next children of `parent`."""
        key, begin = self.branch(parent).key, self.rowCount(parent)
        found = self._branches(key, begin, STEP)
        if len(found) < STEP:
            self._complete.add(key)
        rows = self._rows.setdefault(key, {})
        rows.update((branch.key, begin + n) for n, branch in enumerate(found))
        if found:
            above = self.itemFromIndex(parent) or self.invisibleRootItem()
            above.appendRows([self._item(branch) for branch in found])

    def _item(self, branch: Branch) -> QStandardItem:
        """A row that knows all it is asked, for a word of Python each would tell in a branch of thousands."""
        if branch.kind == "search":  # known when it was counted
            count = self._found.get(branch.key, "")
        else:
            count = "" if branch.kind == "case" or branch.key == "root:lists" else f"{branch.count:,}"
        item, name = QStandardItem(label(branch)), label(branch)
        item.setData(branch, BRANCH)
        _tell(item, name, count)
        item.setFlags(_DRAGGED if branch.kind == "case" else _DROPPED_ON if branch.kind in _TAKES else _PLAIN)
        if branch.expandable:
            item.setColumnCount(1)  # or Qt would tell of a column while it tells of the first rows
        return item

    def set_found(self, key: str, count: str) -> None:
        """Show how many cases the saved search with this key finds."""
        self._found[key] = count
        index = self.find(("root:lists", key))
        if index.isValid() and self.branch(index).key == key:
            _tell(self.itemFromIndex(index), label(self.branch(index)), count)

    def renew(self, top: str) -> None:
        """Read the branch with this key, which stands at the top of the tree, anew; it may come or go by that."""
        held = self._rows.get("")
        if self._branches is None or held is None:
            return  # nothing of it was read yet
        found = self._branches("", 0, STEP)
        if top in held:
            self._forget(self.index(held[top], 0))
            self.removeRow(held[top])
        row = next((n for n, branch in enumerate(found) if branch.key == top), None)
        if row is not None:
            self.insertRow(row, self._item(found[row]))
        self._rows[""] = {self.index(n, 0).data(BRANCH).key: n for n in range(self.rowCount())}

    def _forget(self, index: QModelIndex) -> None:
        key = index.data(BRANCH).key
        for row in range(self.rowCount(index)):
            if self.hasChildren(child := self.index(row, 0, index)):
                self._forget(child)
        self._rows.pop(key, None)
        self._complete.discard(key)

    # Cases are dragged onto lists

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        return [CASES]

    def mimeData(self, indexes: Iterable[QModelIndex]) -> QMimeData:
        return carried(index.data(BRANCH).case_id for index in indexes if index.data(BRANCH).case_id is not None)

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int,
                        parent: QModelIndex) -> bool:
        return data.hasFormat(CASES) and self.branch(parent).kind in _TAKES

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int,
                     parent: QModelIndex) -> bool:
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        self.dropped.emit(brought(data), self.branch(parent))
        return True

    def case(self, parent: QModelIndex, case_id: int) -> QModelIndex:
        """The child of `parent` that is this case, if it is among the first few or was read already; else invalid."""
        return self._child(parent, f"case:{case_id}", lambda: self.rowCount(parent) >= NEAR)

    def find(self, keys: Iterable[str]) -> QModelIndex:
        """The branch reached by walking `keys` from the top, as far as they lead; invalid if not even the first."""
        index = QModelIndex()
        for key in keys:
            if key.startswith("case:"):
                step = self.case(index, int(key.removeprefix("case:")))
            else:
                step = self._child(index, key, lambda index=index: self._ends_in_cases(index))
            if not step.isValid():
                break
            index = step
        return index

    def _ends_in_cases(self, parent: QModelIndex) -> bool:
        """Whether nothing but cases is left to be read."""
        last = self.index(self.rowCount(parent) - 1, 0, parent)
        return last.isValid() and last.data(BRANCH).kind == "case"

    def _child(self, parent: QModelIndex, key: str, enough: Callable[[], bool]) -> QModelIndex:
        """The child of `parent` with that key, reading on until it is `enough`; else invalid."""
        own = self.branch(parent).key
        while key not in self._rows.get(own, {}) and self.can_read_on(parent) and not enough():
            self.read_on(parent)
        row = self._rows.get(own, {}).get(key)
        return QModelIndex() if row is None else self.index(row, 0, parent)


def _tell(item: QStandardItem, name: str, count: str) -> None:
    item.setData(count, COUNT)
    item.setData(f"{name} {count}".strip(), Qt.ItemDataRole.AccessibleTextRole)

"""The tree with its model: what is open in it, what is chosen, and how a case is found in it."""

from collections.abc import Collection, Iterator, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QWidget

from ui.i18n import tr
from ui.navigator.branches import BRANCH, Branches, TreeModel
from ui.navigator.tree import TreeView

LISTS = "root:lists"
OPEN = (LISTS, "root:regions", "root:topics")  # the branches that are open at first


class Trunk(TreeView):
    """The tree of one library."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("目录"))
        self.branches = TreeModel(parent=self)
        self.setModel(self.branches)
        self._asked: Branches | None = None

    def set_branches(self, branches: Branches | None) -> None:
        """Show the tree of another library; None for none."""
        self._asked = branches
        self._reset(OPEN)

    def refresh(self) -> None:
        """Read it anew, keeping open what was open and chosen what was chosen."""
        chosen = self._keys_of(self.currentIndex())
        self._reset(self.expanded_keys())
        self._mark(self.branches.find(chosen))

    def renew_lists(self, still: bool = False) -> None:
        """Read anew only the lists a reader keeps. What she looks at stays in its place, but for a tree that shows its
        beginning, unless it is to be `still`: nobody asked for a change.
        """
        chosen, lists = self._keys_of(self.currentIndex()), self.branches.find((LISTS,))
        opened = {LISTS, *(self._expanded(lists) if lists.isValid() else ())}
        bar = self.verticalScrollBar()
        stood, top = bar.value(), self.indexAt(self.viewport().rect().topLeft())
        over = self.visualRect(top).top()  # it may be cut by the edge
        top = QPersistentModelIndex(top if self._keys_of(top)[:1] != [LISTS] else QModelIndex())
        self.branches.renew(LISTS)
        lists = self.branches.find((LISTS,))
        if lists.isValid():
            self.expand(lists)
            self._expand(lists, opened)
        if chosen[:1] == [LISTS]:
            self._mark(self.branches.find(chosen))
        self.executeDelayedItemsLayout()
        if top.isValid() and (stood or still):
            bar.setValue(bar.value() + self.visualRect(QModelIndex(top)).top() - over)
        else:
            bar.setValue(stood)

    def chosen_under(self, key: str) -> bool:
        """Whether the chosen branch hangs on the one with this key."""
        return key in self._keys_of(self.currentIndex())[:-1]

    def select_case(self, case_id: int, trail: Sequence[str]) -> bool:
        """See Navigator.select_case."""
        current = self.currentIndex()
        if current.isValid() and current.data(BRANCH).case_id == case_id:
            return True
        index = self.branches.find(trail)
        leaf = self.branches.case(index, case_id) if index.isValid() else QModelIndex()
        if not leaf.isValid() and index.isValid() and self.branches.can_read_on(index):
            self._mark(index)  # it is further down than one would look: the branch is as near as the tree leads
            return False
        self._mark(leaf)
        return leaf.isValid()

    def reveal(self, trail: Sequence[str]) -> None:
        """Show the branch at the end of `trail`, opened."""
        index = self.branches.find(trail)
        self._mark(index)
        self.expand(index)
        self.setFocus()

    def expanded_keys(self) -> tuple[str, ...]:
        """The keys of the branches that are open, parents before children."""
        return tuple(self._expanded(QModelIndex()))

    def _expanded(self, parent: QModelIndex) -> Iterator[str]:
        for index in self._below(parent):
            if self.isExpanded(index):
                yield index.data(BRANCH).key
                yield from self._expanded(index)

    def expand_keys(self, keys: Collection[str]) -> None:
        """Open the branches with these keys, as far as they are there and their parents are open."""
        self._expand(QModelIndex(), set(keys))

    def _expand(self, parent: QModelIndex, keys: set[str]) -> None:
        self.branches.fetchMore(parent)
        for index in self._below(parent):
            if index.data(BRANCH).key in keys:
                self.expand(index)
                self._expand(index, keys)

    def _below(self, parent: QModelIndex) -> Iterator[QModelIndex]:
        """The branches below `parent` that were read, cases left out."""
        for row in range(self.branches.rowCount(parent)):
            index = self.branches.index(row, 0, parent)
            if index.data(BRANCH).kind == "case":
                break  # nothing but cases from here on
            yield index

    def _reset(self, open_keys: Collection[str]) -> None:
        self.branches.set_branches(self._asked)
        self.expand_keys(open_keys)

    def _keys_of(self, index: QModelIndex) -> list[str]:
        keys: list[str] = []
        while index.isValid():
            keys.insert(0, index.data(BRANCH).key)
            index = index.parent()
        return keys

    def _mark(self, index: QModelIndex) -> None:
        if not index.isValid():
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
            return
        parent = index.parent()
        while parent.isValid():
            self.expand(parent)
            parent = parent.parent()
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

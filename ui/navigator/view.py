"""The way to a case: a search box over one view. The empty box shows the tree, typing swaps in the hits."""

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from db.model import Hit
from ui import glyphs
from ui.i18n import tr
from ui.navigator.hits import HIT, HitsModel, HitsView
from ui.navigator.tree import BRANCH, Branches, TreeModel, TreeView

# What was typed -> the hits; what Library.search does.
Search = Callable[[str], tuple[Hit, ...]]

WAIT = 120  # ms of quiet before a search
MOST = 50  # hits a search answers with at the most; so many means there may be more


class SearchBox(QLineEdit):
    """A line to type in that knows whether an input method is still composing, so that nobody takes its keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search")
        self.setPlaceholderText(tr("搜索标题、正文、地区…"))
        self.setAccessibleName(tr("搜索"))
        self.setClearButtonEnabled(True)
        self.setAcceptDrops(False)  # files dropped here are meant for the window
        self.addAction(glyphs.search(), QLineEdit.ActionPosition.LeadingPosition)
        self.composing = False

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QEvent) -> None:
        self.composing = False
        super().focusOutEvent(event)


class Navigator(QWidget):
    """Search box, tree and hits. Says which case was chosen; shows which case is open."""

    case_chosen = Signal(int)
    left = Signal()  # Esc in an empty box: the reader wants to go on reading

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigator")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._search: Search | None = None
        self._branches: Branches | None = None
        self._answered = ""  # what the hits on show are the answer to

        self.box = SearchBox()
        self.model = TreeModel(parent=self)
        self.tree = TreeView()
        self.tree.setModel(self.model)
        self.hits_model = HitsModel(self)
        self.hits = HitsView()
        self.hits.setModel(self.hits_model)
        self.told = QLabel()
        self.told.setObjectName("told")
        self.nothing = QLabel()
        self.nothing.setObjectName("nothing")
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nothing.setTextFormat(Qt.TextFormat.PlainText)
        self.stack = QStackedWidget()
        found = QWidget()
        column = QVBoxLayout(found)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.told)
        column.addWidget(self.hits)
        self._found = found
        for page in (self.tree, found, self.nothing):
            self.stack.addWidget(page)

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(8)
        frame = QVBoxLayout()
        frame.setContentsMargins(12, 0, 12, 0)
        frame.addWidget(self.box)
        layout.addLayout(frame)
        below = QVBoxLayout()
        below.setContentsMargins(8, 0, 3, 6)
        below.addWidget(self.stack)
        layout.addLayout(below)

        self._timer = QTimer(self, singleShot=True, interval=WAIT)
        self._timer.timeout.connect(self._answer)
        self.box.textChanged.connect(self._typed)
        self.box.installEventFilter(self)
        for view in (self.tree, self.hits):
            view.clicked.connect(self._choose)
            view.installEventFilter(self)
        self.setFocusProxy(self.box)

    # What the window asks of it

    def set_library(self, branches: Branches | None, search: Search | None) -> None:
        """Show another library by the two questions it answers; None for no library."""
        self._branches, self._search = branches, search
        self._timer.stop()
        self.box.clear()
        self.box.setEnabled(search is not None)
        self._reset(("root:regions", "root:topics"))
        self._answer()

    def refresh(self) -> None:
        """Read the library anew, keeping open what was open and chosen what was chosen."""
        chosen = self._keys_of(self.tree.currentIndex())
        self._reset(self.expanded_keys())
        self._mark(self.model.find(chosen))
        if self._answered:
            self._answered = ""
            self._answer()

    def select_case(self, case_id: int, trail: Sequence[str] = ()) -> bool:
        """Show that this case is open: reveal and choose it in the tree, walking the keys of `trail` from a root.

        A case already chosen where the reader sees it stays where it is. False where the trail does not lead to it.
        """
        self.hits_model.set_open(case_id)
        current = self.tree.currentIndex()
        if current.isValid() and current.data(BRANCH).case_id == case_id:
            return True
        index = self.model.find(trail)
        leaf = self.model.child(index, lambda branch: branch.case_id == case_id) if index.isValid() else QModelIndex()
        self._mark(leaf)
        return leaf.isValid()

    def reveal(self, trail: Sequence[str]) -> None:
        """Show the branch at the end of `trail`, opened; the box is emptied for it."""
        self.box.clear()
        self._answer()
        index = self.model.find(trail)
        self._mark(index)
        self.tree.expand(index)
        self.tree.setFocus()

    @property
    def answered(self) -> str:
        """What was typed for the hits on show; "" where the tree is."""
        return self._answered

    def focus_search(self) -> None:
        if not self.box.hasFocus():
            self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.box.selectAll()

    def expanded_keys(self) -> tuple[str, ...]:
        """The keys of the branches that are open, parents before children."""
        keys: list[str] = []

        def walk(parent: QModelIndex) -> None:
            for row in range(self.model.rowCount(parent)):
                index = self.model.index(row, 0, parent)
                if self.tree.isExpanded(index):
                    keys.append(index.data(BRANCH).key)
                    walk(index)

        walk(QModelIndex())
        return tuple(keys)

    def expand_keys(self, keys: Collection[str]) -> None:
        """Open the branches with these keys, as far as they are there and their parents are open."""
        wanted = set(keys)

        def walk(parent: QModelIndex) -> None:
            if self.model.canFetchMore(parent) and not self.model.rowCount(parent):
                self.model.fetchMore(parent)
            for row in range(self.model.rowCount(parent)):
                index = self.model.index(row, 0, parent)
                if index.data(BRANCH).key in wanted:
                    self.tree.expand(index)
                    walk(index)

        walk(QModelIndex())

    # How it does it

    def _reset(self, open_keys: Collection[str]) -> None:
        self.model.set_branches(self._branches)
        self.expand_keys(open_keys)

    def _keys_of(self, index: QModelIndex) -> list[str]:
        keys: list[str] = []
        while index.isValid():
            keys.insert(0, index.data(BRANCH).key)
            index = index.parent()
        return keys

    def _mark(self, index: QModelIndex) -> None:
        if not index.isValid():
            self.tree.clearSelection()
            self.tree.setCurrentIndex(QModelIndex())
            return
        parent = index.parent()
        while parent.isValid():
            self.tree.expand(parent)
            parent = parent.parent()
        self.tree.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.tree.scrollTo(index)

    def _typed(self) -> None:
        if self.box.text().strip():
            self._timer.start()
        else:
            self._answer()

    def _answer(self) -> None:
        """Show what answers the box: the tree, the hits, or what to try where there are none."""
        self._timer.stop()
        typed = self.box.text().strip()
        if not typed or self._search is None:
            self._answered = ""
            self.stack.setCurrentWidget(self.tree)
            return
        if typed == self._answered:
            return
        hits = self._search(typed)
        self._answered = typed
        self.hits_model.set_hits(hits)
        if not hits:
            self.nothing.setText(
                tr("没有找到“{typed}”。", typed=typed)
                + "\n\n"
                + tr("可以试试：少写几个字；只写地名或主题里的词；换一个说法。按 Esc 回到目录。")
            )
            self.stack.setCurrentWidget(self.nothing)
            return
        more = len(hits) >= MOST
        self.told.setText(
            tr("只列出前 {n} 个，多写几个字可以缩小范围", n=len(hits)) if more else tr("找到 {n} 个案例", n=len(hits))
        )
        self.hits.setCurrentIndex(self.hits_model.index(0))
        self.hits.scrollToTop()
        self.stack.setCurrentWidget(self._found)

    def _shown(self) -> QAbstractItemView | None:
        page = self.stack.currentWidget()
        return {self.tree: self.tree, self._found: self.hits}.get(page)

    def _choose(self, index: QModelIndex) -> None:
        if index.model() is self.hits_model:
            self.case_chosen.emit(index.data(HIT).case_id)
            return
        branch = index.data(BRANCH)
        if branch is None:
            return
        if branch.case_id is not None:
            self.case_chosen.emit(branch.case_id)
        elif branch.kind != "root":
            self.tree.setExpanded(index, not self.tree.isExpanded(index))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and self._key(watched, event):
            return True
        return super().eventFilter(watched, event)

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        """The keys of the box go to the view below it, except while an input method needs them."""
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or (watched is self.box and self.box.composing):
            return False
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._timer.isActive():
                self._answer()
            view = self._shown()
            if view is not None and view.currentIndex().isValid():
                self._choose(view.currentIndex())
            return True
        if key == Qt.Key.Key_Escape:
            if self.box.text():
                self.box.clear()
                self.box.setFocus()
            elif watched is self.box:
                self.left.emit()
            else:
                self.box.setFocus()
            return True
        if watched is self.box and key in (
            Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown
        ):  # fmt: skip
            if self._timer.isActive():
                self._answer()
            self._walk(event)
            return True
        return False

    def _walk(self, event: QKeyEvent) -> None:
        view = self._shown()
        if view is None:
            return
        if view.currentIndex().isValid():
            view.keyPressEvent(event)
        else:
            view.setCurrentIndex(view.model().index(0, 0))

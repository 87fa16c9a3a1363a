"""The way to a case: a search box and filters over one view, the tree or, where something is looked for, the hits."""

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from db.model import Branch
from db.selection import Facet, Found, Selection
from ui.navigator.asking import Asker
from ui.navigator.box import Hints
from ui.navigator.hits import HIT
from ui.navigator.offers import begun
from ui.navigator.outline import Outline
from ui.navigator.tree import BRANCH, Branches

WAIT = 100  # ms of quiet before a search
STEP = 50  # hits fetched at a time
_WALKING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class Navigator(Outline):
    """Search box, filters, tree and hits. Says which case was chosen; shows which case is open."""

    case_chosen = Signal(int)
    left = Signal()  # Esc where nothing is looked for: the reader wants to go on reading
    search_chosen = Signal(Branch)  # a saved search
    save_wanted = Signal()  # what is looked for now is to be kept
    menu_wanted = Signal(QPoint, Branch, object)  # what can be done with a branch; the one above it, or None
    key_wanted = Signal(int, Branch, object)  # F2 or Del on a branch; the one above it, or None
    dropped = Signal(list, Branch)  # cases on a list

    def __init__(self, topic_label: Callable[[str], str] = str, parent: QWidget | None = None) -> None:
        super().__init__(topic_label, parent)
        self._asker: Asker | None = None
        self._answered: Selection | None = None  # what the hits on show are the answer to
        self._asking: Selection | None = None  # whose answer is under way
        self._keys: list[int] = []  # pressed meanwhile
        self._opened: tuple[int, tuple[str, ...]] | None = None  # the case to be shown in the tree, and its trail
        self._timer = QTimer(self, singleShot=True, interval=WAIT)
        self._following = QTimer(self, singleShot=True, interval=0)
        self._connect()

    def _connect(self) -> None:
        self._timer.timeout.connect(self._answer)
        self._following.timeout.connect(self._follow)
        self.box.textChanged.connect(self._typed)
        self.box.help_wanted.connect(self._help)
        self.funnel.toggled.connect(self.show_filters)
        self.wanted.changed.connect(self._filtered)
        self.offers.taken.connect(self._take)
        self.chips.cleared.connect(self.clear)
        self.facets.left.connect(self.box.setFocus)
        self.facets.expanded.connect(lambda index: self.facets.scrollTo(index))
        self.results.save_wanted.connect(self.save_wanted)
        self.hits_model.more_wanted.connect(self._more)
        self.model.dropped.connect(self.dropped)
        for view in (self.tree, self.hits):
            view.clicked.connect(self._choose)
            view.customContextMenuRequested.connect(lambda place, view=view: self._menu(view, place))
        for watched in (self.box, self.tree, self.hits):
            watched.installEventFilter(self)

    # What the window asks of it

    def set_library(self, branches: Branches | None, asker: Asker | None) -> None:
        """Show another library by the questions it answers; None for no library."""
        self._put_aside()
        self._opened = None
        self._asker = asker
        self.facets.model().set_asking(asker.facets if asker else None)
        self.clear()
        self.box.setEnabled(asker is not None)
        self.funnel.setEnabled(asker is not None)
        self.tree.set_branches(branches)

    def refresh(self) -> None:
        """Read the library anew, keeping open what was open and chosen what was chosen."""
        self.tree.refresh()
        self._answered = self._asking = None
        self._answer(self.results.chosen())

    def renew_lists(self, still: bool = False) -> None:
        """Read anew the lists a reader keeps, and what was found by them; `still` where nobody asked for a change."""
        self.tree.renew_lists(still)
        if any(one.facet in ("collection", "starred") for one in self.wanted.filters):
            self.chips.show_filters()
            self._answered = self._asking = None
            self._answer(self.results.chosen())
        elif not self.facets.isHidden():
            self._count()

    def count_search(self, key: str, wanted: Selection) -> None:
        """Have shown, soon, how many cases the saved search with this key finds."""
        if self._asker is not None:
            self._asker.count(wanted, lambda found: self.model.set_found(
                key, f"{found.total:,}" if found.exact else f"{found.total:,}+"))

    def select_case(self, case_id: int, trail: Sequence[str] = ()) -> bool:
        """Show that this case is open: reveal and choose it in the tree, walking the keys of `trail` from a root.

        A case already chosen where the reader sees it stays where it is; while hits are on show the tree can wait.
        False where the trail does not lead to it.
        """
        self.hits_model.set_open(case_id)
        if self.stack.currentWidget() is not self.tree:
            self._opened = case_id, tuple(trail)  # it is shown when the tree is
            return True
        return self.tree.select_case(case_id, trail)

    def _follow(self) -> None:
        if self._opened is not None and self.stack.currentWidget() is self.tree:
            opened, self._opened = self._opened, None
            self.tree.select_case(*opened)

    def reveal(self, trail: Sequence[str]) -> None:
        """Show the branch at the end of `trail`, opened; nothing is looked for any more."""
        self._opened = None
        self.clear()
        self.tree.reveal(trail)

    def look_for(self, wanted: Selection) -> None:
        """Show what answers `wanted`, as if it had been typed and clicked."""
        self.box.setText(wanted.typed)
        self.wanted.set_filters(wanted.filters)
        self._answer()

    def clear(self) -> None:
        """Look for nothing: the tree."""
        self.box.clear()
        self.wanted.set_filters(())
        self._answer()

    @property
    def answered(self) -> str:
        """What was typed for the hits on show; "" where the tree is."""
        return self._answered.typed if self._answered else ""

    def focus_search(self) -> None:
        if not self.box.hasFocus():
            self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.box.selectAll()

    def show_filters(self, shown: bool) -> None:
        """Unfold the filters, or put them away; what is on stays on."""
        self.funnel.setChecked(shown)
        self.facets.setVisible(shown)
        if shown:
            self.give_room()
            self._count()
            if not self.facets.currentIndex().isValid():
                self.facets.setCurrentIndex(self.facets.model().index(0, 0))
            self.facets.setFocus()

    def expanded_keys(self) -> tuple[str, ...]:
        """The keys of the branches that are open, parents before children."""
        return self.tree.expanded_keys()

    def expand_keys(self, keys: Collection[str]) -> None:
        """Open the branches with these keys, as far as they are there and their parents are open."""
        self.tree.expand_keys(keys)

    # How it looks things up

    def _typed(self) -> None:
        self._keys.clear()
        if self.box.text().strip():
            self._timer.start()
        else:
            self._answer()

    def _filtered(self) -> None:
        self.chips.show_filters()
        self.funnel.setProperty("on", bool(self.wanted.filters))
        self.funnel.style().polish(self.funnel)
        self._answer()

    def _answer(self, chosen: int | None = None) -> None:
        """Have shown what answers the box and the filters: the tree, or soon the hits."""
        self._timer.stop()
        self.wanted.typed = self.box.text().strip()
        wanted = self.wanted.selection
        if self._asker is None or not self.wanted:
            self._show_tree()
        elif wanted == self._asking:
            return
        elif wanted == self._answered:  # what was asked meanwhile is not wanted any more
            self._put_aside()
            self.results.show_again()
            self.stack.setCurrentWidget(self.results)
            self._count()
        else:
            self._put_aside()
            self._asking = wanted
            self.results.wait()
            self._asker.find(wanted, STEP, 0, lambda found: self._found(wanted, found, chosen))
            self._count()
            self._offer()

    def _offer(self) -> None:
        """Offer as filters what the last word may be the beginning of."""
        asked = begun(self.wanted.typed)
        if asked is None or self.box.cursorPosition() < len(self.box.text().rstrip()):
            self.offers.withdraw()
        else:
            self._asker.suggest(asked.words, asked.facets, lambda found: self.offers.offer(asked, found))

    def _take(self, facet: Facet, key: str, exclude: bool, before: str) -> None:
        """Let an offer take the place of the word it was made for."""
        self.box.setText(before)
        self.wanted.toggle(facet, key, exclude)
        self.box.setFocus()

    def _show_tree(self) -> None:
        self._put_aside()
        self._answered = None
        self.offers.withdraw()
        self.results.rest()
        self.stack.setCurrentWidget(self.tree)
        self._following.start()
        self._count()

    def _put_aside(self) -> None:
        self._asking = None
        if self._asker is not None:
            self._asker.forget()

    def _found(self, wanted: Selection, found: Found, chosen: int | None) -> None:
        self._answered, self._asking = wanted, None
        self.results.show_found(found, chosen)
        self.stack.setCurrentWidget(self.results)
        keys, self._keys = self._keys, []
        for key in keys:
            self._act(key)

    def _more(self, offset: int) -> None:
        """Fetch the hits from `offset` on."""
        wanted = self._answered
        if wanted is not None and self._asking is None:
            self._asker.find(wanted, STEP, offset, lambda found: self.results.add_found(found, offset))

    def _count(self) -> None:
        """Count anew beside the filters that are open; those put away are counted when they are unfolded."""
        if self._asker is not None:
            self.facets.model().renew(lambda index: self.facets.isVisible() and self.facets.isExpanded(index))

    # What is clicked and typed

    def _choose(self, index: object) -> None:
        if index.model() is self.hits_model:
            self.case_chosen.emit(index.data(HIT).case_id)
            return
        branch = index.data(BRANCH)
        if branch is None:
            return
        if branch.case_id is not None:
            self.case_chosen.emit(branch.case_id)
        elif branch.kind == "search":
            self.search_chosen.emit(branch)
        elif branch.kind != "root":
            self.tree.setExpanded(index, not self.tree.isExpanded(index))

    def _target(self, view: QAbstractItemView) -> tuple[Branch, Branch | None] | None:
        """The branch the keys are on, and the one above it; for a hit the branch of its case."""
        index = view.currentIndex()
        if not index.isValid():
            return None
        if view is self.hits:
            hit = index.data(HIT)
            return Branch(f"case:{hit.case_id}", "case", hit.title, 1, False, hit.case_id), None
        return index.data(BRANCH), index.parent().data(BRANCH)

    def _menu(self, view: QAbstractItemView, place: QPoint) -> None:
        index = view.indexAt(place)
        if index.isValid() and index != view.currentIndex():
            view.setCurrentIndex(index)
        target = self._target(view)
        if target is not None:
            self.menu_wanted.emit(view.viewport().mapToGlobal(place), *target)

    def _help(self) -> None:
        hints = Hints(self)
        hints.chosen.connect(self.box.setText)
        hints.chosen.connect(self.box.setFocus)
        hints.open(self.box)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) and isinstance(event, QKeyEvent):
            if kind == QEvent.Type.ShortcutOverride:
                if watched is self.tree and event.key() == Qt.Key.Key_F2 and self._renamed():
                    event.accept()
            elif self._key(watched, event):
                return True
        return super().eventFilter(watched, event)

    def _renamed(self) -> bool:
        """Whether the branch the keys are on has a name of the reader's."""
        target = self._target(self.tree)
        return target is not None and target[0].kind in ("collection", "search")

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        """The keys of the box go to the view below it, except while an input method needs them."""
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or (watched is self.box and self.box.composing):
            return False
        if key == Qt.Key.Key_Escape:
            if self.box.text():  # first the words, then the filters
                self.box.clear()
            elif self.wanted:
                self.clear()
            elif watched is self.box:
                self.left.emit()
                return True
            self.box.setFocus()
            return True
        if watched is self.tree and key in (Qt.Key.Key_F2, Qt.Key.Key_Delete) and (target := self._target(self.tree)):
            self.key_wanted.emit(key, *target)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or (watched is self.box and key in _WALKING):
            if self._timer.isActive():
                self._answer()
            if self._asking is not None:
                self._keys.append(key)  # it is meant for what comes
            else:
                self._act(key)
            return True
        return False

    def _act(self, key: int) -> None:
        """What a key of the box does in the view below it."""
        if self.stack.currentWidget() is self.results and self.results.none:
            return
        view = self.hits if self.stack.currentWidget() is self.results else self.tree
        if key not in _WALKING:
            if view.currentIndex().isValid():
                self._choose(view.currentIndex())
        elif view.currentIndex().isValid():
            view.keyPressEvent(QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))
        else:
            view.setCurrentIndex(view.model().index(0, 0))

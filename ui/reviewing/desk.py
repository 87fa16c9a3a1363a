"""Where one page is put right: its blocks, what can be done with them, and how it is undone."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from db.model import Page, Patch
from ui.i18n import later, told, tr
from ui.jobs import Jobs
from ui.reviewing.sheet import PageSheet, numbered
from ui.tasks import review_steps

if TYPE_CHECKING:
    from db.extract.regrouping import Passage


class Laid(NamedTuple):
    """A page as it is laid out, and what a person said to make it so."""

    page: Page
    steps: tuple[Patch, ...] = ()


History = tuple[list[Laid], list[Laid]]  # what can be gone back to, and what forward

ACTIONS = {  # words, keys, what is told of it
    "split": (later("从这里分开"), "Ctrl+Return", later("这一段起另成一篇文章")),
    "join": (later("与下一篇合并"), "Ctrl+J", later("下一篇接在这一篇后面，它的标题成为小标题")),
    "move": (later("移到…"), "Ctrl+M", later("把这一段归到另一篇文章")),
    "drop": (later("不归入"), "Delete", later("这一段不属于任何文章")),
    "rename": (later("改标题…"), "F2", later("给这一篇文章改标题")),
    "drop_article": (later("整篇不要"), "Ctrl+Delete", later("这一篇不是文章，它的各段都不归入")),
    "undo": (later("撤销"), "Ctrl+Z", later("回到上一步之前")),
    "redo": (later("重做"), "Ctrl+Y", later("再做一次撤销了的一步")),
}
_MENU = ("split", "join", "move", "drop", "rename", "drop_article")


class Desk(QWidget):
    """Shows a page, and changes it in a thread of its own; whoever owns the page hears of every change."""

    changed = Signal(object)  # Laid, as it is now
    settled = Signal()  # a page is laid out, after it was shown or changed

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._text = ""
        self.page: Page | None = None
        self.steps: tuple[Patch, ...] = ()
        self.passages: tuple[Passage, ...] = ()
        self._done: list[Laid] = []
        self._undone: list[Laid] = []
        self._turn = 0
        self._busy = False
        self.sheet = PageSheet()
        self.actions_by_name: dict[str, QAction] = {}
        bar = QHBoxLayout()
        bar.setSpacing(4)
        for name, (words, keys, tip) in ACTIONS.items():
            action = QAction(tr(words), self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.setToolTip(f"{tr(tip)}（{QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)}）")
            action.triggered.connect(lambda _=False, name=name: self._do(name))
            self.addAction(action)
            self.actions_by_name[name] = action
            button = QToolButton()
            button.setDefaultAction(action)
            button.setObjectName("deskButton")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            if name == "undo":
                bar.addStretch(1)
            bar.addWidget(button)
        self.hint = QLabel()
        self.hint.setObjectName("deskHint")
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.sheet.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.sheet.customContextMenuRequested.connect(self._menu)
        self.sheet.chosen.connect(lambda _: self._allow())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(bar)
        layout.addWidget(self.sheet, 1)
        layout.addWidget(self.hint)
        self._allow()

    # What is shown

    def show_page(self, text: str, laid: Laid, history: History, article: int | None) -> None:
        """Show a page of `text` with what was done to it before, and go to one of its articles."""
        self._text = text
        self._done, self._undone = history
        self._work(laid, (), lambda: self.sheet.to_article(article))

    def say(self, words: str) -> None:
        """Nothing but words."""
        self._turn += 1
        self._busy = False
        self.page, self.passages, self.steps = None, (), ()
        self.sheet.clear_page(words)
        self._allow()

    def _work(self, laid: Laid, step: tuple, then: Callable[[], object]) -> None:
        """Lay `laid` out, after a step, if any, was taken on it."""
        self._turn += 1
        turn = self._turn
        self._busy = True
        self._allow()

        def laid_out(result: tuple) -> None:
            if not isValid(self) or turn != self._turn:  # the dialog may be gone before its work is done
                return
            self._busy = False
            made, self.passages, steps, places = result
            fresh, self.page, self.steps = made is not self.page, made, steps
            marks = [(place, patch) for place, patch in zip(places, steps, strict=True) if place is not None]
            self.sheet.show_page(self._text, made, self.passages, marks)
            if step and fresh:
                self._done.append(laid)
                self._undone.clear()
                self.changed.emit(Laid(made, steps))
            then()
            self._allow()
            self.settled.emit()

        def failed(error: Exception) -> None:
            if isValid(self) and turn == self._turn:
                self._busy = False
                self._allow()
                self.hint.setText(tr("这里不能这样做。") if isinstance(error, ValueError) else told(error))

        name, *facts = step or ("",)
        job = self._jobs.prepare(review_steps(self._text, laid.page, laid.steps, name, facts))
        job.progressed.connect(laid_out)
        job.failed.connect(failed)
        job.start()

    # What can be done

    def current(self) -> "Passage | None":
        n = self.sheet.current
        return self.passages[n] if 0 <= n < len(self.passages) else None

    def _allow(self) -> None:
        here, page = self.current(), self.page
        free = page is not None and not self._busy
        article = here.article if here else None
        placed = free and article is not None and here.part != "dropped"
        can = {
            "split": free and here is not None and (here.splits or article is None),
            "join": placed and article + 1 < len(page.articles),
            "move": free and here is not None and any(n != article or here.part == "dropped"
                                                      for n in range(len(page.articles))),
            "drop": placed,
            "rename": placed,
            "drop_article": placed,
            "undo": free and bool(self._done),
            "redo": free and bool(self._undone),
        }
        for name, action in self.actions_by_name.items():
            action.setEnabled(bool(can[name]))
        split = self.actions_by_name["split"]
        split.setText(tr("另成一篇") if here is not None and article is None else tr("从这里分开"))
        how = tr("点一段，或用 ↑ ↓ 选一段，再用上面的按钮或右键改正。原文一字不动。")
        self.hint.setText("" if page is None else how)

    def _do(self, name: str) -> None:
        if not self.actions_by_name[name].isEnabled():
            return
        here, at = self.current(), self.sheet.current
        if name == "undo":
            self._undone.append(Laid(self.page, self.steps))
            self._back(self._done.pop(), at)
        elif name == "redo":
            self._done.append(Laid(self.page, self.steps))
            self._back(self._undone.pop(), at)
        elif name == "move":
            menu = self._targets()
            menu.exec(self.sheet.viewport().mapToGlobal(self.sheet.cursorRect().bottomLeft()))
            menu.deleteLater()
        elif name == "rename":
            old = self.page.articles[here.article].title
            title, yes = QInputDialog.getText(self, tr("改标题"), tr("标题"), text=old)
            if yes and title.strip() and title.strip() != old:
                self.rename(title)
        elif name in ("join", "drop_article"):
            self.change(name, here.article)
        else:
            self.change("found" if name == "split" and here.article is None else name, here.start)

    def rename(self, title: str) -> None:
        """Give the article of the current block another title."""
        self.change("rename", self.current().article, title)

    def move_to(self, article: int) -> None:
        """Bring the current block into another article."""
        self.change("move", self.current().start, article)

    def change(self, step: str, *facts: object) -> None:
        """Take a step of db.extract.regrouping on the page; the block that was current stays so."""
        at = self.sheet.current
        self._work(Laid(self.page, self.steps), (step, *facts), lambda: self.sheet.choose(at))

    def lay(self, laid: Laid) -> None:
        """Let the page be taken apart like this, as one step that can be undone."""
        self._done.append(Laid(self.page, self.steps))
        self._undone.clear()
        self._back(laid, self.sheet.current)

    def _back(self, laid: Laid, at: int) -> None:
        self._work(laid, (), lambda: (self.changed.emit(laid), self.sheet.choose(at)))

    def _targets(self) -> QMenu:
        menu = QMenu(self)
        here = self.current()
        for n, article in enumerate(self.page.articles):
            if n != here.article or here.part == "dropped":
                title = article.title if len(article.title) <= 28 else article.title[:27] + "…"
                action = menu.addAction(f"{numbered(n)} {title}")
                action.triggered.connect(lambda _=False, n=n: self.move_to(n))
        return menu

    def _menu(self, place: QPoint) -> None:
        state = self.sheet.cursorForPosition(place).block().userState()
        if state >= 0:
            self.sheet.choose(state)
        menu = QMenu(self)
        for name in _MENU:
            menu.addAction(self.actions_by_name[name])
        menu.exec(self.sheet.viewport().mapToGlobal(place))
        menu.deleteLater()

"""A page's blocks in the colours of the articles they went to, with what was repaired as before and after."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from db.model import Page, Patch, Repair
from ui import saying
from ui.i18n import tr
from ui.looks import theme
from ui.rawpage import REPAIRS
from ui.reviewing.rows import INKS, TINTS

if TYPE_CHECKING:
    from db.extract.regrouping import Passage

AT_ONCE = 10  # blocks that are written in one go: more would be felt, and a page of thousands hold the window up
LONGEST = 1600  # characters of a block that are shown
_MARK = re.compile(r"#{1,6}\s*(?=\S)")  # of a heading, which looks like one
_NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def numbered(article: int) -> str:
    return _NUMBERS[article] if article < len(_NUMBERS) else f"({article + 1})"


class PageSheet(QTextEdit):
    """One block is the current one; the arrow keys and the mouse choose it."""

    chosen = Signal(int)  # the position of the current block among the passages

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setObjectName("pagesheet")
        self.setAccessibleName(tr("版面的各段"))
        self.document().setDocumentMargin(14)
        self.setTabChangesFocus(True)
        self.current = -1
        self._passages: Sequence[Passage] = ()
        self._text, self._page = "", Page(())
        self._below: dict[int, list[Repair | Patch]] = {}  # what is told below each block
        self._blocks: list[int] = []  # number of the first block of the document of each passage that is written
        self._lit: list[tuple[int, QTextBlockFormat]] = []  # blocks that show which is current, and their own looks
        self._at_top = False
        self._more = QTimer(self, interval=0)
        self._more.timeout.connect(self._write_on)

    def show_page(self, text: str, page: Page, passages: Sequence["Passage"],
                  said: Sequence[tuple[int, Patch]] = ()) -> None:
        """Lay the page out, its beginning at once; no block is current then. `said`: what a person did, and where."""
        self._text, self._page, self._passages, self.current = text, page, passages, -1
        self._below = _by_passage(page, passages, said)
        self._blocks, self._lit = [], []
        self.clear()
        self._write_on()

    @property
    def written(self) -> int:
        """How many blocks are written."""
        return len(self._blocks)

    def _write_on(self) -> None:
        first = len(self._blocks)
        if not first:
            self.setUpdatesEnabled(False)  # what follows is mostly out of sight
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.beginEditBlock()
        for n, passage in enumerate(self._passages[first : first + AT_ONCE], first):
            if not n or passage.article != self._passages[n - 1].article:
                self._owner(cursor, self._page, passage.article)
            words = _shown(_MARK.sub("", " ".join(self._text[passage.start : passage.end].split())))
            self._blocks.append(self._passage(cursor, n, words, passage))
            for one in self._below.get(n, ()):
                (self._said if isinstance(one, Patch) else self._repair)(cursor, n, one)
        cursor.endEditBlock()
        self.setUpdatesEnabled(True)
        if len(self._blocks) < len(self._passages):
            self._more.start()
        else:
            self._more.stop()
        if first <= self.current < len(self._blocks):  # it was asked for before it was there
            self._bring()

    def clear_page(self, words: str = "") -> None:
        """No page, but something to say."""
        self._more.stop()
        self._passages, self.current, self._blocks, self._lit = (), -1, [], []
        self.setPlainText(words)

    def choose(self, n: int, at_top: bool = False) -> None:
        """Make a block the current one and bring it into view, as soon as it is written."""
        if not 0 <= n < len(self._passages):
            return
        self.current, self._at_top = n, at_top
        if n < len(self._blocks):
            self._bring()
        self.chosen.emit(n)

    def _bring(self) -> None:
        n = self.current
        self._unlit()
        block = last = self._block(n)
        while block.isValid() and block.userState() == n:  # with what is told below it
            self._lit.append((block.blockNumber(), block.blockFormat()))
            form = QTextBlockFormat(block.blockFormat())
            form.setBackground(theme.colour("red_pale"))
            QTextCursor(block).setBlockFormat(form)
            last, block = block, block.next()
        self.setTextCursor(QTextCursor(self._block(n)))
        self.ensureCursorVisible()
        bar, top = self.verticalScrollBar(), self.cursorRect().top()
        if self._at_top:
            bar.setValue(bar.value() + top - 40)
        else:  # all of it, with what is told below it, as far as there is room
            foot = QTextCursor(last)
            foot.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            under = self.cursorRect(foot).bottom() - self.viewport().height() + 12
            bar.setValue(bar.value() + max(min(under, top - 40), 0))

    def _unlit(self) -> None:
        for number, form in self._lit:
            QTextCursor(self.document().findBlockByNumber(number)).setBlockFormat(form)
        self._lit = []

    def to_article(self, article: int | None) -> None:
        """Choose the first block of an article, its title if it has one; None for what has no article."""
        own = [n for n, one in enumerate(self._passages) if one.article == article]
        titles = [n for n in own if self._passages[n].part == "title"]
        if own:
            self.choose((titles or own)[0], at_top=True)

    def _block(self, n: int) -> QTextBlock:
        return self.document().findBlockByNumber(self._blocks[n])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in steps and not event.modifiers():
            self.choose(self.current + steps[event.key()])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        state = self.cursorForPosition(event.position().toPoint()).block().userState()
        if state >= 0 and not self.textCursor().hasSelection():
            self.choose(state)

    # Writing it

    def _line(self, cursor: QTextCursor, n: int, ground: str | None, above: int, indent: int = 10) -> None:
        form = QTextBlockFormat()
        form.setTopMargin(above)
        form.setLeftMargin(indent)
        form.setLineHeight(135, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if ground:
            form.setBackground(QColor(ground))
        if not self.document().isEmpty():
            cursor.insertBlock()
        cursor.setBlockFormat(form)
        cursor.block().setUserState(n)

    def _owner(self, cursor: QTextCursor, page: Page, article: int | None) -> None:
        self._line(cursor, -1, None, 14, 0)
        style = QTextCharFormat()
        style.setFont(theme.sans(theme.SMALL, bold=True))
        if article is None:
            style.setForeground(theme.colour("muted"))
            cursor.insertText(tr("未归入文章"), style)
        else:
            style.setForeground(QColor(INKS[article % len(INKS)]))
            cursor.insertText(f"{numbered(article)} {page.articles[article].title}", style)

    def _passage(self, cursor: QTextCursor, n: int, words: str, passage: "Passage") -> int:
        loose = passage.article is None
        self._line(cursor, n, theme.COLOURS.track if loose else TINTS[passage.article % len(TINTS)], 3)
        cursor.insertText(words, _style(passage.part, loose))
        return cursor.blockNumber()

    def _said(self, cursor: QTextCursor, n: int, patch: Patch) -> None:
        self._line(cursor, n, theme.COLOURS.card, 1, 26)
        style = QTextCharFormat()
        style.setFont(theme.sans(theme.SMALL))
        style.setForeground(theme.colour("red"))
        cursor.insertText(tr("人工调整") + "　" + saying.boundary(patch), style)

    def _repair(self, cursor: QTextCursor, n: int, repair: Repair) -> None:
        self._line(cursor, n, theme.COLOURS.card, 1, 26)
        plain, was, now = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        for style, ink in ((plain, "muted"), (was, "red"), (now, "teal")):
            style.setFont(theme.sans(theme.SMALL))
            style.setForeground(theme.colour(ink))
        cursor.insertText(tr("修复") + "　" + tr(REPAIRS[repair.kind]) + "　", plain)
        before, after = " ".join(repair.before.split()), " ".join(repair.after.split())
        if repair.kind == "added_heading":
            before = before if before != after else tr("没有标题记号的一行")
            after = tr("标题“{words}”", words=after)
        elif repair.kind == "dropped_duplicate":
            was.setFontStrikeOut(True)
            after = tr("与别处重复，没有取用")
        cursor.insertText(before or tr("（没有）"), was)
        cursor.insertText("　→　", plain)
        cursor.insertText(after, now)


@cache
def _style(part: str, loose: bool) -> QTextCharFormat:
    style = QTextCharFormat()
    headed = part in ("title", "kicker", "subtitle", "heading")
    style.setFont(theme.serif(14 if part == "title" else 12, bold=headed))
    style.setForeground(theme.colour("muted" if loose or part in ("byline", "dropped") else "ink"))
    style.setFontStrikeOut(part == "dropped")
    return style


def _shown(words: str) -> str:
    """A block as it is shown: of one that is longer than any paragraph its beginning and its end."""
    if len(words) <= LONGEST:
        return words
    left = tr("……（中间 {n} 字未显示）……", n=f"{len(words) - LONGEST:,}")
    return words[: LONGEST - 400] + left + words[-400:]


def _by_passage(page: Page, passages: Sequence["Passage"],
                said: Sequence[tuple[int, Patch]]) -> dict[int, list[Repair | Patch]]:
    """What a person did and what was repaired, below the block each is shown at."""
    starts = [passage.start for passage in passages]
    found: dict[int, list[Repair | Patch]] = {}
    for place, patch in said:
        found.setdefault(max(bisect_right(starts, place) - 1, 0), []).append(patch)
    for article in page.articles:
        for repair in article.repairs:
            at = repair.span[1] - 1 if repair.kind == "joined_column_break" else repair.span[0]
            found.setdefault(max(bisect_right(starts, at) - 1, 0), []).append(repair)
    return found

"""A page's blocks in the colours of the articles they went to, with what was repaired as before and after."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from db.model import Page, Repair
from ui import theme
from ui.i18n import tr
from ui.rawpage import REPAIRS
from ui.reviewing.rows import INKS, TINTS

if TYPE_CHECKING:
    from db.extract.regrouping import Passage

_NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def numbered(article: int) -> str:
    return _NUMBERS[article] if article < len(_NUMBERS) else f"({article + 1})"


class PageSheet(QTextEdit):
    """One block is the current one; the arrow keys and the mouse choose it."""

    chosen = Signal(int)  # the position of the current block among the passages

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setObjectName("pagesheet")
        self.setAccessibleName(tr("版面的各段"))
        self.document().setDocumentMargin(14)
        self.setTabChangesFocus(True)
        self.current = -1
        self._passages: Sequence[Passage] = ()

    def show_page(self, text: str, page: Page, passages: Sequence["Passage"]) -> None:
        """Lay the page out; no block is current then."""
        self._passages, self.current = passages, -1
        self.setUpdatesEnabled(False)
        self.clear()
        self.setExtraSelections([])
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        repairs = _by_passage(page, passages)
        before: int | None = -1
        for n, passage in enumerate(passages):
            if passage.article != before:
                self._owner(cursor, page, passage.article)
                before = passage.article
            self._passage(cursor, n, " ".join(text[passage.start : passage.end].split()), passage)
            for repair in repairs.get(n, ()):
                self._repair(cursor, n, repair)
        cursor.endEditBlock()
        self.setUpdatesEnabled(True)

    def clear_page(self, words: str = "") -> None:
        """No page, but something to say."""
        self._passages, self.current = (), -1
        self.setExtraSelections([])
        self.setPlainText(words)

    def choose(self, n: int) -> None:
        """Make a block the current one and bring it into view."""
        if not 0 <= n < len(self._passages):
            return
        self.current = n
        block = self._block(n)
        mark = QTextEdit.ExtraSelection()
        mark.cursor = QTextCursor(block)
        mark.format = QTextCharFormat()
        mark.format.setBackground(theme.colour("red_pale"))
        mark.format.setProperty(QTextCharFormat.Property.FullWidthSelection, True)
        marks = []
        while block.isValid() and block.userState() == n:
            one = QTextEdit.ExtraSelection()
            one.cursor, one.format = QTextCursor(block), mark.format
            one.cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            marks.append(one)
            block = block.next()
        self.setExtraSelections(marks)
        cursor = QTextCursor(self._block(n))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        self.chosen.emit(n)

    def to_article(self, article: int | None) -> None:
        """Choose the first block of an article, its title if it has one; None for what has no article."""
        own = [n for n, one in enumerate(self._passages) if one.article == article]
        titles = [n for n in own if self._passages[n].part == "title"]
        if own:
            self.choose((titles or own)[0])
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.cursorRect().top() - 40)

    def _block(self, n: int):
        block = self.document().begin()
        while block.isValid() and block.userState() != n:
            block = block.next()
        return block

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

    def _passage(self, cursor: QTextCursor, n: int, words: str, passage: "Passage") -> None:
        loose = passage.article is None
        self._line(cursor, n, theme.COLOURS.track if loose else TINTS[passage.article % len(TINTS)], 3)
        cursor.insertText(words, _style(passage.part, loose))

    def _repair(self, cursor: QTextCursor, n: int, repair: Repair) -> None:
        self._line(cursor, n, theme.COLOURS.card, 1, 26)
        plain, was, now = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        for style, ink in ((plain, "muted"), (was, "red"), (now, "teal")):
            style.setFont(theme.sans(theme.SMALL))
            style.setForeground(theme.colour(ink))
        cursor.insertText(tr("修复") + "　" + tr(REPAIRS[repair.kind]) + "　", plain)
        if repair.kind == "added_heading":
            cursor.insertText(repair.after, now)
            return
        if repair.kind == "dropped_duplicate":
            cursor.insertText(tr("这一段与别处重复，没有取用"), plain)
            return
        cursor.insertText(_short(repair.before), was)
        cursor.insertText("　→　", plain)
        cursor.insertText(_short(repair.after), now)


@cache
def _style(part: str, loose: bool) -> QTextCharFormat:
    style = QTextCharFormat()
    headed = part in ("title", "kicker", "subtitle", "heading")
    style.setFont(theme.serif(14 if part == "title" else 12, bold=headed))
    style.setForeground(theme.colour("muted" if loose or part in ("byline", "dropped") else "ink"))
    style.setFontStrikeOut(part == "dropped")
    return style


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 48 else f"{words[:24]}…{words[-20:]}"


def _by_passage(page: Page, passages: Sequence["Passage"]) -> dict[int, list[Repair]]:
    """The repairs below the block each is shown at."""
    starts = [passage.start for passage in passages]
    found: dict[int, list[Repair]] = {}
    for article in page.articles:
        for repair in article.repairs:
            at = repair.span[1] - 1 if repair.kind == "joined_column_break" else repair.span[0]
            found.setdefault(max(bisect_right(starts, at) - 1, 0), []).append(repair)
    return found

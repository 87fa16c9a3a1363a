"""The page an article is set on: its column, how large it is, where it stands, what is selected of it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable

from PySide6.QtCore import QMimeData, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QTextEdit, QWidget

from db.model import Case, Span
from ui.article.document import ArticleDocument, plain_text
from ui.article.marks import Marks
from ui.article.offsets import letters
from ui.i18n import tr
from ui.looks import theme
from ui.looks.pane_parts import keep_bar

_ZOOMS = (0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.4, 1.6, 1.8, 2.0)
_SELECTING = {  # with Shift, from where the last click or find has been
    Qt.Key.Key_Left: QTextCursor.MoveOperation.PreviousCharacter,
    Qt.Key.Key_Right: QTextCursor.MoveOperation.NextCharacter,
    Qt.Key.Key_Up: QTextCursor.MoveOperation.Up,
    Qt.Key.Key_Down: QTextCursor.MoveOperation.Down,
    Qt.Key.Key_Home: QTextCursor.MoveOperation.StartOfLine,
    Qt.Key.Key_End: QTextCursor.MoveOperation.EndOfLine,
}


class ArticlePage(QTextEdit):
    """A case set in a column, to be read and selected; offsets count in `Article.text`."""

    zoomed = Signal(float)  # the factor of enlargement is another

    def __init__(self, parent: QWidget | None = None, *,
                 topic_label: Callable[[str], str | None] | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setAcceptDrops(False)  # files dropped here are meant for the window
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        keep_bar(self)
        self.setAccessibleName(tr("正文"))
        self.setObjectName("article")
        self.setMinimumWidth(420)
        palette = self.palette()
        palette.setColor(palette.ColorRole.Base, theme.colour("paper"))
        self.setPalette(palette)
        self.viewport().setMouseTracking(True)
        self._setting = ArticleDocument(self.document(), topic_label)
        self._case: Case | None = None
        self._marks: Marks | None = None

    @property
    def case(self) -> Case | None:
        return self._case

    @property
    def setting(self) -> ArticleDocument:
        """The document's maker, which knows where each offset of the text lies."""
        return self._setting

    def find(self, words: str, forward: bool = True) -> bool:
        """Select the next (or previous) place that holds `words`, starting over at the end; False if there is none."""
        if not words or self._case is None:
            return False
        places = self._places_of(words)
        if not places:
            return False
        here = self.textCursor()
        if forward:
            place = next((one for one in places if one[0] >= here.selectionEnd()), places[0])
        else:
            place = next((one for one in reversed(places) if one[1] <= here.selectionStart()), places[-1])
        found = QTextCursor(self.document())
        found.setPosition(place[0])
        found.setPosition(place[1], QTextCursor.MoveMode.KeepAnchor)
        bar = self.verticalScrollBar()
        kept = bar.value()
        self.setTextCursor(found)  # Qt scrolls by itself, only just into view
        bar.setValue(kept)
        rects = self._setting.rects(found.selectionStart(), found.selectionEnd())
        if rects and not self._seen(rects[0]):
            self._bring(rects[0])
        return True

    def _places_of(self, words: str) -> list[Span]:
        """Where `words` stand on the page, as positions; large and small letters are alike."""
        found, block, pattern = [], self.document().begin(), re.compile(re.escape(words), re.IGNORECASE)
        while block.isValid():
            shown, positions = letters(block.text(), block.position())
            found += [(positions[one.start()], positions[one.end()]) for one in pattern.finditer(shown)]
            block = block.next()
        return found

    # -- zoom ---------------------------------------------------------------------------------------------------

    def zoom(self) -> float:
        """The factor of enlargement, 1.0 at first."""
        return self._setting.zoom

    def zoom_in(self) -> None:
        self.set_zoom(next((z for z in _ZOOMS if z > self.zoom() + 0.01), _ZOOMS[-1]))

    def zoom_out(self) -> None:
        self.set_zoom(next((z for z in reversed(_ZOOMS) if z < self.zoom() - 0.01), _ZOOMS[0]))

    def zoom_reset(self) -> None:
        self.set_zoom(1.0)

    def set_zoom(self, factor: float) -> None:
        """Set the whole article larger or smaller; what is at the top of the view stays there."""
        factor = min(max(factor, _ZOOMS[0]), _ZOOMS[-1])
        if factor == self.zoom():
            return
        top = self._top()
        self._setting.zoom = factor
        if self._case:
            self._fill(self._case)
            self._restore(top)
        self.zoomed.emit(factor)

    # -- layout -------------------------------------------------------------------------------------------------

    def _column(self) -> tuple[float, float]:
        """(left edge, width) of the column of text, in pixels."""
        return self._setting.column(self.viewport().width())

    def _fill(self, case: Case) -> None:
        self._setting.fill(case, self.viewport().width())
        self._laid_out()

    def _laid_out(self) -> None:
        self._marks = None
        self.viewport().update()

    def _top(self) -> int:
        """The position in the document of what is at the top of the view; 0 where that is the beginning."""
        if not self.verticalScrollBar().value():
            return 0
        return self.cursorForPosition(self.viewport().rect().topLeft()).position()

    def _restore(self, top: int) -> None:
        if top:
            cursor = QTextCursor(self.document())
            cursor.setPosition(min(top, self.document().characterCount() - 1))
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.cursorRect(cursor).top())

    def _bring(self, rect: QRectF) -> None:
        self.verticalScrollBar().setValue(int(rect.center().y() - self.viewport().height() / 3))

    def _seen(self, rect: QRectF) -> bool:
        top = self.verticalScrollBar().value()
        return top <= rect.top() and rect.bottom() <= top + self.viewport().height()

    def _point(self, point: QPointF) -> QPointF:
        """A point of the viewport in the document's coordinates."""
        return QPointF(point.x() + self.horizontalScrollBar().value(), point.y() + self.verticalScrollBar().value())

    # -- selection and keys ---------------------------------------------------------------------------------------

    def selected_span(self) -> Span | None:
        """The selected words of the running text without the blanks around them; None where none are selected."""
        cursor, text = self.textCursor(), self._case.article.text if self._case else ""
        if not cursor.hasSelection() or not text:
            return None
        offsets, setting = range(len(text) + 1), self._setting
        start, end = setting.offset(cursor.selectionStart()), setting.offset(cursor.selectionEnd())
        if start is None:  # in the head, or in a heading
            start = bisect_left(offsets, cursor.selectionStart(), key=setting.position)
        if end is None:
            end = bisect_right(offsets, cursor.selectionEnd(), key=setting.position) - 1
        words = text[start:end]
        start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
        return (start, end) if start < end else None

    def drop_selection(self) -> None:
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)

    def select_span(self, span: Span) -> None:
        """Select the words of `span` and bring them into view."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._setting.position(span[0]))
        cursor.setPosition(self._setting.position(span[1]), QTextCursor.MoveMode.KeepAnchor)
        bar = self.verticalScrollBar()
        kept = bar.value()
        self.setTextCursor(cursor)  # Qt scrolls by itself, only just into view
        bar.setValue(kept)
        rects = self._setting.text_rects(*span)
        if rects and not self._seen(rects[0]):
            self._bring(rects[0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        top = self._top() if self._case and event.oldSize().width() != event.size().width() else 0
        super().resizeEvent(event)
        if self._case:
            self._setting.fit(self.viewport().width())
        self._laid_out()
        self._restore(top)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, key = self.verticalScrollBar(), event.key()
        back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if back and key in _SELECTING:
            cursor = self.textCursor()
            cursor.movePosition(_SELECTING[key], QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.selectAll()
        elif key == Qt.Key.Key_Home:
            bar.setValue(0)
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif key == Qt.Key.Key_PageDown or (key == Qt.Key.Key_Space and not back):
            bar.setValue(bar.value() + bar.pageStep() - int(2 * self._setting.em))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_Space):
            bar.setValue(bar.value() - bar.pageStep() + int(2 * self._setting.em))
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            bar.setValue(bar.value() + (1 if key == Qt.Key.Key_Down else -1) * int(2.4 * self._setting.em))
        else:
            super().keyPressEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(self.selected_text())
        return data

    def selected_text(self) -> str:
        """The selected words as plain text, a line a paragraph, without what only dresses the page."""
        cursor = self.textCursor()
        return plain_text(self.document(), cursor.selectionStart(), cursor.selectionEnd())

"""What the dialogs share that list places at the left and show them in a plain text at the right."""

from bisect import bisect_left

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QListWidget, QPlainTextEdit, QSplitter, QWidget

from db.model import Span
from ui.looks import theme


class Places:
    """Offsets of a text as positions in a Qt document, which counts in UTF-16 and knows one kind of line end."""

    def __init__(self, text: str) -> None:
        # One character for one, so that offsets hold; what Qt would drop or split on becomes something that stays.
        swaps = {"\0": "�", "\x1c": " ", "\x1d": " ", "\x1e": " ", "\x0b": " ", "\x0c": " ", "\x85": " "}
        single = text.replace("\r\n", " \n").replace("\r", "\n")
        self.shown = single.translate(str.maketrans(swaps)).replace("\u2028", "\n").replace("\u2029", "\n")
        self._wide = [n for n, char in enumerate(text) if ord(char) > 0xFFFF]
        self._wide_units = [n + k for k, n in enumerate(self._wide)]

    def __getitem__(self, offset: int) -> int:
        return offset + bisect_left(self._wide, offset)

    def offset(self, position: int) -> int:
        """The offset of the character at a position."""
        return position - bisect_left(self._wide_units, position)


class PlainText(QPlainTextEdit):
    """A text to be read, whose offsets are known."""

    def __init__(self, name: str, size: float, text: str = "") -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setFont(theme.serif(size))
        self.setAccessibleName(name)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        self.places = Places(text)
        self.setPlainText(self.places.shown)

    def cursor_at(self, span: Span) -> QTextCursor:
        """A cursor that has the words of `span` selected."""
        cursor = QTextCursor(self.document())
        last = self.document().characterCount() - 1
        cursor.setPosition(min(self.places[span[0]], last))
        cursor.setPosition(min(self.places[span[1]], last), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def selected_span(self) -> Span | None:
        """What is selected."""
        cursor = self.textCursor()
        start, end = map(self.places.offset, (cursor.selectionStart(), cursor.selectionEnd()))
        return (start, end) if start < end else None


def word_list(name: str) -> QListWidget:
    """A list whose entries take as many lines as they need."""
    made = QListWidget()
    made.setObjectName("rawlist")
    made.setWordWrap(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setResizeMode(QListWidget.ResizeMode.Adjust)
    made.setAccessibleName(name)
    return made


def beside(left: QWidget, right: QWidget, sizes: tuple[int, int]) -> QSplitter:
    """Two widgets with a handle between them; the right one takes what room there is."""
    split = QSplitter()
    split.setHandleWidth(12)
    split.setChildrenCollapsible(False)
    split.addWidget(left)
    split.addWidget(right)
    split.setStretchFactor(1, 1)
    split.setSizes(sizes)
    return split

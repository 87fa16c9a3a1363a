"""What the panes of the right column share: their heading, and the breaking of short Chinese texts into lines."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from ui import theme

SIDE = 18  # pixels between a pane's edge and its words

_NEVER_FIRST = set("。，、；：！？）》〉」』】”’…)%‰,.")
_NEVER_LAST = set("（《〈「『【“‘(")
ELLIPSIS = "…"


def words_label(font_size: float, ink: str, *, bold: bool = False, parent: QWidget | None = None) -> QLabel:
    """A plain-text label of the theme."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(theme.sans(font_size, bold))
    palette = label.palette()
    palette.setColor(QPalette.ColorRole.WindowText, theme.colour(ink))
    label.setPalette(palette)
    return label


class PaneHeading(QWidget):
    """The name of a pane at the left, what is to be said about all of it at the right."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = words_label(theme.SMALL, "muted", bold=True, parent=self)
        self.name.setText(name)
        self.aside = words_label(theme.SMALL, "muted", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(SIDE, 10, SIDE, 6)
        row.addWidget(self.name)
        row.addStretch(1)
        row.addWidget(self.aside)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def say(self, words: str, ink: str = "muted") -> None:
        self.aside.setText(words)
        palette = self.aside.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(theme.colour(ink)))
        self.aside.setPalette(palette)


def wrap(text: str, advance: Callable[[str], float], width: float, lines: int) -> list[str]:
    """`text` in at most `lines` lines of `width` pixels, the last one cut with … where it is too long.

    Breaks between Chinese characters, not inside a number or a Latin word, and keeps marks off the wrong end of a line.
    """
    broken: list[str] = []
    rest = " ".join(text.split())
    while rest and len(broken) < lines:
        if advance(rest) <= width:
            broken.append(rest)
            return broken
        if len(broken) == lines - 1:
            broken.append(elide(rest, advance, width))
            return broken
        cut = _fitting(rest, advance, width)
        at = cut
        while at > 1 and not _may_break(rest, at):
            at -= 1
        at = at if at > 1 else cut
        broken.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return broken


def balanced(text: str, advance: Callable[[str], float], width: float, lines: int = 2) -> list[str]:
    """Like `wrap`, in as few lines as it takes, all of about one length: a single character must not stand alone."""
    least = wrap(text, advance, width, lines)
    if len(least) < 2 or least[-1].endswith(ELLIPSIS):
        return least
    narrow, step = advance(text) / len(least), advance("一") / 2
    while narrow < width:
        tried = wrap(text, advance, narrow, len(least) + 1)
        if len(tried) <= len(least):
            return tried
        narrow += step
    return least


def elide(text: str, advance: Callable[[str], float], width: float) -> str:
    """`text`, its end cut with … where it is wider than `width` pixels."""
    if advance(text) <= width:
        return text
    return text[: _fitting(text, advance, width - advance(ELLIPSIS))].rstrip("，、；： ") + ELLIPSIS


def _fitting(text: str, advance: Callable[[str], float], width: float) -> int:
    """How many characters of `text` go into `width`; at least one."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if advance(text[:middle]) <= width:
            low = middle
        else:
            high = middle - 1
    return low


def _may_break(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if after in _NEVER_FIRST or before in _NEVER_LAST:
        return False
    return not (before.isascii() and after.isascii() and before.isalnum() and (after.isalnum() or after in ".,%"))

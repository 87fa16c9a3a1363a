"""What the panes of the right column share: their margin, their heading, their labels."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QHBoxLayout, QLabel, QSizePolicy, QWidget

from ui.looks import theme

SIDE = 18  # pixels between a pane's edge and its words


def words_label(font_size: float, ink: str, *, bold: bool = False, parent: QWidget | None = None) -> QLabel:
    """A plain-text label of the theme."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(theme.sans(font_size, bold))
    palette = label.palette()
    palette.setColor(QPalette.ColorRole.WindowText, theme.colour(ink))
    label.setPalette(palette)
    return label


def empty_label(parent: QWidget, above: int = 0) -> QLabel:
    """What a pane says where it has nothing to show; `above` in pixels."""
    label = words_label(theme.SMALL, "muted", parent=parent)
    label.setWordWrap(True)
    label.setContentsMargins(SIDE, above, SIDE, 8)
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


def keep_bar(area: QAbstractScrollArea) -> None:
    """Leave the room of the vertical bar free even where there is nothing to scroll: a bar that comes and goes would
    have all that is beside it laid out twice.
    """
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    bar = area.verticalScrollBar()
    bar.setEnabled(False)  # which is not seen, until there is something to scroll
    soon = QTimer(bar, singleShot=True, interval=0)  # a page that is filled anew is empty for a moment
    soon.timeout.connect(lambda: bar.setEnabled(bar.maximum() > bar.minimum()))
    bar.rangeChanged.connect(lambda *_: soon.start())

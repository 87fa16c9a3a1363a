"""What the window says where there is nothing to show, and what can be done about it; and where files may fall."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from db.model import Counts
from ui.i18n import tr
from ui.looks import theme


def holdings(held: Counts, name: str) -> str:
    """What the library of that name holds, for the status bar."""
    facts = {"cases": f"{held.cases:,}", "metrics": f"{held.metrics:,}", "repairs": f"{held.repairs:,}"}
    return tr("案例 {cases} · 指标 {metrics} · 修复 {repairs} 处　　{name}", **facts, name=name)


def how_to_begin() -> str:
    """What to do with a library that holds nothing."""
    return tr("把报纸版面的文字文件拖到窗口里，或者点下面的按钮选择。\n一页里的各篇文章会自动分成案例。")


class EmptyState(QWidget):
    """A title, a sentence and the buttons that lead on, in the middle of the empty place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("empty")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = QLabel()
        self.title.setFont(theme.serif(18, bold=True))
        self.title.setWordWrap(True)
        self.words = QLabel()
        self.words.setObjectName("emptyWords")
        self.words.setWordWrap(True)
        for label in (self.title, self.words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(12)
        self._made: list[QPushButton] = []
        middle = QWidget()
        middle.setMaximumWidth(560)
        inner = QVBoxLayout(middle)
        inner.setSpacing(14)
        inner.addWidget(self.title)
        inner.addWidget(self.words)
        inner.addSpacing(6)
        inner.addLayout(self._buttons)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(middle, 100)
        across.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 32, 32, 32)
        layout.addStretch(2)
        layout.addLayout(across)
        layout.addStretch(3)

    def tell(self, title: str, words: str, ways: Sequence[tuple[str, Callable[[], object]]] = ()) -> None:
        """Show `title` over `words` and a button for each way on, the first the main one."""
        self.title.setText(title)
        self.words.setText(words)
        while self._buttons.count():
            self._buttons.takeAt(0)
        for button in self._made:
            button.deleteLater()
        self._made = []
        self._buttons.addStretch(1)
        for n, (label, act) in enumerate(ways):
            button = QPushButton(label)
            button.setProperty("main", n == 0)
            button.clicked.connect(lambda _=False, act=act: act())
            self._buttons.addWidget(button)
            self._made.append(button)
        self._buttons.addStretch(1)


class DropOverlay(QWidget):
    """Laid over the window while files are dragged across it: says what letting go will do."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.words = ""
        self.hide()

    def tell(self, words: str) -> None:
        self.words = words
        self.setGeometry(self.parentWidget().rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = theme.colour("paper")
        veil.setAlpha(238)
        painter.fillRect(self.rect(), veil)
        field = QRectF(self.rect()).adjusted(24, 24, -24, -24)
        painter.setPen(QPen(theme.colour("red"), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(field, 10, 10)
        painter.setFont(theme.serif(20, bold=True))
        painter.setPen(theme.colour("ink"))
        painter.drawText(field, Qt.AlignmentFlag.AlignCenter, self.words)
        painter.end()

"""The line one types in, and what it understands, told by examples."""

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QToolButton, QWidget

from ui.i18n import later, tr
from ui.looks import glyphs, theme

# What can be typed, and what it asks for.
EXAMPLES = (
    (later("物业 小区"), later("两个词都要有，先后不论")),
    (later("“物业服务”"), later("几个字要连在一起")),
    (later("小区 -垃圾"), later("有“小区”，没有“垃圾”")),
    (later("地区:三明"), later("只看这个地方的")),
    (later("主题:养老"), later("只看这个主题的")),
    (later("年份:2022"), later("只看这一年的，也可写 2022-06、2020-2022")),
    (later("指标>100万元"), later("有超过这个数的指标，也可写 100-200万元")),
    (later("sanming"), later("标题和地名可用拼音，或首字母 sm")),
)


class SearchBox(QLineEdit):
    """A line to type in that knows whether an input method is still composing, so that nobody takes its keys."""

    help_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search")
        self.setPlaceholderText(tr("搜标题、正文、地区"))
        self.setAccessibleName(tr("搜索"))
        self.setClearButtonEnabled(True)
        self.setAcceptDrops(False)  # files dropped here are meant for the window
        self.addAction(glyphs.search(), QLineEdit.ActionPosition.LeadingPosition)
        self._ways = self.addAction(glyphs.question(), QLineEdit.ActionPosition.TrailingPosition)
        self._ways.setToolTip(tr("可以这样找…"))
        self._ways.triggered.connect(self.help_wanted)
        self.textChanged.connect(lambda text: self._ways.setVisible(not text))  # there the cross that clears it stands
        self.composing = False

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QEvent) -> None:
        self.composing = False
        super().focusOutEvent(event)


class Hints(QFrame):
    """A leaf under the box: examples of what can be typed, each written into the box by a click."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("hints")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(tr("可以这样找"))
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 12, 16, 12)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(3)
        head = QLabel(tr("可以这样找"))
        head.setFont(theme.sans(theme.SIZE, bold=True))
        aside = QLabel(tr("点一下就写进搜索框"))
        aside.setObjectName("exampleMeans")
        grid.addWidget(head, 0, 0)
        grid.addWidget(aside, 0, 1)
        for row, (typed, means) in enumerate(EXAMPLES, 1):
            button = QToolButton()
            button.setObjectName("example")
            button.setText(tr(typed))
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.setAccessibleDescription(tr(means))
            button.clicked.connect(lambda _=False, typed=typed: self._choose(tr(typed)))
            words = QLabel(tr(means))
            words.setObjectName("exampleMeans")
            grid.addWidget(button, row, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(words, row, 1)

    def open(self, under: QWidget) -> None:
        self.adjustSize()
        self.move(under.mapToGlobal(QPoint(0, under.height() + 4)))
        self.show()

    def _choose(self, typed: str) -> None:
        self.close()
        self.chosen.emit(typed)

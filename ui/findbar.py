"""Finding words in the open article: a line over the text that comes with Ctrl+F and goes with Esc."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from ui.i18n import tr
from ui.looks import glyphs


class FindBar(QWidget):
    """Asks for the next or previous place of the words typed; whoever owns the text looks and tells the result."""

    wanted = Signal(str, bool)  # words, forward
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.line = QLineEdit()
        self.line.setObjectName("find")
        self.line.setPlaceholderText(tr("在正文里查找"))
        self.line.setAccessibleName(tr("在正文里查找"))
        self.line.setMaximumWidth(320)
        self.told = QLabel()
        self.told.setObjectName("told")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 10, 6)
        layout.setSpacing(6)
        layout.addWidget(self.line, 2)
        for icon, tip, act in (
            (glyphs.up(), tr("上一处（Shift+Enter）"), lambda: self._ask(False)),
            (glyphs.down(), tr("下一处（Enter）"), lambda: self._ask(True)),
        ):
            layout.addWidget(self._button(icon, tip, act))
        layout.addWidget(self.told, 1)
        layout.addWidget(self._button(glyphs.close(), tr("关闭查找（Esc）"), self.leave))
        self.line.textChanged.connect(lambda: self.tell(True))
        self.hide()

    def _button(self, icon, tip, act) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setAutoRaise(True)
        button.clicked.connect(act)
        return button

    def open(self) -> None:
        self.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def leave(self) -> None:
        self.hide()
        self.closed.emit()

    def tell(self, found: bool) -> None:
        self.told.setText("" if found or not self.line.text() else tr("正文里没有这些字"))

    def _ask(self, forward: bool) -> None:
        if self.line.text():
            self.wanted.emit(self.line.text(), forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask(not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        else:
            super().keyPressEvent(event)

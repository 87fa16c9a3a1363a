"""The way back from an article to the list it was opened from, and on to the list's next figure."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.i18n import tr
from ui.looks import theme
from ui.looks.pane_parts import words_label


class ReturnBar(QWidget):
    """Stands above an article that was opened from the list."""

    back_wanted = Signal()
    step_wanted = Signal(int)  # 1 for the list's next figure, -1 for the one before

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("returnBar")
        self.back, self.before, self.after = (QPushButton(words) for words in (
            tr("‹ 回到指标对比"), tr("上一项"), tr("下一项")))
        self.words = words_label(theme.SMALL, "muted", parent=self)
        close = QPushButton(tr("收起"))
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 6, 12, 6)
        line.setSpacing(8)
        for part in (self.back, self.words, self.before, self.after, close):
            if part is close:
                line.addStretch(1)
            line.addWidget(part)
            part.setProperty("small", True)
        self.back.clicked.connect(lambda: self.back_wanted.emit())
        self.before.clicked.connect(lambda: self.step_wanted.emit(-1))
        self.after.clicked.connect(lambda: self.step_wanted.emit(1))
        close.clicked.connect(lambda: self.hide())
        self.hide()

    def tell(self, row: int, rows: int) -> None:
        """Say which figure of how many this is; a negative row: none of the list."""
        inside = row >= 0
        self.words.setText(tr("第 {n} 项，共 {rows} 项", n=f"{row + 1:,}", rows=f"{rows:,}") if inside else "")
        for part, on in ((self.before, row > 0), (self.after, inside and row + 1 < rows)):
            part.setVisible(inside)
            part.setEnabled(on)

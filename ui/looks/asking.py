"""What all questions to a person look like, and how one is told why her answer was not kept."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.looks import theme
from ui.looks.pane_parts import words_label


class Asking(QDialog):
    """A question over its window: what is asked in `body`, below it why not, where her answer was refused, and at the
    foot a way out and one to keep. What follows from them is for who is derived from it.
    """

    def __init__(self, parent: QWidget | None, title: str, keep: str, leave: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        self.wrong = words_label(theme.SIZE, "red")
        self.wrong.setObjectName("wrong")
        self.wrong.setWordWrap(True)
        self.wrong.hide()
        self.keep = QPushButton(keep)
        self.keep.setProperty("main", True)
        self.keep.clicked.connect(self._keep)
        self.leave = QPushButton(leave)
        self.leave.setAutoDefault(False)
        self.leave.clicked.connect(self.reject)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(10)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.leave)
        self.buttons.addWidget(self.keep)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(22, 18, 22, 16)
        whole.setSpacing(12)
        whole.addLayout(self.body, 1)
        whole.addWidget(self.wrong)
        whole.addLayout(self.buttons)

    def add_left(self, words: str) -> QPushButton:
        """One more button, at the left, away from the two."""
        button = QPushButton(words)
        button.setAutoDefault(False)
        self.buttons.insertWidget(0, button)
        return button

    def refuse(self, words: str) -> None:
        """Say why it was not kept; what she did stays."""
        self.wrong.setText(words)
        self.wrong.show()

    def _keep(self) -> None:
        raise NotImplementedError

"""A pane in a scrolled column, as the window holds it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget


class Column(QScrollArea):
    def __init__(self, pane: QWidget, width: int = 380) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(pane)
        rows.addStretch(1)
        self.setWidget(inner)
        self.resize(width, 900)
        self.show()

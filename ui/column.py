"""The column beside the article: panes one under another, one scroll bar for all of them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget


class Column(QScrollArea):
    """`panes` from the top down, each as high as what it holds."""

    def __init__(self, *panes: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("column")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumWidth(340)
        inner = QWidget()
        inner.setObjectName("columnInner")
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(0, 12, 0, 20)
        layout.setSpacing(10)
        for pane in panes:
            layout.addWidget(pane)
        layout.addStretch(1)
        self.setWidget(inner)

    def to_top(self) -> None:
        self.verticalScrollBar().setValue(0)

"""The column beside the article: panes one under another, one scroll bar for all of them."""

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.looks.pane_parts import keep_bar

EDGE = 12  # pixels kept free beside what is brought into view


class Column(QScrollArea):
    """`panes` from the top down, each as high as what it holds."""

    def __init__(self, *panes: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("column")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        keep_bar(self)
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

    def hold(self) -> None:
        """Leave everything as it stands on the screen, whatever the panes are told, until `release`."""
        self.setWidgetResizable(False)  # or it would ask the panes again and again how high they are to be
        self.widget().layout().setEnabled(False)
        self.widget().setUpdatesEnabled(False)

    def release(self) -> None:
        """Show the panes as they are now."""
        if not self.widgetResizable():
            layout = self.widget().layout()
            layout.setEnabled(True)
            self.setWidgetResizable(True)
            layout.invalidate()  # what the panes told of their heights meanwhile was heard by nobody
            layout.activate()
            self.widget().setUpdatesEnabled(True)

    def bring(self, pane: QWidget, place: QRectF) -> None:
        """Scroll so that `place` of one of the panes is seen; as little as that takes."""
        self.release()
        rect = place.toAlignedRect().translated(pane.mapTo(self.widget(), QPoint(0, 0)))
        bar = self.verticalScrollBar()
        if rect.top() < bar.value():
            bar.setValue(rect.top() - EDGE)
        elif rect.bottom() > bar.value() + self.viewport().height():
            bar.setValue(rect.bottom() + EDGE - self.viewport().height())

    def to_top(self) -> None:
        self.verticalScrollBar().setValue(0)

    def go_to(self, value: int) -> None:
        """Scroll to where the column stood before its panes were filled anew."""
        self.widget().layout().activate()
        self.verticalScrollBar().setValue(value)

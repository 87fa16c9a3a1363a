"""Pages as they will be printed, whatever is printed: Qt's preview with its tools in an order of our own."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QComboBox, QToolBar, QToolButton, QWidget

from ui.i18n import tr


class PrintPreview(QPrintPreviewDialog):
    """Shows what `paint` draws on `printer`, in a window of about `size`; dies when closed."""

    def __init__(self, parent: QWidget | None, printer: QPrinter, name: str, size: QSize,
                 paint: Callable[[QPrinter], object], choice: QWidget | None = None) -> None:
        self._printer = printer  # Qt does not own it
        super().__init__(printer, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("打印预览：{name}", name=name))
        room = self.screen().availableSize()
        self.resize(min(size.width(), room.width() - 40), min(size.height(), room.height() - 60))
        self._arrange(self.findChild(QToolBar), choice)
        self.paintRequested.connect(paint)

    def _arrange(self, bar: QToolBar, choice: QWidget | None) -> None:
        """What is wanted most, with words, to the front; the rest small enough for all of it to be seen."""
        bar.setObjectName("preview")
        bar.setIconSize(QSize(20, 20))
        bar.setMovable(False)
        bar.setStyleSheet("QToolBar { padding: 2px 6px; spacing: 2px; } QToolBar QToolButton { padding: 4px 5px; }")
        *others, setup, out = bar.actions()
        first = others[0]
        for action in (out, setup):
            bar.insertAction(first, action)
            bar.widgetForAction(action).setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        if choice is not None:
            bar.insertWidget(first, choice)
        bar.insertSeparator(first)
        above = None
        for action in bar.actions():  # Qt leaves them to the mouse
            button = bar.widgetForAction(action)
            if isinstance(button, QToolButton):
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            if above is not None and button is not None and button.focusPolicy() & Qt.FocusPolicy.TabFocus:
                self.setTabOrder(above, button)
            above = button if button is not None and button.focusPolicy() & Qt.FocusPolicy.TabFocus else above
        zoom = bar.findChild(QComboBox)
        zoom.setMinimumWidth(zoom.fontMetrics().horizontalAdvance("1000.0%") + 48)  # Qt's own would cut the first digit

"""The charts of a case. pyqtgraph is imported for the first of them, not before: a start must be quick."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QPicture, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.i18n import tr
from ui.looks import theme
from ui.looks.pane_parts import SIDE, PaneHeading, empty_label

if TYPE_CHECKING:
    from PySide6.QtCore import QSizeF

    from db.model import Article, Figure
    from ui.charts.items import FigureWidget


def picture(figure: Figure, width: float, palette: theme.Colours = theme.COLOURS) -> tuple[QPicture, QSizeF]:
    """(drawing commands, size in pixels) of one figure for print: vectors, text as text, no background, fonts in pixels
    so that the picture is the same on every device.
    """
    from ui.charts.items import FigureWidget

    widget = FigureWidget(figure, width, palette, steady=True)
    try:
        return widget.picture()
    finally:
        widget.close()
        widget.deleteLater()


class ChartsView(QWidget):
    """The figures of a case one under another, as high as they need."""

    metric_chosen = Signal(int)  # index into Article.metrics; a bar was clicked

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("charts")
        self.setAccessibleName(tr("图表"))
        self.figures: list[FigureWidget] = []
        self._zoom = 1.0
        self._chosen: int | None = None
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self._fit)
        self._heading = PaneHeading(tr("图表"), self)
        self._empty = empty_label(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._heading)
        self._column.addWidget(self._empty)
        self._inner = QVBoxLayout()
        self._inner.setContentsMargins(SIDE, 0, SIDE, 6)
        self._inner.setSpacing(16)
        self._column.addLayout(self._inner)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.clear()

    def clear(self) -> None:
        """Show nothing at all."""
        self._chosen = None
        self._drop()
        self._heading.hide()
        self._empty.hide()
        self.updateGeometry()

    def show_figures(self, figures: tuple[Figure, ...], article: Article) -> None:
        """Draw `figures` of `article`, or say that there is nothing to compare."""
        for _ in self.drawing(figures, article):
            pass

    def drawing(self, figures: tuple[Figure, ...], article: Article) -> Iterator[None]:
        """`show_figures`, a figure between two values."""
        self._drop()
        self._heading.show()
        self._heading.say(tr("点一下，看它出自哪一句") if figures else "")
        self._empty.setVisible(not figures)
        if not figures:
            self._empty.setText(tr("这些数字说的不是同一类事，不放在一起比。") if article.metrics
                                else tr("没有数字，就没有图表。"))
        else:
            from ui.charts.items import FigureWidget

            sentences = {n: article.text[slice(*metric.sentence)] for n, metric in enumerate(article.metrics)}
            for figure in figures:
                widget = FigureWidget(figure, self._room(), sentences=sentences, parent=self)
                widget.set_zoom(self._zoom)
                widget.chosen.connect(self.metric_chosen)
                widget.select(self._chosen)
                self._inner.addWidget(widget)
                self.figures.append(widget)
                yield
        self.updateGeometry()

    def set_zoom(self, factor: float) -> None:
        """Set the words of all figures larger or smaller."""
        self._zoom = factor
        for figure in self.figures:
            figure.set_zoom(factor)
        self.updateGeometry()

    def select(self, index: int | None) -> None:
        """Tint the bar of the metric at `index` wherever it is or will be drawn; None tints nothing."""
        self._chosen = index
        for figure in self.figures:
            figure.select(index)

    def _room(self) -> int:
        return max(self.width() - 2 * SIDE, 240)

    def _drop(self) -> None:
        for figure in self.figures:
            self._inner.removeWidget(figure)
            figure.close()
            figure.deleteLater()
        self.figures = []

    def sizeHint(self) -> QSize:
        return QSize(360, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(240 + 2 * SIDE, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._again.start()  # Qt tries more than one width before it stays with one

    def _fit(self) -> None:
        for figure in self.figures:
            figure.fit(self._room())
        self.updateGeometry()

"""The drawing of like figures: that of a case's chart, but that each bar has a sentence of its own.

Like ui.charts.items it brings pyqtgraph, so it is imported when the first chart is drawn.
"""

from ui.charts.items import FigureWidget


class LikeBars(FigureWidget):
    """No one sentence stands over all bars; each tells its own where the pointer rests on it."""

    def _source(self) -> str:
        return ""

"""Where the open case stands: its place from the province down, and its topic; each a link into the tree."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.i18n import tr
from ui.looks import theme

BETWEEN = " › "


class Breadcrumb(QLabel):
    """One line of links; where it does not fit, the highest levels give way to an ellipsis, then the topic goes."""

    chosen = Signal(str)  # the key that was given with the level

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("breadcrumb")
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._levels: Sequence[tuple[str, str]] = ()
        self._topic: tuple[str, str] | None = None
        self.linkActivated.connect(self.chosen)

    def show_way(self, levels: Sequence[tuple[str, str]], topic: tuple[str, str] | None) -> None:
        """Show `levels` of (key, label) from the top down, and a topic beside them."""
        self._levels, self._topic = tuple(levels), topic
        self.setToolTip(BETWEEN.join(label for _, label in levels))
        self._fit()

    def clear_way(self) -> None:
        self.show_way((), None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def _fit(self) -> None:
        metrics = QFontMetrics(theme.sans(theme.SIZE, bold=True))
        room = self.width() - 8
        for topic in (self._topic, None):
            for first in range(max(len(self._levels), 1)):
                plain = BETWEEN.join((["…"] if first else []) + [label for _, label in self._levels[first:]])
                wide = plain + (f"　·　{tr('主题：')}{topic[1]}" if topic else "")
                if metrics.horizontalAdvance(wide) <= room:
                    self.setText(self._html(first, topic))
                    return
        last = self._levels[-1:] if self._levels else ()
        words = metrics.elidedText(last[0][1], Qt.TextElideMode.ElideRight, max(room, 0)) if last else ""
        self.setText(escape(words))

    def _html(self, first: int, topic: tuple[str, str] | None) -> str:
        colours = theme.COLOURS

        def link(level: tuple[str, str], last: bool) -> str:
            shade, weight = (colours.ink, "bold") if last else (colours.muted, "normal")
            style = f"color:{shade};text-decoration:none;font-weight:{weight}"
            return f'<a href="{escape(level[0], quote=True)}" style="{style}">{escape(level[1])}</a>'

        shown = self._levels[first:]
        parts = ["…"] if first else []
        parts += [link(level, n == len(shown) - 1) for n, level in enumerate(shown)]
        html = escape(BETWEEN).join(parts)
        if topic:
            dot = "　·　" if html else ""
            html += f"{dot}{escape(tr('主题：'))}{link(topic, True)}"
        return f'<span style="color:{colours.muted}">{html}</span>'

"""The chips under a title (places, topics): objects in the line, so that they wrap whole and are copied by nobody."""

from PySide6.QtCore import QObject, QPointF, QRectF, QSizeF
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPyTextObject, QTextDocument, QTextFormat

from ui.looks import theme

CHIP_OBJECT = QTextFormat.ObjectTypes.UserObject.value + 7
CHIP_TEXT = QTextFormat.Property.UserProperty.value + 11
CHIP_TIP = QTextFormat.Property.UserProperty.value + 12

_REMEMBERED = 500
_SIDE, _GAP = 0.75, 0.6  # of the chip's em: inside at both sides, and outside behind and below


class ChipObject(QPyTextObject):
    """Draws a text in a rounded frame; what it says is in the format's CHIP_TEXT."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sizes: dict[tuple[str, str], QSizeF] = {}  # by font and words: Qt asks time and again

    def intrinsicSize(self, document: QTextDocument, position: int, form: QTextFormat) -> QSizeF:
        font, words = form.toCharFormat().font(), form.property(CHIP_TEXT)
        size = self._sizes.get((font.key(), words))
        if size is None:
            metrics = QFontMetricsF(font)
            em = metrics.horizontalAdvance("一")
            size = QSizeF(metrics.horizontalAdvance(words) + (2 * _SIDE + _GAP) * em, 2.15 * em)
            if len(self._sizes) >= _REMEMBERED:
                self._sizes.clear()
            self._sizes[font.key(), words] = size
        return size

    def drawObject(self, painter: QPainter, rect: QRectF, document: QTextDocument, position: int,
                   form: QTextFormat) -> None:
        font = form.toCharFormat().font()
        em = QFontMetricsF(font).horizontalAdvance("一")
        pill = QRectF(rect.left() + 0.5, rect.top() + 0.5, rect.width() - _GAP * em - 1, 1.7 * em)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.setBrush(theme.colour("card"))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.setFont(font)
        painter.setPen(theme.colour("muted"))
        # The face's own line box is far taller than its ems, so the baseline is set by the em.
        base = QPointF(pill.left() + _SIDE * em, pill.center().y() + 0.36 * em)
        painter.drawText(base, form.property(CHIP_TEXT))
        painter.restore()


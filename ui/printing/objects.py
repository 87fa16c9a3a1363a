"""What a QTextDocument cannot hold by itself, standing in a line like a letter: a chart as a vector picture, and small
words that no line's end may tear.
"""

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import (
    QFontMetricsF,
    QPainter,
    QPicture,
    QPyTextObject,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from ui.looks import theme
from ui.printing.sheet import NOTE, font, letters

OBJECT_REPLACEMENT = "\ufffc"
_JOINT = "\u00a0"  # no line ends at it; what joins without a blank is in none of the bundled fonts
PICTURE_OBJECT = QTextFormat.ObjectTypes.UserObject + 1
_PICTURE = QTextFormat.Property.UserProperty + 1
_WORDS = QTextFormat.Property.UserProperty + 2


class PictureObject(QPyTextObject):
    """Draws the pictures of one document; made once a document, which must outlive nothing of it.

    The pictures are kept here and the text holds their numbers only, because a QPicture put into a text format is
    copied through QVariant with every change of the format.
    """

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._pictures: list[tuple[QPicture, QSizeF]] = []
        document.documentLayout().registerHandler(PICTURE_OBJECT, self)

    def insert(self, cursor: QTextCursor, picture: QPicture, size: QSizeF) -> None:
        """Put `picture`, `size` document pixels large, where the cursor stands."""
        self._pictures.append((picture, size))
        form = QTextCharFormat()
        form.setObjectType(PICTURE_OBJECT)
        form.setProperty(_PICTURE, len(self._pictures) - 1)
        cursor.insertText(OBJECT_REPLACEMENT, form)

    def say(self, cursor: QTextCursor, words: str) -> None:
        """Put `words` where the cursor stands, small and muted, whole on one line and never alone on it."""
        cursor.insertText(_JOINT, letters(theme.SANS, 1))
        form = QTextCharFormat()
        form.setObjectType(PICTURE_OBJECT)
        form.setProperty(_WORDS, words)
        cursor.insertText(OBJECT_REPLACEMENT, form)

    @staticmethod
    def width(words: str) -> float:
        """How wide `say` sets them."""
        return QFontMetricsF(font(theme.SANS, NOTE)).horizontalAdvance(words)

    def intrinsicSize(self, document: QTextDocument, position: int, form: QTextFormat) -> QSizeF:
        if form.hasProperty(_WORDS):
            words = form.stringProperty(_WORDS)
            return QSizeF(self.width(words), QFontMetricsF(font(theme.SANS, NOTE)).ascent())
        return self._pictures[form.intProperty(_PICTURE)][1]

    def drawObject(
        self, painter: QPainter, rect: QRectF, document: QTextDocument, position: int, form: QTextFormat
    ) -> None:
        if form.hasProperty(_WORDS):
            painter.setFont(font(theme.SANS, NOTE))
            painter.setPen(theme.colour("muted"))
            painter.drawText(rect.bottomLeft(), form.stringProperty(_WORDS))
            return
        picture, size = self._pictures[form.intProperty(_PICTURE)]
        painter.save()
        painter.translate(QPointF(rect.left(), rect.top()))
        painter.scale(rect.width() / size.width(), rect.height() / size.height())
        # Qt enlarges a picture by the device's resolution, which the page's own scale has already done.
        device = painter.device()
        painter.scale(picture.logicalDpiX() / device.logicalDpiX(), picture.logicalDpiY() / device.logicalDpiY())
        painter.drawPicture(0, 0, picture)
        painter.restore()

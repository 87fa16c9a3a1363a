"""What a QTextDocument cannot hold by itself: a chart as a vector picture that stands in a line like a letter."""

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter, QPicture, QPyTextObject, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat

OBJECT_REPLACEMENT = "\ufffc"
PICTURE_OBJECT = QTextFormat.ObjectTypes.UserObject + 1
_PICTURE = QTextFormat.Property.UserProperty + 1


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

    def intrinsicSize(self, document: QTextDocument, position: int, form: QTextFormat) -> QSizeF:
        return self._pictures[form.intProperty(_PICTURE)][1]

    def drawObject(
        self, painter: QPainter, rect: QRectF, document: QTextDocument, position: int, form: QTextFormat
    ) -> None:
        picture, size = self._pictures[form.intProperty(_PICTURE)]
        painter.save()
        painter.translate(QPointF(rect.left(), rect.top()))
        painter.scale(rect.width() / size.width(), rect.height() / size.height())
        # Qt enlarges a picture by the device's resolution, which the page's own scale has already done.
        device = painter.device()
        painter.scale(picture.logicalDpiX() / device.logicalDpiX(), picture.logicalDpiY() / device.logicalDpiY())
        painter.drawPicture(0, 0, picture)
        painter.restore()

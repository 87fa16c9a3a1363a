"""Drawing one page of a case document: its lines, the rules of its table, its ornaments and what runs along its edges.

Qt's own drawing of a document page also draws the line before the page and hides it by clipping; in a PDF that line is
then there twice for whoever searches or copies. So each line is drawn here, on its own page only.
"""

from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen, QTextBlock, QTextTable

from ui.i18n import tr
from ui.looks import theme
from ui.printing.fit import line_tops, page_of
from ui.printing.page import PARAGRAPH, SECTION, CaseDocument
from ui.printing.sheet import NOTE, font

HAIR = 0.75
_ABOVE, _BELOW = 26, 24  # of the edges' words, from the text


def draw(painter: QPainter, document: CaseDocument, page: int, number: int, total: int) -> None:
    """Draw page `page` (from 0) of `document`, which is page `number` of `total` of the print, at 96 to the inch."""
    body = document.sheet.body
    _edges(painter, document, page, number, total)
    painter.save()
    painter.translate(body.left(), body.top() - page * body.height())
    table = None
    block = document.text.begin()
    while block.isValid():
        table = table or _table_of(document, block)
        _lines(painter, document, block, page)
        block = block.next()
    if table:
        _table(painter, document, table, page)
    painter.restore()


def _lines(painter: QPainter, document: CaseDocument, block: QTextBlock, page: int, lower: float = 0) -> None:
    """The lines of `block` that lie on `page`, moved down by `lower` where they are repeated."""
    origin = document.text.documentLayout().blockBoundingRect(block).topLeft() + QPointF(0, lower)
    layout = block.layout()
    tops = line_tops(document.text, block)
    for n, top in enumerate(tops):
        if page_of(document.text, top + lower) == page:
            layout.lineAt(n).draw(painter, origin)
    form = block.blockFormat()
    if lower or not tops or page_of(document.text, tops[0]) != page:
        return
    line = layout.lineAt(0)
    if form.hasProperty(SECTION):
        _section_rule(painter, tops[0] + line.height() + 3, document.sheet.body.width())
    elif form.hasProperty(PARAGRAPH):
        _margin_number(painter, form.intProperty(PARAGRAPH), tops[0] + line.ascent())


def _section_rule(painter: QPainter, y: float, width: float) -> None:
    painter.setPen(QPen(theme.colour("line"), HAIR))
    painter.drawLine(QPointF(0, y), QPointF(width, y))
    painter.setPen(QPen(theme.colour("red"), 2))
    painter.drawLine(QPointF(0, y), QPointF(30, y))


def _margin_number(painter: QPainter, number: int, baseline: float) -> None:
    """Drawn as outlines: as letters they would stand in the middle of the text that is copied from the PDF."""
    small = font(theme.SANS, NOTE)
    words = str(number)
    path = QPainterPath()
    path.addText(-12 - QFontMetricsF(small).horizontalAdvance(words), baseline, small, words)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(path, theme.colour("muted"))


def _table_of(document: CaseDocument, block: QTextBlock) -> QTextTable | None:
    frame = document.text.frameAt(block.position())
    return frame if isinstance(frame, QTextTable) else None


def _table(painter: QPainter, document: CaseDocument, table: QTextTable, page: int) -> None:
    """Rules under the rows of this page, and the head once more where the table goes on from the page before."""
    rows = [_extent(document, table, n) for n in range(table.rows())]
    width = document.sheet.body.width()
    here = [n for n, (top, _) in enumerate(rows) if page_of(document.text, top) == page]
    for n in here:
        _row_rule(painter, rows[n][1], width, head=n == 0)
    if here and here[0]:
        head_bottom = rows[0][1]
        lower = rows[here[0]][0] - head_bottom
        for column in range(table.columns()):
            block = table.cellAt(0, column).firstCursorPosition().block()
            _lines(painter, document, block, page, lower)
        _row_rule(painter, head_bottom + lower, width, head=True)


def _extent(document: CaseDocument, table: QTextTable, row: int) -> tuple[float, float]:
    """Top and bottom of a row, padding included."""
    tops, bottoms = [], []
    for column in range(table.columns()):
        block = table.cellAt(row, column).firstCursorPosition().block()
        lines = line_tops(document.text, block)
        tops.append(lines[0])
        bottoms.append(lines[-1] + block.layout().lineAt(len(lines) - 1).height())
    padding = document.spacing.row
    return min(tops) - padding, max(bottoms) + padding


def _row_rule(painter: QPainter, y: float, width: float, head: bool) -> None:
    painter.setPen(QPen(theme.colour("faint" if head else "line"), 1 if head else HAIR))
    painter.drawLine(QPointF(0, y), QPointF(width, y))


def _edges(painter: QPainter, document: CaseDocument, page: int, number: int, total: int) -> None:
    body = document.sheet.body
    small = font(theme.SANS, NOTE)
    metrics = QFontMetricsF(small)
    head = QRectF(body.left(), body.top() - metrics.height() - _ABOVE, body.width(), metrics.height())
    foot = QRectF(body.left(), body.bottom() + _BELOW, body.width(), metrics.height())
    left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
    painter.setFont(small)
    painter.setPen(theme.colour("muted"))
    painter.drawText(head, left, tr("案例册 · 案例摘要"))
    if page:
        room = head.width() * 0.7
        painter.drawText(head, right, metrics.elidedText(document.title, Qt.TextElideMode.ElideRight, room))
    today = date.today()
    painter.drawText(foot, left, tr("打印于 {y}年{m}月{d}日", y=today.year, m=today.month, d=today.day))
    painter.drawText(foot, right, tr("第 {n} 页，共 {total} 页", n=number, total=total))
    painter.setPen(QPen(theme.colour("line"), HAIR))
    for y in (head.bottom() + 7, foot.top() - 7):
        painter.drawLine(QPointF(body.left(), y), QPointF(body.right(), y))

"""The metrics of a case as a table on paper: thin rules, numbers right-aligned, each row with its paragraph."""

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextLength,
    QTextTableCell,
    QTextTableCellFormat,
    QTextTableFormat,
)

from db.model import Article, Metric
from ui import theme
from ui.i18n import later, tr
from ui.metrics.model import NOTHING, limits, shown
from ui.printing.sheet import letters

Row = tuple[str, ...]
OPENING = tuple("“‘（《〈「『【")

COLUMNS = (later("指标"), later("数值"), later("单位"), later("限定"), later("时间"), later("出处"))
_NUMBER = 1  # the column aligned right
_GAP = 14  # between columns, in document pixels
_NEAR = 6  # between a number and its unit
_LAST = len(COLUMNS) - 1
_WIDEST = (250, 110, 70, 80, 120, 150)  # of the words; what is longer wraps


def row(metric: Metric, article: Article) -> Row:
    """The words of one row, in the order of COLUMNS; the article's own where it writes the quantity otherwise."""
    value, limited = shown(metric), limits(metric)
    where = tr("第{n}段", n=article.text.count("\n", 0, metric.start) + 1)
    plain = re.sub(r"[余多几来,]", "", metric.text) == (value + metric.unit).replace(",", "")
    return (
        metric.subject,
        value,
        metric.unit,
        "" if limited == NOTHING else limited,
        metric.period or "",
        where if plain else f"{where} {metric.text}",
    )


def insert(cursor: QTextCursor, article: Article, width: float, padding: float) -> None:
    """Put the table of the article's metrics, `width` pixels wide, at the cursor and leave the cursor behind it.

    Its rules are not Qt's borders, which print in uneven strength, but drawn with the page.
    """
    head = tuple(tr(name) for name in COLUMNS)
    rows = [row(metric, article) for metric in article.metrics]
    label = letters(theme.SANS, 11, bold=True, colour="muted")
    words, value = letters(theme.SANS, 13), letters(theme.SANS, 13, bold=True)
    side = letters(theme.SANS, 12, colour="muted")
    forms = (words, value, words, side, side, side)
    table = cursor.insertTable(len(rows) + 1, len(COLUMNS), _form(width, head, rows, label, forms))
    for column, name in enumerate(head):
        _fill(table.cellAt(0, column), name, label, column, padding)
    for line, texts in enumerate(rows, 1):
        for column, (text, form) in enumerate(zip(texts, forms, strict=True)):
            _fill(table.cellAt(line, column), text, form, column, padding)
    cursor.movePosition(QTextCursor.MoveOperation.End)


def _form(
    width: float, head: Row, rows: Sequence[Row], label: QTextCharFormat, forms: Sequence[QTextCharFormat]
) -> QTextTableFormat:
    form = QTextTableFormat()
    form.setHeaderRowCount(1)
    form.setBorder(0)
    form.setCellPadding(0)
    form.setCellSpacing(0)
    form.setTopMargin(2)
    form.setBottomMargin(24)  # Qt drops the margin above of what follows a table
    form.setWidth(QTextLength(QTextLength.Type.FixedLength, width))
    widths = []
    for column, words in enumerate(forms):
        texts = QFontMetricsF(words.font())
        widest = max(texts.horizontalAdvance(texts_of[column]) for texts_of in rows)
        widest = max(widest, QFontMetricsF(label.font()).horizontalAdvance(head[column]))
        widths.append(min(widest + 1, _WIDEST[column]) + _gap(column))
    # What is left over goes between the columns, so that the eye has no long way from a name to its number.
    spare = (width - sum(widths)) / len(widths)
    widths = [w + (0 if column in (_NUMBER, _LAST) else spare * 1.5) for column, w in enumerate(widths)]
    form.setColumnWidthConstraints([QTextLength(QTextLength.Type.FixedLength, w) for w in widths])
    return form


def _gap(column: int) -> float:
    return _NEAR if column == _NUMBER else 0 if column == _LAST else _GAP


def _fill(cell: QTextTableCell, text: str, form: QTextCharFormat, column: int, padding: float) -> None:
    box = QTextTableCellFormat()
    box.setTopPadding(padding)
    box.setBottomPadding(padding)
    box.setRightPadding(_gap(column))
    cell.setFormat(box)
    cursor = cell.firstCursorPosition()
    block = QTextBlockFormat()
    block.setLineHeight(18, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    block.setAlignment(Qt.AlignmentFlag.AlignRight if column == _NUMBER else Qt.AlignmentFlag.AlignLeft)
    if text[:1] in OPENING:  # its blank left half would look like an indent
        block.setTextIndent(-form.font().pixelSize() / 2)
    cursor.setBlockFormat(block)
    cursor.insertText(text, form)

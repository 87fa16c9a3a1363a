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
from ui.i18n import later, tr
from ui.looks import theme
from ui.metrics.model import NOTHING, limits, roles, shown
from ui.printing.sheet import letters

Row = tuple[str, ...]
OPENING = tuple("“‘（《〈「『【")

COLUMNS = (later("指标"), later("数值"), later("单位"), later("限定"), later("时间"), later("出处"))
_SUBJECT, _NUMBER, _SOURCE = 0, 1, 5  # the second is the column aligned right
_GAP = 14  # between columns, in document pixels
_NEAR = 6  # between a number and its unit
_WIDEST = (250, 110, 70, 80, 120, 150)  # of the words; what is longer wraps


def row(metric: Metric, article: Article, role: str = "") -> Row:
    """The words of one row, in the order of COLUMNS; the article's own where it writes the quantity otherwise.

    `role` is what the metric is in its pair (计划, 已完成 …).
    """
    value, limited = shown(metric), limits(metric, role)
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
    rows = _rows(article)
    kept = [column for column in range(len(COLUMNS)) if any(texts[column] for texts in rows)]
    label = letters(theme.SANS, 11, bold=True, colour="muted")
    words, value = letters(theme.SANS, 13), letters(theme.SANS, 13, bold=True)
    side = letters(theme.SANS, 12, colour="muted")
    forms = (words, value, words, side, side, side)
    table = cursor.insertTable(len(rows) + 1, len(kept), _form(width, kept, rows, label, forms))
    for place, column in enumerate(kept):
        _fill(table.cellAt(0, place), tr(COLUMNS[column]), label, column, padding)
        for line, texts in enumerate(rows, 1):
            _fill(table.cellAt(line, place), texts[column], forms[column], column, padding)
    cursor.movePosition(QTextCursor.MoveOperation.End)


def _rows(article: Article) -> list[Row]:
    said = roles(article)
    return [row(metric, article, said.get(number, "")) for number, metric in enumerate(article.metrics)]


def _form(
    width: float,
    kept: Sequence[int],
    rows: Sequence[Row],
    label: QTextCharFormat,
    forms: Sequence[QTextCharFormat],
) -> QTextTableFormat:
    """The table's format, its columns those of COLUMNS that are `kept`; the room of the others is the subjects'."""
    form = QTextTableFormat()
    form.setHeaderRowCount(1)
    form.setBorder(0)
    form.setCellPadding(0)
    form.setCellSpacing(0)
    form.setTopMargin(2)
    form.setBottomMargin(24)  # Qt drops the margin above of what follows a table
    form.setWidth(QTextLength(QTextLength.Type.FixedLength, width))
    widths = []
    freed = sum(_WIDEST) - sum(_WIDEST[column] for column in kept)
    for column in kept:
        texts = QFontMetricsF(forms[column].font())
        widest = max(texts.horizontalAdvance(texts_of[column]) for texts_of in rows)
        widest = max(widest, QFontMetricsF(label.font()).horizontalAdvance(tr(COLUMNS[column])))
        most = _WIDEST[column] + (freed if column == _SUBJECT else 0)
        widths.append(min(widest + 1, most) + _gap(column))
    # What is left over goes between the columns, so that the eye has no long way from a name to its number.
    between = [column not in (_NUMBER, _SOURCE) for column in kept]
    spare = (width - sum(widths)) / max(sum(between), 1)
    widths = [w + (spare if loose else 0) for w, loose in zip(widths, between, strict=True)]
    form.setColumnWidthConstraints([QTextLength(QTextLength.Type.FixedLength, w) for w in widths])
    return form


def _gap(column: int) -> float:
    return _NEAR if column == _NUMBER else 0 if column == _SOURCE else _GAP


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

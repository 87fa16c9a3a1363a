"""The list on paper: landscape A4, a figure a row, its whole sentence below it, the head once more on every page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPageLayout, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from db.comparing import Line
from db.errors import CasebookError
from ui.across.model import cell
from ui.across.words import HEADS, SUBJECT, VALUE
from ui.i18n import tr
from ui.looks import theme
from ui.looks.typesetting import units, wrap
from ui.printing.preview import PrintPreview
from ui.printing.printer import a4_printer
from ui.printing.sheet import INCH, NOTE, SMALL, Sheet, font

_SHARES = (16, 22, 24, 11, 7, 8, 11, 6)  # of the width, by column
_GAP, _PAD, _LEADING = 10.0, 5.0, 18.0  # pixels between columns, above and below a row, from line to line
_TITLE = 20


@dataclass(slots=True)
class _Row:
    cells: list[list[str]]  # the lines of each cell
    sentence: QTextLayout  # the figure's words marked
    lines: int  # of the sentence
    height: float


class List:
    """The lines laid out for a sheet; `pages` holds the rows of each page."""

    def __init__(self, lines: Sequence[Line], scope: str, unit: str, cut: bool, sheet: Sheet) -> None:
        self.sheet, self.scope, self.cut, self.count = sheet, scope, cut, len(lines)
        self._plain, self._bold = font(theme.SANS, SMALL), font(theme.SANS, SMALL, bold=True)
        self._serif, self._note = font(theme.SERIF, SMALL), font(theme.SANS, NOTE)
        width = sheet.body.width()
        self._left = [width * sum(_SHARES[:n]) / sum(_SHARES) for n in range(len(HEADS))]
        self._wide = [width * share / sum(_SHARES) - _GAP for share in _SHARES]
        self.pages: list[list[_Row]] = [[]]
        room = sheet.body.height() - 2 * _LEADING - _TITLE - 3 * _PAD
        for row in (self._row(line, unit) for line in lines):
            if self.pages[-1] and room < row.height:
                self.pages.append([])
                room = sheet.body.height() - _LEADING - 2 * _PAD
            self.pages[-1].append(row)
            room -= row.height

    def _row(self, line: Line, unit: str) -> _Row:
        cells = []
        for column in range(len(HEADS)):
            measure = QFontMetricsF(self._font(column)).horizontalAdvance
            cells.append(wrap(cell(line, column, unit), measure, self._wide[column], 2) or [""])
        sentence, lines = self._sentence(line)
        height = (max(map(len, cells)) + lines) * _LEADING + 2 * _PAD
        return _Row(cells, sentence, lines, height)

    def _sentence(self, line: Line) -> tuple[QTextLayout, int]:
        """The whole sentence, the figure's words marked in it, so that a converted value can be held to them."""
        text = line.sentence.replace("\n", " ")
        blank = len(text) - len(text.lstrip())
        layout = QTextLayout(text.strip(), self._serif)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        mark = QTextLayout.FormatRange()
        mark.start, mark.length = units(text[blank : line.at]), units(line.metric.text)
        mark.format.setForeground(theme.colour("ink"))
        mark.format.setBackground(theme.colour("highlighter"))
        layout.setFormats([mark])
        layout.beginLayout()
        count = 0
        while (row := layout.createLine()).isValid():
            row.setLineWidth(self.sheet.body.width())
            row.setPosition(QPointF(0, count * _LEADING))
            count += 1
        layout.endLayout()
        return layout, count

    def _font(self, column: int) -> QFont:
        return self._bold if column in (VALUE, SUBJECT) else self._plain

    def draw(self, painter: QPainter, number: int) -> None:
        """Draw page `number`, from 0, at 96 dots to the inch."""
        body = self.sheet.body
        painter.save()
        painter.translate(body.topLeft())
        y = 0.0
        if not number:
            painter.setFont(font(theme.SERIF, _TITLE, bold=True))
            painter.setPen(theme.colour("ink"))
            painter.drawText(QPointF(0, _TITLE * 0.8), tr("指标对比"))
            painter.setFont(self._note)
            painter.setPen(theme.colour("muted"))
            painter.drawText(QRectF(0, 0, body.width(), _TITLE), Qt.AlignmentFlag.AlignRight, self._told())
            y = _TITLE + _LEADING - _PAD
        y = self._heads(painter, y)
        for row in self.pages[number]:
            y = self._draw_row(painter, row, y)
        painter.restore()
        self._foot(painter, number)

    def _told(self) -> str:
        told = tr("{scope}　{n} 项", scope=self.scope, n=f"{self.count:,}")
        return told + tr("（只印前面这些）") if self.cut else told

    def _heads(self, painter: QPainter, y: float) -> float:
        painter.setFont(self._note)
        painter.setPen(theme.colour("muted"))
        for column, name in enumerate(HEADS):
            self._text(painter, tr(name), column, y + 0.75 * _LEADING, self._note)
        y += _LEADING + _PAD
        painter.setPen(QPen(theme.colour("faint"), 1))
        painter.drawLine(QPointF(0, y - 3), QPointF(self.sheet.body.width(), y - 3))
        return y

    def _draw_row(self, painter: QPainter, row: _Row, y: float) -> float:
        painter.setPen(theme.colour("ink"))
        for column, lines in enumerate(row.cells):
            painter.setFont(self._font(column))
            for n, line in enumerate(lines):
                self._text(painter, line, column, y + _PAD + (n + 0.75) * _LEADING, self._font(column))
        painter.setPen(theme.colour("muted"))
        row.sentence.draw(painter, QPointF(0, y + _PAD + max(map(len, row.cells)) * _LEADING))
        y += row.height
        painter.setPen(QPen(theme.colour("line"), 0.75))
        painter.drawLine(QPointF(0, y), QPointF(self.sheet.body.width(), y))
        return y

    def _text(self, painter: QPainter, text: str, column: int, base: float, its: QFont) -> None:
        x = self._left[column]
        if column == VALUE:
            x += self._wide[column] - QFontMetricsF(its).horizontalAdvance(text)
        painter.drawText(QPointF(x, base), text)

    def _foot(self, painter: QPainter, number: int) -> None:
        body = self.sheet.body
        foot = QRectF(body.left(), body.bottom() + 14, body.width(), 20)
        painter.setFont(self._note)
        painter.setPen(theme.colour("muted"))
        today = date.today()
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft,
                         tr("打印于 {y}年{m}月{d}日", y=today.year, m=today.month, d=today.day))
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight,
                         tr("第 {n} 页，共 {total} 页", n=number + 1, total=len(self.pages)))


def print_list(printer: QPrinter, lines: Sequence[Line], scope: str, unit: str = "", cut: bool = False) -> int:
    """Draw the list on `printer` and return how many pages there are. Raises CasebookError where it stops early."""
    printer.setFullPage(True)
    printer.setDocName(tr("指标对比"))
    printer.setCreator(tr("案例册 Casebook"))
    made = List(lines, scope, unit, cut, Sheet.of(printer.pageLayout()))
    painter = QPainter()
    if not painter.begin(printer):
        raise CasebookError("无法开始打印，请检查打印机是否接通、有没有纸，或改为导出 PDF。")
    try:
        painter.scale(printer.logicalDpiX() / INCH, printer.logicalDpiY() / INCH)
        for number in range(len(made.pages)):
            if number and not printer.newPage():
                raise CasebookError("只打印了 {done} 页，共 {total} 页。请检查打印机或磁盘空间后重试。",
                                    done=number, total=len(made.pages))
            made.draw(painter, number)
    finally:
        painter.end()
    return len(made.pages)


def landscape(mode: QPrinter.PrinterMode = QPrinter.PrinterMode.HighResolution) -> QPrinter:
    printer = a4_printer(mode)
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    return printer


def preview(parent: QWidget | None, lines: Sequence[Line], scope: str, unit: str = "", cut: bool = False) -> None:
    """Show the pages as they will be printed; the reader may print from there, into a PDF too."""

    def paint(printer: QPrinter) -> None:
        print_list(printer, lines, scope, unit, cut)

    PrintPreview(parent, landscape(), tr("指标对比"), QSize(1180, 860), paint).exec()

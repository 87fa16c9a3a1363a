"""Cases -> an Excel workbook: one sheet of cases with their summaries, one of metrics with their sentences."""

from collections.abc import Callable, Iterable, Iterator
from typing import IO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from db.errors import CasebookError
from db.exporting.rows import CASES, METRICS, Cell, case_row, legible, metric_rows
from db.model import Case

_MOST = 1_048_576  # rows of a sheet
_LONGEST = 32_767  # characters of a cell
_LINE = 15.5  # points of height

# Widths in half-width characters.
_WIDTHS = {
    "案例编号": 9, "标题": 34, "地区": 26, "主题": 20, "来源": 20, "日期": 11, "作者": 14, "指标数": 8,
    "背景": 48, "做法": 48, "成效": 48, "指标": 22, "数值": 13, "数值上限": 10, "单位": 9, "限定": 7, "时间": 13,
    "变化": 7, "指标地区": 20, "原文": 16, "所在句子": 60, "起": 6, "止": 6,
}  # fmt: skip
_LONG = frozenset(("标题", "地区", "主题", "来源", "作者", "背景", "做法", "成效", "指标", "指标地区", "所在句子"))


def write(cases: Iterable[Case], file: IO[bytes], label: Callable[[str], str]) -> Iterator[int]:
    """Rows are written as they come, so that a large library needs no more memory than a small one.

    Raises CasebookError where there are more metrics than a sheet has rows.
    """
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
    rows = 0
    with book:
        told = _Sheet(book, "案例", CASES)
        measured = _Sheet(book, "指标", METRICS)
        for count, case in enumerate(cases, 1):
            told.add(case_row(case, label))
            for row in metric_rows(case, label):
                rows += 1
                if rows >= _MOST:
                    raise CasebookError(
                        "指标超过 {most} 行，一张 Excel 表放不下。请分批导出，或者导出为 csv。", most=_MOST - 1
                    )
                measured.add(row)
            yield count
        told.close()
        measured.close()


class _Sheet:
    """A sheet that grows row by row below a heading that stays in sight and can be filtered by."""

    def __init__(self, book: xlsxwriter.Workbook, name: str, columns: tuple[str, ...]) -> None:
        self._sheet: Worksheet = book.add_worksheet(name)
        self._columns = columns
        self._row = 0
        plain = {"font_name": "宋体", "font_size": 10.5, "valign": "top"}
        self._heading: Format = book.add_format({**plain, "bold": True, "bottom": 1, "bg_color": "#EFEBE2"})
        self._plain: Format = book.add_format(plain)
        self._wrapped: Format = book.add_format({**plain, "text_wrap": True})
        for at, column in enumerate(columns):
            self._sheet.set_column(at, at, _WIDTHS[column])
            self._sheet.write_string(0, at, column, self._heading)
        self._sheet.freeze_panes(1, 2)
        self._sheet.set_landscape()
        self._sheet.set_paper(9)  # A4, all columns on one sheet of it, each with the heading
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(0)
        self._sheet.set_footer("&L&A&R&P / &N")

    def add(self, row: tuple[Cell, ...]) -> None:
        self._row += 1
        lines = 1
        for at, (column, cell) in enumerate(zip(self._columns, row, strict=True)):
            if isinstance(cell, str):
                long = column in _LONG
                look = self._wrapped if long else self._plain
                self._sheet.write_string(self._row, at, legible(cell)[:_LONGEST], look)
                if long:  # of two half-width places a Chinese character takes both
                    lines = max(lines, sum(-(-2 * len(line) // _WIDTHS[column]) for line in cell.split("\n")))
            elif cell is not None:
                self._sheet.write_number(self._row, at, cell, self._plain)
        self._sheet.set_row(self._row, min(lines, 26) * _LINE)

    def close(self) -> None:
        self._sheet.autofilter(0, 0, self._row, len(self._columns) - 1)

"""The list as it leaves: text for a spreadsheet's cells, or a file of them. Each figure takes its sentence along."""

import csv
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

from db.comparing import Line
from db.errors import CasebookError, reason
from db.exporting import number
from db.measures import in_base, in_unit
from ui.across import words
from ui.across.model import cell
from ui.across.words import CASE, CHANGE, HEADS, PERIOD, PLACE, QUALIFIER, SUBJECT, UNIT, VALUE
from ui.i18n import later, tr

TEXT_HEADS = (*HEADS, words.PRINTED, words.SENTENCE)
CSV_HEADS = (later("地区"), later("案例"), later("对象"), later("数值"), later("数值上限"), later("单位"),
             later("限定"), later("时间"), later("变化"), later("原文"), later("来源句"), later("报道日期"),
             later("核对"), later("案例编号"))
_FORMULA = "=+-@\t\r"


def as_text(lines: Sequence[Line], unit: str = "") -> str:
    """Tab-separated fields under a line of names, to be pasted into a table; values in `unit` where they can be."""
    rows = ["\t".join(map(tr, TEXT_HEADS))]
    for line in lines:
        cells = [cell(line, column, unit) for column in range(len(HEADS))]
        cells[PLACE] = line.place.replace("/", " ")
        cells[VALUE] = _span(line, unit)
        rows.append("\t".join(_flat(words_) for words_ in (*cells, words.printed(line), line.sentence)))
    return "\n".join(rows) + "\n"


def write_csv(lines: Sequence[Line], path: Path, unit: str = "") -> None:
    """Write the lines to `path`, there whole or not at all, as Excel reads it: UTF-8 with a mark at its head.

    Raises CasebookError where the place cannot be written.
    """
    text = StringIO()
    rows = csv.writer(text)
    rows.writerow(map(tr, CSV_HEADS))
    for line in lines:
        low, high = _ends(line, unit)
        told = {column: cell(line, column, unit) for column in (CASE, SUBJECT, UNIT, QUALIFIER, PERIOD, CHANGE)}
        checked = tr("人工更正") if line.corrected else tr("与原文一致") if line.true else tr("与原文不符")
        rows.writerow((
            _safe(line.place.replace("/", " ")), *map(_safe, (told[CASE], told[SUBJECT])), number(low), number(high),
            *map(_safe, (told[UNIT], told[QUALIFIER], told[PERIOD], told[CHANGE], words.printed(line))),
            _safe(_flat(line.sentence)), line.date, checked, line.case_id,
        ))
    half = path.with_name(path.name + ".part")
    try:
        if path.is_dir():
            raise CasebookError("“{name}”是文件夹。请写明导出文件的名称。", name=path)
        half.write_bytes(b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "backslashreplace"))
        half.replace(path)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise CasebookError(
            "无法写入“{name}”：{reason}。请换一个可以写入、空间充足的位置。", name=path, reason=reason(error)
        ) from error


def _ends(line: Line, unit: str) -> tuple[float, float | None]:
    """Value and upper end, as plain numbers."""
    metric = line.metric
    if not (unit and words.converts(line, unit)):
        return metric.value, metric.value_max
    low, high = (None if end is None else in_unit(in_base(end, metric.unit), unit)
                 for end in (metric.value, metric.value_max))
    return low, high


def _span(line: Line, unit: str) -> str:
    """The value as a spreadsheet counts with it."""
    low, high = _ends(line, unit)
    return f"{low:.15g}" if high is None else f"{low:.15g}–{high:.15g}"


def _flat(words_: str) -> str:
    return " ".join(words_.split())


def _safe(words_: str) -> str:
    """Words no spreadsheet takes for a formula."""
    return "'" + words_ if words_[:1] and words_[0] in _FORMULA else words_

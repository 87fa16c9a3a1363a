"""Cases -> CSV: a row a metric, as any spreadsheet opens it."""

import csv
from collections.abc import Callable, Iterable, Iterator
from typing import IO

from db.exporting.rows import METRICS, Cell, metric_rows
from db.model import Case


def write(cases: Iterable[Case], file: IO[bytes], label: Callable[[str], str]) -> Iterator[int]:
    """UTF-8 with its mark, without which a spreadsheet takes the file for the system's own encoding."""
    rows = csv.writer(_Lines(file))
    file.write(b"\xef\xbb\xbf")
    rows.writerow(METRICS)
    for count, case in enumerate(cases, 1):
        for row in metric_rows(case, label):
            rows.writerow(map(_safe, row))
        yield count


def _safe(cell: Cell) -> Cell:
    """Words no spreadsheet takes for a formula."""
    return "'" + cell if isinstance(cell, str) and cell[:1] in tuple("=+-@\t\r") else cell


class _Lines:
    """What csv writes to, as UTF-8."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def write(self, line: str) -> int:
        return self._file.write(line.encode("utf-8", "backslashreplace"))

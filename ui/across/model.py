"""The list of figures as a table model: rows are known by their keys, and read as they come into view."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from db.comparing import Key, Line
from ui.across import words
from ui.across.words import CASE, CHANGE, HEADS, PERIOD, PLACE, QUALIFIER, SUBJECT, UNIT, VALUE
from ui.i18n import tr
from ui.metrics.model import NOTHING

LINE = Qt.ItemDataRole.UserRole
BLOCK = 40  # rows that are read at once
KEPT = 60  # blocks that are remembered

Index = QModelIndex | QPersistentModelIndex
Fetch = Callable[[Sequence[Key]], Sequence[Line]]


class AcrossModel(QAbstractTableModel):
    """Row n is the figure of key n. A figure that is gone since it was listed has an empty row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keys: tuple[Key, ...] = ()
        self._fetch: Fetch = lambda keys: ()
        self._blocks: OrderedDict[int, dict[Key, Line]] = OrderedDict()
        self._unit = ""

    def set_keys(self, keys: tuple[Key, ...], fetch: Fetch) -> None:
        """Show these figures; `fetch` reads the lines of some of them."""
        self.beginResetModel()
        self._keys, self._fetch = keys, fetch
        self._blocks.clear()
        self.endResetModel()

    def set_unit(self, unit: str) -> None:
        """Tell values in `unit` where they can be; "" tells them as they are."""
        if unit != self._unit:
            self._unit = unit
            if self._keys:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self._keys) - 1, len(HEADS) - 1))

    @property
    def unit(self) -> str:
        return self._unit

    @property
    def keys(self) -> tuple[Key, ...]:
        return self._keys

    def line(self, row: int) -> Line | None:
        block = row // BLOCK
        if block not in self._blocks:
            keys = self._keys[block * BLOCK : (block + 1) * BLOCK]
            self._blocks[block] = {(line.case_id, line.index): line for line in self._fetch(keys)}
            if len(self._blocks) > KEPT:
                self._blocks.popitem(last=False)
        self._blocks.move_to_end(block)
        return self._blocks[block].get(self._keys[row])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._keys):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return side(index.column())
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, LINE,
                        Qt.ItemDataRole.AccessibleTextRole):
            return None
        line = self.line(index.row())
        if line is None or role == LINE:
            return line
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(line)
        return cell(line, index.column(), self._unit)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(HEADS[section])
        return side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None


def cell(line: Line, column: int, unit: str = "") -> str:
    """The words of one cell, values told in `unit` where they can be."""
    metric, converted = line.metric, bool(unit) and words.converts(line, unit)
    return {
        PLACE: lambda: words.place(line.place), CASE: lambda: line.title, SUBJECT: lambda: metric.subject or NOTHING,
        VALUE: lambda: words.value(line, unit if converted else ""),
        UNIT: lambda: (unit if converted else metric.unit) or NOTHING, QUALIFIER: lambda: words.qualifier(line, unit),
        PERIOD: lambda: metric.period or "", CHANGE: lambda: words.change(line),
    }[column]()  # fmt: skip


def tip(line: Line) -> str:
    """All there is to a figure, where its cells are too narrow."""
    told = [f"{line.metric.subject}　{words.printed(line)}", line.title, line.place.replace("/", " › ")]
    if line.date:
        told.append(tr("报道日期：{date}", date=line.date))
    told.append(tr("人工更正") if line.corrected else tr("与原文一致 ✓") if line.true else tr("与原文不符"))
    return "\n".join([*filter(None, told), f"“{line.sentence.strip()}”"])


def side(column: int) -> Qt.AlignmentFlag:
    left = Qt.AlignmentFlag.AlignRight if column == VALUE else Qt.AlignmentFlag.AlignLeft
    return left | Qt.AlignmentFlag.AlignVCenter

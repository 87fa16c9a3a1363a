"""One metric: what is measured, how much, in what unit, with what limit, when; to be corrected or added."""

import math
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db import corrections
from db.errors import CasebookError
from db.model import Case, Patch, Said, Span
from ui import saying
from ui.corrections.form import Form, Line, ems, former, quotation
from ui.corrections.quantity import Reading, value
from ui.i18n import tr

_LINES = ("subject", "value", "value_max", "unit", "period", "region")


class MetricForm(Form):
    """The fields of the metric `index` of a case; with a `span` instead, of one to be added for these words."""

    struck = Signal()

    def __init__(self, parent: QWidget | None, case: Case, index: int | None, span: Span | None = None) -> None:
        super().__init__(parent, tr("更正指标") if index is not None else tr("添加指标"),
                         tr("保存更正") if index is not None else tr("添加指标"))
        self.case, self.index = case, index
        held = case.article.metrics[index] if index is not None else None
        self.span: Span = (held.start, held.end) if held else span
        self._quoted = QVBoxLayout()
        self._quoted.addWidget(quotation(case, self.span, ems(32)))
        self.body.addLayout(self._quoted)
        self.body.addSpacing(4)
        said = {one.patch.field: one for one in case.said if one.metric == index and one.patch.kind == "metric"}
        start = {name: _typed(getattr(held, name)) if held else "" for name in _LINES}
        hints = {"value": tr("例如 58200，或 5.82万"), "value_max": tr("区间才填"), "unit": tr("例如 户、万元、%"),
                 "period": tr("例如 2022年以来"), "region": tr("与主要地点不同才填")}
        self.lines = {name: Line(tr(saying.METRIC[name]), start[name],
                                 _typed(said[name].patch.old) if name in said else None, hints.get(name, ""))
                      for name in _LINES}
        units = QCompleter(sorted({metric.unit for metric in case.article.metrics}), self)
        units.setFilterMode(Qt.MatchFlag.MatchContains)
        self.lines["unit"].edit.setCompleter(units)
        self.qualifier = _choice(saying.QUALIFIERS, held.qualifier if held else "exact")
        self.change = _choice(saying.CHANGES, held.change if held else None)
        amount = QHBoxLayout()
        amount.setSpacing(8)
        amount.addWidget(self.lines["value"], 3, Qt.AlignmentFlag.AlignTop)
        amount.addWidget(QLabel(tr("至")), 0, Qt.AlignmentFlag.AlignTop)
        amount.itemAt(1).widget().setContentsMargins(0, 6, 0, 0)
        amount.addWidget(self.lines["value_max"], 2, Qt.AlignmentFlag.AlignTop)
        rows = QFormLayout()
        rows.setHorizontalSpacing(14)
        rows.setVerticalSpacing(8)
        rows.addRow(tr("指标名称"), self.lines["subject"])
        rows.addRow(tr("数值"), amount)
        rows.addRow(tr("单位"), self.lines["unit"])
        rows.addRow(tr("限定"), self._with_former(self.qualifier, said.get("qualifier")))
        rows.addRow(tr("变化"), self._with_former(self.change, said.get("change")))
        rows.addRow(tr("时间"), self.lines["period"])
        rows.addRow(tr("所在地"), self.lines["region"])
        self.body.addLayout(rows)
        self.body.addStretch(1)
        if held:
            self.add_left(tr("划掉这项指标")).clicked.connect(self.struck)
        self.resize(ems(36), self.sizeHint().height())
        self.lines["value" if held else "subject"].setFocus()
        if held:
            self.lines["value"].edit.selectAll()

    @staticmethod
    def _with_former(choice: QComboBox, said: Said | None) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(choice)
        if said:
            back = former(saying.was(said.patch))
            back.linkActivated.connect(lambda _: choice.setCurrentIndex(choice.findData(said.patch.old)))
            column.addWidget(back)
        return whole

    def fill(self, reading: Reading) -> None:
        """Write in what the selected words say; what was typed meanwhile stays."""
        if reading.span != self.span:
            self.span = reading.span
            self._quoted.takeAt(0).widget().deleteLater()
            self._quoted.addWidget(quotation(self.case, self.span, ems(32)))
        for name in ("subject", "value", "value_max", "unit"):
            edit = self.lines[name].edit
            if not edit.text():
                edit.setText(_typed(getattr(reading, name)))
        if self.qualifier.currentData() == "exact":
            self.qualifier.setCurrentIndex(self.qualifier.findData(reading.qualifier))

    def fields(self) -> dict[str, Any]:
        """What the form says; raises CasebookError for what cannot be."""
        words = {name: line.words for name, line in self.lines.items()}
        found: dict[str, Any] = {"subject": words["subject"], "unit": words["unit"],
                                 "period": words["period"] or None,
                                 "region": words["region"].replace("›", "/").replace(" ", "") or None,
                                 "value": self._number("value"), "value_max": None,
                                 "qualifier": self.qualifier.currentData(), "change": self.change.currentData()}
        if words["value_max"]:
            found["value_max"] = self._number("value_max")
            if not math.isfinite(found["value_max"]) or found["value_max"] <= found["value"]:
                raise CasebookError("区间的后一个数要比前一个大。请检查“数值”。")
            found["qualifier"] = "range"
        elif found["qualifier"] == "range":
            raise CasebookError("限定是“区间”时要填两个数。请填上后一个，或改选别的限定。")
        return found

    def patches(self) -> Sequence[Patch]:
        fields = self.fields()
        if self.index is not None:
            return corrections.metric(self.case, self.index, **fields)
        return [corrections.add(self.case, *self.span, **fields)]

    def _number(self, name: str) -> float:
        """The number in a line; one that was not touched to its last digit."""
        words = self.lines[name].words
        if self.index is not None:
            held = getattr(self.case.article.metrics[self.index], name)
            if held is not None and words == _typed(held):
                return held
        with self.lines[name].blamed():
            return value(words)


def _typed(value: str | float | None) -> str:
    return saying.number(value) if isinstance(value, int | float) else value or ""


def _choice(words: dict[Any, str], chosen: Any) -> QComboBox:
    made = QComboBox()
    for code, word in words.items():
        made.addItem(tr(word), code)
    made.setCurrentIndex(max(made.findData(chosen), 0))
    return made

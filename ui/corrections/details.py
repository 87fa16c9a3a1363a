"""What a case is called, who wrote it and when, where it plays and what it is about: all in one question."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from db import corrections
from db.model import Case, Patch
from ui import saying
from ui.corrections.form import Form, Heading, Line, ems, said_of
from ui.corrections.places import PlacesEditor
from ui.corrections.topics import TopicsEditor
from ui.i18n import tr

LINES = ("title", "kicker", "subtitle", "byline", "date", "dateline", "source_note")
_PARTS = re.compile(r"[、，,;；\s]+")
_DATE = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")


class DetailsForm(Form):
    """Title, byline, date, places and topics of a case. `first` is the field to begin with, or "chips"."""

    def __init__(self, parent: QWidget | None, case: Case, first: str = "title") -> None:
        super().__init__(parent, tr("更正案例信息"), tr("保存更正"))
        self.case = case
        self.lines = {name: self._line(name) for name in LINES}
        rows = QFormLayout()
        rows.setHorizontalSpacing(14)
        rows.setVerticalSpacing(7)
        for name, line in self.lines.items():
            rows.addRow(tr(saying.FIELDS[name]), line)
        self.places = PlacesEditor(case)
        self.topics = TopicsEditor(case)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(rows)
        left.addSpacing(4)
        left.addWidget(Heading(tr("地点")))
        left.addWidget(self.places, 1)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(Heading(tr("主题")))
        right.addWidget(self.topics, 1)
        across = QHBoxLayout()
        across.setSpacing(26)
        across.addLayout(left, 3)
        across.addLayout(right, 2)
        self.body.addLayout(across)
        self.resize(ems(66), 640)
        (self.places if first == "chips" else self.lines.get(first, self.lines["title"])).setFocus()

    def _line(self, name: str) -> Line:
        said = said_of(self.case, name)
        hint = {"date": tr("例如 2022-12-02"), "byline": tr("几个人用顿号分开")}.get(name, "")
        return Line(tr(saying.FIELDS[name]), typed(corrections.value_of(self.case, name)),
                    typed(said.patch.old) if said else None, hint)

    def patches(self) -> Sequence[Patch]:
        case, made = self.case, []
        for name, line in self.lines.items():
            if line.words == typed(corrections.value_of(case, name)):
                continue  # or a line that was not touched would be tidied
            with line.blamed():
                made.append(corrections.field(case, name, understood(name, line.words)))
        made += self.places.patches()
        made += self.topics.patches()
        return [patch for patch in made if patch.new != patch.old]


def typed(value: str | Sequence[str] | None) -> str:
    """A field as it is typed: one line."""
    return "、".join(value) if isinstance(value, list | tuple) else value or ""


def understood(name: str, words: str) -> str | list[str]:
    """What was typed in the line of a field: names parted by 、 or blanks, a date as people write them."""
    if name == "byline":
        return [part for part in _PARTS.split(words) if part]
    if name == "date" and (found := _DATE.fullmatch(unicodedata.normalize("NFKC", words))):
        try:
            return date(*map(int, found.groups())).isoformat()
        except ValueError:
            pass  # the 31st of June: said where it is checked
    return words

"""A note on a passage, or its mere colour."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPlainTextEdit, QToolButton, QWidget

from db import corrections
from db.model import Case, Patch, Said, Span
from ui import saying
from ui.corrections.form import Form, ems, quotation
from ui.i18n import tr
from ui.looks import theme


class NoteForm(Form):
    """The words and the colour of a note: a new one on `span`, or one that is there."""

    changed = Signal(str, str)  # text and colour of a note that is there
    dropped = Signal()

    def __init__(self, parent: QWidget | None, case: Case, span: Span, held: Said | None, colour: str) -> None:
        super().__init__(parent, tr("批注"), tr("保存"))
        self.case, self.span, self.held = case, span, held
        self.body.addWidget(quotation(case, span, ems(28), 20))
        self.edit = QPlainTextEdit(held.patch.new["text"] if held else "")
        self.edit.setPlaceholderText(tr("写下批注；不写字就只是高亮"))
        self.edit.setAccessibleName(tr("批注"))
        self.edit.setFont(theme.sans(theme.SIZE + 1))
        self.edit.setTabChangesFocus(True)
        self.body.addWidget(self.edit, 1)
        self.colours = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(QLabel(tr("底色")))
        for n, (name, word) in enumerate(saying.COLOURS.items()):
            button = QToolButton()
            button.setObjectName("swatch")
            button.setCheckable(True)
            button.setIcon(swatch(name))
            button.setIconSize(QSize(20, 20))
            button.setToolTip(tr(word))
            button.setAccessibleName(tr(word))
            button.setChecked(name == (held.patch.new["colour"] if held else colour))
            self.colours.addButton(button, n)
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)
        if held:
            self.add_left(tr("删除批注") if held.patch.new["text"] else tr("删除高亮")).clicked.connect(self.dropped)
        self.resize(ems(32), max(320, self.sizeHint().height()))
        self.edit.setFocus()

    @property
    def colour(self) -> str:
        return list(saying.COLOURS)[max(self.colours.checkedId(), 0)]

    def patches(self) -> Sequence[Patch]:
        return [corrections.note(self.case, *self.span, self.edit.toPlainText().strip(), self.colour)]

    def _keep(self) -> None:
        if self.held is None:
            super()._keep()
            return
        self._wait(True)
        self.changed.emit(self.edit.toPlainText().strip(), self.colour)


def swatch(name: str) -> QIcon:
    """A disc of a highlight's colour."""
    picture = QPixmap(60, 60)
    picture.fill("transparent")
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(theme.note_colour(name))
    painter.setPen(QPen(theme.colour("faint"), 3))
    painter.drawEllipse(6, 6, 48, 48)
    painter.end()
    picture.setDevicePixelRatio(3)
    return QIcon(picture)

"""A passage of the text: what it is and what it is to be, the difference shown while one types."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QScrollArea, QWidget

from db import corrections
from db.model import Case, Patch, Span
from ui.corrections.form import Form, Heading, ems
from ui.i18n import tr
from ui.looks import theme

_SLOW = 4000  # characters from which the difference is not shown character by character


class PassageForm(Form):
    """Other words for text[start:end] of a case."""

    def __init__(self, parent: QWidget | None, case: Case, span: Span) -> None:
        super().__init__(parent, tr("更正文字"), tr("保存更正"))
        self.case, self.span = case, span
        self.before = case.article.text[slice(*span)]
        self.edit = QPlainTextEdit(self.before)
        self.edit.setFont(theme.serif(13))
        self.edit.setAccessibleName(tr("改成"))
        self.edit.setTabChangesFocus(True)
        self.shown = QLabel()
        self.shown.setTextFormat(Qt.TextFormat.RichText)
        self.shown.setWordWrap(True)
        self.shown.setFont(theme.serif(13))
        self.shown.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.shown.setContentsMargins(8, 6, 8, 6)
        scroll = QScrollArea()
        scroll.setObjectName("difference")
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.shown)
        self.body.addWidget(Heading(tr("改成")))
        self.body.addWidget(self.edit, 1)
        self.body.addWidget(Heading(tr("改动（划线的去掉，加底色的新加）")))
        self.body.addWidget(scroll, 1)
        self.edit.textChanged.connect(self._show)
        self._show()
        self.resize(ems(46), 420)
        self.edit.setFocus()
        self.edit.selectAll()

    def patches(self) -> Sequence[Patch]:
        words = self.edit.toPlainText()
        return [corrections.text(self.case, *self.span, words)] if words != self.before else []

    def _show(self) -> None:
        now = self.edit.toPlainText()
        self.keep.setEnabled(now != self.before)
        self.shown.setText(f"<p style='line-height:160%'>{difference(self.before, now)}</p>")


def difference(before: str, after: str) -> str:
    """Both in one line as HTML: what goes struck through in red, what comes on a teal ground."""
    if len(before) + len(after) > _SLOW:
        blocks = [("replace", 0, len(before), 0, len(after))] if before != after else [("equal", 0, len(before), 0, 0)]
    else:
        blocks = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    parts = []
    for kind, a, b, c, d in blocks:
        gone, come = escape(before[a:b]).replace("\n", "¶<br>"), escape(after[c:d]).replace("\n", "¶<br>")
        if kind == "equal":
            parts.append(escape(before[a:b]).replace("\n", "<br>"))
            continue
        if gone:
            parts.append(f"<s style='color:{theme.COLOURS.red}'>{gone}</s>")
        if come:
            parts.append(f"<span style='background-color:{theme.COLOURS.teal_pale}'>{come}</span>")
    return "".join(parts)

"""Section headings and the sentences of the summary: what a person is asked of them, and what she says by a menu."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFormLayout, QMenu, QWidget

from db import corrections
from db.errors import CasebookError
from db.model import Case, Patch, Span
from ui import saying
from ui.corrections.form import Form, Line, ems, quotation
from ui.i18n import told, tr
from ui.looks import theme
from ui.looks.pane_parts import words_label
from ui.reader import Reader


class HeadingForm(Form):
    """The words of a section heading; `index` of one that is there, or `at`, an offset of the paragraph below it."""

    def __init__(self, parent: QWidget | None, case: Case, index: int | None, at: int) -> None:
        super().__init__(parent, tr("小标题"), tr("保存更正"))
        self.case, self.index, self.at = case, index, at
        held = case.article.headings[index].text if index is not None else ""
        said = next((one.patch for one in case.said if one.patch.kind == "heading" and one.patch.new == held), None)
        self.line = Line(tr("小标题"), held, said.old if said else None)
        rows = QFormLayout()
        rows.addRow(tr("小标题"), self.line)
        width = ems(34)
        text = case.article.text
        end = text.find("\n", at)
        self.body.addLayout(rows)
        if at < len(text):
            below = words_label(theme.SMALL, "muted")
            below.setText(tr("它下面的一段："))
            self.body.addWidget(below)
            self.body.addWidget(quotation(case, (at, min(at + 30, len(text) if end < 0 else end)), width), 1)
        if index is not None:
            self.drop = self.add_left(tr("去掉小标题"))
            self.drop.clicked.connect(lambda: self.send((corrections.heading(case, index, None),)))
        self.resize(width + 44, 240)
        self.line.setFocus()

    def patches(self) -> Sequence[Patch]:
        if self.index is None:
            return (corrections.add_heading(self.case, self.at, self.line.words),)
        if self.line.words == self.case.article.headings[self.index].text:
            return ()
        return (corrections.heading(self.case, self.index, self.line.words),)


class PartsQuestions:
    """Asks about the open case of `reader`; `ask` shows a form, `correct` has patches kept and then does something."""

    def __init__(self, reader: Reader, ask: Callable[[Form, Case], object], correct: Callable[..., object],
                 withdraw: Callable[[int], object], say: Callable[[str], object]) -> None:
        self._reader, self._ask, self._correct, self._withdraw, self._say = reader, ask, correct, withdraw, say

    def heading(self, index: int) -> None:
        """Ask for other words for a section heading."""
        case = self._reader.case
        self._ask(HeadingForm(self._reader, case, index, case.article.headings[index].before), case)

    def add_heading(self, at: int) -> None:
        """Ask for a section heading over the paragraph that holds the offset `at`."""
        case = self._reader.case
        start = case.article.text.rfind("\n", 0, at) + 1
        self._ask(HeadingForm(self._reader, case, None, start), case)

    def drop_heading(self, index: int) -> None:
        case = self._reader.case
        words = case.article.headings[index].text
        self._correct(case, (corrections.heading(case, index, None),),
                      lambda: self._say(tr("已去掉小标题“{words}”，按 Ctrl+Z 可以撤销", words=words)))

    def point(self, span: Span, part: str | None) -> None:
        """Tell the sentence of `span` in this part of the summary, or in none."""
        case = self._reader.case
        try:
            patch = corrections.point(case, *span, part)
        except CasebookError as error:
            self._say(told(error))
            return
        done = tr("已列入摘要的“{part}”，按 Ctrl+Z 可以撤销", part=tr(saying.PARTS[part])) if part else tr(
            "已从摘要中去掉，按 Ctrl+Z 可以撤销")
        self._correct(case, (patch,), lambda: self._say(done))

    def strike_point(self, index: int) -> None:
        """Take a sentence out of the summary."""
        held = self._reader.case.article.summary[index]
        self.point((held.start, held.end), None)

    def point_menu(self, place: QPoint, index: int) -> None:
        """What can be said of a sentence of the summary."""
        case = self._reader.case
        held = case.article.summary[index]
        span = held.start, held.end
        menu = QMenu(self._reader)
        for part, words in saying.PARTS.items():
            if part != held.part:
                entry = menu.addAction(tr("改列为“{part}”", part=tr(words)))
                entry.triggered.connect(lambda _=False, part=part: self.point(span, part))
        menu.addAction(tr("从摘要中去掉")).triggered.connect(lambda: self.point(span, None))
        said = [one.patch.id for one in case.said if one.patch.kind == "point" and one.span == span]
        if said:
            menu.addSeparator()
            menu.addAction(tr("恢复程序选的摘要")).triggered.connect(lambda: self._withdraw(said[0]))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

"""Setting the open case right: asks the person, has what she says written, and tells when it is."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QToolButton

from db import corrections
from db.errors import CasebookError
from db.model import Case, Change, Patch, Span
from ui import dialogs, saying
from ui.article.view import Under
from ui.corrections import gazetteer, menus, quantity
from ui.corrections.details import DetailsForm
from ui.corrections.form import Form
from ui.corrections.listing import Listing
from ui.corrections.metric import MetricForm
from ui.corrections.notes import NoteForm
from ui.corrections.passage import PassageForm
from ui.corrections.review import Review
from ui.i18n import told, tr
from ui.jobs import Jobs
from ui.reader import Reader
from ui.writing import Work, Writer

Opening = Callable[[], AbstractContextManager]


class Editing(QObject):
    """What can be done to the open case of `reader`. `reading` gives the open library, or None, `writing` a way to
    open it once more for writing, from any thread.
    """

    changed = Signal(object)  # id of the case that is another now, or None where none is to be shown

    def __init__(self, reader: Reader, jobs: Jobs, reading: Callable[[], Any], writing: Callable[[], Opening]) -> None:
        super().__init__(reader)
        self._reader, self._jobs, self._reading, self._writing = reader, jobs, reading, writing
        self.writer = Writer(jobs, self)
        self.form: QDialog | None = None  # the one that is open
        self._colour = "yellow"
        self.waits = QToolButton()
        self.waits.setObjectName("waits")
        self.waits.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.waits.setCursor(Qt.CursorShape.PointingHandCursor)
        self.waits.setToolTip(tr("有更正找不到它的文字了，请看一看该放在哪里"))
        self.waits.clicked.connect(self.review)
        self.waits.hide()
        reader.statusBar().addWidget(self.waits)
        self._soon = QTimer(self, singleShot=True, interval=0)  # what it tells is not needed for the first picture
        self._soon.timeout.connect(self._tell_steps)

    @property
    def ways(self) -> dict[str, Callable[[], object]]:
        """What the actions of these names do."""
        return {
            "undo": self.undo,
            "redo": self.redo,
            "details": self.details,
            "correct_text": self.correct_text,
            "correct_metric": self.correct_chosen,
            "add_metric": self.add_metric,
            "strike": self.strike_chosen,
            "highlight": self.highlight,
            "note": self.note,
            "corrections": self.corrections,
            "review": self.review,
        }

    # What was done, and what waits

    def show_steps(self) -> None:
        """Tell, soon, in the menu what can be undone and in the status bar what waits."""
        self._soon.start()

    def _tell_steps(self) -> None:
        library = self._reading()
        try:
            steps = library.next_steps() if library else (None, None)
            waiting = len(library.waiting()) if library else 0
        except CasebookError as error:
            self._reader.statusBar().showMessage(told(error))
            return
        for name, words, step in zip(("undo", "redo"), (tr("撤销"), tr("重做")), steps, strict=True):
            action = self._reader.commands[name]
            action.setEnabled(step is not None)
            action.setText(f"{words}：{saying.step(step)}" if step else words)
        self.waits.setVisible(bool(waiting))
        self.waits.setText(tr("待复核的更正 {n} 条", n=waiting))

    def undo(self) -> None:
        self._write(lambda library: library.undo(), lambda step: self._stepped(step, tr("已撤销")))

    def redo(self) -> None:
        self._write(lambda library: library.redo(), lambda step: self._stepped(step, tr("已重做")))

    def _stepped(self, step: Change | None, words: str) -> None:
        if step is not None:
            self._say(f"{words}：{saying.step(step)}")
            self.changed.emit(step.case_id)

    # The case as a whole

    def details(self, first: str = "title") -> None:
        """Ask for title, byline, date, places and topics, beginning with the field `first`."""
        if case := self._reader.case:
            form = DetailsForm(self._reader, case, first)
            if not gazetteer.is_ready():
                form.places.wait(True)
                self._aside(gazetteer.ready, form, lambda _: form.places.wait(False))
            self._ask(form, case)

    def correct_text(self) -> None:
        if (case := self._reader.case) and (span := self._selected()):
            self._ask(PassageForm(self._reader, case, span), case)

    # Metrics

    def metric(self, index: int) -> None:
        """Ask what is to be another about a metric."""
        case = self._reader.case
        form = MetricForm(self._reader, case, index)
        form.struck.connect(lambda: form.send((corrections.strike(case, index),)))
        self._ask(form, case)

    def correct_chosen(self) -> None:
        if (index := self._chosen()) is not None:
            self.metric(index)

    def add_metric(self) -> None:
        """Ask for a metric of the selected words, begun with what the extraction reads in them."""
        if not (case := self._reader.case) or not (span := self._selected()):
            return
        there = [n for n, m in enumerate(case.article.metrics) if m.start < span[1] and span[0] < m.end]
        if len(there) == 1:
            self.metric(there[0])
            return
        form = MetricForm(self._reader, case, None, span)
        self._aside(lambda: quantity.read(case.article.text, span), form, form.fill)
        self._ask(form, case)

    def strike(self, index: int) -> None:
        case = self._reader.case
        subject = case.article.metrics[index].subject
        self._correct(case, (corrections.strike(case, index),),
                      lambda: self._say(tr("已划掉“{subject}”，按 Ctrl+Z 可以撤销", subject=subject)))

    def strike_chosen(self) -> None:
        if (index := self._chosen()) is not None:
            self.strike(index)

    # Notes

    def highlight(self, colour: str = "") -> None:
        """Colour the selected words, with the last colour where none is named."""
        if (case := self._reader.case) and (span := self._selected()):
            self._colour = colour or self._colour
            self._reader.article.drop_selection()
            self._correct(case, (corrections.note(case, *span, "", self._colour),))

    def note(self) -> None:
        """Ask for a note on the selected words."""
        if (case := self._reader.case) and (span := self._selected()):
            form = NoteForm(self._reader, case, span, None, self._colour)
            form.accepted.connect(self._reader.article.drop_selection)
            self._ask(form, case)

    def open_note(self, note: int) -> None:
        """Show a note, for her to change or delete."""
        case = self._reader.case
        held = next((one for one in case.notes if one.patch.id == note), None)
        if held is None:
            return
        form = NoteForm(self._reader, case, held.span, held, self._colour)

        def keep(words: str, colour: str) -> None:
            self._write(lambda library: library.annotate(note, words, colour), lambda _: self._kept(form, case.id),
                        form.refuse)

        form.changed.connect(keep)
        form.dropped.connect(lambda: self._withdraw((note,), case.id, form.accept, form.refuse))
        self._ask(form, case)

    # What was said

    def corrections(self) -> None:
        """List what was said of the open case."""
        if not (case := self._reader.case):
            return
        form = Listing(self._reader, case)

        def again() -> None:
            form.show_case(self._reading().case(case.id))

        form.withdrawn.connect(lambda ids: self._withdraw(ids, case.id, again, form.refuse))
        form.looked_at.connect(lambda start, end: self._reader.article.select_span((start, end)))
        self._ask(form, case)

    def review(self) -> None:
        """Go through what waits."""
        library = self._reading()
        try:
            waiting = library.waiting()
        except CasebookError as error:
            self._refused(told(error))
            return
        if not waiting:
            dialogs.tell(self._reader, tr("没有待复核的更正"), tr("所有更正都在它们该在的地方。"))
            return
        form = Review(self._reader, waiting, self._case, self._reader.case)

        def again(case_id: int | None) -> None:
            self.changed.emit(case_id)
            form.show_waiting(self._reading().waiting())

        def settle(patch: int, case_id: int, span: Span | None) -> None:
            self._write(lambda writing: writing.settle(patch, case_id, span), lambda _: again(case_id), form.refuse)

        form.settled.connect(settle)
        form.withdrawn.connect(lambda ids: self._write(lambda writing: writing.withdraw(*ids),
                                                       lambda _: again(None), form.refuse))
        self._ask(form, self._reader.case)

    def withdraw(self, patch: int) -> None:
        """Take one thing back that was said of the open case."""
        self._withdraw((patch,), self._reader.case.id)

    # Menus

    def article_menu(self, place: QPoint, under: Under) -> None:
        if self._reader.case is None:
            return
        menu = menus.article_menu(
            self._reader, self._reader.commands.__getitem__, self._menu_ways(), field=under.field,
            selected=self._reader.article.selected_span() is not None, metric=under.metric, note=under.note,
            said=under.said)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def metric_menu(self, place: QPoint, index: int) -> None:
        said = [one for one in self._reader.case.said if one.metric == index]
        menu = menus.metric_menu(self._reader, self._reader.commands.__getitem__, self._menu_ways(), index, said)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _menu_ways(self) -> menus.Ways:
        return menus.Ways(self.details, self.metric, self.strike, self.highlight, self.open_note, self.withdraw)

    # How it is written

    def _ask(self, form: Form, case: Case | None) -> None:
        self.form = form
        form.kept.connect(lambda patches: self._correct(case, patches, form.accept, form.refuse))
        form.finished.connect(lambda _: self._closed(form))
        form.open()

    def _closed(self, form: QDialog) -> None:
        self.form = None if self.form is form else self.form
        form.deleteLater()

    def _kept(self, form: Form, case_id: int) -> None:
        form.accept()
        self.changed.emit(case_id)

    def _correct(self, case: Case, patches: Sequence[Patch], then: Callable[[], object] = lambda: None,
                 refused: Callable[[str], object] | None = None) -> None:
        def done(_: Case) -> None:
            then()
            self.changed.emit(case.id)

        self._write(lambda library: library.correct(case.id, *patches), done, refused)

    def _withdraw(self, ids: Sequence[int], case_id: int, then: Callable[[], object] = lambda: None,
                  refused: Callable[[str], object] | None = None) -> None:
        def done(_: None) -> None:
            then()
            self.changed.emit(case_id)

        self._write(lambda library: library.withdraw(*ids), done, refused)

    def _write(self, work: Work, then: Callable[[Any], object], refused: Callable[[str], object] | None = None) -> None:
        """Have `work` done; `then` only where the same library is still open."""
        path = self._reading().path

        def done(result: Any) -> None:
            library = self._reading()
            if library is not None and library.path == path:
                then(result)

        self.writer.do(self._writing(), work, done, lambda error: (refused or self._refused)(told(error)))

    def _aside(self, work: Callable[[], Any], form: Form, then: Callable[[Any], object]) -> None:
        """Do what takes long beside the window; `then` only while the form is there."""
        closed: list[int] = []
        form.finished.connect(closed.append)

        def steps(_cancelled: Callable[[], bool]) -> Any:
            yield work()

        job = self._jobs.prepare(steps)
        job.progressed.connect(lambda result: None if closed else then(result))
        job.start()

    def _selected(self) -> Span | None:
        """The words that are selected; where there are none, say that there have to be."""
        span = self._reader.article.selected_span()
        if span is None:
            dialogs.tell(self._reader, tr("请先选中文字"), tr("在正文里用鼠标拖过要用的文字，再做一次。"))
        return span

    def _chosen(self) -> int | None:
        if self._reader.case is None:
            return None
        index = self._reader.article.chosen
        if index is None:
            row = self._reader.metrics.view.currentIndex().row()
            index = row if row >= 0 else None
        if index is None:
            dialogs.tell(self._reader, tr("请先选一项指标"), tr("在指标表里点一行，或者点正文里有底色的数字。"))
        return index

    def _case(self, case_id: int) -> Case | None:
        try:
            return self._reading().case(case_id)
        except CasebookError:
            return None

    def _say(self, words: str) -> None:
        self._reader.statusBar().showMessage(words, 6000)

    def _refused(self, words: str) -> None:
        dialogs.tell(self._reader, tr("没有保存"), words, wrong=True)

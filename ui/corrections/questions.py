"""What a person is asked when she sets the open case right, and what becomes of her answers."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QDialog

from db import corrections
from db.errors import CasebookError
from db.model import Bounds, Case, Patch, Span
from db.patching.reextracting import Difference
from ui import dialogs, tasks
from ui.article.view import Under
from ui.corrections import gazetteer, menus, quantity
from ui.corrections.details import DetailsForm
from ui.corrections.form import Form
from ui.corrections.listing import Listing
from ui.corrections.metric import MetricForm
from ui.corrections.notes import NoteForm
from ui.corrections.parts import PartsQuestions
from ui.corrections.passage import PassageForm
from ui.corrections.renewal import Renewal
from ui.corrections.review import Review
from ui.editing import Editing
from ui.i18n import told, tr


class Questions:
    """The forms of one window; `editing` writes what they bring."""

    def __init__(self, editing: Editing) -> None:
        self._editing, self._reader = editing, editing.reader
        self._write, self._say = editing.write, editing.say
        self._reading, self._changed = editing.reading, editing.changed.emit
        self.form: QDialog | None = None  # the one that is open
        self.parts = PartsQuestions(self._reader, self._ask, self._correct, self.withdraw, self._say)
        self._colour = "yellow"

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

    def arrange(self) -> None:
        """Show the page of the open case for her to say where its articles begin and end."""
        from ui.reviewing.arranging import Arranging

        if not (case := self._reader.case):
            return
        library = self._reading()
        try:
            text, page = library.page_text(case.page_id), library.page(case.page_id)
            bounds = library.bounds(case.page_id)
            here = library.extracted(case.id)
        except CasebookError as error:
            self._editing.refused(told(error))
            return
        number = page.articles.index(here) if here in page.articles else 0
        form = Arranging(self._reader, self._editing.jobs, case.source.name, text, page, bounds, number)

        def keep(bounds: Bounds) -> None:
            self._write(lambda writing: writing.arrange(case.page_id, bounds),
                        lambda _: self._kept(form, self._editing.still()), form.refuse)

        form.kept.connect(keep)
        self._open(form)

    # Metrics

    def metric(self, index: int) -> None:
        """Ask what is to be another about a metric."""
        case = self._reader.case
        form = MetricForm(self._reader, case, index)
        form.struck.connect(lambda: form.send((corrections.strike(case, index),)))
        self._ask(form, case)

    def correct_metric(self) -> None:
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

    def strike_out(self, index: int) -> None:
        case = self._reader.case
        subject = case.article.metrics[index].subject
        self._correct(case, (corrections.strike(case, index),),
                      lambda: self._say(tr("已划掉“{subject}”，按 Ctrl+Z 可以撤销", subject=subject)))

    def strike(self) -> None:
        if (index := self._chosen()) is not None:
            self.strike_out(index)

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
            if (held := self._case(case.id)) is not None:
                form.show_case(held)
            else:  # it came to be by what was taken back
                form.accept()

        form.withdrawn.connect(lambda ids: self._withdraw(ids, case.id, again, form.refuse))
        form.looked_at.connect(lambda start, end: self._reader.article.select_span((start, end)))
        form.page_wanted.connect(self._reader.article.page_requested)
        self._ask(form, case)

    def review(self) -> None:
        """Go through what waits."""
        library = self._reading()
        try:
            waiting = library.waiting()
        except CasebookError as error:
            self._editing.refused(told(error))
            return
        if not waiting:
            dialogs.tell(self._reader, tr("没有待复核的更正"), tr("所有更正都在它们该在的地方。"))
            return
        form = Review(self._reader, waiting, self._case, self._reader.case)

        def again(case_id: int | None) -> None:
            self._changed(case_id)
            form.show_waiting(self._reading().waiting())

        def settle(patch: int, case_id: int, span: Span | None) -> None:
            self._write(lambda writing: writing.settle(patch, case_id, span), lambda _: again(case_id), form.refuse)

        def arrange(case_id: int) -> None:
            form.accept()
            self._changed(case_id)
            self.arrange()

        form.settled.connect(settle)
        form.arrange_wanted.connect(arrange)
        form.withdrawn.connect(lambda ids: self._write(lambda writing: writing.withdraw(*ids),
                                                       lambda _: again(None), form.refuse))
        self._ask(form, self._reader.case)

    def renew(self) -> None:
        """Show what the extraction of this program would change, and change it if she says so."""
        library = self._reading()
        form = Renewal(self._reader, self._editing.jobs, tasks.reextract_steps(library.path), library.counts().pages)

        def adopt(differences: Sequence[Difference]) -> None:
            self._write(lambda writing: writing.adopt(*differences), lambda _: self._kept(form, None), form.refuse)

        form.adopted.connect(adopt)
        self._ask(form, None)

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
            said=under.said, heading=under.heading, paragraph=under.paragraph)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def metric_menu(self, place: QPoint, index: int) -> None:
        said = [one for one in self._reader.case.said if one.metric == index]
        menu = menus.metric_menu(self._reader, self._reader.commands.__getitem__, self._menu_ways(), index, said)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _menu_ways(self) -> menus.Ways:
        parts = self.parts
        return menus.Ways(
            self.details, self.metric, self.strike_out, self.highlight, self.open_note, self.withdraw,
            parts.heading, parts.drop_heading, parts.add_heading,
            lambda part: parts.point(span, part) if (span := self._selected()) else None)

    def _ask(self, form: Form, case: Case | None) -> None:
        form.kept.connect(lambda patches: self._correct(case, patches, form.accept, form.refuse))
        self._open(form)

    def _open(self, form: QDialog) -> None:
        self.form = form
        form.finished.connect(lambda _: self._closed(form))
        form.open()

    def _closed(self, form: QDialog) -> None:
        self.form = None if self.form is form else self.form
        form.deleteLater()

    def _kept(self, form: QDialog, case_id: int | None) -> None:
        form.accept()
        self._changed(case_id)

    def _correct(self, case: Case, patches: Sequence[Patch], then: Callable[[], object] = lambda: None,
                 refused: Callable[[str], object] | None = None) -> None:
        def done(_: Case) -> None:
            then()
            self._changed(case.id)

        self._write(lambda library: library.correct(case.id, *patches), done, refused)

    def _withdraw(self, ids: Sequence[int], case_id: int, then: Callable[[], object] = lambda: None,
                  refused: Callable[[str], object] | None = None) -> None:
        def done(_: None) -> None:
            then()
            self._changed(self._editing.still() if self._case(case_id) is None else case_id)

        self._write(lambda library: library.withdraw(*ids), done, refused)

    def _aside(self, work: Callable[[], Any], form: Form, then: Callable[[Any], object]) -> None:
        """Do what takes long beside the window; `then` only while the form is there."""
        closed: list[int] = []
        form.finished.connect(closed.append)

        def steps(_cancelled: Callable[[], bool]) -> Iterator[Any]:
            yield work()

        job = self._editing.jobs.prepare(steps)
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

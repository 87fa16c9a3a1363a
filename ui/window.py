"""The window at work: every signal connected in one place, and the library, which it alone holds."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication

from db import looking
from db.errors import CasebookError
from db.library import Library
from db.search import finder
from db.selection import Selection
from ui import dialogs, tasks, updating, way
from ui.across.desk import Across
from ui.application import AGAIN, VERSION
from ui.checking import check
from ui.editing import Editing
from ui.exporting import Exporting
from ui.history import History
from ui.i18n import language, told, tr
from ui.importing.intake import Intake
from ui.inquiring import Inquirer
from ui.jobs import Jobs
from ui.keeping import Keeping
from ui.settings import Settings
from ui.shelf import Shelf


def _questions(editing: Editing) -> object:
    """What asks a person who sets something right; it brings many forms along."""
    from ui.corrections.questions import Questions

    return Questions(editing)


class Window(Shelf):
    """One library, one open case."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.jobs = Jobs(self)
        self.history = History()
        self.library: Library | None = None
        self.intake = Intake(self, self.jobs, settings, lambda: self.library.path if self.library else None)
        self.editing = Editing(self, self.jobs, lambda: self.library, self._writing, _questions)
        self.exporting = Exporting(self, self.jobs, settings, self._holdings, lambda: self.case, self._listed)
        self.keeping = Keeping(self, self.editing, lambda: self.library)
        self.inquirer = Inquirer(self)
        self.across = Across(self, self.jobs, lambda: self.library, self.open_case)
        self._connect()
        self.restore()
        self._show_library()

    def _holdings(self) -> tuple[Path, int] | None:
        """Where the open library is and how many cases it holds."""
        return (self.library.path, self.library.counts().cases) if self.library else None

    def _listed(self) -> Selection | None:
        """What the navigator lists the answer to, where it is not the tree that it shows."""
        return self.navigator.wanted.selection if self.navigator.wanted else None

    def _connect(self) -> None:
        """Every signal there is between the panes, and what every action does."""
        self.navigator.case_chosen.connect(self._choose)
        self.navigator.left.connect(self.article.setFocus)
        self.navigator.menu_wanted.connect(self.keeping.menu)
        self.navigator.key_wanted.connect(self.keeping.key)
        self.navigator.dropped.connect(self.keeping.dropped)
        self.navigator.search_chosen.connect(self.keeping.open_search)
        self.navigator.save_wanted.connect(self.keeping.save_search)
        self.navigator.funnel.toggled.connect(self.commands["filter"].setChecked)
        self.inquirer.refused.connect(self.statusBar().showMessage)
        self.article.metric_chosen.connect(self.show_row)
        self.article.zoomed.connect(self.zoom_column)
        self.article.page_requested.connect(self.show_page)
        self.article.note_chosen.connect(lambda note: self.editing.questions.open_note(note))
        self.article.menu_wanted.connect(lambda place, under: self.editing.questions.article_menu(place, under))
        self.metrics.edit_wanted.connect(lambda index: self.editing.questions.metric(index))
        self.metrics.strike_wanted.connect(lambda index: self.editing.questions.strike_out(index))
        self.metrics.menu_wanted.connect(lambda place, index: self.editing.questions.metric_menu(place, index))
        self.editing.changed.connect(self._changed)
        self.intake.changed.connect(self._brought)
        self.metrics.metric_chosen.connect(self.choose_metric)
        self.charts.metric_chosen.connect(self.choose_metric)
        self.summary.span_chosen.connect(self.show_span)
        self.summary.menu_wanted.connect(lambda place, n: self.editing.questions.parts.point_menu(place, n))
        self.summary.strike_wanted.connect(lambda n: self.editing.questions.parts.strike_point(n))
        self.breadcrumb.chosen.connect(lambda key: self.navigator.reveal(way.trail(key)))
        self.find_bar.wanted.connect(self.find_words)
        self.find_bar.closed.connect(self.article.setFocus)
        self.files_dropped.connect(self.take_files)
        self.commands.languages.triggered.connect(lambda action: self.speak(action.data()))
        self.commands.connect(
            {
                **self.editing.ways,
                **self.keeping.ways,
                "open": self.ask_library,
                "new": self.ask_new,
                "import": self.intake.ask,
                "import_folder": self.intake.ask_folder,
                "undo_import": self.intake.undo,
                "preview": self.across.either(self.across.print, self.preview),
                "print": self.across.either(self.across.print, self.print),
                "pdf": self.ask_pdf,
                "export": self.exporting.ask,
                "quit": self.close,
                "copy": self.copy,
                "copy_metrics": self.across.either(self.across.copy, self.copy_metrics),
                "find": self.find_bar.open,
                "search": self.search,
                "back": lambda: self._travel(self.history.back()),
                "forward": lambda: self._travel(self.history.forward()),
                "zoom_in": self.article.zoom_in,
                "zoom_out": self.article.zoom_out,
                "zoom_reset": self.article.zoom_reset,
                "navigator": self.navigator.setVisible,
                "filter": self.filter,
                "column": lambda shown: self.column.setVisible(shown and self.case is not None),
                "full": self.full_screen,
                "across": self.across.toggle,
                "raw": self.show_page,
                "verify": self.verify,
                "associate": self._associate,
                "shortcuts": lambda: dialogs.shortcuts(self).open(),
                "about": lambda: dialogs.about(self, VERSION).open(),
            }
        )

    # Which library is open

    def open_library(self, path: Path, case_id: int | None = None) -> bool:
        """Open the library at `path` and in it the case, or its first; where that fails say why, keep what was open.
        One of an earlier version is opened later, when it is up to date.
        """
        try:
            if Library.is_old(path):
                updating.update(self, self.jobs, path, lambda: self.open_library(path, case_id))
                return False
            library = Library.open(path)
            first = library.first_case()
        except CasebookError as error:
            if self.library is None:
                self.show_no_library(told(error))
            else:
                dialogs.tell(self, tr("没有打开"), told(error), wrong=True)
            return False
        if self.library is not None:
            self.library.close()
        branches = self.settings.open_branches if self.settings.library == path else []
        self.library, self.settings.library = library, path
        self._show_library(branches)
        if first is not None:
            opened = case_id is not None and self.open_case(case_id, quiet=True)
            if not opened:
                self.open_case(first)
        return True

    def _show_library(self, opened: Sequence[str] = ()) -> None:
        """Everything that depends on which library is open, with no case open yet; `opened`: branches of its tree."""
        library = self.library
        self.turns.clear()
        self.warm()
        self.history.clear()
        self.show_no_case()
        if library is not None:
            self.inquirer.open(lambda: Library.open(library.path))
        self.navigator.set_library(None, self.inquirer if library else None)  # its tree comes after the article
        self.across.renew(fresh=True)
        self._show_counts()
        self._show_ways()
        self.editing.show_steps()
        if library is None:
            self.show_no_library()
        self.turns.put("library", partial(self._show_tree, opened), self.keeping.show, self._show_recent)

    def _show_tree(self, opened: Sequence[str]) -> None:
        if self.library is not None:
            branches = way.with_lists(self.library.list_branches, way.in_words(self.library.branches))
            self.navigator.tree.set_branches(self.asking(branches))
            self.navigator.expand_keys(opened)

    def _show_recent(self) -> None:
        recent = [str(path) for path in self.settings.recent if looking.exists(path)]
        self.commands.show_recent(recent, lambda name: self.open_library(Path(name)))

    def _show_counts(self) -> None:
        if self.library is None:
            self.counts.clear()
        else:
            self.show_holdings(self.library.counts(), self.library.path)

    def _show_ways(self) -> None:
        """Switch on the actions that have something to act on."""
        self.commands.allow(self.library is not None, self.case is not None)
        self.commands["back"].setEnabled(self.history.can_back)
        self.commands["forward"].setEnabled(self.history.can_forward)

    def make_library(self, path: Path) -> bool:
        """Make an empty library at `path` and open it."""
        try:
            Library.create(path).close()
        except CasebookError as error:
            dialogs.tell(self, tr("没有建立"), told(error), wrong=True)
            return False
        return self.open_library(path)

    # What comes into it

    def _brought(self, first: int | None) -> None:
        """The library holds other cases than before."""
        if self.library is None:
            return
        self._changed(None)
        if self.case is None and (first := first or self.library.first_case()) is not None:
            self.open_case(first)

    # What a person says about its cases

    def _writing(self) -> Callable[[], Library]:
        """A way to open the library once more, for writing."""
        path = self.library.path
        return lambda: Library.open(path, write=True)

    def _changed(self, case_id: int | None) -> None:
        """Show what became of a case that was set right, in the tree and the hits too."""
        self.turns.put("library", self.navigator.refresh, self._show_counts, self.keeping.show, self.editing.show_steps)
        listed = self.across.shown
        self.across.renew()
        if self.case is not None and case_id in (self.case.id, None):
            self._renew()
            if listed:
                self.across.show()
        elif case_id is not None:
            self.open_case(case_id)

    def _renew(self) -> None:
        try:
            self.renew_case(self.library.case(self.case.id))
        except CasebookError:  # its page was taken out
            self.show_no_case()
            self._show_ways()

    # The open case

    def open_case(self, case_id: int, remember: bool = True, quiet: bool = False) -> bool:
        """Show the case; where it cannot be read, say why (unless `quiet`) and return False."""
        try:
            case = self.library.case(case_id)
        except CasebookError as error:
            if not quiet:
                dialogs.tell(self, tr("没有打开"), told(error), wrong=True)
            return False
        if remember:
            self.history.visit(case_id)
        self.show_case(case)
        self._show_ways()
        self.keeping.case_shown()
        return True

    def _choose(self, case_id: int) -> None:
        """Open a case from the navigator; one that answers a search at the words that were typed."""
        typed = self.navigator.answered
        if self.open_case(case_id) and typed:
            self.article.mark_sought(finder(typed, self.case.article.metrics))

    def _travel(self, case_id: int | None) -> bool:
        return case_id is not None and self.open_case(case_id, remember=False)

    def show_page(self, at: int | None = None) -> None:
        """Show the raw page of the open case, from offset `at` of the page."""
        from ui.rawpage import RawPage

        try:
            page = self.case.page_id
            others = [self.library.case(n) for n in self.library.page_cases(page) if n != self.case.id]
            text, unplaced = self.library.page_text(page), self.library.unplaced(page)
        except CasebookError as error:
            dialogs.tell(self, tr("没有打开"), told(error), wrong=True)
            return
        dialog = RawPage(self, text, self.case, others, unplaced, at)
        dialog.arrange_wanted.connect(lambda: self.editing.questions.arrange())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def verify(self) -> None:
        """Check in the background that every stored quotation is what its page says, and tell the result."""
        self.commands["verify"].setEnabled(False)
        check(self, self.jobs, tasks.verify_steps(self.library.path), self.library.counts(), self._show_ways)

    def _associate(self) -> None:
        from ui.system import associating  # brings much along, and is wanted once in a year

        associating.ask(self)

    # The end

    def speak(self, code: str) -> None:
        """Come back in another language."""
        if code != language():
            self.settings.language = code
            if self.close():
                QApplication.exit(AGAIN)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.jobs.close()
        self.editing.writer.finish()
        self.remember()
        if self.library is not None:
            self.turns.settle("library")  # or nobody knows which branches are open
            self.settings.case_id = self.case.id if self.case else None
            self.settings.open_branches = list(self.navigator.expanded_keys())
            self.settings.flush()
            self.across.close()
            self.navigator.set_library(None, None)
            self.inquirer.close()
            self.library.close()
            self.library = None
        self.turns.clear()
        super().closeEvent(event)

"""指标对比 at work: what the view asks for is looked up in the background, and a figure is followed to its words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from db.comparing import Asked, Key, Line, Listing
from db.errors import CasebookError
from db.selection import Filter, Selection
from ui import dialogs, tasks
from ui.across.bar import ReturnBar
from ui.across.view import AcrossView
from ui.i18n import told, tr
from ui.jobs import Job, Jobs
from ui.navigator.tree import BRANCH
from ui.reader import Reader

if TYPE_CHECKING:
    from db.library import Library

_NODES = ("region", "topic", "collection", "starred")  # of the tree, that a list can be made of
WAIT = 250  # milliseconds after the last key in the navigator
COMPARED = 2000  # figures that are looked at for the chart
AT_ONCE = 200  # figures that are read while the reader waits
MOST_OUT = 10_000  # figures that are copied or exported
MOST_PRINTED = 1000


class Across(QObject):
    """Stands between the view and the window: holds what is asked, and the job that finds it; the newest wins."""

    def __init__(
        self, window: Reader, jobs: Jobs, library: Callable[[], Library | None], open_case: Callable[[int], bool]
    ) -> None:
        super().__init__(window)
        self._window, self._jobs, self._library, self._open_case = window, jobs, library, open_case
        self._job: Job | None = None
        self._whole = False  # the whole library, whatever the navigator holds
        self._stale = True
        self._node: tuple[Filter, ...] = ()  # of the tree
        self._at = -1  # the row whose case is open
        self._later = QTimer(self, singleShot=True, interval=WAIT)
        self._later.timeout.connect(self.look)
        self.view = AcrossView()
        self.bar = ReturnBar()
        window.centre.addWidget(self.view)
        window.reading.layout().insertWidget(0, self.bar)
        self.view.wanted.connect(self.look)
        self.view.line_chosen.connect(self.open_row)
        self.view.bar_chosen.connect(lambda n: self._open(self.view.chart.compared.lines[n]))
        self.view.whole_wanted.connect(self._take_whole)
        self.view.copy_wanted.connect(self.copy)
        self.view.save_wanted.connect(self._ask_file)
        self.view.print_wanted.connect(self.print)
        self.view.left.connect(self.leave)
        self.bar.back_wanted.connect(self.show)
        self.bar.step_wanted.connect(lambda step: self.open_row(self._at + step))
        window.navigator.wanted.changed.connect(self._selected)
        window.navigator.box.textChanged.connect(self._selected)
        window.navigator.tree.clicked.connect(self._clicked)
        window.navigator.case_chosen.connect(lambda _: self.bar.tell(-1, 0))

    @property
    def shown(self) -> bool:
        return self._window.centre.currentWidget() is self.view

    def toggle(self) -> None:
        """Show the list, or the article again."""
        self.leave() if self.shown else self.show()

    def show(self) -> None:
        """Show the list in the place of the article, as it was left."""
        if self._library() is None:
            return
        window = self._window
        window.centre.setCurrentWidget(self.view)
        window.column.hide()
        window.breadcrumb.clear_way()
        window.setWindowTitle(tr("指标对比"))
        if self._stale:
            self._take_node()
            self._show_measures()
            self.look()
        if 0 <= self._at < self.view.table.model().rowCount():
            self.view.table.selectRow(self._at)
        self.view.table.setFocus() if self.view.table.model().rowCount() else self.view.filters.thing.setFocus()

    def leave(self) -> None:
        """Show what was there before."""
        window = self._window
        if window.case is None:
            window.show_no_case()
            return
        window.renew_case(window.case)
        window.article.setFocus()

    def either(self, of_list: Callable[[], object], of_case: Callable[[], object]) -> Callable[[], object]:
        """What a command does: one thing while the list is shown, the other while an article is."""
        return lambda: of_list() if self.shown else of_case()

    def renew(self, fresh: bool = False) -> None:
        """The library has changed; `fresh`: it is another one."""
        self._stale = True
        if fresh:
            self._at, self._whole, self._node = -1, False, ()
            self.bar.hide()
            self.view.filters.blockSignals(True)
            self.view.filters.clear()
            self.view.filters.blockSignals(False)
        if self.shown:
            self._show_measures()
            self.look()

    def close(self) -> None:
        """Ask nothing any more."""
        self._library = lambda: None

    # What is looked for

    def _selected(self) -> None:
        """The navigator looks for something else."""
        self._whole, self._stale = False, True
        self._take_node()
        if self.shown:
            self._later.start()

    def _take_whole(self) -> None:
        self._whole = True
        self.look()

    def _scope(self) -> tuple[Selection, str]:
        """The cases whose figures are listed, and how they are called; "" for all."""
        navigator = self._window.navigator
        if self._whole:
            return Selection(), ""
        typed, wanted = navigator.box.text().strip(), navigator.wanted
        filters = wanted.filters or (() if typed else self._node)
        return Selection(typed, filters), " · ".join(filter(None, (typed, *map(wanted.words, filters))))

    def _take_node(self) -> None:
        """The chosen node of the tree is the scope; a case, maybe opened from the list, changes nothing."""
        branch = self._window.navigator.tree.currentIndex().data(BRANCH)
        if branch is None or branch.kind != "case":
            known = branch is not None and branch.kind in _NODES
            self._node = (Filter(branch.kind, branch.key.partition(":")[2]),) if known else ()

    def _clicked(self, index: QModelIndex) -> None:
        if index.data(BRANCH).kind != "case":
            self._selected()

    def _show_measures(self) -> None:
        with suppress(CasebookError):
            self.view.set_measures(self._library().measures())

    def look(self) -> None:
        """Ask for the list anew; an earlier question is given up."""
        library = self._library()
        if library is None:
            return
        self._stale = False
        if self._job is not None:
            self._job.cancel()
        selection, called = self._scope()
        self.view.set_scope(called)
        self.view.wait()
        asked = self.view.asked(Asked(selection))
        job = self._jobs.prepare(tasks.across_steps(library.path, asked, COMPARED))
        self._job = job
        job.progressed.connect(lambda step: self._found(step) if job is self._job else None)
        job.failed.connect(lambda error: self.view.refuse(told(error)) if job is self._job else None)
        job.start()

    def _found(self, step: object) -> None:
        if isinstance(step, Listing):
            self._at = -1
            self.view.show_listing(step, self._lines)
        else:
            self.view.show_compared(step)

    def _lines(self, keys: Sequence[Key]) -> Sequence[Line]:
        library = self._library()
        try:
            return library.metric_lines(keys) if library else ()
        except CasebookError as error:
            self._window.statusBar().showMessage(told(error))
            return ()

    # A figure's words

    def open_row(self, row: int) -> None:
        """Open the case of a row at the figure's words."""
        model = self.view.table.model()
        if not 0 <= row < model.rowCount():
            return
        line = model.line(row)
        if line is not None and self._open(line):
            self._at = row
            self.bar.tell(row, model.rowCount())

    def _open(self, line: Line) -> bool:
        if not self._open_case(line.case_id):
            return False
        self._at = -1
        self.bar.tell(-1, 0)
        self.bar.show()
        # The panes take their places first: until then nobody knows what is in view.
        QTimer.singleShot(0, self, lambda: self._mark(line))
        return True

    def _mark(self, line: Line) -> None:
        case = self._window.case
        if case is not None and case.id == line.case_id and line.index < len(case.article.metrics):
            self._window.show_row(line.index)

    # What leaves

    def _gather(self, most: int, then: Callable[[list[Line], bool], object]) -> None:
        """`then` gets the lines that are selected, or all, and whether some had to be left out; many are read apart."""
        model, rows = self.view.table.model(), self.view.table.chosen_rows()
        keys, cut = [model.keys[row] for row in rows[:most]], len(rows) > most
        library = self._library()
        if library is None:
            return
        if len(keys) <= AT_ONCE:
            then(list(self._lines(keys)), cut)
            return
        self._window.statusBar().showMessage(tr("正在读取 {n} 项指标…", n=f"{len(keys):,}"))
        lines: list[Line] = []
        job = self._jobs.prepare(tasks.line_steps(library.path, keys))
        job.progressed.connect(lines.extend)
        job.failed.connect(lambda error: dialogs.tell(self._window, tr("没有导出"), told(error), wrong=True))
        job.ended.connect(self._window.statusBar().clearMessage)
        job.ended.connect(lambda whole: then(lines, cut) if whole else None)
        job.start()

    def copy(self) -> None:
        """Put the lines on the clipboard as a table."""
        from ui.across.out import as_text

        def out(lines: list[Line], cut: bool) -> None:
            QGuiApplication.clipboard().setText(as_text(lines, self.view.table.model().unit))
            self._tell(tr("已复制 {n} 项指标，可粘贴到表格里", n=len(lines)), cut)

        self._gather(MOST_OUT, out)

    def _ask_file(self) -> None:
        start = Path(self._window.settings.folder or Path.home()) / f"{tr('指标对比')}.csv"
        name, _ = QFileDialog.getSaveFileName(self._window, tr("导出表格"), str(start), tr("表格 (*.csv)"))
        if name and (path := dialogs.with_suffix(self._window, Path(name), ".csv")):
            self.save(path)

    def save(self, path: Path) -> None:
        """Write the list to `path` for a spreadsheet and say so."""
        from ui.across.out import write_csv

        path = path if path.suffix else path.with_suffix(".csv")

        def out(lines: list[Line], cut: bool) -> None:
            try:
                write_csv(lines, path, self.view.table.model().unit)
            except CasebookError as error:
                dialogs.tell(self._window, tr("没有导出"), told(error), wrong=True)
                return
            self._tell(tr("已导出 {n} 项指标到 {name}", n=len(lines), name=path.name), cut)

        self._gather(MOST_OUT, out)

    def print(self) -> None:
        """Show the list as it will be printed."""
        from ui.across.paper import preview

        def out(lines: list[Line], cut: bool) -> None:
            try:
                preview(self._window, lines, self.view.scope.text(), self.view.table.model().unit, cut)
            except CasebookError as error:
                dialogs.tell(self._window, tr("没有打印"), told(error), wrong=True)

        self._gather(MOST_PRINTED, out)

    def _tell(self, words: str, cut: bool) -> None:
        more = tr("；项数太多，其余的没有包括在内") if cut else ""
        self._window.statusBar().showMessage(words + more, 6000)

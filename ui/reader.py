"""One case in all panes, and what can be done with it: follow a figure to its words, copy, print."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from threading import Thread

from PySide6.QtGui import QGuiApplication, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from db.errors import CasebookError
from db.extract.layout.words import grade
from db.model import Case
from ui import dialogs, way
from ui.article.document import BODY
from ui.charts import loading
from ui.clipboard import metrics_table
from ui.drawn import figures_of
from ui.frame import Frame
from ui.i18n import told, tr
from ui.looks.inking import ink
from ui.naming import file_name
from ui.settings import Settings
from ui.turns import Turns


def _read_lists() -> None:
    """Bring in the words and topics that cases are shown by; there is nothing of Qt in them, so a thread can do it."""
    grade("词语")
    way.topic_label("community")


class Reader(Frame):
    """A frame that shows one case at a time, or none."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.case: Case | None = None
        self.turns = Turns(self)
        self._reading = Thread(target=_read_lists, name="lists", daemon=True)
        self.warm()

    def show_case(self, case: Case) -> None:
        """Show `case` in every pane, the article at once and the others soon; and where it stands in the tree."""
        self._show(case, self.column.to_top)

    def renew_case(self, case: Case) -> None:
        """Show the open case as it is now; what the reader looks at stays in its place."""
        bar, beside = self.article.verticalScrollBar().value(), self.column.verticalScrollBar().value()
        finder = self.article.finder
        held = self.case.article.metrics[self.article.chosen] if self.article.chosen is not None else None
        self._show(case, partial(self.column.go_to, beside))
        chosen = next((n for n, one in enumerate(case.article.metrics)
                       if held and (one.start, one.text) == (held.start, held.text)), None)
        if chosen is not None:
            self.choose_metric(chosen)
        self.article.mark_sought(finder)
        self.article.verticalScrollBar().setValue(bar)

    def _show(self, case: Case, place: Callable[[], object]) -> None:
        """Show `case`; `place` puts the column where it is to stand."""
        self.case, article = case, case.article
        self.column.hold()
        self.reading.setUpdatesEnabled(not self.turns.begun)  # setting a page and painting it are a turn each
        self.centre.setCurrentWidget(self.reading)
        self.column.setVisible(self.commands["column"].isChecked())
        self.split.refresh()  # or the article would be laid out twice, first as if the column were not there
        self.article.show_case(case)
        self.article.moveCursor(QTextCursor.MoveOperation.Start)  # where Qt scrolls to when it is first shown
        topic = next(((f"topic:{code}", way.topic_label(code)) for code in article.topics), None)
        self.breadcrumb.show_way(way.region_keys(article.primary_region or ""), topic)
        self.setWindowTitle(article.title)
        follow = partial(self.navigator.select_case, case.id, way.case_trail(article))
        self.turns.put("case", self._appear, follow, self._lists, self._show_metrics, self._show_summary,
                       self.column.release, place)
        self.turns.put("charts", self._draw_charts)

    def _appear(self) -> None:
        self.reading.setUpdatesEnabled(True)

    def _lists(self) -> Iterator[None]:
        """Wait, without holding up the window, for what tables are set by."""
        if self._reading.ident is None:
            self._reading.start()
        while self._reading.is_alive():
            yield

    def _show_metrics(self) -> None:
        self.charts.clear()
        self.metrics.show_metrics(self.case.article, self.case.said)
        for pane in (self.metrics, self.charts):
            pane.select(self.article.chosen)  # which may have been clicked before its row was there

    def _show_summary(self) -> None:
        self.summary.show_summary(self.case.article, self.case.said)

    def _draw_charts(self) -> Iterator[None]:
        yield from loading.load()
        figures = figures_of(self.case)
        yield
        self.column.hold()  # all of them appear at once
        yield from self.charts.drawing(figures, self.case.article)
        self.column.release()

    def show_no_case(self) -> None:
        """Leave the place to what the window has to say."""
        self.case = None
        for matter in ("case", "charts"):
            self.turns.drop(matter)
        self._appear()
        self.column.release()
        self.breadcrumb.clear_way()
        self.column.hide()
        self.find_bar.hide()
        self.setWindowTitle(tr("案例册"))
        self.centre.setCurrentWidget(self.empty)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.turns.begin()

    def warm(self) -> None:
        """Have ready, while the window rests, what the first case would have to wait for."""
        self.turns.put("ink", self._lists, lambda: ink(self.article.setting.font(BODY)), leisurely=True)

    def zoom_column(self, factor: float) -> None:
        """Let the panes beside the article follow its zoom, as far as their column has room."""
        for pane in (self.metrics, self.charts, self.summary):
            pane.set_zoom(min(max(factor, 0.9), 1.5))
        self.warm()

    def choose_metric(self, index: int) -> None:
        """Mark a metric everywhere: its words, its row, its bar."""
        self.article.mark_metric(index)
        self.metrics.select(index)
        self.charts.select(index)

    def show_row(self, index: int) -> None:
        """Mark a metric whose words were clicked, and bring its row into view."""
        self.choose_metric(index)
        self.turns.settle("case")
        self.column.bring(self.metrics, self.metrics.row_rect(index))

    def show_span(self, start: int, end: int) -> None:
        """Mark words of the article, from the summary; no metric is marked then."""
        self.article.mark_span((start, end))
        self.metrics.select(None)
        self.charts.select(None)

    def search(self) -> None:
        """Bring the search box, wherever it was put away."""
        self.commands["navigator"].setChecked(True)
        self.navigator.focus_search()

    def filter(self, shown: bool) -> None:
        """Unfold the filters, wherever they were put away, or fold them."""
        if shown:
            self.commands["navigator"].setChecked(True)
        self.navigator.show_filters(shown)

    def find_words(self, words: str, forward: bool) -> None:
        self.find_bar.tell(self.article.find(words, forward))

    def asking(self, question: Callable[..., tuple]) -> Callable[..., tuple]:
        """`question` for the navigator: where the disk refuses, the status bar says so and the answer is empty."""

        def asked(*words: object) -> tuple:
            try:
                return question(*words)
            except CasebookError as error:
                self.statusBar().showMessage(told(error))
                return ()

        return asked

    def copy(self) -> None:
        """Copy what is selected where the reader is; else what is selected in the article."""
        widget: QWidget | None = QApplication.focusWidget()
        copy = getattr(widget, "copy", None)
        (copy if callable(copy) else self.article.copy)()

    def copy_metrics(self) -> None:
        if self.case is not None:
            article = self.case.article
            QGuiApplication.clipboard().setText(metrics_table(article))
            self.statusBar().showMessage(tr("已复制 {n} 项指标，可粘贴到表格里", n=len(article.metrics)), 4000)

    def preview(self) -> None:
        from ui.printing import printer as printing  # Qt's printing is loaded when something is printed

        self._on_paper(printing.print_preview)

    def print(self) -> None:
        from ui.printing import printer as printing

        self._on_paper(printing.print_cases)

    def _on_paper(self, way_out: Callable[[QWidget, Sequence[Case]], object]) -> None:
        if self.case is None:
            return
        try:
            way_out(self, (self.case,))
        except CasebookError as error:
            dialogs.tell(self, tr("没有打印"), told(error), wrong=True)

    def ask_pdf(self) -> None:
        if self.case is None:
            return
        start = Path(self.settings.folder or Path.home()) / f"{file_name(self.case.article.title)}.pdf"
        chosen, _ = QFileDialog.getSaveFileName(self, tr("存为 PDF"), str(start), "PDF (*.pdf)")
        if chosen and (path := dialogs.with_suffix(self, Path(chosen), ".pdf")):
            self.save_pdf(path)

    def save_pdf(self, path: Path) -> None:
        """Write the open case's summary to `path` and say so."""
        from ui.printing import printer as printing

        path = path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf")
        try:
            pages = printing.write_pdf((self.case,), path)
        except CasebookError as error:
            dialogs.tell(self, tr("没有保存"), told(error), wrong=True)
            return
        self.statusBar().showMessage(tr("已存为 {name}，共 {n} 页", name=path.name, n=pages), 6000)

"""Cases for others to work with: which of them, as what kind of file, and how far the writing is."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QLabel,
    QMainWindow,
    QProgressDialog,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from db.model import Case
from db.selection import Selection
from ui import dialogs
from ui.i18n import later, told, tr
from ui.jobs import Jobs
from ui.looks.asking import Asking
from ui.naming import file_name
from ui.settings import Settings
from ui.tasks import export_steps

KINDS = {
    "xlsx": (later("Excel 工作簿"), later("一张表列案例和摘要，一张表列指标，每个数字带着它的原句")),
    "docx": (later("Word 文档"), later("标题、出处、摘要、指标和原文，可以接着改写")),
    "csv": (later("CSV 表格"), later("一行一项指标，别的表格软件也能打开")),
    "json": (later("JSON 数据"), later("给程序读取，含每项指标在原文里的位置")),
}
Which = Sequence[int] | Selection | None  # ids of cases, those that answer, or all
SLOW = 400  # ms of writing before its progress is shown


class Exporting(QObject):
    """Asks what to export and writes it beside the window.

    `library` tells where the open library is and how many cases it holds, or None; `case` is the open case,
    `found` what the navigator lists the answer to, if it does.
    """

    def __init__(self, window: QMainWindow, jobs: Jobs, settings: Settings,
                 library: Callable[[], tuple[Path, int] | None], case: Callable[[], Case | None],
                 found: Callable[[], Selection | None]) -> None:
        super().__init__(window)
        self._window, self._jobs, self._settings = window, jobs, settings
        self._library, self._case, self._found = library, case, found

    def ask(self) -> None:
        """Ask which cases and what kind of file, then where to."""
        open_one = self._library()
        if open_one is None:
            return
        _, held = open_one
        dialog = Choice(self._window, self._case(), self._found(), held)
        dialog.accepted.connect(lambda: self._ask_where(dialog.cases, dialog.kind))
        dialog.open()

    def _ask_where(self, cases: Which, kind: str) -> None:
        case = self._case()
        name = tr("全部案例") if cases is None else tr("搜索结果")
        if case and not isinstance(cases, Selection | None):
            name = file_name(case.article.title)
        start = Path(self._settings.folder or Path.home()) / f"{name}.{kind}"
        pattern = f"{tr(KINDS[kind][0])} (*.{kind})"
        chosen, _ = QFileDialog.getSaveFileName(self._window, tr("导出"), str(start), pattern)
        if chosen and (path := dialogs.with_suffix(self._window, Path(chosen), f".{kind}")):
            self.write(cases, path, kind)

    def write(self, cases: Which, path: Path, kind: str) -> None:
        """Write `cases` to `path`; what is there is replaced when all is written."""
        library, held = self._library()
        path = path if path.suffix.lower() == f".{kind}" else path.with_name(f"{path.name}.{kind}")
        self._settings.folder = str(path.parent)
        # How many answer a search is known when they are written; until then the bar only says that it goes on.
        most = 0 if isinstance(cases, Selection) else held if cases is None else len(cases)
        shown = QProgressDialog(tr("正在导出到“{name}”…", name=path.name), tr("取消"), 0, most, self._window)
        shown.setWindowTitle(tr("导出"))
        shown.setWindowModality(Qt.WindowModality.WindowModal)
        shown.setMinimumDuration(SLOW)
        shown.setAutoReset(False)
        shown.setAutoClose(False)
        failed: list[Exception] = []
        written: list[int] = []

        def step(count: int | tuple[int]) -> None:
            if isinstance(count, tuple):
                written.extend(count)
            else:
                shown.setValue(min(count, most))

        def ended(_: bool) -> None:
            shown.close()
            shown.deleteLater()
            if failed:
                dialogs.tell(self._window, tr("没有导出"), told(failed[0]), wrong=True)
            elif written:  # though she pressed cancel when it was too late
                words = tr("已导出 {n} 个案例到“{name}”。", n=written[0], name=path.name)
                self._window.statusBar().showMessage(words, 6000)
            else:
                self._window.statusBar().showMessage(tr("已取消，没有写下文件"), 4000)

        job = self._jobs.prepare(export_steps(library, cases, path, kind))
        job.progressed.connect(step)
        job.failed.connect(failed.append)
        job.ended.connect(ended)
        shown.canceled.connect(job.cancel)
        job.start()


class Choice(Asking):
    """Which cases, and as what."""

    def __init__(self, parent: QWidget, case: Case | None, found: Selection | None, held: int) -> None:
        super().__init__(parent, tr("导出"), tr("选择位置…"), tr("取消"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(460)
        self.keep.setDefault(True)
        column = self.body
        column.setSpacing(8)
        self._which = QButtonGroup(self)
        column.addWidget(_heading(tr("导出哪些")))
        self._offered: list[Which] = []
        if case is not None:
            self._offer(column, tr("打开的案例：{title}", title=_short(case.article.title)), (case.id,))
        if found is not None:
            self._offer(column, tr("左边列出的案例（搜索和筛选的结果）"), found)
        self._offer(column, tr("案例库里的全部 {n} 个案例", n=held), None)
        column.addSpacing(10)
        column.addWidget(_heading(tr("导出为")))
        self._kind = QButtonGroup(self)
        for number, (name, about) in enumerate(KINDS.values()):
            button = QRadioButton(tr(name))
            note = QLabel(tr(about))
            note.setObjectName("note")
            note.setWordWrap(True)
            note.setIndent(24)
            note.setBuddy(button)
            button.setAccessibleDescription(tr(about))
            button.setChecked(number == 0)
            self._kind.addButton(button, number)
            column.addWidget(button)
            column.addWidget(note)

    def _keep(self) -> None:
        self.accept()

    @property
    def cases(self) -> Which:
        return self._offered[self._which.checkedId()]

    @property
    def kind(self) -> str:
        return list(KINDS)[self._kind.checkedId()]

    def _offer(self, column: QVBoxLayout, words: str, cases: Which) -> None:
        button = QRadioButton(words.replace("&", "&&"))
        button.setChecked(not self._offered)
        self._which.addButton(button, len(self._offered))
        self._offered.append(cases)
        column.addWidget(button)


def _heading(words: str) -> QLabel:
    label = QLabel(words)
    label.setObjectName("heading")
    return label


def _short(title: str) -> str:
    return title if len(title) <= 24 else title[:23] + "…"

"""Which library is to be open: the one of the last time, one a person asks for, a new one, that of the first start."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from db.model import Counts
from ui import dialogs, states, tasks
from ui.editing import Editing
from ui.i18n import told, tr
from ui.importing.intake import Intake
from ui.jobs import Jobs
from ui.reader import Reader
from ui.settings import Settings, data_folder

SUFFIX = ".casebook"


class Shelf(Reader):
    """A reader that finds or makes the library to be read. What opening one means, `open_library`, is the window's."""

    jobs: Jobs
    intake: Intake
    editing: Editing

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.first = data_folder() / f"library{SUFFIX}"  # made from the bundled pages at the first start

    def open_library(self, path: Path, case_id: int | None = None) -> bool:
        raise NotImplementedError

    def make_library(self, path: Path) -> bool:
        raise NotImplementedError

    def start(self, opened: str | Path | None = None) -> None:
        """Open what the program was started with, else the last library, else make the one of the first start."""
        path = Path(opened).absolute() if opened else None
        if path is not None and tasks.is_library(path):
            self.open_library(path)
            return
        last = self.settings.library
        pages = [path] if path else []
        if last is not None or self.first.exists():
            self.open_library(last or self.first, self.settings.case_id)
            self.take_files(pages)
        else:
            self.make_first(pages)

    def make_first(self, then: Sequence[Path] = ()) -> None:
        """Make the library of the first start from the bundled pages, open it, then take the files of `then`."""
        self.empty.tell(tr("正在准备第一个案例库…"), tr("用随程序附带的报纸版面建立，只需片刻。"))
        job = self.jobs.prepare(tasks.first_steps(self.first))
        job.failed.connect(lambda error: self.show_no_library(told(error)))
        job.ended.connect(lambda whole: whole and self.open_library(self.first) and self.take_files(then))
        job.start()

    def take_files(self, files: Sequence[Path]) -> None:
        """Open a library or import pages, whichever these files are."""
        if len(files) == 1 and tasks.is_library(files[0]):
            self.open_library(files[0])
        elif files:
            self.intake.take(files)

    def ask_library(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("打开案例库"), self._folder(), dialogs.library_filter(SUFFIX))
        if name:
            self.open_library(Path(name))

    def ask_new(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, tr("新建案例库"), self._folder(), dialogs.library_filter(SUFFIX))
        if name:
            path = Path(name)
            self.make_library(path if path.suffix else path.with_suffix(SUFFIX))

    def show_no_library(self, why: str = "") -> None:
        """Say that no library is open, `why`, and what leads to one."""
        ways = [(tr("打开案例库…"), self.ask_library), (tr("新建案例库…"), self.ask_new)]
        if self.first.exists():
            ways.append((tr("打开自带的案例库"), lambda: self.open_library(self.first)))
        else:
            ways.append((tr("重新建立自带的案例库"), self.make_first))
        self.empty.tell(tr("没有打开的案例库"), why or tr("打开一个已有的案例库，或者新建一个。"), ways)

    def show_holdings(self, held: Counts, path: Path) -> None:
        """What the open library holds, in the status bar, and what to do where there is nothing to read yet."""
        self.counts.setText(states.holdings(held, path.name))
        self.counts.setToolTip(str(path))
        if held.cases:
            self.empty.tell(tr("选一个案例来读"), tr("在左边的目录里点一个案例，或者按 Ctrl+K 搜索。"))
        else:
            self.empty.tell(tr("这个案例库还没有案例"), states.how_to_begin(), [(tr("导入…"), self.intake.ask)])

    def _folder(self) -> str:
        return str((self.settings.library or self.first).parent)

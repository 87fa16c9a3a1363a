"""What comes into the open library, from asking for files to taking the last import out again."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow

from ui import dialogs
from ui.i18n import told, tr
from ui.importing.dialog import ImportDialog
from ui.importing.files import ask_files, ask_folder
from ui.jobs import Jobs
from ui.settings import Settings
from ui.tasks import remove_steps


class Intake(QObject):
    """One import at a time, into the library whose path `library` tells (None where none is open)."""

    changed = Signal(object)  # the library holds other cases: the first new one, or None

    def __init__(self, window: QMainWindow, jobs: Jobs, settings: Settings,
                 library: Callable[[], Path | None]) -> None:
        super().__init__(window)
        self._window, self._jobs, self._settings, self._library = window, jobs, settings, library
        self.dialog: ImportDialog | None = None
        self._last: tuple[Path, list[int]] | None = None

    @property
    def undoable(self) -> bool:
        """Whether the last import can be taken out of the library that is open."""
        return self._last is not None and self._last[0] == self._library() and bool(self._last[1])

    def ask(self) -> None:
        """Import the files the reader picks."""
        self._asked(ask_files(self._window, self._settings.folder))

    def ask_folder(self) -> None:
        """Import the folder the reader picks."""
        self._asked(ask_folder(self._window, self._settings.folder))

    def _asked(self, paths: list[Path]) -> None:
        if paths:
            self._settings.folder = str(paths[0].parent)
            self.take(paths)

    def take(self, paths: Sequence[Path]) -> None:
        """Read files, folders and archives, and show what is in them."""
        if self.dialog is not None:
            self.dialog.raise_()
            return
        library = self._library()
        if library is None:
            dialogs.tell(self._window, tr("没有打开的案例库"), tr("请先打开或新建一个案例库，再导入。"))
            return
        self.dialog = ImportDialog(self._window, self._jobs, library, paths)
        self.dialog.kept_pages.connect(lambda pages: setattr(self, "_last", (library, list(pages))))
        self.dialog.done_importing.connect(self._done)
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    def _done(self, anything: bool) -> None:
        if anything and self.dialog is not None:
            self.changed.emit(self.dialog.first_case)

    def _closed(self) -> None:
        self.dialog.deleteLater()
        self.dialog = None

    def undo(self) -> None:
        """Take the pages of the last import out again."""
        if not self.undoable:
            self._window.statusBar().showMessage(tr("没有可以撤销的导入"), 4000)
            return
        library, pages = self._last
        self._last = None
        self._window.statusBar().showMessage(tr("正在撤销导入…"))
        job = self._jobs.prepare(remove_steps(library, pages))
        job.failed.connect(lambda error: dialogs.tell(self._window, tr("没有撤销"), told(error), wrong=True))
        job.ended.connect(self._undone)
        job.start()

    def _undone(self, whole: bool) -> None:
        self._window.statusBar().clearMessage()
        if whole:
            self._window.statusBar().showMessage(tr("导入已撤销，案例库和导入前一样。"), 6000)
        self.changed.emit(None)

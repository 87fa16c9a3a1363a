"""Importing: how far the reading is, what was found, set right where a person wants to, then kept or left."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from db.model import Progress
from ui.i18n import told, tr
from ui.importing.files import time_left
from ui.importing.findings import Findings
from ui.jobs import Job, Jobs
from ui.looks import theme
from ui.reviewing.found import Found
from ui.tasks import keep_steps, read_steps, remove_steps

TICK = 150  # milliseconds between two looks at what has come in
GROWTH = 12  # the list grows by a twelfth of its files at the least
LISTED = 100  # files that are listed in one turn at the most


class ImportDialog(QDialog):
    """Reads `paths`, shows what was found and keeps it in the library at `library` when the person says so."""

    case_chosen = Signal(int)
    read = Signal()  # everything is read
    done_importing = Signal(bool)  # True where the library holds something new, or something less
    kept_pages = Signal(list)  # ids of the pages that are new in the library; [] where they were taken out again

    def __init__(self, parent: QWidget | None, jobs: Jobs, library: Path, paths: Sequence[Path]) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("导入"))
        self.setMinimumSize(760, 480)
        self._jobs, self._library = jobs, library
        self._waiting: list[Found] = []
        self._last: Found | None = None
        self._job: Job | None = None
        self._stage = "reading"
        self._closing = False
        self._pages: list[int] = []
        self._cases: list[int] = []
        self._refused: list[str] = []
        self._build()
        room = (parent.window() if parent else self).screen().availableGeometry()
        self.resize(min(1240, room.width() - 40), min(820, room.height() - 60))
        self._ticker = QTimer(self, interval=TICK)
        self._ticker.timeout.connect(self._take)
        self._ticker.start()
        self._run(read_steps(library, paths), self._waiting.append, self._read)

    def _build(self) -> None:
        self.state = QLabel(tr("正在查看有哪些文件…"))
        self.state.setFont(theme.sans(12, bold=True))
        self.state.setWordWrap(True)
        self.more = QLabel(tr("读完之后可以看一看、改一改，再决定是否保留。现在案例库里什么都没有变。"))
        self.more.setWordWrap(True)
        self.more.setObjectName("deskHint")
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.findings = Findings(self._jobs)
        self.findings.changed.connect(self._allow)
        self.undo_button = QPushButton(tr("撤销导入"))
        self.undo_button.clicked.connect(self.undo)
        self.undo_button.hide()
        self.leave_button = QPushButton(tr("取消"))
        self.leave_button.clicked.connect(self.reject)
        self.keep_button = QPushButton(tr("全部保留"))
        self.keep_button.setProperty("main", True)
        self.keep_button.clicked.connect(self.keep)
        self.keep_button.setEnabled(False)
        foot = QHBoxLayout()
        foot.addWidget(self.findings.skip_button)
        foot.addStretch(1)
        for button in (self.undo_button, self.leave_button, self.keep_button):
            foot.addWidget(button)
        for button in (self.undo_button, self.leave_button, self.keep_button):
            button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 14)
        layout.setSpacing(8)
        layout.addWidget(self.state)
        layout.addWidget(self.more)
        layout.addWidget(self.bar)
        layout.addWidget(self.findings, 1)
        layout.addLayout(foot)
        self._allow()

    def _run(self, steps, step, ended) -> None:
        self._broken: Exception | None = None
        self._job = self._jobs.prepare(steps)
        self._job.progressed.connect(step)
        self._job.failed.connect(self._break)
        self._job.ended.connect(ended)
        self._job.start()

    def _break(self, error: Exception) -> None:
        self._broken = error

    # Reading

    def _take(self) -> None:
        """Tell how far it is, and list what has come in: as much at a time as makes the list a little longer by its
        measure, for Qt lays out all of a list that grows.
        """
        if not self._waiting:
            return
        self._last = self._waiting[-1]
        self.bar.setRange(0, self._last.total)
        self.bar.setValue(self._last.done)
        left = self._last.seconds_left
        said = tr("已读 {n} 个，共 {total} 个文件", n=f"{self._last.done:,}", total=f"{self._last.total:,}")
        self.state.setText(f"{said} · {time_left(left)}" if left else said)
        if self._job is None or len(self._waiting) * GROWTH >= len(self.findings.list.rows.files):
            self.findings.add(self._waiting[:LISTED])
            del self._waiting[:LISTED]
            self._allow()

    def _read(self, whole: bool) -> None:
        """All is read; what is not listed yet is, turn by turn."""
        self._job = None
        if self._closing:
            self._stage = "ended"
            super().reject()
            return
        self._take()
        if self._waiting:
            QTimer.singleShot(0, self, lambda: self._read(whole))
            return
        self._ticker.stop()
        self._stage = "found"
        self.bar.hide()
        files = self.findings.list.rows.files
        wrong = sum(one.error is not None for one in files)
        already = sum(one.already for one in files)
        articles = sum(len(one.heads) for one in files)
        parts = [tr("找到 {n} 篇文章", n=f"{articles:,}")]
        if already:
            parts.append(tr("{n} 个文件早已在库中", n=already))
        if wrong:
            parts.append(tr("{n} 个文件没有读成，原因见下", n=wrong))
        self.state.setText("；".join(parts) + "。")
        self.more.setText(
            tr("可以先看一看，文章分得不对就在右边改；也可以直接全部保留。现在案例库里什么都没有变。")
            if articles else tr("没有可以保留的文章，案例库没有改动。"))
        if self._broken is not None:
            self.state.setText(tr("导入中断") + "：" + told(self._broken))
        self.leave_button.setText(tr("放弃") if articles else tr("关闭"))
        self._allow()
        (self.keep_button if articles else self.leave_button).setFocus()
        self.read.emit()

    def _allow(self) -> None:
        rows = self.findings.list.rows
        self.findings.open = self._stage in ("reading", "found")
        self.findings.allow()
        kept = sum(len(one.heads) for one in rows.kept()) if self._stage == "found" else 0
        self.keep_button.setVisible(self.findings.open)
        self.keep_button.setEnabled(kept > 0)
        self.keep_button.setText(tr("全部保留") if not rows.left_out else tr("保留其余 {n} 篇", n=kept))

    # Keeping

    def keep(self) -> None:
        """Bring what was found into the library."""
        files = self.findings.list.rows.kept()
        if self._stage != "found" or not files:
            return
        self._stage = "keeping"
        self._whole = self._cancelled = False
        self._pages, self._cases, self._refused = [], [], []
        self.bar.setRange(0, len(files))
        self.bar.setValue(0)
        self.bar.show()
        self.leave_button.setText(tr("取消"))
        self._allow()
        self._run(keep_steps(self._library, files), self._kept_some, self._kept)

    def _kept_some(self, steps: list[Progress] | None) -> None:
        if steps is None:
            self._whole = True
            return
        last = steps[-1]
        self.bar.setValue(last.done)
        self.state.setText(tr("正在保存：{n} 页，共 {total} 页", n=f"{last.done:,}", total=f"{last.total:,}"))
        for step in steps:
            if step.problem is not None:
                self._refused.append(f"{step.name}：{told(step.problem)}")
            elif not step.added.already:
                self._pages.append(step.added.page_id)
                self._cases += step.added.case_ids

    def _kept(self, whole: bool) -> None:
        self._job = None
        self.bar.hide()
        if not self._whole:
            self._not_kept()
            return
        self._stage = "kept"
        if self._cancelled:  # too late to stop it: it is taken out again
            self.undo()
            return
        self.state.setText(tr("已保留 {n} 篇文章。", n=f"{len(self._cases):,}"))
        refused = tr("{n} 页没有保存：", n=len(self._refused)) + " ".join(self._refused) if self._refused else ""
        self.more.setText(refused or tr("不想要了可以撤销导入，案例库会回到导入之前的样子。"))
        self.undo_button.setVisible(bool(self._pages))
        self.leave_button.setText(tr("关闭"))
        self.leave_button.setFocus()
        self._allow()
        self.kept_pages.emit(self._pages)
        self.done_importing.emit(bool(self._pages))

    def _not_kept(self) -> None:
        self._stage = "found"
        self._pages, self._cases = [], []
        self.state.setText(tr("没有保存，案例库和导入前一样。") if self._broken is None else told(self._broken))
        self.more.setText(tr("可以接着看、接着改，再保留；也可以放弃。"))
        self.leave_button.setText(tr("放弃"))
        self.leave_button.setEnabled(True)
        self._allow()
        self.done_importing.emit(False)

    @property
    def first_case(self) -> int | None:
        """The first case that was kept."""
        return self._cases[0] if self._cases else None

    def undo(self) -> None:
        """Take what was kept out again."""
        if self._stage != "kept" or not self._pages:
            return
        self._stage = "undoing"
        self.undo_button.hide()
        self.leave_button.setEnabled(False)
        self.bar.setRange(0, len(self._pages))
        self.bar.show()
        self.state.setText(tr("正在撤销导入…"))
        self._run(remove_steps(self._library, self._pages), self.bar.setValue, self._undone)

    def _undone(self, whole: bool) -> None:
        self._job = None
        self.bar.hide()
        if whole and self._cancelled:
            self._not_kept()
            return
        self._stage = "ended"
        self.leave_button.setEnabled(True)
        if whole:
            self._pages, self._cases = [], []
            self.state.setText(tr("导入已撤销，案例库和导入前一样。"))
            self.more.clear()
            self.kept_pages.emit([])
        elif self._broken is not None:
            self.state.setText(told(self._broken))
        self.done_importing.emit(True)

    # The end

    @property
    def running(self) -> bool:
        return self._job is not None

    def reject(self) -> None:
        """Cancel, Esc and the cross: what runs is stopped first; the library is left as it was before."""
        if self._job is None:
            self._waiting.clear()
            super().reject()
        elif self._stage in ("reading", "keeping"):
            self._closing = self._stage == "reading"
            self._cancelled = True
            self._job.cancel()
            self.leave_button.setEnabled(False)
            self.state.setText(tr("正在停止…"))

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._job is not None:
            self.reject()
            event.ignore()
            return
        super().closeEvent(event)

"""Importing files: how far it is, and for every file what it brought or what was wrong with it."""

from collections.abc import Iterable
from html import escape
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QCloseEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QProgressBar, QTextBrowser, QVBoxLayout, QWidget

from db.formats import SUFFIXES
from db.model import Progress
from ui import theme
from ui.i18n import told, tr
from ui.jobs import Jobs, Steps


def files_below(paths: Iterable[Path]) -> list[Path]:
    """`paths` with every folder replaced by the text files in it, at any depth; each file once."""
    files: dict[Path, None] = {}
    for path in paths:
        inside = (p for p in sorted(path.rglob("*")) if p.is_file() and p.suffix.lower() in SUFFIXES)
        files.update(dict.fromkeys(inside if path.is_dir() else [path]))
    return list(files)


class ImportDialog(QDialog):
    """Runs an import and tells of it file by file. It stays open until the reader has seen what came of it."""

    case_chosen = Signal(int)
    done_importing = Signal(bool)  # True where the library holds something new

    def __init__(self, parent: QWidget | None, jobs: Jobs, steps: Steps, total: int) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("导入"))
        self.setMinimumSize(560, 380)
        self._total = total
        self._cases = self._already = self._wrong = self._seen = 0
        self.first_case: int | None = None

        self.state = QLabel(tr("正在导入 {n} 个文件…", n=total))
        self.state.setObjectName("dialogHead")
        self.state.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setRange(0, total)
        self.bar.setTextVisible(False)
        self.list = QTextBrowser()
        self.list.setOpenLinks(False)
        self.list.setAccessibleName(tr("导入结果"))
        self.list.document().setDocumentMargin(12)
        self.list.anchorClicked.connect(self._open)
        self.buttons = QDialogButtonBox()
        self.button = self.buttons.addButton(tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        for part in (self.state, self.bar, self.list, self.buttons):
            layout.addWidget(part)

        self._job = jobs.prepare(steps)
        self._job.progressed.connect(self._step)
        self._job.failed.connect(self._failed)
        self._job.ended.connect(self._ended)
        self._running = True
        self._job.start()

    def _step(self, step: Progress) -> None:
        self.bar.setValue(step.done)
        self.state.setText(tr("已处理 {n} 个，共 {total} 个文件…", n=step.done, total=step.total))
        self._seen += 1
        if step.error is not None:
            self._wrong += 1
            self._tell(step.name, step.error, "red")
        elif step.added.already:
            self._already += 1
            self._tell(step.name, tr("这一页已在库中，没有重复导入。"), "muted", step)
        else:
            self._cases += len(step.added.case_ids)
            if self.first_case is None and step.added.case_ids:
                self.first_case = step.added.case_ids[0]
            self._tell(step.name, tr("新增 {n} 个案例", n=len(step.added.case_ids)), "teal", step)

    def _tell(self, name: str, what: str, colour: str, step: Progress | None = None) -> None:
        self._line(f"<b>{escape(name)}</b>", above=10)
        self._line(f'<span style="color:{getattr(theme.COLOURS, colour)}">{escape(what)}</span>')
        if step is not None and step.added is not None:
            for case_id, title in zip(step.added.case_ids, step.case_titles, strict=False):
                link = f'<a href="case:{case_id}" style="color:{theme.COLOURS.ink}">{escape(title)}</a>'
                self._line(link, left=16)

    def _line(self, html: str, above: int = 2, left: int = 0) -> None:
        """Write a line at the end of the list."""
        cursor = QTextCursor(self.list.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        form = QTextBlockFormat()
        form.setTopMargin(above)
        form.setLeftMargin(left)
        if self.list.document().isEmpty():
            cursor.setBlockFormat(form)
        else:
            cursor.insertBlock(form, QTextCharFormat())
        cursor.insertHtml(html)

    def _failed(self, error: Exception) -> None:
        self._tell(tr("导入中断"), told(error), "red")

    def _ended(self, whole: bool) -> None:
        self._running = False
        self.bar.setValue(self.bar.maximum() if whole else self.bar.value())
        parts = [tr("新增 {n} 个案例", n=self._cases)]
        if self._already:
            parts.append(tr("{n} 个文件早已在库中", n=self._already))
        if self._wrong:
            parts.append(tr("{n} 个文件没有导入，原因见下", n=self._wrong))
        summed = "；".join(parts)
        if whole:
            self.state.setText(tr("导入完毕：{what}。", what=summed))
        else:
            left = self._total - self._seen
            self.state.setText(
                tr("导入已停止：{what}；还有 {n} 个文件没有处理。已导入的都已保存。", what=summed, n=left)
            )
        self.bar.hide()
        self.button.setText(tr("关闭"))
        self.button.setEnabled(True)
        self.button.setFocus()
        self.done_importing.emit(self._cases > 0)

    def _open(self, link: QUrl) -> None:
        if link.scheme() == "case":
            self.case_chosen.emit(int(link.path()))
            if not self._running:
                self.accept()

    def reject(self) -> None:
        """Cancel, Esc and the window's cross: stop the import first, and close only when it has stopped."""
        if self._running:
            self._job.cancel()
            self.button.setEnabled(False)
            self.state.setText(tr("正在停止…手上的文件处理完就停。"))
            return
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._running:
            self.reject()
            event.ignore()
            return
        super().closeEvent(event)


def ask_files(parent: QWidget, folder: str) -> list[Path]:
    """The files the reader picks; none where the dialog is cancelled."""
    from PySide6.QtWidgets import QFileDialog

    kinds = f"{tr('文字文件')} (*{' *'.join(SUFFIXES)});;{tr('所有文件')} (*)"
    names, _ = QFileDialog.getOpenFileNames(parent, tr("导入报纸版面的文字"), folder, kinds)
    return [Path(name) for name in names]



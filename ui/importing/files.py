"""Which files a person means, and how long they take."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from db.formats import SUFFIXES
from ui.i18n import tr


def ask_files(parent: QWidget, folder: str) -> list[Path]:
    """The files the reader picks; none where the dialog is cancelled."""
    kinds = f"{tr('可以导入的文件')} (*{' *'.join(SUFFIXES)});;{tr('所有文件')} (*)"
    names, _ = QFileDialog.getOpenFileNames(parent, tr("导入报纸版面"), folder, kinds)
    return [Path(name) for name in names]


def ask_folder(parent: QWidget, folder: str) -> list[Path]:
    """The folder the reader picks; none where the dialog is cancelled."""
    name = QFileDialog.getExistingDirectory(parent, tr("导入整个文件夹"), folder)
    return [Path(name)] if name else []


def time_left(seconds: float) -> str:
    """How long the rest takes, as a person says it."""
    if seconds < 60:
        return tr("约剩 {n} 秒", n=max(1, round(seconds / 5) * 5 if seconds > 10 else round(seconds)))
    return tr("约剩 {n} 分钟", n=round(seconds / 60))

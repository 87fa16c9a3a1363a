"""The QApplication and what belongs to it: its name, its looks, the language of Qt's own words, our defects."""

import sys
import traceback
from contextlib import suppress
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

import resources
from ui import dialogs
from ui.i18n import language, tr
from ui.looks import theme

AGAIN = 100  # exit code of a window that wants to come back in another language
VERSION = resources.path("version.txt").read_text(encoding="utf-8").strip()


def application() -> QApplication:
    """The one application, dressed; made where there is none yet."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    app.setApplicationName("casebook")
    app.setApplicationVersion(VERSION)
    app.setDesktopFileName("casebook")
    theme.dress(app)
    with suppress(FileNotFoundError):
        app.setWindowIcon(QIcon(str(resources.path("icons/casebook.png"))))
    return app


def speak(app: QApplication) -> None:
    """Let Qt's own dialogs speak the language of the interface."""
    app.setApplicationDisplayName(tr("案例册"))
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if language() == "zh" and translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)


def catch_defects() -> None:
    """Show an exception nobody expected, instead of losing it where no terminal is; still print it."""

    def show(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        if QApplication.instance() is not None and not issubclass(kind, KeyboardInterrupt):
            words = "".join(traceback.format_exception(kind, error, trace))
            dialogs.tell_defect(QApplication.activeWindow(), words)

    sys.excepthook = show

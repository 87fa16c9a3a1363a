"""The program's work where there is no display: a library of the bundled pages, pictures of the window, printed cases.

Everything is the real thing, the window included; only the screen is missing.
"""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication

from db.errors import CasebookError, reason
from db.model import Case
from ui import tasks
from ui.application import application, speak
from ui.i18n import told, tr
from ui.naming import file_name
from ui.printing import printer as printing
from ui.settings import Settings
from ui.shelf import SUFFIX
from ui.window import Window

SIZES = ((1280, 800), (1920, 1080))
REST = 0.8  # seconds in which a window has shown all that it shows
LOADING = 20  # seconds at the most until charts can be drawn


def run(out: Path) -> int:
    """Write the pictures and PDFs into `out`, name each on stdout, and return the exit status.

    The library and the settings live in a temporary folder: a person's own are neither read nor changed.
    """
    app = application()
    speak(app)
    try:
        out.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix="casebook-") as folder:
            for file in _work(app, Path(folder), out):
                print(file)
    except CasebookError as error:
        print(told(error), file=sys.stderr)
        return 1
    except OSError as error:
        words = tr("无法写入 {out}：{why}。请换一个有写入权限的文件夹再运行。", out=out, why=tr(reason(error)))
        print(words, file=sys.stderr)
        return 1
    return 0


def _work(app: QApplication, folder: Path, out: Path) -> Iterator[Path]:
    """Yield each file as it is written."""
    library = folder / f"library{SUFFIX}"
    for progress in tasks.first_steps(library)(lambda: False):
        if progress.error:
            raise CasebookError("随程序附带的版面无法导入（{why}），请重新安装程序。", why=progress.error)
    window = Window(Settings(folder / "casebook.ini"))
    try:
        window.open_library(library)
        window.show()
        for width, height in SIZES:
            yield _picture(app, window, width, height, out)
        cases = list(window.library.cases())
    finally:
        window.close()
        window.deleteLater()
        app.processEvents()
    for case in cases:
        yield _printed((case,), out / f"{case.id:02d}-{file_name(case.article.title)}.pdf")
    yield _printed(cases, out / f"{tr('全部案例')}.pdf")


def _picture(app: QApplication, window: Window, width: int, height: int, out: Path) -> Path:
    window.resize(width, height)
    # A case is shown pane by pane, and its charts when what draws them has come.
    _wait(app, LOADING, lambda: not window.turns.waits("charts"))
    _wait(app, REST)
    file = out / f"{tr('窗口')}-{width}x{height}.png"
    if not window.grab().save(str(file)):
        raise CasebookError("无法写入“{path}”，请换一个有写入权限、空间充足的文件夹再保存。", path=file)
    return file


def _wait(app: QApplication, most: float, done: Callable[[], bool] = lambda: False) -> None:
    """Let the window work until it is `done`, `most` seconds at the most."""
    end = time.monotonic() + most
    while time.monotonic() < end and not done():
        app.processEvents()
        time.sleep(0.005)


def _printed(cases: Sequence[Case], file: Path) -> Path:
    printing.write_pdf(cases, file)
    return file

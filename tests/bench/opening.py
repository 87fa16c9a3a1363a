"""Opens a library in a real window, in a process of its own, and says how long it took and how much memory it holds.

    python -m tests.bench.opening LIBRARY       prints {"seconds": to the first paint of a case, "memory": bytes}

The memory is what the process has to itself once it has shown a case, searched and scrolled; what it only maps from
the library's file, which the system may take back at any time, is not counted.
"""

import json
import os
import sys
import tempfile
import time
from pathlib import Path


def memory() -> int:
    """Bytes of this process that are its own (Linux; elsewhere 0)."""
    rollup = Path("/proc/self/smaps_rollup")
    if not rollup.exists():
        return 0
    own = [line.split() for line in rollup.read_text(encoding="ascii").splitlines()]
    return sum(int(line[1]) for line in own if line[0] in ("Private_Clean:", "Private_Dirty:")) * 1024


def main(path: str) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QEventLoop, QTimer

    from ui.application import application
    from ui.settings import Settings
    from ui.window import Window

    def rest(milliseconds: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    app = application()
    with tempfile.TemporaryDirectory() as folder:
        window = Window(Settings(Path(folder) / "casebook.ini"))
        window.resize(1280, 800)
        window.show()
        app.processEvents()
        began = time.perf_counter()
        window.open_library(Path(path))
        while not window.reading.updatesEnabled():  # it is painted a turn after it was set
            app.processEvents()
        window.grab()
        seconds = time.perf_counter() - began
        rest(300)
        window.navigator.box.setText("老旧小区")
        rest(500)
        window.navigator.box.clear()
        rest(300)
        held = memory()
        window.close()
        rest(50)
    print(json.dumps({"seconds": seconds, "memory": held}))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

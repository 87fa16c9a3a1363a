"""Does the window stay responsive while a thousand pages come in, and what does that cost beyond reading them?

    python -m tests.bench.bench_stall [pages]

A real window on a real library; a timer of 5 ms is the pulse, and the longest time between two beats is the longest
stall. Reading, looking at pages meanwhile, keeping and undoing are measured each by itself. The extraction alone is the
same files read on the same cores with nobody looking. Exits 1 where a stall is over 50 ms, or reading and keeping take
over 1.3 times as long as the extraction alone.
"""

import os
import random
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

from db.importing import read_files
from db.library import Library
from tests import damage
from tests.bench.bench_extraction import made

BEAT, STALL, MORE = 5, 50.0, 1.3


def pages(folder: Path, count: int) -> None:
    told = damage.articles()
    for n in range(count):
        rng = random.Random(n)
        text = damage.page(rng.sample(told, 3), damage.KINDS, n) + "\n\n" + made(1, n)
        (folder / f"{n:04}.txt").write_text(text, encoding="utf-8")


class Pulse(QObject):
    """Beats, and remembers the longest rest since it was last asked."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self, interval=BEAT)
        self._timer.timeout.connect(self._beat)
        self._timer.start()
        self._last = time.perf_counter()
        self.rests: list[float] = []

    def _beat(self) -> None:
        now = time.perf_counter()
        self.rests.append((now - self._last) * 1000)
        self._last = now

    def taken(self) -> list[float]:
        rests, self.rests = sorted(self.rests, reverse=True), []
        return rests or [0.0]


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ui.application import application
    from ui.settings import Settings
    from ui.window import Window

    with tempfile.TemporaryDirectory() as place:
        top = Path(place)
        folder = top / "pages"
        folder.mkdir()
        pages(folder, count)
        Library.create(top / "alone.casebook").close()
        with Library.open(top / "alone.casebook") as library:
            began = time.perf_counter()
            assert sum(1 for _ in read_files([folder], library)) == count
            alone = time.perf_counter() - began
        app = application()
        window = Window(Settings(top / "casebook.ini"))
        window.resize(1280, 800)
        window.make_library(top / "one.casebook")
        window.show()
        rest(app, 0.5)
        pulse = Pulse()
        worst: dict[str, list[float]] = {}

        began = time.perf_counter()
        window.take_files([folder])
        dialog = window.intake.dialog
        turn = 0
        while dialog._stage == "reading":
            rest(app, 0.5)
            rows = dialog.findings.list.rows.rows
            if rows and turn % 4 == 0:  # a reader looks through the list meanwhile
                dialog.findings.list.setCurrentIndex(dialog.findings.list.rows.index(turn * 7 % len(rows)))
            turn += 1
        reading = time.perf_counter() - began
        rest(app, 0.3)
        worst["reading"] = pulse.taken()
        began = time.perf_counter()
        dialog.keep()
        while dialog._stage == "keeping":
            rest(app, 0.05)
        keeping = time.perf_counter() - began
        rest(app, 0.5)
        worst["keeping"] = pulse.taken()
        dialog.undo()
        while dialog._stage == "undoing":
            rest(app, 0.05)
        rest(app, 0.5)
        worst["undoing"] = pulse.taken()
        dialog.reject()
        window.close()
    for name, rests in worst.items():
        over = sum(one > STALL for one in rests)
        following = [round(one) for one in rests[1:6]]
        print(f"{name}: longest stall {rests[0]:.0f} ms, next {following}, {over} over {STALL:.0f} ms")
    ratio = (reading + keeping) / alone
    print(f"{count} pages: extraction alone {alone:.1f} s; in the window reading {reading:.1f} s, keeping "
          f"{keeping:.1f} s: {ratio:.2f} times")
    return int(max(rests[0] for rests in worst.values()) > STALL or ratio > MORE)


def rest(app: QApplication, seconds: float) -> None:
    """Let the window live for a while, as it does in exec()."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


if __name__ == "__main__":
    sys.exit(main())

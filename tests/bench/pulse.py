"""The pulse of a window: how long its event loop rested between two beats; and that of the machine itself, for control.
"""

import contextlib
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.bench.culprits import Culprits

BEAT = 5  # ms
LONG, WORST = 0.025, 4  # seconds from which on it is asked what a rest was spent with; how many are told

# Sleeps from beat to beat and writes down when it woke late: the machine had no time for anybody then.
_CONTROL = """
import os, sys, time
last, parent = time.monotonic(), os.getppid()
with open(sys.argv[1], "w", buffering=1) as out:
    while os.getppid() == parent:
        time.sleep(0.005)
        now = time.monotonic()
        if now - last > 0.010:
            out.write(f"{now} {(now - last) * 1000}\\n")
        last = now
"""


class Pulse(QObject):
    """Beats, and remembers each rest since it was last asked."""

    def __init__(self, culprits: Culprits | None = None) -> None:
        super().__init__()
        self._culprits = culprits
        self._worst: list[tuple[int, int, str]] = []
        self._busy = culprits.now() if culprits else 0.0
        self._timer = QTimer(self, interval=BEAT, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()
        self._last = self._since = time.monotonic()
        self._worked = time.process_time()
        self._rests: list[tuple[float, float]] = []
        self._notes = Path(tempfile.mkdtemp()) / "control"
        self._control = subprocess.Popen([sys.executable, "-c", _CONTROL, str(self._notes)], stdout=subprocess.DEVNULL)

    def _beat(self) -> None:
        now, worked = time.monotonic(), time.process_time()
        self._rests.append(((now - self._last) * 1000, (worked - self._worked) * 1000))
        if self._culprits is not None:
            busy = self._culprits.now()
            if busy - self._busy > LONG:
                told = self._culprits.told(self._busy, busy, now - self._last)
                self._worst.append((round((busy - self._busy) * 1000), round((now - self._last) * 1000), told))
                now, worked = time.monotonic(), time.process_time()  # the telling is not the window's
            self._busy = self._culprits.now()
        self._last, self._worked = now, worked

    def told(self) -> str:
        """What was done in the rests it worked longest in since it was last asked, each with its parts below it."""
        worst, self._worst = sorted(self._worst, reverse=True)[:WORST], []
        return "\n".join(f"  worked {busy} ms of {long}\n{what}" for busy, long, what in worst)

    def taken(self) -> tuple[list[tuple[float, float]], float]:
        """The rests since it was last asked, longest first, each as (milliseconds by the clock, of which the program
        worked); and the longest rest of the machine itself.
        """
        rests, self._rests = sorted(self._rests, reverse=True), []
        since, self._since = self._since, time.monotonic()
        late = [0.0]
        with contextlib.suppress(OSError, ValueError):
            noted = [line.split() for line in self._notes.read_text(encoding="ascii").splitlines()]
            late += [float(rest) for when, rest in noted if float(when) >= since]
        return rests or [(0.0, 0.0)], max(late)

    def stop(self) -> None:
        self._timer.stop()
        if self._culprits is not None:
            self._culprits.stop()
        self._control.kill()
        self._control.wait()


def rest(milliseconds: float) -> None:
    """Let the window live for a while, as it does in exec()."""
    loop = QEventLoop()
    QTimer.singleShot(round(milliseconds), loop.quit)
    loop.exec()


def press(widget: QWidget, key: int, text: str = "") -> None:
    """A key pressed and let go."""
    for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))

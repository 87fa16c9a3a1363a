"""What a window did in a stall: the stack of its thread, looked at every millisecond from another thread.

For bench_stall --who. Looking takes time of its own, so figures of such a run are for comparing their parts only. Times
are those the window's thread worked: what it waited for others is not its doing. What is told of a function and of no
other below it is its own or Qt's work. (Asking Qt which event it handles makes Python objects of half-made widgets.)
"""

import gc
import sys
import threading
import time
from collections import Counter, deque
from pathlib import Path

LOOK = 0.001  # seconds between two looks
KEPT = 6000  # looks that are remembered
LEAST = 0.06  # of a stall a line must stand for to be told
ROOT = Path(__file__).resolve().parents[2]

Path_ = tuple[str, ...]  # where the thread was, outermost first


class Culprits:
    """Looks on from the time it is made; to be made in the window's thread."""

    def __init__(self) -> None:
        self._looks: deque[tuple[float, Path_]] = deque(maxlen=KEPT)  # when, by the clock of the thread's work
        self._watched = threading.get_ident()
        self._clock = time.pthread_getcpuclockid(self._watched)
        self._gathered: deque[tuple[float, float]] = deque(maxlen=KEPT)  # when garbage was collected, from and until
        gc.callbacks.append(self._note_gathering)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look_on, name="culprits", daemon=True)
        self._thread.start()

    def _look_on(self) -> None:
        while not self._over.wait(LOOK):
            frame, where = sys._current_frames().get(self._watched), deque()
            while frame is not None and "/tests/bench/" not in frame.f_code.co_filename:
                where.appendleft(f"{_short(frame.f_code.co_filename)} {frame.f_code.co_qualname}")
                frame = frame.f_back
            self._looks.append((self.now(), tuple(where) or ("Qt itself",)))

    def now(self) -> float:
        """Seconds the window's thread has worked so far."""
        return time.clock_gettime(self._clock)

    def _note_gathering(self, phase: str, _: object) -> None:
        if phase == "start":
            self._began = time.monotonic()
        else:
            self._gathered.append((self._began, time.monotonic()))

    def stop(self) -> None:
        gc.callbacks.remove(self._note_gathering)
        self._over.set()
        self._thread.join()

    def told(self, since: float, until: float, clock: float) -> str:
        """What the window worked at between two times of `now`, as a tree with milliseconds; `clock`: the seconds that
        went by.
        """
        spent, before = Counter(), since
        for when, where in list(self._looks):
            if when > before:  # a look that came late stands for the time it could not come
                for depth in range(len(where)):
                    spent[where[: depth + 1]] += max(min(when, until) - before, 0)
                before = min(when, until)
        lines, least = [], max(LEAST * (until - since), 0.001)

        def walk(path: Path_) -> None:
            below = [(time_, part) for part, time_ in spent.items()
                     if len(part) == len(path) + 1 and part[: len(path)] == path and time_ >= least]
            for time_, part in sorted(below, reverse=True):
                lines.append(f"    {'  ' * len(path)}{time_ * 1000:3.0f}  {part[-1]}")
                walk(part)

        walk(())
        gathered = sum(end - begin for begin, end in self._gathered if begin >= time.monotonic() - clock)
        if gathered > 0.002:
            lines.append(f"    {gathered * 1000:3.0f}  (by the clock) collecting garbage, in whatever thread")
        return "\n".join(lines)


def _short(name: str) -> str:
    path = Path(name)
    ours = any(path.is_relative_to(ROOT / room) for room in ("ui", "db"))
    return str(path.relative_to(ROOT)) if ours else "/".join(path.parts[-2:])

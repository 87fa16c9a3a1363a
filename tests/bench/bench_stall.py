"""Does the window stay responsive: on a large library while one types, scrolls, opens, and while many pages come in?

    python -m tests.bench.bench_stall [PAGES] [--library FILE] [--who]    (make bench: 250, the library of bench_search)

A real window; a timer of 5 ms is the pulse, and the longest time between two beats is the longest stall. Beside it
stands how long the program (all its threads) worked in it, for in the rest the processors were with somebody else; and
the longest pause of a process that only sleeps, for what the machine itself is guilty of. The extraction alone is the
same files read on the same cores with nobody looking, the mean of once before and once after. Prints a table, kept in
out/bench/stall.json (see tests.bench.figures). Exits 1 where a stall is over 50 ms, or reading and keeping take over
1.3 times as long as the extraction alone. --who tells what the window did in its longest stalls
(tests.bench.culprits), which costs time.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from db.importing import import_files, read_files
from db.library import Library
from tests import damage
from tests.bench.bench_extraction import made
from tests.bench.compiled import as_installed
from tests.bench.figures import OUT, Figure, keep
from tests.samples import PAGE

STALL, GOAL, MORE = 50.0, 16.0, 1.3
LOOK = 2.0  # seconds between two pages that are looked at while others are read


def pages(folder: Path, count: int) -> None:
    told = damage.articles()
    for n in range(count):
        rng = random.Random(n)
        text = damage.page(rng.sample(told, 3), damage.KINDS, n) + "\n\n" + made(1, n)
        (folder / f"{n:04}.txt").write_text(text, encoding="utf-8")


class Watch:
    """Figures of one stretch of work after the other."""

    def __init__(self, who: bool) -> None:
        from tests.bench.culprits import Culprits
        from tests.bench.pulse import Pulse

        self._pulse = Pulse(Culprits() if who else None)
        self.figures: list[Figure] = []

    def note(self, what: str) -> None:
        print(what, self._pulse.told(), sep="\n", flush=True)
        rests, machine = self._pulse.taken()
        self.figures += [
            Figure(f"{what}: longest stall", rests[0][0], bar=STALL),
            Figure(f"{what}: in which the program worked for", rests[0][1]),
            Figure(f"{what}: the most it worked between two beats", max(worked for _, worked in rests)),
            Figure(f"{what}: the second longest stall", rests[min(1, len(rests) - 1)][0]),
            Figure(f"{what}: stalls over {GOAL:.0f} ms, of a thousand beats",
                   1000 * sum(one > GOAL for one, _ in rests) / len(rests), ""),
            Figure(f"{what}: the machine's own longest pause", machine),
        ]

    def forget(self) -> None:
        self._pulse.told()
        self._pulse.taken()

    def stop(self) -> None:
        self._pulse.stop()


def extraction(folder: Path, library: Path, count: int) -> float:
    """Seconds that reading the pages takes with nobody looking."""
    with Library.open(library) as reading:
        began = time.perf_counter()
        assert sum(1 for _ in read_files([folder], reading)) == count
        return time.perf_counter() - began


def bringing(window, folder: Path, watch: Watch) -> tuple[float, float]:
    """Read the pages with somebody looking through the list meanwhile, keep them, undo; seconds of reading, keeping."""
    from tests.bench.pulse import rest

    began = time.perf_counter()
    window.take_files([folder])
    dialog = window.intake.dialog
    turn, looked = 0, began
    while dialog._stage == "reading":
        rest(20)  # no longer, for the end must not wait to be seen
        model = dialog.findings.list.model()
        if model.rowCount() and time.perf_counter() - looked > LOOK:
            looked = time.perf_counter()
            turn += 1
            dialog.findings.list.setCurrentIndex(model.index(turn * 28 % model.rowCount(), 0))
    reading = time.perf_counter() - began
    rest(300)
    watch.note("reading pages")
    began = time.perf_counter()
    dialog.keep()
    while dialog._stage == "keeping":
        rest(20)
    keeping = time.perf_counter() - began
    rest(500)
    watch.note("keeping them")
    dialog.undo()
    while dialog._stage == "undoing":
        rest(50)
    rest(500)
    watch.note("undoing that")
    dialog.reject()
    return reading, keeping


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="?", type=int, default=250)
    parser.add_argument("--library", type=Path, default=OUT / "100k.casebook")
    parser.add_argument("--who", action="store_true")
    told = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from tests.bench.pulse import rest
    from tests.bench.walking import walk
    from ui.application import application
    from ui.settings import Settings
    from ui.window import Window

    with tempfile.TemporaryDirectory() as place:
        top = Path(place)
        folder, six = top / "pages", top / "six.casebook"
        folder.mkdir()
        pages(folder, told.pages)
        with Library.create(six) as library:
            list(import_files([PAGE], library))
        alone = [extraction(folder, six, told.pages)]
        application()
        watch = Watch(told.who)
        window = Window(Settings(top / "casebook.ini"))
        window.resize(1280, 800)
        window.show()
        rest(2000)  # nobody chooses a file sooner
        watch.forget()
        if told.library.exists():
            window.open_library(told.library)
            rest(2000)
            watch.note("opening the large library")
            walk(window, watch.note)
        else:
            print(f"{told.library} is not there (python -m tests.bench.bench_search makes it); a small one instead")
        window.open_library(six)
        rest(2000)
        watch.forget()
        reading, keeping = bringing(window, folder, watch)
        watch.stop()
        window.close()
        rest(100)
        alone.append(extraction(folder, six, told.pages))
    ratio = (reading + keeping) / statistics.mean(alone)
    return keep("stall", [
        *watch.figures, *(Figure(f"{told.pages} pages, extraction alone, {when}", one, "s")
                         for when, one in zip(("before", "after"), alone, strict=True)),
        Figure("in the window: reading", reading, "s"), Figure("in the window: keeping", keeping, "s"),
        Figure("reading and keeping, times of the extraction alone", ratio, "×", MORE)]) > 0


if __name__ == "__main__":
    as_installed("tests.bench.bench_stall")
    sys.exit(main())

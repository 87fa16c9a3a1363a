"""How long an import of many pages takes, against taking the same pages apart alone on the same cores.

    python -m tests.bench.bench_import [PAGES]        (make bench)

The work is counted in processor time of all processes, which other programs on the machine do not touch; what the
clock says is told beside it. Prints a table, kept in out/bench/import.json (see tests.bench.figures). Exits 1 where the
import takes more than 1.3 times the work, or comes to less than 0.7 of the extractor's own rate.
"""

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from db import importing
from db.intake import files as ingest
from db.intake import workers as ingest_workers
from db.library import Library
from tests.bench.compiled import as_installed
from tests.bench.figures import Figure, keep
from tests.samples import PAGE

PAGES, TURNS = 60, 3
BAR, RATE = 1.3, 0.7  # times extraction alone; of the extractor's own rate


def pages(folder: Path, count: int) -> list[Path]:
    """Pages like the bundled one, each unlike the others: its paragraphs in another order, with other numbers."""
    parts = PAGE.read_text(encoding="utf-8").split("\n\n## ")
    files = []
    for number in range(count):
        draw = random.Random(number)
        page = parts[:1] + draw.sample(parts[1:], len(parts) - 1)
        files.append(folder / f"{number:04}.txt")
        files[-1].write_text("\n\n## ".join(page).replace("12", str(draw.randrange(13, 99))), encoding="utf-8")
    return files


def measured(work: Callable[[], int], count: int) -> tuple[float, float]:
    """Seconds of processor time, and by the clock, that `work` on `count` pages takes."""
    before, began = os.times(), time.perf_counter()
    done = work()
    took, after = time.perf_counter() - began, os.times()
    if done != count:
        raise SystemExit(f"{done} of {count} pages were read")
    return sum(after[:4]) - sum(before[:4]), took


def main(count: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        files = pages(Path(folder), count)
        items = ingest.items(files)

        def alone() -> int:
            return sum(one.page is not None for one in ingest_workers.readings(items))

        def whole() -> int:
            with tempfile.TemporaryDirectory() as shelf, Library.create(Path(shelf) / "a.casebook") as library:
                return sum(one.added is not None for one in importing.import_files(files, library))

        # In turn, the best of each: what else runs on the machine comes and goes.
        found = [(measured(alone, count), measured(whole, count)) for _ in range(TURNS)]
    work_alone, took_alone = map(min, zip(*(a for a, _ in found), strict=True))
    work, took = map(min, zip(*(b for _, b in found), strict=True))
    return keep("import", [
        Figure(f"{count} pages, extraction alone: work", work_alone, "s"),
        Figure("extraction alone: by the clock", took_alone, "s"),
        Figure("import: work", work, "s"), Figure("import: by the clock", took, "s"),
        Figure("import, times of the extraction alone: work", work / work_alone, "×", BAR),
        Figure("import, times of the extraction alone: by the clock", took / took_alone, "×"),
        Figure("rate of the import, of the extractor's own", took_alone / took, "×", RATE, least=True),
        Figure("pages imported, by the clock", count / took, "/s"),
    ]) > 0


if __name__ == "__main__":
    as_installed("tests.bench.bench_import")
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else PAGES))

"""Searching, counting and opening libraries of any size, held against the bars and against other programs.

    python -m tests.bench.bench_search [SIZE …] [--in FOLDER] [--alone]        (make bench: 100k)

SIZE is 1k, 100k or 1m; the library SIZE.casebook is looked for in FOLDER (out/bench) and made there if need be, which
takes long for the last. --alone leaves ripgrep, LIKE and tantivy out. Prints a table; out/bench/search-SIZE.json keeps
it (see tests.bench.figures), with "queries": [{"typed", "hits", "ms", "ms_faceted", …, "ms" of each rival}].
Every time is by the clock, the median of several; the files are in the system's memory. Exits 1 where a bar is missed.
"""

import argparse
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from db.importing import import_files
from db.library import Library
from db.selection import Filter, Selection
from db.store import schema
from tests.bench import library as making
from tests.bench.figures import OUT, Figure, keep, spread, took
from tests.bench.queries import Query, queries
from tests.bench.rivals import rivals
from tests.samples import PAGE

SIZES = {"1k": 1_000, "100k": 100_000, "1m": 1_000_000}
SEARCH = {"100k": (15.0, 40.0), "1m": (50.0, 150.0)}  # ms: p95, worst
FIRST, ROUNDS = 50, 5


def made(size: str, folder: Path) -> Path:
    """The library of this size, made anew where the tables have changed since."""
    path = folder / f"{size}.casebook"
    if path.exists():
        with closing(schema._connection(path, "ro")) as base:
            if base.execute("PRAGMA user_version").fetchone()[0] == schema.VERSION:
                return path
        path.unlink()
    for beside in (".txt", ".queries.json"):  # what was made of an earlier one
        path.with_suffix(beside).unlink(missing_ok=True)
    shutil.rmtree(path.with_suffix(".tantivy"), ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    began = time.perf_counter()
    half = path.with_suffix(".part")
    half.unlink(missing_ok=True)
    making.build(half, SIZES[size])
    half.rename(path)
    print(f"made {path.name} in {time.perf_counter() - began:.0f} s")
    return path


def searching(library: Library, size: str, wanted: list[Query]) -> tuple[list[Figure], list[dict]]:
    """Each query by itself and with two facets on; what was found is held against ripgrep's count."""
    figures: list[Figure] = []
    rows = [{"typed": one.typed, "hits": one.hits} for one in wanted]
    for row, one in zip(rows, wanted, strict=True):
        answer = library.find(Selection(one.typed), FIRST)
        if (answer.total < one.hits and answer.exact) or len(answer.hits) < min(one.hits, FIRST):
            print(f"{one.typed}: {answer.total} found, {one.hits} are there")
            row["missed"] = one.hits - answer.total
    top = library.facets(Selection(), "region")
    place, topic = (max(library.facets(Selection(), facet), key=lambda one: one.count).key
                    for facet in ("region", "topic"))
    year, unit = library.facets(Selection(), "year")[0].key, library.facets(Selection(), "unit")[0].key
    rare = min(top, key=lambda one: one.count).key
    for key, what, filters in (
        ("ms", "search", ()),
        ("ms_faceted", "search, largest region and topic on", (Filter("region", place), Filter("topic", topic))),
        ("ms_facets_2", "search, a year and a unit on", (Filter("year", year), Filter("unit", unit))),
        ("ms_facets_3", "search, smallest region on, topic out",
         (Filter("region", rare), Filter("topic", topic, exclude=True))),
    ):
        times = asked([one.typed for one in wanted],
                      lambda typed, filters=filters: library.find(Selection(typed, filters), FIRST))
        for row, ms in zip(rows, times, strict=True):
            row[key] = ms
        figures += spread(what, times, *SEARCH.get(size, (None, None)))
    figures += spread("counts of region, topic and year under words", asked(
        [one.typed for one in wanted],
        lambda typed: [library.facets(Selection(typed), facet) for facet in ("region", "topic", "year")]))
    return figures, rows


def asked(wanted: list[str], ask: Callable[[str], object]) -> list[float]:
    """Milliseconds for each query, the median of rounds in which all are asked in another order."""
    times: list[list[float]] = [[] for _ in wanted]
    for turn in range(ROUNDS):
        order = list(range(len(wanted)))
        random.Random(turn).shuffle(order)
        for n in order:
            began = time.perf_counter()
            ask(wanted[n])
            times[n].append((time.perf_counter() - began) * 1000)
    return [statistics.median(several) for several in times]


def tree(library: Library) -> list[Figure]:
    """The counts of the whole tree with nothing typed, and a node with very many cases in it."""

    def whole() -> None:
        for facet in ("region", "topic"):
            for above in library.facets(Selection(), facet):
                library.facets(Selection(), facet, above.key)
        for facet in ("year", "paper", "unit"):
            library.facets(Selection(), facet)

    held = [found for kind, key in (("region", "path"), ("topic", "code")) for found in library._rows(
        f"SELECT '{kind}:' || {key}, count(*) FROM article_{kind} JOIN {kind}s ON {kind}s.id = {kind}_id "
        f"WHERE shown GROUP BY {kind}_id ORDER BY 2 DESC LIMIT 1")]
    key, cases = max(held, key=lambda one: one[1])
    return [
        Figure("facet counts of the whole tree, nothing typed", took(whole), bar=30),
        Figure(f"a node with {cases:,} cases: the first 100", took(lambda: library.branches(key, 0, 100)), bar=15),
        Figure("the same node: the last 100", took(lambda: library.branches(key, cases - 100, 100)), bar=50),
    ]


def opening(path: Path, small: Path) -> list[Figure]:
    """Opening the library and a case in it, beside one with six cases; each window in a process of its own."""

    def opened(file: Path) -> None:
        with Library.open(file) as library:
            library.case(library.first_case())
            library.branches()
            library.counts()

    def window(file: Path) -> dict:
        told = subprocess.run([sys.executable, "-m", "tests.bench.opening", str(file)], capture_output=True, check=True)
        return json.loads(told.stdout.splitlines()[-1])

    pairs = [(took(lambda: opened(path), 1), took(lambda: opened(small), 1)) for _ in range(15)]
    large, six = (statistics.median(times) for times in zip(*pairs, strict=True))
    with Library.open(path) as library:
        chosen = random.Random(3).sample(range(1, library.counts().cases + 1), 300)
        cases = []
        for number in chosen:
            began = time.perf_counter()
            library.case(number)
            cases.append((time.perf_counter() - began) * 1000)
    windows = [(window(path), window(small)) for _ in range(5)]
    seconds = [min(one[n]["seconds"] for one in windows) for n in (0, 1)]
    held = [min(one[n]["memory"] for one in windows) for n in (0, 1)]
    return [
        Figure("opening the library", large), Figure("opening one with six cases", six),
        Figure("opening, times of one with six cases", large / six, "×", 1.2),
        *spread("opening a case", cases, p95=15),
        Figure("window: opening the library, to the paint", seconds[0] * 1000),
        Figure("window: the same, times of one with six cases", seconds[0] / seconds[1], "×", 1.2),
        Figure("window: memory", held[0] / 1e6, "MB"),
        Figure("window: memory, times of one with six cases", held[0] / held[1], "×", 1.25),
    ]


def size_of_index(path: Path) -> list[Figure]:
    """Bytes of the full-text index against those of the words in it."""
    with closing(schema.connect(path)) as base:
        tables = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%USING fts5%'")]
        parts = [f"{name}_{part}" for name in tables for part in ("data", "idx", "docsize", "content", "config")]
        size = "SELECT coalesce(sum(pgsize), 0) FROM dbstat WHERE name = ? AND aggregate = 1"
        index = sum(base.execute(size, (part,)).fetchone()[0] for part in parts)
        (words,) = base.execute("SELECT sum(length(CAST(title AS BLOB)) + length(CAST(text AS BLOB))) "
                                "FROM articles").fetchone()
    return [Figure("text", words / 1e6, "MB"), Figure("library", path.stat().st_size / 1e6, "MB"),
            Figure("index", index / 1e6, "MB"), Figure("index, times of the text", index / words, "×", 1.5)]


def against(path: Path, rows: list[dict]) -> list[Figure]:
    """How long others take for the same queries: the median of their times divided by ours."""
    figures = []
    for name, ask in rivals(path).items():
        times = asked([row["typed"] for row in rows], ask)
        for row, ms in zip(rows, times, strict=True):
            row[name] = ms
        figures += spread(name, times)
        ratios = [theirs / row["ms"] for theirs, row in zip(times, rows, strict=True)]
        figures.append(Figure(f"{name}, times of ours: median of the queries", statistics.median(ratios), "×"))
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", choices=[*SIZES, []], default=["100k"])
    parser.add_argument("--in", dest="folder", type=Path, default=OUT)
    parser.add_argument("--alone", action="store_true")
    told = parser.parse_args()
    missed = 0
    for size in told.sizes:
        path = made(size, told.folder)
        print(f"== {size}")
        wanted = queries(path)
        with tempfile.TemporaryDirectory() as folder:
            small = Path(folder) / "six.casebook"
            with Library.create(small) as six:
                list(import_files([PAGE], six))
            with Library.open(path) as library:
                figures, rows = searching(library, size, wanted)
                figures += tree(library)
            figures += opening(path, small)
            figures += size_of_index(path)
            missed += keep(f"search-{size}", figures, queries=rows)  # what comes now may take long
            if not told.alone:
                keep(f"search-{size}", figures + against(path, rows), queries=rows)
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())

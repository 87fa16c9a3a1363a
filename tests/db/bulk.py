"""Many small pages, the program's own import as a process of its own, and what a library holds, for comparing."""

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def pages(folder: Path, count: int) -> list[Path]:
    """Pages of an article each, no two alike."""
    folder.mkdir()
    files = [folder / f"{n:04}.txt" for n in range(count)]
    for n, file in enumerate(files):
        file.write_text(
            f"# 第{n}社区改造老旧小区\n\n近年来，江苏省南京市玄武区第{n}社区改造老旧小区{n + 20}个，"
            f"涉及居民{n + 3000}户，居民的满意度不断提高，社区的面貌焕然一新。\n", encoding="utf-8")
    return files


def importing(folder: Path, library: Path, *more: str) -> subprocess.Popen:
    """`import folder` in a process of its own; its messages come as lines of its stderr."""
    return subprocess.Popen([sys.executable, "main.py", "import", str(folder), "--library", str(library), *more],
                            cwd=ROOT, stderr=subprocess.PIPE, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"})


@contextmanager
def not_longer_than(seconds: float, running: subprocess.Popen) -> Iterator[None]:
    """What is read from the process within comes to an end in any case: by then it is killed."""
    end = threading.Timer(seconds, running.kill)
    end.start()
    try:
        yield
    finally:
        end.cancel()


def imported(folder: Path, library: Path, *more: str) -> tuple[int, list[str]]:
    """The exit status and the messages of an import that is left to end by itself."""
    running = importing(folder, library, *more)
    _, told = running.communicate(timeout=120)
    return running.returncode, told.splitlines()


def contents(library: Path) -> dict[str, list]:
    """Every row of every table, without the times at which things were done; of the indexes every word of a case."""
    with closing(sqlite3.connect(library)) as base:
        tables = base.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql IS NOT NULL").fetchall()
        indexes = tuple(name for name, sql in tables if "VIRTUAL" in sql)
        held = {}
        for name, _ in tables:
            if name.startswith((*indexes, "sqlite_", "_")):
                continue
            columns = [column for _, column, *_ in base.execute(f"PRAGMA table_info({name})")]
            kept = ", ".join(f'"{column}"' for column in columns if column not in ("imported", "made"))
            held[name] = sorted(base.execute(f"SELECT {kept} FROM {name}"), key=repr)
        for name in indexes:
            base.execute(f"CREATE VIRTUAL TABLE temp.in_{name} USING fts5vocab(main, {name}, instance)")
            held[name] = sorted(base.execute(f"SELECT term, doc FROM in_{name}"))
    return held

"""Thirty things to look for in a library: one to eight characters, from one hit to four fifths of the cases.

They are drawn from the texts themselves, and counted with ripgrep in a file with a line for each case.
"""

import json
import math
import random
import re
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from db.store import schema

MANY, LENGTHS, TRIED = 30, range(1, 9), 28  # queries; their lengths; candidates of each length
COMMONEST = 0.8  # of the cases
_HAN = re.compile(r"[一-鿿]+")


@dataclass(frozen=True, slots=True)
class Query:
    """What is typed, and how many cases have it in title, headings or text."""

    typed: str
    hits: int


def texts(library: Path) -> Iterator[tuple[int, str]]:
    """The id and the words of each case, in one line."""
    with closing(schema.connect(library)) as base:
        for number, title, headings, text in base.execute("SELECT id, title, headings, text FROM articles ORDER BY id"):
            words = " ".join((title, *(words for words, _ in json.loads(headings)), text))
            yield number, words.replace("\n", " ")


def plain(library: Path) -> Path:
    """The file with a line for each case, made where there is none."""
    file = library.with_suffix(".txt")
    if not file.exists():
        half = library.with_suffix(".txt.part")
        with half.open("w", encoding="utf-8") as out:
            out.writelines(words + "\n" for _, words in texts(library))
        half.rename(file)
    return file


def queries(library: Path) -> list[Query]:
    """The thirty, rarest first; kept beside the library."""
    kept = library.with_suffix(".queries.json")
    file = plain(library)
    if not kept.exists():
        chosen = _chosen(file)
        kept.write_text(json.dumps([asdict(one) for one in chosen], ensure_ascii=False), encoding="utf-8")
    return [Query(**one) for one in json.loads(kept.read_text(encoding="utf-8"))]


def lines_with(typed: str, file: Path) -> int:
    """How many lines of `file` have `typed` in them."""
    told = subprocess.run(["rg", "--fixed-strings", "--count", "--no-config", "--", typed, file], capture_output=True,
                          check=False)
    return int(told.stdout or 0)


def _chosen(file: Path) -> list[Query]:
    draw = random.Random(7)
    runs = _some_runs(file, draw)
    cases = lines_with("", file)
    found: list[Query] = []
    for length in LENGTHS:
        drawn: dict[str, None] = {}
        while len(drawn) < TRIED:
            run = draw.choice(runs)
            if len(run) >= length:
                at = draw.randrange(len(run) - length + 1)
                drawn[run[at : at + length]] = None
        counted = [Query(typed, lines_with(typed, file)) for typed in drawn]
        found += _spread([one for one in counted if 0 < one.hits <= COMMONEST * cases * 1.05],
                         -(-MANY // len(LENGTHS)))
    found.sort(key=lambda one: (one.hits, one.typed))
    while len(found) > MANY:  # where they stand closest one goes, but neither the first nor the last
        at = min(range(1, len(found) - 1), key=lambda n: found[n + 1].hits / found[n - 1].hits)
        del found[at]
    return found


def _spread(candidates: list[Query], count: int) -> list[Query]:
    """So many of them, from the rarest to the commonest in even steps of their logarithm."""
    candidates.sort(key=lambda one: (one.hits, one.typed))
    low, high = (math.log(one.hits) for one in (candidates[0], candidates[-1]))
    chosen = []
    for n in range(count):
        aim = low + (high - low) * n / (count - 1)
        best = min((one for one in candidates if one not in chosen), key=lambda one: abs(math.log(one.hits) - aim))
        chosen.append(best)
    return chosen


def _some_runs(file: Path, draw: random.Random) -> list[str]:
    """Runs of Chinese from lines all over the file."""
    size = file.stat().st_size
    runs: list[str] = []
    with file.open("rb") as lines:
        for _ in range(400):
            lines.seek(draw.randrange(size))
            lines.readline()
            runs += _HAN.findall(lines.readline().decode("utf-8"))
    return runs

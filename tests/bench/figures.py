"""What a measurement comes to: lines for a table, and the same as JSON.

out/bench/NAME.json holds {"machine": {"python", "system", "cores"}, "when", "figures": [{"what", "value", "unit",
"bar", "met"}]}; `value` is a number in `unit`, `bar` the most (or, for a rate, the least) it may be or null, `met`
whether it is within, null where there is no bar. Keys that a measurement adds are said in its own module.
"""

import json
import os
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

OUT = Path(__file__).resolve().parents[2] / "out" / "bench"


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing that was measured."""

    what: str
    value: float
    unit: str = "ms"
    bar: float | None = None
    least: bool = False  # whether the bar is a least and not a most

    @property
    def met(self) -> bool | None:
        if self.bar is None:
            return None
        return self.value >= self.bar if self.least else self.value <= self.bar

    def __str__(self) -> str:
        bar = "" if self.bar is None else f"{'≥' if self.least else '≤'} {self.bar:g}"
        verdict = {None: "", True: "met", False: "MISSED"}[self.met]
        return f"{self.what:58} {self.value:10.2f} {self.unit:5} {bar:>9}  {verdict}"


def keep(name: str, figures: Sequence[Figure], **more: object) -> int:
    """Print the table, write out/bench/NAME.json; the number of bars missed."""
    print(*figures, sep="\n", flush=True)
    OUT.mkdir(parents=True, exist_ok=True)
    machine = {"python": platform.python_version(), "system": platform.platform(), "cores": os.cpu_count()}
    said = {"machine": machine, "when": datetime.now(UTC).isoformat(timespec="seconds"),
            "figures": [{key: value for key, value in asdict(one).items() if key != "least"} | {"met": one.met}
                        for one in figures]} | more
    (OUT / f"{name}.json").write_text(json.dumps(said, ensure_ascii=False, indent=1), encoding="utf-8")
    return sum(one.met is False for one in figures)


def took(work: Callable[[], object], times: int = 5) -> float:
    """Milliseconds that `work` takes by the clock, the median of several runs after one that warms."""
    work()
    return statistics.median(_once(work) for _ in range(times))


def spread(what: str, times: Sequence[float], p95: float | None = None, worst: float | None = None) -> list[Figure]:
    """p50, p95 and worst of milliseconds, held against these bars."""
    ordered = sorted(times)
    at = min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))
    return [Figure(f"{what}: p50", statistics.median(ordered)), Figure(f"{what}: p95", ordered[at], bar=p95),
            Figure(f"{what}: worst", ordered[-1], bar=worst)]


def _once(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000

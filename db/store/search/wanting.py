"""What is put together of a selection before it is asked: expressions of the index, and conditions on its rows."""

from collections.abc import Iterable
from dataclasses import dataclass, field

Query = tuple[str, tuple]  # SQL and the values of its question marks

FEW = 1000  # cases that are told one by one


@dataclass(slots=True)
class Wanted:
    """All of it holds together."""

    expressions: list[str] = field(default_factory=list)  # of the index, all of them
    without: list[str] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    values: list[object] = field(default_factory=list)
    among: list[int] | None = None  # no other cases; few
    roughly: bool = False

    def condition(self, sql: str, values: Iterable[object], exclude: bool) -> None:
        self.conditions.append(f"NOT coalesce({sql}, 0)" if exclude else sql)
        self.values += values

    def only(self, cases: Iterable[int]) -> None:
        self.among = sorted(set(cases) if self.among is None else set(self.among).intersection(cases))

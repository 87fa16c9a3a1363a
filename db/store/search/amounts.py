"""Figures that were asked for -> conditions on cases, and which figures of a case they are."""

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from math import inf

from db.finding import matching
from db.finding.figures import ABOVE, BELOW, Figures, bounds
from db.finding.language import Asked, Term
from db.measures import Amount, in_unit
from db.store.search.membership import node_of
from db.store.search.wanting import FEW, Query, Wanted

MANY = 10_000  # amounts that are looked up all together sooner than in each case by itself
_OF_DIMENSION = "d.dimension_id = (SELECT id FROM dimensions WHERE key = ?)"
_QUALIFIER = "(SELECT qualifier FROM metrics q WHERE q.article_id = d.article_id AND q.position = d.position)"


def narrow(base: sqlite3.Connection, asked: Asked, wanted: Wanted) -> None:
    """Let `wanted` find the cases with such figures alone."""
    for one in asked.figures:
        thing = Term(one.subject, "subject") if one.subject else None
        if thing and not one.amount and not matching.is_loose(thing, ("subject",)):
            (wanted.without if one.exclude else wanted.expressions).append(matching.expression(thing, ("subject",)))
            continue
        if thing and not one.exclude:
            wanted.expressions.append(matching.expression(thing, ("subject",)))
            if wanted.roughly and not one.amount:
                continue
        if not (one.amount and one.amount.dimension):
            sql, values = "1", ()
            if one.amount:
                sql, values = _stands(one, "m.value", "m.qualifier", lambda amount: amount.value)
            wanted.condition(*_measured_so(one, sql, values), one.exclude)
            continue
        query = measured(one)
        (amounts,) = base.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM measured d WHERE {_OF_DIMENSION} AND d.amount BETWEEN ? AND ? "
            f"LIMIT {MANY + 1})", (one.amount.dimension.key, *_reach(one))).fetchone()
        if amounts <= FEW and not one.exclude:
            wanted.only(case for (case,) in base.execute(*query))
        elif amounts <= MANY:
            wanted.condition(f"+words.rowid IN ({query[0]})", query[1], one.exclude)
        else:
            units = _units(base, one)
            if not one.exclude:
                wanted.expressions.append(matching.nodes(
                    node for unit in units if (node := node_of(base, "unit", unit)) is not None))
            each = [(unit, *_stands(one, "m.value", "m.qualifier", partial(_in_unit, unit))) for unit in units]
            sql = " OR ".join(f"m.unit = ? AND {such}" for _, such, _ in each)
            values = [value for unit, _, its in each for value in (unit, *its)]
            wanted.condition(*_measured_so(one, f"({sql or '0'})", values), one.exclude)


def rare(base: sqlite3.Connection, one: Figures, most: int) -> bool:
    """Whether at most so many cases tell of the thing that was asked for; not where any thing will do."""
    if not one.subject:
        return False
    expression = matching.expression(Term(one.subject, "subject"), ("subject",))
    (count,) = base.execute(f"SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT {most + 1})",
                            (expression,)).fetchone()
    return count <= most


def _measured_so(one: Figures, sql: str, values: Sequence[object]) -> Query:
    """The condition that a case has a metric `m` for which the SQL holds, of the thing that was asked for."""
    thing = (" AND thing(?, m.subject)", (one.subject,)) if one.subject else ("", ())
    return (f"EXISTS (SELECT 1 FROM metrics m WHERE m.article_id = words.rowid AND {sql}{thing[0]})",
            (*values, *thing[1]))


def _units(base: sqlite3.Connection, one: Figures) -> list[str]:
    """The units of the library that are of the dimension of the amount."""
    return [unit for (unit,) in base.execute(
        "SELECT unit FROM units JOIN dimensions ON id = dimension_id WHERE key = ? AND metrics > 0",
        (one.amount.dimension.key,))]


def measured(one: Figures) -> Query:
    """SELECT of the cases with such an amount of the thing that was asked for."""
    amount, values = _within(one)
    if not one.subject:
        return f"SELECT d.article_id AS id FROM measured d WHERE {amount}", values
    return ("SELECT d.article_id AS id FROM measured d CROSS JOIN metrics m ON m.article_id = d.article_id "
            f"AND m.position = d.position WHERE {amount} AND thing(?, m.subject)"), (*values, one.subject)


def _within(one: Figures) -> Query:
    """The condition that a row `d` of `measured` is such an amount."""
    sql, values = _stands(one, "d.amount", _QUALIFIER, lambda amount: amount.base)
    return f"{_OF_DIMENSION} AND {sql}", (one.amount.dimension.key, *values)


def _reach(one: Figures) -> tuple[float, float]:
    """The lowest and the highest amount that may be such."""
    low, high = bounds(one, lambda amount: amount.base)
    return (-inf if one.sign in ("<", "<=") else low), (inf if one.sign in (">", ">=") else high)


def _stands(one: Figures, value: str, qualifier: str, told: Callable[[Amount], float]) -> Query:
    """The condition that the SQL of a value and of a qualifier stand so to the amount: `figures.stands` in SQL, written
    so that a table in the order of its values is read only where it may hold.
    """
    low, high = bounds(one, told)
    if one.sign == ">":
        return f"{value} >= ? AND ({value} > ? OR {_among(qualifier, ABOVE)})", (low, high)
    if one.sign == "<":
        return f"{value} <= ? AND ({value} < ? OR {_among(qualifier, BELOW)})", (high, low)
    if one.sign in (">=", "<="):
        return f"{value} {one.sign} ?", (low if one.sign == ">=" else high,)
    return f"{value} BETWEEN ? AND ?", (low, high)


def _among(column: str, qualifiers: Sequence[str]) -> str:
    return f"{column} IN ({', '.join(map(repr, qualifiers))})"


def _in_unit(unit: str, amount: Amount) -> float:
    return in_unit(amount.base, unit)


def spans(base: sqlite3.Connection, asked: Asked, case_id: int) -> list[list[tuple[int, int]]]:
    """For each figure asked for (start, end), of the text of the case, of the metrics that are such."""
    wanted = [one for one in asked.figures if not one.exclude]
    told = base.execute('SELECT start, "end", unit, value, qualifier, subject FROM metrics WHERE article_id = ? '
                        "ORDER BY position", (case_id,)).fetchall() if wanted else []
    return [[(start, end) for start, end, *metric in told if matching.is_such(one, *metric)] for one in wanted]

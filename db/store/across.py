"""Which figures of a library answer a reader, and their lines; a part of db.library.Library is made of it.

No more than MOST figures are listed. Up to that many any order is exact. Where there are more, only an order that the
tables are kept in can be right (value and unit by `measured`, place by the tree's nodes, case by the numbers); for
another order the first that were found are listed, and the listing says so. A search that takes longer than PATIENCE
ends with what it has.
"""

import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from db.comparing import Asked, Key, Line, Listing, in_period, says
from db.measures import in_base
from db.model import Metric
from db.search import fold
from db.selection import Selection
from db.store import schema
from db.store.measuring import things_query
from db.store.selecting import within

MOST = 10_000  # figures that are listed
PATIENCE = 4.0  # seconds a search may take; one that is too wide ends with what it has
RARE = 200_000  # metrics up to which those of a dimension are looked at one by one, whatever else is asked
MOST_PLACES = 5_000
_TURNS = 20_000  # steps of SQLite's machine between two looks at the clock
_QUALIFIERS = ("exact", "range", "about", "nearly", "over", "under")
_CHANGES = ("up", "down", "to")

Found = list[tuple]  # article_id, position, value, unit, subject, qualifier, period, change, path, sort
_TOLD = "m.article_id, m.position, m.value, m.unit, m.subject, m.qualifier, m.period, m.change"
_BESIDE = "CROSS JOIN articles a ON a.id = m.article_id CROSS JOIN pages p ON p.id = a.page_id"
_BY_AMOUNT = ("measured d CROSS JOIN metrics m ON m.article_id = d.article_id AND m.position = d.position", "d.")
# A subquery outside a CROSS JOIN is read in its own order, and the rows come in that order.
_BY_PLACE = ("(SELECT path FROM regions ORDER BY path = '', sort IS NULL, sort {way}, path {way}) r "
             "CROSS JOIN articles a ON a.primary_region IS nullif(r.path, '') "
             "CROSS JOIN metrics m ON m.article_id = a.id CROSS JOIN pages p ON p.id = a.page_id")


class Across:
    """What db.library.Library says of figures of many cases. Raise CasebookError where the disk refuses."""

    path: Path
    _base: sqlite3.Connection

    def metrics_across(self, asked: Asked, cancelled: Callable[[], bool] = lambda: False) -> Listing:
        """The figures that were asked for, as keys in order; never raises for what was typed."""
        with schema.told(self.path):
            return find(self._base, asked, cancelled)

    def metric_lines(self, keys: Sequence[Key]) -> tuple[Line, ...]:
        """The lines of these figures, each with its sentence; one that is gone is left out."""
        with schema.told(self.path):
            return lines(self._base, keys)

    def places_within(self, selection: Selection) -> tuple[str, ...]:
        """The main places of the cases of a selection, in the order of the tree."""
        with schema.told(self.path):
            return places(self._base, selection)

    def measures(self) -> tuple[tuple[str, tuple[str, ...], int], ...]:
        """(a dimension's key, its units, how many metrics) of all there are, the most used first."""
        with schema.told(self.path):
            return measures(self._base)


def find(base: sqlite3.Connection, asked: Asked, cancelled: Callable[[], bool] = lambda: False) -> Listing:
    """The figures that were asked for; nothing is raised for what was typed."""
    search = _Search(base, asked, cancelled)
    try:
        return search.listing()
    finally:
        base.set_progress_handler(None, 0)


def lines(base: sqlite3.Connection, keys: Sequence[Key]) -> tuple[Line, ...]:
    """The lines of these figures, in their order; what is no longer there is left out."""
    articles: dict[int, tuple] = {}
    made = []
    for case_id, index in keys:
        if case_id not in articles:
            articles[case_id] = _article(base, case_id)
        if articles[case_id]:
            title, text, primary, date, page_id, roles, corrected = articles[case_id]
            row = base.execute(
                'SELECT start, "end", text, value, value_max, unit, qualifier, subject, period, change, region, '
                "sentence_start, sentence_end FROM metrics WHERE article_id = ? AND position = ?",
                (case_id, index)).fetchone()
            if row:
                metric = Metric(*row[:-2], sentence=row[-2:])
                a, b = metric.sentence
                sentence, at = text[a:b], metric.start - a
                mine = index in corrected
                made.append(Line(
                    metric, case_id, index, title, metric.region or primary or "", sentence, at, date or "", page_id,
                    roles.get(index, ""), mine, mine or says(sentence, at, metric)))
    return tuple(made)


def places(base: sqlite3.Connection, selection: Selection) -> tuple[str, ...]:
    """The places the cases of a selection are about, in the order of the tree, MOST_PLACES at most."""
    where, values = _in_selection("articles.id", selection)
    found = base.execute(
        f"SELECT path FROM regions WHERE path <> '' AND EXISTS (SELECT 1 FROM articles WHERE primary_region = path "
        f"{where}) ORDER BY sort IS NULL, sort, path LIMIT {MOST_PLACES}", values)
    return tuple(path for (path,) in found)


def measures(base: sqlite3.Connection) -> tuple[tuple[str, tuple[str, ...], int], ...]:
    """(key of the dimension, its units, how many metrics), the most used first; units likewise."""
    held: dict[str, tuple[list[str], int]] = {}
    for key, unit, count in base.execute(
            "SELECT key, unit, metrics FROM units JOIN dimensions ON id = dimension_id WHERE metrics > 0 "
            "ORDER BY metrics DESC, unit"):
        units, total = held.get(key, ([], 0))
        held[key] = ([*units, unit], total + count)
    told = sorted(held.items(), key=lambda one: -one[1][1])
    return tuple((key, tuple(units), total) for key, (units, total) in told)


class _Search:
    def __init__(self, base: sqlite3.Connection, asked: Asked, cancelled: Callable[[], bool]) -> None:
        self._base, self._asked = base, asked
        self._ends = 0.0
        base.set_progress_handler(lambda: cancelled() or time.monotonic() > self._ends, _TURNS)
        self._terms = [fold(word) for word in asked.thing.split()]
        base.create_function("is_asked", 4, self._is_asked, deterministic=True)
        self._where, self._values = self._conditions()

    def listing(self) -> Listing:
        asked, order = self._asked, self._asked.order
        rare = self._rare()
        found, whole = self._rows(_BY_AMOUNT if rare else ("metrics m", ""), "")
        if whole and len(found) <= MOST:
            return Listing(_keys(self._sorted(found)), exact=True)
        way = "DESC" if asked.descending else "ASC"
        source, ordered = ("metrics m", ""), f"ORDER BY m.article_id {way}, m.position {way}"
        if order in ("value", "unit"):
            source = _BY_AMOUNT
            ordered = "ORDER BY " + ", ".join(
                f"d.{name} {way}" for name in ("dimension_id", "amount", "article_id", "position"))
        elif order == "place":
            source, ordered = (_BY_PLACE.format(way=way), "r."), ""
        elif order != "case":
            return Listing(_keys(self._sorted(found[:MOST])), exact=False, ordered=False)
        inorder, _ = self._rows(source, ordered)
        if inorder:
            return Listing(_keys(inorder[:MOST]), exact=False)
        return Listing(_keys(self._sorted(found[:MOST])), exact=False, ordered=False)

    def _rows(self, source: tuple[str, str], order: str) -> tuple[Found, bool]:
        """Up to MOST and one more rows; False where time ran out before all that there are were seen."""
        tables, alias = source
        where, values = self._where, self._values
        if alias == "d." and self._asked.dimension:
            where += " AND d.dimension_id = (SELECT id FROM dimensions WHERE key = ?)"
            values = (*values, self._asked.dimension)
        # The row of an article is large: it is read only where its place or its page's date is asked for.
        told = self._asked.order in ("place", "period") or "is_asked" in where
        beside = _BESIDE if told and alias != "r." else ""
        more = "coalesce(m.region, a.primary_region, ''), coalesce(p.date, '')" if told else "'', ''"
        sql = f"SELECT {_TOLD}, {more} FROM {tables} {beside} WHERE 1 {where} {order} LIMIT {MOST + 1}"
        found: Found = []
        self._ends = time.monotonic() + PATIENCE
        try:
            for row in self._base.execute(sql, values):
                found.append(row)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                raise
            return found, False
        return found, True

    def _conditions(self) -> tuple[str, tuple]:
        asked = self._asked
        where, values = _in_selection("m.article_id", asked.selection)
        if query := things_query(asked.thing):
            where += " AND m.article_id IN (SELECT rowid FROM things WHERE things MATCH ?)"
            values = (*values, query)
        elif asked.thing.strip():
            where += " AND 0"  # nothing in it that could be a thing
        if asked.unit:
            where, values = f"{where} AND m.unit = ?", (*values, asked.unit)
        if asked.dimension:
            where += (" AND m.unit IN (SELECT unit FROM units JOIN dimensions ON id = dimension_id WHERE key = ?)")
            values = (*values, asked.dimension)
        if asked.place.strip():
            # What plays below a place hangs on it; a metric may have a place of its own among those of its article.
            where += (" AND m.article_id IN (SELECT article_id FROM regions JOIN article_region "
                      "ON region_id = regions.id AND shown IN (0, 1) WHERE instr(label, ?))")
            values = (*values, asked.place.split()[-1].rpartition("/")[2])
        if self._terms or asked.place.strip() or asked.period.strip():
            where += " AND is_asked(m.subject, coalesce(m.region, a.primary_region, ''), m.period, p.date)"
        return where, values

    def _is_asked(self, subject: str, place: str, period: str | None, date: str | None) -> int:
        asked = self._asked
        if self._terms:
            folded = fold(subject)
            if not all(term in folded for term in self._terms):
                return False
            if asked.ending and not folded.endswith(self._terms[-1]):
                return False
        if not all(word in place for word in asked.place.replace("/", " ").split()):
            return False
        words = asked.period.strip()
        return not words or in_period(period, date or "", words)

    def _rare(self) -> bool:
        """Whether so few metrics are of the dimension that it is the quickest way to look at those."""
        if not self._asked.dimension:
            return False
        (held,) = self._base.execute(
            "SELECT coalesce(sum(metrics), 0) FROM units JOIN dimensions ON id = dimension_id WHERE key = ?",
            (self._asked.dimension,)).fetchone()
        return held <= RARE

    def _sorted(self, found: Found) -> Found:
        """All rows in the order that was asked for; equal ones stay in the order of the library."""
        order, descending = self._asked.order, self._asked.descending
        found.sort(key=lambda row: row[:2], reverse=descending and order == "case")
        if order == "case":
            return found
        dimensions = dict(self._base.execute("SELECT unit, dimension_id FROM units"))
        sorts = dict(self._base.execute("SELECT path, sort FROM regions")) if order == "place" else {}

        def key(row: tuple) -> tuple:
            _, _, value, unit, subject, qualifier, period, change, place, date = row
            if order == "value":
                return dimensions[unit], in_base(value, unit)
            if order == "unit":
                return dimensions[unit], unit, in_base(value, unit)
            if order == "place":
                return sorts.get(place) or "~", place
            if order == "subject":
                return fold(subject)[::-1], value
            if order == "qualifier":
                return _QUALIFIERS.index(qualifier), value
            if order == "change":
                return _CHANGES.index(change) if change else len(_CHANGES), value
            return period or "~", date

        nothing = {"place": lambda row: not row[8], "period": lambda row: not row[6], "change": lambda row: not row[7]}
        found.sort(key=key, reverse=descending)
        if order in nothing:  # what says nothing stands last, whichever way round
            found.sort(key=nothing[order])
        return found


def _keys(found: Iterable[tuple]) -> tuple[Key, ...]:
    return tuple(row[:2] for row in found)


def _in_selection(column: str, selection: Selection) -> tuple[str, tuple]:
    if selection == Selection() or not (selection.typed.strip() or selection.filters):
        return "", ()
    sql, values = within(selection)
    return f" AND {column} IN ({sql})", tuple(values)


def _article(base: sqlite3.Connection, case_id: int) -> tuple:
    """(title, text, primary region, date, page, role by index, indices a person answers for); () where it is gone."""
    found = base.execute(
        "SELECT a.title, a.text, a.primary_region, p.date, a.page_id, a.pairs FROM articles a "
        "JOIN pages p ON p.id = a.page_id WHERE a.id = ?", (case_id,)).fetchone()
    if not found:
        return ()
    *told, pairs = found
    roles: dict[int, str] = {}
    for kind, first, second in json.loads(pairs):
        if kind in ("planned_done", "before_after"):
            roles.setdefault(first, "planned" if kind == "planned_done" else "before")
        else:
            roles.setdefault(second, "part")
    patches = base.execute(
        "SELECT kind, field, metric, new FROM patches JOIN extracted ON extracted.id = extracted_id "
        "WHERE article_id = ? AND waits IS NULL AND (kind IN ('metric', 'add') OR field = 'date') ORDER BY patches.id",
        (case_id,)).fetchall()
    corrected = frozenset(metric for kind, _, metric, _ in patches if kind != "field" and metric is not None)
    dates = [json.loads(new) for kind, field, _, new in patches if kind == "field" and field == "date"]
    told[3] = dates[-1] if dates else told[3]
    return (*told, roles, corrected)

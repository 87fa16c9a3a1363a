"""Which figures of a library answer a reader; a part of db.library.Library is made of it.

No more than MOST figures are listed. Where SORTED or fewer answer, any order is exact. Where there are more, only an
order that the tables are kept in can be right (value and unit by `measured`, place by the tree's nodes, case by the
numbers); for another order the first that were found are listed, and the listing says so. A search that takes longer
than PATIENCE ends with what it has, and the listing says that too.
"""

import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path

from db.comparing import Asked, Key, Line, Listing, in_period
from db.measures import in_base
from db.search import fold
from db.selection import Selection
from db.store import schema
from db.store.metrics.lines import lines
from db.store.metrics.measuring import things_query
from db.store.search.selecting import within
from db.store.search.years import YearOf

MOST = 10_000  # figures that are listed
SORTED = 20_000  # figures up to which any order is exact
PATIENCE = 3.0  # seconds a search may take; one that is too wide ends with what it has
MOST_PLACES = 5_000
_REMEMBERED = 100_000  # subjects
_TURNS = 20_000  # steps of SQLite's machine between two looks at the clock
_QUALIFIERS = ("exact", "range", "about", "nearly", "over", "under")
_CHANGES = ("up", "down", "to")

Found = list[tuple]  # of article_id, position, value, unit, subject, qualifier, period, change, path
Part = tuple[str, tuple]  # SQL and the values of its question marks
_TOLD = "m.article_id, m.position, m.value, m.unit, m.subject, m.qualifier, m.period, m.change"
_PLACE, _ARTICLE = "coalesce(m.region, a.primary_region, '')", "CROSS JOIN articles a ON a.id = m.article_id"
# Tables are read in the order they are written in, for SQLite keeps no statistics of them. A plus before a column keeps
# it from looking every member of an IN up in every turn of a loop.
_METRICS = "metrics m"
_BY_AMOUNT = "measured d CROSS JOIN metrics m ON m.article_id = d.article_id AND m.position = d.position"
_BY_THING = "things t CROSS JOIN metrics m ON m.article_id = t.rowid"
_BY_CASE = "chosen c CROSS JOIN metrics m ON m.article_id = c.id"
_BY_PLACE = ("(SELECT path FROM regions ORDER BY path = '', sort IS NULL, sort {way}, path {way} LIMIT -1) r "
             "CROSS JOIN articles a ON a.primary_region IS nullif(r.path, '') "
             "CROSS JOIN metrics m ON m.article_id = a.id")
_THINGS = "SELECT rowid FROM things WHERE things MATCH ?"
_BELOW = ("SELECT DISTINCT article_id FROM regions CROSS JOIN article_region ON region_id = regions.id "
          "AND shown IN (0, 1) WHERE instr(label, ?)")


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

    def places_within(self, selection: Selection, named: str = "") -> tuple[str, ...]:
        """The main places of the cases of a selection whose paths have these words, in the order of the tree."""
        with schema.told(self.path):
            return places(self._base, selection, named)

    def measures(self) -> tuple[tuple[str, tuple[str, ...], int], ...]:
        """(a dimension's key, its units, how many metrics) of all there are, the most used first."""
        with schema.told(self.path):
            return measures(self._base)


def find(base: sqlite3.Connection, asked: Asked, cancelled: Callable[[], bool] = lambda: False) -> Listing:
    """The figures that were asked for; nothing is raised for what was typed."""
    return _Search(base, asked, cancelled).listing()


def places(base: sqlite3.Connection, selection: Selection, named: str = "") -> tuple[str, ...]:
    """The places the cases of a selection are about, in the order of the tree, MOST_PLACES at most."""
    sql, values = _chosen(base, selection) or ("", ())
    where = f"AND +id IN ({sql})" if sql else ""
    words = _words(named)
    found = base.execute(
        f"SELECT path FROM regions WHERE path <> '' {'AND instr(path, ?) ' * len(words)}AND EXISTS "
        f"(SELECT 1 FROM articles WHERE primary_region = path {where}) "
        f"ORDER BY sort IS NULL, sort, path LIMIT {MOST_PLACES}", (*words, *values))
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
        self._base, self._asked, self._cancelled = base, asked, cancelled
        self._things: dict[str, bool] = {}
        self._periods: dict[tuple[str | None, str], bool] = {}
        self._years: YearOf | None = None
        self._terms = [fold(word) for word in asked.thing.split()]
        self._cases, self._held = self._kinds_of_cases(), self._count()
        base.create_function("is_thing", 1, self._is_thing, deterministic=True)
        base.create_function("is_there", 1, self._is_there, deterministic=True)
        base.create_function("is_then", 2, self._is_then, deterministic=True)

    def listing(self) -> Listing:
        asked, order = self._asked, self._asked.order
        source, held = self._source(), 0
        if not (self._cases or asked.unit or asked.period.strip()) and self._held > SORTED:
            held = self._held  # known without counting; only an order that is kept can be right
            found, whole = [], True
        elif order == "case" and not asked.descending and source in (_METRICS, _BY_THING):
            found, whole = self._rows(source, "", MOST)  # they come in this order
            exact = whole and len(found) <= MOST
            return Listing(_keys(found), exact, True, len(found) if exact else 0, whole)
        else:
            found, whole = self._rows(source, "", SORTED)
            if len(found) <= SORTED:
                total = len(found) if whole else 0
                return Listing(_keys(self._sorted(found)), whole and len(found) <= MOST, whole, total, whole)
        inorder = self._in_order()
        if len(inorder) > MOST:
            return Listing(_keys(inorder), exact=False, total=held)
        found = found or self._rows(source, "", MOST)[0]
        return Listing(_keys(self._sorted(found)), exact=False, ordered=False, total=held)

    def _in_order(self) -> Found:
        """The first rows in an order that the tables are kept in; none where there is no such table."""
        asked, order = self._asked, self._asked.order
        way = "DESC" if asked.descending else "ASC"
        if order == "place":
            return self._rows(_BY_PLACE.format(way=way), "", MOST)[0]
        if order == "case":
            source = _BY_THING if "things" in self._cases else _BY_CASE if self._cases else _METRICS
            return self._rows(source, f"ORDER BY m.article_id {way}, m.position {way}", MOST)[0]
        # Amounts are in order within a dimension; where none was asked for, too many would be passed over.
        if order in ("value", "unit") and (asked.dimension or not (self._cases or asked.period.strip())):
            keys = ", ".join(f"d.{name} {way}" for name in ("dimension_id", "amount", "article_id", "position"))
            return self._rows(_BY_AMOUNT, f"ORDER BY {keys}", MOST)[0]
        return []

    def _source(self) -> str:
        """Where to look first: at what there is least of."""
        if self._asked.dimension and self._held <= SORTED:
            return _BY_AMOUNT
        kinds = list(self._cases)
        return (_BY_THING if kinds[0] == "things" else _BY_CASE) if kinds else _METRICS

    def _rows(self, source: str, order: str, limit: int) -> tuple[Found, bool]:
        """Up to `limit` and one more rows; False where time ran out before all that there are were seen."""
        asked = self._asked
        conditions, values = ["1"], []
        head, first, cases = "", 0, list(self._cases.items())
        if source == _BY_CASE:
            head, first = f"WITH chosen(id) AS ({cases[0][1][0]}) ", 1
            values += cases[0][1][1]
        elif source == _BY_THING:
            conditions.append("t.things MATCH ?")
            first = 1
            values += cases[0][1][1]
        for _, (sql, its) in cases[first:]:
            conditions.append(f"+{'a.id' if ' a ' in source else 'm.article_id'} IN ({sql})")
            values += its
        if source == _BY_AMOUNT and asked.dimension:
            conditions.append("d.dimension_id = (SELECT id FROM dimensions WHERE key = ?)")
            values.append(asked.dimension)
        elif asked.dimension:
            conditions.append("m.unit IN (SELECT unit FROM units JOIN dimensions ON id = dimension_id WHERE key = ?)")
            values.append(asked.dimension)
        if asked.unit:
            conditions.append("m.unit = ?")
            values.append(asked.unit)
        if asked.thing.strip():
            conditions.append("is_thing(m.subject)")
        # The row of an article is large: it is read only where its place is asked for.
        placed = bool(asked.place.strip()) or asked.order == "place"
        if asked.place.strip():
            conditions.append(f"is_there({_PLACE})")
        if asked.period.strip():
            conditions.append("is_then(m.period, m.article_id)")
        beside = _ARTICLE if placed and " a " not in source else ""
        sql = (f"{head}SELECT {_TOLD}, {_PLACE if placed else 0} FROM {source} {beside} "
               f"WHERE {' AND '.join(conditions)} {order} LIMIT {limit + 1}")
        found: Found = []
        ends = time.monotonic() + PATIENCE
        self._base.set_progress_handler(lambda: self._cancelled() or time.monotonic() > ends, _TURNS)
        try:
            for row in self._base.execute(sql, values):
                found.append(row)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                raise
            return found, False
        finally:
            self._base.set_progress_handler(None, 0)  # what is asked besides takes no time, and must not end so
        return found, True

    def _kinds_of_cases(self) -> dict[str, Part]:
        """What narrows the cases, as selects of their ids, the quickest to look through first."""
        asked, kinds = self._asked, {}
        if asked.thing.strip():
            query = things_query(asked.thing)  # where it is empty, there is nothing in it that could be a thing
            kinds["things" if query else "none"] = (_THINGS, (query,)) if query else ("SELECT 0 WHERE 0", ())
        if asked.place.strip():
            # What plays below a place hangs on it; a metric may have a place of its own among those of its article.
            kinds["place"] = _BELOW, (_words(asked.place)[-1],)
        if chosen := _chosen(self._base, asked.selection):
            kinds["selection"] = chosen
        return kinds

    def _is_thing(self, subject: str) -> bool:
        """Whether the subject has the words that were typed; there are far fewer subjects than metrics."""
        known = self._things.get(subject)
        if known is None:
            folded = fold(subject)
            known = all(term in folded for term in self._terms)
            if self._asked.ending:
                known = known and folded.endswith(self._terms[-1])
            if len(self._things) < _REMEMBERED:
                self._things[subject] = known
        return known

    def _is_there(self, place: str) -> bool:
        return all(word in place for word in _words(self._asked.place))

    def _is_then(self, period: str | None, case: int) -> bool:
        told = period, self._year(case)  # there are few of them
        if told not in self._periods:
            self._periods[told] = in_period(*told, self._asked.period.strip())
        return self._periods[told]

    def _year(self, case: int) -> str:
        """The year of the page, by the kept facet: to look at the pages themselves would read half the library."""
        if self._years is None:
            self._years = YearOf(self._base)
        return self._years(case)

    def _count(self) -> int:
        """How many metrics there are of the dimension, or in all."""
        (held,) = self._base.execute(
            "SELECT coalesce(sum(metrics), 0) FROM units JOIN dimensions ON id = dimension_id WHERE ? IN ('', key)",
            (self._asked.dimension,)).fetchone()
        return held

    def _sorted(self, found: Found) -> Found:
        """All rows in the order that was asked for; equal ones stay in the order of the library."""
        order, descending = self._asked.order, self._asked.descending
        found.sort(key=lambda row: row[:2], reverse=descending and order == "case")
        if order == "case":
            return found
        dimensions = dict(self._base.execute("SELECT unit, dimension_id FROM units"))
        sorts = dict(self._base.execute("SELECT path, sort FROM regions")) if order == "place" else {}

        def key(row: tuple) -> tuple:
            case, _, value, unit, subject, qualifier, period, change, place = row
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
            return period or "~", self._year(case)

        nothing = {"place": lambda row: not row[8], "period": lambda row: not row[6], "change": lambda row: not row[7]}
        found.sort(key=key, reverse=descending)
        if order in nothing:  # what says nothing stands last, whichever way round
            found.sort(key=nothing[order])
        return found


def _words(place: str) -> list[str]:
    return place.replace("/", " ").split()


def _keys(found: Iterable[tuple]) -> tuple[Key, ...]:
    """The first MOST."""
    return tuple(row[:2] for row in islice(found, MOST))


def _chosen(base: sqlite3.Connection, selection: Selection) -> Part | None:
    """The select of the cases of a selection; None for all there are."""
    if not (selection.typed.strip() or selection.filters):
        return None
    sql, values = within(base, selection)
    return sql, tuple(values)

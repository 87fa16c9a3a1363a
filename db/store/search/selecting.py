"""The cases of a Selection, best first, and how many of them hang on each node of a facet."""

import sqlite3
from collections.abc import Iterable, Iterator

from db.finding.language import understand
from db.finding.matching import letters
from db.selection import Facet, FacetValue, Filter, Selection
from db.store.search import asking, membership
from db.store.search.membership import REGION, TOPIC, VALUE, Bits, number

# Where words are looked for, best first. Within one of these the newest cases come first: to weigh tens of thousands of
# hits against each other would be felt, and a reader sees why one stands above the other.
TIERS = (("title",), ("title", "region", "topic", "byline"), asking.EVERYWHERE)
MOST_COUNTED = 10_000  # hits that are counted; of more it is said that there are more
MOST_LOOKED_AT = 100  # the same where each has to be looked at
MOST_FOR_FACETS = 20_000  # the same for the counts of facets, which nobody waits for
MOST_REMEMBERED = 4  # selections whose cases are kept, for counting them on other facets

_ORDER = {"region": "path = '', sort IS NULL, sort, path", "topic": "code = '', cases DESC, sort",
          "year": "key DESC", "paper": "key = '', cases DESC, key", "unit": "key = '', cases DESC, key"}
_TREES = {"region": ("regions", "path", REGION), "topic": ("topics", "code", TOPIC)}
_Node = tuple[str, str, bool, int, int]  # key, label, whether it has nodes below, number, cases in all


def within(base: sqlite3.Connection, selection: Selection) -> asking.Query:
    """SELECT of the ids of the cases that `selection` holds, in no order, and its values."""
    if not (understand(selection.typed) or selection.filters):
        return "SELECT id FROM articles", ()
    return asking.query(base, asking.question(base, selection))


def found(base: sqlite3.Connection, selection: Selection, limit: int, offset: int) -> tuple[list[int], int, bool]:
    """The ids of the cases of `selection`, best first, from `offset` on; how many there are; whether that is all."""
    asked = understand(selection.typed)
    if not asked and not selection.filters:
        rows = base.execute("SELECT id FROM articles ORDER BY id DESC LIMIT ? OFFSET ?", (limit, offset))
        ids = [number for (number,) in rows]
        return ids, base.execute("SELECT count FROM totals WHERE what = 'cases'").fetchone()[0], True
    ids: dict[int, None] = {}
    question = asking.question(base, selection)
    for fields in _tiers(question):
        if len(ids) < offset + limit:
            ids.update(_first(base, asking.query(base, question, fields), offset + limit))
    query = asking.query(base, question)
    if asked and asking.cost(query[0]):  # what was looked at for the hits is not looked at again for counting them
        most = max(offset + limit, MOST_LOOKED_AT)
        looked_at = _first(base, query, most + 1)
        ids.update(looked_at)
        total, exact = min(len(looked_at), most), len(looked_at) <= most
    else:
        if len(ids) < offset + limit:
            ids.update(_first(base, query, offset + limit))
        total, exact = _counted(base, selection, query)
    return list(ids)[offset : offset + limit], total, exact


Memory = dict[tuple, tuple[Bits, bool]]  # what was counted last, for the other facets under the same words


def facets(
    base: sqlite3.Connection, selection: Selection, facet: Facet, parent: str, memory: Memory | None = None
) -> tuple[FacetValue, ...]:
    """The nodes of a facet below `parent`, each with its cases under the words and the filters of other facets."""
    others = Selection(selection.typed, tuple(one for one in selection.filters if one.facet != facet))
    among, exact = _remembered(base, others, memory) if understand(others.typed) or others.filters else (None, True)
    if facet in ("collection", "starred"):
        return tuple(_lists(base, facet, among, exact))
    nodes = list(_nodes(base, facet, parent))
    if among is None:
        counts = {node: cases for *_, node, cases in nodes}
    else:
        counts = membership.counts(base, (node for *_, node, _ in nodes), among)
    return tuple(FacetValue(key, label, counts[node], expandable, exact)
                 for key, label, expandable, node, _ in nodes if counts.get(node))


def _tiers(question: asking.Question) -> Iterator[tuple[str, ...]]:
    """The tiers before the last, as far as they can find anything the one before did not."""
    terms = [one for one in question.asked.terms if not one.field and not one.exclude]
    if not terms or all(map(letters, terms)):
        return  # letters may be Chinese as it is read, and that is not kept field by field
    before: list[list[str]] = []
    for fields in TIERS[:-1]:
        there = [[field for field in fields if field in question.standing[term]] for term in terms]
        if all(there) and there != before:
            yield fields
        before = there


def _first(base: sqlite3.Connection, query: asking.Query, most: int) -> dict[int, None]:
    sql, values = query
    return dict.fromkeys(number for (number,) in base.execute(f"{sql} {asking.ORDER} LIMIT ?", (*values, most)))


def _counted(base: sqlite3.Connection, selection: Selection, query: asking.Query) -> tuple[int, bool]:
    if not understand(selection.typed):
        return membership.total(_bits(base, selection)[0]), True
    sql, values = query
    (count,) = base.execute(f"SELECT count(*) FROM ({sql} LIMIT {MOST_COUNTED + 1})", values).fetchone()
    return min(count, MOST_COUNTED), count <= MOST_COUNTED


def _remembered(base: sqlite3.Connection, selection: Selection, memory: Memory | None) -> tuple[Bits, bool]:
    if memory is None:
        return _bits(base, selection)
    state = (*base.execute("PRAGMA data_version").fetchone(), base.total_changes)  # by others, by this connection
    key = (state, selection)
    if key not in memory:
        found = _bits(base, selection)
        stale = [one for one in memory if one[0] != state]
        for old in stale or list(memory)[: max(0, len(memory) - MOST_REMEMBERED + 1)]:
            del memory[old]
        memory[key] = found
    return memory[key]


def _bits(base: sqlite3.Connection, selection: Selection) -> tuple[Bits, bool]:
    """The cases of a selection, all of them, and whether no other is among them."""
    if understand(selection.typed):
        return _answering(base, asking.question(base, selection))
    whole: Bits | None = None
    for facet in dict.fromkeys(one.facet for one in selection.filters):
        included = [_of(base, one) for one in selection.filters if one.facet == facet and not one.exclude]
        if included:
            either: Bits = {}
            for several in included:
                for chunk, bits in several.items():
                    either[chunk] = either.get(chunk, 0) | bits
            whole = either if whole is None else {
                chunk: bits & either[chunk] for chunk, bits in whole.items() if chunk in either}
    if whole is None:
        whole = _everything(base)
    for one in selection.filters:
        if one.exclude:
            out = _of(base, one)
            whole = {chunk: bits & ~out.get(chunk, 0) for chunk, bits in whole.items()}
    return whole, True


def _answering(base: sqlite3.Connection, question: asking.Question) -> tuple[Bits, bool]:
    question, apart = asking.apart(base, question, MOST_FOR_FACETS)
    exact = True
    if question.asked or question.filters:
        sql, values = asking.query(base, question)
        rough, some = asking.query(base, question, roughly=True)
        if rough != sql:
            most = MOST_FOR_FACETS // max(1, asking.cost(sql))
            (count,) = base.execute(f"SELECT count(*) FROM ({rough} LIMIT {most + 1})", some).fetchone()
            if count > most:
                sql, values, exact = rough, some, False
        whole = membership.answering(base, sql, values)
    else:
        whole = _everything(base)
    for query, exclude in apart:
        of_amount = membership.answering(base, *query)
        whole = {chunk: bits & ~of_amount.get(chunk, 0) if exclude else bits & of_amount.get(chunk, 0)
                 for chunk, bits in whole.items()}
    return whole, exact


def _everything(base: sqlite3.Connection) -> Bits:
    return membership.cases(base, *(node for *_, node, _ in _nodes(base, "year", "")))  # each case has one


def _of(base: sqlite3.Connection, one: Filter) -> Bits:
    if one.facet in ("collection", "starred"):
        return membership.answering(base, *asking.collected(one))
    node = membership.node_of(base, one.facet, one.key)
    return {} if node is None else membership.cases(base, node)


def _nodes(base: sqlite3.Connection, facet: Facet, parent: str) -> Iterable[_Node]:
    if facet not in _TREES:
        for one, key, cases in base.execute(
                "SELECT id, key, cases FROM facet_values WHERE facet = ? AND cases > 0 "
                f"ORDER BY {_ORDER[facet]}", (facet,)):
            yield key, key, False, number(VALUE, one), cases
        return
    table, key, kind = _TREES[facet]
    for one, name, label, cases, expandable in base.execute(
            f"SELECT id, {key}, label, cases, EXISTS (SELECT 1 FROM {table} b WHERE b.parent_id = a.id AND b.cases > 0)"
            f" FROM {table} a WHERE cases > 0 AND parent_id IS (SELECT id FROM {table} WHERE {key} = nullif(?, '')) "
            f"ORDER BY {_ORDER[facet]}", (parent,)):
        yield name, label, bool(expandable), number(kind, one), cases


def _lists(base: sqlite3.Connection, facet: Facet, among: Bits | None, exact: bool) -> Iterable[FacetValue]:
    of_facet = "SELECT 1, ''" if facet == "starred" else "SELECT id, name FROM collections ORDER BY name"
    for key, label in base.execute(of_facet).fetchall():
        held = _of(base, Filter(facet, str(key)))
        if among is not None:
            held = {chunk: bits & among.get(chunk, 0) for chunk, bits in held.items()}
        if count := membership.total(held):
            yield FacetValue(str(key), label, count, False, exact)

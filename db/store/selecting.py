"""A Selection -> SQL: which cases it holds, and how many of them hang on each node of a facet."""

import sqlite3
from collections.abc import Iterable

from db.search import query_form
from db.selection import Facet, FacetValue, Filter, Selection

Query = tuple[str, tuple]  # SQL and the values of its question marks

# The date a person gave a case counts before its page's.
_DATE = ("coalesce((SELECT json_extract(new, '$') FROM patches JOIN extracted ON extracted.id = extracted_id "
         "WHERE extracted.article_id = articles.id AND kind = 'field' AND field = 'date' AND waits IS NULL "
         "ORDER BY patches.id DESC LIMIT 1), (SELECT date FROM pages WHERE pages.id = page_id), '')")
_YEAR = f"substr({_DATE}, 1, 4)"
_PAPER = "coalesce((SELECT paper FROM pages WHERE pages.id = page_id), '')"
_UNITS = "SELECT unit FROM metrics WHERE article_id = articles.id"
_HOLDS = {
    "region": "EXISTS (SELECT 1 FROM article_region JOIN regions ON regions.id = region_id "
              "WHERE article_id = articles.id AND path = ?)",
    "topic": "EXISTS (SELECT 1 FROM article_topic JOIN topics ON topics.id = topic_id "
             "WHERE article_id = articles.id AND code = ?)",
    "year": f"{_YEAR} = ?",
    "paper": f"{_PAPER} = ?",
    "unit": f"coalesce(nullif(?, '') IN ({_UNITS}), NOT EXISTS ({_UNITS}))",
    "collection": "EXISTS (SELECT 1 FROM collected WHERE article_id = articles.id AND collection_id = ?)",
    "starred": "? IS NOT NULL AND EXISTS (SELECT 1 FROM starred WHERE article_id = articles.id)",
}


def within(selection: Selection) -> Query:
    """SELECT of the ids of the cases that `selection` holds, in no order."""
    conditions, values = [], []
    query = query_form(selection.typed)
    if query:
        conditions.append("id IN (SELECT rowid FROM words WHERE words MATCH ?)")
        values.append(query)
    for facet in dict.fromkeys(one.facet for one in selection.filters):
        included = [one.key for one in selection.filters if one.facet == facet and not one.exclude]
        excluded = [one.key for one in selection.filters if one.facet == facet and one.exclude]
        if included:
            conditions.append(f"({' OR '.join([_HOLDS[facet]] * len(included))})")
        conditions += [f"NOT ({_HOLDS[facet]})"] * len(excluded)
        values += included + excluded
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    return f"SELECT id FROM articles{where}", tuple(values)


def found(base: sqlite3.Connection, selection: Selection, limit: int, offset: int) -> tuple[list[int], int]:
    """The ids of the cases of `selection`, those with all words in the title first, then the newest, from `offset` on;
    and how many there are in all.
    """
    sql, values = within(selection)
    query = query_form(selection.typed)
    first = "id IN (SELECT rowid FROM words WHERE words MATCH ?) DESC, " if query else ""
    ids = [number for (number,) in base.execute(
        f"{sql} ORDER BY {first}id DESC LIMIT ? OFFSET ?",
        (*values, *([f"title : ({query})"] if query else []), limit, offset))]
    (total,) = base.execute(f"SELECT count(*) FROM ({sql})", values).fetchone()
    return ids, total


def facets(base: sqlite3.Connection, selection: Selection, facet: Facet, parent: str) -> tuple[FacetValue, ...]:
    """The nodes of a facet below `parent`, each with its cases under the words and the filters of other facets."""
    others = Selection(selection.typed, tuple(one for one in selection.filters if one.facet != facet))
    return tuple(
        FacetValue(key, label, count, bool(expandable))
        for key, label, expandable in _nodes(base, facet, parent)
        if (count := found(base, Selection(others.typed, (*others.filters, Filter(facet, key))), 0, 0)[1])
    )


def _nodes(base: sqlite3.Connection, facet: Facet, parent: str) -> Iterable[tuple[str, str, bool]]:
    """(key, label, expandable)"""
    if facet in ("region", "topic"):
        table, key = ("regions", "path") if facet == "region" else ("topics", "code")
        order = "path = '', sort IS NULL, sort, path" if facet == "region" else "code = '', cases DESC, sort"
        return base.execute(
            f"SELECT {key}, label, EXISTS (SELECT 1 FROM {table} b WHERE b.parent_id = a.id AND cases > 0) "
            f"FROM {table} a WHERE parent_id IS (SELECT id FROM {table} WHERE {key} = nullif(?, '')) ORDER BY {order}",
            (parent,)).fetchall()
    sql = {
        "year": f"SELECT DISTINCT {_YEAR} AS key, {_YEAR} FROM articles ORDER BY key DESC",
        "paper": f"SELECT DISTINCT {_PAPER} AS key, {_PAPER} FROM articles ORDER BY key = '', key",
        "unit": "SELECT unit, unit FROM metrics GROUP BY unit ORDER BY count(*) DESC, unit",
        "collection": "SELECT id, name FROM collections ORDER BY name",
        "starred": "SELECT '1', ''",
    }[facet]
    tables = {"collection": "collections", "starred": "starred"}
    if facet in tables and not base.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (tables[facet],)).fetchone():
        return []
    return [(str(key), label, False) for key, label in base.execute(sql)]

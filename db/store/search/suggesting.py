"""Places, topics and papers of a library whose names go on from what was typed so far."""

import sqlite3
from collections.abc import Iterable

from db.finding.folding import fold
from db.selection import Facet, FacetValue

# Places begin so; a topic or a paper is known by any part of its name as well.
_NAMES = {
    "region": "SELECT path, label, cases FROM regions WHERE cases > 0 AND path <> '' "
              "AND substr(label, 1, length(:begun)) = :begun",
    "topic": "SELECT code, label, cases FROM topics WHERE cases > 0 AND code <> '' AND instr(label, :begun)",
    "paper": "SELECT key, key, cases FROM facet_values WHERE facet = 'paper' AND cases > 0 AND key <> '' "
             "AND instr(key, :begun)",
}


def names(base: sqlite3.Connection, begun: str, facets: Iterable[Facet], limit: int
          ) -> tuple[tuple[Facet, FacetValue], ...]:
    """The nodes of `facets` with such a name, those with most cases first, at most `limit` of each."""
    found: list[tuple[Facet, FacetValue]] = []
    for facet in facets:
        rows = base.execute(f"{_NAMES[facet]} ORDER BY cases DESC LIMIT :limit", {"begun": fold(begun), "limit": limit})
        found += [(facet, FacetValue(key, label, cases, False)) for key, label, cases in rows]
    return tuple(found)

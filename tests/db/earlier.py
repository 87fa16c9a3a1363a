"""A library as an earlier version of the program made it."""

from contextlib import closing
from pathlib import Path

from db.store import schema, verifying

FOURTH = 4  # the version before boundaries, lists, figures of all cases and facets


def earlier(path: Path, articles: int) -> None:
    """Make a library of version FOURTH at `path`, a page for each article."""
    with closing(schema._connection(path, "rwc")) as base:
        base.execute(f"PRAGMA application_id = {schema.APPLICATION}")
        base.execute("PRAGMA journal_mode = WAL")
        schema.migrate(base, upto=FOURTH)
        base.execute("BEGIN")
        for number in range(1, articles + 1):
            text = f"小区里新修步道{number}公里。"
            base.execute("INSERT INTO pages VALUES (?1, ?2, 'n', NULL, '明报', '2021-05-06', '', ?3)",
                         (number, verifying.digest(text), text))
            base.execute("INSERT INTO articles (id, page_id, title, byline, headings, spans, pieces, pairs, text) "
                         "VALUES (?1, ?1, ?2, '[]', '[]', '[]', '[]', '[]', ?3)", (number, f"步道{number}", text))
            base.execute("INSERT INTO metrics VALUES (?1, 0, 7, ?2, ?3, ?1, NULL, '公里', 'exact', '步道', NULL, NULL, "
                         "NULL, 0, ?4)", (number, len(text) - 1, f"{number}公里", len(text)))
        base.execute("INSERT OR REPLACE INTO totals VALUES ('pages', ?1), ('cases', ?1), ('metrics', ?1)", (articles,))
        base.execute("COMMIT")


def version(path: Path) -> int:
    with closing(schema._connection(path, "ro")) as base:
        return base.execute("PRAGMA user_version").fetchone()[0]

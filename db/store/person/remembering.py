"""What a person said, as a library keeps it: patches below which the extracted article stays. The caller holds the
transaction; `Reader` gives a case as the library holds it at that moment.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from db.errors import CasebookError
from db.model import Article, Case, Patch, Said, Waiting
from db.store import packing
from db.store.person import keeping

Reader = Callable[[int], Case]
FEW = 4  # articles that a new one is compared with
Row = tuple  # of patches, the columns of _ROW
_ROW = "id, extracted_id, kind, field, anchor, old, new, made"
_PATCH = "patches.kind, field, anchor, old, new, made, patches.id"


def said(base: sqlite3.Connection, article_id: int) -> tuple[Said, ...]:
    """The patches in force on a case, notes included, in the order they were made."""
    found = base.execute(
        f'SELECT {_PATCH}, start, "end", metric FROM patches JOIN extracted ON extracted.id = extracted_id '
        "WHERE article_id = ? AND waits IS NULL ORDER BY patches.id", (article_id,))
    return tuple(Said(_patch(*row), None if start is None else (start, end), metric)
                 for *row, start, end, metric in found)


def waiting(base: sqlite3.Connection, article_id: int | None = None) -> tuple[Waiting, ...]:
    """The patches that wait, of one case or of all, oldest first."""
    found = base.execute(
        f"SELECT {_PATCH}, CASE WHEN article_id IS NULL THEN 'homeless' ELSE waits END, article_id, "
        "coalesce((SELECT title FROM articles WHERE articles.id = article_id), title) "
        "FROM patches JOIN extracted ON extracted.id = extracted_id "
        "WHERE (waits IS NOT NULL OR article_id IS NULL) AND (? IS NULL OR article_id = ?) ORDER BY patches.id",
        (article_id, article_id))
    return tuple(Waiting(_patch(*row), why, case_id, title) for *row, why, case_id, title in found)


def extracted(base: sqlite3.Connection, case: Case) -> Article:
    """The article of a case as it was extracted."""
    found = base.execute("SELECT article FROM extracted WHERE article_id = ?", (case.id,)).fetchone()
    return packing.article_from_json(found[0]) if found else case.article


def rows(base: sqlite3.Connection, ids: Sequence[int]) -> list[Row]:
    """The patches with these ids as rows; raises CasebookError for one the library does not hold."""
    marks = ", ".join("?" * len(ids))
    found = base.execute(f"SELECT {_ROW} FROM patches WHERE id IN ({marks}) ORDER BY id", tuple(ids)).fetchall()
    if len(found) != len(set(ids)):
        raise CasebookError("这条修改已经不在案例库里，可能已被撤销。请重新打开这个案例。")
    return found


def swap(base: sqlite3.Connection, gone: Iterable[Row], come: Iterable[Row]) -> None:
    """Take the rows `gone` out and put `come` in, under their own ids."""
    base.executemany("DELETE FROM patches WHERE id = ?", [(row[0],) for row in gone])
    base.executemany(f"INSERT INTO patches ({_ROW}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", list(come))


def insert(base: sqlite3.Connection, extracted_id: int, patches: Iterable[Patch]) -> list[Row]:
    """Put new patches in, last in order; the rows as they are then."""
    ids = []
    for patch in patches:
        anchor = packing.anchor_to_json(patch.anchor)
        values = (extracted_id, patch.kind, patch.field, anchor, packing.dumps(patch.old), packing.dumps(patch.new),
                  patch.made or now())
        columns = _ROW.removeprefix("id, ")
        ids.append(base.execute(f"INSERT INTO patches ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", values).lastrowid)
    return rows(base, ids) if ids else []


def patch_of(row: Row) -> Patch:
    number, _, *rest = row
    return _patch(*rest, number)


def home(base: sqlite3.Connection, case: Case) -> int:
    """The id of what was extracted for this case, which is kept from now on if it was not."""
    found = base.execute("SELECT id FROM extracted WHERE article_id = ?", (case.id,)).fetchone()
    return found[0] if found else keep(base, case.id, case.article)


def keep(base: sqlite3.Connection, article_id: int, article: Article) -> int:
    """Keep `article` as what was extracted for the case."""
    extracted_id = base.execute("INSERT INTO extracted (article_id, title, article) VALUES (?, ?, ?)",
                                (article_id, article.title, packing.article_to_json(article))).lastrowid
    _sketch(base, extracted_id, article)
    return extracted_id


def renew(base: sqlite3.Connection, extracted_id: int, article: Article) -> None:
    """What extraction gives for this case is now `article`."""
    base.execute("UPDATE extracted SET title = ?, article = ? WHERE id = ?",
                 (article.title, packing.article_to_json(article), extracted_id))
    base.execute("DELETE FROM sketches WHERE extracted_id = ?", (extracted_id,))
    _sketch(base, extracted_id, article)


def rebuild(base: sqlite3.Connection, extracted_id: int, case: Reader) -> None:
    """Work out anew what the patches make of an article, in the tree and the index too, and which of them wait."""
    from db.patching import applying
    from db.store import storing
    from db.store.search import indexing

    article_id, packed = base.execute("SELECT article_id, article FROM extracted WHERE id = ?",
                                      (extracted_id,)).fetchone()
    if article_id is None:
        return
    patches = of(base, extracted_id)
    outcome = applying.apply(packing.article_from_json(packed), patches)
    held = case(article_id).article
    if outcome.article != held:
        storing.rewrite(base, article_id, held, outcome.article)
    text = outcome.article.text
    base.executemany(
        'UPDATE patches SET waits = NULL, start = ?, "end" = ?, words = ?, metric = ? WHERE id = ?',
        [(*(s.span or (None, None)), text[slice(*s.span)] if s.span else None, s.metric, s.patch.id)
         for s in outcome.said])
    base.executemany('UPDATE patches SET waits = ?, start = NULL, "end" = NULL, words = NULL, metric = NULL '
                     "WHERE id = ?", [(why, patch.id) for patch, why in outcome.waiting])
    indexing.refresh(base, article_id)


def of(base: sqlite3.Connection, extracted_id: int) -> list[Patch]:
    """All patches of an article, in the order they were made."""
    found = base.execute(f"SELECT {_ROW} FROM patches WHERE extracted_id = ? ORDER BY id", (extracted_id,))
    return [patch_of(row) for row in found.fetchall()]


def patches(base: sqlite3.Connection, article_id: int) -> list[Patch]:
    """All patches of a case, those that wait too, in the order they were made."""
    found = base.execute("SELECT id FROM extracted WHERE article_id = ?", (article_id,)).fetchone()
    return of(base, found[0]) if found else []


def expects(base: sqlite3.Connection) -> bool:
    """Whether there is anything to bring to new articles: else a thousand pages need not be looked at for it."""
    return _anything_said(base) or keeping.waits(base)


def _anything_said(base: sqlite3.Connection) -> bool:
    return base.execute("SELECT 1 FROM patches LIMIT 1").fetchone() is not None


def carry_over(base: sqlite3.Connection, articles: Sequence[tuple[int, Article]], case: Reader) -> list[Row]:
    """Bring to new articles what a person said about the same ones before; the patches that were copied.

    What was said about an article that is gone comes home; from one that is still here it is copied, as far as it is
    in force there, or would be here.
    """
    from db.patching import applying, likeness

    keeping.welcome(base, articles)
    if not _anything_said(base):
        return []
    theirs = [likeness.grams(article) for _, article in articles]
    alike = {number for grams in theirs for number in _alike(base, likeness.sketch(grams))}
    alike -= {number for (number,) in base.execute("SELECT id FROM extracted WHERE article_id IN "
                                                   f"({', '.join('?' * len(articles))})", [n for n, _ in articles])}
    ours = {}
    for number in alike:
        article_id, packed = base.execute("SELECT article_id, article FROM extracted WHERE id = ?",
                                          (number,)).fetchone()
        ours[article_id is None, number] = likeness.grams(packing.article_from_json(packed))
    copied: list[Row] = []
    for (homeless, number), n in likeness.match(ours, theirs).items():
        article_id, article = articles[n]
        if homeless:
            base.execute("UPDATE extracted SET article_id = ? WHERE id = ?", (article_id, number))
            renew(base, number, article)
        else:
            waits = {patch for (patch,) in base.execute("SELECT id FROM patches WHERE extracted_id = ? AND "
                                                        "waits IS NOT NULL", (number,))}
            patches = of(base, number)
            if waits:  # what waits there comes along only if its words are here
                waits &= {patch.id for patch, _ in applying.apply(article, patches).waiting}
                patches = [patch for patch in patches if patch.id not in waits]
            number = keep(base, article_id, article)
            copied += insert(base, number, patches)
        rebuild(base, number, case)
    return copied


def follow(base: sqlite3.Connection, page_id: int, homes: Sequence[int], case: Reader) -> tuple[list[Row], list[Row]]:
    """Where articles of a page were parted or joined, what was said of words that stand in another of them now goes
    there; the patches as they were, and as they are. `homes` are the ids in extracted of what was here before.
    """
    from db.patching import anchors

    marks = ", ".join("?" * len(homes))
    lost = base.execute(
        f"SELECT {_ROW} FROM patches WHERE anchor IS NOT NULL AND extracted_id IN ({marks}) AND (waits IS NOT NULL OR "
        "extracted_id IN (SELECT id FROM extracted WHERE article_id IS NULL)) ORDER BY id", tuple(homes)).fetchall()
    if not lost:
        return [], []
    here = [case(number) for (number,) in base.execute("SELECT id FROM articles WHERE page_id = ?", (page_id,))]
    left, found = [], []
    for row in lost:
        fits = [one for one in here if isinstance(anchors.fit(patch_of(row).anchor, one.article.text), tuple)]
        if len(fits) == 1 and (new := home(base, fits[0])) != row[1]:
            left.append(row)
            found.append((row[0], new, *row[2:]))
    swap(base, left, found)
    for number in dict.fromkeys(row[1] for row in (*left, *found)):
        rebuild(base, number, case)
    return left, found


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _alike(base: sqlite3.Connection, sketch: Sequence[int]) -> list[int]:
    """The few that are likest the article with this sketch, of those a person said anything about."""
    return [number for (number, _) in base.execute(
        f"SELECT extracted_id, count(*) AS common FROM sketches WHERE gram IN ({', '.join('?' * len(sketch))}) "
        "AND EXISTS (SELECT 1 FROM patches WHERE patches.extracted_id = sketches.extracted_id) GROUP BY extracted_id "
        "ORDER BY common DESC, (SELECT article_id IS NULL FROM extracted WHERE id = extracted_id) DESC, "
        f"extracted_id DESC LIMIT {FEW}", sketch)]


def _sketch(base: sqlite3.Connection, extracted_id: int, article: Article) -> None:
    from db.patching import likeness

    base.executemany("INSERT INTO sketches VALUES (?, ?)",
                     [(gram, extracted_id) for gram in likeness.sketch(likeness.grams(article))])


def _patch(kind: str, field: str, anchor: str | None, old: str, new: str, made: str, number: int) -> Patch:
    return Patch(kind, field, packing.anchor_from_json(anchor), json.loads(old), json.loads(new), made, number)


def dated(case: Case) -> Case:
    """The case with the date a person gave it."""
    for one in case.said:
        if one.patch.kind == "field" and one.patch.field == "date":
            case = replace(case, source=replace(case.source, date=one.patch.new))
    return case

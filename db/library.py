"""A library file: cases, where they play, what they are about, every figure with its words. The door of db.store: all
the SQL there is stands here and there.

Reading uses nothing but the standard library, so that a window opens fast.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Self

from db.errors import CasebookError
from db.model import (
    Added,
    Article,
    Block,
    Bounds,
    Branch,
    Case,
    Counts,
    Fault,
    Heading,
    Hit,
    Metric,
    Page,
    Pair,
    Piece,
    Reading,
    Region,
    Repair,
    Source,
    SummaryPoint,
)
from db.search import understand
from db.selection import Facet, FacetValue, Found, Selection
from db.store import schema, tree, verifying
from db.store.metrics.across import Across
from db.store.person import bounding, remembering
from db.store.person.amending import Amending
from db.store.person.collecting import Collecting
from db.store.search import answering, indexing, selecting, suggesting


class Library(Amending, Collecting, Across):
    """One open library file. Every method raises CasebookError where the disk refuses, and no other of its own."""

    def __init__(self, path: Path, base: sqlite3.Connection, write: bool) -> None:
        """Not for callers: see `open` and `create`."""
        self.path = path
        self._base: sqlite3.Connection | None = base
        self._write = write
        self._marks: tree.Marks = {}
        self._counted: selecting.Memory = {}

    @classmethod
    def open(cls, path: Path | str, *, write: bool = False) -> Self:
        """The library at `path`; one of an earlier version is copied and brought up to date first."""
        path = Path(path)
        return cls(path, schema.connect(path, write=write), write)

    @staticmethod
    def is_old(path: Path | str) -> bool:
        """Whether the library at `path` was made by an earlier version and `open` would bring it up to date first."""
        return schema.is_old(Path(path))

    @staticmethod
    def update(path: Path | str, tell: Callable[[float], object]) -> None:
        """Bring the library at `path` up to date; `tell` is given the share that is done, and may break off: see
        db.store.schema.update.
        """
        schema.update(Path(path), tell)

    @classmethod
    def create(cls, path: Path | str) -> Self:
        """A new library at `path`, open for writing; raises CasebookError where a file is there already."""
        schema.make(Path(path))
        return cls.open(path, write=True)

    def close(self) -> None:
        """Let go of the file; closing twice is no harm."""
        if self._base is not None:
            schema.release(self._base, self.path, write=self._write)
            self._base = None

    def interrupt(self) -> None:
        """Break off, from another thread, what this library is reading at the moment; there it raises."""
        if self._base is not None:
            self._base.interrupt()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def counts(self) -> Counts:
        return Counts(**dict(self._rows("SELECT what, count FROM totals")))

    def branches(self, parent: str = "", offset: int = 0, limit: int | None = None) -> tuple[Branch, ...]:
        """The children of a node of the tree by its key; "" stands above the two roots, an unknown key has none."""
        with schema.told(self.path):
            return tree.branches(self._base, parent, offset, limit, self._marks)

    def topic_labels(self) -> dict[str, str]:
        """The name of each topic that has had a case, by its code."""
        return dict(self._rows("SELECT code, label FROM topics WHERE code <> ''"))

    def first_case(self) -> int | None:
        """The case to show where no one chose: the one with the most to see; None for an empty library."""
        found = self._rows(
            "SELECT articles.id FROM articles LEFT JOIN metrics ON article_id = articles.id "
            "WHERE articles.id <= (SELECT min(id) + 50 FROM articles) "
            "GROUP BY articles.id ORDER BY pairs <> '[]' DESC, count(position) DESC, articles.id LIMIT 1"
        )
        return found[0][0] if found else None

    def case(self, case_id: int) -> Case:
        """A case whole; raises CasebookError for an id the library does not hold."""
        found = self._rows(
            "SELECT a.page_id, a.kicker, a.title, a.subtitle, a.byline, a.dateline, a.source_note, a.primary_region, "
            "a.headings, a.spans, a.pieces, a.pairs, a.text, p.name, p.digest, p.encoding, p.paper, p.date, p.imported "
            "FROM articles a JOIN pages p ON p.id = a.page_id WHERE a.id = ?", case_id)
        if not found:
            raise CasebookError("案例库里没有编号为 {number} 的案例，它可能已被删除。请重新选择。", number=case_id)
        (page_id, kicker, title, subtitle, byline, dateline, source_note, primary, headings, spans, pieces, pairs, text,
         *source, imported) = found[0]
        codes = [code for (code,) in self._rows(
            "SELECT code FROM article_topic JOIN topics ON topics.id = topic_id "
            "WHERE article_id = ? AND position IS NOT NULL ORDER BY position", case_id)]
        article = Article(
            title=title, text=text, kicker=kicker, subtitle=subtitle, byline=tuple(json.loads(byline)),
            dateline=dateline, source_note=source_note,
            headings=tuple(Heading(*h) for h in json.loads(headings)),
            spans=tuple((a, b) for a, b in json.loads(spans)),
            pieces=tuple(Piece(*p) for p in json.loads(pieces)),
            regions=tuple(Region(*r) for r in self._rows(
                "SELECT path, code FROM article_region JOIN regions ON regions.id = region_id "
                "WHERE article_id = ? AND position IS NOT NULL ORDER BY position", case_id)),
            primary_region=primary,
            topics=tuple(code for code in codes if "/" not in code),
            subtopics=tuple(code for code in codes if "/" in code),
            metrics=tuple(Metric(*m[:-2], sentence=m[-2:]) for m in self._rows(
                'SELECT start, "end", text, value, value_max, unit, qualifier, subject, period, change, region, '
                "sentence_start, sentence_end FROM metrics WHERE article_id = ? ORDER BY position", case_id)),
            pairs=tuple(Pair(*p) for p in json.loads(pairs)),
            repairs=tuple(Repair(kind, detail, (a, b), *more) for kind, detail, a, b, *more in self._rows(
                'SELECT kind, detail, start, "end", at, before, after FROM repairs WHERE article_id = ? '
                "ORDER BY position", case_id)),
            summary=tuple(SummaryPoint(*p) for p in self._rows(
                'SELECT part, start, "end", text FROM summary WHERE article_id = ? ORDER BY position', case_id)),
        )
        said = remembering.said(self._base, case_id)
        notes = tuple(one for one in said if one.patch.kind == "note")
        said = tuple(one for one in said if one.patch.kind != "note")
        boundaries = bounding.said(self._base, page_id, article.spans)
        return remembering.dated(Case(case_id, page_id, article, Source(*source), imported, said, notes, boundaries))

    def cases(self) -> Iterator[Case]:
        """Every case, oldest first, one at a time."""
        for (case_id,) in self._rows("SELECT id FROM articles ORDER BY id"):
            yield self.case(case_id)

    def page_text(self, page_id: int) -> str:
        """The raw page as it was imported; raises CasebookError for an id the library does not hold."""
        found = self._rows("SELECT text FROM pages WHERE id = ?", page_id)
        if not found:
            raise CasebookError("案例库里没有编号为 {number} 的版面，它可能已被删除。请重新选择。", number=page_id)
        return found[0][0]

    def page_cases(self, page_id: int) -> tuple[int, ...]:
        return tuple(n for (n,) in self._rows("SELECT id FROM articles WHERE page_id = ? ORDER BY id", page_id))

    def unplaced(self, page_id: int) -> tuple[Block, ...]:
        """What of the page found no article."""
        return tuple(Block(*b) for b in self._rows(
            'SELECT start, "end", text FROM unplaced WHERE page_id = ? ORDER BY position', page_id))

    def page_with(self, text: str) -> int | None:
        """The id of the page that holds exactly `text`, or None."""
        found = self._rows("SELECT id FROM pages WHERE digest = ?", verifying.digest(text))
        return found[0][0] if found else None

    def digests(self) -> frozenset[str]:
        """What the texts of all pages are known by (see db.store.verifying.digest)."""
        return frozenset(digest for (digest,) in self._rows("SELECT digest FROM pages"))

    def find(self, selection: Selection, limit: int = 50, offset: int = 0) -> Found:
        """The cases of a selection from `offset` on, best first; with nothing typed the newest first.

        Never raises for what was typed.
        """
        with schema.told(self.path):
            ids, total, exact = selecting.found(self._base, selection, limit, offset)
            hits = answering.hits(self._base, ids, selection.typed)
        return Found(hits, total, exact)

    def within(self, selection: Selection) -> tuple[int, ...]:
        """The ids of all cases that answer `selection`, oldest first."""
        with schema.told(self.path):
            sql, values = selecting.within(self._base, selection)
            return tuple(sorted(n for (n,) in self._base.execute(sql, values)))

    def facets(self, selection: Selection, facet: Facet, parent: str = "") -> tuple[FacetValue, ...]:
        """The nodes of a facet below `parent` ("" for the top), each with how many cases it has under the words and the
        filters of the other facets; those without any are left out.
        """
        with schema.told(self.path):
            return selecting.facets(self._base, selection, facet, parent, self._counted)

    def suggest(self, begun: str, facets: Iterable[Facet], limit: int = 4) -> tuple[tuple[Facet, FacetValue], ...]:
        """Nodes of these facets (region, topic, paper) whose names go on from `begun`, each with all its cases."""
        with schema.told(self.path):
            return suggesting.names(self._base, begun, facets, limit)

    def search(self, typed: str, limit: int = 50) -> tuple[Hit, ...]:
        """The cases that answer what was typed, best first; none where nothing can be searched for."""
        return self.find(Selection(typed), limit).hits if understand(typed) else ()

    def add(self, text: str, page: Page, source: Source, bounds: Bounds | None = None) -> Added:
        """Keep a page and what was found in it, whole or not at all. A page whose text is held already changes nothing.
        `bounds` is what a person set on it, taken in `page` already.

        Raises CasebookError where the library cannot be written.
        """
        return self.bring([Reading(source.name, text, page, source, bounds=bounds)])[0]

    def bring(self, readings: Sequence[Reading]) -> list[Added]:
        """Keep many pages, all of them or none, with a fraction of the work; what became of each.

        Each has its page, or what was prepared of it (see db.store.preparing). Raises as `add` does.
        """
        from db.store import bringing

        with self._writing():
            return bringing.bring(self._base, readings, self._step, self.case)

    def remove_page(self, *page_ids: int, forget: bool = False) -> None:
        """Take a page and its cases out, as if it had never come in; what a person said of them waits for its return,
        but with `forget` not the boundaries she set on it. Several go all or none.

        Raises CasebookError for an id the library does not hold.
        """
        from db.store.person import changes

        with self._writing():
            for page_id in page_ids:
                self.page_text(page_id)
                changes.remove(self._base, page_id, self._step, self.case, forget)
            if len(page_ids) > 1:
                indexing.settle(self._base)

    def verify(self, *, cancelled: Callable[[], bool] = lambda: False) -> Iterator[Fault]:
        """Every stored span that no longer equals its quote, every page that is not what was imported.

        Between pages `cancelled` is asked, for a large library without a fault takes long and yields nothing.
        """
        with schema.told(self.path):
            yield from verifying.faults(self._base, self.case, cancelled)

    def _rows(self, sql: str, *values: object) -> list[tuple]:
        with schema.told(self.path):
            return self._base.execute(sql, values).fetchall()

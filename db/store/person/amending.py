"""What a person does to a library: corrects, annotates, reviews, extracts anew, undoes. A part of db.library.Library.

Patches are made by db.corrections from the case on the screen. Each method is one transaction and one step that can be
undone; `one_step` makes one of many.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from db.model import Article, Bounds, Case, Change, Page, Patch, Span, Waiting
from db.store import schema
from db.store.person import bounding, remembering, steps
from db.store.search import indexing

if TYPE_CHECKING:
    from db.patching.reextracting import Difference


class Amending:
    """The methods that write what a person says. Raise CasebookError where the disk refuses, as Library's do."""

    path: Path
    _base: sqlite3.Connection
    _step: int | None = None  # of the changes made within `one_step`

    def correct(self, case_id: int, *patches: Patch) -> Case:
        """Put patches on a case, in the place of those that spoke of the same thing; the case as it is then.

        Raises CasebookError where the case has changed since the patches were made.
        """
        from db.store.person import changes

        with self._writing():
            changes.correct(self._base, self.case(case_id), patches, self.case)
        return self.case(case_id)

    def withdraw(self, *patch_ids: int) -> None:
        """Take patches back, corrections, notes and boundaries, in force or waiting."""
        from db.store.person import changes

        with schema.told(self.path):
            pages = bounding.pages_of(self._base, patch_ids)
        with self.one_step():
            for page_id in dict.fromkeys(pages.values()):
                if page_id is not None:
                    bounds = self.bounds(page_id)
                    self.arrange(page_id, replace(bounds, steps=tuple(s for s in bounds.steps if s.id not in pages)))
            with self._writing():
                changes.withdraw_steps(self._base, [n for n, page_id in pages.items() if page_id is None], self._step)
                left = [number for number in patch_ids if number not in pages]
                changes.withdraw(self._base, left, self.case, self._step)

    def annotate(self, note_id: int, text: str | None = None, colour: str | None = None) -> None:
        """Give a note (the id of its patch) other words or another colour; None leaves them."""
        from db.store.person import changes

        with self._writing():
            changes.annotate(self._base, note_id, text, colour, self.case)

    def waiting(self, case_id: int | None = None) -> tuple[Waiting, ...]:
        """The patches that are not in force, of one case or of all: what a person has to look through."""
        with schema.told(self.path):
            steps = bounding.waiting(self._base) if case_id is None else ()
            return (*remembering.waiting(self._base, case_id), *steps)

    def settle(self, patch_id: int, case_id: int, span: Span | None = None) -> Case:
        """Say where a patch that waits belongs: these words of the case; no span for one of a whole field."""
        from db.store.person import changes

        with self._writing():
            changes.settle(self._base, patch_id, self.case(case_id), span, self.case)
        return self.case(case_id)

    def extracted(self, case_id: int) -> Article:
        """The article of a case as it was extracted, with nothing a person said."""
        with schema.told(self.path):
            return remembering.extracted(self._base, self.case(case_id))

    def reextract(
        self, read: Callable[[str], Page] | None = None, *, cancelled: Callable[[], bool] = lambda: False
    ) -> Iterator["Difference | None"]:
        """What the extraction of this program (or `read`) would change: for each page its difference, None for none.

        Nothing is changed; see `adopt`. Before each page `cancelled` is asked.
        """
        from db import extract

        with schema.told(self.path):
            pages = self._base.execute("SELECT id, name FROM pages ORDER BY id").fetchall()
        for page_id, name in pages:
            if cancelled():
                return
            text = self.page_text(page_id)
            new = (read or extract.read_page)(text)
            with schema.told(self.path):
                bounds = bounding.of(self._base, page_id)
            yield self._compare(page_id, name, text, replace(bounds or Bounds(new), extracted=new))

    def _compare(self, page_id: int, name: str, text: str, bounds: Bounds) -> "Difference | None":
        """What a page would be with these boundaries."""
        from db.patching import boundaries, reextracting

        replay = boundaries.replay(text, bounds.extracted, bounds.steps)
        cases = {number: self.case(number) for number in self.page_cases(page_id)}
        with schema.told(self.path):
            kept = {number: remembering.extracted(self._base, case) for number, case in cases.items()}
            said = {number: remembering.patches(self._base, number) for number in cases}
        found = reextracting.compare(page_id, name, replay.page, cases, kept, said)
        if found is None or not bounds.steps:
            return found
        return replace(found, bounds=bounds, stands=tuple(one.patch for one in replay.said), lost=replay.waiting)

    def page(self, page_id: int) -> Page:
        """A page as it is taken apart at present, with the boundaries a person set but without what she said of its
        cases; articles in the order in which they begin.
        """
        articles = sorted((self.extracted(number) for number in self.page_cases(page_id)),
                          key=lambda article: article.spans[:1])
        return Page(tuple(articles), self.unplaced(page_id))

    def bounds(self, page_id: int) -> Bounds:
        """The boundaries a person set on a page, with the page as it was extracted."""
        with schema.told(self.path):
            held = bounding.of(self._base, page_id)
        return held or Bounds(self.page(page_id))

    def arranged(self) -> bool:
        """Whether a person set boundaries on any page, be it gone."""
        with schema.told(self.path):
            return bounding.any_set(self._base)

    def bounds_like(self, text: str) -> tuple[Patch, ...]:
        """The steps a person took on the page that `text` is, or that it was before someone edited it."""
        with schema.told(self.path):
            return bounding.like(self._base, text)

    def arrange(self, page_id: int, bounds: Bounds) -> None:
        """Let the boundaries of a page be these and no others; what was said of its cases goes with its words."""
        from db.patching.reextracting import Difference
        from db.store.person import changes

        text = self.page_text(page_id)
        renamed = {step.old for step in bounds.steps if step.field == "rename" and not step.id}
        with self.one_step(), self._writing():
            for case in map(self.case, self.page_cases(page_id) if renamed else ()):  # her last word on a title holds
                if remembering.extracted(self._base, case).title in renamed:
                    titles = [one.patch.id for one in case.said if one.patch.field == "title"]
                    changes.withdraw(self._base, titles, self.case, self._step)
            (name,) = self._base.execute("SELECT name FROM pages WHERE id = ?", (page_id,)).fetchone()
            found = self._compare(page_id, name, text, bounds)
            found = found or Difference(page_id, name, (), self.page(page_id), False)
            changes.adopt(self._base, replace(found, bounds=bounds), self._step, self.case, "boundary")

    def adopt(self, *differences: "Difference") -> None:
        """Make what `reextract` found; what a person said stays on top, and waits where it no longer fits."""
        from db.store.person import changes

        with self.one_step(), self._writing():
            for difference in differences:
                changes.adopt(self._base, difference, self._step, self.case)

    def undo(self) -> Change | None:
        """Take the last step back and say which it was; None where there is none."""
        from db.store.person import changes

        with self._writing():
            return changes.undo(self._base, self.case)

    def redo(self) -> Change | None:
        """Do again what was undone last; None where there is nothing."""
        from db.store.person import changes

        with self._writing():
            return changes.redo(self._base, self.case)

    def next_steps(self) -> tuple[Change | None, Change | None]:
        """What `undo` and what `redo` would do now."""
        with schema.told(self.path):
            undoing, redoing = steps.coming(self._base, True), steps.coming(self._base, False)
        return undoing[0] if undoing else None, redoing[0] if redoing else None

    def forget_steps(self) -> None:
        """Begin anew: no step taken so far can be undone as one. What a person said can still be withdrawn."""
        from db.store.person import changes

        with self._writing():
            changes.forget(self._base)

    @contextmanager
    def one_step(self) -> Iterator[None]:
        """Pages brought in or taken out within are undone together, each still being a transaction of its own."""
        from db.store.person import changes

        outer = self._step
        with schema.told(self.path):
            self._step = outer or changes.new_step(self._base)
        try:
            yield
        finally:
            self._step = outer

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """What is written within is one transaction, which is cheaper; nothing of it is there before all of it is.

        A method that fails within still changes nothing by itself. Nobody else can write meanwhile: not to wait in.
        """
        with self._writing():
            yield

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """All of it or nothing: one transaction, or a part of the one that is open."""
        part = self._base.in_transaction
        begin, end, back = ("SAVEPOINT part", "RELEASE part", "ROLLBACK TO part") if part else (
            "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK")
        with schema.told(self.path):
            self._base.execute(begin)
            try:
                yield
                if not part:
                    indexing.settle(self._base)
                self._base.execute(end)
            except BaseException:
                if self._base.in_transaction:  # a full disk ends the whole
                    self._base.execute(back)
                    if part:
                        self._base.execute(end)
                raise

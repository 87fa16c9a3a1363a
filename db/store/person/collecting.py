"""What a reader keeps of a library: stars, collections, saved searches, what she read. A part of db.library.Library.

What she does is one step each that can be undone; what she read is noted beside that.
"""

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from db.model import Branch, Case
from db.selection import Collection, Selection
from db.store import schema
from db.store.person import keeping


class Collecting:
    """The methods about lists of cases. Raise CasebookError where the disk refuses, and for a list that is gone."""

    path: Path
    _base: sqlite3.Connection
    _writing: Callable[[], AbstractContextManager]
    case: Callable[[int], Case]

    def collections(self) -> tuple[Collection, ...]:
        """Every list there is: the starred, what was read last, collections, saved searches."""
        with schema.told(self.path):
            return keeping.collections(self._base)

    def lists_of(self, case_id: int) -> frozenset[int]:
        """The ids of the collections a case is in, `keeping.STARRED` among them where it is starred."""
        with schema.told(self.path):
            return keeping.lists_of(self._base, case_id)

    def list_branches(self, parent: str = "", offset: int = 0, limit: int | None = None) -> tuple[Branch, ...]:
        """The tree of the lists, beside that of `branches`: its root, the lists, their cases."""
        with schema.told(self.path):
            return keeping.branches(self._base, parent, offset, limit)

    def star(self, *case_ids: int) -> None:
        """Star cases; starring one twice is no harm."""
        self._put("star", keeping.STARRED, case_ids)

    def unstar(self, *case_ids: int) -> None:
        self._take("unstar", keeping.STARRED, case_ids)

    def make_collection(self, name: str, *case_ids: int) -> int:
        """A new collection of these cases; its id. Raises CasebookError for a name that is empty or taken."""
        from db.store.person import changes

        with self._writing():
            come = keeping.make(self._base, "collection", name)
            number = come["lists"][0][0]
            come["listed"] = keeping.put(self._base, number, self._named(case_ids))["listed"]
            changes.kept(self._base, "gather", None, come)
            return number

    def add_to_collection(self, collection_id: int, *case_ids: int) -> None:
        """Put cases into a collection; one that is in it stays where it is."""
        self._put("collect", collection_id, case_ids)

    def remove_from_collection(self, collection_id: int, *case_ids: int) -> None:
        self._take("uncollect", collection_id, case_ids)

    def rename_collection(self, collection_id: int, name: str) -> None:
        """Another name for a collection or a saved search; raises CasebookError as `make_collection` does."""
        from db.store.person import changes

        with self._writing():
            before, after = keeping.rename(self._base, collection_id, name)
            if before != after:
                changes.kept(self._base, "rename", before, after)

    def delete_collection(self, collection_id: int) -> None:
        """Take a collection or a saved search out; the cases stay in the library."""
        from db.store.person import changes

        with self._writing():
            kind, _ = keeping.name_of(self._base, collection_id)
            what = "forget_search" if kind == "search" else "scatter"
            changes.kept(self._base, what, keeping.delete(self._base, collection_id), None)

    def save_search(self, name: str, selection: Selection) -> int:
        """Keep what was asked for under a name; its id. Raises CasebookError as `make_collection` does."""
        from db.store.person import changes

        with self._writing():
            come = keeping.make(self._base, "search", name, selection)
            changes.kept(self._base, "save_search", None, come)
            return come["lists"][0][0]

    def note_read(self, case_id: int) -> None:
        """Note that a case was read just now. No step: there is nothing a person would undo."""
        with self._writing():
            keeping.read(self._base, case_id, self.case(case_id).article)

    def _put(self, what: str, list_id: int, case_ids: tuple[int, ...]) -> None:
        from db.store.person import changes

        with self._writing():
            come = keeping.put(self._base, list_id, self._named(case_ids))
            if come["listed"]:
                changes.kept(self._base, what, None, come)

    def _take(self, what: str, list_id: int, case_ids: tuple[int, ...]) -> None:
        from db.store.person import changes

        with self._writing():
            gone = keeping.take(self._base, list_id, case_ids)
            if gone["listed"]:
                changes.kept(self._base, what, gone, None)

    def _named(self, case_ids: tuple[int, ...]) -> list:
        return [(number, self.case(number).article) for number in case_ids]

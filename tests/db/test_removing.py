"""A page taken out leaves the library as it was before the page came in."""

import sqlite3
from contextlib import closing

import pytest

from db import corrections
from db.errors import CasebookError
from db.library import Library
from db.model import Source
from tests.db.shelf import FULL_TEXT, SOURCE, TEXT, full_page, sample_page, shelve

KEPT = ("pages", "unplaced", "articles", "metrics", "repairs", "summary", "totals", "regions", "article_region",
        "topics", "article_topic", "extracted", "patches")


def everything(path):
    """All that the library holds, but for when a page came in."""
    with closing(sqlite3.connect(path)) as base:
        held = {}
        for table in KEPT:
            columns = [row[1] for row in base.execute(f"PRAGMA table_info({table})") if row[1] != "imported"]
            names = ", ".join(f'"{name}"' for name in columns)
            held[table] = sorted(base.execute(f"SELECT {names} FROM {table}").fetchall(), key=repr)
        base.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, words, row)")
        held["words"] = base.execute("SELECT term, doc, cnt FROM terms").fetchall()
    return held


def test_the_library_is_as_it_was(tmp_path):
    with shelve(tmp_path / "a.casebook") as library:
        before = everything(library.path)
        tree = library.branches("root:regions")
        added = library.add(FULL_TEXT, full_page(), Source("全.txt"))
        assert everything(library.path) != before
        library.remove_page(added.page_id)
        assert everything(library.path) == before
        assert library.branches("root:regions") == tree
        assert list(library.verify()) == []
        assert library.search("乡里换新颜") == ()


def test_the_only_page_can_go_and_come_again(tmp_path):
    with Library.create(tmp_path / "a.casebook") as library:
        empty = everything(library.path)
        added = library.add(TEXT, sample_page(), SOURCE)
        full, found = everything(library.path), library.search("小区")
        library.remove_page(added.page_id)
        assert everything(library.path) == empty
        assert library.branches("root:topics") == () and library.search("小区") == ()
        library.add(TEXT, sample_page(), SOURCE)
        assert everything(library.path) == full
        assert library.search("小区") == found


def test_a_page_the_library_does_not_hold_is_told(tmp_path):
    with shelve(tmp_path / "a.casebook") as library:
        before = everything(library.path)
        with pytest.raises(CasebookError, match="没有编号为 7 的版面"):
            library.remove_page(7)
        assert everything(library.path) == before


def test_a_page_is_taken_out_whole_or_not_at_all(tmp_path):
    with shelve(tmp_path / "a.casebook") as library:
        before = everything(library.path)
        library._base.execute(
            "CREATE TEMP TRIGGER no BEFORE DELETE ON main.pages BEGIN SELECT RAISE(ABORT, 'no'); END")
        with pytest.raises(sqlite3.IntegrityError):
            library.remove_page(1)
        library._base.execute("DROP TRIGGER no")
        assert everything(library.path) == before
        assert list(library.verify()) == []


def test_what_a_person_said_waits_for_the_page_to_come_again(tmp_path):
    with Library.create(tmp_path / "a.casebook") as library:
        added = library.add(TEXT, sample_page(), SOURCE)
        case = library.case(added.case_ids[0])
        library.correct(case.id, corrections.field(case, "title", "改过的标题"))
        library.remove_page(added.page_id)
        assert library.search("改过的标题") == () and library.counts().cases == 0
        (waiting,) = library.waiting()
        assert waiting.case_id is None
        again = library.add(TEXT, sample_page(), SOURCE)
        assert library.case(again.case_ids[0]).article.title == "改过的标题"
        assert library.waiting() == ()
        assert list(library.verify()) == []

"""Which files are opened, which are refused and how, and how an old library becomes a new one."""

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from db.errors import CasebookError
from db.library import Library
from db.model import Article
from db.selection import Selection
from db.store import packing, schema
from tests.db.earlier import FOURTH, earlier, version
from tests.db.shelf import shelve


@pytest.fixture
def path(tmp_path):
    return tmp_path / "案例.casebook"


def test_a_new_library_says_what_it_is(path):
    Library.create(path).close()
    with closing(sqlite3.connect(path)) as base:
        assert base.execute("PRAGMA application_id").fetchone()[0] == int.from_bytes(b"CASE", "big")
        assert base.execute("PRAGMA user_version").fetchone()[0] == schema.VERSION
        assert base.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_what_is_there_is_never_written_over(path):
    path.write_text("mine")
    with pytest.raises(CasebookError, match="已经存在"):
        Library.create(path)
    assert path.read_text() == "mine"


def test_a_folder_is_made_for_a_new_library(tmp_path):
    path = tmp_path / "一" / "二" / "x.casebook"
    Library.create(path).close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_place_that_is_none_is_told(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(CasebookError, match="打不开"):
        Library.create(tmp_path / "file" / "x.casebook")


@pytest.mark.parametrize("data", [b"", b"text", b"SQLite format 3\0", bytes(4096)])
def test_a_file_that_is_no_database_is_refused(path, data):
    path.write_bytes(data)
    with pytest.raises(CasebookError, match="不是案例库文件"):
        Library.open(path)
    assert path.read_bytes() == data


def test_another_programs_database_is_refused_untouched(path):
    with closing(sqlite3.connect(path)) as base:
        base.execute("CREATE TABLE pages (id)")
        base.commit()
    before = path.read_bytes()
    for write in (False, True):
        with pytest.raises(CasebookError, match="别的程序的数据库"):
            Library.open(path, write=write)
    assert path.read_bytes() == before


def test_missing_and_folder_are_told(path, tmp_path):
    with pytest.raises(CasebookError, match="找不到案例库"):
        Library.open(path)
    with pytest.raises(CasebookError, match="是文件夹"):
        Library.open(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_newer_library_is_refused(path):
    Library.create(path).close()
    with closing(sqlite3.connect(path)) as base:
        base.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    with pytest.raises(CasebookError, match="请先升级案例册"):
        Library.open(path)


def test_a_damaged_library_is_told(path):
    shelve(path).close()
    data = bytearray(path.read_bytes())
    data[4096 * 3 :] = b"\xff" * (len(data) - 4096 * 3)
    path.write_bytes(data)
    with pytest.raises(CasebookError, match="已损坏"), Library.open(path) as library:
        for case in library.cases():
            library.page_text(case.page_id)


def test_odd_names_are_opened(tmp_path):
    path = tmp_path / "a?b#c%20 “库”&mode=rw.casebook"
    shelve(path).close()
    with Library.open(path) as library:
        assert library.counts().cases == 6


@pytest.mark.parametrize("write", [False, True])
def test_an_old_library_is_copied_and_brought_up_to_date(path, write):
    with closing(schema._connection(path, "rwc")) as base:
        base.execute(f"PRAGMA application_id = {schema.APPLICATION}")
        base.execute("PRAGMA journal_mode = WAL")
        schema.migrate(base, upto=2)
        base.execute("INSERT INTO pages VALUES (1, 'd', 'n', NULL, NULL, NULL, '2020', '旧文。')")
        base.execute("INSERT INTO articles (id, page_id, title, byline, headings, spans, pieces, pairs, text) "
                     "VALUES (1, 1, '旧题', '[]', '[]', '[]', '[]', '[]', '改造小区的旧文。')")
        base.execute("INSERT INTO regions (id, path, label) VALUES (1, '某县', '某县')")
        base.execute("INSERT INTO article_region VALUES (1, 1, 1, 0)")
    with Library.open(path, write=write) as library:
        assert [hit.case_id for hit in library.search("小区")] == [1]
        assert [hit.case_id for hit in library.search("某县")] == [1]
        assert [hit.case_id for hit in library.search("旧题")] == [1]
    (copy,) = (p for p in path.parent.iterdir() if p != path and not p.name.endswith(("-wal", "-shm")))
    with closing(sqlite3.connect(copy)) as base:
        assert base.execute("PRAGMA user_version").fetchone()[0] == 2
        assert base.execute("SELECT text FROM pages").fetchone()[0] == "旧文。"
    Library.open(path).close()
    assert len([p for p in path.parent.iterdir() if ".v2-" in p.name and not p.name.endswith(("-wal", "-shm"))]) == 1


def test_what_a_person_said_and_every_facet_come_along_from_version_four(path):
    with closing(schema._connection(path, "rwc")) as base:
        base.execute(f"PRAGMA application_id = {schema.APPLICATION}")
        schema.migrate(base, upto=4)
        for number in range(1, 6):
            base.execute("INSERT INTO pages VALUES (?1, ?1, 'n', NULL, '明报', '2021-05-06', '', '旧文。')",
                         (number,))
            base.execute("INSERT INTO articles (id, page_id, title, byline, headings, spans, pieces, pairs, text) "
                         "VALUES (?1, ?1, '旧题', '[\"张三\"]', '[]', '[]', '[]', '[]', '改小区的舊文，花了3亩。')",
                         (number,))
            base.execute("INSERT INTO metrics VALUES (?, 0, 9, 11, '3亩', 3, NULL, '亩', 'exact', '地', NULL, NULL, "
                         "NULL, 0, 12)", (number,))
        packed = packing.article_to_json(Article("旧题", "改小区的舊文，花了3亩。", byline=("张三",)))
        base.execute("INSERT INTO extracted VALUES (1, 2, '旧题', ?)", (packed,))
        for kind, field, new in (("field", "date", '"1999-01-01"'), ("note", "", '{"text": "待查"}')):
            base.execute("INSERT INTO patches (extracted_id, kind, field, old, new, made) "
                         "VALUES (1, ?, ?, 'null', ?, '')", (kind, field, new))
    every = [5, 4, 3, 2, 1]
    with Library.open(path) as library:
        for typed, found in (("小区", every), ("旧文", every), ("jt", every), ("批注:待查", [2]), ("年份:1999", [2]),
                             ("作者:张三 -待查", [5, 4, 3, 1]), ("指标>=2000平方米", every), ("指标:地", every)):
            assert [hit.case_id for hit in library.find(Selection(typed)).hits] == found, typed
        assert [(one.key, one.count) for one in library.facets(Selection(), "year")] == [("2021", 4), ("1999", 1)]
        assert [(one.key, one.count) for one in library.facets(Selection("待查"), "unit")] == [("亩", 1)]
        assert not [fault for fault in library.verify() if "分面" in fault.what]
        assert library.case(2).notes[0].patch.new["text"] == "待查"


def test_killed_while_it_is_brought_up_to_date_it_loses_nothing(path):
    earlier(path, 300)
    killed = ("import os, signal, sys; from pathlib import Path; from db.store import schema; "
              "schema.update(Path(sys.argv[1]), lambda share: share > 0.6 and os.kill(os.getpid(), signal.SIGKILL))")
    assert subprocess.run([sys.executable, "-c", killed, str(path)], check=False).returncode == -signal.SIGKILL
    assert FOURTH < version(path) < schema.VERSION
    with Library.open(path) as library:
        assert library.counts().cases == 300 and not list(library.verify())
        assert library.find(Selection("步道")).total == 300
    copies = sorted(p.name for p in path.parent.iterdir() if ".v" in p.name and p.suffix == ".casebook")
    assert len(copies) == 2 and version(path.with_name(copies[0])) == FOURTH
    assert not list(path.parent.glob("*.part*"))


def test_how_far_it_is_is_told_and_may_break_it_off(path):
    earlier(path, 300)
    shares = []

    with pytest.raises(ZeroDivisionError):
        schema.update(path, lambda share: 1 / 0)
    assert [other for other in path.parent.iterdir() if ".v4" in other.name] == [], "no half of a copy"

    def tell(share):
        shares.append(share)
        if share > 0.9:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        schema.update(path, tell)
    assert shares == sorted(shares) and len(shares) > 300 and shares[0] < 0.1
    assert version(path) < schema.VERSION
    schema.update(path)
    assert version(path) == schema.VERSION


def test_a_step_that_fails_leaves_the_library_as_it_was(path):
    with closing(schema._connection(path, "rwc")) as base:
        base.execute(f"PRAGMA application_id = {schema.APPLICATION}")
        schema.migrate(base, upto=1)
        base.execute("CREATE TABLE topics (mine)")  # in the way of the second step
    with pytest.raises(sqlite3.OperationalError):
        Library.open(path)
    with closing(sqlite3.connect(path)) as base:
        assert base.execute("PRAGMA user_version").fetchone()[0] == 1
        assert not base.execute("SELECT 1 FROM sqlite_master WHERE name = 'regions'").fetchall()

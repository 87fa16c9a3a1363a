"""A real library file: what goes in comes out, whole or not at all, and nothing is quoted that is not there."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from db.errors import CasebookError
from db.library import Library
from db.model import Article, Counts, Page, Region, Source
from tests.db.shelf import FULL_TEXT, SOURCE, TEXT, full_page, sample_page, shelve


@pytest.fixture
def path(tmp_path):
    return tmp_path / "案例.casebook"


@pytest.fixture
def library(path):
    with shelve(path) as library:
        yield library


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """A library to read only, made once."""
    path = tmp_path_factory.mktemp("shelf") / "案例.casebook"
    with shelve(path) as library:
        library.add(FULL_TEXT, full_page(), Source("乡.txt"))
    with Library.open(path) as library:
        yield library


def spoil(path: Path, *statements: str) -> None:
    with sqlite3.connect(path) as base:
        for statement in statements:
            base.execute(statement)
    base.close()


def rows(path: Path) -> dict[str, int]:
    """How many rows each table has."""
    base = sqlite3.connect(path)
    tables = base.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'").fetchall()
    found = {name: base.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for (name,) in tables}
    found["counted"] = base.execute("SELECT sum(count) FROM totals").fetchone()[0]
    base.close()
    return found


def test_every_article_comes_back_as_it_went_in(shelf):
    articles = [*sample_page().articles, *full_page().articles]
    assert [case.article for case in shelf.cases()] == articles
    assert [case.id for case in shelf.cases()] == list(range(1, 9))


def test_page_and_source_are_kept(shelf):
    case = shelf.case(1)
    assert (case.source.name, case.source.paper, case.source.date) == (SOURCE.name, SOURCE.paper, SOURCE.date)
    assert len(case.source.digest) == 64
    assert case.imported.endswith("+00:00")
    assert shelf.page_text(case.page_id) == TEXT
    assert shelf.page_cases(2) == (7, 8)
    assert shelf.unplaced(2) == full_page().unplaced
    assert shelf.unplaced(1) == ()


def test_counts(shelf):
    repairs = sum(len(article.repairs) for article in (*sample_page().articles, *full_page().articles))
    assert shelf.counts() == Counts(pages=2, cases=8, metrics=38, repairs=repairs)


def test_a_page_twice_adds_nothing(library, path):
    before = rows(path)
    assert library.add(TEXT, sample_page(), Source("同一版.txt")).case_ids == (1, 2, 3, 4, 5, 6)
    assert library.add(TEXT, full_page(), SOURCE).already
    assert rows(path) == before


def test_an_unknown_number_is_told(shelf):
    with pytest.raises(CasebookError, match="99"):
        shelf.case(99)
    with pytest.raises(CasebookError, match="99"):
        shelf.page_text(99)


def test_first_case_has_something_to_see(shelf):
    assert shelf.case(shelf.first_case()).article.pairs


def test_an_empty_library_is_whole(path):
    with Library.create(path) as library:
        assert library.first_case() is None
        assert library.counts() == Counts(0, 0, 0, 0)
        assert [(b.label, b.count, b.expandable) for b in library.branches()] == [
            ("地区", 0, False), ("主题", 0, False)]
        assert library.search("小区") == ()
        assert list(library.verify()) == []


def walk(library: Library, key: str = "") -> dict[str, list]:
    """Every node below `key` by its key."""
    found = {}
    for branch in library.branches(key):
        found.setdefault(branch.key, []).append(branch)
        if branch.expandable:
            for name, more in walk(library, branch.key).items():
                found.setdefault(name, []).extend(more)
    return found


def test_the_tree_of_regions_counts_distinct_cases(shelf):
    nodes = walk(shelf, "root:regions")
    assert nodes["region:福建省"][0].count == 1  # one case in five places of it
    assert nodes["region:四川省"][0].count == 3
    assert [b.label for b in shelf.branches("region:福建省/三明市")][-1].startswith("社区“微治理”")
    assert len(nodes["case:1"]) == 5
    assert nodes["region:"][0].label == "未标地区"
    assert [b.case_id for b in shelf.branches("region:")] == [8]
    assert shelf.branches("root:regions")[-1].key == "region:"


def test_a_case_hangs_in_its_finest_topic_only(shelf):
    community = shelf.branches("topic:community")
    assert [(b.kind, b.count, b.case_id) for b in community] == [("topic", 1, None), ("case", 1, 1)]
    assert community[0].key == "topic:community/grid"
    assert [b.case_id for b in shelf.branches("topic:community/grid")] == [7]
    assert [b.case_id for b in shelf.branches("topic:transport")] == [7]
    assert [b.case_id for b in shelf.branches("topic:")] == [8]
    assert {b.label: b.count for b in shelf.branches("root:topics")}["社区治理"] == 2


def test_divisions_stand_in_the_order_of_their_codes(shelf):
    keys = [b.key for b in shelf.branches("root:regions")]
    assert keys[0] == "region:某省"  # the only one whose cases told a code
    assert shelf.case(7).article.regions[0].code == "110101001"


def test_branches_come_in_steps(shelf):
    for key in ("", "root:regions", "root:topics", *walk(shelf)):
        whole = shelf.branches(key)
        steps = [shelf.branches(key, n, 2) for n in range(0, len(whole) + 1, 2)]
        assert [b for step in steps for b in step] == list(whole)
    assert shelf.branches("region:无此地") == shelf.branches("case:1") == shelf.branches("?") == ()


@pytest.mark.parametrize(("typed", "first"), [
    ("区", 6), ("老旧小区 物业", 6), ("明溪", 1), ("留守儿童", 3), ("文攀", 2), ("网格化服务", 7), ("某县", 7),
    ("53448", 6), ("“校园安全”", 4), ("路通了", 7), ("张三", 7), ("三明市", 1),
])
def test_search_finds(shelf, typed, first):
    hits = shelf.search(typed)
    assert first in [hit.case_id for hit in hits]
    hit = next(hit for hit in hits if hit.case_id == first)
    article = shelf.case(first).article
    assert (hit.title, hit.place) == (article.title, article.primary_region or "")
    assert any(marked for _, marked in hit.snippet) or typed in hit.title


def test_a_node_read_in_steps_is_the_node_read_at_once(path):
    with Library.create(path) as library:
        articles = tuple(Article(f"第{n}件", f"第{n}件事。", topics=("community",)) for n in range(25))
        library.add("版", Page(articles), Source("n"))
        whole = library.branches("topic:community")
        steps = [library.branches("topic:community", at, 4) for at in range(0, 28, 4)]
        assert [one for step in steps for one in step] == list(whole)
        assert library.branches("topic:community", 9, 3) == whole[9:12]
        assert library.branches("topic:community", 12, 3) == whole[12:15]
        plan = library._base.execute("EXPLAIN QUERY PLAN SELECT article_id FROM article_topic WHERE topic_id = 1 AND "
                                     "shown = 1 AND article_id > 7 ORDER BY article_id LIMIT 4").fetchall()
        assert "USING PRIMARY KEY (topic_id=? AND shown=? AND article_id>?)" in plan[0][3]


def test_a_place_whose_code_is_known_later_takes_its_place_among_the_others(path):
    county = "福建省/三明市/明溪县"

    def page(*places):
        articles = (Article(name, "修路。", regions=(Region(f"{county}/{name}", code),)) for name, code in places)
        return Page(tuple(articles))

    with Library.create(path) as library:
        library.add("一", page(("甲镇", "350421103"), ("乙镇", None), ("丙镇", None)), Source("一"))
        assert library.branches(f"region:{county}")[0].label == "甲镇"
        library.add("二", page(("乙镇", "350421101")), Source("二"))
        assert [one.label for one in library.branches(f"region:{county}")] == ["乙镇", "甲镇", "丙镇"]


def test_what_fails_within_a_part_of_a_transaction_takes_all_of_that_part_along(library):
    with library.at_once():
        library.star(1)
        with pytest.raises(ValueError), library.at_once():
            library.star(2)
            with suppress(ValueError), library.at_once():
                library.star(3)
                raise ValueError
            raise ValueError
        library.star(4)
    assert [one.case_id for one in library.list_branches("list:1")] == [4, 1]


def test_title_hits_come_first_and_the_limit_holds(shelf):
    found = [hit.case_id for hit in shelf.search("安全")]
    assert found[0] == 4  # the one that has it in its title, though newer ones speak of it
    assert set(found) == {1, 4, 5, 6}
    assert len(shelf.search("的", limit=3)) == 3
    assert shelf.search("绝无此词") == shelf.search("") == shelf.search(" ，“”") == ()


def test_a_title_comes_first_then_the_newest(shelf):
    assert [hit.case_id for hit in shelf.search("安全")] == [4, 6, 5, 1]


def test_verify_finds_nothing_in_a_sound_library(shelf):
    assert list(shelf.verify()) == []


@pytest.mark.parametrize(("statement", "words"), [
    ("UPDATE metrics SET text = '59个' WHERE article_id = 6 AND position = 0", "老旧小区"),
    ("UPDATE metrics SET start = start + 1 WHERE article_id = 5 AND position = 3", "村庄规划方案"),
    ("UPDATE metrics SET sentence_end = 9999 WHERE article_id = 6 AND position = 1", "所在的句子"),
    ("UPDATE summary SET \"end\" = \"end\" - 1 WHERE article_id = 2 AND position = 0", "摘要"),
    ("UPDATE articles SET text = replace(text, '保洁员', '清洁工') WHERE id = 1", "正文与版面"),
    ("UPDATE articles SET headings = '[[\"小标题\", 5]]' WHERE id = 3", "小标题"),
    ("UPDATE articles SET spans = '[[5, 999999]]' WHERE id = 3", "版面上的出处"),
    ("UPDATE pages SET text = replace(text, '58个', '59个')", "原文"),
    ("INSERT INTO unplaced VALUES (1, 0, 0, 3, '别的话')", "未归入"),
    ("INSERT INTO words (rowid, tokens) VALUES (99, '')", "检索"),
    ("UPDATE totals SET count = 5 WHERE what = 'cases'", "检索与计数"),
])
def test_verify_finds_what_does_not_hold(library, path, statement, words):
    spoil(path, statement)
    faults = list(library.verify())
    assert any(words in fault.what for fault in faults)
    assert all(fault.quote != fault.found for fault in faults if fault.quote)


def test_a_failure_in_mid_page_leaves_nothing(path):
    with Library.create(path) as library:
        before = rows(path)
        spoil(path, "CREATE TRIGGER stop BEFORE INSERT ON summary WHEN new.article_id = 4 "
                    "BEGIN SELECT raise(ABORT, 'stopped'); END")
        with pytest.raises(sqlite3.IntegrityError):
            library.add(TEXT, sample_page(), SOURCE)
        assert rows(path) == before
        assert library.search("小区") == ()
        spoil(path, "DROP TRIGGER stop")
        assert library.add(TEXT, sample_page(), SOURCE).case_ids == (1, 2, 3, 4, 5, 6)
        assert list(library.verify()) == []


def test_a_program_killed_in_mid_page_leaves_nothing(path):
    Library.create(path).close()
    before = rows(path)
    script = """
import os, sys
from db.library import Library
from tests.db.shelf import SOURCE, TEXT, sample_page
library = Library.open(sys.argv[1], write=True)
library._base.create_function("die", 0, lambda: os._exit(9))
library._base.execute("CREATE TEMP TRIGGER stop BEFORE INSERT ON summary WHEN new.article_id = 4 "
                      "BEGIN SELECT die(); END")
library.add(TEXT, sample_page(), SOURCE)
"""
    done = subprocess.run([sys.executable, "-c", script, path], cwd=Path(__file__).parents[2])
    assert done.returncode == 9
    assert rows(path) == before
    with Library.open(path, write=True) as library:
        assert not library.add(TEXT, sample_page(), SOURCE).already
        assert list(library.verify()) == []


def test_a_full_disk_is_told_and_costs_nothing(path):
    with Library.create(path) as library:
        pages = library._base.execute("PRAGMA page_count").fetchone()[0]
        library._base.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(CasebookError, match="磁盘已满"):
            library.add(TEXT, sample_page(), SOURCE)
        assert library.counts().pages == 0


def test_a_library_open_for_reading_is_not_written(library, path):
    with Library.open(path) as reading, pytest.raises(CasebookError, match="只能读"):
        reading.add(FULL_TEXT, full_page(), SOURCE)


def test_readers_never_wait_and_a_second_writer_is_told(library, path):
    with Library.open(path, write=True) as other, Library.open(path) as reading:
        other._base.execute("BEGIN IMMEDIATE")
        other._base.execute("DELETE FROM totals")
        assert reading.counts().cases == 6
        library._base.execute("PRAGMA busy_timeout = 20")
        with pytest.raises(CasebookError, match="另一个程序"):
            library.add(FULL_TEXT, full_page(), SOURCE)
        other._base.execute("ROLLBACK")
        library.add(FULL_TEXT, full_page(), SOURCE)
        assert reading.counts().cases == 8


def test_reading_in_one_thread_while_another_writes(path):
    Library.create(path).close()
    seen = []

    def write():
        with Library.open(path, write=True) as writing:
            writing.add(TEXT, sample_page(), SOURCE)

    with Library.open(path) as reading:
        thread = threading.Thread(target=write)
        thread.start()
        while thread.is_alive():
            seen.append(reading.counts().cases)
        thread.join()
        seen.append(reading.counts().cases)
    assert set(seen) <= {0, 6}
    assert seen[-1] == 6


def test_closed_it_is_one_file(path):
    with shelve(path), Library.open(path) as reading:
        reading.counts()
    assert [p.name for p in path.parent.iterdir()] == [path.name]
    with Library.open(path) as reading:
        reading.counts()
    assert [p.name for p in path.parent.iterdir()] == [path.name]
    reading.close()


def test_closed_under_a_reader_the_one_file_holds_all(path, tmp_path):
    Library.create(path).close()
    with Library.open(path) as reading:
        reading.counts()
        with Library.open(path, write=True) as writing:
            writing.add(TEXT, sample_page(), SOURCE)
        with Library.open(shutil.copy(path, tmp_path / "复制.casebook")) as copy:
            assert copy.counts().cases == 6


def test_reading_needs_the_standard_library_only(path):
    shelve(path).close()
    script = """
import sys
from db.library import Library
with Library.open(sys.argv[1]) as library:
    assert library.case(6).article.metrics and library.search("小区") and library.branches() and library.counts()
    assert library.next_steps()[0] and not library.waiting()
    assert not list(library.verify())
print(*(name for name in sys.modules if name.split(".")[0] in ("sqlite_utils", "click", "numpy", "PySide6")
        or name.startswith(("db.extract", "db.patching.reextracting"))))
"""
    done = subprocess.run([sys.executable, "-c", script, path], cwd=Path(__file__).parents[2], capture_output=True,
                          text=True, check=True)
    assert done.stdout.strip() == ""


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="folders are barred otherwise on Windows")
def test_a_folder_that_cannot_be_written_is_read(tmp_path_factory):
    folder = Path(tempfile.mkdtemp())
    try:
        path = folder / "案例.casebook"
        shelve(path).close()
        path.chmod(0o444)
        folder.chmod(0o555)
        with as_nobody():
            with Library.open(path) as library:
                assert library.search("小区")
            with pytest.raises(CasebookError, match=r"只能读|打不开"), Library.open(path, write=True) as library:
                library.add(FULL_TEXT, full_page(), SOURCE)
            with pytest.raises(CasebookError, match=r"打不开|权限"):
                Library.create(folder / "新的.casebook")
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


class as_nobody:  # noqa: N801
    """The rights of an ordinary user, where the tests run as root; an ordinary user has them already."""

    def __enter__(self):
        self.root = os.geteuid() == 0
        if self.root:
            os.seteuid(65534)

    def __exit__(self, *_):
        if self.root:
            os.seteuid(0)

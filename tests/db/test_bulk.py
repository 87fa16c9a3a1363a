"""Very many pages at once: stored together, read by as many processes as were asked for, killed and gone on with."""

import random
import signal
import sqlite3
from contextlib import closing
from dataclasses import replace
from itertools import islice

import pytest

from db import importing
from db.errors import CasebookError
from db.extract import read_page
from db.importing import import_files
from db.intake import files as ingest
from db.intake import workers
from db.library import Library
from db.model import Reading, Source
from db.store.preparing import prepared
from tests import damage
from tests.db import bulk


@pytest.fixture
def library(tmp_path):
    with Library.create(tmp_path / "案例.casebook") as library:
        yield library


def readings(items, known, cancelled, then):
    """Reads here, so that a test is quick."""
    return workers.readings(items, known, cancelled, then, processes=1)


def test_very_many_are_stored_together_and_told_when_they_are_there(library, tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "MANY", 10)
    monkeypatch.setattr(importing, "TOGETHER", 4)
    steps = import_files(bulk.pages(tmp_path / "版面", 10), library, by=readings)
    told = list(islice(steps, 1))
    with Library.open(library.path) as reading:
        assert reading.counts().pages == 4
    told += steps
    assert [(step.done, step.added.page_id) for step in told] == [(n, n) for n in range(1, 11)]
    assert library.counts().pages == 10
    assert list(library.verify()) == []


def several(count):
    """Pages of our own as they are read, damaged, so that there is something of everything in them."""
    told = damage.articles()
    texts = [damage.page(random.Random(n).sample(told, 3), damage.KINDS, n) for n in range(count)]
    return [Reading(f"{n}.txt", text, read_page(text), Source(f"{n}.txt", date=f"202{n}-05-01", paper="某报"))
            for n, text in enumerate(texts)]


def test_what_was_prepared_apart_is_stored_as_a_page_that_comes_alone(library, tmp_path):
    readings = several(4)
    with Library.create(tmp_path / "一页一页.casebook") as alone:
        for one in readings:
            alone.add(one.text, one.page, one.source)
        faults = list(alone.verify())
    added = library.bring([replace(prepared(one), page=None) for one in readings])
    assert [(one.page_id, one.already) for one in added] == [(n, False) for n in range(1, 5)]
    assert bulk.contents(library.path) == bulk.contents(alone.path)
    assert list(library.verify()) == faults


def test_a_page_that_comes_twice_in_one_go_is_stored_once(library):
    one, other = several(2)
    library.bring([other])
    added = library.bring([one, other, one])
    assert [(each.page_id, each.already) for each in added] == [(2, False), (1, True), (2, True)]
    assert added[0].case_ids == added[2].case_ids == library.page_cases(2)
    assert library.counts().pages == 2


def test_pages_under_topics_of_another_name_leave_nothing_behind(library):
    """A library may have the names of topics of an earlier version: cases are found, and taken out, by those."""
    first, *more = several(4)
    library.bring([first])
    with closing(sqlite3.connect(library.path)) as base, base:
        base.execute("UPDATE topics SET label = '从前的名字'")
    with Library.open(library.path, write=True) as writing:
        writing.remove_page(writing.bring([more[0]])[0].page_id)
        added = writing.bring([prepared(one) for one in more])
        assert {hit.case_id for hit in writing.search("从前的名字", 100)} & {n for one in added for n in one.case_ids}
        writing.remove_page(*[one.page_id for one in added])
        assert bulk.contents(library.path)["words"] != []
        assert {case for _, case in bulk.contents(library.path)["words"]} <= set(writing.page_cases(1))


def test_one_that_cannot_be_stored_costs_those_beside_it_nothing(library, tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "MANY", 5)
    files = bulk.pages(tmp_path / "版面", 5)
    files[1].write_bytes(b"")
    bring = Library.bring

    def refusing(self, coming):
        if any("第3社区" in one.text for one in coming):
            raise CasebookError("磁盘已满。")
        return bring(self, coming)

    monkeypatch.setattr(Library, "bring", refusing)
    steps = list(import_files(files, library, by=readings))
    assert [step.error and step.error[:6] for step in steps] == [None, "“0001.", None, "磁盘已满。", None]
    assert [page for page, in library._rows("SELECT name FROM pages ORDER BY id")] == [
        "0000.txt", "0002.txt", "0004.txt"]


def test_what_was_read_before_the_readers_were_lost_is_kept(library, tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "MANY", 5)

    def breaking(items, known, cancelled, then):
        yield from readings(items[:3], known, cancelled, then)
        raise CasebookError("断了。")

    told = []
    with pytest.raises(CasebookError, match="断了"):
        told.extend(import_files(bulk.pages(tmp_path / "版面", 9), library, by=breaking))
    assert library.counts().pages == 3


def test_a_single_file_can_be_read_apart_from_this_process(tmp_path, monkeypatch):
    monkeypatch.setattr(workers, "read", lambda *_: pytest.fail("read here"))
    (reading,) = workers.readings(ingest.items(bulk.pages(tmp_path / "版面", 1)), apart=True)
    assert reading.page.articles[0].title == "第0社区改造老旧小区"


def test_no_more_processes_are_started_than_there_are_files(tmp_path, monkeypatch):
    asked = []
    crew = workers._crew
    monkeypatch.setattr(workers, "_crew", lambda processes, known: asked.append(processes) or crew(processes, known))
    found = list(workers.readings(ingest.items(bulk.pages(tmp_path / "版面", 2)), processes=200))
    assert asked == [2] and all(reading.page for reading in found)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="processes are not killed this way there")
def test_killed_in_the_midst_and_started_again_it_ends_with_the_same_library(tmp_path):
    folder = tmp_path / "版面"
    bulk.pages(folder, 400)
    assert bulk.imported(folder, tmp_path / "一气呵成.casebook", "--jobs", "2")[0] == 0
    broken = tmp_path / "断过.casebook"
    killed = bulk.importing(folder, broken, "--jobs", "2")
    with bulk.not_longer_than(120, killed):
        assert "新增" in killed.stderr.readline()
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    with Library.open(broken) as half:
        there = half.counts().pages
        assert 0 < there < 400
        assert list(half.verify()) == []
    status, told = bulk.imported(folder, broken, "--jobs", "2")
    assert status == 0
    assert sum("已在库中" in line for line in told) == there
    assert bulk.contents(broken) == bulk.contents(tmp_path / "一气呵成.casebook")

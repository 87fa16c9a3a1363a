import signal
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing

import pytest

from db.comparing import Asked
from db.extract import read_page
from db.library import Library
from db.model import Reading, Source
from tests.db import bulk
from tests.db.test_across import FIELDS, NORTH, ROADS, SOUTH, add
from ui import tasks
from ui.reviewing.found import Stored, ready


@pytest.fixture
def library(tmp_path):
    """A library with a page in it, and nothing to be undone."""
    file = tmp_path / "案例.casebook"
    with Library.create(file) as writing:
        writing.bring([reading("## 柳河镇修路\n\n柳河镇修路12公里，投入300万元。\n")])
        writing.forget_steps()
    return file


def reading(text: str, name: str = "一页.txt") -> Reading:
    return Reading(name, text, read_page(text), Source(name))


def found(count: int) -> list:
    texts = [f"## 第{n}社区种树\n\n第{n}社区种树{n + 20}棵，投入{n + 3}万元。\n" for n in range(count)]
    return [ready(reading(text, f"{n}.txt")) for n, text in enumerate(texts)]


def test_what_was_read_lies_on_the_disk_until_it_is_asked_for(library, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    file = tmp_path / "甲.txt"
    file.write_text("## 甲社区种树\n\n甲社区种树30棵，投入9万元。\n", encoding="utf-8")

    def read():
        (one,) = tasks.read_steps(library, [file])(lambda: False)
        return one

    without_room = read()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    stored = read()
    assert isinstance(without_room.packed, bytes) and isinstance(stored.packed, Stored)
    assert stored.contents() == without_room.contents()
    held, was = stored.reading().prepared, without_room.reading().prepared
    assert held.articles[0].metrics == was.articles[0].metrics and len(held.articles[0].metrics) == 2
    assert stored.contents()[1].articles[0].title == "甲社区种树"
    if sys.platform != "win32":
        assert {one.name for one in tmp_path.iterdir()} == {library.name, file.name}, "nobody else sees it"


def test_keeping_is_all_or_nothing(library, monkeypatch) -> None:
    monkeypatch.setattr(tasks, "_PAGES", 2)
    before = bulk.contents(library)
    running = tasks.keep_steps(library, found(5))(lambda: False)
    assert [len(next(running)), len(next(running))] == [2, 2]
    running.close()  # as where it is cancelled, or the window goes
    assert bulk.contents(library) == before
    *steps, end = tasks.keep_steps(library, found(5))(lambda: False)
    assert [step.added.page_id for several in steps for step in several] == [2, 3, 4, 5, 6] and end is None
    with Library.open(library) as reading:
        assert reading.counts().pages == 6 and list(reading.verify()) == []
        undoing, _ = reading.next_steps()
        assert (undoing.what, undoing.pages) == ("import", 5), "one step"


def test_undoing_an_import_is_all_or_nothing(library, monkeypatch) -> None:
    monkeypatch.setattr(tasks, "_PAGES", 2)
    before = bulk.contents(library)
    list(tasks.keep_steps(library, found(5))(lambda: False))
    kept = bulk.contents(library)
    running = tasks.remove_steps(library, range(2, 7))(lambda: False)
    assert [next(running), next(running)] == [2, 4]
    running.close()
    assert bulk.contents(library) == kept
    assert list(tasks.remove_steps(library, [*range(2, 7), 99])(lambda: False))[-1] == 6
    assert {**bulk.contents(library), "changes": []} == {**before, "changes": [], **left_behind(library)}


def left_behind(library) -> dict:
    """Names that stay known though nothing has them at present."""
    held = bulk.contents(library)
    return {table: held[table] for table in ("dimensions", "units", "facet_values", "sqlite_sequence") if table in held}


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="processes are not killed this way there")
def test_killed_while_it_keeps_the_library_is_as_it_was(library) -> None:
    before = bulk.contents(library)
    script = ("import os, signal, sys; from pathlib import Path; from tests.ui.test_tasks import found; "
              "from ui import tasks; tasks._PAGES = 2; running = tasks.keep_steps(Path(sys.argv[1]), found(5))(bool); "
              "next(running), next(running); os.kill(os.getpid(), signal.SIGKILL)")
    killed = subprocess.run([sys.executable, "-c", script, str(library)], cwd=bulk.ROOT, timeout=60)
    assert killed.returncode == -signal.SIGKILL
    assert bulk.contents(library) == before
    with Library.open(library, write=True) as writing:
        assert list(writing.verify()) == []
    list(tasks.keep_steps(library, found(5))(lambda: False))
    with Library.open(library) as again:
        assert again.counts().pages == 6


def test_a_page_that_cannot_be_stored_costs_the_others_nothing(library) -> None:
    one, two, three = found(3)
    broken = ready(reading("## 坏掉的一页\n\n这一页里有半个字\ud800，存不进去，投入5万元。\n", "坏.txt"))
    steps = [step for several in tasks.keep_steps(library, [one, broken, two, three])(lambda: False)
             for step in several or ()]
    assert [step.added and step.added.page_id for step in steps] == [2, None, 3, 4]
    assert "坏.txt" in steps[1].error


def test_a_check_finds_a_changed_quotation_and_stops_when_told(library_file) -> None:
    assert [f for f in tasks.verify_steps(library_file)(lambda: False) if f.what.startswith("指标")] == []
    with closing(sqlite3.connect(library_file)) as base:
        base.execute("UPDATE metrics SET text = '99户' WHERE article_id = 6 AND position = 0")
        base.commit()
    (fault,) = [f for f in tasks.verify_steps(library_file)(lambda: False) if f.what.startswith("指标")]
    assert (fault.case_id, fault.quote) == (6, "99户")
    assert list(tasks.verify_steps(library_file)(lambda: True)) == []


def test_of_more_figures_than_are_compared_it_is_told_that_they_are_not_all(library_file) -> None:
    listing, compared = tasks.across_steps(library_file, Asked(), 3)(lambda: False)
    assert len(compared.lines) == 3 < len(listing.keys) and compared.partly
    listing, compared = tasks.across_steps(library_file, Asked(), len(listing.keys))(lambda: False)
    assert len(compared.lines) == len(listing.keys) and not compared.partly
    (only,) = tasks.across_steps(library_file, Asked(), 3)(lambda: True)
    assert only == listing, "cancelled before any was read"


def test_what_lines_are_told_by_is_loaded_before_they_are_painted(library_file) -> None:
    script = """
import sys
from pathlib import Path
from db.comparing import Asked
from ui import tasks
assert "db.extract" not in sys.modules
running = tasks.across_steps(Path(sys.argv[1]), Asked(), 0)(lambda: False)
assert next(running).keys
assert "db.extract.quantity.candidates" in sys.modules
"""
    done = subprocess.run([sys.executable, "-c", script, library_file], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_first_library_is_whole_or_not_there(tmp_path) -> None:
    library = tmp_path / "new" / "library.casebook"
    running = tasks.first_steps(library)(lambda: True)
    assert list(running) == []
    assert list(library.parent.iterdir()) == []
    (step,) = tasks.first_steps(library)(lambda: False)
    assert step.added is not None
    assert [file.name for file in library.parent.iterdir()] == ["library.casebook"]
    with Library.open(library) as reading:
        assert reading.counts().pages == 1


def test_a_library_is_known_by_its_name_or_its_first_bytes(library_file, tmp_path) -> None:
    other = tmp_path / "no suffix"
    other.write_bytes(library_file.read_bytes())
    page = tmp_path / "page.txt"
    page.write_text("文字", encoding="utf-8")
    assert tasks.is_library(other)
    assert tasks.is_library(tmp_path / "gone.casebook")
    assert not tasks.is_library(page)
    assert not tasks.is_library(tmp_path)
    assert not tasks.is_library(tmp_path / "gone.txt")


def test_places_that_may_not_have_reported_are_those_that_were_asked_for(tmp_path):
    file = tmp_path / "a.casebook"
    with Library.create(file) as library:
        add(library, ROADS, FIELDS)
    for place, told in (("三明", (NORTH,)), ("四川", (SOUTH,)), ("", (NORTH, SOUTH))):
        *_, compared = tasks.across_steps(file, Asked(place=place), 100)(lambda: False)
        assert compared.places == told

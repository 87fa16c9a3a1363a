import sqlite3
from contextlib import closing

from db.library import Library
from ui import tasks


def test_a_check_finds_a_changed_quotation_and_stops_when_told(library_file) -> None:
    assert [f for f in tasks.verify_steps(library_file)(lambda: False) if f.what.startswith("指标")] == []
    with closing(sqlite3.connect(library_file)) as base:
        base.execute("UPDATE metrics SET text = '99户' WHERE article_id = 6 AND position = 0")
        base.commit()
    (fault,) = [f for f in tasks.verify_steps(library_file)(lambda: False) if f.what.startswith("指标")]
    assert (fault.case_id, fault.quote) == (6, "99户")
    assert list(tasks.verify_steps(library_file)(lambda: True)) == []


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

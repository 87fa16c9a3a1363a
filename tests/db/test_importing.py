"""Files come into a library one by one; what is wrong with one costs the others nothing."""

import shutil
from itertools import islice

import pytest

from db.importing import import_files
from db.library import Library
from tests.samples import PAGE


@pytest.fixture
def library(tmp_path):
    with Library.create(tmp_path / "案例.casebook") as library:
        yield library


def page(tmp_path, name, number=1):
    """A page of one article, each unlike the others by its number."""
    path = tmp_path / name
    path.write_text(
        f"# 第{number}社区改造老旧小区\n\n近年来，江苏省南京市玄武区第{number}社区改造老旧小区{number + 20}个，"
        f"涉及居民{number + 3000}户，居民的满意度不断提高，社区的面貌焕然一新。\n", encoding="utf-8")
    return path


def test_the_bundled_page_comes_in_once(library, tmp_path):
    copy = shutil.copy(PAGE, tmp_path / "同一版.txt")
    first, second = import_files([PAGE, copy], library)
    assert (first.done, first.total, first.name, first.error) == (1, 2, PAGE.name, None)
    assert first.case_titles == tuple(case.article.title for case in library.cases())
    assert len(first.added.case_ids) == 6
    assert not first.added.already
    assert second.added.already
    assert second.case_titles == first.case_titles
    assert library.counts().pages == 1
    assert library.page_text(1) == PAGE.read_text(encoding="utf-8")
    assert list(library.verify()) == []


def test_a_bad_file_stops_nothing(library, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.txt").write_bytes(bytes(range(256)) * 30)
    (tmp_path / "list.txt").write_text("。\n，\n", encoding="utf-8")
    files = [tmp_path / "none.txt", tmp_path / "empty.txt", tmp_path / "picture.txt", tmp_path / "list.txt",
             page(tmp_path, "good.txt")]
    steps = list(import_files(files, library))
    assert [step.done for step in steps] == [1, 2, 3, 4, 5]
    told = [step.error for step in steps]
    for words, error in zip(("找不到", "是空的", "不是文字", "没有找到文章"), told, strict=False):
        assert words in error
    assert told[4] is None
    assert library.counts().pages == 1


def test_a_library_that_cannot_be_written_is_told_at_each_file(library, tmp_path):
    with Library.open(library.path) as reading:
        (step,) = import_files([page(tmp_path, "good.txt")], reading)
    assert "只能读" in step.error


def test_cancelled_between_files_it_keeps_what_came_before(library, tmp_path):
    files = [page(tmp_path, f"{n}.txt", n) for n in range(4)]
    done = []
    for step in import_files(files, library, cancelled=lambda: len(done) == 2):
        done.append(step)
    assert [step.name for step in done] == ["0.txt", "1.txt"]
    assert library.counts().pages == 2


def test_each_file_is_there_as_soon_as_it_is_told(library, tmp_path):
    files = [page(tmp_path, f"{n}.txt", n) for n in range(3)]
    steps = import_files(files, library)
    assert len(list(islice(steps, 1))) == 1
    with Library.open(library.path) as reading:
        assert reading.counts().pages == 1
    steps.close()

"""Files come into a library one by one; what is wrong with one costs the others nothing."""

import multiprocessing
import os
import pickle
import shutil
import signal
import zipfile
from dataclasses import replace
from itertools import islice

import pytest

from db import importing
from db.errors import CasebookError
from db.importing import import_files, keep, read_files
from db.intake import files as ingest
from db.intake import workers as ingest_workers
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
    assert first.added.case_ids == library.page_cases(1)
    assert len(first.added.case_ids) == 6
    assert not first.added.already
    assert second.added.already
    assert second.added.case_ids == first.added.case_ids
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


def test_reading_keeps_nothing_and_keeping_keeps_what_a_person_left(library, tmp_path):
    first, second = page(tmp_path, "1.txt", 1), page(tmp_path, "2.txt", 2)
    (tmp_path / "empty.txt").write_bytes(b"")
    list(import_files([first], library))
    with Library.open(library.path) as looking:
        one, two, three = read_files([first, second, tmp_path / "empty.txt"], looking)
    assert library.counts().pages == 1
    assert (one.already, one.page, one.done, one.total) == (True, None, 1, 3)
    assert (two.already, two.error, two.source.name, two.text) == (False, None, "2.txt", second.read_text("utf-8"))
    assert isinstance(three.error, CasebookError) and three.seconds_left == 0
    article = replace(two.page.articles[0], title="改过的标题")
    steps = list(keep([one, replace(two, page=replace(two.page, articles=(article,))), three], library))
    assert [step.added and step.added.already for step in steps] == [True, False, None]
    assert [case.article.title for case in library.cases()] == ["第1社区改造老旧小区", "改过的标题"]
    assert steps[2].problem.template == three.error.template and "是空的" in steps[2].error
    assert library.counts().pages == 2


def test_a_page_taken_out_between_reading_and_keeping_comes_in_again(library, tmp_path):
    file = page(tmp_path, "1.txt")
    (step,) = import_files([file], library)
    (reading,) = read_files([file], library)
    library.remove_page(step.added.page_id)
    (again,) = keep([reading], library)
    assert not again.added.already
    assert library.counts().pages == 1


def test_folders_and_archives_come_in_under_names_that_tell_the_way(library, tmp_path):
    folder = tmp_path / "2022-12-05"
    folder.mkdir()
    page(folder, "A1.txt", 1)
    with zipfile.ZipFile(tmp_path / "青河日报.zip", "w") as made:
        made.write(page(tmp_path, "x.txt", 2), "2022-12-06.txt")
        made.writestr("empty.txt", "")
    steps = list(import_files([folder, tmp_path / "青河日报.zip"], library))
    assert [step.name for step in steps] == [
        "2022-12-05/A1.txt", "青河日报.zip › 2022-12-06.txt", "青河日报.zip › empty.txt"]
    assert [step.error is None for step in steps] == [True, True, False]
    sources = [case.source for case in library.cases()]
    assert [(source.date, source.paper) for source in sources] == [("2022-12-05", None), ("2022-12-06", "青河日报")]


def test_many_are_read_in_processes_in_order_and_one_bad_costs_the_others_nothing(library, tmp_path):
    files = [page(tmp_path, f"{n:02}.txt", n) for n in range(30)]
    files[7].write_bytes(b"")
    with zipfile.ZipFile(tmp_path / "more.zip", "w") as made:
        made.write(page(tmp_path, "x.txt", 99), "y.txt")
    shutil.copy(files[3], files[20])
    steps = list(import_files([*files, tmp_path / "more.zip"], library))
    assert [step.name for step in steps] == [*(file.name for file in files), "more.zip › y.txt"]
    assert [step.name for step in steps if step.error] == ["07.txt"]
    assert "是空的" in steps[7].error and steps[7].problem.facts == {"name": "07.txt"}
    assert [step.name for step in steps if step.added and step.added.already] == ["20.txt"]
    assert library.counts().pages == 29
    left = [step.seconds_left for step in steps]
    assert left[0] is None and left[-1] == 0 and all(seconds > 0 for seconds in left[5:-1])
    assert list(library.verify()) == []
    again = list(import_files(files, library))
    assert [step.added.already for step in again if step.added] == [True] * 29


def crashing(tmp_path):
    """Pages of which one ends whatever process reads it."""
    files = [page(tmp_path, f"{n}.txt", n) for n in range(6)]
    files[2].write_text("要命的一页", encoding="utf-8")
    return ingest.items(files)


def deadly_work(task, then):
    if "要命" in task.path.read_text(encoding="utf-8"):
        os.kill(os.getpid(), signal.SIGKILL)
    return then(ingest_workers.read(task))


def dying_once(task, then):
    """A process is lost, but not for the page's sake: the second time it goes well."""
    mark = task.path.with_suffix(".seen")
    if "要命" in task.path.read_text(encoding="utf-8") and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return ingest_workers.Reading(task.name, text="读出来了")


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="processes are not killed this way there")
def test_a_process_lost_costs_only_the_page_it_died_of(tmp_path, monkeypatch):
    monkeypatch.setattr(ingest_workers, "_work", deadly_work)
    found = list(ingest_workers.readings(crashing(tmp_path), frozenset(), lambda: False, processes=2))
    assert [reading.name for reading in found] == [f"{n}.txt" for n in range(6)]
    assert [str(reading.error) for reading in found if reading.error] == [str(found[2].error)]
    assert "程序中断" in str(found[2].error)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="processes are not killed this way there")
def test_a_process_lost_costs_nothing_but_a_second_try(tmp_path, monkeypatch):
    monkeypatch.setattr(ingest_workers, "_work", dying_once)
    found = list(ingest_workers.readings(crashing(tmp_path), frozenset(), lambda: False, processes=2))
    assert [reading.text for reading in found] == ["读出来了"] * 6
    assert (tmp_path / "2.seen").exists()


def test_cancelled_in_the_midst_of_many_it_leaves_whole_pages_and_no_process(library, tmp_path, monkeypatch):
    monkeypatch.setattr(importing, "TOGETHER", 5)  # stored at once, and told then
    monkeypatch.setattr(importing, "_WAIT", 60)  # however slow the machine is
    files = [page(tmp_path, f"{n:02}.txt", n) for n in range(40)]
    steps = []
    for step in import_files(files, library, cancelled=lambda: len(steps) >= 5):
        steps.append(step)
    assert [step.name for step in steps] == [file.name for file in files[:5]]
    assert library.counts().pages == 5
    assert list(library.verify()) == []
    assert multiprocessing.active_children() == []


def test_an_error_keeps_its_sentence_and_facts_on_its_way_from_a_process():
    error = CasebookError("打不开“{name}”。", name="{奇怪}的名字.txt")
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.template, again.facts) == (str(error), error.template, error.facts)

"""Importing as a person does it: what is read is shown, set right, then kept or left; and the library as it was."""

import random
import sqlite3
from contextlib import closing

import pytest
from PySide6.QtCore import Qt

from db.errors import CasebookError
from db.extract import read_page
from db.library import Library
from db.model import Reading, Source
from resources import path
from tests import damage
from ui import way
from ui.importing.dialog import LISTED, ImportDialog
from ui.jobs import Jobs
from ui.reviewing.found import found
from ui.reviewing.rows import FILE, HEIGHT, UNPLACED, FoundList, Row
from ui.reviewing.sheet import AT_ONCE, LONGEST

PAGE = path("pages/civilization-page.txt")


@pytest.fixture
def jobs(qapp):
    jobs = Jobs()
    yield jobs
    jobs.close()


@pytest.fixture
def library(tmp_path):
    file = tmp_path / "甲.casebook"
    told = damage.articles()[5]
    text = f"## {told.title}\n\n{told.text}"
    with Library.create(file) as writing:
        writing.add(text, read_page(text), Source("旧版面.txt"))
    return file


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "四月"
    folder.mkdir()
    for seed in (1, 2):
        told = random.Random(seed).sample(damage.articles(), 3)
        (folder / f"{seed}版.txt").write_text(damage.page(told, damage.KINDS, seed), encoding="utf-8")
    (folder / "坏.txt").write_bytes(bytes(range(256)) * 40)
    return folder


def held(file) -> dict[str, list]:
    """Everything in the library but its record of steps."""
    with closing(sqlite3.connect(file)) as base:
        tables = [name for (name,) in base.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
            "AND name IN ('pages', 'articles', 'metrics', 'repairs', 'unplaced', 'summary', 'totals', 'article_topic', "
            "'article_region')")]
        assert len(tables) >= 8
        return {table: sorted(map(repr, base.execute(f"SELECT * FROM {table}"))) for table in tables}


def read(qtbot, jobs, library, *paths) -> ImportDialog:
    dialog = ImportDialog(None, jobs, library, list(paths))
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.read, timeout=60_000):
        dialog.open()
    if dialog.findings.list.rows.files[0].heads:
        qtbot.waitUntil(lambda: dialog.findings.desk.current() is not None, timeout=20_000)
    return dialog


def keep(qtbot, dialog) -> None:
    with qtbot.waitSignal(dialog.done_importing, timeout=60_000) as done:
        dialog.keep_button.click()
    assert done.args == [True]


def do(qtbot, dialog, name) -> None:
    with qtbot.waitSignal(dialog.findings.desk.settled, timeout=20_000):
        dialog.findings.desk.actions_by_name[name].trigger()


def test_what_was_found_is_shown_and_nothing_is_kept_before_it_is_said(qtbot, jobs, library, folder) -> None:
    before = held(library)
    dialog = read(qtbot, jobs, library, folder, PAGE)
    rows = dialog.findings.list.rows
    names = [one.name for one in rows.files]
    assert [name.rsplit("/", 1)[-1] for name in names] == ["1版.txt", "2版.txt", "坏.txt", PAGE.name]
    civ = rows.files[3]
    assert len(civ.heads) == 6
    first = rows.data(rows.index(rows.row(3, 0)))
    assert "社区“微治理”传递文明“邻聚力”" in first and "三明市" in first and "社区治理" in first
    assert f"{civ.heads[0].metrics} 指标" in first and f"{civ.heads[0].repairs} 修复" in first
    assert civ.heads[0].metrics > 0 < civ.heads[0].repairs
    bad = rows.data(rows.index(rows.row(2, FILE)))
    assert "坏.txt”里不是文字" in bad
    assert "1 个文件没有读成" in dialog.state.text()
    assert Row(0, UNPLACED) in rows.rows, "the page's furniture"
    assert held(library) == before
    dialog.reject()
    assert not dialog.isVisible()
    assert held(library) == before


def test_the_page_shows_every_block_and_each_repair_before_and_after(qtbot, jobs, library) -> None:
    dialog = read(qtbot, jobs, library, PAGE)
    sheet = dialog.findings.desk.sheet
    text, page, *_ = dialog.findings.list.rows.files[0].contents()
    last = next(line for line in reversed(text.splitlines()) if line.strip())
    qtbot.waitUntil(lambda: last.strip() in sheet.toPlainText())  # it is laid out little by little
    words = sheet.toPlainText()
    for line in filter(str.strip, text.splitlines()):
        assert " ".join(line.lstrip("#").split()) in words
    repairs = [r for a in page.articles for r in a.repairs]
    assert words.count("修复　") == len(repairs) > 6
    renamed = next(r for r in repairs if r.kind == "corrected_name")
    assert f"{renamed.before}　→　{renamed.after}" in words
    dialog.reject()


def test_what_was_kept_is_in_the_library_and_comes_out_again_whole(qtbot, jobs, library, folder) -> None:
    before = held(library)
    dialog = read(qtbot, jobs, library, folder)
    articles = sum(len(one.heads) for one in dialog.findings.list.rows.files)
    keep(qtbot, dialog)
    with Library.open(library) as reading:
        assert reading.counts().pages == 3
        assert reading.counts().cases == 1 + articles
        assert reading.case(dialog.first_case).article.title == dialog.findings.list.rows.files[0].heads[0].title
    assert dialog.undo_button.isVisible()
    with qtbot.waitSignal(dialog.done_importing, timeout=20_000):
        dialog.undo_button.click()
    assert "已撤销" in dialog.state.text()
    assert held(library) == before
    dialog.reject()


def test_a_boundary_is_put_right_undone_and_kept(qtbot, jobs, library) -> None:
    dialog = read(qtbot, jobs, library, PAGE)
    desk, rows = dialog.findings.desk, dialog.findings.list.rows
    titles = [head.title for head in rows.files[0].heads]
    at = next(n for n, one in enumerate(desk.passages) if one.splits and one.part == "heading")
    desk.sheet.choose(at)
    do(qtbot, dialog, "split")
    assert len(rows.files[0].heads) == 7 == sum(row.part >= 0 for row in rows.rows)
    do(qtbot, dialog, "undo")
    assert [head.title for head in rows.files[0].heads] == titles
    do(qtbot, dialog, "redo")
    assert len(rows.files[0].heads) == 7
    do(qtbot, dialog, "undo")
    dialog.findings.list.choose(Row(0, 1))
    do(qtbot, dialog, "join")
    assert [head.title for head in rows.files[0].heads] == [*titles[:2], *titles[3:]]
    block = next(n for n, one in enumerate(desk.passages) if one.article == 0 and one.part == "body")
    desk.sheet.choose(block)
    do(qtbot, dialog, "drop")
    assert rows.files[0].unplaced == 1
    with qtbot.waitSignal(desk.settled):
        desk.move_to(2)
    assert rows.files[0].unplaced == 0
    assert desk.passages[block].article == 2
    with qtbot.waitSignal(desk.settled):
        desk.rename("改过的标题")
    keep(qtbot, dialog)
    with Library.open(library) as reading:
        page = reading.page_cases(2)
        kept = [reading.case(n).article for n in page]
        assert not list(reading.verify())
    assert [a.title for a in kept] == [titles[0], titles[1], "改过的标题", *titles[4:]]
    dialog.reject()


def test_the_keyboard_alone_splits_an_article(qtbot, jobs, library) -> None:
    dialog = read(qtbot, jobs, library, PAGE)
    sheet = dialog.findings.desk.sheet
    dialog.activateWindow()
    sheet.setFocus()
    qtbot.waitUntil(sheet.hasFocus)
    while not dialog.findings.desk.current().splits:
        qtbot.keyClick(sheet, Qt.Key.Key_Down)
    with qtbot.waitSignal(dialog.findings.desk.settled):
        qtbot.keyClick(sheet, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(dialog.findings.list.rows.files[0].heads) == 7
    with qtbot.waitSignal(dialog.findings.desk.settled):
        qtbot.keyClick(sheet, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(dialog.findings.list.rows.files[0].heads) == 6
    assert dialog.isVisible()
    dialog.reject()


def test_a_page_that_is_left_out_is_not_kept(qtbot, jobs, library, folder) -> None:
    dialog = read(qtbot, jobs, library, folder)
    dialog.findings.list.choose(Row(1, 0))
    dialog.findings.skip_button.click()
    left = len(dialog.findings.list.rows.files[0].heads)
    assert f"其余 {left} 篇" in dialog.keep_button.text()
    keep(qtbot, dialog)
    with Library.open(library) as reading:
        assert reading.counts().cases == 1 + left
    dialog.reject()


def test_cancelling_while_it_is_kept_leaves_the_library_as_it_was(qtbot, jobs, library, folder) -> None:
    before = held(library)
    dialog = read(qtbot, jobs, library, folder, PAGE)
    dialog.keep()
    dialog._job.progressed.connect(lambda _: dialog.reject())
    with qtbot.waitSignal(dialog.done_importing, timeout=60_000) as done:
        pass
    assert done.args == [False]
    assert held(library) == before
    assert dialog.isVisible() and dialog.keep_button.isEnabled(), "what was found is still there"
    keep(qtbot, dialog)
    with Library.open(library) as reading:
        assert reading.counts().pages == 4
    dialog.reject()


def test_cancelling_while_it_reads_stops_and_closes(qtbot, jobs, library, folder) -> None:
    before = held(library)
    dialog = ImportDialog(None, jobs, library, [folder] * 6)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.reject()
    assert dialog.isVisible(), "it waits for the file in hand"
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=20_000)
    assert not jobs.busy
    assert held(library) == before


def test_a_library_that_cannot_be_written_says_so_and_loses_nothing(qtbot, jobs, library, tmp_path) -> None:
    dialog = read(qtbot, jobs, library, PAGE)
    away = library.rename(tmp_path / "别处.casebook")
    with qtbot.waitSignal(dialog.done_importing, timeout=60_000) as done:
        dialog.keep_button.click()
    assert done.args == [False]
    assert "甲.casebook" in dialog.state.text()
    away.rename(library)
    keep(qtbot, dialog)
    dialog.reject()


def test_a_page_already_there_is_told_and_not_kept_twice(qtbot, jobs, library) -> None:
    dialog = read(qtbot, jobs, library, PAGE)
    keep(qtbot, dialog)
    dialog.reject()
    again = read(qtbot, jobs, library, PAGE)
    assert "早已在库中" in again.state.text()
    assert not again.keep_button.isEnabled()
    assert again.leave_button.text() == "关闭"
    again.reject()


def test_the_time_left_is_told(qtbot, jobs, library) -> None:
    dialog = ImportDialog(None, jobs, library, [PAGE])
    qtbot.addWidget(dialog)
    dialog._waiting += [found(Reading("甲.txt", error=CasebookError("坏"), done=3, total=1200, seconds_left=130.0))]
    dialog._take()
    assert dialog.state.text() == "已读 3 个，共 1,200 个文件 · 约剩 2 分钟"
    assert (dialog.bar.value(), dialog.bar.maximum()) == (3, 1200)
    dialog.reject()
    qtbot.waitUntil(lambda: not jobs.busy, timeout=20_000)


def test_rows_of_a_thousand_pages_are_not_measured_one_by_one(qtbot) -> None:
    listing = FoundList()
    qtbot.addWidget(listing)
    listing.resize(360, 600)
    listing.show()
    listing.rows.add([found(Reading(f"{n}.txt", error=CasebookError("坏"))) for n in range(1000)])
    assert listing.rows.rowCount() == 1000
    listing.choose(Row(999, FILE))
    qtbot.waitUntil(lambda: listing.verticalScrollBar().maximum() >= 1000 * HEIGHT - 600)
    qtbot.waitUntil(lambda: listing.viewport().rect().contains(listing.visualRect(listing.currentIndex())))


def test_many_files_are_listed_a_few_at_a_time(qtbot, jobs, library) -> None:
    dialog = ImportDialog(None, jobs, library, [PAGE])
    qtbot.addWidget(dialog)
    rows = dialog.findings.list.rows
    dialog._waiting += [found(Reading(f"{n}.txt", error=CasebookError("坏"))) for n in range(3 * LISTED)]
    grown = []
    rows.rowsInserted.connect(lambda _, first, last: grown.append(last - first + 1))
    with qtbot.waitSignal(dialog.read, timeout=60_000):
        dialog.open()
    assert len(rows.files) == 3 * LISTED + 1 and rows.files[-1].heads
    assert max(grown) == LISTED
    assert "找到 6 篇文章" in dialog.state.text()
    dialog.reject()


def test_what_was_set_right_is_recorded_with_the_page_and_shown_when_it_comes_again(qtbot, jobs, library, tmp_path):
    dialog = read(qtbot, jobs, library, PAGE)
    desk, rows = dialog.findings.desk, dialog.findings.list.rows
    desk.sheet.choose(next(n for n, one in enumerate(desk.passages) if one.splits and one.part == "heading"))
    do(qtbot, dialog, "split")
    with qtbot.waitSignal(desk.settled):
        desk.rename("改过的标题")
    assert rows.files[0].steps == 2 and "人工调整 2 步" in rows.data(rows.index(0))
    assert "人工调整　标题改为《改过的标题》" in desk.sheet.toPlainText()
    do(qtbot, dialog, "undo")
    assert rows.files[0].steps == 1
    do(qtbot, dialog, "redo")
    keep(qtbot, dialog)
    dialog.reject()
    with Library.open(library) as reading:
        assert [step.field for step in reading.bounds(2).steps] == ["split", "rename"]
        assert list(reading.reextract()) == [None, None]
    edited = tmp_path / "再版.txt"
    edited.write_text(PAGE.read_text(encoding="utf-8") + "\n\n今日天气晴，宜读报。\n", encoding="utf-8")
    again = read(qtbot, jobs, library, edited)
    assert "改过的标题" in [head.title for head in again.findings.list.rows.files[0].heads]
    assert "人工调整　标题改为《改过的标题》" in again.findings.desk.sheet.toPlainText()
    again.reject()


def test_what_was_set_and_taken_back_is_not_recorded(qtbot, jobs, library) -> None:
    dialog = read(qtbot, jobs, library, PAGE)
    do(qtbot, dialog, "drop_article")
    do(qtbot, dialog, "undo")
    keep(qtbot, dialog)
    dialog.reject()
    with Library.open(library) as reading:
        assert reading.bounds(2).steps == ()


def test_the_list_tells_every_topic_and_is_narrowed_by_words_and_by_kind(qtbot, jobs, library, folder) -> None:
    for n in range(4):
        (folder / f"空{n}.txt").write_bytes(bytes(range(256)) * 40)
    dialog = read(qtbot, jobs, library, folder, PAGE)
    findings = dialog.findings
    rows = findings.list.rows
    _, page, *_ = rows.files[-1].contents()
    several = next(n for n, one in enumerate(page.articles) if len(one.topics) > 1)
    last = len(rows.files) - 1
    told = rows.words(Row(last, several))[1]
    assert [told.index(way.topic_label(code)) for code in page.articles[several].topics] == sorted(
        told.index(way.topic_label(code)) for code in page.articles[several].topics)
    assert findings.narrow.isVisible()
    findings.words.insert("邻聚力")
    qtbot.waitUntil(lambda: rows.rows == [Row(last, FILE), Row(last, 0)])
    assert findings.list.chosen() is not None
    qtbot.waitUntil(lambda: findings._shown == last and findings.desk.actions_by_name["drop_article"].isEnabled())
    do(qtbot, dialog, "drop_article")
    assert Row(last, 0) not in rows.rows and rows.rows[0] == Row(last, FILE), "it stays listed while she works on it"
    findings.words.clear()
    findings.kind.setCurrentIndex(findings.kind.findData("wrong"))
    qtbot.waitUntil(lambda: {rows.files[row.file].error is not None for row in rows.rows} == {True})
    assert len(rows.rows) == 5
    findings.kind.setCurrentIndex(0)
    qtbot.waitUntil(lambda: len({row.file for row in rows.rows}) == len(rows.files))
    assert sum(len(one.heads) for one in rows.kept()) == sum(len(one.heads) for one in rows.files)
    dialog.reject()


def test_each_repair_is_told_with_all_its_words(qtbot, jobs, library, tmp_path) -> None:
    told = damage.articles()[3]
    first = told.text.split("\n")[0]
    file = tmp_path / "重.txt"
    file.write_text(f"## {told.title}\n\n" + told.text.replace("\n", "\n\n") + f"\n\n{first}\n", encoding="utf-8")
    dialog = read(qtbot, jobs, library, file)
    _, page, *_ = dialog.findings.list.rows.files[0].contents()
    assert [r.kind for a in page.articles for r in a.repairs] == ["dropped_duplicate"]
    assert f"{first}　→　与别处重复，没有取用" in dialog.findings.desk.sheet.toPlainText()
    dialog.reject()


def test_a_very_long_page_is_laid_out_little_by_little(qtbot, jobs, library, tmp_path) -> None:
    told = damage.articles()[3]
    lines = [f"第{n}天，村民们又修好了一段水渠，大家都来帮忙。" for n in range(1500)]
    file = tmp_path / "长.txt"
    file.write_text(f"## {told.title}\n\n" + "\n\n".join(lines) + "\n\n" + "长" * 9000 + "。\n", encoding="utf-8")
    dialog = ImportDialog(None, jobs, library, [file])
    qtbot.addWidget(dialog)
    seen = []
    dialog.findings.desk.settled.connect(lambda: seen.append(dialog.findings.desk.sheet.written))
    dialog.open()
    qtbot.waitUntil(lambda: bool(seen), timeout=60_000)
    sheet = dialog.findings.desk.sheet
    assert seen[0] == AT_ONCE < len(dialog.findings.desk.passages)
    sheet.choose(1400)
    assert dialog.findings.desk.current() is dialog.findings.desk.passages[1400]
    qtbot.waitUntil(lambda: sheet.written == len(dialog.findings.desk.passages), timeout=20_000)
    assert sheet.textCursor().block().text().startswith(lines[1399]), "it goes there as soon as it is written"
    assert max(map(len, sheet.toPlainText().split("\n"))) < 2 * LONGEST
    dialog.reject()

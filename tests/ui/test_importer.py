import threading

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QDialogButtonBox

from db.errors import CasebookError
from db.library import Library
from db.model import Added, Progress
from resources import path
from ui import tasks
from ui.importer import ImportDialog, files_below
from ui.jobs import Jobs

PAGE = path("pages/civilization-page.txt")


@pytest.fixture
def jobs(qapp):
    jobs = Jobs()
    yield jobs
    jobs.close()


def run(qtbot, jobs, steps, total: int) -> ImportDialog:
    dialog = ImportDialog(None, jobs, steps, total)
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


def test_good_and_bad_files_are_each_told_of(qtbot, jobs, tmp_path) -> None:
    library = tmp_path / "new.casebook"
    Library.create(library).close()
    empty, binary = tmp_path / "空.txt", tmp_path / "图片.txt"
    empty.write_text("", encoding="utf-8")
    binary.write_bytes(bytes(range(256)) * 40)
    files = [PAGE, empty, PAGE, binary, tmp_path / "没有.txt"]
    dialog = run(qtbot, jobs, tasks.import_steps(library, files), len(files))
    with qtbot.waitSignal(dialog.done_importing, timeout=60_000) as done:
        pass
    assert done.args == [True]
    words = dialog.list.toPlainText()
    with Library.open(library) as reading:
        held = reading.counts().cases
        assert held >= 6
        assert dialog.first_case in reading.page_cases(1)
    assert f"新增 {held} 个案例" in words
    assert "已在库中" in words
    assert words.index("空.txt") < words.index("是空的") < words.index("图片.txt") < words.index("不是文字")
    assert "找不到文件" in words
    assert "3 个文件没有导入" in dialog.state.text()
    assert dialog.button.text() == "关闭"
    link = f"case:{dialog.first_case}"
    assert link in dialog.list.toHtml()
    with qtbot.waitSignal(dialog.case_chosen) as chosen:
        dialog.list.anchorClicked.emit(QUrl(link))
    assert chosen.args == [dialog.first_case]
    assert not dialog.isVisible()


def test_cancelling_keeps_what_was_done_and_says_what_was_not(qtbot, jobs) -> None:
    goes_on = threading.Event()

    def steps(cancelled):
        for n in range(1, 101):
            if cancelled():
                return
            yield Progress(n, 100, f"{n}.txt", Added(n, (n,), False), case_titles=(f"第{n}篇",))
            if n >= 2:
                goes_on.wait(5)

    dialog = run(qtbot, jobs, steps, 100)
    qtbot.waitUntil(lambda: dialog.bar.value() == 2)
    dialog.reject()
    assert dialog.isVisible(), "it waits for the step in hand"
    assert not dialog.button.isEnabled()
    with qtbot.waitSignal(dialog.done_importing):
        goes_on.set()
    assert "导入已停止" in dialog.state.text()
    assert "还有 98 个文件没有处理" in dialog.state.text()
    assert "第2篇" in dialog.list.toPlainText()
    dialog.reject()
    assert not dialog.isVisible()


def test_a_library_that_cannot_be_written_is_told(qtbot, jobs) -> None:
    def steps(cancelled):
        raise CasebookError("磁盘已满，案例库“{name}”没有改动。请腾出空间后再试一次。", name="a.casebook")
        yield

    dialog = run(qtbot, jobs, steps, 1)
    with qtbot.waitSignal(dialog.done_importing) as done:
        pass
    assert done.args == [False]
    assert "磁盘已满，案例库“a.casebook”没有改动" in dialog.list.toPlainText()
    assert dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel) is None


def test_names_from_files_are_words_and_not_markup(qtbot, jobs) -> None:
    def steps(cancelled):
        yield Progress(1, 1, "<b>甲</b>&.txt", error="<i>坏</i>")

    dialog = run(qtbot, jobs, steps, 1)
    with qtbot.waitSignal(dialog.done_importing):
        pass
    assert "<b>甲</b>&.txt" in dialog.list.toPlainText()
    assert "<i>坏</i>" in dialog.list.toPlainText()


def test_folders_are_searched_for_text_files(tmp_path) -> None:
    inner = tmp_path / "2022" / "12"
    inner.mkdir(parents=True)
    for name in ("二.txt", "一.TXT", "图.png", "说明.md"):
        (inner / name).write_text("x", encoding="utf-8")
    lone = tmp_path / "无.bin"
    found = files_below([lone, tmp_path, inner / "二.txt"])
    assert found[0] == lone
    assert sorted(p.name for p in found[1:]) == sorted(["二.txt", "一.TXT", "说明.md"])

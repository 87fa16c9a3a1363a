"""Questions answered in a thread of their own: the newest wins, an old one is broken off, nothing is left behind."""

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication

from db.errors import CasebookError
from db.library import Library
from db.selection import Found, Selection
from ui.inquiring import Inquirer

LONG = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"  # without an end


class Slow(Library):
    """A library in which a search for 慢 never ends by itself."""

    begun = broken_off = 0

    def find(self, selection: Selection, limit: int = 50, offset: int = 0) -> Found:
        if selection.typed == "慢":
            Slow.begun += 1
            try:
                self._base.execute(LONG)
            finally:
                Slow.broken_off += 1
        if selection.typed == "坏":
            raise CasebookError("磁盘坏了")
        return super().find(selection, limit, offset)


@pytest.fixture
def inquirer(qapp, library_file):
    inquirer = Inquirer()
    inquirer.open(lambda: Slow.open(library_file))
    yield inquirer
    inquirer.close()


def ask(inquirer: Inquirer, typed: str, answers: list) -> None:
    inquirer.find(Selection(typed), 50, 0, lambda found: answers.append((typed, found.total)))


def ask_without_end(inquirer: Inquirer, qtbot, answers: list) -> None:
    """Ask what is never answered, and wait until it is being looked for."""
    before = Slow.begun
    ask(inquirer, "慢", answers)
    qtbot.waitUntil(lambda: Slow.begun > before)


def test_an_answer_comes_in_the_gui_thread(inquirer, qtbot) -> None:
    came = []
    inquirer.find(Selection("社区"), 50, 0, lambda found: came.append((found, QThread.currentThread())))
    assert not came, "not at once"
    qtbot.waitUntil(lambda: bool(came))
    found, thread = came[0]
    assert found.hits
    assert thread is QApplication.instance().thread()


def test_the_newest_question_wins_and_an_endless_one_is_broken_off(inquirer, qtbot) -> None:
    answers: list = []
    before = Slow.broken_off
    ask_without_end(inquirer, qtbot, answers)
    for typed in ("社", "社区", "小区"):
        ask(inquirer, typed, answers)
    qtbot.waitUntil(lambda: bool(answers))
    qtbot.wait(50)
    assert [typed for typed, _ in answers] == ["小区"]
    assert Slow.broken_off == before + 1


def test_a_search_goes_before_the_counting_of_facets(inquirer, qtbot) -> None:
    order = []
    ask(inquirer, "社区", [])
    for facet in ("topic", "region", "year"):
        inquirer.facets(Selection(), facet, "", lambda _, facet=facet: order.append(facet))
    inquirer.find(Selection("小区"), 50, 0, lambda _: order.append("find"))
    qtbot.waitUntil(lambda: len(order) == 4)
    assert order.index("find") < 2, "only what had begun may come before it"
    assert [one for one in order if one != "find"] == ["topic", "region", "year"]


def test_what_was_put_aside_is_not_answered_even_if_it_was_ready(inquirer, qtbot) -> None:
    answers: list = []
    ask(inquirer, "社区", answers)
    inquirer._thread.wait(300)  # answered by now, but not yet told
    inquirer.forget()
    qtbot.wait(50)
    assert answers == []
    ask(inquirer, "小区", answers)
    qtbot.waitUntil(lambda: len(answers) == 1)


def test_what_the_disk_refuses_is_told_and_the_answer_is_empty(inquirer, qtbot) -> None:
    answers: list = []
    with qtbot.waitSignal(inquirer.refused) as refused:
        ask(inquirer, "坏", answers)
    qtbot.waitUntil(lambda: bool(answers))
    assert refused.args == ["磁盘坏了"]
    assert answers == [("坏", 0)]
    ask(inquirer, "社区", answers)
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert answers[1][1] > 0


def test_a_library_that_is_gone_is_told(qapp, qtbot, tmp_path) -> None:
    inquirer = Inquirer()
    inquirer.open(lambda: Library.open(tmp_path / "没有.casebook"))
    with qtbot.waitSignal(inquirer.refused) as refused:
        ask(inquirer, "社区", [])
    assert "没有.casebook" in refused.args[0]
    inquirer.close()


def test_closing_breaks_off_and_lets_go_of_the_file(inquirer, qtbot, library_file) -> None:
    answers: list = []
    ask_without_end(inquirer, qtbot, answers)
    inquirer.close()
    inquirer.close()
    qtbot.wait(20)
    assert answers == []
    assert not library_file.with_name(library_file.name + "-wal").exists()
    inquirer.open(None)
    ask(inquirer, "社区", answers)
    assert answers == [], "without a library nothing is asked"

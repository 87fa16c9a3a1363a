from collections.abc import Iterator

import pytest

from ui.turns import Turns


@pytest.fixture
def turns(qapp) -> Turns:
    made = Turns()
    made.begin()
    return made


def test_each_work_has_a_turn_of_its_own_and_all_come_in_order(turns, qtbot) -> None:
    done = []
    turns.put("case", lambda: done.append("tree"), lambda: done.append("table"))
    turns.put("charts", lambda: done.append("chart"))
    assert done == [], "not before the window had a turn"
    turns._turn()
    assert done == ["tree"]
    qtbot.waitUntil(lambda: not turns.waits("charts"))
    assert done == ["tree", "table", "chart"]


def test_nothing_is_done_before_the_first_picture(qapp, qtbot) -> None:
    turns, done = Turns(), []
    turns.put("case", lambda: done.append("tree"))
    qtbot.wait(20)
    assert not done
    turns.begin()
    qtbot.waitUntil(lambda: done == ["tree"])


def test_the_newest_of_a_matter_counts(turns, qtbot) -> None:
    done = []
    turns.put("case", lambda: done.append("old"), lambda: done.append("old too"))
    turns._turn()
    turns.put("case", lambda: done.append("new"))
    turns.put("other", lambda: done.append("never"))
    turns.drop("other")
    qtbot.waitUntil(lambda: not turns.waits("case"))
    qtbot.wait(10)
    assert done == ["old", "new"]


def test_what_has_leisure_waits_for_all_else(turns) -> None:
    done = []
    turns.put("ink", lambda: done.append("ink"), lambda: done.append("more ink"), leisurely=True)
    turns._turn()
    turns.put("case", lambda: done.append("case"), lambda: done.append("table"))
    for _ in range(3):
        turns._turn()
    assert done == ["ink", "case", "table", "more ink"]


def test_an_iterator_goes_on_a_step_a_turn(turns) -> None:
    done = []

    def steps() -> Iterator[None]:
        for n in range(3):
            done.append(n)
            yield

    turns.put("charts", steps, lambda: done.append("last"))
    for seen in ([0], [0, 1], [0, 1, 2], [0, 1, 2], [0, 1, 2, "last"]):
        turns._turn()
        assert done == seen
    assert not turns.waits("charts")


def test_what_cannot_wait_is_done_at_once_and_what_it_puts_is_kept(turns, qtbot) -> None:
    done = []
    turns.put("other", lambda: done.append("other"))
    turns.put("case", lambda: turns.put("next", lambda: done.append("next")), lambda: done.append("case"))
    turns.settle("case")
    assert done == ["case"] and turns.waits("other")
    qtbot.waitUntil(lambda: done == ["case", "other", "next"])


def test_a_work_that_puts_its_own_matter_anew_is_followed_by_that(turns, qtbot) -> None:
    done = []
    turns.put("case", lambda: turns.put("case", lambda: done.append("anew")), lambda: done.append("given up"))
    qtbot.waitUntil(lambda: done == ["anew"])
    assert not turns.waits("case")


def test_a_work_that_fails_does_not_hold_up_the_others(turns) -> None:
    done = []
    turns.put("case", lambda: 1 / 0)
    turns.put("charts", lambda: done.append("chart"))
    with pytest.raises(ZeroDivisionError):
        turns._turn()
    turns._turn()
    assert done == ["chart"]

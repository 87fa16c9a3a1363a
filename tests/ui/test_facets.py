"""Narrowing by click and by key: facets, their counts, chips."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QToolButton

from db.model import Hit
from db.selection import FacetValue, Filter, Found, Selection
from ui.navigator import view
from ui.navigator.facets import COUNT, NODE, STATE, FacetModel
from ui.navigator.facetview import sign_place
from ui.navigator.hits import HIT
from ui.navigator.results import Results
from ui.navigator.wanted import Wanted

FACETS = ["region", "topic", "year", "paper", "unit", "collection"]


@pytest.fixture
def navigator(make_navigator):
    """Its filters unfolded, its model watched."""
    navigator = make_navigator(height=800)
    navigator.tester = QAbstractItemModelTester(
        navigator.facets.model(), QAbstractItemModelTester.FailureReportingMode.Warning)
    navigator.funnel.click()
    return navigator


def opened(navigator, qtbot, facet: str) -> dict[str, object]:
    """The nodes of a facet by their keys, as indexes, unfolded."""
    model = navigator.facets.model()
    top = model.index(FACETS.index(facet), 0)
    navigator.facets.expand(top)
    qtbot.waitUntil(lambda: model.rowCount(top) > 0)
    return {model.index(row, 0, top).data(NODE).key: model.index(row, 0, top) for row in range(model.rowCount(top))}


def click(navigator, index, sign: bool = False, keys=Qt.KeyboardModifier.NoModifier) -> None:
    navigator.facets.scrollTo(index)
    rect = navigator.facets.visualRect(index)
    place = sign_place(rect).center() if sign else rect.center()
    QTest.mouseClick(navigator.facets.viewport(), Qt.MouseButton.LeftButton, keys, place)


def counts(nodes) -> dict[str, int]:
    return {key: index.data(NODE).value.count for key, index in nodes.items() if index.data(NODE)}


def settled(navigator, qtbot) -> None:
    """Everything that was asked is answered."""
    qtbot.waitUntil(lambda: not navigator._timer.isActive() and not navigator._asker._asked)


def test_folded_the_filters_leave_the_room_to_the_hits(navigator, qtbot) -> None:
    navigator.show_filters(True)
    facets, rows = navigator.facets, navigator.facets.model().rowCount()
    assert facets.height() < (rows + 1.5) * facets.visualRect(facets.model().index(0, 0)).height()
    folded = facets.height()
    facets.expand(facets.model().index(0, 0))
    qtbot.waitUntil(lambda: facets.height() > folded)
    assert facets.height() <= navigator.below.height() * 9 // 20 + 1
    navigator.below.moveSplitter(300, 1)
    drawn = facets.height()
    facets.collapse(facets.model().index(0, 0))
    qtbot.wait(20)
    assert facets.height() == drawn


def test_the_facets_stay_put_away_until_they_are_wanted(navigator, qtbot) -> None:
    assert navigator.facets.isVisible()
    assert navigator.stack.currentWidget() is navigator.tree, "the tree stays the home"
    model = navigator.facets.model()
    assert [model.index(row, 0).data(NODE).facet for row in range(model.rowCount())] == FACETS
    assert all(model.rowCount(model.index(row, 0)) == 0 for row in range(model.rowCount())), "none is counted yet"
    navigator.funnel.click()
    assert not navigator.facets.isVisible()


def test_a_click_asks_for_a_node_and_another_no_longer(navigator, qtbot) -> None:
    topics = opened(navigator, qtbot, "topic")
    held = {value.key: value.count for value in navigator.library.facets(Selection(), "topic")}
    assert counts(topics) == held
    click(navigator, topics["community"])
    settled(navigator, qtbot)
    assert navigator.wanted.filters == (Filter("topic", "community"),)
    assert topics["community"].data(STATE) is True
    assert navigator.stack.currentWidget() is navigator.results
    assert navigator.hits_model.rowCount() == held["community"]
    assert navigator.results.told.text() == f"找到 {held['community']} 个案例"
    click(navigator, topics["community"])
    settled(navigator, qtbot)
    assert navigator.wanted.filters == ()
    assert navigator.stack.currentWidget() is navigator.tree


def test_nodes_are_excluded_by_the_sign_by_alt_and_by_key(navigator, qtbot) -> None:
    topics = opened(navigator, qtbot, "topic")
    every = navigator.library.counts().cases
    for exclude in (lambda: click(navigator, topics["community"], sign=True),
                    lambda: click(navigator, topics["community"], keys=Qt.KeyboardModifier.AltModifier),
                    lambda: QTest.keyClick(navigator.facets, Qt.Key.Key_Minus)):
        exclude()
        settled(navigator, qtbot)
        assert navigator.wanted.filters == (Filter("topic", "community", exclude=True),)
        assert topics["community"].data(STATE) is False
        assert navigator.hits_model.rowCount() == every - counts(topics)["community"]
        exclude()
        assert navigator.wanted.filters == ()


def test_counts_stay_true_under_the_words_and_the_other_facets(navigator, qtbot) -> None:
    topics, regions = opened(navigator, qtbot, "topic"), opened(navigator, qtbot, "region")
    navigator.box.setText("社区")
    settled(navigator, qtbot)
    words = Selection("社区")
    for facet in ("topic", "region"):
        shown = counts(opened(navigator, qtbot, facet))
        assert shown == {value.key: value.count for value in navigator.library.facets(words, facet)}
    province = next(iter(opened(navigator, qtbot, "region")))
    navigator.wanted.toggle("region", province)
    settled(navigator, qtbot)
    narrowed = Selection("社区", (Filter("region", province),))
    assert counts(opened(navigator, qtbot, "topic")) == {
        value.key: value.count for value in navigator.library.facets(narrowed, "topic")}
    assert counts(opened(navigator, qtbot, "region")) == {
        value.key: value.count for value in navigator.library.facets(words, "region")}, "alternatives are still counted"
    assert navigator.hits_model.rowCount() == navigator.library.find(narrowed).total
    assert topics and regions


def test_what_is_open_stays_open_while_counts_change(navigator, qtbot) -> None:
    regions = opened(navigator, qtbot, "region")
    key, index = next((key, index) for key, index in regions.items() if index.data(NODE).value.expandable)
    navigator.facets.expand(index)
    qtbot.waitUntil(lambda: navigator.facets.model().rowCount(index) > 0)
    navigator.wanted.toggle("region", key)
    settled(navigator, qtbot)
    again = opened(navigator, qtbot, "region")[key]
    assert navigator.facets.isExpanded(again)
    assert navigator.facets.model().rowCount(again) > 0


def test_the_keyboard_alone_is_enough(navigator, qtbot) -> None:
    view = navigator.facets
    assert view.hasFocus()
    model = view.model()
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: model.rowCount(model.index(1, 0)) > 0)
    QTest.keyClick(view, Qt.Key.Key_Down)
    first = model.index(0, 0, model.index(1, 0))
    assert view.currentIndex() == first
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert first.data(STATE) is True
    QTest.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert first.data(STATE) is False
    assert "已排除" in first.data(Qt.ItemDataRole.AccessibleTextRole)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert navigator.box.hasFocus()


def chips(navigator) -> list[str]:
    return [button.text() for button in navigator.chips.buttons]


def test_chips_say_what_is_on_and_take_it_off(navigator, qtbot) -> None:
    navigator.box.setText("社区")
    navigator.wanted.set_filters((Filter("region", "福建省/三明市"), Filter("year", "2021", exclude=True),
                                  Filter("unit", "个"), Filter("topic", "")))
    assert chips(navigator) == ["三明市", "不含 2021 年", "单位 个", "未分主题", "清除全部"]
    assert "福建省 › 三明市" in navigator.chips.buttons[0].toolTip()
    assert "福建省 › 三明市" in navigator.chips.buttons[0].accessibleName()
    navigator.chips.buttons[1].click()
    assert chips(navigator) == ["三明市", "单位 个", "未分主题", "清除全部"]
    navigator.chips.buttons[-1].click()
    assert navigator.chips.isHidden()
    assert navigator.box.text() == ""
    assert navigator.stack.currentWidget() is navigator.tree


def test_many_chips_break_into_lines_and_none_is_wider_than_the_pane(navigator, qtbot) -> None:
    places = [Filter("region", "某省/" + "很长的地名" * 9), *(Filter("year", str(2000 + n)) for n in range(6))]
    navigator.wanted.set_filters(places)
    qtbot.waitUntil(lambda: navigator.chips.height() > 60)
    for button in navigator.chips.findChildren(QToolButton):
        if button.isVisible():
            assert navigator.chips.rect().contains(button.geometry())


def test_a_case_that_answers_nothing_more_can_still_be_freed(navigator, qtbot) -> None:
    navigator.wanted.set_filters((Filter("year", "1900"),))
    settled(navigator, qtbot)
    assert navigator.results.none
    assert "去掉一个筛选" in navigator.results.nothing.text()
    assert chips(navigator) == ["1900 年", "清除全部"]


def test_more_hits_are_fetched_as_one_scrolls(make_navigator, qtbot, monkeypatch) -> None:
    monkeypatch.setattr(view, "STEP", 2)
    navigator = make_navigator(height=160)
    navigator.wanted.set_filters((Filter("year", "1900", exclude=True),))
    qtbot.waitUntil(lambda: navigator.hits_model.rowCount() == 2)
    assert navigator.results.told.text() == "找到 6 个案例", "however few were fetched"
    for rows in (4, 6):
        navigator.hits.verticalScrollBar().setValue(navigator.hits.verticalScrollBar().maximum())
        qtbot.waitUntil(lambda rows=rows: navigator.hits_model.rowCount() >= rows)
    assert not navigator.hits_model.canFetchMore(navigator.hits.rootIndex())


def test_how_many_there_are_is_told_anew_as_more_is_known(qtbot) -> None:
    results = Results(Wanted())
    qtbot.addWidget(results)
    hits = tuple(Hit(n, f"第{n}个", "", (("词", True),)) for n in range(100))
    results.show_found(Found(hits[:50], 60, exact=False))
    assert results.told.text() == "超过 60 个案例"
    assert results.model.canFetchMore(QModelIndex())
    results.add_found(Found(hits[50:], 100, exact=True), 50)
    assert results.told.text() == "找到 100 个案例"
    assert not results.model.canFetchMore(QModelIndex())


def test_a_count_that_is_only_an_upper_bound_says_so(qapp) -> None:
    def asking(selection, facet, parent, then) -> None:
        then((FacetValue("甲", "甲", 1234, False), FacetValue("乙", "乙", 99, False, exact=False)))

    model = FacetModel(Wanted())
    model.set_asking(asking)
    top = model.index(FACETS.index("paper"), 0)
    model.fetchMore(top)
    assert [model.index(row, 0, top).data(COUNT) for row in range(2)] == ["1,234", "≤99"]
    assert model.index(1, 0, top).data(Qt.ItemDataRole.AccessibleTextRole) == "乙 ≤99"


def test_a_selection_is_put_together_by_turns() -> None:
    wanted = Wanted()
    wanted.toggle("topic", "a")
    wanted.toggle("topic", "a", exclude=True)
    assert wanted.filters == (Filter("topic", "a", exclude=True),)
    wanted.toggle("topic", "a")
    wanted.toggle("topic", "b")
    assert wanted.filters == (Filter("topic", "a"), Filter("topic", "b"))
    assert wanted.state("topic", "a") is True
    assert wanted.state("topic", "c") is None
    assert wanted
    wanted.set_filters(())
    assert not wanted


def test_the_end_of_an_old_list_asks_for_nothing_while_a_newer_search_is_under_way(make_navigator, qtbot, monkeypatch):
    monkeypatch.setattr(view, "STEP", 2)
    navigator = make_navigator(height=400)
    navigator.look_for(Selection("社区"))
    qtbot.waitUntil(lambda: navigator.hits_model.rowCount() == 2)
    old = navigator.results.told.text()
    navigator.look_for(Selection("厕所"))
    navigator.hits_model.fetchMore(QModelIndex())
    qtbot.waitUntil(lambda: navigator.results.told.text() != old)
    assert navigator.answered == "厕所"
    assert all("厕所" in "".join(words for words, marked in navigator.hits_model.index(row).data(HIT).snippet if marked)
               for row in range(navigator.hits_model.rowCount()))

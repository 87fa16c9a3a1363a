"""Filters offered while one types."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from db.selection import Filter
from ui.navigator.offers import Begun, begun


@pytest.mark.parametrize(("typed", "expected"), [
    ("三明", Begun("三明", ("region", "topic"), False, "")),
    ("小区 -三明", Begun("三明", ("region", "topic"), True, "小区 ")),
    ("小区 地区:三", Begun("三", ("region",), False, "小区 ")),
    ("-主题：", Begun("", ("topic",), True, "")),
    ("Place: 三", Begun("三", ("region",), False, "")),
    ("报纸:文明", Begun("文明", ("paper",), False, "")),
    ("三", None), ("三明 ", None), ("2021", None), ("“三明", None), ("年份:2021", None),
    ("指标>100万元", None), ("", None),
])
def test_what_the_last_word_may_be_the_beginning_of(typed, expected) -> None:
    assert begun(typed) == expected


def offered(navigator) -> list[str]:
    return [button.text() for button in navigator.offers.buttons]


def test_a_place_is_offered_and_becomes_a_filter_by_a_click(navigator, qtbot) -> None:
    navigator.box.setText("小区 三明")
    qtbot.waitUntil(lambda: offered(navigator) == ["三明市"])
    assert navigator.offers.isVisible()
    assert navigator.offers.lead.text() == "只看"
    button = navigator.offers.buttons[0]
    assert "福建省 › 三明市" in button.toolTip()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert navigator.box.text().strip() == "小区"
    assert navigator.wanted.filters == (Filter("region", "福建省/三明市"),)
    assert navigator.box.hasFocus()
    navigator.box.setText("三明")
    qtbot.waitUntil(lambda: navigator._answered is not None and navigator._answered.typed == "三明")
    qtbot.waitUntil(lambda: offered(navigator) == [])  # it is on already


def test_a_field_offers_its_own_values_by_keys_too_and_a_minus_excludes(navigator, qtbot) -> None:
    navigator.box.setFocus()
    navigator.box.setText("-主题:社区")
    qtbot.waitUntil(lambda: "社区治理" in offered(navigator))
    assert navigator.offers.lead.text() == "不看"
    QTest.keyClick(navigator.box, Qt.Key.Key_Tab)
    assert navigator.offers.buttons[0].hasFocus()
    QTest.keyClick(navigator.offers.buttons[0], Qt.Key.Key_Space)
    assert [one.exclude for one in navigator.wanted.filters] == [True]
    assert navigator.box.text() == ""


def test_nothing_is_offered_where_nothing_fits_or_nothing_is_typed(navigator, qtbot) -> None:
    navigator.box.setText("三明")
    qtbot.waitUntil(lambda: navigator.offers.isVisible())
    navigator.box.setText("鼋鼍")
    qtbot.waitUntil(lambda: not navigator.offers.isVisible())
    navigator.box.setText("三明")
    qtbot.waitUntil(lambda: navigator.offers.isVisible())
    navigator.box.clear()
    assert not navigator.offers.isVisible()

"""Figures set with blanks around their digits are the same figures, and quoted as they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.extract import metrics, places
from db.extract.quantity.blanks import Closed
from db.model import Article


def found(text: str):
    article = Article(title="简讯", text=text)
    return metrics.find(text, places.find(article))[0]


def test_blanks_between_digits_and_words_change_no_figure():
    plain = "全县走访714个村，发放物资12.5万元，覆盖率达93%，2021年新建站点30余处。"
    spaced = "全县走访 714 个村，发放物资 12.5 万元，覆盖率达 93 %，2021 年新建站点 30 余处。"
    told, same = found(spaced), found(plain)
    assert [(m.value, m.unit, m.qualifier, m.subject, m.period) for m in told] == [
        (m.value, m.unit, m.qualifier, m.subject, m.period) for m in same]
    assert len(told) == 4
    assert [m.text for m in told] == ["714 个", "12.5 万元", "93 %", "30 余处"]
    assert all(spaced[m.start : m.end] == m.text for m in told)
    assert all(spaced[slice(*m.sentence)] == spaced for m in told)


@given(st.text(alphabet="1234 　年个村三，。万元%第", max_size=60))
def test_whatever_is_blank_the_quotes_hold(text: str):
    for metric in found(text):
        assert text[metric.start : metric.end] == metric.text
        assert metric.sentence[0] <= metric.start < metric.end <= metric.sentence[1] <= len(text)


@pytest.mark.parametrize(
    ("text", "closed"), [("有 3 个", "有3个"), ("a 3 b", "a 3 b"), ("村 庄", "村 庄"), ("1 2", "1 2"),
                       ("共计64 210人次", "共计64210人次"), ("表3 210人", "表3 210人"), ("12 210 人", "12 210人")]
)
def test_only_blanks_between_a_digit_and_a_word_go(text: str, closed: str):
    assert Closed(text).text == closed


def test_a_figure_of_the_articles_own_place_named_from_the_province_down_has_no_region_of_its_own():
    text = "青海省海东市乐都区走访了3428户家庭。平安区走访了20户家庭。"
    assert [m.region for m in found_in_place(text)] == [None, "青海省/海东市/平安区"]


def found_in_place(text: str):
    return metrics.find(text, places.find(Article(title="乐都区：走访到家", text=text)))[0]

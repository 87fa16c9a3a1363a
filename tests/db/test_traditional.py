"""A text in traditional characters tells as much as the same in simplified ones, in its own words."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.extract import lexicon, measured, traditional
from db.model import Article

TITLE = "高雄市一處老街巷修好了"
TEXT = (
    "昨天，臺灣高雄市的一條老街巷鋪了新磚，花費三百萬元，一千兩百戶居民受益。里長說：「路平了，腳步也輕了，老人出門方便多了。」\n"
    "今年以來，社區志願者每週為長者送餐，已送出２６００份。垃圾清運車增加到12輛，覆蓋率達95%。"
)
STORY = measured(Article(title=TITLE, text=TEXT))


def test_spans_equal_the_quote_in_the_text_as_it_was_written():
    assert (STORY.title, STORY.text) == (TITLE, TEXT)
    assert [m.text for m in STORY.metrics] == ["三百萬元", "一千兩百戶", "２６００份", "12輛", "95%"]
    for told in (*STORY.metrics, *STORY.summary):
        assert TEXT[told.start : told.end] == told.text


def test_values_units_places_and_topics_are_found():
    assert [(m.value, m.unit) for m in STORY.metrics[:2]] == [(3_000_000, "元"), (1200, "户")]
    assert STORY.primary_region == "台湾省/高雄市"
    assert {"volunteer", "elder-child"} & set(STORY.topics)


def test_subjects_are_the_words_of_the_article():
    assert STORY.metrics[4].subject == "覆蓋率"
    assert STORY.metrics[2].period == "今年以來"


def test_the_summary_leaves_out_what_somebody_says_between_corner_marks():
    assert STORY.summary
    assert not any("腳步" in point.text for point in STORY.summary)


@pytest.mark.parametrize(
    "text", ["中华老字号挂着“中華”的匾，店里卖酱菜。" * 3, "老人姓覃，住在乾县，著书多年，干劲不减。", "", "abc 123"]
)
def test_a_simplified_text_is_left_as_it_is(text: str):
    article = Article(title="简讯", text=text)
    assert traditional.simplified(article) is article


TRADITIONAL = [one for line in lexicon.lines("traditional") for one in line[1:]]


@given(st.text(st.one_of(st.sampled_from(TRADITIONAL), st.characters()), max_size=60))
def test_folding_keeps_the_length_and_comes_back(text: str):
    article = Article(title=text, text=text, kicker=text)
    plain = traditional.simplified(article)
    assert len(plain.text) == len(plain.title) == len(text)
    assert traditional.as_written(plain, article) == replace(article)

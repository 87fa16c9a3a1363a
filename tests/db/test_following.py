"""How likely one text reads on in another, by what the language lets stand together."""

from array import array

import pytest

import resources
from db.extract.layout import following


@pytest.mark.parametrize(
    ("left", "right", "other"),
    [
        ("居民们在社区服", "务中心领到了钥匙", "今年以来全镇修路"),
        ("全镇新修公路3", "6公里", "村民说路好走了"),
        ("大家都说，日子越", "来越有盼头", "一名医生和两名护士"),
        ("这条路经", "过三个村", "目前已有两千人报名"),
    ],
)
def test_the_words_that_go_on_are_likelier_than_others(left, right, other):
    assert following.odds(left, right) > 1 > 0 > following.odds(left, other)


@pytest.mark.parametrize(("left", "right"), [("𠮷", "🙂"), ("a", "1"), ("，", "，"), ("\x00", "\u200b字")])
def test_any_two_texts_have_odds(left, right):
    assert -20 < following.odds(left, right) < 20


def test_a_digit_is_like_any_other():
    assert following.odds("投入资金12", "0万元") == following.odds("投入资金98", "7万元")


def test_what_is_put_into_a_table_is_found_there_and_nothing_else():
    table = array("H", [following.EMPTY]) * 64
    runs = {"道路": 4, "路灯": 900, "修": 70_000, "老年人": 30}
    for run, found in runs.items():
        slot, mark = following.place(run, table)
        table[slot] = following.entry(mark, found)
    levels = [table[following.place(run, table)[0]] & 15 for run in runs]
    assert levels == [following.level(found) for found in runs.values()]
    assert table[following.place("食堂", table)[0]] == following.EMPTY


def test_the_table_is_small_and_has_room():
    table = array("H", resources.path("lexicon/following.bin").read_bytes())
    assert len(table) * 2 < 3_000_000
    assert 0.5 < sum(entry != following.EMPTY for entry in table) / len(table) < 0.65

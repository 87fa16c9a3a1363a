"""Sums and counts as people tell them: 7、8公里, 挣到1000多, 40万启动资金, 300户1200多."""

import pytest

from db.extract import metrics, places


def found(sentence: str):
    return metrics.find(sentence, places.Places((), None, ()))[0]


@pytest.mark.parametrize(
    ("sentence", "text", "low", "high", "unit"),
    [
        ("送一趟药，来回要走7、8公里。", "7、8公里", 7, 8, "公里"),
        ("最远的寨子离镇上有16、17公里。", "16、17公里", 16, 17, "公里"),
        ("一户能收4、5吨土豆。", "4、5吨", 4, 5, "吨"),
    ],
)
def test_two_neighbours_with_one_unit_are_a_range(sentence, text, low, high, unit):
    (one,) = found(sentence)
    assert (one.text, one.value, one.value_max, one.unit, one.qualifier) == (text, low, high, unit, "range")


@pytest.mark.parametrize(
    "sentence",
    [
        "第3、4个水库先放水。",
        "小区3、4栋的居民先搬。",
        "两口井分别深5、8米。",
        "三条路分别长3、4、5公里。",
        "1、2公里长的水渠已修好。",
    ],
)
def test_ordinals_rows_and_marks_of_a_list_are_no_range(sentence):
    assert all(one.value_max is None for one in found(sentence))


@pytest.mark.parametrize(
    ("sentence", "value", "qualifier"),
    [
        ("在家编筐，每人每月可以挣到1000多。", 1000, "over"),
        ("她开的小铺一年创收20余万。", 200000, "over"),
        ("如今老周也年入近百万。", 1000000, "nearly"),
        ("几个人合伙，月入3万。", 30000, "exact"),
    ],
)
def test_what_is_earned_is_money_though_nobody_says_so(sentence, value, qualifier):
    assert [(one.value, one.unit, one.qualifier) for one in found(sentence)] == [(value, "元", qualifier)]


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("靠着镇里40万启动资金，来自外地的农民办起了果园。", "启动资金"),
        ("合作社拿到30万贷款，添了两间冷库。", "贷款"),
        ("村里争取到100多万专项资金，修了水渠。", "专项资金"),
    ],
)
def test_a_sum_is_money_by_the_fund_it_is(sentence, subject):
    first = found(sentence)[0]
    assert (first.unit, first.subject) == ("元", subject)


@pytest.mark.parametrize("sentence", ["全县2万贷款户按时还清。", "全市3万多农民学会了嫁接。"])
def test_people_are_no_sum(sentence):
    assert [one.unit for one in found(sentence)] != ["元"]


def test_what_follows_the_households_are_their_people():
    assert [(one.value, one.unit) for one in found("全村7个小组被水围住，300多户1200多受困。")][-1] == (1200, "人")


def test_boats_run_in_rounds_as_cars_do():
    assert [(one.value, one.unit) for one in found("每天出动冲锋舟24舟次。")] == [(24, "舟次")]


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("以前闲着，现在每月还能挣个一二千块钱，大家都高兴。", "挣"),
        ("两万亩的老果区饱和，新区还空着。", "老果区"),
        ("全县310个基层妇联组织活跃在各村。", "基层妇联组织"),
        ("夫妻俩每天靠卖牛羊肉进账2000多元，日子好了。", "牛羊肉进账"),
    ],
)
def test_what_is_earned_and_what_is_full_or_organised(sentence, subject):
    assert [one.subject for one in found(sentence)] == [subject]


def test_a_body_that_organises_is_no_organisation():
    assert found("全县3个妇联组织开展义诊12次。")[-1].value == 12
    assert found("县里12个村组织演练。")[0].subject == "村"

"""Which units may be compared, what one is in another, and what a reader may type for an amount."""

import json
import re

import pytest

import resources
from db.measures import dimension_of, in_base, in_unit, typed_amount


@pytest.mark.parametrize(("one", "other"), [
    ("亩", "公顷"), ("公顷", "平方公里"), ("平方米", "㎡"), ("公里", "里"), ("千米", "米"), ("元", "万元"),
    ("万元", "亿元"), ("吨", "公斤"), ("公斤", "斤"), ("天", "小时"), ("小时", "分钟"), ("成", "%"), ("人", "名"),
    ("名", "位"), ("年", "个月"), ("元/亩", "元/平方米"),
    ("m2", "平方米"), ("km2", "平方公里"), ("hm2", "公顷"), ("m3", "立方米"),
])
def test_like_units_have_one_dimension(one, other):
    assert dimension_of(one) == dimension_of(other)


def test_unlike_units_have_none_in_common():
    units = (
        "% 个百分点 户 人 个 家 元 美元 欧元 元/平方米 元/人 平方米 立方米 米 公斤 天 工作日 个月 人次 户次 倍 "
        "吨标准煤 吨公里 千瓦 千瓦时 度 岁 延米/人"
    ).split()
    keys = [dimension_of(unit).key for unit in units]
    assert len(set(keys)) == len(units)


def test_every_unit_that_is_read_has_a_dimension_with_its_factor():
    kinds = json.loads(resources.path("lexicon/units.json").read_text(encoding="utf-8"))["kinds"]
    for unit in (unit for units in kinds.values() for unit in units):
        dimension = dimension_of(unit)
        assert in_unit(in_base(7, unit), unit) == 7
        assert all(dimension_of(shown) == dimension for shown in (dimension.base, *dimension.shown)), unit
    assert dimension_of("") is None


@pytest.mark.parametrize(("value", "unit", "told", "shown"), [
    (3, "公顷", 45, "亩"), (1500, "亩", 1, "平方公里"), (2, "里", 1, "公里"), (680_000_000, "元", 6.8, "亿元"),
    (4, "斤", 2, "公斤"), (3, "吨", 3000, "公斤"), (2, "天", 48, "小时"), (90, "分钟", 1.5, "小时"), (8, "成", 80, "%"),
    (58_200, "户", 5.82, "万户"), (1000, "元/亩", 1.5, "元/平方米"), (2, "年", 24, "个月"),
])
def test_a_value_is_told_in_another_unit(value, unit, told, shown):
    assert in_unit(in_base(value, unit), shown) == told
    assert in_unit(in_base(told, shown), unit) == value


@pytest.mark.parametrize("equal", [
    "1公顷 15亩 100公亩 10000平方米 10000平米", "1顷 100亩", "1平方公里 100公顷 1平方千米", "1平方米 10000平方厘米",
    "1公里 1000米 2里 2华里 1千米", "1米 10分米 100厘米 1000毫米", "1毫米 1000微米", "1海里 1852米",
    "1吨 1000公斤 1000千克 2000斤 2000市斤", "1千克 1000克", "1克 1000毫克", "1毫克 1000微克",
    "1立方米 1000升", "1升 1000毫升", "1小时 60分钟 4刻钟 3600秒", "1天 24小时 1日 1昼夜", "1周 7天 1星期",
    "1年 12个月 4季度 1周年", "1世纪 100年", "1成 10% 100‰ 1000‱", "1元 10角 100分钱", "1兆瓦 1000千瓦 1000000瓦",
    "1吉瓦 1000兆瓦", "1兆瓦时 1000千瓦时 1000度电", "1大卡 1千卡 1000卡路里 4184焦耳", "1吉焦 1000000千焦",
    "1千伏 1000伏", "1兆伏安 1000千伏安", "1兆帕 10000百帕 1000000帕", "1Gbps 1000Mbps", "1GHz 1000MHz",
])
def test_each_is_the_same_amount(equal):
    amounts = {}
    for told in equal.split():
        value = re.match(r"\d+", told)[0]
        amounts[told] = in_base(float(value), told.removeprefix(value))
    assert list(amounts.values()) == pytest.approx([amounts[equal.split()[0]]] * len(amounts), rel=1e-12), amounts


@pytest.mark.parametrize(("typed", "value", "unit"), [
    ("100万元", 1_000_000, "元"), ("3公顷", 3, "公顷"), ("50%", 50, "%"), ("５０％", 50, "%"), ("1,200 户", 1200, "户"),
    ("三万亩", 30_000, "亩"), ("百分之五十", 50, "%"), ("八成", 8, "成"), ("1.5亿", 150_000_000, ""), ("20", 20, ""),
    ("5个百分点", 5, "个百分点"), ("2元/平方米", 2, "元/平方米"),
])
def test_what_was_typed_is_read(typed, value, unit):
    amount = typed_amount(typed)
    assert (amount.value, amount.unit, amount.dimension) == (value, unit, dimension_of(unit))
    assert amount.base == in_base(value, unit)


@pytest.mark.parametrize("typed", ["", " ", "小区", "元", "3至5个", "20个小区", "-", "9" * 20 + "元", "\0", "1/2",
                                   "五六户", "三五万"])
def test_what_is_no_amount_is_none(typed):
    assert typed_amount(typed) is None

"""Which figures may be compared, and what is said of those that may not."""

import pytest

from db.comparing import Line, compare, head, in_period, kind_of, says, unlike, unreported, when
from db.model import Metric


def line(words: str, value: float, unit: str, subject: str = "老旧小区", place: str = "甲县", *, said: str = "改造{}。",
         date: str = "2022-05-01", role: str = "", case_id: int = 0, page_id: int = 1, **more) -> Line:
    sentence = said.format(words)
    at = sentence.index(words)
    fields = {"value_max": None, "qualifier": "exact", "period": None, "change": None, "region": None} | more
    metric = Metric(at, at + len(words), words, value, fields["value_max"], unit, fields["qualifier"], subject,
                    fields["period"], fields["change"], fields["region"], (0, len(sentence)))
    return Line(metric, case_id, 0, "题", place, sentence, at, date, page_id, role)


def compared(*lines: Line) -> list[list[int]]:
    return [list(group.lines) for group in compare(lines, ()).groups]


def test_like_is_compared_with_like_in_any_unit_of_a_dimension():
    assert compared(line("45亩", 45, "亩", "造林", "甲县"), line("3公顷", 3, "公顷", "造林", "乙县")) == [[0, 1]]
    assert compared(line("3人", 3, "人", "党员"), line("5名", 5, "名", "党员", "乙县")) == [[0, 1]]


@pytest.mark.parametrize(("one", "other", "why"), [
    (line("3户", 3, "户"), line("3人", 3, "人"), "unit"),
    (line("3%", 3, "%"), line("3个百分点", 3, "个百分点"), "unit"),
    (line("3万元", 30_000, "元"), line("3万美元", 30_000, "美元"), "unit"),
    (line("3元", 3, "元", "补助"), line("3元/亩", 3, "元/亩", "补助"), "unit"),
    (line("3个", 3, "个", "老旧小区"), line("3个", 3, "个", "停车位", "乙县"), "thing"),
    (line("3个", 3, "个", period="2021年"), line("3个", 3, "个", period="2022年"), "time"),
    (line("3个", 3, "个", period="2022年"), line("3个", 3, "个", period="2022年上半年"), "time"),
    (line("3个", 3, "个", period="2022年"), line("3个", 3, "个", period="今年以来"), "time"),
    (line("3个", 3, "个"), line("3个", 3, "个", date="2021-05-01"), "time"),
    (line("3个", 3, "个"), line("3个", 3, "个", date="", page_id=0), "undated"),
    (line("3个", 3, "个", date="", page_id=1), line("3个", 3, "个", date="", page_id=2), "time"),
    (line("3元", 3, "元", "补助"), line("3元", 3, "元", "补助", said="每户补助{}。"), "rate"),
    (line("3人", 3, "人", "学生"), line("3人", 3, "人", "学生", period="每年"), "rate"),
    (line("3人", 3, "人", "学生"), line("3人", 3, "人", "学生", period="每个月"), "rate"),
    (line("3元", 3, "元", "补助"), line("3元", 3, "元", "补助", said="每个补助{}。"), "rate"),
    (line("3个", 3, "个", period="截至6月底"), line("3个", 3, "个", period="截至6月底", date="2021-07-01"), "time"),
    (line("3个", 3, "个", period="近年来"), line("3个", 3, "个", period="近年来", date="2018-07-01"), "time"),
    (line("3元", 3, "元", "收入"), line("3元", 3, "元", "人均收入"), "rate"),
    (line("3个", 3, "个"), line("3个", 3, "个", said="新增{}。"), "change"),
    (line("3个", 3, "个"), line("3个", 3, "个", change="down"), "change"),
    (line("3个", 3, "个"), line("3个", 3, "个", said="计划改造{}。"), "role"),
    (line("3个", 3, "个"), line("3个", 3, "个", role="planned"), "role"),
    (line("3个", 3, "个"), line("3个", 3, "个", role="part"), "role"),
])
def test_unlike_is_told_and_never_drawn(one, other, why):
    assert compared(one, other) == []
    twin = line(one.metric.text, one.metric.value, one.metric.unit, one.metric.subject, "丙县", date=one.date,
                page_id=one.page_id, period=one.metric.period)
    found = compare((one, twin, other), ())
    (group,) = found.groups
    assert group.lines == (0, 1)
    assert unlike(found.kinds, group) == {why: 1}


@pytest.mark.parametrize(("period", "date", "told"), [
    ("2022年", "2023-01-01", "2022年"), ("今年", "2022-12-02", "2022年"), ("去年", "2022-12-02", "2021年"),
    ("今年以来", "2022-12-02", "2022年以来"), ("今年前三季度", "2022-12-02", "2022年前三季度"),
    ("10月", "2022-12-02", "2022年10月"), ("上半年", "2022-12-02", "2022年上半年"), ("二〇二二年", "", "2022年"),
    ("2022年度", "", "2022年"), ("截至2022年底", "", "2022年底"),
    ("2022年末", "", "2022年底"), ("到2022年底", "", "2022年底"), ("今年", "", ""), ("10月", "", ""),
    ("目前", "2022-12-02", "报道时（2022年）"), ("截至目前", "2022-12-02", "报道时（2022年）"),
    (None, "2022-12-02", "报道时（2022年）"),
    (None, "", "报道时（第 1 版）"), ("每年", "2022-12-02", "报道时（2022年）"), ("“十四五”期间", "", "“十四五”期间"),
    ("上年", "2022-12-02", "2021年"), ("前年", "2022-12-02", "2020年"), ("本年", "2022-12-02", "2022年"),
    ("明年", "2022-12-02", "2023年"), ("今年", "某年", ""), ("2020年来", "", "2020年以来"),
    ("年内", "2022-12-02", "2022年内"),
    ("截至6月底", "2022-12-02", "2022年6月底"), ("截至6月底", "", ""), ("截至去年底", "2022-12-02", "2021年底"),
    ("国庆假期", "2022-12-02", "2022年国庆假期"), ("本学期", "2022-12-02", "2022年本学期"),
    ("近年来", "2022-12-02", "近年来（至2022年）"), ("10多年来", "2022-12-02", "10多年来（至2022年）"),
    ("近三年", "", ""),
    ("过去", "2022-12-02", ""), ("实施以来", "2022-12-02", ""), ("主题教育开展以来", "", "主题教育开展以来"),
    ("党的二十大以来", "", "党的二十大以来"), ("截至发稿", "2022-12-02", "报道时（2022年）"),
    ("每季度", "2022-12-02", "报道时（2022年）"), ("每个月", "2022-12-02", "报道时（2022年）"),
])
def test_equal_times_are_told_in_equal_words(period, date, told):
    assert when(line("3个", 3, "个", period=period, date=date)) == told


@pytest.mark.parametrize(("one", "other"), [("每个月", "每月"), ("年平均", "每年"), ("日均", "每天")])
def test_one_rate_is_one_however_it_is_written(one, other):
    assert compared(line("3场", 3, "场", period=one), line("5场", 5, "场", place="乙县", period=other)) == [[0, 1]]


def test_a_figure_told_twice_in_a_case_is_compared_once():
    twice = (line("3个", 3, "个"), line("3个", 3, "个"), line("5个", 5, "个", place="乙县", case_id=2))
    assert compared(*twice) == [[0, 2]]
    found = compare(twice, ())
    assert unlike(found.kinds, found.groups[0]) == {}


def test_what_has_no_known_time_or_no_unit_is_not_compared():
    unknown = {"date": "", "page_id": 0}
    assert compared(line("3个", 3, "个", **unknown), line("5个", 5, "个", place="乙县", **unknown)) == []
    assert compared(line("3万", 30_000, ""), line("5万", 50_000, "", place="乙县")) == []


def test_groups_of_most_places_come_first():
    found = compared(line("1个", 1, "个"), line("2个", 2, "个"), line("3个", 3, "个"),
                     line("1户", 1, "户", place="甲县"), line("2户", 2, "户", place="乙县"))
    assert found == [[3, 4], [0, 1, 2]]


def test_a_place_no_such_figure_was_told_of_is_not_reported():
    lines = (line("3个", 3, "个", place="省/甲县/一村"), line("5个", 5, "个", place="省/乙县"),
             line("7个", 7, "个", place="省/丙县", period="2019年"), line("7户", 7, "户", place="省/丁县"))
    places = ("省/甲县", "省/乙县", "省/丙县", "省/丁县", "省/戊县", "省/乙县/二村")
    found = compare(lines, places)
    assert unreported(found, found.groups[0]) == ["省/丁县", "省/戊县", "省/乙县/二村"]
    assert unreported(compare(lines, places, partly=True), found.groups[0]) == []


def test_the_head_is_the_thing_itself():
    assert head("改造老旧小区") == head("“老旧小区”（含城中村）") == "小区"
    assert kind_of(line("3个", 3, "个", "")).thing == ""


@pytest.mark.parametrize(("period", "date", "typed", "found"), [
    ("2022年", "", "2022", True), ("今年", "2022-01-01", "2022", True), ("去年", "2022-01-01", "2022", False),
    ("去年", "2022-01-01", "2021", True), (None, "2022-01-01", "2022", True), (None, "", "2022", False),
    ("目前", "2022-01-01", "目前", True), ("目前", "2022-01-01", "2022", True), ("今年", "", "今年", True),
])
def test_a_period_is_found_by_its_words_or_by_what_they_mean(period, date, typed, found):
    assert in_period(period, date, typed) is found


@pytest.mark.parametrize(("words", "value", "unit", "more", "true"), [
    ("3.2万亩", 32_000, "亩", {}, True), ("3.2万亩", 3.2, "亩", {}, False), ("3.2万亩", 32_000, "公顷", {}, False),
    ("20余万元", 200_000, "元", {}, True), ("百分之九十三", 93, "%", {}, True),
    ("3至5个", 3, "个", {"value_max": 5}, True), ("3至5个", 3, "个", {}, False), ("八成", 8, "成", {}, True),
    ("1.8万余名", 18_000, "名", {}, True), ("1.8万余名", 18_000, "人", {}, True),
    ("1.8万余名", 18_000, "户", {}, False),
])
def test_the_words_say_the_value_or_that_they_do_not_is_told(words, value, unit, more, true):
    its = line(words, value, unit, **more)
    assert says(its.sentence, its.at, its.metric) is true
    assert not says(its.sentence, its.at + 1, its.metric)

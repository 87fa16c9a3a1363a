"""Quantities told in two numbers, or with a word between number and unit, each with its value and its whole span."""

import pytest

from tests.db.measured import found


def read(text: str) -> list[tuple]:
    return [(m.text, m.value, m.value_max, m.unit, m.qualifier) for m in found(text)]


@pytest.mark.parametrize(("text", "metric"), [
    ("乘船全程用时2小时35分钟。", ("2小时35分钟", 155, None, "分钟", "exact")),
    ("车程缩短到1小时5分。", ("1小时5分", 65, None, "分钟", "exact")),
    ("平均出警时间压缩到6分20秒。", ("6分20秒", 380, None, "秒", "exact")),
    ("工期缩短为1年3个月。", ("1年3个月", 15, None, "个月", "exact")),
    ("鲜果收购价每斤3元5角。", ("3元5角", 3.5, None, "元", "exact")),
    ("渠道全长4公里150米。", ("4公里150米", 4.15, None, "公里", "exact")),
    ("他家有水田6亩4分。", ("6亩4分", 6.4, None, "亩", "exact")),
])  # fmt: skip
def test_a_smaller_unit_right_behind_a_larger_one_is_added_to_it(text, metric):
    assert read(text) == [metric]


@pytest.mark.parametrize(("text", "metric"), [
    ("乱倒渣土的处20元以上300元以下罚款。", ("20元以上300元", 20, 300, "元", "range")),
    ("对单位处3000元以上2万元以下的罚款。", ("3000元以上2万元", 3000, 20_000, "元", "range")),
    ("200平方米以上、600平方米以内的店铺免检。", ("200平方米以上、600平方米", 200, 600, "平方米", "range")),
    ("寨子里有五、六十户人家。", ("五、六十户", 50, 60, "户", "range")),
    ("参与率在百分之六十至七十。", ("百分之六十至七十", 60, 70, "%", "range")),
    ("出勤率为百分之六十到百分之七十。", ("百分之六十到百分之七十", 60, 70, "%", "range")),
])  # fmt: skip
def test_bounds_and_estimates_are_ranges(text, metric):
    assert read(text) == [metric]


def test_a_lower_bound_alone_is_none_of_a_range():
    assert read("面积200平方米以上的店铺有60家。")[0][2:] == (None, "平方米", "over")


def test_a_list_of_points_is_no_estimate():
    assert read("三、四个坚持一以贯之。") == []


@pytest.mark.parametrize(("text", "share"), [
    ("常年外出的占1/4，其余在家种茶。", 0.25), ("当地2/5的农户入了股。", 0.4), ("近1/3左右的田土流转出去。", 0.3333),
])  # fmt: skip
def test_a_fraction_with_a_stroke_is_a_share(text, share):
    assert [(m.value, m.unit) for m in found(text)] == [(share, "比例")]


@pytest.mark.parametrize("text", ["本报3/4版刊登了名单。", "日期写作2021/3/4，", "比分3/2，"])
def test_pages_and_dates_with_a_stroke_are_no_shares(text):
    assert read(text) == []


@pytest.mark.parametrize(("text", "metric"), [
    ("签约资金7个亿。", ("7个亿", 700_000_000, None, "元", "exact")),
    ("他说要做到3个亿，", ("3个亿", 300_000_000, None, "元", "exact")),
    ("年产值4个多亿元。", ("4个多亿元", 400_000_000, None, "元", "over")),
    ("全年办了120+场夜校。", ("120+场", 120, None, "场", "over")),
    ("短片播放量达30万+。", ("30万+", 300_000, None, "次", "over")),
])  # fmt: skip
def test_hundreds_of_millions_and_a_plus_belong_to_the_number(text, metric):
    assert read(text) == [metric]


@pytest.mark.parametrize("text", ["推行“2+3+N”模式。", "65+老人免费乘车。", "他卖掉铺面凑了80万来炒股。"])
def test_a_plus_between_numbers_and_a_verb_behind_one_are_none_of_it(text):
    assert [m for m in read(text) if m[4] != "exact"] == []


@pytest.mark.parametrize(("text", "metric"), [
    ("车速最高达90公里/每小时。", (90, "公里/小时")), ("酒精含量为96mg／100ml。", (96, "mg/100ml")),
    ("商会捐款3000美金。", (3000, "美元")),
    ("港商投资50万人民币。", (500_000, "元")), ("罚款700万柬币。", (7_000_000, "柬币")), ("全线通车32KM。", (32, "KM")),
])  # fmt: skip
def test_units_go_by_one_name(text, metric):
    assert [(m.value, m.unit) for m in found(text)] == [metric]


@pytest.mark.parametrize("text", [
    "他家住在团结路66号7栋。", "清泉村4组村民老李返乡创业。", "高二三班学生来到田间。", "这场戏一波三折。",
    "镇里落实三个“一批”，做到四个“到位”。", "狠抓5个“不放过”要求。",
    "翠荫小区4栋业主晒出照片。", "店开在南二街3分区。", "3708次列车晚点到站。", "公交6路电车改道，新增7路和12路。",
    "工地落实“6个100%”，严守六个100%要求。",
])  # fmt: skip
def test_addresses_and_idioms_are_left_alone(text):
    assert read(text) == []


def test_what_ten_thousand_yuan_of_output_takes_is_no_sum():
    assert read("万元GDP能耗下降4.2%。") == [("4.2%", 4.2, None, "%", "exact")]


@pytest.mark.parametrize(("text", "metric"), [
    ("商会捐款叁佰万元。", (3_000_000, "元")), ("每户补助伍仟元。", (5000, "元")),
    ("罚款贰拾万元整。", (200_000, "元")), ("增速提高零点八个百分点。", (0.8, "个百分点")),
    ("得票率为六成三。", (6.3, "成")), ("七成五的村民到会。", (7.5, "成")),
    ("到场的不下百人。", (100, "人")), ("PM2.5平均浓度为42ug/m³。", (42, "ug/m³")),
    ("村里铺路6000多个平方。", (6000, "平方")),
    ("发生重污染120天次。", (120, "天次")), ("修路耗资近50万，", (500_000, "元")),
    ("全程15㎞。", (15, "㎞")),
])  # fmt: skip
def test_rarer_ways_to_write_a_number(text, metric):
    assert [(m.value, m.unit) for m in found(text)] == [metric]


@pytest.mark.parametrize("text", [
    "时间一分一秒过去。", "她怀孕快五个月了。", "工资首次涨到三位数。", "他把陆地上的石头收拾好。",
])  # fmt: skip
def test_words_that_hold_a_numeral_are_none(text):
    assert read(text) == []


def test_a_row_of_numbers_shares_the_unit_of_its_last():
    assert [(m.text, m.value, m.unit) for m in found("三地的浓度分别为42、51和60.5微克。")] == [
        ("42", 42, "微克"), ("51", 51, "微克"), ("60.5微克", 60.5, "微克")]  # fmt: skip
    assert [m.text for m in found("乘42、51和60路车，见1、2、3条。")] == ["3条"]


def test_divisions_are_counted_before_brackets_and_figures():
    assert [m.text for m in found("4省(自治区)13市(自治州)26个县受灾，两地3市5县各有损失。")] == [
        "4省", "13市", "26个", "3市"]  # fmt: skip


def test_a_discount_is_told_in_tenths():
    assert [(m.value, m.unit) for m in found("老人购药打七折。")] == [(7, "折")]

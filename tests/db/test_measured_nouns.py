"""Which of several nouns a number measures: what its measure word can count, what a clause leaves unsaid."""

import pytest

from db.extract import metrics
from db.extract.places import Places

NOWHERE = Places((), None, ())


def found(text):
    return metrics.find(text, NOWHERE)[0]


def told(text):
    return [(m.text, m.subject) for m in found(text)]


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        # the measure word tells which noun it counts
        ("全县农产品加工企业保持良好势头，从2019年的210家。", "农产品加工企业"),
        ("玉米绝收90亩直接经济损失达300万元。", "玉米"),
        # words stay whole
        ("封堵入河排污口36个。", "入河排污口"),
        ("新建寄宿制小学7所。", "新建寄宿制小学"),
        ("清洗临街立面2.3万平方米。", "临街立面"),
        ("启动改造柑橘园区、中药材基地各4个。", "中药材基地"),
        # what runs past the noun
        ("17条机耕路多处塌方。", "机耕路"),
        ("6个边远乡主要分布在山区。", "边远乡"),
        ("22个老旧小区改造项目开工。", "老旧小区改造项目"),
        ("9个贫困村发展集体经济。", "贫困村"),
        ("15名大学生村官到岗。", "大学生村官"),
        ("3万花农增收。", "花农"),
        # attributes and clauses between the number and its noun
        ("8座二类及以下公厕完成提升。", "二类及以下公厕"),
        ("26家国有、民营企业参加。", "国有、民营企业"),
        ("铺设18公里长的排水管道。", "排水管道"),
        ("引进4个投资2亿元以上的加工项目。", "加工项目"),
        ("村里办起60款不同口味的糕点展。", "糕点展"),
        # the noun behind the second number belongs to the first as well
        ("扩建2万吨和800吨茶油生产线。", "茶油生产线"),
        # measuring nouns
        ("茶园海拔1300米的山坡上云雾缭绕。", "茶园海拔"),
        ("村公共维修基金累计支出36万元。", "村公共维修基金"),
        # sums of money are governed, not named, by their verbs
        ("市慈善总会多方募集资金80万元。", "资金"),
        ("2022年投资450万元。", "投资"),
        # money that was spent on what follows
        ("县里投入900万元建设的示范点。", "投入"),
        ("镇里拿出12万元对协会单位的困难职工给予补助。", "拿出"),
        # people of whom something is told
        ("有5人在全省技能大赛中获奖。", "在全省技能大赛中获奖的人"),
        # speech
        ("“真没想到8分钟就办好了。”", "办好"),
        # a date is no noun
        ("茶青收购价18日上涨了7.5%。", "茶青收购价"),
        ("批发市场发展到260家。", "批发市场"),
        ("电价每千瓦时高达2元。", "电价"),
    ],
)
def test_the_noun_that_is_measured(sentence, subject):
    assert told(sentence)[0][1] == subject


def test_a_number_may_count_what_the_sentence_before_named():
    assert told("全县规划建设蔬菜园区12个。目前已启动建设的有5个。")[1] == ("5个", "建设蔬菜园区")


def test_the_rest_of_a_thing_is_that_thing():
    assert told("首批6部电梯完成安装，余下的9部年底完工。")[1] == ("9部", "电梯")


def test_households_are_no_buildings():
    assert told("小区有11幢楼、260户。") == [("11幢", "楼"), ("260户", "户")]


def test_people_of_several_teams():
    assert told("41个舞龙队的1200人参加巡游。")[1] == ("1200人", "舞龙队的人")


def test_verbs_named_in_a_row_stay_whole():
    text = "全市城镇新增就业、失业人员再就业、困难人员就业分别为6.1万人、2.2万人、0.9万人。"
    assert [subject for _, subject in told(text)] == ["全市城镇新增就业", "失业人员再就业", "困难人员就业"]


def test_an_indicator_in_latin_letters_has_a_value():
    metric = found("增速高于全国GDP0.8个百分点。")[0]
    assert (metric.text, metric.value, metric.unit) == ("0.8个百分点", 0.8, "个百分点")


@pytest.mark.parametrize("text", ["沿G7高速行驶。", "PM2.5浓度达标。", "使用A4纸打印。"])
def test_a_number_that_is_part_of_a_name_in_latin_letters_is_none(text):
    assert found(text) == ()


def test_the_old_value_of_a_change_stands_before_the_comma():
    text = "办理时限已从原先的9个工作日，压缩至2个工作日。"
    assert [(m.text, m.subject, m.change) for m in found(text)] == [
        ("9个工作日", "办理时限", None),
        ("2个工作日", "办理时限", "to"),
    ]


def test_people_without_a_measure_word():
    assert [(m.text, m.unit) for m in found("安置7万果农、5万民兵和3万港澳同胞。")] == [
        ("7万", "人"), ("5万", "人"), ("3万", "人"),
    ]  # fmt: skip


def test_decimals_times_a_scale_leave_no_dust():
    assert repr(found("财政资金83.9亿元。")[0].value) == "8390000000"

"""What dates a figure, which place it is of, and which way it moved."""

import pytest

from db.extract import metrics
from db.extract.places import Mention, Places
from tests.db.measured import found

HOME = "湖南省/郴州市/桂东县"


@pytest.mark.parametrize(("text", "periods"), [
    ("全年办结信访件85件，占全年计划的96%。", ["全年", "全年"]),
    ("2021年立案32件，全年罚没款12万元。", ["2021年", "2021年"]),
    ("本月以来，共清运垃圾60吨。", ["本月以来"]),
    ("上周，热线接听来电1900个。", ["上周"]),
    ("截至昨天下午5点半，转移村民210户。", ["截至昨天下午5点半"]),
    ("过去6年间，累计造林4万亩。", ["过去6年间"]),
    ("近两年春运期间，客车事故占38%。", ["近两年春运期间"]),
    ("近五年，累计投入1.2亿元。", ["近五年"]),
    ("自老楼加固工作开始以来，完工31栋。", ["自老楼加固工作开始以来"]),
    ("便民卡自上线以来，发出5万张。", ["自上线以来"]),
    ("16日上午，400多名青年参加演练。", ["16日上午"]),
    ("16日上午，记者来到这里，200多人正在抢修。", [None]),
    ("12日至15日，镇里出动机械40台。", ["12日至15日"]),
    ("2011年4月至2013年2月间，修路36公里。", ["2011年4月至2013年2月间"]),
    ("该区于去年底投入90万元。", ["去年底"]),
    ("老桥始建于1974年，全长210米。", [None]),
    ("去年同期发案14起，今年发案9起。", ["去年同期", "今年"]),
    ("产量是去年的2.5倍。", [None]),
    ("《“十三五”供水规划》要求建水厂12座。", [None]),
    ("“十四五”末，覆盖率将达90%。", ["“十四五”末"]),
    ("上半年接待游客80万人次，其中5月达21万人次。", ["上半年", "5月"]),
    ("自开展除险行动以来，共加固房屋31处。", ["自开展除险行动以来"]),
    ("“清源行动”开展以来，破案14起。", ["“清源行动”开展以来"]),
    ("今年秋季，新开幼儿园6所。", ["今年秋季"]), ("至今年底，投放车辆210台。", ["今年底"]),
    ("缴费率三年内升至95%。", ["三年内"]),
    ("最大雨量出现在江口镇，达88毫米。", [None]), ("截止至9日8时，受灾3100人。", ["截止至9日8时"]),
    ("5月3日18时至4日8时，雨量达90毫米。", ["5月3日18时至4日8时"]),
    ("去年11月至今年2月，检修管网70公里。", ["去年11月至今年2月"]), ("当天，有60名居民到场。", ["当天"]),
    ("第三季度，产值达9亿元。", ["三季度"]), ("2027年底前，建成40个示范村。", ["2027年底前"]),
    ("未来四年，投入8亿元。", ["未来四年"]), ("入汛以来，降雨260毫米。", ["入汛以来"]),
    ("疫情期间，发出物资3万份。", ["疫情期间"]), ("去冬今春，造林2万亩。", ["去冬今春"]),
    ("上世纪80年代，这里只有11户。", ["上世纪80年代"]),
    ("该所查清今年3月9日的失窃案，追回现金2万元。", ["今年3月9日"]),
    ("截至，全镇共有店铺70家。", [None]), ("截至昨晚9点，停电80户。", ["截至昨晚9点"]),
    ("截至12时，积水点还有6处。", ["截至12时"]), ("截至案发，骗得5万元。", ["截至案发"]),
])  # fmt: skip
def test_what_dates_a_figure(text, periods):
    assert [m.period for m in found(text)] == periods


def test_what_introduces_a_list_dates_its_parts():
    text = "截至9月底，主要进展如下：\n1.改造管网26公里。\n2.新建泵站3座，惠及900户。\n另有商铺50家。"
    assert [m.period for m in found(text)] == ["截至9月底"] * 3 + [None]


def test_of_a_list_of_places_none_governs_the_figures():
    text = "甲县、乙县等10个县区受益，乙县建站6座。"
    first, second = f"{HOME}/甲县", f"{HOME}/乙县"
    places = Places((), HOME, (Mention(0, 2, first), Mention(3, 5, second), Mention(14, 16, second)))
    assert [m.region for m in metrics.find(text, places)[0]] == [None, second]


@pytest.mark.parametrize(("text", "change"), [
    ("车速比平时慢25%。", "down"), ("每斤比去年贵3元。", "up"), ("收入比六年前高2000元。", "up"),
    ("出件比以前快15分钟。", "up"), ("增速高出邻省4个百分点。", None), ("比邻县高3个百分点。", None),
    ("车队由最初的6人发展壮大到如今的200余人。", "to"), ("合作社从9户到130户。", "to"),
    ("床位由40张扩充到90张。", "to"),
    ("报价从2元到8元不等。", None), ("被骗金额从几百元到上万元甚至更多。", None), ("从镇上到村里6公里。", None),
])  # fmt: skip
def test_a_change_is_of_one_thing_over_time(text, change):
    assert found(text)[-1].change == change


def test_what_varies_between_two_values_is_a_range():
    measured, pairs = metrics.find("报价从2元到8元不等。", Places((), None, ()))
    assert [(m.value, m.value_max, m.qualifier) for m in measured] == [(2, 8, "range")]
    assert pairs == ()


def test_a_share_of_the_whole_city_is_not_the_citys():
    places = Places((), HOME, ())
    first, second = metrics.find("这里的大企业占全市的80%。全市有企业90家。", places)[0]
    assert (first.region, second.region) == (None, "湖南省/郴州市")


def test_a_list_that_ends_in_a_village_with_its_town_governs_nothing_either():
    text = "甲镇丙村、乙镇丁村等5个村通水。"
    marks = [Mention(a, a + 2, f"{HOME}/{text[a : a + 2]}") for a in (0, 2, 5, 7)]
    assert [m.region for m in metrics.find(text, Places((), HOME, tuple(marks)))[0]] == [None]

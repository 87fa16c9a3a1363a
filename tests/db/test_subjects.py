"""What a number measures, in constructions that reports use and that are easy to cut in the wrong place."""

import pytest

from db.extract import metrics
from db.extract.places import Mention, Places
from db.model import Region

NOWHERE = Places((), None, ())


def found(text, places=NOWHERE):
    return metrics.find(text, places)[0]


def subjects(text, places=NOWHERE):
    return [m.subject for m in found(text, places)]


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        # the noun's own verb is no part of it
        ("沿海9个地市启动防风应急响应。", "地市"),
        ("当天有12个工业项目现场签约。", "工业项目"),
        ("6个雨量站点略超警戒。", "雨量站点"),
        # the phrase goes on through 的, 与, 、 and verbs that describe
        ("400多名符合条件的退休职工参加了体检。", "退休职工"),
        ("18个大型农机与智能装备产业项目落户园区。", "大型农机与智能装备产业项目"),
        ("全县36座大、中、小型水库全部完成除险加固。", "大、中、小型水库"),
        ("开行助学、助医、助农专线18条。", "助学、助医、助农专线"),
        ("发放3200万元乡村旅游后续扶持贷款。", "乡村旅游后续扶持贷款"),
        ("30个签约落地项目集中亮相。", "签约落地项目"),
        ("4家区级融媒体中心参加直播。", "区级融媒体中心"),
        ("新办12所九年一贯制学校。", "九年一贯制学校"),
        # a verb that is what was done
        ("完成道路安全隐患整改58处。", "道路安全隐患整改"),
        ("实施退化湿地生态修复2万亩。", "湿地生态修复"),
        ("其中跨区域搬迁1.2万人。", "跨区域搬迁"),
        # words with 办 stay whole
        ("全年受理办件48万件。", "受理办件"),
        ("其中咨询件即办率76.2%。", "咨询件即办率"),
        ("前五名单位办件量占全县的61%。", "单位办件量"),
        # payers and manner are not what is paid
        ("某物流公司赔偿18600元。", "赔偿"),
        ("张某另支付9000元。", "支付"),
        # what is compared with is not what is compared
        ("票价相比原来的班线下降约15%。", "票价"),
        # a sentence opener is not its topic
        ("最新回访结果显示，市民对农贸市场提升工作满意率达95.2%。", "农贸市场提升工作满意率"),
        # what is told belongs to the whole subject
        ("全市乡村公路养护总里程为3120.5公里。", "全市乡村公路养护总里程"),
        ("全县快递进村覆盖率达97%。", "全县快递进村覆盖率"),
        ("创建市级“平安医院”示范医院20余所。", "市级“平安医院”示范医院"),
        ("今年以来累计投入86万元。", "累计投入"),
        ("惠及居民约1.8万户。", "惠及居民"),
        ("改造老旧小区46个。", "改造老旧小区"),
        ("建成口袋公园46个。", "口袋公园"),
        ("全县设置认知障碍床位320张。", "认知障碍床位"),
        ("下河村村民人均收入3.1万元。", "下河村村民人均收入"),
        ("投放新能源公交车80辆。", "新能源公交车"),
        ("合理施划停车位60个。", "停车位"),
        ("一场酒席花费8万元。", "酒席花费"),
        # a numeral in the name of a plant, a verb in the name of a share
        ("全村种植千金藤3.5万亩。", "种植千金藤"),
        ("全县自然村通水率达98.6%。", "全县自然村通水率"),
        ("具备条件的乡镇100%通上动车接驳车。", "具备条件的乡镇"),
        # relative clauses with a list or a stretch in them
        ("7个涉及物业、消防等领域的调解委员会。", "调解委员会"),
        ("开通5条从县城到山乡的公交线路。", "公交线路"),
        # manner words, words of a level, places where rubbish goes
        ("全部320个行政村有效治理。", "行政村"),
        ("建成垃圾无害化处理场5座。", "垃圾无害化处理场"),
        ("24个乡镇已建成2座及以上公厕。", "公厕"),
        ("捐赠图书合计价值30余万元。", "捐赠图书合计价值"),
    ],
)
def test_the_subject_is_the_whole_phrase_and_no_more(sentence, subject):
    assert subjects(sentence)[-1] == subject


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("林木覆盖率、湿地保护率分别达到41.2%、58.6%。", ["林木覆盖率", "湿地保护率"]),
        ("苹果产量和蔬菜产量分别增长16%、30%。", ["苹果产量", "蔬菜产量"]),
        ("城镇、农村居民人均可支配收入分别增长5%和7%。", ["城镇居民人均可支配收入", "农村居民人均可支配收入"]),
        ("货运量、客运量、快递量分别为30万吨、12万人次和8万件。", ["货运量", "客运量", "快递量"]),
    ],
)
def test_respectively_hands_the_first_to_the_first(sentence, wanted):
    assert subjects(sentence) == wanted


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("人均可支配收入从3100元增长到12800元，年均增长12%。", ["收入"] * 3),
        ("累计雨量达60至90毫米，局部地区超过150毫米。", ["累计雨量", "累计雨量"]),
        ("全县现有幸福院86所，在建21所。", ["幸福院", "在建幸福院"]),
        ("受理矛盾纠纷860件，成功化解790件。", ["受理矛盾纠纷", "化解矛盾纠纷"]),
        ("保险公司赔偿5000元，车主另支付2000元，合计7000元。", ["赔偿", "支付", "支付"]),
        ("文物保护单位16处（其中国家级2处、省级4处）。", ["文物保护单位", "国家级文物保护单位", "省级文物保护单位"]),
        ("民俗项目中，被列入名录的有86项。", ["民俗项目"]),
        ("已建成12个林场，总面积达6.4万亩。", ["林场", "林场总面积"]),
    ],
)
def test_what_is_left_unsaid_comes_from_before(sentence, wanted):
    got = subjects(sentence)
    assert len(got) == len(wanted) and all(mine.endswith(gold) for mine, gold in zip(got, wanted, strict=True)), got


def test_a_place_before_people_who_do_something_is_not_what_is_counted():
    text = "乙县800多人冒雨参加植树活动。"
    places = Places((Region("甲省/乙县", None),), "甲省/乙县", (Mention(0, 2, "甲省/乙县"),))
    assert subjects(text, places) == ["冒雨参加植树活动的人"]


def test_a_place_that_a_phrase_opens_with_is_whole_or_left_out():
    text = "乙江下坪村有120户人家。乙江市养老床位共有9000张。"
    village, city = Mention(0, 5, "甲省/乙江市/下坪村"), Mention(13, 16, "甲省/乙江市")
    places = Places((Region(village.path, None), Region(city.path, None)), city.path, (village, city))
    assert subjects(text, places)[-1] == "养老床位"


@pytest.mark.parametrize(
    "sentence", ["听到消息，老李十分高兴。", "这里的生态环境十分脆弱。", "大家干得十分起劲，十分卖力。"]
)
def test_a_manner_word_is_no_score(sentence):
    assert found(sentence) == ()


def test_scores_stay():
    assert [(m.value, m.unit) for m in found("志愿服务一次加十分。")] == [(10, "分")]


@pytest.mark.parametrize(
    ("sentence", "texts"),
    [
        ("这一带彩礼普遍十五六万，不少人家发愁。", [("十五六万", 150000, 160000)]),
        ("一场婚礼少则两三万、多则六七万，谁家也吃不消。", [("两三万", 20000, 30000), ("六七万", 60000, 70000)]),
        ("一场婚礼少则两三万、多则五六万元。", [("两三万", 20000, 30000), ("五六万元", 50000, 60000)]),
        ("移风易俗后，彩礼定在3万以内。", [("3万", 30000, None)]),
        ("一桩喜事办下来省了快12万！", [("12万", 120000, None)]),
    ],
)
def test_money_as_people_say_it(sentence, texts):
    assert [(m.text, m.value, m.value_max) for m in found(sentence)] == texts
    assert {m.unit for m in found(sentence)} == {"元"}


def test_people_are_not_paid_in_money():
    assert [m.unit for m in found("全县人口七八万，从业人数3万。")] == ["人", "人"]


def test_almost_is_said_in_front_of_a_number_but_faster_is_not_almost():
    assert [m.qualifier for m in found("算下来省了快12万元。")] == ["nearly"]
    assert [m.qualifier for m in found("从县城到省城加快3公里。")] != ["nearly"]


@pytest.mark.parametrize(
    ("sentence", "change"),
    [
        ("水位暴涨2.3米。", "up"), ("订单猛增40%。", "up"), ("客流激增3倍。", "up"), ("人数大幅增加300人。", "up"),
        ("投诉锐减75%。", "down"), ("气温骤降12摄氏度。", "down"), ("价格回落8%。", "down"),
        ("销量攀升至90万件。", "to"),
        ("村集体增加收入6万元。", "up"),
        ("库存锐减到200吨。", "to"), ("今年新增加2所小学、3所幼儿园。", None), ("今年新增2所小学、3所幼儿园。", None),
    ],
)  # fmt: skip
def test_strong_words_of_change(sentence, change):
    assert {m.change for m in found(sentence)} == {change}


@pytest.mark.parametrize(
    ("sentence", "periods"),
    [
        ("今年年初以来，全市招工5200人。", ["今年年初以来"]),
        ("截至6月8日7时，共出动消防员720人次。", ["截至6月8日7时"]),
        ("截至去年年底，成员有780户。", ["截至去年年底"]),
        ("今年前8个月，开工率约96%。", ["今年前8个月"]),
        ("2017年1至10月份，全市新建管网140公里。", ["2017年1至10月份"]),
        ("“五一”假期，全县接待游客32万人次。", ["“五一”假期"]),
        ("截至8日17时，共转移群众300人。", ["截至8日17时"]),
        ("2021年平台受理诉求52万件，日均1430件；接通率63.2%。", ["2021年", "日均", "2021年"]),
        ("本学年全市新开办幼儿园31所。", ["本学年"]),
        ("2021年度全省评出示范县15个。", ["2021年度"]),
        ("6月9日至12日，检查商户720家。", ["6月9日至12日"]),
        ("自2024年3月8日正式运行以来，中心受理纠纷360件。", ["自2024年3月8日正式运行以来"]),
        ("6月12日，记者从县民政局了解到，全县有幸福院86所。", [None]),
        ("此次降雨打破1961年有气象记录以来6项历史极值。", [None]),
    ],
)
def test_periods_are_whole_and_end_where_they_should(sentence, periods):
    assert [m.period for m in found(sentence)] == periods


def test_what_was_added_is_not_told_as_what_there_is():
    assert subjects("目前，全县共有宽带用户3.2万户，今年新增发展1800户。") == ["宽带用户", "新增宽带用户"]

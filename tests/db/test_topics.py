import re
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import resources
from db.extract import topics
from db.model import Article, Heading
from tests.db.articles import from_gold, page_article

TOP = [
    *("civic-city", "community", "renewal", "rural-living", "rural-industry", "transport", "school", "elder-child"),
    *("health", "employment", "volunteer", "culture", "ecology", "safety", "admin-service", "science"),
]


def test_the_sixteen_topics_stand_in_their_order_with_finer_ones_below():
    codes = topics.all_codes()
    assert [code for code in codes if "/" not in code] == TOP
    for code in TOP:
        assert sum(other.startswith(f"{code}/") for other in codes) >= 2, code
    assert len(set(codes)) == len(codes)


def test_every_code_has_a_name_in_both_languages():
    for code in topics.all_codes():
        assert re.search("[一-鿿]", topics.label(code))
        assert topics.label(code, "en").isascii()
    assert (topics.label("community"), topics.label("community/grid")) == ("社区治理", "网格化服务")
    assert topics.label("nobody/knows") == "nobody/knows"


def test_the_lexicon_is_sound():
    table = tomllib.loads(resources.path("lexicon/topics.toml").read_text(encoding="utf-8"))
    for code, entry in table.items():
        assert re.fullmatch("[a-z-]+", code)
        for part in [entry, *entry["finer"].values()]:
            words = (part.get("strong", "") + " " + part["words"]).split()
            assert all(len(word) > 1 for word in words), code
            assert len(words) == len(set(words)), (code, sorted(w for w in words if words.count(w) > 1))


@pytest.mark.parametrize(
    ("words", "main", "finer"),
    [
        ("微治理", "community", "community/grid"),
        ("攀枝花", "civic-city", "civic-city/meeting"),
        ("留守儿童", "volunteer", "elder-child/left-behind"),
        ("甘孜州", "school", "school/safety"),
        ("农村人居环境", "rural-living", "rural-living/toilet"),
        ("开远", "renewal", "renewal/estate"),
    ],
)
def test_what_the_bundled_articles_are_about(words: str, main: str, finer: str):
    top, below = topics.find(from_gold(page_article(words)))
    assert top[0] == main
    assert finer in below
    assert all(code.split("/")[0] in top for code in below)


def test_the_title_weighs_more_than_the_text():
    text = "今年，当地改造道路。医院和学校也在改造。"
    assert topics.find(Article(title="老旧小区改造进行时", text=text))[0][0] == "renewal"
    assert topics.find(Article(title="家门口的医疗服务更好了", text=text))[0][0] == "health"


def test_headings_count():
    text = "大家都说好。"
    headings = (Heading("养老服务送上门", 0), Heading("老年助餐暖人心", 3))
    assert topics.find(Article(title="暖心事", text=text, headings=headings))[0] == ("elder-child",)


def test_one_word_in_passing_is_no_further_topic():
    text = "农村公路通到家门口，四好农村路越修越好。\n公路养护也有人管，客车准点。路过的学校很热闹。"
    assert topics.find(Article(title="农村公路修到家", text=text))[0] == ("transport",)


def test_nothing_known_gives_no_topics():
    assert topics.find(Article(title="", text="")) == ((), ())
    assert topics.find(Article(title="abc", text="xyz 123")) == ((), ())


def test_one_word_over_and_over_is_no_topic():
    own = {word for word, several in topics._weights().items() if len(several) == 1 and len(word) > 2}
    plain = {top.code: [word for word, weight in top.words.items() if weight == 1 and word in own]
             for top in topics._topics()}
    (one, words), (other, again) = [(code, several) for code, several in plain.items() if len(several) > 5][:2]
    text = "。".join([*words[:6], *again[:1] * 30])
    assert topics.find(Article("简讯", text))[0][0] == one != other


def test_of_finer_topics_two_stand_for_a_topic_at_the_most():
    top = next(top for top in topics._topics() if len(top.finer) > 3)
    text = "。".join(word for sub in top.finer for word in list(sub.words)[:4])
    found = topics.find(Article("简讯", text))[1]
    assert len([code for code in found if code.startswith(top.code + "/")]) == 2


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120), st.text(max_size=20))
def test_any_text_gives_at_most_four_known_codes(text: str, title: str):
    top, below = topics.find(Article(title=title, text=text))
    assert len(top) <= 4 and len(set(top)) == len(top)
    assert set(top) <= set(TOP)
    assert set(below) <= set(topics.all_codes())


@pytest.mark.parametrize(
    ("title", "text", "main"),
    [
        ("土坑里堆满垃圾", "高铁桥下的土坑里堆满垃圾，臭气熏人，污水直流，村里盼着环境污染早点治好。", "ecology"),
        ("夜里追回两头牛", "民警赶到停车场，抓获盗窃嫌疑人两名，案件告破，牛送回了家。停车场边的人来看。", "safety"),
        ("狂风过后", "暴风雨和泥石流过后，铁路停运，救援队赶来，遇难者家属得到安置。", "safety"),
        ("住进新房", "扶贫移民搬迁到新村，精准扶贫名单上的村民住进安置点，移民避险解困也开了工。", "rural-industry"),
        ("猎具缴回", "三名被告人非法捕猎野生动物，检察院提起公益诉讼，公益损失由其赔偿。", "ecology"),
        ("老桥三修", "古镇的古桥修过三次，祠堂里的老人讲起传说，来旅游的人听得入神。", "culture"),
    ],
)
def test_what_happened_is_the_topic_and_not_where(title: str, text: str, main: str):
    assert topics.find(Article(title=title, text=text))[0][0] == main


@pytest.mark.parametrize(
    ("title", "text", "main"),
    [
        ("全市受理投诉九千件", "市市场监管局的12315热线上半年收到消费者投诉九千件，举报三百件。", "admin-service"),
        ("上半年预算收入增收3亿元", "全市预算收入完成20亿元，同比增收3亿元，其中税收15亿元。", "admin-service"),
        ("秋汛开捕渔船满舱", "休渔期一过，渔民驾渔船出海捕捞，对虾、海蜇都比去年多。", "rural-industry"),
        ("供水站的管网延到村口", "村民拧开水龙头就有水。县里新建集中供水站六处，两万人告别饮水难。", "rural-living"),
        ("城管送书到山里", "他们给中心小学的教室添了书架，校长和同学们等了很久。", "school"),
        ("端着月饼来看望", "镇上的干部到敬老院包饺子，给孤寡老人送去棉被。", "elder-child"),
        ("夜查六家厂", "环保部门夜里突查，发现两家排污企业超标排放，当场立案。", "ecology"),
        ("草方格锁住沙丘", "风沙少了，固沙的梭梭连成片，沙漠边上的县城看得见蓝天。", "ecology"),
    ],
)
def test_what_local_offices_report_has_its_topic(title: str, text: str, main: str):
    assert topics.find(Article(title, text))[0][:1] == (main,)


@pytest.mark.parametrize(
    ("title", "text", "main"),
    [
        ("山坡又绿了", "废弃矿山上铺了土，种上草，植被一年比一年密。农民在坡下种植果树，加工厂也开了门。", "ecology"),
        ("园区晒出成绩单", "开发区规模以上工业产值过百亿，工业总产值增长两成，企业投资不断，招商引资也忙。", "science"),
        ("家门口挣钱", "村里的妇女做来料加工，带孩子的妇女就近设了加工点，妇女们不再出门打工。", "employment"),
        ("书香进山村", "农家书屋添了新书，借阅的人多了。农民工也来看书，学技能。", "culture"),
        ("村子亮起来", "新农村建设以后，污水进了管，路灯亮了，灶上烧沼气，村民种植水稻。", "rural-living"),
        ("路修到家门口", "村村通了路，又要户户通，村庄里的路灯也装上了，村民种植的菜好卖了。", "transport"),
    ],
)
def test_words_of_everyday_reports_have_their_topic(title: str, text: str, main: str):
    assert topics.find(Article(title, text))[0][:1] == (main,)


def test_a_reading_room_for_workers_is_no_news_of_work():
    text = "农家书屋开了分馆，农民工书屋也挂了牌。农民工下班来看书，学电脑，有人想回家创业，培训也方便，书香满屋。"
    assert topics.find(Article("书香飘进村", text))[0] == ("culture",)

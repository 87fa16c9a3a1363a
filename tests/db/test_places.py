import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.extract import places
from db.extract.geography.gazetteer import gazetteer, short_forms
from db.model import Article
from tests.db.articles import from_gold, gold
from tests.growth import grows_at_most


def paths(text: str, title: str = "简讯") -> set[str]:
    return {region.path for region in places.find(Article(title=title, text=text)).regions}


def primary(title: str, text: str) -> str | None:
    return places.find(Article(title=title, text=text)).primary


def mentions(text: str, title: str = "简讯") -> dict[str, str | None]:
    return {text[m.start : m.end]: m.path for m in places.find(Article(title=title, text=text)).mentions}


# ---- the gazetteer


def test_every_division_has_a_path_without_dummy_levels():
    book = gazetteer()
    every = {division.path for division in book.divisions}
    assert {"北京市/西城区", "海南省/琼海市", "福建省/三明市/三元区", "台湾省"} <= every
    assert not any("市辖区" in path or "直辖县" in path for path in every)
    assert len(every) > 3200


def test_codes_are_the_ministrys():
    found = places.find(Article(title="简讯", text="福建省三明市明溪县雪峰镇举办活动。"))
    assert [(r.path, r.code) for r in found.regions] == [("福建省/三明市/明溪县/雪峰镇", "350421100")]


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("甘孜藏族自治州", ["甘孜州", "甘孜"]),
        ("红河哈尼族彝族自治州", ["红河州", "红河"]),
        ("峨边彝族自治县", ["峨边县", "峨边"]),
        ("积石山保安族东乡族撒拉族自治县", ["积石山县", "积石山"]),
        ("龙胜各族自治县", ["龙胜县", "龙胜"]),
        ("阿拉善盟", ["阿拉善"]),
        ("攀枝花市", ["攀枝花"]),
        ("赵县", []),
        ("东区", []),
    ],
)
def test_short_forms_follow_from_the_name(name: str, forms: list[str]):
    assert short_forms(name) == forms


def test_loading_is_quick():
    gazetteer.cache_clear()
    began = time.process_time()  # other work on the machine does not count
    gazetteer()
    assert time.process_time() - began < 1.0  # about 0.05 s; the bound is for a slow machine


# ---- finding and settling


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("四川省甘孜州开展检查。", "四川省/甘孜藏族自治州"),
        ("云南红河州推进改革。", "云南省/红河哈尼族彝族自治州"),
        ("内蒙古阿拉善左旗的牧民来了。", "内蒙古自治区/阿拉善盟/阿拉善左旗"),
        ("广西兴安县的葡萄熟了。", "广西壮族自治区/桂林市/兴安县"),
        ("重庆石柱县种植辣椒。", "重庆市/石柱土家族自治县"),
        ("河北赵县的梨花开了。", "河北省/石家庄市/赵县"),
        ("浙江松阳的茶园绿了。", "浙江省/丽水市/松阳县"),
        ("在湖北省黄冈麻城市人民医院，义诊开始。", "湖北省/黄冈市/麻城市"),
        ("江苏南京江北新区推出新办法。", "江苏省/南京市"),
        ("从安徽颍上的水面到田间，人们忙着。", "安徽省/阜阳市/颍上县"),
        ("山东冠县的梨花开了。", "山东省/聊城市/冠县"),
        ("在河南新乡太行山深处，旗帜飘扬。", "河南省/新乡市"),
        ("吉林省吉林市举办雪博会。", "吉林省/吉林市"),
        ("青海省海南州草场返青。", "青海省/海南藏族自治州"),
        ("北京市西城区新街口街道启动改造。", "北京市/西城区/新街口街道"),
    ],
)
def test_names_and_their_parents(text: str, path: str):
    assert paths(text) == {path}


def test_an_ambiguous_district_is_settled_by_its_city():
    assert paths("北京市持续推进建设。朝阳区建成网点。") == {"北京市/朝阳区"}
    assert paths("长春市持续推进建设。朝阳区建成网点。") == {"吉林省/长春市/朝阳区"}


def test_an_ambiguous_district_is_left_open_rather_than_guessed():
    text = "今年，朝阳区建成网点120个。"
    assert paths(text) == set()
    assert mentions(text) == {"朝阳区": None}
    both = "北京市和长春市交流经验。随后，朝阳区作了介绍。"
    assert mentions(both)["朝阳区"] is None


def test_a_town_needs_its_county():
    assert mentions("城关镇举办活动。") == {"城关镇": None}
    assert paths("甘肃省陇南市成县城关镇举办活动。") == {"甘肃省/陇南市/成县/城关镇"}
    # two counties with a 城关镇 in one article: the sentence decides
    text = "成县和徽县都在甘肃省陇南市。成县的城关镇先行一步。"
    assert "甘肃省/陇南市/成县/城关镇" in paths(text)


def test_counties_in_a_list_need_no_suffix():
    text = "重庆特色产业成势。如今，涪陵的榨菜、永川的茶叶、奉节的脐橙都卖得好。"
    assert paths(text, "重庆：特色产业富民") == {"重庆市", "重庆市/涪陵区", "重庆市/永川区", "重庆市/奉节县"}


def test_words_that_only_look_like_places():
    quiet = [
        "明确全州868所学校的责任。",
        "全州县处级以上干部参加。",
        "临江北小区是改造项目之一。",
        "实现长治久安，群众安居乐业。",
        "早餐有三明治和普洱茶。",
        "资源共享，无为而治，民乐悠扬。",
        "南京路上人来人往，北京大学的学生来了。",
        "中华人民共和国成立以来。",
        "记者王建德说，大家都来了。",
        "全县实现村社区全覆盖，大凉山里有条路。",
    ]
    for text in quiet:
        assert paths(text) == set(), text


def test_what_only_comes_up_is_no_region():
    title = "云南文山：农旅融合有新路"
    text = (
        "云南省文山州推动融合。在上海对口帮扶支持下，村里建成步道。"
        "游客来自广东、浙江等地，产品销往北京。从成都到文山要坐车。"
    )
    assert paths(text, title) == {"云南省/文山壮族苗族自治州"}


@pytest.mark.parametrize(
    "text",
    ["从成都到峨边坐高铁更快了。", "来自成都、绵阳的游客多了。", "竹笋卖到成都，大家高兴。", "成都对口支援学校。"],
)
def test_places_that_only_come_up_do_not_count_in_the_same_province_either(text: str):
    assert paths(f"四川省峨边县修了路。{text}", "四川峨边：山里通了车") == {"四川省/乐山市/峨边彝族自治县"}


def test_a_scrap_of_a_longer_name_is_no_place():
    text = "四川省攀枝江市召开会议。"  # 枝江市 is in Hubei
    assert "湖北省/宜昌市/枝江市" not in paths(text)
    assert "湖北省/宜昌市/枝江市" in paths("湖北省枝江市召开会议。")


# ---- learned names


def test_a_village_hangs_under_its_own_phrase():
    assert paths("给南充市顺庆区新复乡四方寨村送书。") == {"四川省/南充市/顺庆区/新复乡/四方寨村"}
    assert paths("山东省临沂市蒙阴县的桃花村丰收了。") == {"山东省/临沂市/蒙阴县/桃花村"}


def test_what_was_said_once_is_known_in_the_whole_article():
    text = "福建省明溪县雪峰镇余厝小区添了路灯。大家为了让余厝社区更美出力。"
    assert paths(text) == {"福建省/三明市/明溪县/雪峰镇/余厝社区"}


def test_what_stands_between_a_town_and_its_community():
    assert paths("界首市西城街道办事处信义社区开会。") == {"安徽省/阜阳市/界首市/西城街道/信义社区"}
    text = "浙江省安吉县天荒坪镇余村变了。余村村委会说，余村村民都来。走进西江镇，苗寨村民说好。"
    assert paths(text, "浙江安吉：山水入画") == {"浙江省/湖州市/安吉县", "浙江省/湖州市/安吉县/天荒坪镇/余村"}


def test_one_place_under_two_names_is_one_region():
    title = "湖南十八洞村：日子好了"
    text = "位于湘西州花垣县双龙镇的十八洞村变了。十八洞村带动周边8个村。"
    path = "湖南省/湘西土家族苗族自治州/花垣县/双龙镇/十八洞村"
    assert paths(text, title) == {path}
    assert primary(title, text) == path


def test_a_community_never_gets_the_county_of_its_neighbour_sentence():
    title = "福建三明：社区治理有新招"
    text = "三明市推进治理。三元区富兴堡街道设了站点。\n“我住在富华社区多年了。”老罗说。清流县也在行动。"
    assert "福建省/三明市/富华社区" in paths(text, title)


def test_a_village_hangs_under_the_place_of_its_own_sentence():
    text = "在清流县，走进长兴社区，大家在跳舞。"
    assert "福建省/三明市/清流县/长兴社区" in paths(text, "福建三明：邻里节")


def test_words_before_a_village_are_not_its_name():
    for text in (
        "推进农村改革，建设美丽乡村。",
        "老旧小区改造和完整社区建设。",
        "深耕社区，快递进村，驻村帮扶。",
        "不断探索社区治理，走进小区。",
    ):
        assert mentions(text) == {}, text


# ---- the main place


def test_the_title_names_the_main_place():
    assert primary("浙江推动村落保护", "在丽水市松阳县，老屋在修缮。松阳县有村落。") == "浙江省"
    assert primary("【看发展】广西兴安：突出特色", "兴安县的葡萄熟了。") == "广西壮族自治区/桂林市/兴安县"


def test_without_a_place_in_the_title_the_lead_decides():
    assert primary("小小咖啡果", "在云南怒江州，咖啡红了。\n怒江州种植咖啡6万亩。") == "云南省/怒江傈僳族自治州"


def test_of_several_places_in_one_lead_the_first_sentence_decides():
    text = "上海市徐汇区设点，摊位开张。浦东新区、静安区也在规划。"
    assert primary("便民点回归", text) == "上海市/徐汇区"


def test_several_equal_places_or_the_country_have_no_main_one():
    assert primary("办好实事", "山东济南、新疆乌鲁木齐办好实事。\n济南市新建床位。\n乌鲁木齐市新设诊室。") is None
    text = "我国公路建设加快。\n在江西吉安市遂川县，路宽了。\n在湖南省临澧县，保洁员上岗。"
    assert primary("我国新改建农村公路", text) is None
    assert paths(text, "我国新改建农村公路") == {"江西省/吉安市/遂川县", "湖南省/常德市/临澧县"}


# ---- the bundled page


@pytest.mark.parametrize("entry", gold(), ids=[entry["title"][:8] for entry in gold()])
def test_the_page_as_read_by_hand(entry: dict):
    found = places.find(from_gold(entry))
    assert found.primary in [entry["primary_region"], *entry.get("primary_region_alt", [])]
    optional = set(entry.get("regions_optional", []))
    got = {region.path for region in found.regions}
    assert set(entry["regions"]) <= got | optional
    assert got <= set(entry["regions"]) | optional


# ---- any text

PIECES = st.sampled_from(
    [
        *"福建省 三明市 广东 惠州 路 大学 朝阳区 城关镇 X村 余厝 小区 社区 东区 的 、 。 “ ” 从 到 一 ８ 𠮷 😀 縣"
        .split(),
        "\n",
        "\r\n",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=40).map("".join)), st.text(max_size=12))
def test_any_text_in_ordered_mentions_out(text: str, title: str):
    found = places.find(Article(title=title, text=text))
    end = 0
    for mention in found.mentions:
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
        if mention.path:
            assert mention.path.split("/")[0] in {d.name for d in gazetteer().divisions if d.level == 1}
    assert all(region.path for region in found.regions)
    assert found.primary is None or found.primary in [region.path for region in found.regions]


@pytest.mark.parametrize(
    "unit", "一 朝阳区 城关镇 社区 甲乙小区 四川省 村 从北京到 来自上海、 １２３ （“ 四川省东区、在 成县城关镇".split()
)
def test_time_grows_with_the_length_and_no_faster(unit: str):
    def work(length: int) -> None:
        places.find(Article(title="四川", text=(unit * length)[:length]))

    assert grows_at_most(work, 8_000, 32_000, 10, 0.002)  # four times the text; linear is four, quadratic sixteen

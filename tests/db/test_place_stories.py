"""Where a story plays, as reports of all kinds tell it: what is named on the way, and what only looks like a name."""

import pytest

from db.extract import places, read_page
from db.model import Article

BRIEF = "简讯"


def found(text: str, title: str = BRIEF) -> places.Places:
    return places.find(Article(title=title, text=text))


def paths(text: str, title: str = BRIEF) -> set[str]:
    return {region.path for region in found(text, title).regions}


@pytest.mark.parametrize(
    "text",
    [
        "云帆网络（上海）有限公司派来两名技师，在江苏省如皋市住了三天。",
        "江苏省如皋市引来苏州蓝图建设集团，开工顺利。",
        "江苏省如皋市的事上了浙江新闻网，大家转发。",
        "王某（泰安市人）、李某（广西人）在江苏省如皋市投案。",
        "一名男子（41岁，安徽人）在江苏省如皋市被查获。",
        "江苏省如皋市的小周老家在四川，来了六年。",
        "小周曾在四川实习，如今回到江苏省如皋市开店。",
        "江苏省如皋市请来山东男篮，和孩子们打球。",
        "江苏省如皋市的老街上新开了北京饭店，生意红火。",
    ],
)
def test_firms_media_teams_and_where_somebody_is_from_are_no_scene(text: str):
    assert paths(text) == {"江苏省/南通市/如皋市"}


@pytest.mark.parametrize(
    "text",
    [
        "全省四大连片开发区域同时动工。",
        "阿里巴巴的平台上卖得好。",
        "拿出真金白银办实事。",
        "护林员守在青云山南麓。",
        "这条河的入海口风大。",
        "高密度住宅楼不少。",
    ],
)
def test_names_that_arise_where_two_words_meet(text: str):
    assert not [m for m in found(text).mentions if m.path]


def test_a_full_province_behind_a_scrap_of_a_name_breaks_nothing():
    assert read_page("浙江省划上海市管。\n\n四川省嵊重庆市来人。").articles is not None


def test_a_province_before_a_road_called_after_its_city():
    assert found("广东惠州路上人多。").primary == "广东省"


@pytest.mark.parametrize("title", ["新昌有个会修琴的老木匠", "【乡间】新昌有个会修琴的老木匠", "“新昌味道”上了桌"])
def test_the_headline_of_a_local_paper_opens_with_its_county(title: str):
    primary = found("老人手巧，四里八乡的人都来找他，小院里常常坐满了人。", title).primary
    assert primary == "浙江省/绍兴市/新昌县"


@pytest.mark.parametrize("title", ["新昌公园换新颜", "新昌小学开学了", "新昌村里来了人", "老人说新昌话"])
def test_what_is_called_after_a_county_does_not_open_with_it(title: str):
    assert found("大家都来看热闹，小院里常常坐满了人。", title).primary is None


def test_a_town_of_one_county_in_the_headline_tells_where_it_is_whatever_else_comes_up():
    story = found("镇里排了班，干部分片包户。会上还学了广西的做法。", "沃洲镇九月工作动态")
    assert story.primary == "浙江省/绍兴市/新昌县/沃洲镇"


def test_the_only_county_of_the_city_in_the_headline_is_the_place():
    text = "昨天，在绍兴市新昌县，一所中学办了开放日。新昌县教育局说，{}新昌县还要再办两场。"
    assert found(text.format(""), "绍兴一所中学敞开校门").primary == "浙江省/绍兴市/新昌县"
    assert found(text.format("诸暨市也办过，"), "绍兴一所中学敞开校门").primary == "浙江省/绍兴市"


def test_the_first_place_of_a_story_told_in_one_paragraph():
    text = "宁波一名女孩在车上睡着了。民警问清缘由，在福建省找到了她的亲人，又请江西省的同行送去衣物。"
    assert found(text, "女孩坐过了站").primary == "浙江省/宁波市"


@pytest.mark.parametrize(
    "text",
    [
        "他们召开全体村民大会。",
        "部门侵吞挪用村集体的钱。",
        "车主起诉小区物业公司。",
        "工作队深入挖掘梳理村内的旧事。",
        "让有意向的老板来村里看看。",
        "支部结合村情定计划。",
        "交警在某村路口值守。",
        "他被任命为三组村民代表。",
        "孩子当一天村干部。",
        "会上，老人说她要争当村里的宣传员。",
        "全县创建民主法治村、无邪教社区。",
    ],
)
def test_what_goes_on_from_village_makes_no_name_of_the_words_before(text: str):
    assert not paths(f"浙江省新昌县。{text}") - {"浙江省/绍兴市/新昌县"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新昌县沃洲镇下坂村民委员会换届。", "浙江省/绍兴市/新昌县/沃洲镇/下坂村"),
        ("新昌县羽林街道办乌石村修了路。", "浙江省/绍兴市/新昌县/羽林街道/乌石村"),
        ("新昌县沃洲镇下坂村委会上乌村种了茶。", "浙江省/绍兴市/新昌县/沃洲镇/下坂村/上乌村"),
        ("新昌县的路通了。大家走到下坂村口，下坂村的灯亮了。", "浙江省/绍兴市/新昌县/下坂村"),
        ("渭南市经开区云背镇永丰村的路修好了。", "陕西省/渭南市/云背镇/永丰村"),
        ("新昌县的车从大路到达下坂村。", "浙江省/绍兴市/新昌县/下坂村"),
    ],
)
def test_villages_behind_offices_and_words_of_motion(text: str, expected: str):
    assert expected in paths(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("旬阳县赵湾镇修了路。", "陕西省/安康市/旬阳市/赵湾镇"),
        ("平坝县的屯堡老了。", "贵州省/安顺市/平坝区"),
        ("郫县的豆瓣晒好了。", "四川省/成都市/郫都区"),
        ("即墨市的渔船出海。", "山东省/青岛市/即墨区"),
        ("陕县的地坑院开门迎客。", "河南省/三门峡市/陕州区"),
    ],
)
def test_a_county_under_the_name_it_had_before(text: str, expected: str):
    assert paths(text) == {expected}


@pytest.mark.parametrize(
    "text", ["新增城市绿地三处，又新增城市书房。", "对干部高要求。", "打造和美丽水乡。", "欠发达县一起来。"]
)
def test_former_and_short_names_inside_other_words(text: str):
    assert not paths(text)


def test_two_places_share_the_headline_and_the_text_says_whose_story_it_is():
    text = "绍兴市新昌县的老陈丢了牛。新昌县的民警一路追查，在宁波市奉化区找到了。"
    assert found(text, "绍兴宁波两地联手找牛").primary == "浙江省/绍兴市/新昌县"


def test_nearly_all_of_a_provinces_story_in_one_county():
    text = "浙江绍兴新昌县办了一件大事。新昌县请来嘉兴的师傅，新昌县的人都来看。"
    assert found(text, "浙江有个县请来老师傅").primary == "浙江省/绍兴市/新昌县"


def test_a_city_all_along_and_one_of_its_districts_once():
    text = "绍兴市公安局昨天出动。绍兴市各处设卡，绍兴市的车都查，柯桥区的队员也来了，绍兴市还会再查。"
    assert found(text, "民警彻夜查车").primary == "浙江省/绍兴市"


def test_a_district_named_only_with_what_is_called_after_it():
    story = found("区领导到河道曾都段看水，又到了与曾都经济开发区相连的桥头。", "区里督办治水")
    assert story.primary == "湖北省/随州市/曾都区"


def test_where_officials_go_to_is_the_scene_when_it_is_a_village():
    assert "浙江省/绍兴市/新昌县/沃洲镇/乌石村" in paths("调研组在新昌县前往沃洲镇乌石村查看。")


def test_two_towns_that_only_one_county_has_name_it():
    story = found("县领导去了云岩镇，看果园，问收成。随后，县领导又到丹州街道的河边查看。", "县领导下乡")
    assert {region.path.rsplit("/", 1)[0] for region in story.regions} == {"陕西省/延安市/宜川县"}


def test_a_county_that_begins_clearly_once_is_known_where_words_run_into_it():
    text = "市里来人看园区，江苏省宿迁市各县都有代表。推动沭阳经济再上台阶，对沭阳的花木赞不绝口。"
    assert "江苏省/宿迁市/沭阳县" in paths(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("郑州市管城区的老街亮了灯。", {"河南省/郑州市/管城回族区"}),
        ("陕西省宁陕县旬阳坝有溶洞，旬阳坝的水清。", {"陕西省/安康市/宁陕县"}),
        ("深圳湾公园的花开了。", {"广东省/深圳市"}),
    ],
)
def test_short_forms_and_what_is_called_after_a_county(text: str, expected: set[str]):
    assert paths(text) == expected


def test_a_county_told_of_in_several_words_outweighs_one_that_is_said_twice():
    text = "在绍兴市新昌县，新昌县沃洲镇的路口出了事。提醒诸暨市的家长，也提醒诸暨市的司机。"
    assert found(text, "路口出了事").primary.startswith("浙江省/绍兴市/新昌县")


def test_a_county_in_the_middle_of_a_headline_over_a_text_without_places():
    assert found("路口有人指路，大家都夸他。", "雨中桐乡的这个背影").primary == "浙江省/嘉兴市/桐乡市"
    assert found("路口有人指路，大家都夸他。", "雨中桐乡路口的背影").primary is None


def test_somebody_of_an_age_lives_where_the_story_plays():
    text = "52岁的济宁金乡农民老王卖水果还债。金乡县的邻居都帮他，金乡县民政局也上了门。"
    assert found(text, "老父卖水果").primary == "山东省/济宁市/金乡县"


def test_a_district_of_several_cities_is_settled_by_a_town_behind_it():
    # only one of the districts called so has a town of this name
    assert paths("朝阳区望京街道开设便民点6个。") == {"北京市/朝阳区/望京街道"}


def test_what_was_settled_once_is_settled_in_the_headline():
    article = Article(title="鼓楼区一社区办起食堂", text="在鼓楼区五凤街道，食堂开了6家。")
    assert places.find(article).primary.startswith("福建省/福州市/鼓楼区")


def test_a_short_county_before_a_town_called_after_water_is_no_other_name():
    county = "云南省/红河哈尼族彝族自治州/屏边苗族自治县"
    told = [m.path for m in found("红河州屏边县湾塘乡修路12公里。").mentions]
    assert told == ["云南省/红河哈尼族彝族自治州", county, f"{county}/湾塘乡"]


@pytest.mark.parametrize(("text", "expected"), [
    ("贵州省台江县老屯乡岩脚寨修路。", "老屯乡/岩脚寨"),
    ("苏州市姑苏区双塔街道翠湖花园改造一新。", "双塔街道/翠湖花园"),
    ("苏州市姑苏区双塔街道翠湖花园小区改造一新。", "双塔街道/翠湖花园小区"),
])  # fmt: skip
def test_hamlets_and_estates_are_learned_behind_a_town(text: str, expected: str):
    assert any(path.endswith(expected) for path in paths(text))


@pytest.mark.parametrize("text", ["苏州市的后花园，村寨与军屯。", "姑苏区打造幸福家园，老寨子变样。"])
def test_any_garden_home_or_stockade_is_no_place(text: str):
    assert all(not path.endswith(("园", "寨", "屯")) for path in paths(text))


def test_a_village_behind_a_town_nobody_knows_hangs_under_that_and_not_under_the_neighbour():
    text = "陕西省洛南县三要镇北司村、卫东镇辛岳村先后通水。"
    home = "陕西省/商洛市/洛南县"
    assert paths(text) == {home, f"{home}/三要镇/北司村", f"{home}/卫东镇/辛岳村"}


def test_a_community_named_in_the_title_and_once_more_is_known():
    article = Article(title="午餐送上门 柳荫湾社区有了新食堂", text="江苏省如皋市如城街道联合柳荫湾社区办起食堂。")
    assert places.find(article).primary.endswith("如城街道/柳荫湾社区")


def test_a_county_all_along_and_one_of_its_streets_in_the_first_line():
    text = "如皋市如城街道的老周一早上路劝导。\n如皋市创新做法，如皋市投入20万元。如皋市评出能手，如皋市事故下降。"
    assert found(text).primary == "江苏省/南通市/如皋市"


def test_a_headline_of_a_paper_of_a_city_called_like_a_word():
    assert paths("我市晴好天数达92%。", title="来宾：蓝天常在") == {"广西壮族自治区/来宾市"}
    assert paths("会上晴好天数达92%。", title="来宾：蓝天常在") == set()


def test_a_group_of_villagers_is_no_village():
    text = "郎溪县梅渚镇周家村金家村民组修路。全镇公路通村率高。"
    assert paths(text) == {"安徽省/宣城市/郎溪县/梅渚镇/周家村"}


def test_villagers_something_is_done_to_are_of_no_village():
    assert paths("隆化县查明一案。春天，滥挖村民陆某的树，又滥挖村民赵某的树。") == {"河北省/承德市/隆化县"}


@pytest.mark.parametrize("title", ["福建等6省份遭受洪涝", "两省联手治污", "多省市晒出成绩单"])
def test_a_headline_of_several_provinces_has_no_main_place(title: str):
    assert found("福建省三明市永安市受灾80人，福建省三明市大田县受灾60人。", title).primary is None


def test_where_a_suspect_comes_from_is_no_scene_down_to_his_village():
    text = "临汾市一中队查获酒驾3起。王某，38岁，隰县寨子乡圪垛村人，当场认罚。"
    assert paths(text) == {"山西省/临汾市"}


@pytest.mark.parametrize("people", ["王红、张雨、黄梅、汪冉", "黄梅和汪冉", "汪冉、黄梅"])
def test_a_county_among_people_is_somebody(people: str):
    assert paths(f"湖北省郧西县四名学生{people}，另有3人。") == {"湖北省/十堰市/郧西县"}


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("村村都有放心水", "“水真甜。”新绛县横桥乡南庄村村民老李说。该县改水81处。该县还定了章程。", "新绛县"),
        ("入冬前全部通水", "儋州市木棠镇大域村村民老薛家通了水。我省今年加大投入，我省还将再修131处。", "海南省"),
        ("全省受理投诉九千件", "兰州7月12日讯 省12315中心昨日公布，上半年受理投诉九千件，比去年多一成。", "甘肃省"),
        ("菜农的好年景", "寿光市古城街道的老王摘下头茬黄瓜。今年我市菜价平稳，我市还添了三座冷库。", "寿光市"),
        # the story stays where it is told of
        ("一个村的账本", "新绛县横桥乡南庄村的账本贴在墙上。该村在该县数第一，该县有人到南庄村学。", "南庄村"),
        ("南庄村的水", "新绛县横桥乡南庄村通了水。该县今年改水81处，该县还定了章程，全县受益。", "南庄村"),
        ("小镇的茶", "安溪县感德镇的茶居全省首位，在全省最好，是全省知名的茶。镇里办起了茶市。", "感德镇"),
        ("渔港开市", "象山县石浦镇的渔港开了市。全镇有船两千条，该镇在全市率先用电子秤，全县的鱼到这里卖。", "石浦镇"),
    ],
)
def test_the_scene_at_the_start_and_the_county_that_the_story_is_told_of(title: str, text: str, expected: str):
    assert found(text, title).primary.rsplit("/", 1)[-1] == expected


def test_a_city_named_as_often_as_its_district_is_the_place():
    text = "浦东新区一家旅店外，闵行民警守着。闵行有人报案。\n上海警方昨夜出动两千人。上海查了六千家店，上海还将再查。"
    assert found(text, "警方夜查").primary == "上海市"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("泰顺新闻网讯（记者 陈某）近日，我县入选试点单位，我县现有合作社1667家。", "浙江省/温州市/泰顺县"),
        ("莆田晚报讯 我市正推进三级公交网络，已开通22条线路。", "福建省/莆田市"),
        ("云上宜都讯 10月31日，我市开出两条新线路。", "湖北省/宜昌市/宜都市"),
        ("昨日，记者从市国税局获悉，全市收入完成263亿元。（郑州日报记者 卢某）", "河南省/郑州市"),
        ("杭州日报讯 我省各市粮食都增产。", None),  # not the city's own story
        ("上海新闻网讯 记者在一条老街上见到一位修表匠。", None),
        ("人民网讯 10月31日，我市开出两条新线路。", None),
    ],
)
def test_a_story_without_places_plays_where_its_local_paper_is(text: str, expected: str | None):
    assert found(text).primary == expected


def test_banners_by_their_short_names():
    text = "呼和浩特市今年改造57个村，其中玉泉区20个、土左旗3个。阿拉善盟的阿左旗也在改。"
    assert {"内蒙古自治区/呼和浩特市/土默特左旗", "内蒙古自治区/阿拉善盟/阿拉善左旗"} <= paths(text)

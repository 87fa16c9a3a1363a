"""Short sentences from all over the country: what is a place in them, and what only looks like one."""

import pytest

from db.extract import places
from db.extract.geography.gazetteer import COUNTY, TOWN
from db.extract.geography.stems import is_name
from db.model import Article

BRIEF = "简讯"


def paths(text: str, title: str = BRIEF) -> set[str]:
    return {region.path for region in places.find(Article(title=title, text=text)).regions}


def names(text: str, title: str = BRIEF) -> set[str]:
    return {text[m.start : m.end] for m in places.find(Article(title=title, text=text)).mentions}


# ---- names without their kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("西安、宝鸡、安康和商洛四市联动。", {"陕西省/安康市"}),
        ("济南、青岛、日照、临沂等地升温。", {"山东省/日照市"}),
        ("长春、四平、辽源、松原五市联动。", {"吉林省/四平市"}),
        ("安徽的黄山、池州、安庆通了高铁。", {"安徽省/黄山市"}),
        ("广西的扶绥、大新、龙州三县种蔗。", {"广西壮族自治区/崇左市/大新县"}),
        ("重庆市的涪陵榨菜、永川的茶叶都好。", {"重庆市/涪陵区", "重庆市/永川区"}),
    ],
)
def test_a_weak_name_counts_beside_its_siblings(text: str, expected: set[str]):
    assert expected <= paths(text)


@pytest.mark.parametrize(
    "text", ["他爬过泰山、黄山、华山。", "南京、黄山、庐山都美。", "杭州的西湖边游人多。", "西安、长安大学的学生来了。"]
)
def test_a_weak_name_stays_a_word_beside_anything_else(text: str):
    assert not paths(text) - {"浙江省/杭州市", "陕西省/西安市", "江苏省/南京市"}


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("德清莫干山镇：民宿有新招", "莫干山镇把闲房用起来。", "浙江省/湖州市/德清县/莫干山镇"),
        ("新昌沃洲镇白杨村：一户一景", "村里种了花。", "浙江省/绍兴市/新昌县/沃洲镇/白杨村"),
        ("昆山银桂社区：邻里节开场", "社区里热闹起来。", "江苏省/苏州市/昆山市/银桂社区"),
        (BRIEF, "走进海安墩头镇，稻田金黄。", "江苏省/南通市/海安市/墩头镇"),
        (BRIEF, "中山小榄镇永宁社区有花。", "广东省/中山市/小榄镇/永宁社区"),
        (BRIEF, "在鱼台王鲁镇，稻子熟了。", "山东省/济宁市/鱼台县/王鲁镇"),
        ("安康：茶山热闹", "汉滨区瀛湖镇清泉村种枇杷，紫阳县种茶。", "陕西省/安康市"),
    ],
)
def test_a_county_is_named_by_what_stands_behind_it(title: str, text: str, expected: str):
    assert expected in paths(text, title)


@pytest.mark.parametrize(
    "title", ["比如社区食堂", "公安：守护社区", "振兴乡村社区：有办法", "海棠社区：花开满园", "定远小区改造记"]
)
def test_a_word_in_a_title_is_no_county(title: str):
    assert paths("居民都来了。", title) == set()


def test_a_town_is_not_the_county_of_its_name():
    assert paths("在长岭镇和社区里，人们都忙。") == set()
    assert names("在长岭镇和社区里，人们都忙。") == {"长岭镇"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今年以来，莒县修了路。", {"山东省/日照市/莒县"}),
        ("近日，莒县长岭镇小岭村有了志愿者。", {"山东省/日照市/莒县/长岭镇/小岭村"}),
        ("成县的樱桃红了。", {"甘肃省/陇南市/成县"}),
        ("强县富民，新县城崛起，富县强市，建设和县强区。", set()),
        ("三个老城区热闹，港口区和城区都通了车。", set()),
        ("河南省推进改造，老城区变美。", {"河南省"}),
        ("洛阳市的老街，老城区最热闹。", {"河南省/洛阳市/老城区"}),
        ("防城港市港口区的渔民忙。", {"广西壮族自治区/防城港市/港口区"}),
    ],
)
def test_full_names_that_are_words_as_well(text: str, expected: set[str]):
    assert paths(text) == expected


# ---- towns


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("莫干山镇劳岭村的院子住满了客人。", {"浙江省/湖州市/德清县/莫干山镇/劳岭村"}),
        ("队员到粥店街道枣行社区清扫。", {"山东省/泰安市/岱岳区/粥店街道/枣行社区"}),
        ("浙江省推进改革。举水乡办起集市。", {"浙江省/丽水市/庆元县/举水乡"}),
        ("河北省承德市的果子熟了。举水乡办起集市。", {"河北省/承德市"}),
        ("浙江省象山县的鱼多。举水乡办起集市。", {"浙江省/宁波市/象山县"}),
        ("石化街道办起集市。", set()),  # four cities have one
        ("东粥店街道的人来了。", set()),
    ],
)
def test_a_town_of_one_county_only_says_where_it_is(text: str, expected: set[str]):
    assert paths(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("浙江省庆元县举水乡下垟村修了路。", "浙江省/丽水市/庆元县/举水乡/下垟村"),
        ("浙江省庆元县举水乡村民都来了。", "浙江省/丽水市/庆元县/举水乡"),
        ("河南省南阳市西峡县城关镇东关社区开会。", "河南省/南阳市/西峡县/城关镇/东关社区"),
        ("西峡县城关镇办了食堂。后来，城关镇东关社区也办。", "河南省/南阳市/西峡县/城关镇/东关社区"),
        ("浙江省庆元县举水乡亲们都来了。", "浙江省/丽水市/庆元县"),
        ("河南省西峡县东坪乡土菜好吃。", "河南省/南阳市/西峡县"),
        ("武汉市武昌区水果湖街放鹰台社区有舞队。", "湖北省/武汉市/武昌区/水果湖街道/放鹰台社区"),
        ("武汉市青山区工人村街青和居社区敲门问安。", "湖北省/武汉市/青山区/工人村街道/青和居社区"),
        ("茅箭区武当路街办三桥社区有楼栋长。", "湖北省/十堰市/茅箭区/武当路街道/三桥社区"),
    ],
)
def test_towns_and_what_lies_below_them(text: str, expected: str):
    assert paths(text) == {expected}


def test_a_town_said_with_its_county_is_the_same_without():
    text = "西峡县办了食堂。西峡县城关镇先行。后来，城关镇东关社区也办。"
    assert "河南省/南阳市/西峡县/城关镇/东关社区" in paths(text, "西峡：食堂开张")


@pytest.mark.parametrize("text", ["四川省峨边县的乡下老家。", "四川省峨边县乡村振兴。", "四川省峨边县建制镇都通了车。"])
def test_words_that_end_like_a_town(text: str):
    assert paths(text) == {"四川省/乐山市/峨边彝族自治县"}


# ---- villages, communities, estates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("绥芬河市阜宁镇中心社区办节。", "黑龙江省/牡丹江市/绥芬河市/阜宁镇/中心社区"),
        ("湖南省浏阳市大瑶镇大山村出花炮。", "湖南省/长沙市/浏阳市/大瑶镇/大山村"),
        ("古浪县干城乡富民新村的山楂熟了。", "甘肃省/武威市/古浪县/干城乡/富民新村"),
        ("泰安市泰前街道科大社区敲门问安。", "山东省/泰安市/泰山区/泰前街道/科大社区"),
        ("广西来宾市兴宾区凤凰镇龙岩村种蓝莓。", "广西壮族自治区/来宾市/兴宾区/凤凰镇/龙岩村"),
        ("莒县城阳街道岳家村社区有食堂。", "山东省/日照市/莒县/城阳街道/岳家村社区"),
        ("重庆市巫溪县宁厂镇岭下村修路。", "重庆市/巫溪县/宁厂镇/岭下村"),
        ("江苏省泗阳县开发区葛集村收麦。", "江苏省/宿迁市/泗阳县/葛集村"),
        ("广西德保县那雷坡村种柑橘。那雷坡村民说好。", "广西壮族自治区/百色市/德保县/那雷坡村"),
        ("南京市玄武区锁金村街道锁金三村小区装了电梯。", "江苏省/南京市/玄武区/锁金村街道/锁金三村小区"),
        ("成都市锦江区东大路社区下棋。", "四川省/成都市/锦江区/东大路社区"),
        ("青海省化隆县群科镇安达其哈村开拉面馆。", "青海省/海东市/化隆回族自治县/群科镇/安达其哈村"),
        ("内蒙古陈巴尔虎旗呼和诺尔镇哈日诺尔嘎查有牛。", "内蒙古自治区/呼伦贝尔市/陈巴尔虎旗/呼和诺尔镇/哈日诺尔嘎查"),
        ("走进岳家村社区，人们在跳舞。莒县城阳街道岳家村社区有食堂。", "山东省/日照市/莒县/城阳街道/岳家村社区"),
        ("在宏村镇卢村，村口的卢村饭店开了。“在卢村住得惯。”安徽黟县人说。", "安徽省/黄山市/黟县/宏村镇/卢村"),
    ],
)
def test_a_village_behind_its_town(text: str, expected: str):
    assert paths(text) == {expected}


GENERIC = [
    "建制村都通了车，行政村有站，自然村也有。",
    "那时村民没有路，以前村民靠船，几户村民先搬。",
    "“我们村有路了。”他们村也有，咱们社区更好。",
    "过去是光棍村、空壳村、上访村、富裕村、软弱涣散村。",
    "人称“悬崖村”，又叫“火山村”，争当“红旗村”。",
    "该村、全村、邻村、各村、外村、本村、同村都在忙。",
    "城中村、示范村、后进村、明星村、移民村、空心村、库区村、产业村。",
    "东边村、北边村、上游社区、附近小区、隔壁小区。",
    "老旧社区、智慧社区、各社区、完整社区、现代社区、绿色社区、农村社区、各村社区。",
    "老旧小区、封闭小区、住宅小区、花园式小区、安置小区、无物业小区。",
    "村级换届，村集体分红，村社区干部培训，村民代表开会。",
    "那些村民笑了，也有村超，还有村晚。",
    "工作队走村入户，进村入社区，通村公路修好了，三位村党组织书记说好。",
    "形成“强村带弱村、先富带后富”的局面，鼓励村民创业。",
    "在党组织领导下村民齐上阵，共有一百户村民参加，第一村已经建成。",
]


@pytest.mark.parametrize("text", GENERIC)
def test_any_village_or_estate_is_no_name(text: str):
    assert paths(f"四川峨边县变了。{text}") == {"四川省/乐山市/峨边彝族自治县"}
    assert paths(f"四川峨边县{text}") == {"四川省/乐山市/峨边彝族自治县"}


def test_a_community_that_is_called_after_a_village_is_one_place():
    text = "住在银桂新村社区的人多。据统计，银桂新村社区有花。昆山市玉山镇银桂新村社区热闹。"
    assert paths(text, "昆山银桂新村社区：邻里节开场") == {"江苏省/苏州市/昆山市/玉山镇/银桂新村社区"}


def test_a_programme_behind_a_town_is_no_community():
    assert paths("福建省明溪县雪峰镇和谐社区建设见效。") == {"福建省/三明市/明溪县/雪峰镇"}
    assert paths("福建省明溪县雪峰镇和谐社区的灯亮了。") == {"福建省/三明市/明溪县/雪峰镇/和谐社区"}


def test_the_generic_ones_hide_no_county():
    assert names("四川峨边县村级换届。") == {"四川", "峨边县"}
    assert names("湖南省醴陵市的醴陵村民用上自来水。") == {"湖南省", "醴陵市", "醴陵"}


@pytest.mark.parametrize(
    ("stem", "kind", "behind", "name"),
    [
        ("红旗", "村", None, True),  # towns are called so too
        ("悬崖", "村", None, False),
        ("悬崖", "村", COUNTY, False),
        ("中心", "区", COUNTY, False),
        ("中心", "区", TOWN, True),
        ("第二", "区", TOWN, True),
        ("第二", "区", None, False),
        ("持续推进", "区", TOWN, False),
        ("良渚文化", "村", TOWN, True),
        ("和", "区", TOWN, False),
        ("", "村", TOWN, False),
    ],
)
def test_how_much_is_believed_depends_on_what_stands_before(stem: str, kind: str, behind: int | None, name: bool):
    assert is_name(stem, kind, behind=behind) is name


# ---- what the title says and what only comes up


@pytest.mark.parametrize("title", ["山货搭上快车进上海", "竹笋鲜货寄北京", "北京来的第一书记", "南京游客爱上竹海"])
def test_a_full_path_in_the_text_beats_a_bare_word_of_the_title(title: str):
    found = places.find(Article(title=title, text="贵州省遵义市正安县的笋子熟了。\n正安县建了基地。"))
    assert [region.path for region in found.regions] == ["贵州省/遵义市/正安县"]
    assert found.primary == "贵州省/遵义市/正安县"


@pytest.mark.parametrize(
    ("title", "text", "primary"),
    [
        ("北京：便民点多起来", "上海市徐汇区的人来学。", "北京市"),
        ("重庆便民点多起来", "渝中区设了点。上海市徐汇区的人来学，徐汇区的人说好。", "重庆市"),
        ("杭州便民点多起来", "杭州设了点，杭州人说好。江苏省苏州市的人来学。", "浙江省/杭州市"),
    ],
)
def test_a_title_that_the_text_bears_out_stays(title: str, text: str, primary: str):
    assert places.find(Article(title=title, text=text)).primary == primary


@pytest.mark.parametrize(
    "text",
    ["书记从南宁带来糕点。", "他从玉林请来技术员。", "喜讯捎到柳州，大家高兴。", "林子是柳州市柳南区帮扶建成的。"],
)
def test_places_that_only_send_something(text: str):
    assert paths(f"广西靖西市安宁乡汤亮村变了。{text}") == {"广西壮族自治区/百色市/靖西市/安宁乡/汤亮村"}


@pytest.mark.parametrize(
    "words",
    [
        "2016年由村党支部牵头办社。",
        "近三年村里添了路灯。",
        "他带着村民种茶。",
        "2019年村集体有了收入。",
    ],
)
def test_words_of_time_and_doing_are_no_village(words: str):
    home = "湖南省/怀化市/溆浦县/北斗溪镇"
    assert paths(f"湖南省怀化市溆浦县北斗溪镇近日开会。{words}") == {home}


def test_a_community_that_holds_an_estate_is_named_by_it_and_an_estate_by_its_kind():
    found = paths("湖南省怀化市溆浦县近日开会。城东社区翠湖花园小区装了门禁。幸福苑小区通了气。")
    assert found > {f"湖南省/怀化市/溆浦县/{name}" for name in ("城东社区", "翠湖花园小区", "幸福苑小区")}


def test_towns_of_a_list_share_the_kind_that_stands_behind_the_last():
    home = "安徽省/合肥市/长丰县"
    found = places.find(Article(title=BRIEF, text="安徽省长丰县水湖、庄墓、杨庙镇同时开工，县里补助。"))
    assert [r.path for r in found.regions] == [home, *(f"{home}/{name}镇" for name in ("水湖", "庄墓", "杨庙"))]
    assert found.primary == home


def test_a_word_that_ends_like_a_town_is_none():
    assert paths("江西省高安市加大城镇污水治理力度。") == {"江西省/宜春市/高安市"}
    assert "江西省/宜春市/高安市/大城镇" in paths("江西省高安市各乡镇、大城镇开展整治。")


def test_a_bare_county_is_one_where_its_province_is_named_and_it_is_said_again_or_counts_something():
    assert "浙江省/绍兴市/新昌县" in paths("浙江省近日公布名单。新昌仅此一条。", title="新昌这条老街上了名单")
    assert "浙江省/绍兴市/新昌县" in paths("浙江省近日公布名单，新昌12条老街都在内。")
    assert "浙江省/绍兴市/新昌县" not in paths("近日公布名单，新昌12条老街都在内。")


@pytest.mark.parametrize("words", ["工作队对茅村开展帮扶。", "一批生猪村里卖了好价。", "各嘎查村都通了水。"])
def test_a_word_before_a_village_is_no_part_of_its_name(words: str):
    home = "湖南省/怀化市/溆浦县/北斗溪镇"
    assert paths(f"湖南省怀化市溆浦县北斗溪镇近日开会。{words}") == {home}


def test_the_one_name_of_a_local_paper_is_its_place_if_it_is_said_again():
    told = "新昌打通了五条断头路，新增停车位两千个。市民说，新昌变了样。"
    assert paths(told) == {"浙江省/绍兴市/新昌县"}
    assert not paths("新昌打通了五条断头路。")
    assert not paths(told + "嵊州也来学，嵊州的人说好。") & {"浙江省/绍兴市/嵊州市"}

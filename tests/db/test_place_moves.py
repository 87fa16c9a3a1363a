"""Landscapes called by a city, regions that are one prefecture, and people who have moved to another county."""

import pytest

from db.extract import places
from db.model import Article


def found(text: str, title: str = "简讯") -> places.Places:
    return places.find(Article(title=title, text=text))


def paths(text: str, title: str = "简讯") -> set[str]:
    return {region.path for region in found(text, title).regions}


@pytest.mark.parametrize(
    "text",
    [
        "浙江省平湖市的码头扩建了，环杭州湾的货船多在此靠泊。平湖市说，明年再添两座。",
        "浙江省平湖市修了海堤，面朝杭州湾的滩涂上来了水鸟。",
        "浙江省平湖市和环宁波的几条环线连通，货车少绕路。",
    ],
)
def test_a_bay_or_a_ring_called_by_a_city_is_not_the_city(text: str):
    assert paths(text) == {"浙江省/嘉兴市/平湖市"}
    assert found(text).primary == "浙江省/嘉兴市/平湖市"


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("深圳湾的步道上，跑步的人排成长队。", "广东省/深圳市"),
        ("深圳市新修步道，从山脚通到深圳湾，东莞市的游客也来走。", "广东省/深圳市"),
        ("浙江省杭州市与平湖市合办渔市，杭州湾的鱼当天上岸。", "浙江省/杭州市"),
        ("资金循环杭州一圈，浙江省平湖市也分到一份。", "浙江省/杭州市"),
    ],
)
def test_a_bay_lies_in_its_city_where_the_article_tells_of_the_city_or_of_nothing_else(text: str, city: str):
    assert city in paths(text)


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("赣南的山坡上，茶籽熟了。", "江西省/赣州市"),
        ("闽西的老作坊又开了张。", "福建省/龙岩市"),
        ("在皖西，竹编传了五代。", "安徽省/六安市"),
        ("黔北的酒坊换了新锅。", "贵州省/遵义市"),
    ],
)
def test_a_part_of_a_province_that_is_one_prefecture_is_it(text: str, city: str):
    assert paths(text) == {city}


@pytest.mark.parametrize("words", ["闽东南沿海起了大风", "皖西北的麦子黄了", "超市里的赣南脐橙降了价"])
def test_a_wider_part_or_a_brand_is_not(words: str):
    assert not paths(f"{words}，菜价还稳。")


LEFT, HOME = "宁夏回族自治区/固原市/西吉县", "宁夏回族自治区/吴忠市/红寺堡区"


@pytest.mark.parametrize("verb", ["搬迁至", "迁入", "搬到了", "安置在"])
def test_the_story_of_people_who_moved_plays_where_they_live_now(verb: str):
    text = (
        f"西吉县兴隆镇山多水少。十年前，西吉县兴隆镇的三百户移民{verb}红寺堡区太阳山镇。\n"
        "如今集市热闹，家家有活干。红寺堡区又修了水渠，移民种上了葡萄。"
    )
    assert found(text).primary.startswith(HOME)
    assert any(path.startswith(LEFT) for path in paths(text))  # where they came from is told of all the same


@pytest.mark.parametrize(
    ("title", "text"),
    [
        # nobody is settled there
        ("简讯", "西吉县兴隆镇的粮站搬到红寺堡区太阳山镇。\n西吉县的老粮站改成书屋，红寺堡区来人看过，西吉县很高兴。"),
        # the new home is named once, the story goes on about the old one
        ("简讯", "西吉县兴隆镇的移民迁入红寺堡区太阳山镇。\n山上退了耕，西吉县种下松树，西吉县的水清了。"),
        # the title says whose story it is
        ("西吉县：山空了，林子回来了", "西吉县的移民迁入红寺堡区。\n红寺堡区分了地。西吉县在旧村种树。"),
    ],
)
def test_it_is_no_story_of_the_new_home_if_it_is_about_the_old(title: str, text: str):
    assert not found(text, title).primary.startswith(HOME)


def test_a_bay_is_its_city_in_the_text_where_the_city_is_named_elsewhere():
    text = "深圳市新修步道，从山脚通到深圳湾，东莞市的游客也来走。"
    at = text.index("深圳湾")
    assert [m.path for m in found(text).mentions if m.start == at] == ["广东省/深圳市"]

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.extract import summary
from db.extract.points import lists
from db.model import Article, Metric, SummaryPoint
from tests.db.articles import from_gold, gold, page_article


def with_metrics(entry: dict) -> Article:
    """The page's article with its metrics as read by hand."""
    metrics = tuple(
        Metric(m["start"], m["end"], m["text"], m["value"], None, m["unit"], "exact", "", None, None, None, (0, 0))
        for m in entry["metrics"]
    )
    return replace(from_gold(entry), metrics=metrics)


def part(points: tuple[SummaryPoint, ...], name: str) -> list[str]:
    return [point.text for point in points if point.part == name]


def check(article: Article) -> tuple[SummaryPoint, ...]:
    points = summary.find(article)
    assert [p.part for p in points] == sorted((p.part for p in points), key=["background", "practice", "result"].index)
    spans = sorted((p.start, p.end) for p in points)
    assert all(a[1] <= b[0] for a, b in pairwise(spans)), "points overlap"
    for point in points:
        assert article.text[point.start : point.end] == point.text != ""
        assert point.text == point.text.strip()
    return points


@pytest.mark.parametrize("entry", gold(), ids=[entry["title"][:8] for entry in gold()])
def test_the_bundled_articles(entry: dict):
    points = check(with_metrics(entry))
    assert 1 <= len(part(points, "background")) <= 2
    assert len(part(points, "practice")) <= 8
    assert len(part(points, "result")) <= 3
    for point in points:
        assert point.text.count("“") == point.text.count("”")
        assert "\n" not in point.text
        assert "我们" not in point.text and "说。" not in point.text
        assert point.part == "result" or not point.text.startswith("“小区新增")


def test_the_most_telling_figures_are_in_the_results():
    telling = {"微治理": "11个监控", "开远": "58个", "四方寨": "133场", "甘孜州": "165处", "农村人居环境": "59个"}
    for words, figure in telling.items():
        results = "".join(part(summary.find(with_metrics(page_article(words))), "result"))
        assert figure in results, words


def test_a_list_becomes_points_without_its_marks():
    practices = part(summary.find(from_gold(page_article("攀枝花"))), "practice")
    assert len(practices) == 8
    assert practices[0] == "全力以赴抓好网报资料"
    assert all(not text.endswith(("。", "；", "，")) for text in practices)


def test_several_lists_all_have_their_say():
    practices = part(summary.find(from_gold(page_article("农村人居环境"))), "practice")
    assert "推行全域农村污水垃圾处理设计、施工和运营一体化" in practices
    assert "抓实“四好农村路”养护建设" in practices


def test_headings_run_into_the_text_are_the_practices():
    practices = part(summary.find(from_gold(page_article("甘孜州"))), "practice")
    assert practices == ["织密校园安全“责任护网”。", "强化校园食品“双线监管”。", "多向发力打造“平安校园”。"]


def test_list_points_end_at_their_first_stop():
    text = "会议要求：一是要建好队伍；二是健全制度。有细则。三是规范有序抓好落实，" + "各部门要认真履职尽责" * 5 + "。"
    assert [[text[a:b] for a, b in points] for points in lists(text)] == [["建好队伍", "健全制度", "规范有序抓好落实"]]
    assert lists("第一是好事。这是一是二的问题。") == []
    assert lists("先说二是后说三是。") == []
    assert lists("一是修路铺桥先问群众；三是账目每月张榜公布；二是工匠由村里统一聘请。") == [], "no number is left out"


def test_a_long_point_ends_at_a_comma_that_parts_no_quotation():
    text = ("一是推行“群众点单，社区派单，志愿者接单”的办法，把老人说得最多的修水管、换灯泡、理发这些小事一件件办好；"
            "二是每月回访。")
    assert [text[a:b] for a, b in lists(text)[0]] == ["推行“群众点单，社区派单，志愿者接单”的办法", "每月回访"]


def test_what_is_told_twice_is_quoted_once():
    told = "去年以来，全镇累计修好水渠12公里，惠及农户300户。"
    work = "镇里请来工匠勘察线路，同村民一起出工出力。"
    text = f"青石镇地处山区，多年缺水。\n{work}\n{told}\n渠成那天，老人们都来看水。\n{told}"
    assert part(summary.find(Article("修渠", text)), "result") == [told]


def test_what_is_said_and_what_is_planned_is_not_a_result():
    text = (
        "某县推进社区治理，完善网格服务。\n“我们建成了30个站点，服务2000人。”张主任说。\n"
        "未来，全县将建成站点500个，覆盖9万人，新增岗位300个，投入800万元。\n"
        "去年，全县化解纠纷320件。\n今年以来，满意度达98%。\n截至目前，全县建成站点42个，服务居民3.1万人次。"
    )
    results = part(check(Article(title="治理", text=text)), "result")
    assert [result[:4] for result in results] == ["去年，全", "今年以来", "截至目前"]


def test_a_link_to_the_sentence_before_is_left_out():
    text = "某县健全机制。\n同时，发挥党员优势，组织志愿者开展服务，推动治理上台阶。"
    assert "发挥党员优势，组织志愿者开展服务，推动治理上台阶。" in part(check(Article(title="", text=text)), "practice")


def test_what_the_law_forbids_is_no_list_of_deeds():
    text = (
        "交警查处违法40起，罚款2万元。\n条例规定，驾驶人有下列行为之一的，处50元罚款："
        "（一）在机动车道内逆向行驶的；（二）不按交通信号灯指示通行的；（三）违反规定使用专用车道的。"
    )
    found = summary.find(Article(title="严查", text=text))
    assert [point.part for point in found if point.part == "practice"] == []


def test_what_is_left_of_a_quotation_is_no_point():
    text = "“我们组织党员开展服务，带着大家干。”3月9日，清泉镇联合社负责人李立新介绍。合作社带动农户80户。"
    assert all("李立新" not in point.text for point in summary.find(Article(title="带着干", text=text)))


def test_nothing_comes_of_nothing():
    assert summary.find(Article(title="", text="")) == ()
    assert summary.find(Article(title="题", text="短。")) == ()


SCRAPS = st.sampled_from([*"一是 二是 三是建立机制 “ ” 。 ； 截至目前， 建成30个站点 说 ， 😀".split(), "\n"])


@settings(max_examples=80, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(SCRAPS, max_size=40).map("".join)))
def test_any_text_in_quotations_out(text: str):
    check(Article(title="", text=text))


def test_what_an_official_tells_is_summed_up_rather_than_nothing():
    text = (
        "清晨，村口的大爷大妈们笑着排起了队。\n"
        "镇里的负责人介绍，全镇投入资金修缮了闲置的校舍，建起了三间书屋。\n"
        "“孩子放学有了去处。”王阿姨乐得合不拢嘴。"
    )
    points = check(Article(title="书屋", text=text))
    assert part(points, "practice") == ["镇里的负责人介绍，全镇投入资金修缮了闲置的校舍，建起了三间书屋。"]
    assert part(points, "background") == []  # a scene is none


def test_how_things_were_is_no_result():
    text = "过去，这里的12户人家靠3口井吃水。\n如今水管通到了院里。"
    assert part(check(Article(title="通水", text=text)), "result") == []


def test_who_reports_is_no_background():
    text = (
        "清溪网5月8日讯（记者 王一 通讯员 李二）近年来，清溪县坚持把小事办实，推动服务下沉到每一个村。\n"
        "县里建立台账，逐件销号。"
    )
    points = check(Article(title="小事办实", text=text))
    assert part(points, "background") == ["近年来，清溪县坚持把小事办实，推动服务下沉到每一个村。"]


def test_what_was_in_the_way_is_no_result():
    text = (
        "清溪县的水管年久失修，由此造成的用水难题累计涉及21个村子。\n"
        "县里换新了管道，目前自来水已经覆盖其中的18个村子。"
    )
    results = part(check(Article(title="通水", text=text)), "result")
    assert results == ["县里换新了管道，目前自来水已经覆盖其中的18个村子。"]


def test_of_results_alike_those_that_stand_by_themselves_come_first():
    own = [f"全县新建了{n}座水塔，覆盖了沿线的村庄和学校。" for n in (21, 32, 43)]
    text = "\n".join([own[0], "因此新建了54座水塔，覆盖了沿线的村庄和学校。", *own[1:]])
    assert part(check(Article(title="通水", text=text)), "result") == own


def test_a_list_of_troubles_is_no_list_of_deeds():
    text = (
        "清溪县的山货去年卖了六百万元，村民收入增加了两成。\n"
        "但眼下还有几个难点：一是路太远，车进不来；二是人太少，活干不完；三是价太低，账算不平。\n"
        "县里建立了收购站，组织车队进村，帮助村民把山货运出去。"
    )
    points = check(Article(title="山货出山", text=text))
    assert part(points, "practice") == ["县里建立了收购站，组织车队进村，帮助村民把山货运出去。"]


def test_what_an_official_thinks_of_it_stands_behind_what_was_done():
    text = (
        "清溪县近日开了一个会。\n"
        "各村建立了巡查队，配备了手电和雨靴，每天早晚沿河走上两遍，看见漏洞就补。\n"
        "各镇组织了评比，每个月把评比的名次公布在墙上，落后的要上台说明缘由。\n"
        "县里设立了热线，安排专人接听，群众反映的事情当天就转到有关部门办理。\n"
        "乡里开展了培训，请来老把式手把手地教，学会的人再回去教左邻右舍。\n"
        "街道实施了包片，每户人家都知道该找谁，遇到事情一个电话就有人上门。\n"
        "县长强调，要建立机制、完善制度、整合资源、强化监督，希望大家推进落实。"
    )
    points = check(Article(title="开会以后", text=text))
    assert not any("强调" in told for told in part(points, "practice"))

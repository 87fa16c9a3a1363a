from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.extract.geography import names
from db.model import Article, Piece
from tests.db.articles import PAGE, from_gold, gold, page_article


def mended(text: str, title: str = "简讯") -> Article:
    return names.mend(Article(title=title, text=text))


def test_the_pages_misprint_is_put_right_everywhere():
    entry = page_article("攀枝花")
    printed = from_gold(entry, misprinted=True)
    article = names.mend(printed)
    assert article.title == entry["title"]
    assert article.text == entry["text"]
    assert len(article.repairs) == printed.text.count("攀枝江") == 3
    page = PAGE.read_text(encoding="utf-8")
    for repair in article.repairs:
        assert (repair.kind, repair.before, repair.after) == ("corrected_name", "攀枝江", "攀枝花")
        assert page[slice(*repair.span)] == repair.before
        assert article.text[repair.at : repair.at + len(repair.after)] == repair.after
        assert "标题1处" in repair.detail and "正文3处" in repair.detail


@pytest.mark.parametrize("entry", gold(), ids=[entry["title"][:8] for entry in gold()])
def test_right_names_of_the_page_are_left_alone(entry: dict):
    article = from_gold(entry)
    assert names.mend(article) is article


def test_one_fit_and_evidence_are_both_needed():
    # the districts below bear it out
    assert mended("四川省攀枝江市开会，东区、西区、仁和区到会。").text.startswith("四川省攀枝花市")
    # so does the right name elsewhere
    assert mended("福建省三明市永按市开会。永安市将推广。").text.startswith("福建省三明市永安市")
    # nothing else in the text speaks for it
    lone = Article(title="简讯", text="四川省攀枝江市开会。")
    assert names.mend(lone) is lone


@pytest.mark.parametrize(
    "text",
    [
        "湖北省枝江市召开会议，宜昌市、当阳市到会。",  # a county of its own, one character off another name
        "四川省乐山市开会，峨边县、马边县到会。",
        "湖南省永州市与福建省永安市交流，三明市到会。",
        "全国各地、北京市和上海市的代表到会。",
        "江苏省苏州市主城区先行，姑苏区、虎丘区、吴中区跟进。",  # 主城区 is no misprint of 相城区
        "江苏省会城市南京市与盐城市、亭湖区、盐都区结对。",
        "四川省某某市开会，东区、西区、仁和区到会。",  # nothing fits
        "河北省大平市开会，广平县、永平县到会。",
    ],
)
def test_names_that_are_right_or_fit_nothing_are_never_touched(text: str):
    article = Article(title="简讯", text=text)
    assert names.mend(article) is article


def test_a_name_that_fits_two_places_stays():
    # 江西省: 南昌市 and 瑞昌市 are both one character off, and the text would bear out either
    text = "江西省某昌市开会，青云谱区、青山湖区、新建区、九江市、柴桑区到会。"
    article = Article(title="简讯", text=text)
    assert names.mend(article) is article


def test_a_misprint_over_a_seam_has_a_span_on_the_page():
    text = "四川省攀枝江市开会，东区、仁和区到会。"
    pieces = (Piece(0, 100, 4), Piece(4, 110, len(text) - 4))  # 攀|枝江 parted by a column
    article = names.mend(replace(Article(title="简讯", text=text), pieces=pieces))
    assert article.repairs[0].span == (103, 112)


def test_a_misprint_in_the_title_alone_is_one_repair_without_a_place_in_the_text():
    article = names.mend(
        Article(title="四川省攀枝江市开会", text="东区、西区、仁和区到会。", spans=((5, 60),))
    )
    assert article.title == "四川省攀枝花市开会"
    assert [(r.at, r.span) for r in article.repairs] == [(None, (5, 60))]


SCRAPS = st.sampled_from(["四川省", "攀枝", "江", "花", "市", "东区", "仁和区", "枝江市", "、", "。", "\n", "x"])


@settings(max_examples=80, deadline=None)
@given(st.lists(SCRAPS, max_size=20))
def test_any_text_keeps_its_length_and_its_repairs_say_what_was_done(parts: list[str]):
    text = "".join(parts)
    article = mended(text)
    assert len(article.text) == len(text)
    rebuilt = list(text)
    for repair in article.repairs:
        if repair.at is not None:
            assert text[repair.at : repair.at + len(repair.before)] == repair.before
            rebuilt[repair.at : repair.at + len(repair.before)] = repair.after
    assert "".join(rebuilt) == article.text


def test_a_misprint_that_no_place_stands_before():
    text = "东区炳草岗街道设点11个，西区清香坪街道6个，米易县3个。"
    article = mended(f"攀枝江市{text}", title="攀枝江市推进创建")
    assert article.title == "攀枝花市推进创建"
    assert [(r.before, r.after) for r in article.repairs] == [("攀枝江", "攀枝花")]
    # a county of its own, and one that words run into
    for right in ("枝江市百里洲镇种梨3万亩，宜昌市派员。", "本报讯枝江市开会，东区、西区、米易县到会。"):
        assert mended(right).text == right

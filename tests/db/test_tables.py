"""The rows of a table on a page stay rows, and what is folded to half width is still what the page says."""

from db import extract
from db.library import Library
from db.model import Source

TABLE = """## 青河市老旧小区换新颜

近年来，青河市坚持把老旧小区改造作为民生实事来抓，惠及居民３.２万余户，投入资金５．６亿元。

年份\t小区数（个）
２０２１\t85
2022\t120

下一步，青河市还要建立长效管理机制，让改造好的小区一直好下去。
"""
LONG = "\n".join(f"{year}年度改造小区\t{year - 1940}个小区" for year in range(2014, 2023))


def rows(text):
    return extract.read_page(text).articles[0].text.split("\n")


def test_rows_are_not_read_on_into_one_another_nor_into_the_paragraph_below():
    assert rows(TABLE)[1:4] == ["年份 小区数（个）", "2021 85", "2022 120"]
    assert rows(TABLE)[4].startswith("下一步")


def test_rows_that_are_all_as_wide_are_no_broken_paragraph():
    page = TABLE.replace("年份\t小区数（个）\n２０２１\t85\n2022\t120", LONG)
    assert [row for row in rows(page) if "年度" in row] == LONG.replace("\t", " ").split("\n")


def test_a_tab_that_strayed_into_a_sentence_makes_it_no_row():
    page = "## 青河市老旧小区换新颜\n\n近年来，青河市坚持把老旧\t小区改造作为民生\n\n实事来抓，惠及居民三万余户。\n"
    assert "民生实事来抓" in rows(page)[0]


def test_what_was_folded_to_half_width_is_no_fault(tmp_path):
    with Library.create(tmp_path / "l.casebook") as library:
        library.add(TABLE, extract.read_page(TABLE), Source("a.txt"))
        assert list(library.verify()) == []

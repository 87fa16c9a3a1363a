"""What is typed finds what is written, whatever is typed."""

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.search import fold, index_form, places, query_form, snippet

TEXT = "老旧小区改造后，居民从“住有所居”到“住有宜居”。2022年安装5G基站12.6个，投入Ｅ动力３台，合计1㎡。"


@pytest.fixture(scope="module")
def index():
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize='ascii', prefix='1')")
    base.execute("INSERT INTO words(rowid, text) VALUES (1, ?)", (index_form(TEXT),))
    yield base
    base.close()


def finds(index, typed: str) -> bool:
    query = query_form(typed)
    return bool(query) and bool(index.execute("SELECT 1 FROM words WHERE words MATCH ?", (query,)).fetchall())


def test_index_form_pairs_characters_and_keeps_the_last():
    assert index_form("老旧小区，改") == "老旧 旧小 小区 区 改"
    assert index_form("ＡＢ网 3台") == "ab 网 3 台"


@pytest.mark.parametrize("typed", [
    "区", "居", "老", "小区", "旧小区改", "老旧小区改造后", "住有宜居", "5g", "5G基", "基站12", "12.6", "12.6个",
    "202", "e动力", "ｅ动力3",
    "居民 小区", "　小区　居民　", "“小区改造后，居民”", '"住有所居"', "小区，居民", "1m2", "1㎡",
])
def test_found(index, typed):
    assert finds(index, typed)


@pytest.mark.parametrize("typed", [
    "区小", "住居", "小区 村庄", "改造后居民", '"居民小区"', "022", "民从住有宜", "", " ", "，。", '"', "**",
    "NOT", "g",
])
def test_not_found(index, typed):
    assert not finds(index, typed)


@settings(deadline=None)
@given(st.text(max_size=60) | st.text(alphabet='小区"“”*()^-:+ANDORTNE {}\\\0 ，', max_size=30))
def test_nothing_typed_breaks_the_query(typed):
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE words USING fts5(title, text, content='', tokenize='ascii', prefix='1')")
    query = query_form(typed)
    if query:
        base.execute("SELECT rowid FROM words WHERE words MATCH ?", (query,)).fetchall()
    base.close()
    parts = snippet([TEXT], typed)
    assert "".join(words for words, _ in parts)


@settings(deadline=None)
@given(st.text(alphabet="老旧小区改造5gG２，。 年", min_size=1, max_size=12), st.integers(0, 12), st.integers(1, 12))
def test_every_stretch_of_a_text_finds_it(text, begin, length):
    """Any stretch that begins where a token begins is found; inside a number or a Latin word it need not be."""
    typed = text[begin : begin + length]
    if 0 < begin <= len(text) and fold(text[begin - 1]).isascii() and fold(text[begin - 1]).isalnum():
        return
    query = query_form(f'"{typed}"')
    if not query:
        return
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize='ascii', prefix='1')")
    base.execute("INSERT INTO words(rowid, text) VALUES (1, ?)", (index_form(text),))
    assert base.execute("SELECT 1 FROM words WHERE words MATCH ?", (query,)).fetchone()
    base.close()


def test_snippet_marks_the_words_as_written():
    assert ("Ｅ动力３", True) in snippet([TEXT], "e动力3")
    assert ("1㎡", True) in snippet([TEXT], "1m2")


def test_snippet_is_short_and_prefers_the_stretch_with_all_words():
    text = "小区" + "很长的话" * 50 + "。小区里的居民说" + "话" * 100
    parts = snippet([text], "居民 小区")
    assert [words for words, marked in parts if marked] == ["小区", "居民"]
    assert len("".join(words for words, _ in parts)) < 70
    assert parts[0][0].startswith("…")
    assert parts[-1][0].endswith("…")


def test_snippet_begins_with_a_clause():
    text = "开头的话写得很长，与查找的事没有关系。“后来呢，”他说，社区的面貌换了新颜。" + "话" * 90
    assert snippet([text], "面貌")[0] == ("…他说，社区的", False)
    assert snippet([text], "没有关系")[0] == ("…与查找的事", False)
    assert snippet([text], "的话")[0] == ("开头", False)


def test_snippet_of_another_field_where_the_text_has_none():
    assert ("三明", True) in snippet(["正文", "福建省/三明市"], "三明")
    assert snippet(["正文"], "村庄") == (("正文", False),)
    assert snippet([""], "村庄") == ()


def test_places_are_where_the_typed_words_stand():
    text = "物业管理３㎡，物业"
    assert [text[a:b] for a, b in places(text, "物业 3m2")] == ["物业", "３㎡", "物业"]
    assert places(text, '"（') == []

"""What is typed is understood, whatever is typed; a text is marked where it holds that."""

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.finding import matching, pinyin
from db.finding.figures import Figures
from db.finding.folding import fold, origins
from db.finding.language import Dates, Term
from db.finding.tokens import article_tokens
from db.search import Read, places, snippet, understand

TEXT = "老旧小区改造后，居民从“住有所居”到“住有宜居”。2022年安装5G基站12.6个，投入Ｅ动力３台，合計1㎡，廣場開放。"
FIELDS = {"title": ["三明市的老街"], "region": ["福建省/三明市"], "topic": ["社区治理"]}


@pytest.fixture(scope="module")
def index():
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE words USING fts5(tokens, content='', detail=none, columnsize=0, tokenize=ascii)")
    base.execute("INSERT INTO words (rowid, tokens) VALUES (1, ?)", (article_tokens(TEXT, FIELDS, (12,)),))
    yield base
    base.close()


def finds(index, typed: str) -> bool:
    """Whether the text of this test answers what is typed, as the index and then the text say."""
    terms = understand(typed).terms
    for term in terms:
        found = index.execute("SELECT 1 FROM words WHERE words MATCH ?", (matching.expression(term),)).fetchone()
        texts = [TEXT, *(one for several in FIELDS.values() for one in several)]
        held = matching.says(term.words, term.closed, *texts)
        assert found or not held, "what a text holds is in the index"
        held = held or (matching.letters(term) and matching.reads(matching.letters(term), *texts[1:]))
        if bool(found and (held or not matching.is_loose(term))) is term.exclude:
            return False
    return bool(terms)


@pytest.mark.parametrize("typed", [
    "区", "居", "老", "小区", "旧小区改", "老旧小区改造后", "住有宜居", "5g", "5G基", "基站12", "12.6", "12.6个",
    "202", "2022", "e动力", "ｅ动力3", "居民 小区", "　小区　居民　", "“小区改造后，居民”", '"住有所居"', "小区，居民",
    "1m2", "1㎡", "合计", "合計", "廣場開放", "广场", "「住有宜居」", "-村庄 小区", "小区 －村庄", "小区 -“村庄 里”",
    "sanming", "sanm", "SanMing", "san ming", "sm", "sms", "sqzl", "fujian", "shequzhili", "ｓｍ",
])
def test_found(index, typed):
    assert finds(index, typed)


@pytest.mark.parametrize("typed", [
    "区小", "住居", "小区 村庄", "改造后居民", '"居民小区"', "022", "民从住有宜", "", " ", "，。", '"', "**", "NOT",
    "g", "小区 -居民", "小区 －“住有所居”", "-老旧小区改", "小区旧", "anming", "laojiu", "mm", '"sanming"', "20222",
    "所居有住",
])
def test_not_found(index, typed):
    assert not finds(index, typed)


@pytest.mark.parametrize(("typed", "terms"), [
    ("地区:三明 主题：社区治理", (Term("三明", "region"), Term("社区治理", "topic"))),
    ("地區:三明 主題：社區", (Term("三明", "region"), Term("社区", "topic"))),
    ("title:Road -作者:張三", (Term("road", "title"), Term("张三", "byline", exclude=True))),
    ("标题：“老 街”", (Term("老 街", "title", closed=True),)),
    ("Place: sanming", (Term("sanming", "region"),)),
    ("“甲”「乙」『丙』《丁》＂戊＂‘己’", tuple(Term(one, closed=True) for one in "甲乙丙丁戊己")),
    ("地区:", (Term("地区"),)), ("地区: ", (Term("地区"),)), ("年份:不详", (Term("年份"), Term("不详"))),
    ("san ming 路", (Term("san ming"), Term("路"))), ("san road", (Term("san"), Term("road"))),
    ("san -ming", (Term("san"), Term("ming", exclude=True))), ("标题:san ming", (Term("san", "title"), Term("ming"))),
    ("指标>", (Term("指标"),)), ("指标>许多", (Term("指标"), Term("许多"))), ("“半句 话", (Term("半句"), Term("话"))),
    ("2020-2023 甲-乙", (Term("2020-2023"), Term("甲-乙"))), ("-", ()), ("- 甲", (Term("甲"),)),
    ("关键词：甲", (Term("关键词"), Term("甲"))),
    ("'甲 乙' 〝丙 丁〞‹戊 己›", tuple(Term(one, closed=True) for one in ("甲 乙", "丙 丁", "戊 己"))),
    ("it's o'clock", (Term("it's"), Term("o'clock"))),
    ("甲 —乙 –丙 ——丁", (Term("甲"), Term("丁"), Term("乙", exclude=True), Term("丙", exclude=True))),
])
def test_words_and_fields_are_understood(typed, terms):
    assert understand(typed).terms == terms
    assert not understand(typed).dates


@pytest.mark.parametrize(("typed", "dates"), [
    ("年份:2020", "2020 2020"), ("年份：２０２０年", "2020 2020"), ("year:2020-2023", "2020 2023"),
    ("年份:2020至2023年", "2020 2023"), ("年份>2020", "2021 9999"), ("年份≤2020", "0000 2020"),
    ("年份 < 2020", "0000 2019"), ("年份:2020-", "2020 9999"), ("年份>9999", "9999 9999"),
    ("年份:2021-03", "2021-03 2021-03"), ("年份：2021年3月", "2021-03 2021-03"),
    ("年份:2021/3/5", "2021-03-05 2021-03-05"),
    ("年份:2021年3月15日", "2021-03-15 2021-03-15"), ("年份:2021.3-2022", "2021-03 2022"),
    ("年份:2021-03-2021-06", "2021-03 2021-06"), ("年份:2021年3-6月", "2021-03 2021-06"),
    ("年份:2021年3月至6月", "2021-03 2021-06"), ("年份:2021-12-", "2021-12 9999"), ("年份>2021-12", "2021-13 9999"),
    ("年份>=2021-03-05", "2021-03-05 9999"), ("年份<2021-01", "0000 2021-00"),
])
def test_dates_are_understood(typed, dates):
    assert understand(typed).dates == (Dates(*dates.split()),)
    assert understand(f"-{typed}").dates == (Dates(*dates.split(), exclude=True),)
    assert not understand(typed).terms


@pytest.mark.parametrize("typed", ["年份:2021-13", "年份:2021-3-32", "年份:2021年0月", "年份:21", "年份>2021-2022",
                                   "年份:2021-00-2022", "年份:2021-2022-13"])
def test_what_is_no_date_is_words(typed):
    assert not understand(typed).dates
    assert [term.words for term in understand(typed).terms] == ["年份", typed.lstrip("年份:>")]


@pytest.mark.parametrize(("typed", "subject", "sign", "base"), [
    ("指标:老旧小区", "老旧小区", "", None), ("指标>100万元", "", ">", 1e6), ("指标＞＝３０％", "", ">=", 30),
    ("figure:<= 2公顷", "", "<=", 20_000), ("指标：投资＝1.5亿元", "投资", "=", 1.5e8), ("metric>5", "", ">", 5),
    ("指标: > 100 万元", "", ">", 1e6), ("指标：投资 ≥ 1 亿元", "投资", ">=", 1e8), ("指标=>5里", "", ">=", 2500),
    ("指标不足5公里", "", "<", 5000), ("指标：投资不超过3000万元", "投资", "<=", 3e7),
    ("指标:超过三千户", "", ">", 3000),
    ("指标:老旧小区100个以上", "老旧小区", ">=", 100), ("指标:3公顷以内", "", "<=", 30_000),
    ("指标:八成以上", "", ">=", 80),
    ("指标:5公里", "", "=", 5000), ("指标:“老旧小区”>10个", "老旧小区", ">", 10), ("指标:5G基站", "5g基站", "", None),
    ("指标>1亿元投资", "投资", ">", 1e8), ("指标：超过800所学校", "学校", ">", 800),
    ("指標＞１００萬元", "", ">", 1e6), ("指標:投資超過1億元", "投资", ">", 1e8),
    ("指标:12345热线", "12345热线", "", None), ("指标:一户一策", "一户一策", "", None), ("指标:100", "100", "", None),
])
def test_figures_are_understood(typed, subject, sign, base):
    (figure,) = understand(typed).figures
    assert (figure.subject, figure.sign) == (subject, sign)
    assert (figure.amount and figure.amount.base) == base
    assert understand("-" + typed).figures == (Figures(subject, sign, figure.amount, exclude=True),)


@pytest.mark.parametrize(("typed", "subject", "low", "high"), [
    ("指标:100-200万元", "", 1e6, 2e6), ("指标：投资100万元至10亿元", "投资", 1e6, 1e9),
    ("指标:5000～2万元", "", 5000, 2e4),
    ("指标: 3 - 5 公里", "", 3000, 5000), ("指标:3公顷到10亩", "", 20_000 / 3, 30_000), ("指标:100—200", "", 100, 200),
])
def test_figures_between_two_are_understood(typed, subject, low, high):
    (figure,) = understand(typed).figures
    assert (figure.subject, figure.sign) == (subject, "-")
    assert (figure.amount.base, figure.upto.base) == pytest.approx((low, high))


def test_a_figure_ends_where_something_else_is_asked():
    asked = understand("指标:投资 > 1 亿元 小区 指标:修路>100 5公里 -社区 指标:村集体 年份 >= 2020，指标:3公里-5亩")
    assert [(one.subject, one.sign, one.amount and one.amount.base) for one in asked.figures] == [
        ("投资", ">", 1e8), ("修路", ">", 100), ("村集体", "", None), ("3公里-5亩", "", None)]
    assert [(one.words, one.exclude) for one in asked.terms] == [("小区", False), ("5公里", False), ("社区", True)]
    assert asked.dates == (Dates("2020", "9999"),)


def test_a_number_with_a_mark_behind_it_is_whole():
    assert [one.closed for one in understand("93% 93 5.82 小区。 G7,").terms] == [True, False, False, False, True]


@settings(deadline=None)
@given(st.text(max_size=60) | st.text('小区"“”*()^-－:：+ANDORTNE{}\\\0 ，指标年份地区>＞=1万元%\ud800', max_size=30))
def test_nothing_typed_breaks_anything(index, typed):
    asked = understand(typed)
    for term in asked.terms:
        index.execute("SELECT rowid FROM words WHERE words MATCH ?", (matching.expression(term),)).fetchall()
    finds(index, typed)
    assert "".join(words for words, _ in snippet([TEXT], typed))


@settings(deadline=None)
@given(st.text(alphabet="老旧小區改造5gG２，。 年", min_size=1, max_size=12), st.integers(0, 12), st.integers(1, 12))
def test_every_stretch_of_a_text_finds_it(text, begin, length):
    """Any stretch that begins where a token begins is found; inside a number or a Latin word it need not be."""
    typed = text[begin : begin + length]
    if 0 < begin <= len(text) and fold(text[begin - 1]).isascii() and fold(text[begin - 1]).isalnum():
        return
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE words USING fts5(tokens, content='', detail=none, columnsize=0, tokenize=ascii)")
    base.execute("INSERT INTO words (rowid, tokens) VALUES (1, ?)", (article_tokens(text, {}, ()),))
    for term in understand(typed).terms:
        assert base.execute("SELECT 1 FROM words WHERE words MATCH ?", (matching.expression(term),)).fetchone()
        assert matching.says(term.words, term.closed, text)
        assert places(text, typed)
    base.close()


@settings(deadline=None)
@given(st.text(max_size=20))
def test_what_is_folded_stays_as_it_is(text):
    assert fold(fold(text)) == fold(text)
    assert len(origins(text)) == len(fold(text))


def test_readings_of_words_come_before_those_of_characters():
    assert list(pinyin.syllables("在重庆的银行，长安")) == [
        ["zai", "chong", "qing", "de", "yin", "hang"], ["chang", "an"]]
    assert list(pinyin.syllables("朝阳，朝阳区")) == [["zhao", "yang"], ["chao", "yang", "qu"]]  # the longest word
    assert pinyin.cuts("sanming") == (("san", "ming"),)
    assert pinyin.cuts("sanm") == (("san", "m"),)
    assert set(pinyin.cuts("fangan")) == {("fang", "an"), ("fan", "gan")}
    assert pinyin.cuts("xian") == (("xian",),)
    assert pinyin.cuts("bcd") == ()


def test_snippet_marks_the_words_as_written():
    assert ("Ｅ动力３", True) in snippet([TEXT], "e动力3")
    assert ("1㎡", True) in snippet([TEXT], "1m2")
    assert ("廣場", True) in snippet([TEXT], "广场")
    assert ("小区", True) in snippet([TEXT], "标题:小区 -住有所居")
    assert not any(marked for _, marked in snippet([TEXT], "-住有所居"))


def test_snippet_is_short_and_prefers_the_stretch_with_all_words():
    text = "小区" + "很长的话" * 50 + "。小区里的居民说" + "话" * 100
    parts = snippet([text], "居民 小区")
    assert [words for words, marked in parts if marked] == ["小区", "居民"]
    assert len("".join(words for words, _ in parts)) < 70
    assert parts[0][0].startswith("…")
    assert parts[-1][0].endswith("…")


def test_what_is_quoted_ends_where_its_last_word_does():
    assert matching.says("基站5g", False, "新建基站5GHz") and not matching.says("基站5g", True, "新建基站5GHz")
    assert matching.says("基站5g", True, "新建基站5G，共三处") and matching.says("基站", True, "基站群")


def test_a_snippet_does_not_grow_with_what_stands_behind_it():
    far = "小区" + "镇上的事一件接着一件，" * 30 + "小区"
    told = snippet([far], "小区")
    assert [words for words, marked in told if marked] == ["小区"]
    assert len("".join(words for words, _ in told)) <= 65 and told[-1][0].endswith("…")


def test_a_stretch_counts_what_it_will_show():
    apart = "小区" + "一字一句都与此无关" * 6 + "居民"
    told = snippet(["开头先说些别的事情" * 4 + apart + "隔得很远的话" * 12 + "小区里的居民"], "小区 居民")
    assert [words for words, marked in told if marked] == ["小区", "居民"]


def test_snippet_begins_with_a_clause():
    text = "开头的话写得很长，与查找的事没有关系。“后来呢，”他说，社区的面貌换了新颜。" + "话" * 90
    assert snippet([text], "面貌")[0] == ("…他说，社区的", False)
    assert snippet([text], "没有关系")[0] == ("…与查找的事", False)
    assert snippet([text], "的话")[0] == ("开头", False)


def test_snippet_of_another_field_where_the_text_has_none():
    assert ("三明", True) in snippet(["正文", "福建省/三明市"], "三明")
    assert snippet(["正文"], "村庄") == (("正文", False),)
    assert snippet([""], "村庄") == ()


def test_what_is_found_as_it_is_read_is_marked_where_it_is_looked_for():
    place = Read("福建省 › 三明市 › 明溪县")
    assert snippet(["说到三明。", place], "sanm") == (("福建省 › ", False), ("三明", True), ("市 › 明溪县", False))
    assert snippet(["三明。", place], "“sanm”") == (("三明。", False),)
    assert [place[a:b] for a, b in places(place, "mx sanming")] == ["三明", "明溪"]
    title = Read("㎡㎡重慶、☆长安")
    for typed, found in (("chongqing", ["重慶"]), ("chongq", ["重慶"]), ("qing", ["慶"]), ("ca", ["长安"]), ("ha", [])):
        assert [title[a:b] for a, b in places(title, typed)] == found


def test_places_are_where_the_typed_words_stand():
    text = "物业管理３㎡，物业"
    assert [text[a:b] for a, b in places(text, "物业 3m2")] == ["物业", "３㎡", "物业"]
    assert places(text, '"（') == []

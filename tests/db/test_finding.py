"""Cases are found, ordered and counted as looking at each afresh would do it, whatever was done to the library."""

from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import corrections
from db.finding import pinyin
from db.finding.figures import Figures
from db.finding.matching import letters, pattern
from db.finding.tokens import READ
from db.library import Library
from db.measures import dimension_of, in_base
from db.model import Article, Case, Heading, Metric, Page, Region, Source
from db.search import fold, understand
from db.selection import Filter, Selection
from db.store.search import asking

WORDS = "小区 社区 老旧小区 小区居民 居民 志愿 志愿者 停车 区居 5G基站 三明 巷子 廣場 改造 2022".split()
PLACES = "福建省/三明市/明溪县 福建省/三明市 福建省/福州市 云南省/昆明市/盘龙区".split()
TOPICS = [("community",), ("community", "transport"), ("renewal",), ()]
SUBTOPICS = {"community": ("community/grid",)}


def article(number: int) -> Article:
    """One that differs from its neighbours in every way something can be found by."""
    words = [WORDS[number * step % len(WORDS)] for step in (1, 2, 3, 5, 7, 11)]
    text = f"今年{words[0]}{words[1]}，{words[2]}很好。\n{words[3]}和{words[4]}投入{number}万元，修路{number * 3}公里。"
    money, road = f"{number}万元", f"{number * 3}公里"
    metrics = []
    qualifier = ("exact", "over", "under", "nearly", "about")[number % 5]
    for shown, value, unit, subject in ((money, number * 1e4, "元", "投入"), (road, number * 3, "公里", "修路")):
        if number % 4 and not (unit == "公里" and number % 3):
            at = text.index(shown)
            metrics.append(Metric(at, at + len(shown), shown, value, None, unit, qualifier, subject, None, None, None,
                                  (text.index("\n") + 1, len(text))))
    topics = TOPICS[number % len(TOPICS)]
    regions = tuple(Region(path, None) for path in PLACES[number % 5 : number % 5 + 1 + number % 2])
    return Article(
        f"{words[5]}的故事", text, kicker=words[1] if number % 3 else None, byline=("张三" if number % 2 else "李四",),
        headings=(Heading(words[2] + "之路", 0),), regions=regions, primary_region=regions[0].path if regions else None,
        topics=topics, subtopics=SUBTOPICS.get(topics[0], ()) if topics and number % 2 else (), metrics=tuple(metrics))


def fill(library: Library, pages: int, first: int = 0) -> None:
    for number in range(first, first + pages):
        several = tuple(article(number * 3 + n) for n in range(3))
        source = Source(f"{number}.txt", paper=("明报", "晨报", None)[number % 3],
                        date=(None, "2020-01-02", "2021-05-06", "2022-07-08")[number % 4])
        library.add(f"第{number}版", Page(several), source)


@pytest.fixture
def library(tmp_path):
    with Library.create(tmp_path / "a.casebook") as library:
        fill(library, 12)
        library.forget_steps()
        yield library


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    """To read only."""
    path = tmp_path_factory.mktemp("shelf") / "a.casebook"
    with Library.create(path) as library:
        fill(library, 12)
        library.star(*range(1, 30, 4))
        library.make_collection("路", 2, 3, 5, 7, 11, 13)
        case = library.case(9)
        library.correct(9, corrections.note(case, 0, 2, "等待核实"))
    with Library.open(path) as library:
        yield library


def keys(library: Library, case: Case) -> dict[str, set[str]]:
    """The nodes of every facet a case hangs on."""
    held = case.article

    def above(paths):
        return {"/".join(path.split("/")[:n]) for path in paths for n in range(1, path.count("/") + 2)}

    lists = library.lists_of(case.id)
    return {
        "region": above(region.path for region in held.regions) or {""},
        "topic": above((*held.topics, *held.subtopics)) or {""},
        "year": {(case.source.date or "")[:4]},
        "paper": {case.source.paper or ""},
        "unit": {metric.unit for metric in held.metrics} or {""},
        "collection": {str(number) for number in lists if number > 2},
        "starred": {"1"} if 1 in lists else set(),
    }


def holds(library: Library, case: Case, selection: Selection) -> bool:
    """Whether a case is of a selection, by looking at it."""
    of_case = keys(library, case)
    for facet in {one.facet for one in selection.filters}:
        wanted = [one.key for one in selection.filters if one.facet == facet and not one.exclude]
        if wanted and of_case[facet].isdisjoint(wanted):
            return False
        if any(one.exclude and one.key in of_case[facet] for one in selection.filters if one.facet == facet):
            return False
    held = case.article
    labels = library.topic_labels()
    fields = {
        "title": [held.title, held.kicker, held.subtitle],
        "region": [region.path for region in held.regions],
        "topic": [labels[code] for code in of_case["topic"] if code],
        "byline": held.byline,
        "note": [one.patch.new["text"] for one in case.notes],
    }
    everything = [held.text, *(heading.text for heading in held.headings), *(w for f in fields.values() for w in f)]
    asked = understand(selection.typed)
    for term in asked.terms:
        said = pattern(term.words, term.closed)
        texts = fields.get(term.field, everything)
        found = any(text and said.search(fold(text)) for text in texts)
        if letters(term) and term.field in ("", *READ):
            read = fields[term.field] if term.field else [text for field in READ for text in fields[field]]
            found = found or any(text and pinyin.reads(fold(text), letters(term)) for text in read)
        if term.field != "paper" and found is term.exclude:
            return False
    date, paper = case.source.date or "", fold(case.source.paper or "")
    return (
        alternatives((bool(date) and one.first <= date[: len(one.first)] and date[: len(one.last)] <= one.last,
                      one.exclude) for one in asked.dates)
        and alternatives((bool(pattern(term.words, term.closed).search(paper)), term.exclude)
                         for term in asked.terms if term.field == "paper")
        and all(any(is_such(metric, one) for metric in held.metrics) is not one.exclude for one in asked.figures))


def alternatives(told: Iterable[tuple[bool, bool]]) -> bool:
    """Whether one of those wanted is true, if any is wanted, and none of those excluded."""
    several = list(told)
    wanted = [true for true, exclude in several if not exclude]
    return (any(wanted) or not wanted) and not any(true and exclude for true, exclude in several)


def is_such(metric: Metric, wanted: Figures) -> bool:
    """Whether a metric is what was asked for, by looking at it."""
    if wanted.subject and not pattern(wanted.subject).search(fold(metric.subject)):
        return False
    if wanted.amount is None:
        return True
    value, amount = metric.value, wanted.amount.value
    if wanted.amount.dimension:
        if dimension_of(metric.unit) != wanted.amount.dimension:
            return False
        value, amount = in_base(metric.value, metric.unit), wanted.amount.base
    upto = amount
    if wanted.upto:
        upto = wanted.upto.base if wanted.amount.dimension else wanted.upto.value
    equal = abs(value - amount) <= 1e-9 * abs(amount)
    more = (value > amount and not equal) or (equal and metric.qualifier == "over")
    less = (value < amount and not equal) or (equal and metric.qualifier in ("nearly", "under"))
    return {">": more, ">=": value >= amount or equal, "<": less, "<=": value <= amount or equal, "=": equal,
            "-": amount * (1 - 1e-9) <= value <= upto * (1 + 1e-9)}[wanted.sign]


def expected(library: Library, selection: Selection) -> list[int]:
    return [case.id for case in library.cases() if holds(library, case, selection)]


FILTERS = [
    *(("region", key) for key in ("福建省", "福建省/三明市", "云南省", "", "无此省")),
    *(("topic", key) for key in ("community", "community/grid", "transport", "", "none")),
    *(("year", key) for key in ("2020", "2022", "", "x")), *(("paper", key) for key in ("明报", "")),
    *(("unit", key) for key in ("元", "公里", "")), ("starred", "1"), ("collection", "3"), ("collection", "\ud800"),
    ("region", "\ud800"),
]
words = st.builds(
    "{}{}{}".format, st.sampled_from(["", "", "", "-"]),
    st.sampled_from(["", "", "", "标题:", "主题:", "地区:", "作者:", "批注:", "报纸:"]),
    st.sampled_from([*WORDS, "区", "居", "“小区居民”", "张三", "社区治理", "三明市", "等待", "g", "5", "广场开", "明报",
                     "sanming", "sm", "mingx", "gushi", "sqz", "5g"]))
amounts = st.builds(
    "{}指标{}{}{}{}".format, st.sampled_from(["", "-"]), st.sampled_from(["", ":", "：修路", ":投入", ":路", ":入"]),
    st.sampled_from([">", "＞=", "≤", "<", "="]), st.integers(0, 110).map(str),
    st.sampled_from(["", "万元", "公里", "里", "亩", "000米", "元"]))
ranges = st.builds(
    "{}指标：{}{}{}{}{}".format, st.sampled_from(["", "-"]), st.sampled_from(["", "投入", "路"]),
    st.integers(0, 90).map(str), st.sampled_from(["", "公里", "里"]), st.sampled_from(["-", "～", "到"]),
    st.sampled_from(["30万元", "50", "60公里"]))
years = st.builds("{}年份{}{}".format, st.sampled_from(["", "-"]), st.sampled_from([":", "：", ">", ">=", "<"]),
                  st.sampled_from(["2020", "2021年", "2020-2021", "2021-", "1999", "2021-05", "2022年7月8日",
                                   "2020-02-", "2021年1-5月"]))
typed = st.lists(words | words | amounts | ranges | years, max_size=3).map(" ".join)
filters = st.lists(st.builds(lambda one, exclude: Filter(*one, exclude), st.sampled_from(FILTERS), st.booleans()),
                   max_size=4).map(tuple)


@pytest.fixture(params=["few", "many", "very many"])
def ways(request, monkeypatch):
    """Few answers and many are looked for in different ways; here are few enough to go all of them."""
    if request.param != "few":
        monkeypatch.setattr("db.store.search.asking.FEW", 1)
        monkeypatch.setattr("db.store.search.amounts.FEW", 1)
    if request.param == "very many":
        monkeypatch.setattr("db.store.search.amounts.MANY", 2)
        monkeypatch.setattr("db.store.search.amounts.rare", lambda *_: False)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.builds(Selection, typed, filters))
def test_a_selection_holds_what_looking_at_each_case_finds(shelf, ways, selection):
    found = shelf.find(selection, limit=100)
    assert sorted(hit.case_id for hit in found.hits) == expected(shelf, selection)
    assert (found.total, found.exact) == (len(found.hits), True)


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.builds(Selection, typed, filters), st.sampled_from(
    ["region", "topic", "year", "paper", "unit", "collection", "starred"]))
def test_facets_count_what_looking_at_each_case_counts(shelf, ways, selection, facet):
    others = Selection(selection.typed, tuple(one for one in selection.filters if one.facet != facet))
    cases = [case for case in shelf.cases() if holds(shelf, case, others)]
    counted: dict[str, int] = {}
    for case in cases:
        for key in keys(shelf, case)[facet]:
            counted[key] = counted.get(key, 0) + 1

    def below(parent: str) -> dict[str, int]:
        found = {one.key: one.count for one in shelf.facets(selection, facet, parent)}
        for one in shelf.facets(selection, facet, parent):
            if one.expandable:
                found |= below(one.key)
        return found

    assert below("") == counted


JUNK = '小区三明san指标年份地区主题:：>＞<≥=1２万亿元%公顷百分之半〇-－"“”「」《》*()^+ANDORTNE{}\\\0 \ud800，。/'


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=40) | st.text(JUNK, max_size=30) | st.text(JUNK, max_size=12).map("指标>{}".format)
       | st.text(JUNK, max_size=8).map("年份:{}".format) | st.text(JUNK, max_size=12).map("-地区:{}".format))
def test_nothing_typed_breaks_a_search_or_its_counts(shelf, typed):
    found = shelf.find(Selection(typed, (Filter("region", typed), Filter("unit", "元", exclude=True))))
    assert found.total >= len(found.hits)
    shelf.find(Selection(typed))
    shelf.facets(Selection(typed), "topic")


def test_pages_of_hits_go_on_where_the_last_ended(shelf):
    whole = [hit.case_id for hit in shelf.find(Selection("小区"), limit=100).hits]
    assert len(whole) == len(set(whole)) > 10
    assert [hit.case_id for start in range(0, 100, 4) for hit in shelf.find(Selection("小区"), 4, start).hits] == whole


def test_the_title_comes_before_places_and_topics_and_these_before_the_text(tmp_path):
    with Library.create(tmp_path / "a.casebook") as library:
        several = (Article("三明的事", "正文。"), Article("别的事", "路。", regions=(Region("福建省/三明市", None),)),
                   Article("又一件", "说到三明。"), Article("还有", "也说三明。"))
        library.add("页", Page(several), Source("a"))
        assert [hit.case_id for hit in library.find(Selection("三明")).hits] == [1, 2, 4, 3]


def test_all_parts_of_a_word_are_not_the_word(tmp_path):
    with Library.create(tmp_path / "a.casebook") as library:
        several = (Article("一", "小区离社区居民不远。"), Article("二", "小区居民说好。"),
                   Article("三", "小區居民，也好。"), Article("小区", "区居与居民。"), Article("小区居民的事", "路。"))
        library.add("页", Page(several), Source("a"))
        assert [hit.case_id for hit in library.find(Selection("小区居民")).hits] == [5, 3, 2]
        assert [hit.case_id for hit in library.find(Selection("-小区居民")).hits] == [4, 1]
        assert ("小區居民", True) in library.find(Selection("小区居民")).hits[1].snippet
        assert [hit.case_id for hit in library.find(Selection("标题:小区居民")).hits] == [5]
        assert [one.count for one in library.facets(Selection("小区居民"), "paper")] == [3]
        library.add("又一页", Page((Article("六", "小区居民。"),)), Source("b"))
        assert [one.count for one in library.facets(Selection("小区居民"), "paper")] == [4]


@pytest.mark.parametrize(("typed", "wanted"), [
    ("指标>25万元", lambda m: m.unit == "元" and m.value > 250_000),
    ("指标>11万元", lambda m: m.unit == "元" and m.value >= 110_000),  # 11万元 is 11万多元 here
    ("指标<7万元", lambda m: m.unit == "元" and m.value <= 70_000),  # and 7万元 不足7万元
    ("指标<=0.2亿", lambda m: m.value <= 2e7), ("指标=33里", lambda m: m.unit == "公里" and m.value == 16.5),
    ("指标=18000米", lambda m: m.unit == "公里" and m.value == 18),
    ("指标=11.1846814603英里", lambda m: m.unit == "公里" and m.value == 18),
    ("指标:修路", lambda m: m.subject == "修路"), ("指标:修路>1万元", lambda m: False),
    ("指标:投入>=30万元", lambda m: m.subject == "投入" and m.value >= 3e5),
    ("指标>5亩", lambda m: False), ("指标:路", lambda m: m.subject == "修路"),
])
def test_figures_are_found_in_whatever_unit(shelf, typed, wanted):
    right = [case.id for case in shelf.cases() if any(map(wanted, case.article.metrics))]
    assert sorted(hit.case_id for hit in shelf.find(Selection(typed), 100).hits) == right
    others = [case.id for case in shelf.cases() if case.id not in right]
    assert sorted(hit.case_id for hit in shelf.find(Selection(f"-{typed}"), 100).hits) == others


@pytest.mark.parametrize(("typed", "wanted"), [
    ("年份:2020", "2020"), ("年份:2021-2022", "2021 2022"), ("-年份>2020", "2020"), ("报纸:晨报", "2020 2021 2022"),
    ("年份:2021年5月", "2021"), ("年份:2020-02-2022-06", "2021"), ("-年份:2020-01", "2021 2022"),
    ("年份:2020 年份:2022-07-08", "2020 2022"), ("年份:2021 -年份>=2021-05", ""), ("年份<2021-05-06", "2020"),
])
def test_dates_and_papers(shelf, typed, wanted):
    hits = shelf.find(Selection(typed), 100).hits
    dates = {(shelf.case(hit.case_id).source.date or "")[:4] for hit in hits}
    assert dates - {""} == set(wanted.split())


def test_what_is_read_so_is_found(shelf):
    by_reading = {hit.case_id for hit in shelf.find(Selection("sanming"), 100).hits}
    assert by_reading == {hit.case_id for hit in shelf.find(Selection("地区:三明"), 100).hits} | {
        hit.case_id for hit in shelf.find(Selection("标题:三明"), 100).hits}
    assert {hit.case_id for hit in shelf.find(Selection("place:mx"), 100).hits} == {
        case.id for case in shelf.cases() if any("明溪" in region.path for region in case.article.regions)}


def test_what_is_found_as_it_is_read_is_marked(shelf):
    for typed, marks in (("地区:sanming", "三明"), ("主题:sqzl", "社区治理")):
        hits = shelf.find(Selection(typed), 100).hits
        assert hits
        for hit in hits:
            assert marks in [words for words, marked in hit.snippet if marked]


def test_figures_that_were_asked_for_are_shown_and_marked(shelf):
    for typed, text in (("指标>=25万元", "万元"), ("指标:3公里-40里", "公里"), ("社区 指标:投入>1万元", "万元"),
                        ("指标:修路>90", "公里")):
        hits = shelf.find(Selection(typed), 100).hits
        assert hits
        for hit in hits:
            marked = [words for words, marks in hit.snippet if marks]
            assert any(words.endswith(text) for words in marked), (typed, hit)
    (hit,) = [hit for hit in shelf.find(Selection("指标:35万元"), 100).hits if hit.case_id == 36]
    assert "35万元" in [words for words, marks in hit.snippet if marks]
    for typed, text in (("指标<7万元", "7万元"), ("指标>11万元", "11万元")):  # of equal ones the qualifier tells
        (hit,) = [hit for hit in shelf.find(Selection(typed), 100).hits if shelf.case(hit.case_id).article.text.count(
            f"投入{text}")]
        assert text in [words for words, marks in hit.snippet if marks]


def test_many_hits_are_counted_only_so_far(shelf, monkeypatch):
    monkeypatch.setattr("db.store.search.selecting.MOST_COUNTED", 5)
    monkeypatch.setattr("db.store.search.selecting.MOST_LOOKED_AT", 3)
    assert (shelf.find(Selection("小区"), 2).total, shelf.find(Selection("小区"), 2).exact) == (5, False)
    assert (shelf.find(Selection("小区居民"), 2).total, shelf.find(Selection("小区居民"), 2).exact) == (3, False)
    assert shelf.find(Selection("", (Filter("unit", "元"),)), 2).exact


def test_facets_say_where_not_every_text_was_looked_at(shelf, monkeypatch):
    exact = {one.key: one.count for one in shelf.facets(Selection("小区居民"), "year")}
    assert all(one.exact for one in shelf.facets(Selection("小区居民"), "year"))
    monkeypatch.setattr("db.store.search.selecting.MOST_FOR_FACETS", 3)
    shelf._counted.clear()
    rough = shelf.facets(Selection("小区居民"), "year")
    assert not any(one.exact for one in rough)
    assert all(one.count >= exact.get(one.key, 0) for one in rough)
    assert all(one.exact for one in shelf.facets(Selection("小区"), "year"))
    shelf._counted.clear()


def state(library: Library) -> dict:
    return {facet: library.facets(Selection(), facet) for facet in ("region", "topic", "year", "paper", "unit")}


def test_facets_and_words_follow_whatever_is_done(library):
    before = state(library)
    case = library.case(6)
    library.correct(6, corrections.field(case, "date", "1999-01-01"), corrections.field(case, "title", "新題目"))
    library.correct(6, *corrections.places(case, ["云南省/昆明市"], "云南省/昆明市"))
    library.correct(6, corrections.field(case, "topics", ["health"]))
    library.correct(6, *corrections.metric(case, 0, unit="美元"))
    library.correct(6, corrections.note(case, 0, 2, "待查的事"))
    for typed in ("年份:1999", "标题:新题目", "地区:昆明 标题:题目", "主题:医疗", "批注:待查", "待查的事"):
        assert [hit.case_id for hit in library.find(Selection(typed)).hits] == [6], typed
    assert [hit.case_id for hit in library.find(Selection("年份:1999-01")).hits] == [6]
    for one in (Filter("year", "1999"), Filter("topic", "health"), Filter("unit", "美元")):
        assert [hit.case_id for hit in library.find(Selection("", (one,))).hits] == [6]
    note = library.case(6).notes[0].patch.id
    library.annotate(note, "换了说法")
    assert not library.find(Selection("待查的事")).hits
    assert library.find(Selection("换了说法")).hits
    assert not [fault for fault in library.verify() if "分面" in fault.what or "检索" in fault.what]
    library.remove_page(library.case(6).page_id)
    assert not library.find(Selection("年份:1999")).hits
    while library.undo():
        pass
    assert state(library) == before
    assert not library.find(Selection("换了说法")).hits


@settings(deadline=None, max_examples=6)
@given(st.data())
def test_whatever_is_done_the_facets_are_what_counting_afresh_gives(tmp_path_factory, data):
    with Library.create(tmp_path_factory.mktemp("l") / "a.casebook") as library:
        fill(library, 4)
        added = 4
        for _ in range(data.draw(st.integers(1, 6))):
            cases = [case.id for case in library.cases()]
            what = data.draw(st.sampled_from(["add", "remove", "date", "place", "topic", "undo", "redo", "fail"]))
            case = library.case(data.draw(st.sampled_from(cases))) if cases else None
            if what == "add" or case is None:
                with library.at_once():
                    fill(library, 2, added)
                added += 2
            elif what == "remove":
                library.remove_page(case.page_id)
            elif what == "date":
                library.correct(case.id, corrections.field(case, "date", f"20{data.draw(st.integers(10, 30))}-01-01"))
            elif what == "place":
                path = data.draw(st.sampled_from(PLACES))
                library.correct(case.id, *corrections.places(case, [path], path))
            elif what == "topic":
                code = data.draw(st.sampled_from(["health", "safety"]))
                library.correct(case.id, corrections.field(case, "topics", [code]))
            elif what == "fail":
                with pytest.raises(ZeroDivisionError), library.at_once():
                    fill(library, 1, 90)
                    raise ZeroDivisionError
            else:
                getattr(library, what)()
        assert [fault for fault in library.verify() if "分面" in fault.what or "检索" in fault.what] == []
        for facet in ("year", "unit", "region", "topic"):
            for one in library.facets(Selection(), facet):
                right = expected(library, Selection("", (Filter(facet, one.key),)))
                assert one.count == len(right)
                assert library.find(Selection("", (Filter(facet, one.key),)), 1).total == len(right)


@pytest.mark.parametrize("statement", [
    "UPDATE members SET cases = x'0100' WHERE node = (SELECT max(node) FROM members)",
    "UPDATE facet_values SET cases = cases + 1 WHERE id = 1", "UPDATE regions SET cases = 0 WHERE id = 2",
    "DELETE FROM members WHERE node = 5", "UPDATE pages SET date = '1888-01-01'",
])
def test_verify_says_where_facets_are_wrong(library, statement):
    library._base.execute(statement)
    assert any("分面" in fault.what for fault in library.verify())


def test_parts_that_most_cases_have_are_not_asked_of_the_index_and_yet_the_words_are_found(tmp_path, monkeypatch):
    monkeypatch.setattr(asking, "_LARGE", 60)
    told = ["一个办法", "办法很多", "方法一个", "一个方法", "路子很多"]
    with Library.create(tmp_path / "a.casebook") as library:
        articles = tuple(Article(f"第{n}篇", f"{told[n % 5]}，这里有一个故事。") for n in range(60))
        library.add("第1版", Page(articles), Source("1.txt"))
        one, two = understand("一个方法").terms + understand("一个故事").terms
        common = asking.question(library._base, Selection("一个方法 一个故事")).common
        assert common[one] == {"一个"}
        assert common[two] == frozenset(), "all of its parts are in all of them, and some have to be asked for"
        _, values = asking.query(library._base, asking.question(library._base, Selection("一个方法")))
        assert "一个" not in values[0]
        found = library.find(Selection("一个方法"), limit=100)
        assert sorted(hit.case_id for hit in found.hits) == [n + 1 for n in range(60) if n % 5 == 3]
        assert library.find(Selection("一个故事"), limit=100).total == 60
        assert not library.find(Selection("一个故事 -一个"), limit=100).hits

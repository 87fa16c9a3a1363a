"""Figures of many cases: which are listed, in what order, with what they must be read with."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from db import corrections
from db.comparing import Asked
from db.library import Library
from db.model import Article, Metric, Page, Pair, Region, Source
from db.selection import Filter, Selection
from db.store import schema
from db.store.metrics import across

NORTH, SOUTH = "福建省/三明市/明溪县", "四川省/南充市/阆中市"


def told(text: str, *figures: tuple, place: str | None = NORTH, title: str = "村里的事", pairs=()) -> Article:
    """An article of one sentence; a figure is (words, value, unit, subject) and more fields by name."""
    metrics = []
    for words, value, unit, subject, *more in figures:
        start = text.index(words)
        fields = {"value_max": None, "qualifier": "exact", "period": None, "change": None, "region": None}
        fields |= more[0] if more else {}
        metrics.append(Metric(start, start + len(words), words, value, fields["value_max"], unit, fields["qualifier"],
                              subject, fields["period"], fields["change"], fields["region"], (0, len(text))))
    regions = (Region(place, None),) if place else ()
    return Article(title, text, regions=regions, primary_region=place, metrics=tuple(metrics), pairs=tuple(pairs))


def add(library: Library, *articles: Article, date: str | None = "2022-05-01") -> tuple[int, ...]:
    text = "\n".join(article.text for article in articles) + (date or "")
    return library.add(text, Page(articles), Source("页", date=date)).case_ids


ROADS = told("今年修路3公里，计划再修5000米，投入20余万元。", ("3公里", 3, "公里", "修路", {"period": "今年"}),
             ("5000米", 5000, "米", "道路"), ("20余万元", 200_000, "元", "投入", {"qualifier": "over"}), title="修路")
FIELDS = told("造林45亩，改造老旧小区12个，惠及居民300户。", ("45亩", 45, "亩", "造林"),
              ("12个", 12, "个", "改造老旧小区"), ("300户", 300, "户", "老旧小区居民"), place=SOUTH, title="造林")
FORESTS = told("去年造林3公顷，增长5%。", ("3公顷", 3, "公顷", "造林", {"period": "去年"}),
               ("5%", 5, "%", "造林", {"change": "up"}), place=None, title="无处")


@pytest.fixture
def library(tmp_path):
    with Library.create(tmp_path / "x.casebook") as library:
        add(library, ROADS, FIELDS)
        add(library, FORESTS, date="2021-03-01")
        yield library


def words(library: Library, **asked) -> list[str]:
    listing = library.metrics_across(Asked(**asked))
    assert listing.exact and listing.ordered and listing.total == len(listing.keys)
    return [line.metric.text for line in library.metric_lines(listing.keys)]


def test_all_figures_are_listed_as_the_library_tells_them(library):
    assert words(library) == ["3公里", "5000米", "20余万元", "45亩", "12个", "300户", "3公顷", "5%"]
    assert words(library, descending=True) == words(library)[::-1]


@pytest.mark.parametrize(("order", "first"), [
    ("place", ["3公里", "5000米", "20余万元", "45亩", "12个", "300户", "3公顷", "5%"]),  # no place last
    ("value", ["3公里", "5000米", "20余万元", "45亩", "3公顷", "12个", "300户", "5%"]),  # 45 mu and 3 hectares are one
    ("qualifier", ["3公里", "5%", "3公顷", "12个", "45亩", "300户", "5000米", "20余万元"]),
    ("period", ["3公里", "3公顷"]),
    ("change", ["5%"]),
    ("subject", ["20余万元", "12个", "300户", "45亩", "3公顷", "5%", "3公里", "5000米"]),
])
def test_every_column_orders_them(library, order, first):
    found = words(library, order=order)
    assert sorted(found) == sorted(words(library))
    if order in ("place", "period", "change"):
        assert found[: len(first)] == first
    elif order == "value":
        assert found.index("3公里") < found.index("5000米")
        assert abs(found.index("45亩") - found.index("3公顷")) == 1
    elif order == "qualifier":
        assert found[-1] == "20余万元"
    else:  # by the end, which names the thing
        assert {found.index("45亩"), found.index("3公顷"), found.index("5%")} in (
            {n, n + 1, n + 2} for n in range(len(found)))


def test_a_thing_is_found_by_words_of_its_subject_or_by_its_end(library):
    assert words(library, thing="老旧小区") == ["12个", "300户"]
    assert words(library, thing="老旧小区", ending=True) == ["12个"]
    assert words(library, thing="居民 小区") == ["300户"]
    assert words(library, thing="林") == ["45亩", "3公顷", "5%"]
    for nothing in ("修桥", "，", "\"", "旧区", "x*", "a OR b"):
        assert words(library, thing=nothing) == []


def test_figures_of_a_dimension_stand_together_in_any_unit(library):
    assert words(library, dimension="area", order="value") == ["45亩", "3公顷"]
    assert words(library, dimension="length", order="value", descending=True) == ["5000米", "3公里"]
    assert words(library, dimension="area", unit="亩") == ["45亩"]
    assert words(library, dimension="money/area") == []
    assert library.measures()[0][:2] in (("length", ("公里", "米")), ("area", ("亩", "公顷")))
    assert {key: count for key, _, count in library.measures()}["length"] == 2


def test_place_and_period_narrow_them(library):
    assert words(library, place="三明") == ["3公里", "5000米", "20余万元"]
    assert words(library, place="四川 阆中") == ["45亩", "12个", "300户"]
    assert words(library, place="三明 阆中") == []
    assert words(library, period="2022") == ["3公里", "5000米", "20余万元", "45亩", "12个", "300户"]
    assert words(library, period="2020") == ["3公顷"]  # 去年 of a paper of 2021
    assert words(library, period="今年") == ["3公里"]


def test_a_selection_narrows_them_and_its_places_are_told(library):
    assert words(library, selection=Selection("造林")) == ["45亩", "12个", "300户", "3公顷", "5%"]
    there = Selection("", (Filter("region", "福建省"),))
    assert words(library, selection=there, dimension="length") == ["3公里", "5000米"]
    assert library.places_within(there) == (NORTH,)
    assert set(library.places_within(Selection())) == {NORTH, SOUTH}
    assert library.places_within(Selection(), "四川 阆中/") == (SOUTH,)
    assert library.places_within(there, "四川") == ()


def test_a_line_has_all_that_is_read_with_it(library):
    (line,) = library.metric_lines(library.metrics_across(Asked(dimension="money")).keys)
    assert (line.title, line.place, line.date, line.case_id, line.index) == ("修路", NORTH, "2022-05-01", 1, 2)
    assert line.sentence[line.at :].startswith("20余万元") and line.true and not line.corrected
    assert library.metric_lines([(99, 0), (1, 99)]) == ()


def test_a_place_of_its_own_and_a_pair_are_told(tmp_path):
    text = "计划修路8公里，已修3公里，其中乡里1公里。"
    article = told(text, ("8公里", 8, "公里", "修路"), ("3公里", 3, "公里", "修路", {"region": SOUTH}),
                   ("1公里", 1, "公里", "路"), pairs=(Pair("planned_done", 0, 1), Pair("whole_part", 1, 2)))
    with Library.create(tmp_path / "x.casebook") as library:
        add(library, article)
        lines = library.metric_lines(library.metrics_across(Asked()).keys)
        assert [line.role for line in lines] == ["planned", "", "part"]
        assert [line.place for line in lines] == [NORTH, SOUTH, NORTH]


def test_a_value_the_words_do_not_say_is_told_and_so_is_a_persons_word(tmp_path):
    wrong = replace(ROADS, metrics=(replace(ROADS.metrics[0], value=4), *ROADS.metrics[1:]))
    with Library.create(tmp_path / "x.casebook") as library:
        (case_id,) = add(library, wrong)
        keys = library.metrics_across(Asked()).keys
        assert [line.true for line in library.metric_lines(keys)] == [False, True, True]
        library.correct(case_id, *corrections.metric(library.case(case_id), 0, value=3.5))
        line = library.metric_lines(keys)[0]
        assert line.metric.value == 3.5 and line.corrected and line.true
        assert words(library, dimension="length", order="value") == ["3公里", "5000米"]
        assert list(library.verify()) == []


def test_what_goes_is_not_found_any_more(library):
    library.remove_page(library.case(1).page_id)
    assert words(library) == ["3公顷", "5%"]
    assert words(library, thing="小区") == []
    assert "length" not in {key for key, *_ in library.measures()}
    assert list(library.verify()) == []


def test_verify_finds_a_figure_that_is_not_where_it_is_looked_for(library):
    library._base.execute("DELETE FROM measured WHERE article_id = 1 AND position = 0")
    assert [fault.what for fault in library.verify()] == ["指标的索引"]


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(across, "MOST", 3)
    monkeypatch.setattr(across, "SORTED", 3)


def test_of_too_many_the_first_are_listed_and_it_is_told(library, few):
    for order, descending in (("case", False), ("case", True), ("place", False), ("place", True), ("value", True)):
        listing = library.metrics_across(Asked(order=order, descending=descending))
        assert len(listing.keys) == 3 and not listing.exact and listing.ordered and listing.total == 8, order
        shown = [line.metric.text for line in library.metric_lines(listing.keys)]
        expected = {
            ("case", False): ["3公里", "5000米", "20余万元"], ("case", True): ["5%", "3公顷", "300户"],
            ("place", True): ["300户", "12个", "45亩"],
        }.get((order, descending))
        if expected:
            assert sorted(shown) == sorted(expected), order
    listing = library.metrics_across(Asked(order="period"))
    assert len(listing.keys) == 3 and not listing.exact and not listing.ordered


def test_a_dimension_is_in_order_however_many_there_are(tmp_path, few):
    texts = [told(f"造林{n}亩。", (f"{n}亩", n, "亩", "造林"), title=str(n)) for n in (3, 9, 1, 7, 5)]
    with Library.create(tmp_path / "x.casebook") as library:
        add(library, *texts)
        listing = library.metrics_across(Asked(dimension="area", order="value", descending=True))
        assert [line.metric.value for line in library.metric_lines(listing.keys)] == [9, 7, 5]
        assert listing.ordered and not listing.exact and listing.total == 5


def test_a_search_that_takes_too_long_ends_with_what_it_has(library, monkeypatch):
    monkeypatch.setattr(across, "PATIENCE", 0.0)
    monkeypatch.setattr(across, "_TURNS", 1)
    listing = library.metrics_across(Asked(period="2022"))
    assert not listing.exact and not listing.whole and listing.total == 0
    assert library.counts().cases == 3  # and nothing of the connection is left broken


@pytest.mark.parametrize("order", ["place", "value", "period"])
def test_what_was_found_in_time_is_put_in_order_however_late_it_is(tmp_path, monkeypatch, order):
    with Library.create(tmp_path / "x.casebook") as library:
        add(library, *(replace(FIELDS, regions=(Region(f"省/县{n}", None),), primary_region=f"省/县{n}")
                       for n in range(40)))
        monkeypatch.setattr(across, "PATIENCE", 0.0)
        monkeypatch.setattr(across, "_TURNS", 200)
        listing = library.metrics_across(Asked(thing="造林", order=order))
        assert not listing.whole and len(library.metric_lines(listing.keys)) == len(listing.keys)


def test_a_cancelled_search_ends(library, monkeypatch):
    monkeypatch.setattr(across, "_TURNS", 1)
    assert not library.metrics_across(Asked(period="2022"), lambda: True).whole


def test_a_library_of_before_is_filled(tmp_path, library):
    path = tmp_path / "old.casebook"
    with closing(schema._connection(path, "rwc")) as base:
        base.execute(f"PRAGMA application_id = {schema.APPLICATION}")
        schema.migrate(base, upto=4)
        base.execute("INSERT INTO pages VALUES (1, 'd', 'n', NULL, NULL, NULL, '2020', '旧文。')")
        base.execute("INSERT INTO articles (id, page_id, title, byline, headings, spans, pieces, pairs, text) "
                     "VALUES (1, 1, '旧题', '[]', '[]', '[]', '[]', '[]', '造林3公顷。')")
        base.execute("INSERT INTO metrics VALUES "
                     "(1, 0, 2, 5, '3公顷', 3, NULL, '公顷', 'exact', '造林', NULL, NULL, NULL, 0, 6)")
    with Library.open(path) as old:
        assert words(old, thing="造林", dimension="area") == ["3公顷"]
        assert old.measures() == (("area", ("公顷",), 1),)
    with closing(sqlite3.connect(path)) as base:
        assert base.execute("SELECT amount FROM measured").fetchall() == [(30000,)]

"""The libraries that measurements are made on are what they are said to be."""

from itertools import islice

import pytest

from db.extract.geography.gazetteer import gazetteer
from db.library import Library
from tests.bench import library as making
from tests.db import bulk

COUNT = 120


@pytest.fixture(scope="module")
def drawn():
    return [article for _, page, _ in making.pages(3000) for article in page.articles]


def test_it_is_a_sound_library_and_the_same_each_time(tmp_path):
    for name in ("一", "二"):
        making.build(tmp_path / f"{name}.casebook", COUNT)
    with Library.open(tmp_path / "一.casebook") as library:
        assert list(library.verify()) == []
        counts = library.counts()
        assert (counts.cases, counts.pages, counts.metrics) == (COUNT, COUNT // making.ON_A_PAGE, 8 * COUNT)
        assert library.next_steps() == (None, None)
    assert bulk.contents(tmp_path / "一.casebook") == bulk.contents(tmp_path / "二.casebook")


def test_a_larger_begins_with_the_articles_of_a_smaller_and_another_seed_gives_others(drawn):
    few = [article for _, page, _ in making.pages(50) for article in page.articles]
    assert few == drawn[:48] + few[48:]  # the last page may have fewer
    assert [a.text for a in few] == [a.text for a in drawn[:50]]
    (_, page, _), = islice(making.pages(6, seed=1), 1)
    assert page.articles[0].text != drawn[0].text


def test_its_statistics_are_those_of_real_articles(drawn):
    lengths = [len(article.text) for article in drawn]
    assert 680 < sum(lengths) / len(lengths) < 720
    assert {len(article.metrics) for article in drawn} == {8}
    commonest = sum("中国" in article.text for article in drawn) / len(drawn)
    assert 0.7 < commonest <= 1
    homes = [article.regions[0].path for article in drawn]
    at_home = max(sum(home.startswith(path) for home in homes) for path in set(homes) if path.count("/") <= 2)
    assert 0.08 < at_home / len(drawn) < 0.13
    codes = {division.code: division.path for division in gazetteer().divisions}
    assert all(codes[a.regions[0].code] == a.regions[0].path for a in drawn if a.regions[0].code in codes)
    assert len({code for article in drawn for code in article.topics}) == 16

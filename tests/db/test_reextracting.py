"""What a better extraction would change is told first, and taken only when a person says so."""

from dataclasses import replace

import pytest

from db import corrections, extract
from db.library import Library
from db.model import Article
from tests.db import corrected
from tests.db.corrected import at, bring, metric, page, say_everything, shows


@pytest.fixture
def library(tmp_path):
    with Library.create(tmp_path / "a.casebook") as library:
        bring(library, page())
        library.forget_steps()
        yield library
        assert list(library.verify()) == []


def better(text):
    """An extraction that finds another title, other subjects, one metric fewer, and one value it had wrong."""
    new = extract.read_page(text)
    first, *others = new.articles
    metrics = [replace(m, subject="居民户数") if m.text == "3200户" else m for m in first.metrics if m.text != "300亩"]
    metrics = [replace(m, value=63) if m.text == "58个" else m for m in metrics]
    return replace(new, articles=(replace(first, title="新的标题", metrics=tuple(metrics)), *others))


def test_the_same_extraction_changes_nothing(library):
    say_everything(library, 1)
    assert list(library.reextract()) == [None]


def test_the_difference_is_told_and_nothing_changed(library):
    before = shows(library)
    (difference,) = library.reextract(better)
    (case,) = difference.cases
    assert (difference.name, difference.boundaries, case.case_id) == ("版.txt", False, 1)
    assert [(f.name, f.old, f.new) for f in case.fields] == [("title", corrected.TITLE, "新的标题")]
    changed = [(c.old and c.old.text, c.new and (c.new.value, c.new.subject)) for c in case.metrics]
    assert changed == [("58个", (63, "改造老旧小区")), ("3200户", (3200, "居民户数")),
                       ("58个", (63, case.metrics[2].new.subject)), ("300亩", None)]
    assert shows(library) == before


def test_what_a_person_said_stays_on_top_and_what_fits_no_more_waits(library):
    said = say_everything(library, 1)
    library.correct(1, *corrections.metric(said, metric(said, "98%"), value=97))
    lost = library.case(1)
    library.withdraw(next(s.patch.id for s in lost.said if s.patch.kind == "strike"))
    library.correct(1, *corrections.metric(library.case(1), metric(library.case(1), "300亩"), unit="公顷"))
    (difference,) = library.reextract(better)
    (case,) = difference.cases
    assert case.fields == ()  # the title is hers
    assert [(patch.field, why) for patch, why in case.waits] == [("unit", "gone")]
    assert len(case.fits) == len(library.case(1).said) + len(library.case(1).notes) - 1
    before = shows(library)
    library.adopt(difference)
    now = library.case(1)
    assert (now.article.title, now.article.metrics[0].value) == ("旧巷换新颜", 59)
    assert library.extracted(1).title == "新的标题"
    assert next(m for m in now.article.metrics if m.text == "3200户").subject == "居民户数"
    assert [w.patch.field for w in library.waiting()] == ["unit"]
    assert list(library.reextract(better)) == [None]
    assert library.undo().what == "reextract"
    assert shows(library) == before
    library.redo()
    assert library.case(1) == now


def test_a_case_nobody_corrected_changes_too(library):
    library.adopt(*library.reextract(better))
    assert library.case(1).article.title == "新的标题"
    assert [hit.title for hit in library.search("新的标题")] == ["新的标题"]
    assert library.search("旧巷换了新颜") == ()
    library.undo()
    assert library.case(1).article == extract.read_page(page()).articles[0]


def test_articles_that_come_and_go(library):
    said = library.correct(2, corrections.note(library.case(2), *at(library.case(2), "志愿者45名")))

    def one(text):
        new = extract.read_page(text)
        return replace(new, articles=new.articles[:1])

    (difference,) = library.reextract(one)
    assert difference.boundaries and [(c.case_id, c.article) for c in difference.cases] == [(2, None)]
    assert [why for _, why in difference.cases[0].waits] == ["homeless"]
    library.adopt(difference)
    assert library.counts().cases == 1 and [w.why for w in library.waiting()] == ["homeless"]
    (difference,) = library.reextract()
    assert [c.case_id for c in difference.cases] == [None]
    library.adopt(difference)
    assert library.waiting() == ()
    (case,) = (library.case(n) for n in library.page_cases(1) if n != 1)
    assert case.article == said.article and [n.patch.id for n in case.notes] == [said.notes[0].patch.id]


def parted(text):
    """An extraction that ends the first article behind its first paragraph; what follows is one of its own."""
    new = extract.read_page(text)
    first, *others = new.articles
    head, _, rest = first.text.partition("\n")
    return replace(new, articles=(Article(first.title, head), Article("巷子里的新账", rest), *others))


def test_the_part_that_has_the_title_is_the_case_though_most_of_it_went(library):
    (difference,) = library.reextract(parted)
    told = {case.case_id: case.article.title for case in difference.cases}
    assert told == {1: corrected.TITLE, None: "巷子里的新账"} and difference.boundaries


def test_a_title_alone_makes_nothing_the_same_article(library):
    def other(text):
        new = extract.read_page(text)
        return replace(new, articles=(Article(corrected.TITLE, "这里说的是一件毫不相干的事。"), *new.articles[1:]))

    (difference,) = library.reextract(other)
    told = {case.case_id: case.article and case.article.text for case in difference.cases}
    assert told == {1: None, None: "这里说的是一件毫不相干的事。"}


def test_it_can_be_stopped(library):
    assert list(library.reextract(better, cancelled=lambda: True)) == []


def test_what_waits_already_is_not_told_as_a_loss(library):
    case = library.case(1)
    library.correct(1, *corrections.metric(case, metric(case, "300亩"), unit="公顷"))
    (difference,) = library.reextract(better)
    assert [why for one in difference.cases for _, why in one.waits] == ["gone"]
    library.adopt(difference)
    assert len(library.waiting()) == 1

    def other(text):
        new = better(text)
        return replace(new, articles=(replace(new.articles[0], kicker="老街"), *new.articles[1:]))

    (difference,) = library.reextract(other)
    assert [one.waits for one in difference.cases] == [()]

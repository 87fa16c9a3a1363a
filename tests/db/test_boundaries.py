"""The boundaries a person set on a page hold on the page edited, extracted anew, brought in again; or they wait."""

from dataclasses import replace

import pytest

from db import corrections, extract
from db.extract import regrouping
from db.importing import import_files, keep, read_files
from db.library import Library
from db.model import Bounds, Source
from db.patching import boundaries
from tests.db.corrected import BOOKS, SCHOOL, STREET, TITLE, TITLE2, at, page, shows

STREAM = "清溪村的河长带着村民清淤，疏浚沟渠12公里，种下柳树3000棵。"
BANKS = "如今河岸干净了，傍晚散步的人多了起来，村里又添了6张长椅。"
LONE = "读者热线每日九时至十七时开通，欢迎提供线索。"
TEXT = page().rstrip("\n") + f"\n\n{STREAM}\n\n{BANKS}\n"


def block(text, words):
    return text.index(words)


def number(page, words):
    return next(n for n, one in enumerate(page.articles) if words in one.title)


def take(text, page, steps):
    """Steps taken one after another as on the desk: the page then, and what was said."""
    said = []
    for name, *facts in steps:
        facts = [fact(text, page) if callable(fact) else fact for fact in facts]
        said.append(boundaries.said(text, page, name, *facts))
        page = getattr(regrouping, name)(text, page, *facts)
    return page, tuple(said)


SPLIT = ("split", lambda text, page: block(text, STREAM))
RENAME = ("rename", lambda text, page: number(page, "清溪村"), "清溪村：河长治水")
MOVE = ("move", lambda text, page: block(text, BOOKS), lambda text, page: number(page, "青石镇"))
DROP = ("drop", lambda text, page: block(text, BANKS))
JOIN = ("join", 0)
DROP_ALL = ("drop_article", lambda text, page: number(page, "河湾村"))


@pytest.fixture
def library(tmp_path):
    with Library.create(tmp_path / "a.casebook") as library:
        yield library
        assert list(library.verify()) == []


def bring(library, text, *steps, name="版.txt"):
    base = extract.read_page(text)
    page, said = take(text, base, steps)
    return library.add(text, page, Source(name), Bounds(base, said) if said else None)


def titles(library, page_id=1):
    return [article.title for article in library.page(page_id).articles]


def texts(articles):
    return [(one.title, one.text) for one in articles]


@pytest.mark.parametrize("steps", [
    (SPLIT,), (SPLIT, RENAME), (MOVE,), (DROP,), (JOIN,), (DROP_ALL,), (SPLIT, RENAME, MOVE, DROP),
    (DROP_ALL, ("found", lambda text, page: block(text, SCHOOL))), (SPLIT, ("join", 1)),
], ids=lambda steps: "-".join(step[0] for step in steps))
def test_what_was_said_makes_the_same_page_again(steps):
    base = extract.read_page(TEXT)
    made, said = take(TEXT, base, steps)
    replay = boundaries.replay(TEXT, base, said)
    assert replay.page == made
    assert [one.patch for one in replay.said] == list(said) and replay.waiting == ()
    again = boundaries.replay(TEXT, made, said[-1:])
    assert again.page == made and again.waiting == (), "what holds already changes nothing"


def test_it_holds_where_the_page_was_edited_around_it():
    base = extract.read_page(TEXT)
    made, said = take(TEXT, base, (SPLIT, RENAME, MOVE, DROP))
    edited = TEXT.replace("58个", "59个").replace("河长带着村民", "河长领着村民")
    edited = edited.replace(STREET, STREET + "街坊都盼着修路。")
    edited = f"{LONE}\n\n{edited}"
    replay = boundaries.replay(edited, extract.read_page(edited), said)
    assert replay.waiting == ()
    assert [one.title for one in replay.page.articles] == [one.title for one in made.articles]
    street, school, stream = replay.page.articles
    assert BOOKS in street.text and BOOKS not in school.text
    assert stream.title == "清溪村：河长治水" and BANKS not in stream.text
    assert BANKS in [one.text for one in replay.page.unplaced]


def test_what_fits_no_more_or_twice_waits_and_touches_nothing():
    base = extract.read_page(TEXT)
    _, said = take(TEXT, base, (SPLIT, RENAME))
    without = TEXT.replace(STREAM, "").replace("3000棵", "")
    replay = boundaries.replay(without, extract.read_page(without), said)
    assert replay.page == extract.read_page(without)
    assert [why for _, why in replay.waiting] == ["gone", "gone"]
    double = TEXT.replace(f"{STREAM}\n\n{BANKS}", f"{STREAM}\n\n一句别的话隔在中间。\n\n{STREAM}")
    waits = boundaries.replay(double, base := extract.read_page(double), said[:1])
    assert waits.page == base or waits.said[0].span[0] == double.index(STREAM)


def test_a_step_on_a_whole_article_never_takes_a_larger_one():
    """The heading of what was renamed is a section of another article now."""
    base = extract.read_page(TEXT)
    _, said = take(TEXT, base, (("rename", 1, "书屋"), ("join", 0)))
    joined = regrouping.join(TEXT, base, 0)
    replay = boundaries.replay(TEXT, joined, said[:1])
    assert replay.page == joined and [why for _, why in replay.waiting] == ["gone"]


def test_extracting_anew_keeps_what_a_person_set(library):
    bring(library, TEXT, SPLIT, RENAME)
    before = shows(library)
    assert list(library.reextract()) == [None]

    def better(text):
        page = extract.read_page(text)
        return replace(page, articles=tuple(replace(a, topics=("ecology",)) for a in page.articles))

    (difference,) = library.reextract(better)
    assert not difference.boundaries and len(difference.stands) == 2 and difference.lost == ()
    library.adopt(difference)
    assert titles(library) == [TITLE, TITLE2, "清溪村：河长治水"]
    assert library.bounds(1).extracted.articles[0].topics == ("ecology",)
    library.undo()
    assert shows(library) == before
    assert library.bounds(1).extracted.articles[0].topics != ("ecology",)


def test_a_better_extraction_that_no_longer_has_the_place_makes_the_step_wait(library):
    bring(library, TEXT, SPLIT, MOVE)

    def without(text):  # the article that a block was moved to is gone
        page = extract.read_page(text)
        return replace(page, articles=page.articles[1:])

    (difference,) = library.reextract(without)
    assert [patch.field for patch, _ in difference.lost] == ["move"]
    library.adopt(difference)
    (waits,) = library.waiting()
    assert (waits.patch.kind, waits.patch.field, waits.why) == ("boundary", "move", "gone")
    library.undo()
    assert library.waiting() == ()
    assert [s.patch.field for s in library.case(1).boundaries] == ["move"]


def test_the_case_shows_which_steps_touch_it(library):
    ids = bring(library, TEXT, SPLIT, RENAME, MOVE).case_ids
    said = {library.case(n).article.title: [s.patch.field for s in library.case(n).boundaries] for n in ids}
    assert said == {TITLE: ["move"], TITLE2: ["split"], "清溪村：河长治水": ["split", "rename"]}
    for n in ids:
        for one in library.case(n).boundaries:
            assert library.page_text(1)[slice(*one.span)].startswith(one.patch.new["words"][:10])


def test_one_is_taken_back_and_the_others_stay(library):
    bring(library, TEXT, SPLIT, RENAME, MOVE)
    before = shows(library)
    move = next(s.patch for s in library.case(1).boundaries if s.patch.field == "move")
    library.withdraw(move.id)
    assert BOOKS in library.page(1).articles[1].text
    assert titles(library) == [TITLE, TITLE2, "清溪村：河长治水"]
    assert library.next_steps()[0].what == "boundary"
    library.undo()
    assert shows(library) == before
    library.redo()
    assert BOOKS in library.page(1).articles[1].text
    library.undo()
    bounds = library.bounds(1)
    library.arrange(1, replace(bounds, steps=()))
    assert texts(library.page(1).articles) == texts(extract.read_page(TEXT).articles)
    assert library.case(1).boundaries == ()


def test_boundaries_are_set_after_the_import_and_what_was_said_goes_with_its_words(library):
    bring(library, TEXT)
    case = library.case(2)
    library.correct(2, corrections.note(case, *at(case, "种下柳树"), "问问是哪一年"))
    library.correct(2, corrections.field(case, "title", "书屋与河"))
    before = shows(library)
    _, said = take(TEXT, library.page(1), (SPLIT, RENAME))
    library.arrange(1, Bounds(library.page(1), said))
    assert library.waiting() == ()
    stream = library.case(library.page_cases(1)[-1])
    assert stream.article.title == "清溪村：河长治水"
    assert [stream.article.text[slice(*note.span)] for note in stream.notes] == ["种下柳树"]
    assert library.case(2).article.title == "书屋与河" and library.case(2).notes == ()
    library.undo()
    assert shows(library) == before
    library.redo()
    assert [note.patch.new["text"] for note in library.case(stream.id).notes] == ["问问是哪一年"]


def test_the_last_word_on_a_title_holds(library):
    bring(library, TEXT)
    library.correct(1, corrections.field(library.case(1), "title", "更正过的题目"))
    before = shows(library)
    _, said = take(TEXT, library.page(1), (("rename", 0, "再改的题目"),))
    library.arrange(1, Bounds(library.page(1), said))
    assert library.case(1).article.title == "再改的题目" and library.case(1).said == ()
    assert library.undo().what == "boundary"
    assert shows(library) == before
    library.redo()
    library.correct(1, corrections.field(library.case(1), "title", "又一个题目"))
    library.arrange(1, library.bounds(1))
    assert library.case(1).article.title == "又一个题目", "what was said since stays"


def test_joined_articles_keep_what_was_said_of_both(library):
    bring(library, TEXT)
    for n, words in ((1, "新增停车位"), (2, "陪伴孩子")):
        library.correct(n, corrections.note(library.case(n), *at(library.case(n), words), words))
    _, said = take(TEXT, library.page(1), (JOIN,))
    library.arrange(1, Bounds(library.page(1), said))
    (only,) = library.page_cases(1)
    assert [note.patch.new["text"] for note in library.case(only).notes] == ["新增停车位", "陪伴孩子"]
    assert library.waiting() == ()
    library.undo()
    assert [len(library.case(n).notes) for n in (1, 2)] == [1, 1]


def test_undoing_the_import_leaves_no_boundary_behind(library):
    bring(library, page(), name="先有的.txt")
    before = shows(library)
    added = bring(library, TEXT, SPLIT, RENAME)
    library.undo()
    assert shows(library) == before and library.waiting() == () and library.bounds_like(TEXT) == ()
    library.redo()
    assert titles(library, added.page_id) == [TITLE, TITLE2, "清溪村：河长治水"]
    assert len(library.bounds(added.page_id).steps) == 2
    library.remove_page(added.page_id, forget=True)
    assert shows(library) == before and library.bounds_like(TEXT) == ()


def test_a_page_taken_out_and_brought_in_again_is_as_it_was_set(library, tmp_path):
    bring(library, TEXT, SPLIT, RENAME)
    library.remove_page(1)
    assert [waits.why for waits in library.waiting()] == ["homeless", "homeless"]
    (tmp_path / "版.txt").write_text(TEXT, encoding="utf-8")
    list(import_files([tmp_path / "版.txt"], library))
    (page_id,) = {case.page_id for case in library.cases()}
    assert titles(library, page_id) == [TITLE, TITLE2, "清溪村：河长治水"] and library.waiting() == ()
    assert titles_extracted(library, page_id) == [TITLE, TITLE2]


def test_undoing_its_second_import_lets_what_was_set_wait_again(library, tmp_path):
    base = extract.read_page(TEXT)
    page, said = take(TEXT, base, (SPLIT, RENAME))
    long_ago = tuple(replace(step, made="2022-12-02T08:00:00+00:00") for step in said)
    page_id = library.add(TEXT, page, Source("版.txt"), Bounds(base, long_ago)).page_id
    library.remove_page(page_id)
    before = shows(library)
    assert [waits.why for waits in library.waiting()] == ["homeless", "homeless"]
    (tmp_path / "版.txt").write_text(TEXT, encoding="utf-8")
    list(import_files([tmp_path / "版.txt"], library))
    assert library.waiting() == ()
    library.remove_page(*{case.page_id for case in library.cases()}, forget=True)
    assert shows(library) == before
    list(import_files([tmp_path / "版.txt"], library))
    library.undo()
    assert shows(library) == before
    for _ in range(4):
        library.undo()
    for _ in range(4):
        library.redo()
    assert shows(library) == before


@pytest.mark.parametrize("which", [slice(0, 1), slice(0, 2)])
def test_steps_of_a_page_that_is_gone_are_withdrawn_and_that_is_undone(library, which):
    bring(library, TEXT, SPLIT, RENAME)
    said = library.correct(1, corrections.field(library.case(1), "title", "另题")).said
    library.remove_page(1)
    before, waits = shows(library), library.waiting()
    assert len(waits) == 3
    taken = [one.patch.id for one in waits if one.patch.kind == "boundary"][which]
    library.withdraw(*taken, said[0].patch.id)
    left, after = library.waiting(), shows(library)
    assert {one.patch.id for one in waits} - {one.patch.id for one in left} == {*taken, said[0].patch.id}
    assert library.undo().what == "withdraw"
    assert (shows(library), library.waiting()) == (before, waits)
    library.redo()
    assert (shows(library), library.waiting()) == (after, left)
    library.undo()
    library.undo()  # the page is back
    assert [step.field for step in library.bounds(1).steps] == ["split", "rename"]
    assert library.case(1).article.title == "另题" and library.waiting() == ()


def test_a_heading_may_stand_at_the_end(library):
    bring(library, TEXT)
    _, said = take(TEXT, library.page(1), (JOIN, ("drop", TEXT.index(SCHOOL)), ("drop", TEXT.index(BOOKS))))
    library.arrange(1, Bounds(library.page(1), said))
    (article,) = [article for article in library.page(1).articles if article.headings]
    assert article.headings[-1].before <= len(article.text)
    assert list(library.verify()) == []


def titles_extracted(library, page_id):
    return [article.title for article in library.bounds(page_id).extracted.articles]


def test_an_edited_page_comes_in_as_it_was_set(library, tmp_path):
    bring(library, TEXT, SPLIT, RENAME)
    edited = TEXT.replace("12公里", "12.5公里").replace(STREET, STREET + "街坊都盼着修路。")
    (tmp_path / "新版.txt").write_text(edited, encoding="utf-8")
    (reading,) = read_files([tmp_path / "新版.txt"], library)
    assert [article.title for article in reading.page.articles] == [TITLE, TITLE2, "清溪村：河长治水"]
    list(keep([reading], library))
    held = library.bounds(2)
    assert [step.field for step in held.steps] == ["split", "rename"]
    assert {step.id for step in held.steps}.isdisjoint({step.id for step in library.bounds(1).steps})
    other = "\n\n".join(("## 别处的事", "白鹭镇今年栽种果树4000棵，修建水渠5公里。", "镇上的老街也换了新瓦。"))
    assert library.bounds_like(other) == ()


def test_numbers_of_steps_and_of_other_words_never_meet(library):
    bring(library, TEXT, SPLIT, RENAME)
    said = library.correct(1, corrections.field(library.case(1), "title", "另题")).said
    steps = library.bounds(1).steps
    assert len({*(s.patch.id for s in said), *(s.id for s in steps)}) == 3
    library.withdraw(said[0].patch.id, steps[1].id)
    assert library.case(1).said == () and [s.field for s in library.bounds(1).steps] == ["split"]

"""Stars, collections, saved searches, what was read: kept, undone, and found again when a page comes back."""

from dataclasses import replace

import pytest

from db.errors import CasebookError
from db.library import Library
from db.model import Article, Page, Source
from db.selection import Filter, Selection
from db.store.person import keeping
from tests.db.shelf import FULL_TEXT, SOURCE, TEXT, full_page, sample_page, shelve


@pytest.fixture
def library(tmp_path):
    with shelve(tmp_path / "a.casebook") as library:
        yield library


def kept(library) -> dict[str, int]:
    """Name (or kind) and number of cases of every list that has any or a name."""
    return {one.name or one.kind: one.count for one in library.collections() if one.name or one.count}


def cases(library, list_id: int) -> list[int]:
    return [branch.case_id for branch in library.list_branches(f"list:{list_id}")]


def titles(library, list_id: int) -> list[str]:
    return [branch.label for branch in library.list_branches(f"list:{list_id}")]


def test_a_case_is_starred_once_and_can_be_filtered_by(library):
    library.star(2, 3)
    library.star(3)
    assert kept(library) == {"starred": 2}
    assert library.lists_of(3) == {keeping.STARRED}
    found = library.find(Selection("", (Filter("starred", ""),)))
    assert sorted(hit.case_id for hit in found.hits) == [2, 3]
    library.unstar(3)
    assert kept(library) == {"starred": 1}
    assert library.lists_of(3) == frozenset()


def test_a_collection_keeps_its_order_and_narrows_a_search(library):
    number = library.make_collection("  老旧  小区 ", 4, 1)
    library.add_to_collection(number, 2, 4)
    assert kept(library) == {"老旧 小区": 3}
    assert cases(library, number) == [4, 1, 2]
    library.remove_from_collection(number, 1)
    assert cases(library, number) == [4, 2]
    found = library.find(Selection("", (Filter("collection", str(number)),)))
    assert sorted(hit.case_id for hit in found.hits) == [2, 4]
    (value,) = library.facets(Selection(), "collection")
    assert (value.key, value.label, value.count) == (str(number), "老旧 小区", 2)


def test_a_search_is_saved_as_it_was_asked(library):
    wanted = Selection("小区 -垃圾", (Filter("topic", "community"), Filter("year", "2021", exclude=True)))
    number = library.save_search("社区的", wanted)
    (one,) = (one for one in library.collections() if one.kind == "search")
    assert (one.id, one.name, one.wanted) == (number, "社区的", wanted)


@pytest.mark.parametrize("name", ["", " \n ", "已有"])
def test_a_name_that_will_not_do_is_told_and_nothing_is_kept(library, name):
    library.make_collection("已有")
    steps = library.next_steps()
    with pytest.raises(CasebookError, match="名字"):
        library.make_collection(name, 1)
    with pytest.raises(CasebookError, match="名字"):
        library.rename_collection(library.make_collection("别的"), name)
    library.undo()
    assert kept(library) == {"已有": 0}
    assert library.next_steps()[0] == steps[0]
    library.save_search("已有", Selection("小区"))  # a search may be called like a collection


def test_a_list_that_is_gone_is_told(library):
    number = library.make_collection("甲")
    library.delete_collection(number)
    for act in (lambda: library.add_to_collection(number, 1), lambda: library.rename_collection(number, "乙"),
                lambda: library.delete_collection(number)):
        with pytest.raises(CasebookError, match="已经不在案例库里"):
            act()


def test_every_step_can_be_undone_and_done_again(library):
    library.star(1)
    number = library.make_collection("甲", 2)
    library.add_to_collection(number, 3)
    library.rename_collection(number, "乙")
    library.remove_from_collection(number, 2)
    library.save_search("丙", Selection("小区"))
    library.delete_collection(number)
    library.unstar(1)
    states = [kept(library)]
    steps = []
    while (step := library.undo()) is not None and step.what != "import":
        states.append(kept(library))
        steps.append(step.what)
    library.redo()
    assert steps == ["unstar", "scatter", "save_search", "uncollect", "rename", "collect", "gather", "star"]
    assert states == [
        {"丙": 0}, {"starred": 1, "丙": 0}, {"starred": 1, "乙": 1, "丙": 0}, {"starred": 1, "乙": 1},
        {"starred": 1, "乙": 2}, {"starred": 1, "甲": 2}, {"starred": 1, "甲": 1}, {"starred": 1}, {}]
    for state in reversed(states[:-1]):
        library.redo()
        assert kept(library) == state
    assert library.redo() is None


def test_what_changes_nothing_is_no_step(library):
    number = library.make_collection("甲", 2)
    steps = library.next_steps()
    library.rename_collection(number, " 甲 ")
    library.add_to_collection(number, 2)
    library.remove_from_collection(number, 5)
    library.unstar(3)
    assert library.next_steps() == steps
    assert kept(library) == {"甲": 1}


def test_what_was_only_read_is_let_go_of(library, monkeypatch):
    monkeypatch.setattr(keeping, "READ", 2)
    library.star(1)
    library.unstar(1)  # may be undone
    for case in range(2, 7):
        library.note_read(case)
    held = library._base.execute("SELECT article_id FROM keepsakes ORDER BY article_id").fetchall()
    assert held == [(1,), (5,), (6,)]


def test_a_deleted_collection_comes_back_in_its_order(library):
    number = library.make_collection("甲", 5, 2, 6)
    library.delete_collection(number)
    assert library.list_branches() == ()
    library.undo()
    assert cases(library, number) == [5, 2, 6]


def test_a_step_of_a_list_is_about_no_page(library):
    library.star(1)
    change, _ = library.next_steps()
    assert (change.what, change.pages, change.case_id) == ("star", 0, None)


def test_what_was_kept_waits_for_the_page_and_knows_its_cases_again(library):
    library.star(2)
    number = library.make_collection("甲", 4, 2)
    before = titles(library, number)
    library.add(FULL_TEXT, full_page(), Source("别的.txt"))  # so that numbers are not simply used again
    library.remove_page(1)
    assert kept(library) == {"甲": 0}
    page = sample_page()
    edited = tuple(replace(article, text=article.text.replace("社区", "小区"), title="改过的题")
                   for article in reversed(page.articles))
    library.add(TEXT + "。", Page(edited), SOURCE)
    assert kept(library) == {"starred": 1, "甲": 2}
    assert titles(library, number) == ["改过的题", "改过的题"] != before
    again = {page.articles[n - 1].text[:30].replace("社区", "小区") for n in (2, 4)}
    assert {library.case(n).article.text[:30] for n in cases(library, number)} == again


def test_another_page_is_not_taken_for_the_one_that_went(library):
    library.star(1, 2, 3)
    library.remove_page(1)
    library.add(FULL_TEXT, full_page(), Source("别的.txt"))
    said, other = sample_page().articles[0].text[:120], full_page().articles[0].text
    quoting = Article("引用了它的另一篇", said + "".join(f"第{n}段：{other[n % 7:]}" for n in range(60)))
    library.add(quoting.text, Page((quoting,)), Source("引用.txt"))
    assert kept(library) == {}


def test_an_import_undone_and_done_again_loses_nothing(library):
    library.note_read(3)
    number = library.make_collection("甲", 4)
    library.undo()
    library.undo()
    assert library.counts().cases == 0
    library.redo()
    assert cases(library, keeping.RECENT) == [3]
    library.redo()
    assert cases(library, number) == [4]


def test_what_was_read_last_stands_first_and_only_so_much_is_kept(library, monkeypatch):
    monkeypatch.setattr(keeping, "READ", 3)
    library.star(1)
    for number in (1, 2, 3, 4, 2):
        library.note_read(number)
    assert cases(library, keeping.RECENT) == [2, 4, 3]
    assert library.next_steps()[0].what == "star", "reading is no step"
    assert library.undo().what == "star"
    assert library.redo().what == "star", "and what was starred is kept beyond the last that were read"
    assert kept(library) == {"starred": 1, "recent": 3}
    (held,) = library._base.execute("SELECT count(*) FROM keepsakes").fetchone()
    assert held == 4


def test_the_lists_stand_in_a_tree_of_their_own(library):
    assert library.list_branches() == ()
    library.note_read(1)
    library.save_search("丙", Selection("小区"))
    number = library.make_collection("甲", 2, 3)
    (root,) = library.list_branches()
    assert (root.key, root.kind) == ("root:lists", "root")
    rows = library.list_branches(root.key)
    assert [(row.kind, row.label, row.count, row.expandable) for row in rows] == [
        ("recent", "最近阅读", 1, True), ("collection", "甲", 2, True), ("search", "丙", 0, False)]
    assert [branch.case_id for branch in library.list_branches(f"list:{number}", 1, 5)] == [3]
    assert library.list_branches("list:x") == library.list_branches("region:福建省") == ()


def test_a_library_that_is_only_read_keeps_nothing(library, tmp_path):
    with Library.open(library.path) as reading, pytest.raises(CasebookError, match="只能读"):
        reading.star(1)


def test_of_two_pages_alike_the_one_that_comes_back_has_its_star_again(library):
    text = TEXT + "\n"  # the same page from another file
    other = library.add(text, sample_page(), replace(SOURCE, name="另一份.txt")).page_id
    library.star(1)
    library.remove_page(1)
    library.remove_page(other)
    library.undo()  # the other one is here first
    assert kept(library) == {}
    library.undo()
    assert library.lists_of(1) == {keeping.STARRED}
    library.redo()
    library.redo()
    library.undo()
    assert kept(library) == {}, "its case is still gone"

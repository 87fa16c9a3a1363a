"""What a person set on pages is kept beside them: which page it is of, what of it waits, and what is let go of."""

from dataclasses import replace

import pytest

from db import extract
from db.library import Library
from db.model import Bounds, Source
from tests.db.corrected import BOOKS, LAMPS, STREET, page
from tests.db.test_boundaries import MOVE, TEXT, take

SPLIT = ("split", lambda text, page: text.index(LAMPS))
RENAME = ("rename", 1, "书屋")
SET = page(STREET, LAMPS, "镇里的小巷一条条修好了，居民都说走着舒心。")


@pytest.fixture
def library(tmp_path):
    with Library.create(tmp_path / "a.casebook") as library:
        yield library
        assert list(library.verify()) == []


def bring(library, text, *steps):
    base = extract.read_page(text)
    made, said = take(text, base, steps)
    return library.add(text, made, Source("版.txt"), Bounds(base, said)).page_id


def steps(library, text):
    return [patch.field for patch in library.bounds_like(text)]


def test_of_pages_equally_alike_the_one_that_is_gone_is_meant_then_the_newest(library):
    bring(library, SET, SPLIT)
    second = bring(library, SET + "\n", RENAME)
    library.remove_page(second)
    bring(library, SET + "\n\n", ("drop", lambda text, page: text.index(BOOKS)))
    assert steps(library, SET + " ") == ["rename"]
    library.withdraw(*(one.patch.id for one in library.waiting()))
    assert library.waiting() == ()
    assert steps(library, SET + " ") == ["drop"], "nothing is left of a page that is gone"


def test_a_page_with_a_little_in_common_is_another(library):
    bring(library, SET, SPLIT)
    assert steps(library, SET.replace(STREET, "山脚下的路今年通了车。")) == ["split"]
    other = "\n\n".join((
        "## 白鹭镇：果树满山", "白鹭镇今年栽种果树4000棵，修建水渠5公里。",
        "合作社请来技术员，手把手教大家剪枝、疏果、套袋。", "秋天里满山红果，采摘的游客一拨接着一拨。", BOOKS))
    assert steps(library, other) == []


def test_what_waits_on_a_page_that_is_there_is_not_set_on_another(library):
    bring(library, TEXT, ("rename", 1, "书屋"), MOVE)

    def without(text):  # the article that a block was moved to is gone
        found = extract.read_page(text)
        return replace(found, articles=found.articles[1:])

    library.adopt(*library.reextract(without))
    waits = [one.patch.field for one in library.waiting()]
    assert "move" in waits
    assert steps(library, TEXT + "\n") == [name for name in ("rename", "move") if name not in waits]
    library.remove_page(1)
    assert steps(library, TEXT + "\n") == ["rename", "move"], "all that was set, where its page is gone"

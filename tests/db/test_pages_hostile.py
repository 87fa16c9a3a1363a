"""Pages made to be slow or to break the reading take time in proportion to their length and lose nothing."""

import random

import pytest

from db.extract import pages
from tests import damage
from tests.db.test_pages import account
from tests.growth import grows_at_most

_TEXT = "".join(told.text.replace("\n", "") for told in damage.articles())


def _cuts(size: int) -> str:
    """Paragraphs cut at both ends, none of which goes on anywhere."""
    rng = random.Random(7)
    lines = []
    for n in range(220 * size):
        at = rng.randrange(len(_TEXT) - 40)
        cut = _TEXT[at : at + rng.randint(20, 36)].strip("。！？”，、")
        lines.append(cut if n % 12 else f"## {n}号楼的新鲜事")
    return "\n".join(lines)


_HOSTILE = {
    "digits": lambda size: "1234567890" * 1500 * size,
    "digits in lines": lambda size: "1234567890123456\n" * 300 * size,
    "one": lambda size: "一" * 8000 * size,
    "ones in lines": lambda size: "一二是\n" * 700 * size,
    "brackets": lambda size: "（(【《“‘" * 2500 * size,
    "brackets in lines": lambda size: "（（“”【】本报讯（\n" * 300 * size,
    "mixed scripts": lambda size: "a汉1Яק字٣🙂" * 2500 * size,
    "zero width": lambda size: "\u200b汉\u00ad字\ufeff" * 4000 * size,
    "blanks": lambda size: "汉  字\u3000\u3000" * 3000 * size,
    "one line over and over": lambda size: "槐花社区的楼顶菜园今年春天向居民开放一共划出\n" * 200 * size,
    "marks": lambda size: "## 小菜园种出邻里情\n" * 300 * size,
    "cuts that go on nowhere": _cuts,
}


@pytest.mark.parametrize("kind", _HOSTILE)
def test_four_times_the_length_takes_about_four_times_as_long(kind):
    hostile = {size: _HOSTILE[kind](size) for size in (1, 4)}
    assert grows_at_most(lambda size: pages.split(hostile[size]), 1, 4, 7.5)


@pytest.mark.parametrize("kind", _HOSTILE)
def test_nothing_of_it_is_lost(kind):
    account(_HOSTILE[kind](1))

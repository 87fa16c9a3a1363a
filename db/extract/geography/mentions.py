"""Where place names of the gazetteer stand in a text, not yet settled.

Finding is one look-up of two characters where a name may begin, so it takes time linear in the text.
"""

import bisect
import re
from dataclasses import dataclass

from db.extract.geography.gazetteer import gazetteer
from db.model import Article

# What stands before a name that begins afresh: anything but a Han character, or a little word that leads to a place.
_LEADS = frozenset("在到从由于和与及为的是对让给往赴至了今经把被同离自向等来即")
_HAN = re.compile(r"[㐀-鿿]")
_BREAK = re.compile(r"[。！？!?；;\n]")
# 【column】 names the series, not the case.
_COLUMN = re.compile(r"【[^】]{0,40}】")


@dataclass(slots=True)
class Spot:
    """A place name in the text. `options` are the divisions it may mean; `path` is set once it is settled."""

    start: int
    end: int
    options: tuple[int, ...] = ()
    full: bool = True
    at: int | None = None  # index of the division, or of the one a town or village hangs under
    path: str | None = None
    code: str | None = None
    chained: bool = False  # stands right behind a place that holds it
    in_name: bool = False  # part of the name of a road, a river, a school
    below: str = ""  # for towns and villages: the name without its place
    town: str = ""  # for villages: the town right before it, where the gazetteer has none of that name
    deeper: bool = False  # the next name goes on from here: 广西 in 广西兴安县


class Sentences:
    """Which sentence and which paragraph a position of the text is in."""

    def __init__(self, text: str) -> None:
        self._ends = [m.start() for m in _BREAK.finditer(text)]
        self._lines = [m.start() for m in re.finditer("\n", text)]

    def number(self, at: int) -> int:
        """The number of the sentence at `at`."""
        return bisect.bisect_left(self._ends, at)

    def paragraph(self, at: int) -> int:
        """The number of the paragraph at `at`."""
        return bisect.bisect_left(self._lines, at)


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of an article that places are looked for in: its headline, a line break, its text."""

    text: str
    shift: int  # where the article's own text begins in `text`
    spots: list[Spot]  # of `scan`; settling them changes them


def read(article: Article) -> Reading:
    """What `article` says, with the names of the gazetteer in it found once for all who ask."""
    head = "：".join(part for part in (article.kicker, article.title, article.subtitle) if part)
    head = _COLUMN.sub(lambda m: "　" * len(m[0]), head).replace("\n", "　")
    text = f"{head}\n{article.text}"
    return Reading(text, len(head) + 1, scan(text))


def scan(text: str) -> list[Spot]:
    """Every name of a province, prefecture or county in `text`, full or short, not yet settled."""
    book = gazetteer()
    starts, full, short, passed = book.starts, book.full, book.short, book.passed
    spots: list[Spot] = []
    behind = 0
    for i in map(re.Match.start, book.begin.finditer(text)):
        lengths = starts.get(text[i : i + 2])
        if not lengths or i < behind:
            continue
        for length in lengths:
            name = text[i : i + length]
            if name in full:
                spots.append(Spot(i, i + len(name), full[name]))
            elif name in short:
                spots.append(Spot(i, i + len(name), short[name], full=False))
            elif name not in passed:
                continue
            behind = i + len(name)
            break
    return spots


def fresh(text: str, at: int) -> bool:
    """Whether a name may begin at `at`: behind no Han character, or behind a word that leads to a place."""
    return at == 0 or not _HAN.match(text[at - 1]) or text[at - 1] in _LEADS

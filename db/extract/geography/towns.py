"""Towns of the gazetteer in a text, and towns it does not have, learned right behind their county."""

import re
from collections import Counter
from collections.abc import Callable

from db.extract.geography import stems
from db.extract.geography.gazetteer import COUNTY, PREFECTURE, PROVINCE, gazetteer
from db.extract.geography.mentions import Sentences, Spot, fresh

_END = re.compile(r"镇|乡|街道|苏木|街(?!道)")
_LONGEST = 12
_WORDS = frozenset("城镇 乡镇 村镇 集镇 小镇 古镇 重镇 城乡 水乡 家乡 故乡 老乡 下乡 返乡".split())
_LISTED = re.compile(r"(?:[㐀-鿿]{2,4}、)+$")
_TOLD = 3  # times a town is named that an article without another place is about
_LIST_LONGEST = 60  # characters of a list of towns before the one that has their kind
# 乡村, 乡下: no end of a name, unless the gazetteer has it just there: 举水乡下垟村.
_NO_END = re.compile(r"[村亲愁民情土友下]")
_NO_END_EVER = re.compile(r"村(?![民委支党里])|亲|愁")


def towns(text: str, spots: list[Spot], sentences: Sentences) -> list[Spot]:
    """The towns of `text`: of the county just before, of a county or prefecture the article names; else open."""
    marks = list(_END.finditer(text))
    if not marks:
        return []
    book = gazetteer()
    counties: set[int] = set()
    for spot in spots:
        if spot.path and spot.at is not None and book.divisions[spot.at].level >= PREFECTURE:
            counties.add(spot.at)
            counties.update(book.children(spot.at))

    def homes(name: str) -> list[int]:
        # A town right under a municipality is said as often as under its district: 北京新街口街道.
        return [at for at in book.owners.get(name, ()) if at in counties]

    ends = {s.end: s for s in spots if s.path}
    said: dict[int, set[int]] = {}  # by sentence
    for spot in spots:
        if spot.path and spot.at is not None:
            said.setdefault(sentences.number(spot.start), set()).add(spot.at)
    inside = {at for s in spots for at in range(s.start + 1, s.end)}  # 河|南新乡 is no town
    found: list[Spot] = []
    for mark in marks:
        spot = _town(text, mark.start(), mark.end(), ends, homes, inside)
        if spot is None:
            continue
        if spot.path is None:
            held = said.get(sentences.number(spot.start), set()).intersection(homes(spot.below))
            if len(held) == 1:
                _hang(spot, held.pop())
        found += _listed(text, spot, homes)
        found.append(spot)
    _follow(found)
    _take_together(found)
    _take_unique(text, spots, found)
    return found


def _listed(text: str, last: Spot, homes: Callable[[str], list[int]]) -> list[Spot]:
    """沙溪、浏河、娄东街道: the towns before the one that says what they all are, of the places the article names."""
    run = _LISTED.search(text[max(0, last.start - _LIST_LONGEST) : last.start])
    if run is None:
        return []
    found, end = [], last.start
    for name in reversed(run[0].split("、")[:-1]):
        end -= len(name) + 1
        stop = end + len(name)
        # Before the list's first name words may stand that are none of it: 长丰县水湖、庄墓、杨庙镇.
        begins = range(end, stop - 1)
        known = next(((at, held[0], text[at:stop] + kind) for at in begins for kind in ("镇", "街道", "乡")
                      if len(held := homes(text[at:stop] + kind)) == 1), None)
        if known is None:
            break
        at, home, full = known
        found.append(Spot(at, stop, below=full))
        _hang(found[-1], home)
        if at > end:
            break
    return found[::-1]


def _follow(found: list[Spot]) -> None:
    """西峡县城关镇 ... 城关镇: the one that was said with its county."""
    known: dict[str, set[str]] = {}
    for spot in found:
        if spot.path:
            known.setdefault(spot.below, set()).add(spot.path)
    twins = {spot.path: spot for spot in found if spot.path}
    for spot in found:
        if spot.path is None and len(known.get(spot.below, ())) == 1:
            twin = twins[next(iter(known[spot.below]))]
            spot.at, spot.path, spot.code = twin.at, twin.path, twin.code


def _take_together(found: list[Spot]) -> None:
    """Two towns of names that only one county has both of are of that county, though nobody names it."""
    owners = gazetteer().owners
    open_ = {spot.below for spot in found if spot.path is None}
    held = Counter(at for name in open_ for at in owners.get(name, ()))
    (home, most), *others = held.most_common(2) or [(-1, 0)]
    if most < 2 or (others and others[0][1] == most):
        return
    for spot in found:
        if spot.path is None and home in owners.get(spot.below, ()):
            _hang(spot, home)


def _take_unique(text: str, spots: list[Spot], found: list[Spot]) -> None:
    """A town of a name that one county only has says where it is, unless the article plays in other counties."""
    book = gazetteer()
    named = {s.at for s in spots if s.path and not s.in_name and s.at is not None}
    provinces = {book.divisions[i].line[0] for i in named}
    deep = {book.divisions[i].line[0] for i in named if book.divisions[i].level > PROVINCE}
    head = text.find("\n")
    often = Counter(spot.below for spot in found if spot.path is None)
    titled = {spot.below for spot in found if spot.start < head}
    for spot in found:
        if spot.path or not fresh(text, spot.start):
            continue
        everywhere = book.owners.get(spot.below, ())
        # What the headline names, or the text again and again, may overrule a province that only comes up.
        told = not deep and len(everywhere) == 1 and (spot.below in titled or often[spot.below] >= _TOLD)
        owners = [i for i in everywhere if told or not provinces or book.divisions[i].line[0] in provinces - deep]
        if len(owners) == 1 and (told or len(spot.below) >= (3 if provinces else 4)):
            _hang(spot, owners[0])


def _town(
    text: str, suffix: int, end: int, ends: dict[int, Spot], homes: Callable[[str], list[int]], inside: set[int]
) -> Spot | None:
    book = gazetteer()
    low = max(0, end - _LONGEST)
    street = text[suffix] == "街" and end - suffix == 1
    doubtful = bool(_NO_END.match(text, end))
    for start in range(suffix - 1, low - 1, -1):
        above = ends.get(start)
        if above is None or above.at is None:
            continue
        name = text[start:end] + "道" * street  # 武昌区水果湖街 is the 街道
        if not _NO_END_EVER.match(text, end):
            for at in [above.at, *book.children(above.at)]:
                if name in book.towns(at):
                    return _hanging(start, end, name, at)
        new = not street and not doubtful and book.divisions[above.at].level == COUNTY and suffix - start <= 4
        if new and stems.is_name(text[start:suffix], "村", behind=COUNTY) and suffix - start > 1:
            return _hanging(start, end, name, above.at)
        break
    if doubtful or street:
        return None
    # 加大城镇污水治理 has no 大城镇: a word that only ends like a town's name is one where a name may begin.
    word = text[end - 2 : end] in _WORDS
    fits = [start for start in range(low, suffix) if start not in inside and not (word and not fresh(text, start))]
    for start in fits:
        name = text[start:end]
        if held := homes(name):
            spot = Spot(start, end, below=name)
            if len(held) == 1:
                _hang(spot, held[0])
            return spot
    for start in fits:
        if suffix - start > 1 and text[start:end] in book.owners:
            return Spot(start, end, below=text[start:end])
    return None


def _hanging(start: int, end: int, name: str, at: int) -> Spot:
    spot = Spot(start, end, below=name, chained=True)
    _hang(spot, at)
    return spot


def _hang(spot: Spot, at: int) -> None:
    book = gazetteer()
    spot.at, spot.code = at, book.towns(at).get(spot.below)
    spot.path = f"{book.divisions[at].path}/{spot.below}"

"""Misprinted place names, mended where exactly one name fits and the article bears it out.

A name is suspect where it stands right behind a place that has no such division, as in X省YZ市 with no YZ市 in X. It
is mended where one division of that place, and one only, differs from it in a single character, and where the article
elsewhere names that division rightly or names divisions below it. A name that the gazetteer knows is never touched.
Without a place before it a name is suspect where it opens the headline, or where a known name is the rest of it
(枝江市 of YZ枝江市, which no word leads up to); then one name of the whole country must fit, and be borne out.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from db.extract.geography.gazetteer import PROVINCE, gazetteer
from db.extract.geography.mentions import Reading, Spot, fresh, read
from db.model import Article, Heading, Repair

_NAME = re.compile(r"[㐀-鿿]{2,6}?[市县区州旗盟]")
# Not names at all, though they stand behind a place and end like one: 苏州市主城区, 江苏省会城市.
_NO_NAME = re.compile(
    r"[的和与及各全本该等在为向从到是将把委府级]|[城级各全]市$|[各全]县$"
    r"|(?:城|新|园|景|社|山|地|片|校|辖|发|郊|范|验|税|湖|港|灾|矿|库|林|牧|大)区$"
)
_SURE = 4  # characters of a name that is mended though no place stands before it
_BORNE_OUT = 2  # divisions below it that must be named where it is never spelt rightly


@dataclass(frozen=True, slots=True)
class _Misprint:
    """A string that the article has, what it ought to be, and the division it means."""

    wrong: str
    right: str
    at: int


def mend(article: Article, reading: Reading | None = None) -> Article:
    """`article` with its misprinted place names put right, each occurrence in the text as a recorded repair; the very
    article where there are none. `reading` is of that article and is left as it is.

    The names keep their length, so that `pieces` stay one to one. A misprint in the headline alone is one repair
    without a place in the text, its span the stretch of the page that holds the headline.
    """
    reading = reading or read(article)
    for misprint in _misprints(reading.text, reading.spots):
        article = _mended(article, misprint)
    return article


def _misprints(text: str, spots: list[Spot]) -> list[_Misprint]:
    book = gazetteer()
    starts = {s.start for s in spots}
    found: dict[str, _Misprint] = {}
    judged: set[tuple[str, tuple[int, ...]]] = set()
    for spot in spots:
        if spot.end in starts or not any(map(book.children, spot.options)):
            continue
        after = _NAME.match(text, spot.end)
        if after is None or after[0] in found:
            continue
        name = after[0]
        if _NO_NAME.search(name):
            continue
        if name in book.full or name in book.short or (name, spot.options) in judged:
            continue
        judged.add((name, spot.options))
        _judge(text, spots, name, (i for option in spot.options for i in _below(option)), found)
    for name in sorted(_bare(text, spots) - found.keys()):
        if not any(misprint.wrong in name for misprint in found.values()):
            _judge(text, spots, name, _nearly(name), found)
    return list(found.values())


def _judge(text: str, spots: list[Spot], name: str, among: Iterable[int], found: dict[str, _Misprint]) -> None:
    """Put into `found` what `name` ought to be, if one division of `among` fits and is borne out."""
    book = gazetteer()
    fits = {i for i in among if _one_off(book.divisions[i].name, name)}
    if len(fits) != 1:
        return
    at = fits.pop()
    if _borne_out(text, spots, at):
        # 攀枝江 for 攀枝花, without 市, as long as that is enough of a name to be sure of.
        cut = 1 if len(name) > 3 and name[-1] == book.divisions[at].name[-1] else 0
        right = book.divisions[at].name
        found[name] = _Misprint(name[: len(name) - cut], right[: len(right) - cut], at)


def _bare(text: str, spots: list[Spot]) -> set[str]:
    """The suspect names that no place stands before."""
    book = gazetteer()
    names = {m[0] for m in [_NAME.match(text)] if m}
    for spot in spots:
        if spot.full and spot.start and text[spot.end - 1] in "市县区州旗盟" and not fresh(text, spot.start):
            names.add(text[spot.start - 1 : spot.end])
    sure = (name for name in names if len(name) >= _SURE and not _NO_NAME.search(name))
    return {name for name in sure if name not in book.full and name not in book.short}


def _below(at: int) -> list[int]:
    """The divisions one step below, and two below a province, where newspapers leave the prefecture out."""
    book = gazetteer()
    below = list(book.children(at))
    if book.divisions[at].level == PROVINCE:
        below += [deep for i in below for deep in book.children(i)]
    return below


@cache
def _by_rest() -> dict[tuple[int, str], list[int]]:
    """All divisions by their names without one character: by its place and what is left."""
    by_rest: dict[tuple[int, str], list[int]] = {}
    for at, division in enumerate(gazetteer().divisions):
        for n in range(len(division.name)):
            by_rest.setdefault((n, division.name[:n] + division.name[n + 1 :]), []).append(at)
    return by_rest


def _nearly(name: str) -> set[int]:
    """The divisions of the whole country whose names differ from `name` in one character at the most."""
    by_rest = _by_rest()
    return {at for n in range(len(name)) for at in by_rest.get((n, name[:n] + name[n + 1 :]), ())}


def _one_off(name: str, other: str) -> bool:
    """Whether two names of at least three characters differ in one place, and not in what kind of division they are."""
    if len(name) != len(other) or len(name) < 3 or name[-1] != other[-1]:
        return False
    return sum(a != b for a, b in zip(name, other, strict=True)) == 1


def _borne_out(text: str, spots: list[Spot], at: int) -> bool:
    book = gazetteer()
    division = book.divisions[at]
    for spot in spots:
        sure = spot.full or len(spot.options) == 1
        if at in spot.options and sure and text[spot.start : spot.end] not in book.weak:
            return True
    below = {text[s.start : s.end] for s in spots if s.full and any(book.divisions[i].parent == at for i in s.options)}
    if len(below) >= _BORNE_OUT:
        return True
    towns = {t for t in book.towns(at) if t in text}
    if len(towns) >= _BORNE_OUT:
        return True
    # A county may also be borne out by its prefecture together with another county of it.
    sisters = {
        i for s in spots if s.full for i in s.options if i != at and book.divisions[i].parent == division.parent
    }
    upper = division.parent
    named = any(upper in s.options for s in spots)
    return book.divisions[upper].level != PROVINCE and named and bool(sisters or towns)


def _mended(article: Article, misprint: _Misprint) -> Article:
    wrong, right = misprint.wrong, misprint.right

    def put_right(words: str | None) -> str | None:
        return words.replace(wrong, right) if words else words

    title = sum((words or "").count(wrong) for words in (article.kicker, article.title, article.subtitle))
    places = [m.start() for m in re.finditer(re.escape(wrong), article.text)]
    division = gazetteer().divisions[misprint.at]
    where = "，".join([f"标题{title}处"] * bool(title) + [f"正文{len(places)}处"] * bool(places))
    detail = f"“{wrong}”改为“{right}”：{division.path.rsplit('/', 1)[0]}只有{division.name}相合（{where}）"
    repairs = [
        Repair("corrected_name", detail, _on_page(article, at, len(wrong)), at, wrong, right) for at in places
    ]
    if not repairs:
        span = article.spans[0] if article.spans else (0, 0)
        repairs = [Repair("corrected_name", detail, span, None, wrong, right)]
    return replace(
        article,
        kicker=put_right(article.kicker),
        title=put_right(article.title),
        subtitle=put_right(article.subtitle),
        text=put_right(article.text),
        headings=tuple(Heading(h.text.replace(wrong, right), h.before) for h in article.headings),
        repairs=(*article.repairs, *repairs),
    )


def _on_page(article: Article, at: int, length: int) -> tuple[int, int]:
    """The span of the page for a span of the text, which may run over a seam; the text's own where no page is known."""

    def page(offset: int) -> int | None:
        for piece in article.pieces:
            if piece.text <= offset < piece.text + piece.length:
                return piece.page + offset - piece.text
        return None

    first, last = page(at), page(at + length - 1)
    if first is None or last is None:
        return (at, at + length)
    return (first, last + 1) if last >= first else (first, first + 1)

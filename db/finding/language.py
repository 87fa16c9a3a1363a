"""What was typed, understood: words, phrases, what is excluded, fields, figures, years.

Several words are all wanted. Quotes of any kind make a phrase, a minus before a word, a phrase or a field excludes it,
and 地区: 主题: 标题: 作者: 批注: 报纸: 年份: 指标: look there alone (place: topic: title: author: note: paper: year:
figure:). 年份 takes 2020, 2020-2023 and >2020; 指标 takes a thing (指标:老旧小区), an amount (指标>100万元) or both
(指标:投资>1亿元), see db.finding.figures. Anything may be typed: what is half typed, or makes no sense as one of these,
is words.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from db.finding import figures as figuring
from db.finding.figures import SAID, SIGN, Figures
from db.finding.folding import fold
from db.finding.pinyin import is_syllable
from db.finding.tokens import RUN

MOST_TYPED = 200  # characters of a query that are looked at
MOST_TERMS = 12
LAST_YEAR = 9999

_FIELDS = {
    "region": "地区 地点 place region", "topic": "主题 topic", "title": "标题 title", "byline": "作者 author byline",
    "note": "批注 笔记 note", "paper": "报纸 paper", "year": "年份 年度 year", "figure": "指标 数据 figure metric",
}
_NAMES = {name: field for field, names in _FIELDS.items() for name in names.split()}
_QUOTED = (("\"“”„‟＂″", "\"“”„‟＂″"), ("「", "」"), ("『", "』"), ("《", "》"), ("〈", "〉"), ("‘", "’"), ("«", "»"),
           ("﹁", "﹂"), ("﹃", "﹄"), ("‹", "›"), ("〝", "〞〟"))
_PHRASE = "|".join(f"[{a}]([^{a}{b}]+)[{b}]" for a, b in _QUOTED)
_PHRASE += r"|(?<![^\s:：\-－])['＇]([^'＇]+)['＇](?!\w)"  # which may be an apostrophe
_MARKS = "".join({mark for pair in _QUOTED for mark in "".join(pair)})
_MINUS = r"(?P<minus>(?<!\S)[-－−﹣–—](?![-－—]))?"  # after a blank only: 2020-2023 excludes nothing
_ITEM = re.compile(
    rf"{_MINUS}(?:(?P<field>{'|'.join(_NAMES)})\s*(?P<sign>[:：]?\s*{SIGN}|[:：])\s*)?"
    rf"(?:(?P<phrase>{_PHRASE})|(?P<word>[^\s{_MARKS}，。、；：！？（）【】…]+))", re.IGNORECASE)
_FIGURE = re.compile(rf"{_MINUS}(?:{'|'.join(name for name, field in _NAMES.items() if field == 'figure')})"
                     rf"\s*(?:[:：]\s*|(?={SIGN}|{SAID}))", re.IGNORECASE)
_NEXT = re.compile(rf"\s(?:[-－−﹣–—](?=[^\s\d])|(?:{'|'.join(_NAMES)})\s*(?:[:：]|{SIGN}))", re.IGNORECASE)
_UNMARKED = dict.fromkeys(map(ord, _MARKS), " ")
_YEARS = re.compile(r"(\d{4})年?(?:(?:-|~|—|–|至|到)(?:(\d{4})年?)?)?")


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand together, folded, beginning and ending with what can be searched."""

    words: str
    field: str = ""  # a key of tokens.FIELDS, "paper", or "" for anywhere
    exclude: bool = False
    closed: bool = False  # its last word is whole: it was quoted


@dataclass(frozen=True, slots=True)
class Years:
    first: int
    last: int
    exclude: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    terms: tuple[Term, ...] = ()
    years: tuple[Years, ...] = ()
    figures: tuple[Figures, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms or self.years or self.figures)


@lru_cache(64)
def understand(typed: str) -> Asked:
    """What `typed` asks for; false where nothing in it can be searched. Raises nothing, whatever was typed."""
    terms: dict[Term, None] = {}
    years: dict[Years, None] = {}
    figures: dict[Figures, None] = {}
    at, typed = 0, typed[:MOST_TYPED]
    while item := _ITEM.search(typed, at):
        at = item.end()
        begun = _FIGURE.match(typed, item.start())
        if begun and (found := figuring.typed_figure(_unmarked(typed, begun.end()), begun.end())):
            one, at = found
            figures[replace(one, subject=_words(one.subject), exclude=bool(begun["minus"]))] = None
            continue
        field = _NAMES.get((item["field"] or "").lower(), "")
        value = next(filter(None, item.groups()[3:]), "")
        value = value[1:-1] if item["phrase"] else value
        sign = figuring.sign(re.sub(r"[:：\s]", "", item["sign"] or ""))
        exclude = bool(item["minus"])
        made: Years | Figures | None = None
        if field == "year":
            made = _years(sign, fold(value), exclude)
        elif field == "figure":
            made = Figures(_words(value), exclude=exclude) if _words(value) and not item["sign"].strip(":： ") else None
        if isinstance(made, Years):
            years[made] = None
        elif made:
            figures[made] = None
        else:
            plain = field if field not in ("year", "figure") and not sign else ""
            if field and not plain:  # half typed, or no such thing: its name is a word like others
                terms |= dict.fromkeys(_terms(item["field"], "", exclude, False))
            terms |= dict.fromkeys(_terms(value, plain, exclude, bool(item["phrase"])))
    several = _read_together(terms)
    if any(not term.exclude for term in several):  # what is wanted before what is not
        several.sort(key=lambda term: term.exclude)
    return Asked(tuple(several[:MOST_TERMS]), tuple(years)[:MOST_TERMS], tuple(figures)[:MOST_TERMS])


def _terms(words: str, field: str, exclude: bool, closed: bool) -> Iterator[Term]:
    folded = fold(words)
    runs = list(RUN.finditer(folded))
    if runs:
        whole = not runs[-1].group(1) and runs[-1].end() < len(folded)  # a mark behind it says so: 93% is not 936
        yield Term(folded[runs[0].start() : runs[-1].end()], field, exclude, closed or whole)


def _unmarked(typed: str, at: int) -> str:
    """`typed` up to what is asked next behind `at`, blanks for quotes."""
    following = _NEXT.search(typed, at)
    return typed[: following.start() if following else None].translate(_UNMARKED)


def _words(typed: str) -> str:
    """`typed` as the words of a Term, "" where nothing of it can be searched."""
    return next((term.words for term in _terms(typed, "", False, False)), "")


def _read_together(terms: Iterable[Term]) -> list[Term]:
    """Syllables one after the other are one word: san ming is 三明."""
    several: list[Term] = []
    for term in terms:
        last = several[-1] if several else None
        if (last and not (term.closed or last.closed) and (last.field, last.exclude) == (term.field, term.exclude)
                and all(map(is_syllable, (*last.words.split(), term.words)))):
            several[-1] = replace(last, words=f"{last.words} {term.words}")
        else:
            several.append(term)
    return several


def _years(sign: str, value: str, exclude: bool) -> Years | None:
    found = _YEARS.fullmatch(value.strip())
    if not found:
        return None
    first, second = found.groups()
    year = int(first)
    if sign in (">", ">=", "<", "<="):
        if value.strip("年 ") != first:
            return None
        low, high = {">": (year + 1, LAST_YEAR), ">=": (year, LAST_YEAR), "<": (0, year - 1), "<=": (0, year)}[sign]
        return Years(low, high, exclude)
    open_end = value.strip("年 ") != first
    return Years(year, int(second) if second else LAST_YEAR if open_end else year, exclude)

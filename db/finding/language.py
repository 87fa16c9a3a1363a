"""What was typed, understood: words, phrases, what is excluded, fields, figures, dates.

Several words are all wanted. Quotes of any kind make a phrase, a minus before a word, a phrase or a field excludes it,
and 地区: 主题: 标题: 作者: 批注: 报纸: 年份: 指标: look there alone (place: topic: title: author: note: paper: year:
figure:). 年份 takes a year, a month or a day (2020, 2020-03, 2020年3月, 2020/3/5), two of them (2020-2023,
2020年3-6月), 2020- and >2020; 指标 takes a thing (指标:老旧小区), an amount (指标>100万元) or both (指标:投资>1亿元),
see db.finding.figures. Anything may be typed: what is half typed, or makes no sense as one of these, is words.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from db.finding import figures as figuring
from db.finding.figures import SAID, SIGN, Figures
from db.finding.folding import fold, simplified
from db.finding.pinyin import is_syllable
from db.finding.tokens import RUN

MOST_TYPED = 200  # characters of a query that are looked at
MOST_TERMS = 12
_FIRST, _LAST = "0000", "9999"  # years before and after all others

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
_DATE = r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})[日号]?|月)?|年)?"
_DATES = re.compile(rf"{_DATE}(?:(?P<to>[-~—–至到])(?:(?P<month>\d{{1,2}})月|{_DATE})?)?")


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand together, folded, beginning and ending with what can be searched."""

    words: str
    field: str = ""  # a key of tokens.FIELDS, "paper", or "" for anywhere
    exclude: bool = False
    closed: bool = False  # its last word is whole: it was quoted


@dataclass(frozen=True, slots=True)
class Dates:
    """When a paper came out: from `first` to `last`, each ISO 8601 as far as it was told: 2021, 2021-03, 2021-03-15."""

    first: str
    last: str
    exclude: bool = False

    @property
    def between(self) -> tuple[str, str]:
        """The strings that whole dates, and years where years were told, lie between: 2021-03-15 before 2021-03~."""
        return self.first, self.last + "~"

    @property
    def of_years(self) -> bool:
        """Whether the year alone tells."""
        return len(self.first) == len(self.last) == len(_FIRST)


@dataclass(frozen=True, slots=True)
class Asked:
    terms: tuple[Term, ...] = ()
    dates: tuple[Dates, ...] = ()
    figures: tuple[Figures, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms or self.dates or self.figures)


@lru_cache(64)
def understand(typed: str) -> Asked:
    """What `typed` asks for; false where nothing in it can be searched. Raises nothing, whatever was typed."""
    terms: dict[Term, None] = {}
    dates: dict[Dates, None] = {}
    figures: dict[Figures, None] = {}
    at, typed = 0, simplified(typed[:MOST_TYPED])  # names of fields, words for signs and units, too
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
        made: Dates | Figures | None = None
        if field == "year":
            made = _dates(sign, fold(value), exclude)
        elif field == "figure":
            made = Figures(_words(value), exclude=exclude) if _words(value) and not item["sign"].strip(":： ") else None
        if isinstance(made, Dates):
            dates[made] = None
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
    return Asked(tuple(several[:MOST_TERMS]), tuple(dates)[:MOST_TERMS], tuple(figures)[:MOST_TERMS])


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


def _dates(sign: str, value: str, exclude: bool) -> Dates | None:
    found = _DATES.fullmatch(value.strip())
    if not found:
        return None
    to, month = found["to"], found["month"]
    first = _date(*found.group(1, 2, 3))
    last = _date(found[1], month) if month else _date(*found.group(6, 7, 8))
    if first is None or last is None or (sign in (">", ">=", "<", "<=") and to):
        return None
    if sign in (">", ">="):
        return Dates(first if sign == ">=" else _next_to(first, 1), _LAST, exclude)
    if sign in ("<", "<="):
        return Dates(_FIRST, first if sign == "<=" else _next_to(first, -1), exclude)
    return Dates(first, last or (_LAST if to else first), exclude)


def _date(year: str | None, month: str | None = None, day: str | None = None) -> str | None:
    """ISO 8601 as far as it is told, "" where nothing is, None where there is no such month or day."""
    if (month and not 0 < int(month) < 13) or (day and not 0 < int(day) < 32):
        return None
    return "-".join([year or "", *(part.zfill(2) for part in (month, day) if part)])


def _next_to(date: str, by: int) -> str:
    """The year, month or day before or after, as dates are compared: the month before 2021-01 may be 2021-00."""
    above, dash, last = date.rpartition("-")
    return f"{above}{dash}{min(int(last) + by, int(_LAST)):0{len(last)}}"

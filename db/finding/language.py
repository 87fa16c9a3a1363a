"""What was typed, understood: words, phrases, what is excluded, fields, figures, years.

Several words are all wanted. Quotes of any kind make a phrase, a minus before a word, a phrase or a field excludes it,
and 地区: 主题: 标题: 作者: 批注: 报纸: 年份: 指标: look there alone (place: topic: title: author: note: paper: year:
figure:). 年份 takes 2020, 2020-2023 and >2020; 指标 takes a thing (指标:老旧小区), an amount (指标>100万元) or both
(指标:投资>1亿元). Anything may be typed: what is half typed, or makes no sense as one of these, is words.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from db.finding.folding import fold
from db.finding.pinyin import is_syllable
from db.finding.tokens import RUN

if TYPE_CHECKING:
    from db.measures import Amount

MOST_TYPED = 200  # characters of a query that are looked at
MOST_TERMS = 12
LAST_YEAR = 9999

_FIELDS = {
    "region": "地区 地点 place region", "topic": "主题 topic", "title": "标题 title", "byline": "作者 author byline",
    "note": "批注 笔记 note", "paper": "报纸 paper", "year": "年份 年度 year", "figure": "指标 数据 figure metric",
}
_NAMES = {name: field for field, names in _FIELDS.items() for name in names.split()}
_SIGNS = {">": ">", "＞": ">", "<": "<", "＜": "<", "=": "=", "＝": "=", "≥": ">=", "≧": ">=", "≤": "<=", "≦": "<="}
_SIGN = f"[{''.join(_SIGNS)}][=＝]?"
_QUOTED = (("\"“”„‟＂″", "\"“”„‟＂″"), ("「", "」"), ("『", "』"), ("《", "》"), ("〈", "〉"), ("‘", "’"), ("«", "»"),
           ("﹁", "﹂"), ("﹃", "﹄"))
_PHRASE = "|".join(f"[{a}]([^{a}{b}]+)[{b}]" for a, b in _QUOTED)
_MARKS = "".join({mark for pair in _QUOTED for mark in "".join(pair)})
_ITEM = re.compile(
    r"(?P<minus>(?<!\S)[-－−﹣])?"  # after a blank only: 2020-2023 excludes nothing
    rf"(?:(?P<field>{'|'.join(_NAMES)})\s*(?P<sign>[:：]?\s*{_SIGN}|[:：])\s*)?"
    rf"(?:(?P<phrase>{_PHRASE})|(?P<word>[^\s{_MARKS}，。、；：！？（）【】…]+))", re.IGNORECASE)
_YEARS = re.compile(r"(\d{4})年?(?:(?:-|~|—|–|至|到)(?:(\d{4})年?)?)?")
_COMPARED = re.compile(rf"(.*?)\s*({_SIGN})\s*(.+)", re.DOTALL)


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
class Figures:
    """A metric of the thing `subject` ("" for any) whose value stands so to `amount` (None for any)."""

    subject: str
    sign: str = ""  # > >= < <= =
    amount: "Amount | None" = None
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
    for item in _ITEM.finditer(typed[:MOST_TYPED]):
        field = _NAMES.get((item["field"] or "").lower(), "")
        value = next(filter(None, item.groups()[3:]), "")
        value = value[1:-1] if item["phrase"] else value
        sign = "".join(_SIGNS.get(one, "") for one in item["sign"] or "")
        exclude = bool(item["minus"])
        made: Years | Figures | None = None
        if field == "year":
            made = _years(sign, fold(value), exclude)
        elif field == "figure":
            made = _figures(sign, value, exclude)
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
        yield Term(folded[runs[0].start() : runs[-1].end()], field, exclude, closed)


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


def _figures(sign: str, value: str, exclude: bool) -> Figures | None:
    subject = ""
    if not sign:
        compared = _COMPARED.fullmatch(value)
        if not compared:
            terms = list(_terms(value, "", False, False))
            return Figures(terms[0].words, exclude=exclude) if terms else None
        subject, sign, value = compared[1], "".join(_SIGNS[one] for one in compared[2] if one in _SIGNS), compared[3]
    if sign not in (">", ">=", "<", "<=", "="):
        return None
    from db.measures import typed_amount  # its lexicon is read only when somebody compares

    amount = typed_amount(value)
    if amount is None:
        return None
    terms = list(_terms(subject, "", False, False))
    return Figures(terms[0].words if terms else "", sign, amount, exclude)

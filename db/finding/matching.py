"""Terms -> expressions for the index, and what it cannot tell, told by the texts themselves.

The index keeps no positions: it knows which articles have all parts of a term, and for a term of one part that is the
answer. Of another (`is_loose`) those articles are candidates, which `says` holds against the term.
"""

import itertools
import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from db.finding import pinyin
from db.finding.figures import Figures, bounds, stands
from db.finding.folding import HAN, fold
from db.finding.language import Term
from db.finding.tokens import ALL, BEGUN, FIELDS, INITIALS, NODE, READ, RUN, SHORT, SPELT, needed

EVERYTHING = f'"{ALL}"'
NOTHING = f'"{NODE}"'  # a node without a number

_LETTERS = re.compile("(?=..)[a-z]+(?: [a-z]+)*")
_NO_INITIAL = re.compile("[iuv]")
_MOST_INITIALS = 8


def expression(term: Term, fields: Iterable[str] = ("",), passed: Collection[str] = ()) -> str:
    """What the index is asked for `term`, in any of these fields ("" for anywhere); not for the parts that are
    `passed`, where what it finds is looked at anyway.
    """
    return either(expression for field in fields for expression in _ways(term, field, passed))


def parts(term: Term, field: str) -> list[str]:
    """Expressions for what every article has that holds the term in a field, each by itself; none where it may be read
    otherwise than it is written.
    """
    return [] if letters(term) else [f'"{FIELDS[field]}{part}"' for part in needed(term.words)[:-1]]


def is_loose(term: Term, fields: Sequence[str] = ("",)) -> bool:
    """Whether the index finds candidates only, looking in these fields."""
    typed = letters(term)
    if typed and any(field in READ for field in fields):
        return True  # how fields are read is not kept field by field
    if typed and "" in fields and (any(len(cut) > 2 for cut in pinyin.cuts(typed)) or _initials(typed) > 2):
        return True
    return len(needed(term.words)) > 1


def letters(term: Term) -> str:
    """The letters of a term that may be Chinese as it is read, else ""."""
    if term.closed or not _LETTERS.fullmatch(term.words):
        return ""
    typed = term.words.replace(" ", "")
    return typed if _initials(typed) or pinyin.cuts(typed) else ""


def is_literal(term: Term) -> bool:
    """Whether a folded text holds the term just where it has these very characters side by side."""
    run = RUN.match(term.words)
    return bool(run.group(1)) and run.end() == len(term.words)


def nodes(ids: Iterable[int]) -> str:
    """What the index is asked for articles on any of these nodes."""
    return either(f'"{NODE}{number}"' for number in ids)


def either(expressions: Iterable[str]) -> str:
    several = list(dict.fromkeys(expressions))
    return f"({' OR '.join(several)})" if several else NOTHING


def all_of(expressions: Iterable[str], without: Iterable[str] = ()) -> str:
    """The articles all expressions find and none of `without`."""
    whole = " AND ".join(dict.fromkeys(expressions)) or EVERYTHING
    for expression in dict.fromkeys(without):
        whole = f"({whole}) NOT {expression}"
    return whole


@lru_cache(256)
def pattern(words: str, closed: bool = False) -> re.Pattern[str]:
    """Finds a term in a folded text as the index does: whatever is no token may stand between its runs."""
    runs = list(RUN.finditer(words))
    front = "" if runs[0].group(1) else f"(?<![^\\W_{HAN}])"
    back = "" if runs[-1].group(1) or not closed else f"(?![^\\W_{HAN}])"
    inner = r"[\W_]*".join(
        re.escape(run.group()) + ("" if run.group(1) or last else f"(?![^\\W_{HAN}])")
        for run, last in ((run, run is runs[-1]) for run in runs))
    return re.compile(front + inner + back)


def says(words: str, closed: int, *texts: str | None) -> int:
    """Whether any of the texts holds the term; a function for SQL."""
    found = pattern(words, bool(closed)).search
    return int(any(text and found(fold(text)) for text in texts))


@lru_cache(4096)
def is_thing(words: str, subject: str) -> bool:
    """Whether the subject of a metric holds the term; a function for SQL. There are few subjects."""
    return bool(pattern(words).search(fold(subject)))


def is_such(one: Figures, unit: str, value: float, qualifier: str, subject: str) -> bool:
    """Whether a metric is what was asked for."""
    from db.measures import dimension_of, in_base

    if one.subject and not is_thing(one.subject, subject):
        return False
    if one.amount is None:
        return True
    alike = one.amount.dimension
    if alike and dimension_of(unit) != alike:
        return False
    value = in_base(value, unit) if alike else value
    return stands(one, value, qualifier, *bounds(one, lambda amount: amount.base if alike else amount.value))


def reads(typed: str, *texts: str | None) -> int:
    """Whether any of the texts is read so; a function for SQL."""
    return int(any(text and pinyin.reads(fold(text), typed) for text in texts))


def _ways(term: Term, field: str, passed: Collection[str]) -> Iterable[str]:
    """The ways an article may show in the index that holds the term in this field."""
    mark = FIELDS.get(field, "")
    parts = [part for part in needed(term.words) if part not in passed]
    last = RUN.search(term.words[::-1]).group()[::-1]
    asked = []
    for part in parts:
        begun = part == last and not term.closed and not RUN.match(part).group(1)
        if begun and not mark and len(part) <= SHORT:
            asked.append(f'"{BEGUN}{part}"')
        else:
            asked.append(f'"{mark}{part}"' + (" *" if begun else ""))
    yield f"({' AND '.join(asked)})"
    typed = letters(term)
    if typed and field in ("", *READ):
        for cut in pinyin.cuts(typed):
            if len(cut) == 1:
                yield f'"{SPELT}{typed}"'  # what begins so is half of all there is
                continue
            pairs = ["".join(pair) for pair in itertools.pairwise(cut)]
            yield "(" + " AND ".join([*(f'"{SPELT}{pair}"' for pair in pairs[:-1]), f'"{SPELT}{pairs[-1]}" *']) + ")"
        if _initials(typed):
            yield "(" + " AND ".join(f'"{INITIALS}{a}{b}"' for a, b in itertools.pairwise(typed)) + ")"


def _initials(typed: str) -> int:
    """How many initials these letters may be, 0 where they cannot be such."""
    return len(typed) if len(typed) <= _MOST_INITIALS and not _NO_INITIAL.search(typed) else 0

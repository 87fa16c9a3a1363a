"""The stretch of a text that answers what was typed, its words marked as they are written there."""

import re
from collections.abc import Callable, Iterable, Sequence

from db.finding import pinyin
from db.finding.folding import fold, origins
from db.finding.language import understand
from db.finding.matching import is_such, letters, pattern
from db.model import Metric

AROUND = 12  # characters of a snippet before its first marked word
LENGTH = 64
_MOST_MARKS = 200
_CLAUSE = re.compile(r"[，。；：！？]+[”’」』）》]*")

Parts = tuple[tuple[str, bool], ...]  # of a snippet: (words, marked)
_Sought = tuple[re.Pattern[str], str]  # how it is written; the letters it may be read as, or ""


class Read(str):
    """Words that are found as they are read, too: of a title, a place or a topic."""

    __slots__ = ()


def snippet(fields: Iterable[str], typed: str, more: Sequence[Sequence[tuple[int, int]]] = ()) -> Parts:
    """A stretch of the field that answers `typed` best, its words marked; else the first one's beginning. `more` is
    where in the first field that stands which answers in another way, as figures do.

    Fields are asked for only until one holds all that is wanted.
    """
    sought = _wanted(typed)
    most = len(sought) + len(more)
    best: tuple[int, str, int, list[tuple[int, int]]] | None = None
    first = ""
    for field in fields:
        first = first or field
        if not most:
            break
        found = _found(field, sought, quick=True)
        found = sorted(found + [(a, b, n) for n, spans in enumerate(more, len(sought)) for a, b in spans])
        more = ()
        for at, (begin, *_) in enumerate(found):
            here = {which for a, b, which in found[at : at + LENGTH] if b <= begin + LENGTH - AROUND}
            if best is None or len(here) > best[0]:
                best = (len(here), field, begin, [(a, b) for a, b, _ in found])
            if best[0] == most:
                break
        if best and best[0] == most:
            break
    if best is None:
        return ((_flat(first[:LENGTH]) + ("…" if len(first) > LENGTH else ""), False),) if first else ()
    return _cut(*best[1:])


def places(text: str, typed: str) -> list[tuple[int, int]]:
    """(start, end) of all that `typed` finds in `text` (see Read), in order; they may overlap."""
    return [(start, end) for start, end, _ in _found(text, _wanted(typed))]


def finder(typed: str, metrics: Iterable[Metric]) -> Callable[[str], list[tuple[int, int]]]:
    """What finds in a stretch of a text, as `places` does, what was typed and those of its metrics that answer it."""
    wanted = [one for one in understand(typed).figures if not one.exclude]
    figures = {re.escape(metric.text) for metric in metrics if any(
        is_such(one, metric.unit, metric.value, metric.qualifier, metric.subject) for one in wanted)}
    found = re.compile("|".join(sorted(figures, key=len, reverse=True)) or r"(?!)").finditer
    return lambda text: sorted({*places(text, typed), *(one.span() for one in found(text))})


def _wanted(typed: str) -> list[_Sought]:
    """What is to be marked: all that is wanted, wherever it was looked for."""
    asked = understand(typed)
    words = [(term.words, term.closed, letters(term)) for term in asked.terms if not term.exclude]
    words += [(one.subject, False, "") for one in asked.figures if one.subject and not one.exclude]
    return [(pattern(words, closed), typed) for words, closed, typed in dict.fromkeys(words)]


def _found(field: str, sought: Sequence[_Sought], quick: bool = False) -> list[tuple[int, int, int]]:
    """(start, end, which of those sought) of every match, offsets of `field`; `quick` where one of each will do."""
    if quick:
        found = [(m.start(), m.end(), n) for n, (pattern, _) in enumerate(sought) for m in pattern.finditer(field)]
        if len({n for *_, n in found}) == len(sought):  # written as it is compared, as nearly everything is
            return sorted(found)[:_MOST_MARKS]
    folded = fold(field)
    found = [(m.start(), m.end(), n) for n, (pattern, _) in enumerate(sought) for m in pattern.finditer(folded)]
    if isinstance(field, Read):
        found += [(a, b, n) for n, (_, typed) in enumerate(sought) if typed for a, b in pinyin.places(folded, typed)]
    if len(folded) != len(field):
        origin = origins(field)
        found = [(origin[a], origin[b - 1] + 1, n) for a, b, n in found]
    return sorted(found)[:_MOST_MARKS]


def _cut(field: str, begin: int, marks: list[tuple[int, int]]) -> Parts:
    line = field.rfind("\n", 0, begin)
    before = field[max(line + 1, begin - AROUND * 2) : begin]
    back = [len(before) - m.end() for m in _CLAUSE.finditer(before)]
    if begin - line - 1 <= AROUND:
        begin = line + 1
    elif back:  # where its clause begins, or one before it, if its own tells too little
        begin -= min((n for n in back if n >= AROUND // 2), default=back[-1])
    else:
        begin = max(line + 1, begin - AROUND)
    end = min(len(field), begin + LENGTH)
    parts, at = [("…", False)] if begin > line + 1 else [], begin
    for a, b in marks:
        if a < at or (b > end and a > begin + AROUND):
            continue
        parts += [(_flat(field[at:a]), False), (_flat(field[a:b]), True)]
        at = b
    end = max(at, end)
    parts.append((_flat(field[at:end]) + ("…" if end < len(field) else ""), False))
    joined: list[tuple[str, bool]] = []
    for words, marked in parts:
        if joined and joined[-1][1] == marked:
            joined[-1] = (joined[-1][0] + words, marked)
        elif words:
            joined.append((words, marked))
    return tuple(joined)


def _flat(words: str) -> str:
    return words.replace("\n", " ")

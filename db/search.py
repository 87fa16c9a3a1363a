"""The index form of a text, the query form of what was typed, and snippets.

SQLite's own tokenizers find no Chinese word of one or two characters. So a run of Chinese is indexed as its overlapping
pairs and, last, its final character alone: 老旧小区 -> 老旧 旧小 小区 区. Each character then begins exactly one token,
so that one character is found as a prefix, and a longer word as its pairs side by side. Words of other scripts and
numbers are tokens as they are. Everything is folded: full-width to half-width, capitals to small letters.
"""

import itertools
import re
import unicodedata
from collections.abc import Sequence

MOST_TYPED = 200  # characters of a query that are looked at
MOST_TERMS = 12
AROUND = 12  # characters of a snippet before its first marked word
LENGTH = 64

_HAN = "〇々㐀-鿿豈-﫿𠀀-𳎿぀-ヿ"
_RUN = re.compile(f"([{_HAN}]+)|[^\\W_{_HAN}]+")
_TERM = re.compile(r"[\"“”「](?P<phrase>[^\"“”「」]+)[\"“”」]|(?P<word>[^\s\"“”「」，。、；：！？（）《》〈〉【】…]+)")
_CLAUSE = re.compile(r"[，。；：！？]+[”’」』）》]*")

Parts = tuple[tuple[str, bool], ...]  # of a snippet: (words, marked)


class _Fold(dict):
    """For str.translate: each character's compatibility form in small letters; found once, then remembered."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = "" if 0xD800 <= code < 0xE000 else unicodedata.normalize("NFKC", character).casefold()
        if folded and not any(map(str.isalnum, folded)):
            folded = character  # a mark is no token; one for one, offsets hold in nearly every text (… would be ...)
        self[code] = folded
        return folded


_FOLD = _Fold()


def fold(text: str) -> str:
    """`text` as it is compared; may be longer than `text` (㎡ is m2)."""
    return text.translate(_FOLD)


def index_form(text: str) -> str:
    """The tokens of `text`, separated by blanks, for the full-text index."""
    return " ".join(_tokens(fold(text), closed=True))


def query_form(typed: str) -> str:
    """The FTS5 query for `typed`, or "" where nothing in it can be searched. Words are ANDed, quotes make a phrase."""
    phrases = (" ".join(_tokens(term, closed=False)) for term in _terms(typed))
    return " AND ".join(f'"{phrase}" *' for phrase in phrases)


def snippet(fields: Sequence[str], typed: str) -> Parts:
    """A stretch of the field that answers `typed` best, its words marked; else the first one's beginning."""
    patterns = [_pattern(term) for term in _terms(typed)]
    best: tuple[int, str, int, list[tuple[int, int]]] | None = None
    for field in fields:
        found = _found(field, patterns)
        for at, (begin, *_) in enumerate(found):
            here = {which for a, b, which in found[at : at + LENGTH] if b <= begin + LENGTH - AROUND}
            if best is None or len(here) > best[0]:
                best = (len(here), field, begin, [(a, b) for a, b, _ in found])
            if best[0] == len(patterns):
                break
        if best and best[0] == len(patterns):
            break
    if best is None:
        field = next(filter(None, fields), "")
        return ((_flat(field[:LENGTH]) + ("…" if len(field) > LENGTH else ""), False),) if field else ()
    return _cut(*best[1:])


def places(text: str, typed: str) -> list[tuple[int, int]]:
    """(start, end) of all that `typed` finds in `text`, in order; they may overlap."""
    return [(start, end) for start, end, _ in _found(text, [_pattern(term) for term in _terms(typed)])]


def _tokens(folded: str, closed: bool) -> list[str]:
    """The tokens of `folded`; `closed` where its end is the end of the text, not a prefix of what may go on."""
    tokens, end = [], len(folded)
    for run in _RUN.finditer(folded):
        words = run.group()
        if not run.group(1):
            tokens.append(words)
            continue
        tokens += map("".join, itertools.pairwise(words))
        if closed or len(words) == 1 or run.end() < end:
            tokens.append(words[-1])
    return tokens


def _terms(typed: str) -> list[str]:
    """The folded words and phrases of `typed`, each trimmed to what can be searched, each once."""
    terms = {}
    for match in _TERM.finditer(typed[:MOST_TYPED]):
        term = fold(match["phrase"] or match["word"])
        runs = list(_RUN.finditer(term))
        if runs:
            terms[term[runs[0].start() : runs[-1].end()]] = True
    return list(terms)[:MOST_TERMS]


def _pattern(term: str) -> re.Pattern[str]:
    """Finds `term` in a folded text as the index does: whatever is no token may stand between its runs."""
    runs = [re.escape(run.group()) for run in _RUN.finditer(term)]
    front = "" if _RUN.match(term).group(1) else f"(?<![^\\W_{_HAN}])"
    return re.compile(front + r"[\W_]*".join(runs))


def _found(field: str, patterns: Sequence[re.Pattern[str]]) -> list[tuple[int, int, int]]:
    """(start, end, which pattern) of every match, offsets of `field` itself."""
    folded = fold(field)
    found = [(m.start(), m.end(), n) for n, pattern in enumerate(patterns) for m in pattern.finditer(folded)]
    if len(folded) != len(field):
        origin = [n for n, c in enumerate(field) for _ in _FOLD[ord(c)]]
        found = [(origin[a], origin[b - 1] + 1, n) for a, b, n in found]
    return sorted(found)[:200]


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

"""A raw page -> its lines, cleaned of what the scan put in, each character still knowing its place on the page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import add

from db.extract.layout import wraps
from db.model import Span

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_MARK = re.compile(r"(#{2,6})\s*|#\s+")
# Soft hyphens, zero-width characters and direction marks print nothing and only keep words from being found.
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
# Of these, or of blanks, a run; it begins with a set of characters, which a search skips to.
_NOISE = re.compile(rf"[{_INVISIBLE}\s](?:(?<=\s)\s+|(?<=[{_INVISIBLE}])[{_INVISIBLE}]*)")
_HIDDEN = re.compile(rf"[{_INVISIBLE}\s]*")
_WIDE = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_WIDE |= {0x3000: 0x20, 0xA0: 0x20, 0x09: 0x20, 0xFF05: 0x25}
_WIDE_POINT = re.compile(r"(?<=[0-9])．(?=[0-9])")
_NEEDS_FOLD = re.compile(r"[０-９Ａ-Ｚａ-ｚ％．\u3000\xa0\t]")
# A line set letter by letter: nearly every character has a single blank behind it.
_SPACED = re.compile(r"\S\s(?=\S)")
_SPACED_MOST = 0.6  # of its characters
_SPACED_LEAST = 8  # characters of a line that is looked at; a row of names is shorter
# 本报讯（记者 甲 | 乙）: a source note that a column cut within its bracket.
_NOTE_CUT = re.compile(r"[\u3400-\u9fff0-9]{1,20}[讯电] ?[(（][^()（）。，]{0,40}")
_NOTE_REST = re.compile(r"[^()（）。，]{0,40}[)）]")
_PUNCTUATED = re.compile(r"[，。；！？、：]|[讯电][（(]")

_SENTENCE = re.compile(r"[，。；！？]")

HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_IS_LATIN = re.compile(r"[A-Za-zÀ-ɏА-я]")


def fold(text: str) -> str:
    """`text` with full-width Latin letters, digits and blanks in half width; every character keeps its place."""
    if not _NEEDS_FOLD.search(text):
        return text
    return _WIDE_POINT.sub(".", text.translate(_WIDE))


@dataclass(frozen=True)
class Line:
    """A line of the page that is not blank. `runs` are the stretches of the page its cleaned text is made of."""

    index: int
    start: int  # of the page, heading mark included
    end: int
    mark: int  # depth of the heading mark, 0 for none
    text: str
    runs: tuple[Span, ...]
    row: bool = False  # of a table: cells set apart by tabs

    @cached_property
    def pairs(self) -> tuple[str, ...]:
        """The overlapping pairs of characters of the text, the words a page is compared by."""
        text = self.text
        return tuple(map(add, text, text[1:]))

    def cut(self, begin: int, end: int) -> "Line":
        """The same line with only text[begin:end]; what is cut off still belongs to the line's stretch of the page."""
        piece = self.text[begin:end]
        begin += len(piece) - len(piece.lstrip())
        piece = piece.strip()
        if piece == self.text:
            return self
        runs = _slice(self.runs, begin, begin + len(piece))
        return Line(self.index, self.start, self.end, self.mark, piece, runs, self.row)


def _slice(runs: tuple[Span, ...], begin: int, end: int) -> tuple[Span, ...]:
    kept, at = [], 0
    for first, last in runs:
        a, b = max(begin - at, 0), min(end - at, last - first)
        if a < b:
            kept.append((first + a, first + b))
        at += last - first
    return tuple(kept)


def read(page: str) -> list[Line]:
    """The lines of `page` that hold more than blanks, in order; linear in its length.

    Where the page is broken at the width of its columns a line is a paragraph put together again.
    """
    found: list[tuple[Span, int, tuple[Span, ...]]] = []  # where it stands, its mark, its runs
    for match in _LINE.finditer(page):
        raw = match.group()
        stripped = raw.strip()
        if not stripped:
            continue
        start = match.start() + len(raw) - len(raw.lstrip())
        end = start + len(stripped)
        begin = _HIDDEN.match(page, start, end).end()
        mark = _MARK.match(page, begin, end)
        depth = len(mark.group().strip()) if mark else 0
        found.append(((start, end), depth, _clean_runs(page, mark.end() if mark else begin, end)))
    texts = [fold("".join(page[a:b] for a, b in runs)) for _, _, runs in found]
    lines = []
    rows = [_is_row(page[start:end]) for (start, end), _, _ in found]
    alone = [depth > 0 or row for (_, depth, _), row in zip(found, rows, strict=True)]
    groups = wraps.groups(page, texts, [span for span, _, _ in found], alone)
    for group in _with_whole_notes(groups, texts, alone):
        (start, _), depth, _ = found[group.start]
        _, end = found[group[-1]][0]
        text = "".join(texts[n] for n in group)
        runs = tuple(run for n in group for run in found[n][2])
        bare = text.rstrip("# \t") if depth else text
        line = Line(len(lines), start, end, depth, text, runs, rows[group.start])
        lines.append(line.cut(0, len(bare)) if bare != text or text != text.strip() else line)
    return lines


def _with_whole_notes(groups: Sequence[range], texts: Sequence[str], alone: Sequence[bool]) -> list[range]:
    """The groups of lines, a source note that is cut within its bracket in one with what it goes on in."""
    whole: list[range] = []
    for group in groups:
        n = group.start
        last = texts[n - 1] if whole and len(whole[-1]) == 1 and not alone[n - 1] and not alone[n] else ""
        if 0 < len(last) <= 64 and _NOTE_CUT.fullmatch(last) and _NOTE_REST.match(texts[n]):
            whole[-1] = range(n - 1, group.stop)
        else:
            whole.append(group)
    return whole


def _is_row(line: str) -> bool:
    """Whether a line is the cells of a table's row rather than a sentence with a tab that strayed into it."""
    return "\t" in line and (line.count("\t") > 1 or not _SENTENCE.search(line))


def _clean_runs(page: str, start: int, end: int) -> tuple[Span, ...]:
    """What of page[start:end] is printed: a run of blanks is the scan's, not the writer's, but between Latin words.

    In a line without punctuation (a title, a row of names) one blank of the run is kept, for there it parts words.
    """
    if end - start > 2 * _SPACED_LEAST and page[start + 1].isspace():
        apart = [match.end() - 1 for match in _SPACED.finditer(page, start, end)]
        if len(apart) > max(_SPACED_LEAST, _SPACED_MOST * (end - start) / 2):
            cuts = [start, *(at + side for at in apart for side in (0, 1)), end]
            runs = zip(cuts[::2], cuts[1::2], strict=True)
            return tuple(run for a, b in runs for run in _noiseless(page, a, b))
    return _noiseless(page, start, end)


def _noiseless(page: str, start: int, end: int) -> tuple[Span, ...]:
    first = _NOISE.search(page, start, end)
    if not first:
        return ((start, end),) if start < end else ()
    sentence = _PUNCTUATED.search(page, start, end) is not None
    runs, at = [], start
    for match in _NOISE.finditer(page, start, end):
        a, b = match.span()
        if page[a].isspace() and a > start:
            # Only what is written in letters has blanks; a run of them within a number is the scan's too.
            lettered = b >= end or (_IS_LATIN.match(page, a - 1) and _IS_LATIN.match(page, b))
            if lettered or not sentence:
                a += 1
        if at < a:
            runs.append((at, a))
        at = b
    if at < end:
        runs.append((at, end))
    return tuple(runs)

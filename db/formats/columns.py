"""Glyphs where they stand on a page -> its lines in the order in which they are read.

A page is cut as its reader sees it: where a headline stands clear below other text; at the gutters that run free from
top to bottom; and, where a headline bars the gutters, into bands between headlines that each have gutters of their own.
Coordinates are points, y grows downwards.
"""

import itertools
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

BIG = 1.2  # times the size of the body: a headline
_SPLIT = 0.9  # em; a wider gap parts a line in two wherever it is
_GUTTER = 0.5  # em; a gutter may be as narrow where lines above and below have their gap at the same place
_OFTEN = 4  # edges of gaps at the same place: those of two lines, or more where some are indented or end early
_ENDS = ("。", "！", "？", "”")
_COLUMN = 5.0  # em; where no line is as wide there are the cells of a table, not columns of text


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character and its box."""

    char: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of one line of print, without a gap a column could end in."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """Lines below one another; each line is its stretches from left to right. `flows` where it is the next column of
    the same text as the one before, as far as the page's shape tells.
    """

    lines: tuple[tuple[Line, ...], ...]
    flows: bool = False


def columns(glyphs: Sequence[Glyph]) -> tuple[list[Column], float]:
    """The columns of a page in reading order, and the size of its body in points."""
    body = body_size(glyphs)
    lines = _lines(glyphs, body)
    return _ordered(_widened(lines, body), body, flows=False), body


def body_size(glyphs: Iterable[Glyph]) -> float:
    """The size most of the characters are set in."""
    sizes = Counter(round(glyph.size * 2) / 2 for glyph in glyphs if not glyph.char.isspace())
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _lines(glyphs: Sequence[Glyph], body: float) -> list[Line]:
    rows: list[list[Glyph]] = []
    reach: list[list[Glyph]] = []  # rows that a glyph further down may still belong to
    for glyph in sorted(glyphs, key=lambda g: (g.y0 + g.y1, g.x0)):
        middle = (glyph.y0 + glyph.y1) / 2
        reach = [row for row in reach if middle - _middle(row[0]) < 0.6 * max(row[0].size, glyph.size)]
        for row in reach:
            first = row[0]
            smaller, larger = sorted((first.size, glyph.size))
            if abs(middle - _middle(first)) < 0.4 * smaller and smaller > 0.75 * larger:
                row.append(glyph)
                break
        else:
            rows.append([glyph])
            reach.append(rows[-1])
    rows = [_once(sorted(row, key=lambda g: g.x0)) for row in rows]
    small = [pair for row in rows for pair in _gaps(row) if pair[0].size < BIG * body]
    edges = Counter(edge for a, b in small for edge in _edges(a, b, body))
    gutters = [at for at, often in Counter(_edges(a, b, body) for a, b in small).items() if at and often > 2]
    lines = []
    for row in rows:
        begun = 0
        for n, (a, b) in enumerate(_gaps(row), 1):
            if a.size < BIG * body:
                often = sum(edges[which, at + step] for which, at in _edges(a, b, body) for step in (-1, 0, 1))
                parts = often >= _OFTEN and a.size > 0.8 * body
            else:  # two headlines side by side, nearer to one another than their own size
                low, high = 3 * a.x1 / body - 1, 3 * b.x0 / body + 1
                parts = b.x0 - a.x1 > 0.4 * body and any(
                    low <= begin and end <= high for (_, begin), (_, end) in gutters)
            if parts or b.x0 - a.x1 > _SPLIT * a.size:
                lines += _line(row[begun:n])
                begun = n
        lines += _line(row[begun:])
    return lines


def _middle(glyph: Glyph) -> float:
    return (glyph.y0 + glyph.y1) / 2


def _once(row: list[Glyph]) -> list[Glyph]:
    """The row without glyphs printed twice to look bold."""
    kept: list[Glyph] = []
    for glyph in row:
        if not any(glyph.char == other.char and glyph.x0 - other.x0 < 0.3 * glyph.size for other in kept[-2:]):
            kept.append(glyph)
    return kept


def _gaps(row: list[Glyph]) -> list[tuple[Glyph, Glyph]]:
    return list(itertools.pairwise(row))


def _edges(a: Glyph, b: Glyph, body: float) -> tuple[tuple[str, int], ...]:
    """Where a gap worth a gutter begins and ends, in third ems; nothing for a smaller one."""
    if b.x0 - a.x1 <= _GUTTER * a.size:
        return ()
    return ("from", round(3 * a.x1 / body)), ("to", round(3 * b.x0 / body))


def _line(row: list[Glyph]) -> list[Line]:
    while row and row[0].char.isspace():
        row = row[1:]
    while row and row[-1].char.isspace():
        row = row[:-1]
    if not row:
        return []
    words = [row[0].char]
    for a, b in _gaps(row):
        apart = b.x0 - a.x1 > (0.4 if _wide(a.char) and _wide(b.char) else 0.13 if _latin(a, b) else 0.2) * a.size
        if apart and not a.char.isspace() and not b.char.isspace():
            words.append(" ")
        words.append(b.char)
    return [Line("".join(words), row[0].x0, min(g.y0 for g in row), max(g.x1 for g in row), max(g.y1 for g in row),
                 statistics.median(g.size for g in row), sum(g.bold for g in row) * 2 > len(row))]


def _latin(a: Glyph, b: Glyph) -> bool:
    return a.char.isascii() and b.char.isascii() and a.char.isalpha() and b.char.isalpha()


def _wide(char: str) -> bool:
    return ord(char) > 0x2E7F


def _widened(lines: list[Line], body: float) -> list[Line]:
    """The lines, headlines centred over several columns widened to all of them, so that they bar their gutters; so are
    the names of who wrote it, centred below.
    """
    wide = [_over_its_columns(line, lines, body) if line.size >= BIG * body else line for line in lines]
    over = [line for line, before in zip(wide, lines, strict=True) if line is not before]
    for n, line in sorted(enumerate(wide), key=lambda one: one[1].y0) if over else ():
        above = next((o for o in over if o.y0 < line.y0 < o.y1 + 1.5 * body
                      and o.x0 < line.x0 and line.x1 < o.x1), None)
        if above is None or line.size >= BIG * body:
            continue
        off_centre = abs(line.x0 + line.x1 - above.x0 - above.x1)
        alone = not any(o is not line and _beside(o, line) and o.x0 < above.x1 and o.x1 > above.x0 for o in wide)
        span = above.x1 - above.x0
        if alone and off_centre < max(0.1 * span, 3 * body) and line.x1 - line.x0 < 0.6 * span:
            wide[n] = replace(line, x0=above.x0, x1=above.x1)
            over.append(wide[n])
    return wide


def _over_its_columns(headline: Line, lines: list[Line], body: float) -> Line:
    beside = [o for o in lines if o is not headline and _beside(o, headline)]
    reach = headline.y1 + 12 * body
    below = [o for o in lines if headline.y1 - 0.3 * headline.size <= o.y0 < reach and o.size < BIG * body]
    stands = [(a, b) for a, b in _filled(_merged(below), body) if not any(o.x0 < b and o.x1 > a for o in beside)]
    middle = headline.x0 + headline.x1
    spans = [
        (b - a, a, b) for n, (a, _) in enumerate(stands) for _, b in stands[n:]
        if a < headline.x0 and b > headline.x1 and abs(a + b - middle) < max(0.1 * (b - a), 3 * body)
        and not any(o.x0 < b and o.x1 > a for o in beside)
    ]
    if not spans:
        return headline
    _, left, right = max(spans)
    return replace(headline, x0=left, x1=right)


def _beside(one: Line, other: Line) -> bool:
    """Whether lines stand beside one another; boxes are higher than what is printed in them."""
    slack = 0.25 * min(one.size, other.size)
    return one.y0 < other.y1 - slack and one.y1 > other.y0 + slack


def _filled(spans: list[tuple[float, float]], body: float) -> list[tuple[float, float]]:
    """Columns as wide as the others, also where only a short line stands in one."""
    if not spans:
        return []
    wide = statistics.median_high(b - a for a, b in spans)
    nexts = [a - _GUTTER * body for a, _ in spans[1:]] + [float("inf")]
    return [(a, max(b, min(a + wide, end))) for (a, b), end in zip(spans, nexts, strict=True)]


def _merged(lines: Iterable[Line]) -> list[tuple[float, float]]:
    """From where to where lines stand, seen from above."""
    spans: list[tuple[float, float]] = []
    for line in sorted(lines, key=lambda line: line.x0):
        if spans and line.x0 <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], line.x1))
        else:
            spans.append((line.x0, line.x1))
    return spans


def _ordered(lines: list[Line], body: float, flows: bool) -> list[Column]:
    rows = _rows(lines)
    if len(rows) < 2:
        return [_column(rows, flows)] if rows else []
    cuts = _below_which_headlines_stand(rows, body)
    if cuts:
        parts = [rows[a:b] for a, b in zip([0, *cuts], [*cuts, len(rows)], strict=True)]
        return [c for n, part in enumerate(parts) for c in _ordered(_flat(part), body, flows and not n)]
    if parts := _side_by_side(lines, body):
        return [c for n, part in enumerate(parts) for c in _ordered(part, body, flows if not n else True)]
    return _bands(rows, body, flows)


def _bands(rows: list[list[Line]], body: float, flows: bool) -> list[Column]:
    """Cut a part whose gutters are barred into bands that have gutters, and rows that have none."""
    found: list[Column] = []
    plain: list[list[Line]] = []
    low, high = min(line.x0 for line in _flat(rows)), max(line.x1 for line in _flat(rows))
    n = 0
    while n < len(rows):
        end = n
        # A headline by itself stands over columns and begins none.
        headline = len(rows[n]) == 1 and rows[n][0].size >= BIG * body
        while not headline and end < len(rows) and _free(_flat(rows[n : end + 1]), low, high, body):
            end += 1
        band = _flat(rows[n:end])
        if end - n > 1 and end - n < len(rows) and _side_by_side(band, body):
            if plain:
                found.append(_column(plain, flows and not found))
                plain = []
            found += _ordered(band, body, flows=False)
            n = end
        else:
            plain.append(rows[n])
            n += 1
    if plain:
        found.append(_column(plain, flows and not found))
    return found


def _column(rows: list[list[Line]], flows: bool) -> Column:
    return Column(tuple(tuple(sorted(row, key=lambda line: line.x0)) for row in rows), flows)


def _flat(rows: Iterable[list[Line]]) -> list[Line]:
    return [line for row in rows for line in row]


def _rows(lines: list[Line]) -> list[list[Line]]:
    """Lines that stand beside one another, from the top; between two rows the page is white from side to side."""
    rows: list[list[Line]] = []
    low = 0.0
    for line in sorted(lines, key=lambda line: line.y0 + line.y1):
        slack = 0.25 * line.size  # boxes are higher than what is printed in them
        if rows and line.y0 < low - slack:
            rows[-1].append(line)
            low = max(low, line.y1)
        else:
            rows.append([line])
            low = line.y1
    return rows


def _below_which_headlines_stand(rows: list[list[Line]], body: float) -> list[int]:
    """The rows that begin with a headline, clear below text that is none: something new begins there."""
    gaps = [min(line.y0 for line in b) - max(line.y1 for line in a) for a, b in itertools.pairwise(rows)]
    usual = statistics.median(gaps)
    cuts = []
    for n, gap in enumerate(gaps, 1):
        begins = any(line.size >= BIG * body for line in rows[n])
        # Of a headline set downwards the last characters may stand by themselves, well above.
        above = rows[n - 1] if gap < 3 * body else _flat(rows[:n])
        text_above = any(line.size < BIG * body for line in above) and n > 1
        if begins and text_above and gap >= max(0.6 * body, 1.5 * usual):
            cuts.append(n)
    return cuts


def _side_by_side(lines: list[Line], body: float) -> list[list[Line]]:
    """The lines parted at the gutters that run from top to bottom; none where there are none."""
    low, high = min(line.x0 for line in lines), max(line.x1 for line in lines)
    parts, rest = [], lines
    for left, right in _free(lines, low, high, body):
        here = [line for line in rest if line.x1 <= left + 0.01]
        there = [line for line in rest if line.x0 >= right - 0.01]
        if _is_column(here, body) and _is_column(there, body) and max(len(_rows(here)), len(_rows(there))) > 1:
            parts.append(here)
            rest = there
    return [*parts, rest] if parts else []


def _is_column(lines: list[Line], body: float) -> bool:
    """Whether these are lines of text and not the cells of a table, which are narrow."""
    if not lines:
        return False
    wide = statistics.median_high(line.x1 - line.x0 for line in lines) >= _COLUMN * body
    vertical = len(lines) > 1 and all(line.size >= BIG * body for line in lines)
    return wide or vertical or lines[-1].text.endswith(_ENDS)  # of the last column a word or two may be all there is


def _free(lines: list[Line], low: float, high: float, body: float) -> list[tuple[float, float]]:
    """Where between `low` and `high` no line stands, wide enough for a gutter."""
    free, at = [], low
    for line in sorted(lines, key=lambda line: line.x0):
        if line.x0 - at > _GUTTER * body and at > low:
            free.append((at, line.x0))
        at = max(at, line.x1)
    if high - at > _GUTTER * body and at > low:
        free.append((at, high))
    first = min(line.x0 for line in lines)
    return [(low, first), *free] if first - low > _GUTTER * body else free

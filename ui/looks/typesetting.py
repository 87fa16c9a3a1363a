"""Chinese typesetting in small: lines broken where they may be, marks that meet drawn together, titles spaced."""

import re
from collections.abc import Callable, Iterable
from itertools import pairwise

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontMetricsF, QTextCharFormat, QTextLayout, QTextOption

ELLIPSIS = "…"
OPENING = tuple("“‘「『（《〈【")

_BEFORE_ELLIPSIS = "，、；： 　" + "".join(OPENING)  # what looks lost before an ellipsis
_ENDS = set("”’」』）》〉】，。、；：！？)")
_NEVER_FIRST = set("。，、；：！？）》〉」』】”’…)%‰,.")
_TORN = 3.0  # what a line's end inside a word costs
_NEVER_LAST = set("（《〈「『【“‘(")
# A full-width mark whose right half is empty, and behind it another whose ink or emptiness stands off by itself.
_MARKS_MEET = re.compile("[”’」』）》〉】，。、；：！？](?=[”’」』）》〉】，。、；：“‘「『（《〈【])")
# What QTextDocument would take for a paragraph's end, a frame or an object, and what UTF-16 cannot hold; each is
# replaced by one character, so that nothing behind it moves.
_UNFIT = re.compile("[\x00\r\u2029\ufdd0\ufdd1\ufffc\ud800-\udfff]")


def fit(text: str) -> str:
    """`text`, character for character, without what would break a document's block."""
    return _UNFIT.sub(" ", text)


def display(line: str) -> str:
    """A title or heading whose halves stand a full character apart, as a compositor would set them."""
    return re.sub(r"(?<=[^\x00-\u2e7f]) +(?=[^\x00-\u2e7f])", "　", line)


def tightened(font: QFont) -> QFont:
    """`font` for a mark that gives up its empty half to the mark behind it (”。 ：“)."""
    tight = QFont(font)
    tight.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, -0.5 * QFontMetricsF(font).horizontalAdvance("一"))
    return tight


def runs(text: str) -> list[tuple[str, bool]]:
    """`text` cut into (words, whether they are a mark to be set with the tightened font)."""
    cut, done = [], 0
    for mark in _MARKS_MEET.finditer(text):
        cut += [(text[done : mark.start()], False), (mark.group(), True)]
        done = mark.end()
    return [(words, tight) for words, tight in (*cut, (text[done:], False)) if words]


def set_lines(text: str, font: QFont, width: float, leading: float) -> QTextLayout:
    """`text` laid out `width` pixels wide, its lines `leading` pixels apart, whole; to be drawn at its top left."""
    layout = QTextLayout(fit(text), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    tight = QTextCharFormat()
    tight.setFont(tightened(font))
    formats, at = [], 0
    for words, squeezed in runs(layout.text()):
        length = len(words.encode("utf-16-le")) // 2
        if squeezed:
            span = QTextLayout.FormatRange()
            span.start, span.length, span.format = at, length, tight
            formats.append(span)
        at += length
    layout.setFormats(formats)
    em = QFontMetricsF(font).horizontalAdvance("一")
    layout.beginLayout()
    number = 0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        base = (number + 0.5) * leading + 0.36 * em
        line.setPosition(QPointF(0, base - line.ascent()))
        number += 1
    layout.endLayout()
    return layout


def wrap(text: str, advance: Callable[[str], float], width: float, lines: int) -> list[str]:
    """`text` in at most `lines` lines of `width` pixels, the last one cut with … where it is too long.

    Breaks between Chinese characters, not inside a number or a Latin word, and keeps marks off the wrong end of a line.
    """
    broken: list[str] = []
    rest = re.sub(r"[ \t\n]+", " ", text).strip()
    while rest and len(broken) < lines:
        if advance(rest) <= width:
            broken.append(rest)
            return broken
        if len(broken) == lines - 1:
            broken.append(elide(rest, advance, width))
            return broken
        cut = _fitting(rest, advance, width)
        at = cut
        while at > 1 and not _may_break(rest, at):
            at -= 1
        at = at if at > 1 else cut
        broken.append(rest[:at].rstrip())
        rest = rest[at:].lstrip()
    return broken


def balanced(text: str, advance: Callable[[str], float], width: float, lines: int = 2) -> list[str]:
    """Like `wrap`, in as few lines as it takes, all of about one length: a single character must not stand alone.

    Lines break beside a mark or a space where that leaves them fairly even, else between words, inside one last of all.
    """
    least = wrap(text, advance, width, lines)
    if len(least) < 2 or least[-1].endswith(ELLIPSIS):
        return least
    text = re.sub(r"[ \t\n]+", " ", text).strip()
    found = [_evenly(text, advance, width, number) for number in (len(least), len(least) + 1) if number <= lines]
    # A line more rather than a torn word, but not for any other gain.
    whole = next((way for way in found if way and way[0] < _TORN), next(filter(None, found), None))
    if whole is None:
        return least
    broken = [text[start:end].strip() for start, end in pairwise((0, *whole[1]))]
    return broken if all(advance(line) <= width for line in broken) else least


def _evenly(
    text: str, advance: Callable[[str], float], width: float, lines: int
) -> tuple[float, tuple[int, ...]] | None:
    """The best way to set `text` in just so many lines: what it costs and where they end; None where there is none."""
    inner = [at for at in range(1, len(text)) if not text[at].isspace() and _may_break(text, at)]
    reach = {at: advance(text[:at].rstrip()) for at in (*inner, len(text))}
    begins = {0: 0.0} | {at: advance(text[:at]) for at in inner}
    costs = _break_costs(text, inner)
    even = reach[len(text)] / lines
    # Cheapest way to set text[:at] in so many lines: (cost, where they end).
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    whole = None
    for _ in range(lines):
        longer: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (cost, ends) in best.items():
            for at, end in reach.items():
                if at > start and (room := end - begins[start]) <= width:
                    total = cost + ((room - even) / even) ** 2 + costs.get(at, 0.0)
                    if at not in longer or total <= longer[at][0] + 1e-6:  # of two alike the one that begins longer
                        longer[at] = total, (*ends, at)
        whole, best = longer.pop(len(text), None), longer
    return whole


def held_ends(
    text: str, lines: list[str], advance: Callable[[str], float], room: float
) -> list[tuple[int, int, float]]:
    """How to keep Qt, which fills each line, from setting more in `lines` than they hold: characters of `text`, counted
    as Qt counts, and the blank to be added behind each so that nothing more goes into `room` pixels.

    A break of its own would be a character, and be copied and found.
    """
    held, at = [], 0
    for line in lines[:-1]:
        start = text.index(line, at)
        at = start + len(line)
        while at < len(text) and text[at].isspace():
            at += 1
        blank = room - advance(text[start:at]) - 4
        if blank > 0:
            held.append((units(text[: at - 1]), units(text[:at]), blank))
    return held


def units(text: str) -> int:
    """The length of `text` as Qt counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _break_costs(text: str, places: Iterable[int]) -> dict[int, float]:
    """What it costs the eye to break `text` at each place: 0 beside a mark or a space, most inside a word.

    In the measure of two lines' unevenness: 0.5 is the price of lines of which one is three times the other.
    """
    costs = {at: 0.0 for at in places if text[at - 1] in _ENDS or text[at] in OPENING or text[at - 1].isspace()}
    inside = [at for at in places if at not in costs]
    if inside:
        bounds = _word_bounds(text)
        for at in inside:
            alone = (at - 1 in bounds) + (at + 1 in bounds)  # single characters may be a word the list lacks
            costs[at] = 0.5 + (0.2, 0.4, 1.0)[alone] if at in bounds else _TORN
    return costs


def _word_bounds(text: str) -> set[int]:
    """Where words of `text` begin and end, cut into as few as possible, of those ways the one of commonest words."""
    from db.extract.layout.words import LONGEST, grade  # a list of some size, seldom needed

    best: list[tuple[int, int, int]] = [(0, 0, 0)]  # (words, less their grades, where the last begins) up to each place
    for end in range(1, len(text) + 1):
        ways = []
        for start in range(max(0, end - LONGEST), end):
            known = grade(text[start:end]) if end - start > 1 else 0
            if known or end - start == 1:
                ways.append((best[start][0] + 1, best[start][1] - known, start))
        best.append(min(ways))
    bounds, at = {len(text), 0}, len(text)
    while at:
        at = best[at][2]
        bounds.add(at)
    return bounds


def elide(text: str, advance: Callable[[str], float], width: float) -> str:
    """`text`, its end cut with … where it is wider than `width` pixels."""
    if advance(text) <= width:
        return text
    return text[: _fitting(text, advance, width - advance(ELLIPSIS))].rstrip(_BEFORE_ELLIPSIS) + ELLIPSIS


def _fitting(text: str, advance: Callable[[str], float], width: float) -> int:
    """How many characters of `text` go into `width`; at least one."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if advance(text[:middle]) <= width:
            low = middle
        else:
            high = middle - 1
    return low


def _may_break(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if after in _NEVER_FIRST or before in _NEVER_LAST:
        return False
    return not (before.isascii() and after.isascii() and before.isalnum() and (after.isalnum() or after in ".,%"))

"""Chinese typesetting in small: lines broken where they may be, marks that meet drawn together, titles spaced."""

import re
from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontMetricsF, QTextCharFormat, QTextLayout, QTextOption

ELLIPSIS = "…"
OPENING = tuple("“‘「『（《〈【")

_BEFORE_ELLIPSIS = "，、；： 　" + "".join(OPENING)  # what looks lost before an ellipsis
_ENDS = set("”’」』）》〉】，。、；：！？)")
_NEVER_FIRST = set("。，、；：！？）》〉」』】”’…)%‰,.")
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

    Where lines a little less even break beside a mark or a space, they do, for a word is less likely to be torn there.
    """
    least = wrap(text, advance, width, lines)
    if len(least) < 2 or least[-1].endswith(ELLIPSIS):
        return least
    em = advance("一")
    narrow, found = advance(text) / len(least), None
    widest = min(width, narrow + 3 * em)
    while narrow < width and (found is None or narrow <= widest):
        tried = wrap(text, advance, narrow, len(least) + 1)
        if len(tried) <= len(least):
            found = found or tried
            if _gentle(text, tried):
                return tried
        narrow += em / 2
    return found or least


def _gentle(text: str, lines: list[str]) -> bool:
    """Whether every line ends where a mark or a space ends a group of words."""
    at = 0
    for line, after in pairwise(lines):
        at = text.index(line, at) + len(line)
        if line[-1] not in _ENDS and after[0] not in OPENING and not text[at].isspace():
            return False
    return True


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

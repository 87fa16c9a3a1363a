"""Lines that are only as long as a column is wide, told from lines that are paragraphs.

A scan, or a file made for a narrow screen, breaks each paragraph where the column ends. There the lines that break off
within a sentence are all about as wide as the widest one, which paragraphs never are. Where that is borne out a line
that fills its column goes on in the next line, unless that one is set in.
"""

import unicodedata
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median

_NARROWEST, _WIDEST = 16, 130  # half-width characters of a column
_SLACK = 4  # by which a full line may be short: punctuation hangs, a word is not parted
_BROKEN = 3  # lines that break off within a sentence, from which a width may be seen
_AGREE = 0.85  # of them, that must be about as wide
_FINAL = "。！？!?…：:"
_CLOSERS = "”’」』》〉）)】]\"'"


def width(text: str) -> int:
    """How wide `text` is set, in half-width characters."""
    if text.isascii():
        return len(text)
    return len(text) + sum(unicodedata.east_asian_width(character) in "WF" for character in text)


def groups(page: str, texts: Sequence[str], spans: Sequence[tuple[int, int]], marked: Sequence[bool]) -> list[range]:
    """Which lines of a page are one paragraph: ranges over all of them, in order.

    `texts` are the lines without the blanks around them, `spans` where they stand on the page, `marked` those with a
    heading mark or the cells of a table, which never go on. Linear in the length of the page.
    """
    follows = [not a and not b and _next_line(page, first[1], second[0])
               for (a, b), (first, second) in zip(pairwise(marked), pairwise(spans), strict=True)]
    broken = [n for n, on in enumerate(follows) if on and texts[n].rstrip(_CLOSERS)[-1:] not in _FINAL]
    if len(broken) < _BROKEN:
        return [range(n, n + 1) for n in range(len(texts))]
    full = _full([texts[n] for n in broken])
    joined: list[range] = []
    for n in range(len(texts)):
        if n and follows[n - 1] and full(texts[n - 1]) and not _set_in(page, spans[n][0]):
            joined[-1] = range(joined[-1].start, n + 1)
        else:
            joined.append(range(n, n + 1))
    return joined


def _full(broken: list[str]) -> Callable[[str], bool]:
    """Whether a line fills its column, by what the lines broken within a sentence have in common, if anything.

    Print breaks lines by their width, programs by the number of their characters.
    """
    best, column = 0, (width, 0)
    for measure in (width, _characters):
        measured = [measure(text) for text in broken]
        likely = int(median(measured))
        near = sum(abs(one - likely) <= _SLACK for one in measured)
        if near > best and near >= _AGREE * len(broken) and _NARROWEST <= likely <= _WIDEST:
            best, column = near, (measure, likely)
    measure, likely = column
    return lambda text: bool(likely) and abs(measure(text) - likely) <= _SLACK


def _characters(text: str) -> int:
    """Characters, as half-width ones."""
    return 2 * len(text)


def _next_line(page: str, end: int, start: int) -> bool:
    """Whether nothing but one line break, and blanks, stands between."""
    between = page[end:start]
    return between.count("\n") + between.count("\r") - between.count("\r\n") == 1


def _set_in(page: str, start: int) -> bool:
    """Whether a line begins with a blank, as paragraphs do."""
    return page[start - 1 : start].isspace() and page[start - 1] not in "\r\n"

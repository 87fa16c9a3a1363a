"""The points of lists in running text: 一是…；二是…, each as the words of its first clause."""

import re
from itertools import zip_longest

from db.model import Span

_NUMERALS = "一二三四五六七八九十"
# What is a list's mark where a stop or a line's beginning is before it; a search skips to its first characters.
_MARK = re.compile(
    rf"[{_NUMERALS}第其（(](?:(?<=([{_NUMERALS}]))是要?|(?<=[第其])([{_NUMERALS}])[，、,]|(?<=[（(])([{_NUMERALS}])[)）])"
)
_BEFORE = "。；;：:，,\n！”"
_STOP = re.compile(r"[。；;！？!?\n]")
_COMMA = re.compile(r"[，,。；;！？!?\n]")
_LONG = 44  # characters; a point longer than this is cut at its first comma
_SHORT, _LEAST = 8, 4


def lists(text: str) -> list[list[Span]]:
    """The lists of `text` in order, each with the spans of at least two points, list marks and stops left out."""
    found: list[list[Span]] = []
    expected = 0
    marks = [mark for mark in _MARK.finditer(text) if not mark.start() or text[mark.start() - 1] in _BEFORE]
    for mark, following in zip_longest(marks, marks[1:]):
        number = _NUMERALS.index(next(g for g in mark.groups() if g))
        if number == 0:
            found.append([])
        elif number != expected or not found:
            expected = -1
            continue
        expected = number + 1
        start, end = _clause(text, mark.end(), following.start() if following else len(text))
        if end - start >= _LEAST:
            found[-1].append((start, end))
    return [points for points in found if len(points) > 1]


def _clause(text: str, start: int, limit: int) -> Span:
    """From `start` to the end of the sentence, or to the first comma that leaves a clause where that is too long."""
    stop = _STOP.search(text, start, limit)
    words = text[start : stop.start() if stop else limit]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip().rstrip("，,"))
    if end - start <= _LONG:
        return start, end
    for comma in _COMMA.finditer(text, start + _SHORT, end):
        words = text[start : comma.start()]
        if words.count("“") == words.count("”"):
            return start, comma.start()
    return start, end

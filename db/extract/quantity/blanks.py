"""Blanks in figures are typesetting, 714 个村, 12.5 万元, 达74 525人: figures are read without them."""

import re
from bisect import bisect_left
from dataclasses import replace

from db.extract.places import Mention, Places
from db.model import Metric

_BLANK = re.compile(
    r"[ \u3000\xa0](?:(?<=[0-9].)[ \u3000\xa0]*+(?=[\u4e00-\u9fff%‰])|(?<=[\u4e00-\u9fff].)[ \u3000\xa0]*+(?=[0-9])"
    r"|(?=[0-9]{3}[\u4e00-\u9fff%])(?:(?<=[\u4e00-\u9fff][0-9].)|(?<=[\u4e00-\u9fff][0-9]{2}.)|(?<=[\u4e00-\u9fff][0-9]{3}.))"
    r"(?<![表图第号月日年].{2})(?<![表图第号月日年].{3})(?<![表图第号月日年].{4}))"
)


class Closed:
    """A text without such blanks, and the way back to where its characters stand in the text as it is."""

    def __init__(self, text: str) -> None:
        self.was = text
        self._kept: list[int] = []  # of each character that stays, where it stood
        at = 0
        for blank in _BLANK.finditer(text):
            self._kept += range(at, blank.start())
            at = blank.end()
        self._kept += range(at, len(text))
        self.text = "".join([text[n] for n in self._kept])

    def places(self, found: Places) -> Places:
        """`found` in the text as it is, told of the closed one."""
        there = (Mention(self._to(m.start), self._to(m.end), m.path) for m in found.mentions)
        return replace(found, mentions=tuple(there))

    def back(self, metric: Metric) -> Metric:
        """A metric of the closed text, told of the text as it is."""
        start, end = self._from(metric.start, metric.end)
        sentence = self._from(*metric.sentence)
        return replace(metric, start=start, end=end, text=self.was[start:end], sentence=sentence)

    def _to(self, at: int) -> int:
        return bisect_left(self._kept, at)

    def _from(self, start: int, end: int) -> tuple[int, int]:
        return self._kept[start], self._kept[end - 1] + 1


def has_any(text: str) -> bool:
    return _BLANK.search(text) is not None

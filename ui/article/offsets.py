"""The exact way between offsets of an article's text and positions in the document it is set in.

Qt counts UTF-16 units and the model counts characters, so a rare character (𠮷) or an emoji before a quantity would
shift every mark behind it; all translation between the two is done here and nowhere else. So it is with the joints,
characters without width that keep a number and its unit on one line: they are in the document and not in the text.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from db.model import Metric

JOINT = "\u2060"  # word joiner: no line may end here
_LONGEST = 12  # characters of a quantity that is kept together whole; of a longer one only number and unit


def joints(metrics: Sequence[Metric]) -> list[int]:
    """The offsets of a text before which a joint is to stand: within its quantities, where a line could end."""
    found = set()
    for metric in metrics:
        words = metric.text
        whole = len(words) <= _LONGEST
        for n in range(1, len(words)):
            digits = words[n - 1].isascii(), words[n].isascii()
            if "\n" not in words[n - 1 : n + 1] and digits != (True, True) and (whole or digits == (True, False)):
                found.add(metric.start + n)
    return sorted(found)


def joined(words: str, start: int, at: Sequence[int]) -> str:
    """`words`, which begin at the offset `start`, with a joint before each of the offsets `at`."""
    own = at[bisect_right(at, start) : bisect_left(at, start + len(words))]
    edges = [0, *(n - start for n in own), len(words)]
    return JOINT.join(words[a:b] for a, b in pairwise(edges))


def letters(words: str, at: int) -> tuple[str, list[int]]:
    """The letters of a block of the document that stands at `at`, without what only dresses the page, and the position
    of each and of the end.
    """
    kept, positions = [], []
    for letter in words:
        if letter not in "\u2028\ufffc" + JOINT:  # lines a title is broken by, chips, joints
            kept.append(letter)
            positions.append(at)
        at += 1 if letter < "\U00010000" else 2
    return "".join(kept), [*positions, at]


class Offsets:
    """Paragraphs of `text`, each with the position in the document of its first character; `joints` are the offsets
    before which a joint stands.
    """

    def __init__(self, text: str = "", joints: Sequence[int] = ()) -> None:
        self._starts: list[int] = []  # offset of each paragraph
        self._blocks: list[int] = []  # its position in the document
        self._length = len(text)
        rare = max(text, default="") > "\uffff"  # most texts need not be looked through
        self._wide = [n for n, c in enumerate(text) if c > "\uffff"] if rare else []  # offsets of what takes two units
        self._joints = joints
        # Where, in units, stands what the text has no character for: a joint, the second half of a wide one.
        extra = [*(self.units(n) for n in self._wide), *(self.units(n) - 1 for n in joints)]
        self._extra = sorted(extra)

    def __len__(self) -> int:
        """How many paragraphs are placed."""
        return len(self._starts)

    def place(self, start: int, position: int) -> None:
        """The paragraph that begins at offset `start` stands at `position`; to be told in the order of the text."""
        self._starts.append(start)
        self._blocks.append(position)

    def units(self, offset: int) -> int:
        """How many UTF-16 units lie before the character at `offset`, joints included."""
        return offset + bisect_left(self._wide, offset) + bisect_right(self._joints, offset)

    def position(self, offset: int) -> int:
        """The position in the document of the character at `offset`; clamped to the text, 0 where nothing is placed."""
        if not self._starts:
            return 0
        offset = min(max(offset, 0), self._length)
        n = bisect_right(self._starts, offset) - 1
        return self._blocks[n] + self.units(offset) - self.units(self._starts[n])

    def offset(self, position: int) -> int | None:
        """The offset of the character at `position`, of a joint that of the one behind it; None where no paragraph of
        the text stands.
        """
        n = bisect_right(self._blocks, position) - 1
        if n < 0:
            return None
        start = self._starts[n]
        stop = self._starts[n + 1] - 1 if n + 1 < len(self._starts) else self._length
        units = position - self._blocks[n] + self.units(start)
        return units - bisect_left(self._extra, units) if units <= self.units(stop) else None

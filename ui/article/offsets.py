"""The exact way between offsets of an article's text and positions in the document it is set in.

Qt counts UTF-16 units and the model counts characters, so a rare character (𠮷) or an emoji before a quantity would
shift every mark behind it; all translation between the two is done here and nowhere else.
"""

from bisect import bisect_left, bisect_right


class Offsets:
    """Paragraphs of `text`, each with the position in the document of its first character."""

    def __init__(self, text: str = "") -> None:
        self._starts: list[int] = []  # offset of each paragraph
        self._blocks: list[int] = []  # its position in the document
        self._length = len(text)
        self._wide = [n for n, c in enumerate(text) if ord(c) > 0xFFFF]  # offsets of what takes two units
        self._wide_units = [n + k for k, n in enumerate(self._wide)]  # where each begins, in units

    def __len__(self) -> int:
        """How many paragraphs are placed."""
        return len(self._starts)

    def place(self, start: int, position: int) -> None:
        """The paragraph that begins at offset `start` stands at `position`; to be told in the order of the text."""
        self._starts.append(start)
        self._blocks.append(position)

    def units(self, offset: int) -> int:
        """How many UTF-16 units lie before the character at `offset`."""
        return offset + bisect_left(self._wide, offset)

    def position(self, offset: int) -> int:
        """The position in the document of the character at `offset`; clamped to the text, 0 where nothing is placed."""
        if not self._starts:
            return 0
        offset = min(max(offset, 0), self._length)
        n = bisect_right(self._starts, offset) - 1
        return self._blocks[n] + self.units(offset) - self.units(self._starts[n])

    def offset(self, position: int) -> int | None:
        """The offset of the character at `position`; None where no paragraph of the text stands."""
        n = bisect_right(self._blocks, position) - 1
        if n < 0:
            return None
        start = self._starts[n]
        stop = self._starts[n + 1] - 1 if n + 1 < len(self._starts) else self._length
        units = position - self._blocks[n] + self.units(start)
        return units - bisect_left(self._wide_units, units) if units <= self.units(stop) else None

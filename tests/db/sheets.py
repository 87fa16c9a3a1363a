"""Sheets of paper as PDF, set by hand: words at a place, in a size, in columns."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QMarginsF, QPointF
from PySide6.QtGui import QFont, QPageSize, QPainter, QPdfWriter

from ui.looks import theme

WIDTH, HEIGHT = 595, 842  # points of an A4 sheet


class Sheet:
    def __init__(self, painter: QPainter, writer: QPdfWriter) -> None:
        self._painter, self._writer = painter, writer

    def words(self, words: str, x: float, y: float, size: float = 10, bold: bool = False) -> None:
        """`words` on one line, its left end at x, its baseline at y; points from the upper left corner."""
        font = QFont(theme.SANS)
        font.setPixelSize(round(size * 10))
        font.setBold(bold)
        self._painter.setFont(font)
        self._painter.drawText(QPointF(x * 10, y * 10), words)

    def column(self, paragraphs: list[str], x: float, y: float, width: int, lines: int, size: float = 10,
               leading: float = 1.5) -> list[str]:
        """Paragraphs set in lines of `width` characters, at most `lines` of them; what is left over as lines."""
        return self.set(broken(paragraphs, width), x, y, lines, size, leading)

    def set(self, rest: list[str], x: float, y: float, lines: int, size: float = 10, leading: float = 1.5) -> list[str]:
        for n, line in enumerate(rest[:lines]):
            # The white before a paragraph is left out rather than printed, as typesetting programs do.
            bare = line.lstrip("\u3000")
            self.words(bare, x + size * (len(line) - len(bare)), y + n * size * leading, size)
        return rest[lines:]

    def next(self) -> None:
        self._writer.newPage()


def broken(paragraphs: list[str], width: int) -> list[str]:
    """Paragraphs in lines of `width` characters, the first of each indented by two."""
    whole = ["\u3000\u3000" + paragraph for paragraph in paragraphs]
    return [paragraph[at : at + width] for paragraph in whole for at in range(0, len(paragraph), width)]


@contextmanager
def sheet(path: Path, title: str = "") -> Iterator[Sheet]:
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setResolution(720)
    writer.setTitle(title)
    painter = QPainter(writer)
    try:
        yield Sheet(painter, writer)
    finally:
        painter.end()

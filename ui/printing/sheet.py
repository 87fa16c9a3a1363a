"""The sheet, the spacing and the fonts of print.

Every measure is in document pixels, 96 to the inch, whatever the printer's resolution: 14 px are 10.5 pt. The printing
module scales. Sizes are pixels rather than points so that the screen's own resolution changes nothing on paper.
"""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QFont, QPageLayout, QTextCharFormat

from ui.looks import theme

BODY, SMALL, NOTE = 14, 12, 11  # pixels: 10.5, 9 and 8.25 points
INCH = 96


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper and the part of it that the text fills, in document pixels."""

    paper: QSizeF
    body: QRectF

    @classmethod
    def of(cls, layout: QPageLayout) -> "Sheet":
        """The sheet of a printer's page layout; the margins are the document's own, not the printer's."""
        paper = QSizeF(layout.fullRect(QPageLayout.Unit.Inch).size()) * INCH
        side = min(0.12 * paper.width(), 96)
        top, bottom = min(0.085 * paper.height(), 96), min(0.08 * paper.height(), 90)
        # Whole pixels: a fraction would end up between the lines of the text.
        width, height = int(paper.width() - 2 * side), int(paper.height() - top - bottom)
        return cls(paper, QRectF((paper.width() - width) / 2, round(top), width, height))


@dataclass(frozen=True, slots=True)
class Spacing:
    """How far apart things stand, in document pixels."""

    leading: int = 25  # of the body
    section: int = 24  # above a section's title
    row: float = 4.5  # above and below the words of a row of the table


ROOMY = Spacing()
# Still to be read with ease, and often what brings a summary onto one sheet.
TIGHT = Spacing(leading=22, section=16, row=3)


def font(family: str, size: int, bold: bool = False) -> QFont:
    """A font of print: `size` in document pixels, letters where the outlines say, not at a screen's dots."""
    made = theme.tabular(QFont(family))
    made.setPixelSize(size)
    made.setBold(bold)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setFeature(QFont.Tag("chws"), 1)  # two marks in a row share their blank: ”。 and ：“
    return made


def letters(family: str, size: int, *, bold: bool = False, colour: str = "ink") -> QTextCharFormat:
    """The same as the format of a run of text."""
    form = QTextCharFormat()
    form.setFont(font(family, size, bold))
    form.setForeground(theme.colour(colour))
    return form

"""Letters drawn before they are needed, while the window rests: a whole page of new ones would be felt.

Qt keeps the picture of each letter it has drawn, one for each quarter of a pixel a letter may stand at.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cache

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter

from resources import path

LETTERS = 900  # the commonest, of which four in five characters of a text are
GRADES = 3  # of the list of common words
AT_ONCE = 25
PLACES = (0.0, 0.25, 0.5, 0.75)


@cache
def letters() -> str:
    """The commonest letters, by the words they stand in."""
    counted: Counter[str] = Counter("，。、：；“”（）《》0123456789%")
    with path("lexicon/words.txt").open(encoding="utf-8") as lines:
        for _ in range(GRADES):
            grade, _, words = next(lines, "0\t").partition("\t")
            counted.update({letter: int(grade) * times for letter, times in Counter(words.strip()).items()})
    del counted[" "]
    return "".join(letter for letter, _ in counted.most_common(LETTERS))


def ink(font: QFont) -> Iterator[None]:
    """Have Qt draw the common letters of `font` where nobody sees them, a few between two values."""
    metrics = QFontMetricsF(font)
    em = metrics.horizontalAdvance("一")
    paper = QImage(round((AT_ONCE + 1) * em), round(metrics.height()), QImage.Format.Format_ARGB32_Premultiplied)
    for start in range(0, len(letters()), AT_ONCE):
        painter = QPainter(paper)
        painter.setFont(font)
        for place in PLACES:
            painter.drawText(QPointF(place, metrics.ascent()), letters()[start : start + AT_ONCE])
        painter.end()
        yield

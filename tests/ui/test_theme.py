import re
from dataclasses import asdict

from PySide6.QtGui import QFontInfo, QFontMetricsF, QPixmap

from resources import path
from ui.looks import theme


def test_the_bundled_fonts_are_there_and_are_used(qapp) -> None:
    assert {theme.SANS, theme.SERIF} <= set(theme.load_fonts())
    assert QFontInfo(theme.sans()).family() == theme.SANS
    assert QFontInfo(theme.serif()).family() == theme.SERIF


def test_digits_are_of_one_width(qapp) -> None:
    theme.load_fonts()
    for font in (theme.sans(), theme.serif()):
        widths = {round(QFontMetricsF(font).horizontalAdvance(digit), 2) for digit in "0123456789"}
        assert len(widths) == 1


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_words_can_be_read_on_every_ground() -> None:
    grounds = ("paper", "panel", "card", "row", "red_pale", "highlighter", "hover")
    colours = asdict(theme.COLOURS)
    for words in ("ink", "muted", "red", "teal"):
        for ground in grounds:
            least = 7 if words == "ink" else 4.5
            assert contrast(colours[words], colours[ground]) >= least, (words, ground)


def test_the_style_sheet_is_filled_in_and_nothing_is_too_small(qapp) -> None:
    sheet = theme.style_sheet()
    assert "$" not in sheet
    sizes = [float(size) for size in re.findall(r"font-size:\s*([\d.]+)pt", sheet)]
    assert all(size >= theme.SMALL for size in sizes)
    assert "px;" not in "".join(re.findall(r"font-size:[^;]*;", sheet))
    assert path("style.qss").exists()


def test_every_picture_of_the_style_sheet_is_there(qapp) -> None:
    pictures = re.findall(r'url\("(.+?)"\)', theme.style_sheet())
    assert pictures
    assert all(not QPixmap(picture).isNull() for picture in pictures)

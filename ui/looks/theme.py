"""Paper, ink and one red: the colours and fonts of the window and of print, in one place.

Only the bundled fonts are named, because no Chinese font can be counted on; the style is Fusion with its own palette,
so that the window looks the same on every desktop.
"""

from dataclasses import asdict, dataclass
from functools import cache
from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from resources import path

SANS = "Noto Sans SC"
SERIF = "Noto Serif SC"
SIZE = 10.5  # points, of the interface; reading text is larger
SMALL = 10.0  # the smallest there is: 13 px on an ordinary screen


@dataclass(frozen=True, slots=True)
class Colours:
    """Every colour there is, by its use, as #rrggbb."""

    paper: str = "#fafaf7"  # under the article
    panel: str = "#f6f3ec"  # under the navigator
    card: str = "#ffffff"  # under tables, charts and the print
    ink: str = "#1d2023"
    muted: str = "#5a5f65"  # second-rank words; still 4.5 : 1 on every ground
    faint: str = "#8a8f94"  # ornaments and what is switched off; never for words one must read
    line: str = "#dfddd6"
    red: str = "#a32a2a"
    red_dark: str = "#872121"
    red_pale: str = "#f1d9d6"  # the chosen row
    teal: str = "#2d6a6a"
    teal_pale: str = "#dbe8e6"
    highlighter: str = "#f7e2b0"  # under a quantity
    highlighter_line: str = "#d6a945"  # around the chosen quantity
    row: str = "#fbf0da"  # the chosen row of a table
    track: str = "#ece8de"  # the unfilled part of a bar
    hover: str = "#efebe1"
    handle: str = "#cfccc3"  # of a scroll bar
    note_yellow: str = "#fdf6a8"  # a reader's highlights
    note_green: str = "#d3edc4"
    note_blue: str = "#d0e5f7"
    note_pink: str = "#f9d8e6"


COLOURS = Colours()


def colour(name: str) -> QColor:
    """The colour of that name, for painting."""
    return QColor(getattr(COLOURS, name))


def note_colour(name: str) -> QColor:
    """The colour of a reader's highlight by its name, yellow for one that is not known."""
    return colour(f"note_{name}") if hasattr(COLOURS, f"note_{name}") else colour("note_yellow")


@cache
def load_fonts() -> tuple[str, ...]:
    """Register the bundled fonts with Qt and return their families. Needs a QApplication."""
    families: list[str] = []
    for file in sorted(path("fonts").iterdir()):
        if file.suffix.lower() in {".ttf", ".otf"}:
            number = QFontDatabase.addApplicationFont(str(file))
            families += QFontDatabase.applicationFontFamilies(number)
    return tuple(dict.fromkeys(families))


def _font(family: str, size: float, bold: bool) -> QFont:
    return QFont(_made(family, size, bold))  # a copy, for callers change their fonts


@cache
def _made(family: str, size: float, bold: bool) -> QFont:
    font = QFont(family)
    font.setPointSizeF(size)
    font.setBold(bold)
    # Slight hinting keeps strokes even without moving the letters off their measured places.
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    return tabular(font)


def tabular(font: QFont) -> QFont:
    """A copy of `font` whose digits are all of one width, so that numbers stand under each other."""
    copy = QFont(font)
    if hasattr(copy, "setFeature"):  # Qt 6.7
        copy.setFeature(QFont.Tag("tnum"), 1)
    return copy


def sans(size: float = SIZE, bold: bool = False) -> QFont:
    """The font of everything but the article's text; `size` in points."""
    return _font(SANS, size, bold)


def serif(size: float = 13, bold: bool = False) -> QFont:
    """The font for reading; `size` in points."""
    return _font(SERIF, size, bold)


def palette() -> QPalette:
    """Paper and ink for what the style sheet does not reach (dialogs of Qt, tooltips, selections)."""
    made = QPalette()
    roles = QPalette.ColorRole
    for role, name in {
        roles.Window: "paper",
        roles.WindowText: "ink",
        roles.Base: "card",
        roles.AlternateBase: "panel",
        roles.Text: "ink",
        roles.Button: "panel",
        roles.ButtonText: "ink",
        roles.BrightText: "red",
        roles.ToolTipBase: "card",
        roles.ToolTipText: "ink",
        roles.PlaceholderText: "muted",
        roles.Highlight: "red_pale",
        roles.HighlightedText: "ink",
        roles.Link: "teal",
        roles.LinkVisited: "teal",
        roles.Light: "card",
        roles.Midlight: "panel",
        roles.Mid: "line",
        roles.Dark: "faint",
        roles.Accent: "red",
    }.items():
        made.setColor(role, colour(name))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, colour("faint"))
    return made


def style_sheet() -> str:
    """resources/style.qss with the colours' names ($ink) and the folder of its pictures ($icons) filled in."""
    known = asdict(COLOURS) | {"icons": path("icons").as_posix()}
    return Template(path("style.qss").read_text(encoding="utf-8")).substitute(known)


def dress(app: QApplication) -> None:
    """Give the whole program its looks; once, before the first window."""
    load_fonts()
    app.setStyle("Fusion")
    app.setPalette(palette())
    app.setFont(sans())
    app.setStyleSheet(style_sheet())

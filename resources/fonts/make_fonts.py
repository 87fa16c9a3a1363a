"""Make the bundled fonts from the Noto sources: `python make_fonts.py SOURCE.ttf … --out FOLDER` (see NOTE.md).

Qt writes the text layer of a PDF by asking, code point by code point, which glyph shows it, and lets the first one win.
In the sources several code points share a glyph (U+2F0A and U+529B are both 力), so a search in the PDF would miss the
word. Here every code point has a glyph of its own, and no feature swaps a glyph for one that no code point leads to.
"""

import argparse
import unicodedata
from collections import defaultdict
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

# Horizontal layout only: Latin kerning, marks, and the narrow forms of Chinese punctuation for those who ask for them.
FEATURES = ["kern", "mark", "halt", "chws"]
# Hints of the unhinted sources (prep, gasp) are a few bytes and keep Windows from snapping stems; vertical metrics,
# the axes of the variable parent and the baseline table serve nobody here.
DROPPED_TABLES = ["GSUB", "BASE", "STAT", "vhea", "vmtx", "DSIG", "VORG"]
KEPT_NAMES = range(15)


def main() -> None:
    """Read the arguments and make one font a source file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    options = parser.parse_args()
    for source in options.sources:
        font = TTFont(source, recalcTimestamp=False)
        doubles = give_each_code_point_a_glyph(font)
        made = options.out / f"{rename(font)}.ttf"
        drop_unneeded(font)
        space_digits_alike(font)
        font.save(made)
        print(f"{made}: {made.stat().st_size / 1e6:.1f} MB, {len(font.getBestCmap())} characters, {doubles} unshared")


def give_each_code_point_a_glyph(font: TTFont) -> int:
    """Drop control characters from the map and copy every shared glyph; how many copies that took."""
    best = {code: name for code, name in font.getBestCmap().items() if code > 0x1F}
    sharers = defaultdict(list)
    for code, name in best.items():
        sharers[name].append(code)
    order = list(font.getGlyphOrder())
    copies = 0
    for name, codes in sharers.items():
        for code in sorted(codes, key=_plainness)[1:]:
            copy = f"copy{code:05X}"
            order.append(copy)
            font["glyf"].glyphs[copy] = _reference(font, name)
            font["hmtx"][copy] = font["hmtx"][name]
            best[code] = copy
            copies += 1
    font.setGlyphOrder(order)
    font["glyf"].glyphOrder = order
    font["cmap"].tables = [table for table in font["cmap"].tables if (table.platformID, table.platEncID) in _ENCODINGS]
    for table in font["cmap"].tables:
        table.cmap = {code: name for code, name in best.items() if table.format == 12 or code <= 0xFFFF}
    return copies


_ENCODINGS = {(3, 1), (3, 10)}


def _plainness(code: int) -> tuple[bool, bool, int]:
    """Sorts the code point that text is written in before its compatibility twins and rare variants."""
    char = chr(code)
    return unicodedata.normalize("NFKC", char) != char, code > 0x2FF and not 0x4E00 <= code <= 0x9FFF, code


def _reference(font: TTFont, name: str) -> Glyph:
    """A glyph that draws `name` and costs a dozen bytes."""
    glyph = Glyph()
    if font["glyf"][name].numberOfContours == 0:
        return glyph
    part = GlyphComponent()
    part.glyphName, part.x, part.y, part.flags = name, 0, 0, 0x0204  # its metrics are those of the part
    glyph.numberOfContours = -1
    glyph.components = [part]
    glyph.recalcBounds(font["glyf"])
    return glyph


def drop_unneeded(font: TTFont) -> None:
    """Leave out glyphs that no code point leads to, and the tables and features that nothing here uses."""
    options = Options()
    options.layout_features = FEATURES
    options.drop_tables += DROPPED_TABLES
    options.hinting = True
    options.name_IDs = list(KEPT_NAMES)
    options.notdef_outline = True
    options.recalc_timestamp = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=font.getBestCmap())
    subsetter.subset(font)


def space_digits_alike(font: TTFont) -> None:
    """Give every digit the width most of them have, so that figures stand under each other whatever sets them.

    A `tnum` feature would leave it to each place that sets figures to ask for it, and style sheets cannot.
    """
    digits = [font.getBestCmap()[ord(digit)] for digit in "0123456789"]
    widths = [font["hmtx"][digit][0] for digit in digits]
    width = max(widths, key=widths.count)
    for digit, own in zip(digits, widths, strict=True):
        glyph, shift = font["glyf"][digit], (width - own) // 2
        glyph.coordinates.translate((shift, 0))
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][digit] = (width, glyph.xMin)


def rename(font: TTFont) -> str:
    """Say family and style in the four plain names only, so that every system finds one family of Regular and Bold.

    Returns the PostScript name, which is the name of the file.
    """
    bold = font["OS/2"].usWeightClass >= 600
    names = font["name"]
    family = names.getDebugName(16) or names.getDebugName(1)
    style = "Bold" if bold else "Regular"
    postscript = f"{family.replace(' ', '')}-{style}"
    for number, text in {1: family, 2: style, 4: f"{family} {style}", 6: postscript}.items():
        names.setName(text, number, 3, 1, 0x409)
    names.names = [name for name in names.names if name.nameID in KEPT_NAMES and name.platformID == 3]
    font["OS/2"].fsSelection = 0x20 if bold else 0x40
    font["head"].macStyle = 1 if bold else 0
    return postscript


if __name__ == "__main__":
    main()

"""Make the program's icon in every form the systems ask for: `python -m resources.icons.make_icons`.

Draws casebook.svg (a red casebook, 案 on its paper label, a marked line) and renders it with Qt. Needs fonttools.
"""

import os
import struct
from pathlib import Path

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from resources import path

HERE = Path(__file__).resolve().parent
ICO_SIZES = (16, 24, 32, 48, 64, 256)
ICNS_SIZES = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08", 512: b"ic09"}
SHAPE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256">
  <rect x="28" y="12" width="200" height="232" rx="18" fill="#a32a2a"/>
  <path d="M46 12h18v232H46a18 18 0 0 1-18-18V30a18 18 0 0 1 18-18z" fill="#872121"/>
  <rect x="84" y="44" width="120" height="132" rx="6" fill="#fafaf7"/>
  <path transform="translate({x} {y}) scale({scale} -{scale})" d="{glyph}" fill="#1d2023"/>
  <rect x="96" y="198" width="96" height="12" rx="6" fill="#f7e2b0"/>
</svg>
"""
SMALL_SHAPE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">
  <rect x="1" y="0" width="14" height="16" rx="1.5" fill="#a32a2a"/>
  <path d="M2.5 0H4v16H2.5A1.5 1.5 0 0 1 1 14.500V1.500A1.500 1.500 0 0 1 2.500 0z" fill="#872121"/>
  <rect x="6" y="3" width="7" height="7" rx="0.500" fill="#fafaf7"/>
  <rect x="7" y="5" width="5" height="1" fill="#1d2023"/>
  <rect x="7" y="7" width="3" height="1" fill="#a32a2a"/>
  <rect x="6" y="12" width="7" height="1" fill="#f7e2b0"/>
</svg>
"""


def _drawing(char: str = "案", side: float = 112, left: float = 88, bottom: float = 153) -> str:
    """The icon as SVG, the character as an outline `side` units tall, so that no font is needed to show it."""
    font = TTFont(path("fonts/NotoSerifSC-Bold.ttf"))
    glyphs = font.getGlyphSet()
    pen = SVGPathPen(glyphs, ntos=lambda number: f"{number:g}")
    glyphs[font.getBestCmap()[ord(char)]].draw(pen)
    return SHAPE.format(glyph=pen.getCommands(), x=left, y=bottom, scale=side / font["head"].unitsPerEm)


def _rendered(size: int) -> QImage:
    """Small sizes have a drawing of their own: a character of ten strokes is a smudge on sixteen pixels."""
    picture = QImage(size, size, QImage.Format.Format_ARGB32)
    picture.fill(0)
    painter = QPainter(picture)
    shape = SMALL_SHAPE.encode() if size < 32 else (HERE / "casebook.svg").read_bytes()
    QSvgRenderer(QByteArray(shape)).render(painter)
    painter.end()
    return picture


def _png(size: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    _rendered(size).save(buffer, "PNG")
    return bytes(buffer.data())


def _ico() -> bytes:
    """Windows' container, of PNG pictures: header, directory, pictures."""
    pictures = [_png(size) for size in ICO_SIZES]
    offset = 6 + 16 * len(pictures)
    directory = b""
    for size, picture in zip(ICO_SIZES, pictures, strict=True):
        directory += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    return struct.pack("<HHH", 0, 1, len(pictures)) + directory + b"".join(pictures)


def _icns() -> bytes:
    """The container of macOS, of PNG pictures: length-prefixed chunks."""
    chunks = b""
    for size, kind in ICNS_SIZES.items():
        picture = _png(size)
        chunks += kind + struct.pack(">I", len(picture) + 8) + picture
    return b"icns" + struct.pack(">I", len(chunks) + 8) + chunks


def main() -> None:
    """Write the icon's files beside this script."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    QGuiApplication([])
    (HERE / "casebook.svg").write_text(_drawing(), encoding="utf-8")
    (HERE / "casebook.png").write_bytes(_png(256))
    (HERE / "casebook.ico").write_bytes(_ico())
    (HERE / "casebook.icns").write_bytes(_icns())


if __name__ == "__main__":
    main()

"""A PDF with a text layer -> its text in reading order: headlines, columns and paragraphs, by where glyphs stand."""

import ctypes
import itertools
import re
import statistics
import threading
import unicodedata
from collections.abc import Iterator, Sequence

from db.errors import CasebookError
from db.formats.archive import damaged
from db.formats.columns import BIG, Column, Glyph, Line, columns
from db.formats.found import Found, date_in, heading, joined, paper_in

PAGES = 1_000  # a paper has eight to a hundred
_GLYPHS = 2_000_000  # characters in all, more than two thousand newspaper pages have
_TITLE = 60  # characters of a headline at most
_SENTENCE_END = re.compile(r"[。！？；…：:!?][”’」』）)]*$")
_PARTED_WORD = re.compile(r"[a-z]-$")  # at the end of a line
_HYPHEN = 2  # what PDFium makes of one that parts a word at the end of a line
_LOCK = threading.Lock()  # PDFium is of one thread only


def read(data: bytes, name: str) -> Found:
    """The text of a PDF; raises CasebookError where it has none, is locked or damaged."""
    import pypdfium2  # a quarter of a second, with a library of seven megabytes

    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise (_locked(name) if "password" in str(error).lower() else damaged(name)) from error
        try:
            if len(document) > PAGES:
                raise CasebookError("“{name}”有 {n} 页，超过 {limit} 页的上限。请拆成较小的文件后再导入。",
                                    name=name, n=len(document), limit=PAGES)
            about = document.get_metadata_dict()
            pages, nameless = [], 0
            for number in range(len(document)):
                glyphs, unknown = _glyphs(document, number)
                nameless += unknown
                pages.append(glyphs)
                if sum(map(len, pages)) > _GLYPHS:
                    raise CasebookError("“{name}”里的文字太多，一次读不完。请拆成较小的文件后再导入。", name=name)
        except pypdfium2.PdfiumError as error:
            raise damaged(name) from error
        finally:
            document.close()
    count = sum(map(len, pages))
    if nameless > count:
        raise CasebookError("“{name}”的字体没有写明对应的文字，读出来会是乱码。"
                            "请先用文字识别（OCR）软件转成文本，再导入。", name=name)
    if not count:
        raise CasebookError("“{name}”里只有扫描的图像，没有文字。"
                            "请先用文字识别（OCR）软件转成文本或带文字层的 PDF，再导入。", name=name)
    text = joined(block for glyphs in pages if glyphs for block in _blocks(glyphs))
    said = [about.get(key, "") for key in ("Title", "Subject", "Keywords", "Author")]
    date, paper = (next(filter(None, map(find, said)), None) for find in (date_in, paper_in))
    return Found(text, None, date, paper, date_in((about.get("CreationDate") or "")[2:10]))


def _locked(name: str) -> CasebookError:
    return CasebookError("“{name}”加了密码，打不开。请用密码打开它，去掉密码另存一份后再导入。", name=name)


def _glyphs(document, number: int) -> tuple[list[Glyph], int]:
    """The characters of a page, upright, with y downwards, and how many there are that say no character."""
    from pypdfium2 import raw

    page = document[number]
    width, height, turned = *page.get_size(), page.get_rotation()
    text = page.get_textpage()
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    glyphs, unknown = [], 0
    try:
        for n in range(text.count_chars()):
            code = raw.FPDFText_GetUnicode(text, n)
            if code in (0, 0xFFFD):
                unknown += 1
                continue
            if code == _HYPHEN:
                code = ord("-")
            if code < 32 or code in (0x7F, 0xAD, 0xFFFE, 0xFFFF, 0xFEFF) or 0xD800 <= code < 0xE000 \
                    or raw.FPDFText_IsGenerated(text, n) == 1:
                continue
            if not raw.FPDFText_GetLooseCharBox(text, n, ctypes.byref(box)):
                continue
            # The font's size is in the text's own units; how large it is printed the matrix tells.
            scale = 1.0
            if raw.FPDFText_GetMatrix(text, n, ctypes.byref(matrix)):
                scale = (matrix.c**2 + matrix.d**2) ** 0.5 or 1.0
            size = raw.FPDFText_GetFontSize(text, n) * scale
            x0, y0, x1, y1 = _upright(box.left, box.bottom, box.right, box.top, width, height, turned)
            if size < 1 or x1 <= 0 or y1 <= 0 or x0 >= width or y0 >= height:
                continue  # too small to see, or off the sheet
            glyphs.append(Glyph(_char(code), x0, y0, x1, y1, size, raw.FPDFText_GetFontWeight(text, n) >= 600))
    finally:
        text.close()
        page.close()
    return glyphs, unknown


def _upright(left: float, bottom: float, right: float, top: float, width: float, height: float,
             turned: int) -> tuple[float, float, float, float]:
    """A box of the sheet as it is shown; `width` and `height` are as shown too."""
    if turned == 90:
        return bottom, left, top, right
    if turned == 180:
        return width - right, bottom, width - left, top
    if turned == 270:
        return width - top, height - right, width - bottom, height - left
    return left, height - top, right, height - bottom


def _char(code: int) -> str:
    """The character; radicals, which some programs write for the characters that look like them, become those."""
    char = chr(code)
    if 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF or 0xFB00 <= code <= 0xFB06:
        return unicodedata.normalize("NFKC", char)
    return char


def _blocks(glyphs: Sequence[Glyph]) -> Iterator[str]:
    """The blocks of text of a page in reading order."""
    found, body = columns(glyphs)
    held: list[Line] = []  # the paragraph in hand, which the next column may go on with
    for column in found:
        paragraphs = list(_paragraphs(column, body))
        if held and not (column.flows and _goes_on(held, paragraphs[0], column, body)):
            yield _written(held, body)
            held = []
        for paragraph in paragraphs[:-1]:
            yield _written([*held, *paragraph], body)
            held = []
        held = [*held, *paragraphs[-1]]
    if held:
        yield _written(held, body)


def _paragraphs(column: Column, body: float) -> Iterator[list[Line]]:
    """The column's lines by paragraph; a line of several stretches is one line, its stretches parted by tabs."""
    lines = [_whole(row) for row in column.lines]
    left, right = _edges(lines, body)
    gaps = [b.y0 - a.y1 for a, b in itertools.pairwise(lines) if abs(a.size - b.size) < 0.12 * a.size]
    usual = statistics.median(gaps) if gaps else 0.0
    paragraph = [lines[0]]
    for a, b in itertools.pairwise(lines):
        em = a.size
        alike = abs(a.size - b.size) < 0.12 * em
        apart = b.y0 - a.y1 > usual + 0.6 * em
        headline = a.size >= BIG * body  # it may be in several lines, each as long as it likes
        ends = a.x1 < right - 2.2 * em or b.x0 > left + 1.2 * em or a.bold != b.bold or "\t" in a.text + b.text
        if not alike or apart or (ends and not headline):
            yield paragraph
            paragraph = []
        paragraph.append(b)
    yield paragraph


def _whole(row: Sequence[Line]) -> Line:
    first = row[0]
    text = first.text
    for a, b in itertools.pairwise(row):
        text += ("\t" if b.x0 - a.x1 > 1.5 * a.size else " ") + b.text
    return Line(text, first.x0, min(line.y0 for line in row),
                max(line.x1 for line in row), max(line.y1 for line in row), first.size, all(line.bold for line in row))


def _edges(lines: Sequence[Line], body: float) -> tuple[float, float]:
    """Where the column's text begins and ends, headlines and small print aside."""
    text = [line for line in lines if 0.9 * body < line.size < BIG * body] or lines
    return min(line.x0 for line in text), max(line.x1 for line in text)


def _goes_on(held: Sequence[Line], paragraph: Sequence[Line], column: Column, body: float) -> bool:
    """Whether a paragraph broken off at the foot of a column goes on at the head of the next: it fills its last line,
    ends no sentence, and what follows is set alike and not indented.
    """
    last, first = held[-1], paragraph[0]
    left, _ = _edges([_whole(row) for row in column.lines], body)
    full = len(held) < 2 or last.x1 > max(line.x1 for line in held) - 1.2 * last.size
    return (full and not _SENTENCE_END.search(last.text) and abs(last.size - first.size) < 0.1 * last.size
            and last.bold == first.bold and first.x0 < left + 0.8 * first.size and "\t" not in last.text + first.text)


def _written(lines: Sequence[Line], body: float) -> str:
    text = lines[0].text
    for line in lines[1:]:
        if _PARTED_WORD.search(text) and line.text[0].islower():
            text = text[:-1]
        elif text[-1].isascii() and line.text[0].isascii() and text[-1] != "-" and not text[-1].isspace() \
                and line.text[0].isalnum() and not (text[-1].isdigit() and line.text[0].isdigit()):
            text += " "
        text += line.text
    small = max(line.size for line in lines) < BIG * body
    if len(text) > _TITLE or "\t" in text or (small and not (lines[0].bold and len(text) <= 30)) \
            or (small and _SENTENCE_END.search(text)):
        return text
    return heading(text)

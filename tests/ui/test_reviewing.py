"""What an import found, as it is shown: the current block as a whole, headings without their marks, reasons in full."""

import pytest
from PySide6.QtGui import QFontMetricsF

from db import extract
from db.extract import regrouping
from ui.looks import theme
from ui.reviewing.rows import _broken
from ui.reviewing.sheet import PageSheet

TEXT = "## 柳河镇：老街修了新路\n\n柳河镇的老街年久失修，今年铺设石板路800米。\n\n## 街坊说\n\n晚上愿意出门了。\n"


@pytest.fixture
def sheet(qtbot):
    sheet = PageSheet()
    qtbot.addWidget(sheet)
    page = extract.read_page(TEXT)
    sheet.show_page(TEXT, page, regrouping.passages(TEXT, page))
    return sheet


def lit(sheet):
    document, ground = sheet.document(), theme.colour("red_pale")
    blocks = [document.findBlockByNumber(n) for n in range(document.blockCount())]
    return [block.text() for block in blocks if block.blockFormat().background().color() == ground]


def test_headings_are_shown_without_their_marks(sheet):
    assert "#" not in sheet.toPlainText()
    assert "街坊说" in sheet.toPlainText()


def test_the_current_block_is_lit_as_a_whole_and_no_other(sheet):
    before = sheet.toHtml()
    sheet.choose(1)
    assert [words[:6] for words in lit(sheet)] == ["柳河镇的老街"]
    sheet.choose(3)
    assert [words[:6] for words in lit(sheet)] == ["晚上愿意出门"]
    sheet._unlit()
    assert sheet.toHtml() == before


def test_a_reason_is_told_in_two_lines_and_parts_no_word(qapp):
    font = theme.sans(theme.SMALL)
    reason = "“报社/claims.docx”解开后有 4096 MB，没有打开。"
    for width in range(40, 400, 7):
        first, rest = _broken(reason, font, width)
        assert (first + rest).replace(" ", "") == reason.replace(" ", "")
        assert not rest or QFontMetricsF(font).horizontalAdvance(first) <= width
        if width > 100:
            assert rest[:1] not in tuple("。，）”")
            assert not (first[-1:].isalnum() and first[-1:].isascii() and rest[:1].isascii() and rest[:1].isalnum())

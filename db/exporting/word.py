"""Cases -> a Word document to go on writing in: title, source, summary, figures with their sentences, the text."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import IO

from docx import Document
from docx.document import Document as Written
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from db.exporting.rows import legible
from db.model import Case

_PARTS = (("background", "背景"), ("practice", "做法"), ("result", "成效"))
_BODY, _HEAD = "宋体", "黑体"  # what a Chinese system has; Word sets another where it has not
_TABLE = (("指标", 42), ("数值", 30), ("时间", 24), ("所在句子", 74))  # mm


def write(cases: Iterable[Case], file: IO[bytes], label: Callable[[str], str]) -> Iterator[int]:
    """Each case begins on a page of its own."""
    document = Document()
    _styles(document)
    for count, case in enumerate(cases, 1):
        first = _case(document, case, label)
        first.paragraph_format.page_break_before = count > 1
        yield count
    # The library's own template is in it, and no person and no day of its making.
    about = document.core_properties
    about.author, about.title, about.comments = "", "案例册", ""
    about.created = about.modified = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    document.save(file)


def _case(document: Written, case: Case, label: Callable[[str], str]) -> Paragraph:
    """Write one case; its first paragraph."""
    article = case.article
    kicker = document.add_paragraph(legible(article.kicker), "肩题") if article.kicker else None
    title = document.add_heading(legible(article.title), 1)
    if article.subtitle:
        document.add_paragraph(legible(article.subtitle), "肩题")
    topics = "、".join(map(label, article.topics))
    source = "，".join(filter(None, (case.source.paper or case.source.name, case.source.date)))
    place = (article.primary_region or "").replace("/", " › ")
    for name, words in (("地区", place), ("主题", topics), ("来源", source), ("作者", "、".join(article.byline))):
        if words:
            paragraph = document.add_paragraph(style="出处")
            paragraph.add_run(f"{name}　").bold = True
            paragraph.add_run(legible(words))
    for part, name in _PARTS:
        points = [point.text for point in article.summary if point.part == part]
        if points:
            document.add_heading(name, 2)
            for point in points:
                document.add_paragraph(legible(point), "List Bullet")
    if article.metrics:
        document.add_heading("指标", 2)
        _metrics(document, case)
    document.add_heading("原文", 2)
    _text(document, case)
    return kicker or title


def _metrics(document: Written, case: Case) -> None:
    article = case.article
    table = document.add_table(1, len(_TABLE), "Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for cell, (name, _) in zip(table.rows[0].cells, _TABLE, strict=True):
        _fill(cell, name, bold=True)
    repeated = OxmlElement("w:tblHeader")  # python-docx has no word for a heading that every page repeats
    table.rows[0]._tr.get_or_add_trPr().append(repeated)
    for metric in article.metrics:
        words = (metric.subject, metric.text, metric.period or "", article.text[slice(*metric.sentence)])
        for cell, told in zip(table.add_row().cells, words, strict=True):
            _fill(cell, told)
    for column, (_, width) in zip(table.columns, _TABLE, strict=True):
        column.width = Mm(width)  # Word goes by the cells, other programs by the grid
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, (_, width) in zip(row.cells, _TABLE, strict=True):
            cell.width = Mm(width)


def _fill(cell: _Cell, words: str, *, bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = "表格"
    paragraph.add_run(legible(words)).bold = bold


def _text(document: Written, case: Case) -> None:
    article = case.article
    headings = sorted(article.headings, key=lambda heading: heading.before)
    at = 0
    for line in article.text.split("\n"):
        while headings and headings[0].before <= at:
            document.add_heading(legible(headings.pop(0).text), 3)
        document.add_paragraph(legible(line), "正文段")
        at += len(line) + 1
    for heading in headings:  # over nothing, at the end
        document.add_heading(legible(heading.text), 3)


def _styles(document: Written) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(22)
    normal = document.styles["Normal"]
    _set(normal, _BODY, 11)
    for name, size in (("Heading 1", 18), ("Heading 2", 13), ("Heading 3", 12)):
        style = document.styles[name]
        _set(style, _HEAD, size)
        style.font.color.rgb = None
        style.paragraph_format.keep_with_next = True
    for name, size, first in (("肩题", 11, 0), ("出处", 10.5, 0), ("表格", 9.5, 0), ("正文段", 11, 2)):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        _set(style, _BODY, size)
        form = style.paragraph_format
        form.space_after = Pt(0 if name in ("出处", "表格") else 4)
        form.first_line_indent = Pt(first * size) if first else None
        form.line_spacing = 1.0 if name in ("出处", "表格") else 1.5


def _set(style, font: str, size: float) -> None:
    """Word keeps the font of Chinese apart from that of Latin."""
    style.font.name, style.font.size = font, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:hAnsi", "w:ascii"):
        fonts.set(qn(script), font)

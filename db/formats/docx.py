"""A Word document -> its text: headings as heading lines, tables row by row, text boxes where they are anchored.

python-docx opens the document and knows its styles; what is read is every run of text, also such as python-docx leaves
out of a paragraph's text: insertions not yet accepted, content controls, text boxes and footnotes.
"""

import io
import re
import statistics
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.errors import CasebookError
from db.formats.archive import damaged, opened
from db.formats.found import Found, date_in, heading, joined, paper_in

if TYPE_CHECKING:
    from docx.document import Document

PARTS = 5_000  # files inside; a long report with pictures has some hundreds
UNPACKED = 512 << 20  # bytes all together, pictures included
XML = 64 << 20  # bytes of one part that is text
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # an old .doc, or an encrypted .docx, which is packed in one
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\0!\0(?:D\0O\0C\0T|E\0N\0T\0I)|\0<\0!\0(?:D\0O\0C|E\0N\0T)")
_FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_HEADING = re.compile(r"(?:heading|title|subtitle|标题|副标题)\s*(\d?)", re.IGNORECASE)
_SAID_END = re.compile(r"[。！？；，、：:,;]$")
# What a torn document makes python-docx and zipfile say.
_BROKEN = (KeyError, ValueError, AttributeError, IndexError, TypeError, EOFError, NotImplementedError,
           zipfile.BadZipFile, zlib.error)
_BODY = 9  # the outline level of body text
_LONGEST = 45  # characters of a heading that no style marks
_LARGER = 1.15  # times the size of the body
# What python-docx writes into documents it makes from its own template; no page is from that day.
_TEMPLATE_DAY = "2013-12-23"


@dataclass(frozen=True, slots=True)
class _Look:
    """How a paragraph is set, as far as it tells a heading that no style marks."""

    bold: bool
    centred: bool
    size: float | None  # points; None as the style says


def read(data: bytes, name: str) -> Found:
    """The text of a Word document; raises CasebookError where it cannot be opened or is not safe to."""
    if data.startswith(_LOCKED):
        raise CasebookError("“{name}”加了密码，或者其实是旧版的 .doc。请用 Word 或 WPS 打开它，不设密码，"
                            "另存为 .docx 后再导入。", name=name)
    _check(data, name)
    import docx  # a tenth of a second
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        document = docx.Document(io.BytesIO(data))
        blocks = [block for block in _blocks(document) if block.strip()]
        about = document.core_properties
        said = [about.title, about.subject, about.category, about.keywords, about.comments, about.author]
        created = about.created.date().isoformat() if about.created else None
    except (OpcError, LxmlError, *_BROKEN) as error:
        raise damaged(name) from error
    date = next(filter(None, map(date_in, filter(None, said))), None)
    paper = next(filter(None, map(paper_in, filter(None, said))), None)
    return Found(joined(blocks), None, date, paper, created if created != _TEMPLATE_DAY else None)


def _check(data: bytes, name: str) -> None:
    """Refuse what would unpack to more than memory holds, or bids the XML parser do more than read."""
    with opened(data, name) as archive:
        parts = archive.infolist()
        size = sum(part.file_size for part in parts)
        texts = [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
        if len(parts) > PARTS or size > UNPACKED or any(part.file_size > XML for part in texts):
            raise CasebookError("“{name}”解开后有 {size} MB、{n} 个部件，超出了一份文档该有的样子，没有打开。"
                                "请用 Word 另存一份，去掉图片和附件后再导入。",
                                name=name, size=size >> 20, n=len(parts))
        if any(part.flag_bits & 1 for part in parts):
            raise CasebookError("“{name}”加了密码，打不开。请去掉密码另存一份后再导入。", name=name)
        for part in texts:
            with archive.open(part) as file:
                if _DECLARED.search(file.read(XML)):  # Word never writes any; in its text < is &lt;
                    raise CasebookError("“{name}”里有 XML 实体定义，可能是恶意文件，没有打开。"
                                        "请用 Word 打开它，另存一份后再导入。", name=name)


def _blocks(document: "Document") -> Iterator[str]:
    body = document.element.body
    marked = _Marks(document)
    for element in _pieces(body):
        if element.tag == _W + "tbl":
            yield from _table(element)
            continue
        words = _words(element)
        if words.strip():
            below = marked.below(element, words)
            yield words.strip(" \t\n\u3000") if below is None else heading(words, below)
        yield from _boxes(element)
    for relation in document.part.rels.values():
        if relation.reltype == _FOOTNOTES and not relation.is_external:
            yield from _footnotes(relation.target_part.blob)


def _pieces(element) -> Iterator:
    """Paragraphs and tables in order, also those inside content controls and insertions."""
    for child in element.iterchildren():
        if child.tag in (_W + "p", _W + "tbl"):
            yield child
        elif child.tag in (_W + "sdt", _W + "sdtContent", _W + "ins", _W + "customXml", _W + "moveTo"):
            yield from _pieces(child)


def _words(paragraph) -> str:
    """The paragraph's own text, without that of the boxes anchored in it and without what was struck out."""
    words: list[str] = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        tag = element.tag
        if tag == _W + "t":
            words.append(element.text or "")
        elif tag in (_W + "tab", _W + "ptab"):
            words.append("\t")
        elif tag in (_W + "br", _W + "cr"):
            words.append("\n")
        elif tag == _W + "noBreakHyphen":
            words.append("-")
        elif tag not in (_W + "del", _W + "moveFrom", _W + "txbxContent", _W + "pPr", _W + "rPr", _FALLBACK):
            waiting.extend(reversed(element))
    return "".join(words)


def _boxes(paragraph) -> Iterator[str]:
    """The paragraphs of the text boxes anchored here; each box is written down twice, once for old programs."""
    for box in paragraph.iter(_W + "txbxContent"):
        if next(box.iterancestors(_FALLBACK), None) is None:
            for element in _pieces(box):
                if element.tag == _W + "tbl":
                    yield from _table(element)
                else:
                    yield _words(element).strip(" \t\n\u3000")


def _table(table) -> Iterator[str]:
    """A table that states something, row by row; one of a single column only frames its paragraphs."""
    rows = []
    for row in table.iter(_W + "tr"):
        if next(row.iterancestors(_W + "tbl")) is table:
            cells = list(row.iterchildren(_W + "tc", _W + "sdt"))
            rows.append([[_words(p).strip(" \t\n\u3000") for p in cell.iter(_W + "p")] for cell in cells])
    framing = max(map(len, rows), default=0) < 2 or any(len("".join(cell)) > 400 for row in rows for cell in row)
    if framing:
        yield from (words for row in rows for cell in row for words in cell)
    else:
        lines = ("\t".join(" ".join(filter(None, cell)) for cell in row) for row in rows)
        yield "\n".join(line for line in lines if line.strip())


def _footnotes(blob: bytes) -> Iterator[str]:
    from lxml import etree

    root = etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))
    for note in root.iterchildren(_W + "footnote"):
        if note.get(_W + "type") is None:  # the others are the rule above the notes
            yield "\n".join(filter(None, (_words(p).strip() for p in note.iterchildren(_W + "p"))))


def _outlined(element) -> int | None:
    """The outline level of a paragraph or a style, where it says one; _BODY is that of body text."""
    level = element.find(f"{_W}pPr/{_W}outlineLvl")
    said = "" if level is None else level.get(_W + "val") or ""
    return int(said) if said.isdigit() else None


class _Marks:
    """Which paragraphs are headings: by style and outline level, or as clerks do it, by size, weight and place."""

    def __init__(self, document: "Document") -> None:
        self._styles = {style.style_id: style for style in document.styles}
        self._levels: dict[str, int | None] = {}
        levels = [self._styled(paragraph) for paragraph in document.element.body.iter(_W + "p")
                  if _words(paragraph).strip()]
        self._highest = min((level for level in levels if level is not None), default=0)
        sizes = []
        for paragraph in document.element.body.iter(_W + "p"):
            if (size := self._look(paragraph).size) is not None and len(words := _words(paragraph)) > _LONGEST:
                sizes += [size] * min(len(words) // _LONGEST, 20)
        self._body = statistics.median(sizes) if sizes else None

    def below(self, paragraph, words: str) -> int | None:
        """How many levels under the highest heading this one is; None where it is none."""
        words = " ".join(words.split())
        level = self._styled(paragraph)
        if level is not None:
            return level - self._highest
        if not 2 <= len(words) <= _LONGEST or _SAID_END.search(words) or words.startswith(("—", "本报")):
            return None
        look = self._look(paragraph)
        larger = look.size is not None and look.size >= _LARGER * (self._body or 12.0)
        return 0 if (larger and (look.bold or look.centred)) or (look.bold and look.centred) else None

    def _styled(self, paragraph) -> int | None:
        """The level of a heading as Word counts them, from 0; a title is above all. None for body text."""
        level = _outlined(paragraph)
        if level is not None:
            return level if level < _BODY else None
        named = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return None if named is None else self._level_of(named.get(_W + "val") or "")

    def _level_of(self, style_id: str) -> int | None:
        if style_id not in self._levels:
            self._levels[style_id] = None  # should a style be based on itself
            style = self._styles.get(style_id)
            if style is not None:
                base = style.element.find(_W + "basedOn")
                named, level = _HEADING.match(style.name or ""), _outlined(style.element)
                if named:
                    self._levels[style_id] = int(named[1] or 0) - 1
                elif level is not None:
                    self._levels[style_id] = level if level < _BODY else None
                elif base is not None:
                    self._levels[style_id] = self._level_of(base.get(_W + "val") or "")
        return self._levels[style_id]

    @staticmethod
    def _look(paragraph) -> _Look:
        """From the runs themselves, for a style that marks headings is told by its name."""
        bold, sizes = [], []
        for run in paragraph.iter(_W + "r"):
            if not any((text.text or "").strip() for text in run.iterchildren(_W + "t")):
                continue
            weight = run.find(f"{_W}rPr/{_W}b")
            bold.append(weight is not None and weight.get(_W + "val") not in ("0", "false", "off"))
            size = run.find(f"{_W}rPr/{_W}sz")
            if size is not None and (size.get(_W + "val") or "").isdigit():
                sizes.append(int(size.get(_W + "val")) / 2)
        centred = paragraph.find(f"{_W}pPr/{_W}jc")
        return _Look(bool(bold) and all(bold), centred is not None and centred.get(_W + "val") == "center",
                     max(sizes, default=None))

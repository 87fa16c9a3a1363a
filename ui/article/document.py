"""A case set as a QTextDocument for reading."""

import re
from collections.abc import Callable
from enum import IntEnum
from functools import cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from db.model import Article, Case
from ui.article.chips import CHIP_OBJECT, CHIP_TEXT, CHIP_TIP, ChipObject
from ui.article.offsets import JOINT, Offsets, joined, joints
from ui.article.words import place_label, places, repair_note
from ui.i18n import tr
from ui.looks import theme
from ui.looks.typesetting import OPENING, balanced, display, fit, held_ends, runs, tightened, units

MEASURE = 38  # Chinese characters a line, at most
BODY, TITLE, KICKER, HEADING = 13.5, 21.5, 11.5, 13.0  # points
LEADING = 1.78  # of the body's em
ROLE = QTextBlockFormat.Property.UserProperty + 1

_LEAD_IN = re.compile(r"([^：:“”《》，。！？\s]{2,10})[：:]\s*(?=\S)")


class Role(IntEnum):
    """What a block of the document is; only BODY and HEADING belong to the running text."""

    KICKER = 1
    TITLE = 2
    META = 3
    CHIPS = 4
    NOTE = 5
    HEADING = 6
    BODY = 7


def split_title(article: Article) -> tuple[str | None, str]:
    """(kicker, title) as they are set: a kicker without its colon, a lead-in of the title (“南充：……”) as kicker."""
    if article.kicker:
        return article.kicker.rstrip("：: "), article.title
    found = _LEAD_IN.match(article.title)
    return (found[1], article.title[found.end() :]) if found else (None, article.title)


@cache
def _em(points: float) -> float:
    return QFontMetricsF(theme.serif(points)).horizontalAdvance("一")


def _form(font: QFont, ink: str) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setFont(font)
    form.setForeground(theme.colour(ink))
    return form


class ArticleDocument:
    """Fills a QTextDocument with a case and translates between it and the case's text.

    `topic_label` turns a topic's code into the words on its chip; None where a code has no words.
    """

    def __init__(self, document: QTextDocument, topic_label: Callable[[str], str | None] | None = None) -> None:
        self.document = document
        self.topic_label = topic_label
        self.zoom = 1.0
        self.source_link: tuple[int, int] | None = None  # positions of the words that lead to the page
        self.note: tuple[int, int] | None = None  # positions of the line that counts the repairs
        self.rule_block: int | None = None  # number of the block the thin rule is drawn under
        self.headings: list[tuple[int, int]] = []  # positions of each heading of the article, in its order
        self.places: dict[str, tuple[int, int]] = {}  # positions of each field of the head; "meta" is its last word
        self._chips = ChipObject(document)
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.documentLayout().registerHandler(CHIP_OBJECT, self._chips)
        self._reset()

    def _reset(self) -> None:
        self._offsets = Offsets()
        self.source_link = self.note = self.rule_block = None
        self.headings = []
        self.places = {}
        self._title: tuple[int, str] | None = None  # number of its block, and its words
        self._held: tuple[int, list[str], float] | None = None  # how its lines are broken at present

    @property
    def em(self) -> float:
        """Width of one Chinese character of the running text, in pixels."""
        return _em(BODY * self.zoom)

    def column(self, whole: float) -> tuple[int, int]:
        """(left edge, width) of the column in a view `whole` pixels wide; its margin holds the repairs' words."""
        em = self.em
        margin = max(4.2 * self.zoom * theme.SMALL * 96 / 72, 2 * em)
        width = min(MEASURE * em, whole - 2 * margin)
        if width < 18 * em:  # a narrow view: no more margin at the right than the eye needs
            width = min(18 * em, whole - margin - em)
        width = max(width // em, 1) * em + 1  # whole characters, or every line would have to be spread
        left = max((whole - width) / 2, margin)
        return round(left), round(min(width, whole - left))

    def font(self, size: float, *, bold: bool = False, sans: bool = False) -> QFont:
        """A font of the page at the present zoom."""
        return (theme.sans if sans else theme.serif)(size * self.zoom, bold)

    def clear(self) -> None:
        self.document.clear()
        self._reset()

    def fill(self, case: Case, whole: float) -> None:
        """Set `case` for a view `whole` pixels wide, replacing what was there; Qt lays it out once, at the end."""
        self.clear()
        article = case.article
        self._fresh = True
        cursor = QTextCursor(self.document)
        cursor.beginEditBlock()
        self._head(cursor, case)
        self._body(cursor, article)
        self.fit(whole, afresh=True)
        cursor.endEditBlock()

    def fit(self, whole: float, afresh: bool = False) -> None:
        """Set the margins and break the title for a view `whole` pixels wide."""
        frame, em = self.document.rootFrame(), self.em
        left, width = self.column(whole)
        form = frame.frameFormat()
        margins = left, whole - left - width, 1.9 * em, 5 * em
        if not afresh and (form.leftMargin(), form.rightMargin(), form.topMargin(), form.bottomMargin()) == margins:
            return
        cursor = QTextCursor(self.document)
        cursor.beginEditBlock()
        for put, margin in zip((form.setLeftMargin, form.setRightMargin, form.setTopMargin, form.setBottomMargin),
                               margins, strict=True):
            put(margin)
        frame.setFrameFormat(form)
        self._balance_title(width)
        cursor.endEditBlock()

    # -- setting ------------------------------------------------------------------------------------------------

    def _block(self, cursor: QTextCursor, role: Role, *, above: float = 0, below: float = 0, height: float = 0,
               indent: float = 0) -> None:
        """Begin a block; lengths in ems of the running text, `height` as a multiple of it or 0 for Qt's own."""
        em = self.em
        form = QTextBlockFormat()
        form.setProperty(ROLE, int(role))
        form.setTopMargin(above * em)
        form.setBottomMargin(below * em)
        form.setTextIndent(indent * em)
        if role == Role.BODY:
            form.setAlignment(Qt.AlignmentFlag.AlignJustify)
        if height:
            form.setLineHeight(height * em, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        if self._fresh:
            cursor.setBlockFormat(form)
            self._fresh = False
        else:
            cursor.insertBlock(form, QTextCharFormat())

    def _write(self, cursor: QTextCursor, words: str, font: QFont, ink: str) -> tuple[int, int]:
        start = cursor.position()
        cursor.insertText(fit(words), _form(font, ink))
        return start, cursor.position()

    def _head(self, cursor: QTextCursor, case: Case) -> None:
        article = case.article
        kicker, title = split_title(article)
        if kicker:
            self._block(cursor, Role.KICKER, below=0.15)
            self.places["kicker"] = self._write(cursor, kicker, self.font(KICKER, sans=True), "red")
        self._block(cursor, Role.TITLE, below=0.25, height=2.15)
        self._title = (cursor.blockNumber(), display(title))
        self.places["title"] = self._write(cursor, display(title), self.font(TITLE, bold=True), "ink")
        if article.subtitle:
            self._block(cursor, Role.TITLE, below=0.25, height=1.6)
            self.places["subtitle"] = self._write(cursor, article.subtitle, self.font(BODY), "muted")
        small = self.font(theme.SIZE, sans=True)
        self._block(cursor, Role.META, above=0.1, height=1.6)
        source = case.source
        stamped = {one.patch.field for one in case.said if one.patch.kind == "field"}  # which need room for the stamp
        for name, words in (*(("byline", words) for words in article.byline), ("source_note", article.source_note),
                            ("dateline", article.dateline), ("paper", source.paper), ("date", source.date)):
            if words:
                self.places[name] = self._write(cursor, words, small, "muted")
                self._write(cursor, "　　" if name in stamped else "　", small, "muted")
        self._write(cursor, tr("来源："), small, "muted")
        self.places["meta"] = self.source_link = self._write(cursor, source.name, small, "teal")
        self._set_chips(cursor, article)
        if article.repairs or case.boundaries:
            self._block(cursor, Role.NOTE, above=0.35, height=1.4)
            start, small = cursor.position(), self.font(theme.SMALL, sans=True)
            if article.repairs:
                self._write(cursor, repair_note(article.repairs) + ("　" if case.boundaries else ""), small, "teal")
            if case.boundaries:
                self._write(cursor, tr("分篇经人工调整 {n} 步", n=len(case.boundaries)), small, "red")
            self.note = start, cursor.position()
        self.rule_block = cursor.blockNumber()

    def _set_chips(self, cursor: QTextCursor, article: Article) -> None:
        chips = [(place_label(path, path == article.primary_region), path.replace("/", " › "))
                 for path in places(article)]
        if self.topic_label:
            codes = dict.fromkeys((*article.topics, *article.subtopics))
            chips += [(label, tr("主题：{name}", name=label)) for code in codes if (label := self.topic_label(code))]
        if not chips:
            return
        self._block(cursor, Role.CHIPS, above=0.35)
        for label, tip in chips:
            form = QTextCharFormat()
            form.setObjectType(CHIP_OBJECT)
            form.setFont(self.font(theme.SMALL, sans=True))
            form.setProperty(CHIP_TEXT, fit(label))
            form.setProperty(CHIP_TIP, tip)
            cursor.insertText("\ufffc", form)
        self.places["chips"] = (cursor.position() - 1, cursor.position())

    def _body(self, cursor: QTextCursor, article: Article) -> None:
        text = article.text
        seams = joints(article.metrics)
        self._offsets = Offsets(text, seams)
        left = list(enumerate(article.headings))
        place: dict[int, tuple[int, int]] = {}
        serif, bold = self.font(BODY), self.font(HEADING, bold=True, sans=True)
        plain, tight = _form(serif, "ink"), _form(tightened(serif), "ink")

        def set_headings(upto: int) -> None:
            while left and left[0][1].before < upto:
                number, heading = left.pop(0)
                self._block(cursor, Role.HEADING, above=1.0 if self._offsets else 1.6, below=0.3, height=1.6)
                place[number] = self._write(cursor, display(heading.text), bold, "ink")

        start = 0
        for paragraph in text.split("\n"):
            set_headings(start + len(paragraph) + 1)
            first = not self._offsets and not place
            indent = 1.5 if paragraph[:1] in OPENING else 2  # an opening mark has half an em of its own
            self._block(cursor, Role.BODY, above=1.6 if first else 0, height=LEADING, indent=indent)
            self._offsets.place(start, cursor.position())
            for part, squeezed in runs(joined(paragraph, start, seams)):  # marks that meet drawn together
                cursor.insertText(fit(part), tight if squeezed else plain)
            start += len(paragraph) + 1
        set_headings(len(text) + 2)
        self.headings = [place[n] for n in sorted(place)]

    def _balance_title(self, width: float) -> None:
        """Break a title that takes several lines as `balanced` says; an opening mark hangs half its em to the left."""
        if self._title is None:
            return
        number, title = self._title
        metrics = QFontMetricsF(self.font(TITLE, bold=True))
        em = metrics.horizontalAdvance("一")
        hang = 0.5 * em if title.startswith(OPENING) else 0.0
        lines = balanced(title, metrics.horizontalAdvance, width - 1, 5)
        widest = max(map(metrics.horizontalAdvance, lines), default=width)
        cursor = QTextCursor(self.document.findBlockByNumber(number))
        form = cursor.blockFormat()
        form.setTextIndent(-hang)
        form.setRightMargin(max(width - widest - 0.4 * em, 0) if len(lines) > 1 else 0)
        if form != cursor.blockFormat():
            cursor.setBlockFormat(form)
        self._hold_breaks(lines, min(widest + 0.4 * em, width))

    def _hold_breaks(self, lines: list[str], room: float) -> None:
        """Let the title's `lines` end where they do in a column of `room` pixels, though Qt would fill them."""
        number, title = self._title
        if (number, lines, room) == self._held or self.document.findBlockByNumber(number).text() != fit(title):
            return  # as it is, or not written yet
        self._held = (number, lines, room)
        font = self.font(TITLE, bold=True)
        cursor = QTextCursor(self.document)
        block = self.document.findBlockByNumber(number).position()
        advance = QFontMetricsF(font).horizontalAdvance
        for start, end, blank in [(0, units(title), 0.0), *held_ends(title, lines, advance, room)]:
            form, spaced = QTextCharFormat(), QFont(font)
            if blank:
                spaced.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, blank)
            form.setFont(spaced)
            cursor.setPosition(block + start)
            cursor.setPosition(block + end, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(form)

    # -- offsets ------------------------------------------------------------------------------------------------

    def position(self, offset: int) -> int:
        """The position in the document of the character at `offset` of the text; clamped to the text."""
        return self._offsets.position(offset)

    def offset(self, position: int) -> int | None:
        """The offset in the text of the character at `position`; None in the title block and in headings."""
        return self._offsets.offset(position)

    def heading_at(self, position: int) -> int | None:
        """Index of the section heading that stands at a position."""
        return next((n for n, (start, end) in enumerate(self.headings) if start <= position <= end), None)

    def field_at(self, position: int) -> str:
        """The field of the case that stands at a position of the head: "chips" for places and topics; "" elsewhere."""
        role = self.document.findBlock(position).blockFormat().property(ROLE)
        if role == Role.CHIPS:
            return "chips"
        if role not in (Role.KICKER, Role.TITLE, Role.META):
            return ""
        found = (name for name, (a, b) in self.places.items() if a <= position <= b and name not in ("meta", "paper"))
        return next(found, "byline" if role == Role.META else "title")

    def rects(self, start: int, end: int) -> list[QRectF]:
        """For positions [start, end) of the document one rectangle a line, from the ems' top to their bottom, in
        document coordinates; for painting under the words and for finding what was pointed at.
        """
        found = []
        layout = self.document.documentLayout()
        block = self.document.findBlock(start)
        while block.isValid() and block.position() < end:
            origin = layout.blockBoundingRect(block).topLeft()
            inner = block.layout()
            a, b = max(start - block.position(), 0), min(end - block.position(), block.length() - 1)
            for n in range(inner.lineCount()):
                line = inner.lineAt(n)
                left, right = max(a, line.textStart()), min(b, line.textStart() + line.textLength())
                if left < right:
                    x1, x2 = line.cursorToX(left)[0], line.cursorToX(right)[0]
                    em = QFontMetricsF(block.begin().fragment().charFormat().font()).horizontalAdvance("一")
                    # Where a line's top lies depends on the leading; its baseline does not.
                    base = origin.y() + line.y() + line.ascent()
                    found.append(QRectF(origin.x() + x1, base - 0.88 * em, x2 - x1, 1.06 * em))
            block = block.next()
        return found

    def text_rects(self, start: int, end: int) -> list[QRectF]:
        """`rects` for offsets of the text."""
        if end <= start:
            return []
        last = self.position(end - 1)  # behind the last character may stand a heading
        return self.rects(self.position(start), last + self._offsets.units(end) - self._offsets.units(end - 1))


def plain_text(document: QTextDocument, start: int, end: int) -> str:
    """Positions [start, end) of a document as plain text, a line a paragraph, without what only dresses the page."""
    lines, block = [], document.findBlock(start)
    while block.isValid() and block.position() <= end and start < end:
        if block.blockFormat().property(ROLE) not in (Role.CHIPS, Role.NOTE):
            part = QTextCursor(block)
            part.setPosition(max(start, block.position()))
            part.setPosition(min(end, block.position() + block.length() - 1), QTextCursor.MoveMode.KeepAnchor)
            lines.append(part.selectedText().replace(JOINT, ""))
        block = block.next()
    return "\n".join(lines)

"""A case as a document for paper: what a civic office takes to a meeting, one QTextDocument a case.

Measures are in document pixels (see ui.sheet).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextOption,
)

from db.extract import topics
from db.model import Article, Case, Figure, Repair, Span
from ui.article.document import split_title
from ui.charts import view as charts
from ui.i18n import language, later, tr
from ui.looks import theme
from ui.looks.typesetting import ELLIPSIS, OPENING, balanced, display
from ui.printing import table as print_table
from ui.printing.objects import PictureObject
from ui.printing.sheet import BODY, NOTE, ROOMY, SMALL, Sheet, Spacing, font, letters

PARTS = (("background", later("背景")), ("practice", later("做法")), ("result", later("成效")))
# Between a label and what stands beside it. Farther away or in another size the labels are taken for a column of their
# own by those who read a PDF line by line, and copied into the middle of the sentences.
LABEL_GAP = 12

# Marks on blocks that page_fit and printing look for.
KEEP_WITH_NEXT = QTextFormat.Property.UserProperty + 10
SECTION = QTextFormat.Property.UserProperty + 11
PARAGRAPH = QTextFormat.Property.UserProperty + 12  # its number, for the margin


@dataclass(slots=True)
class CaseDocument:
    """The document of one case and what must live as long as it."""

    title: str
    text: QTextDocument
    objects: PictureObject
    sheet: Sheet
    spacing: Spacing
    pages: int = 0


def case_document(
    case: Case, figures: Sequence[Figure], sheet: Sheet, *, full: bool = False, spacing: Spacing = ROOMY
) -> CaseDocument:
    """The summary of `case` laid out for `sheet`, with the article's whole text behind it where `full`.

    Not yet fitted to pages: `page_fit.fit` moves headings to the page of what they stand over.
    """
    made = QTextDocument()
    made.setUndoRedoEnabled(False)
    made.setDocumentMargin(0)
    made.setUseDesignMetrics(True)
    made.setPageSize(sheet.body.size())
    made.setDefaultFont(font(theme.SERIF, BODY))
    option = made.defaultTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    made.setDefaultTextOption(option)
    document = CaseDocument(case.article.title, made, PictureObject(made), sheet, spacing)
    _Writer(document, case).write(figures, full)
    return document


def paragraph_at(article: Article, offset: int) -> int:
    """The number, from 1, of the paragraph of the text that holds `offset`: what a print gives as the source."""
    return article.text.count("\n", 0, offset) + 1


def place(path: str) -> str:
    """A region's path as a reader sees it."""
    return path.replace("/", " › ")


def _block(
    above: float = 0,
    below: float = 0,
    leading: float = 0,
    indent: float = 0,
    first: float = 0,
    justify: bool = False,
    keep: bool = False,
) -> QTextBlockFormat:
    form = QTextBlockFormat()
    form.setTopMargin(above)
    form.setBottomMargin(below)
    form.setLeftMargin(indent)
    form.setTextIndent(first)
    if leading:
        form.setLineHeight(leading, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    if justify:
        form.setAlignment(Qt.AlignmentFlag.AlignJustify)
    if keep:
        form.setProperty(KEEP_WITH_NEXT, True)
    return form


class _Writer:
    """Writes one case from top to bottom; the cursor always stands at the end."""

    def __init__(self, document: CaseDocument, case: Case) -> None:
        self._document = document
        self._spacing = document.spacing
        self._case = case
        self._article = case.article
        measure = QFontMetricsF(font(theme.SANS, BODY, bold=True)).horizontalAdvance
        self._indent = LABEL_GAP + max(measure(tr(label)) for label in ("地区", "主题", *(label for _, label in PARTS)))
        self._cursor = QTextCursor(document.text)
        self._fresh = True  # the document's first block is there already

    def write(self, figures: Sequence[Figure], full: bool) -> None:
        self._cursor.beginEditBlock()  # else Qt lays all pages out again with every cell
        self._head()
        self._summary()
        self._metrics()
        self._figures(figures)
        if full:
            self._text()
        self._repairs()
        self._cursor.endEditBlock()

    def _start(self, form: QTextBlockFormat) -> None:
        if self._fresh:
            self._cursor.setBlockFormat(form)
            self._fresh = False
        else:
            self._cursor.insertBlock(form, QTextCharFormat())

    def _say(self, text: str, form: QTextCharFormat) -> None:
        self._cursor.insertText(text, form)

    def _labelled(self, label: str, form: QTextBlockFormat, size: int = SMALL, colour: str = "muted") -> None:
        """Open a block whose label hangs left of its text."""
        form.setLeftMargin(self._indent)
        form.setTextIndent(-self._indent)
        form.setTabPositions([QTextOption.Tab(self._indent, QTextOption.TabType.LeftTab)])
        self._start(form)
        self._say(f"{label}\t", letters(theme.SANS, size, bold=True, colour=colour))

    def _section(self, title: str, note: str = "") -> None:
        form = _block(above=self._spacing.section, below=self._spacing.section / 2, leading=24, keep=True)
        form.setProperty(SECTION, True)
        self._start(form)
        self._say(title, letters(theme.SANS, 15, bold=True))
        if note:
            self._say("\u3000" + note, letters(theme.SANS, NOTE, colour="muted"))

    def _head(self) -> None:
        article, source = self._article, self._case.source
        kicker, title = split_title(article)
        if kicker:
            self._start(_block(below=2, keep=True))
            self._say(kicker, letters(theme.SANS, BODY, bold=True, colour="red"))
        self._title(title)
        if article.subtitle:
            self._start(_block(below=4, leading=28, keep=True))
            self._say(article.subtitle, letters(theme.SERIF, 17))
        words = ["\u3000".join(article.byline)] if article.byline else []
        words.append(tr("来源：{name}", name=source.name))
        words += [word for word in (source.paper, source.date, article.dateline) if word]
        self._start(_block(above=2, below=8, leading=20))
        self._say("\u3000·\u3000".join(words), letters(theme.SANS, SMALL, colour="muted"))
        for number, path in enumerate(self._places()):
            self._labelled(tr("地区") if not number else "", _block(leading=20))
            self._say(place(path), letters(theme.SANS, SMALL, bold=not number))
        if article.topics:
            self._labelled(tr("主题"), _block(leading=20))
            self._say("；".join(map(self._topic, article.topics)), letters(theme.SANS, SMALL))

    def _topic(self, code: str) -> str:
        """A topic with its finer ones behind it."""
        finer = [topics.label(sub, language()) for sub in self._article.subtopics if sub.startswith(code + "/")]
        name = topics.label(code, language())
        return tr("{topic}（{finer}）", topic=name, finer="、".join(finer)) if finer else name

    def _title(self, title: str) -> None:
        """On one line if a slightly smaller size brings it there, else on lines of about the same length.

        An opening mark hangs half its em, which is blank, to the left.
        """
        room, title = self._document.sheet.body.width(), display(title)
        hang = 0.5 if title.startswith(OPENING) else 0
        for size in (27, 24):
            measure = QFontMetricsF(font(theme.SERIF, size, bold=True)).horizontalAdvance
            lines = balanced(title, measure, room - 1, 5)
            if len(lines) < 2:
                break
        self._start(_block(below=4, leading=40 if size == 27 else 36, first=-hang * size, keep=True))
        cut = lines[-1:] and lines[-1].endswith(ELLIPSIS) and not title.endswith(ELLIPSIS)
        self._say(title if cut else "\u2028".join(lines), letters(theme.SERIF, size, bold=True))

    def _places(self) -> list[str]:
        """The main place first, then those that no other place of the list lies in."""
        article = self._article
        paths = [region.path for region in article.regions]
        inner = [p for p in paths if not any(other.startswith(p + "/") for other in paths)]
        return list(dict.fromkeys([article.primary_region, *inner] if article.primary_region else inner))

    def _summary(self) -> None:
        points = self._article.summary
        if not points:
            return
        self._section(tr("摘要"), tr("各句均摘自原文，句末注明所在段落"))
        measure = QFontMetricsF(font(theme.SERIF, BODY)).horizontalAdvance
        room = self._document.sheet.body.width() - self._indent
        for part, label in PARTS:
            for number, point in enumerate(p for p in points if p.part == part):
                words = point.text.replace("\n", "")
                where = tr("（{where}）", where=self._where((point.start, point.end)))
                # Where its place takes the sentence's end along to another line, what is left would be drawn apart.
                alone = measure(words) % room + self._document.objects.width(where) > room - BODY
                form = _block(above=0 if number else 3, below=3, leading=self._spacing.leading, justify=not alone)
                self._labelled(tr(label) if not number else "", form, BODY, "red")
                self._say(words, letters(theme.SERIF, BODY))
                # Behind the sentence: at the right edge a PDF reader would copy it into the sentence's middle.
                self._document.objects.say(self._cursor, where)

    def _where(self, span: Span) -> str:
        return tr("第{n}段", n=paragraph_at(self._article, span[0]))

    def _metrics(self) -> None:
        if not self._article.metrics:
            return
        self._section(tr("指标"), tr("共 {n} 项，出处为正文段落", n=len(self._article.metrics)))
        print_table.insert(self._cursor, self._article, self._document.sheet.body.width(), self._spacing.row)
        self._fresh = True  # Qt keeps an empty block behind every table

    def _figures(self, figures: Sequence[Figure]) -> None:
        if not figures:
            return
        self._section(tr("图表"))
        width = self._document.sheet.body.width()
        for figure in figures:
            picture, size = charts.picture(figure, width)
            self._start(_block(above=4, below=10))
            self._document.objects.insert(self._cursor, picture, size)

    def _text(self) -> None:
        article = self._article
        self._section(tr("正文"))
        headings = sorted(article.headings, key=lambda heading: heading.before)

        def head(upto: int) -> None:
            while headings and headings[0].before <= upto:
                self._start(_block(above=10, below=4, leading=self._spacing.leading, keep=True))
                self._say(headings.pop(0).text, letters(theme.SANS, BODY, bold=True))

        offset = 0
        for number, paragraph in enumerate(article.text.split("\n"), 1):
            head(offset)
            form = _block(below=4, leading=self._spacing.leading, first=2 * BODY, justify=True)
            form.setProperty(PARAGRAPH, number)
            self._start(form)
            self._say(paragraph, letters(theme.SERIF, BODY))
            offset += len(paragraph) + 1
        head(offset)  # over nothing, at the end

    def _repairs(self) -> None:
        repairs = self._article.repairs
        if not repairs:
            return
        self._section(tr("本页修复说明"), tr("程序为还原原文所做的改动，共 {n} 处", n=len(repairs)))
        for detail, places in self._grouped(repairs).items():
            self._start(_block(leading=18, indent=0))
            where = "、".join(places)
            self._say(f"{detail}（{where}）" if where else detail, letters(theme.SANS, NOTE, colour="muted"))

    def _grouped(self, repairs: Sequence[Repair]) -> dict[str, list[str]]:
        """The same repair made in several places is told once."""
        grouped: dict[str, list[str]] = {}
        for repair in repairs:
            places = grouped.setdefault(repair.detail, [])
            if repair.at is not None:
                where = tr("第{n}段", n=paragraph_at(self._article, repair.at))
                if where not in places:
                    places.append(where)
        return grouped

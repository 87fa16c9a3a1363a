"""What is drawn around the words of an article: bands under quantities, dotted seams and their words in the margin.

Geometry is worked out once a layout and kept; painting and pointing both read it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from db.model import Article, Metric, Repair, Span
from ui import retelling
from ui.article.document import BODY, ArticleDocument
from ui.article.offsets import letters
from ui.article.words import REPAIR_WORDS
from ui.i18n import later, tr
from ui.looks import theme

_STOPS = "。，、；：！？…\n“”（）()《》"
_REACH = 6  # characters a seam's dotted line reaches to either side, at most
_APART = 12  # pixels between the column and the words beside it

QUALIFIERS = {
    "over": later("多于"),
    "about": later("约"),
    "nearly": later("接近"),
    "under": later("不足"),
}


@dataclass(slots=True)
class Seam:
    """A repair that shows in the running text: its dotted line, and its word with the place of it in the margin."""

    repair: Repair
    lines: list[QRectF]
    word: str
    place: QRectF


@dataclass(slots=True)
class Marks:
    """Where everything of one layout lies, in document coordinates."""

    metrics: list[list[QRectF]] = field(default_factory=list)
    seams: list[Seam] = field(default_factory=list)
    span: list[QRectF] = field(default_factory=list)
    sought: list[QRectF] = field(default_factory=list)
    link: list[QRectF] = field(default_factory=list)
    note: list[QRectF] = field(default_factory=list)
    rule: float | None = None

    def metric_at(self, point: QPointF) -> int | None:
        """Index of the metric under `point`, with a little room above and below."""
        return next((n for n, rects in enumerate(self.metrics) if _under(rects, point)), None)

    def seam_at(self, point: QPointF) -> Seam | None:
        """The repair whose word or dotted line is under `point`."""
        return next((s for s in self.seams if s.place.contains(point)), None) or next(
            (s for s in self.seams if _under(s.lines, point)), None
        )

    def on_link(self, point: QPointF) -> bool:
        return _under(self.link, point)

    def on_note(self, point: QPointF) -> bool:
        return _under(self.note, point)


def _under(rects: list[QRectF], point: QPointF) -> bool:
    return any(rect.adjusted(-1, -4, 1, 5).contains(point) for rect in rects)


def place_marks(setting: ArticleDocument, article: Article, span: tuple[int, int] | None, left: float) -> Marks:
    """The marks of `article` as `setting` has laid it out; `left` is where the column begins."""
    marks = Marks(metrics=[setting.text_rects(m.start, m.end) for m in article.metrics])
    if span:
        marks.span = setting.text_rects(*span)
    if setting.source_link:
        marks.link = setting.rects(*setting.source_link)
    if setting.note:
        marks.note = setting.rects(*setting.note)
    if setting.rule_block is not None:
        block = setting.document.findBlockByNumber(setting.rule_block)
        marks.rule = setting.document.documentLayout().blockBoundingRect(block).bottom() + 0.75 * setting.em
    marks.seams = _seams(setting, article, left)
    return marks


def sought_rects(setting: ArticleDocument, finder: Callable[[str], Sequence[Span]]) -> list[QRectF]:
    """Where the words that `finder` finds stand on the page, title and headings included."""
    found, block = [], setting.document.begin()
    while block.isValid():
        words, positions = letters(block.text(), block.position())
        for start, end in finder(words):
            last = positions[end - 1] + (1 if words[end - 1] < "\U00010000" else 2)
            found += setting.rects(positions[start], last)
        block = block.next()
    return found


def _seams(setting: ArticleDocument, article: Article, left: float) -> list[Seam]:
    metrics = QFontMetricsF(setting.font(theme.SMALL, sans=True))
    height = 1.3 * metrics.horizontalAdvance("一")
    found = []
    for repair in article.repairs:
        if repair.at is None:
            continue
        lines, seam = _dotted(setting, article, repair)
        if lines:
            word = tr(REPAIR_WORDS[repair.kind])
            width = metrics.horizontalAdvance(word)
            middle = seam.center().y()
            found.append(Seam(repair, lines, word, QRectF(left - _APART - width, middle - height / 2, width, height)))
    found.sort(key=lambda s: s.place.top())
    floor = float("-inf")
    for seam in found:  # words that would meet are set one under another
        seam.place.moveTop(max(seam.place.top(), floor))
        floor = seam.place.bottom()
    return found


def _dotted(setting: ArticleDocument, article: Article, repair: Repair) -> tuple[list[QRectF], QRectF]:
    """(the rectangles to draw the dotted line under, the one that holds the seam itself)."""
    text, at = article.text, min(max(repair.at or 0, 0), len(article.text))
    if repair.kind == "added_heading":
        for heading, place in zip(article.headings, setting.headings, strict=True):
            if heading.before == at or heading.text == repair.after:
                lines = setting.rects(*place)
                return lines, lines[0] if lines else QRectF()
    if repair.after and "\n" not in repair.after and text.startswith(repair.after, at):
        lines = setting.text_rects(at, at + len(repair.after))
        return lines, lines[0] if lines else QRectF()
    start, end = at, at
    while start > 0 and at - start < _REACH and text[start - 1] not in _STOPS:
        start -= 1
    while end < len(text) and end - at < _REACH and text[end] not in _STOPS:
        end += 1
    if end == at and start == at:  # a seam between two marks
        start, end = max(0, at - 1), min(len(text), at + 1)
    lines = setting.text_rects(start, end)
    spot = setting.text_rects(at, at + 1) or setting.text_rects(at - 1, at)
    return lines, spot[0] if spot else (lines[-1] if lines else QRectF())


def paint_under(painter: QPainter, marks: Marks, chosen: int | None) -> None:
    """What lies beneath the words: the sentence pointed out, bands under quantities, the chosen one in its frame."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for colour, rects in (("teal_pale", marks.span), ("red_pale", marks.sought)):
        painter.setBrush(theme.colour(colour))
        for rect in rects:
            painter.drawRect(rect.adjusted(0, -0.16 * rect.height(), 0, 0.16 * rect.height()))
    painter.setBrush(theme.colour("highlighter"))
    for n, rects in enumerate(marks.metrics):
        if n != chosen:
            for rect in rects:
                band = 0.42 * rect.height()
                painter.drawRect(QRectF(rect.left(), rect.bottom() - band, rect.width(), band + 1.5))
    if chosen is not None and chosen < len(marks.metrics):
        painter.setPen(QPen(theme.colour("highlighter_line"), 1.2))
        for rect in marks.metrics[chosen]:
            painter.drawRoundedRect(rect.adjusted(-2, -2.5, 2, 3.5), 2.5, 2.5)


def paint_over(painter: QPainter, marks: Marks, setting: ArticleDocument, width: float, left: float) -> None:
    """What lies beside and below the words: the rule of the head, dotted seams, words in the margin."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if marks.rule is not None:
        painter.fillRect(QRectF(left, round(marks.rule), width, 1), theme.colour("line"))
    dots = QPen(theme.colour("teal"), 1.6, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
    dots.setDashPattern([0.01, 2.2])
    painter.setFont(setting.font(theme.SMALL, sans=True))
    for seam in marks.seams:
        painter.setPen(dots)
        for rect in seam.lines:
            y = rect.bottom() + 0.12 * rect.height()
            painter.drawLine(QPointF(rect.left() + 1, y), QPointF(rect.right() - 1, y))
        painter.setPen(theme.colour("teal"))
        em = seam.place.height() / 1.3
        painter.drawText(QPointF(seam.place.left(), seam.place.center().y() + 0.36 * em), seam.word)


def paint_empty(painter: QPainter, area: QRectF) -> None:
    """What stands in the place of an article where there is none."""
    area = area.adjusted(40, 0, -40, -0.12 * area.height())
    flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
    painter.setPen(theme.colour("muted"))
    painter.setFont(theme.serif(BODY + 3))
    above = QRectF(area.left(), area.top(), area.width(), area.height() / 2 - 4)
    painter.drawText(above, flags | Qt.AlignmentFlag.AlignBottom, tr("在左边选一个案例，就在这里读"))
    painter.setFont(theme.sans())
    below = QRectF(area.left(), area.center().y() + 8, area.width(), area.height() / 2)
    painter.drawText(below, flags | Qt.AlignmentFlag.AlignTop,
                     tr("还没有案例？把报纸版面（文本、网页、Word、PDF、.zip）拖到窗口里，或用“文件 › 导入”。"))


def plain_number(value: float) -> str:
    """12480 -> "12,480"; 6902.91 -> "6,902.91"."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.6f}".rstrip("0")


def metric_tip(metric: Metric, said: Sequence[str] = ()) -> str:
    """What hovering over a quantity tells: the thing measured, how much of it, when, and what a person `said`."""
    value = plain_number(metric.value)
    if metric.value_max is not None:
        value += f"–{plain_number(metric.value_max)}"
    said = tr(QUALIFIERS[metric.qualifier]) + " " if metric.qualifier in QUALIFIERS else ""
    lines = [f"<b>{escape(metric.subject)}</b>", escape(f"{said}{value} {metric.unit}".strip())]
    if metric.period:
        lines.append(escape(tr("时间：{period}", period=metric.period)))
    lines += [f"<span style='color:{theme.COLOURS.red}'>{escape(line)}</span>" for line in said]
    return f"<p style='white-space:pre-wrap'>{'<br>'.join(lines)}</p>"


def repair_tip(repair: Repair, text: str) -> str:
    """What hovering over a repair tells: what was done, the words around it, what the page said before."""
    lines = [f"<b>{escape(tr(REPAIR_WORDS[repair.kind]))}</b>　{escape(retelling.repair(repair.detail))}"]
    before, after = (" ".join(words.replace("⏎", " ").split()) for words in (repair.before, repair.after))
    if before and before != after:
        lines.append(escape(tr("原页：{words}", words=_short(before))))
    if after and before != after:
        lines.append(escape(tr("现为：{words}", words=_short(after))))
    elif repair.at is not None and repair.kind in ("joined_column_break", "moved_continuation"):
        a, b = text[max(0, repair.at - 10) : repair.at], text[repair.at : repair.at + 10]
        lines.append(escape(f"……{a}｜{b}……".replace("\n", " ")))
    return f"<p style='white-space:pre-wrap'>{'<br>'.join(lines)}</p>"


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:40] + "……" + words[-18:]

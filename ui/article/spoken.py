"""What a person said on the page: her highlights under the words, her notes and the stamp 改 beside them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from db.model import Article, Case, Said
from ui import saying
from ui.article.document import ArticleDocument
from ui.i18n import tr
from ui.looks import theme
from ui.looks.stamps import SIDE, draw_bubble, draw_stamp

_APART = 10  # pixels between the column and what stands beside it


@dataclass(slots=True)
class Remark:
    """A note or a highlight: the words under it, and its sign in the margin if there is a note."""

    said: Said
    lines: list[QRectF]
    place: QRectF | None


@dataclass(slots=True)
class Stamp:
    """Where the page says what a person said: a line under new words, and the stamp."""

    said: tuple[Said, ...]
    field: str  # "text", "heading" or the field of the article
    lines: list[QRectF]
    place: QRectF


@dataclass(slots=True)
class Spoken:
    """All that a person said, as it lies in one layout, in document coordinates."""

    remarks: list[Remark] = field(default_factory=list)
    stamps: list[Stamp] = field(default_factory=list)

    def remark_at(self, point: QPointF, margin: bool = False) -> Remark | None:
        """The note or highlight under a point, the latest first; with `margin` only a sign beside the column."""
        for remark in reversed(self.remarks):
            if remark.place and remark.place.adjusted(-3, -3, 3, 3).contains(point):
                return remark
            if not margin and any(rect.adjusted(-1, -3, 1, 4).contains(point) for rect in remark.lines):
                return remark
        return None

    def stamp_at(self, point: QPointF) -> Stamp | None:
        for stamp in self.stamps:
            if any(rect.adjusted(-2, -3, 2, 4).contains(point) for rect in (stamp.place, *stamp.lines)):
                return stamp
        return None


def place_spoken(setting: ArticleDocument, case: Case, right: float) -> Spoken:
    """Where everything lies; `right` is where the column ends."""
    found = Spoken()
    beside: list[tuple[float, QRectF]] = []

    def in_margin(rect: QRectF) -> QRectF:
        place = QRectF(right + _APART, rect.center().y() - SIDE / 2, SIDE, SIDE)
        beside.append((rect.center().y(), place))
        return place

    for said in case.notes:
        lines = setting.text_rects(*said.span)
        if lines:
            found.remarks.append(Remark(said, lines, in_margin(lines[0]) if said.patch.new["text"] else None))
    fields: dict[str, list[Said]] = {}
    for said in case.said:
        patch = said.patch
        if patch.kind == "field":
            name = "chips" if patch.field in ("regions", "primary_region", "topics") else patch.field
            fields.setdefault(name, []).append(said)
        elif patch.kind == "heading":
            index = heading_of(case.article, said)
            lines = setting.rects(*setting.headings[index]) if index is not None else []
            if lines:
                found.stamps.append(Stamp((said,), "heading", [], in_margin(lines[0])))
        elif patch.kind == "text":
            start, end = said.span
            lines = setting.text_rects(start, end)
            spot = lines or setting.text_rects(max(start - 1, 0), start + 1)
            if spot:
                found.stamps.append(Stamp((said,), "text", lines, in_margin(spot[0])))
    for name, several in fields.items():
        spot = setting.places.get(name) or setting.places["meta"]
        lines = setting.rects(*spot)
        if lines:
            last = lines[-1]
            up = 0.9 * last.height() if name == "chips" else 0  # a chip stands on its line, and higher
            place = QRectF(last.right() + (0 if name == "chips" else 5), last.center().y() - up - SIDE / 2, SIDE, SIDE)
            found.stamps.append(Stamp(tuple(several), name, [], place))
    floor = float("-inf")
    for _, place in sorted(beside, key=lambda one: one[0]):  # signs that would meet stand one under another
        place.moveTop(max(place.top(), floor))
        floor = place.bottom() + 2
    return found


def heading_of(article: Article, said: Said) -> int | None:
    """Index of the section heading that a person gave, or changed; None for one that she removed."""
    at = article.text.rfind("\n", 0, said.span[0]) + 1
    same = [n for n, one in enumerate(article.headings) if one.text == said.patch.new]
    return next((n for n in same if article.headings[n].before == at), same[0] if same else None)


def paint_highlights(painter: QPainter, spoken: Spoken) -> None:
    """What lies beneath the words."""
    painter.setPen(Qt.PenStyle.NoPen)
    for remark in spoken.remarks:
        painter.setBrush(theme.note_colour(remark.said.patch.new["colour"]))
        for rect in remark.lines:
            painter.drawRect(rect.adjusted(0, -0.14 * rect.height(), 0, 0.14 * rect.height()))


def paint_signs(painter: QPainter, spoken: Spoken) -> None:
    """What lies below and beside the words."""
    for stamp in spoken.stamps:
        painter.setPen(QPen(theme.colour("red"), 1.2))
        for rect in stamp.lines:
            y = rect.bottom() + 0.14 * rect.height()
            painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
        draw_stamp(painter, stamp.place)
    for remark in spoken.remarks:
        if remark.place:
            draw_bubble(painter, remark.place, theme.note_colour(remark.said.patch.new["colour"]))


def metric_lines(case: Case, index: int) -> list[str]:
    """What a person said of a metric, a line each."""
    return [saying.told(one.patch) for one in case.said if one.metric == index and one.patch.kind in ("metric", "add")]


def remark_tip(remark: Remark) -> str:
    words = remark.said.patch.new["text"]
    below = tr("点一下可修改或删除")
    return _tip([words] if words else [tr("高亮")], below)


def stamp_tip(stamp: Stamp) -> str:
    return _tip([saying.told(one.patch) for one in stamp.said], tr("点右键可恢复"))


def boundary_tip(case: Case) -> str:
    """What was done to the page of a case, a line each; "" where nothing was."""
    lines = [saying.boundary(one.patch) for one in case.boundaries]
    return _tip([tr("分篇经人工调整："), *lines], tr("在“本案更正”里可恢复")) if lines else ""


def _tip(lines: Sequence[str], below: str) -> str:
    words = "<br>".join(escape(line).replace("\n", "<br>") for line in lines)
    return (f"<p style='white-space:pre-wrap'>{words}<br>"
            f"<span style='color:{theme.COLOURS.muted}'>{escape(below)}</span></p>")



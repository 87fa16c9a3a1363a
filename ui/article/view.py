"""The article, set to be read: its quantities marked under the words, its repairs beside them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from db.model import Case, Said, Span
from ui.article.chips import CHIP_OBJECT, CHIP_TIP
from ui.article.marks import (
    Marks,
    metric_tip,
    paint_empty,
    paint_over,
    paint_under,
    place_marks,
    repair_tip,
    sought_rects,
)
from ui.article.page import ArticlePage
from ui.article.spoken import (
    Spoken,
    boundary_tip,
    heading_of,
    metric_lines,
    paint_highlights,
    paint_signs,
    place_spoken,
    remark_tip,
    stamp_tip,
)
from ui.i18n import tr
from ui.looks.tips import Tipped


@dataclass(frozen=True, slots=True)
class Under:
    """What there is at a point of the page, for a menu."""

    metric: int | None = None
    note: int | None = None  # id of the patch
    said: tuple[Said, ...] = ()
    field: str = ""  # of the case, where the point is in its head
    heading: int | None = None  # index of the section heading there
    paragraph: int | None = None  # offset of the text, where the point is in a paragraph


class ArticleView(Tipped, ArticlePage):
    """Shows one case. Offsets that come in or go out count in `Article.text`, those of `page_requested` in the page.

    `topic_label` gives the words for a topic's code; topics without words get no chip.
    """

    metric_chosen = Signal(int)  # index into Article.metrics; a marked quantity was clicked
    note_chosen = Signal(int)  # id of the patch; a note or highlight was clicked
    menu_wanted = Signal(QPoint, object)  # where on the screen; Under, what is under the pointer
    page_requested = Signal(int)  # offset of the page; a repair or the name of the source was clicked

    def __init__(self, parent: QWidget | None = None, *,
                 topic_label: Callable[[str], str | None] | None = None) -> None:
        super().__init__(parent, topic_label=topic_label)
        self._chosen: int | None = None
        self._span: Span | None = None
        self._finder: Callable[[str], Sequence[Span]] | None = None
        self._spoken: Spoken | None = None
        self._pressed: QPointF | None = None

    # -- what is shown ------------------------------------------------------------------------------------------

    @property
    def chosen(self) -> int | None:
        """Index of the metric that is marked as chosen."""
        return self._chosen

    @property
    def marks(self) -> Marks:
        """Where the marks lie in the present layout, in document coordinates."""
        if self._marks is None:
            self._spoken = None
            if self._case is None:
                self._marks = Marks()
            else:
                self._marks = place_marks(self._setting, self._case.article, self._span, self._column()[0])
                if self._finder:
                    self._marks.sought = sought_rects(self._setting, self._finder)
        return self._marks

    @property
    def spoken(self) -> Spoken:
        """Where what a person said lies in the present layout."""
        if self._marks is None or self._spoken is None:
            self._marks = self.marks  # both belong to one layout
            self._spoken = place_spoken(self._setting, self._case, sum(self._column())) if self._case else Spoken()
        return self._spoken

    def show_case(self, case: Case) -> None:
        """Show `case` from its beginning, nothing marked as chosen."""
        self._case, self._chosen, self._span, self._finder = case, None, None, None
        self._fill(case)
        self.setTextCursor(QTextCursor(self.document()))  # where Qt scrolls to when it is first shown
        self.verticalScrollBar().setValue(0)

    def clear(self) -> None:
        """Show no case but what to do to get one."""
        self._case, self._chosen, self._span, self._marks, self._finder = None, None, None, None, None
        self._setting.clear()
        self.viewport().update()

    def mark_metric(self, index: int) -> None:
        """Mark the metric at `index` and bring it to a third of the height; an index out of range unmarks."""
        metrics = self._case.article.metrics if self._case else ()
        self._span = None
        self._chosen = index if 0 <= index < len(metrics) else None
        self._marks = None
        if self._chosen is not None and self.marks.metrics[index]:
            self._bring(self.marks.metrics[index][0])
        self.viewport().update()

    def mark_span(self, span: Span) -> None:
        """Lay a tint under the words of `span` (a sentence of the summary) and bring them to a third of the height."""
        if self._case is None:
            return
        self._span, self._chosen, self._marks = span, None, None
        if self.marks.span:
            self._bring(self.marks.span[0])
        self.viewport().update()

    def mark_sought(self, finder: Callable[[str], Sequence[Span]] | None) -> None:
        """Tint all words that `finder` finds in a stretch of text, and bring the first of them into view; None unmarks.

        They stay marked until another case is shown or the reader clicks on plain words.
        """
        self._finder, self._marks = finder, None
        if self.marks.sought and not self._seen(self.marks.sought[0]):
            self._bring(self.marks.sought[0])
        self.viewport().update()

    @property
    def finder(self) -> Callable[[str], Sequence[Span]] | None:
        """What finds the words that are marked as sought."""
        return self._finder

    # -- events -------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._case is None:
            painter = QPainter(self.viewport())
            paint_empty(painter, QRectF(self.viewport().rect()))
            painter.end()
            return
        left, width = self._column()
        scroll = -self.verticalScrollBar().value()
        painter = QPainter(self.viewport())
        painter.translate(0, scroll)
        paint_highlights(painter, self.spoken)
        paint_under(painter, self.marks, self._chosen)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.translate(0, scroll)
        paint_over(painter, self.marks, self._setting, width, left)
        paint_signs(painter, self.spoken)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position() if event.button() == Qt.MouseButton.LeftButton else None
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        if pressed is None or self._case is None or (event.position() - pressed).manhattanLength() > 4:
            return
        point = self._point(event.position())
        marks = self.marks
        remark = self.spoken.remark_at(point, margin=True)
        if remark is None and (index := marks.metric_at(point)) is not None:
            self._chosen, self._span, self._marks = index, None, None
            self.viewport().update()
            self.metric_chosen.emit(index)
        elif remark := remark or self.spoken.remark_at(point):
            self.note_chosen.emit(remark.said.patch.id)
        elif seam := marks.seam_at(point):
            self.page_requested.emit(seam.repair.span[0])
        elif marks.on_link(point):
            spans = self._case.article.spans
            self.page_requested.emit(spans[0][0] if spans else 0)
        elif self._span is not None or self._finder is not None:
            self._span, self._finder, self._marks = None, None, None
            self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        point, marks = self._point(event.position()), self.marks
        hand = (marks.metric_at(point) is not None or marks.seam_at(point) or marks.on_link(point)
                or self.spoken.remark_at(point))
        column = self._column()
        inside = self._case is not None and column[0] <= point.x() <= sum(column)
        shape = Qt.CursorShape.IBeamCursor if inside else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else shape)

    def tip_at(self, place: QPointF) -> str:
        """What hovering over a point of the viewport tells; "" where there is nothing to tell."""
        if self._case is None:
            return ""
        point, marks, article = self._point(place), self.marks, self._case.article
        if remark := self.spoken.remark_at(point, margin=True):
            return remark_tip(remark)
        if (index := marks.metric_at(point)) is not None:
            return metric_tip(article.metrics[index], metric_lines(self._case, index))
        if stamp := self.spoken.stamp_at(point):
            return stamp_tip(stamp)
        if remark := self.spoken.remark_at(point):
            return remark_tip(remark)
        if seam := marks.seam_at(point):
            return repair_tip(seam.repair, article.text)
        if marks.on_note(point):
            tips = [repair_tip(repair, article.text) for repair in article.repairs]
            return "".join((*tips, boundary_tip(self._case)))
        if marks.on_link(point):
            return tr("看这篇文章在原页上的样子")
        form = self.document().documentLayout().formatAt(point)
        return form.property(CHIP_TIP) if form.objectType() == CHIP_OBJECT else ""

    def under(self, place: QPointF) -> Under:
        """What there is at a point of the viewport."""
        if self._case is None:
            return Under()
        point = self._point(place)
        metric, remark, stamp = self.marks.metric_at(point), self.spoken.remark_at(point), self.spoken.stamp_at(point)
        said = stamp.said if stamp else ()
        if metric is not None:
            said += tuple(one for one in self._case.said if one.metric == metric)
        spot = self.document().documentLayout().hitTest(point, Qt.HitTestAccuracy.FuzzyHit)
        own = stamp is not None and stamp.field not in ("text", "heading")
        named = stamp.field if own else self._setting.field_at(spot)
        heading = self._setting.heading_at(spot)
        if stamp is not None and stamp.field == "heading":
            heading = heading_of(self._case.article, stamp.said[0])
        paragraph = self._setting.offset(spot) if heading is None and not named else None
        return Under(metric, remark.said.patch.id if remark else None, said, named, heading, paragraph)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            spot = self.cursorRect(self.textCursor()).bottomLeft()
            self.menu_wanted.emit(self.viewport().mapToGlobal(spot), self.under(QPointF(spot)))
        else:
            self.menu_wanted.emit(event.globalPos(), self.under(QPointF(event.pos())))

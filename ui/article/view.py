"""The article, set to be read: its quantities marked under the words, its repairs beside them."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QMenu, QTextEdit, QToolTip, QWidget

from db.model import Case, Span
from ui import theme
from ui.article.chips import CHIP_OBJECT, CHIP_TIP
from ui.article.document import ArticleDocument, plain_text
from ui.article.marks import Marks, metric_tip, paint_empty, paint_over, paint_under, place_marks, repair_tip
from ui.i18n import tr

_ZOOMS = (0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.4, 1.6, 1.8, 2.0)


class ArticleView(QTextEdit):
    """Shows one case. Offsets that come in or go out count in `Article.text`, those of `page_requested` in the page.

    `topic_label` gives the words for a topic's code; topics without words get no chip.
    """

    metric_chosen = Signal(int)  # index into Article.metrics; a marked quantity was clicked
    page_requested = Signal(int)  # offset of the page; a repair or the name of the source was clicked

    def __init__(self, parent: QWidget | None = None, *,
                 topic_label: Callable[[str], str | None] | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setAcceptDrops(False)  # files dropped here are meant for the window
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("正文"))
        self.setObjectName("article")
        self.setMinimumWidth(420)
        palette = self.palette()
        palette.setColor(palette.ColorRole.Base, theme.colour("paper"))
        self.setPalette(palette)
        self.viewport().setMouseTracking(True)
        self._setting = ArticleDocument(self.document(), topic_label)
        self._case: Case | None = None
        self._chosen: int | None = None
        self._span: Span | None = None
        self._marks: Marks | None = None
        self._pressed: QPointF | None = None

    # -- what is shown ------------------------------------------------------------------------------------------

    @property
    def case(self) -> Case | None:
        return self._case

    @property
    def setting(self) -> ArticleDocument:
        """The document's maker, which knows where each offset of the text lies."""
        return self._setting

    @property
    def chosen(self) -> int | None:
        """Index of the metric that is marked as chosen."""
        return self._chosen

    @property
    def marks(self) -> Marks:
        """Where the marks lie in the present layout, in document coordinates."""
        if self._marks is None:
            if self._case is None:
                self._marks = Marks()
            else:
                self._marks = place_marks(self._setting, self._case.article, self._span, self._column()[0])
        return self._marks

    def show_case(self, case: Case) -> None:
        """Show `case` from its beginning, nothing marked as chosen."""
        self._case, self._chosen, self._span = case, None, None
        self._setting.fill(case)
        self._lay_out(force=True)
        self.setTextCursor(QTextCursor(self.document()))  # where Qt scrolls to when it is first shown
        self.verticalScrollBar().setValue(0)

    def clear(self) -> None:
        """Show no case but what to do to get one."""
        self._case, self._chosen, self._span, self._marks = None, None, None, None
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

    def find(self, words: str, forward: bool = True) -> bool:
        """Select the next (or previous) place that holds `words`, starting over at the end; False if there is none."""
        if not words or self._case is None:
            return False
        flags = QTextDocument.FindFlag(0) if forward else QTextDocument.FindFlag.FindBackward
        found = self.document().find(words, self.textCursor(), flags)
        if found.isNull():
            start = QTextCursor(self.document())
            if not forward:
                start.movePosition(QTextCursor.MoveOperation.End)
            found = self.document().find(words, start, flags)
        if found.isNull():
            return False
        bar = self.verticalScrollBar()
        kept = bar.value()
        self.setTextCursor(found)  # Qt scrolls by itself, only just into view
        bar.setValue(kept)
        rects = self._setting.rects(found.selectionStart(), found.selectionEnd())
        if rects and not self._seen(rects[0]):
            self._bring(rects[0])
        return True

    # -- zoom ---------------------------------------------------------------------------------------------------

    def zoom(self) -> float:
        """The factor of enlargement, 1.0 at first."""
        return self._setting.zoom

    def zoom_in(self) -> None:
        self.set_zoom(next((z for z in _ZOOMS if z > self.zoom() + 0.01), _ZOOMS[-1]))

    def zoom_out(self) -> None:
        self.set_zoom(next((z for z in reversed(_ZOOMS) if z < self.zoom() - 0.01), _ZOOMS[0]))

    def zoom_reset(self) -> None:
        self.set_zoom(1.0)

    reset_zoom = zoom_reset

    def set_zoom(self, factor: float) -> None:
        """Set the whole article larger or smaller; what is at the top of the view stays there."""
        factor = min(max(factor, _ZOOMS[0]), _ZOOMS[-1])
        if factor == self.zoom():
            return
        top = self._top()
        self._setting.zoom = factor
        if self._case:
            self._setting.fill(self._case)
            self._lay_out(force=True)
            self._restore(top)

    # -- layout -------------------------------------------------------------------------------------------------

    def _column(self) -> tuple[float, float]:
        """(left edge, width) of the column of text, in pixels."""
        return self._setting.column(self.viewport().width())

    def _lay_out(self, force: bool = False) -> None:
        left, width = self._column()
        frame = self.document().rootFrame()
        form = frame.frameFormat()
        right = self.viewport().width() - left - width
        if force or (form.leftMargin(), form.rightMargin()) != (left, right):
            em = self._setting.em
            form.setLeftMargin(left)
            form.setRightMargin(right)
            form.setTopMargin(1.9 * em)
            form.setBottomMargin(5 * em)
            frame.setFrameFormat(form)
            self._setting.balance_title(width)
        self._marks = None
        self.viewport().update()

    def _top(self) -> int:
        """The position in the document of what is at the top of the view; 0 where that is the beginning."""
        if not self.verticalScrollBar().value():
            return 0
        return self.cursorForPosition(self.viewport().rect().topLeft()).position()

    def _restore(self, top: int) -> None:
        if top:
            cursor = QTextCursor(self.document())
            cursor.setPosition(min(top, self.document().characterCount() - 1))
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.cursorRect(cursor).top())

    def _bring(self, rect: QRectF) -> None:
        self.verticalScrollBar().setValue(int(rect.center().y() - self.viewport().height() / 3))

    def _seen(self, rect: QRectF) -> bool:
        top = self.verticalScrollBar().value()
        return top <= rect.top() and rect.bottom() <= top + self.viewport().height()

    def _point(self, point: QPointF) -> QPointF:
        """A point of the viewport in the document's coordinates."""
        return QPointF(point.x() + self.horizontalScrollBar().value(), point.y() + self.verticalScrollBar().value())

    # -- events -------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        top = self._top() if self._case and event.oldSize().width() != event.size().width() else 0
        super().resizeEvent(event)
        self._lay_out()
        self._restore(top)

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
        paint_under(painter, self.marks, self._chosen)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.translate(0, scroll)
        paint_over(painter, self.marks, self._setting, width, left)
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
        if (index := marks.metric_at(point)) is not None:
            self._chosen, self._span, self._marks = index, None, None
            self.viewport().update()
            self.metric_chosen.emit(index)
        elif seam := marks.seam_at(point):
            self.page_requested.emit(seam.repair.span[0])
        elif marks.on_link(point):
            spans = self._case.article.spans
            self.page_requested.emit(spans[0][0] if spans else 0)
        elif self._span is not None:
            self._span, self._marks = None, None
            self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        point, marks = self._point(event.position()), self.marks
        hand = marks.metric_at(point) is not None or marks.seam_at(point) or marks.on_link(point)
        column = self._column()
        inside = self._case is not None and column[0] <= point.x() <= sum(column)
        shape = Qt.CursorShape.IBeamCursor if inside else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else shape)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            tip = self.tip_at(QPointF(event.pos()))
            if tip:
                QToolTip.showText(event.globalPos(), tip, self.viewport())
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def tip_at(self, place: QPointF) -> str:
        """What hovering over a point of the viewport tells; "" where there is nothing to tell."""
        if self._case is None:
            return ""
        point, marks, article = self._point(place), self.marks, self._case.article
        if (index := marks.metric_at(point)) is not None:
            return metric_tip(article.metrics[index])
        if seam := marks.seam_at(point):
            return repair_tip(seam.repair, article.text)
        if marks.on_note(point):
            return "".join(repair_tip(repair, article.text) for repair in article.repairs)
        if marks.on_link(point):
            return tr("看这篇文章在原页上的样子")
        form = self.document().documentLayout().formatAt(point)
        return form.property(CHIP_TIP) if form.objectType() == CHIP_OBJECT else ""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, key = self.verticalScrollBar(), event.key()
        back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.selectAll()
        elif key == Qt.Key.Key_Home:
            bar.setValue(0)
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif key == Qt.Key.Key_PageDown or (key == Qt.Key.Key_Space and not back):
            bar.setValue(bar.value() + bar.pageStep() - int(2 * self._setting.em))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_Space):
            bar.setValue(bar.value() - bar.pageStep() + int(2 * self._setting.em))
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            bar.setValue(bar.value() + (1 if key == Qt.Key.Key_Down else -1) * int(2.4 * self._setting.em))
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        copy = menu.addAction(tr("复制"), self.copy)
        copy.setEnabled(self.textCursor().hasSelection())
        menu.addAction(tr("全选"), self.selectAll).setEnabled(self._case is not None)
        menu.exec(event.globalPos())
        menu.deleteLater()

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(self.selected_text())
        return data

    def selected_text(self) -> str:
        """The selected words as plain text, a line a paragraph, without what only dresses the page."""
        cursor = self.textCursor()
        return plain_text(self.document(), cursor.selectionStart(), cursor.selectionEnd())

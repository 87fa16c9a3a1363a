"""The sentences that sum a case up, each of them a door to where it stands in the article."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QCursor,
    QEnterEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextLayout,
)
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from db.model import Article, Said, SummaryPoint
from ui import saying
from ui.i18n import tr
from ui.looks import theme
from ui.looks.pane_parts import SIDE, PaneHeading, empty_label
from ui.looks.stamps import SIDE as STAMP_SIDE
from ui.looks.stamps import draw_stamp
from ui.looks.typesetting import set_lines

_LINE = 1.62  # leading, of an em
_ABOVE = 4
_WIDTHS = 8  # for which a sentence remembers how it is set


class Sentence(QWidget):
    """One quoted sentence; `label` stands in red before the first of its part, and the others stand under it."""

    chosen = Signal(int, int)
    menu_wanted = Signal(QPoint)  # where on the screen
    struck = Signal()  # it is not to be told

    def __init__(self, point: SummaryPoint, label: str, indent: float, said: Said | None, zoom: float,
                 parent: QWidget) -> None:
        super().__init__(parent)
        self.point = point
        self.label = label
        self._indent = indent
        self.said = said  # what a person said of it
        self._size = theme.SIZE * zoom
        self._font = theme.sans(self._size)
        self._em = QFontMetricsF(self._font).horizontalAdvance("一")
        self._set: dict[float, QTextLayout] = {}  # by the room it has: Qt asks for the same width over and over
        self.marked = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        told = [saying.told(said.patch)] if said else []
        self.setToolTip("\n".join((*told, tr("看这句话在文中的位置"), tr("点右键可改列或去掉"))))
        self.setAccessibleName(f"{label} {point.text}".strip())
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def layout_for(self, width: float) -> QTextLayout:
        """The sentence as it is set in a widget `width` pixels wide; never cut."""
        room = max(width - 2 * SIDE - self._indent - (STAMP_SIDE + 6 if self.said else 0), 60)
        if room not in self._set:
            if len(self._set) >= _WIDTHS:
                self._set.clear()
            self._set[room] = set_lines(self.point.text, self._font, room, _LINE * self._em)
        return self._set[room]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self.layout_for(width).lineCount() * _LINE * self._em + 2 * _ABOVE)

    def sizeHint(self) -> QSize:
        return QSize(360, self.heightForWidth(self.width() or 360))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 0)

    def mark(self, marked: bool) -> None:
        """Tint the sentence, or take the tint away."""
        self.marked = marked
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.marked or self._under_pointer():
            painter.fillRect(self.rect(), theme.colour("teal_pale" if self.marked else "hover"))
        if self.hasFocus():
            painter.setPen(theme.colour("teal"))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -1, -1))
        em = self._em
        base = _ABOVE + 0.5 * _LINE * em + 0.36 * em
        if self.label:
            painter.setFont(theme.sans(self._size, True))
            painter.setPen(theme.colour("red"))
            painter.drawText(QPointF(SIDE, base), self.label)
        painter.setPen(theme.colour("ink"))
        self.layout_for(self.width()).draw(painter, QPointF(SIDE + self._indent, _ABOVE))
        if self.said:
            top = _ABOVE + (_LINE * em - STAMP_SIDE) / 2
            draw_stamp(painter, QRectF(self.width() - SIDE - STAMP_SIDE, top, STAMP_SIDE, STAMP_SIDE))
        painter.end()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            self.update()

    def _under_pointer(self) -> bool:
        """Asked anew each time: a sentence that is scrolled away or covered is not always told that it was left."""
        return self.underMouse() and self.rect().contains(self.mapFromGlobal(QCursor.pos()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # or the release would go to the widget behind

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.chosen.emit(self.point.start, self.point.end)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.point.start, self.point.end)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.struck.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())


class SummaryView(QWidget):
    """摘要: background, practice and result in the article's own sentences."""

    span_chosen = Signal(int, int)  # of the text
    menu_wanted = Signal(QPoint, int)  # where on the screen; index into Article.summary
    strike_wanted = Signal(int)  # likewise

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("summary")
        self.setAccessibleName(tr("摘要"))
        self.sentences: list[Sentence] = []
        self._zoom = 1.0
        self._shown: tuple[Article, Sequence[Said]] | None = None
        self._heading = PaneHeading(tr("摘要"), self)
        self._empty = empty_label(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 10)
        self._column.setSpacing(0)
        self._column.addWidget(self._heading)
        self._column.addWidget(self._empty)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clear()

    def clear(self) -> None:
        """Show nothing at all."""
        self._shown = None
        self._drop()
        self._heading.hide()
        self._empty.hide()
        self.updateGeometry()

    def show_summary(self, article: Article, said: Sequence[Said] = ()) -> None:
        """Show the points of `article`, grouped by part in the order 背景, 做法, 成效; `said`: what a person said."""
        self._shown = article, said
        self._drop()
        self._heading.show()
        points = article.summary
        spoken = {one.span: one for one in said if one.patch.kind == "point"}
        gone = sum(one.patch.new is None for one in spoken.values())
        told = [tr("句句有出处") if points else "", tr("人工去掉 {n} 句", n=gone) if gone else ""]
        self._heading.say(" · ".join(filter(None, told)))
        self._empty.setVisible(not points)
        self._empty.setText(tr("文中没有能概括本案的句子。"))
        names = {part: tr(name) for part, name in saying.PARTS.items()}
        advance = QFontMetricsF(theme.sans(theme.SIZE * self._zoom, True)).horizontalAdvance
        indent = max(map(advance, names.values())) + 12
        for part, name in names.items():
            own = [(n, point) for n, point in enumerate(points) if point.part == part]
            for number, (n, point) in enumerate(own):
                own_said = spoken.get((point.start, point.end))
                sentence = Sentence(point, "" if number else name, indent, own_said, self._zoom, self)
                sentence.chosen.connect(self._chosen)
                sentence.menu_wanted.connect(lambda place, n=n: self.menu_wanted.emit(place, n))
                sentence.struck.connect(lambda n=n: self.strike_wanted.emit(n))
                self._column.addWidget(sentence)
                self.sentences.append(sentence)
        self.updateGeometry()

    def set_zoom(self, factor: float) -> None:
        """Set the sentences larger or smaller."""
        if factor != self._zoom:
            self._zoom = factor
            if self._shown:
                self.show_summary(*self._shown)

    def mark(self, span: tuple[int, int] | None) -> None:
        """Tint the sentence of that span, and no other."""
        for sentence in self.sentences:
            sentence.mark((sentence.point.start, sentence.point.end) == span)

    def _chosen(self, start: int, end: int) -> None:
        self.mark((start, end))
        self.span_chosen.emit(start, end)

    def _drop(self) -> None:
        for sentence in self.sentences:
            self._column.removeWidget(sentence)
            sentence.hide()
            sentence.deleteLater()
        self.sentences = []

    def sizeHint(self) -> QSize:
        return QSize(360, self._column.totalHeightForWidth(self.width() or 360))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self._column.totalHeightForWidth(max(self.width(), 240)))

"""How the facets are drawn and worked: a click asks for a node, the sign at the right end excludes it."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPolygonF
from PySide6.QtWidgets import QMenu, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip, QTreeView

from ui.i18n import tr
from ui.looks import theme
from ui.navigator.drawing import draw_arrow, pen
from ui.navigator.facets import COUNT, NODE, STATE, FacetModel

BOX, GAP, SIGN = 14, 8, 24  # pixels: the box before a name, between things, the sign behind the count
ROW = 27


class FacetDelegate(QStyledItemDelegate):
    """A box with a tick, or with a bar where the node is excluded; its name; its count; a sign to exclude it by."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(60, max(ROW, QFontMetrics(theme.sans()).height() + 7))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        node, state = index.data(NODE), index.data(STATE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        name, count = places(option.rect, node.value is None)
        font = theme.sans(theme.SMALL if node.value is None else theme.SIZE, bold=node.value is None)
        font.setStrikeOut(state is False)
        painter.setFont(font)
        painter.setPen(theme.colour("muted" if node.value is None or state is False else "ink"))
        if node.value is not None:
            number = index.data(COUNT)
            name.setRight(name.right() - QFontMetrics(font).horizontalAdvance(number) - GAP)
        words = QFontMetrics(font).elidedText(index.data(), Qt.TextElideMode.ElideRight, name.width())
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        if node.value is not None:
            font.setStrikeOut(False)
            painter.setFont(font)
            painter.setPen(theme.colour("muted"))
            painter.drawText(count, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, number)
            self._box(painter, option.rect, state)
            lit = option.state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus)
            if lit or state is False:
                self._sign(painter, option.rect, state)
        painter.restore()

    def _box(self, painter: QPainter, rect: QRect, state: bool | None) -> None:
        box = QRectF(rect.left() + 2.5, rect.center().y() - BOX / 2 + 1, BOX - 1, BOX - 1)
        painter.setPen(pen("red" if state else "faint", 1.2))
        painter.setBrush(theme.colour("red" if state else "card"))
        painter.drawRoundedRect(box, 3, 3)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        middle = box.center()
        if state:
            painter.setPen(pen("card", 1.8))
            painter.drawPolyline(QPolygonF([middle + QPointF(*at) for at in ((-3.4, 0.2), (-0.9, 2.8), (3.6, -2.6))]))
        elif state is False:
            painter.setPen(pen("red", 1.8))
            painter.drawLine(middle - QPointF(3.2, 0), middle + QPointF(3.2, 0))

    def _sign(self, painter: QPainter, rect: QRect, state: bool | None) -> None:
        middle = QPointF(sign_place(rect).center()) + QPointF(0.5, 1.0)
        painter.setPen(pen("red" if state is False else "muted", 1.3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(middle, 6.5, 6.5)
        painter.drawLine(middle - QPointF(3, 0), middle + QPointF(3, 0))

    def helpEvent(self, event: QHelpEvent, view: QTreeView, option: QStyleOptionViewItem, index: QModelIndex) -> bool:
        node = index.data(NODE) if index.isValid() else None
        words = ""
        if node is not None and node.value is not None:
            if sign_place(option.rect).contains(event.pos()):
                words = tr("不排除了") if index.data(STATE) is False else tr("排除（减号键）")
            else:
                words = index.data()
        QToolTip.showText(event.globalPos(), words, view)
        return True


def places(rect: QRect, top: bool) -> tuple[QRect, QRect]:
    """Where the name goes and, right-aligned, the count."""
    inner = rect.adjusted(2 if top else BOX + GAP, 0, -SIGN - 2, 0)
    return inner, QRect(inner)


def sign_place(rect: QRect) -> QRect:
    return QRect(rect.right() - SIGN, rect.top(), SIGN, rect.height())


class FacetView(QTreeView):
    """The facets, folded until they are opened."""

    left = Signal()  # Esc
    grown = Signal()  # it has other rows than before

    def __init__(self, model: FacetModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("facets")
        self.setAccessibleName(tr("筛选"))
        self.setHeaderHidden(True)
        self.setIndentation(14)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(FacetDelegate(self))
        self.setModel(model)
        self.wanted = model.wanted
        growing = QTimer(self, singleShot=True, interval=0)  # many rows come at once
        growing.timeout.connect(self.grown)
        for change in (self.expanded, self.collapsed, model.rowsInserted, model.rowsRemoved, model.modelReset):
            change.connect(lambda *_: growing.start())

    def rows_height(self) -> int:
        """Pixels that show all rows."""
        return self.viewportSizeHint().height() + 2 * self.frameWidth()

    def toggle(self, index: QModelIndex, exclude: bool = False) -> None:
        """Ask for the node or exclude it; open or fold a facet."""
        node = index.data(NODE)
        if node is None:
            return
        if node.value is None:
            self.setExpanded(index, not self.isExpanded(index))
        else:
            self.wanted.toggle(node.facet, node.key, exclude)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        index = self.indexAt(place)
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index == self.currentIndex():
            rect = self.visualRect(index)
            if rect.contains(place):
                by_key = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
                self.toggle(index, by_key or sign_place(rect).contains(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if index.isValid() and key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggle(index, alt)
        elif index.isValid() and key in (Qt.Key.Key_Minus, Qt.Key.Key_Delete) and index.data(NODE).value is not None:
            self.toggle(index, exclude=True)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos())
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
        node = index.data(NODE) if index.isValid() else None
        if node is None or node.value is None:
            return
        place = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
        show_menu(self, index.data(STATE), lambda exclude: self.toggle(index, exclude),
                  place if event.reason() == QContextMenuEvent.Reason.Keyboard else event.globalPos())

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        under = self.viewport().mapFromGlobal(self.cursor().pos())
        field = QRectF(option.rect).adjusted(0, 1, -1, -1)
        current = self.hasFocus() and index == self.currentIndex()
        if current or (option.rect.contains(under) and self.viewport().underMouse()):
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(pen("red", 1) if current else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(field.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
            painter.restore()
        plain = QStyleOptionViewItem(option)
        plain.state &= ~QStyle.StateFlag.State_Selected
        super().drawRow(painter, plain, index)

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex) -> None:
        if self.model().hasChildren(index):
            draw_arrow(painter, rect, self.isExpanded(index))


def show_menu(view: QTreeView, state: bool | None, toggle: Callable[[bool], object], place: object) -> None:
    """Offer to ask for a node, to exclude it, or to do neither any more."""
    menu = QMenu(view)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for words, exclude in ((tr("只看这里的案例"), False), (tr("排除这里的案例"), True)):
        action = menu.addAction(words, lambda exclude=exclude: toggle(exclude))
        action.setCheckable(True)
        action.setChecked(state is not exclude and state is not None)
    menu.popup(place)

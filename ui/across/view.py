"""指标对比: fields, the list and the chart of what is alike, as one page of the window."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from db.comparing import Asked, Compared, Listing
from ui.across.chart import LikeChart
from ui.across.filters import Filters, Measures
from ui.across.model import Fetch
from ui.across.table import AcrossTable
from ui.across.words import ORDERS, VALUE
from ui.i18n import tr
from ui.looks import theme
from ui.looks.pane_parts import SIDE, words_label

_ROOMY = 1300  # pixels from which list and chart stand side by side


class AcrossView(QWidget):
    """Says what is asked for (`asked`), shows what was found. Signals go up, calls come down."""

    wanted = Signal()  # another list is asked for
    line_chosen = Signal(int)  # a row of the list
    bar_chosen = Signal(int)  # the number of a line of the chart
    whole_wanted = Signal()  # the whole library instead of what the navigator holds
    copy_wanted = Signal()
    save_wanted = Signal()
    print_wanted = Signal()
    left = Signal()  # back to the article

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("acrossView")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.table, self.chart, self.filters = AcrossTable(), LikeChart(), Filters()
        self._column, self._descending = 0, False
        self._side_by_side: bool | None = None
        self.scope = words_label(theme.SMALL, "muted", parent=self)
        self.scope.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.status = words_label(theme.SMALL, "muted", parent=self)
        self.status.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.nothing = QLabel()
        self.nothing.setObjectName("acrossNothing")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.nothing.setWordWrap(True)
        self.nothing.setContentsMargins(40, 60, 40, 0)
        self._stack = QStackedWidget()
        for part in (self.table, self.nothing):
            self._stack.addWidget(part)
        self.split = QSplitter()
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        for part, stretch in ((self._stack, 3), (self.chart, 2)):
            self.split.addWidget(part)
            self.split.setStretchFactor(self.split.count() - 1, stretch)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self._head())
        lines.addWidget(self.split, 1)
        self.table.line_chosen.connect(self.line_chosen)
        self.table.order_wanted.connect(self._order)
        self.chart.line_chosen.connect(self.bar_chosen)
        self.filters.changed.connect(self.wanted)
        self.filters.unit_chosen.connect(self._tell_in)
        self.table.show_order(ORDERS.index("case"), False)
        self._column = ORDERS.index("case")

    def _head(self) -> QWidget:
        name = words_label(theme.SIZE, "ink", parent=self)
        name.setFont(theme.serif(16, bold=True))
        name.setText(tr("指标对比"))
        self.whole = self._button(tr("看全部案例"), self.whole_wanted)
        self.back = self._button(tr("回到文章"), self.left)
        first = QHBoxLayout()
        first.setSpacing(12)
        for part in (name, self.scope, self.whole, self.back):
            first.addWidget(part, 1 if part is self.scope else 0)
        self.lists, self.charts = QToolButton(), QToolButton()
        group = QButtonGroup(self)
        for button, words in ((self.lists, tr("列表")), (self.charts, tr("图"))):
            button.setText(words)
            button.setCheckable(True)
            button.setObjectName("segment")
            group.addButton(button)
        self.lists.setChecked(True)
        group.buttonToggled.connect(lambda *_: self._arrange())
        third = QHBoxLayout()
        third.setSpacing(8)
        third.addWidget(self.lists)
        third.addWidget(self.charts)
        third.addWidget(self.status, 1)
        self._out = [self._button(words, signal) for words, signal in (
            (tr("复制"), self.copy_wanted), (tr("导出表格…"), self.save_wanted), (tr("打印…"), self.print_wanted))]
        for button in self._out:
            third.addWidget(button)
        head = QWidget()
        head.setObjectName("acrossHead")
        rows = QVBoxLayout(head)
        rows.setContentsMargins(SIDE, 12, SIDE, 10)
        rows.setSpacing(10)
        rows.addLayout(first)
        rows.addWidget(self.filters)
        rows.addLayout(third)
        return head

    def _button(self, words: str, signal: object) -> QPushButton:
        button = QPushButton(words)
        button.setProperty("small", True)
        button.clicked.connect(lambda: signal.emit())
        return button

    # What is asked for

    def asked(self, base: Asked) -> Asked:
        """`base`, which says of what cases, with what the fields and the head of the list say."""
        return self.filters.asked(Asked(base.selection, order=ORDERS[self._column], descending=self._descending))

    def set_scope(self, words: str) -> None:
        """Say of which cases the figures are; "" for all of them."""
        self.scope.setText(tr("范围：{what}", what=words or tr("全部案例")))
        self.scope.setToolTip(self.scope.text())
        self.whole.setVisible(bool(words))

    def set_measures(self, measures: Measures) -> None:
        self.filters.set_measures(measures)

    def _order(self, column: int) -> None:
        # Of values one looks for the largest first.
        self._descending = not self._descending if column == self._column else column == VALUE
        self._column = column
        self.table.show_order(column, self._descending)
        self.wanted.emit()

    # What was found

    def wait(self) -> None:
        """Say that the answer is on its way; what is there stays until it comes."""
        self.status.setText(tr("正在查找…"))

    def show_listing(self, listing: Listing, fetch: Fetch) -> None:
        self.table.model().set_keys(listing.keys, fetch)
        self.table.scrollToTop()
        self.status.setText(status(listing))
        self.status.setToolTip(self.status.text())
        for button in self._out:
            button.setEnabled(bool(listing.keys))
        self.nothing.setText(tr("没有找到这样的指标。\n\n没有报道，不等于没有：可以放宽对象或时间，或看全部案例。"))
        self._stack.setCurrentWidget(self.table if listing.keys else self.nothing)
        self.chart.clear(tr("正在比较…") if listing.keys else tr("没有可比的指标。"))

    def show_compared(self, compared: Compared) -> None:
        self.chart.show_compared(compared, self.table.model().unit)

    def refuse(self, words: str) -> None:
        """Say why there is nothing."""
        self.table.model().set_keys((), lambda keys: ())
        self.status.clear()
        self.nothing.setText(words)
        self._stack.setCurrentWidget(self.nothing)
        self.chart.clear()

    def _tell_in(self, unit: str) -> None:
        self.table.model().set_unit(unit)
        self.chart.set_unit(unit)

    def _arrange(self) -> None:
        """List and chart side by side where there is room, else the one that was chosen."""
        both = self.width() >= _ROOMY
        self.lists.setVisible(not both)
        self.charts.setVisible(not both)
        self._stack.setVisible(both or self.lists.isChecked())
        self.chart.setVisible(both or self.charts.isChecked())
        if both and self._side_by_side is not True:
            self.split.setSizes([round(self.width() * 0.62), round(self.width() * 0.38)])
        self._side_by_side = both

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def status(listing: Listing) -> str:
    """How many figures there are, and what of the list is not as it was asked for."""
    shown = f"{len(listing.keys):,}"
    if listing.exact:
        return tr("共 {n} 项", n=shown)
    if not listing.whole:
        return tr("已找到 {n} 项，没有找完：范围太大。请写上对象、地区，或选一种单位", n=shown)
    told = (tr("共 {total} 项，列出前 {n} 项", total=f"{listing.total:,}", n=shown) if listing.total
            else tr("多于 {n} 项，列出前 {n} 项", n=shown))
    if not listing.ordered:
        told += tr("；太多，没有全部排序。请写上对象、地区，或选一种单位")
    return told

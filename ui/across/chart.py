"""The chart of figures that are alike, in words why others are not with them, and of what places none was told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QLabel, QScrollArea, QVBoxLayout, QWidget

from db.comparing import Compared, Group, places_of, unlike, unreported
from ui.across import words
from ui.across.figure import figure
from ui.i18n import tr
from ui.looks import theme
from ui.looks.pane_parts import SIDE, words_label

if TYPE_CHECKING:
    from ui.across.bars import LikeBars

_MOST_GROUPS = 60  # that are offered
_MOST_PLACES = 60  # that are named as 未报道


class LikeChart(QScrollArea):
    """One axis, one kind of figure; another kind is chosen above it."""

    line_chosen = Signal(int)  # the number of the line whose bar was clicked

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("like")
        self.setAccessibleName(tr("同类指标的图"))
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.compared = Compared()
        self._unit = ""
        self._due = False  # what was compared is shown when somebody looks
        self.figure: LikeBars | None = None
        self._later = QTimer(self, singleShot=True, interval=30)  # laid out anew when the width has settled
        self._later.timeout.connect(self._fit)
        self.choice = QComboBox()
        self.choice.setAccessibleName(tr("画哪一组"))
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.told, self.why, self.unreported = (self._label(ink) for ink in ("muted", "muted", "ink"))
        self._column = QVBoxLayout()
        self._column.setContentsMargins(SIDE, 12, SIDE, 16)
        self._column.setSpacing(10)
        for part in (self.told, self.choice, self.why, self.unreported):
            self._column.addWidget(part)
        self._column.addStretch(1)
        inner = QWidget()
        inner.setObjectName("likeInner")
        inner.setLayout(self._column)
        self.setWidget(inner)
        self.choice.currentIndexChanged.connect(self._draw)
        self.clear()

    def _label(self, ink: str) -> QLabel:
        label = words_label(theme.SIZE if ink == "ink" else theme.SMALL, ink, parent=self)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def clear(self, words_: str = "") -> None:
        """Draw nothing, and say why."""
        self._drop()
        self.compared, self._due = Compared(), False
        self.choice.hide()
        self.why.clear()
        self.unreported.clear()
        self.told.setText(words_)

    def show_compared(self, compared: Compared, unit: str = "") -> None:
        """Draw the largest group, or the kind that was chosen before; values in `unit` where they can be."""
        self.compared, self._unit, self._due = compared, unit, True
        if self.isVisible():
            self._show()

    def _show(self) -> None:
        held, lines, self._due = self.choice.currentData(), self.compared.lines, False
        groups = self.compared.groups[:_MOST_GROUPS]
        self.choice.blockSignals(True)
        self.choice.clear()
        for group in groups:
            count = len(places_of(lines[n] for n in group.lines))
            told = tr("{n} 项，{places} 个地方", n=len(group.lines), places=count)
            self.choice.addItem(f"{words.group_name(group, lines)}　{told}", group.kind)
        kinds = [group.kind for group in groups]
        self.choice.setCurrentIndex(kinds.index(held) if held in kinds else 0 if kinds else -1)
        self.choice.blockSignals(False)
        self.choice.setVisible(bool(groups))
        self._draw()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._due:
            self._show()

    def set_unit(self, unit: str) -> None:
        """Tell the values in `unit` where they can be."""
        self._unit = unit
        if not self._due and self.compared.lines:
            self._draw()

    @property
    def group(self) -> Group | None:
        """The group that is drawn."""
        at = self.choice.currentIndex()
        return self.compared.groups[at] if 0 <= at < len(self.compared.groups) else None

    def _draw(self) -> None:
        self._drop()
        group = self.group
        if group is None:
            self.told.setText(self._nothing())
            self.why.clear()
            self.unreported.clear()
            return
        from ui.across.bars import LikeBars

        some = tr("（只比前 {n} 项）", n=len(self.compared.lines)) if self.compared.partly else ""
        self.told.setText(tr("同一类事物、同一种单位、同一时期的才画在一起{some}。点一条，到它的句子。", some=some))
        made = figure(group, self.compared.lines, self._unit)
        sentences = {bar.metric: self.compared.lines[bar.metric].sentence.strip() for bar in made.bars}
        self.figure = LikeBars(made, self._room(), sentences=sentences, parent=self.widget())
        self.figure.chosen.connect(self.line_chosen)
        self._column.insertWidget(2, self.figure)
        self.figure.show()
        others = unlike(self.compared.kinds, group)
        self.why.setText(tr("没有画在一起的：{reasons}。要看它们，请在上面换一组。", reasons=words.reasons(others))
                         if others else "")
        self._tell_unreported(group)

    def _nothing(self) -> str:
        if not self.compared.lines:
            return tr("没有可比的指标。")
        first = self.compared.lines[0]
        told = f"{first.metric.subject} {words.printed(first)}"
        others = unlike(self.compared.kinds, Group(self.compared.kinds[0], (0,)))
        if not others:
            alone = len(self.compared.lines) == 1
            return tr("只有一项，没有可比的。") if alone else tr("这些指标的时间不明，不放在一起比。")
        return tr("这 {n} 项指标不能画在一起。与第一项（{first}）相比：{reasons}。可以写上对象，或只选一种单位。",
                  n=len(self.compared.lines), first=told, reasons=words.reasons(others))

    def _tell_unreported(self, group: Group) -> None:
        """Name the places of which no such figure was reported: that is not 0."""
        missing = unreported(self.compared, group)
        if not missing:
            self.unreported.clear()
            return
        named = tr("、").join(words.name(path) for path in missing[:_MOST_PLACES])
        more = tr("等 {n} 个地方", n=len(missing)) if len(missing) > _MOST_PLACES else ""
        self.unreported.setText(tr("未报道（不等于 0）：{places}{more}", places=named, more=more))

    def _room(self) -> int:
        return max(self.viewport().width() - 2 * SIDE, 240)

    def _drop(self) -> None:
        if self.figure is not None:
            self._column.removeWidget(self.figure)
            self.figure.close()
            self.figure.deleteLater()
            self.figure = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.figure is not None and event.oldSize().width() != event.size().width():
            self._later.start()

    def _fit(self) -> None:
        if self.figure is not None:
            self.figure.set_width(self._room())

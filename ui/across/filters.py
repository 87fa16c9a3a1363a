"""What the list is narrowed to: the thing, its unit, the place, the time; and the unit its values are told in."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QWidget

from db.comparing import Asked
from ui.across import words
from ui.i18n import tr

_WAIT = 250  # milliseconds after the last key before the list is asked for anew
_MOST = 60  # dimensions that are offered

Measures = Sequence[tuple[str, tuple[str, ...], int]]  # (a dimension's key, its units, how many metrics)


class Filters(QWidget):
    """One line of fields; `asked` says what they mean."""

    changed = Signal()
    unit_chosen = Signal(str)  # the unit that values are told in

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.thing, self.place, self.period = (self._field(name, tip) for name, tip in (
            (tr("对象，如 老旧小区"), tr("指标说的是什么：写上其中的字词")),
            (tr("地区"), tr("地区名里的字词，如 三明")),
            (tr("时间"), tr("如 2022；“今年”按报道的日期算")),
        ))
        self.ending = QCheckBox(tr("以此结尾"))
        self.ending.setToolTip(tr("只看以这些字结尾的：查“小区”时有“老旧小区”，没有“小区居民”"))
        self.unit, self.told_in = QComboBox(), QComboBox()
        self.unit.setAccessibleName(tr("单位"))
        self.unit.setToolTip(tr("只看这一种量；不同的量不能相比"))
        self.told_in.setAccessibleName(tr("换算为"))
        self.told_in.setToolTip(tr("数值换算成哪个单位；原文的写法总在句子里"))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for part, share in ((self.thing, 24), (self.ending, 0), (self.unit, 22), (self.told_in, 16), (self.place, 13),
                            (self.period, 11)):
            line.addWidget(part, share)
        for box in (self.unit, self.told_in):
            box.setMinimumContentsLength(4)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.view().setMinimumWidth(260)
        self._later = QTimer(self, singleShot=True, interval=_WAIT)
        self._later.timeout.connect(self.changed)
        self.ending.toggled.connect(lambda: self.changed.emit() if self.thing.text().strip() else None)
        self.unit.currentIndexChanged.connect(self._unit_changed)
        self.told_in.currentIndexChanged.connect(lambda: self.unit_chosen.emit(self.told_in.currentData() or ""))
        self.set_measures(())

    def _field(self, name: str, told: str) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(name)
        field.setAccessibleName(name)
        field.setToolTip(told)
        field.setClearButtonEnabled(True)
        field.setMinimumWidth(64)
        field.textChanged.connect(lambda: self._later.start())
        field.returnPressed.connect(self._at_once)
        return field

    def set_measures(self, measures: Measures) -> None:
        """Offer these dimensions and their units; what was chosen stays chosen if it is still there."""
        was = self.unit.currentData()
        self.unit.blockSignals(True)
        self.unit.clear()
        self.unit.addItem(tr("所有单位"), ("", "", ()))
        for key, units, count in measures[:_MOST]:
            if key:
                self.unit.addItem(f"{words.dimension_name(key, units)}　{count:,}", (key, "", units))
                if len(units) > 1:
                    for unit in units:
                        self.unit.addItem(tr("　　只看 {unit}", unit=unit), (key, unit, units))
        at = next((n for n in range(self.unit.count()) if was and self.unit.itemData(n)[:2] == was[:2]), 0)
        self.unit.setCurrentIndex(at)
        self.unit.blockSignals(False)
        self._offer_units()

    def choose(self, dimension: str) -> None:
        """Choose a dimension, as if it had been clicked."""
        at = next((n for n in range(self.unit.count()) if self.unit.itemData(n)[:2] == (dimension, "")), -1)
        if at >= 0:
            self.unit.setCurrentIndex(at)

    def asked(self, base: Asked) -> Asked:
        """`base` with what the fields say."""
        dimension, unit, _ = self.unit.currentData() or ("", "", ())
        return replace(base, thing=self.thing.text().strip(), ending=self.ending.isChecked(), dimension=dimension,
                       unit=unit, place=self.place.text().strip(), period=self.period.text().strip())

    def clear(self) -> None:
        """Ask for everything."""
        for field in (self.thing, self.place, self.period):
            field.clear()
        self.unit.setCurrentIndex(0)
        self._at_once()

    def _at_once(self) -> None:
        self._later.stop()
        self.changed.emit()

    def _unit_changed(self) -> None:
        self._offer_units()
        self._at_once()

    def _offer_units(self) -> None:
        """Offer the units that values of the chosen dimension can be told in."""
        key, _, units = self.unit.currentData() or ("", "", ())
        self.told_in.blockSignals(True)
        self.told_in.clear()
        self.told_in.addItem(tr("按原文的单位"), "")
        for unit in dict.fromkeys((*words.units_shown(units), *units)) if key else ():
            self.told_in.addItem(tr("换算为 {unit}", unit=unit), unit)
        self.told_in.setEnabled(self.told_in.count() > 2)
        self.told_in.blockSignals(False)
        self.unit_chosen.emit("")

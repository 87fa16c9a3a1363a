"""While one types: the places, topics and papers it may be the beginning of, each a filter by a click."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from db.selection import Facet, FacetValue
from ui.i18n import tr
from ui.navigator.flow import ButtonLines
from ui.navigator.wanted import FACETS, Wanted

MOST = 4  # offers at a time
_NAMES: dict[Facet, tuple[str, ...]] = {
    "region": ("地区", "地点", "place", "region"), "topic": ("主题", "topic"), "paper": ("报纸", "paper")}
_FIELD = re.compile(
    rf"(?:^|(?<=\s))(?P<minus>[-－]?)(?P<field>{'|'.join(name for names in _NAMES.values() for name in names)})"
    r"\s?[:：]\s?(?P<begun>\S*)$", re.IGNORECASE)
_WORD = re.compile(r"(?:^|(?<=\s))(?P<minus>[-－]?)(?P<begun>[^\W\d_]{2,})$")


@dataclass(frozen=True, slots=True)
class Begun:
    """What the end of the box may become a filter of."""

    words: str
    facets: tuple[Facet, ...]
    exclude: bool
    before: str  # what is left in the box when it has


def begun(typed: str) -> Begun | None:
    """What the last word of `typed` may be the beginning of; of a field even if nothing is written of it yet."""
    found = _FIELD.search(typed)
    if found:
        facet = next(facet for facet, names in _NAMES.items() if found["field"].lower() in names)
        return Begun(found["begun"], (facet,), bool(found["minus"]), typed[: found.start()])
    found = _WORD.search(typed)
    return Begun(found["begun"], ("region", "topic"), bool(found["minus"]), typed[: found.start()]) if found else None


class Offers(ButtonLines):
    """A line of filters to choose from; none, and no line, where nothing fits."""

    taken = Signal(str, str, bool, str)  # facet, key, whether to exclude it, what is left in the box

    def __init__(self, wanted: Wanted, after: QWidget, parent: QWidget | None = None) -> None:
        super().__init__("offersLine", after, parent)
        self.wanted = wanted
        self.lead = QLabel(self)
        self.lead.setObjectName("exampleMeans")

    def offer(self, asked: Begun, found: Sequence[tuple[Facet, FacetValue]]) -> None:
        """Show what was found for `asked`, those with most cases first, but for what is on already."""
        new = [(facet, value) for facet, value in found if self.wanted.state(facet, value.key) is None]
        new.sort(key=lambda one: -one[1].count)
        self.lead.setText(tr("不看") if asked.exclude else tr("只看"))
        buttons = [self._button(asked, facet, value) for facet, value in new[:MOST]]
        self.lead.setMinimumHeight(max((button.sizeHint().height() for button in buttons), default=0))
        self.set_buttons(buttons, self.lead)

    def withdraw(self) -> None:
        """Offer nothing."""
        self.set_buttons(())

    def _button(self, asked: Begun, facet: Facet, value: FacetValue) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("offer")
        name = self.wanted.name(facet, value.key, value.label)
        button.setText(button.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, 180))
        whole = value.key.replace("/", " › ") if facet == "region" else name
        told = f"{tr(FACETS[facet])}：{whole}　{value.count:,}"
        button.setToolTip(told)
        button.setAccessibleName(f"{self.lead.text()} {told}")
        button.clicked.connect(partial(self.taken.emit, facet, value.key, asked.exclude, asked.before))
        return button

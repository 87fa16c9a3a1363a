"""The parts of the navigator and where they stand: box, filters, chips, and below them the tree or the hits."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from ui.i18n import tr
from ui.looks import glyphs
from ui.navigator.box import SearchBox
from ui.navigator.chips import Chips
from ui.navigator.facets import FacetModel
from ui.navigator.facetview import FacetView
from ui.navigator.offers import Offers
from ui.navigator.results import Results
from ui.navigator.trunk import Trunk
from ui.navigator.wanted import Wanted


class Outline(QWidget):
    """The navigator without its work."""

    def __init__(self, topic_label: Callable[[str], str] = str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigator")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.wanted = Wanted(topic_label, self)
        self.box = SearchBox()
        self.funnel = QToolButton()
        self.funnel.setObjectName("funnel")
        self.funnel.setIcon(glyphs.funnel())
        self.funnel.setIconSize(QSize(16, 16))
        self.funnel.setCheckable(True)
        self.funnel.setToolTip(tr("筛选（Ctrl+Shift+F）"))
        self.funnel.setAccessibleName(tr("筛选"))
        self.offers = Offers(self.wanted, self.box)
        self.chips = Chips(self.wanted, self.funnel)
        self.facets = FacetView(FacetModel(self.wanted, self))
        self.trunk = Trunk()
        self.tree, self.model = self.trunk, self.trunk.branches
        self.results = Results(self.wanted)
        self.hits, self.hits_model = self.results.hits, self.results.model
        self.stack = QStackedWidget()
        self.stack.addWidget(self.tree)
        self.stack.addWidget(self.results)
        self._lay_out()
        self.setTabOrder(self.box, self.funnel)
        self.setFocusProxy(self.box)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(12, 0, 10, 0)
        line.setSpacing(4)
        line.addWidget(self.box)
        line.addWidget(self.funnel)
        self.below = QSplitter(Qt.Orientation.Vertical)
        self.below.setHandleWidth(1)
        self.below.setChildrenCollapsible(False)
        self.facets.hide()
        self.facets.grown.connect(self.give_room)
        self._room = True  # until a person draws the line elsewhere
        self.below.splitterMoved.connect(lambda *_: setattr(self, "_room", False))
        for n, part in enumerate((self.facets, self.stack)):
            self.below.addWidget(part)
            self.below.setStretchFactor(n, n)
        foot = QVBoxLayout()
        foot.setContentsMargins(8, 0, 3, 6)
        foot.addWidget(self.below)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(line)
        layout.addWidget(self.offers)
        layout.addWidget(self.chips)
        layout.addLayout(foot, 1)

    def give_room(self) -> None:
        """Let the filters have the room their rows need, less than half of what there is."""
        if not self._room:
            return
        whole = self.below.height()
        room = min(self.facets.rows_height(), whole * 9 // 20)
        self.below.setSizes([room, whole - room])

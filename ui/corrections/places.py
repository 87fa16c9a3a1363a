"""Where a case plays: a list of places, one of them the main one, and a line that knows every place there is."""

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db import corrections
from db.errors import CasebookError
from db.model import Case, Patch, Region
from ui import saying
from ui.corrections import gazetteer
from ui.corrections.form import former, said_of
from ui.i18n import tr
from ui.looks import theme

_PLACE = Qt.ItemDataRole.UserRole


class PlacesEditor(QWidget):
    """The places of a case, the main one first."""

    def __init__(self, case: Case) -> None:
        super().__init__()
        self.case = case
        self.main = case.article.primary_region
        self.list = QListWidget()
        self.list.setObjectName("places")
        self.list.setAccessibleName(tr("地点"))
        self.list.setMinimumHeight(74)
        self.line = QLineEdit()
        self.line.setPlaceholderText(tr("输入地名添加，例如 明溪县"))
        self.line.setAccessibleName(tr("添加地点"))
        self.setFocusProxy(self.line)
        self._offers: list[Region] = []
        self._names = QStringListModel(self)
        self.completer = QCompleter(self._names, self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setMaxVisibleItems(gazetteer.MOST)
        self.completer.popup().setObjectName("offers")
        self.line.setCompleter(self.completer)
        self.line.textEdited.connect(self.offer)
        self.line.installEventFilter(self)
        self.completer.activated.connect(self._offered, Qt.ConnectionType.QueuedConnection)
        self.add = QPushButton(tr("添加"))
        self.first = QPushButton(tr("设为主要地点"))
        self.drop = QPushButton(tr("移除"))
        for button, act in ((self.add, self.add_typed), (self.first, self.make_main), (self.drop, self.remove)):
            button.setAutoDefault(False)
            button.clicked.connect(act)
        typing, below = QHBoxLayout(), QHBoxLayout()
        typing.addWidget(self.line, 1)
        typing.addWidget(self.add)
        below.addWidget(self.first)
        below.addWidget(self.drop)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.list, 1)
        column.addLayout(below)
        column.addLayout(typing)
        said = said_of(case, "regions"), said_of(case, "primary_region")
        if any(said):
            was = [Region(path, code) for path, code in said[0].patch.old] if said[0] else list(case.article.regions)
            main = said[1].patch.old if said[1] else self.main
            back = former(tr("、").join(saying.place(one.path) for one in was) or tr("（空）"))
            back.linkActivated.connect(lambda _: self.set_places(was, main))
            column.addWidget(back)
        self.list.currentRowChanged.connect(lambda _: self._allow())
        self.set_places(list(case.article.regions), self.main)

    def set_places(self, places: list[Region], main: str | None) -> None:
        """Show these places."""
        self.list.clear()
        self.main = main
        for place in places:
            self._show(place)
        if main and all(place.path != main for place in places):
            self._show(Region(main, None), 0)
        self._paint()

    def places(self) -> list[Region]:
        return [self.list.item(n).data(_PLACE) for n in range(self.list.count())]

    def patches(self) -> tuple[Patch, ...]:
        """What she said of the places; raises CasebookError where a name was typed and not added."""
        if self.line.text().strip() and not self.add_typed():
            self.line.setFocus()
            raise CasebookError("“{name}”不在地名表里，或者不止一处叫这个名字。请从列表里选，或写成“省/市/县”的样子。",
                                name=self.line.text().strip())
        places, article = self.places(), self.case.article
        held = [one.path for one in article.regions]
        if self.main in held or any(path.startswith(f"{self.main}/") for path in held):
            # A main place that holds another of the places is shown among them without being one.
            places = [one for one in places if one.path != self.main or one.path in held]
        if [one.path for one in places] == held and self.main == article.primary_region:
            return ()
        return corrections.places(self.case, places, self.main)

    def wait(self, waiting: bool) -> None:
        """While the names are loaded nothing can be typed."""
        self.line.setDisabled(waiting)
        self.add.setDisabled(waiting)
        self.line.setPlaceholderText(tr("正在准备地名…") if waiting else tr("输入地名添加，例如 明溪县"))

    def offer(self, typed: str) -> None:
        """Offer the places that may be meant."""
        self._offers = gazetteer.matching(typed)
        self._names.setStringList([saying.place(one.path) for one in self._offers])

    def add_typed(self) -> bool:
        """Add the place that was typed, if it is one; False where it is none or several."""
        typed = self.line.text().strip()
        found = [one for one in gazetteer.matching(typed) if one.path.rpartition("/")[2] == typed]
        place = gazetteer.known(typed) or (found[0] if len(found) == 1 else None)
        if place is None:
            self.offer(typed)
            if self._offers and typed:
                self.completer.complete()
            return False
        self.add_place(place)
        return True

    def add_place(self, place: Region) -> None:
        if all(one.path != place.path for one in self.places()):
            self._show(place)
            self.main = self.main or place.path
        self.list.setCurrentRow([one.path for one in self.places()].index(place.path))
        self.line.clear()
        self._paint()

    def make_main(self) -> None:
        if item := self.list.currentItem():
            self.main = item.data(_PLACE).path
            self._paint()

    def remove(self) -> None:
        if item := self.list.takeItem(self.list.currentRow()):
            if item.data(_PLACE).path == self.main:
                left = self.places()
                self.main = left[0].path if left else None
            self._paint()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in enter \
                and self.line.text().strip():
            self.add_typed()  # and not the whole form's button
            return True
        return super().eventFilter(watched, event)

    def _offered(self, words: str) -> None:
        place = next((one for one in self._offers if saying.place(one.path) == words), None)
        if place is not None:
            self.add_place(place)

    def _show(self, place: Region, row: int | None = None) -> None:
        item = QListWidgetItem()
        item.setData(_PLACE, place)
        self.list.insertItem(self.list.count() if row is None else row, item)

    def _paint(self) -> None:
        for n in range(self.list.count()):
            item = self.list.item(n)
            place = item.data(_PLACE)
            main = place.path == self.main
            words = saying.place(place.path)
            item.setText(tr("{place}（主要地点）", place=words) if main else words)
            item.setFont(theme.sans(theme.SIZE, bold=main))
        self._allow()

    def _allow(self) -> None:
        item = self.list.currentItem()
        self.drop.setEnabled(item is not None)
        self.first.setEnabled(item is not None and item.data(_PLACE).path != self.main)

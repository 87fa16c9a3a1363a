"""What the reader keeps: asks for names, has stars, collections and saved searches written, notes what was read."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QInputDialog, QMenu

from db.errors import CasebookError
from db.model import Branch
from db.selection import Collection, Selection
from ui.editing import Editing
from ui.i18n import told, tr
from ui.looks import glyphs
from ui.reader import Reader

DWELL = 1500  # ms a case is open before it counts as read
OFFERED = 40  # characters of a name that is offered


class Keeping(QObject):
    """What can be kept of the library that `reader` shows; `editing` writes it, so that it can be undone as all else.
    `reading` gives the open library, or None.
    """

    def __init__(self, reader: Reader, editing: Editing, reading: Callable[[], Any]) -> None:
        super().__init__(reader)
        self.reader, self.editing, self.reading = reader, editing, reading
        self.navigator = reader.navigator
        self.collections: tuple[Collection, ...] = ()
        self._shown: bool | None = None  # whether the star of the toolbar is a full one
        self._read = QTimer(self, singleShot=True, interval=DWELL)
        self._read.timeout.connect(self._note_read)

    @property
    def ways(self) -> dict[str, Callable[[], object]]:
        """What the actions of these names do."""
        return {"star": self.star, "collect": self.choose_collection, "save_search": self.save_search}

    def show(self) -> None:
        """Read which lists there are, and whether the open case is starred."""
        library = self.reading()
        self.collections = self._asked(lambda: library.collections()) or () if library else ()
        self.navigator.wanted.set_collections(self.collections)
        self._show_star()
        for one in self.collections:
            if one.wanted is not None:
                self.navigator.count_search(f"list:{one.id}", one.wanted)

    def _show_star(self) -> None:
        case = self.reader.case if self.reading() else None
        starred = bool(case and self._starred in self._listed(case.id))
        action = self.reader.commands["star"]
        if starred != self._shown:
            self._shown = starred
            action.setIcon(glyphs.starred() if starred else glyphs.star())
            action.setText(tr("取消加星") if starred else tr("加星"))
            action.setToolTip(f"{action.text()}（Ctrl+D）")

    def case_shown(self) -> None:
        """Another case is open: it will count as read when it has been for a while."""
        self._show_star()
        self._read.start()

    # What can be done with a branch of the navigator

    def menu(self, place: QPoint, branch: Branch, above: Branch | None) -> None:
        """Offer what can be done with a branch: a case, a list, a place, a topic."""
        menu = QMenu(self.navigator)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if branch.case_id is not None:
            self._offer_case(menu, branch.case_id, above)
        elif branch.kind in ("region", "topic", "starred", "collection"):
            self._offer_filter(menu, branch)
        if branch.kind == "search":
            menu.addAction(tr("打开"), partial(self.open_search, branch))
        if branch.kind in ("collection", "search"):
            menu.addSeparator()
            menu.addAction(tr("改名…"), partial(self.rename, branch))
            words = tr("删除专题") if branch.kind == "collection" else tr("删除搜索")
            menu.addAction(words, partial(self.delete, branch))
        if menu.isEmpty():
            menu.deleteLater()
        else:
            menu.popup(place)

    def key(self, key: int, branch: Branch, above: Branch | None) -> None:
        """F2 gives a list another name, Del deletes it, or takes a case out of it."""
        if branch.kind in ("collection", "search"):
            (self.rename if key == Qt.Key.Key_F2 else self.delete)(branch)
        elif key == Qt.Key.Key_Delete and branch.case_id is not None and above is not None:
            if above.kind == "starred":
                self._star(branch.case_id, False)
            elif above.kind == "collection":
                self._take(branch.case_id, _number(above), above.label)

    def dropped(self, cases: list[int], branch: Branch) -> None:
        """Cases were dragged onto a list."""
        if branch.kind == "starred":
            self._write(lambda library: library.star(*cases), tr("已加星"))
        else:
            self._put(cases, _number(branch), branch.label)

    def open_search(self, branch: Branch) -> None:
        """Look for what a saved search looks for."""
        wanted = next((one.wanted for one in self.collections if one.id == _number(branch)), None)
        if wanted is not None:
            self.navigator.look_for(wanted)

    def rename(self, branch: Branch) -> None:
        self._ask(tr("改名"), tr("新的名字："), branch.label,
                  lambda name: self._write(lambda library: library.rename_collection(_number(branch), name),
                                           tr("已改名为“{name}”", name=name)))

    def delete(self, branch: Branch) -> None:
        """Delete a list at once: it can be undone."""
        self._write(lambda library: library.delete_collection(_number(branch)),
                    tr("已删除“{name}”，案例都还在；按 Ctrl+Z 可以撤销", name=branch.label))

    # What the actions do

    def star(self) -> None:
        """Star the open case, or take its star away."""
        if (case := self.reader.case) is not None:
            self._star(case.id, self._starred not in self._listed(case.id))

    def choose_collection(self) -> None:
        """Offer the collections for the open case."""
        if (case := self.reader.case) is not None:
            menu = QMenu(self.reader)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self._offer_collections(menu, case.id)
            menu.popup(self.reader.centre.mapToGlobal(QPoint(24, 16)))

    def save_search(self) -> None:
        """Ask for a name and keep what is looked for now."""
        wanted: Selection = self.navigator.wanted.selection
        if not self.navigator.wanted:
            self.editing.say(tr("先在左边输入要找的字，或者选几个筛选，再保存搜索"))
            return
        self._ask(tr("保存搜索"), tr("给这次搜索起个名字："), self.navigator.wanted.summary()[:OFFERED],
                  lambda name: self._write(lambda library: library.save_search(name, wanted),
                                           tr("已保存搜索“{name}”，在目录的“收藏与检索”里", name=name)))

    def new_collection(self, *case_ids: int) -> None:
        """Ask for a name and make a collection of these cases."""
        self._ask(tr("新建专题"), tr("专题的名字："), "",
                  lambda name: self._write(lambda library: library.make_collection(name, *case_ids),
                                           tr("已加入新专题“{name}”", name=name)))

    # How it does it

    @property
    def _starred(self) -> int:
        return next((one.id for one in self.collections if one.kind == "starred"), 0)

    def _asked(self, question: Callable[[], Any]) -> Any:
        try:
            return question()
        except CasebookError as error:
            self.editing.say(told(error))
            return None

    def _listed(self, case_id: int) -> frozenset[int]:
        library = self.reading()
        return self._asked(lambda: library.lists_of(case_id)) or frozenset()

    def _offer_case(self, menu: QMenu, case_id: int, above: Branch | None) -> None:
        starred = self._starred in self._listed(case_id)
        menu.addAction(tr("取消加星") if starred else tr("加星"), partial(self._star, case_id, not starred))
        self._offer_collections(menu.addMenu(tr("加入专题")), case_id)
        if above is not None and above.kind == "collection":
            words = tr("从“{name}”移出", name=_plain(above.label))
            menu.addAction(words, partial(self._take, case_id, _number(above), above.label))

    def _offer_collections(self, menu: QMenu, case_id: int) -> None:
        """The collections, those ticked that hold the case, and a new one."""
        held = self._listed(case_id)
        for one in self.collections:
            if one.kind == "collection":
                way = self._take if one.id in held else self._put
                whom: Any = case_id if one.id in held else [case_id]
                action = menu.addAction(_plain(one.name), partial(way, whom, one.id, one.name))
                action.setCheckable(True)
                action.setChecked(one.id in held)
        menu.addSeparator()
        menu.addAction(tr("新建专题…"), partial(self.new_collection, case_id))

    def _offer_filter(self, menu: QMenu, branch: Branch) -> None:
        facet, key = branch.kind, branch.key.partition(":")[2]
        if facet == "starred":
            key = ""
        state = self.navigator.wanted.state(facet, key)
        for words, exclude in ((tr("只看这里的案例"), False), (tr("排除这里的案例"), True)):
            action = menu.addAction(words, partial(self.navigator.wanted.toggle, facet, key, exclude))
            action.setCheckable(True)
            action.setChecked(state is not None and state is not exclude)

    def _star(self, case_id: int, on: bool) -> None:
        self._write(lambda library: (library.star if on else library.unstar)(case_id),
                    tr("已加星") if on else tr("已取消加星"))

    def _put(self, case_ids: Iterable[int], collection_id: int, name: str) -> None:
        self._write(lambda library: library.add_to_collection(collection_id, *case_ids),
                    tr("已加入专题“{name}”", name=name))

    def _take(self, case_id: int, collection_id: int, name: str) -> None:
        self._write(lambda library: library.remove_from_collection(collection_id, case_id),
                    tr("已从专题“{name}”移出", name=name))

    def _write(self, work: Callable[[Any], object], words: str) -> None:
        def done(_: object) -> None:
            self.editing.say(words)
            self._written()
            self.editing.show_steps()

        self.editing.write(work, done)

    def _written(self) -> None:
        self.show()
        self.navigator.renew_lists()

    def _note_read(self) -> None:
        case, library = self.reader.case, self.reading()
        if case is not None and library is not None:
            # Where the library cannot be written nothing is noted, and nobody is bothered with it.
            self.editing.write(lambda writing: writing.note_read(case.id), lambda _: self._noted(), lambda _: None)

    def _noted(self) -> None:
        if not self.navigator.tree.chosen_under("root:lists"):  # a row must not run away from under the mouse
            self.navigator.renew_lists(still=True)

    def _ask(self, title: str, words: str, name: str, then: Callable[[str], object]) -> None:
        """Ask for a name without stopping the program."""
        dialog = QInputDialog(self.reader)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(title)
        dialog.setLabelText(words)
        dialog.setTextValue(name)
        dialog.setOkButtonText(tr("保存"))
        dialog.setCancelButtonText(tr("取消"))
        dialog.textValueSelected.connect(lambda text: text.strip() and then(" ".join(text.split())))
        dialog.resize(380, dialog.sizeHint().height())
        dialog.open()


def _number(branch: Branch) -> int:
    """The id of a list by its branch's key."""
    return int(branch.key.partition(":")[2])


def _plain(name: str) -> str:
    """A name as a menu shows it: an ampersand would be taken for the sign before a key."""
    return name.replace("&", "&&")

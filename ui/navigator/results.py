"""What was found: how many, the hits, or what to try where there are none."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from db.selection import Found
from ui.i18n import tr
from ui.navigator.hits import HIT, HitsModel, HitsView
from ui.navigator.wanted import Wanted

SLOW = 400  # ms after which it says that it is still looking


class Results(QWidget):
    """The answer to a selection."""

    save_wanted = Signal()

    def __init__(self, wanted: Wanted, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wanted = wanted
        self.model = HitsModel(self)
        self.hits = HitsView()
        self.hits.setAccessibleName(tr("找到的案例"))
        self.hits.setModel(self.model)
        self.told = QLabel()
        self.told.setObjectName("told")
        self.save = QToolButton()
        self.save.setObjectName("quiet")
        self.save.setText(tr("保存搜索"))
        self.save.setToolTip(tr("把这次的词和筛选起个名字存下来，以后在目录里一点就到"))
        self.save.setCursor(Qt.CursorShape.PointingHandCursor)
        self.save.clicked.connect(self.save_wanted)
        self.nothing = QLabel()
        self.nothing.setObjectName("nothing")
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nothing.setTextFormat(Qt.TextFormat.PlainText)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.hits)
        self.stack.addWidget(self.nothing)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 6, 0)
        head.addWidget(self.told, 1)
        head.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.stack)
        self._slow = QTimer(self, singleShot=True, interval=SLOW)
        self._slow.timeout.connect(lambda: self.told.setText(tr("正在查找…")))
        self._said = ""  # how many were found

    @property
    def none(self) -> bool:
        """Whether it says that nothing was found."""
        return self.stack.currentWidget() is self.nothing

    def wait(self) -> None:
        """An answer is under way; what was found before stays until it is here."""
        self._slow.start()

    def show_found(self, found: Found, case_id: int | None = None) -> None:
        """Show the first hits, that of the case chosen if it is among them, else the first."""
        self._slow.stop()
        self.model.set_hits(found.hits, len(found.hits) >= found.total and found.exact, self.wanted.typed)
        self._say(found)
        if QAccessible.isActive():  # for one who hears the screen
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.told, self._said))
        if not found.hits:
            self.nothing.setText(self._advice())
            self.stack.setCurrentWidget(self.nothing)
            return
        row = next((n for n, hit in enumerate(found.hits) if hit.case_id == case_id), 0)
        self.hits.setCurrentIndex(self.model.index(row))
        if not row:
            self.hits.scrollToTop()
        self.stack.setCurrentWidget(self.hits)

    def add_found(self, found: Found, offset: int) -> None:
        """Show the hits from `offset` on, after those that are there."""
        self.model.add_hits(found.hits, found.exact and offset + len(found.hits) >= found.total)
        self._say(found)  # of many more is known now than at first

    def _say(self, found: Found) -> None:
        total = f"{found.total:,}"
        self._said = tr("找到 {n} 个案例", n=total) if found.exact else tr("超过 {n} 个案例", n=total)
        self.told.setText(self._said)

    def show_again(self) -> None:
        """What was found last still holds."""
        self._slow.stop()
        self.told.setText(self._said)
        self.model.ask_again()

    def chosen(self) -> int | None:
        """The id of the case the keys are on."""
        index = self.hits.currentIndex()
        return index.data(HIT).case_id if index.isValid() else None

    def rest(self) -> None:
        """Nothing is looked for."""
        self._slow.stop()

    def _advice(self) -> str:
        what = self.wanted.typed or self.wanted.summary()
        try_this = (tr("可以试试：去掉一个筛选；少写几个字；换一个说法。按 Esc 回到目录。") if self.wanted.filters else
                    tr("可以试试：少写几个字；只写地名或主题里的词；换一个说法。按 Esc 回到目录。"))
        return tr("没有找到“{typed}”。", typed=what) + "\n\n" + try_this

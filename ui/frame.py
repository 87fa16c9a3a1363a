"""The window without its work: panes laid out, menus, geometry, and the place where files may be dropped."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QLabel, QMainWindow, QSplitter, QStackedWidget, QStatusBar, QVBoxLayout, QWidget

from ui.actions import Actions
from ui.article.view import ArticleView
from ui.breadcrumb import Breadcrumb
from ui.charts.view import ChartsView
from ui.column import Column
from ui.findbar import FindBar
from ui.i18n import tr
from ui.metrics.table import MetricsTable
from ui.navigator.view import Navigator
from ui.settings import Settings
from ui.states import DropOverlay, EmptyState
from ui.summary import SummaryView
from ui.way import topic_label

NARROW, WIDE = (280, 616, 384), (320, 1080, 420)  # of navigator, article and column, until the dividers are moved
ROOMY = 1600  # pixels from which a window is wide
BAR = 32  # pixels, the height of the status bar
LARGEST = (1680, 1050)  # a first window fills the screen up to this


class Frame(QMainWindow):
    """Navigator, article and column side by side; knows where things are and nothing of what they show."""

    files_dropped = Signal(list)  # of Path

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("window")
        self.settings = settings
        self.commands = Actions(self)
        self.navigator = Navigator(topic_label)
        self.navigator.setMinimumWidth(220)
        self.article = ArticleView(topic_label=topic_label)
        self.metrics, self.charts, self.summary = MetricsTable(), ChartsView(), SummaryView()
        self.column = Column(self.metrics, self.charts, self.summary)
        self.find_bar = FindBar()
        self.empty = EmptyState()
        self.breadcrumb = Breadcrumb()
        self.commands.add_way(self.breadcrumb)
        self.centre = self._centre()
        self.split = QSplitter()
        self.split.setObjectName("split")
        for n, part in enumerate((self.navigator, self.centre, self.column)):
            self.split.addWidget(part)
            self.split.setStretchFactor(n, 1 if part is self.centre else 0)
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        self.split.splitterMoved.connect(self._moved)
        self._own = False  # whether the reader has moved a divider
        self.setCentralWidget(self.split)
        self.counts = QLabel()
        self.setStatusBar(_StatusBar())
        self.statusBar().setSizeGripEnabled(False)
        self.statusBar().setFixedHeight(BAR)  # of its own it grows with its first message
        self.statusBar().addWidget(self.counts)
        self.statusBar().addPermanentWidget(QLabel(tr("Ctrl+K 搜索　F1 快捷键")))
        self.overlay = DropOverlay(self)
        self.setAcceptDrops(True)
        self.setMinimumSize(900, 560)

    def _centre(self) -> QStackedWidget:
        self.reading = QWidget()
        lines = QVBoxLayout(self.reading)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.find_bar)
        lines.addWidget(self.article)
        centre = QStackedWidget()
        centre.addWidget(self.empty)
        centre.addWidget(self.reading)
        return centre

    # What it remembers

    def restore(self) -> None:
        """Stand where the window stood last; the first time, fill the screen up to a comfortable size."""
        if not self.restoreGeometry(self.settings.state("geometry")):
            room = QGuiApplication.primaryScreen().availableGeometry()
            self.resize(min(room.width(), LARGEST[0]), min(room.height(), LARGEST[1]))
            self.move(room.center() - self.rect().center())
        self._own = self.split.restoreState(self.settings.state("split"))
        if not self._own:
            self.split.setSizes(WIDE if self.width() >= ROOMY else NARROW)
        self.commands["navigator"].setChecked(self.settings.shown("navigator"))
        self.commands["column"].setChecked(self.settings.shown("column"))
        self.navigator.setVisible(self.settings.shown("navigator"))
        self.article.set_zoom(self.settings.zoom)

    def remember(self) -> None:
        """Write down where the window stands."""
        self.settings.set_state("geometry", self.saveGeometry())
        if self._own:
            self.settings.set_state("split", self.split.saveState())
        for name in ("navigator", "column"):
            self.settings.set_shown(name, self.commands[name].isChecked())
        self.settings.zoom = self.article.zoom()
        self.settings.flush()

    def full_screen(self, whole: bool) -> None:
        self.setWindowState(
            self.windowState() | Qt.WindowState.WindowFullScreen
            if whole
            else self.windowState() & ~Qt.WindowState.WindowFullScreen
        )

    def _moved(self) -> None:
        self._own = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side panes as wide as the window is roomy, until the reader has said how wide they are to be."""
        super().resizeEvent(event)
        roomy = event.size().width() >= ROOMY
        if not self._own and roomy != (event.oldSize().width() >= ROOMY):
            sides = WIDE if roomy else NARROW
            self.split.setSizes([sides[0], event.size().width() - sides[0] - sides[2], sides[2]])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        (self.article if self.centre.currentWidget() is self.reading else self.navigator.tree).setFocus()

    # Files dragged onto it

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        files = _local_files(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.overlay.tell(
                tr("松开鼠标，导入“{name}”", name=files[0].name)
                if len(files) == 1
                else tr("松开鼠标，导入这 {n} 个文件", n=len(files))
            )

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self.overlay.isVisible():
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.overlay.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self.overlay.hide()
        files = _local_files(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.files_dropped.emit(files)


class _StatusBar(QStatusBar):
    def event(self, event: QEvent) -> bool:
        """Qt would lay out anew, and show the words that gave way to a message, in the midst of the message."""
        if event.type() == QEvent.Type.LayoutRequest and self.currentMessage():
            return True
        return super().event(event)


def _local_files(mime: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]

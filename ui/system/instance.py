"""One program a user and a screen: what is double-clicked while it runs opens in the window that is there."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from ui.system import door

SOON = 400  # milliseconds after the start before the door is opened: the first picture comes first
AGAIN = 300  # milliseconds between two looks whether a question is answered
_LONGEST = 1 << 16  # bytes of what is handed over


class Instance(QObject):
    """The program that runs: `asked` tells which file it is to open."""

    asked = Signal(str)

    def __init__(self, app: QApplication, where: str | None = None) -> None:
        super().__init__(app)
        self._where = where or door.address()
        self._server = None
        QTimer.singleShot(SOON, self, self.listen)
        if sys.platform == "darwin":  # there a double click comes as an event
            app.installEventFilter(self)

    def listen(self) -> bool:
        """Open the door; False where another program has it open, or it cannot be."""
        from PySide6.QtNetwork import QLocalServer

        if self._server is not None:
            return True
        if door.answers(self._where):  # Qt would lay a door of its own over one that is open
            return False
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        name = self._where.rpartition("\\")[2] if sys.platform == "win32" else self._where
        QLocalServer.removeServer(name)  # left behind by one that died
        if not server.listen(name):
            return False
        server.newConnection.connect(self._come)
        self._server = server
        return True

    def close(self) -> None:
        """Shut the door."""
        if self._server is not None:
            self._server.close()
            self._server = None

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FileOpen:
            self.asked.emit(event.file())
            return True
        return False

    def _come(self) -> None:
        while (guest := self._server.nextPendingConnection()) is not None:
            guest.setParent(self)
            guest.readyRead.connect(lambda guest=guest: self._hear(guest))
            guest.disconnected.connect(guest.deleteLater)
            if guest.bytesAvailable():
                self._hear(guest)

    def _hear(self, guest) -> None:
        if guest.bytesAvailable() > _LONGEST:
            guest.abort()
        if not guest.canReadLine():
            return
        try:
            file = json.loads(bytes(guest.readLine().data()))
        except ValueError:
            file = None
        if isinstance(file, str):
            guest.write(door.OK)
            guest.flush()
            self.asked.emit(file)
        guest.disconnectFromServer()


def take_over(window: QWidget, take: Callable[[list[Path]], object], file: str) -> None:
    """Bring `window` forward and let it `take` the file, as soon as no question is open in it."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()
    _when_free(window, lambda: take([Path(file)]))


def _when_free(window: QWidget, act: Callable[[], object]) -> None:
    if QApplication.activeModalWidget() is None:
        act()
    else:
        QTimer.singleShot(AGAIN, window, lambda: _when_free(window, act))

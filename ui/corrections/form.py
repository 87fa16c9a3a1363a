"""What all questions to a person share: they stay open until what she said is kept, so that nothing typed is lost."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from db.errors import CasebookError
from db.model import Case, Patch, Said, Span
from ui.i18n import told, tr
from ui.looks import theme
from ui.looks.asking import Asking


class Form(Asking):
    """A question about a case. `kept` carries her patches; the asker answers with `accept` or `refuse`."""

    kept = Signal(tuple)  # of Patch, at least one

    def __init__(self, parent: QWidget | None, title: str, keep: str) -> None:
        super().__init__(parent, title, keep, tr("取消"))
        self.keep.setDefault(True)

    def patches(self) -> Sequence[Patch]:
        """What she said; raises CasebookError for what cannot be."""
        raise NotImplementedError

    def refuse(self, words: str) -> None:
        """Say why it was not kept; what she typed stays."""
        self._wait(False)
        super().refuse(words)

    def send(self, patches: Sequence[Patch]) -> None:
        """Ask for these patches to be kept; nothing can be changed until there is an answer."""
        self.wrong.hide()
        self._wait(True)
        self.kept.emit(tuple(patches))

    def _keep(self) -> None:
        try:
            patches = self.patches()
        except CasebookError as error:
            self.refuse(told(error))
            return
        if patches:
            self.send(patches)
        else:
            self.accept()

    def _wait(self, waiting: bool) -> None:
        for n in range(self.buttons.count()):
            if button := self.buttons.itemAt(n).widget():
                button.setDisabled(waiting)


class Line(QWidget):
    """A line to type in; under it, where a person changed it before, what it was, with a way back to that."""

    def __init__(self, name: str, words: str, was: str | None = None, hint: str = "") -> None:
        super().__init__()
        self.was = was
        self.edit = QLineEdit(words)
        self.edit.setPlaceholderText(hint)
        self.edit.setAccessibleName(name)
        self.edit.setCursorPosition(0)
        self.setFocusProxy(self.edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(self.edit)
        self.back: QLabel | None = None
        if was is not None:
            self.back = former(was or tr("（空）"))
            self.back.linkActivated.connect(lambda _: self.edit.setText(was))
            column.addWidget(self.back)

    @property
    def words(self) -> str:
        return self.edit.text().strip()

    @contextmanager
    def blamed(self) -> Iterator[None]:
        """Where what is done with its words fails, the line is gone to, ready to be typed anew."""
        try:
            yield
        except CasebookError:
            self.edit.setFocus()
            self.edit.selectAll()
            raise


def former(was: str) -> QLabel:
    """What something was before a person changed it, with the link 恢复."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard)
    label.setFont(theme.sans(theme.SMALL))
    shown = was if len(was) <= 30 else was[:28] + "……"
    label.setText(
        f"<span style='color:{theme.COLOURS.red}'>{escape(tr('已人工更正，原为：'))}</span>"
        f"<span style='color:{theme.COLOURS.muted}'>{escape(shown)}</span>　"
        f"<a href='back' style='color:{theme.COLOURS.teal}'>{escape(tr('恢复'))}</a>")
    label.setToolTip(was)
    return label


def said_of(case: Case, field: str) -> Said | None:
    """What a person said of a field of the case."""
    return next((one for one in case.said if one.patch.kind == "field" and one.patch.field == field), None)


def quotation(case: Case, span: Span, width: int, around: int = 48) -> QLabel:
    """The words of `span` where they stand, marked, with a little of what is around them; `width` pixels wide."""
    text, (start, end) = case.article.text, span
    stop = text.find("\n", end)
    a, b = max(text.rfind("\n", 0, start) + 1, start - around), min(stop if stop >= 0 else len(text), end + around)
    parts = [escape(part) for part in (text[a:start], text[start:end], text[end:b])]
    ground = theme.COLOURS.highlighter
    label = QLabel(f"<p style='line-height:140%'>{'……' if a and text[a - 1] != chr(10) else ''}{parts[0]}"
                   f"<span style='background-color:{ground}'>{parts[1]}</span>{parts[2]}"
                   f"{'……' if b < len(text) and text[b] != chr(10) else ''}</p>".replace("\n", "<br>"))
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setWordWrap(True)
    label.setFont(theme.serif(12))
    label.setObjectName("quotation")
    label.setMinimumHeight(min(label.heightForWidth(width), 240))  # a layout would cut it where room is short
    return label


class Heading(QLabel):
    """The name of a part of a form."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setFont(theme.sans(theme.SIZE, bold=True))


def ems(count: float) -> int:
    """So many Chinese characters of the interface, in pixels."""
    return round(count * QFontMetricsF(theme.sans()).horizontalAdvance("一"))



"""The raw page as it was read from its file, with what became of every part of it. Read-only: nothing of it is lost."""

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidgetItem,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from db.model import Block, Case, Span
from ui import retelling
from ui.i18n import later, tr
from ui.looks import theme
from ui.looks.twopane import PlainText, beside, word_list

REPAIRS = {
    "joined_column_break": later("接上分栏断开的句子"),
    "moved_continuation": later("移回错位的段落"),
    "dropped_duplicate": later("去掉重复的文字"),
    "corrected_name": later("更正名称"),
    "added_heading": later("补上标题"),
}


_HEADING = re.compile(r"^#+\s*", re.MULTILINE)  # how the file says that a line is a title


def _named(label: str, detail: str) -> str:
    """What was done and to what; without the label where the detail itself begins by saying it."""
    said, told = detail.replace("被", ""), retelling.repair(detail)
    if told != detail:  # in another language it says it all
        return told[:1].upper() + told[1:]
    return detail if not label or said[:4] == label[:4] else f"{label}：{detail}"


class RawPage(QDialog):
    """Shows one page: `case`'s spans marked, and a list that names its repairs, the other cases and unplaced blocks."""

    arrange_wanted = Signal()

    def __init__(
        self,
        parent: QWidget | None,
        text: str,
        case: Case,
        others: Sequence[Case] = (),
        unplaced: Sequence[Block] = (),
        at: int | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("原始页面：{name}", name=case.source.name))
        self.resize(1060, 720)
        article = case.article
        head = QLabel(
            tr(
                "这是文件里原来的文字，一字未改。黄底是《{title}》取用的部分；灰底没有归入任何文章，点线处修过。",
                title=article.title,
            )
        )
        head.setObjectName("dialogHead")
        head.setWordWrap(True)
        head.setTextFormat(Qt.TextFormat.PlainText)
        self.page = PlainText(tr("原始页面"), 12, text)
        self.page.setObjectName("rawpage")
        self.list = word_list(tr("这一页的各个部分"))
        self._fill(case, others, unplaced)
        self._colour(case, unplaced)
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)
        buttons = QDialogButtonBox()
        arrange = buttons.addButton(tr("调整分篇…"), QDialogButtonBox.ButtonRole.ActionRole)
        arrange.setToolTip(tr("文章分得不对？在这里拆开、合并、移动各段"))
        arrange.setAutoDefault(False)
        arrange.clicked.connect(self._arrange)
        buttons.addButton(tr("关闭"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(head)
        layout.addWidget(beside(self.list, self.page, (300, 760)), 1)
        layout.addWidget(buttons)
        start = at if at is not None else (article.spans[0][0] if article.spans else 0)
        self.show_span((start, start))

    def _arrange(self) -> None:
        self.accept()
        self.arrange_wanted.emit()

    def _heading(self, words: str) -> None:
        item = QListWidgetItem(words)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(theme.sans(theme.SMALL, bold=True))
        item.setForeground(theme.colour("muted"))
        self.list.addItem(item)

    def _entry(self, words: str, span: Span) -> None:
        item = QListWidgetItem(words)
        item.setData(Qt.ItemDataRole.UserRole, span)
        self.list.addItem(item)

    def _quote(self, span: Span) -> str:
        words = " ".join(_HEADING.sub("", self.page.places.shown[slice(*span)]).split())
        return words[:24] + ("…" if len(words) > 24 else "")

    def _fill(self, case: Case, others: Sequence[Case], unplaced: Sequence[Block]) -> None:
        self._heading(tr("本文取自（{n} 段）", n=len(case.article.spans)))
        for n, span in enumerate(case.article.spans, 1):
            self._entry(f"{n}　{self._quote(span)}", span)
        if case.article.repairs:
            self._heading(tr("本文的修复（{n} 处）", n=len(case.article.repairs)))
        for repair in case.article.repairs:
            self._entry(_named(tr(REPAIRS[repair.kind]), repair.detail), repair.span)
        if others:
            self._heading(tr("同页的其他文章（{n} 篇）", n=len(others)))
        for other in others:
            if other.article.spans:
                self._entry(other.article.title, other.article.spans[0])
        if unplaced:
            self._heading(tr("没有归入文章的文字（{n} 段）", n=len(unplaced)))
        else:
            self._heading(tr("这一页的文字都归入了文章"))
        for block in unplaced:
            self._entry(self._quote((block.start, block.end)), (block.start, block.end))

    def _colour(self, case: Case, unplaced: Sequence[Block]) -> None:
        self._marks: list[QTextEdit.ExtraSelection] = []
        for span in case.article.spans:
            self._mark(span, ground=theme.colour("highlighter"))
        for block in unplaced:
            self._mark((block.start, block.end), words=theme.colour("muted"), ground=theme.colour("track"))
        for repair in case.article.repairs:
            self._mark(repair.span, line=theme.colour("teal"))
        self.page.setExtraSelections(self._marks)

    def _mark(
        self, span: Span, ground: QColor | None = None, words: QColor | None = None, line: QColor | None = None
    ) -> None:
        style = QTextCharFormat()
        if ground:
            style.setBackground(ground)
        if words:
            style.setForeground(words)
        if line:
            style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            style.setUnderlineColor(line)
        for line_span in self._lines(span):
            one = QTextEdit.ExtraSelection()
            one.cursor, one.format = self.page.cursor_at(line_span), style
            self._marks.append(one)

    def _lines(self, span: Span) -> list[Span]:
        """The parts of `span` line by line; a line end or a blank line would show as a sliver."""
        start, found = span[0], []
        for words in self.page.places.shown[slice(*span)].split("\n"):
            if words.strip():
                found.append((start, start + len(words.rstrip())))
            start += len(words) + 1
        return found

    def _go(self, item: QListWidgetItem) -> None:
        span = item.data(Qt.ItemDataRole.UserRole)
        if span:
            self.show_span(span)

    def show_span(self, span: Span) -> None:
        """Bring the words of `span` (of the page) into view, as the selection."""
        cursor = self.page.cursor_at(span)
        top = QTextCursor(self.page.document())
        top.setPosition(cursor.selectionStart())
        self.page.setTextCursor(top)
        self.page.centerCursor()
        self.page.setTextCursor(cursor)

"""The patches that wait: why each does, and the text of its case, in which a person shows it its place."""

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import (
    QLabel,
    QListWidgetItem,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from db.model import Case, Span, Waiting
from ui import saying
from ui.corrections.form import Form, ems
from ui.i18n import tr
from ui.looks import theme
from ui.looks.twopane import PlainText, beside, word_list

_WAITS = Qt.ItemDataRole.UserRole


class Review(Form):
    """Shows what waits. `case_of` gives the case of an id; `here` is the open one, for what lost its article."""

    settled = Signal(int, int, object)  # id of the patch, of the case, and the span it belongs to, or None
    arrange_wanted = Signal(int)  # id of a case whose page is to be taken apart anew
    withdrawn = Signal(tuple)  # ids of patches

    def __init__(self, parent: QWidget | None, waiting: Sequence[Waiting], case_of: Callable[[int], Case | None],
                 here: Case | None) -> None:
        super().__init__(parent, tr("待复核的更正"), tr("放到选中的文字上"))
        self.case_of, self.here = case_of, here
        self.case: Case | None = None
        self.candidates: list[Span] = []
        self.leave.setText(tr("关闭（继续等待）"))
        self.list = word_list(tr("待复核的更正"))
        self.told = QLabel()
        self.told.setTextFormat(Qt.TextFormat.RichText)
        self.told.setWordWrap(True)
        self.told.setObjectName("dialogHead")
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.text = PlainText(tr("正文"), 12.5)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.places = word_list(tr("可能的位置"))
        self.places.setMaximumHeight(104)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.told)
        column.addWidget(self.places)
        column.addWidget(self.text, 1)
        self.body.addWidget(beside(self.list, right, (ems(18), ems(42))), 1)
        self.drop = self.add_left(tr("撤回这条更正"))
        self.drop.clicked.connect(self._withdraw)
        self.list.currentRowChanged.connect(lambda _: self._show())
        self.places.currentRowChanged.connect(self._point)
        self.text.selectionChanged.connect(self._allow)
        self.resize(ems(66), 600)
        self.list.setFocus()
        self.show_waiting(waiting)

    def show_waiting(self, waiting: Sequence[Waiting]) -> None:
        """List what waits now; where nothing does any more, close."""
        row = max(self.list.currentRow(), 0)
        self.list.clear()
        for one in waiting:
            by_words = one.patch.anchor is not None and one.patch.kind != "boundary"
            words = saying.short(one.patch.anchor.quote if by_words else saying.now(one.patch), 24)
            item = QListWidgetItem(f"{saying.what(one.patch)}：{words}\n《{saying.short(one.title, 30)}》")
            item.setData(_WAITS, one)
            self.list.addItem(item)
        if not waiting:
            self.accept()
            return
        self._wait(False)
        self.list.setCurrentRow(min(row, len(waiting) - 1))
        self._show()

    @property
    def waits(self) -> Waiting | None:
        item = self.list.currentItem()
        return item.data(_WAITS) if item else None

    @property
    def span(self) -> Span | None:
        """What is selected of the text."""
        return self.text.selected_span()

    def _show(self) -> None:
        one = self.waits
        if one is None:
            return
        self.wrong.hide()
        patch, anchor = one.patch, one.patch.anchor
        bound = patch.kind == "boundary"
        self.case = self.case_of(one.case_id) if one.case_id is not None else None if bound else self.here
        muted, ground = theme.COLOURS.muted, theme.COLOURS.highlighter
        lines = [f"<b>{escape(saying.what(patch))}</b>　<span style='color:{theme.COLOURS.red}'>"
                 f"{escape(saying.why(one))}</span>"]
        if anchor:
            before, after = (part.strip("\x02\x03").replace("\n", " ") for part in (anchor.before, anchor.after))
            lines.append(f"<span style='color:{muted}'>{escape(tr('当时的原文'))}：……{escape(before[-24:])}</span>"
                         f"<span style='background-color:{ground}'>{escape(anchor.quote)}</span>"
                         f"<span style='color:{muted}'>{escape(after[:24])}……</span>")
        change = " → ".join(part for part in (saying.was(patch), saying.now(patch)) if part)
        lines.append(f"<span style='color:{muted}'>{escape(tr('更正的内容'))}：</span>"
                     f"{escape(saying.short(change, 90))}")
        if one.case_id is None and self.case:
            lines.append(escape(tr("可以放到现在打开的《{title}》里。", title=self.case.article.title)))
        if bound and self.case:
            lines.append(escape(tr("这是对一整页分篇的调整。请打开这一页，照您的意思重新分一次，再撤回这一条。")))
        elif anchor and self.case:
            lines.append(escape(tr("请在下面选中它应该在的文字，再按“放到选中的文字上”。拿不准就先不动，它会一直等着。")))
        self.told.setText("<p style='line-height:150%'>" + "<br>".join(lines) + "</p>")
        self._show_text(anchor.quote if anchor and self.case and not bound else "")
        self.keep.setText(tr("调整这一页的分篇…") if bound else
                          tr("放到选中的文字上") if anchor else tr("用到这个案例"))
        self._allow()

    def _show_text(self, quote: str) -> None:
        words = self.case.article.text if quote else ""
        self.text.show_text(words)
        self.text.setVisible(bool(quote))
        self.candidates = []
        at = words.find(quote) if quote else -1
        while at >= 0:
            self.candidates.append((at, at + len(quote)))
            at = words.find(quote, at + 1)
        self.places.blockSignals(True)
        self.places.clear()
        marks = []
        for n, (start, end) in enumerate(self.candidates, 1):
            around = f"……{words[max(0, start - 14) : start]}【{quote}】{words[end : end + 14]}……".replace("\n", " ")
            self.places.addItem(tr("第 {n} 处　{words}", n=n, words=saying.short(around, 80)))
            mark = QTextEdit.ExtraSelection()
            mark.cursor, mark.format = self.text.cursor_at((start, end)), QTextCharFormat()
            mark.format.setBackground(theme.colour("highlighter"))
            marks.append(mark)
        self.places.setVisible(bool(self.candidates))
        self.places.blockSignals(False)
        self.text.setExtraSelections(marks)
        near = self.candidates[0][0] if self.candidates else self._near(words)
        if near is not None:
            self.text.setTextCursor(self.text.cursor_at((near, near)))
            QTimer.singleShot(0, self.text, self.text.centerCursor)

    def _near(self, words: str) -> int | None:
        """Where something of what stood around the words still stands."""
        anchor = self.waits.patch.anchor
        for reach in (16, 8, 5):
            for part in (anchor.before[-reach:], anchor.after[:reach]) if anchor else ():
                at = words.find(part)
                if len(part) == reach and at >= 0 and words.find(part, at + 1) < 0:
                    return at
        return None

    def _point(self, row: int) -> None:
        if 0 <= row < len(self.candidates):
            self.text.setTextCursor(self.text.cursor_at(self.candidates[row]))
            self.text.centerCursor()

    def _allow(self) -> None:
        one = self.waits
        fits = one is not None and self.case is not None and (
            one.patch.anchor is None or one.patch.kind == "boundary" or self.span is not None)
        self.keep.setEnabled(fits)

    def _keep(self) -> None:
        if self.waits and self.waits.patch.kind == "boundary":
            self.arrange_wanted.emit(self.case.id)
            return
        one, span = self.waits, self.span if self.waits and self.waits.patch.anchor else None
        if one.patch.kind in ("metric", "strike") and span:
            span = next(((m.start, m.end) for m in self.case.article.metrics if m.start < span[1] and span[0] < m.end),
                        None)
            if span is None:
                self.refuse(tr("选中的文字里没有指标。请选中一个数字和它的单位。"))
                return
        self.wrong.hide()
        self._wait(True)
        self.settled.emit(one.patch.id, self.case.id, span)

    def _withdraw(self) -> None:
        if self.waits:
            self._wait(True)
            self.withdrawn.emit((self.waits.patch.id,))

    def refuse(self, words: str) -> None:
        super().refuse(words)
        self._allow()

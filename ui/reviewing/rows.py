"""The list of what an import found: a row a file, below it a row an article and one for what has no place."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.i18n import later, told, tr
from ui.looks import theme
from ui.reviewing.found import Found, Head
from ui.way import topic_label

FILE, UNPLACED = -1, -2
HEIGHT = 74
TINTS = ("#e7f0ef", "#f9efd9", "#ebe9f5", "#e6f0e1", "#f6e8e3", "#e4edf5")
INKS = ("#2d6a6a", "#8a6116", "#5a5196", "#4a7436", "#9a4f38", "#39648c")
_CLOSING = "。，；：、！？）”」"  # marks that begin no line
_ROLE = Qt.ItemDataRole.UserRole


KINDS = {  # which files are listed, beside the words that are looked for
    "": later("全部"),
    "wrong": later("没有读成"),
    "unplaced": later("有未归入的文字"),
    "repaired": later("有修复"),
    "set": later("人工调整过"),
    "out": later("不保留的"),
}


class Row(NamedTuple):
    """`part` is the number of an article, FILE or UNPLACED."""

    file: int
    part: int


class Rows(QAbstractListModel):
    """The rows of files as they come in."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.files: list[Found] = []
        self.rows: list[Row] = []
        self.left_out: set[int] = set()  # files a person does not want
        self._words, self._kind = "", ""
        self._sought: list[dict[int, str]] = []  # of each file the words of each part as they are looked for

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == _ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return "，".join(filter(None, (*self.words(row), *(words for words, _ in self.badges(row)))))
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(filter(None, self.words(row)))
        return None

    def add(self, files: Sequence[Found]) -> None:
        """Rows for more files, at the end, in one go."""
        fresh: list[Row] = []
        for found in files:
            self.files.append(found)
            self._sought.append(_sought(found))
            fresh += self._rows(len(self.files) - 1)
        if not fresh:
            return
        self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(fresh) - 1)
        self.rows += fresh
        self.endInsertRows()

    def show_only(self, words: str, kind: str = "") -> None:
        """List only the files and articles in which these words stand (name, title, place, topic), of one of KINDS."""
        words = _bare(words)
        if (words, kind) != (self._words, self._kind):
            self.beginResetModel()
            self._words, self._kind = words, kind
            self.rows = [row for file in range(len(self.files)) for row in self._rows(file)]
            self.endResetModel()

    def _rows(self, file: int) -> list[Row]:
        """The rows of a file that are listed."""
        found = self.files[file]
        if not self._is(file, found):
            return []
        parts = [FILE, *range(len(found.heads)), *([UNPLACED] if found.unplaced else [])]
        if self._words:
            sought = self._sought[file]
            parts = [part for part in parts if self._words in sought.get(part, "")]
            parts = [FILE, *(part for part in parts if part != FILE)] if parts else []
        return [Row(file, part) for part in parts]

    def _is(self, file: int, found: Found) -> bool:
        kinds = {"wrong": found.error is not None, "unplaced": found.unplaced, "set": found.steps,
                 "repaired": any(head.repairs for head in found.heads), "out": file in self.left_out}
        return bool(kinds.get(self._kind, True))

    def renew(self, file: int, found: Found) -> None:
        """The rows of a file as it is now; it stays listed if it was."""
        size = sum(row.file == file for row in self.rows)
        self.files[file], self._sought[file] = found, _sought(found)
        if not size:
            return
        first = self.row(file, FILE)
        fresh = self._rows(file) or [Row(file, FILE)]
        both = min(size, len(fresh))
        if len(fresh) > size:
            self.beginInsertRows(QModelIndex(), first + both, first + len(fresh) - 1)
            self.rows[first : first + size] = fresh
            self.endInsertRows()
        elif len(fresh) < size:
            self.beginRemoveRows(QModelIndex(), first + both, first + size - 1)
            self.rows[first : first + size] = fresh
            self.endRemoveRows()
        else:
            self.rows[first : first + size] = fresh
        self.dataChanged.emit(self.index(first), self.index(first + len(fresh) - 1))

    def leave_out(self, file: int, out: bool) -> None:
        (self.left_out.add if out else self.left_out.discard)(file)
        first = self.row(file, FILE)
        last = first + sum(row.file == file for row in self.rows) - 1
        self.dataChanged.emit(self.index(first), self.index(last))

    def row(self, file: int, part: int) -> int:
        return self.rows.index(Row(file, part))

    def kept(self) -> list[Found]:
        """What is to be kept."""
        return [one for n, one in enumerate(self.files) if one.keepable and n not in self.left_out]

    def words(self, row: Row) -> tuple[str, str]:
        """What a row says: its head, and what is to be added."""
        found = self.files[row.file]
        if row.part == UNPLACED:
            return tr("未归入文章的文字"), tr("可以归到它所属的文章")
        if row.part == FILE:
            if found.error is not None:
                return found.name, told(found.error)
            if found.already:
                return found.name, tr("这一页已在库中，没有重复导入。")
            if row.file in self.left_out:
                return found.name, tr("不保留这一页")
            return found.name, tr("{n} 篇文章", n=len(found.heads))
        head = found.heads[row.part]
        return head.title, " · ".join(filter(None, (place_of(head), topics_of(head))))

    def badges(self, row: Row) -> list[tuple[str, str]]:
        """The counts of a row with the colour each stands on."""
        found = self.files[row.file]
        if row.part == UNPLACED:
            return [(tr("{n} 段", n=found.unplaced), "track")]
        heads = found.heads if row.part == FILE else found.heads[row.part : row.part + 1]
        metrics, repairs = sum(h.metrics for h in heads), sum(h.repairs for h in heads)
        made = [(tr("{n} 指标", n=metrics), "teal_pale")] if heads else []
        if repairs:
            made.append((tr("{n} 修复", n=repairs), "highlighter"))
        if row.part == FILE and found.unplaced:
            made.append((tr("未归入 {n} 段", n=found.unplaced), "track"))
        if row.part == FILE and found.steps:
            made.append((tr("人工调整 {n} 步", n=found.steps), "red_pale"))
        return made


def _sought(found: Found) -> dict[int, str]:
    """What is looked for in: the file's name, of each article title, place and topics."""
    parts = {n: _bare(" ".join((head.title, head.place, topics_of(head)))) for n, head in enumerate(found.heads)}
    return parts | {FILE: _bare(f"{found.name} {told(found.error) if found.error else ''}")}


def _bare(words: str) -> str:
    return "".join(words.split()).casefold()


def place_of(head: Head) -> str:
    """The main place of an article, as the list tells it."""
    return "".join(head.place.split("/")[-2:])


def topics_of(head: Head) -> str:
    """All topics of an article, the main one first."""
    return tr("、").join(map(topic_label, head.topics))


def _badge_width(words: str, font: QFont) -> float:
    return QFontMetricsF(font).horizontalAdvance(words) + 12


def _broken(words: str, font: QFont, width: float) -> tuple[str, str]:
    """What of `words` has room on one line, and what is left, which begins with no stop; no word is parted."""
    metrics = QFontMetricsF(font)
    if metrics.horizontalAdvance(words) <= width:
        return words, ""
    fits = bisect_right(range(len(words)), width, key=lambda n: metrics.horizontalAdvance(words[: n + 1]))
    cut = fits
    while cut and (words[cut] in _CLOSING or (words[cut - 1 : cut + 1].isascii() and words[cut - 1].isalnum())):
        cut -= 1
    return words[: cut or fits], words[cut or fits :].lstrip()


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(200, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        model: Rows = index.model()
        row: Row = index.data(_ROLE)
        found = model.files[row.file]
        area = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("red_pale"))
            painter.drawRoundedRect(area.adjusted(2, 1, -2, -1), 5, 5)
        out = row.file in model.left_out or found.already
        left = area.left() + (12 if row.part == FILE else 30)
        if row.part != FILE:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("handle") if row.part == UNPLACED else INKS[row.part % len(INKS)])
            painter.drawRoundedRect(QRectF(area.left() + 16, area.top() + 9, 4, area.height() - 18), 2, 2)
        elif row.file:
            painter.setPen(theme.colour("line"))
            painter.drawLine(area.topLeft(), area.topRight())
        head, more = model.words(row)
        wrong = found.error is not None
        font = theme.sans(theme.SIZE, bold=row.part == FILE)
        width = area.right() - left - 10
        self._say(painter, head, font, "muted" if out else "ink", QRectF(left, area.top() + 5, width, 21),
                  Qt.TextElideMode.ElideMiddle if row.part == FILE else Qt.TextElideMode.ElideRight)
        small = theme.sans(theme.SMALL)
        badges = [] if out else model.badges(row)
        of_article = row.part >= 0
        at = area.right() - 10 - sum(_badge_width(words, small) + 5 for words, _ in badges) if of_article else left
        if of_article:  # the place with the counts beside it, the topics have a line of their own
            head = found.heads[row.part]
            self._say(painter, topics_of(head), small, "muted", QRectF(left, area.top() + 48, width, 20),
                      Qt.TextElideMode.ElideRight)
            more, width = place_of(head) or tr("地点不明"), at - left - 6
        for words, ground in badges:
            at += self._badge(painter, words, ground, small, at, area.top() + (27 if of_article else 49)) + 5
        if wrong:  # why, in two lines where it takes as many
            first, rest = _broken(more, small, width)
            self._say(painter, first, small, "red", QRectF(left, area.top() + 26, width, 20),
                      Qt.TextElideMode.ElideRight)
            more = rest
        self._say(painter, more, small, "red" if wrong else "muted",
                  QRectF(left, area.top() + (47 if wrong else 26), width, 20), Qt.TextElideMode.ElideRight)
        painter.restore()

    @staticmethod
    def _say(painter: QPainter, words: str, font, ink: str, place: QRectF, elide: Qt.TextElideMode) -> None:
        painter.setFont(font)
        painter.setPen(theme.colour(ink))
        words = QFontMetricsF(font).elidedText(words, elide, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)

    @staticmethod
    def _badge(painter: QPainter, words: str, ground: str, font, left: float, top: float) -> float:
        width = _badge_width(words, font)
        place = QRectF(left, top, width, 19)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(place, 4, 4)
        painter.setPen(theme.colour("ink"))
        painter.setFont(font)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
        return width


class FoundList(QListView):
    """The list with its looks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = Rows(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Delegate(self))
        self.setUniformItemSizes(True)  # a thousand pages need no measuring
        self.setLayoutMode(QListView.LayoutMode.Batched)  # nor are they laid out in one go
        self.setBatchSize(400)
        self._wanted = -1  # a row to go to as soon as it is laid out
        self.setObjectName("foundlist")
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("找到的文章"))

        self.verticalScrollBar().rangeChanged.connect(lambda *_: self._reached())

    def scrollTo(self, index: QModelIndex, hint: QListView.ScrollHint = QListView.ScrollHint.EnsureVisible) -> None:
        self._wanted = index.row() if self._far(index.row()) else -1
        super().scrollTo(index, hint)

    def _far(self, row: int) -> bool:
        """Whether a row is not laid out yet."""
        return (row + 1) * HEIGHT > self.verticalScrollBar().maximum() + self.viewport().height()

    def _reached(self) -> None:
        """Go to the row that was asked for before it was laid out."""
        if self._wanted >= 0 and not self._far(self._wanted):
            self.scrollTo(self.rows.index(min(self._wanted, self.rows.rowCount() - 1)))

    def chosen(self) -> Row | None:
        index = self.currentIndex()
        return self.rows.rows[index.row()] if index.isValid() else None

    def choose(self, row: Row) -> None:
        if row in self.rows.rows:
            self.setCurrentIndex(self.rows.index(self.rows.rows.index(row)))

"""The metrics of an article as a table model, and how a number is written in a narrow column."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from db.model import Article, Metric, Said
from ui import saying
from ui.i18n import later, tr

SUBJECT, VALUE, UNIT, QUALIFIER, PERIOD = range(5)
HEADS = (later("对象"), later("数值"), later("单位"), later("限定"), later("时间"))
QUALIFIERS = {
    "exact": "",
    "over": later("超过"),
    "about": later("约"),
    "nearly": later("近"),
    "under": later("不足"),
    "range": later("区间"),
}
CHANGES = {"up": later("新增"), "down": later("减少"), "to": later("达到")}
RATES = {"up": later("增长"), "down": later("下降"), "to": later("达到")}  # of what is a rate, not a count
_RATE_UNITS = {"%", "‰", "个百分点", "百分点", "倍"}
ROLES = {  # of the two metrics of a pair
    "planned_done": (later("计划"), later("已完成")),
    "before_after": (later("原来"), later("现在")),
    "whole_part": ("", later("其中")),
}
NOTHING = "—"

_YI = 100_000_000  # from here on a number is read in 亿 more easily than by its zeros

Index = QModelIndex | QPersistentModelIndex


def number(value: float) -> str:
    """53448 -> "53,448", 6902.91 -> "6,902.91", 680000000 -> "6.8亿"."""
    if abs(value) >= _YI:
        return number(value / _YI) + "亿"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.6f}".rstrip("0")


def shown(metric: Metric) -> str:
    """The value of a metric, or its two ends: "3–5"."""
    low = number(metric.value)
    return low if metric.value_max is None else f"{low}–{number(metric.value_max)}"


def limits(metric: Metric, role: str = "") -> str:
    """What its number must be read with: its role in a pair, qualifier and direction; — where there is none of them."""
    changes = RATES if metric.unit in _RATE_UNITS else CHANGES
    words = (role, QUALIFIERS[metric.qualifier], changes.get(metric.change or "", ""))
    return "，".join(tr(word) for word in words if word) or NOTHING


def roles(article: Article) -> dict[int, str]:
    """Index of a metric -> what it is in its pair (计划, 已完成 …), for those that have a say in one."""
    said: dict[int, str] = {}
    for pair in article.pairs:
        for index, role in zip((pair.first, pair.second), ROLES[pair.kind], strict=True):
            if role:
                said.setdefault(index, role)
    return said


def unfaithful(article: Article) -> list[int]:
    """Indices of the metrics whose words are not where they are said to be; a sound library has none."""
    return [n for n, m in enumerate(article.metrics) if article.text[m.start : m.end] != m.text]


class MetricsModel(QAbstractTableModel):
    """One row a metric, in the order of the text; row n is the metric of index n."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._article: Article | None = None
        self._roles: dict[int, str] = {}
        self._said: dict[int, list[Said]] = {}

    def set_article(self, article: Article | None, said: Iterable[Said] = ()) -> None:
        """Hold the metrics of `article`; what of `said` speaks of one is told with it."""
        self.beginResetModel()
        self._said = {}
        for one in said:
            if one.metric is not None:
                self._said.setdefault(one.metric, []).append(one)
        self._article = article
        self._roles = roles(article) if article else {}
        self.endResetModel()

    def metric(self, row: int) -> Metric:
        return self._article.metrics[row]

    def said(self, row: int) -> list[Said]:
        """What a person said of the metric in that row."""
        return self._said.get(row, [])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self._article is None else len(self._article.metrics)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADS)

    def words(self, row: int, column: int) -> str:
        metric = self.metric(row)
        if column == SUBJECT:
            return metric.subject
        if column == VALUE:
            return shown(metric)
        if column == UNIT:
            return metric.unit or NOTHING
        return limits(metric, self._roles.get(row, "")) if column == QUALIFIER else metric.period or NOTHING

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= self.rowCount():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if index.column() == VALUE else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return self._tip(index.row())
        return None

    def _tip(self, row: int) -> str:
        metric = self.metric(row)
        place = f"（{metric.region.replace('/', ' › ')}）" if metric.region else ""
        sentence = self._article.text[slice(*metric.sentence)]
        tip = tr("{subject}{place}\n原文：{words}\n出处：{sentence}", subject=metric.subject, place=place,
                 words=metric.text, sentence=sentence)
        return "\n".join([tip, *(saying.told(one.patch) for one in self.said(row))])

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(HEADS):
            if role == Qt.ItemDataRole.DisplayRole:
                return tr(HEADS[section])
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return self.data_side(section)
        return None

    @staticmethod
    def data_side(column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if column == VALUE else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

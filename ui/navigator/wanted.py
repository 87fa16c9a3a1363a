"""What the reader is looking for: words and filters, and what each filter is called."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal

from db.selection import Collection, Facet, Filter, Selection
from ui.i18n import later, tr

FACETS: dict[Facet, str] = {
    "region": later("地区"),
    "topic": later("主题"),
    "year": later("年份"),
    "paper": later("报纸"),
    "unit": later("指标单位"),
    "collection": later("专题"),
}
NONE = {
    "region": later("未标地区"),
    "topic": later("未分主题"),
    "year": later("没有日期"),
    "paper": later("没有报纸名"),
    "unit": later("没有指标"),
}


class Wanted(QObject):
    """A Selection that is put together by clicks and keys. `topic_label` names a topic by its code."""

    changed = Signal()  # its filters

    def __init__(self, topic_label: Callable[[str], str] = str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.typed = ""
        self.filters: tuple[Filter, ...] = ()
        self.collections: dict[str, str] = {}  # names by their keys
        self._topic_label = topic_label

    @property
    def selection(self) -> Selection:
        return Selection(self.typed, self.filters)

    def __bool__(self) -> bool:
        """Whether anything is looked for; if not, the tree is the way to a case."""
        return bool(self.typed or self.filters)

    def state(self, facet: Facet, key: str) -> bool | None:
        """True where the node is asked for, False where it is excluded, None where neither."""
        return next((not one.exclude for one in self.filters if (one.facet, one.key) == (facet, key)), None)

    def toggle(self, facet: Facet, key: str, exclude: bool = False) -> None:
        """Ask for a node of a facet, or exclude it; if that was so already, do no longer."""
        was = self.state(facet, key)
        filters = [one for one in self.filters if (one.facet, one.key) != (facet, key)]
        if was is None or was == exclude:
            filters.append(Filter(facet, key, exclude))
        self.set_filters(filters)

    def set_filters(self, filters: Iterable[Filter]) -> None:
        if (filters := tuple(filters)) != self.filters:
            self.filters = filters
            self.changed.emit()

    def name(self, facet: Facet, key: str, label: str = "") -> str:
        """What a node of a facet is called; `label` as the library names it."""
        if facet == "collection":
            return self.collections.get(key) or label or tr("已删除的专题")
        if facet == "starred":
            return tr("加星的案例")
        if not key:
            return tr(NONE[facet])
        if facet == "year":
            return tr("{year} 年", year=key)
        if facet == "topic":
            return self._topic_label(key)
        return key.rpartition("/")[2] if facet == "region" else label or key

    def words(self, one: Filter) -> str:
        """A filter in a word or two: 三明市, 不含 2021 年, 单位 万元."""
        name = self.name(one.facet, one.key)
        if one.facet == "unit" and one.key:
            name = tr("单位 {unit}", unit=name)
        return tr("不含 {name}", name=name) if one.exclude else name

    def told(self, one: Filter) -> str:
        """A filter in full: 地区：福建省 › 三明市."""
        name = one.key.replace("/", " › ") if one.facet == "region" and one.key else self.name(one.facet, one.key)
        whole = f"{tr(FACETS[one.facet])}：{name}" if one.facet in FACETS else name
        return tr("不含 {name}", name=whole) if one.exclude else whole

    def summary(self) -> str:
        """All that is looked for in one line, as a saved search is named at first."""
        return " · ".join(filter(None, (self.typed, *(self.words(one) for one in self.filters))))

    def set_collections(self, collections: Iterable[Collection]) -> None:
        self.collections = {str(one.id): one.name for one in collections if one.kind == "collection"}

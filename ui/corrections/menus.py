"""The menus of the right button: what can be said about the words or the metric under it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from db.model import Said
from ui import saying
from ui.corrections.notes import swatch
from ui.i18n import tr


@dataclass(frozen=True, slots=True)
class Ways:
    """What a menu's entries do."""

    details: Callable[[str], object]
    metric: Callable[[int], object]
    strike: Callable[[int], object]
    highlight: Callable[[str], object]
    open_note: Callable[[int], object]
    withdraw: Callable[[int], object]
    heading: Callable[[int], object]
    drop_heading: Callable[[int], object]
    add_heading: Callable[[int], object]
    point: Callable[[str], object]


def article_menu(parent: QWidget, actions: Callable[[str], QAction], ways: Ways, *, selected: bool,
                 metric: int | None, note: int | None, said: Sequence[Said], field: str, heading: int | None,
                 paragraph: int | None) -> QMenu:
    """For the page: `selected` words, or what is under the pointer there."""
    menu = QMenu(parent)
    menu.addAction(actions("copy"))
    menu.addSeparator()
    if selected:
        colours = menu.addMenu(tr("高亮"))
        for name, word in saying.COLOURS.items():
            colours.addAction(swatch(name), tr(word)).triggered.connect(lambda _=False, name=name: ways.highlight(name))
        for name in ("note", "correct_text", "add_metric"):
            menu.addAction(actions(name))
        summary = menu.addMenu(tr("列入摘要"))
        for part, words in saying.PARTS.items():
            entry = summary.addAction(tr("设为{part}", part=tr(words)))
            entry.triggered.connect(lambda _=False, part=part: ways.point(part))
        menu.addSeparator()
    if heading is not None:
        menu.addAction(tr("改小标题…")).triggered.connect(lambda: ways.heading(heading))
        menu.addAction(tr("去掉小标题")).triggered.connect(lambda: ways.drop_heading(heading))
        menu.addSeparator()
    elif paragraph is not None:
        menu.addAction(tr("在这一段上方加小标题…")).triggered.connect(lambda: ways.add_heading(paragraph))
        menu.addSeparator()
    if note is not None:
        menu.addAction(tr("修改批注…")).triggered.connect(lambda: ways.open_note(note))
        menu.addAction(tr("删除批注或高亮")).triggered.connect(lambda: ways.withdraw(note))
        menu.addSeparator()
    if metric is not None:
        _of_metric(menu, ways, metric)
    _restores(menu, ways, said)
    if field or not (selected or (note, metric, heading, paragraph) != (None,) * 4):
        menu.addAction(tr("更正案例信息…")).triggered.connect(lambda: ways.details(field or "title"))
    menu.addAction(actions("corrections"))
    return menu


def metric_menu(parent: QWidget, actions: Callable[[str], QAction], ways: Ways, metric: int,
                said: Sequence[Said]) -> QMenu:
    """For a row of the table."""
    menu = QMenu(parent)
    _of_metric(menu, ways, metric)
    _restores(menu, ways, said)
    menu.addAction(actions("copy_metrics"))
    menu.addAction(actions("corrections"))
    return menu


def _of_metric(menu: QMenu, ways: Ways, metric: int) -> None:
    menu.addAction(tr("更正这项指标…")).triggered.connect(lambda: ways.metric(metric))
    menu.addAction(tr("划掉这项指标")).triggered.connect(lambda: ways.strike(metric))
    menu.addSeparator()


def _restores(menu: QMenu, ways: Ways, said: Sequence[Said]) -> None:
    for one in said:
        patch = one.patch
        words = (tr("去掉人工添加的这项指标") if patch.kind == "add" else
                 tr("恢复{what}：{was}", what=saying.what(patch), was=saying.short(saying.was(patch), 30)))
        menu.addAction(words.replace("&", "&&")).triggered.connect(lambda _=False, one=one: ways.withdraw(one.patch.id))
    if said:
        menu.addSeparator()

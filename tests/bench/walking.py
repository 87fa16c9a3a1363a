"""What a reader does in a window for bench_stall: types, scrolls, opens cases, goes far down a branch, compares."""

import random
from collections.abc import Callable

from PySide6.QtCore import Qt

from db.library import Library
from tests.bench.pulse import press, rest

TYPED = ("老旧小区", "改造 居民", "社", "垃圾分类", "sanming", "2020年", "“社会主义”", "-中国 发展")
CASES = 40
DEEP = 60  # times the end of a branch is scrolled to


def walk(window, note: Callable[[str], None]) -> None:
    """All of it, each stretch noted by its name."""
    for stretch in (typing, scrolling, opening_cases, down_a_huge_branch, comparing_figures):
        stretch(window)
        note(stretch.__name__.replace("_", " "))


def typing(window) -> None:
    """Type, walk through the hits, open one."""
    box = window.navigator.box
    box.setFocus()
    for typed in TYPED:
        for character in typed:
            press(box, 0, character)
            rest(90)
        rest(350)
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return):
            press(box, key)
            rest(120)
        for _ in typed:
            press(box, Qt.Key.Key_Backspace)
            rest(40)
        rest(200)
    box.clear()
    rest(300)


def scrolling(window) -> None:
    """Open branches; scroll the hits, the tree and the article."""
    navigator, tree, model = window.navigator, window.navigator.tree, window.navigator.model
    for n in range(model.rowCount()):
        tree.expand(model.index(n, 0))
        rest(100)
    first = model.index(0, 0)
    for n in range(min(3, model.rowCount(first))):
        tree.expand(model.index(n, 0, first))
        rest(100)
    navigator.box.setText("社")
    rest(500)
    for view in (navigator.hits, tree, window.article):
        if view is tree:
            navigator.box.clear()
            rest(400)
        bar = view.verticalScrollBar()
        for turn in range(120):
            bar.setValue(bar.value() + (60 if turn < 80 else -90))
            rest(16)


def opening_cases(window) -> None:
    with Library.open(window.library.path) as library:
        many = library.counts().cases
    for number in random.Random(5).sample(range(1, many + 1), min(CASES, many)):
        window.open_case(number)
        rest(150)


def down_a_huge_branch(window) -> None:
    """Open the largest topic and scroll to its end again and again, then open a case with the tree as long as that."""
    tree, model = window.navigator.tree, window.navigator.model
    topics = model.find(["root:topics"])
    tree.expand(topics)
    rest(100)
    largest = max((model.index(n, 0, topics) for n in range(model.rowCount(topics))),
                  key=lambda index: model.branch(index).count)
    tree.scrollTo(largest)
    tree.expand(largest)
    rest(200)
    for _ in range(DEEP):
        tree.scrollTo(model.index(model.rowCount(largest) - 1, 0, largest))
        rest(40)
    for number in (1, 2, 3):
        window.open_case(number)
        rest(200)


def comparing_figures(window) -> None:
    """Lists of figures: all, of a thing, of a kind; scroll, open one, go back."""
    window.commands["across"].trigger()
    rest(2500)
    view = window.across.view
    for words in ("老旧小区", "", "改造"):
        view.filters.thing.setText(words)
        rest(1500)
        bar = view.table.verticalScrollBar()
        for _ in range(40):
            bar.setValue(bar.value() + 150)
            rest(16)
    for n in (1, 2, 0):
        view.filters.unit.setCurrentIndex(n)
        rest(1500)
    view.charts.setChecked(True)
    rest(1000)
    view.lists.setChecked(True)
    rest(300)
    if view.table.model().rowCount():
        window.across.open_row(0)
        rest(500)
        window.across.show()
        rest(500)
    window.across.leave()
    rest(500)

import sys

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QAbstractItemModelTester

from db.library import Library
from db.model import Branch
from ui.navigator import tree
from ui.navigator.branches import NEAR
from ui.navigator.tree import BRANCH, STEP, TreeModel, TreeView
from ui.navigator.trunk import LISTS, Trunk

TESTER = QAbstractItemModelTester.FailureReportingMode.Warning


def many(parent: str, offset: int, limit: int) -> tuple[Branch, ...]:
    """A root with a branch of 450 cases, as a library would answer."""
    if not parent:
        return (Branch("root:regions", "root", "地区", 450, True),)[offset : offset + limit]
    if parent == "root:regions":
        return (Branch("region:甲", "region", "甲", 450, True),)[offset : offset + limit]
    last = min(450, offset + limit)
    return tuple(Branch(f"case:{n}", "case", f"第{n}个案例" * 9, 1, False, n) for n in range(offset, last))


def labels(model: TreeModel, parent: QModelIndex) -> list[str]:
    return [model.index(row, 0, parent).data() for row in range(model.rowCount(parent))]


def opened(qtbot) -> tuple[TreeModel, TreeView, QModelIndex]:
    """A tree of `many`, shown, and its long branch, opened."""
    model, view = TreeModel(many), TreeView()
    view.setModel(model)
    qtbot.addWidget(view)
    view.resize(280, 500)
    with qtbot.waitExposed(view):
        view.show()
    branch = model.find(["root:regions", "region:甲"])
    view.expand(branch.parent())
    view.expand(branch)
    return model, view, branch


def test_the_model_keeps_qt_s_rules_while_it_grows(library_file, qapp) -> None:
    with Library.open(library_file) as library:
        model = TreeModel(library.branches)
        tester = QAbstractItemModelTester(model, TESTER)
        assert model.hasChildren()
        model.fetchMore(QModelIndex())
        assert labels(model, QModelIndex()) == ["地区", "主题"]
        open_ended = [model.index(row, 0) for row in range(2)]
        cases = set()
        while open_ended:
            parent = open_ended.pop()
            model.fetchMore(parent)
            while model.can_read_on(parent):
                model.read_on(parent)
            children = [model.index(row, 0, parent) for row in range(model.rowCount(parent))]
            assert children, parent.data()
            assert all(child.parent() == parent for child in children)
            open_ended += [child for child in children if model.hasChildren(child)]
            cases |= {child.data(BRANCH).case_id for child in children}
        assert cases - {None} == {1, 2, 3, 4, 5, 6}
        model.set_branches(None)
        assert not model.hasChildren()
        del tester


def test_children_are_read_only_when_asked_for(qapp) -> None:
    asked = []

    def counting(parent: str, offset: int, limit: int) -> tuple[Branch, ...]:
        asked.append((parent, offset))
        return many(parent, offset, limit)

    model = TreeModel(counting)
    assert ("region:甲", 0) not in asked
    index = model.find(["root:regions", "region:甲"])
    assert ("region:甲", 0) not in asked
    model.fetchMore(index)
    assert model.rowCount(index) == STEP
    assert not model.canFetchMore(index), "or QTreeView would read the whole branch at once"
    while model.can_read_on(index):
        model.read_on(index)
    assert model.rowCount(index) == 450
    assert asked.count(("region:甲", 0)) == 1
    assert not model.can_read_on(index)


def test_find_goes_as_far_as_the_way_leads(qapp) -> None:
    model = TreeModel(many)
    assert model.find(["root:regions", "region:甲", "region:甲/乙"]).data() == "甲"
    assert not model.find(["root:nothing"]).isValid()
    branch = model.find(["root:regions", "region:甲"])
    assert not model.case(branch, 449).isValid()
    assert model.rowCount(branch) <= NEAR
    while model.can_read_on(branch):
        model.read_on(branch)
    assert model.case(branch, 449).row() == 449, "what was read already is looked through"


def test_a_case_far_down_a_huge_branch_is_not_looked_for_to_the_end(qtbot) -> None:
    asked = []

    def huge(parent: str, offset: int, limit: int) -> tuple[Branch, ...]:
        asked.append(parent)
        if not parent or parent == "root:regions":
            return many(parent, offset, limit)
        last = min(100_000, offset + limit)
        return tuple(Branch(f"case:{n}", "case", f"第{n}个案例", 1, False, n) for n in range(offset, last))

    trunk = Trunk()
    qtbot.addWidget(trunk)
    trunk.set_branches(huge)
    trail = ["root:regions", "region:甲"]
    assert not trunk.select_case(90_000, trail)
    assert trunk.currentIndex().data() == "甲", "the branch is as near as the tree leads"
    assert asked.count("region:甲") <= NEAR // STEP + 1
    assert trunk.select_case(30, trail)
    assert trunk.currentIndex().data(BRANCH).case_id == 30


def test_the_lists_come_and_go_without_the_rest_being_read_anew(qtbot) -> None:
    kept: list[Branch] = []
    asked = []

    def both(parent: str = "", offset: int = 0, limit: int | None = None) -> tuple[Branch, ...]:
        asked.append(parent)
        if parent == LISTS:
            return tuple(kept)
        if not parent:
            root = (Branch(LISTS, "root", "收藏与检索", 0, True),) if kept else ()
            return root + many(parent, offset, limit)
        return many(parent, offset, limit)

    trunk = Trunk()
    qtbot.addWidget(trunk)
    trunk.set_branches(both)
    trunk.select_case(7, ["root:regions", "region:甲"])
    asked.clear()
    kept.append(Branch("list:3", "collection", "老旧小区", 2, True))
    trunk.renew_lists()
    assert labels(trunk.branches, QModelIndex()) == ["收藏与检索", "地区"]
    assert labels(trunk.branches, trunk.branches.index(0, 0)) == ["老旧小区"]
    assert trunk.isExpanded(trunk.branches.index(0, 0))
    assert trunk.currentIndex().data(BRANCH).case_id == 7
    assert "region:甲" not in asked
    kept.clear()
    trunk.renew_lists()
    assert labels(trunk.branches, QModelIndex()) == ["地区"]
    assert trunk.currentIndex().data(BRANCH).case_id == 7


def test_the_model_keeps_qt_s_rules_while_lists_come_and_go(qapp) -> None:
    kept = [Branch(LISTS, "root", "收藏与检索", 0, True)]

    def both(parent: str, offset: int, limit: int) -> tuple[Branch, ...]:
        return (() if parent else tuple(kept)) + many(parent, offset, limit) if parent != LISTS else ()

    model = TreeModel(both)
    tester = QAbstractItemModelTester(model, TESTER)
    model.fetchMore(QModelIndex())
    case = model.find(["root:regions", "region:甲", "case:3"])
    for present in (False, True, True, False):
        kept[:] = [Branch(LISTS, "root", "收藏与检索", 0, True)] if present else []
        model.renew(LISTS)
        assert labels(model, QModelIndex()) == (["收藏与检索", "地区"] if present else ["地区"])
        assert case.parent().parent().row() == int(present)
    del tester


def test_scrolling_to_the_end_of_a_long_branch_reads_on(qtbot) -> None:
    model, view, index = opened(qtbot)
    assert model.rowCount(index) == STEP
    for _ in range(450 // STEP):
        view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
        view.executeDelayedItemsLayout()
    assert model.rowCount(index) == 450


def test_a_view_lays_out_thousands_of_rows_without_asking_for_each(qtbot) -> None:
    model, view, branch = opened(qtbot)
    while model.can_read_on(branch):
        model.read_on(branch)
    asked = []
    sys.setprofile(lambda frame, event, _: asked.append(frame.f_code.co_name) if event == "call" else None)
    try:
        view.doItemsLayout()
    finally:
        sys.setprofile(None)
    assert len(asked) < 100, "a row of a huge branch must cost next to nothing"


def test_a_long_title_is_elided_and_told_whole_in_a_tooltip(qtbot, monkeypatch) -> None:
    model, view, branch = opened(qtbot)
    told: list[str] = []
    monkeypatch.setattr(tree.QToolTip, "showText", lambda place, words, *_: told.append(words))
    leaf = model.index(0, 0, branch)
    for index in (leaf, branch):
        place = view.visualRect(index).center()
        event = QHelpEvent(QHelpEvent.Type.ToolTip, place, view.viewport().mapToGlobal(place))
        view.viewportEvent(event)
    assert told == [leaf.data(), ""]

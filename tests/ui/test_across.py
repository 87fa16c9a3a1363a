"""指标对比 in the real window: the list, the chart of what is alike, the way to a sentence and back, what leaves."""

import csv
import re
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewWidget
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QToolBar

from db.comparing import Listing
from db.library import Library
from db.model import Page, Source
from tests.db.test_across import SOUTH, told
from ui import i18n
from ui.across.model import LINE, AcrossModel
from ui.across.out import as_text, write_csv
from ui.across.paper import landscape, print_list
from ui.across.table import sentence_parts
from ui.across.view import status
from ui.across.words import CASE, HEADS, QUALIFIER, UNIT, VALUE
from ui.looks import theme
from ui.navigator.tree import BRANCH

EAST = "浙江省/湖州市/德清县"


@pytest.fixture
def compared(tmp_path):
    """A library in which three places tell of the same thing, in other units, at other times, planned and done."""
    file = tmp_path / "compared.casebook"
    with Library.create(file) as library:
        def add(place, text, *figures, **more):
            article = told(text, *figures, place=place, **more)
            library.add(text, Page((article,)), Source(text[:4], date="2022-05-01"))

        add("福建省/三明市/明溪县", "明溪县造林45亩，投入3万元。", ("45亩", 45, "亩", "造林"),
            ("3万元", 30_000, "元", "投入"), title="明溪")
        add(SOUTH, "阆中市造林约3公顷。", ("3公顷", 3, "公顷", "造林", {"qualifier": "about"}), title="阆中")
        add(EAST, "德清县计划造林6公顷，2021年造林8亩。", ("6公顷", 6, "公顷", "造林"),
            ("8亩", 8, "亩", "造林", {"period": "2021年"}), title="德清")
        add("云南省/红河哈尼族彝族自治州/开远市", "开远市修路3公里。", ("3公里", 3, "公里", "修路"), title="开远")
    return file


@pytest.fixture
def across(make_window, compared, qtbot):
    window = make_window()
    window.resize(1280, 800)
    window.start(compared)
    with qtbot.waitExposed(window):
        window.show()
    window.commands["across"].trigger()
    settled(qtbot, window.across)
    return window.across


def settled(qtbot, across) -> None:
    """Until the newest search has told all it has to tell."""
    qtbot.waitUntil(lambda: not across.view.filters._later.isActive() and not across._later.isActive())
    qtbot.waitUntil(lambda: not across._jobs._jobs)  # one is forgotten when all it told has come


def texts(across, column: int) -> list[str]:
    model = across.view.table.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


def figures(across) -> list[str]:
    model = across.view.table.model()
    return [model.line(row).metric.text for row in range(model.rowCount())]


def ask(qtbot, across, field: str, words: str) -> None:
    getattr(across.view.filters, field).setText(words)
    settled(qtbot, across)


def click_row(qtbot, across, row: int) -> None:
    table = across.view.table
    point = QPoint(200, table.rowViewportPosition(row) + 10)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=point)


def test_the_list_is_shown_in_the_place_of_the_article_and_goes_again(across, qtbot):
    window = across._window
    assert across.shown and window.column.isHidden() and window.windowTitle() == "指标对比"
    assert "县" not in window.breadcrumb.text()
    assert figures(across) == ["45亩", "3万元", "3公顷", "6公顷", "8亩", "3公里"]
    assert across.view.status.text() == "共 6 项"
    window.commands["across"].trigger()
    assert not across.shown and window.column.isVisible() and window.windowTitle() == window.case.article.title
    assert "明溪县" in window.breadcrumb.text()


def test_typing_a_thing_narrows_the_list_and_nothing_found_is_told(across, qtbot):
    ask(qtbot, across, "thing", "造林")
    assert figures(across) == ["45亩", "3公顷", "6公顷", "8亩"]
    ask(qtbot, across, "thing", "造桥")
    assert figures(across) == []
    assert across.view.nothing.isVisible() and "没有报道，不等于没有" in across.view.nothing.text()


def test_a_click_on_a_head_orders_by_it_the_largest_value_first(across, qtbot):
    across.view.filters.choose("area")
    settled(qtbot, across)
    head = across.view.table.horizontalHeader()
    at = QPoint(head.sectionViewportPosition(VALUE) + 10, head.height() // 2)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)
    settled(qtbot, across)
    assert figures(across) in (["6公顷", "3公顷", "45亩", "8亩"], ["6公顷", "45亩", "3公顷", "8亩"])
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)
    settled(qtbot, across)
    assert figures(across)[0] == "8亩" and figures(across)[-1] == "6公顷"


def test_values_are_told_in_another_unit_and_that_is_told(across, qtbot):
    filters = across.view.filters
    assert not filters.told_in.isEnabled()  # of values of many dimensions there is no one unit
    filters.choose("area")
    settled(qtbot, across)
    offered = [filters.told_in.itemData(n) for n in range(filters.told_in.count())]
    assert offered[:4] == ["", "平方米", "亩", "万亩"]
    filters.told_in.setCurrentIndex(offered.index("亩"))
    assert texts(across, VALUE) == ["45", "45", "90", "8"]
    assert texts(across, UNIT) == ["亩"] * 4
    assert texts(across, QUALIFIER) == ["", "约，换算", "换算", ""]
    assert figures(across)[1] == "3公顷"  # what is printed is marked in the sentence, whatever the unit
    filters.choose("money")
    settled(qtbot, across)
    assert texts(across, UNIT) == ["元"] and across.view.table.model().unit == ""


def test_a_row_goes_to_its_words_and_the_bar_back_and_on(across, qtbot):
    window = across._window
    click_row(qtbot, across, 1)
    qtbot.waitUntil(lambda: window.article.chosen == 1)
    assert window.case.article.title == "明溪" and not across.shown and window.column.isVisible()
    assert across.bar.isVisible() and across.bar.words.text() == "第 2 项，共 6 项"
    across.bar.after.click()
    qtbot.waitUntil(lambda: window.article.chosen == 0)
    assert window.case.article.title == "阆中" and across.bar.words.text() == "第 3 项，共 6 项"
    across.bar.back.click()
    assert across.shown and across.view.table.currentIndex().row() == 2
    assert window.history.can_back


def test_the_words_of_a_figure_far_down_are_in_view(make_window, tmp_path, qtbot):
    text = "\n".join(["这里没有数字，只有话。" * 12] * 30 + ["造林45亩。"])
    with Library.create(tmp_path / "long.casebook") as library:
        library.add(text, Page((told(text, ("45亩", 45, "亩", "造林")),)), Source("页"))
    window = make_window()
    window.resize(1280, 800)
    window.start(tmp_path / "long.casebook")
    with qtbot.waitExposed(window):
        window.show()
    window.commands["across"].trigger()
    settled(qtbot, window.across)
    click_row(qtbot, window.across, 0)
    qtbot.waitUntil(lambda: window.article.chosen == 0)
    at = window.case.article.metrics[0]
    (rect,) = window.article.setting.text_rects(at.start, at.end)
    assert window.article._seen(rect)


def test_only_what_is_alike_is_drawn_the_rest_is_told(across, qtbot):
    ask(qtbot, across, "thing", "造林")
    across.view.charts.setChecked(True)
    qtbot.waitUntil(lambda: across.view.chart.figure is not None)
    chart = across.view.chart
    assert [(bar.label, bar.value) for bar in chart.figure.figure.bars] in (
        [("明溪县", 45.0), ("阆中市", 45.0)], [("阆中市", 3.0), ("明溪县", 3.0)], [("明溪县", 3.0), ("阆中市", 3.0)])
    shown = {bar.shown for bar in chart.figure.figure.bars}
    assert shown in ({"45亩", "45亩（约3公顷）"}, {"约3公顷", "3公顷（45亩）"})
    assert "1 项一为计划" in chart.why.text() and "1 项时间不同" in chart.why.text()
    # 德清 told of other times and of a plan; only 开远 said nothing of forests.
    assert chart.unreported.text() == "未报道（不等于 0）：开远市"
    window = across._window
    row = next(row for row in chart.figure.rows if row.bar.label == "阆中市")
    qtbot.mouseClick(chart.figure.viewport(), Qt.MouseButton.LeftButton, pos=row.area.center().toPoint())
    qtbot.waitUntil(lambda: window.case.article.title == "阆中" and window.article.chosen == 0)


def test_where_nothing_is_alike_it_is_said_why(across, qtbot):
    ask(qtbot, across, "place", "德清")
    across.view.charts.setChecked(True)
    assert across.view.chart.figure is None
    assert across.view.chart.told.text().startswith("这 2 项指标不能画在一起")
    assert "计划" in across.view.chart.told.text()


def test_what_the_navigator_looks_for_is_the_scope(across, qtbot):
    window = across._window
    window.navigator.box.setText("造林")
    settled(qtbot, across)
    qtbot.waitUntil(lambda: len(figures(across)) == 5)
    assert "造林" in across.view.scope.text() and across.view.whole.isVisible()
    across.view.whole.click()
    settled(qtbot, across)
    assert len(figures(across)) == 6 and "全部案例" in across.view.scope.text()


def test_a_node_of_the_tree_is_the_scope(across, qtbot):
    window = across._window
    tree = window.navigator.tree
    window.navigator.reveal(["root:regions", "region:浙江省"])
    index = tree.currentIndex()
    assert index.data(BRANCH).key == "region:浙江省"
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualRect(index).center())
    settled(qtbot, across)
    assert figures(across) == ["6公顷", "8亩"] and "浙江省" in across.view.scope.text()
    click_row(qtbot, across, 0)
    across.show()
    across.look()  # the tree stands on the case by now
    settled(qtbot, across)
    assert figures(across) == ["6公顷", "8亩"]
    across.view.whole.click()
    settled(qtbot, across)
    assert len(figures(across)) == 6


def test_what_was_corrected_is_in_the_list_at_once(across, qtbot):
    window = across._window
    page = window.library.case(1).page_id
    with Library.open(window.library.path, write=True) as writing:
        writing.remove_page(page)
    window._changed(None)
    settled(qtbot, across)
    assert across.shown and figures(across) == ["3公顷", "6公顷", "8亩", "3公里"]
    qtbot.keyClick(across.view.table, Qt.Key.Key_Escape)
    assert not across.shown


def test_a_case_that_is_gone_leaves_an_empty_row(across, qtbot):
    window = across._window
    with Library.open(window.library.path, write=True) as writing:
        writing.remove_page(writing.case(1).page_id)
    model = across.view.table.model()
    model.set_keys(model.keys, across._lines)
    assert model.line(0) is None and model.index(0, 0).data() is None
    across.view.table.grab()
    click_row(qtbot, across, 0)
    assert across.shown


def test_the_newest_question_wins(across, qtbot):
    for words in ("造", "造林", "修", "修路"):
        across.view.filters.thing.setText(words)
        across.look()
    settled(qtbot, across)
    assert figures(across) == ["3公里"]
    across.look()
    late = across._job
    across.look()
    late.progressed.emit(Listing((), exact=True))
    assert figures(across) == ["3公里"]
    settled(qtbot, across)


def test_the_window_closes_while_a_search_runs(across):
    across._window.navigator.box.setText("造林")
    across.look()
    across._window.close()
    assert not across._jobs.busy


def test_copied_rows_are_a_table_with_their_sentences(across, qtbot):
    across.view.copy_wanted.emit()
    rows = [row.split("\t") for row in QGuiApplication.clipboard().text().splitlines()]
    assert len(rows) == 7 and {len(row) for row in rows} == {len(HEADS) + 2}
    assert rows[3][2:6] == ["造林", "3", "公顷", "约"] and rows[3][-2:] == ["约3公顷", "阆中市造林约3公顷。"]
    across.view.table.selectRow(0)
    across.view.table.selectionModel().select(
        across.view.table.model().index(2, 0),
        across.view.table.selectionModel().SelectionFlag.Select | across.view.table.selectionModel().SelectionFlag.Rows)
    across.copy()
    assert len(QGuiApplication.clipboard().text().splitlines()) == 3


def test_copying_and_printing_mean_the_list_while_it_is_shown(across, monkeypatch):
    window = across._window
    window.commands["copy_metrics"].trigger()
    assert len(QGuiApplication.clipboard().text().splitlines()) == 7
    printed = []
    monkeypatch.setattr("ui.across.paper.preview", lambda parent, lines, *_: printed.append(len(lines)))
    window.commands["print"].trigger()
    window.commands["preview"].trigger()
    assert printed == [6, 6]
    across.leave()
    window.commands["copy_metrics"].trigger()
    assert len(QGuiApplication.clipboard().text().splitlines()) == 4  # title, heads, two metrics


def test_what_is_read_for_printing_is_no_longer_told_when_it_is_read(across, qtbot, monkeypatch):
    monkeypatch.setattr("ui.across.desk.AT_ONCE", 2)
    shown = []
    monkeypatch.setattr("ui.across.paper.preview", lambda *_: shown.append(across._window.statusBar().currentMessage()))
    across.print()
    assert "正在读取" in across._window.statusBar().currentMessage()
    qtbot.waitUntil(lambda: bool(shown))
    assert shown == [""]


def test_its_preview_has_the_tools_of_all_previews(across, monkeypatch):
    from ui.across import paper
    from ui.printing.preview import PrintPreview

    shown = []
    monkeypatch.setattr(PrintPreview, "exec", lambda its: shown.append(its))
    paper.preview(None, across._lines(across.view.table.model().keys[:2]), "全部")
    bar = shown[0].findChild(QToolBar)
    assert bar.widgetForAction(bar.actions()[0]).text() == bar.actions()[0].text() != ""
    pages = shown[0].findChild(QPrintPreviewWidget)
    pages.updatePreview()
    assert pages.pageCount() == 1
    shown[0].close()


def test_many_are_read_apart_and_what_is_left_out_is_told(across, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr("ui.across.desk.AT_ONCE", 2)
    monkeypatch.setattr("ui.across.desk.MOST_OUT", 5)
    across.save(tmp_path / "x.csv")
    assert not (tmp_path / "x.csv").exists()
    settled(qtbot, across)
    assert len((tmp_path / "x.csv").read_text(encoding="utf-8-sig").splitlines()) == 6
    assert "其余的没有包括在内" in across._window.statusBar().currentMessage()


def test_a_spreadsheet_reads_the_exported_list(across, tmp_path):
    across.save(tmp_path / "对比")
    data = (tmp_path / "对比.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines()))
    assert [row["原文"] for row in rows] == ["45亩", "3万元", "约3公顷", "6公顷", "8亩", "3公里"]
    assert rows[1]["数值"] == "30000" and rows[1]["核对"] == "与原文一致" and rows[1]["来源句"].startswith("明溪县造林")


def test_what_leaves_is_told_in_the_unit_that_was_chosen_and_can_be_counted_with(tmp_path, qapp, compared):
    with Library.open(compared) as library:
        own, money, other = library.metric_lines([(1, 0), (1, 1), (2, 0)])
    span = replace(other, metric=replace(other.metric, value=3, value_max=4, qualifier="range"))
    write_csv([own, money, other, span], tmp_path / "x.csv", "亩")
    rows = list(csv.DictReader((tmp_path / "x.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [(row["数值"], row["数值上限"], row["单位"]) for row in rows] == [
        ("45", "", "亩"), ("30000", "", "元"), ("45", "", "亩"), ("45", "60", "亩")]
    told = [row.split("\t")[VALUE : VALUE + 2] for row in as_text([own, money, other, span], "亩").splitlines()[1:]]
    assert told == [["45", "亩"], ["30000", "元"], ["45", "亩"], ["45–60", "亩"]]


def test_words_a_spreadsheet_would_compute_stay_words(tmp_path, qapp, compared):
    with Library.open(compared) as library:
        line = library.metric_lines([(1, 0)])[0]
    line = replace(line, title="=HYPERLINK(1)", sentence="+1\n造林45亩")
    write_csv([line], tmp_path / "x.csv")
    (row,) = list(csv.DictReader((tmp_path / "x.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert row["案例"] == "'=HYPERLINK(1)" and row["来源句"] == "'+1 造林45亩"
    assert "\n" not in as_text([line]).split("\n")[1]


def test_the_list_is_printed_whole(across, tmp_path):
    model = across.view.table.model()
    lines = [model.line(row % model.rowCount()) for row in range(60)]
    printer = landscape(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "x.pdf"))
    pages = print_list(printer, lines, "范围：全部案例")
    written = (tmp_path / "x.pdf").read_bytes()
    assert pages > 1 and len(re.findall(rb"/Type\s*/Page\b", written)) == pages


def test_the_model_keeps_qts_rules_and_reads_only_what_is_seen(across, qtlog):
    asked = []

    def fetch(keys):
        asked.extend(keys)
        return ()

    model = AcrossModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.set_keys(tuple((n, 0) for n in range(10_000)), fetch)
    assert model.rowCount() == 10_000 and len(asked) <= 200
    assert model.index(9_999, CASE).data(LINE) is None
    assert (9_999, 0) in asked and len(asked) <= 400
    model.set_keys((), fetch)
    assert not qtlog.records
    tester.deleteLater()


def test_a_long_sentence_is_cut_around_its_figure(across):
    line = across.view.table.model().line(0)
    long = replace(line, sentence="前" * 300 + "45亩" + "后" * 300, at=300)
    metrics = QFontMetricsF(theme.serif(theme.SIZE))
    for room in (300, 600, 1200):
        before, words, after = sentence_parts(long, metrics, room)
        assert words == "45亩" and before.startswith("…") and after.endswith("…")
        assert metrics.horizontalAdvance(before + words + after) <= room + metrics.horizontalAdvance("一")
    assert sentence_parts(line, metrics, 1200)[0] + "45亩" in line.sentence


def test_what_is_not_as_asked_is_told(qapp):
    assert status(Listing(((1, 0),), exact=True, total=1)) == "共 1 项"
    assert status(Listing(((1, 0),), exact=False, total=30_000)) == "共 30,000 项，列出前 1 项"
    assert status(Listing(((1, 0),), exact=False)) == "多于 1 项，列出前 1 项"
    assert "没有全部排序" in status(Listing(((1, 0),), exact=False, ordered=False))
    assert "没有找完" in status(Listing((), exact=False, ordered=False, whole=False))


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_of_the_fields_and_heads_is_cut(make_window, compared, qtbot, size, language):
    i18n.use_language(language)
    window = make_window()
    window.resize(*size)
    window.start(compared)
    with qtbot.waitExposed(window):
        window.show()
    window.commands["across"].trigger()
    qtbot.waitUntil(lambda: window.across.view.table.model().rowCount() == 6)
    table = window.across.view.table
    head = table.horizontalHeader()
    wide = QFontMetricsF(head.font()).horizontalAdvance
    for column in range(len(HEADS)):
        assert wide(table.model().headerData(column, Qt.Orientation.Horizontal)) + 12 <= head.sectionSize(column)
    filters = window.across.view.filters
    for field in (filters.thing, filters.place, filters.period):
        assert QFontMetricsF(field.font()).horizontalAdvance(field.placeholderText()) <= field.width() - 18
    assert window.across.view.lists.isVisible() is (size[0] == 1280)
    assert window.across.view.chart.isVisible() is (size[0] == 1920)


def choose_node(qtbot, across, *trail) -> None:
    navigator = across._window.navigator
    navigator.reveal(list(trail))
    index = navigator.tree.currentIndex()
    assert index.data(BRANCH).key == trail[-1]
    place = navigator.tree.visualRect(index).center()
    qtbot.mouseClick(navigator.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settled(qtbot, across)


def test_another_library_is_asked_afresh(across, qtbot, library_file):
    window = across._window
    choose_node(qtbot, across, "root:regions", "region:浙江省")
    ask(qtbot, across, "thing", "造林")
    click_row(qtbot, across, 0)
    assert across.bar.isVisible() and across.view.filters.thing.text()
    assert window.open_library(library_file)
    assert across.bar.isHidden() and across.view.filters.thing.text() == ""
    across.show()
    settled(qtbot, across)
    assert "全部案例" in across.view.scope.text() and len(figures(across)) > 20
    assert across.view.table.currentIndex().row() <= 0


def test_words_are_looked_for_everywhere_whatever_node_was_chosen(across, qtbot):
    choose_node(qtbot, across, "root:regions", "region:浙江省")
    assert figures(across) == ["6公顷", "8亩"]
    across._window.navigator.box.setText("明溪")
    settled(qtbot, across)
    qtbot.waitUntil(lambda: figures(across) == ["45亩", "3万元"])
    assert "浙江省" not in across.view.scope.text()


def test_what_is_looked_for_next_counts_though_all_cases_were_wanted_before(across, qtbot):
    window = across._window
    window.navigator.box.setText("明溪")
    settled(qtbot, across)
    across.view.whole.click()
    settled(qtbot, across)
    assert len(figures(across)) == 6
    window.navigator.box.setText("阆中")
    settled(qtbot, across)
    qtbot.waitUntil(lambda: figures(across) == ["3公顷"])


def test_a_case_chosen_in_the_tree_leaves_the_scope_as_it_is(across, qtbot):
    window = across._window
    choose_node(qtbot, across, "root:regions", "region:浙江省")
    leaf = window.navigator.tree
    window.open_case(3)
    window.turns.settle("case")
    place = leaf.visualRect(leaf.currentIndex()).center()
    assert leaf.currentIndex().data(BRANCH).kind == "case"
    qtbot.mouseClick(leaf.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert not across.shown, "its article is shown"
    assert not across._later.isActive() and not across._stale
    across.show()
    across.look()
    settled(qtbot, across)
    assert figures(across) == ["6公顷", "8亩"]


def test_a_question_that_is_put_aside_is_broken_off(across, qtbot):
    across.look()
    first = across._job
    across.look()
    assert first.cancelled and not across._job.cancelled
    settled(qtbot, across)


def test_a_figure_is_marked_in_its_own_case_only(across, qtbot):
    window = across._window
    across.open_row(0)
    window.open_case(4)
    qtbot.wait(20)
    assert window.case.article.title == "开远" and window.article.chosen is None


def test_a_case_opened_another_way_is_no_row_of_the_list(across, qtbot):
    window = across._window
    across.open_row(1)
    assert across.bar.words.text() == "第 2 项，共 6 项"
    window.navigator.case_chosen.emit(4)
    assert across.bar.words.text() == "" and across.bar.isVisible() and across.bar.after.isHidden()

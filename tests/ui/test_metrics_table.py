from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QAbstractItemModelTester

from tests.samples import sample_case, sample_cases
from tests.ui.column import Column
from ui import i18n
from ui.looks import theme
from ui.metrics.model import HEADS, PERIOD, QUALIFIER, SUBJECT, UNIT, VALUE, MetricsModel, limits, number, shown
from ui.metrics.table import MetricsTable


@pytest.fixture
def table(qtbot):
    table = MetricsTable()
    column = Column(table)
    qtbot.addWidget(column)
    table.column = column
    return table


def click(qtbot, table: MetricsTable, row: int) -> None:
    y = table.view.rowViewportPosition(row) + table.view.rowHeight(row) // 2
    qtbot.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, y))


def test_the_model_keeps_qts_rules(qapp, qtlog):
    model = MetricsModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    for case in sample_cases():
        model.set_article(case.article)
    model.set_article(None)
    assert model.rowCount() == 0
    assert not qtlog.records
    tester.deleteLater()


def test_rows_say_what_the_article_says(table):
    article = sample_case("梧州").article
    table.show_metrics(article)
    model = table.model
    rows = [[model.data(model.index(r, c)) for c in range(len(HEADS))] for r in range(model.rowCount())]
    assert ["农户", "2,260", "户", "超过", "截至目前"] in rows
    assert ["衔接资金", "6.8亿", "元", "—", "2022年"] in rows
    assert ["“广电云”用户", "58,200", "户", "—", "目前"] in rows
    assert ["全市农村公路养护总里程", "6,902.91", "公里", "—", "2022年"] in rows
    assert len(rows) == len(article.metrics)


def test_what_is_planned_is_told_from_what_is_done(table):
    table.show_metrics(sample_case("开远").article)
    assert [table.model.words(row, QUALIFIER) for row in range(3)] == ["计划", "—", "已完成"]


def test_numbers_are_written_to_be_read():
    assert [number(n) for n in (0, 25, 53448, 6902.91, 12.6, 99_999_999, 100_000_000, 680_000_000, 1.25e12)] == [
        "0", "25", "53,448", "6,902.91", "12.6", "99,999,999", "1亿", "6.8亿", "12,500亿"]
    metric = sample_case("梧州").article.metrics[0]
    assert shown(replace(metric, value=3, value_max=5)) == "3–5"
    assert limits(replace(metric, qualifier="about", change="up", unit="%")) == "约，增长"
    assert limits(replace(metric, qualifier="exact", change="up", unit="个")) == "新增"
    assert limits(replace(metric, qualifier="exact", change=None)) == "—"


def test_a_click_on_a_row_tells_its_metric_also_the_second_time(qtbot, table):
    table.show_metrics(sample_case("梧州").article)
    qtbot.wait(1)
    told = []
    table.metric_chosen.connect(told.append)
    click(qtbot, table, 4)
    assert told == [4]
    click(qtbot, table, 4)
    assert told == [4, 4]
    qtbot.keyClick(table.view, Qt.Key.Key_Down)
    assert told == [4, 4, 5]


def test_select_is_silent(qtbot, table):
    table.show_metrics(sample_case("梧州").article)
    with qtbot.assertNotEmitted(table.metric_chosen):
        table.select(3)
        assert [i.row() for i in table.view.selectionModel().selectedRows()] == [3]
        table.select(None)
        table.select(99)
        assert not table.view.selectionModel().hasSelection()
        table.show_metrics(sample_case("开远").article)


def test_the_table_is_as_high_as_its_rows_at_every_width(qtbot, table):
    for width in (360, 380, 420, 600):
        for case in sample_cases():
            table.column.resize(width, 900)
            table.show_metrics(case.article)
            qtbot.wait(1)
            view = table.view
            rows = view.model().rowCount()
            if rows:
                assert view.height() == sum(view.rowHeight(row) for row in range(rows))
                assert view.verticalScrollBar().maximum() == 0
                assert table.sizeHint().height() >= view.height()


def test_columns_follow_the_width(qtbot, table):
    table.show_metrics(sample_case("梧州").article)
    qtbot.wait(1)
    narrow, height = table.view.inner(PERIOD), table.view.height()
    table.column.resize(600, 900)
    qtbot.wait(1)
    wide = table.view.inner(PERIOD)
    assert wide[0] > narrow[0] + 100
    assert table.view.height() < height


def test_no_word_of_a_sample_is_cut_and_no_cell_leaves_its_column(qtbot, table):
    for width in (360, 380, 420):
        for case in sample_cases():
            table.column.resize(width, 900)
            table.show_metrics(case.article)
            qtbot.wait(1)
            view, model = table.view, table.model
            for row in range(model.rowCount()):
                for column in (SUBJECT, VALUE, UNIT, QUALIFIER, PERIOD):
                    lines = view.lines(row, column)
                    whole = model.words(row, column).replace(" ", "")
                    assert "".join(lines).replace(" ", "") == whole, (width, whole, lines)
                    left, room = view.inner(column)
                    advance = QFontMetricsF(view.cell_font(column)).horizontalAdvance
                    assert all(advance(line) <= room + 0.5 for line in lines), (width, lines)
                    assert left + room <= view.viewport().width()
                    if column == SUBJECT:
                        em = advance("一")
                        assert view.rowHeight(row) >= len(lines) * 1.3 * em


def test_english_names_of_columns_have_room(qtbot, table):
    i18n.use_language("en")
    try:
        table.show_metrics(sample_case("梧州").article)
        qtbot.wait(1)
        advance = QFontMetricsF(theme.sans(theme.SMALL)).horizontalAdvance
        for column, name in enumerate(HEADS):
            assert advance(i18n.tr(name)) <= table.view.inner(column)[1] + 0.5
    finally:
        i18n.use_language("zh")


def test_tooltip_holds_subject_words_and_sentence(table):
    article = sample_case("开远").article
    table.show_metrics(article)
    tip = table.model.data(table.model.index(1, 0), Qt.ItemDataRole.ToolTipRole)
    assert "53448户" in tip
    assert article.text[slice(*article.metrics[1].sentence)] in tip


def test_heading_counts_and_vouches(table):
    article = sample_case("开远").article
    table.show_metrics(article)
    assert "3 项" in table._heading.aside.text()
    assert "✓" in table._heading.aside.text()
    wrong = replace(article, metrics=(replace(article.metrics[0], text="59个"), *article.metrics[1:]))
    table.show_metrics(wrong)
    assert "1 项与原文不符" in table._heading.aside.text()
    assert "✓" not in table._heading.aside.text()


def test_no_metrics_is_said(table):
    table.show_metrics(sample_case("推进会").article)
    assert table._empty.isVisibleTo(table)
    assert table._heading.aside.text() == "未报道"
    assert not table.view.isVisibleTo(table)
    table.show_metrics(sample_case("开远").article)
    assert table.view.isVisibleTo(table)
    assert not table._empty.isVisibleTo(table)


def test_right_aligned_numbers_end_on_one_edge(qtbot, table):
    table.show_metrics(sample_case("梧州").article)
    qtbot.wait(1)
    image = table.view.grab().toImage()
    left, width = table.view.inner(VALUE)
    edges = set()
    for row in range(table.model.rowCount()):
        if table.model.words(row, VALUE).endswith("亿"):
            continue
        y = table.view.rowViewportPosition(row)
        ink = [x for x in range(round(left), round(left + width) + 2) for dy in range(8, 24)
               if image.pixelColor(x, y + dy).lightness() < 110]
        edges.add(max(ink))
    assert max(edges) - min(edges) <= 3

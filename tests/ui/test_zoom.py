"""The panes beside the article follow its zoom, as far as their column has room."""

from PySide6.QtGui import QFontMetricsF


def ems(window) -> tuple[float, float, float]:
    """The size of the words in table, chart and summary."""
    chart = window.charts.figures[0]
    return (window.metrics.view.em, QFontMetricsF(chart.words[0].font).horizontalAdvance("一"),
            window.summary.sentences[0]._em)


def shown(window, qtbot) -> None:
    qtbot.waitUntil(lambda: bool(window.charts.figures))


def inside(window) -> bool:
    """Whether every column of the table ends in the table."""
    left, width = window.metrics.view.inner(4)
    return left + width <= window.metrics.view.viewport().width()


def test_metrics_charts_and_summary_grow_with_the_article(window, qtbot) -> None:
    shown(window, qtbot)
    before = ems(window)
    assert inside(window)
    window.commands["zoom_in"].trigger()
    after = ems(window)
    assert all(new > old for old, new in zip(before, after, strict=True))
    for _ in range(8):
        window.commands["zoom_in"].trigger()
    assert window.article.zoom() == 2.0
    for case_id in range(1, 7):
        window.open_case(case_id)
        assert inside(window), "the table grows as far as its columns have room"
        assert all(window.metrics.view.lines(row, 1)[0] for row in range(window.metrics.model.rowCount()))
    window.open_case(1)
    shown(window, qtbot)
    window.commands["zoom_reset"].trigger()
    assert ems(window) == before


def test_a_chart_that_comes_later_is_as_large(window, qtbot) -> None:
    shown(window, qtbot)
    before = ems(window)[1]
    window.article.set_zoom(1.4)
    window.open_case(window.case.id)
    shown(window, qtbot)
    assert ems(window)[1] > before * 1.2


def test_the_zoom_is_remembered_for_all_of_them(make_window, window, library_file, qtbot) -> None:
    window.article.set_zoom(1.25)
    window.close()
    again = make_window()
    again.resize(1280, 800)
    again.start(library_file)
    with qtbot.waitExposed(again):
        again.show()
    assert again.metrics.view.wanted == again.summary._zoom == again.charts._zoom == 1.25

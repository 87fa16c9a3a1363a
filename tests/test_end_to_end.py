"""One walk through the whole program: a page's file, import, tree, click, figures, search, PDF. Nothing stands in."""

import subprocess
from pathlib import Path
from shutil import which

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from db import importing
from db.figures import figures
from db.library import Library
from resources import path
from ui.article.document import split_title
from ui.navigator.hits import HIT
from ui.navigator.tree import BRANCH
from ui.settings import Settings


@pytest.fixture
def library_file(tmp_path: Path) -> Path:
    """A library of the bundled page, made the way a person makes one: from its file."""
    page = tmp_path / "page.txt"
    page.write_bytes(path("pages/civilization-page.txt").read_bytes())
    file = tmp_path / "first.casebook"
    with Library.create(file) as library:
        steps = list(importing.import_files([page], library))
    assert [step.error for step in steps if step.error] == []
    return file


def leaves(model, parent) -> dict:
    """Case id -> index of every case below `parent`, fetched as the view would."""
    found = {}
    while model.canFetchMore(parent):
        model.fetchMore(parent)
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        branch = index.data(BRANCH)
        found.update({branch.case_id: index} if branch.case_id is not None else leaves(model, index))
    return found


@pytest.fixture
def window(qtbot, library_file, tmp_path):
    """The real window on that library."""
    from ui.window import Window

    window = Window(Settings(tmp_path / "casebook.ini"))
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.start(library_file)
    with qtbot.waitExposed(window):
        window.show()
    yield window
    window.close()


def click(qtbot, view, place) -> None:
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


@pytest.mark.skipif(which("pdftotext") is None, reason="pdftotext reads the PDF back")
def test_from_a_page_to_a_printed_case(window, qtbot, tmp_path):
    # The tree leads to every case, by place and by topic.
    tree, model = window.navigator.tree, window.navigator.model
    by_place, by_topic = (leaves(model, model.index(row, 0)) for row in range(2))
    assert set(by_place) == set(by_topic) == set(range(1, window.library.counts().cases + 1))

    # A click on a leaf opens its case in every pane. The last one of the page has three figures, two of them a pair.
    last = max(by_place)
    above = by_place[last].parent()
    while above.isValid():
        tree.expand(above)
        above = above.parent()
    tree.scrollTo(by_place[last])
    click(qtbot, tree, tree.visualRect(by_place[last]).center())
    article = window.case.article
    assert window.case.id == last
    assert article.metrics and [article.text[m.start : m.end] for m in article.metrics] == [
        m.text for m in article.metrics
    ]
    qtbot.waitUntil(lambda: len(window.charts.figures) > 0)
    assert [widget.figure for widget in window.charts.figures] == list(figures(article))

    # A click on a row of the table goes to the words, a click on a bar too, a click on the words selects the row.
    table = window.metrics.view
    row = len(article.metrics) - 1
    click(qtbot, table, QPoint(40, table.rowViewportPosition(row) + table.rowHeight(row) // 2))
    assert window.article.chosen == row
    window.charts.metric_chosen.emit(window.charts.figures[0].figure.bars[-1].metric)
    assert window.article.chosen == window.charts.figures[0].figure.bars[-1].metric
    at = window.article.marks.metrics[1][0].center()
    scrolled = QPoint(0, window.article.verticalScrollBar().value())
    click(qtbot, window.article, at.toPoint() - scrolled)
    assert table.currentIndex().row() == 1

    # A word of two characters, as an input method commits it, finds the case.
    typed = QInputMethodEvent()
    typed.setCommitString("物业")
    QApplication.sendEvent(window.navigator.box, typed)
    hits = window.navigator.hits_model
    qtbot.waitUntil(lambda: hits.rowCount() > 0)
    assert last in {hits.index(n, 0).data(HIT).case_id for n in range(hits.rowCount())}

    # On paper: every quoted sentence and every figure is there as text.
    pdf = tmp_path / "case.pdf"
    window.save_pdf(pdf)
    said = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, encoding="utf-8", check=True)
    squashed = "".join(said.stdout.split())
    for part in filter(None, split_title(article)):  # the place before the colon stands as a kicker
        assert "".join(part.split()) in squashed
    assert article.summary
    for point in article.summary:
        assert "".join(point.text.split()) in squashed
    for metric in article.metrics:
        assert f"{metric.value:,g}" in squashed and metric.period in squashed

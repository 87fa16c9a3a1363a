from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor

from db.model import SummaryPoint
from tests.samples import sample_case, sample_cases
from tests.ui.column import Column
from ui.looks import theme
from ui.summary import SummaryView


@pytest.fixture
def view(qtbot):
    view = SummaryView()
    column = Column(view)
    qtbot.addWidget(column)
    view.column = column
    return view


def test_a_click_on_a_sentence_tells_its_span(qtbot, view):
    article = sample_case("梧州").article
    view.show_summary(article)
    assert [s.label for s in view.sentences] == ["背景", "做法", "成效"]
    for sentence in view.sentences:
        with qtbot.waitSignal(view.span_chosen) as told:
            qtbot.mouseClick(sentence, Qt.MouseButton.LeftButton, pos=QPoint(80, 12))
        start, end = told.args
        assert article.text[start:end] == sentence.point.text
        assert [s.marked for s in view.sentences].count(True) == 1
        assert sentence.marked


def test_enter_does_what_a_click_does(qtbot, view):
    view.show_summary(sample_case("梧州").article)
    with qtbot.waitSignal(view.span_chosen):
        qtbot.keyClick(view.sentences[1], Qt.Key.Key_Return)


def test_the_sentence_is_quoted_whole_at_every_width(qtbot, view):
    for width in (360, 380, 420):
        view.column.resize(width, 900)
        for case in sample_cases():
            view.show_summary(case.article)
            qtbot.wait(1)
            for sentence in view.sentences:
                layout, text = sentence.layout_for(sentence.width()), sentence.point.text
                lines = [layout.lineAt(n) for n in range(layout.lineCount())]
                assert lines[-1].textStart() + lines[-1].textLength() == len(text)
                assert all(line.naturalTextWidth() <= line.width() + 0.5 for line in lines)
                assert not any(text[line.textStart()] in "。，、；：”" for line in lines)
                assert sentence.height() >= lines[-1].y() + lines[-1].ascent() + 0.3 * sentence._em
            assert view.sizeHint().height() >= sum(s.height() for s in view.sentences)


def test_points_of_one_part_stand_under_one_label(view):
    article = sample_case("梧州").article
    text = article.text
    points = tuple(SummaryPoint(part, n, n + 20, text[n : n + 20])
                   for n, part in ((100, "practice"), (0, "background"), (200, "practice")))
    view.show_summary(replace(article, summary=points))
    assert [(s.label, s.point.start) for s in view.sentences] == [("背景", 0), ("做法", 100), ("", 200)]


def test_no_summary_is_said_and_nothing_of_the_last_case_stays(view):
    article = sample_case("梧州").article
    view.show_summary(article)
    view.show_summary(replace(article, summary=()))
    assert not view.sentences
    assert view._empty.isVisibleTo(view)
    view.clear()
    assert not view._empty.isVisibleTo(view)


def test_mark_tints_the_sentence_of_a_span_only(view):
    view.show_summary(sample_case("梧州").article)
    point = view.sentences[2].point
    view.mark((point.start, point.end))
    assert [s.marked for s in view.sentences] == [False, False, True]
    view.mark(None)
    assert not any(s.marked for s in view.sentences)


def test_a_sentence_is_tinted_only_while_the_pointer_is_on_it(qtbot, view):
    view.show_summary(sample_case("梧州").article)
    with qtbot.waitExposed(view.column):
        view.column.show()
    first = view.sentences[0]
    corner = QPoint(4, first.height() - 2)
    bare = first.grab().toImage().pixelColor(corner)
    QCursor.setPos(first.mapToGlobal(QPoint(80, 12)))
    qtbot.mouseMove(first, QPoint(80, 12))
    qtbot.waitUntil(lambda: first.grab().toImage().pixelColor(corner) == theme.colour("hover"))
    QCursor.setPos(view.column.mapToGlobal(QPoint(-50, -50)))  # without a word to the sentence
    assert first.grab().toImage().pixelColor(corner) == bare


def test_a_sentence_is_set_once_for_each_width(qtbot, view):
    view.show_summary(sample_case("梧州").article)
    sentence = view.sentences[0]
    assert sentence.layout_for(360) is sentence.layout_for(360)
    assert sentence.layout_for(420).lineAt(0).width() > sentence.layout_for(360).lineAt(0).width()
    for width in range(300, 330):
        assert sentence.layout_for(width) is not sentence.layout_for(360)

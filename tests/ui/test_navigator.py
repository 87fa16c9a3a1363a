from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.finding import pinyin
from db.model import Hit
from db.search import fold
from ui import way
from ui.looks import theme
from ui.navigator.hits import HIT, MARKS
from ui.navigator.tree import BRANCH


def hits(navigator) -> list[Hit]:
    model = navigator.hits_model
    return [model.index(row).data(HIT) for row in range(model.rowCount())]


def typed(navigator, words: str) -> None:
    """Type `words` as an input method hands them over."""
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(navigator.box, event)


def shows_tree(navigator) -> bool:
    return navigator.stack.currentWidget() is navigator.tree


def test_typing_swaps_the_hits_in_and_an_empty_box_the_tree(navigator, qtbot) -> None:
    assert shows_tree(navigator)
    typed(navigator, "物业")
    assert shows_tree(navigator), "it waits until the typing rests"
    qtbot.waitUntil(lambda: not shows_tree(navigator), timeout=4000)
    found = hits(navigator)
    assert found
    assert all("物业" in "".join(words for words, marked in hit.snippet if marked) for hit in found)
    assert navigator.results.told.text() == f"找到 {len(found)} 个案例"
    QTest.keyClick(navigator.box, Qt.Key.Key_Escape)
    assert navigator.box.text() == ""
    assert shows_tree(navigator)


def test_what_was_typed_is_marked_in_the_titles_too(navigator, qtbot) -> None:
    title = navigator.library.case(2).article.title
    navigator.box.setText(title[:4])
    qtbot.waitUntil(lambda: not shows_tree(navigator))
    index = next(navigator.hits_model.index(row) for row in range(navigator.hits_model.rowCount())
                 if navigator.hits_model.index(row).data() == title)
    assert index.data(MARKS) == [(0, 4)]
    picture = navigator.hits.viewport().grab(navigator.hits.visualRect(index)).toImage()
    marked = theme.colour("highlighter").name()
    top = [picture.pixelColor(x, y).name() for x in range(0, 60) for y in range(6, 28)]
    assert top.count(marked) > 40


def test_a_title_is_marked_where_it_is_read_as_was_typed(navigator, qtbot) -> None:
    title = navigator.library.case(2).article.title
    navigator.box.setText("".join(next(pinyin.syllables(fold(title)))[:3]))
    qtbot.waitUntil(lambda: not shows_tree(navigator))
    index = next(navigator.hits_model.index(row) for row in range(navigator.hits_model.rowCount())
                 if navigator.hits_model.index(row).data() == title)
    (start, end), *_ = index.data(MARKS)
    assert end - start == 3


def test_keys_walk_the_hits_from_the_box_and_enter_opens(navigator, qtbot) -> None:
    navigator.box.setFocus()
    typed(navigator, "社区")
    with qtbot.waitSignal(navigator.case_chosen) as first:  # Enter does not wait for the pause, but for the answer
        QTest.keyClick(navigator.box, Qt.Key.Key_Return)
    found = hits(navigator)
    assert len(found) > 1
    assert first.args == [found[0].case_id]
    QTest.keyClick(navigator.box, Qt.Key.Key_Down)
    with qtbot.waitSignal(navigator.case_chosen) as second:
        QTest.keyClick(navigator.box, Qt.Key.Key_Return)
    assert second.args == [found[1].case_id]
    QTest.keyClick(navigator.box, Qt.Key.Key_Up)
    assert navigator.hits.currentIndex().row() == 0
    assert navigator.box.text() == "社区"


def test_a_click_on_a_hit_chooses_it(navigator, qtbot) -> None:
    navigator.box.setText("社区")
    qtbot.waitUntil(lambda: not shows_tree(navigator))
    row = navigator.hits_model.index(1)
    with qtbot.waitSignal(navigator.case_chosen) as chosen:
        place = navigator.hits.visualRect(row).center()
        QTest.mouseClick(navigator.hits.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == [row.data(HIT).case_id]


def test_an_input_method_keeps_its_keys_and_its_half_written_word(navigator, qtbot) -> None:
    navigator.box.setFocus()
    QApplication.sendEvent(navigator.box, QInputMethodEvent("wu'ye", []))
    assert navigator.box.composing
    chosen = []
    navigator.case_chosen.connect(chosen.append)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Escape):
        QTest.keyClick(navigator.box, key)
    qtbot.wait(200)
    assert chosen == []
    assert shows_tree(navigator)
    assert not navigator.tree.currentIndex().isValid()
    typed(navigator, "物业")
    assert not navigator.box.composing
    qtbot.waitUntil(lambda: not shows_tree(navigator))
    assert hits(navigator)


def test_escape_takes_the_words_away_first_and_the_filters_then(navigator, qtbot) -> None:
    navigator.wanted.toggle("topic", "community", False)
    navigator.box.setText("物业")
    navigator.box.setFocus()
    QTest.keyClick(navigator.box, Qt.Key.Key_Escape)
    assert navigator.box.text() == "" and [one.key for one in navigator.wanted.filters] == ["community"]
    QTest.keyClick(navigator.box, Qt.Key.Key_Escape)
    assert not navigator.wanted.filters and shows_tree(navigator)


def test_where_nothing_is_found_it_says_what_to_try(navigator, qtbot) -> None:
    navigator.box.setText("鼋鼍")
    qtbot.waitUntil(lambda: navigator.results.none)
    assert navigator.results.nothing.text().startswith("没有找到“鼋鼍”")
    assert "可以试试" in navigator.results.nothing.text()
    QTest.keyClick(navigator.box, Qt.Key.Key_Return)  # nothing to open, nothing breaks
    navigator.box.setText("\" OR ( NEAR {f} <b>")
    qtbot.wait(200)
    assert not shows_tree(navigator)


def test_a_case_is_revealed_and_chosen(navigator) -> None:
    case = navigator.library.case(2)
    assert navigator.select_case(2, way.case_trail(case.article))
    index = navigator.tree.currentIndex()
    assert index.data(BRANCH).case_id == 2
    assert navigator.tree.isExpanded(index.parent())
    assert navigator.tree.visualRect(index).isValid()
    assert not navigator.select_case(99, way.case_trail(case.article))
    assert not navigator.tree.currentIndex().isValid()


def test_every_case_is_found_by_its_way(navigator) -> None:
    for number in range(1, 7):
        article = navigator.library.case(number).article
        assert navigator.select_case(number, way.case_trail(article)), article.title


def test_a_case_chosen_under_a_topic_stays_there(navigator, qtbot) -> None:
    navigator.reveal(way.topic_trail("community"))
    topic = navigator.tree.currentIndex()
    leaf = navigator.model.index(navigator.model.rowCount(topic) - 1, 0, topic)
    case_id = leaf.data(BRANCH).case_id
    navigator.tree.scrollTo(leaf)
    with qtbot.waitSignal(navigator.case_chosen) as chosen:
        place = navigator.tree.visualRect(leaf).center()
        QTest.mouseClick(navigator.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == [case_id]
    navigator.select_case(case_id, way.case_trail(navigator.library.case(case_id).article))
    assert navigator.tree.currentIndex().parent().data(BRANCH).key == "topic:community"


def test_reading_anew_keeps_what_was_open_and_chosen(navigator) -> None:
    navigator.select_case(1, way.case_trail(navigator.library.case(1).article))
    navigator.reveal(["root:topics", "topic:community"])
    before = navigator.expanded_keys()
    assert "topic:community" in before
    navigator.refresh()
    assert navigator.expanded_keys() == before
    assert navigator.tree.currentIndex().data(BRANCH).key == "topic:community"


def test_escape_in_an_empty_box_goes_back_to_reading(navigator, qtbot) -> None:
    navigator.focus_search()
    with qtbot.waitSignal(navigator.left):
        QTest.keyClick(navigator.box, Qt.Key.Key_Escape)

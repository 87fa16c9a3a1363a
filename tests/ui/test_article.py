from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor

from db.model import Article, Case, Heading, Metric, Repair, Source
from tests.samples import sample_case, sample_cases
from ui.article.document import MEASURE, ROLE, Role, split_title
from ui.article.offsets import JOINT
from ui.article.view import ArticleView
from ui.looks.typesetting import display


@pytest.fixture
def view(qtbot):
    view = ArticleView()
    qtbot.addWidget(view)
    view.resize(760, 700)
    view.show()
    return view


def metric(text: str, words: str, start: int = 0) -> Metric:
    at = text.index(words, start)
    return Metric(at, at + len(words), words, 1, None, "个", "exact", "树", None, None, None, (0, len(text)))


def case_of(text: str, *quantities: str, **more) -> Case:
    metrics = tuple(metric(text, words) for words in quantities)
    return Case(1, 1, Article("题目", text, metrics=metrics, **more), Source("a.txt"))


def words_at(view: ArticleView, a: int, b: int) -> str:
    cursor = QTextCursor(view.document())
    cursor.setPosition(a)
    cursor.setPosition(b, QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText().replace(JOINT, "")


def click(qtbot, view: ArticleView, rect) -> None:
    y = rect.center().y() - view.verticalScrollBar().value()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(round(rect.center().x()), round(y)))


def test_no_quantity_is_torn_at_the_end_of_a_line(view):
    torn = 0
    for width in range(500, 900, 23):
        view.resize(width, 600)
        for case in sample_cases()[:4]:
            view.show_case(case)
            for m in case.article.metrics:
                if len(m.text) <= 12:
                    assert len(view.setting.text_rects(m.start, m.end)) == 1, (width, m.text)
                torn += len(m.text) > 1
    assert torn > 100


def test_joints_are_neither_copied_nor_in_the_way_of_finding_and_selecting(view):
    view.show_case(case_of("今年种树58棵，又修路3公里。", "58棵", "3公里"))
    text = view.case.article.text
    view.selectAll()
    assert text in view.selected_text() and JOINT not in view.createMimeDataFromSelection().text()
    for words in ("58棵", "树58", "8棵，又", "3公里"):
        assert view.find(words)
        assert view.selected_span() == (text.index(words), text.index(words) + len(words))
        assert view.selected_text() == words
    for words in ("58", "棵", "公里", "3"):  # up to a joint, from a joint on
        at = text.index(words)
        view.select_span((at, at + len(words)))
        assert view.selected_span() == (at, at + len(words)) and view.selected_text() == words
    view.select_span((text.index("58"), text.index("棵")))
    cursor = view.textCursor()
    cursor.setPosition(view.setting.position(text.index("58")))
    cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor, 2)
    view.setTextCursor(cursor)
    assert view.selected_span() == (text.index("58"), text.index("棵")), "the cursor before the joint"
    assert not view.find("没有的")
    assert view.find("题目") and view.find("58棵", forward=False) and view.find("58棵")


def test_every_metric_of_every_sample_lies_under_its_words(view):
    for case in sample_cases():
        view.show_case(case)
        for m in case.article.metrics:
            a, b = view.setting.position(m.start), view.setting.position(m.end)
            assert words_at(view, a, b) == m.text
            assert view.setting.offset(a) == m.start


RARE = "𠮷田社区种了😀👨‍👩‍👧树12棵。\n第二段有𠮷𠮷3座桥，\n\n末段，𡈽地5亩"


def test_offsets_survive_characters_outside_the_first_plane(view):
    view.show_case(case_of(RARE, "12棵", "3座", "5亩", headings=(Heading("𠮷小标题", RARE.index("第二段")),)))
    for offset, c in enumerate(RARE):
        if c != "\n":
            position = view.setting.position(offset)
            assert words_at(view, position, position + (2 if ord(c) > 0xFFFF else 1)) == c
            assert view.setting.offset(position) == offset
    for m in view.case.article.metrics:
        assert words_at(view, view.setting.position(m.start), view.setting.position(m.end)) == m.text
    assert len(view.marks.metrics[0]) == 1


def test_what_would_end_a_block_shifts_nothing(view):
    text = "一\r二\u2029三\ufdd0四\ufffc五\x00六7个"
    view.show_case(case_of(text, "7个"))
    m = view.case.article.metrics[0]
    assert words_at(view, view.setting.position(m.start), view.setting.position(m.end)) == "7个"


def test_headings_and_title_have_no_offset(view):
    case = sample_case("开远")
    view.show_case(case)
    assert view.setting.offset(0) is None
    for start, end in view.setting.headings:
        assert view.setting.offset(start) is None
        assert view.setting.offset(end - 1) is None


def test_each_heading_stands_over_its_paragraph(view):
    case = sample_case("梧州")
    view.show_case(case)
    for heading, (start, _) in zip(case.article.headings, view.setting.headings, strict=True):
        below = view.document().findBlock(start).next()
        assert view.setting.offset(below.position()) == heading.before
        assert below.text()[:8] == case.article.text[heading.before :][:8]


def test_click_on_a_marked_quantity_tells_its_index(qtbot, view):
    view.show_case(sample_case("监控设施"))
    for index in (0, 2, 4):
        with qtbot.waitSignal(view.metric_chosen) as told:
            click(qtbot, view, view.marks.metrics[index][0])
        assert told.args == [index]
        assert view.chosen == index


def test_click_beside_the_quantities_tells_nothing(qtbot, view):
    view.show_case(sample_case("监控设施"))
    between = view.setting.text_rects(1, 2)[0]
    with qtbot.assertNotEmitted(view.metric_chosen):
        click(qtbot, view, between)


def test_mark_metric_brings_it_to_a_third_and_marks_it(view):
    case = sample_case("梧州")
    view.show_case(case)
    view.mark_metric(3)
    rect = view.marks.metrics[3][0]
    y = rect.center().y() - view.verticalScrollBar().value()
    assert abs(y - view.viewport().height() / 3) < 40
    image = view.viewport().grab().toImage()
    inside = image.pixelColor(round(rect.left() - 1), round(y))
    view.mark_metric(-1)
    outside = view.viewport().grab().toImage().pixelColor(round(rect.left() - 1), round(y))
    assert inside != outside
    assert view.chosen is None


def test_mark_span_tints_the_sentence(view):
    case = sample_case("梧州")
    view.show_case(case)
    span = case.article.metrics[5].sentence
    view.mark_span(span)
    top, bottom = view.marks.span[0], view.marks.span[-1]
    assert 0 <= top.top() - view.verticalScrollBar().value() < view.viewport().height() / 2
    assert bottom.bottom() >= top.bottom()
    view.show_case(case)
    assert not view.marks.span


def test_no_line_begins_with_a_closing_mark(view):
    for width in (620, 760, 1000):
        view.resize(width, 700)
        for case in sample_cases():
            view.show_case(case)
            block = view.document().begin()
            while block.isValid():
                layout = block.layout()
                for n in range(1, layout.lineCount()):
                    assert block.text()[layout.lineAt(n).textStart()] not in "。，、；：”’）》！？%"
                block = block.next()


def test_the_measure_is_never_wider_than_promised(view):
    em = view.setting.em
    for width in (480, 620, 1000, 1700):
        view.resize(width, 700)
        view.show_case(sample_case("梧州"))
        block = view.document().findBlock(view.setting.position(0))
        line = block.layout().lineAt(1)
        assert line.naturalTextWidth() <= MEASURE * em + 2
        # in the middle, or with room for the words in the margin
        left = view.document().rootFrame().frameFormat().leftMargin()
        assert left >= 50
        assert left + line.naturalTextWidth() <= view.viewport().width()


def test_repairs_of_one_line_do_not_overlap_and_stay_in_the_margin(view):
    text = "甲乙丙丁戊己庚辛，" * 12
    kinds = ("joined_column_break", "moved_continuation", "corrected_name", "joined_column_break")
    repairs = tuple(Repair(kind, "说明", (n, n + 1), 3 + n, "前", "") for n, kind in enumerate(kinds))
    view.show_case(case_of(text, repairs=repairs))
    places = [seam.place for seam in view.marks.seams]
    assert len(places) == 4
    left = view.document().rootFrame().frameFormat().leftMargin()
    for n, place in enumerate(places):
        assert place.left() >= 0
        assert place.right() < left
        assert not any(place.intersects(other) for other in places[n + 1 :])


def test_repairs_tell_what_was_done(qtbot, view):
    text = "由李聚闽负责。\n第二段。"
    repairs = (
        Repair("corrected_name", "按下文改正人名", (40, 43), 1, "李聚问", "李聚闽"),
        Repair("dropped_duplicate", "去掉重复的一行", (90, 99), None, "重复", ""),
        Repair("added_heading", "补上小标题", (60, 66), 8, "", "小标题"),
    )
    view.show_case(case_of(text, repairs=repairs, headings=(Heading("小标题", 8),)))
    note = words_at(view, *view.setting.note)
    assert "3" in note
    assert "去重 1" in note
    words = {seam.word for seam in view.marks.seams}
    assert words == {"已更名", "补标题"}
    named = next(s for s in view.marks.seams if s.word == "已更名")
    tip = view.tip_at(named.place.center())
    assert "李聚问" in tip and "李聚闽" in tip and "按下文改正人名" in tip
    assert "去掉重复的一行" in view.tip_at(view.marks.note[0].center())
    with qtbot.waitSignal(view.page_requested) as told:
        click(qtbot, view, named.place)
    assert told.args == [40]


def test_repairs_at_any_offset_break_nothing(view):
    text = "甲。\n\n乙"
    for at in range(-2, len(text) + 3):
        for kind in ("joined_column_break", "corrected_name", "added_heading"):
            view.show_case(case_of(text, repairs=(Repair(kind, "说明", (0, 1), at, "", "丙"),)))
            view.grab()


def test_the_tip_of_a_quantity_names_subject_value_and_time(view):
    view.show_case(sample_case("开远"))
    tip = view.tip_at(view.marks.metrics[1][0].center() - QPoint(0, view.verticalScrollBar().value()))
    assert all(words in tip for words in ("居民", "53,448", "户", "2019年以来"))


def test_copy_gives_the_text_of_the_article(view):
    case = sample_case("关爱活动")
    view.show_case(case)
    cursor = view.textCursor()
    cursor.setPosition(view.setting.position(0))
    end = view.setting.position(len(case.article.text))
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    assert view.selected_text() == case.article.text
    assert view.createMimeDataFromSelection().text() == case.article.text
    view.selectAll()
    assert view.selected_text().endswith(case.article.text)
    assert "\ufffc" not in view.selected_text()


def test_find_goes_round_in_both_directions(view):
    case = sample_case("梧州")
    view.show_case(case)
    count, at = case.article.text.count("厕所"), []
    for _ in range(count + 1):
        assert view.find("厕所")
        at.append(view.textCursor().selectionStart())
    assert len(set(at)) == count
    assert at[0] == at[-1]
    assert view.find("厕所", forward=False)
    assert view.textCursor().selectionStart() == at[-2]
    assert not view.find("没有这样的词")
    rect = view.setting.rects(view.textCursor().selectionStart(), view.textCursor().selectionEnd())[0]
    assert 0 <= rect.top() - view.verticalScrollBar().value() < view.viewport().height()


def test_zoom_enlarges_the_page_and_keeps_the_place(view):
    view.show_case(sample_case("梧州"))
    view.mark_metric(6)
    before, em = view.setting.offset(view._top()), view.setting.em
    view.zoom_in()
    assert view.setting.em > em
    assert abs(view.setting.offset(view._top()) - before) < 80
    assert view.chosen == 6
    view.zoom_reset()
    assert view.setting.em == em
    for _ in range(20):
        view.zoom_out()
    assert view.zoom() == 0.7


def test_keys_scroll(qtbot, view):
    view.show_case(sample_case("梧州"))
    bar = view.verticalScrollBar()
    qtbot.keyClick(view, Qt.Key.Key_Space)
    page = bar.value()
    assert page > view.viewport().height() / 2
    qtbot.keyClick(view, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert bar.value() == 0
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert 0 < bar.value() < page
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()


def test_the_last_paragraph_can_be_read_to_its_end(view):
    for case in sample_cases():
        view.show_case(case)
        view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
        last = view.setting.text_rects(len(case.article.text) - 1, len(case.article.text))[0]
        assert last.bottom() - view.verticalScrollBar().value() < view.viewport().height()


def test_no_case_says_what_to_do(view):
    view.clear()
    empty = view.grab().toImage()
    paper = empty.pixelColor(2, 2)
    assert any(empty.pixelColor(x, y) != paper
               for y in range(200, 400, 2) for x in range(200, 560))
    view.show_case(sample_case("开远"))
    view.clear()
    assert view.document().isEmpty()
    assert view.case is None
    view.mark_metric(0)
    view.mark_span((0, 3))
    assert not view.find("小区")


def test_topics_show_in_words_or_not_at_all(qtbot):
    case = sample_case("开远")
    chips = []
    for label in (None, {"renewal": "城市更新"}.get):
        view = ArticleView(topic_label=label)
        qtbot.addWidget(view)
        view.show_case(case)
        block = view.document().begin()
        while block.isValid() and block.blockFormat().property(ROLE) != Role.CHIPS:
            block = block.next()
        chips.append(len(block.text()))
    assert chips == [1, 2]


def test_a_lead_in_becomes_the_kicker():
    article = sample_case("开远").article
    assert split_title(article) == ("云南开远", "改造老旧小区优化居住环境")
    assert split_title(replace(article, kicker="福建三明：", title="甲")) == ("福建三明", "甲")
    assert split_title(replace(article, title="没有引题的题目")) == (None, "没有引题的题目")
    assert display("升级改造 老旧小区") == "升级改造　老旧小区"
    assert display("G7 高速 5 座") == "G7 高速 5 座"


def test_an_article_of_one_character_and_one_of_many(view):
    view.show_case(case_of("5"))
    view.grab()
    view.show_case(case_of(""))
    view.grab()
    text = "他种了12棵树。" * 6000
    many = tuple(metric(text, "12棵", n * 8) for n in range(300))
    view.show_case(Case(1, 1, Article("长文", text, metrics=many), Source("a.txt")))
    view.mark_metric(299)
    assert len(view.marks.metrics) == 300

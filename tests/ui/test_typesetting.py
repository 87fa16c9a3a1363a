import pytest

from ui.looks import theme
from ui.looks.typesetting import balanced, elide, fit, runs, set_lines, tightened, wrap


def width(text: str) -> float:
    """Ten to a Chinese character, five to any other."""
    return sum(5 if c.isascii() else 10 for c in text)


def test_lines_break_between_characters_and_not_before_a_mark():
    assert wrap("甲乙丙，丁戊", width, 30, 9) == ["甲乙", "丙，丁", "戊"]
    assert wrap("甲乙（丙丁）", width, 30, 9) == ["甲乙", "（丙", "丁）"]


def test_numbers_stay_whole():
    assert wrap("甲乙2019年来", width, 30, 9) == ["甲乙", "2019年", "来"]


@pytest.mark.parametrize("text", ["", "甲", "，，，，，，，，", "a" * 40, "（（（（（（（（", "100,000,000.55%%%%"])
def test_any_text_is_set_whole(text):
    assert "".join(wrap(text, width, 25, 99)) == text


def test_the_last_line_says_that_something_was_cut():
    assert wrap("甲乙丙丁戊己庚辛", width, 30, 2) == ["甲乙丙", "丁戊…"]
    assert elide("甲乙丙丁", width, 30) == "甲乙…"
    assert elide("甲乙，丙丁", width, 40) == "甲乙…"
    assert elide("甲乙丙", width, 30) == "甲乙丙"


def test_no_character_stands_alone_where_lines_can_be_of_one_length():
    assert balanced("甲乙丙丁戊己庚", width, 60) == ["甲乙丙丁", "戊己庚"]
    assert balanced("甲乙丙丁戊己庚辛壬癸子", width, 50, 3) == ["甲乙丙丁", "戊己庚辛", "壬癸子"]
    assert balanced("甲乙丙", width, 60) == ["甲乙丙"]


def test_a_break_beside_a_mark_is_preferred_to_a_perfect_balance():
    assert balanced("甲乙丙丁”戊己庚", width, 60) == ["甲乙丙丁”", "戊己庚"]
    assert balanced("甲乙丙丁戊　己庚", width, 60) == ["甲乙丙丁戊", "己庚"]
    assert balanced("甲乙丙丁戊“己庚", width, 60) == ["甲乙丙丁戊", "“己庚"]


def test_a_title_breaks_behind_a_quotation_and_not_inside_what_follows():
    title = "“给山村孩子送本书”爱心公益活动走进北坡小学"
    assert balanced(title, width, 180) == ["“给山村孩子送本书”", "爱心公益活动走进北坡小学"]


def test_a_mark_far_from_the_middle_does_not_make_uneven_lines():
    assert balanced("甲：乙丙丁戊己庚辛壬癸子丑寅", width, 110)[0] != "甲："


def test_words_are_not_torn():
    assert balanced("社会治理的经验", width, 40) == ["社会治理", "的经验"]
    assert balanced("老人活动中心开放", width, 60) == ["老人活动", "中心开放"]
    assert balanced("人民群众生活服务", width, 50) == ["人民群众", "生活服务"]
    for text in ("坚持发展农村经济", "提高城市管理水平", "各级政府部门服务"):
        assert all(len(line) % 2 == 0 for line in balanced(text, width, 70)), text  # words of two characters all


def test_a_title_takes_a_line_more_rather_than_tear_a_word():
    assert balanced("“给山村孩子送书”网络", width, 90, 2) == ["“给山村孩子送书”", "网络"]
    title = "“给山村孩子送书本”网络公益助学走进四方小学"
    assert all("网络" in line or ("网" not in line and "络" not in line) for line in balanced(title, width, 115, 5))


def test_a_word_is_torn_where_nothing_else_fits():
    assert balanced("人民政府", width, 30) == ["人民", "政府"]
    assert "".join(balanced("中华人民共和国", width, 10, 9)) == "中华人民共和国"


def test_a_mark_gives_way_to_the_mark_behind_it():
    assert runs("说：“好。”他") == [("说", False), ("：", True), ("“好", False), ("。", True), ("”他", False)]
    assert "".join(words for words, _ in runs("甲”、“乙”。")) == "甲”、“乙”。"


def test_lines_set_for_painting_hold_marks_together(qapp):
    font = theme.sans()
    loose, tight = (set_lines(text, font, 1000, 20) for text in ("一一一。", "一一”。"))
    assert tight.lineAt(0).naturalTextWidth() < 0.9 * loose.lineAt(0).naturalTextWidth()
    assert tightened(font).letterSpacing() < 0


def test_marks_of_rare_characters_are_tightened_in_the_right_place(qapp):
    layout = set_lines("𠮷𠮷”。", theme.sans(), 1000, 20)
    assert [(span.start, span.length) for span in layout.formats()] == [(4, 1)]


def test_fit_moves_nothing():
    text = "一\r二\u2029\ufdd0\ufffc\x00三\ud800"
    assert len(fit(text)) == len(text)
    assert fit("一\n二\t三") == "一\n二\t三"

"""Words are found again where they were said, or not at all: never in a sentence that is merely like it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.patching import anchors

FIRST = "清晨的菜市场里人来人往，摊主们早早摆好了摊位。"
ONE = "全镇今年改造旧厕所58个，投入资金20万元，群众满意度达到98%。"
OTHER = "另据统计，东村片区今年拆除违章棚屋58个，腾出土地300亩。"
LAST = "下一步，这里还要建一座公园，方便大家散步。"


def anchor(text: str, words: str, nth: int = 0) -> anchors.Anchor:
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return anchors.make(text, at, at + len(words))


def place(held: anchors.Anchor, text: str) -> str:
    """What stands around the place that was found, or why there is none."""
    found = anchors.fit(held, text)
    if isinstance(found, str):
        return found
    assert text[slice(*found)] == held.quote
    return text[max(0, found[0] - 5) : found[0]] + "[" + held.quote + "]" + text[found[1] : found[1] + 3]


def test_the_unchanged_text_has_every_word_where_it_was():
    text = f"{FIRST}{ONE}\n{OTHER}{ONE}\n{LAST}{ONE}"
    for start in range(len(text)):
        for end in (start + 1, start + 3, start + 20, len(text)):
            if start < end <= len(text):
                assert anchors.fit(anchors.make(text, start, end), text) == (start, end)


@pytest.mark.parametrize("span", [(0, 0), (3, 2), (-1, 4), (0, 99)])
def test_no_words_no_anchor(span):
    with pytest.raises(ValueError):
        anchors.make("一二三四", *span)


@pytest.mark.parametrize("changed", [
    LAST + FIRST + OTHER + "\n" + ONE,  # another order
    "新加的一段话，讲的是别的事情。\n" + FIRST + ONE + OTHER + LAST,
    FIRST + ONE.replace("全镇", "全县各镇") + OTHER + LAST,
    "换过的开头。" + ONE + "换过的结尾。",
    FIRST + ONE.replace("全镇今年改造旧厕所", "截至目前，各村一共改好了") + OTHER + LAST,  # one side
    FIRST + ONE.replace("，投入资金20万元，群众满意度达到98%", "，大家都说好") + OTHER + LAST,  # the other
    FIRST + "\n" + LAST + "\n" + OTHER + "\n" + ONE,
])
def test_a_word_is_found_in_its_sentence(changed):
    held = anchor(FIRST + ONE + OTHER + LAST, "58个")
    assert place(held, changed).split("[")[0][-1] in "所了"


@pytest.mark.parametrize("changed", [
    FIRST + OTHER + LAST,  # its sentence is gone, the other has the same number
    FIRST + ONE.replace("58个", "59个") + OTHER + LAST,
    OTHER,
    FIRST + "58个" + LAST,
    FIRST + LAST,
    "",
])
def test_what_is_gone_does_not_jump_to_a_lookalike(changed):
    assert place(anchor(FIRST + ONE + OTHER + LAST, "58个"), changed) == "gone"


def test_words_in_long_like_surroundings_are_told_apart_by_what_is_farther_off():
    alike = "各村都是先开会商量，再请工匠估价，然后分段动工，最后由村民代表一起验收，这样大家都放心，"
    text = f"东片。{alike}用工58个。{alike}西片。{alike}用工58个。{alike}"
    first, second = text.index("58个"), text.rindex("58个")
    assert anchors.fit(anchor(text, "58个", 0), text) == (first, first + 3)
    assert anchors.fit(anchor(text, "58个", 1), text) == (second, second + 3)


def test_a_line_break_among_the_words_makes_no_lookalike_theirs():
    """Where the words stood without the break before, they were others; though they stand behind one now."""
    wells = "58个旧水井今年改好了，投入20万元。"
    held = anchor(f"{FIRST}\n{wells.replace('水井', '厕所')}{LAST}据介绍，{wells}", "\n58个")
    assert place(held, f"{FIRST}\n{wells}{LAST}") == "gone"


@pytest.mark.parametrize("twin", [
    ONE.replace("全镇", "邻镇"), ONE.replace("旧厕所", "旧水井"), ONE.replace("20万元", "30万元"), "据介绍，" + ONE,
    ONE.replace("今年", "去年"),
])
@pytest.mark.parametrize("between", ["", "\n", LAST, LAST + "\n" + FIRST])
def test_a_lookalike_sentence_is_never_taken(twin, between):
    text = FIRST + ONE + between + twin
    held = anchor(text, "58个")
    assert place(held, FIRST + between + twin) in ("gone", "twice")
    assert place(held, between + twin + FIRST) in ("gone", "twice")
    assert place(held, twin) in ("gone", "twice")
    assert anchors.fit(held, between + twin + LAST + ONE) in ((len(between + twin + LAST) + ONE.index("58"),) * 1 + (
        len(between + twin + LAST) + ONE.index("58") + 3,), "twice")
    assert anchors.fit(held, twin + "\n" + text) == (len(twin) + 1 + text.index("58"), len(twin) + 4 + text.index("58"))


def test_the_same_number_twice_in_a_sentence():
    text = FIRST + "镇里投入20万元修路，又投入20万元修桥。" + LAST
    first, second = anchor(text, "20万元"), anchor(text, "20万元", 1)
    assert place(first, text).endswith("修路") or place(first, text).endswith("修路，")
    assert "又投入[20万元]" in place(second, text)
    assert place(first, FIRST + "镇里又投入20万元修桥。" + LAST) == "gone"
    assert place(second, FIRST + "镇里投入20万元修路。" + LAST) == "gone"
    moved = LAST + "\n镇里投入20万元修路，又投入20万元修桥。" + FIRST
    assert "又投入[20万元]" in place(second, moved)
    assert "镇里投入[20万元]" in place(first, moved)


def test_a_paragraph_given_twice_is_told_apart_by_what_is_around_it_or_not_at_all():
    text = f"{FIRST}\n{ONE}\n{OTHER}\n{ONE}\n{LAST}"
    second = anchor(text, "20万元", 1)
    assert anchors.fit(second, text)[0] > text.index(OTHER)
    assert anchors.fit(second, "开头。" + text)[0] > text.index(OTHER)
    assert place(second, f"{ONE}\n{ONE}") in ("twice", "gone")
    assert place(second, f"{OTHER}\n{ONE}\n{LAST}\n{OTHER}\n{ONE}\n{LAST}") == "twice"
    whole = f"{FIRST}{FIRST}{ONE}{LAST}{LAST}"
    assert place(anchor(whole, "20万元"), f"{whole}\n{whole}") == "twice"
    once = anchor(f"{FIRST}\n{ONE}\n{LAST}", "20万元")
    assert place(once, f"{ONE}\n别的。\n{ONE}") in ("twice", "gone")


@pytest.mark.parametrize("before", ["据村里的干部们介绍，", "另据镇里统计，", "其中，", ""])
@pytest.mark.parametrize(("own", "twin"), [
    ("58个旧厕所今年改好了，投入20万元。", "58个旧水井今年改好了，投入20万元。"),
    ("东村改造旧厕所58个，投入20万元。", "西村改造旧厕所58个，投入20万元。"),
    ("改造旧厕所58个。", "改造旧水井58个。"),
])
def test_a_lookalike_that_lost_its_beginning_is_not_taken(before, own, twin):
    for between in ("", "\n", LAST):
        for words in ("58个", "\n58个"):
            if words in (text := FIRST + "\n" + own + between + before + twin):
                held = anchor(text, words)
                for left in (FIRST + twin, FIRST + "\n" + twin, LAST + "\n" + twin + FIRST, twin):
                    assert place(held, left) in ("gone", "twice")


def test_words_of_two_sentences_are_found_where_both_are():
    held = anchor(FIRST + ONE + LAST, "98%。下一步")
    assert place(held, ONE + LAST).endswith("，这里")
    assert place(held, OTHER.replace("300亩", "98%") + LAST) == "gone"
    assert place(held, FIRST + ONE + "下一步，村里要开一家书店。") == "gone"
    held = anchor(FIRST + ONE + LAST, ONE[4:] + LAST[:16])  # words enough to be known by themselves
    assert place(held, OTHER[:8] + ONE[4:] + LAST[:16] + "。").endswith("。")


def test_a_word_that_stood_alone_does_not_go_to_a_new_sentence():
    held = anchor(FIRST + ONE + LAST, "58个")
    assert place(held, FIRST + OTHER + LAST) == "gone"
    assert place(held, FIRST + "此外，学校里还添了58个座位。" + LAST) == "gone"


def test_a_mere_mark_is_known_by_all_around_it_or_not_at_all():
    text = f"{FIRST}\n{ONE}\n{LAST}"
    held = anchor(text, "\n", 1)
    assert place(held, text).startswith("到98%。[\n]")
    assert place(held, text.replace("98%", "99%")) == "gone"


def test_what_an_edited_page_says_already_is_seen():
    text = FIRST + ONE
    held = anchor(text, "旧厕所")
    assert anchors.stands_already(held, "旧公厕", text) is None
    fixed = text.replace("旧厕所", "旧公厕")
    assert fixed[slice(*anchors.stands_already(held, "旧公厕", fixed))] == "旧公厕"
    assert anchors.stands_already(held, "旧公厕", fixed + "\n" + fixed) is None
    assert anchors.stands_already(held, "", text) is None


WHO = ("全镇", "东村", "西街社区", "县里", "两个片区", "老城区")
WHAT = ("改造厕所", "安装路灯", "新建停车位", "拆除棚屋", "修好水井")
TAILS = ("，投入资金20万元", "，惠及居民3000户", "，群众都说好", "", "，比去年多了不少")

NEW = ("此外，学校里还添了58个座位。", "医院那边来了12个大夫。", "记者看到58个。", "12个。", "其中有58个，占了一半。")


@st.composite
def stories(draw):
    """A text of sentences much like each other, one of them meant, and what became of it."""
    sentence = st.builds(lambda a, b, n, c: f"{a}{b}{n}个{c}。", st.sampled_from(WHO), st.sampled_from(WHAT),
                         st.sampled_from(("58", "12")), st.sampled_from(TAILS))
    said = draw(st.lists(st.one_of(sentence, st.sampled_from((FIRST, LAST))), min_size=1, max_size=9))
    marked = list(enumerate(said))
    breaks = draw(st.lists(st.booleans(), min_size=20, max_size=20))
    after = list(marked)
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, max(0, len(after) - 1)))
        act = draw(st.sampled_from(("drop", "move", "insert", "rub", "add")))
        if act == "insert" or not after:
            # What is new is another sentence of the same number, or one of those there are once more; a new one that
            # differs in a word only cannot be told from the old one with a word changed, by anybody.
            new = [(-1, words) for words in NEW]
            after.insert(at, draw(st.one_of(st.sampled_from(marked), st.sampled_from(new))))
        elif act == "drop":
            del after[at]
        elif act == "move":
            after.insert(draw(st.integers(0, len(after) - 1)), after.pop(at))
        else:
            number, words = after[at]
            k = draw(st.integers(0, len(words) - 1))
            words = words[:k] + ("X" if act == "rub" else "又" + words[k]) + words[k + 1 :]
            after[at] = (number, words)
    return marked, breaks, after


def together(sentences, breaks):
    """The text, and the number of the sentence of each of its characters."""
    text, whose = "", []
    for (number, words), end in zip(sentences, breaks, strict=False):
        words += "\n" * end
        text += words
        whose += [number] * len(words)
    return text, whose


@settings(max_examples=600, deadline=None)
@given(stories(), st.data())
def test_it_comes_back_to_the_same_words_or_waits(story, data):
    marked, breaks, after = story
    text, whose = together(marked, breaks)
    later, now_whose = together(after, breaks)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, min(len(text), start + 8)))
    found = anchors.fit(anchors.make(text, start, end), later)
    if isinstance(found, str):
        return
    assert later[slice(*found)] == text[start:end]
    meant, there = set(whose[start:end]), set(now_whose[slice(*found)])
    words = dict(marked)
    lines = {sentence for number, sentence in after if number in there} | {words[n] for n in there - {-1}}
    assert {words[n] for n in meant} & lines, (text, text[start:end], later, found)  # twins are as good as one

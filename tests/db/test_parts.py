"""Section headings and points of the summary that a person said: on the case, undone, after the page or extraction."""

from dataclasses import replace

import pytest

from db import corrections, extract
from db.errors import CasebookError
from db.library import Library
from db.model import Heading, Source
from tests.db.corrected import at, bring

ROAD = "柳河镇的老街年久失修，过去下雨天一路泥水，居民出门常要绕道。"
STONE = "今年以来，镇里铺设石板路800米，安装路灯60盏，还请来老石匠把关。"
SHOPS = "街坊们晚上愿意出门了，沿街的小店添了12家，群众满意度达到98%。"
RIVER = "清溪村的河长带着村民疏浚沟渠12公里，种下柳树3000棵。"
BANK = "如今河岸干净了，散步的人多了起来，村里又添了6张长椅。"
TEXT = f"""## 柳河镇：老街修了新路

{ROAD}

### 铺路先问街坊

{STONE}

{SHOPS}

### 治水不落一村

{RIVER}

{BANK}
"""


@pytest.fixture
def library(tmp_path):
    with Library.create(tmp_path / "a.casebook") as library:
        assert len(bring(library, TEXT)) == 1
        library.forget_steps()
        yield library
        assert list(library.verify()) == []


def headings(case):
    text = case.article.text
    return [(one.text, text[one.before :].split("\n")[0]) for one in case.article.headings]


def points(case):
    return [(one.part, one.text) for one in case.article.summary]


OLD = [("铺路先问街坊", STONE), ("治水不落一村", RIVER)]


def test_a_heading_is_renamed_removed_and_added_and_undone(library):
    case = library.case(1)
    assert headings(case) == OLD
    case = library.correct(1, corrections.heading(case, 0, " 先问\n街坊 "))
    assert headings(case)[0] == ("先问 街坊", STONE)
    case = library.correct(1, corrections.heading(case, 1, None))
    assert headings(case) == [("先问 街坊", STONE)]
    case = library.correct(1, corrections.add_heading(case, at(case, "散步的人")[0], "河岸成了公园"))
    assert headings(case) == [("先问 街坊", STONE), ("河岸成了公园", BANK)]
    assert [hit.case_id for hit in library.search("河岸成了公园")] == [1] and library.search("治水不落一村") == ()
    assert [case.article.text[slice(*one.span)][:4] for one in case.said] == [STONE[:4], RIVER[:4], BANK[:4]]
    for _ in range(3):
        library.undo()
    assert headings(library.case(1)) == OLD
    for _ in range(3):
        library.redo()
    assert headings(library.case(1)) == headings(case)


def test_the_last_word_on_a_heading_replaces_the_one_before(library):
    case = library.correct(1, corrections.heading(library.case(1), 0, "甲"))
    case = library.correct(1, corrections.heading(case, 0, "乙"))
    assert [(one.patch.old, one.patch.new) for one in case.said] == [("铺路先问街坊", "乙")]
    case = library.correct(1, corrections.heading(case, 0, "铺路先问街坊"))
    assert case.said == () and headings(case) == OLD
    case = library.correct(1, corrections.add_heading(case, at(case, "街坊们晚上")[0], "夜里也热闹"))
    case = library.correct(1, corrections.heading(case, 1, None))
    assert case.said == () and headings(case) == OLD


def test_a_heading_has_words(library):
    with pytest.raises(CasebookError, match="小标题不能是空的"):
        corrections.heading(library.case(1), 0, " \n ")


def test_a_point_is_struck_moved_and_chosen_by_its_words(library):
    case = library.case(1)
    before = points(case)
    first = case.article.summary[0]
    case = library.correct(1, corrections.point(case, first.start, first.end, None))
    assert points(case) == before[1:]
    assert (case.said[0].patch.old, case.said[0].patch.new) == (first.part, None)
    case = library.correct(1, corrections.point(case, *at(case, "散步的人"), "result"))
    assert ("result", BANK) in points(case), "the sentence the words are in"
    assert [part for part, _ in points(case)] == sorted([part for part, _ in points(case)],
                                                        key=("background", "practice", "result").index)
    case = library.correct(1, corrections.point(case, *at(case, BANK), "practice"))
    assert ("practice", BANK) in points(case) and ("result", BANK) not in points(case)
    assert [(one.patch.old, one.patch.new) for one in case.said] == [(first.part, None), (None, "practice")]
    case = library.correct(1, corrections.point(case, *at(case, BANK), None))
    assert len(case.said) == 1, "what she had chosen herself is just no more"
    library.withdraw(case.said[0].patch.id)
    assert points(library.case(1)) == before


def test_a_point_stands_with_its_part_wherever_it_is_in_the_text(library):
    case = library.correct(1, corrections.point(library.case(1), *at(library.case(1), BANK), "background"))
    parts = [part for part, _ in points(case)]
    assert parts == sorted(parts, key=("background", "practice", "result").index)
    assert points(case)[parts.count("background") - 1] == ("background", BANK)


def test_a_heading_with_nothing_below_it_is_known_by_what_is_above(library):
    page = extract.read_page(f"{TEXT}\n")
    (article,) = page.articles
    article = replace(article, headings=(*article.headings, Heading("编后", len(article.text))))
    number = library.add(f"{TEXT}\n", replace(page, articles=(article,)), Source("又一版.txt")).case_ids[0]
    case = library.correct(number, corrections.heading(library.case(number), 2, "编者的话"))
    assert [one.text for one in case.article.headings] == ["铺路先问街坊", "治水不落一村", "编者的话"]
    assert case.article.headings[-1].before == len(case.article.text)


def test_they_hold_on_the_page_edited_and_on_another_extraction(library):
    case = library.correct(1, corrections.heading(library.case(1), 1, "一条河的新生"))
    case = library.correct(1, corrections.add_heading(case, at(case, "散步的人")[0], "河岸成了公园"))
    case = library.correct(1, corrections.point(case, *at(case, BANK), "result"))
    first = case.article.summary[0]
    library.correct(1, corrections.point(case, first.start, first.end, None))
    wanted = library.case(1)
    edited = TEXT.replace("800米", "850米").replace(SHOPS, SHOPS + "老人们在门口下棋。")
    again = library.case(library.add(edited, extract.read_page(edited), Source("再版.txt")).case_ids[0])
    assert headings(again)[1:] == headings(wanted)[1:]
    assert ("result", BANK) in points(again)
    assert [part for part, _ in points(again)] == [part for part, _ in points(wanted)]
    assert library.waiting() == ()

    def other(text):  # finds no headings, and sums up by one sentence
        page = extract.read_page(text)
        return replace(page, articles=tuple(replace(one, headings=(), summary=one.summary[:1], topics=("ecology",))
                                            for one in page.articles))

    library.adopt(*library.reextract(other))
    assert headings(library.case(1)) == [("河岸成了公园", BANK)]
    assert points(library.case(1)) == [("result", BANK)]
    assert [(w.patch.kind, w.patch.new, w.why) for w in library.waiting(1)] == [("heading", "一条河的新生", "gone")]
    library.undo()
    assert library.case(1) == wanted


def test_they_go_along_when_the_text_is_corrected(library):
    case = library.correct(1, corrections.heading(library.case(1), 0, "先问街坊"))
    case = library.correct(1, corrections.point(case, *at(case, BANK), "result"))
    case = library.correct(1, corrections.text(case, *at(case, "今年以来"), "2022年以来"))
    case = library.correct(1, corrections.text(case, *at(case, "6张长椅"), "8张长椅"))
    assert headings(case)[0][0] == "先问街坊"
    assert ("result", BANK.replace("6张", "8张")) in points(case)
    assert library.waiting() == ()

import pytest

from db import extract
from db.model import Article, Metric
from ui.article.offsets import JOINT, Offsets, joined, joints, letters


def placed(text: str, shift: int = 7) -> tuple[Offsets, str]:
    """`text` placed in a document with `shift` characters before it and a heading before each paragraph."""
    offsets, document, start = Offsets(text), "x" * shift, 0
    for paragraph in text.split("\n"):
        document += "题目\n"
        offsets.place(start, len(document.encode("utf-16-le")) // 2)
        document += paragraph + "\n"
        start += len(paragraph) + 1
    return offsets, document


@pytest.mark.parametrize("text", ["", "\n\n", "甲乙", "𠮷", "𠮷甲\n乙𠮷\n\n😀😀3个", "甲\n" * 50 + "𠮷" * 50])
def test_every_offset_comes_back(text):
    offsets, document = placed(text)
    units = document.encode("utf-16-le")
    for offset, c in enumerate(text):
        position = offsets.position(offset)
        assert offsets.offset(position) == offset
        if c != "\n":
            assert units[2 * position :].decode("utf-16-le", "ignore")[0] == c


@pytest.mark.parametrize("text", ["改造58个小区", "𠮷共3万𠮷\n又20余万元，30%", "三十二个\n5𠮷"])
def test_joints_are_in_the_document_and_not_in_the_text(text):
    metrics = extract.measured(Article("题", text)).metrics
    spots = joints(metrics) or [1, len(text) - 1]
    offsets, document, start = Offsets(text, spots), "头\n", 0
    for paragraph in text.split("\n"):
        offsets.place(start, len(document.encode("utf-16-le")) // 2)
        document += joined(paragraph, start, spots) + "\n"
        start += len(paragraph) + 1
    assert document.replace(JOINT, "") == f"头\n{text}\n" and document.count(JOINT) == len(spots)
    units = document.encode("utf-16-le")
    for offset, char in enumerate(text):
        position = offsets.position(offset)
        assert offsets.offset(position) == offset
        if char != "\n":
            assert units[2 * position :].decode("utf-16-le", "ignore")[0] == char
    for at in spots:
        assert units[2 * (offsets.position(at) - 1) :].decode("utf-16-le", "ignore")[0] == JOINT
        assert offsets.offset(offsets.position(at) - 1) == at, "before the joint or behind it: the same place"
    block, positions = letters(document.split("\n")[1], 2)
    assert block == text.split("\n")[0] and len(positions) == len(block) + 1


def test_a_line_may_end_in_no_quantity():
    def at(words, text):
        return [text[:n] + "|" + text[n:] for n in joints([Metric(0, len(words), words, 1, None, "个", "exact", "物",
                                                                 None, None, None, (0, len(text)))])]

    assert at("58个", "58个") == ["58|个"]
    assert at("6902.91公里", "6902.91公里") == ["6902.91|公里", "6902.91公|里"]
    assert at("一百二十三亿四千五百万平方米", "一百二十三亿四千五百万平方米") == []
    assert at("100000000000平方米", "100000000000平方米") == ["100000000000|平方米"]


def test_what_is_no_text_has_no_offset():
    offsets, _ = placed("𠮷甲\n乙")
    first = offsets.position(0)
    assert offsets.offset(first - 1) is None
    assert offsets.offset(offsets.position(2) + 1) is None  # the heading behind the first paragraph
    assert offsets.position(-5) == first
    assert offsets.position(99) == offsets.position(4)
    assert Offsets().position(3) == 0
    assert Offsets().offset(3) is None


def test_the_middle_of_a_pair_belongs_to_its_character():
    offsets, _ = placed("𠮷甲")
    assert offsets.offset(offsets.position(0) + 1) == 0

import pytest

from ui.article.offsets import Offsets


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

"""The word lists that come with the program can be shown to anyone."""

import importlib.util

import pytest

from resources import path

_spec = importlib.util.spec_from_file_location("decent", path("lexicon/decent.py"))
decent = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(decent)


@pytest.mark.parametrize("name", ["speech.txt", "words.txt"])
def test_no_word_is_vulgar(name):
    lines = path(f"lexicon/{name}").read_text(encoding="utf-8").splitlines()
    words = [word for line in lines for word in line.partition("\t")[2].split(" ")]
    assert len(words) > 50_000
    assert [word for word in words if not decent.is_decent(word)] == []


def test_ordinary_words_are_decent():
    assert all(map(decent.is_decent, ("养鸡场", "尿素", "汉奸", "操作", "社区", "肛门")))

"""A unit is one where it stands for itself, and none where it is the beginning of another word."""

import json

import pytest

import resources
from db.extract.quantity import units

TABLE = json.loads(resources.path("lexicon/units.json").read_text(encoding="utf-8"))


def name(text: str) -> str | None:
    found = units.at(text, 0)
    return found and found.name


@pytest.mark.parametrize(("unit", "words"), TABLE["though_before"].items(), ids=TABLE["though_before"])
def test_words_that_may_follow_leave_the_unit_a_unit(unit, words):
    assert {word: name(unit + word) for word in words} == dict.fromkeys(words, unit)


@pytest.mark.parametrize(("unit", "characters"), TABLE["not_before"].items(), ids=TABLE["not_before"])
def test_characters_that_may_not_follow_make_it_another_word(unit, characters):
    though = TABLE["though_before"].get(unit, ())
    assert [char for char in characters if char not in though and name(f"{unit}{char}，") == unit] == []


@pytest.mark.parametrize(("text", "found"), [
    ("m，", "m"), ("m宽的路", "m"), ("mall", None), ("kg大米", "kg"), ("kgs", None), ("m²", "m²"),
    ("元/亩", "元/亩"), ("元/次", "元/次"), ("元/的", "元"), ("年/次", "年"), ("个月", "个月"),
    ("个百分点", "个百分点"), ("个工作日", "工作日"), ("元人民币", "元"), ("", None),
])
def test_the_longest_unit_that_is_whole_is_taken(text, found):
    assert name(text) == found

"""How likely one text reads on in another: by how often the language lets the characters at the cut follow each other.

resources/lexicon/following.bin holds counts of single characters, pairs and runs of three in some ten million
characters of Chinese news. It is one table of 16-bit entries, open addressing: 12 bits tell a run from others that fall
on the same place, 4 bits the logarithm of its count. It is read in one piece the first time a page has a cut.
"""

import sys
from array import array
from functools import cache, lru_cache
from math import log, log2

import resources

EMPTY = 0
BLANK = "\n"  # stands before a paragraph
_STEP = 1.25  # octaves from one level of a count to the next
_BITS = 4
_LEVELS = (1 << _BITS) - 1
_COUNTS = [0.0, *(2 ** (_STEP * n) for n in range(1, _LEVELS + 1))]
_ALL = 1e7  # characters that were counted
_KINDS = 5000  # of characters
# What was not seen may yet be: of each run so many are lent to what shorter runs say, and this share besides, for where
# a word ends anything may follow.
_LENT = 20.0
_SHARE_ONE, _SHARE_TWO = 0.25, 0.35
_BEGINS = 0.5  # of the texts a cut does not go on in begin as paragraphs do; the rest begin anyhow
_DIGITS = str.maketrans("123456789", "000000000")


def fold(text: str) -> str:
    """`text` as it is counted: which digit stands in a number says nothing."""
    return text.translate(_DIGITS)


def level(found: int) -> int:
    return max(1, min(_LEVELS, round(log2(found) / _STEP)))


def place(run: str, table: array) -> tuple[int, int]:
    """Where in the table a run stands or the first free place of those where it may, and what marks it there."""
    key, size = 0, len(table)
    for char in run:
        key = (key ^ ord(char)) * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF
        key ^= key >> 29
    slot, mark = (key >> 12) % size, key & 0xFFF
    while (entry := table[slot]) and entry >> _BITS != mark:
        slot = (slot + 1) % size
    return slot, mark


def entry(mark: int, found: int) -> int:
    return mark << _BITS | level(found)


@cache
def _table() -> array:
    table = array("H", resources.path("lexicon/following.bin").read_bytes())
    if sys.byteorder == "big":
        table.byteswap()
    return table


@lru_cache(maxsize=1 << 15)
def _seen(run: str) -> float:
    """How often the run was counted, about; 0 for seldom or never."""
    table = _table()
    return _COUNTS[table[place(run, table)[0]] & _LEVELS]


@lru_cache(maxsize=1 << 13)
def _alone(char: str) -> float:
    return (_seen(char) + 0.5) / (_ALL + _KINDS)


@lru_cache(maxsize=1 << 14)
def _after_one(before: str, char: str) -> float:
    """How likely `char` stands after the one character `before`."""
    shorter = _alone(char)
    seen = (_seen(before + char) + _LENT * shorter) / (_seen(before) + _LENT)
    return _SHARE_ONE * shorter + (1 - _SHARE_ONE) * seen


def _after_two(before: str, char: str) -> float:
    """How likely `char` stands after the two characters `before`."""
    shorter, whole = _after_one(before[1], char), _seen(before)
    if not whole:
        return shorter
    return _SHARE_TWO * shorter + (1 - _SHARE_TWO) * (_seen(before + char) + _LENT * shorter) / (whole + _LENT)


@lru_cache(maxsize=1 << 10)
def _anyhow(right: str) -> float:
    """How likely a text that is no continuation begins with the two characters `right`."""
    first, second = right
    begins = _after_two(BLANK * 2, first) * _after_two(BLANK + first, second)
    stands = _alone(first) * _after_one(first, second)
    return _BEGINS * begins + (1 - _BEGINS) * stands


def odds(left: str, right: str) -> float:
    """The logarithm of how much likelier `right` begins as it does if it goes on from `left` than otherwise.

    Both texts are not empty; of each the two characters at the cut are asked.
    """
    before, (first, second) = (BLANK + fold(left[-2:]))[-2:], (fold(right[:2]) + BLANK)[:2]
    goes_on = _after_two(before, first) * _after_two(before[1] + first, second)
    return log(goes_on / _anyhow(first + second))

"""One form for all ways of writing a word: full-width and half-width, capitals and small letters, traditional and
simplified. Texts and what is typed are folded alike.
"""

import unicodedata
from functools import cache

import resources

_FIRST_HAN = "㐀"
_LONGEST = 18  # characters one is folded to: ﷺ is a whole sentence

HAN = "〇々㐀-鿿豈-﫿𠀀-𳎿぀-ヿ"  # for a class of a regular expression


_seen: set[str] = set()
_changed: dict[str, str] = {}  # of those seen the ones that are folded to others
_variants: set[str] = set()  # of these the Chinese ones


def fold(text: str) -> str:
    """`text` as it is compared; may be longer than `text` (㎡ is m2)."""
    there = set(text)  # few of a text's characters change: looking at each kind once is four times as fast
    for character in there - _seen:
        folded = _fold(character)
        if folded != character:
            _changed[character] = folded
            if max(folded, default="") >= _FIRST_HAN:
                _variants.add(character)
        _seen.add(character)
    for character in filter(_changed.__contains__, there):
        text = text.replace(character, _changed[character])
    return text


def has_variants(text: str) -> bool:
    """Whether Chinese is written in `text`, which was folded before, otherwise than it is compared."""
    return not _variants.isdisjoint(text)


def origins(text: str) -> list[int]:
    """For each character of `fold(text)` the offset in `text` of the one it was made from."""
    return [n for n, character in enumerate(text) for _ in fold(character)]


def _fold(character: str) -> str:
    if 0xD800 <= ord(character) < 0xE000:
        return ""
    before, folded = "", character
    while folded != before:  # until it stays as it is, so that no character is folded to one that changes
        before, folded = folded, unicodedata.normalize("NFKC", folded).casefold()
        if max(folded, default="") >= _FIRST_HAN:
            folded = "".join(_simplified().get(one, one) for one in folded)
        if len(folded) > _LONGEST:
            return character
    # A mark is no token; one for one, offsets hold in nearly every text (… would be ...).
    return folded if any(map(str.isalnum, folded)) else character


@cache
def _simplified() -> dict[str, str]:
    """Traditional character -> the simplified one; a millisecond, only where somebody searches or stores."""
    return {one: line[0] for line in lines("traditional") for one in line[1:]}


def lines(name: str) -> list[str]:
    """The lines of a table of resources/lexicon that are not comments. (db.extract.lexicon brings the extraction with
    it, which finding needs for nothing.)
    """
    text = resources.path(f"lexicon/{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]

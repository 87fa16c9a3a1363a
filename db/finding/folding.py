"""One form for all ways of writing a word: full-width and half-width, capitals and small letters, traditional and
simplified. Texts and what is typed are folded alike.
"""

import itertools
import re
import unicodedata
from functools import cache

import resources

_FIRST_HAN = "㐀"
_COMMON = ((0, 0x180), (0x2000, 0x2070), (0x2190, 0x2200), (0x2500, 0x2600), (0x3000, 0x3040), (0xFF00, 0xFF66))
_LONGEST = 18  # characters one is folded to: ﷺ is a whole sentence

HAN = "〇々㐀-鿿豈-﫿𠀀-𳎿぀-ヿ"  # for a class of a regular expression


_folded: dict[str, str] = {}  # of characters that may change, as far as they were met


def fold(text: str) -> str:
    """`text` as it is compared; may be longer than `text` (㎡ is m2)."""
    return _may_change().sub(_changed, text)


def simplified(text: str) -> str:
    """`text` in simplified characters, one for one; all else as it was."""
    return "".join(_simplified().get(one, one) for one in text)


def has_variants(text: str) -> bool:
    """Whether Chinese is written in `text` otherwise than it is compared."""
    return any(max(_changed(one), default="") >= _FIRST_HAN for one in _may_change().finditer(text)
               if _changed(one) != one.group())


def origins(text: str) -> list[int]:
    """For each character of `fold(text)` the offset in `text` of the one it was made from."""
    return [n for n, character in enumerate(text) for _ in fold(character)]


def _changed(one: re.Match[str]) -> str:
    character = one.group()
    folded = _folded.get(character)
    if folded is None:
        folded = _folded[character] = _fold(character)
    return folded


@cache
def _may_change() -> re.Pattern[str]:
    """Finds the characters that may be folded to others: few in any text, so that the rest is passed over quickly."""
    same = [code for ranges in _COMMON for code in range(*ranges) if _fold(chr(code)) == chr(code)]
    other = sorted(code for code in map(ord, _simplified()) if 0x4E00 <= code < 0xA000)
    ends = [0x4DFF, *other, 0xA000]
    ranges = [(chr(a + 1), chr(b - 1)) for a, b in itertools.pairwise(ends) if a + 1 < b]
    whole = "".join(re.escape(chr(code)) for code in same)
    return re.compile(f"[^{whole}{''.join(a if a == b else f'{a}-{b}' for a, b in ranges)}]")


def _fold(character: str) -> str:
    if 0xD800 <= ord(character) < 0xE000:
        return ""
    before, folded = "", character
    while folded != before:  # until it stays as it is, so that no character is folded to one that changes
        before, folded = folded, unicodedata.normalize("NFKC", folded).casefold()
        if max(folded, default="") >= _FIRST_HAN:
            folded = simplified(folded)
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

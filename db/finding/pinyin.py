"""How Chinese is read: 三明 is found as sanming, sanm, san ming, SanMing and sm.

Characters have one reading each here, but words read otherwise are known (重庆 is chong qing). Of a text each two
syllables side by side are tokens, written together, and each two initials; see db.finding.tokens for why pairs.
"""

import bisect
import itertools
import operator
import re
from collections.abc import Iterator
from functools import cache, lru_cache

from db.finding.folding import lines

MOST_WAYS = 6  # in which a row of letters is cut into syllables
_TRIED = 40
_MOST, _LONGEST = 36, 6  # letters of a row, of a syllable
_RUN = re.compile("[㐀-鿿]+")


def syllables(folded: str) -> Iterator[list[str]]:
    """The syllables of each run of Chinese in a folded text; a character nobody knows to read ends a run."""
    return (read for _, read in _runs(folded))


def _runs(folded: str) -> Iterator[tuple[int, list[str]]]:
    """Where each run begins, and its syllables, one for a character."""
    alone, otherwise = _readings()
    for found in _RUN.finditer(folded):
        run = found.group()
        read: list[str] = []
        at = 0
        while at < len(run):
            for word, reading in otherwise.get(run[at], ()):
                if run.startswith(word, at):
                    read += reading
                    at += len(word)
                    break
            else:
                syllable = alone.get(run[at])
                if syllable:
                    read.append(syllable)
                elif read:
                    yield found.start() + at - len(read), read
                    read = []
                at += 1
        if read:
            yield found.end() - len(read), read


def spelt(folded: str) -> tuple[set[str], set[str]]:
    """Of a folded text the pairs of syllables, with each run's last one alone, and the pairs of initials."""
    pairs: set[str] = set()
    initials: set[str] = set()
    for read in syllables(folded):
        pairs.update(map(operator.add, read, read[1:]))
        pairs.add(read[-1])
        first = [syllable[0] for syllable in read]
        initials.update(map(operator.add, first, first[1:]))
    return pairs, initials


@lru_cache(64)
def cuts(letters: str) -> tuple[tuple[str, ...], ...]:
    """The ways to read `letters` as the fewest syllables; the last may be half typed where they make no whole ones.

    sanming is (san, ming), sanm is (san, m); xian is (xian,) alone, for pairs are written together.
    """
    whole, begun = _syllables()
    found: list[tuple[str, ...]] = []

    def cut(at: int, before: tuple[str, ...], last: frozenset[str]) -> None:
        if letters[at:] in last:
            found.append((*before, letters[at:]))
        for end in range(min(len(letters) - 1, at + _LONGEST), at, -1):
            if letters[at:end] in whole and len(found) < _TRIED:
                cut(end, (*before, letters[at:end]), last)

    if len(letters) <= _MOST:
        cut(0, (), whole)
        if not found:
            cut(0, (), begun)
    fewest = min(map(len, found), default=0)
    return tuple(one for one in found if len(one) == fewest)[:MOST_WAYS]


def is_syllable(letters: str) -> bool:
    """Whether these are a whole syllable."""
    return letters.isascii() and letters.isalpha() and len(letters) <= _LONGEST and letters in _syllables()[0]


def reads(folded: str, letters: str) -> bool:
    """Whether `letters` spell a stretch of a folded text from a character on, or are initials side by side in it."""
    return next(places(folded, letters), None) is not None


def places(folded: str, letters: str) -> Iterator[tuple[int, int]]:
    """(start, end) of the characters that `reads` tells of."""
    for begin, whole, starts, first in _read(folded):
        for n, start in enumerate(starts):
            if whole.startswith(letters, start):
                yield begin + n, begin + bisect.bisect_left(starts, start + len(letters))
            elif first.startswith(letters, n):
                yield begin + n, begin + n + len(letters)


@lru_cache(4096)
def _read(folded: str) -> list[tuple[int, str, list[int], str]]:
    """Of each run of Chinese where it begins, how it is read, where its syllables begin in that, and its initials."""
    return [(begin, "".join(read), [0, *itertools.accumulate(map(len, read))][:-1], "".join(one[0] for one in read))
            for begin, read in _runs(folded)]


@cache
def _readings() -> tuple[dict[str, str], dict[str, list[tuple[str, list[str]]]]]:
    """Character -> syllable; first character -> the words beginning so that are read otherwise, longest first."""
    alone: dict[str, str] = {}
    otherwise: dict[str, list[tuple[str, list[str]]]] = {}
    for line in lines("pinyin"):
        one, _, several = line.partition("\t")
        if one.isascii():
            alone.update(dict.fromkeys(several, one))
        else:
            otherwise.setdefault(one[0], []).append((one, several.split()))
    for words in otherwise.values():
        words.sort(key=lambda word: -len(word[0]))
    return alone, otherwise


@cache
def _syllables() -> tuple[frozenset[str], frozenset[str]]:
    """All syllables, and all beginnings of one."""
    whole = frozenset(one for one in _readings()[0].values() if re.search("[aeiouv]", one))  # 嗯 is no syllable here
    return whole, frozenset(one[:n] for one in whole for n in range(1, len(one) + 1))

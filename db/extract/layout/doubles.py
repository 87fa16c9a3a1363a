"""Paragraphs a page gives twice, exactly or with a few characters misread."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from db.extract.layout import roles, seams, words
from db.extract.layout.kinship import Kinship
from db.extract.layout.lines import Line

# What a clause begins with stands for it.
_CLAUSE = re.compile(r"(\w\w{4})\w*")

Twice = tuple[list[Line], list[Line]]  # two copies of a paragraph, each a line or the lines it was cut into

_CUTS = 4  # lines one copy may have been cut into
_SHORTEST = 16  # characters; shorter lines may well be said twice
_SHORTEST_NEAR = 24
_KEPT_LINES = 6  # lines remembered for one gram, so that a page of one phrase stays linear
_IN_COMMON = 0.3  # the share of its clauses a copy begins alike at the least
_WRONG = 0.08  # the share of characters that may differ
_STRIDE = 16  # characters compared at once where two texts run alike


def find(content: Sequence[Line], kinship: Kinship) -> list[Twice]:
    """The paragraphs that `content`, the lines of a page without its furniture, gives twice, in the page's order."""
    copies = [[line] for line in content]
    for chain in _chains(content, kinship):
        for first in range(len(chain) - 1):
            copies += [chain[first:last] for last in range(first + 2, min(first + _CUTS, len(chain)) + 1)]
    copies.sort(key=lambda copy: (len(copy), copy[0].index))
    texts = ["" if copy[0].mark else _text(copy) for copy in copies]
    found = [(copies[a], copies[b]) for a, b in _find(texts)]
    return [(a, b) if a[0].index < b[0].index else (b, a) for a, b in found if not _share(a, b)]


def _text(copy: Sequence[Line]) -> str:
    text = "".join(line.text for line in copy)
    lead = roles.lead(text)
    return text[lead.length :] if lead else text


def _share(one: Sequence[Line], other: Sequence[Line]) -> bool:
    return not {line.index for line in one}.isdisjoint(line.index for line in other)


def _chains(content: Sequence[Line], kinship: Kinship) -> list[list[Line]]:
    """Runs of lines each of which reads on in the next."""
    chains: list[list[Line]] = []
    for line in content:
        last = chains[-1][-1] if chains else None
        if last and not last.mark and not line.mark and seams.goes_on(last, line, kinship):
            chains[-1].append(line)
        else:
            chains.append([line])
    return chains


def _find(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of positions in `texts` that give the same paragraph, the earlier first; linear in the texts' length."""
    pairs: list[tuple[int, int]] = []
    exact: dict[str, int] = {}
    clauses_of: dict[str, list[int]] = {}
    for n, text in enumerate(texts):
        if len(text) < _SHORTEST:
            continue
        if text in exact:
            pairs.append((exact[text], n))
            continue
        exact[text] = n
        if len(text) < _SHORTEST_NEAR:
            continue
        votes: dict[int, int] = {}
        clauses = set(_CLAUSE.findall(text))
        for clause in clauses:
            holders = clauses_of.setdefault(clause, [])
            for holder in holders:
                votes[holder] = votes.get(holder, 0) + 1
            if len(holders) < _KEPT_LINES:
                holders.append(n)
        enough = _IN_COMMON * len(clauses)
        likely = [(-votes[other], other) for other in votes if votes[other] >= enough]
        for _, other in sorted(likely)[:2]:
            if alike(texts[other], text):
                pairs.append((other, n))
                break
    return pairs


def alike(a: str, b: str) -> bool:
    """Whether two paragraphs are one, but for a few misread characters. Different figures make them two."""
    shorter, longer = sorted((a, b), key=len)
    if len(shorter) < _SHORTEST_NEAR or len(longer) - len(shorter) > max(2, len(longer) // 30):
        return a == b
    most, digits = max(2, _WRONG * len(longer)), 0
    for count, n in enumerate(differences(a, b), start=1):
        digits += a[n : n + 1].isdigit() and b[n : n + 1].isdigit()
        if count > most or digits > 1:
            return False
    return True


def differences(a: str, b: str) -> Iterator[int]:
    """Positions in `a` (and in `b`, up to an insertion) where two nearly equal texts differ.

    Walks both once and mends an insertion or deletion of up to two characters where it meets one.
    """
    i = j = 0
    left = max(3, len(a) // 8) + 1  # differences; texts with more are not nearly equal
    while i < len(a) and j < len(b) and left:
        if a[i] == b[j]:
            while (same := a[i : i + _STRIDE]) == b[j : j + _STRIDE] and same:
                i, j = i + len(same), j + len(same)
            while i < len(a) and j < len(b) and a[i] == b[j]:
                i, j = i + 1, j + 1
            continue
        yield i
        left -= 1
        for skip_a, skip_b in ((1, 1), (1, 0), (0, 1), (2, 0), (0, 2)):
            if a[i + skip_a : i + skip_a + 4] == b[j + skip_b : j + skip_b + 4]:
                i, j = i + skip_a, j + skip_b
                break
        else:
            i, j = i + 1, j + 1
    yield from range(i, i + max(len(a) - i, len(b) - j))


def sounder(a: str, b: str) -> int:
    """Above 0 where `a` reads better than `b` at the places they differ, judged by the words around them."""
    balance = 0
    for n in islice(differences(a, b), 40):
        for text, sign in ((a, 1), (b, -1)):
            for size in (2, 3, 4):
                for begin in range(max(0, n - size + 1), n + 1):
                    if grade := words.grade(text[begin : begin + size]):
                        balance += sign * (grade + 2 * (size - 2))
    return balance

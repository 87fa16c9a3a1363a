"""The common words of the language, to tell whether a cut fell inside one."""

from functools import cache

import resources

LONGEST = 4


@cache
def _grades() -> dict[str, int]:
    grades: dict[str, int] = {}
    for row in resources.path("lexicon/words.txt").read_text(encoding="utf-8").splitlines():
        grade, words = row.split("\t")
        grades.update(dict.fromkeys(words.split(" "), int(grade)))
    return grades


def grade(word: str) -> int:
    """How common `word` is: 2 for seldom to 6 for everywhere, 0 where the list does not have it."""
    return _grades().get(word, 0)


def across(left: str, right: str) -> int:
    """The grade of the commonest word that begins in `left` and ends in `right`; a longer one counts for more."""
    best = 0
    for size in (2, 3, 4):
        for taken in range(1, size):
            if taken <= len(left) and size - taken <= len(right):
                found = grade(left[-taken:] + right[: size - taken])
                best = max(best, found + (size - 2) if found else 0)
    return best


def starts(text: str) -> bool:
    """Whether `text` begins with a word of the list."""
    return any(grade(text[:size]) for size in (2, 3, 4))


def ends(text: str) -> bool:
    """Whether `text` ends with a word of the list."""
    return any(grade(text[-size:]) for size in (2, 3, 4))

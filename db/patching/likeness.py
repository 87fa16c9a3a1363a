"""Whether two articles are one: recognisably the same text, though a few characters or paragraphs differ. Pure."""

from collections.abc import Mapping, Sequence
from zlib import crc32

from db.model import Article

GRAM = 6
SKETCH = 48  # the smallest numbers of an article's grams: of two that are alike, some are the same
AKIN = 0.1  # from which on they may be one
SAME = 0.5  # share of the grams in common from which on two articles are one

Grams = frozenset[int]


def grams(article: Article) -> Grams:
    """The article's overlapping sixes of characters, as numbers; its title and white space left out."""
    return grams_of(article.text)


def grams_of(text: str) -> Grams:
    """The overlapping sixes of characters of any text, as numbers; its white space left out."""
    text = "".join(text.split())
    return frozenset(crc32(text[n : n + GRAM].encode("utf-8", "replace")) for n in range(max(1, len(text) - GRAM + 1)))


def sketch(found: Grams) -> list[int]:
    """What an article is looked up by, before it is compared."""
    return sorted(found)[:SKETCH]


def resemblance(one: Sequence[int], other: Sequence[int]) -> float:
    """How much of two texts together is in both, told by their sketches alone: 0 to 1."""
    smallest = sorted({*one, *other})[: max(len(one), len(other), 1)]
    both = {*one} & {*other}
    return sum(gram in both for gram in smallest) / len(smallest) if smallest else 0.0


def likeness(one: Grams, other: Grams) -> float:
    """0 for nothing in common, 1 for the same grams."""
    return 2 * len(one & other) / (len(one) + len(other))


def match(ours: Mapping[int, Grams], theirs: Sequence[Grams], known: Mapping[int, int] | None = None) -> dict[int, int]:
    """Which of `theirs` (by index) is which of `ours` (by key): the likest first, each at most once.

    `known` says which are one by another sign, such as their title: those need to have but a little in common.
    """
    pairs = sorted(((likeness(a, b), key, n) for key, a in ours.items() for n, b in enumerate(theirs)), reverse=True)
    matched = {key: n for like, key, n in pairs if like >= AKIN and (known or {}).get(key) == n}
    taken: set[int] = set(matched.values())
    for like, key, n in pairs:
        if like >= SAME and key not in matched and n not in taken:
            matched[key] = n
            taken.add(n)
    return matched

"""Words of a text, and how they are found again after the text has changed. Pure.

Found again means: the very same words, in the sentence they were said in. Where that is doubtful, because the words are
gone, or stand in a sentence that is merely like it, or in two that are equally like it, nothing is found: a person's
word that waits can be put in its place by hand, one that jumped to a lookalike is a mistake nobody notices.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from db.model import Anchor, Span, Why

REACH = 32  # characters that are kept on either side, if they tell the place; more where they do not
RIVALS = 6  # places where the same words stand, the likest ones
TELLING = 12  # characters of a quote that speaks for itself
# Shares and numbers of characters, found on real pages: what counts as the same sentence.
_MOSTLY, _ONE_SIDE, _AROUND, _NEARLY_ALL = 0.6, 0.8, 0.45, 0.7
_LEAST_SIDE, _LEAST_WHOLE = 4, 8
_CLEARLY, _CLEARLY_AROUND = 2, 10

_FRONT, _BACK = "\x02", "\x03"  # stand for the text's beginning and end
_END = re.compile(r"[。！？!?…\n\x02\x03]")
_ENDS = re.compile(r"[。！？!?…\n][”’」』）)》\"']*\Z")  # a quote that ends its sentence
_MUTE = re.compile(r"[\W_]+")
_EDGES = re.compile(r"\A[\W_]+|[\W_]+\Z")


@dataclass(frozen=True, slots=True)
class _Likeness:
    """How like a place is to the one that was meant, in characters."""

    own: int  # of its sentence
    around: int  # of all that was kept


def make(text: str, start: int, end: int) -> Anchor:
    """The anchor of text[start:end], at least one character; ValueError for a span that is none."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no words at {start}:{end}")
    quote, marked = text[start:end], _marked(text)
    bare = quote.strip() or quote  # a line break that is in the quote here may be elsewhere in another edition
    home = start + 1 + quote.index(bare)
    others = [at for at in _places(marked, bare) if at != home]
    reach = REACH
    while any(_around(marked, at, bare, reach) == _around(marked, home, bare, reach) for at in others):
        reach *= 2  # ends where the text does, for its ends are marked
    before, after = _around(marked, start + 1, quote, reach)
    around = [_around(marked, at, bare, reach) for at in others]
    around.sort(key=lambda sides: -_common(sides[0][::-1], before[::-1]) - _common(sides[1], after))
    return Anchor(quote, before, after, tuple(around[:RIVALS]))


def fit(anchor: Anchor, text: str) -> Span | Why:
    """Where the anchored words stand in `text`; else why they are not found: "gone" or "twice"."""
    marked, quote = _marked(text), anchor.quote
    places = _places(marked, quote)
    exact = [at for at in places if marked.startswith(anchor.after, at + len(quote))
             and marked.endswith(anchor.before, 0, at)]
    if exact:
        return _span(exact[0], quote) if len(exact) == 1 else "twice"
    found = {at: likeness for at in places if (likeness := _likeness(anchor, marked, at))}
    if not found:
        return "gone"
    best = max(found, key=lambda at: (found[at].own, found[at].around))
    for at, other in found.items():
        ahead = found[best].own - other.own
        if at != best and ahead < _CLEARLY and (ahead < 0 or found[best].around - other.around < _CLEARLY_AROUND):
            return "twice"
    return _span(best, quote)


def stands_already(anchor: Anchor, words: str, text: str) -> Span | None:
    """Where `words` stand in the place of the anchored ones with the same sentence around them, if in one place."""
    if not words:
        return None
    near_before, near_after = anchor.before[-REACH // 4 :], anchor.after[: REACH // 4]
    marked = _marked(text)
    found = [at for at in _places(marked, words) if marked.startswith(near_after, at + len(words))
             and marked.endswith(near_before, 0, at)]
    return _span(found[0], words) if len(found) == 1 else None


def _likeness(anchor: Anchor, marked: str, at: int) -> _Likeness | None:
    """How like the place `at` is, or None where it is not the one, or might as well be one of the rivals'."""
    size = len(_MUTE.sub("", anchor.quote))
    if not size:  # a mark or a line break is known by all that is around it, or not at all
        return None
    reach = max(len(anchor.before), len(anchor.after))
    before, after = _around(marked, at, anchor.quote, reach)
    own = _sentence(anchor.before, anchor.quote, anchor.after)
    here = _sentence(before, anchor.quote, after)
    left, right = _shared(own[0], here[0]), _shared(own[1], here[1])
    around = _shared(anchor.before, before) + _shared(anchor.after, after)
    total, got = len(own[0]) + len(own[1]), left + right
    share = around / max(1, len(anchor.before) + len(anchor.after))
    one_side = any(len(o) >= _LEAST_SIDE and n >= _ONE_SIDE * len(o)
                   for o, n in ((own[0], left), (own[1], right)))
    whole = got == total and len(here[0]) + len(here[1]) == total
    if not all(n >= _MOSTLY * len(o) for words, o, n in zip(_held(anchor.quote), own, (left, right), strict=True)
               if words < TELLING):
        return None
    beside = own[0][-2:] == here[0][-2:] or own[1][:2] == here[1][:2]
    same = (
        size >= TELLING
        or (whole and total + size >= _LEAST_WHOLE and total >= _LEAST_SIDE)
        or (total >= _LEAST_SIDE and beside and (got >= _MOSTLY * total or one_side) and share >= _AROUND)
        or (got == total and share >= _NEARLY_ALL)
    )
    if not same:
        return None
    for rival in anchor.rivals:
        theirs = _sentence(rival[0], anchor.quote, rival[1])
        other = _shared(theirs[0], here[0]) + _shared(theirs[1], here[1])
        other_around = _shared(rival[0], before) + _shared(rival[1], after)
        # What is missing counts too: of two sentences of which one holds the other, the place is the one it is like.
        ours_missing = total - got
        theirs_missing = len(theirs[0]) + len(theirs[1]) - other
        ahead = (got - ours_missing) - (other - theirs_missing)
        doubtful = ahead < _CLEARLY or (other == got and not whole)
        # A rival that lost what stood before it may miss more, and still be more of what stands here.
        if other > got or ahead < 0 or (doubtful and around - other_around < _CLEARLY_AROUND):
            return None
    return _Likeness(got, around)


def _sentence(before: str, quote: str, after: str) -> tuple[str, str]:
    """What of both sides belongs to the sentence of the quote, without its marks."""
    starts = [m.end() for m in _END.finditer(before)]
    end = _END.search(after)
    left, right = before[starts[-1] if starts else 0 :], after[: end.start() if end else len(after)]
    if _ENDS.search(quote):
        right = ""
    return _MUTE.sub("", left), _MUTE.sub("", right)


def _held(quote: str) -> tuple[int, int]:
    """How many characters of its first sentence are in a quote, and of its last; for one within a sentence, enough."""
    parts = _END.split(_EDGES.sub("", quote))
    first, last = (len(_MUTE.sub("", words)) for words in (parts[0], parts[-1]))
    return (first, last) if len(parts) > 1 else (TELLING, TELLING)


def _shared(one: str, other: str) -> int:
    """How many characters of `one` stand in `other` in their order."""
    if one == other:
        return len(one)
    return sum(block.size for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks())


def _common(one: str, other: str) -> int:
    """The length of the beginning they share."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _marked(text: str) -> str:
    return f"{_FRONT}{text}{_BACK}"


def _around(marked: str, at: int, quote: str, reach: int) -> tuple[str, str]:
    end = at + len(quote)
    return marked[max(0, at - reach) : at], marked[end : end + reach]


def _places(text: str, words: str) -> list[int]:
    places, at = [], text.find(words)
    while at >= 0:
        places.append(at)
        at = text.find(words, at + 1)
    return places


def _span(at: int, words: str) -> Span:
    return at - 1, at - 1 + len(words)

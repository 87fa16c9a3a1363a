"""The boundaries a person set on a page: her steps as patches on its blocks, taken again on what is extracted.

A step knows its blocks by their first and their last words (db.patching.anchors) and not by where they stand, and says
how it is to be, not how it came about: one that is fulfilled already is in force and changes nothing. Pure.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from db.extract import regrouping
from db.extract.regrouping import Passage
from db.model import Anchor, Page, Patch, Said, Span, Why
from db.patching import anchors

_QUOTED = 14  # characters of a block's beginning, and of its end, that it is known by: enough to speak for themselves
_SHOWN = 48  # characters of a block that are shown where the step is told
_MARKS = "#\u3000 \t"
_HEADS = ("title", "kicker", "subtitle")


@dataclass(frozen=True, slots=True)
class Replay:
    """A page with a person's steps taken on it: those in force with their block's place on the page, and the rest."""

    page: Page
    said: tuple[Said, ...]
    others: tuple[int | None, ...]  # for each of `said` where on the page the article it speaks of begins, if any
    waiting: tuple[tuple[Patch, Why], ...]


class _LostError(Exception):
    """A step that finds its place no more."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


def said(text: str, page: Page, step: str, *facts: object) -> Patch:
    """What the person says who takes `step` of db.extract.regrouping with these facts on a page, before it is taken.

    Patch.field is split (also of what had no article), join, move, drop, drop_article or rename.
    """
    held = regrouping.passages(text, page)
    if step in ("split", "found", "drop", "move"):
        block = _holding(held, facts[0])
        old = _title(page, block.article)
        name = "split" if step == "found" else step
        home = facts[1] if step == "move" else block.article
        to = None if home is None else _head(held, home)
        title = page.articles[facts[1]].title if step == "move" else ""
        return _patch(text, name, block, to, old, title)
    number = facts[0]
    if step == "join":
        old, title = page.articles[number + 1].title, page.articles[number].title
        return _patch(text, "join", _head(held, number + 1), _head(held, number), old, title)
    old = page.articles[number].title
    if step == "rename":
        return _patch(text, "rename", _head(held, number), None, old, " ".join(str(facts[1]).split()))
    if step == "drop_article":
        own = [one for one in held if one.article == number and one.part != "dropped"]
        return _patch(text, step, _head(held, number), None, old, "", own)
    raise ValueError(f"no such step: {step}")


def replay(text: str, page: Page, patches: Sequence[Patch]) -> Replay:
    """Take the steps on `page`, a page of `text`, in their order."""
    inforce: list[Said] = []
    others: list[int | None] = []
    waiting: list[tuple[Patch, Why]] = []
    for patch in patches:
        try:
            page, span, other = _take(text, page, patch)
        except _LostError as lost:
            waiting.append((patch, lost.why))
        except ValueError:  # it makes no sense on this page
            waiting.append((patch, "gone"))
        else:
            inforce.append(Said(patch, span))
            others.append(other)
    return Replay(page, tuple(inforce), tuple(others), tuple(waiting))


def places(text: str, patches: Sequence[Patch]) -> tuple[int | None, ...]:
    """Where on the page the block of each step begins, or None."""
    found = (anchors.fit(patch.anchor, text) for patch in patches)
    return tuple(span[0] if isinstance(span, tuple) else None for span in found)


def _take(text: str, page: Page, patch: Patch) -> tuple[Page, Span, int | None]:
    held = regrouping.passages(text, page)
    if patch.field == "drop_article":
        return _drop_all(text, page, held, patch)
    block = _find(text, held, patch.anchor, patch.new["tail"])
    other = None
    if patch.new["article"]:
        first, last = patch.new["article"]
        other = _find(text, held, _anchor(first), last, strict=patch.field in ("move", "join"))
    to = other.article if other else None
    if patch.field == "split":
        if block.part == "dropped":
            raise _LostError("gone")
        if block.article is None:
            page = regrouping.found(text, page, block.start)
        elif block.splits:
            page = regrouping.split(text, page, block.start)
    elif patch.field == "drop":
        if block.article is not None and block.part != "dropped":
            page = regrouping.drop(text, page, block.start)
    elif patch.field == "move":
        if to is None:
            raise _LostError("gone")
        if block.article != to or block.part == "dropped":
            page = regrouping.move(text, page, block.start, to)
    elif patch.field == "join":
        if to is None or block.article is None:
            raise _LostError("gone")
        if block.article != to:
            page = regrouping.join(text, page, to, _opening(block))
    elif patch.field == "rename":
        number = _opening(block)
        if page.articles[number].title != patch.new["title"]:
            page = regrouping.rename(text, page, number, patch.new["title"])
    return page, (block.start, block.end), other.start if other else None


def _drop_all(text: str, page: Page, held: Sequence[Passage], patch: Patch) -> tuple[Page, Span, int | None]:
    blocks, why = [], "gone"
    for head, tail in patch.new["blocks"]:
        try:
            blocks.append(_find(text, held, _anchor(head), tail))
        except _LostError as lost:
            why = lost.why
    if not blocks:
        raise _LostError(why)
    placed = [one.start for one in blocks if one.article is not None and one.part != "dropped"]
    return (regrouping.drop(text, page, *placed) if placed else page), (blocks[0].start, blocks[0].end), None


def _find(text: str, held: Sequence[Passage], head: Anchor, tail: list | None, strict: bool = True) -> Passage | None:
    """The block that begins with the one words and ends with the other; either will do where the other is lost."""
    found: dict[int, Passage] = {}
    why: Why = "gone"
    starts = [one.start for one in held]
    for words, last in ((head, False), (_anchor(tail) if tail else None, True)):
        span = anchors.fit(words, text) if words else "gone"
        if not isinstance(span, tuple):
            why = "twice" if span == "twice" else why
            continue
        block = held[max(bisect_right(starts, span[0]) - 1, 0)]
        rest = text[span[1] : block.end] if last else text[block.start : span[0]]
        if block.start <= span[0] < block.end and not rest.strip(_MARKS):
            found[block.start] = block
    if len(found) == 1:
        return next(iter(found.values()))
    if not strict:
        return None
    raise _LostError("twice" if found else why)


def _opening(block: Passage) -> int:
    """The number of the article that begins with `block`; a step on a whole article is for no larger one."""
    if block.article is None or block.splits or block.part in ("dropped", "byline"):
        raise _LostError("gone")
    return block.article


def _holding(held: Sequence[Passage], offset: object) -> Passage:
    block = held[max(bisect_right([one.start for one in held], offset) - 1, 0)] if held else None
    if block is None or not block.start <= offset < block.end:
        raise ValueError(f"no block at {offset}")
    return block


def _head(held: Sequence[Passage], article: int) -> Passage:
    """The block that stands for an article: its title, or else its beginning."""
    own = [one for one in held if one.article == article and one.part != "dropped"]
    if not own:
        raise ValueError(f"no such article: {article}")
    titles = [one for part in _HEADS for one in own if one.part == part]
    opening = [one for one in own if not one.splits and one.part != "byline"]
    return (titles or opening or own)[0]


def _title(page: Page, article: int | None) -> str:
    return "" if article is None else page.articles[article].title


def _patch(text: str, step: str, block: Passage, other: Passage | None, old: str, title: str,
           blocks: Sequence[Passage] = ()) -> Patch:
    head, tail = _known_by(text, block)
    new = {"tail": tail, "article": None, "title": title, "words": _words(text, block)}
    if other is not None:
        first, last = _known_by(text, other)
        new["article"] = [_listed(first), last]
    if blocks:
        new["blocks"] = [[_listed(first), last] for first, last in (_known_by(text, one) for one in blocks)]
    return Patch("boundary", step, head, old, new)


def _known_by(text: str, block: Passage) -> tuple[Anchor, list | None]:
    words = text[block.start : block.end]
    start = block.start + len(words) - len(words.lstrip(_MARKS))
    if start == block.end:  # nothing but marks
        start = block.start
    end = min(block.end, start + _QUOTED)
    tail = _listed(anchors.make(text, block.end - _QUOTED, block.end)) if block.end - start > _QUOTED else None
    return anchors.make(text, start, end), tail


def _words(text: str, block: Passage) -> str:
    return " ".join(text[block.start : block.end].strip(_MARKS).split())[:_SHOWN]


def _listed(anchor: Anchor) -> list:
    """An anchor as a JSON value."""
    return [anchor.quote, anchor.before, anchor.after, [list(rival) for rival in anchor.rivals]]


def _anchor(words: list) -> Anchor:
    quote, before, after, rivals = words
    return Anchor(quote, before, after, tuple((a, b) for a, b in rivals))

"""What another extraction of a page would change, before anything is changed. Pure.

A page is compared article by article: each case with the new article that is recognisably the same, and both with what
a person said on top, so that only what she would see is a difference, and she is told which of her words still fit.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from db.corrections import FIELDS, value_of
from db.model import Article, Bounds, Case, Metric, Page, Patch, Why
from db.patching import applying, likeness

_SEEN = ("value", "value_max", "unit", "qualifier", "subject", "period", "change", "region", "text")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that would change; values as db.corrections.value_of gives them; "text", "headings" and "summary" too."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class MetricChange:
    """A metric that would change, come (no old one) or go (no new one)."""

    old: Metric | None
    new: Metric | None


@dataclass(frozen=True, slots=True)
class CaseDifference:
    """What would change in one case. One that would go has no `article`, one that would come has no `case_id`."""

    case_id: int | None
    title: str
    article: Article | None  # as extracted anew
    fields: tuple[FieldChange, ...] = ()
    metrics: tuple[MetricChange, ...] = ()
    fits: tuple[Patch, ...] = ()  # a person's words that would be in force
    waits: tuple[tuple[Patch, Why], ...] = ()  # those that would wait, and do not yet


@dataclass(frozen=True, slots=True)
class Difference:
    """What would change on one page. `boundaries`: articles would come or go. `bounds` is what a person set on it;
    her steps are taken in `page` already, but for those that fit no more.
    """

    page_id: int
    name: str
    cases: tuple[CaseDifference, ...]
    page: Page
    boundaries: bool
    bounds: Bounds | None = None
    stands: tuple[Patch, ...] = ()  # her steps that are in force
    lost: tuple[tuple[Patch, Why], ...] = ()  # those that would wait


def compare(
    page_id: int, name: str, new: Page, cases: Mapping[int, Case], extracted: Mapping[int, Article],
    patches: Mapping[int, Sequence[Patch]],
) -> Difference | None:
    """The difference that `new` would make to the cases of a page (all by their id), or None for none at all."""
    theirs = [likeness.grams(article) for article in new.articles]
    ours = {number: likeness.grams(article) for number, article in extracted.items()}
    matched = likeness.match(ours, theirs, _by_title(extracted, new.articles))
    found = []
    for number, case in cases.items():
        if number not in matched:
            waits = _homeless([patch for patch in patches[number] if patch.id in _in_force(case)])
            found.append(CaseDifference(number, case.article.title, None, waits=waits))
        elif new.articles[matched[number]] != extracted[number]:
            found.append(_compare(case, new.articles[matched[number]], patches[number]))
    come = [article for n, article in enumerate(new.articles) if n not in matched.values()]
    found += [CaseDifference(None, article.title, article) for article in come]
    boundaries = bool(come) or len(matched) < len(cases)
    return Difference(page_id, name, tuple(found), new, boundaries) if found else None


def _compare(case: Case, article: Article, patches: Sequence[Patch]) -> CaseDifference:
    outcome = applying.apply(article, patches)
    after = replace(case, article=outcome.article)
    fields = [FieldChange(name, was, now) for name in FIELDS
              if (was := value_of(case, name)) != (now := value_of(after, name))]
    for name in ("text", "headings", "summary"):
        was, now = (_words(getattr(one.article, name)) for one in (case, after))
        if was != now:
            fields.append(FieldChange(name, was, now))
    fits = tuple(said.patch for said in outcome.said)
    metrics = _metrics(case.article.metrics, outcome.article.metrics)
    waits = tuple(one for one in outcome.waiting if one[0].id in _in_force(case))
    return CaseDifference(case.id, case.article.title, article, tuple(fields), metrics, fits, waits)


def _in_force(case: Case) -> set[int]:
    return {one.patch.id for one in (*case.said, *case.notes)}


def _by_title(ours: Mapping[int, Article], theirs: Sequence[Article]) -> dict[int, int]:
    """Which article has the title that only one of ours has: a part of an article that was parted keeps its name."""
    counts = Counter([one.title for one in ours.values()]), Counter([one.title for one in theirs])
    places = {article.title: n for n, article in enumerate(theirs)}
    return {number: places[one.title] for number, one in ours.items()
            if counts[0][one.title] == counts[1][one.title] == 1}


def _metrics(old: Sequence[Metric], new: Sequence[Metric]) -> tuple[MetricChange, ...]:
    changes: list[MetricChange] = []
    same = SequenceMatcher(None, [m.text for m in old], [m.text for m in new], autojunk=False)
    for _, a, b, c, d in same.get_opcodes():
        shared = min(b - a, d - c)
        pairs = zip(old[a : a + shared], new[c : c + shared], strict=True)
        changes += [MetricChange(one, other) for one, other in pairs
                    if any(getattr(one, name) != getattr(other, name) for name in _SEEN)]
        changes += [MetricChange(metric, None) for metric in old[a + shared : b]]
        changes += [MetricChange(None, metric) for metric in new[c + shared : d]]
    return tuple(changes)


def _words(value: str | tuple) -> str | list[str]:
    return value if isinstance(value, str) else [part.text for part in value]


def _homeless(patches: Sequence[Patch]) -> tuple[tuple[Patch, Why], ...]:
    return tuple((patch, "homeless") for patch in patches)

"""An article as it was extracted, with a person's word put on top. Pure.

What she said wins over what was extracted. A patch that finds its place no more, or two, is not in force: it waits.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from db.model import Article, Metric, Patch, Region, Said, Span, Why
from db.patching import anchors, parts, revising


@dataclass(frozen=True, slots=True)
class Outcome:
    """An article with a person's word on top: what is in force, notes included, and what waits and why."""

    article: Article
    said: tuple[Said, ...]
    waiting: tuple[tuple[Patch, Why], ...]


def apply(article: Article, patches: Sequence[Patch]) -> Outcome:
    """`article`, as extracted, with `patches` on top, in the order they were made."""
    held: dict[int, Span | None] = {}  # the place of each patch that found one; None for a field's
    waiting: dict[int, Why] = {}
    words, edits = article.text, []
    for n, patch in enumerate(patches):
        if patch.anchor is None:
            held[n] = None
            continue
        found = anchors.fit(patch.anchor, words)
        if patch.kind == "text" and isinstance(found, tuple):
            edit = revising.least(words[slice(*found)], found[0], patch.new)
            words = words[: edit[0]] + edit[2] + words[edit[1] :]
            edits.append(edit)
            _carry(held, waiting, patches, edit)
            found = found[0], found[0] + len(patch.new)
        elif patch.kind == "text":  # an edited page may say already what she said
            found = anchors.stands_already(patch.anchor, patch.new, words) or found
        if isinstance(found, tuple):
            held[n] = found
        else:
            waiting[n] = found
    article = revising.rewrite(article, edits)
    article = _with_fields(article, [patches[n] for n in held if patches[n].kind == "field"])
    article, indices = _with_metrics(article, patches, held, waiting)
    article = _with_parts(article, patches, held, waiting)
    said = tuple(Said(patches[n], held[n], indices.get(n)) for n in sorted(held) if n not in waiting)
    return Outcome(article, said, tuple((patches[n], waiting[n]) for n in sorted(waiting)))


def _carry(
    held: dict[int, Span | None], waiting: dict[int, Why], patches: Sequence[Patch], edit: revising.Edit
) -> None:
    """Take the places found so far along with a change of the text."""
    for n, span in held.items():
        if span is None or n in waiting:
            continue
        moved = revising.carried(span, edit, within=patches[n].kind in ("note", "text", "heading", "point"))
        if moved is None and patches[n].kind == "text":
            moved = edit[0], edit[0] + len(edit[2])  # she changed her own words: they show where the last ones do
        if moved is None:
            waiting[n] = "gone"
        else:
            held[n] = moved


def _with_parts(
    article: Article, patches: Sequence[Patch], held: dict[int, Span | None], waiting: dict[int, Why]
) -> Article:
    """The article with the section headings and the summary a person says; unheard patches wait."""
    kinds = {kind: [n for n in sorted(held) if patches[n].kind == kind and n not in waiting]
             for kind in ("heading", "point")}
    article, heard = parts.with_headings(article, [(patches[n], held[n]) for n in kinds["heading"]])
    waiting.update((n, "gone") for n, one in zip(kinds["heading"], heard, strict=True) if not one)
    return parts.with_points(article, [(patches[n], held[n]) for n in kinds["point"]])


def _with_fields(article: Article, patches: Iterable[Patch]) -> Article:
    for patch in patches:
        value = patch.new
        if patch.field == "regions":
            article = replace(article, regions=tuple(Region(path, code) for path, code in value))
        elif patch.field == "topics":
            article = replace(article, topics=tuple(code for code in value if "/" not in code),
                              subtopics=tuple(code for code in value if "/" in code))
        elif patch.field != "date":  # the source's, which is not of the article
            article = replace(article, **{patch.field: tuple(value) if isinstance(value, list) else value})
    return article


def _with_metrics(
    article: Article, patches: Sequence[Patch], held: dict[int, Span | None], waiting: dict[int, Why]
) -> tuple[Article, dict[int, int]]:
    """The article with the metrics a person says, and the metric each patch speaks of; unheard patches wait."""
    metrics: list[Metric | None] = list(article.metrics)
    spoken: dict[int, int] = {}
    for n in sorted(held):
        patch, span = patches[n], held[n]
        if n in waiting or patch.kind not in ("metric", "add", "strike"):
            continue
        here = [k for k, m in enumerate(metrics) if m and m.start < span[1] and span[0] < m.end]
        exact = [k for k in here if (metrics[k].start, metrics[k].end) == span]
        if patch.kind == "add":
            for k in here:
                metrics[k] = None
            sentence = revising.sentence_of(article.text, span)
            spoken[n] = exact[0] if exact else len(metrics)  # in its place its pairs stay
            made = Metric(*span, article.text[slice(*span)], **patch.new, sentence=sentence)
            metrics[spoken[n] : spoken[n] + 1] = [made]
        elif patch.kind == "strike":
            for k in here:
                metrics[k] = None
        else:
            alike = exact or [k for k in here if getattr(metrics[k], patch.field) in (patch.old, patch.new)]
            if len(alike) != 1:
                waiting[n] = "gone"
                continue
            spoken[n] = alike[0]
            metrics[alike[0]] = replace(metrics[alike[0]], **{patch.field: patch.new})
    article = revising.with_metrics(article, metrics)
    index = {(m.start, m.end): k for k, m in enumerate(article.metrics)}
    return article, {n: index[(m.start, m.end)] for n, k in spoken.items() if (m := metrics[k])}

"""Section headings and points of the summary with a person's word on top. Pure.

A heading is known by the paragraph it stands over and by its words, a point of the summary by its sentence.
"""

from collections.abc import Sequence
from dataclasses import replace

from db.model import Article, Heading, Patch, Span, SummaryPoint

PARTS = ("background", "practice", "result")


def with_headings(article: Article, said: Sequence[tuple[Patch, Span]]) -> tuple[Article, list[bool]]:
    """The article with the headings a person says, and for each patch whether it is in force."""
    headings, held = list(article.headings), []
    for patch, span in said:
        at = paragraph(article.text, span)
        last = span[1] == len(article.text)  # a heading with nothing below it is known by what is above
        here = [n for n, one in enumerate(headings) if one.before == at or (last and one.before == len(article.text))]
        old = next((n for n in here if headings[n].text == patch.old), None)
        new = next((n for n in here if headings[n].text == patch.new), None)
        held.append(True)
        if patch.new is None:
            if old is not None:
                del headings[old]
        elif old is not None:
            headings[old] = replace(headings[old], text=patch.new)
        elif patch.old is None and new is None:
            later = sum(one.before <= at for one in headings)
            headings.insert(later, Heading(patch.new, at))
        elif new is None:
            held[-1] = False
    return (replace(article, headings=tuple(headings)) if tuple(headings) != article.headings else article), held


def with_points(article: Article, said: Sequence[tuple[Patch, Span]]) -> Article:
    """The article with the summary a person says: a sentence she chose stands in the place of what it overlaps."""
    points = list(article.summary)
    for patch, span in said:
        points = [one for one in points if one.end <= span[0] or span[1] <= one.start]
        if patch.new is not None:
            points.append(SummaryPoint(patch.new, *span, article.text[slice(*span)]))
    if said:
        points.sort(key=lambda one: (PARTS.index(one.part), one.start))
    return replace(article, summary=tuple(points)) if tuple(points) != article.summary else article


def paragraph(text: str, span: Span) -> int:
    """Where the paragraph begins that `span` begins in."""
    return text.rfind("\n", 0, span[0]) + 1

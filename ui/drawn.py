"""The figures of a case with a person's word in them: what she corrected is told as she gave it."""

from dataclasses import asdict, replace

from db.figures import figures
from db.model import Case, Figure
from ui import saying

_TOLD = ("value", "value_max", "unit", "qualifier")  # what a bar tells of a metric


def figures_of(case: Case) -> tuple[Figure, ...]:
    """The figures of a case. A bar says what the article prints, except where that is no longer the value."""
    corrected = {one.metric for one in case.said
                 if one.patch.kind == "add" or (one.patch.kind == "metric" and one.patch.field in _TOLD)}
    drawn = []
    for figure in figures(case.article):
        bars = tuple(replace(bar, shown=_shown(case, bar.metric)) if bar.metric in corrected else bar
                     for bar in figure.bars)
        drawn.append(replace(figure, bars=bars))
    return tuple(drawn)


def _shown(case: Case, index: int) -> str:
    return saying.metric(asdict(case.article.metrics[index]) | {"subject": ""}).replace(" ", "")

"""Another text for an article, and everything that counts in it goes along. Pure.

What lies before a change stays, what lies behind moves, what lies across it is taken anew: the metrics of each sentence
that was touched are measured again, a point of the summary grows or shrinks with its sentence, what was taken from the
page one to one ends where the person's words begin. Every span keeps quoting what it says.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from db.model import Article, Heading, Metric, Pair, Piece, Repair, Span, SummaryPoint

Edit = tuple[int, int, str]  # text[start:end] becomes these words; offsets of the text as the edits before left it


def least(old: str, start: int, new: str) -> Edit:
    """The smallest edit that makes `old`, which stands at `start`, into `new`."""
    most = min(len(old), len(new))
    front = next((n for n in range(most) if old[n] != new[n]), most)
    back = next((n for n in range(most - front) if old[-1 - n] != new[-1 - n]), most - front)
    return start + front, start + len(old) - back, new[front : len(new) - back]


def carried(span: Span, edit: Edit, *, within: bool = False) -> Span | None:
    """Where `span` is after `edit`; None where the edit changed its words, unless it may lie `within` them."""
    (a, b), (start, end, words) = span, edit
    shift = len(words) - (end - start)
    if b <= start:
        return span
    if a >= end:
        return a + shift, b + shift
    inside = a <= start and end <= b and (a, b) != (start, end)
    return (a, b + shift) if within and inside else None


def rewrite(article: Article, edits: Sequence[Edit]) -> Article:
    """`article` after `edits`, one after the other; measured again where its sentences were touched."""
    touched: list[Span] = []
    for edit in edits:
        touched = [_loosely(span, edit) for span in touched]
        touched.append((edit[0], edit[0] + len(edit[2])))
        article = _edited(article, edit)
    return _measured(article, touched) if edits else article


def with_metrics(article: Article, metrics: Sequence[Metric | None]) -> Article:
    """`article` with other metrics: in the places of its own, None for one that goes; new ones behind. In text order.

    Pairs go along; those whose members no longer have one unit are none.
    """
    old = article.metrics
    if len(metrics) == len(old) and all(now is was for now, was in zip(metrics, old, strict=True)):
        return article
    order = sorted((m.start, m.end, n) for n, m in enumerate(metrics) if m is not None)
    places = {n: at for at, (_, _, n) in enumerate(order)}
    pairs = tuple(
        Pair(p.kind, places[p.first], places[p.second]) for p in article.pairs
        if p.first in places and p.second in places
        and (metrics[p.first].unit == metrics[p.second].unit or old[p.first].unit != old[p.second].unit)
    )
    return replace(article, metrics=tuple(metrics[n] for _, _, n in order), pairs=pairs)


def sentence_of(text: str, span: Span) -> Span:
    """The sentence that holds `span`, or the sentences, where it reaches across their ends."""
    from db.extract.sentences import sentences

    spans = sentences(text)
    held = [s for s in spans if s[0] < span[1] and span[0] < s[1]]
    return (min(span[0], held[0][0]), max(span[1], held[-1][1])) if held else span


def _edited(article: Article, edit: Edit) -> Article:
    start, end, words = edit
    text = article.text[:start] + words + article.text[end:]
    metrics = [_moved(metric, edit) for metric in article.metrics]
    mended = [_mended(repair) for repair in article.repairs]
    cuts = [(start, end), *(m for m in mended if m and m[0] < max(end, start + 1) and start < m[1])]
    cut = (min(a for a, _ in cuts), max(b for _, b in cuts))
    return with_metrics(
        replace(
            article,
            text=text,
            headings=tuple(Heading(h.text, _paragraph(text, _at(h.before, edit))) for h in article.headings),
            pieces=tuple(piece for whole in article.pieces for piece in _cut(whole, cut, edit)),
            repairs=tuple(_repair(r, area, cut, edit) for r, area in zip(article.repairs, mended, strict=True)),
            summary=tuple(point for old in article.summary for point in _point(old, text, edit)),
        ),
        metrics,
    )


def _measured(article: Article, touched: Sequence[Span]) -> Article:
    """The metrics of the touched sentences as the extraction sees them now; all others as they are."""
    from db.extract import metrics, places
    from db.extract.sentences import sentences

    spans = [(a, b) for a, b in sentences(article.text) if any(start <= b and end >= a for start, end in touched)]
    starts = [a for a, _ in spans]

    def anew(metric: Metric) -> bool:
        at = bisect_right(starts, metric.start) - 1
        return at >= 0 and metric.start < spans[at][1]

    found, pairs = metrics.find(article.text, places.find(article)) if spans else ((), ())
    kept = with_metrics(article, [None if anew(metric) else metric for metric in article.metrics])
    fresh = [metric for metric in found if anew(metric)]
    merged = with_metrics(kept, [*kept.metrics, *fresh])
    index = {(m.start, m.end): n for n, m in enumerate(merged.metrics)}
    known = [(index.get((found[p.first].start, found[p.first].end)), index.get((found[p.second].start,
              found[p.second].end)), p.kind) for p in pairs if anew(found[p.first]) or anew(found[p.second])]
    taken = {n for pair in merged.pairs for n in (pair.first, pair.second)}
    more = [Pair(kind, a, b) for a, b, kind in known if a is not None and b is not None and not {a, b} & taken]
    return replace(merged, pairs=tuple(sorted((*merged.pairs, *more), key=lambda pair: (pair.first, pair.second))))


def _moved(metric: Metric, edit: Edit) -> Metric | None:
    span = carried((metric.start, metric.end), edit)
    if span is None:
        return None
    return replace(metric, start=span[0], end=span[1], sentence=_loosely(metric.sentence, edit))


def _point(point: SummaryPoint, text: str, edit: Edit) -> list[SummaryPoint]:
    span = carried((point.start, point.end), edit, within=True)
    if span is None or not text[slice(*span)].strip():
        return []
    return [SummaryPoint(point.part, *span, text[slice(*span)])]


def _mended(repair: Repair) -> Span | None:
    """Where the text differs from the page because a name was put right."""
    if repair.kind != "corrected_name" or repair.at is None:
        return None
    return repair.at, repair.at + max(len(repair.after), repair.span[1] - repair.span[0])


def _repair(repair: Repair, area: Span | None, cut: Span, edit: Edit) -> Repair:
    if repair.at is None:
        return repair
    if area and area[0] < cut[1] and cut[0] < area[1]:
        return replace(repair, at=None)  # the name is now the person's
    return replace(repair, at=_at(repair.at, edit))


def _cut(piece: Piece, cut: Span, edit: Edit) -> list[Piece]:
    """What is left of a piece without `cut`, which holds the edit."""
    start, end, words = edit
    shift = len(words) - (end - start)
    a, b = piece.text, piece.text + piece.length
    if b <= cut[0]:
        return [piece]
    if a >= cut[1]:
        return [replace(piece, text=a + shift)]
    front = [replace(piece, length=cut[0] - a)] if a < cut[0] else []
    back = [Piece(cut[1] + shift, piece.page + cut[1] - a, b - cut[1])] if cut[1] < b else []
    return front + back


def _loosely(span: Span, edit: Edit) -> Span:
    return _at(span[0], edit), _at(span[1], edit, ends=True)


def _at(at: int, edit: Edit, *, ends: bool = False) -> int:
    """Where an offset is after `edit`; one inside goes to the edge of the new words."""
    start, end, words = edit
    if at <= start:
        return at
    return at + len(words) - (end - start) if at >= end else start + (len(words) if ends else 0)


def _paragraph(text: str, at: int) -> int:
    """The beginning of the paragraph that `at` lies in."""
    return text.rfind("\n", 0, at) + 1

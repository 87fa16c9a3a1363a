"""Drafts -> articles with every paragraph where it belongs: doubles dropped, cuts joined, strays brought home."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from db.extract.layout import doubles, roles, seams
from db.extract.layout.belonging import Belonging, Place
from db.extract.layout.doubles import Twice
from db.extract.layout.drafts import TITLE_WEIGHS, Draft, Outline
from db.extract.layout.kinship import Kinship
from db.extract.layout.lines import Line
from db.extract.layout.stories import Stories

_ROUNDS = 3  # a stray taken out brings its neighbours together, which may show another
_A_PAGE = 600  # lines of body; more are no page of a newspaper, and one round is enough
_STRAYS = 40  # strays taken from one article in one round; bounds the work on a page that is all fragments
_UNTITLED = 60  # characters of prose from which a page without a title is still an article
_SOUNDER = 3
_INTRUDES = 1.7  # a copy that stands below a cut paragraph, which does not go on in it
_ENDS = 0.85  # a copy that stands at the end of an article
_AKIN = 1.0
_AS_WELL = 0.02
_IN_NONE = -2.6  # how well a copy goes with no article at all
_HARD_START = "，。；、！？”’）》」』】)%"


@dataclass
class Told:
    """A draft with what was done to it; `body` is the reading order."""

    draft: Draft
    lead: roles.Lead | None = None
    lead_line: int = -1
    signed: tuple[str, ...] = ()
    body: list[Line] = field(default_factory=list)
    joined: dict[int, bool] = field(default_factory=dict)  # index of a line that goes on with the one before: a stray?
    run: dict[int, Line] = field(default_factory=dict)  # index of a stray -> the last line that came with it
    dropped: list[tuple[Line, Line]] = field(default_factory=list)  # what was given twice, and what was kept

    def paragraphs(self) -> list[Line]:
        return [line for line in self.body if line.index not in self.draft.sections]


@dataclass
class Placed:
    articles: list[Told]
    loose: list[Line]  # what found no article, the page's furniture included


def arrange(traced: Outline, furniture: Sequence[Line], twice: Sequence[Twice], kinship: Kinship) -> Placed:
    """Every line of the outline in its place; `twice` are the paragraphs the page gives two times."""
    articles = [trimmed(draft) for draft in traced.drafts]
    loose = list(traced.loose)
    if not articles and _is_prose(loose):
        articles, loose = [trimmed(Draft(body=loose))], []
    _drop_doubles(articles, loose, twice, kinship)
    _join(articles, loose, kinship)
    told = [one for one in articles if _has_text(one)]
    loose += _headless(told)
    for empty in (one for one in articles if not _has_text(one)):
        loose += _heads(empty) + empty.draft.bylines + empty.body + empty.draft.signed
    return Placed(told, sorted([*loose, *furniture], key=lambda line: line.start))


def _has_text(told: Told) -> bool:
    return any(line.index not in told.draft.sections for line in told.body)


def _is_prose(loose: Sequence[Line]) -> bool:
    whole = [line for line in loose if roles.finished(line.text)]
    return bool(whole) and sum(len(line.text) for line in loose) >= _UNTITLED


def trimmed(draft: Draft) -> Told:
    """The draft with source notes, signatures and （下转…） cut from its paragraphs."""
    told = Told(draft)
    paragraphs = draft.paragraphs()
    early = {line.index for line in paragraphs[:3]}
    for line in draft.body:
        if line.index in draft.sections:
            told.body.append(line)
            continue
        line = line.cut(*roles.turns(line.text))
        if not told.lead and line.index in early and (lead := roles.lead(line.text)) and lead.length < len(line.text):
            told.lead, told.lead_line = lead, line.index
            line = line.cut(lead.length, len(line.text))
        if signature := roles.signature(line.text):
            line, told.signed = line.cut(0, signature[0]), told.signed or signature[1]
        told.body.append(line)
    return told


def _drop_doubles(articles: list[Told], loose: list[Line], twice: Sequence[Twice], kinship: Kinship) -> None:
    """Keeps of each paragraph given twice the copy that stands in its article."""
    if not twice:
        return
    home = {line.index: n for n, told in enumerate(articles) for line in told.body}
    home |= {line.index: -1 for line in loose}
    before = dict(pairwise(line.index for line in [*loose, *(line for told in articles for line in told.body)]))
    after, before = before, {later: earlier for earlier, later in before.items()}
    by_index = {line.index: line for told in articles for line in told.body} | {line.index: line for line in loose}
    leads = {told.lead_line for told in articles}
    stories = Stories([_told(told) for told in articles], loose, kinship)
    gone: set[int] = set()
    instead: dict[int, list[Line]] = {}
    swapped: dict[int, Line] = {}
    for copies in twice:
        if any(line.index not in home for copy in copies for line in copy):
            continue
        pair = [[by_index[line.index] for line in instead.get(copy[0].index, copy)] for copy in copies]
        if pair[0][0] is pair[1][0]:
            continue
        homes = [home[copy[0].index] for copy in pair]
        if homes == [-1, -1] or any(line.index in gone for copy in pair for line in copy):
            continue
        fits = []
        for copy, n in zip(pair, homes, strict=True):
            above = before.get(copy[0].index)
            intrudes = above is not None and home[above] == n and seams.unfinished(by_index[above].text)
            inside = [line for other, m in zip(pair, homes, strict=True) for line in other if m == n]
            ends = home.get(after.get(copy[-1].index, -1)) != n
            fit = _fit(copy, inside, n, stories) - (_INTRUDES if intrudes else 0.0) - (_ENDS if ends else 0.0)
            whole = n >= 0 and len(articles[n].paragraphs()) == len(copy)  # the article would be lost with it
            fits.append((whole or copy[0].index in leads, fit))
        kept, lost = pair if fits[0][0] or (not fits[1][0] and fits[0][1] >= fits[1][1] - _AS_WELL) else pair[::-1]
        if home[kept[0].index] < 0 and home[lost[0].index] >= 0:
            kept, lost = lost, kept
        told = articles[home[kept[0].index]]
        gone |= {line.index for line in lost}
        instead |= {line.index: kept for line in lost}  # a paragraph may be given a third time
        one, other = kept[0], lost[0]
        if len(kept) == len(lost) == 1 and one.index not in leads and doubles.sounder(other.text, one.text) > _SOUNDER:
            # The copy that stands wrong reads right: its words, in the other's place.
            swapped[one.index] = other
            told.dropped.append((one, other))
        else:
            told.dropped += [(line, one) for line in lost]
    for told in articles:
        told.body = [swapped.get(line.index, line) for line in told.body if line.index not in gone]
    loose[:] = [line for line in loose if line.index not in gone]


def _told(told: Told) -> list[Line]:
    """The lines of an article, those of its title as often as a title weighs."""
    return [*told.body, *_heads(told) * TITLE_WEIGHS]


def _heads(told: Told) -> list[Line]:
    return [line for line in (told.draft.kicker, told.draft.title, told.draft.subtitle) if line]


def _fit(copy: Sequence[Line], inside: Sequence[Line], n: int, stories: Stories) -> float:
    """How well `copy` goes with article `n`, which holds the lines `inside` of it; they do not speak for themselves.

    By the root of its length, so that what is said of a paragraph against an intruding one is said of a long one too.
    """
    if n < 0:
        return _IN_NONE
    both = [*copy, *(line for line in inside if all(line is not one for one in copy))]
    akin = sum(stories.affinity_at_home(both, n)[: len(copy)]) / sum(len(line.pairs) for line in copy)
    odds = stories.odds_at_home(copy, inside, n) / sum(len(line.text) for line in copy) ** 0.5
    return odds + _AKIN * akin


def _join(articles: list[Told], loose: list[Line], kinship: Kinship) -> None:
    """Joins what was cut and brings strays home, until nothing more moves."""
    rounds = _ROUNDS if sum(len(told.body) for told in articles) < _A_PAGE else 1
    said: dict[tuple[int, int], float] = {}
    told: dict[tuple[int, int], tuple[float, int, int]] = {}
    stories: Stories | None = None
    for turn in range(rounds):
        places = list(_places(articles, loose))
        if all(roles.finished(place.line.text) for place in places):
            return  # nothing is cut: a sound page is not weighed at all
        stories = Stories([_told(one) for one in articles], loose, kinship, stories)
        belonging = Belonging(places, stories)
        found = seams.find(places, kinship, belonging, said, told)
        changed = _bring_home(articles, loose, places, found, belonging)
        told = {both: kept for both, kept in told.items() if changed.isdisjoint(kept[1:])}
        if not changed or turn == rounds - 1:
            above = {b.index: a.index for told in articles for a, b in pairwise(told.body)}
            for seam in found:
                left, right = places[seam.left], places[seam.right].line
                if left.article >= 0 and not seam.stray and above.get(right.index) == left.line.index:
                    articles[left.article].joined.setdefault(right.index, False)
            return


def _places(articles: Sequence[Told], loose: Sequence[Line]) -> Iterable[Place]:
    for line in loose:
        yield Place(line, -1, False, False)
    for n, told in enumerate(articles):
        leads, headed = True, False
        for line in told.body:
            if line.index in told.draft.sections:
                headed = True
                continue
            yield Place(line, n, (leads and told.lead_line < 0) or line.index == told.lead_line, headed)
            leads = headed = False


def _bring_home(
    articles: list[Told],
    loose: list[Line],
    places: Sequence[Place],
    found: Sequence[seams.Seam],
    belonging: Belonging,
) -> set[int]:
    """Moves each stray, with what came along with it, behind the paragraph it continues. The articles that changed."""
    onward = {seam.left: seam for seam in found}
    strays = {seam.right for seam in found if seam.stray}
    owners = {place.line.index: place.article for place in places}
    left_by: Counter[int] = Counter()
    changed: set[int] = set()
    for seam in found:
        owner = owners[places[seam.left].line.index]
        if not seam.stray or owner < 0:
            continue
        left_by[places[seam.right].article] += 1
        if left_by[places[seam.right].article] > _STRAYS:
            continue
        host = owners[places[seam.right].line.index]
        if host != places[seam.right].article:
            continue  # went along with another stray already
        run = [n for n in _run(places, seam, onward, strays, belonging) if owners[places[n].line.index] == host]
        source = articles[host].body if host >= 0 else loose
        sections = articles[host].draft.sections if host >= 0 else set()
        lines = _with_headings([places[n].line for n in run], source, sections)
        marks = {line.index for line in lines}
        if host == owner and places[seam.left].line.index in marks:
            continue
        owners |= dict.fromkeys(marks, owner)
        source[:] = [line for line in source if line.index not in marks]
        target = articles[owner]
        at = next(n for n, line in enumerate(target.body) if line is places[seam.left].line) + 1
        target.body[at:at] = lines
        target.joined[lines[0].index] = True
        target.run[lines[0].index] = lines[-1]
        if host >= 0:
            for line in lines:
                if line.index in sections:
                    sections.discard(line.index)
                    target.draft.sections.add(line.index)
                if line.index in articles[host].joined and line is not lines[0] and host != owner:
                    target.joined[line.index] = articles[host].joined.pop(line.index)
        changed |= {host, owner}
    return changed


def _run(
    places: Sequence[Place],
    seam: seams.Seam,
    onward: dict[int, seams.Seam],
    strays: set[int],
    belonging: Belonging,
) -> list[int]:
    """The positions of a stray and of the paragraphs behind it that came along."""
    owner, host = places[seam.left].article, places[seam.right].article
    together = set(belonging.run(owner, seam.right)) if owner != host else {seam.right}
    run = [seam.right]
    for n in range(seam.right + 1, min(len(places), seam.right + _STRAYS)):
        step = onward.get(n - 1)
        cut_on = step is not None and step.right == n
        if places[n].article != host or n in strays or n == seam.left or (step and step.stray):
            break
        if not cut_on and n not in together:
            break
        run.append(n)
    return run


def _with_headings(lines: list[Line], source: Sequence[Line], sections: set[int]) -> list[Line]:
    """`lines` with the section headings that stand between them in `source`."""
    if len(lines) < 2:
        return lines
    at = {id(line): n for n, line in enumerate(source)}
    first, last = at[id(lines[0])], at[id(lines[-1])]
    wanted = {id(line) for line in lines}
    return [line for line in source[first : last + 1] if id(line) in wanted or line.index in sections]


def _headless(articles: Sequence[Told]) -> list[Line]:
    """Takes out paragraphs that begin with the end of a sentence whose beginning is nowhere."""
    out: list[Line] = []
    for told in articles:
        stray = {
            line.index
            for line in told.body
            if line.text[:1] in _HARD_START and line.index not in told.joined and line.index not in told.draft.sections
        }
        if stray and len(stray) < len(told.body) - len(told.draft.sections):
            out += [line for line in told.body if line.index in stray]
            told.body = [line for line in told.body if line.index not in stray]
    return out

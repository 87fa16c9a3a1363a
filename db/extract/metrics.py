"""Text -> the quantities it states, each with the words it came from.

candidates (quantities) -> vetoes -> subject -> unit and qualifier -> period, region, change -> pairs
"""

from bisect import bisect_right

from db.extract.places import Places
from db.extract.quantity import blanks, changes, money, numbers, pairs, periods, respectively, subjects, unsaid, vetoes
from db.extract.quantity import candidates as quantities
from db.extract.sentences import sentences
from db.model import Direction, Metric, Pair


def find(text: str, places: Places) -> tuple[tuple[Metric, ...], tuple[Pair, ...]]:
    """The metrics of `text` in its order, and the pairs among them. Numbers inside `places.mentions` are names."""
    if blanks.has_any(text):
        closed = blanks.Closed(text)
        told, joined = _find(closed.text, closed.places(places))
        return tuple(map(closed.back, told)), joined
    return _find(text, places)


def _find(text: str, places: Places) -> tuple[tuple[Metric, ...], tuple[Pair, ...]]:
    level = numbers.level(text)
    if level == text:
        level = text
    spans = sentences(text)
    starts = [s for s, _ in spans]
    names = vetoes.Names(text, places.mentions)
    found: list[Metric] = []
    rows: list[int] = []  # which metrics open a row that 分别 gives to those before it
    since = 0
    scope: periods.Scope | None = None
    here = (-1, -1)
    known: unsaid.Known | None = None
    units: dict[str | None, unsaid.Known] = {}
    older = units  # those of the sentence before, for one that leaves its noun unsaid
    told: tuple[int, Direction | None] | None = None
    row: respectively.Row | None = None
    outside: tuple[int, unsaid.Known | None, dict[str | None, unsaid.Known]] | None = None
    for quantity in quantities.scan(level):
        if vetoes.at_sight(level, quantity, names):
            continue
        sentence = spans[max(0, bisect_right(starts, quantity.start) - 1)]
        if scope is None or here != sentence:
            here = sentence
            outside = None
            known = told = row = None
            scope = periods.Scope(level, sentence, places, scope)
            older, units = units, {}
        if outside and quantity.start > outside[0]:
            if not level.startswith("的", outside[0] + 1):
                known, units = outside[1], outside[2]  # what stands in brackets is not continued behind them
            outside = None
        elif not outside and known and (end := _bracketed(level, known.end, quantity.start)):
            outside = end, known, dict(units)
        subject = subjects.find(level, quantity, since, sentence[0], known, units, older, names)
        if vetoes.by_noun(quantity, subject.behind, subject.lead):
            continue
        if subject.side != "behind":
            if not (row and row.goes_on(level, quantity.lead, quantity.tail)):
                row = respectively.find(level, max(since, sentence[0]), quantity.lead, quantity.tail)
            if row and row.thing not in names.words:
                subject = subject._replace(text=row.thing)
        if funds := money.funds(level, quantity):
            subject = subject._replace(text=funds, side="behind")
        unit = quantity.unit or ("元" if funds else money.unit(level, quantity, sentence[0]))
        if not unit and known and known.unit == "户" and known.end == quantity.lead:
            unit = "人"  # 460多户1700多受困
        unit = unit or subjects.unit_of(subject.text, subject.side == "behind")
        if not unit:
            continue
        change = changes.of(level, quantity, sentence[0], told, subject.side == "behind")
        metric = Metric(
            quantity.start, quantity.end, text[quantity.start : quantity.end], quantity.value, quantity.value_max, unit,
            _qualifier(quantity, subject), _shown(subject.text, text, level, quantity.start),
            scope.period(quantity.start), change, scope.region(quantity.start), sentence,
        )  # fmt: skip
        if subject.side == "inherited" and not row and respectively.opens(level, since, quantity.lead):
            rows.append(len(found))
        found.append(metric)
        since = quantity.tail
        core = subject.lead.core if subject.side == "before" and subject.lead.core else subject.text
        earlier = units.get(quantity.unit) if subject.side == "inherited" else None
        if earlier and subject.text.endswith(earlier.core):
            core = earlier.core  # 国家级文物3件、省级文物5件
        last = known.subject if known else ""
        known = unsaid.Known(subject.text, core, quantity.unit, subject.side, quantity.lead, quantity.tail, last)
        units[quantity.unit] = known
        told = (quantity.tail, change)
    for begin in rows:
        respectively.hand_out(level, found, begin)
    metrics = tuple(found)
    return metrics, pairs.find(text, metrics)


def _bracketed(text: str, since: int, start: int) -> int:
    """Where the bracket ends that opens behind `since` and holds `start`, 0 for none."""
    opened = text.rfind("（", since, start)
    if opened < 0 or text.find("）", opened, start) >= 0:
        return 0
    return max(0, text.find("）", start, start + 120))


def _shown(subject: str, text: str, level: str, start: int) -> str:
    """The subject as the article writes it (廠房, not the levelled 厂房), without stray white space."""
    if text is not level and (at := level.find(subject, max(0, start - 80))) >= 0:
        subject = text[at : at + len(subject)]
    words = subject.split()
    return subject if len(words) == 1 and len(words[0]) == len(subject) else "".join(words)


def _qualifier(quantity: quantities.Quantity, subject: subjects.Subject) -> str:
    # 突破3项关键技术 broke through them; 突破36亿人次 went beyond it.
    if quantity.front == "突破" and subject.side == "behind":
        return "exact"
    return quantity.qualifier

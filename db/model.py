"""The values that travel between the rooms: frozen, without behaviour of their own.

Offsets are Python str indices, spans half-open. Offsets "of the text" count in `Article.text` (healed body, paragraphs
joined by one newline); offsets "of the page" count in the raw page as it was read from its file.
"""

from typing import Any, Literal

from db.errors import CasebookError
from db.values import value

Span = tuple[int, int]

Qualifier = Literal["exact", "over", "about", "nearly", "under", "range"]
Direction = Literal["up", "down", "to"]
RepairKind = Literal[
    "joined_column_break", "moved_continuation", "dropped_duplicate", "corrected_name", "added_heading"
]
SummaryPart = Literal["background", "practice", "result"]
PairKind = Literal["planned_done", "before_after", "whole_part"]
FigureKind = Literal["share", "change", "rates", "bars"]
PatchKind = Literal["field", "text", "metric", "add", "strike", "note", "boundary", "heading", "point"]
Why = Literal["gone", "twice", "homeless"]


@value
class Metric:
    """A quantity the article states: number, unit and the thing measured, with the words it came from."""

    start: int  # of the text; the quantity expression, first numeral to end of unit
    end: int
    text: str
    value: float  # in the base unit: 5.82万户 is 58200
    value_max: float | None  # upper end of a range
    unit: str
    qualifier: Qualifier
    subject: str
    period: str | None
    change: Direction | None
    region: str | None  # path, only where it is not the article's primary region
    sentence: Span  # of the text; the sentence that holds it


@value
class Pair:
    """Two metrics of one thing that belong together: planned and done, before and after, whole and part."""

    kind: PairKind
    first: int  # index into Article.metrics
    second: int


@value
class Region:
    """A place as a path from the province down, dummy levels left out; `code` is the division's, if it has one."""

    path: str  # "福建省/三明市/明溪县"
    code: str | None


@value
class Heading:
    """A section heading and the offset in the text of the paragraph it stands over."""

    text: str
    before: int


@value
class Repair:
    """What the program did to the page to get the article's text, so that a reader can judge it."""

    kind: RepairKind
    detail: str  # one Chinese clause for the reader
    span: Span  # of the page: what was moved, joined, dropped or corrected
    at: int | None  # of the text: where it shows; None for a repair of the title or of dropped words
    before: str = ""  # what the page said there
    after: str = ""  # what the text says there


@value
class Piece:
    """`length` characters of the text from `text` on were taken from the page from `page` on, one to one."""

    text: int
    page: int
    length: int


@value
class SummaryPoint:
    """A sentence, or a point of a list, quoted from the text because it sums the case up."""

    part: SummaryPart
    start: int
    end: int
    text: str


@value
class Article:
    """One article, taken whole from a page and healed."""

    title: str
    text: str
    kicker: str | None = None
    subtitle: str | None = None
    byline: tuple[str, ...] = ()
    dateline: str | None = None
    source_note: str | None = None
    headings: tuple[Heading, ...] = ()
    spans: tuple[Span, ...] = ()  # of the page, in reading order
    pieces: tuple[Piece, ...] = ()
    regions: tuple[Region, ...] = ()
    primary_region: str | None = None
    topics: tuple[str, ...] = ()  # top-level codes, the main one first
    subtopics: tuple[str, ...] = ()  # "community/grid": finer codes below them
    metrics: tuple[Metric, ...] = ()
    pairs: tuple[Pair, ...] = ()
    repairs: tuple[Repair, ...] = ()
    summary: tuple[SummaryPoint, ...] = ()


@value
class Block:
    """A stretch of the page that found no article."""

    start: int
    end: int
    text: str


@value
class Page:
    """A raw page taken apart. Every non-blank character is in one article's spans, in `unplaced`, or in a repair
    of kind dropped_duplicate.
    """

    articles: tuple[Article, ...]
    unplaced: tuple[Block, ...] = ()


@value
class Source:
    """Where a page came from, as far as its file tells."""

    name: str  # file name as the reader knows it
    digest: str = ""  # SHA-256 of the page's text, hex
    encoding: str | None = None
    paper: str | None = None
    date: str | None = None  # ISO 8601


@value
class Anchor:
    """Words of a text that are known again, wherever they have moved, by what stands around them."""

    quote: str
    before: str  # a mark of the text's beginning or end included, see db.patching.anchors
    after: str
    rivals: tuple[tuple[str, str], ...] = ()  # what stands around the same words elsewhere: those are not meant


@value
class Patch:
    """A person's word on an article; see db.corrections, which makes them. `old` and `new` are JSON values.

    field: `field` of the article (or "date" of its source) · text: the anchored words become `new` · metric: `field` of
    the metric at the anchor · add: a metric with the fields `new` · strike: no metric · note: text, colour in `new` ·
    heading: the section heading `old` (None: none) over the anchored paragraph is `new` (None: none) · point: the
    anchored sentence is told in that part of the summary (None: in none) · boundary: a step of
    db.patching.boundaries on the page, anchored in the page's text.
    """

    kind: PatchKind
    field: str = ""
    anchor: Anchor | None = None  # None for a field of the whole article
    old: Any = None
    new: Any = None
    made: str = ""  # ISO 8601, UTC
    id: int = 0  # 0 until a library holds it


@value
class Bounds:
    """Where a person says a page's articles begin and end: the page as extracted, and her steps, waiting ones too."""

    extracted: Page
    steps: tuple[Patch, ...] = ()


@value
class Said:
    """A patch that is in force, and where it shows."""

    patch: Patch
    span: Span | None = None  # of the text; for a correction of the text the new words
    metric: int | None = None  # index into Article.metrics


@value
class Waiting:
    """A patch that is not in force: its words are gone, or stand in two places, or their article is not here."""

    patch: Patch
    why: Why
    case_id: int | None
    title: str  # of its article


@value
class Change:
    """A step that can be undone, or done again."""

    what: str  # the kind of its patch; "withdraw", "settle"; of pages "import", "remove", "reextract"
    case_id: int | None  # where it shows; None where its article is not here
    field: str = ""  # if it is about one
    made: str = ""  # ISO 8601, UTC
    pages: int = 0  # how many came, went or changed


@value
class Case:
    """An article as the library holds it: as it was extracted, with what a person said on top."""

    id: int
    page_id: int
    article: Article
    source: Source
    imported: str = ""  # ISO 8601, UTC
    said: tuple[Said, ...] = ()  # corrections in force, in the order they were made
    notes: tuple[Said, ...] = ()  # notes and highlights, likewise
    boundaries: tuple[Said, ...] = ()  # steps on its page that touch it; their spans are of the page


@value
class Bar:
    """One value of a figure; `metric` is the index of the metric it shows, so that a click finds its words."""

    label: str
    value: float
    value_max: float | None
    shown: str  # "5.82万户", as the article prints it, qualifier included (约30个)
    metric: int


@value
class Figure:
    """A chart worth drawing: like with like, one unit.

    share: bars are (part, whole); change: (before, after); rates: percentages on one axis of 0 to 100; bars: same unit.
    """

    kind: FigureKind
    title: str
    unit: str
    bars: tuple[Bar, ...]
    note: str = ""


@value
class Branch:
    """A node of the navigator's tree; its children are asked for by its key."""

    key: str  # "region:福建省/三明市", "topic:community", "case:12"
    kind: Literal["root", "region", "topic", "starred", "recent", "collection", "search", "case"]
    label: str
    count: int  # distinct cases below; 1 for a case
    expandable: bool
    case_id: int | None = None


@value
class Hit:
    """A case that answers a search; `snippet` alternates plain and marked words: (words, marked)."""

    case_id: int
    title: str
    place: str
    snippet: tuple[tuple[str, bool], ...]


@value
class Counts:
    """What a library holds."""

    pages: int
    cases: int
    metrics: int
    repairs: int


@value
class Added:
    """What came of adding a page; `already` is true where the library held the same text before and nothing changed."""

    page_id: int
    case_ids: tuple[int, ...]
    already: bool


@value
class Fault:
    """A stored span that does not equal its quote."""

    case_id: int
    what: str
    span: Span
    quote: str
    found: str


@value
class Reading:
    """One file of an import as it was read, before anything is kept: the page, or why there is none.

    `already` is true where the library holds the same text; its page is not taken apart again. A person may put the
    page right before it is kept, with dataclasses.replace.
    """

    name: str  # as Source.name: "archive.zip › inner.txt"
    text: str = ""
    page: Page | None = None
    source: Source | None = None
    already: bool = False
    error: CasebookError | None = None
    bounds: Bounds | None = None  # what a person set on it, or on the page it was before
    prepared: Any = None  # what is written of the page (see db.store.preparing), where that is worked out already
    done: int = 1  # of `total` files
    total: int = 1
    seconds_left: float | None = None  # for reading the rest; None where it is too early to say


@value
class Progress:
    """One step of an import: `done` of `total` files, the file in hand, what it brought or what was wrong with it."""

    done: int
    total: int
    name: str
    added: Added | None = None
    error: str | None = None
    seconds_left: float | None = None  # for the rest; None where it is too early to say
    problem: CasebookError | None = None  # what `error` says, for telling it in another language

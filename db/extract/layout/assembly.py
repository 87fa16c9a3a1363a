"""Placed lines -> articles whose every character knows its place on the page, and what was done told for the reader."""

from db.extract.layout import roles
from db.extract.layout.lines import Line
from db.extract.layout.placing import Placed, Told
from db.model import Article, Block, Heading, Piece, Repair, Span

_CONTEXT = 10  # characters shown on each side of a repair
_QUOTED = 24


def articles(page: str, placed: Placed) -> list[Article]:
    """The articles of `page`, in the order of their titles."""
    marked = any(told.draft.title and told.draft.title.mark for told in placed.articles)
    return [_article(page, told, marked) for told in placed.articles]


def blocks(page: str, placed: Placed) -> list[Block]:
    """What found no article, line by line, in the page's order."""
    return [Block(line.start, line.end, page[line.start : line.end]) for line in placed.loose]


def _article(page: str, told: Told, page_is_marked: bool) -> Article:
    draft = told.draft
    parts: list[str] = []
    length = 0
    pieces: list[Piece] = []
    headings: list[tuple[str, int | None]] = []
    repairs: list[Repair] = []
    before: Line | None = None
    for line in told.body:
        if line.index in draft.sections:
            headings.append((line.text, None))
            continue
        joined = line.index in told.joined and before is not None
        if parts and not joined:
            parts.append("\n")
            length += 1
        headings = [(words, length if at is None else at) for words, at in headings]
        if joined:
            repairs.append(_joint(told, before, line, length))
        at = length
        for first, last in line.runs:
            pieces.append(Piece(at, first, last - first))
            at += last - first
        parts.append(line.text)
        length += len(line.text)
        before = line
    text = "".join(parts)
    if draft.title and not draft.title.mark and page_is_marked:
        repairs.insert(0, _unmarked_title(draft.title))
    repairs += [_dropped(gone, kept) for gone, kept in told.dropped]
    title = draft.title.text if draft.title else _first_words(text)
    if not draft.title:
        span = _stretch(told.body[0])
        repairs.insert(0, Repair("added_heading", "原文没有标题，以开头的话代替", span, None, "", title))
    return Article(
        title=title,
        text=text,
        kicker=draft.kicker.text if draft.kicker else None,
        subtitle=draft.subtitle.text.lstrip("—―–- ") if draft.subtitle else None,
        byline=_byline(told),
        dateline=told.lead.dateline if told.lead and told.lead.dateline else roles.opening_date(text),
        source_note=told.lead.note if told.lead else None,
        headings=tuple(Heading(words, length if at is None else at) for words, at in headings),
        spans=_spans(told),
        pieces=tuple(pieces),
        repairs=tuple(repairs),
    )


def _byline(told: Told) -> tuple[str, ...]:
    found: list[str] = []
    for line in told.draft.bylines + told.draft.signed:
        found += roles.names(line.text, alone=True) or ()
    found += told.lead.names if told.lead else ()
    found += told.signed
    return tuple(dict.fromkeys(found))


def _spans(told: Told) -> tuple[Span, ...]:
    """The article's stretches of the page in reading order; lines that follow each other on the page are one."""
    draft = told.draft
    heads = [line for line in (draft.kicker, draft.title, draft.subtitle) if line] + draft.bylines
    heads.sort(key=lambda line: line.index)
    spans: list[list[int]] = []
    last = -2
    for line in [*heads, *told.body, *draft.signed]:
        if line.index == last + 1:
            spans[-1][1] = line.end
        else:
            spans.append([line.start, line.end])
        last = line.index
    return tuple((start, end) for start, end in spans)


def _first_words(text: str) -> str:
    first = text.split("\n", 1)[0][:30]
    for at, char in enumerate(first):
        if char in "，。！？；：" and at >= 6:
            return first[:at]
    return first


def _stretch(line: Line) -> Span:
    return line.start, line.end


def _joint(told: Told, left: Line, right: Line, at: int) -> Repair:
    a, b = left.text[-_CONTEXT:], right.text[:_CONTEXT]
    if told.joined[right.index]:
        last = told.run.get(right.index, right)
        detail = f"移来散落在版面别处的接续段落：“…{a}”＋“{b}…”"
        return Repair("moved_continuation", detail, (right.start, last.end), at, f"{a}⏎", a + b)
    detail = f"接上被分栏断开的句子：“…{a}”＋“{b}…”"
    span = (_page_offset(left, len(left.text) - len(a)), _page_offset(right, len(b) - 1) + 1)
    return Repair("joined_column_break", detail, span, at, f"{a}⏎{b}", a + b)


def _page_offset(line: Line, at: int) -> int:
    for first, last in line.runs:
        if at < last - first:
            return first + at
        at -= last - first
    return line.end


def _dropped(gone: Line, kept: Line) -> Repair:
    exact = gone.text == kept.text
    detail = f"略去重复的段落：“{gone.text[:_QUOTED]}…”" + ("" if exact else "（个别字不同）")
    return Repair("dropped_duplicate", detail, _stretch(gone), None, gone.text, "")


def _unmarked_title(title: Line) -> Repair:
    return Repair("added_heading", f"认出没有标记的标题：“{title.text}”", _stretch(title), None, title.text, title.text)

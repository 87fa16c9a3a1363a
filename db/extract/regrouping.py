"""A page put right by a person: articles split, joined, renamed, dropped, blocks moved. Each step is page in, page out.

A block is a line of the page that is not blank, named by any offset of the page within it; an article by its number on
the page. What is touched is healed and measured as if the page had been read so; what is not stays as it was. Every
character that is not blank keeps exactly one home (see db.model.Page). ValueError where a step makes no sense.
"""

from collections.abc import Container
from dataclasses import dataclass, replace
from typing import Literal

from db import extract
from db.extract.layout import joints, roles, seams
from db.extract.layout.drafting import Making, Sheet
from db.extract.layout.drafts import Draft
from db.extract.layout.lines import Line
from db.model import Article, Block, Page

Part = Literal["title", "kicker", "subtitle", "byline", "heading", "body", "dropped", "unplaced"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of the page and what became of it."""

    start: int  # of the page
    end: int
    article: int | None  # None for what found none
    part: Part
    splits: bool  # whether its article can be split above it


def passages(text: str, page: Page) -> tuple[Passage, ...]:
    """The blocks of a page in its order."""
    desk = _Desk(text, page)
    found: dict[int, Passage] = {}
    for number, making in enumerate(desk.makings):
        above = False
        for line in making.lines():
            part = making.part(line)
            within = part in ("heading", "body")
            found[line.index] = Passage(line.start, line.end, number, part, within and above)
            above = above or part == "body"
        for repair in making.dropped:
            line = desk.sheet.at(repair.span[0])
            found.setdefault(line.index, Passage(line.start, line.end, number, "dropped", False))
    return tuple(found.get(line.index) or Passage(line.start, line.end, None, "unplaced", False)
                 for line in desk.sheet.lines)


def split(text: str, page: Page, block: int) -> Page:
    """The article of `block` ends above it; from there on it is an article of its own, directly behind."""
    desk = _Desk(text, page)
    line, number = desk.find(block)
    draft = desk.changed(number).draft
    at = next((n for n, one in enumerate(draft.body) if one.index == line.index), -1)
    if at < 1 or not any(one.index not in draft.sections for one in draft.body[:at]):
        raise ValueError("nothing of the article stands above the block")
    rest, draft.body = draft.body[at:], draft.body[:at]
    new = Making(_opened(rest, draft.sections, desk.makings[number].joined))
    new.known, new.joined = desk.makings[number].known, desk.makings[number].joined
    new.run = desk.makings[number].run
    new.draft.signed, draft.signed = draft.signed, []
    draft.sections -= {one.index for one in rest}
    desk.makings.insert(number + 1, new)
    return desk.page()


def join(text: str, page: Page, article: int, other: int | None = None) -> Page:
    """The article and `other`, else the next, are one; the title of the second is a section heading of it."""
    desk = _Desk(text, page)
    other = article + 1 if other is None else other
    if article == other or not (0 <= article < len(desk.makings) and 0 <= other < len(desk.makings)):
        raise ValueError("no article to join with")
    first, second = desk.changed(article), desk.makings[other]
    del desk.makings[other]
    last = first.paragraphs()[-1]
    for line in second.heads():
        line = desk.sheet.lines[line.index]
        if line.index in (one.index for one in first.draft.body):
            continue
        first.draft.body.append(line)
        if line.mark or not seams.goes_on(last, line, desk.sheet.kinship):
            first.draft.sections.add(line.index)
    first.draft.sections |= second.draft.sections
    first.draft.bylines += second.draft.bylines
    first.draft.body += second.draft.body
    first.draft.signed += second.draft.signed
    first.known |= second.known
    first.joined |= second.joined
    first.run |= second.run
    first.dropped += second.dropped
    return desk.page()


def move(text: str, page: Page, block: int, article: int) -> Page:
    """The block belongs to that article: behind the paragraph it continues, else where the page's order puts it."""
    desk = _Desk(text, page)
    line = desk.sheet.at(block)
    if not 0 <= article < len(desk.makings) or desk.home(line) == article:
        raise ValueError("no such article, or the block is its already")
    desk.take_out(line)
    making = desk.changed(article)
    target = making.draft
    target.body.insert(desk.place(line, making), line)
    if line.mark:
        target.sections.add(line.index)
    return desk.page()


def drop(text: str, page: Page, *blocks: int) -> Page:
    """The blocks, which have articles, belong to none."""
    desk = _Desk(text, page)
    for line in [desk.find(block)[0] for block in blocks]:
        desk.take_out(line)
    return desk.page()


def drop_article(text: str, page: Page, article: int) -> Page:
    """There is no such article; all its blocks belong to none."""
    desk = _Desk(text, page)
    desk.makings.pop(article)
    return desk.page()


def rename(text: str, page: Page, article: int, title: str) -> Page:
    """The article is called `title`, which is not blank; the page's own words stay where they are."""
    title = " ".join(title.split())
    if not title:
        raise ValueError("an article has a title")
    desk = _Desk(text, page)
    making = desk.changed(article)
    line = making.draft.title
    making.name = None if line is not None and line.text == title else title
    return desk.page()


def found(text: str, page: Page, block: int) -> Page:
    """A block without an article opens one of its own, with the unplaced blocks directly below it up to a heading."""
    desk = _Desk(text, page)
    line = desk.sheet.at(block)
    if desk.home(line) is not None:
        raise ValueError("the block has an article")
    taken = [line]
    desk.take_out(line)  # where it was the double of another
    for below in desk.sheet.lines[line.index + 1 :]:
        if desk.home(below) is not None or desk.doubles(below) or (below.mark and any(not one.mark for one in taken)):
            break
        taken.append(below)
    starts = [min(one.start for one in making.lines()) for making in desk.makings]
    at = sum(start < line.start for start in starts)
    desk.makings.insert(at, Making(_opened(taken, {one.index for one in taken if one.mark})))
    return desk.page()


class _Desk:
    """A page laid out as lines, to be changed and put together again."""

    def __init__(self, text: str, page: Page) -> None:
        self.sheet = Sheet(text)
        self.makings = [self.sheet.take_apart(article) for article in page.articles]
        self._homes = {line.index: making for making in self.makings for line in making.lines()}

    def home(self, line: Line) -> int | None:
        making = self._homes.get(line.index)
        return None if making is None else next((n for n, one in enumerate(self.makings) if one is making), None)

    def find(self, block: int) -> tuple[Line, int]:
        line = self.sheet.at(block)
        number = self.home(line)
        if number is None:
            raise ValueError("the block has no article")
        return line, number

    def changed(self, number: int) -> Making:
        self.makings[number].was = None
        return self.makings[number]

    def doubles(self, line: Line) -> list[Making]:
        """The articles that have the line already, so that it was dropped."""
        return [making for making in self.makings
                if any(r.span[0] <= line.start < r.span[1] for r in making.dropped)]

    def take_out(self, line: Line) -> None:
        """The line leaves the article it is in, or the doubles of one; its neighbours' seam is judged anew."""
        for making in self.doubles(line):
            making.was = None
            making.dropped = [r for r in making.dropped if not r.span[0] <= line.start < r.span[1]]
        number = self.home(line)
        if number is None:
            return
        draft = self.changed(number).draft
        for name in ("kicker", "title", "subtitle"):
            head = getattr(draft, name)
            if head is not None and head.index == line.index:
                setattr(draft, name, None)
        for part in (draft.bylines, draft.signed, draft.body):
            part[:] = [one for one in part if one.index != line.index]
        draft.sections.discard(line.index)

    def place(self, line: Line, making: Making) -> int:
        """Where in the body of an article a line belongs; never into the midst of a paragraph that goes on."""
        target = making.draft
        body = [(n, one) for n, one in enumerate(target.body) if one.index not in target.sections]
        cut = [(joints.joint(one.text, line.text, self.sheet.kinship), n) for n, one in body
               if one.text and line.text and not line.mark and seams.goes_on(one, line, self.sheet.kinship)]
        if cut:
            return max(cut)[1] + 1
        above = [(one.index, n) for n, one in enumerate(target.body) if one.index < line.index]
        at = max(above)[1] + 1 if above else 0
        while at < len(target.body) and target.body[at].index in making.joined:
            at += 1
        return at

    def page(self) -> Page:
        """All put together again. An article without a paragraph is none; what has no article is unplaced."""
        makings = [making for making in self.makings if making.paragraphs()]
        healed = self.sheet.assemble(makings)
        articles = tuple(one if making.was else _measure(one, making)
                         for making, one in zip(makings, healed, strict=True))
        placed = {line.index for making in makings for line in making.lines()}
        for making in makings:
            placed |= {one.index for r in making.dropped for one in self.sheet.within(*r.span)}
        text = self.sheet.text
        return Page(articles, tuple(Block(line.start, line.end, text[line.start : line.end])
                                    for line in self.sheet.lines if line.index not in placed))


def _measure(article: Article, making: Making) -> Article:
    done = extract.measured(article)
    return replace(done, title=making.name) if making.name is not None else done


def _opened(rest: list[Line], sections: set[int], joined: Container[int] = ()) -> Draft:
    """A draft of lines that were none: headings at their beginning are its title, names below that its byline. The
    lines `joined` go on with the one before them, which is therefore no heading.
    """
    rest = list(rest)
    heads: list[Line] = []
    while len(rest) > 1 and len(heads) < 2 and rest[1].index not in joined and (
            rest[0].index in sections or (not heads and _may_name(rest[0]))):
        heads.append(rest.pop(0))
    if not any(line.index not in sections for line in rest):  # headings over nothing
        sections = sections - {line.index for line in rest[-1:]}
    draft = Draft(level=max((line.mark for line in heads), default=0))
    if len(heads) == 2 and (heads[0].text[-1:] in "：:" or len(heads[0].text) <= 8):
        draft.kicker = heads.pop(0)
    if heads:
        draft.title = heads.pop(0)
    extra = heads
    while len(rest) > 1 and draft.title and roles.names(rest[0].text, alone=True) is not None:
        draft.bylines.append(rest.pop(0))
    draft.body = extra + rest
    draft.sections = {line.index for line in draft.body if line.index in sections}
    return draft


def _may_name(line: Line) -> bool:
    return bool(line.mark) or (roles.titlelike(line.text) and not roles.lead(line.text))


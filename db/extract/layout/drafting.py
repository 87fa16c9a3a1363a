"""An article of a page back to the lines it was made of, and lines to an article: what a person regroups is lines."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from db.extract.layout import assembly, lines, placing, roles, seams
from db.extract.layout.drafts import Draft
from db.extract.layout.kinship import Kinship
from db.extract.layout.lines import Line
from db.model import Article, Repair

_UNTITLED = "原文没有标题"


@dataclass
class Making:
    """An article as lines of the page; `was` is the article they were taken from, as long as nothing has changed."""

    draft: Draft
    was: Article | None = None
    name: str | None = None  # a title that is not the words of the title's line
    joined: dict[int, bool] = field(default_factory=dict)  # index of a line that goes on with the one before: a stray?
    run: dict[int, Line] = field(default_factory=dict)  # index of a stray -> the last line that came with it
    known: set[tuple[int, int]] = field(default_factory=set)  # lines that followed each other, so that seams are judged
    dropped: list[Repair] = field(default_factory=list)

    def heads(self) -> list[Line]:
        return [line for line in (self.draft.kicker, self.draft.title, self.draft.subtitle) if line]

    def lines(self) -> list[Line]:
        return [*self.heads(), *self.draft.bylines, *self.draft.body, *self.draft.signed]

    def paragraphs(self) -> list[Line]:
        return self.draft.paragraphs()

    def part(self, line: Line) -> str:
        """What `line` is in the article."""
        draft = self.draft
        for name, head in (("title", draft.title), ("kicker", draft.kicker), ("subtitle", draft.subtitle)):
            if head is not None and head.index == line.index:
                return name
        if line.index in draft.sections:
            return "heading"
        return "byline" if any(one.index == line.index for one in draft.bylines + draft.signed) else "body"


class Sheet:
    """The lines of a page, found by where they stand."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = lines.read(text)
        self._starts = [line.start for line in self.lines]
        self._kinship: Kinship | None = None

    @property
    def kinship(self) -> Kinship:
        if self._kinship is None:
            self._kinship = Kinship(self.lines)
        return self._kinship

    def at(self, offset: int) -> Line:
        """The line that holds `offset` of the page; raises ValueError where none does."""
        n = bisect_left(self._starts, offset + 1) - 1
        if n < 0 or offset >= self.lines[n].end:
            raise ValueError(f"no line at {offset}")
        return self.lines[n]

    def within(self, start: int, end: int) -> list[Line]:
        return self.lines[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def take_apart(self, article: Article) -> Making:
        """The lines of an article, each as what it was."""
        stretch: dict[int, list[int]] = {}
        for piece in article.pieces:
            held = stretch.setdefault(self.at(piece.page).index, [piece.text, 0])
            held[1] = piece.text + piece.length
        draft = Draft()
        making = Making(draft, article)
        untitled = any(r.kind == "added_heading" and not r.before for r in article.repairs)
        wanted = [heading.text for heading in article.headings]
        seen: set[int] = set()
        for line in (line for a, b in article.spans for line in self.within(a, b)):
            if line.index in seen:
                continue
            seen.add(line.index)
            if line.index in stretch:
                draft.body.append(line)
            elif not (not draft.body and self._is_head(line, article, making, untitled)):
                if line.text in wanted or (draft.body and line.mark):
                    draft.body.append(line)
                    draft.sections.add(line.index)
                else:
                    (draft.signed if draft.body else draft.bylines).append(line)
        if untitled and not article.text.startswith(article.title):
            making.name = article.title
        self._remember(making, article, stretch)
        return making

    @staticmethod
    def _is_head(line: Line, article: Article, making: Making, untitled: bool) -> bool:
        draft = making.draft
        if article.kicker and not draft.kicker and line.text.startswith(article.kicker):
            size = len(article.kicker)
            draft.kicker = line if size == len(line.text) else line.cut(0, size)
            if size < len(line.text) and line.text.endswith(article.title):
                draft.title = line.cut(len(line.text) - len(article.title), len(line.text))
        elif not untitled and not draft.title and line.text == article.title:
            draft.title = line
        elif article.subtitle and not draft.subtitle and line.text.endswith(article.subtitle):
            draft.subtitle = line
        elif not untitled and not draft.title and roles.names(line.text, alone=True) is None:
            mended = line.text
            for repair in article.repairs:
                mended = mended.replace(repair.before, repair.after) if repair.kind == "corrected_name" else mended
            draft.title, making.name = line, None if mended == article.title else article.title
        else:
            return False
        return True

    def _remember(self, making: Making, article: Article, stretch: dict[int, list[int]]) -> None:
        """What was joined and what was dropped."""
        strays = {r.span[0]: r for r in article.repairs if r.kind == "moved_continuation"}
        body = making.paragraphs()
        for before, line in pairwise(body):
            making.known.add((before.index, line.index))
            if "\n" not in article.text[stretch[before.index][1] : stretch[line.index][0]]:
                making.joined[line.index] = line.start in strays
                if line.start in strays:
                    making.run[line.index] = self.at(strays[line.start].span[1] - 1)
        making.dropped = [r for r in article.repairs if r.kind == "dropped_duplicate"]

    def assemble(self, makings: Sequence[Making]) -> list[Article]:
        """The articles of all makings, not yet measured; what has not changed is the article it was."""
        told = [self._told(making) for making in makings]
        made = assembly.articles(self.text, placing.Placed(told, []))
        return [making.was or _named(making, article) for making, article in zip(makings, made, strict=True)]

    def _told(self, making: Making) -> placing.Told:
        told = placing.trimmed(making.draft)  # signatures, leads and （下转…） as on any page
        sections = making.draft.sections
        body = [line for line in told.body if line.index not in sections]
        headed = {b.index for a, b in pairwise(told.body) if a.index in sections}
        for before, line in pairwise(body):
            pair = before.index, line.index
            if line.index in headed:
                continue
            if pair in making.known:
                if line.index in making.joined:
                    told.joined[line.index] = making.joined[line.index]
            elif before.text and line.text and seams.goes_on(before, line, self.kinship):
                told.joined[line.index] = line.index != before.index + 1
        told.run = {n: line for n, line in making.run.items() if told.joined.get(n)}
        return told


def _named(making: Making, article: Article) -> Article:
    """`article` with the title a person gave it and the doubles it had."""
    repairs: Iterable[Repair] = article.repairs
    if making.name is not None:
        repairs = (replace(r, detail=f"{_UNTITLED}，由读者补上", after=making.name)
                   if r.kind == "added_heading" and not r.before else r for r in repairs)
    return replace(article, title=making.name or article.title, repairs=(*repairs, *making.dropped))

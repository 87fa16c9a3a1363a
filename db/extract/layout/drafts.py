"""What the headings of a page stand over, and the articles in the making they become."""

from dataclasses import dataclass, field

from db.extract.layout.lines import Line

TITLE_WEIGHS = 3  # times the words of a title count among those of its article


@dataclass
class Draft:
    """An article in the making. `body` holds its paragraphs and section headings in the page's order."""

    title: Line | None = None
    kicker: Line | None = None
    subtitle: Line | None = None
    level: int = 0  # mark of the title, 0 for a title without one
    bylines: list[Line] = field(default_factory=list)  # below the title
    signed: list[Line] = field(default_factory=list)  # at the end
    body: list[Line] = field(default_factory=list)
    sections: set[int] = field(default_factory=set)  # indexes of the lines of `body` that are section headings

    def paragraphs(self) -> list[Line]:
        return [line for line in self.body if line.index not in self.sections]


@dataclass
class Outline:
    drafts: list[Draft]
    loose: list[Line]  # paragraphs above the first title


@dataclass
class Group:
    """Headings that follow each other, the bylines below them and the paragraphs up to the next headings."""

    headings: list[Line] = field(default_factory=list)
    bylines: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    signed: list[Line] = field(default_factory=list)
    after_byline: bool = False  # nothing but a byline stands between these headings and the ones before

"""Article -> where it plays."""

from dataclasses import dataclass

from db.model import Article, Region


@dataclass(frozen=True, slots=True)
class Mention:
    """A place name in the text; `path` is None where the name is ambiguous or below the gazetteer."""

    start: int
    end: int
    path: str | None


@dataclass(frozen=True, slots=True)
class Places:
    """Where an article plays: its regions, the main one, and each place name in its text, in order, not overlapping."""

    regions: tuple[Region, ...]
    primary: str | None
    mentions: tuple[Mention, ...]


def find(article: Article) -> Places:
    """The places of `article`, from its title, kicker and text."""
    return Places((), None, ())

"""A raw page -> articles, healed, and what found no place."""

from db.extract.layout import assembly, doubles, lines, outline, placing
from db.extract.layout.kinship import Kinship
from db.model import Article, Block


def split(text: str) -> tuple[list[Article], list[Block]]:
    """The articles of a page without what is measured in them (regions, topics, metrics, summary).

    Any string in, no exception out, time linear in its length. Every character that is not blank is in the spans of
    exactly one article, in a block, or in the span of a repair of kind dropped_duplicate.
    """
    page = lines.read(text)
    if not page:
        return [], []
    kinship = Kinship(page)
    aside = outline.aside(page)
    content = [line for line in page if line.index not in aside]
    twice = doubles.find(content, kinship)
    traced = outline.trace(content, {line.index for pair in twice for copy in pair for line in copy}, kinship)
    placed = placing.arrange(traced, [page[n] for n in sorted(aside)], twice, kinship)
    return assembly.articles(text, placed), assembly.blocks(text, placed)

"""A raw page -> articles, healed, and what found no place."""

from db.model import Article, Block


def split(text: str) -> tuple[list[Article], list[Block]]:
    """The articles of a page without what is measured in them (regions, topics, metrics, summary)."""
    return [], []

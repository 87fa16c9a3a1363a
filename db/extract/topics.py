"""Article -> what it is about."""

from db.model import Article


def find(article: Article) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """At most four top-level codes, the main one first, and the finer codes below them."""
    return (), ()

"""Article -> its own sentences that sum it up."""

from db.model import Article, SummaryPoint


def find(article: Article) -> tuple[SummaryPoint, ...]:
    """背景, 做法, 成效 of `article` (its metrics found already), every point a quotation."""
    return ()

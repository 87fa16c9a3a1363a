"""Misprinted place names, mended where exactly one name fits and the article bears it out."""

from db.model import Article


def mend(article: Article) -> Article:
    """`article` with its misprinted place names put right, each as a recorded repair."""
    return article

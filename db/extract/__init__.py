"""A raw page in, values out. Pure: no SQL, no files but the lexicon."""

from dataclasses import replace

from db.model import Article, Page

__all__ = ["measured", "read_page"]


def read_page(text: str) -> Page:
    """Take a raw page apart: articles healed and measured, and what found no article. Any text in, no exception out."""
    # Half a second of imports, which a window that only shows what is in its library never needs.
    from db.extract import pages

    articles, unplaced = pages.split(text)
    return Page(tuple(map(measured, articles)), tuple(unplaced))


def measured(article: Article) -> Article:
    """A healed article with its misprinted names mended, and all that its words tell of it."""
    from db.extract import traditional

    plain = traditional.simplified(article)
    return _told(article, mend=True) if plain is article else traditional.as_written(_told(plain, mend=False), article)


def _told(article: Article, *, mend: bool) -> Article:
    from db.extract import metrics, places, summary, topics
    from db.extract.geography import mentions, names

    reading = mentions.read(article)
    mended = names.mend(article, reading) if mend else article
    if mended is not article:
        article, reading = mended, mentions.read(mended)
    found = places.find(article, reading)
    told, pairs = metrics.find(article.text, found)
    main, finer = topics.find(article)
    article = replace(article, regions=found.regions, primary_region=found.primary, metrics=told, pairs=pairs,
                      topics=main, subtopics=finer)
    return replace(article, summary=summary.find(article))

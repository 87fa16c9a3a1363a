"""A raw page in, values out. Pure: no SQL, no files but the lexicon."""

from dataclasses import replace

from db.model import Page

__all__ = ["read_page"]


def read_page(text: str) -> Page:
    """Take a raw page apart: articles healed and measured, and what found no article. Any text in, no exception out."""
    # Half a second of imports, which a window that only shows what is in its library never needs.
    from db.extract import metrics, names, pages, places, summary, topics

    articles, unplaced = pages.split(text)
    done = []
    for article in articles:
        article = names.mend(article)
        found = places.find(article)
        article = replace(article, regions=found.regions, primary_region=found.primary)
        measured, pairs = metrics.find(article.text, found)
        main, finer = topics.find(article)
        article = replace(article, metrics=measured, pairs=pairs, topics=main, subtopics=finer)
        done.append(replace(article, summary=summary.find(article)))
    return Page(tuple(done), tuple(unplaced))

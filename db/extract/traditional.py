"""Articles in traditional characters, read as if they were in simplified ones.

All that looks for words here knows them in simplified characters. Character for character a traditional text becomes a
simplified one of the same length, so that every span holds in both; what is quoted is quoted as it was written. Units
and region paths stay simplified: they are names of the program, not words of the article.
"""

import re
from dataclasses import replace
from functools import cache

from db.extract import lexicon
from db.model import Article, Heading, Metric, SummaryPoint

_BEGINNING = 400  # characters that tell how an article is written
_ALSO = {"「": "“", "」": "”", "『": "‘", "』": "’", "瞭": "了", "妳": "你", "牠": "它"}  # what such texts have besides
# The share of them that is traditional: a simplified text has far fewer (a shop's sign, a name), others thrice this.
_SHARE = 0.06


@cache
def _table() -> tuple[dict[int, str], re.Pattern]:
    """Traditional character -> simplified one, and what finds the former."""
    table = {ord(one): line[0] for line in lexicon.lines("traditional") for one in line[1:]}
    # A set with characters beyond the basic plane is searched slowly: these are looked at again where one stands.
    basic, beyond = ("".join(chr(code) for code in table if (code > 0xFFFF) == high) for high in (False, True))
    traditional = re.compile(rf"[{basic}\U00010000-\U0010FFFF](?<=[\0-\uFFFF{beyond}])")
    return table | {ord(one): other for one, other in _ALSO.items()}, traditional


def simplified(article: Article) -> Article:
    """`article` with its traditional characters as simplified ones; the very article where it is written in these."""
    table, traditional = _table()
    beginning = f"{article.title or ''}{article.text[:_BEGINNING]}"
    if len(traditional.findall(beginning)) <= _SHARE * len(beginning):
        return article

    def fold(words: str | None) -> str | None:
        return words.translate(table) if words else words

    return replace(
        article,
        title=fold(article.title),
        kicker=fold(article.kicker),
        subtitle=fold(article.subtitle),
        text=fold(article.text),
        headings=tuple(Heading(fold(h.text), h.before) for h in article.headings),
    )


def as_written(told: Article, article: Article) -> Article:
    """What is told of the simplified form of `article`, in the words of `article` itself."""
    text = article.text

    def words(said: str | None, metric: Metric) -> str | None:
        at = told.text.find(said, *metric.sentence) if said else -1
        return said if at < 0 else text[at : at + len(said)]

    metrics = tuple(
        replace(m, text=text[m.start : m.end], subject=words(m.subject, m), period=words(m.period, m))
        for m in told.metrics
    )
    summary = tuple(SummaryPoint(p.part, p.start, p.end, text[p.start : p.end]) for p in told.summary)
    return replace(
        told,
        title=article.title,
        kicker=article.kicker,
        subtitle=article.subtitle,
        text=text,
        headings=article.headings,
        metrics=metrics,
        summary=summary,
    )

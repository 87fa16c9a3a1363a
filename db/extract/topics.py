"""Article -> what it is about, by the words of resources/lexicon/topics.toml."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from db.extract import lexicon
from db.model import Article

STRONG = 3
_TITLE, _HEADING, _LEAD = 4, 2, 1  # on top of the one point a word has for standing in the text
_LEAD_ELSE = 200  # characters of a text of one paragraph that are its lead
_MOST = 4  # top-level codes
_OFTEN = 3  # a word counts no more often than this: one word repeated is not a topic
# A further topic needs so many points and such a share of the main topic's: a few words want a larger share.
_ENOUGH = ((12, 0.46), (18, 0.26))
_FINE_ENOUGH = 6


@dataclass(frozen=True, slots=True, eq=False)
class _Topic:
    code: str
    names: dict[str, str]
    words: dict[str, int]  # word -> weight; those of the finer topics included
    finer: tuple["_Topic", ...] = ()


@cache
def _topics() -> tuple[_Topic, ...]:
    topics = []
    for code, entry in lexicon.table("topics").items():
        finer = tuple(
            _Topic(f"{code}/{name}", _names(sub), dict.fromkeys(sub["words"].split(), STRONG))
            for name, sub in entry.get("finer", {}).items()
        )
        words = dict.fromkeys(entry["words"].split(), 1)
        words.update(dict.fromkeys(entry["strong"].split(), STRONG))
        for sub in finer:
            words.update(sub.words)
        topics.append(_Topic(code, _names(entry), words, finer))
    return tuple(topics)


def _names(entry: dict) -> dict[str, str]:
    return {"zh": entry["zh"], "en": entry["en"]}


@cache
def _all_words() -> tuple[dict[str, bool], dict[str, tuple[str, ...]], re.Pattern]:
    """What words begin with, two characters, and whether these are one; the longer words by their first three; where
    one of all these may stand.
    """
    longer: dict[str, tuple[str, ...]] = {}
    for word in _weights():
        if len(word) > 2:
            longer[word[:3]] = (*longer.get(word[:3], ()), word)
    starts = {word[:2]: word[:2] in _weights() for word in _weights()}
    return starts, longer, lexicon.skipping(starts)


@cache
def _weights() -> dict[str, tuple[tuple[_Topic, int], ...]]:
    """For each word the topics, finer ones too, that it speaks for, and how much."""
    weights: dict[str, list[tuple[_Topic, int]]] = {}
    for top in _topics():
        for topic in (top, *top.finer):
            for word, weight in topic.words.items():
                weights.setdefault(word, []).append((topic, weight))
    return {word: tuple(several) for word, several in weights.items()}


def find(article: Article) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """At most four top-level codes, the main one first, and the finer codes below them ("community/grid")."""
    head = " ".join(part for part in (article.kicker, article.title, article.subtitle) if part)
    headings = " ".join(h.text for h in article.headings)
    text = article.text
    lead = max(text.find("\n"), 0) or _LEAD_ELSE
    weights = _weights()
    scores: dict[_Topic, int] = dict.fromkeys(_topics(), 0)
    said = _said(text)
    points = {word: min(often, _OFTEN) for word, often in Counter(word for _, word in said).items()}
    for words, more in (
        ({word for at, word in said if at + len(word) <= lead}, _LEAD),
        ({word for _, word in _said(head)}, _TITLE),
        ({word for _, word in _said(headings)}, _HEADING),
    ):
        for word in words:
            points[word] = points.get(word, 0) + more
    for word, often in points.items():
        for topic, weight in weights[word]:
            scores[topic] = scores.get(topic, 0) + often * weight
    ranked = sorted(_topics(), key=lambda topic: -scores[topic])
    best = scores[ranked[0]]
    if not best:
        return (), ()
    chosen = [ranked[0]]
    for topic in ranked[1:_MOST]:
        if any(scores[topic] >= max(least, share * best) for least, share in _ENOUGH):
            chosen.append(topic)
    finer = []
    for topic in chosen:
        order = sorted(topic.finer, key=lambda sub: -scores.get(sub, 0))
        finer += [sub.code for sub in order if scores.get(sub, 0) >= _FINE_ENOUGH][:2]
    return tuple(t.code for t in chosen), tuple(finer)


def _said(text: str) -> list[tuple[int, str]]:
    """Where each word of the lexicon begins in `text`, and the word."""
    starts, longer, begin = _all_words()
    said: list[tuple[int, str]] = []
    for at in map(re.Match.start, begin.finditer(text)):
        whole = starts.get(text[at : at + 2])
        if whole is None:
            continue
        if whole:
            said.append((at, text[at : at + 2]))
        for word in longer.get(text[at : at + 3], ()):
            if text.startswith(word, at):
                said.append((at, word))
    return said


@cache
def _labels() -> dict[str, dict[str, str]]:
    return {t.code: t.names for top in _topics() for t in (top, *top.finer)}


def label(code: str, language: str = "zh") -> str:
    """What a code is called, "community/grid" -> 网格化服务; a code that nobody knows is its own name."""
    names = _labels().get(code, {})
    return names.get(language) or names.get("zh") or code


def all_codes() -> tuple[str, ...]:
    """Every code, each top-level one before its finer ones, in the lexicon's order."""
    return tuple(_labels())

"""What the index holds of an article: a set of tokens, without their order.

SQLite's own tokenizers find no Chinese word of one or two characters. So a run of Chinese is indexed as its overlapping
pairs (老旧小区 -> 老旧 旧小 小区) and its characters alone. Words of other scripts and numbers are tokens as they are,
and so are their first one to three characters, for what is being typed. Titles, places, topics, names, notes and
the things measured are indexed under a mark of their own, so that they can be asked for alone and come first; titles,
places and topics also as they are read. The nodes of the facets an article hangs on are tokens too: words and
filters are then intersected within the index.

No positions are kept (FTS5's detail=none). Measured on 60,000 articles, for each byte of the text the pairs alone take
1.5 bytes with positions and 0.55 without, single characters 0.2, a prefix index for them 1.0; everything here takes
0.75 to 0.85. Only a word of three characters or more needs positions: it is looked for by its pairs and then held
against the texts that have them all (`matching.says`), of which only a screenful is wanted.
"""

import itertools
import operator
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from db.finding import pinyin
from db.finding.folding import HAN, fold

# Marks are of the private use area: no token of a text begins with one.
ALL, NODE, BEGUN, SPELT, INITIALS = "\ue000\ue001\ue002\ue003\ue004"
FIELDS = {"title": "\ue010", "region": "\ue011", "topic": "\ue012", "byline": "\ue013", "note": "\ue014",
          "subject": "\ue015"}
READ = ("title", "region", "topic")  # fields that are found as they are read, too
SHORT = 3  # characters of a beginning that is a token
_FEW = ("region", "topic", "byline", "subject")  # fields whose words are the same in many articles

RUN = re.compile(f"([{HAN}]+)|[^\\W_{HAN}]+")
_CHINESE = re.compile(f"[{HAN}]+")
_OTHER = re.compile(f"[^\\W_{HAN}]+")


def article_tokens(text: str, fields: Mapping[str, Iterable[str]], nodes: Iterable[int]) -> str:
    """The tokens of an article, separated by blanks: of `text`, of its `fields` (keys of FIELDS), of the nodes it is
    on.
    """
    found = _tokens(fold(text))
    for name, several in fields.items():
        of_field = _of_field_remembered if name in _FEW else _of_field
        for words in several:
            found.update(of_field(name, words))
    found.update(f"{NODE}{node}" for node in nodes)
    found.add(ALL)
    return " ".join(found)


def _tokens(folded: str) -> set[str]:
    """Pairs and single characters of Chinese, words and numbers of other scripts and their beginnings."""
    runs = _CHINESE.findall(folded)
    found = set().union(*runs)
    for run in runs:
        found.update(map(operator.add, run, run[1:]))
    for word in set(_OTHER.findall(folded)):
        found.add(word)
        found.update(BEGUN + word[:n] for n in range(1, SHORT + 1))
    return found


def _of_field(name: str, words: str) -> set[str]:
    folded = fold(words)
    found = _tokens(folded)
    marked = {FIELDS[name] + token for token in found if token[0] != BEGUN}
    if name != "subject":  # whose words are the text's
        marked.update(found)
    if name in READ:
        pairs, initials = pinyin.spelt(folded)
        marked.update(map(SPELT.__add__, pairs))
        marked.update(map(INITIALS.__add__, initials))
    return marked


_of_field_remembered = lru_cache(4096)(_of_field)


def needed(folded: str) -> list[str]:
    """The tokens a text must have to hold `folded`, without the beginnings: the fewest that say all."""
    found: dict[str, None] = {}
    for run in RUN.finditer(folded):
        words = run.group()
        pairs = map("".join, itertools.pairwise(words)) if run.group(1) and len(words) > 1 else (words,)
        found.update(dict.fromkeys(pairs))
    return list(found)


"""What the phrases behind and before a number have in common."""

import re
from functools import cache

from db.extract.quantity.speech import SERIES, Token, grammar, is_word
from db.extract.quantity.units import kind_of

REACH = 36  # characters a phrase may lie away from its number
# 项, 场, 次 and their like count deeds: 200多项关键技术攻关, 13场培训.
DEEDS = frozenset("项 场 次 起 件 轮 期 堂 课 场次 人次 例 宗 桩 趟".split())
_GROUPED = (
    r"“[^“”\n]{1,24}”|‘[^‘’\n]{1,16}’|《[^《》\n]{1,30}》|（[^（）\n]{0,24}）|\([^()\n]{0,24}\)",
    r"”[^“”\n]{1,24}“|’[^‘’\n]{1,16}‘|》[^《》\n]{1,30}《|）[^（）\n]{0,24}（|\)[^()\n]{0,24}\(",
)
_BOUNDS = "，。；：！？…\\n、,;!?—（）()"
_CLAUSE = re.compile(rf"(?:{_GROUPED[0]}|[^{_BOUNDS}”’])*+")
_CLAUSE_BACK = re.compile(rf"(?:{_GROUPED[1]}|[^{_BOUNDS}“‘])*+")
_SERIES_FROM = re.compile(SERIES)
_MARKS = re.compile(r"[“”‘’《》「」（）()]")
_BRACKETED_END = re.compile(r"(?:（[^（）]*）|\([^()]*\))$")
_QUOTED_END = re.compile(r"[“‘《「]([^“”‘’《》「」]*)[”’》」]$")


@cache
def listed(name: str) -> frozenset[str]:
    """The words of the list `name` of grammar.json."""
    return frozenset(grammar()[name])


def clause_from(text: str, at: int) -> str:
    """What follows `at` up to the next mark; what is quoted or bracketed counts as one word."""
    end = min(len(text), at + REACH)
    series = _SERIES_FROM.match(text, at, end)  # 101个大、中、小型水库
    return text[at : _CLAUSE.match(text, series.end() if series else at, end).end()]


def clause_to(text: str, begin: int, end: int) -> str:
    """What leads up to `end` from the last mark, not from before `begin`."""
    clause = _CLAUSE_BACK.match(text[begin:end][::-1])[0][::-1]
    start = end - len(clause)
    if start > begin and text[start - 1] == "、":  # 通学、通医、通游专线352条
        for series in _SERIES_FROM.finditer(text, max(begin, start - 9), end):
            at = series.start()
            # 园区、中药材 cuts a word and is no series
            if at < start < series.end() and not (at > begin and is_word(text[at - 1 : at + 1])):
                return text[series.start() : end]
    return clause


def last_noun(words: list[Token]) -> str:
    """The noun phrase that ends `words`, without 的 and what is before it."""
    taken: list[str] = []
    for word in reversed(words):
        if word.part not in "NGAQ":
            if word.part == "M" and taken and kind_of(taken[-1]):
                taken.pop()  # 一张许可证
            break
        taken.append(word.word)
    return unquoted("".join(reversed(taken)))


def unquoted(phrase: str) -> str:
    """`phrase` without the marks around its last word (建成“微公园” -> 建成微公园) and without brackets at its end."""
    if not _MARKS.search(phrase):
        return phrase
    phrase = _BRACKETED_END.sub("", phrase)
    if quoted := _QUOTED_END.search(phrase):
        return phrase[: quoted.start()] + quoted[1]
    for opening, closing in ("“”", "‘’", "《》", "（）", "()"):  # one that was cut through
        if phrase.count(opening) != phrase.count(closing):
            phrase = phrase.replace(opening, "").replace(closing, "")
    return phrase

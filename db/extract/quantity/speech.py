"""The parts of speech of a short stretch of text, as far as they tell where a noun phrase ends."""

import json
import math
import re
from functools import cache, lru_cache
from typing import NamedTuple

import resources

_UNKNOWN = ("N", 12.0)  # a character that is no word of its own, and what it costs
_AMENDED = 7.5  # what a word of grammar.json costs, whatever its frequency elsewhere
_PARTS = {"verb": "V", "adverb": "D", "function": "F", "noun": "N", "adjective": "A", "place_tail": "S"}
_JOINERS = {"和": "C", "与": "C", "及": "C", "、": "C", "以及": "C", "的": "E", "之": "E", "并": "F", "地": "N"}
# 大、中、小型 and 通学、通医、通游 are one modifier of the noun that follows.
SERIES = (
    r"(?:[大中小特高低初早晚新老省市县区镇村水陆空种养加](?:[型级等期熟])?、){1,3}[大中小高低晚新老省市县区乡镇村陆空养加][型级等期熟]?(?=[\u4e00-\u9fff])"
    r"|(?:(?P<same>[\u4e00-\u9fff])[\u4e00-\u9fff]、)(?:(?P=same)[\u4e00-\u9fff]、){0,3}(?P=same)[\u4e00-\u9fff](?=[\u4e00-\u9fff])"
)
# What stands in quotes or brackets is one word of the phrase around it.
_CHUNK = re.compile(
    rf"(?P<series>{SERIES})|"
    r"(?P<quoted>“[^“”\n]{1,24}”|‘[^‘’\n]{1,16}’|《[^《》\n]{1,30}》|「[^「」\n]{1,24}」)|(?P<bracket>（[^（）\n]{0,24}）|\([^()\n]{0,24}\))"
    r"|(?P<latin>[0-9]*[A-Za-z][A-Za-z0-9+\-·]*)|(?P<number>[0-9０-９.,%％]+[多余]?(?:[十百千万亿]+[多余]?)?)|(?P<han>[\u3400-\u9fff]+)|(?P<other>.)",
    re.S,
)
_TAGS = {"series": "A", "quoted": "Q", "bracket": "K", "number": "M", "latin": "N", "other": "B"}


_PURE = re.compile(r"[\u3400-\u9fff]+")
_HOURS = ("小时", "分钟", "个小时")
# 3年级, 5月饼: no dates after a number
_NO_DATE = ("年级", "年均", "年期", "日均", "月均", "月饼", "时段", "年产", "年度", "周边")


class Token(NamedTuple):
    """A word and its part of speech.

    N noun, G verb used as often as a noun, V verb, A adjective, D adverb, F function word, T time, E 的, C and,
    S whole-place word (全市), Q quoted, K bracketed, M number, B anything else.
    """

    word: str
    part: str


@cache
def grammar() -> dict:
    """The word lists of grammar.json. Callers must not change them."""
    return json.loads(resources.path("lexicon/grammar.json").read_text(encoding="utf-8"))


@cache
def _words() -> dict[str, tuple[str, float]]:
    words: dict[str, tuple[str, float]] = {}
    for row in resources.path("lexicon/speech.txt").read_text(encoding="utf-8").splitlines():
        key, listed = row.split("\t")
        cost = math.log(6e7 / (3 * 10 ** (int(key[1]) - 1)))
        words.update(dict.fromkeys(listed.split(" "), (key[0], cost)))
    words.update({word: ("V", _AMENDED) for word in grammar()["change"] if word not in words})
    for name, part in _PARTS.items():
        for word in grammar()[name]:
            known = words.get(word)
            cost = min(known[1], _AMENDED) if known else _AMENDED + (len(word) == 1)
            # A noun that speech.txt knows as both stays both: 培训 ends a phrase (13场培训) and opens one.
            words[word] = ("G" if part == "V" and known and known[0] == "G" else part, cost)
    words.update({word: (part, 5.5) for word, part in _JOINERS.items()})
    words.update(dict.fromkeys("一二两三四五六七八九十百千万亿几", ("M", 8.0)))
    return words


@cache
def _table() -> tuple[dict[str, tuple[str, float]], dict[str, tuple[int, ...]]]:
    """The words of one character, and for each two characters that begin longer words than themselves the lengths of
    these, so that most places of a text are done with after three looks.
    """
    words = _words()
    single = {word: entry for word, entry in words.items() if len(word) == 1}
    lengths: dict[str, tuple[int, ...]] = {}
    for size in range(3, max(map(len, words)) + 1):
        for pair in {word[:2] for word in words if len(word) == size}:
            lengths[pair] = (*lengths.get(pair, ()), size)
    return single, lengths


def is_word(stretch: str) -> bool:
    """Whether `stretch` is one word of the lexicon."""
    return stretch in _words()


def tokens(stretch: str) -> list[Token]:
    """`stretch` as words; linear in its length, which callers bound."""
    if _PURE.fullmatch(stretch):
        return list(_split(stretch))
    found: list[Token] = []
    for chunk in _CHUNK.finditer(stretch):
        kind = chunk.lastgroup
        if kind == "han":
            run = chunk[0]
            if run.startswith(_HOURS) and found and found[-1].part == "M":
                size = 3 if run[0] == "个" else 2
                found.append(Token(run[:size], "T"))  # 4小时直播
                run = run[size:]
            elif run[0] in "年月日时岁周" and found and found[-1].part == "M" and not run.startswith(_NO_DATE):
                size = 2 if run[1:2] and run[1] in "底末初度份岁" else 1
                found.append(Token(run[:size], "T"))  # 2021年投资, 13日上升
                run = run[size:]
            found += _split(run)
        else:
            part = _JOINERS.get(chunk[0]) or _TAGS[kind]
            found.append(Token(chunk[0], part))
    return found


@lru_cache(4096)
def _split(run: str) -> tuple[Token, ...]:
    """The cheapest way to read a run of Chinese characters as words."""
    words, (single, lengths), size = _words(), _table(), len(run)
    best = [math.inf] * (size + 1)
    best[0] = 0.0
    came = [0] * (size + 1)
    parts = ["N"] * (size + 1)
    for at in range(size):
        here = best[at]
        part, cost = single.get(run[at], _UNKNOWN)
        cost += here
        if cost < best[at + 1]:
            best[at + 1], came[at + 1], parts[at + 1] = cost, at, part
        pair = run[at : at + 2]
        if len(pair) == 2 and (entry := words.get(pair)):
            cost = here + entry[1]
            if cost < best[at + 2]:
                best[at + 2], came[at + 2], parts[at + 2] = cost, at, entry[0]
        for length in lengths.get(pair, ()):
            end = at + length
            if end <= size and (entry := words.get(run[at:end])):
                cost = here + entry[1]
                if cost < best[end]:
                    best[end], came[end], parts[end] = cost, at, entry[0]
    found, end = [], size
    while end:
        at = came[end]
        found.append(Token(run[at:end], parts[end]))
        end = at
    return _merged(found[::-1])


# One character that makes a noun of the word before it: 开工率, 诊疗量, 种植户, 救援队.
_SUFFIXES = frozenset(
    "证卡制险口率量额费数员者区点站店户村镇校园馆厅室线路桥器机车楼房队会场厂桶箱柜法术界业型式网池度书款单语词"
)

# These say of a rank in front of them which ones are meant: 二级以上.
_RANKED = frozenset(("以上", "以下", "及以上", "及以下"))


def _merged(words: list[Token]) -> tuple[Token, ...]:
    """`words` with a lone suffix joined to the word it makes a noun of."""
    out: list[Token] = []
    for word in words:
        if word.word in _RANKED and out and out[-1].part == "A" and out[-1].word[-1] in "级类等":
            out[-1] = Token(out[-1].word + word.word, "A")  # 二级以上客运站
        elif word.part == "N" and word.word in _SUFFIXES and out and out[-1].part in "NGVA" and len(out[-1].word) > 1:
            out[-1] = Token(out[-1].word + word.word, "N")
        else:
            out.append(word)
    return tuple(out)

"""The noun phrase that ends a row of words, its own verbs and 的 taken in (农村公路养护总里程)."""

import re

from db.extract.quantity.fit import MEASURED
from db.extract.quantity.phrases import listed, unquoted
from db.extract.quantity.speech import Token
from db.extract.quantity.units import kind_of

_MEAN = frozenset("平均 合计 总计 累计 户均 人均 亩均 年均 月均 日均".split())
# Words of one character that govern a noun of one character: 养猪, 种树.
_ALONE = frozenset("养种栽植建修造买卖捐送设办有在是为从向对把被给共已又还也都就只每新再")
_HEADLESS = frozenset("及以上 及以下 以上 以下 且 并 而 其中".split())
# Sums of money are what verbs govern, and so no verb before them is part of their name.
_SUMS = re.compile(r"(?:资金|投资|投入|收入|利润|价值|产值|增加值|贷款|税收|存款|费用|收益)$")
_LENGTHS = frozenset("全长 全程 总长".split())
_FULL = 16  # characters of a subject; what stands before them is left out
_BESIDE = frozenset("上下前后中东西南北大小")  # 下庄村, 前进村: no words of place before 村
_COVERING = frozenset("受灾 成灾 绝收 占地 挂果 播种 建筑 栽种 种植 规划 改造 绿化 灌溉 流转".split())
_NUMERALS = frozenset("二两三四五六七八九十百千万")
_VILLAGE = re.compile(r".{0,2}[村庄屯镇寨街路沟湾坝]")
_WITH = frozenset("与 和 同 跟".split())
COMPARED = frozenset("比 较 相比 相较 对比 较之".split())


def compared(words: list[Token]) -> int | None:
    """Where what is compared with begins, behind the thing that is compared."""
    for n in range(1, len(words)):
        if words[n].word not in COMPARED:
            continue
        at = n
        if words[n].word[0] == "相":  # 收益与去年同期相比
            at = next((m for m in range(n - 1, 0, -1) if words[m].word in _WITH), n)
        while at > 1 and words[at - 1].part in "DF":
            at -= 1
        if at > 2 and words[at - 2].word in ("每", "一") and kind_of(words[at - 1].word):
            at -= 2  # 蜜橘每斤要比市价低2角
        if words[at - 1].part in "NGAQV":
            return at
    return None


def nominal(words: list[Token]) -> list[Token]:
    """The noun phrase of `words`, what it is compared with and what leads on to the number taken off."""
    words = words[: compared(words)]
    while words and words[-1].part not in "NGAQ":
        words = words[:-1]
    return noun_phrase(words)


def joined(words: list[Token]) -> str:
    """The words of a noun phrase as one, without its first ones where it is long."""
    while len(words) > 1 and (words[0].part in "ECK" or words[0].word in _HEADLESS):
        words = words[1:]
    while len(words) > 1 and sum(len(w.word) for w in words) > _FULL:
        words = words[1:]
        while len(words) > 1 and words[0].part in "ECF":
            words = words[1:]
    return unquoted("".join(w.word for w in words))


def noun_phrase(words: list[Token]) -> list[Token]:
    """The noun phrase that ends `words`."""
    taken: list[Token] = []
    for n in range(len(words) - 1, -1, -1):
        word = words[n]
        if word.part == "G" and taken and word.word in listed("light") and not MEASURED.search(taken[0].word):
            break  # 全市设置床位8000张
        if word.part in "NGAQKS" or (word.part in "EC" and taken and n) or (taken and _inner(words, n, taken)):
            taken.append(word)
        else:
            break
    while taken and taken[-1].part in "EC":
        taken.pop()
    if len(taken) == 1 and taken[0].word[-1] == "率" and [w.word for w in words[:-1]] == ["通"]:
        taken.append(words[0])  # 通客车率
    core = taken[taken[0].word in _LENGTHS :] if taken else taken
    if core and len(core) < 3 and all(len(w.word) == 1 for w in core):
        for word in reversed(words[: len(words) - len(taken)][-2:]):
            if len(word.word) > 1 or word.part not in "NVD" or word.word in _ALONE:
                break
            taken.append(word)  # 禁养区, 通组路: words that no lexicon has
    if len(taken) < 2 or len(words) == len(taken):
        return taken[::-1]
    ahead = words[-len(taken) - 1]
    if ahead.word in listed("transitive") and any(t.part == "E" for t in taken):
        taken.append(ahead)  # 具备条件的乡镇
    elif (ahead.part == "M" or ahead.word in ("这", "那", "该", "每", "某")) and kind_of(taken[-1].word):
        taken.pop()  # 一场酒席
    return taken[::-1]


def _inner(words: list[Token], n: int, taken: list[Token]) -> bool:
    """Whether a word that is no noun is part of the noun phrase that goes on in `taken`, last word first."""
    word, ahead = words[n], words[n - 1] if n else None
    if word.part == "V":
        named = bool(ahead) and ahead.part in ("NAQS" if MEASURED.search(taken[0].word) else "NAQ")
        modifier = word.word in listed("trailing") or word.word in listed("attributive")
        if named and modifier and len(taken) - (taken[0].part == "K") == 1:
            return True  # 城市更新项目
        # 农村公路养护总里程, but not 企业实现产值
        if taken[0].word.endswith("面积") and len(word.word) == 2 and len(taken) == 1 and word.word in _COVERING:
            return True
        if _SUMS.search(taken[0].word) and (word.word in listed("gaining") or word.word in listed("pay")):
            return False  # 总工会筹集资金
        measured = MEASURED.search(taken[0].word) and word.word not in listed("predicate")
        long = len(word.word) > 1 or taken[0].word[-1] == "率"  # 建制村通客车率
        return bool(named and measured and long and all(t.part in "NGV" for t in taken))
    if word.word == "占":
        return bool(ahead) and ahead.part in "NG" and taken[0].word in ("比例", "比重", "份额")
    if word.part == "M" and word.word in _NUMERALS:
        return taken[-1].part == "N" and not kind_of(taken[-1].word)  # 万寿菊, 两村
    if word.part == "D" and word.word in _MEAN:
        return bool(ahead) and ahead.part in "NE" and bool(MEASURED.search(taken[0].word))
    if taken[-1].part != "N" or (ahead and ahead.part in "NGAQM"):
        return False
    if word.word == "新":
        return True
    return word.word in _BESIDE and bool(_VILLAGE.match("".join(t.word for t in taken[::-1])))

"""What stands between a thing and its number and belongs to neither: 已, 达, 为, 每亩, 占总数的, 是往年的, 从甲升至."""

import re

from db.extract.quantity.phrases import listed
from db.extract.quantity.speech import Token
from db.extract.quantity.units import kind_of

_LINKS = frozenset("是 为 都是 均为 均是 也是 就是 属于 成为 变成 变为 达 占".split())
_BASES = frozenset("一斤 一亩 一吨 一年 一天 一个 一户 一人 每斤 每亩 每吨 每平方米 一公斤 每公斤".split())
_ON_TO = re.compile(r"[增减升降提扩缩压降上下拓延发翻跃攀回调涨跌][^，。；]{0,3}[至到为]|^[，]?(?:大幅)?[至到]")
_EACH = frozenset("每个 每名 每家 每户 每位 每座 每台 每所".split())
EQUALS = frozenset("是 为 仅为 约为 只是 相当于".split())
HAVING = frozenset("有 共有 达 已有 就有 也有 为".split())
SHARES = frozenset("占 占到 约占 仅占 占据 相当于".split())


def headless(words: list[Token]) -> bool:
    """Whether `words` are a relative clause with its noun left out, and a word of having: 已启动建设的共有."""
    at = next((n for n in range(len(words) - 1, 0, -1) if words[n].part not in "DF"), 0)
    if not 0 < at < len(words) - 1 or words[at].part != "E" or words[-1].word not in HAVING:
        return False
    verbs = [w.part for w in words[:at] if w.part in "VG"]
    begun = "V" in verbs or words[0].part == "D"
    return words[at - 1].part in "VG" and begun and not any(w.part in "NQT" for w in words[:at])


def moved(words: list[Token], behind: str) -> int:
    """Where 从 or 由 stands behind the thing that moves on from a value (总量从创建前的476家增至1832家), or 0."""
    if not _ON_TO.search(behind):
        return 0
    at = next((n for n in range(len(words) - 1, 0, -1) if words[n].word in ("从", "由")), 0)
    return at if at and words[at - 1].part in "NGAQ" else 0


def times(words: list[Token]) -> int | None:
    """Where 是 stands in 价格是往年的3倍, for what is so many times as much stands before it."""
    return next((n for n, w in enumerate(words) if w.word in EQUALS or w.word in ("达到", "达")), None)


def share(words: list[Token]) -> int | None:
    """Where 占 stands in 占总人口的23.5%, for whose share it is stands before it; not in 占总人口的比例达23.5%."""
    at = next((n for n, w in enumerate(words) if w.word in SHARES), None)
    return None if at is None or any(w.word in ("比例", "比重", "份额") for w in words[at:]) else at


def joint(words: list[Token]) -> bool:
    """Whether the last word only joins the thing and its number: 已, 达, 为, 约, 分别增长了, 每亩."""
    last = words[-1]
    if last.part == "E":  # 发展到现在的300余人, 提高到2022年的1.6万元
        return len(words) > 1 and words[-2].part in "TDM"
    return last.part in "DFTMCB" or last.word in _LINKS or last.word in listed("change") or rate(words)


def rate(words: list[Token]) -> bool:
    """Whether `words` ends in the base of a rate: 黄精一斤 10元, 每平方米 35元."""
    if words[-1].word in _BASES:
        return True
    if len(words) > 2 and words[-1].part == "N" and words[-2].word in _EACH:
        return True  # 由平均每个区县344项
    if len(words) > 1 and words[-2].word == "每" and words[-1].part == "N" and len(words[-1].word) == 1:
        return True  # 每生300元
    if len(words) < 2 or kind_of(words[-1].word) is None:
        return False
    scaled = len(words) > 2 and words[-2].part == "M" and words[-3].word == "每"  # 每万平方公里
    return words[-2].word in ("一", "每") or scaled

"""The noun phrase behind a number and the noun phrase before it."""

import re
from functools import cache
from typing import NamedTuple

from db.extract.quantities import Quantity
from db.extract.speech import Token, grammar, tokens
from db.extract.units import kind_of

_REACH = 36  # characters a phrase may lie away from its number
_CLAUSE = re.compile(
    r"(?:“[^“”\n]{1,24}”|‘[^‘’\n]{1,16}’|《[^《》\n]{1,30}》|（[^（）\n]{0,24}）|\([^()\n]{0,24}\)|[^，。；：！？…\n、,;!?（(）)”’—])*+"
)
_CLAUSE_BACK = re.compile(
    r"(?:”[^“”\n]{1,24}“|’[^‘’\n]{1,16}‘|》[^《》\n]{1,30}《|）[^（）\n]{0,24}（|\)[^()\n]{0,24}\(|[^，。；：！？…\n、,;!?（(）)“‘—])*+"
)
# 项, 场, 次 and their like count deeds: 200多项关键技术攻关, 13场培训.
DEEDS = frozenset("项 场 次 起 件 轮 期 堂 课 场次 人次 例 宗 桩 趟".split())
_TRAILING = frozenset("建设 改造 推广 整治 整改 升级 更新 修复 提升 创建 维修 修缮 运营 招生 招聘 试点 推进 保护 使用 就业 发展 编制".split())
_LINKS = frozenset("是 为 都是 均为 均是 也是 就是 属于 成为 达 占".split())


# Words of change and of reaching a value, which stand between the thing and its number.
CHANGES = frozenset(
    "突破 达到 超过 超 达 增长 下降 提高 提升 增加 减少 上升 降低 降 升 增 减 翻 翻了 稳定在 保持在 维持在 控制在 高达 可达 已达 占 "
    "缩短 压缩 压减 扩大 拓展 延伸 拓宽 延长 提速 增至 升至 降至 减至 升到 降到 增到 减到".split()
    + [verb + to for verb in "增加 减少 提高 提升 下降 扩大 缩短 压缩 压减 降低 上升 拓宽 拓展 延伸 延长 发展 增长".split() for to in "到至"]
)


class Phrase(NamedTuple):
    """The noun phrase behind a number, "" where there is none, and then the verb that stands there instead;
    `genitive` says that 的 stood between the number and the phrase.
    """

    text: str
    verb: str
    genitive: bool = False


@cache
def _heads() -> dict[str, re.Pattern]:
    """For measure words of people, firms, schools and households: the nouns they count."""
    lists = grammar()
    person = re.compile(lists["person_heads"])
    return {
        "名": person, "位": person, "人": person, "员": person, None: person,
        "家": re.compile(lists["entity_heads"]), "所": re.compile(lists["institution_heads"]),
        "户": re.compile(lists["household_heads"]),
    }  # fmt: skip


def behind(text: str, quantity: Quantity) -> Phrase:
    """The phrase that follows the quantity in its clause: 11个[监控设施], 246人的[传统工匠队伍]."""
    at = quantity.tail
    clause = _CLAUSE.match(text, at, min(len(text), at + _REACH))[0]
    words = tokens(clause) if clause else []
    if not words or words[0].part in "MB":
        return Phrase("", "")
    genitive = words[0].part == "E"
    if genitive:
        words = words[1:]
    text_, verb = _head(words, quantity, 0)
    return Phrase(_trim(text_, quantity), verb, genitive)


def _head(words: list[Token], quantity: Quantity, depth: int) -> tuple[str, str]:
    """The first noun phrase of `words`, and the verb it begins with if there is no noun phrase."""
    taken: list[Token] = []
    for n, word in enumerate(words):
        part = word.part
        if part in "NGAQK" or (part == "S" and not taken):
            taken.append(word)
        elif part == "E":
            if taken and _relative(taken) and n + 1 < len(words):
                taken = []
                continue
            break
        elif part == "C":
            rest = words[n + 1 :]
            if taken and 0 < len(rest) <= 4 and all(w.part in "NGAQ" for w in rest):
                taken.append(word)
                continue
            break
        elif part == "V" and _compound(taken, words[n + 1 :], quantity):
            taken.append(word)
        else:
            if not taken:
                return _after_relative(words[n:], quantity, depth)
            break
    while taken and (taken[-1].part in "CV" or (len(taken) > 1 and _ends_as_deed(taken, quantity))):
        taken.pop()
    if not any(w.part in "NGQAKS" for w in taken):
        return "", words[0].word if words else ""
    return "".join(w.word for w in taken if w.part != "K" or w is not taken[-1]), ""


def _relative(taken: list[Token]) -> bool:
    """Whether what stands before 的 describes (格局完整的, 建成的) rather than owns (居民的)."""
    last = taken[-1]
    return last.part in "AV" or last.word[-1] in "型级化性式样"


def _compound(taken: list[Token], rest: list[Token], quantity: Quantity) -> bool:
    """Whether a verb here is part of a compound (重点攻关项目, 驻村工作队) and no predicate (居民参与治理)."""
    if not rest or rest[0].part not in "NGQ":
        return False
    after = next((n for n, w in enumerate(rest) if w.part not in "NGQK"), len(rest))
    if not (after == len(rest) or rest[after].part in "ECVDF"):
        return False
    if taken:
        pattern = _heads().get(quantity.unit)
        joined = "".join(w.word for w in taken)
        if pattern and any(m.end() == len(joined) for m in pattern.finditer(joined)):
            return False
        return after <= 2 and len(taken[-1].word) <= 3
    return True


def _ends_as_deed(taken: list[Token], quantity: Quantity) -> bool:
    return taken[-1].word in _TRAILING and quantity.unit not in DEEDS


def _after_relative(words: list[Token], quantity: Quantity, depth: int) -> tuple[str, str]:
    """The phrase behind a relative clause: 像他这样的[网格员], 存在安全隐患的[小区]."""
    verb = next((w.word for w in words if w.part == "V"), "")
    if words[0].word in ("都是", "是", "都", "均", "均为", "为", "也是") and quantity.kind == "person":
        rest = [w for w in words[1:] if w.word not in ("是", "为")]
        found, _ = _head(rest, quantity, depth + 1) if depth < 2 else ("", "")
        return found, "" if found else verb
    if depth < 2 and words[0].part in "VFD" and words[0].word not in ("以上", "以下", "左右"):
        joint = next((n for n, w in enumerate(words) if w.word == "的"), None)
        if joint is not None and 0 < joint < len(words) - 1:
            found, _ = _head(words[joint + 1 :], quantity, depth + 1)
            return found, verb
    return "", verb or words[0].word


def _trim(phrase: str, quantity: Quantity) -> str:
    """`phrase` without what runs past the thing counted: 教职工责任 -> 教职工; a last word in quotes loses them."""
    pattern = _heads().get(quantity.unit)
    if pattern and phrase:
        last = None
        for last in pattern.finditer(phrase):
            pass
        if last and last.end() < len(phrase):
            phrase = phrase[: last.end()]
    for tail in grammar()["abstract_tails"]:
        if len(phrase) > len(tail) + 1 and phrase.endswith(tail) and quantity.unit not in DEEDS:
            phrase = phrase[: -len(tail)]
            break
    return unquoted(phrase)


def unquoted(phrase: str) -> str:
    """`phrase` without the marks around its last word: 建成“微公园” -> 建成微公园; brackets at its end are dropped."""
    phrase = re.sub(r"(?:（[^（）]*）|\([^()]*\))$", "", phrase)
    quoted = re.search(r"[“‘《「]([^“”‘’《》「」]*)[”’》」]$", phrase)
    return phrase[: quoted.start()] + quoted[1] if quoted else phrase


class Lead(NamedTuple):
    """What leads to a number in its clause: `text` the noun phrase, `verb` what stood between the two (改造, 投入).

    `actor`: the phrase does what the verb says and is not what is counted (医疗专家已下沉1800多人次).
    `changed`: a word of change stood there (增长, 降至). `deed`: there is a verb and no noun. `linked`: nothing but
    joints since the number before (88%和141%, 从6人提升到10人).
    """

    text: str = ""
    verb: str = ""
    actor: bool = False
    changed: bool = False
    deed: bool = False
    linked: bool = False


def before(text: str, quantity: Quantity, since: int) -> Lead:
    """The phrase that leads to the quantity in its clause, not reaching back beyond `since`."""
    end = quantity.lead
    while end > since and text[end - 1] in "：:达":
        end -= 1
    begin = max(since, end - _REACH - 4)
    clause = _CLAUSE_BACK.match(text[begin:end][::-1])[0][::-1]
    bounded = begin == since and len(clause) >= end - begin - 1 and since > 0
    words = tokens(clause) if clause else []
    changed = False
    while words and (words[-1].part in "DFTMCB" or words[-1].word in _LINKS or words[-1].word in CHANGES or _rate(words)):
        changed = changed or words[-1].word in CHANGES
        words.pop()
    if not words:
        return Lead(linked=bounded, changed=changed)
    verb, adverb = "", False
    while words and words[-1].part in "VDFTMB":
        adverb = adverb or (bool(verb) and words[-1].part == "D")
        if words[-1].part == "V" and not adverb:
            verb = words[-1].word + verb
        words.pop()
    taken = _noun_phrase(words)
    if taken and all(w.part in "GDE" for w in taken):
        verb = "".join(w.word for w in taken) + verb
        words = words[: len(words) - len(taken)]
        while words and words[-1].part in "DF":
            adverb = True
            words.pop()
        actor = _noun_phrase(words)
        return Lead(_join(actor), verb, actor=bool(actor), changed=changed, deed=True)
    actor = bool(verb) and (adverb or all(w.part == "S" for w in taken))
    return Lead(_join(taken), verb, actor=actor, changed=changed, deed=bool(verb) and not taken)


def _join(words: list[Token]) -> str:
    return unquoted("".join(w.word for w in words))


def _rate(words: list[Token]) -> bool:
    """Whether `words` ends in the base of a rate: 黄精一斤 10元, 每平方米 35元."""
    return words[-1].word in _BASES or (len(words) > 1 and words[-2].word in "一每" and kind_of(words[-1].word) is not None)


_BASES = frozenset("一斤 一亩 一吨 一年 一天 一个 一户 一人 每斤 每亩 每吨 每平方米 一公斤 每公斤".split())


def _noun_phrase(words: list[Token]) -> list[Token]:
    """The noun phrase that ends `words`."""
    taken: list[Token] = []
    for n in range(len(words) - 1, -1, -1):
        word = words[n]
        inner = word.part == "V" and taken and n and words[n - 1].part in "NA" and word.word in _TRAILING
        if word.part in "NGAQKS" or (word.part in "EC" and taken and n) or inner:
            taken.append(word)
        else:
            break
    while taken and taken[-1].part in "EC":
        taken.pop()
    return taken[::-1]

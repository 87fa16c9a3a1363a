"""The noun phrase before a number: [用户]5.82万户, [覆盖率]达93%, 捐[书]12.48万册."""

from typing import NamedTuple

from db.extract.phrases import REACH, clause_to, listed, unquoted
from db.extract.quantities import Quantity
from db.extract.speech import Token, tokens
from db.extract.units import kind_of

_LINKS = frozenset("是 为 都是 均为 均是 也是 就是 属于 成为 达 占".split())
_LOCATIVES = frozenset("在 于 从 向 到 对 为 给 至 位于".split())
_GOVERNORS = frozenset("对 把 向 让 使 被 给 与 使得 针对 围绕 通过".split())
_SHARES = frozenset("占 占到 约占 仅占 占据".split())
_BASES = frozenset("一斤 一亩 一吨 一年 一天 一个 一户 一人 每斤 每亩 每吨 每平方米 一公斤 每公斤".split())


class Lead(NamedTuple):
    """What leads to a number in its clause: `text` the noun phrase, `verb` what stood between the two (改造, 投入).

    `actor`: the phrase does what the verb says and is not what is counted (医疗专家已下沉1800多人次).
    `changed`: a word of change stood there (增长, 降至). `deed`: there is a verb and no noun. `linked`: nothing but
    joints since the number before (88%和141%, 从6人提升到10人). `local`: the phrase is a place that 在 brings in.
    """

    text: str = ""
    verb: str = ""
    actor: bool = False
    changed: bool = False
    deed: bool = False
    linked: bool = False
    local: bool = False


def find(text: str, quantity: Quantity, since: int) -> Lead:
    """The phrase that leads to the quantity in its clause, not reaching back beyond `since`."""
    end = quantity.lead
    if text[end - 1 : end] in ("（", "(") and text[quantity.tail : quantity.tail + 1] in ("）", ")") and end:
        end -= 1  # 完成目标任务（12.9万公里）
    while end > since and text[end - 1] in "：:达":
        end -= 1
    begin = max(since, end - REACH - 4)
    clause = clause_to(text, begin, end)
    bounded = 0 < since == begin and len(clause) >= end - begin - (text[since] in "、）)")
    words = tokens(clause) if clause else []
    if bounded and words and words[-1].part == "C":
        return Lead(linked=True)  # 99%的乡镇和98%的建制村: what stands between belongs to the number before
    changed = governed = False
    if quantity.kind == "ratio" and (share := _share(words)) is not None:
        words = words[:share]
        if not words:
            return Lead(linked=True, changed=True)
    while words and _joint(words):
        changed = changed or words[-1].word in listed("change")
        governed = governed or words[-1].word in _GOVERNORS
        words.pop()
    if words and words[0].word in ("比", "较", "相比") and (changed or words[-1].word[-1] in "高低多少快慢"):
        return Lead(linked=True, changed=True)  # 增长6.2%，比城镇高0.5个百分点
    if governed:
        return Lead()  # 对8起典型问题: what is counted must follow
    if words and words[-1].part == "E" and quantity.kind == "person" and any(w.part in "VG" for w in words):
        return Lead(_described(words))
    while words and words[-1].part in "ES" and (words[-1].part == "E" or len(words) > 1):
        words.pop()
    if not words:
        return Lead(linked=bounded, changed=changed)
    return _parse(words, changed)


def _share(words: list[Token]) -> int | None:
    """Where 占 stands in 占总人口的23.5%, for whose share it is stands before it; not in 占总人口的比例达23.5%."""
    at = next((n for n, w in enumerate(words) if w.word in _SHARES), None)
    return None if at is None or any(w.word in ("比例", "比重", "份额") for w in words[at:]) else at


def _joint(words: list[Token]) -> bool:
    """Whether the last word only joins the thing and its number: 已, 达, 为, 约, 分别增长了, 每亩."""
    last = words[-1]
    if last.part == "E":  # 发展到现在的300余人, 提高到2022年的1.6万元
        return len(words) > 1 and words[-2].part in "TDM"
    return last.part in "DFTMCB" or last.word in _LINKS or last.word in listed("change") or _rate(words)


def _rate(words: list[Token]) -> bool:
    """Whether `words` ends in the base of a rate: 黄精一斤 10元, 每平方米 35元."""
    if words[-1].word in _BASES:
        return True
    return len(words) > 1 and words[-2].word in ("一", "每") and kind_of(words[-1].word) is not None


def _described(words: list[Token]) -> str:
    """The people a relative clause describes: 连续就业3个月以上的342人 -> 连续就业3个月以上的人."""
    begin = next((n + 1 for n in range(len(words) - 1, -1, -1) if words[n].part in "TS"), 0)
    while begin < len(words) - 1 and words[begin].part in "DF":
        begin += 1
    return "".join(w.word for w in words[begin:])[-16:] + "人"


def _parse(words: list[Token], changed: bool) -> Lead:
    verb, adverb = "", False
    while words and words[-1].part in "VDFTMB":
        adverb = adverb or (bool(verb) and words[-1].part == "D")
        if words[-1].part == "V" and not adverb:
            verb = words[-1].word + verb
        words.pop()
    while words and (words[-1].part == "M" or _rate(words)):
        words.pop()
    taken = _noun_phrase(words)
    if not taken:
        return Lead("", verb, changed=changed, deed=bool(verb))
    if verb and all(w.part in "AS" for w in taken) and not taken[-1].word.endswith("化"):
        return Lead("", verb, changed=changed, deed=True)  # 全国城镇新增就业678万人
    if verb and taken[-1].part == "A":
        return Lead(_join(taken) + verb, changed=changed)  # 适老化改造172万户
    if all(w.part in "GDE" for w in taken):
        verb = "".join(w.word for w in taken) + verb
        words = words[: len(words) - len(taken)]
        while words and words[-1].part in "DF":
            words.pop()
        actor = [w for w in _noun_phrase(words) if w.part != "S"]  # 全镇 does nothing
        return Lead(_join(actor), verb, actor=bool(actor), changed=changed, deed=True)
    outside = len(words) - len(taken)
    if outside and words[outside - 1].word in _LOCATIVES:  # 在文山州已经有30多个
        return Lead(_join(taken), verb, actor=True, changed=changed, local=not verb)
    actor = bool(verb) and (adverb or all(w.part == "S" for w in taken))
    return Lead(_join(taken), verb, actor=actor, changed=changed)


def _join(words: list[Token]) -> str:
    return unquoted("".join(w.word for w in words))


def _noun_phrase(words: list[Token]) -> list[Token]:
    """The noun phrase that ends `words`."""
    taken: list[Token] = []
    for n in range(len(words) - 1, -1, -1):
        word = words[n]
        inner = word.part == "V" and len(taken) == 1 and n and words[n - 1].part in "NA"
        inner = inner and word.word in listed("trailing")  # 城市更新项目
        if word.part in "NGAQKS" or (word.part in "EC" and taken and n) or inner:
            taken.append(word)
        else:
            break
    while taken and taken[-1].part in "EC":
        taken.pop()
    return taken[::-1]

"""The noun phrase before a number: [用户]5.82万户, [覆盖率]达93%, 捐[书]12.48万册."""

import re
from functools import lru_cache
from typing import NamedTuple

from db.extract.quantity import deeds, fit, joints
from db.extract.quantity.candidates import Measure, Quantity
from db.extract.quantity.fit import MEASURED
from db.extract.quantity.nounphrase import COMPARED, compared, joined, noun_phrase
from db.extract.quantity.phrases import DEEDS, REACH, clause_to, listed
from db.extract.quantity.speech import Token, tokens

_LOCATIVES = frozenset("在 于 从 向 到 对 为 给 至 位于".split())
_CAUSING = frozenset("造成 导致 致使 引发 引起".split())
_GOVERNORS = frozenset("对 把 向 让 使 被 给 与 使得 针对 围绕 通过".split())
_ABOVE = frozenset("高于 低于 快于 慢于 优于 多于 少于 好于 高出 低出 超出 领先 领先于 落后 落后于".split())
_MANNERS = frozenset("保守 粗略 初步 大致 实际".split())
_SCENES = frozenset("现场 会上 途中 当场 沿途".split())
_REACHED = frozenset("触送到抵下传直通转")  # 送达, 触达: 达 is no word of its own
_THAN = COMPARED | {"同比", "环比"}
_MORE = frozenset("多 少 高 低 大 小 长 短 多出 少了 多了".split())
_WHILE = frozenset("时间 工夫 功夫 期间".split())
_MARK = re.compile(r"(?:线|水位|水平|标准|计划|目标|任务|[均定]值)$")
_TAKER = re.compile(r"[户村区县市省镇乡家校]$|企业|单位|灾区|家庭")
_PHASES = frozenset("前 后 之前 之后 以前 以后".split())
_PACES = frozenset("速度 幅度 增幅 增速".split())
_EXTENTS = ("area", "length", "volume", "energy")


class Lead(NamedTuple):
    """What leads to a number in its clause: `text` the noun phrase, `verb` what stood between the two (改造, 投入).

    `actor`: the phrase does what the verb says and is not what is counted (医疗专家已下沉1800多人次).
    `changed`: a word of change stood there (增长, 降至). `deed`: there is a verb and no noun. `linked`: nothing but
    joints since the number before (88%和141%, 从6人提升到10人). `headless`: a relative clause without its noun is
    (已开工的有). `local`: the phrase is a place that 在 brings in.
    `core`: `text` without the verb it opens with (改造小区: 小区).
    """

    text: str = ""
    verb: str = ""
    actor: bool = False
    changed: bool = False
    deed: bool = False
    linked: bool = False
    local: bool = False
    core: str = ""
    headless: bool = False


def find(text: str, quantity: Quantity, since: int) -> Lead:
    """The phrase that leads to the quantity in its clause, not reaching back beyond `since`."""
    end = quantity.lead
    if text[end - 1 : end] in ("（", "(") and text[quantity.tail : quantity.tail + 1] in ("）", ")") and end:
        end -= 1  # 完成目标任务（12.9万公里）
    while end > since and text[end - 1] in "：:达" and not (text[end - 1] == "达" and text[end - 2] in _REACHED):
        end -= 2 if text.startswith(("高达", "可达", "已达", "多达"), end - 2) and end - 2 >= since else 1
    begin = max(since, end - REACH - 4)
    clause = clause_to(text, begin, end)
    bounded = 0 < since == begin and len(clause) >= end - begin - (text[since] in "、）)")
    if not clause:
        return Lead(linked=bounded)
    behind = text[quantity.tail : quantity.tail + 8] if "从" in clause or "由" in clause else ""
    return _read(clause, bounded, behind, quantity.measure)


@lru_cache(4096)
def _read(clause: str, bounded: bool, behind: str, of: Measure) -> Lead:
    """What the words of `clause` lead to; `bounded` that it begins at the number before, `behind` what follows the
    number where it may be a change from one value to the next.
    """
    words = tokens(clause)
    if len(words) > 1 and words[-1].word == "个" and words[-2].part == "V":
        words = words[:-1]  # 能赚个三四千元
    if len(words) > 2 and words[0].part == "M" and words[1].word == "天":
        words = words[2:]  # 8天共接待20万人次
    if bounded and len(words) > 2 and words[1].part == "E" and words[0].part in "NGA" and words[2].part in "NGA":
        words = words[2:]  # 40个[村的]村集体收入
    if bounded and len(words) > 1 and words[0].part == "E" and words[1].word in _PACES:
        return Lead(linked=True, changed=True)  # 以20%的速度从2万辆增至4万辆
    if bounded and words and words[-1].part == "C":
        return Lead(linked=True)  # 99%的乡镇和98%的建制村: what stands between belongs to the number before
    if words and (words[-1].word in _CAUSING or (words[-1].word == "将" and of.kind == "money")):
        return Lead()  # 洪水造成30人死亡, 将5300元送到
    if len(words) > 2 and words[-1].word == "等" and words[-2].part == "V" and len(words[-2].word) == 1:
        words[-2] = Token(words[-2].word, "N")  # what stands before 等 is a name, whatever the lexicon says
    changed = governed = False
    have = {w.word for w in words}
    if of.kind == "ratio" and have & joints.SHARES and (share := joints.share(words)) is not None:
        words = words[:share]
        if not words:
            return Lead(linked=True, changed=True)
    if words and words[-1].word in joints.HAVING and joints.headless(words):
        return Lead(linked=True, headless=True)  # 已启动建设的共有16个
    times = of.unit == "倍" or (of.kind == "ratio" and have & joints.EQUALS)
    if times and words and words[-1].part == "E" and (at := joints.times(words)) is not None:
        words = words[:at]
        if not words:
            return Lead(linked=True, changed=True)  # 是前两年总和的2倍
    if behind and (at := joints.moved(words, behind)):
        words = words[:at]
    if len(words) > 2 and words[-2].part == "E" and words[-1].word in joints.HAVING and of.kind != "person":
        return Lead(joined(noun_phrase(words[:-2])), actor=True, local=True)  # 列入名录的有121项
    if len(words) == 1 and words[0].word in ("多", "少"):
        return Lead(linked=True, changed=True)  # 事故同比少8起，少12人
    more = have & _THAN and any(w.word in _MORE for w in words[-3:])
    if len(words) > 1 and words[0].part in "VG" and words[1].word in _PHASES:
        words = words[2:]  # 电价，整顿前每度为9角
    while words and (joints.joint(words) or (more and words[-1].word in _MORE)):
        changed = changed or words[-1].word in listed("change")
        governed = governed or words[-1].word in _GOVERNORS
        words.pop()
    if words and words[0].word == "扣除":  # 扣除价格因素比上年增长8.6%
        return Lead(linked=True, changed=True)
    if words and words[0].word in ("比", "较", "相比") and (changed or more or words[-1].word[-1] in "高低多少快慢"):
        return Lead(linked=True, changed=True)  # 增长6.2%，比城镇高0.5个百分点
    at = next((n for n, w in enumerate(words) if w.word in _ABOVE), None) if have & _ABOVE else None
    if at is None and "超" in have and words and _MARK.search(words[-1].word):
        at = next(n for n, w in enumerate(words) if w.word == "超")  # 水位超警戒线1.7米
    if at is not None and (at == 0 or words[at - 1].word != "不"):
        if have & COMPARED and (than := compared(words[:at])):
            words, at = words[:than], than  # 价格比平时高出3倍
        if at == 0 or words[at - 1].part not in "NGAQ":
            return Lead(linked=True, changed=True)
        if words[0].word in ("比", "较", "相比"):
            return Lead(linked=True, changed=True)  # 每亩收入1万元，比种玉米高出2倍
        words = words[:at]  # 老龄化程度高于全省平均水平2.1个百分点
        changed = True
    if more and words:
        changed = True  # 分红比协议上规定的多了500元
    if changed and have & COMPARED and (at := compared(words)):
        words = words[:at]  # 票价相比原来的班线下降约30%
    if len(words) > 2 and words[-1].word in _WHILE and words[-2].word[-1] in "年天月周日时":
        words = words[:-2]  # 饲养量短短几年时间就达到130万只
        while words and words[-1].part in "MDAT":
            words.pop()
    if governed:
        return Lead()  # 对8起典型问题: what is counted must follow
    if len(words) > 1 and words[-1].part == "E" and of.kind == "person":
        if any(w.part in "VG" for w in words):
            return Lead(_described(words))
        if bounded and words[-2].part == "N":
            return Lead(f"{joined(noun_phrase(words[:-1]))}的人")  # 45个秧歌队的1600人
    while words and words[-1].part in "ES" and (words[-1].part == "E" or len(words) > 1):
        words.pop()
    if len(words) > 1 and words[-1].part == "K" and words[-2].part == "V":
        words.pop()  # 因火灾死亡（失踪）3人
    if not words:
        return Lead(linked=bounded, changed=changed)
    return _parse(words, changed, of)


def ahead_of(words: list[Token], taken: list[Token]) -> str:
    """The word in front of `taken`, which ends `words`, or ""."""
    return words[-len(taken) - 1].word if len(words) > len(taken) else ""


def _everywhere(words: list[Token], taken: list[Token]) -> list[Token]:
    """The phrase before 在全国, in 这类书屋在全国已拥有8万个."""
    return noun_phrase(words[: -len(taken) - 1]) if taken[0].part == "S" and ahead_of(words, taken) == "在" else []


def _described(words: list[Token]) -> str:
    """The people a relative clause describes: 连续就业3个月以上的342人 -> 连续就业3个月以上的人."""
    bounds = (
        n + 1
        for n in range(len(words) - 1, -1, -1)
        if words[n].part in "TS" or words[n].word == "了" or words[n].word in _GOVERNORS
    )
    begin = next(bounds, 0)
    while begin < len(words) - 1 and words[begin].part in "DF":
        begin += 1
    return "".join(w.word for w in words[begin:])[-16:] + "人"


def _parse(words: list[Token], changed: bool, of: Measure) -> Lead:
    whole = words[:]
    verb, adverb = "", False
    if len(words) > 1 and words[-1].word == "长" and words[-2].part == "N" and of.kind == "length":
        words.pop()  # 甲至乙段长115公里
    if len(words) > 1 and words[-1].word == "发展" and words[-2].part == "N" and of.kind in ("count", "person"):
        words.pop()  # 队伍发展6支
    while words and words[-1].part in "VDFTMB":
        adverb = adverb or (bool(verb) and words[-1].part == "D")
        if words[-1].part == "V" and not adverb:
            verb = words[-1].word + verb
        words.pop()
    while words and (words[-1].part == "M" or joints.rate(words)):
        words.pop()
    taken = noun_phrase(words)
    last = taken[-1] if len(taken) > 1 else None
    if last and ((last.word in listed("somewhere") and last.part == "A") or (last.word in listed("per") and not verb)):
        taken.pop()  # 餐费最低降至5元, 年收入人均
        words = words[:-1]
    if verb in _MANNERS:
        verb = ""  # 保守估计700辆
    if not taken:
        if verb in listed("plan"):  # 占全年本级计划20亿元, but 开展生猪养殖，计划4000头
            return Lead(verb if whole[0].word in joints.SHARES or whole[0].word == "完成" else "", changed=changed)
        if act := deeds.of_verbs(whole, of.unit):
            return Lead(act, changed=changed)
        return Lead("", _counted(whole, verb), changed=changed, deed=bool(verb))
    if not verb and len(taken) == 1 and (taken[0].word in listed("somewhere") or taken[0].word in listed("per")):
        return Lead(changed=changed)  # 局部地区超过120毫米
    if not verb and len(taken) == 1 and (taken[0].word in listed("status") or taken[0].word[-1] == "级"):
        return Lead("", taken[0].word, changed=changed)  # 在建21所
    if of.kind == "money" and verb[-2:] in listed("pay") and not MEASURED.search(taken[-1].word):
        return Lead("", verb[-2:], changed=changed, deed=True)  # 保险公司赔偿3万元: not the payer is measured
    if verb and all(w.word in listed("manner") for w in taken):
        return Lead(joined(taken) + verb, changed=changed)  # 线上销售80万元
    if not adverb and (act := deeds.of_noun(words, taken, whole[len(words) :], of.unit)):
        return Lead(act, changed=changed)
    if verb and of.unit in DEEDS and not adverb and all(w.word in listed("acts") for w in whole[len(words) :]):
        return Lead(joined(taken) + verb, changed=changed)  # 消费者投诉190起, 行政拘留59起
    cases = of.unit in DEEDS and of.unit != "人次" and not adverb and len(verb) == 2
    if cases and fit.is_acting(taken[-1].word):
        return Lead("", verb, changed=changed, deed=True)  # 网格员调解90件
    if deed := _deed(words, taken, whole):
        return Lead(joined([*taken, *deed]), "", changed=changed, core=joined(taken))
    if verb and of.kind == "count" and (doer := _everywhere(words, taken)):
        return Lead(joined(doer), verb, actor=True, changed=changed)
    if verb and taken[-1].word in _SCENES:
        return Lead("", verb, changed=changed, deed=True)  # 决赛现场签约8个
    if verb and ahead_of(words, taken) in listed("instrument"):
        return Lead("", verb, changed=changed, deed=True)  # 通过手机报送1741件
    if verb and all(w.part in "AS" for w in taken) and not taken[-1].word.endswith("化") and taken[-1].word[0] != "跨":
        return Lead("", verb, changed=changed, deed=True)  # 全国城镇新增就业678万人
    if verb and taken[-1].part == "A":
        return Lead(joined(taken) + verb, changed=changed)  # 适老化改造172万户
    if all(w.part in "GDE" for w in taken):
        verb = "".join(w.word for w in taken) + verb
        words = words[: len(words) - len(taken)]
        while words and (words[-1].part in "DF" or words[-1].word in listed("completed")):
            words.pop()
        actor = [w for w in noun_phrase(words) if w.part != "S"]  # 全镇 does nothing
        return Lead(joined(actor), verb, actor=bool(actor), changed=changed, deed=True)
    outside = len(words) - len(taken)
    for n in range(1, len(taken) - 1):  # 为基层培训农民技术员200名
        done = outside and words[outside - 1].word == "为" and taken[n].part == "G" and taken[n].word in listed("verb")
        if done and fit.counts(of.unit, joined(taken[n + 1 :])):
            return Lead(joined(taken[n + 1 :]), "", changed=changed)
    inside = outside and words[outside - 1].word in _LOCATIVES  # 在文山州已经有30多个, not 到县城的行程
    inside = inside and not (changed and any(w.part == "E" for w in taken))
    if inside and (verb or not MEASURED.search(taken[-1].word)):
        if verb and of.kind == "traffic":
            return Lead("", verb, changed=changed, deed=True)  # 在食堂用餐2400人次
        return Lead(joined(taken), verb, actor=True, changed=changed, local=not verb)
    actor = bool(verb) and (adverb or all(w.part == "S" for w in taken))
    if actor:
        return Lead(joined(taken), verb, actor=True, changed=changed)
    ahead = words[: len(words) - len(taken)]
    told = _told(ahead) if not verb else []
    paid = ahead and not verb and of.kind == "money" and ahead[-1].word in listed("pay")
    if paid and (fit.is_person(taken[-1].word) or _TAKER.search(taken[-1].word)):
        return Lead("", ahead[-1].word, changed=changed, deed=True)  # 资助大学生500元
    while not told and ahead and len(taken) < 3 and _per(ahead):
        taken.insert(0, ahead.pop())  # 户均年增收
    core = joined(taken)
    if (work := _worked(words, whole, of)) and (of.kind in _EXTENTS or not fit.counts(of.unit, core)):
        return Lead(core + work, verb.removeprefix(work), changed=changed)  # 棚户区改造新开工300套
    return Lead(joined([*told, *taken]) if told else core, verb, changed=changed, core=core)


def _worked(words: list[Token], whole: list[Token], of: Measure) -> str:
    """The verb that says what was done to the noun at the end of `words` and is itself what is counted, or ""."""
    follow = whole[len(words)] if len(words) < len(whole) else None
    if follow is None:
        return ""
    spent = of.kind == "money" and follow.word == "支出"
    worked = of.kind in ("count", "household", *_EXTENTS) and follow.word in listed("worked")
    return follow.word if spent or worked else ""


def _per(words: list[Token]) -> bool:
    """Whether `words` ends in the base of a mean (户均年增收); the 年 of 2021年投资 is none."""
    return words[-1].word in listed("per") and not (len(words) > 1 and words[-2].part == "M")


def _deed(words: list[Token], taken: list[Token], whole: list[Token]) -> list[Token]:
    """The verb that is what was done to `taken`, where another verb governs both: 完成[隐患]整改165处."""
    verbs = whole[len(words) :]
    ahead = words[len(words) - len(taken) - 1 : len(words) - len(taken)]
    if len(verbs) == 1 and verbs[0].word in listed("trailing") and ahead and ahead[0].part == "V":
        return verbs if taken[-1].part in "NG" else []
    return []


def _counted(words: list[Token], verb: str) -> str:
    """`verb` with the word that says how it is summed up: 累计投入."""
    at = next((n for n, w in enumerate(words) if w.part == "V"), 0)
    return words[at - 1].word + verb if verb and at and words[at - 1].word in listed("summed") else verb


def _told(words: list[Token]) -> list[Token]:
    """The verbs right before the noun phrase that say which ones are counted: [改造]小区, [惠及]居民."""
    at = len(words)
    while at and len(words) - at < 2 and words[at - 1].word in listed("telling"):
        at -= 1
    if at and at < len(words) and words[at - 1].word in ("累计", "新"):
        at -= words[at - 1].word == "新"
    return words[at:]



"""The noun phrase behind a number: 11个[监控设施], 246人的[传统工匠队伍], 2000多位像他这样的[网格员]."""

import re
from functools import lru_cache
from typing import NamedTuple

from db.extract.quantity import between, bounds, fit
from db.extract.quantity.candidates import Measure, Quantity
from db.extract.quantity.fit import MEASURED
from db.extract.quantity.phrases import DEEDS, clause_from, last_noun, listed, unquoted
from db.extract.quantity.speech import Token, grammar, tokens
from db.extract.quantity.units import kind_of

_GROUNDS = tuple("基础 基础上 前提 水平 目标 标准 规模 速度 比例 价格 成绩 好成绩".split())
_EXTENTS = frozenset(("length", "area", "weight", "volume"))
_COUNTS = frozenset(("household", "person", "count"))
# 国有 of 国有、集体企业: more attributes and the noun follow behind the mark.
_ATTRIBUTES = re.compile(
    "国有|集体|民营|私营|公办|民办|国家级|[省市县区镇村]级|城乡|老年|残疾|贫困|困难|失能|独居|孤寡|空巢|留守|[大中小]型|线上|线下|[新改]建"
)
_SAID = frozenset("都是 是 都 均 均为 为 也是".split())
_DIVISION = re.compile(r"[^、]{0,8}?(?:[村镇乡县区市]|街道)(?![\u4e00-\u9fff]?[级民委]|、)")
_ROW_OF_PLACES = re.compile(r"[省市县区镇乡村州旗](?:、[省市县区镇乡村州旗])+(?=的|$)")
_LIMITS = frozenset("大关 关口 门槛 红线".split())  # 突破百亿元大关
_PLAIN = frozenset("新 大 小 好 全新 崭新 具体 重要 相关".split())
_INSERTED = re.compile(r"（[^（）]*）|\([^()]*\)")
_AMOUNTS = re.compile(r"[\u4e00-\u9fff]{2,8}[0-9]")
# Values that things have, which no measure word counts.
_OF_THINGS = ("率", "产值", "产量", "估值", "收入", "利润", "补贴额", "总投资", "均价", "单价")
_SOON = frozenset("要 须 应 得".split())  # 30人需紧急转移, 要立即撤离
_FAILING = ("不达标", "未达标", "不合格", "不及格")
_FITTED = frozenset("条 座 台 辆 部".split())  # none of them counts people
_VEHICLES = frozenset("车辆 车流 机动车 船只".split())
_TEAM = re.compile(r"[队组班团]$|队伍|人$|委员会")
_TOWARDS = frozenset("对 给 向 为 用于 在 让 把 由 从 来 去".split())
# What begins to tell of the noun before it: 农产品44批次, 交通事故同比下降.
_NEXT = re.compile(r"(?:同比|环比|[比较](?:上年|去年|往年)|平均|[约近超逾]?[0-9])")


class Phrase(NamedTuple):
    """The noun phrase behind a number, "" where there is none, and then the `verb` that stands there instead.

    `genitive`: 的 stood between the number and the phrase. `loose`: the last noun of a clause that opens with a verb
    (8起违反规定的典型[问题]). `owner`: 的 follows the phrase (两张[交通网]的组合效益).
    """

    text: str = ""
    verb: str = ""
    genitive: bool = False
    loose: str = ""
    owner: bool = False


def find(text: str, quantity: Quantity) -> Phrase:
    """The phrase that follows `quantity` in its clause."""
    at, clause = between.clause(text, quantity)
    if clause and clause[0] in "（(" and (inside := _INSERTED.match(clause)):
        at, clause = at + inside.end(), clause[inside.end() :]
        if clause and _AMOUNTS.match(clause):
            return Phrase()  # 项目34个(其中新建19个)总投资45亿元
    if not clause or clause[0] in "0123456789%":
        return Phrase()
    if clause[1:2] == "、" and (row := _ROW_OF_PLACES.match(clause)):
        return Phrase(row[0])  # 走遍118个县、市、区的农户
    found = _read(clause, quantity.measure)
    if quantity.unit == "人次" and clause[0] == "因" and (result := last_noun(list(tokens(clause)))):
        return Phrase(result)  # 90人次因违纪受到处分
    if quantity.unit in fit.heads() and (far := _far(text, at, clause, found, quantity)):
        return Phrase(far)
    if quantity.kind == "count" and found.text and not found.genitive:
        end = text.find(found.text, at) + len(found.text)
        if _NEXT.match(text, end):
            return found._replace(text=bounds.before_next(found.text))
    if text.startswith("、", at + len(clause)):
        return _enumerated(text, at, clause, found, quantity)
    return found


def _far(text: str, at: int, clause: str, found: Phrase, quantity: Quantity) -> str:
    """The noun that a long description ends in, where nothing nearer can be counted: 10家面积达400平方米以上，且设施
    齐全的[照料中心], 5名因醉酒驾驶被查的[人员].
    """
    if MEASURED.search(found.text):
        end = text.find("的", at + len(clause), at + 40)
        words = tokens(clause_from(text, end + 1)) if end > 0 and "。" not in text[at:end] else []
    elif not found.text and found.verb and clause[0] in "因被在由与无未":
        words = tokens(clause)
    else:
        return ""
    taken: list[Token] = []
    for word in words:
        taken = [*taken, word] if word.part in "NGA" else []
        if taken and fit.counts(quantity.unit, name := "".join(w.word for w in taken)):
            return name
    return ""


def _enumerated(text: str, at: int, clause: str, found: Phrase, quantity: Quantity) -> Phrase:
    """`found`, or where it only begins a row of attributes the noun that ends the row: 37家国有、集体企业,
    100名文艺、科技和卫生工作者.
    """
    end = at + len(clause)
    predicate = clause[-1] in "高低大小强弱好差快慢" or tokens(clause)[-1].part == "A"
    if predicate and (noun := _described_by_several(text, end, quantity)):
        return Phrase(noun)  # 5个技术含量高、实力强的企业
    if _ATTRIBUTES.fullmatch(found.text):
        again = between.AGAIN.match(text, end)
        if again and text.startswith(quantity.unit or "\n", again.end()):  # 2个国家级、3个省级示范县
            return _read(clause_from(text, again.end() + len(quantity.unit or "")), quantity.measure)
        more = clause_from(text, end + 1)
        other = _read(f"{clause}、{more}", quantity.measure) if more else found
        return other if other.text.startswith(found.text) else found
    if found.verb if not found.text else tokens(found.text)[0].part == "V":
        head, joint, rest = clause_from(text, end + 1).partition("的")
        noun = _read(rest, quantity.measure).text if joint and len(head) < 9 else ""
        return Phrase(noun) if noun and fit.counts(quantity.unit, noun) else found  # 70件看得见、摸得着的实事
    last = clause.endswith(found.text) and fit.counts(quantity.unit, found.text) is None
    if quantity.unit not in fit.heads() or not last:
        return found
    for _ in range(4):
        more = clause_from(text, end + 1)
        if not more or more[0].isdigit():
            break
        noun = _read(more, quantity.measure).text
        if noun and fit.counts(quantity.unit, noun):
            begin = text.find(noun, end) + len(noun)
            whole = begin - at < 20 and found.text == clause  # else a relative clause stands in front
            return Phrase(text[at:begin] if whole else noun)
        end += 1 + len(more)
        if not text.startswith("、", end):
            break
    return found


def _described_by_several(text: str, end: int, quantity: Quantity) -> str:
    """The noun behind the 的 of a row of predicates that goes on at the mark at `end`, or ""."""
    joint = text.find("的", end, end + 40)
    if joint < 0 or any(mark in text[end:joint] for mark in "，。；：等和"):
        return ""
    return _read(clause_from(text, joint + 1), quantity.measure).text if clause_from(text, joint + 1) else ""


@lru_cache(4096)
def _read(clause: str, of: Measure) -> Phrase:
    """The phrase that opens `clause`."""
    words = tokens(clause)
    if not words or words[0].part in "MBC":
        return Phrase()
    if len(words) > 1 and words[1].part == "M" and words[0].word in bounds.NEARLY:
        return Phrase()  # 培训18场近3000人次
    if of.kind in _COUNTS and len(words) > 1 and words[1].part == "M" and MEASURED.search(words[0].word):
        return Phrase()  # 棉衣60件价值4000元
    if len(words) == 1 and kind_of(words[0].word) in _EXTENTS:
        return Phrase()  # 旅客周转量3000万人公里
    if of.kind == "money" and words[0].part == "F" and words[0].word in _TOWARDS:
        return Phrase("", words[0].word)  # 拿出26万元对困难职工给予补助
    genitive = words[0].part == "E"
    if genitive:
        words = words[1:]
    if not words or words[0].part in "MB":
        return Phrase()
    if len(words) > 2 and words[1].part == "E" and words[0].word in _PLAIN:
        words = words[2:]  # 6项新的举措
    if [w.part for w in words[1:]] == ["C", "V", "N"] and words[0].part in "VG":
        return Phrase("".join(w.word for w in words), "", genitive)  # 900万元解困和慰问资金
    if of.kind == "time" and words[0].part in "DF":
        return Phrase(last_noun(words), "", genitive)  # 两分钟就驶出一趟车
    if of.unit in ("人", "户", "人次") and not genitive:
        at = next((n for n, w in enumerate(words[:3]) if w.part not in "AD" and w.word not in _SOON), 0)
        verb = words[at].part == "V" or (words[at].part == "G" and words[at].word in listed("predicate"))
        if verb and not _described(words[at:], of):
            return Phrase("", words[at].word)  # 16万人处在贫困线以下, 300人紧急转移
    if len(words) > 1 and words[0].word == "有" and words[1].part in "ADF":
        return Phrase("", "有")  # 400多处有较高的保存价值
    told = _relative_end(words, of)
    if told and of.unit == "人" and not any(fit.counts("人", w.word) for w in words[told:]):
        return Phrase("", words[0].word)  # 10人以上联名提出的议案
    if told:
        words = words[told:]  # 10家生产口罩的企业
    found, verb = _head(words, of, 0)
    described = genitive or bool(told)
    found = "" if found in _LIMITS or found in listed("place_tail") else _trim(found, of, described)
    if found and not described and (better := _owned(words, found, of)):
        return Phrase(better, "", False)
    if found and fit.counts(of.unit, found) is False:  # 绝收60亩直接经济损失达2000万元
        return Phrase("", verb)
    share = of.kind == "ratio" and len(found) > 2 and found.endswith("比例")  # 承担30%的责任比例
    if genitive and found.endswith(_GROUNDS) and not share and not (of.kind == "money" and MEASURED.search(found)):
        return Phrase()  # 在355个的基础上
    if genitive and not found and verb:
        run = next((n for n, w in enumerate(words) if w.part not in "VG"), len(words))
        if run and run < 3 and (run == len(words) or words[run].part in "FD"):
            return Phrase("".join(w.word for w in words[:run]), "", True)  # 7亿美元的支持, 5次的集中整治
    loose = "" if found or not verb or words[0].part == "F" else _loose(words)
    begin = clause.find(found) + len(found)
    return Phrase(found, verb, genitive, loose, bool(found) and clause.startswith(("的", "”的"), begin))


def _described(words: list[Token], of: Measure) -> bool:
    """Whether the verb that opens `words` belongs to people who are counted: 84户动迁村民, 30人组成的小组."""
    at = next((n for n, w in enumerate(words) if w.part == "E"), 0)
    if at:  # 10人以上联名提出的议案 are no people
        team = any(_TEAM.search(w.word) or fit.counts(of.unit, w.word) for w in words[at:])
        return of.unit == "户" or (of.unit == "人" and team)
    return any(fit.counts(of.unit, w.word) for w in words[1:3])


def _relative_end(words: list[Token], of: Measure) -> int:
    """Where the noun stands that a clause with a verb in front describes (生产口罩的企业), 0 for none."""
    first = words[1] if words[0].part == "D" and len(words) > 1 else words[0]
    if first.part not in "VG" or first.word not in listed("verb") or of.kind not in _COUNTS:
        return 0
    at = next((n for n, w in enumerate(words) if w.part == "E"), 0)
    if at < 2 or at + 1 >= len(words) or words[at + 1].part not in "NGAQ" or any(w.part in "FT" for w in words[:at]):
        return 0
    return at + 1


def _owned(words: list[Token], found: str, of: Measure) -> str:
    """The noun behind 的 where the measure word asks for that one and not for `found` (31项水库的加固工程)."""
    at = next((n for n, w in enumerate(words) if w.part == "E"), 0)
    if not at or not "".join(w.word for w in words[:at]).startswith(found) or fit.counts(of.unit, found):
        return ""
    other = _trim(_head(words[at + 1 :], of, 1)[0], of, False) if at + 1 < len(words) else ""
    return other if other and fit.counts(of.unit, other) else ""


def _loose(words: list[Token]) -> str:
    """The noun phrase at the end of what a verb at the start of `words` governs."""
    for n, word in enumerate(words):
        if n and (word.part in "FDTBE" or word.word in listed("predicate")):
            return last_noun(words[:n]) if n > 1 else ""
    return last_noun(words) if len(words) > 1 else ""


def _head(words: list[Token], of: Measure, depth: int) -> tuple[str, str]:
    """The first noun phrase of `words`, and the verb it begins with if there is no noun phrase."""
    taken: list[Token] = []
    for n, word in enumerate(words):
        rest = words[n + 1 :]
        if taken and bounds.ends(taken, word, rest, of):
            break
        if word.part == "E" and taken and rest and (bounds.describes(taken) or bounds.is_relative(taken, rest, of)):
            taken = []
        elif bounds.opens(word, taken, rest) or bounds.goes_on(word, taken, rest, of):
            taken.append(word)
        elif not taken and word.part not in "EC":
            return _after_relative(words[n:], of, depth)
        else:
            if word.part == "V" and len(taken) > 1 and taken[-1].part == "A" and taken[-2].part in "NG":
                taken.pop()  # 60万元的差价轻松落入口袋
            break
    while taken and bounds.hangs(taken, of):
        taken.pop()
    if not taken:
        return "", words[0].word if words else ""
    return "".join(w.word for w in taken if w.part != "K" or w is not taken[-1]), ""


def _after_relative(words: list[Token], of: Measure, depth: int) -> tuple[str, str]:
    """The phrase behind a relative clause: 像他这样的[网格员], 存在安全隐患的[小区]."""
    verb = next((w.word for w in words if w.part == "V"), "")
    if words[0].word in _SAID and of.kind == "person":
        rest = [w for w in words[1:] if w.word not in _SAID]
        found = _head(rest, of, depth + 1)[0] if depth < 2 else ""
        return found, "" if found else verb
    if depth < 2 and words[0].part in "VFD":
        joint = next((n for n, w in enumerate(words) if w.word == "的"), 0)
        if 0 < joint < len(words) - 1:
            return _head(words[joint + 1 :], of, depth + 1)[0], verb
    return "", verb or words[0].word


def _counted(phrase: str, of: Measure) -> str:
    """What of `phrase`, which names a rate or a sum, is counted: 76座[大中型水库]拦蓄洪量, "" for nothing."""
    if counted := next((phrase[:n] for n in range(len(phrase) - 1, 1, -1) if fit.counts(of.unit, phrase[:n])), ""):
        return counted
    part = _DIVISION.match(phrase)
    return part[0] if part else ""


def _fitted(phrase: str, of: Measure) -> str:
    """What of `phrase` the measure word counts, where those who use it follow: 12条[线路]车辆, 30台[客车]司机座位旁."""
    words = tokens(phrase)
    served = fit.is_person(phrase)
    for n in range(1, len(words)):
        name = "".join(w.word for w in words[:n])
        users = served or words[n].word in _VEHICLES or (len(words[n].word) > 1 and fit.is_person(words[n].word))
        if users and fit.counts(of.unit, name):
            return name
    return phrase


def _trim(phrase: str, of: Measure, genitive: bool) -> str:
    """`phrase` without what runs past the thing counted: 教职工责任 -> 教职工."""
    if not phrase:
        return ""
    if of.kind in _COUNTS and MEASURED.search(phrase) and (part := _counted(phrase, of)):
        return part  # 217个建制村公交覆盖率
    if of.kind != "money" and MEASURED.search(phrase) and of.unit not in DEEDS and not genitive:
        words = tokens(phrase)
        if len(words) > 1 and words[-2].part not in "AG" and words[-1].word.endswith(_OF_THINGS):
            return "".join(w.word for w in words[:-1])  # 3棵树估值20万元
    pattern = None if genitive else fit.heads().get(of.unit)
    if pattern and not any(pattern.fullmatch(phrase, at) for at in range(max(0, len(phrase) - 5), len(phrase))):
        ends = [m.end() for m in pattern.finditer(phrase)]
        if ends and not fit.counts(of.unit, phrase):
            phrase = phrase[: ends[-1]].rstrip("“‘《")
    if phrase.endswith(_FAILING) and (site := _DIVISION.match(phrase)):
        return site[0]  # 12个自然村饮水水质不达标
    if of.unit in _FITTED and not fit.counts(of.unit, phrase):
        phrase = _fitted(phrase, of)
    for tail in grammar()["abstract_tails"]:
        if len(phrase) > len(tail) + 1 + 2 * (tail == "资源") and phrase.endswith(tail) and of.unit not in DEEDS:
            phrase = phrase[: -len(tail)]
            break
    return unquoted(phrase)

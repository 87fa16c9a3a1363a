"""The noun phrase behind a number: 11个[监控设施], 246人的[传统工匠队伍], 2000多位像他这样的[网格员]."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from db.extract.quantity import between, fit
from db.extract.quantity.candidates import Measure, Quantity
from db.extract.quantity.fit import MEASURED
from db.extract.quantity.phrases import DEEDS, clause_from, last_noun, listed, unquoted
from db.extract.quantity.speech import Token, grammar, tokens

_GROUNDS = tuple("基础 基础上 前提 水平 目标 标准 规模 速度 比例 价格 成绩 好成绩".split())
_COUNTS = frozenset(("household", "person", "count"))
# 国有 of 国有、集体企业: more attributes and the noun follow behind the mark.
_ATTRIBUTES = re.compile(
    "国有|集体|民营|私营|公办|民办|国家级|[省市县区镇村]级|城乡|老年|残疾|贫困|困难|失能|独居|孤寡|空巢|留守|[大中小]型|线上|线下|[新改]建"
)
# Nouns of one character for places of the administration, which hardly ever open a compound: 8个县自主搬迁.
_PLACES = frozenset("省市县州旗镇乡村国社")
_TIMES = frozenset("次 人次 起".split())  # 125万次点击: what is done stands in the verb
_DOERS = re.compile(r"[队组团班局部会站店员者民人工生师户众兵士]$|企业|公司")
_SAID = frozenset("都是 是 都 均 均为 为 也是".split())
_DIVISIONS = ("村", "社区", "小区", "镇", "乡", "街道")
_UNDERTAKINGS = frozenset("项目 工程 试点 行动 计划 专项 任务 工作站 示范点 片区".split())
_TOWARDS = frozenset("对 给 向 为 用于 在 让 把 由 从 来 去".split())
_NEARLY = frozenset("近 约 共 超 逾 达 开".split())
_VARIOUS = ("不同", "各种", "各类", "多种", "同一", "不等")
# What a noun must end in that a verb before it belongs to: 重点攻关项目, 驻村工作队.
_UNDERTAKEN = re.compile(
    r"(?:项目|工程|队伍?|组|中心|[站点部]|基地|平台|机构|人员|[员者户岗]|岗位|设备|设施|系统|活动|场所|车间?|机|线路?|[厂室馆店区园]|"
    r"课程?|[书证卡]|资金|贷款|补贴|工作|事项|设施|任务|行动|服务|问题|案件|纠纷|对象|企业|公司|单位|[池板桩箱桶灯牌栏屏码群圈网库]|产品|示范\w|措施|制度|小区|带)$"
)
_DESCRIBING = frozenset("型级化性式样")


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
    if not clause or clause[0] in "0123456789%":
        return Phrase()
    found = _read(clause, quantity.measure)
    if quantity.unit in fit.heads() and quantity.unit and (far := _far(text, at, clause, found, quantity)):
        return Phrase(far)
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
    elif not found.text and found.verb and clause[0] in "因被在由与":
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
    if _ATTRIBUTES.fullmatch(found.text):
        more = clause_from(text, end + 1)
        other = _read(f"{clause}、{more}", quantity.measure) if more else found
        return other if other.text.startswith(found.text) else found
    if quantity.unit not in fit.heads() or found.text != clause or fit.counts(quantity.unit, found.text) is not None:
        return found
    for _ in range(4):
        more = clause_from(text, end + 1)
        if not more or more[0].isdigit():
            break
        last = _read(more, quantity.measure).text
        if last and fit.counts(quantity.unit, last):
            begin = text.find(last, end) + len(last)
            return Phrase(text[at:begin] if begin - at < 20 else last)
        end += 1 + len(more)
        if not text.startswith("、", end):
            break
    return found


@lru_cache(4096)
def _read(clause: str, of: Measure) -> Phrase:
    """The phrase that opens `clause`."""
    words = tokens(clause)
    if not words or words[0].part in "MBC":
        return Phrase()
    if of.kind == "money" and words[0].part == "F" and words[0].word in _TOWARDS:
        return Phrase("", words[0].word)  # 拿出26万元对困难职工给予补助
    genitive = words[0].part == "E"
    if genitive:
        words = words[1:]
    if not words or words[0].part in "MB":
        return Phrase()
    if of.kind == "time" and words[0].part in "DF":
        return Phrase(last_noun(words), "", genitive)  # 两分钟就驶出一趟车
    if of.unit in ("人", "户") and words[0].part == "V" and not any(w.part == "E" for w in words):
        return Phrase("", words[0].word)  # 16万人处在贫困线以下
    if len(words) > 1 and words[0].word == "有" and words[1].part in "ADF":
        return Phrase("", "有")  # 400多处有较高的保存价值
    if told := _relative_end(words, of):
        words, genitive = words[told:], True  # 10家生产口罩的企业
    found, verb = _head(words, of, 0)
    found = _trim(found, of, genitive)
    if found and not genitive and (better := _owned(words, found, of)):
        return Phrase(better, "", False)
    if found and fit.counts(of.unit, found) is False:  # 绝收60亩直接经济损失达2000万元
        return Phrase("", verb)
    if genitive and found.endswith(_GROUNDS):  # 在355个的基础上
        return Phrase()
    if genitive and not found and verb and len(words) == 1:
        return Phrase(words[0].word, "", True)  # 7亿美元的支持
    loose = "" if found or not verb else _loose(words)
    begin = clause.find(found) + len(found)
    return Phrase(found, verb, genitive, loose, bool(found) and clause.startswith(("的", "”的"), begin))


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
        if taken and word.part in "NGAV" and (_closed(taken, word, rest) or _said(taken, word, rest, of)):
            break
        if word.part == "E" and taken and rest and (_describes(taken) or _relative(taken, rest, of)):
            taken = []
        elif _opens(word, taken, rest) or _goes_on(word, taken, rest, of):
            taken.append(word)
        elif not taken and word.part not in "EC":
            return _after_relative(words[n:], of, depth)
        else:
            break
    while taken and _hangs(taken, of):
        taken.pop()
    if not taken:
        return "", words[0].word if words else ""
    return "".join(w.word for w in taken if w.part != "K" or w is not taken[-1]), ""


def _goes_on(word: Token, taken: list[Token], rest: list[Token], of: Measure) -> bool:
    """Whether a phrase goes on through 和 or through a verb that is part of it."""
    if word.part == "C":
        if of.kind == "money" and MEASURED.search("".join(w.word for w in taken)):
            return False  # 650元退伍费和两用人才证书
        size = next((n for n, w in enumerate(rest) if w.part not in "NGAQ"), len(rest))
        whole = size == len(rest) or (word.word in ("与", "及") and rest[size].word in listed("predicate"))
        whole = whole or all(w.part == "A" for w in taken)  # 37家国有、集体企业参加
        # 23项群众和企业办事事项全部办结: the measure word asks for what stands last
        whole = whole or (size > 1 and bool(_UNDERTAKEN.search(rest[size - 1].word)))
        whole = whole or (size > 0 and bool(fit.counts(of.unit, "".join(w.word for w in rest[:size]))))
        return bool(taken) and 0 < size <= 4 and whole
    if word.part != "V":
        return False
    if rest and rest[0].part == "C" and taken and _paired(rest, of):
        return True
    if not rest:
        return _deed(word, of) or (not taken and len(word.word) == 2 and of.unit in _TIMES)
    return _compound(word, taken, rest, of)


def _paired(rest: list[Token], of: Measure) -> bool:
    """Whether `rest`, from 和 on, brings the noun that the verb before it belongs to: 行政审批和公务服务事项."""
    size = next((n for n, w in enumerate(rest[1:]) if w.part not in "NGAQV"), len(rest) - 1)
    return 1 < size <= 4 and bool(fit.counts(of.unit, rest[size].word) or _UNDERTAKEN.search(rest[size].word))


def _opens(word: Token, taken: list[Token], rest: list[Token]) -> bool:
    """Whether `word` carries a noun phrase on, or begins one."""
    if word.part in "NGAQK":
        return True
    if word.part == "S":
        return all(w.part == "A" for w in taken)
    return word.part == "D" and not taken and bool(rest) and rest[0].part in "NGA"


def _closed(taken: list[Token], word: Token, rest: list[Token]) -> bool:
    """Whether the phrase is whole before `word`: 8个县 | 自主搬迁, 209个行政村 | 帮扶."""
    if len(taken) == 1 and taken[0].word in _PLACES:
        return len(word.word) > 1
    if rest and rest[0].word in _UNDERTAKINGS:
        return False  # 50个老旧小区改造项目
    if word.part not in "VG" or (word.part == "G" and word.word not in listed("verb") - listed("attributive")):
        return False
    last = taken[-1].word
    if word.part == "G":  # 9个贫困村发展集体经济
        return bool(rest) and rest[0].part in "NA" and len(last) < 5 and last.endswith(_DIVISIONS)
    division = last in listed("division") or (len(taken) > 1 and taken[-2].part == "A" and last in _PLACES)
    return division and (len(taken) < 3 or len(taken[-1].word) > 1)


def _said(taken: list[Token], word: Token, rest: list[Token], of: Measure) -> bool:
    """Whether `word`, which may be a noun, says what `taken` does: 15个地市 | 启动应急响应, 22个项目 | 现场落地."""
    if word.part == "V" or not rest or of.unit in DEEDS or not any(w.part == "N" for w in taken):
        return False
    if word.word in listed("manner"):
        return rest[0].part == "V"
    return word.part == "G" and word.word in listed("predicate") and rest[0].part in "NGAQM"


def _relative(taken: list[Token], rest: list[Token], of: Measure) -> bool:
    """Whether `taken` is a verb and its object that describe what `rest` names: 符合条件的中老年人."""
    if rest[0].part not in "NGAQV":
        return False
    if len(taken) > 1 and taken[0].word in listed("transitive"):
        return True
    pattern = fit.heads().get(of.unit)
    return bool(pattern and taken[0].part == "V" and not pattern.search("".join(w.word for w in taken)))


def _hangs(taken: list[Token], of: Measure) -> bool:
    """Whether the last word of `taken` is no part of the thing counted."""
    last = taken[-1]
    if last.part == "C":
        return True
    if last.word in _NEARLY and len(taken) > 1:
        return True  # 43支代表队近2000人
    if last.part == "A" and len(taken) > 1 and taken[-2].part == "N" and last.word in listed("adverb"):
        return True  # 12个贫困县主要
    if last.part == "V" and not _deed(last, of):
        return len(taken) > 1 or of.unit not in _TIMES
    if last.word in _UNDERTAKINGS:
        return False
    return len(taken) > 1 and last.word in listed("trailing") and of.unit not in DEEDS


def _deed(word: Token, of: Measure) -> bool:
    return of.unit in DEEDS and word.word in listed("deed")


def _describes(taken: list[Token]) -> bool:
    """Whether what stands before 的 describes (格局完整的, 建成的, 不同档次的) rather than owns (居民的)."""
    last = taken[-1]
    if len(taken) > 1 and taken[0].word in _VARIOUS:
        return True
    return last.part in "AV" or last.word[-1] in _DESCRIBING


def _compound(word: Token, taken: list[Token], rest: list[Token], of: Measure) -> bool:
    """Whether a verb here is part of a compound (重点攻关项目, 驻村工作队) and no predicate (居民参与治理)."""
    if len(word.word) == 1 and len(taken) > 1 and len(taken[-1].word) > 1 and rest and len(rest[0].word) == 1:
        return False  # 630个智慧社区升星
    if word.word in listed("predicate") and (
        word.word not in listed("opening") or any(w.part in "NGQ" for w in taken)
    ):
        return False  # a predicate, but for 签约落地项目
    verbs = next((n for n, w in enumerate(rest) if w.part != "V"), len(rest))
    if verbs == len(rest) or verbs > 2 or rest[verbs].part not in "NGQ":
        return False
    nouns = next((n for n, w in enumerate(rest[verbs:]) if w.part not in "NGQK"), len(rest) - verbs)
    if verbs + nouns < len(rest) and rest[verbs + nouns].part not in "ECVDF":
        return False
    if not taken:
        return True
    plain = nouns > 1 and word.part == "V" and taken[-1].part != "Q" and word.word not in _modifiers()
    if plain and not any(_UNDERTAKEN.search(w.word) for w in rest[verbs : verbs + nouns]):
        return False  # 20个娱乐场所检查公款消费
    pattern = fit.heads().get(of.unit)
    if (pattern or of.unit == "支") and _DOERS.search(taken[-1].word):
        return False  # 突击队坚守岗位
    joined = "".join(w.word for w in taken)
    if of.unit in ("项", "条") and fit.counts(of.unit, joined):
        return False  # 3条措施拓宽市场渠道
    if pattern and any(m.end() == len(joined) for m in pattern.finditer(joined)):
        return False
    return nouns <= 2 and (len(taken[-1].word) <= 3 or taken[-1].part == "Q")


@cache
def _modifiers() -> frozenset[str]:
    """Verbs that stand before a noun to say what it is for."""
    return listed("trailing") | listed("attributive") | listed("opening") | listed("deed")


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


def _trim(phrase: str, of: Measure, genitive: bool) -> str:
    """`phrase` without what runs past the thing counted: 教职工责任 -> 教职工."""
    if not phrase:
        return ""
    pattern = None if genitive else fit.heads().get(of.unit)
    if pattern and not any(pattern.fullmatch(phrase, at) for at in range(max(0, len(phrase) - 5), len(phrase))):
        ends = [m.end() for m in pattern.finditer(phrase)]
        if ends and not fit.counts(of.unit, phrase):
            phrase = phrase[: ends[-1]].rstrip("“‘《")
    for tail in grammar()["abstract_tails"]:
        if len(phrase) > len(tail) + 1 + 2 * (tail == "资源") and phrase.endswith(tail) and of.unit not in DEEDS:
            phrase = phrase[: -len(tail)]
            break
    return unquoted(phrase)

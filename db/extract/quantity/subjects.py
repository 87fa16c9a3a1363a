"""Quantity -> the thing measured, from the words behind it, the words before it, or the quantity it continues."""

import re
from typing import NamedTuple

from db.extract.quantity import before, behind, deeds, fit, unsaid
from db.extract.quantity.before import Lead
from db.extract.quantity.behind import Phrase
from db.extract.quantity.candidates import Quantity
from db.extract.quantity.fit import MEASURED
from db.extract.quantity.phrases import clause_from, listed, unquoted
from db.extract.quantity.speech import grammar, is_word, tokens
from db.extract.quantity.units import kind_of
from db.extract.quantity.unsaid import BODIES, MEASURES, Known
from db.extract.quantity.vetoes import Names

# What a short time or a small sum suffices for.
_THEN = re.compile(
    r"以?内?(?:就能?|便能?|即可|可以?|能)(?:够|把|将|顺利|全部|直接|轻松)?(?P<what>[\u4e00-\u9fff]{1,6}?)(?:[了，。！？”；]|$)"
)
_PLACE = re.compile(r"[省市州县区镇乡村]$|地区$|街道$")
_ZONE = re.compile(r"(?:开发区|园区|新区|高新区|经开区)$|^(?:城市|城镇|农村|乡村|市区|城区|郊区|县城)$")
_AREA = re.compile(r"(?:村庄|村组|乡镇|社区|街道|地区|乡村|山村)$")
_DIVISIONS = frozenset("地市 市县 市州 县 省 村 镇 乡 区 市 州 旗 街道 社区".split())
_TEAM = re.compile(r"(?:队伍?|[团班]|团队)$")  # 队伍9支180人
_CRIMES = ("犯罪", "违法", "违纪", "违规")
_CLAUSE_ENDS = re.compile(r"[，。；：\n]")
_ENDS = re.compile(r"[，。；：:！？\n]|的处罚|$")
_THOSE = re.compile(r"([\u4e00-\u9fff]{2,8}的)[^的]{1,3}$")
_MONIES = ("额", "产值", "收入", "利润", "投资", "资金", "价值", "元", "款", "费", "费用", "补贴", "补助")
_EXTENT = frozenset(("area", "length", "weight", "volume", "energy"))
_MONEY = re.compile(r"(?:资金|投资|投入|收入|[费金款额价])$")
_WORTH = re.compile(r"损失$")
_TOTAL = re.compile(r"总(?:面积|里程|长度?|投资|产值|金额|人口|库容|装机容量|建筑面积)$")
_ON = re.compile(r"[^，。；\n]{0,24}，总[^，。；\n]{1,10}")
_AGED = re.compile(r"岁[^，。；]{0,4}的[已还共]?有$")  # people of that age, whoever was counted before
# 像他家这样喝上自来水的，全乡共有240户: those of whom the clause before tells are counted.
_SUCH = re.compile(r"的，[\u4e00-\u9fff]{2,4}(?:一?共|总共|已|就|还|约|大约)*有?[约近超]?$")
_OF_PLACES = frozenset("人 户 口 名".split())  # 龙树脚村有83户400人: the place is what has them


class Subject(NamedTuple):
    """`text` is the phrase; `side` says where it was found: behind, before, or inherited from the quantity before;
    `changed` that a word of change stood between it and the number.
    """

    text: str
    side: str
    behind: Phrase
    lead: Lead


def find(
    text: str, quantity: Quantity, since: int, sentence: int, previous: Known | None,
    units: dict[str | None, Known], older: dict[str | None, Known], names: Names,
) -> Subject:
    """The subject of `quantity`; `since` is the end of the quantity before it or 0, `sentence` where its sentence
    starts, `previous` the metric before it in the same sentence, `units` the last ones there by unit and `older` those
    of the sentence before.
    """
    back = behind.find(text, quantity)
    if quantity.unit in ("名", "位") and back.text and not back.genitive and not fit.counts("名", back.text):
        told = units.get(quantity.unit)
        if told and fit.counts("名", told.core) and tokens(back.text)[0].part == "V":
            back = Phrase("", back.text)  # 20名孩子，其中7名考上大学
    if back.text and quantity.kind not in MEASURES and quantity.unit != "人":
        return Subject(back.text, "behind", back, Lead())  # what stands before does not matter
    lead = before.find(text, quantity, max(since, sentence))
    if lead.text:
        total = _TOTAL.match(lead.text) and previous and previous.side == "behind"
        if total and _ON.fullmatch(text, previous.end, quantity.lead):  # 建成12个林场，总面积达6万亩
            lead = lead._replace(text=previous.subject + lead.text)
        whole = names.whole(text, lead.text, max(since, sentence), quantity.lead)
        if whole != lead.text:
            lead = lead._replace(text=whole)
    if back.verb and (quantity.kind == "person" or quantity.unit == "户"):
        whole = lead.text in listed("place_tail") and not lead.verb  # 全县尚有2万人处在贫困线以下
        whole = whole or lead.text in listed("division") or (_AREA.search(lead.text) and not lead.verb)
        if whole or (lead.text in names.words and text.startswith(lead.text, quantity.lead - len(lead.text))):
            lead = Lead()  # 盐津县300多人参加植树: not the county is counted
    aged = quantity.kind == "person" and quantity.unit not in units
    if aged and _AGED.search(text, max(sentence, quantity.lead - 14), quantity.lead):
        return Subject("人", "before", back, lead)
    all_of = quantity.unit in ("户", "人") and not lead.verb and not back.text and lead.text in listed("place_tail")
    if all_of and _SUCH.search(text, max(sentence, quantity.lead - 20), quantity.lead):
        return Subject(quantity.unit, "before", back, lead)
    if lead.text in names.words and (quantity.unit not in _OF_PLACES):
        lead = lead._replace(local=True, actor=True)  # 像这样的服务点，郴州已有825个
    told = units.get(quantity.unit)
    named = told and (lead.text in names.words or (not lead.verb and _ZONE.search(lead.text)))
    if named and told.core not in names.words and not _ZONE.search(told.core):
        summed = quantity.kind == "money" and MEASURED.search(told.core)
        if summed or quantity.unit == "个" or fit.counts(quantity.unit, told.core):
            lead = Lead()  # 慰问1700名老人，其中甲县250名、乙县220名
    like = told or (None if lead.text else unsaid.carried(quantity, older))
    if quantity.unit in _DIVISIONS and not (back.text and text.startswith(back.text, quantity.tail)):
        return Subject(quantity.unit, "behind", back, lead)  # 5地市建成小区30个
    chosen, side = _choose(text, quantity, back, lead, sentence, previous, like)
    same = side == "before" and previous and previous.side == "behind" and previous.subject == chosen
    if side == "inherited" or same:  # 5个村民小组312户: the noun is the first number's
        chosen = _refit(text, quantity, chosen, sentence, previous)
        if quantity.unit == "人" and (chosen == "户" or chosen.endswith("的户")):
            chosen = f"{chosen[:-1]}人"  # 受灾489户1930人
    if side == "before" and quantity.unit in ("人", "名") and chosen.endswith(_CRIMES):
        chosen += "的人"  # 起诉职务犯罪5人
    if quantity.kind == "money" and len(chosen) == 2:
        chosen = chosen.removesuffix("个")  # 挣个两三千元
    return Subject(chosen or _any(text, quantity, back, lead), side, back, lead)


def _any(text: str, quantity: Quantity, back: Phrase, lead: Lead) -> str:
    """Some word that says what is measured where no noun can be told for certain: 80%是女性, 每人50元的标准."""
    if lead.headless and (those := _THOSE.search(text, max(0, quantity.lead - 12), quantity.lead)):
        return those[1] + ("人" if quantity.kind == "person" else "")  # 体检的有38人
    if (word := lead.verb or back.loose or back.verb) and (word not in listed("function") and word != "是"):
        return word
    if quantity.unit in ("户", "人"):
        return quantity.unit
    if text.startswith("钱", quantity.tail - 1):
        return "钱"
    nouns = fit.phrases(tokens(clause_from(text, quantity.tail)))
    return unquoted("".join(word.word for word in nouns[-1])) if nouns else ""


def _choose(
    text: str, quantity: Quantity, back: Phrase, lead: Lead, sentence: int, previous: Known | None, like: Known | None
) -> tuple[str, str]:
    """The subject and the side it stands on: of the nouns before and behind the one that is counted, else what the
    clause leaves unsaid.
    """
    named = bool(lead.text) and not lead.deed and not lead.actor
    if named and quantity.kind == "count" and not lead.verb and not back.text and text[quantity.lead - 1] != "等":
        return lead.text, "before"  # 停车位78个: most counts, and none of the cases below
    if quantity.unit in ("人", "户") and back.text and all(w.part in "GVD" for w in tokens(back.text)):
        # 人 counts people, never deeds: 带动2000人增收致富
        back = Phrase("", back.text)
    harmed = quantity.kind == "person" or quantity.unit == "例"
    if harmed and not back.text and (harm := deeds.harm(lead.verb) or deeds.harm(back.verb)):
        return harm, "before"
    row = quantity.kind == "person" and not back.text and lead.text and text[quantity.lead - 1] == "等"
    if row and (who := _by_name(text, quantity, sentence, lead)):
        return who, "before"
    if quantity.kind == "money" and back.text and not named and _spent(back, lead):
        return lead.verb, "before"  # 投入2700万元建设的示范点
    ended = quantity.kind == "money" and back.verb in listed("pay") and not MEASURED.search(lead.text)
    if ended and _ENDS.match(text, quantity.tail + len(back.verb)):
        return back.verb, "behind"  # 处以200元罚款
    spoken = quantity.kind in ("time", "money") and not MEASURED.search(lead.text)
    if spoken and (done := _THEN.match(text, quantity.tail)):
        return done["what"], "behind"  # 没想到5分钟就办好了
    if quantity.kind == "time" and not MEASURED.search(lead.text) and back.verb in listed("finish"):
        return (back.loose or back.verb), "behind"  # 2小时内办结全部证照
    told = back.verb and not back.text and back.verb not in listed("change")
    if quantity.unit == "人次" and told and not fit.is_person(lead.text):
        return back.verb, "behind"  # 近百人次获奖
    exist = quantity.unit == "人" and back.verb and not back.text and text[quantity.lead - 1 : quantity.lead] == "有"
    if exist and not fit.counts("人", lead.text):  # 家庭医生服务有近3万人签约
        named, lead = False, Lead()
    if named and quantity.unit == "人" and back.text and fit.is_person(lead.text) and _acts(back.text):
        return lead.text, "before"  # 巡河员60人结对帮扶困难户
    if back.text and not _before_wins(quantity, back, lead, named):
        return back.text, "behind"
    if topic := unsaid.listing(text, quantity, sentence):
        return topic, "before"
    added = like and lead.verb in listed("adding") and not fit.counts(quantity.unit, lead.text)
    if added and quantity.kind == "count" and fit.counts(quantity.unit, like.core):
        return f"{lead.verb}{like.core}", "inherited"  # 幼儿园64所，其中中心城区新增24所
    if named and like and quantity.kind == "person" and lead.verb in listed("telling") and _PLACE.search(lead.text):
        return f"{lead.verb}{like.core}", "inherited"  # 转移群众90万人，其中蓄滞洪区转移60万人
    if named and unsaid.does(quantity, lead):
        return lead.verb, "before"  # 学校全年授课300堂次
    if named and unsaid.reached(quantity, lead):
        return f"{lead.verb}的{'户' if quantity.unit == '户' else '人'}", "before"  # 夜校惠及310户
    if named and quantity.kind == "person" and _done(quantity, lead):
        return f"{lead.text}{lead.verb}", "before"  # 劳务输出3万人
    paid = named and quantity.kind == "money" and not lead.verb and _paid(text, quantity, lead)
    if paid and previous and previous.unit == quantity.unit and MEASURED.search(previous.subject):
        return previous.subject, "inherited"  # 抚恤金标准每人提高300元，烈属每人提高100元
    if paid and (due := unsaid.earlier(text, quantity, sentence)):
        return due, "inherited"  # 发放分红，贫困户每户1500元
    if named:
        return lead.text, "before"
    if back.loose and quantity.kind not in MEASURES and quantity.unit not in ("人", "人次"):
        return back.loose, "behind"
    return unsaid.find(text, quantity, back, lead, sentence, previous, like)


def _by_name(text: str, quantity: Quantity, sentence: int, lead: Lead) -> str:
    """What people are called of whom some are named before the number: 劳模张三、李四等8人; "" for no such row."""
    if len(lead.text) > 4 and (role := list(fit.heads()["人"].finditer(lead.text))):
        return "人" if 1 < len(lead.text) - role[-1].end() < 5 else ""  # 中心主任张三等5人
    if len(lead.text) > 4 or is_word(lead.text) or fit.is_person(lead.text):
        return ""
    row = text[max(sentence, quantity.lead - 40) : quantity.lead]
    first = _CLAUSE_ENDS.split(row)[-1].split("、")[0]
    roles = list(fit.heads()["人"].finditer(first))
    return roles[-1][0] if roles else "人"


def _paid(text: str, quantity: Quantity, lead: Lead) -> bool:
    """Whether the noun before an amount is who gets it: 贫困户每户1500元."""
    each = "每" in text[max(0, quantity.lead - 4) : quantity.lead]
    return each and (fit.is_person(lead.text) or lead.text.endswith("户"))


def _done(quantity: Quantity, lead: Lead) -> bool:
    """Whether people are counted of whom the noun and its verb tell together what they did or had done."""
    deed = len(lead.verb) == 2 and not lead.changed and lead.verb not in listed("change")
    body = fit.counts(quantity.unit, lead.text) or MEASURED.search(lead.text) or _TEAM.search(lead.text)
    return deed and not body and not lead.text.startswith(lead.verb) and "发展" not in lead.verb


def _acts(phrase: str) -> bool:
    """Whether `phrase` opens with a verb: what stands before the number does it."""
    return (first := tokens(phrase)[0]).part == "V" and len(first.word) > 1 and first.word in listed("verb")


def _refit(text: str, quantity: Quantity, subject: str, sentence: int, previous: Known | None) -> str:
    """What 户 or 人 counts that follows the number of another thing: 13幢楼、303户 are households."""
    if previous is None or quantity.kind not in BODIES or kind_of(previous.unit or "") in BODIES:
        return subject
    if quantity.unit == "家" or fit.counts(quantity.unit, subject) or _TEAM.search(subject):
        return subject
    return unsaid.earlier(text, quantity, sentence, sure=True) or ("户" if quantity.unit == "户" else "人")


def _spent(back: Phrase, lead: Lead) -> bool:
    """Whether the money before `back` is what was spent on it and not a kind of money itself (3亿元涉农资金)."""
    pays = lead.verb in listed("pay") or (len(lead.verb) > 1 and tokens(back.text)[0].part == "V")
    return pays and not back.genitive and not MEASURED.search(back.text)


def _before_wins(quantity: Quantity, back: Phrase, lead: Lead, named: bool) -> bool:
    """Whether the phrase before the number is the thing measured though there is one behind it."""
    if not named:
        return False
    if quantity.kind == "ratio" and not back.genitive and tokens(back.text)[0].part == "V":
        return True  # 建制村100%通硬化路
    if quantity.kind in MEASURES:
        if back.text and quantity.kind in _EXTENT and _MONEY.search(lead.text):
            return False  # 林业发展资金1000亩造林项目
        if quantity.kind in _EXTENT and lead.core != lead.text and not back.genitive:
            first = tokens(back.text)[0]  # 流转土地30亩建设观光园
            return first.part in "VG" and first.word in listed("verb")
        return bool(_WORTH.search(lead.text) or MEASURED.search(lead.text)) or lead.changed
    return False


def unit_of(subject: str, behind: bool) -> str | None:
    """The unit left unsaid in 2万多居民 or 播放量达1500多万: 人, 次, 元, and 个 for a thing
    right `behind` its number (105万机架); None where the subject does not tell.
    """
    table = grammar()["bare_subject"]
    for size in range(min(4, len(subject)), 1, -1):
        if unit := table.get(subject[-size:]):
            return unit
    if fit.is_person(subject):
        return "户" if subject.endswith("户") else "人"
    if subject.endswith(("量", "次数")):
        return "次"
    if subject.endswith(_MONIES):
        return "元"
    return "个" if behind and len(subject) > 1 else None

"""The noun that a clause leaves unsaid: what the numbers before it counted, or what the clauses before it name."""

import re
from functools import cache
from typing import NamedTuple

from db.extract.quantity import fit
from db.extract.quantity.before import Lead
from db.extract.quantity.behind import Phrase
from db.extract.quantity.candidates import Quantity
from db.extract.quantity.fit import MEASURED
from db.extract.quantity.phrases import DEEDS, clause_from, last_noun, listed, unquoted
from db.extract.quantity.speech import tokens

MEASURES = frozenset(("money", "area", "length", "weight", "volume", "energy", "ratio", "time", "data", "physics"))
# A list that a noun has or comprises, up to its 等.
_LISTED = re.compile(
    r"(?:^|[，。；：])([\u4e00-\u9fff]{2,12}?)(?:主要)?(?:共?有|包括|包含|涵盖|分为|设有)[^，。；：、\n]{1,14}、[^，。；：\n]{1,40}等$"
)
_AMOUNT = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:总?数量?|总量)$")
# The clause before the one that says no more than 占.
_SHARED = re.compile(r"(?:^|[，。；：;\n])([^，。；：;\n0-9]{2,30})，约?占(?:比|总数的?|全部的?|了|到|约|近)?$")
# What some are of: 收到的来信中，有
_AMONG = re.compile(r"([^，。；：、\n]{2,30})[中里]，(?:其中)?(?:已?有|约有|仅有|就有)$")
_MOST = re.compile(r"([\u4e00-\u9fff]{1,10}[数量额率值积])最[高大多低小少][，,](?:已|高)?(?:达到?|为)了?$")
_SHARE = re.compile(r"占(?![比地])")
BODIES = frozenset(("person", "household"))
_ALONE = ("就业", "参保", "扶贫", "脱贫")
_OFFICE = re.compile(r"(?:机关|部门|政府|公安|[局厅委])$")
_HEADCOUNT = re.compile(
    r"((?:(?!的)[\u4e00-\u9fff](?!的)[\u4e00-\u9fff])?人数)(?![\u4e00-\u9fff]{0,2}[0-9])[^。；0-9]{0,16}，[^。；，]{0,8}$"
)
_GOAL = re.compile(r"(?:计划|任务|目标)数?$")
_GROWTH = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:增幅|增速|增长率|占比)$")
_FIRM = re.compile(r"(?:集团|公司|[局厅委办])$")
_PLACE = re.compile(r"^[该本各][省市州县区镇乡村旗]$|^[该本]?街道$|地区$")
_PLACES = re.compile(r"[省市县区镇乡村州盟旗国队场社户]$|^全|^[本我][省市县区州]|项目$|基地$|地区$|各地$")
_ROUNDS = frozenset("次 堂次 课次 场次 台次 车次 架次".split())
_SITES = re.compile(r"(?:学校|[中小大]学|医院|公司|企业|中心|社区|街道|[站社店馆])$")
_EMPTY = ("light", "performing", "change")  # verbs that say nothing of what is done
_TITLE_ENDS = re.compile(r"》[，、][^，。；\n]{0,24}$")
_MARKS = re.compile(r"[，、：；,。！？（(\n]")


class Known(NamedTuple):
    """What is known of the metric before: its subject, the subject's noun alone (without 改造, 排查), its unit, and
    where the subject stood, from where to where its number runs, and the subject of the number before.
    """

    subject: str
    core: str
    unit: str | None
    side: str
    begin: int
    end: int
    last: str = ""

    @property
    def deed(self) -> bool:
        """Whether the subject is what was done, and names nobody: 行政拘留."""
        words = tokens(self.subject.removesuffix("的人"))
        return bool(words) and (words[-1].part in "VG" or self.subject.endswith(tuple(listed("acts"))))


def carried(quantity: Quantity, older: dict[str | None, Known]) -> Known | None:
    """What a quantity may continue of the sentence before, whose last metrics of each unit are `older`: a count of the
    same measure word (建设园区30个。已启动的有16个。), not a measure.
    """
    known = older.get(quantity.unit) if quantity.unit else None
    return None if known is None or quantity.kind in MEASURES else known


def find(
    text: str, quantity: Quantity, back: Phrase, lead: Lead, sentence: int, previous: Known | None, like: Known | None
) -> tuple[str, str]:
    """The subject of a quantity whose clause does not name what it counts."""
    if quantity.kind == "money" and back.verb and not lead.text and text[quantity.lead - 1 : quantity.lead] == "以":
        return back.verb, "behind"  # 以2万元成交
    people = _HEADCOUNT.search(text, sentence, quantity.lead) if quantity.kind == "person" and not previous else None
    if people and not lead.text:
        return people[1], "inherited"  # 受处分的人数逐月增加，从1月的90人增加到6月的200人
    having = text[quantity.lead - 1 : quantity.lead] == "有"
    among = _AMONG.search(text, max(sentence, quantity.lead - 40), quantity.lead) if having else None
    if among and (noun := last_noun(tokens(among[1]))):
        return noun, "inherited"  # 收到的来信中，有30件
    if (quantity.kind == "ratio" or lead.changed) and (topic := _topic(text, quantity, previous, sentence)):
        return topic, "inherited"
    if lead.linked and previous:
        shared = quantity.kind == "ratio" and text.startswith("的", previous.end)
        if shared and previous.last and _SHARE.search(text, max(0, previous.begin - 16), previous.begin):
            return previous.last, "inherited"  # 占全年计划20亿元的53%
        other = lead.headless or (quantity.kind == "area" and previous.unit in ("户", "人"))  # 3580户、7000余亩
        return (like or previous if other else previous).subject, "inherited"
    alone = not lead.verb and not lead.text
    bodies = quantity.kind == "person" or quantity.unit == "户"
    if quantity.unit == "次" and alone and len(back.verb) > 1 and not back.text:
        return back.verb, "behind"  # 上百次聘请专家
    free = alone or (not lead.text and lead.verb in listed("reaching"))
    apart = previous is None or text.find("；", previous.end, quantity.lead) >= 0
    acts = bodies and free and back.verb and back.verb not in listed("change") and tokens(back.verb)[0].part in "VG"
    if acts and (not like or apart or not fit.counts(quantity.unit, like.core)):
        deed, who = clause_from(text, quantity.tail), "户" if quantity.unit == "户" else "人"
        return (f"{deed}的{who}" if len(deed) < 11 and deed.isalpha() else f"{back.verb}的{who}"), "behind"
    if quantity.kind == "money" and back.verb and _TITLE_ENDS.search(text, sentence, quantity.lead):
        return back.verb, "behind"  # 《办法》，明确每户按不低于800元补助
    if lead.local and like and quantity.kind not in BODIES and quantity.kind != "money":
        return like.core, "inherited"  # 自家有30亩地，又从邻村流转过来50亩
    if lead.local and (noun := earlier(text, quantity, sentence)):
        return noun, "inherited"
    if quantity.kind == "person" and (lead.actor or not lead.text) and not lead.changed and lead.verb.endswith(_ALONE):
        return lead.verb, "before"  # 新增就近就业300人
    acts = quantity.unit in DEEDS and lead.verb in listed("acts")
    if acts and (not lead.text or (lead.actor and quantity.unit != "人次")):
        return lead.verb, "before"  # 发出通知书9份，立案2起
    if lead.actor and _undergoes(quantity, lead):
        return lead.text, "before"  # 化肥已储备900吨
    total = quantity.kind == "money" and previous and not lead.text and lead.verb in ("完成", "实现", "达到")
    if total and MEASURED.search(previous.subject):
        return _GROWTH.sub("", previous.subject), "inherited"  # 收入增幅连年超过20%，去年完成210亿元
    counted = like and not lead.text and quantity.kind not in ("money", "ratio")
    if counted and (added := _adding().search(text, max(sentence, quantity.lead - 6), quantity.lead)):
        return f"{added[1]}{like.core}", "inherited"  # 用户5万户，新增发展2千户: not one and the same number
    if lead.headless and like:
        return like.core, "inherited"
    if previous and not lead.text and (lead.changed or not lead.verb):
        if lead.changed and (nearer := _between(text, previous.end, quantity.lead)):
            return nearer, "inherited"
        if lead.changed:
            apart = like and quantity.kind != "ratio" and previous.unit != like.unit and not _GOAL.search(like.core)
            return (like if apart else previous).subject, "inherited"
        row = quantity.kind == "money" and text[previous.end : quantity.lead] in ("，", "、")
        subject = (previous if row else like or previous).subject  # 镇江为600元/年，1000元/2年
        return _AMOUNT.sub("", subject) if quantity.kind == "count" else subject, "inherited"
    if previous and _own(text, quantity, previous, lead):
        return lead.verb, "before"  # 刑事拘留12人、取保候审4人
    if like and quantity.kind != "money":
        own = lead.verb[-2:] in listed("telling") or lead.verb[:2] in listed("telling") or lead.verb in listed("status")
        own = own or lead.verb[-1:] == "级"
        if own and quantity.unit in DEEDS and like.core in listed("acts") and like.core != "纠纷":
            return lead.verb, "before"  # 立案30件，办结21件
        if like.deed and quantity.kind == "person" and len(lead.verb) > 1:
            return f"{lead.verb}的人", "before"  # 10人失踪，转移安置300人
        bare = like.core if lead.verb else like.subject  # 规划建设管网120公里，已建成80公里
        bare = _AMOUNT.sub("", bare) if quantity.kind == "count" else bare  # 幼儿园数量达27所，其中20所是公办
        own = own and len(lead.verb) <= 4 and not like.core.startswith(lead.verb)
        return (f"{lead.verb}{like.core}" if own else bare), "inherited"
    if lead.actor and lead.text and MEASURED.search(lead.text) and quantity.kind in MEASURES:
        return lead.text, "before"  # 专项资金已拨付3050万元
    sent = quantity.unit == "人次" and _OFFICE.search(lead.text) and len(lead.verb) > 1
    if lead.actor and (sent or does(quantity, lead)):
        return lead.verb, "before"  # 护林队每天巡山2次
    if lead.text and lead.actor and reached(quantity, lead):
        return f"{lead.verb}的{'户' if quantity.unit == '户' else '人'}", "before"  # 新村共安置90户
    if lead.actor and lead.verb and _PLACE.search(lead.text) and not fit.counts(quantity.unit, lead.text):
        return lead.verb, "before"  # 该乡共拆除3宗
    if lead.actor and len(lead.verb) > 1 and _FIRM.search(lead.text) and not fit.counts(quantity.unit, lead.text):
        return lead.verb, "before"  # 公交集团日均出车300辆
    if lead.text and lead.actor and quantity.kind not in MEASURES:
        return lead.text, "before"
    if lead.verb and not (lead.changed and not lead.text):
        people = quantity.kind == "person" and not lead.verb.endswith(("就业", "招聘", "培训", "参保"))
        who = "人" if people else "户" if quantity.unit == "户" else ""
        return (f"{lead.verb}的{who}" if who else lead.verb), "before"
    if lead.text:
        return lead.text, "before"
    return earlier(text, quantity, sentence) or (previous.subject if previous else lead.verb), "inherited"


def _between(text: str, begin: int, end: int) -> str:
    """The noun of a quantity in the last whole clause from `begin` to `end`: 建厂3个；总容量越过大关，达102万门."""
    clauses = _MARKS.split(text[begin:end]) if end - begin < 60 else []
    if len(clauses) < 3 or clauses[-2][:1] in tuple("按扣比与较和") or clauses[-2].startswith(("其中", "同比")):
        return ""
    nouns = ("".join(w.word for w in part) for part in fit.phrases(tokens(clauses[-2])))
    return next((unquoted(noun) for noun in nouns if MEASURED.search(noun)), "")


def _undergoes(quantity: Quantity, lead: Lead) -> bool:
    """Whether the noun before the verb is no doer of it, and itself counted."""
    done = lead.verb.endswith(tuple(listed("completed"))) and quantity.kind not in BODIES and quantity.kind != "money"
    acting = fit.is_acting(lead.text) or any(doer.search(lead.text) for doer in (_FIRM, _SITES, _PLACES))
    plain = len(lead.text) > 2 or quantity.kind in ("weight", "volume")
    return bool(lead.text) and plain and done and not acting and not fit.is_abstract(lead.text)


def _own(text: str, quantity: Quantity, previous: Known, lead: Lead) -> bool:
    """Whether the verb right behind a mark and before the number tells of others than those counted before."""
    mark = text[previous.end : previous.end + 1]
    if len(lead.verb) < 2 or lead.changed or lead.verb in listed("reaching") or quantity.lead - previous.end > 12:
        return False
    if quantity.unit in ("起", "例", "宗"):
        listing = mark == "、" or (mark == "，" and previous.deed)
        return listing and lead.verb not in listed("telling")  # 闯红灯3起、超速12起
    if quantity.unit in ("次", "场") and mark in "、，" and len(lead.verb) > 3:
        return True  # 组织演练3次、扑火救灾4次
    if quantity.unit == "件" and previous.deed and mark in "、，":
        return lead.verb not in listed("telling")  # 判决50件，执行完毕30件
    return quantity.kind == "person" and mark in "、，" and previous.deed


def _topic(text: str, quantity: Quantity, previous: Known | None, sentence: int) -> str:
    """What a share is of whose clause says no more than 占, where a clause without a number comes between it and the
    number before: 事故是首要原因，占22%；其次是溺水，占9%. "" elsewhere.
    """
    begin = max(sentence, previous.end if previous else 0, quantity.lead - 40)
    share = _SHARED.search(text, begin, quantity.lead) if text.find("占", begin, quantity.lead) >= 0 else None
    if not share and (most := _MOST.search(text, begin, quantity.lead)):
        return most[1]  # 报名人数最多，达到5200人
    if not share:
        return ""
    words = tokens(share[1].partition("所占")[0])
    at = next((n for n, w in enumerate(words) if w.word in ("是", "为")), 0)
    if at and any(w.part in "NGQ" for w in words[:at]):
        words = words[:at]
    elif at:
        words = words[at + 1 :]
    nouns = fit.phrases(words)
    return unquoted("".join(w.word for w in nouns[-1])) if nouns else ""


def listing(text: str, quantity: Quantity, sentence: int) -> str:
    """The noun whose list ends right before the number: [服务项目]有助餐、助浴等7种."""
    if quantity.kind != "count" or text[quantity.lead - 1 : quantity.lead] != "等":
        return ""
    of = _LISTED.search(text, max(sentence, quantity.lead - 60), quantity.lead)
    return last_noun(tokens(of[1])) if of else ""


def reached(quantity: Quantity, lead: Lead) -> bool:
    """Whether people are counted whom a thing that is no person reaches: 项目带动2000人."""
    return quantity.kind in BODIES and lead.verb in listed("reaching") and not fit.counts(quantity.unit, lead.text)


def does(quantity: Quantity, lead: Lead) -> bool:
    """Whether the noun before the number does what the verb behind it says, and how often is counted."""
    if quantity.unit not in _ROUNDS or len(lead.verb) < 2 or any(lead.verb in listed(name) for name in _EMPTY):
        return False
    return fit.is_acting(lead.text) or bool(_SITES.search(lead.text))


def earlier(text: str, quantity: Quantity, sentence: int, sure: bool = False) -> str:
    """The noun phrase of the clauses before that the quantity counts, for a clause that has none: the nearest one that
    its measure word asks for, else (unless it must be `sure`) the last one of the clause before that it can count.
    """
    stretch = text[max(sentence, quantity.lead - 60) : quantity.lead]
    clauses = [c for c in _MARKS.split(stretch)[:-1] if c.strip()]
    if not clauses:
        return ""
    if quantity.kind in BODIES or quantity.unit == "所":
        for clause in reversed(clauses[-3:]):
            for words in fit.phrases(tokens(clause[-36:])):
                noun = _AMOUNT.sub("", unquoted("".join(w.word for w in words)))
                if fit.counts(quantity.unit, noun):
                    return noun
    if sure:
        return ""
    for clause in reversed(clauses[-3:]):
        words = tokens(clause[-36:])
        while words and (words[-1].part not in "NGAQS" or words[-1].word in listed("somewhere")):
            words.pop()
        if last := last_noun(words):
            break
    if fit.is_abstract(last) and not (quantity.kind in MEASURES and MEASURED.search(last)):
        found = ("".join(w.word for w in part) for part in fit.phrases(words))
        return next((unquoted(noun) for noun in found if not fit.is_abstract(noun) and len(noun) > 1), last)
    return last


@cache
def _adding() -> re.Pattern:
    """A verb of adding right before a number, and a verb that may stand between."""
    return re.compile(rf"({'|'.join(sorted(listed('adding')))})(?![到至])[\u4e00-\u9fff]{{0,2}}$")

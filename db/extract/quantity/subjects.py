"""Quantity -> the thing measured, from the words behind it, the words before it, or the quantity it continues."""

import re
from functools import cache
from typing import NamedTuple

from db.extract.quantity import before, behind, deeds, fit
from db.extract.quantity.before import Lead
from db.extract.quantity.behind import Phrase
from db.extract.quantity.candidates import Quantity
from db.extract.quantity.fit import MEASURED
from db.extract.quantity.phrases import clause_from, last_noun, listed, unquoted
from db.extract.quantity.speech import grammar, tokens
from db.extract.quantity.units import kind_of
from db.extract.quantity.vetoes import Names

_MEASURE = frozenset(("money", "area", "length", "weight", "volume", "energy", "ratio", "time", "data", "physics"))
# What a short time or a small sum suffices for.
_THEN = re.compile(
    r"以?内?(?:就能?|便能?|即可|可以?|能)(?:够|把|将|顺利|全部|直接|轻松)?(?P<what>[\u4e00-\u9fff]{1,6}?)(?:[了，。！？”；]|$)"
)
# A list that a noun has or comprises, up to its 等.
_LISTED = re.compile(
    r"(?:^|[，。；：])([\u4e00-\u9fff]{2,12}?)(?:主要)?(?:共?有|包括|包含|涵盖|分为|设有)[^，。；：、\n]{1,14}、[^，。；：\n]{1,40}等$"
)
_PLACE = re.compile(r"[省市州县区镇乡村]$|地区$|街道$")
_TEAM = re.compile(r"(?:队伍?|[团班]|团队)$")  # 队伍9支180人
_AMOUNT = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:总?数量?|总量)$")
_SHARE = re.compile(r"占(?![比地])")
_EXTENT = frozenset(("area", "length", "weight", "volume", "energy"))
_MONEY = re.compile(r"(?:资金|投资|投入|收入|[费金款额价])$")
_BODIES = frozenset(("person", "household"))
_ALONE = ("就业", "参保", "扶贫", "脱贫")
_TITLE_ENDS = re.compile(r"》[，、][^，。；\n]{0,24}$")
_MARKS = re.compile(r"[，、：；,。！？（(\n]")
_TOTAL = re.compile(r"总(?:面积|里程|长度?|投资|产值|金额|人口|库容|装机容量|建筑面积)$")
_ON = re.compile(r"[^，。；\n]{0,24}，总[^，。；\n]{1,10}")
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
    text: str, quantity: Quantity, since: int, sentence: int, previous: "Known | None",
    units: dict[str | None, "Known"], older: dict[str | None, "Known"], names: Names,
) -> Subject:
    """The subject of `quantity`; `since` is the end of the quantity before it or 0, `sentence` where its sentence
    starts, `previous` the metric before it in the same sentence, `units` the last ones there by unit and `older` those
    of the sentence before.
    """
    back = behind.find(text, quantity)
    if back.text and quantity.kind not in _MEASURE and quantity.unit != "人":
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
        whole = whole or lead.text in listed("division")
        if whole or (lead.text in names.words and text.startswith(lead.text, quantity.lead - len(lead.text))):
            lead = Lead()  # 盐津县300多人参加植树: not the county is counted
    if lead.text in names.words and (quantity.unit not in _OF_PLACES):
        lead = lead._replace(local=True, actor=True)  # 像这样的服务点，郴州已有825个
    like = units.get(quantity.unit) or (None if lead.text else _carried(quantity, older))
    chosen, side = _choose(text, quantity, back, lead, sentence, previous, like)
    same = side == "before" and previous and previous.side == "behind" and previous.subject == chosen
    if side == "inherited" or same:  # 5个村民小组312户: the noun is the first number's
        chosen = _refit(text, quantity, chosen, sentence, previous)
        if quantity.unit == "人" and (chosen == "户" or chosen.endswith("的户")):
            chosen = f"{chosen[:-1]}人"  # 受灾489户1930人
    return Subject(chosen, side, back, lead)


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


def _carried(quantity: Quantity, older: dict[str | None, Known]) -> Known | None:
    """What a quantity may continue of the sentence before, whose last metrics of each unit are `older`: a count of the
    same measure word (建设园区30个。已启动的有16个。), not a measure.
    """
    known = older.get(quantity.unit) if quantity.unit else None
    return None if known is None or quantity.kind in _MEASURE else known


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
    if quantity.kind == "person" and not back.text and (harm := deeds.harm(lead.verb) or deeds.harm(back.verb)):
        return harm, "before"
    if quantity.kind == "money" and back.text and not named and _spent(back, lead):
        return lead.verb, "before"  # 投入2700万元建设的示范点
    spoken = quantity.kind in ("time", "money") and not MEASURED.search(lead.text)
    if spoken and (done := _THEN.match(text, quantity.tail)):
        return done["what"], "behind"  # 没想到5分钟就办好了
    if quantity.kind == "time" and not MEASURED.search(lead.text) and back.verb in listed("finish"):
        return (back.loose or back.verb), "behind"  # 2小时内办结全部证照
    if quantity.unit == "人次" and back.verb and not back.text and not fit.is_person(lead.text):
        return back.verb, "behind"  # 近百人次获奖
    exist = quantity.unit == "人" and back.verb and not back.text and text[quantity.lead - 1 : quantity.lead] == "有"
    if exist and not fit.counts("人", lead.text):  # 家庭医生服务有近3万人签约
        named, lead = False, Lead()
    if named and quantity.unit == "人" and back.text and fit.is_person(lead.text) and _acts(back.text):
        return lead.text, "before"  # 巡河员60人结对帮扶困难户
    if back.text and not _before_wins(quantity, back, lead, named):
        return back.text, "behind"
    if topic := _listing(text, quantity, sentence):
        return topic, "before"
    added = like and lead.verb in listed("adding") and not fit.counts(quantity.unit, lead.text)
    if added and quantity.kind == "count" and fit.counts(quantity.unit, like.core):
        return f"{lead.verb}{like.core}", "inherited"  # 幼儿园64所，其中中心城区新增24所
    if named and like and quantity.kind == "person" and lead.verb in listed("telling") and _PLACE.search(lead.text):
        return f"{lead.verb}{like.core}", "inherited"  # 转移群众90万人，其中蓄滞洪区转移60万人
    if named and _reached(quantity, lead):
        return f"{lead.verb}的{'户' if quantity.unit == '户' else '人'}", "before"  # 夜校惠及310户
    if named and quantity.kind == "person" and _done(quantity, lead):
        return f"{lead.text}{lead.verb}", "before"  # 劳务输出3万人
    if named:
        return lead.text, "before"
    if back.loose and quantity.kind not in _MEASURE and quantity.unit not in ("人", "人次"):
        return back.loose, "behind"
    return _unsaid(text, quantity, back, lead, sentence, previous, like)


def _unsaid(
    text: str, quantity: Quantity, back: Phrase, lead: Lead, sentence: int, previous: Known | None, like: Known | None
) -> tuple[str, str]:
    """The subject of a quantity whose clause does not name what it counts."""
    if lead.linked and previous:
        shared = quantity.kind == "ratio" and _SHARE.search(text, max(0, previous.begin - 16), previous.begin)
        if shared and previous.last:
            return previous.last, "inherited"  # 占全年计划20亿元的53%
        return (like or previous if lead.headless else previous).subject, "inherited"
    alone = not lead.verb and not lead.text
    bodies = quantity.kind == "person" or quantity.unit == "户"
    if quantity.unit == "次" and alone and len(back.verb) > 1 and not back.text:
        return back.verb, "behind"  # 上百次聘请专家
    free = alone or (not lead.text and lead.verb in listed("reaching"))
    if bodies and free and back.verb and back.verb not in listed("change") and not like:
        deed, who = clause_from(text, quantity.tail), "户" if quantity.unit == "户" else "人"
        return (f"{deed}的{who}" if len(deed) < 11 and deed.isalpha() else f"{back.verb}的{who}"), "behind"
    if quantity.kind == "money" and back.verb and _TITLE_ENDS.search(text, sentence, quantity.lead):
        return back.verb, "behind"  # 《办法》，明确每户按不低于800元补助
    if lead.local and (earlier := _earlier(text, quantity, sentence)):
        return earlier, "inherited"
    if quantity.kind == "person" and (lead.actor or not lead.text) and not lead.changed and lead.verb.endswith(_ALONE):
        return lead.verb, "before"  # 新增就近就业300人
    counted = like and not lead.text and quantity.kind != "money"
    if counted and (added := _adding().search(text, max(sentence, quantity.lead - 6), quantity.lead)):
        return f"{added[1]}{like.core}", "inherited"  # 用户5万户，新增发展2千户: not one and the same number
    if lead.headless and like:
        return like.core, "inherited"
    if previous and not lead.text and (lead.changed or not lead.verb):
        if lead.changed:
            return previous.subject, "inherited"
        subject = (like or previous).subject
        return _AMOUNT.sub("", subject) if quantity.kind == "count" else subject, "inherited"
    if like and quantity.kind != "money":
        own = lead.verb[-2:] in listed("telling") or lead.verb[:2] in listed("telling") or lead.verb in listed("status")
        own = own or lead.verb[-1:] == "级"
        bare = like.core if lead.verb else like.subject  # 规划建设管网120公里，已建成80公里
        bare = _AMOUNT.sub("", bare) if quantity.kind == "count" else bare  # 幼儿园数量达27所，其中20所是公办
        return (f"{lead.verb}{like.core}" if own and len(lead.verb) <= 4 else bare), "inherited"
    if lead.actor and lead.text and MEASURED.search(lead.text) and quantity.kind in _MEASURE:
        return lead.text, "before"  # 专项资金已拨付3050万元
    if quantity.unit == "次" and lead.actor and len(lead.verb) > 1 and fit.is_acting(lead.text):
        return lead.verb, "before"  # 护林队每天巡山2次
    if lead.text and lead.actor and _reached(quantity, lead):
        return f"{lead.verb}的{'户' if quantity.unit == '户' else '人'}", "before"  # 新村共安置90户
    if lead.text and lead.actor and quantity.kind not in _MEASURE:
        return lead.text, "before"
    if lead.verb and not (lead.changed and not lead.text):
        people = quantity.kind == "person" and not lead.verb.endswith(("就业", "招聘", "培训", "参保"))
        who = "人" if people else "户" if quantity.unit == "户" else ""
        return (f"{lead.verb}的{who}" if who else lead.verb), "before"
    if lead.text:
        return lead.text, "before"
    return _earlier(text, quantity, sentence) or (previous.subject if previous else lead.verb), "inherited"


def _listing(text: str, quantity: Quantity, sentence: int) -> str:
    """The noun whose list ends right before the number: [服务项目]有助餐、助浴等7种."""
    if quantity.kind != "count" or text[quantity.lead - 1 : quantity.lead] != "等":
        return ""
    of = _LISTED.search(text, max(sentence, quantity.lead - 60), quantity.lead)
    return last_noun(tokens(of[1])) if of else ""


def _reached(quantity: Quantity, lead: Lead) -> bool:
    """Whether people are counted whom a thing that is no person reaches: 项目带动2000人."""
    return quantity.kind in _BODIES and lead.verb in listed("reaching") and not fit.counts(quantity.unit, lead.text)


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
    if previous is None or quantity.kind not in _BODIES or kind_of(previous.unit or "") in _BODIES:
        return subject
    if quantity.unit == "家" or fit.counts(quantity.unit, subject) or _TEAM.search(subject):
        return subject
    return _earlier(text, quantity, sentence, sure=True) or ("户" if quantity.unit == "户" else "人")


def _spent(back: Phrase, lead: Lead) -> bool:
    """Whether the money before `back` is what was spent on it and not a kind of money itself (3亿元涉农资金)."""
    return lead.verb in listed("pay") and not back.genitive and not MEASURED.search(back.text)


def _before_wins(quantity: Quantity, back: Phrase, lead: Lead, named: bool) -> bool:
    """Whether the phrase before the number is the thing measured though there is one behind it."""
    if not named:
        return False
    if quantity.kind == "ratio" and not back.genitive and tokens(back.text)[0].part == "V":
        return True  # 建制村100%通硬化路
    if quantity.kind in _MEASURE:
        if back.text and quantity.kind in _EXTENT and _MONEY.search(lead.text):
            return False  # 林业发展资金1000亩造林项目
        return bool(MEASURED.search(lead.text)) or lead.changed
    return False


def _earlier(text: str, quantity: Quantity, sentence: int, sure: bool = False) -> str:
    """The noun phrase of the clauses before that the quantity counts, for a clause that has none: the nearest one that
    its measure word asks for, else (unless it must be `sure`) the last one of the clause before that it can count.
    """
    stretch = text[max(sentence, quantity.lead - 60) : quantity.lead]
    clauses = [c for c in _MARKS.split(stretch)[:-1] if c.strip()]
    if not clauses:
        return ""
    if quantity.kind in _BODIES or quantity.unit == "所":
        for clause in reversed(clauses[-3:]):
            for words in fit.phrases(tokens(clause[-36:])):
                if fit.counts(quantity.unit, noun := unquoted("".join(w.word for w in words))):
                    return noun
    if sure:
        return ""
    words = tokens(clauses[-1][-36:])
    while words and words[-1].part not in "NGAQS":
        words.pop()
    last = last_noun(words)
    if fit.is_abstract(last) and not (quantity.kind in _MEASURE and MEASURED.search(last)):
        found = ("".join(w.word for w in part) for part in fit.phrases(words))
        return next((unquoted(noun) for noun in found if not fit.is_abstract(noun) and len(noun) > 1), last)
    return last


@cache
def _adding() -> re.Pattern:
    """A verb of adding right before a number, and a verb that may stand between."""
    return re.compile(rf"({'|'.join(sorted(listed('adding')))})(?![到至])[\u4e00-\u9fff]{{0,2}}$")




def unit_of(subject: str, behind: bool) -> str | None:
    """The unit left unsaid in 2万多居民 or 播放量达1500多万: 人, 次, 元, and 个 for a thing
    right `behind` its number (105万机架); None where the subject does not tell.
    """
    table = grammar()["bare_subject"]
    for size in range(min(4, len(subject)), 1, -1):
        if unit := table.get(subject[-size:]):
            return unit
    if fit.is_person(subject):
        return "人"
    if subject.endswith(("量", "次数")):
        return "次"
    if subject.endswith(("额", "产值", "收入", "利润", "投资", "资金", "价值", "元")):
        return "元"
    return "个" if behind and len(subject) > 1 else None

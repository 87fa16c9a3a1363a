"""Which nouns a measure word can count: 家 counts firms and never a speed, 户 households and never a building."""

import re
from functools import cache

from db.extract.quantity.speech import Token, grammar

# Nouns that name a quantity: what stands before them says of what, verbs and all (快递进村覆盖率).
MEASURED = re.compile(
    r"(?:率|比例|比重|占比|面积|里程|总长|全长|长度|宽度|高度|深度|产量|产值|总产|增速|增幅|"
    r"降幅|涨幅|收入|利润|资金|海拔|气温|温差|水深|落差|坡度|身高|净重|库容|产能|余量|雨量|"
    r"跨度|间距|胸径|树高|投资|投入|总数|总量|总额|数量|人数|户数|次数|[起件宗例]数|规模|价格|单价|均价|"
    r"价值|成本|费用|工资|薪酬|待遇|补贴|补助|贷款|存款|税收|额|量|值|价|费|款|金|分数|"
    r"得分|指数|评分|时长|时间|时限|周期|距离|速度|温度|密度|浓度|满意度|容量|体积|重量|增收|"
    r"余额|盖度|支出|开支|耗资|总资产|利税|税金|纯利|毛利|营收|创汇|创利|创收)$"
)
# Nouns of quality, degree and course: nothing that stands in a row to be counted.
_ABSTRACT = re.compile(
    r"(?:速度|态势|趋势|形势|势头|水平|水准|力度|效果|成效|实效|效应|效益|活力|(?<!劳)动力|能力|压力|作用|质量|新高|高度|程度|"
    r"步伐|进度|步子|格局|局面|局势|节奏|高潮|热潮|优势|地位|环境|氛围|面貌|状况|状态|影响|关系|意识|精神|基础|条件|"
    r"突破|发展|增长|进展|转型|好转|改善|变化|历史|纪录|记录|先例|空白|瓶颈|短板|难关|台阶|丰收|损失|潜力|信心)$"
)
# Measure words that count what can be pointed at.
_CONCRETE = frozenset(
    "家 户 口 名 位 人 员 所 座 栋 幢 间 台 辆 艘 架 盏 棵 株 只 头 匹 羽 尾 张 本 册 枚 部 亩 公顷 平方米 平方公里 "
    "公里 千米 米 吨 公斤 斤 人次 支 条 处 套 件".split()
)
_GROWERS = "[茶果菜棉蔗烟药粮花稻瓜]农(?![民村业户机资产场家作])"
_PERSON_END = re.compile(r"(?<![人公国])[民兵胞迷嫂童]$|(?<![动复])员$|[^记作笔或]者$|[^老]师$")

_BODY = re.compile(r"(?:机关|法院|检察院|公安|部门|纪委|监委|单位|政府|[局厅委办所院队])$")


@cache
def heads() -> dict[str | None, re.Pattern]:
    """For measure words of people, firms, schools and households: the nouns they count."""
    lists = grammar()
    person, firm = re.compile(f"{lists['person_heads']}|{_GROWERS}"), re.compile(lists["entity_heads"])
    school, household = re.compile(lists["institution_heads"]), re.compile(f"{lists['household_heads']}|{_GROWERS}")
    people = dict.fromkeys(("名", "位", "人", "员", None), person)
    return people | {"家": firm, "所": school, "户": household}


# Nouns that these measure words ask for. What stands behind a 的 may fit better than what stands before it.
_ASKED = {
    "项": "工程|项目|任务|活动|措施|制度|技术|专利|政策|服务|成果|标准|改革|举措|行动|指标|[纪记]录|荣誉|业务|功能|"
    "规定|条件|工作|清单|事项|课题|研究|比赛|赛事|机制|试点|提案|实事|权力|收费|条款|证明|材料|奖|发明",
    "起": "案件|案|事故|纠纷|事件|矛盾|警情|火灾|问题|险情",
    "件": "案件|提案|建议|实事|事|作品|文物|衣物?|物品|产品|快递|包裹|邮件|专利|信访|工单|诉求|事项|办件",
    "场": "活动|培训|讲座|演出|比赛|[会赛]|宣讲|演练|巡演|展览|雨",
    "座": "[桥站厂棚厕楼塔寺馆仓库]|大桥|水库|公园|城市|隧道|停车场|村庄",
    "条": "[路线渠河街巷沟]|措施|意见|建议|信息|线索|产业链|政策|通道|举措",
    "辆": "车|汽车|单车",
    "台": "[机车]|设备|电脑|电梯|变压器|器|空调|仪",
    "部": "电梯|作品|法规|手机|著作|电影|剧",
    "张": "[床证卡桌图]|床位|清单|照片|光盘|罚单",
    "亩": "[地田园林]|水稻|小麦|玉米|大棚|基地|果园|茶园|[\u4e00-\u9fff]树",
}


@cache
def _asked() -> dict[str, re.Pattern]:
    return {unit: re.compile(rf"(?:{nouns})$") for unit, nouns in _ASKED.items()}


@cache
def _ends() -> dict[str | None, re.Pattern]:
    return {unit: re.compile(rf"(?:{pattern.pattern})$") for unit, pattern in heads().items()}


def is_person(noun: str) -> bool:
    """Whether `noun` names people: 茶农, 民兵, 村民."""
    return bool(_ends()[None].search(noun) or _PERSON_END.search(noun))


def is_body(noun: str) -> bool:
    """Whether `noun` names an office that acts: 公安机关, 检察院."""
    return bool(_BODY.search(noun))


def is_acting(noun: str) -> bool:
    """Whether `noun` names somebody who acts: 巡逻队, 网格员, 公安机关."""
    return is_body(noun) or is_person(noun)


def counts(unit: str | None, noun: str) -> bool | None:
    """Whether `unit` counts `noun`; None where nothing speaks for or against it."""
    if unit in _CONCRETE and _ABSTRACT.search(noun):
        return False
    pattern = _ends().get(unit)
    if pattern is None:
        asked = _asked().get(unit or "")
        return True if asked and asked.search(noun) else None
    if pattern.search(noun) or (unit in ("名", "位", "人", "员", None) and _PERSON_END.search(noun)):
        return True
    return None


def is_abstract(noun: str) -> bool:
    """Whether `noun` names a quality or a course of things (速度, 新高)."""
    return bool(_ABSTRACT.search(noun))


def phrases(words: list[Token]) -> list[list[Token]]:
    """The noun phrases of a clause, the last one first."""
    found: list[list[Token]] = []
    taken: list[Token] = []
    for word in reversed(words):
        if word.part in "NGAQ":
            taken.insert(0, word)
        elif taken:
            found.append(taken)
            taken = []
    if taken:
        found.append(taken)
    return found

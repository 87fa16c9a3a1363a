"""Whether a quantity says that something rose, fell, or came to a value."""

import re

from db.extract.quantity.candidates import Quantity
from db.model import Direction

_TO = re.compile(
    r"(?:(?:增加|提高|提升|扩大|扩展|拓宽|拓展|延伸|延长|增长|上升|发展|缩短|压缩|压减|减少|降低|下降|缩减|精简|上涨|回升|"
    r"壮大|扩充|扩容|推高|加长|拉长|增多|跃升|攀升|暴涨|猛增|激增|飙升|陡增|剧增|锐减|骤减|骤降|大增|大减|暴跌|下跌|回落|收窄|调整|恢复|改善|下调|上调|优化|缩小|加密|提速|缩水|升高|上浮|下浮)(?:到了?|至|为)"
    r"|(?:增|升|降|减|扩|缩|涨|跌|翻|提)(?:至|到了?)|变(?:为|成))"
)
_BY = "(?:同比|环比|分别|实际|年均|平均|累计|净|预计|比上年|比去年|名义|大幅度?|明显|显著|快速|逐年|持续)*"
_UP = re.compile(
    rf"{_BY}(?:增长|增加|递增|提高|提升|上升|上涨|增幅|增速|涨幅|增收|增产|增加(?:收入|产值|利润|收益)|回升|攀升|暴涨|猛增|激增|飙升|陡增|剧增|大增|多增|翻|升高|上浮|涨|再增加?|净增|扩大|提速|延长|(?<![最至许不很太更])多)"
    r"(?:的?幅度)?(?:了|达到?|为|约|到)?"
)
_DOWN = re.compile(
    rf"{_BY}(?:下降|减少|削减|递减|降低|降幅|缩短|压缩|压减|缩减|缩小|下滑|减轻|精简|回落|锐减|骤减|骤降|大减|少增|少减|暴跌|下浮|跌|减产|减收|收窄|缩水|下跌|减幅|(?<![最至不])少)(?:的?幅度)?(?:了|达到?|为|约)?"
)
_CARRIED = re.compile(r"[^，。；]{0,6}?(?:和|、|及|与)")
# Every word of change has one of these, so that most quantities are done with at once; each alternative begins with a
# character of its own, for then the search can skip to them.
_COUNTED_UP = r"(?:了|达|为|约|到)?(?:[约近超逾达仅只]|超过|不足|不到|为)*$"
_ANY = re.compile(
    r"扩|拓|缩|减|降|涨|跌|攀|翻|升|跃|上浮|增(?<!新增)|提[高升速至到]|延[伸长]|发展|压[缩减]|精简|调整|恢复|改(?:善|[革造]后)|优化|加密|"
    rf"变[为成]|从|由|比|较|壮大|扩[充容]|推高|加长|拉长|回[升落]|收窄|下[调跌滑]|暴跌|如今|现在|多(?<![最至许不很太更]多){_COUNTED_UP}|少(?<![最至不]少){_COUNTED_UP}"
)
_CLAUSE_END = re.compile(r"[，。；：！？\n,;]")
_FILL = r"(?:[约近超逾达仅只将已可]|只有|超过|不足|不到|分别|每年|年均|同比|为)*"
_TO_NEAR = re.compile(_TO.pattern + r"[^，。；：\n]{0,14}$")
# 到改革后只需几份材料、五六个工作日
_AFTER_NEAR = re.compile(
    r"(?:(?:改革|改造|调整|优化|升级|提升)后|如今|现在)[^，。；]{0,4}(?:只|仅)(?:需|要|用)要?[^，。；]{0,10}$"
)
# 从5人到160人: what stands behind 到 is what it came to, unless it is one of many (从三元到十元不等).
_FROM_TO = re.compile(
    r"(?:从|由)[^，。；：\n]{0,12}[0-9一二两三四五六七八九十百千万亿][^，。；：\n]{1,14}[到至](?:了|如今|现在|目前|今天|今年)?的?$"
)
# Faster, dearer, fewer than it was before is a change, than elsewhere is none.
_THAN = re.compile(
    r"(?:比|较|相比)(?:于|起|之)?(?:平时|平常|往常|往年|常年|以往|以前|之前|过去|从前|原来|原先|此前|去年|上年|前年|上月|上个月|"
    r"上季度|上周|昨天|昨日|同期|[\u4e00-\u9fff0-9]{0,6}(?:前|同期|改革前|改造前))[^，。；：\n]{0,8}?"
    r"(?:(?P<up>快|高|高出|贵|重|长|早)|慢|低|便宜|轻|短|晚)了?[约近]?$"
)
_UP_NEAR = re.compile(_UP.pattern + _FILL + "$")
_DOWN_NEAR = re.compile(_DOWN.pattern + _FILL + "$")
_NOT_UP = re.compile(
    r"(?:(?:改造|升级|整治|优化|建设|品质|环境|提质)提升|新增加?了?[约近超]?|增加到|就业增收|促进增收|多达|增多)$"
)
# The verb stands before the thing and the share after it; a rate of its own (提高满意率98%) is none.
# Fewer of what nobody wants more of: 减少贫困人口1万人 states a fall, not a thing done to people.
_LESS = re.compile(
    r"(?:减少|压减|削减|核减|减)了?[\u4e00-\u9fff]{0,4}"
    r"(?:人口|贫|员|户|编制|岗位|排放[\u4e00-\u9fff]{0,4}|产能|用量|次数|材料|环节|事项|开支|支出|成本)[约近超]?$"
)
# 下降10%至810万元
_ON = frozenset(("至", "到", "，至", "，达", "，降至", "，增至"))
_OF_A_THING = re.compile(
    r"(?:(?P<up>提高|提升|增加)|减少|压缩|压减|缩短|降低|精简)了?[\u4e00-\u9fff]{2,8}"
    r"(?:(?<=效率)|(?<![率度例重比到至为达]))[约近超]?$"
)


def of(
    text: str, quantity: Quantity, sentence: int, previous: tuple[int, Direction | None] | None, behind: bool
) -> Direction | None:
    """The change the words before the quantity state; `sentence` is where its sentence starts, `previous` the end and
    the change of the quantity before it in the sentence, which 和 and 、 carry on (分别增长了88%和141%); `behind` that
    the thing counted follows the number.
    """
    if not (previous and previous[1]) and not _ANY.search(text, max(0, quantity.lead - 30), quantity.lead):
        return None
    clause = max(sentence, quantity.lead - 40)
    for match in _CLAUSE_END.finditer(text, clause, quantity.lead):
        clause = match.end()
    begin = max(clause, quantity.lead - 24, previous[0] if previous else 0)
    lead = text[begin : quantity.lead]
    if not lead and not (previous and previous[1]):
        return None
    if previous and previous[1] and previous[0] >= clause and _CARRIED.fullmatch(text, previous[0], quantity.lead):
        return previous[1]
    if previous and previous[1] and text[previous[0] : quantity.lead] in _ON:
        return "to"
    if _TO_NEAR.search(lead) or _AFTER_NEAR.search(text[max(0, quantity.lead - 30) : quantity.lead]):
        return "to"
    if _UP_NEAR.search(lead) and not _NOT_UP.search(lead):
        # 提升1亿人口供水保障水平 raises the level, not the number
        return None if behind and re.search(r"(?:提高|提升|扩大|延长|提速)了?[约近超]?$", lead) else "up"
    if _DOWN_NEAR.search(lead):
        return "down"
    if _LESS.search(lead):
        return "down"
    if _FROM_TO.search(text, clause, quantity.lead) and not text.startswith(("不等", "甚至"), quantity.tail):
        return "to"
    if than := _THAN.search(lead):
        return "up" if than["up"] else "down"
    if quantity.kind == "ratio" and (thing := _OF_A_THING.search(lead)):
        return "up" if thing["up"] else "down"  # 减少申报材料40%
    return None

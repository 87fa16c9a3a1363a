"""Money told as people say it, without its unit: 彩礼十五六万, 省了快20万, 少则两三万、多则五六万."""

import re
from functools import cache

from db.extract.quantity.candidates import Quantity
from db.extract.quantity.speech import grammar

_SCALE = "万千百"
_SPOKEN_FROM = 100  # 挣了1000多
# What may follow such an amount: the end of the clause or a word that bounds it.
_AFTER = re.compile(r"[，。；：、！？”’）\s,;!?]|以[内上下]|之[内间]|左右|上下|的|到|就|$")
# What is a sum of money, with what it is for: 40万启动资金.
_FUNDS = re.compile(
    r"的?((?:启动|扶持|扶贫|帮扶|专项|补助|补贴|奖励|奖补|流动|周转|建设|产业|项目|财政|信用|小额|贴息|无息|创业|救助|救灾|援助|配套|安家|维修|医疗|助学|银行){0,2}"
    r"(?:资金|贷款|奖金|存款|欠款|货款|借款|善款|赔款|拨款))(?![户者人卡企])"
)
_CLAUSE = re.compile(r"[，。；！？\n]")


@cache
def _words() -> re.Pattern:
    return re.compile(grammar()["spoken_money"])


def unit(text: str, quantity: Quantity, sentence: int) -> str | None:
    """元 where `quantity` has no unit and its sentence, which begins at `sentence`, speaks of money right before it."""
    if quantity.unit or quantity.kind or not _AFTER.match(text, quantity.end):
        return None
    last = text[quantity.end - 1]
    if last not in _SCALE and not (last in "多余" and quantity.value >= _SPOKEN_FROM):
        return None
    begin = max(sentence, quantity.lead - 24)
    marks = [m.end() for m in _CLAUSE.finditer(text, begin, quantity.lead)]
    if text.startswith(("少则", "多则"), quantity.lead - 2) and quantity.lead > 1:
        marks = marks[:-1]
    return "元" if _words().search(text, marks[-1] if marks else begin, quantity.lead) else None


def funds(text: str, quantity: Quantity) -> str | None:
    """What the sum is where `quantity` has no unit and a word for money right behind it: 40万启动资金."""
    if quantity.unit or quantity.kind or text[quantity.end - 1] not in "万亿多余":
        return None
    found = _FUNDS.match(text, quantity.end)
    return found[1] if found else None

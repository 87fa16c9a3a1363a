"""Money told as people say it, without its unit: 彩礼十五六万, 省了快20万, 少则两三万、多则五六万."""

import re
from functools import cache

from db.extract.quantity.candidates import Quantity
from db.extract.quantity.speech import grammar

_SCALE = "万千百"
# What may follow such an amount: the end of the clause or a word that bounds it.
_AFTER = re.compile(r"[，。；：、！？”’）\s,;!?]|以[内上下]|之[内间]|左右|上下|的|到|就|$")
_CLAUSE = re.compile(r"[，。；！？\n]")


@cache
def _words() -> re.Pattern:
    return re.compile(grammar()["spoken_money"])


def unit(text: str, quantity: Quantity, sentence: int) -> str | None:
    """元 where `quantity` has no unit and its sentence, which begins at `sentence`, speaks of money right before it."""
    if quantity.unit or quantity.kind or text[quantity.end - 1] not in _SCALE or not _AFTER.match(text, quantity.end):
        return None
    begin = max(sentence, quantity.lead - 24)
    marks = [m.end() for m in _CLAUSE.finditer(text, begin, quantity.lead)]
    if text.startswith(("少则", "多则"), quantity.lead - 2) and quantity.lead > 1:
        marks = marks[:-1]
    return "元" if _words().search(text, marks[-1] if marks else begin, quantity.lead) else None

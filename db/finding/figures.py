"""What was typed of a figure: the thing that is told of, how it stands to an amount, or to two.

老旧小区 · >100万元 · 投资 ≥ 1 亿元 · 100-200万元 · 不足5公里 · 老旧小区100个以上 · >1亿元投资. Numbers as print writes
them, blanks wherever they are convenient, signs of any width or the words for them.

A metric is held against the amount by its value, a range by its lower end; where value and amount are equal, its
qualifier tells: 2000多人 are more than 2000, 近2000人 and 不足2000人 are fewer.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.measures import Amount

_WORDS = {
    ">": "超过 大于 多于 高于 突破", "<": "不足 不到 未满 不满 少于 小于 低于",
    ">=": "至少 不少于 不低于 不小于 大于等于 大于或等于",
    "<=": "至多 最多 不超过 不多于 不高于 不大于 小于等于 小于或等于", "=": "等于",
}  # fmt: skip
_BEHIND = {"以上": ">=", "及以上": ">=", "以下": "<=", "及以下": "<=", "以内": "<="}
_NAMED = {word: sign for sign, words in _WORDS.items() for word in words.split()}
_SIGNS = str.maketrans("＞＜＝≧≦", "><=≥≤")
SIGN = "[>＞<＜=＝≥≧≤≦]{1,2}"
SAID = "|".join(sorted(_NAMED, key=len, reverse=True))
_RELATION, _SIGN = re.compile(f"{SIGN}|{SAID}"), re.compile(SIGN)
_LAST = re.compile("及?以[上下内]$")
_TO = re.compile("[-－−~～—–至到]+")
_NUMBER = re.compile(r"(?<![\d.,，．０-９〇零一二两三四五六七八九十百千万亿])[\d０-９〇零一二两三四五六七八九十百千]")
_DIGITS = re.compile(r"^[\d０-９.．,]+")
_PART = re.compile(r"\S+")
_ENDS = re.compile("[，。、；：！？（）【】…]|$")
_APART = re.compile(r"[\d０-９]\s+[\d０-９]")  # two numbers are not one
_LONGEST = 24  # characters of an amount
ABOVE, BELOW = ("over",), ("under", "nearly")  # qualifiers of what is more, and less, than its value says
_MOST_PARTS = 4  # that one figure is typed in, blanks between them


@dataclass(frozen=True, slots=True)
class Figures:
    """A metric of the thing `subject` ("" for any) whose value stands so to `amount` (None for any)."""

    subject: str
    sign: str = ""  # > >= < <= =, or - for what is between `amount` and `upto`
    amount: "Amount | None" = None
    exclude: bool = False
    upto: "Amount | None" = None  # of the dimension of `amount`


def sign(written: str) -> str:
    """A sign however it was written: ＞＝ is >=; "" for what is none."""
    plain = written.translate(_SIGNS).replace("≥", ">=").replace("≤", "<=")
    if len(plain) > 1:
        plain = {"=>": ">=", "=<": "<=", "==": "="}.get(plain, plain)
    return plain if plain in _WORDS else ""


def typed_figure(text: str, at: int) -> tuple[Figures, int] | None:
    """The amount typed in `text` from `at` on, with its thing as it was written, and where it ends; None for none."""
    ends = [part.end() for part in _PART.finditer(text, at, _ENDS.search(text, at).start())][:_MOST_PARTS]
    for read, several in ((_compared, reversed(ends)), (_thing_behind, ends)):
        for end in several:
            words = text[at:end]
            if not _APART.search(words) and (found := read("".join(words.split()))):
                return found, end
    return None


def bounds(one: Figures, told: Callable[["Amount"], float]) -> tuple[float, float]:
    """What equals the amount asked for, as it is `told`, or lies between the two: lowest and highest. Equal is what
    differs by no more than binary fractions do.
    """
    value = told(one.amount)
    upto = told(one.upto) if one.upto else value
    return value - abs(value) * 1e-9, upto + abs(upto) * 1e-9


def stands(one: Figures, value: float, qualifier: str, low: float, high: float) -> bool:
    """Whether a metric of this value and qualifier stands so to what lies between `low` and `high`, see `bounds`."""
    if one.sign == ">":
        return value > high or (value >= low and qualifier in ABOVE)
    if one.sign == "<":
        return value < low or (value <= high and qualifier in BELOW)
    return (one.sign == "<=" or value >= low) and (one.sign == ">=" or value <= high)


def _compared(words: str) -> Figures | None:
    for said in _RELATION.finditer(words):
        stands = _NAMED.get(said.group()) or sign(said.group())
        if stands and not _SIGN.search(words, 0, said.start()) and (amount := _amount(words[said.end() :])):
            return Figures(words[: said.start()], stands, amount)
    last = _LAST.search(words)
    if last and (found := _split(words[: last.start()])):
        return Figures(found[0], _BEHIND[last.group()], found[1])
    for to in _TO.finditer(words):
        if found := _between(words[: to.start()], words[to.end() :]):
            return found
    found = _split(words)
    if found and found[1].unit and found[0][-1:].isalnum() == bool(found[0]):
        return Figures(found[0], "=", found[1])
    return None


def _thing_behind(words: str) -> Figures | None:
    """>1亿元投资: the longest amount with a unit is meant, and what follows it is its thing."""
    said = _RELATION.match(words)
    stands = (_NAMED.get(said.group()) or sign(said.group())) if said else ""
    if stands:
        for end in range(min(len(words), said.end() + _LONGEST) - 1, said.end() + 1, -1):
            if (amount := _amount(words[said.end() : end])) and amount.unit:
                return Figures(words[end:], stands, amount)
    return None


def _split(words: str) -> "tuple[str, Amount] | None":
    """What stands before an amount, and the amount that `words` end with."""
    for number in _NUMBER.finditer(words):
        if not _SIGN.search(words) and (amount := _amount(words[number.start() :])):
            return words[: number.start()], amount
    return None


def _between(first: str, second: str) -> Figures | None:
    upper = _amount(second)
    found = _split(first) if upper else None
    if not found:
        return None
    subject, lower = found
    if upper.unit and not lower.unit:  # 100-200万元 begins at 100万元, 5000-2万元 at 5000元
        number = first[len(subject) :]
        several = [_amount(number + unit) for unit in (_DIGITS.sub("", second), upper.unit)]
        lower = next((one for one in several if one and one.base <= upper.base), None)
    if not lower or lower.dimension != upper.dimension:
        return None
    lower, upper = sorted((lower, upper), key=lambda one: one.base)
    return Figures(subject, "-", lower, upto=upper)


def _amount(words: str) -> "Amount | None":
    from db.measures import typed_amount  # its lexicon is read only when somebody compares

    return typed_amount(words) if len(words) <= _LONGEST else None

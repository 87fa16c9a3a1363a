"""Numbers as Chinese print writes them: 1,234 · ３．５ · 两亿三千万 · 360多万 · 十余 · 数百 · 五六."""

import re
from typing import NamedTuple

# One character for one character, so that offsets of the levelled text are offsets of the text.
_LEVEL = str.maketrans(
    "０１２３４５６７８９％兩萬億餘幾個數點戶畝噸條項種歲門間號倍棟幢張輛處場臺層頭隻雙對隊組約達過達",
    "0123456789%两万亿余几个数点户亩吨条项种岁门间号倍栋幢张辆处场台层头只双对队组约达过达",
)
_UNLEVEL = re.compile("[" + "".join(map(chr, _LEVEL)) + "]")
# １·３万: a dot in the middle before a unit is a decimal point; 3·15 and 5·12 are days.
_MIDDLE_DOT = re.compile(r"(?<=[0-9０-９])[·・](?=[0-9０-９]{1,2}(?:[%％‰万亿]|[元亩吨米公平立个条件户人倍盎]))")
_WIDE_DIGIT = re.compile(r"(?<=[０-９])([，．])(?=[０-９])")

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10**4, "亿": 10**8}
_LONGEST = 16  # digits; a longer run is a serial number, not a quantity

_ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})++(?![0-9])|[0-9]++)(?:\.[0-9]++)?"
# 千 and 百 in front of these belong to the unit: 3千米, 5百帕.
_SCALE = r"(?:[十百千]?(?:万亿|[万亿])|百(?![帕货])|千(?![米瓦克伏焦赫卡帕]))"
_MID = r"[多余几来]"
_PLUS = r"[+＋](?=[\u4e00-\u9fff，。；、！？）)”\n]|$)"  # 100+场, 20万+, but not 1+1
_CHINESE = r"[数几]?[零〇一二两三四五六七八九十百千万亿]++几?[十百千万亿]*+(?:点[零〇一二三四五六七八九]++)?"
NUMBER = re.compile(
    rf"(?P<arabic>{_ARABIC})(?P<mid>{_MID})?(?P<scale>{_SCALE})?(?:(?P<more>[0-9]++(?:\.[0-9]++)?)(?P<more_scale>{_SCALE}))?"
    rf"(?P<late>{_MID}|{_PLUS})?|(?P<chinese>{_CHINESE})(?P<cmid>[多余来])?(?P<cscale>[万亿]{{1,2}})?(?P<clate>[多余来])?"
)
_PLAIN = re.compile(r"[0-9]++(?:\.[0-9]++)?(?![0-9,.多余几来十百千万亿+＋])")
START = re.compile(
    r"[0-9二两三四五六七八九十百千万亿]|[数几](?=[十百千万亿])"
    r"|一(?=[零一二三四五六七八九十百千万亿多余倍成番分]|个半|小时|公里)|零(?=点[零一二三四五六七八九])"
)
# The same for a search, which can skip to one set of characters; what begins with 数, 几, 一 is looked at again.
FIRST = re.compile(
    r"[0-9一二两三四五六七八九十百千万亿数几零](?:(?<![一数几零])|(?<=零)(?=点[零一二三四五六七八九])|(?<=[数几])(?=[十百千万亿])|"
    r"(?<=一)(?=[零一二三四五六七八九十百千万亿多余倍成番分]|个半|小时|公里))"
)
_PAIR = re.compile(r"^(.*?)([一二两三四五六七八])([二三四五六七八九])([十百千万亿]*)$")


class Number(NamedTuple):
    """A number read at the start of a text: `end` counts from where reading began.

    `high` is the upper end of 五六 (5 to 6); `hint` is "over" for 余, 多, 几, 数 and "about" for 来; `bare` marks a
    scale word that stands without a digit (百, 千万), which counts only after 上, 近, 数 and the like.
    """

    value: float
    high: float | None
    end: int
    hint: str | None
    chinese: bool
    bare: bool
    scale: float  # what a scale word multiplied by, for ranges like 10—20万
    scaled: bool  # whether a scale word stands in it


_BANKERS = str.maketrans("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟", "一二二三三四五六六七八九十百千")
_BANKED = re.compile(r"[壹贰貳叁參肆伍陆陸柒捌玖][拾佰仟万萬亿億][零壹贰貳叁參肆伍陆陸柒捌玖拾佰仟万萬亿億]*")


def level(text: str) -> str:
    """`text` with full-width digits and signs and the traditional forms of number words levelled, length unchanged."""
    if "·" in text or "・" in text:
        text = _MIDDLE_DOT.sub(".", text)
    if "佰" in text or "仟" in text or "拾" in text:
        text = _BANKED.sub(lambda m: m[0].translate(_BANKERS), text)  # 贰拾万元
    if not _UNLEVEL.search(text):
        return text
    if _WIDE_DIGIT.search(text):
        text = _WIDE_DIGIT.sub(lambda m: "," if m[1] == "，" else ".", text)
    return text.translate(_LEVEL)


def whole(value: float) -> float:
    """`value` without the dust of binary fractions (5.82 × 10000 is 58200)."""
    if isinstance(value, int):
        return value
    value = round(value, 6)
    return int(value) if float(value).is_integer() else value


def scale_of(words: str | None) -> float:
    """What a scale word multiplies by: 万 10,000, 千万 10,000,000; 1 for none."""
    product = 1
    for char in words or "":
        product *= _TENS.get(char) or _SCALES.get(char, 1)
    return product


def read(text: str, at: int) -> Number | None:
    """The number that starts at `at` of a levelled text, or None where the characters there make none."""
    if plain := _PLAIN.match(text, at):  # most numbers: digits and the first character of their unit
        digits = plain[0]
        if len(digits) > _LONGEST:
            return None
        return Number(_scaled(digits, 1), None, len(digits), None, False, False, 1, False)
    match = NUMBER.match(text, at)
    if not match:
        return None
    if match["arabic"]:
        return _read_arabic(match)
    return _read_chinese(match)


def skip(text: str, at: int) -> int:
    """Where the run of numerals that starts at `at` ends; keeps reading linear on long runs that are no number."""
    match = NUMBER.match(text, at)
    return max(match.end(), at + 1) if match else at + 1


def _read_arabic(match: re.Match) -> Number | None:
    arabic, mid, scaled, more, more_scale, late = match.group("arabic", "mid", "scale", "more", "more_scale", "late")
    digits = arabic.replace(",", "")
    if len(digits) > _LONGEST:
        return None
    scale = scale_of(scaled) if scaled else 1
    value = _scaled(digits, scale)
    if more:
        if not scaled or len(more) > _LONGEST:
            return None
        value = whole(value + _scaled(more, scale_of(more_scale)))
    mids = (mid or "") + (late or "")
    return Number(value, None, match.end() - match.start(), _hint(mids), False, False, scale, bool(scaled))


def _scaled(digits: str, scale: int) -> float:
    """The value of Arabic `digits` times `scale`, without the dust of binary fractions (83.9亿 is 8390000000)."""
    if "." not in digits:
        return int(digits) * scale
    front, _, back = digits.partition(".")
    product, below = int(front + back) * scale, 10 ** len(back)
    return product // below if product % below == 0 else product / below


def _hint(mids: str) -> str | None:
    if not mids:
        return None
    return "about" if "来" in mids else "over"


def _read_chinese(match: re.Match) -> Number | None:
    words = match["chinese"]
    mids = (match["cmid"] or "") + (match["clate"] or "")
    hint = _hint(mids)
    scale = scale_of(match["cscale"])
    end = match.end() - match.start()
    if len(words) > 2 * _LONGEST:
        return None
    if words[0] in "数几":  # 数百 is some hundreds: 100 and over
        value = chinese(words[1:]) if words[1:] and "几" not in words[1:] else None
        return None if value is None else Number(whole(value * scale), None, end, "over", True, False, scale, True)
    if "几" in words:  # 十几, 二十几万
        head, tail = words.split("几", 1)
        value = chinese(head)
        if value is None or (tail and head[-1] not in "十百千"):
            return None
        return Number(whole(value * scale_of(tail) * scale), None, end, "over", True, False, scale, True)
    if "点" not in words and (pair := _PAIR.match(words)) and (high := _neighbours(pair)):
        low = chinese(pair[1] + pair[2] + pair[4])
        high = chinese(pair[1] + pair[3] + pair[4])
        if low is not None and high is not None:
            scaled = scale > 1 or words[-1] in "万亿"
            return Number(whole(low * scale), whole(high * scale), end, hint, True, False, scale, scaled)
    value = chinese(words)
    if value is None:
        return None
    bare = words[0] in "百千万亿"
    scaled = scale > 1 or "万" in words or "亿" in words
    return Number(whole(value * scale), None, end, hint, True, bare, scale, scaled)


def _neighbours(pair: re.Match) -> bool:
    """Whether two digits side by side are an estimate (五六, 三五) rather than a number read digit by digit."""
    low, high = _DIGITS[pair[2]], _DIGITS[pair[3]]
    if not (high == low + 1 or (low, high) == (3, 5)):
        return False
    return not pair[1] or pair[1][-1] not in _DIGITS or pair[1][-1] in "零〇"


def chinese(words: str) -> float | None:
    """The value of a Chinese numeral without approximators (一千零五, 二〇二二, 两亿三千万, 三点五), or None."""
    if "点" in words:
        front, _, back = words.partition("点")
        left = chinese(front)
        if left is None or not back or any(c not in _DIGITS for c in back):
            return None
        return left + sum(_DIGITS[c] * 10.0**-n for n, c in enumerate(back, 1))
    if not words:
        return None
    if all(c in _DIGITS for c in words):
        if len(words) > 1 and not ("〇" in words or "零" in words or len(words) > 3):
            return None  # 三六 is no number
        return int("".join(str(_DIGITS[c]) for c in words))
    return _positional(words)


def _positional(words: str) -> float | None:
    total = section = 0
    digit: int | None = None
    last = 0  # the place value of the latest unit word, for 三万五
    for n, char in enumerate(words):
        if char in _DIGITS:
            if digit is not None and digit != 0:
                return None
            digit = _DIGITS[char]
        elif char in _TENS:
            if digit == 0 and char != "十":
                return None
            if digit is None and not (n == 0 or char == "十"):
                return None
            section += (1 if digit is None or (digit == 0 and char == "十") else digit) * _TENS[char]
            digit, last = None, _TENS[char]
        else:
            here = section + (digit or 0)
            if here == 0 and n == 0:
                here = 1
            if here == 0:  # 万亿
                total *= _SCALES[char]
            elif _SCALES[char] == 10**8:
                total = (total + here) * 10**8
            else:
                total += here * 10**4
            section, digit, last = 0, None, _SCALES[char]
    if digit:
        section += digit * (last // 10) if last > 10 and words[-2] not in _DIGITS else digit
    return total + section

"""Units of measure: which of them tell the same kind of thing, and what one is in another.

Two figures may be compared only where their units have one dimension. `dimension_of("亩")` and
`dimension_of("公顷")` are the same, so 3 公顷 and 45 亩 can be held against each other; 户, 人 and 个 are three
dimensions, and so are % (a share) and 个百分点 (a difference of shares), a day and a working day, money of each
country, and each rate (元/平方米 is money/area). Every other unit or measure word is a dimension of its own, with
itself as the base. A metric's value is in its unit already, scale words resolved (5.82万户 is 58200 户), so a unit's
factor is all that is needed.

    dimension_of(unit) -> Dimension | None        None where there is no unit at all
    in_base(value, unit) -> float                 in the base unit of the unit's dimension: in_base(3, "公顷") is 30000
    in_unit(amount, unit) -> float                back again, also into 万元 and 亿元
    typed_amount("100万元") -> Amount | None      what a reader typed, for a comparison; "3公顷", "50%", "1.5亿", "20"
"""

from dataclasses import dataclass
from functools import cache, lru_cache

_MU = 2000 / 3  # square metres

# Dimension -> (base unit first, then its others with what one of them is in the base).
_CONVERTED: dict[str, dict[str, float]] = {
    "area": {
        "平方米": 1, "平米": 1, "平方": 1, "㎡": 1, "m²": 1, "m2": 1, "亩": _MU, "亩地": _MU, "公亩": 100,
        "公顷": 10_000, "hm²": 10_000, "hm2": 10_000, "顷": 100 * _MU, "平方公里": 10**6, "平方千米": 10**6,
        "km²": 10**6, "km2": 10**6, "平方厘米": 1e-4, "英亩": 4046.8564224, "平方英尺": 0.09290304,
    },
    "length": {
        "米": 1, "m": 1, "延米": 1, "公里": 1000, "千米": 1000, "km": 1000, "KM": 1000,
        "㎞": 1000, "㎝": 0.01, "㎜": 1e-3,
        "里": 500, "华里": 500, "分米": 0.1, "英尺": 0.3048,
        "厘米": 0.01, "cm": 0.01, "毫米": 1e-3, "mm": 1e-3, "微米": 1e-6, "纳米": 1e-9, "海里": 1852,
        "英里": 1609.344, "英寸": 0.0254,
    },
    "money": {"元": 1, "元人民币": 1, "元钱": 1, "块钱": 1, "角": 0.1, "毛钱": 0.1, "分钱": 0.01},
    "mass": {
        "公斤": 1, "千克": 1, "kg": 1, "KG": 1, "㎏": 1, "吨": 1000, "t": 1000, "斤": 0.5, "市斤": 0.5, "担": 50,
        "克": 1e-3, "毫克": 1e-6, "mg": 1e-6, "微克": 1e-9, "磅": 0.45359237, "盎司": 0.028349523125,
    },
    "coal": {"吨标准煤": 1, "吨标煤": 1},
    "volume": {
        "立方米": 1, "立方": 1, "m³": 1, "m3": 1, "㎥": 1, "升": 1e-3, "L": 1e-3, "毫升": 1e-6, "mL": 1e-6, "ml": 1e-6,
        "立方公里": 10**9,
    },
    # A month has no fixed number of days, and a working day is none of either.
    "time": {
        "分钟": 1, "小时": 60, "钟头": 60, "刻钟": 15, "天": 1440, "日": 1440, "昼夜": 1440, "自然日": 1440,
        "周": 10080, "星期": 10080, "秒": 1 / 60, "秒钟": 1 / 60, "毫秒": 1 / 60_000, "微秒": 1 / 60_000_000,
    },
    "months": {"个月": 1, "季度": 3, "年": 12, "周年": 12, "载": 12, "世纪": 1200},
    "age": {"岁": 1, "周岁": 1},
    "percent": {"%": 1, "‰": 0.1, "‱": 0.01, "成": 10, "比例": 100},
    "points": {"个百分点": 1, "百分点": 1},
    "persons": {"人": 1, "名": 1, "位": 1},
    "energy": {"千瓦时": 1, "度电": 1, "kWh": 1, "KWH": 1, "kwh": 1, "兆瓦时": 1000},
    "heat": {"千焦": 1, "焦耳": 1e-3, "吉焦": 10**6, "千卡": 4.184, "大卡": 4.184, "卡路里": 4.184e-3},
    "power": {"千瓦": 1, "kW": 1, "KW": 1, "瓦": 1e-3, "兆瓦": 1000, "MW": 1000, "吉瓦": 10**6, "GW": 10**6},
    "voltage": {"伏": 1, "千伏": 1000, "kV": 1000, "KV": 1000},
    "apparent power": {"千伏安": 1, "兆伏安": 1000},
    "pressure": {"帕": 1, "百帕": 100, "兆帕": 10**6},
    "rate of data": {"Mbps": 1, "Gbps": 1000},
    "frequency": {"赫兹": 1, "MHz": 10**6, "GHz": 10**9},
    "temperature": {"摄氏度": 1, "℃": 1},
}  # fmt: skip

# What a reader may have values shown in, where the units above alone would leave long numbers; small to large.
_SHOWN = {
    "area": ("平方米", "亩", "万亩", "公顷", "平方公里"),
    "length": ("米", "里", "公里", "万公里"),
    "money": ("元", "万元", "亿元"),
    "mass": ("斤", "公斤", "吨", "万吨"),
    "volume": ("立方米", "万立方米", "亿立方米"),
    "time": ("分钟", "小时", "天"),
    "months": ("个月", "年"),
    "percent": ("%", "‰", "成"),
    "points": ("个百分点",),
    "persons": ("人", "万人"),
    "energy": ("千瓦时", "万千瓦时", "亿千瓦时"),
    "power": ("千瓦", "万千瓦"),
}
_SCALES = {"万": 10**4, "亿": 10**8}
_OWN = "unit:"


@dataclass(frozen=True, slots=True)
class Dimension:
    """What units must share for their figures to be compared."""

    key: str  # "area", "unit:户", "money/area"; equal keys, equal dimensions
    base: str  # the unit that amounts are kept in
    shown: tuple[str, ...]  # units a reader may choose to see, small to large; none for a rate


@dataclass(frozen=True, slots=True)
class Amount:
    """A value a reader typed. `unit` is "" and `dimension` None where a bare number was typed: it fits every unit."""

    value: float  # in `unit`
    unit: str
    dimension: Dimension | None

    @property
    def base(self) -> float:
        """The value in the base unit of its dimension."""
        return in_base(self.value, self.unit)


@cache
def dimension_of(unit: str) -> Dimension | None:
    """The dimension of a metric's unit, None for no unit. A unit nobody converts is a dimension of its own."""
    unit = unit.strip()
    if not unit:
        return None
    above, _, below = unit.partition("/")
    if above and below:
        upper, lower = dimension_of(above), dimension_of(below)
        return Dimension(f"{upper.key}/{lower.key}", f"{upper.base}/{lower.base}", ())
    key, _ = _place(unit)
    if key is None:
        plain = _plain(unit)[0]
        return Dimension(_OWN + plain, plain, (plain,) if plain[0] in _SCALES else (plain, f"万{plain}"))
    units = _CONVERTED[key]
    base = next(iter(units))
    return Dimension(key, base, _SHOWN.get(key, tuple(units)))


def in_base(value: float, unit: str) -> float:
    """`value` of `unit` in the base unit of its dimension, without the dust of binary fractions."""
    return _even(value * _factor(unit.strip()), 15)


def in_unit(amount: float, unit: str) -> float:
    """`amount`, in the base unit of the dimension of `unit`, told in `unit`, which may have 万 or 亿 before it."""
    return _even(amount / _factor(unit.strip()), 12)


def typed_amount(typed: str) -> Amount | None:
    """The amount that `typed` is, from its first character to its last; None where it is anything else.

    Numbers may be written as print writes them: 1,200 · ３．５ · 三万 · 2.5亿 · 百分之五十.
    """
    from db.extract.quantity import candidates, numbers, units  # its lexicon is read only when somebody compares

    text = numbers.level("".join(typed.split()))
    number = numbers.read(text, 0) if text else None
    if number and number.high is None and number.hint is None:
        if number.end == len(text):
            return Amount(number.value, "", None)
        unit = units.at(text, number.end)
        if unit and unit.end == len(text):
            return Amount(number.value, unit.name, dimension_of(unit.name))
        if text[number.end :] == "成":
            return Amount(number.value, "成", dimension_of("成"))
    for read in candidates.scan(text):
        if (read.start, read.end) == (0, len(text)) and read.unit and read.value_max is None:
            return Amount(read.value, read.unit, dimension_of(read.unit))
    return None


@cache
def _places() -> dict[str, tuple[str, float]]:
    return {unit: (key, factor) for key, units in _CONVERTED.items() for unit, factor in units.items()}


def _place(unit: str) -> tuple[str | None, float]:
    """(key of the dimension or None, factor) of a unit, which may have a scale before it."""
    plain, scale = _plain(unit)
    key, factor = _places().get(plain, (None, 1.0))
    return key, factor * scale


def _plain(unit: str) -> tuple[str, float]:
    """`unit` without the scale before it, and that scale: 万元 is (元, 10000)."""
    if unit in _places() or unit[0] not in _SCALES or len(unit) == 1 or unit[1] in "亿万":
        return unit, 1.0
    return unit[1:], float(_SCALES[unit[0]])


@lru_cache(1 << 10)
def _factor(unit: str) -> float:
    if not unit:
        return 1.0
    above, _, below = unit.partition("/")
    if above and below:
        return _factor(above) / _factor(below)
    return _place(unit)[1]


def _even(value: float, digits: int) -> float:
    return float(f"{value:.{digits}g}")

"""What selected words say as a quantity, as the extraction reads them: the beginning of a metric that a person adds."""

import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from db.errors import CasebookError
from db.model import Span

_SCALES = {"千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}


@dataclass(frozen=True, slots=True)
class Reading:
    """A quantity in words that were selected; the words themselves where none was found in them."""

    span: Span  # of the text
    value: float | None = None
    value_max: float | None = None
    unit: str = ""
    qualifier: str = "exact"
    subject: str = ""


def read(text: str, span: Span) -> Reading:
    """The first quantity that lies in the words text[start:end]; takes a quarter of a second the first time."""
    from db.extract import metrics
    from db.extract.places import Places
    from db.extract.quantity import candidates as quantities
    from db.extract.quantity import numbers

    start, end = span
    words = text[start:end]
    found, _ = metrics.find(words, Places((), None, ()))
    if found:
        one = found[0]
        return Reading((start + one.start, start + one.end), one.value, one.value_max, one.unit, one.qualifier,
                       one.subject)
    quantity = next(iter(quantities.scan(numbers.level(words))), None)
    if quantity is None:
        return Reading(span, subject=words if len(words) <= 20 else "")
    before = words[: quantity.lead].strip("，。、；：“”（） ")
    behind = words[quantity.tail :].strip("，。、；：“”（） ")
    return Reading((start + quantity.start, start + quantity.end), quantity.value, quantity.value_max,
                   quantity.unit or "", quantity.qualifier, behind or before)


def value(words: str) -> float:
    """A number as people type it (58,200; ５.82万; 1.2亿); raises CasebookError for what is none."""
    plain = unicodedata.normalize("NFKC", words).replace(",", "").replace(" ", "")
    stem = plain.rstrip("千百万亿")
    try:
        return float(Decimal(stem) * _SCALES.get(plain[len(stem) :], 1 if stem == plain else Decimal("NaN")))
    except (InvalidOperation, OverflowError, ValueError):
        raise CasebookError("“{value}”不是数。请用阿拉伯数字填写，例如 58200。", value=words) from None

"""Numbers as Chinese print writes them, each notation back to its value."""

import cn2an
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db.extract.quantity import numbers

DIGITS = "零一二三四五六七八九"
FINANCIAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
PLACES = ["", "十", "百", "千"]


def written(value: int) -> str:
    """`value` (1 to 10^12) as a Chinese numeral, by the school rule."""
    groups, n = [], value
    while n:
        groups.append(n % 10_000)
        n //= 10_000
    out, gap = "", False
    for at in range(len(groups) - 1, -1, -1):
        group = groups[at]
        if not group:
            gap = bool(out)
            continue
        if out and (gap or group < 1000):
            out += "零"
        gap = False
        zero, text = False, ""
        for place in range(3, -1, -1):
            digit = group // 10**place % 10
            if digit:
                text += ("零" if zero and text else "") + DIGITS[digit] + PLACES[place]
                zero = False
            else:
                zero = True
        out += text + ["", "万", "亿", "万亿"][at]
    return out[1:] if out.startswith("一十") else out


def value(text: str) -> float | None:
    number = numbers.read(numbers.level(text), 0)
    return number.value if number and number.end == len(text) else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7", 7), ("1,234", 1234), ("12,345,678", 12345678), ("３．５", 3.5), ("１，２３４", 1234), ("0.75万", 7500),
        ("5.82万", 58200), ("6.8亿", 680_000_000), ("2万亿", 2e12), ("3千", 3000), ("8百", 800), ("5千万", 50_000_000),
        ("1亿2000万", 120_000_000), ("两亿三千万", 230_000_000), ("一千零五", 1005), ("二〇二二", 2022), ("十", 10),
        ("三万五", 35_000), ("一万零三百五", 10_350), ("一百二", 120), ("两万五千", 25_000),
        ("三点五亿", 350_000_000), ("九十三", 93), ("兩萬", 20_000),
    ],
)  # fmt: skip
def test_a_written_number_has_its_value(text, expected):
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "expected", "hint"),
    [
        ("360多万", 3_600_000, "over"), ("1.8万余", 18_000, "over"), ("2万多", 20_000, "over"), ("100余", 100, "over"),
        ("十余", 10, "over"), ("两千多", 2000, "over"), ("三万余", 30_000, "over"),
        ("数十", 10, "over"), ("几百", 100, "over"),
        ("十几", 10, "over"), ("数百万", 1_000_000, "over"), ("十来", 10, "about"), ("二十几万", 200_000, "over"),
    ],
)  # fmt: skip
def test_approximators_inside_a_number_are_read_as_such(text, expected, hint):
    number = numbers.read(text, 0)
    assert (number.value, number.hint, number.end) == (expected, hint, len(text))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("五六", 5, 6), ("三四十", 30, 40), ("十七八", 17, 18), ("七八百", 700, 800), ("三五", 3, 5)],
)
def test_two_digits_side_by_side_are_a_range(text, low, high):
    number = numbers.read(text, 0)
    assert (number.value, number.high) == (low, high)


@pytest.mark.parametrize("text", ["三六", "千百", "9" * 40, "万万万万万万" * 9])
def test_what_is_no_number_is_left_alone(text):
    number = numbers.read(text, 0)
    assert number is None or number.bare


def test_a_scale_that_belongs_to_the_unit_stays_with_it():
    assert numbers.read("3千米", 0).value == 3
    assert numbers.read("120万千瓦", 0).value == 1_200_000


@given(st.integers(1, 10**12 - 1))
def test_every_chinese_numeral_comes_back(n):
    assert numbers.chinese(written(n)) == n


@given(st.integers(0, 10**9), st.sampled_from(["{:d}", "{:,d}"]), st.booleans())
def test_every_arabic_notation_comes_back(n, form, wide):
    text = form.format(n)
    if wide:
        text = text.translate(str.maketrans("0123456789,", "０１２３４５６７８９，"))
    assert value(text) == n


@given(st.integers(1, 99_999), st.sampled_from(["百", "千", "万", "亿", "百万", "千万", "万亿"]))
def test_every_scale_word_multiplies(n, scale):
    factor = {"百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8, "百万": 1e6, "千万": 1e7, "万亿": 1e12}[scale]
    assert value(f"{n / 100:.2f}{scale}") == pytest.approx(n / 100 * factor)


@given(st.text())
def test_levelling_keeps_every_offset(text):
    assert len(numbers.level(text)) == len(text)


@given(st.integers(1, 10**15))
@example(10)
@example(110)
@example(10_010)
@example(200_000_000_000)
@example(1_000_000_000_000)
def test_what_another_writer_of_numerals_writes_comes_back(n):
    for mode in ("low", "rmb"):
        text = cn2an.an2cn(n, mode).translate(FINANCIAL).removesuffix("元整")
        assert value(text) == n, text


@given(st.integers(1, 10**8), st.integers(1, 99))
def test_decimals_of_another_writer_come_back(n, hundredths):
    text = cn2an.an2cn(f"{n}.{hundredths:02d}", "low")
    assert value(text) == pytest.approx(n + hundredths / 100)


@pytest.mark.parametrize("words", ["数十几", "数百几十", "几十几", "几几", "数几"])
def test_approximate_numerals_set_together_are_no_number_and_no_error(words):
    assert numbers.read(words, 0) is None

"""What a reader makes of a file: its text, and what the file tells of where it came from."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

_DATE = re.compile(r"(?<!\d)(20\d\d|19\d\d)[-_./年]?(\d{1,2})[-_./月]?(\d{1,2})(?!\d)")
# A paper's name ends in 报 and stands by itself: 某某日报2022-12-05, 《某某晚报》, 某某时报第3版.
_PAPER = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2,12}报)(?![\u4e00-\u9fff])|"
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2,12}报)(?=数字报|电子版|第\S{1,4}版)")
_WEEKDAY = re.compile(r"星期[一二三四五六日天]|第\S{1,4}版")
_MASTHEAD = 60  # characters
_NO_PAPER = ("通报", "汇报", "海报", "预报", "举报", "申报", "上报", "填报", "公报", "警报", "情报", "讯报", "专报")


@dataclass(frozen=True, slots=True)
class Found:
    """A file's text with plain line ends; headings are lines that begin with "## ", "### " where one is below
    another, paragraphs stand apart by a blank
    line wherever the kind of file knows paragraphs.
    """

    text: str
    encoding: str | None = None  # None for kinds that have none of their own
    date: str | None = None  # ISO 8601
    paper: str | None = None
    made: str | None = None  # the day the file itself was made, ISO 8601: of a page that says no day, the likeliest


def date_in(words: str) -> str | None:
    """The first date in `words` (2022-12-01, 2022/12/1, 20221201, 2022年12月1日), ISO 8601."""
    for year, month, day in _DATE.findall(words):
        try:
            return date(int(year), int(month), int(day)).isoformat()
        except ValueError:
            continue
    return None


def paper_in(words: str) -> str | None:
    """The name of a newspaper in `words`, where one stands by itself."""
    for names in _PAPER.findall(words):
        name = names[0] or names[1]
        if not name.endswith(_NO_PAPER):
            return name
    return None


def masthead(text: str) -> tuple[str | None, str | None]:
    """The day and the paper that a page prints at its head or foot, each None where it does not."""
    lines = [line.strip("#　 \t") for line in text.split("\n") if line.strip()]
    for line in (*lines[:3], *lines[-2:]):
        if len(line) <= _MASTHEAD and (paper_in(line) or _WEEKDAY.search(line)) and (day := date_in(line)):
            return day, paper_in(line)
    return None, None


def joined(blocks: Iterable[str]) -> str:
    """Blocks of text as a page: a blank line between two, none of them empty."""
    return "".join(f"{block}\n\n" for block in blocks if block.strip()).removesuffix("\n")


def heading(words: str, below: int = 0) -> str:
    """`words` as a heading line of a page; `below` counts the levels under the highest of the file."""
    return "#" * (2 + min(below, 4)) + " " + " ".join(words.split())

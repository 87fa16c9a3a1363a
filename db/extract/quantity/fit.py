"""Which nouns a measure word can count: 家 counts firms and never a speed, 户 households and never a building."""

import re
from functools import cache

from db.extract.quantity.speech import Token, grammar

# Nouns of quality, degree and course: nothing that stands in a row to be counted.
_ABSTRACT = re.compile(
    r"(?:速度|态势|趋势|形势|势头|水平|水准|力度|效果|成效|实效|效应|效益|活力|动力|能力|压力|作用|质量|新高|高度|程度|"
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


@cache
def heads() -> dict[str | None, re.Pattern]:
    """For measure words of people, firms, schools and households: the nouns they count."""
    lists = grammar()
    person, firm = re.compile(f"{lists['person_heads']}|{_GROWERS}"), re.compile(lists["entity_heads"])
    school, household = re.compile(lists["institution_heads"]), re.compile(f"{lists['household_heads']}|{_GROWERS}")
    people = dict.fromkeys(("名", "位", "人", "员", None), person)
    return people | {"家": firm, "所": school, "户": household}


@cache
def _ends() -> dict[str | None, re.Pattern]:
    return {unit: re.compile(rf"(?:{pattern.pattern})$") for unit, pattern in heads().items()}


def is_person(noun: str) -> bool:
    """Whether `noun` names people: 茶农, 民兵, 村民."""
    return bool(_ends()[None].search(noun) or _PERSON_END.search(noun))


def counts(unit: str | None, noun: str) -> bool | None:
    """Whether `unit` counts `noun`; None where nothing speaks for or against it."""
    if unit in _CONCRETE and _ABSTRACT.search(noun):
        return False
    pattern = _ends().get(unit)
    if pattern is None:
        return None
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

"""Article -> its own sentences that sum it up: 背景, 做法, 成效.

Nothing is written anew: each point is a stretch of the text, a whole sentence, one half of a long one, or the first
clause of a list's point. What somebody says, and what only paints the scene, is left out.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass

from db.extract import points
from db.extract.sentences import sentences
from db.model import Article, Span, SummaryPart, SummaryPoint

_BACKGROUNDS, _PRACTICES, _RESULTS = 2, 5, 3
_LIST_POINTS = 8  # one list may be shown whole; of several lists the first points
_LEAST, _MOST, _SPLIT = 12, 150, 110  # characters of a sentence; longer than the last it is taken in halves at its ；
_LEAD_MOST = 220  # the article's first sentence may be longer
_TELLING = 3  # figures that make even somebody's words a result
_EARLY = 0.35  # the part of the article where its background is told
_LATE = 0.7  # only from here on something without a figure may be a result
_HEADLINE = 24  # a paragraph's first sentence up to here, without a figure, is a heading run into the text

# Each begins with characters or words that a search can skip to.
_SAID = (
    re.compile(r"[“”][，,]?[^“”]{0,24}(?:说|表示|介绍|告诉|坦言|道|回忆|感慨|称赞|点赞|笑着)"),
    re.compile(r"说(?:[：:，,]?“|[。，,：])|表示(?:[：:，,]?“|[。，,：])|介绍[。，,：]|坦言[：:，,]?“|告诉记者[：:，,]?“|感慨道?[：:，,]?“"),
)
# What is left of a quotation that ends before it: 村支书某某说。
_ATTRIBUTION = re.compile(r"(?:[^，。“”]{1,14}，)?[^，。“”]{2,50}(?:(?:说|介绍|感慨)道?|表示|告诉记者|坦言)。")
_ATTRIBUTED = tuple(f"{word}。" for word in "说 介绍 感慨 道 表示 告诉记者 坦言".split())  # its ends
_SCENE = re.compile(
    r"走进|只见|映入|笑|喜悦|大姐|大爷|大妈|阿姨|奶奶|爷爷|小伙|嬉|热闹|开心|高兴|看到|看看|镜头|记者|眼前|现场|我们|我的|我是|您|他们|她"
    r"|他[，的在每把告先只]|清晨|中午|傍晚|一派|争先恐后|忙碌|春意|初夏|盛夏|冬日|赞不绝口|竖起|吗？|呢？|怎么办"
)
_SETTING = re.compile(
    r"近年来|今年以来|去年以来|以来|地处|位于|党的|曾经|过去|以往|此前|由于|长期|面对|随着|针对|围绕|聚焦|坚持|贯彻|落实|立足"
    r"|是[^，。]{2,20}(?:关键|基础|根本|之要|之端|一线|前提|保障|内容)|，为了|为进一步|紧紧|存在|问题|短板|难题|不便|推进会|活动"
)
_DOING = re.compile(
    r"推进|实施|建立|开展|推行|探索|打造|完善|引入|组织|建成|设立|推动|通过|制定|出台|健全|整合|搭建|创新|强化|加强|深化|培育|统筹|优化"
    r"|配备|聘请|引导|发挥|规范|改造|明确|狠抓|落实|联合|构建|成立|推广|启动|选派|投入|发放|聚焦|采取|引进|配建|建起|修缮|设置|分发|赠送|捐赠|走访"
)
_DONE = re.compile(
    r"截至|目前|去年|以来|期间|新增|新建|化解|涉及|累计|已经?|共计?|达到?|覆盖|惠及|增长|增加|减少|降至|升至|提高到|提升|完成|解决|建成|超过|突破|增收|下降|缩短|成效|成为|明显|改善|实现"
    r"|据统计|据悉|数据显示|得到"
)
_PLANNED = re.compile(
    r"下一步|今后|未来|将(?!近)|预计|计划|力争|预期|接下来|要(?:牢固|从严|抓紧|加大)|会议强调|会议要求"
)
_BEFORE = re.compile(r"(?:过去|以往|以前|从前|曾经|此前)")
_SO_FAR = re.compile(r"截至|目前|已|累计")
_FIGURE = re.compile(r"\d(?<![\d.,]\d)[\d.,]*+[余多]?[万亿千百]?[余多]?[^\s\d年月日时点分岁号级届—～~\-、，。”]|百分之")
_TROUBLE = re.compile(r"难题|短板|受损|狭窄|受灾|被困|缺口|不足的?问题")
_ALL_SAID = re.compile(r"“[^“”]*”")
_LINK = re.compile(r"(?:同时|此外|另外|与此同时|据悉|据了解|据介绍|不仅如此|下面)[，,]")
# What stands before an article's first words: 某某网5月8日讯（记者…）
_CREDIT = re.compile(r"[^，。；\n]{0,30}?[讯电][　 ]*[（(][^（）()\n]{1,60}[）)][　 ]*")
_OPINION = re.compile(r"指出|强调|给予[^，。]{0,6}肯定|高度评价|要求[，,：]|希望")
_PROBLEMS = re.compile(
    r"(?:问题|困难|难点|痛点|短板|不足|原因|挑战|难题|[行情][为形]之一的?|下列[行情][为形])[^。；\n]{0,12}[：:。，,]?$"
)
_LEFT_OPEN = re.compile(r"^(?:但|而且|而|并且|因此|所以|然而|不过|于是|这|那|其中|他|她|它)")


@dataclass(slots=True, eq=False)
class _Unit:
    """A stretch that may be quoted, with what speaks for it."""

    span: Span
    text: str
    place: float  # 0 at the beginning of the article, 1 at its end
    paragraph: int
    first: bool  # the first of its paragraph
    half: bool  # goes on behind a semicolon
    figures: int
    scene: bool  # paints rather than tells
    planned: bool  # tells of what is to come
    whole: bool  # a sentence, or half of one, of a length to quote; a line without a stop is a heading
    quotation: bool  # all of it is what somebody says
    speaks: bool  # fit to be quoted as the article's own statement


def _is_said(text: str) -> bool:
    return bool((("“" in text or "”" in text) and _SAID[0].search(text)) or _SAID[1].search(text))


def _unit(span: Span, text: str, place: float, paragraph: int, first: bool, half: bool, figures: int) -> _Unit:
    whole = (half or text[-1] in "。！!”") and _LEAST <= len(text) <= (_LEAD_MOST if span[0] == 0 else _MOST)
    whole = whole and not (text.endswith(_ATTRIBUTED) and _ATTRIBUTION.fullmatch(text))
    quotation = text[0] == "“" and bool(_ALL_SAID.fullmatch(text))
    speaks = whole and not quotation and not _is_said(text)
    scene, planned = whole and bool(_SCENE.search(text)), whole and bool(_PLANNED.search(text))
    return _Unit(span, text, place, paragraph, first, half, figures, scene, planned, whole, quotation, speaks)


def find(article: Article) -> tuple[SummaryPoint, ...]:
    """背景, 做法, 成效 of `article` (its metrics found already), in this order and each in the order of the text."""
    text = article.text
    units = _units(article)
    lists = [several for several in points.lists(text) if not _lists_problems(text, several)]
    taken: list[Span] = []
    listed = _list_points(lists, text)
    results = _best([u for u in units if not _only_planned(u)], _result, _RESULTS, [])
    # What is planned stands in for what was done, never beside it; and a report told by its figures, or as a scene, or
    # in an official's words is summed up by those rather than not at all.
    results = results or _best(units, _result, 1, []) or _best(units, _any_result, 1, [])
    taken += [u.span for u in results]
    early = [u for u in units if u.place < _EARLY or u.paragraph == 0]
    backgrounds = _best(early, _background, _BACKGROUNDS, [*taken, *listed])
    taken += [u.span for u in backgrounds]
    if len(listed) >= 2:
        practices = [span for span in listed if not _overlaps(span, taken)]
    else:
        practices = [u.span for u in _practices(units, taken) or _best(units, _any_practice, 1, taken)]
    if not backgrounds:
        backgrounds = _best(early, _any_background, 1, [*taken, *practices])
    found = (
        [_point("background", span, text) for span in sorted(u.span for u in backgrounds)]
        + [_point("practice", span, text) for span in sorted(practices)]
        + [_point("result", span, text) for span in sorted(u.span for u in results)]
    )
    return tuple(found)


def _point(part: SummaryPart, span: Span, text: str) -> SummaryPoint:
    return SummaryPoint(part, *span, text[slice(*span)])


def _overlaps(span: Span, taken: list[Span]) -> bool:
    return any(span[0] < b and a < span[1] for a, b in taken)


def _units(article: Article) -> list[_Unit]:
    text = article.text
    starts = sorted(m.start for m in article.metrics)
    lines = [m.start() for m in re.finditer("\n", text)]
    units: list[_Unit] = []
    quoted = False  # inside words somebody says over several sentences
    paragraph = -1
    for start, end in sentences(text):
        number = bisect_left(lines, start)
        if number != paragraph:
            quoted = False
        words = text[start:end]
        opens = words.count("“") - words.count("”")
        whole = not quoted and opens == 0
        quoted = (opens > 0) if not quoted else opens >= 0
        if whole:
            for a, b in _halves(text, start, end):
                # 同时，发挥… is quoted from 发挥 on
                if link := _LINK.match(text, a, b) or (number == 0 and _CREDIT.match(text, a, b)):
                    a = link.end()
                if starts:
                    figures = bisect_left(starts, b) - bisect_left(starts, a)
                else:
                    figures = len(_FIGURE.findall(text, a, b))
                first = number != paragraph and a == start
                units.append(_unit((a, b), text[a:b], a / len(text), number, first, b < end, figures))
        paragraph = number
    return units


def _halves(text: str, start: int, end: int) -> list[Span]:
    """A sentence, or where it is long its parts between semicolons, each with its quotation marks in pairs."""
    if end - start <= _SPLIT or "；" not in text[start:end]:
        return [(start, end)]
    parts, begin = [], start
    for at in [m.start() for m in re.finditer("；", text[start:end])] + [end - start]:
        words = text[begin : start + at]
        if words.count("“") == words.count("”"):
            parts.append((begin, start + at))
            begin = start + at + 1
    return [(a, b) for a, b in parts if b > a]


def _lists_problems(text: str, several: list[Span]) -> bool:
    """Whether a list tells what is wrong: 目前有两个难点：一是…"""
    start = several[0][0]
    before = text[max(0, start - 30) : start].rstrip("一二三四五六七八九十是第其（()）、，要")
    return bool(_PROBLEMS.search(before))


def _list_points(lists: list[list[Span]], text: str) -> list[Span]:
    if not lists:
        return []
    if len(lists) == 1:
        return lists[0][:_LIST_POINTS]
    each = max(2, _LIST_POINTS // len(lists))
    return [span for several in lists for span in several[:each]][:_LIST_POINTS]


def _best(units: list[_Unit], score, most: int, taken: list[Span]) -> list[_Unit]:
    scored = [(score(unit), n) for n, unit in enumerate(units)]
    ranked = sorted([(points_, -n) for points_, n in scored if points_ > 0], reverse=True)
    chosen: list[_Unit] = []
    for _, n in ranked:
        if len(chosen) == most:
            break
        unit = units[-n]
        if not _overlaps(unit.span, taken) and all(unit.text != other.text for other in chosen):
            chosen.append(unit)
    return chosen


def _settings(text: str) -> int:
    """How many kinds of words set the scene."""
    return len(set(_SETTING.findall(text))) + text.startswith("为了")


def _background(unit: _Unit) -> float:
    if not unit.speaks or unit.half or unit.scene:
        return 0
    marks = _settings(unit.text)
    lead = 2 if unit.paragraph == 0 else 1 if unit.paragraph == 1 else 0
    said = 1.2 * min(marks, 3) + lead + unit.first if marks or unit.paragraph == 0 else 0
    return said - 0.8 * unit.figures - 3 * unit.place


def _practice(unit: _Unit) -> float:
    if not unit.speaks or unit.scene or unit.planned:
        return 0
    marks = len(set(_DOING.findall(unit.text)))
    if not marks:
        return 0
    score = min(marks, 4) + 0.5 * unit.first - 0.3 * unit.figures - bool(_LEFT_OPEN.match(unit.text))
    return score * 0.3 if _OPINION.search(unit.text) else score


def _scene(unit: _Unit) -> float:
    """For want of anything better, what the article shows people doing."""
    return len(set(_DOING.findall(unit.text))) if unit.speaks and not unit.planned else 0


def _any_background(unit: _Unit) -> float:
    """What the report begins with; a mere scene says nothing to a meeting."""
    fit = unit.whole and not unit.quotation and not unit.half and not unit.scene
    return (1.5 + unit.first + min(_settings(unit.text), 2) - 3 * unit.place) * fit


def _any_practice(unit: _Unit) -> float:
    """What anybody is said to do, in the article's words or an official's."""
    marks = len(set(_DOING.findall(unit.text)))
    fit = unit.whole and not unit.quotation and marks > 0
    return (marks + 1 - 0.6 * unit.scene - 0.6 * unit.planned - 0.2 * (not unit.speaks)) * fit


def _any_result(unit: _Unit) -> float:
    """What has a figure, whoever says it, unless it tells how things were before."""
    fit = unit.whole and not (unit.quotation and unit.figures < 2) and not _BEFORE.match(unit.text)
    return (unit.figures - 0.5 * unit.planned) * fit


def _only_planned(unit: _Unit) -> bool:
    """Whether it tells what is to come; 计划改造58个，已完成25个 tells what was done as well."""
    return unit.planned and not _SO_FAR.search(unit.text)


def _result(unit: _Unit) -> float:
    if not unit.speaks and not (unit.figures >= _TELLING and unit.whole and unit.quotation):
        return 0
    if not unit.figures and unit.place < _LATE:
        return 0
    marks = len(set(_DONE.findall(unit.text)))
    score = 1.5 * min(unit.figures, 4) + 0.7 * min(marks, 4) + unit.place
    if unit.figures == 0:
        score -= 2
    if unit.scene or _TROUBLE.search(unit.text):
        score *= 0.5
    if _LEFT_OPEN.match(unit.text):
        score *= 0.8
    return score if marks and score >= 1.5 else 0


def _practices(units: list[_Unit], taken: list[Span]) -> list[_Unit]:
    """Headings run into the text where there are some; else the best of different paragraphs, then of any."""
    headlines = [u for u in units if u.first and len(u.text) <= _HEADLINE and not u.figures and _fits_headline(u)]
    if len(headlines) >= 2:
        return headlines[:_PRACTICES]
    ranked = _best(units, _practice, len(units), taken) or _best(units, _scene, 1, taken)
    chosen: list[_Unit] = []
    for again in (False, True):
        for unit in ranked:
            if len(chosen) == _PRACTICES - 1:
                return chosen
            if unit not in chosen and (again or all(unit.paragraph != other.paragraph for other in chosen)):
                chosen.append(unit)
    return chosen


def _fits_headline(unit: _Unit) -> bool:
    whole = len(unit.text) >= 6 and unit.text[-1] == "。" and not _is_said(unit.text)
    return whole and bool(_DOING.search(unit.text) or "“" in unit.text)

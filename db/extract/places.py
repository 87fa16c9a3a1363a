"""Article -> where it plays."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from db.extract.geography import main_place, towns, villages
from db.extract.geography.gazetteer import Division, gazetteer
from db.extract.geography.mentions import Reading, Sentences, Spot, read
from db.extract.geography.settling import settle
from db.model import Article, Region


@dataclass(frozen=True, slots=True)
class Mention:
    """A place name in the text; `path` is None where the name is ambiguous or below the gazetteer."""

    start: int
    end: int
    path: str | None


@dataclass(frozen=True, slots=True)
class Places:
    """Where an article plays: its regions, the main one, and each place name in its text, in order, not overlapping."""

    regions: tuple[Region, ...]
    primary: str | None
    mentions: tuple[Mention, ...]


# Places that only come up: where goods go, guests come from, helpers sit, a train starts.
_LEADS_ELSEWHERE = (
    "来自 销往 远销 卖到 卖往 发往 运往 运到 运抵 毕业于 返回 离开 飞往 开往 驶往 驶向 毗邻 紧邻 邻近 "
    "接壤 相邻 送到 寄往 寄到 走出 直达 通往 援助 相比 发源于 源自 产自 引进 移居 北上 南下 捎 捎到 "
    "捎给 捎往 飘 飘到 飘香 飘进 飘向 香到 远赴 奔赴 求学 就读于 援建 出口到 输往 送往 供应 对接 连接 "
    "新华社 人民网 籍贯 户籍 祖籍 老家 老家在 老家是"
).split()
_MERE_BEFORE = re.compile(rf"(?:{'|'.join(_LEADS_ELSEWHERE)}|(?P<visit>前往))[“的]?$")
_MERE_ENDS = frozenset(words[-1] for words in _LEADS_ELSEWHERE) | frozenset("往“的")  # of what the pattern finds
# 41岁的某地人, （男，某地人）: where somebody is from
_AGED = re.compile(r"[岁男女].$")
_FROM_THERE = re.compile(r"[省市县区州]?(?:人(?![民大])|籍|男子|女子)")
_MERE_AFTER = re.compile(
    r"(?:[省市县区州]?(?:等地|等)?(?:的)?)(?:对口|游客|客商|客人|籍|援[建助藏疆青]|帮扶(?:[建援下]|单位|协作)|协作|口音|(?:\d+月\d+日)电|的?[一-龥]某|人[）)]|打工|务工|读书|上学|求学|实习|当兵|服役|参军|出发)"
)
# Firms and media are called by places too, mostly by where they sit; their names tell little of where a story plays.
_FIRM = re.compile(
    r"[）)](?:有限|股份|科技|集团|分公司)|[一-龥]{1,14}?(?:有限公司|股份公司|集团公司|集团(?!军))"
    r"|网(?:[讯友站]|客户端|[　 ，。、；：:（()）】》”\n])"
    r"|[一-龥]{0,4}?(?:新闻网|政府网|信息网|信息港|在线(?!上)|热线|频道|客户端|公众号|电视台|电台|卫视|发布[）)”\n])"
)
# 某某晚报讯, 云上某某讯; （某某日报记者 …）
_PAPER = re.compile(r"(?:[一-龥]{0,4}?(?:网|报|传媒|融媒体?|电视台|发布))?(?:讯|消息)")
_REPORTER = re.compile(r"(?:日报|晚报|晨报|时报|新闻网|融媒体?)(?:首席|全媒体?|见习)?(?:记者|通讯员)")
_LOCAL = re.compile(r"[我全该][市县区州旗盟](?!别)|(?<![\u4e00-\u9fff])[市县区][\u4e00-\u9fff]{1,8}[局委办]")
_WIDER = re.compile(r"[我全]省|全国|各地")
_ROUTE_END = re.compile(
    r"[^，。、；的]{0,5}?[到至往飞]|[^，。、；的]{0,5}?(?:[带请引买运学赶聘嫁邮寄调搬迁]来|[返回]乡|[返回]村|[返回]家|返回|回来|引进|引入|嫁到)"
)
_FROM = re.compile(r"[从由自][^，。、；的]{1,8}[到至往]$")


def find(article: Article, reading: Reading | None = None) -> Places:
    """The places of `article`, from its title, kicker and text; `reading` is of that article, and used up by this."""
    reading = reading or read(article)
    text, shift = reading.text, reading.shift
    sentences = Sentences(text)
    named = reading.spots
    spots = settle(text, named, sentences)
    spots = _merge(spots, towns.towns(text, spots, sentences))
    lower = villages.villages(text, spots)
    spots = _merge(spots, lower)
    learned = {id(s) for s in lower}
    lower = [s for s in spots if id(s) in learned]
    begins = _begins(spots)
    mere = {id(s) for s, begin in zip(spots, begins, strict=True) if _is_mere(text, s, begin)}
    _spread_mere(text, spots, mere)
    villages.unite(lower)
    counted = [s for s in spots if s.path and not s.in_name and id(s) not in mere]
    mere.update(_borne_out_by_nothing(text, counted, shift))
    counted = [s for s in counted if id(s) not in mere]
    primary = main_place.find(text, counted, shift)
    if lower:  # again, with those that are hung under the main one now
        villages.hang(text, spots, lower, sentences, primary)
        villages.unite(lower)
        counted = [s for s in spots if s.path and not s.in_name and id(s) not in mere]
        primary = main_place.find(text, counted, shift)
    if not counted and not lower and (home := _of_the_paper(text, named, shift)):
        return Places((Region(home.path, home.code),), home.path, ())
    mentions = tuple(
        Mention(s.start - shift, s.end - shift, None if s.in_name else s.path) for s in spots if s.start >= shift
    )
    return Places(_regions(counted, primary, shift), primary, mentions)


def _of_the_paper(text: str, named: list[Spot], shift: int) -> Division | None:
    """The place of the local paper that reports, for a story that names none itself and tells of 我县 or 全市."""
    if not _LOCAL.search(text) or _WIDER.search(text):
        return None
    for spot in named:
        ahead = text[max(shift, spot.start - 4) : spot.start]
        reports = spot.start >= shift and len(spot.options) == 1 and not spot.full
        opens = reports and spot.start - shift <= 4 and _PAPER.match(text, spot.end)
        signs = reports and ahead[-1:] in ("（", "(") and _REPORTER.match(text, spot.end)
        if opens or signs:
            return gazetteer().divisions[spot.options[0]]
    return None


def _merge(spots: list[Spot], more: list[Spot]) -> list[Spot]:
    """Both in order, without overlaps: of two, the longer one stays (临江北小区, not 临江)."""
    kept: list[Spot] = []
    for spot in sorted([*spots, *more], key=lambda s: (s.start, -s.end)):
        while kept and kept[-1].end > spot.start and kept[-1].end - kept[-1].start < spot.end - spot.start:
            kept.pop()
        if not kept or kept[-1].end <= spot.start:
            kept.append(spot)
    return kept


def _begins(spots: list[Spot]) -> list[int]:
    """For each of `spots` where the path begins that it goes on with, the county for its town and village."""
    begins: list[int] = []
    for n, spot in enumerate(spots):
        goes_on = n and spots[n - 1].end == spot.start and (spots[n - 1].deeper or spot.chained)
        begins.append(begins[-1] if goes_on else spot.start)
    return begins


def _is_mere(text: str, spot: Spot, start: int) -> bool:
    """Whether `spot`, whose path begins at `start`, only comes up."""
    ahead, after = text[max(0, start - 10) : start], text[spot.end : spot.end + 12]
    last = ahead[-1:]
    led = last in _MERE_ENDS and _MERE_BEFORE.search(ahead)
    if (led and not (led["visit"] and spot.below)) or _MERE_AFTER.match(after):
        return True  # 前往某村 is where the story goes
    if last and last in "，,的" and _AGED.search(ahead) and _FROM_THERE.match(after):
        return True
    if not spot.full and not spot.below and _FIRM.match(text, spot.end):
        return True
    if last and last in "从由自" and _ROUTE_END.match(after):
        return True
    return bool(last and last in "到至往" and _FROM.search(ahead))


def _spread_mere(text: str, spots: list[Spot], mere: set[int]) -> None:
    """来自甲、乙、丙: what holds for the first holds for the list."""
    for first, second in pairwise(spots):
        gap = text[first.end : second.start]
        if id(first) in mere and gap in ("、", "和", "及", "以及", "与", ""):
            mere.add(id(second))
    for second, first in zip(spots[::-1], spots[-2::-1], strict=False):
        if id(second) in mere and text[first.end : second.start] == "、":
            mere.add(id(first))
        if id(second) in mere and second.start == first.end and (first.deeper or second.chained):
            mere.add(id(first))


def _borne_out_by_nothing(text: str, spots: list[Spot], shift: int) -> set[int]:
    """Places of the title of which the text says less than of one elsewhere: 山货进上海 over the news of a county.

    A full path in the text beats a bare word of the title, unless the word heads the title: 北京：…
    """
    body = [s for s in spots if s.start >= shift and s.path]
    plain: set[int] = set()
    for spot in spots:
        if spot.end >= shift or spot.below or spot.chained or text[spot.end : spot.end + 1] in "：:|丨":
            continue
        inside = [s for s in body if s.path == spot.path or s.path.startswith(spot.path + "/")]
        if any(s.full or s.path != spot.path for s in inside):
            continue
        home = spot.path.split("/")[0]
        others = Counter(s.path.split("/")[0] for s in body if s.path.count("/") and s.full)
        if any(weight > len(inside) for path, weight in others.items() if path != home):
            plain.add(id(spot))
    return plain


def _regions(spots: list[Spot], primary: str | None, shift: int) -> tuple[Region, ...]:
    """The deepest places the article is about, the main one first; another province counts only with some weight."""
    weight: Counter = Counter()
    codes: dict[str, str | None] = {}
    for spot in spots:
        weight[spot.path] += 3 if spot.end < shift else 2 if spot.chained else 1
        codes.setdefault(spot.path, spot.code)
    home = primary.split("/")[0] if primary else None
    kept = [p for p in weight if home is None or p.split("/")[0] == home or weight[p] >= 3]
    chosen = ([primary] if primary else []) + [p for p in main_place.deepest(kept) if p != primary]
    return tuple(Region(path, codes.get(path) or _code(path)) for path in chosen)


def _code(path: str) -> str | None:
    book = gazetteer()
    name = path.rsplit("/", 1)[-1]
    return next((book.divisions[i].code for i in book.full.get(name, ()) if book.divisions[i].path == path), None)

"""Towns of the gazetteer, and villages, communities and estates learned from the text itself.

Their names end in 村, 社区, 小区 …; where one begins is seen where it stands behind a place, a mark or a word that
leads to a place, and what was seen once is known in the whole article. A name hangs under the place of its own phrase,
else of its own sentence; only then under the place the article is about, never under a neighbour sentence's.
"""

import bisect
import re
from collections.abc import Iterable
from functools import cache

from db.extract import lexicon
from db.extract.gazetteer import COUNTY, PREFECTURE, gazetteer
from db.extract.mentions import Sentences, Spot

_TOWN_END = re.compile(r"(?:镇|乡|街道|苏木)(?![村亲愁民情土友下])")
_TOWN_LONGEST = 12
_OFFICE = "办事处"
_STEM = 7  # characters of a village's name before its kind
_HAN_ONLY = re.compile(r"[㐀-鿿]+$")

_VILLAGE_END = re.compile(
    r"社区(?![团])|小区(?:[一二三四五六七八九十]{1,2}[区期])?|嘎查|[苗侗彝藏]寨(?!子)"
    r"|村(?![落庄子规貌容史官霸镇屯寨外中头尾企])"
)
_BEFORE = re.compile(r"[㐀-鿿]{1,7}$")
# Words that lead up to a place.
_LEAD_WORDS = re.compile(
    r".*(?:走进|来到|位于|地处|走访|前往|居住在|坐落|家住|今年|去年|目前|如今|近日|日前|其中|例如|比如|就是|记者|书记|主任"
    r"|不久前|近年来|隶属|进入|抵达|落户|探访|深入|距离|返回|回到|离开)"
)
_LEAD_CHARS = frozenset(
    "在到的了和与及从是为有这那该各每个座给向对由于被把让至往即将等以也都还又或像其之并使叫住进据问说着过得们时"
)
_PLACE_CHARS = frozenset("在到从赴往至于住进")  # of them, those behind which a place stands
_NO_END = frozenset(
    "的了让把对被给向在到从与及为以是等或这那该各每个座农乡驻进入下全本邻我你他两一二三四五六七八九十百千万几多数半小新旧大老古名村"
)
_RIGHT = re.compile(
    r"[，、有位坐地是共现的里内中党老辖通]|居委|居民|书记|主任|两委|村民|干部|网格|综合|业委|物业|卫生|活动|便民|新时代|文化"
)
# Not names: any village or estate.
_GENERIC = re.compile(
    r"^(?:[一二三四五六七八九十百千万两几多数半整]+|[本我你他她各每某全该此同邻老小大新旧好古富穷山农乡渔林水城美强弱空]|老旧|老年|行政|自然|示范|传统|特色|美丽|和美|周边|附近|脱贫"
    r"|贫困|试点|帮扶|重点|古老|文明|小康|先进|后进|搬迁|安置|移民|民族|少数民族|少民|城市|农村|乡镇|街道|全国|省级|市级|国家级|县级|智慧|完整|未来|平安|幸福|绿色|住宅|居民"
    r"|封闭|开放|无物业|物业|商品房|回迁|拆迁|棚户|高档|普通|整个|所有|许多|不少|部分|一些|这个|那个|多个|几个|此类|相关|有关|其他|其它|每个|城中|城郊|县城|郊区|城乡|空心|明星|旅游|生态"
    r"|民俗|文化|历史|网红|打卡|度假|地球|奥运|冬奥|亚运|大学|高校|校园|线上|网络|虚拟|国际|学生|驻|进|到|入|下|出|在|基层|中心|联合|经济|薄弱|偏远|边境|沿海|沿边|偏僻|所在|原来|昔日|有的"
    r"|集体|党建|示范点|样板|精品|宜居|试验|数字|电商|淘宝|亿元|十强|百强|千年|百年|中国|我国|世界|省|市|县|镇|乡|区|街|州|盟|旗|的|了|苗寨|侗寨|彝寨|藏寨|山寨|古寨)+$"
    r"|(?:老旧|行政|自然|示范|传统|美丽|和美|贫困|脱贫|物业管理|管理|试点|改造|帮扶|搬迁|安置|旅游|千|百|十|十余|百余|多|成立|社会|工作|治理|活动|融合|服务|发展|融入|重点|特色|精品|自治|样板|创建"
    r"|空心|文明|集体|示范|历史|住宅|全部|商住|封闭|开放|历史文化|试点|宜居|先进|先行|名|强|所在|各个|无障碍|全龄友好|友好|智慧|完整|未来|零碳|共富|一些|这个|那个)$"
)


def towns(text: str, spots: list[Spot], sentences: Sentences) -> list[Spot]:
    """The towns of `text`: of the county just before, of a county or prefecture the article names; else open."""
    book = gazetteer()
    counties: dict[int, None] = {}
    for spot in spots:
        if spot.path and spot.at is not None and book.divisions[spot.at].level >= PREFECTURE:
            counties[spot.at] = None
            counties.update(dict.fromkeys(book.children(spot.at)))
    # A town right under a municipality is said as often as under its district: 北京新街口街道.
    homes: dict[str, list[int]] = {}
    for at in counties:
        for name in book.towns(at):
            homes.setdefault(name, []).append(at)
    ends = {s.end: s for s in spots if s.path}
    said: dict[int, set[int]] = {}  # by sentence
    for spot in spots:
        if spot.path and spot.at is not None:
            said.setdefault(sentences.number(spot.start), set()).add(spot.at)
    inside = {at for s in spots for at in range(s.start + 1, s.end)}  # 河|南新乡 is no town
    found = []
    for mark in _TOWN_END.finditer(text):
        spot = _town(text, mark.start(), mark.end(), ends, homes, inside)
        if spot is None:
            continue
        if spot.path is None and len(homes.get(spot.below, ())) > 1:
            held = said.get(sentences.number(spot.start), set()).intersection(homes[spot.below])
            if len(held) == 1:
                at = held.pop()
                _hang(spot, at, book.towns(at)[spot.below])
        found.append(spot)
    return found


def _town(
    text: str, suffix: int, end: int, ends: dict[int, Spot], homes: dict[str, list[int]], inside: set[int]
) -> Spot | None:
    book = gazetteer()
    low = max(0, end - _TOWN_LONGEST)
    for start in range(low, suffix):
        above = ends.get(start)
        if above is None or above.at is None:
            continue
        name = text[start:end]
        for at in [above.at, *book.children(above.at)]:
            if name in book.towns(at):
                return _hanging(start, end, name, at, book.towns(at)[name])
        if book.divisions[above.at].level == COUNTY and suffix - start <= 4 and _is_stem(text[start:suffix], 2):
            return _hanging(start, end, name, above.at, None)
        break
    fits = [start for start in range(low, suffix) if start not in inside]
    for start in fits:
        name = text[start:end]
        if name in homes:
            spot = Spot(start, end, below=name)
            if len(homes[name]) == 1:
                _hang(spot, homes[name][0], book.towns(homes[name][0])[name])
            return spot
    for start in fits:
        if suffix - start > 1 and text[start:end] in book.all_towns():
            return Spot(start, end, below=text[start:end])
    return None


def _hanging(start: int, end: int, name: str, at: int, code: str | None) -> Spot:
    spot = Spot(start, end, below=name, chained=True)
    _hang(spot, at, code)
    return spot


def _hang(spot: Spot, at: int, code: str | None) -> None:
    spot.at, spot.code = at, code
    spot.path = f"{gazetteer().divisions[at].path}/{spot.below}"


def villages(text: str, spots: list[Spot]) -> list[Spot]:
    """The villages, communities and estates of `text`, those behind a place hung under it, the others still open."""
    ends = {s.end: s for s in spots}
    for spot in spots:  # 西城街道办事处信义社区
        if text.startswith(_OFFICE, spot.end):
            ends.setdefault(spot.end + len(_OFFICE), spot)
    known: set[str] = set()
    unclear: list[tuple[int, int]] = []
    found: dict[int, Spot] = {}
    maybe: dict[str, list[Spot]] = {}
    for mark in _VILLAGE_END.finditer(text):
        suffix, end = mark.span()
        spot, sure = _learn(text, suffix, end, ends)
        if spot and sure:
            found[spot.start] = ends[spot.end] = spot
            known.add(spot.below)
        else:
            unclear.append((suffix, end))
            if spot:
                maybe.setdefault(spot.below, []).append(spot)
    for name, several in maybe.items():
        if len(several) > 1:  # said twice alike: a name
            known.add(name)
    stems = {stem_of(name) for name in known}
    for suffix, end in unclear:  # seen clearly elsewhere: 让余厝社区
        for start in range(max(0, suffix - _STEM), suffix):
            if text[start:end] in known or (text[suffix] != "村" and text[start:suffix] in stems):
                found[start] = Spot(start, end, below=text[start:end])
                break
    return list(found.values())


def _learn(text: str, suffix: int, end: int, ends: dict[int, Spot]) -> tuple[Spot | None, bool]:
    """The name that ends at `end`, and whether it is surely one; None where nothing like a name stands there."""
    low = max(0, suffix - _STEM)
    for start in range(suffix - 1, low - 1, -1):  # the nearest place before it, with nothing or a 的 between
        above = ends.get(start) or (ends.get(start - 1) if start and text[start - 1] in "的“" else None)
        if above:
            if not _is_stem(text[start:suffix], 1):
                break
            spot = Spot(start, end, below=text[start:end], chained=True)
            if above.path and not above.in_name:
                spot.at, spot.path = above.at, f"{above.path}/{spot.below}"
            return spot, True
    run = _BEFORE.search(text[low:suffix])
    if not run:
        return None, False
    stem = run[0]
    led = begins = False
    if lead := _LEAD_WORDS.match(stem):
        stem, led = stem[lead.end() :], True
    for n in range(len(stem) - 2, 0, -1):
        if stem[n - 1] in _LEAD_CHARS:
            led = stem[n - 1] in _PLACE_CHARS
            stem, begins = stem[n:], True
            break
    else:
        if not led:
            before = text[suffix - len(stem) - 1 : suffix - len(stem)]
            begins = not _BEFORE.search(before)
            led = before in "。！？\n“…　" and bool(_RIGHT.match(text, end))
    if not _is_stem(stem, 2) or len(stem) > 4 or not (led or begins):
        return None, False
    name = text[suffix - len(stem) : end]
    return Spot(suffix - len(stem), end, below=name), led or text[suffix] == "村"


def _is_stem(stem: str, least: int) -> bool:
    """Whether a village may be called that: Han characters, none of the words that only lead up to 村 or 社区."""
    if len(stem) < least or not _HAN_ONLY.match(stem) or stem[-1] in _NO_END or _GENERIC.search(stem):
        return False
    if stem[0] in _LEAD_CHARS and len(stem) > 2:
        return False
    verbs = _verbs()
    return not any(stem[n : n + 2] in verbs for n in range(len(stem) - 1))


@cache
def _verbs() -> frozenset[str]:
    return frozenset(lexicon.table("places")["villages"]["verbs"].split())


def hang(text: str, spots: Iterable[Spot], lower: list[Spot], sentences: Sentences, primary: str | None) -> None:
    """Give the open ones of `lower` a parent: their name's elsewhere, their sentence's, the article's, the paragraph's.

    `primary` is the article's main place as far as it is known; the paragraph counts only where there is none.
    """
    named: dict[str, Spot] = {}
    for spot in lower:
        if spot.path:
            best = named.setdefault(stem_of(spot.below), spot)
            if spot.path.count("/") > best.path.count("/") and _parent(spot).startswith(_parent(best)):
                named[stem_of(spot.below)] = spot
    for spot in lower:  # 湖南十八洞村 in the title is the one of 花垣县双龙镇
        if spot.path and _parent(named[stem_of(spot.below)]).startswith(_parent(spot)):
            _follow(spot, named[stem_of(spot.below)])
    by_sentence: dict[int, list[Spot]] = {}
    by_line: dict[int, list[Spot]] = {}
    for spot in spots:
        if spot.path and not spot.in_name and not _is_village(spot):
            by_sentence.setdefault(sentences.number(spot.start), []).append(spot)
            by_line.setdefault(sentences.paragraph(spot.start), []).append(spot)
    for spot in lower:
        if spot.path:
            continue
        twin = named.get(stem_of(spot.below))
        if twin:
            _follow(spot, twin)
            continue
        near = _last_before(by_sentence.get(sentences.number(spot.start), []), spot)
        if near:
            spot.at, spot.path = near.at, f"{near.path}/{spot.below}"
        elif primary and not _VILLAGE_END.search(primary):
            spot.path = f"{primary}/{spot.below}"
        elif not primary:
            _hang_in_paragraph(spot, by_line.get(sentences.paragraph(spot.start), []))


def _last_before(spots: list[Spot], spot: Spot) -> Spot | None:
    at = bisect.bisect_left(spots, spot.start, key=lambda s: s.start)
    return spots[at - 1] if at else None


def _hang_in_paragraph(spot: Spot, spots: list[Spot]) -> None:
    """Under the one place that its paragraph has been about so far, in an article about many places."""
    at = bisect.bisect_left(spots, spot.start, key=lambda s: s.start)
    deepest: Spot | None = None
    for other in spots[max(0, at - 20) : at]:
        if deepest is None or other.path.startswith(deepest.path):
            deepest = other
        elif not deepest.path.startswith(other.path):
            return
    if deepest:
        spot.at, spot.path = deepest.at, f"{deepest.path}/{spot.below}"


def unite(lower: list[Spot]) -> None:
    """One place under two names, 余厝小区 and 余厝社区 of one town, becomes the community."""
    names: dict[tuple[str, str], str] = {}
    for spot in lower:
        if spot.path and spot.below.endswith("社区"):
            names[_parent(spot), stem_of(spot.below)] = spot.path
    for spot in lower:
        if spot.path:
            spot.path = names.get((_parent(spot), stem_of(spot.below)), spot.path)


def _parent(spot: Spot) -> str:
    return spot.path.rsplit("/", 1)[0]


def _follow(spot: Spot, twin: Spot) -> None:
    spot.at, spot.path = twin.at, f"{_parent(twin)}/{spot.below}"


def _is_village(spot: Spot) -> bool:
    return bool(spot.below) and bool(_VILLAGE_END.search(spot.below))


def stem_of(name: str) -> str:
    """余厝小区 and 余厝社区 are one place: the name without its kind."""
    return re.sub(r"(?:社区|小区)$", "", name)

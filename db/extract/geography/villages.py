"""Villages, communities and estates learned from the text itself.

Their names end in 村, 社区, 小区 …; where one begins is seen where it stands behind a place, a mark or a word that
leads to a place, and what was seen once is known in the whole article. A name hangs under the place of its own phrase,
else of its own sentence; only then under the place the article is about, never under a neighbour sentence's.
"""

import bisect
import re
from collections import Counter
from collections.abc import Iterable

from db.extract.geography.gazetteer import COUNTY, TOWN, gazetteer
from db.extract.geography.mentions import Sentences, Spot
from db.extract.geography.stems import LEAD_CHARS, PLACE_CHARS, is_name

_OFFICE = re.compile(r"办事处|办(?<=[街道]办)|委会(?<=村委会)")
_FAR = 12  # characters between a place and 村
_STEM = 7  # characters of a village's name before its kind
_ELSE = "社区|[小新]?[区村]"  # what goes on so ends elsewhere
# Each begins with a character of its own, so that most places of a text are passed over at once.
_VILLAGE_END = re.compile(
    r"社区(?![团])|小区(?:[一二三四五六七八九十]{1,2}[区期])?|嘎查|苗寨(?!子)|侗寨(?!子)|彝寨(?!子)|藏寨(?!子)"
    r"|村(?![落庄子规貌容史官霸镇屯寨外中头尾企级超晚率]|社区|小区)"
    # Hamlets and estates without such a word, believed right behind a town or a village only.
    rf"|寨(?<=[^村山边老民古苗侗彝藏]寨)(?![子门墙田粮兵堡集]|{_ELSE})|屯(?<=[^村军]屯)(?![子门墙田粮兵堡集]|{_ELSE})"
    rf"|花园(?![式城]|{_ELSE})|家园(?!卡|{_ELSE})|" + "|".join(f"{first}苑(?!{_ELSE})" for first in "新嘉雅名佳")
)
_HAMLET_END = frozenset("寨 屯 花园 家园 新苑 嘉苑 雅苑 名苑 佳苑".split())
_NO_HAN = re.compile(r"[^㐀-鿿]")
# Words that lead up to a place.
_LEAD_WORDS = re.compile(
    r"(?:走进|来到|位于|地处|走访|前往|居住在|坐落|家住|今年|去年|目前|如今|近日|日前|其中|例如|比如|就是|记者|书记|主任"
    r"|不久前|近年来|隶属|进入|抵达|到达|落户|探访|深入|距离|返回到?|回到|离开)"
)
# What goes on from 村 itself: 村民, 村干部. What stands before may be its name, and may as well be anything.
_GOES_ON = re.compile(r"民(?!族|生|间|俗|宿)|干部|主任|支部|支书|支两|委|里|上|内|集体|医|官|人")
_QUOTES = frozenset("“”‘’「」")
_RIGHT = re.compile(
    r"[，、有位坐地是共现的里内中党老辖通]|居委|居民|书记|主任|两委|村民|干部|网格|综合|业委|物业|卫生|活动|便民|新时代|文化"
)
# What may stand between a county and a village without being a division: 泗阳县开发区葛集村.
_ZONE = re.compile(
    r"[㐀-鿿]{0,6}?(?:新区|开发区|高新区|经开区|示范区|试验区|实验区|园区|景区|度假区|管理区|管委会|林场|农场|牧场|垦区|主城区|城区|片区|市区"
    r"|县城|街道办|办事处)"
)
_TOWN_WITHIN = re.compile(r"[㐀-鿿]{1,3}(?:镇|乡|街道)(?=[㐀-鿿])")
_ESTATE = re.compile(r"([㐀-鿿]{2,5}?)小区")
_PROGRAMME = re.compile(r"建设|创建|打造|评选|评比|试点|示范|称号|标准|工程|项目")


def villages(text: str, spots: list[Spot]) -> list[Spot]:
    """The villages, communities and estates of `text`, those behind a place hung under it, the others still open."""
    ends = {s.end: s for s in spots}
    for spot in spots:
        _add_office(text, spot, ends)
    known: set[str] = set()
    unclear: list[tuple[int, int]] = []
    found: dict[int, Spot] = {}
    maybe: set[str] = set()
    for mark in _VILLAGE_END.finditer(text):
        suffix, end = mark.span()
        hamlet = mark[0] in _HAMLET_END
        spot, sure = _learn(text, suffix, end, ends)
        if hamlet and not (spot and spot.chained and _below_a_town(text, spot, ends)):
            if mark[0][-1] in "园苑":
                unclear.append((suffix, end))
            continue
        if spot and (sure or _holds_an_estate(text, suffix, end)):
            found[spot.start] = ends[spot.end] = spot
            _add_office(text, spot, ends)
            known.add(spot.below)
        else:
            unclear.append((suffix, end))
            if spot:
                maybe.add(spot.below)
    known.update(_said_twice(text, maybe, unclear))
    stems = {stem_of(name) for name in known}
    for suffix, end in unclear if known else ():  # seen clearly elsewhere: 让余厝社区
        for start in range(max(0, suffix - _STEM), suffix):
            if text[start:end] in known or (text[suffix] != "村" and text[start:suffix] in stems):
                found[start] = Spot(start, end, below=text[start:end])
                break
    return [_whole(text, spot, known) for spot in found.values()]


def _said_twice(text: str, names: set[str], ends: list[tuple[int, int]]) -> set[str]:
    """Those of `names` that stand at two of `ends`, 滥挖村|民 not counted."""
    often: Counter[str] = Counter()
    for suffix, end in ends if names else ():
        if text[suffix] != "村" or not text.startswith("民", end):
            often.update(names.intersection(text[start:end] for start in range(max(0, suffix - _STEM), suffix)))
    return {name for name, times in often.items() if times > 1}


def _add_office(text: str, spot: Spot, ends: dict[int, Spot]) -> None:
    """西城街道办事处信义社区, 红旗村委会上寨村: the office's name ends where the place's does."""
    if spot.below and (office := _OFFICE.match(text, spot.end)):
        ends.setdefault(office.end(), spot)


def _whole(text: str, spot: Spot, known: set[str]) -> Spot:
    """An open name as it is known from elsewhere: 那柯里村, though 那 mostly leads up to one."""
    if not spot.path:
        for start in range(max(0, spot.start - 3), spot.start):
            if text[start : spot.end] in known:
                return Spot(start, spot.end, below=text[start : spot.end])
    return spot


def _learn(text: str, suffix: int, end: int, ends: dict[int, Spot]) -> tuple[Spot | None, bool]:
    """The name that ends at `end`, and whether it is surely one; None where nothing like a name stands there."""
    low, kind = max(0, suffix - _STEM), text[end - 1]
    far = max(0, suffix - _FAR)
    near = range(0) if ends.keys().isdisjoint(range(far - 1, suffix + 1)) else range(suffix, far - 1, -1)
    for start in near:  # the nearest place before it, perhaps with a 的
        above = ends.get(start) or (ends.get(start - 1) if start and text[start - 1] in "的“" else None)
        if above and start == suffix:
            if _holds(above, ends):
                return None, False  # 明溪县村级, 西城街道社区
            continue
        if above:
            if text[start - 1] == "“" and text[end : end + 1] == "”":
                return None, False  # 临县“悬崖村” is a nickname
            if zone := _ZONE.match(text, start, suffix):
                start = zone.end()
            rank = _rank(above)
            if suffix - start > _STEM or not is_name(text[start:suffix], kind, behind=rank):
                break
            if rank == TOWN and _PROGRAMME.match(text, end) and not is_name(text[start:suffix], kind):
                break
            if kind == "村" and text.startswith(("民组", "民小组"), end):
                return None, False  # 周家村金家|村民组
            town = _TOWN_WITHIN.match(text, start, suffix)  # 经开区龙背镇永丰村
            spot = Spot(town.end() if town else start, end, chained=True)
            spot.below = text[spot.start : end]
            if above.path and not above.in_name:
                spot.at, spot.path = above.at, "/".join([above.path, *([town[0]] if town else []), spot.below])
            return spot, True
    stem = _NO_HAN.split(text[low:suffix])[-1]
    if not stem:
        return None, False
    led = begins = False
    if leads := list(_LEAD_WORDS.finditer(stem)):
        stem, led = stem[leads[-1].end() :], True
    for n in range(len(stem) - 2, 0, -1):
        if stem[n - 1] in LEAD_CHARS:
            led = stem[n - 1] in PLACE_CHARS
            stem, begins = stem[n:], True
            break
    else:
        if not led:
            before = text[suffix - len(stem) - 1 : suffix - len(stem)]
            begins = not before or bool(_NO_HAN.match(before))
            led = before in "。！？\n“…　，、；：" and bool(_RIGHT.match(text, end))
    own = ""
    if town := _TOWN_WITHIN.match(stem):  # 和|庄镇下洼村: the village's own name stands behind its town's
        at = suffix - len(stem)
        own = town[0] if len(town[0]) > 2 and (at == 0 or _NO_HAN.match(text[at - 1])) else ""
        stem, led, begins = stem[town.end() :], True, True
    if len(stem) > 4 or not (led or begins) or not is_name(stem, kind):
        return None, False
    inner = (ends.get(at) for at in range(suffix - len(stem) + 1, suffix))
    if any(spot and (spot.full or spot.below) for spot in inner):
        return None, False  # 长岭镇和社区
    if text[suffix - len(stem) - 1 : suffix - len(stem)] in _QUOTES and text[end : end + 1] in _QUOTES:
        return None, False  # 人称“悬崖村”
    name = text[suffix - len(stem) : end]
    goes_on = text[suffix] == "村" and bool(_GOES_ON.match(text, end))
    return Spot(suffix - len(stem), end, below=name, town=own), led or (text[suffix] == "村" and not goes_on)


def _rank(above: Spot) -> int:
    """The rank of the place before a name; what stands behind a village is as doubtful as behind a county."""
    if above.below:
        return COUNTY if _is_village(above) else TOWN
    return gazetteer().divisions[above.at].level if above.at is not None else COUNTY


def _below_a_town(text: str, spot: Spot, ends: dict[int, Spot]) -> bool:
    """Whether a town, a village or a community stands right before it."""
    above = ends.get(spot.start)
    return above is not None and bool(above.below) and len(spot.below) > 2


def _holds_an_estate(text: str, suffix: int, end: int) -> bool:
    """Whether a community is followed by an estate of it, 城东社区翠湖花园小区, and so is one."""
    estate = _ESTATE.match(text, end) if text[suffix] == "社" else None
    return estate is not None and is_name(estate[1], "区")


def _holds(spot: Spot, ends: dict[int, Spot]) -> bool:
    """Whether the 村 or 社区 right behind a place is any of that place; 凤凰镇龙岩村 only has the name of a city."""
    return bool(spot.full or spot.below) or (spot.path is not None and spot.start not in ends)


def hang(text: str, spots: Iterable[Spot], lower: list[Spot], sentences: Sentences, primary: str | None) -> None:
    """Give the open ones of `lower` a parent: their name's elsewhere, their sentence's, the article's, the paragraph's.

    `primary` is the article's main place as far as it is known; the paragraph counts only where there is none.
    """
    named = _deepen(lower)
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
        if near and spot.town and near.at is not None:  # 三要镇北司村、卫东镇辛岳村: a town of the county's own
            spot.at, spot.path = near.at, f"{gazetteer().divisions[near.at].path}/{spot.town}/{spot.below}"
        elif near:
            spot.at, spot.path = near.at, f"{near.path}/{spot.below}"
        elif primary and not _VILLAGE_END.search(primary):
            spot.path = f"{primary}/{spot.below}"
        elif not primary:
            _hang_in_paragraph(spot, by_line.get(sentences.paragraph(spot.start), []))
    _deepen(lower)


def _deepen(lower: list[Spot]) -> dict[str, Spot]:
    """The village of each name, at the place that says most: 湖南十八洞村 of the title is the one of 花垣县双龙镇."""
    named: dict[str, Spot] = {}
    for spot in lower:
        if spot.path:
            best = named.setdefault(stem_of(spot.below), spot)
            if spot.path.count("/") > best.path.count("/") and _parent(spot).startswith(_parent(best)):
                named[stem_of(spot.below)] = spot
    for spot in lower:
        if spot.path and _parent(named[stem_of(spot.below)]).startswith(_parent(spot)):
            _follow(spot, named[stem_of(spot.below)])
    return named


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

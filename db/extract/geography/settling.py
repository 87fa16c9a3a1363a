"""Which place each name in a text means.

From the sure to the unsure: chains (广西兴安县), names that mean one place only, then what those establish. What stays
ambiguous stays open.
"""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from db.extract.geography import stems
from db.extract.geography.gazetteer import COUNTY, PREFECTURE, PROVINCE, gazetteer
from db.extract.geography.mentions import Sentences, Spot, fresh

# A place name used inside another name: a road, a river, a school, a paper, a dish. The place itself is not meant.
_IN_NAME_SHORT = re.compile(
    r"(?:[东南西北中]?路(?![线段网况由面])|大?街(?![道区])|巷|河(?![道长湖])|江(?![苏西北南东宁])|湖(?![南北])|山(?![区西东])|大道|大桥|公路|高速|[一-龥]{0,2}铁路"
    r"|话|菜|剧|戏|酒|茶|牌|坠子|战区|军区|人寿|[一-龥]{0,7}(?:大学|学院)(?!生)|[一-龥]{0,2}银行|[日晚早晨商时]报|都市报|青年[报网]|证券|子弟|同志"
    r"|[一-龥]{0,3}(?:[男女][篮足排]|俱乐部)|队(?![员伍列长])|(?:车务|工务|供电|通信|机务|电务|客运|车辆|动车)段|国安|恒大|鲁能|申花|上港|泰达|大?[酒饭]店|宾馆|大厦)"
)
_OF_A_SPOT = re.compile("[坝湾寺庙庄屯岭沟峡塔洲坪寨堡桥]")  # 旬阳坝 is a village; 深圳湾 lies in its city all the same
_AROUND = re.compile(r"(?<![循连光花门耳])环$")
_IN_NAME_FULL = re.compile(r"(?:[东南西北中]?路|大街|大道)")
_SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶"
    "阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔崔康毛邱秦顾侯邵孟龙万段雷钱汤尹黎易武乔贺赖龚"
)
_AFTER_PERSON = re.compile(r"[、和及]([㐀-鿿]{2,3})(?=[、，。；和及也等])")
_SAYS = re.compile(r"(?:说|表示|介绍|告诉|坦言|回忆)")
_HAN = re.compile(r"[㐀-鿿]")
# A town or a community right behind: 扬州宝应泰山社区 names the county though it has no 县.
_BELOW = re.compile(r"([一-龥]{1,6}?)(?:社区|小区|村)(?![落庄子级])")
_TOWN = re.compile(r"[一-龥]{1,10}?(?:镇|乡|街道)")
_KINDS = frozenset("镇乡村街市县区州盟旗")  # right behind a short name they make another name of it: 长岭镇
_ADJECTIVES = frozenset("新和富南古高")  # 新县, 富县: counties, and what a county may be
_LIST = frozenset(["、", "和", "与", "及", "以及", " ", "　"])
_JOINED = frozenset(["", "的", "·", " ", "　", "“", "省", "—", "（"])
# What may stand before the place that a headline opens with, and what makes of it the name of something else.
_OPENING = re.compile(r"[^㐀-鿿]*(?:[^\n]{1,12}[】］\]|丨：:])?[ 　“]*")
# What a place is followed by in a headline.
_GOES_ON = re.compile(r"[的人这一两三四五六0-9]|警方|交警|公安|法院|检察|城管|消防|男子|女子|首[个次]")
_OPENS_BEFORE = 20
_NO_OPENING = re.compile(r"[镇乡村街路山河湖江岛堂]|社区|小区|公园|[小中大]学|学院|家居|药业|集团|基金|石化|论坛|新闻")


def settle(text: str, spots: list[Spot], sentences: Sentences) -> list[Spot]:
    """The spots that are place names, those that could be settled with their path. Others stay open."""
    _mark_names(text, spots)
    _chain(text, spots)
    for n, spot in enumerate(spots):
        _take_sure(text, spot, spots[n - 1] if n else None)
    _take_ambiguous(text, spots, sentences)
    _take_short(text, spots, sentences)
    _take_siblings(text, spots)
    _mark_landscapes(text, spots)
    return [s for s in spots if s.path or (s.full and s.end - s.start > 2)]


def _mark_names(text: str, spots: Iterable[Spot]) -> None:
    for spot in spots:
        full = spot.full or (text[spot.end - 1] in "州县旗" and spot.end - spot.start > 2)  # 屏边县, short as it is
        pattern = _IN_NAME_FULL if full else _IN_NAME_SHORT
        spot.in_name = pattern.match(text, spot.end, spot.end + 10) is not None
        if not full and not spot.in_name and _OF_A_SPOT.match(text, spot.end):
            spot.in_name = all(gazetteer().divisions[i].level == COUNTY for i in spot.options)


def _mark_landscapes(text: str, spots: list[Spot]) -> None:
    """环杭州湾 is no place of 杭州 in an article that tells of other places and never of the city itself."""
    wide = [s for s in spots if s.path and not s.full and not (s.chained or s.deeper) and _is_landscape(text, s)]
    for spot in wide:
        others = [s.path for s in spots if s.path and not s.in_name and s not in wide]
        lower = [path for path in others if "/" in path]
        if lower and not any(path == spot.path or path.startswith(spot.path + "/") for path in others):
            spot.in_name = True


def _is_landscape(text: str, spot: Spot) -> bool:
    return text.startswith("湾", spot.end) or _AROUND.search(text, max(0, spot.start - 2), spot.start) is not None


def _chain(text: str, spots: list[Spot]) -> None:
    book = gazetteer()
    for upper, lower in pairwise(spots):
        if lower.start - upper.end > 1 or text[upper.end : lower.start] not in _JOINED:
            continue
        if text[upper.end] == "的" and text[lower.start : lower.end] in book.weak and _HAN.match(text, lower.end):
            continue  # 杭州的西湖边
        pairs = [(a, b) for a in upper.options for b in lower.options if a != b and book.within(b, a)]
        if pairs:
            # Of several, the nearest rank below: 吉林吉林 is the city.
            best = min(book.divisions[b].level for _, b in pairs)
            pairs = [(a, b) for a, b in pairs if book.divisions[b].level == best] if not lower.full else pairs
            upper.options = tuple(dict.fromkeys(a for a, _ in pairs))
            lower.options = tuple(dict.fromkeys(b for _, b in pairs))
            lower.chained = upper.deeper = True
            upper.in_name = False


def _accept(spot: Spot, at: int) -> None:
    division = gazetteer().divisions[at]
    spot.at, spot.path, spot.code = at, division.path, division.code


def _take_sure(text: str, spot: Spot, before: Spot | None) -> None:
    """Chains, full names that one place only has, provinces and prefectures by their short names."""
    book = gazetteer()
    options = spot.options
    name = text[spot.start : spot.end]
    if spot.chained or spot.deeper:
        if len(options) == 1:
            _accept(spot, options[0])
        return
    if spot.full:
        if len(options) > 1 or (len(name) == 2 and not fresh(text, spot.start)):
            return
        # 四川省攀|枝江市: a scrap of another name behind a place that does not hold this one.
        lower = book.divisions[options[0]].level > PROVINCE
        near = lower and before and before.path and 0 < spot.start - before.end <= 2
        if near and not fresh(text, spot.start) and not book.within(options[0], book.divisions[before.at].line[0]):
            return
        if name in book.weak_full or (len(name) == 2 and (name[1] != "县" or name[0] in _ADJECTIVES)):
            return  # 东区, 新县: settled by what stands around it
        _accept(spot, options[0])
        return
    top = [i for i in options if book.divisions[i].level == PROVINCE]
    if not top and name not in book.weak:
        top = [i for i in options if book.divisions[i].level == PREFECTURE]
    if len(top) == 1 and not _person(text, spot):
        _accept(spot, top[0])


def _person(text: str, spot: Spot) -> bool:
    """Whether a short name is somebody's: 记者王建德说, 王红、黄梅、汪冉."""
    at = spot.start - 1
    if not spot.full and text[spot.start] in _SURNAMES and _among_people(text, spot):
        return True
    if spot.full or at < 0 or text[at] not in _SURNAMES or spot.end - spot.start > 2:
        return False
    return bool(_SAYS.match(text[spot.end : spot.end + 2])) or at == 0 or text[at - 1] in "记长民员任师者理人姓、，（(“"


def _among_people(text: str, spot: Spot) -> bool:
    """Whether the name stands in a list beside the name of somebody, which is no place's."""
    after, at = _AFTER_PERSON.match(text, spot.end), spot.start - 1
    beside = [after[1]] if after else []
    if at > 2 and text[at] in "、和及" and _HAN.match(text, at - 1):
        beside += [text[at - 2 : at], text[at - 3 : at]]
    book = gazetteer()
    return any(name[0] in _SURNAMES and name not in book.short and name not in book.full for name in beside)


def _established(spots: Iterable[Spot]) -> set[int]:
    """The divisions that the text names, itself or one below it."""
    book, seen = gazetteer(), set()
    for spot in spots:
        if spot.path and spot.at is not None and not spot.in_name:
            seen.update(book.divisions[spot.at].line)
    return seen


def _take_ambiguous(text: str, spots: list[Spot], sentences: Sentences) -> None:
    """朝阳区, 东区: by a parent in the same sentence, else by the only parent that the article names."""
    book = gazetteer()
    if all(s.path or not s.full for s in spots):
        return
    seen = _established(spots)
    named, sentence = set(), -1
    for spot in spots:
        number = sentences.number(spot.start)
        if number != sentence:
            named, sentence = set(), number
        if spot.path:
            named.update(book.divisions[spot.at].line)
            continue
        if not spot.full:
            continue
        bare = spot.end - spot.start == 2 or text[spot.start : spot.end] in book.weak_full
        if bare and not fresh(text, spot.start) and not spot.chained:
            continue
        for places in (named, seen):
            for step in (-2, 0):  # the place just above, then the province
                if bare and step == 0:
                    continue
                fit = [i for i in spot.options if book.divisions[i].line[step:][0] in places]
                if len(fit) == 1:
                    _accept(spot, fit[0])
                    break
            if spot.path:
                break
        if not spot.path and (lower := _above_a_town(text, spot)) is not None:
            _accept(spot, lower)  # 朝阳区望京街道
            seen.update(book.divisions[lower].line)
    said: dict[tuple[int, ...], set[int]] = {}
    for spot in spots:
        if spot.full and spot.path and len(spot.options) > 1:
            said.setdefault(spot.options, set()).add(spot.at)
    for spot in spots:
        if spot.full and not spot.path and len(same := said.get(spot.options, ())) == 1:
            _accept(spot, next(iter(same)))  # what was told once is told everywhere


def _take_short(text: str, spots: list[Spot], sentences: Sentences) -> None:
    """浙江松阳 ... 松阳: what the article has named in full; then what its province and its neighbours bear out."""
    book = gazetteer()
    named = {s.at for s in spots if s.path}
    waiting = [s for s in spots if not s.path and not s.full]
    seen = _established(spots)
    left = []
    begun = {text[s.start : s.end] for s in waiting if fresh(text, s.start)}  # names that surely begin once
    for spot in waiting:
        known = [i for i in spot.options if i in named]
        if not known and (lower := _above_a_town(text, spot)) is not None:
            _accept(spot, lower)
            continue
        if len(known) >= 1:
            if not _person(text, spot):
                _accept(spot, min(known, key=lambda i: book.divisions[i].level))
            continue
        name = text[spot.start : spot.end]
        fit = [i for i in spot.options if i in seen or book.divisions[i].line[0] in seen]
        if len(fit) > 1:
            close = [i for i in fit if len(book.divisions[i].line) > 1 and book.divisions[i].line[-2] in seen]
            fit = close if len(close) == 1 else [i for i in fit if book.divisions[i].level == PREFECTURE]
        weak = name in book.weak and not (book.divisions[spot.options[0]].level == PREFECTURE and name + "州" in text)
        if len(fit) == 1 and not weak and not spot.in_name and name in begun and not _person(text, spot):
            left.append((spot, fit[0]))
        elif len(spot.options) == 1 and not weak and _heads(text, spot):
            _accept(spot, spot.options[0])
            named.add(spot.at)
        elif len(fit) == 1 and weak and fit[0] in seen and spot.start == 0 and text[spot.end : spot.end + 1] in "：:":
            _accept(spot, fit[0])  # 安康：… over a text that names a county of it
        elif weak and (own := _own(text, spot)) is not None:
            _accept(spot, own)  # 安康：… over a text that says 我市
    if not seen:
        _take_only(text, waiting)
    # Alone a short county name may be any word; in a list, or where a place is expected, it is a place.
    often = Counter(text[s.start : s.end] for s, _ in left)
    crowd = Counter(sentences.number(s.start) for s, _ in left)
    crowd.update(sentences.number(s.start) for s in spots if s.path and not s.deeper)
    for spot, at in left:
        before, after = text[spot.start - 1 : spot.start], text[spot.end : spot.end + 1]
        listed = crowd[sentences.number(spot.start)] > 1 and (before in "、，" or after in "、")
        led = before and before in "在到从赴至于" and (not _HAN.match(after) or after in "的、市县区")
        # Said twice, heading the title or right before a number it is a place too, in an article of its province.
        borne_out = often[text[spot.start : spot.end]] > 1 or spot.start == 0 or after.isdigit()
        if listed or led or borne_out:
            _accept(spot, at)


def _own(text: str, spot: Spot) -> int | None:
    """The one division that a paper calls its own, 我市 or 我县, of those that the first word of its headline means."""
    if spot.start or text[spot.end : spot.end + 1] not in "：:":
        return None
    fit = [i for i in spot.options if f"我{gazetteer().divisions[i].name[-1]}" in text]
    return fit[0] if len(fit) == 1 else None


def _take_only(text: str, waiting: list[Spot]) -> None:
    """A local paper's town: the name said again and again in an article that names no place in full."""
    book = gazetteer()
    said: Counter[int] = Counter()
    begun: set[int] = set()  # those that stand once where a name may begin
    for spot in waiting:
        strong = not spot.path and len(spot.options) == 1 and text[spot.start : spot.end] not in book.weak
        if strong and not spot.in_name and not _person(text, spot):
            said[spot.options[0]] += 1
            if fresh(text, spot.start):
                begun.add(spot.options[0])
    sure = Counter({at: times for at, times in said.items() if at in begun})
    (home, times), *others = sure.most_common(2) or [(-1, 0)]
    head = text.find("\n")
    for spot in waiting if times < 2 else ():  # 雨中桐乡的…, a headline alone
        if spot.end <= head and spot.options[0] in said and _GOES_ON.match(text, spot.end):
            (home, times), others = (spot.options[0], 2), []
            break
    if times > 1 and all(times >= 3 * fewer for _, fewer in others):
        for spot in waiting:
            if spot.options == (home,):
                _accept(spot, home)


def _heads(text: str, spot: Spot) -> bool:
    """Whether a short name stands where only a place does: 开远：… over a title, 宝应泰山社区 at its head."""
    if _opens(text, spot):
        return True
    if spot.start and _HAN.match(text[spot.start - 1]) and text[spot.start - 1] not in "在到从进赴于":
        return False
    below = _BELOW.match(text, spot.end)
    if below is None or below[0][0] in _KINDS or spot.in_name or _person(text, spot):
        return False
    return stems.is_name(below[1], below[0][-1], behind=COUNTY)


def _opens(text: str, spot: Spot) -> bool:
    """Whether the headline begins with it, as a local paper's does: 水富有个…, 【视点】水富… - but not 泰山公园."""
    if spot.start > _OPENS_BEFORE or not _OPENING.fullmatch(text, 0, spot.start):
        return False
    return not _NO_OPENING.match(text, spot.end)


def _above_a_town(text: str, spot: Spot) -> int | None:
    """The one division that a short name means because a town of it follows: 德清莫干山镇."""
    town = _TOWN.match(text, spot.end, spot.end + 12)
    if town is None:
        return None
    book = gazetteer()
    owners = set(book.owners.get(town[0], ()))
    fit = [i for i in spot.options if i in owners or not owners.isdisjoint(book.children(i))]
    return fit[0] if len(fit) == 1 else None


def _take_siblings(text: str, spots: list[Spot]) -> None:
    """宝鸡、安康、商洛: a word as often as a place, but a place in a list beside one of its rank and parent."""
    book = gazetteer()
    for pairs in (pairwise(spots), pairwise(spots[::-1])):
        for known, open_ in pairs:
            if not known.path or known.in_name or known.at is None or open_.path or open_.full or open_.in_name:
                continue
            first, second = sorted((known, open_), key=lambda s: s.start)
            if text[first.end : second.start] not in _LIST:
                continue
            beside = book.divisions[known.at]
            for at in open_.options:
                if (book.divisions[at].level, book.divisions[at].parent) == (beside.level, beside.parent):
                    _accept(open_, at)
                    break

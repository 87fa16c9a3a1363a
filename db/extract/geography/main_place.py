"""Of the places that an article is about, the one where it plays."""

import re
from collections import Counter

from db.extract.geography.mentions import Spot

_COUNTRY = re.compile(r"我国|全国|各地|多地|国家|中央|中国|部门")
_SEVERAL = re.compile(r"[0-9二三四五六七八九十两多]{1,2}个?省(?!级)(?:[份区市]|(?=[遭受发联共地、，：　 ]))")
_OFTEN = 3  # times the only county of a city is named in a story that plays there
_NEARLY_ALL = 0.6
_MOSTLY = 0.85  # of what is said, in one province: an honour given by the country does not make it the country's story
_DIVISION = re.compile(r"(?:[市县州盟旗]|(?<![社小])区)$")
# 该县, 我市, 全省: what the story is told of; 全省首个, 居全市第一 only compare.
_WHOLE = re.compile(
    r"(?<![居列获于高低占“])[全我该](?P<kind>[省市县区州盟旗])"
    r"(?!首|第|前|最|唯一|先进|平均|领先|率先|推广|排|其他|文明|示范|模范|优秀|著名|知名|重点|十佳|十大|公认|各县|各地|乃至|现场会)"
)
_OWN = {
    kind: re.compile(words)
    for kind, words in {
        "村": "该村|全村|本村|村里|村上|我们村", "镇": "该镇|全镇|镇里|我镇", "乡": "该乡|全乡|乡里|我乡",
        "道": "该街道|全街道|我街道", "区": "该社区|该小区|[该全我]区", "县": "[该全我]县", "市": "[该全我]市",
        "州": "[该全我]州", "旗": "[该全我]旗", "盟": "[该全我]盟",
    }.items()
}
_TOLD = 2
# People moved from one county to another; what their new home is called.
_MOVED_TO = re.compile(r"(?:搬迁|迁移|移民|搬|迁|安置)(?:至|到|入|进|往|在)了?$")
_RESETTLED = re.compile(r"移民|易地|异地搬迁|安置[区点房]|搬迁户|搬迁群众")
_MANY = 12  # places in one title or lead: a list of the country


def deepest(paths: list[str]) -> list[str]:
    """Of `paths` those that hold no other of them, each once and in order."""
    unique = dict.fromkeys(paths)
    if len(unique) < 2:
        return list(unique)
    upper: set[str] = set()
    for path in unique:
        while (cut := path.rfind("/")) > 0 and (path := path[:cut]) not in upper:
            upper.add(path)
    return [p for p in unique if p not in upper]


def find(text: str, spots: list[Spot], shift: int) -> str | None:
    """The place of the title; else of the first paragraph; else the one that most of the text is about.

    `spots` are the settled ones that count, in order; the headline of `text` ends at `shift`.
    """
    spots = _where_they_live_now(text, spots, shift)
    main = _find(text, spots, shift)
    if not main or any(s.end < shift and (s.path == main or s.path.startswith(main + "/")) for s in spots):
        return main
    return _widened(text, main, [s for s in spots if s.path == main or s.path.startswith(main + "/")], shift)


def _where_they_live_now(text: str, spots: list[Spot], shift: int) -> list[Spot]:
    """`spots` without those of the county that people have left for a new home, which the story goes on about.

    A title that names a place says itself what the story is about.
    """
    if not _RESETTLED.search(text) or any(s.end < shift for s in spots):
        return spots
    for n, home in enumerate(spots):
        begin = home.start
        while n and spots[n - 1].end == begin:  # 甲县乙镇: the verb stands before the first of them
            n, begin = n - 1, spots[n - 1].start
        county = _county(home.path)
        if county.count("/") < 2 or not _MOVED_TO.search(text, max(shift, begin - 5), begin):
            continue
        left = {c for s in spots[:n] if (c := _county(s.path)) != county and c.count("/") == 2}
        again = any(s.start > home.end and _county(s.path) == county for s in spots[n + 1 :])
        if len(left) == 1 and again:
            return [s for s in spots if _county(s.path) not in left]
    return spots


def _widened(text: str, main: str, inside: list[Spot], shift: int) -> str:
    """The county, city or province of `main` where `main` is only the scene that the story opens with, and the story
    tells of 该县, 全市 or 我省 more often than of `main`, whose places in the text are `inside`.
    """
    said = [(m["kind"], m.start() < shift) for m in _WHOLE.finditer(text)]
    parts = main.split("/")
    kinds = {path[-1]: n for n, path in enumerate(parts[:-1], 1) if not path.endswith("自治区")}
    own = len(inside) + len(_OWN[parts[-1][-1]].findall(text)) if parts[-1][-1] in _OWN else len(inside)
    best, most = len(parts), 0
    for kind, size in kinds.items():
        often = sum(k == kind for k, _ in said)
        enough = (often >= _TOLD and often > own) or (kind, True) in said
        if enough and often > most and parts[-1][-1] != kind:
            best, most = size, often
    return "/".join(parts[:best])


def _find(text: str, spots: list[Spot], shift: int) -> str | None:
    if not spots or _SEVERAL.search(text, 0, shift):
        return None  # 福建等6省份
    weights: dict[str, int] = {}
    # 广东惠州路: what goes on from the province is a road, so that the province is all there is.
    for spot in [spot for spot in spots if not spot.deeper] or spots:
        weights[spot.path] = weights.get(spot.path, 0) + 1
    title = deepest([s.path for s in spots if s.end < shift])
    stop = _first_stop(text, spots, shift)
    first = deepest([s.path for s in spots if shift <= s.start < stop])
    titled = title[0] if len(title) == 1 else _common(title, weights) if title else None
    if titled:
        return _within(titled, first, weights)
    lead_end = text.find("\n", shift)
    lead = deepest([s.path for s in spots if shift <= s.start and (s.start < lead_end or lead_end < 0)])
    if len(lead) > _MANY:
        return _dominant(weights)
    provinces: Counter = Counter()
    for path, weight in weights.items():
        provinces[path.split("/")[0]] += weight
    if max(provinces.values()) < _MOSTLY * sum(provinces.values()) and _COUNTRY.search(text, 0, shift):
        return None
    if len(lead) == 1:
        main = lead[0]
        # One example in the lead of a piece about many places is not the main one.
        if provinces[main.split("/")[0]] >= _NEARLY_ALL * sum(provinces.values()):
            # 某市 all along, and one of its districts once: the story is the city's.
            upper = first[0] if len(first) == 1 and main.startswith(first[0] + "/") else main
            upper = upper if _DIVISION.search(upper) and weights.get(upper, 0) > _total(main, weights) else main
            # 某县 all along, and one street of it in the first line, where an example lives.
            county = _county(main)
            often = _DIVISION.search(county) and county != upper and weights.get(county, 0)
            return county if often and often >= _OFTEN and often > 2 * _total(upper, weights) else upper
    if len(lead) > 1:
        # What the first sentence is about, unless another is named more often: the others are its neighbours.
        most = max(_total(_county(p), weights) for p in lead)
        if len(first) == 1 and _total(_county(first[0]), weights) >= most:
            return first[0]
        return _common(lead, weights) or _dominant(weights)
    return _dominant(weights)


def _within(titled: str, first: list[str], weights: dict[str, int]) -> str:
    """The county that the text is about where the title only has its city: 某市 over the news of one school there."""
    if not any(p.startswith(titled + "/") for p in first):
        return titled
    while True:
        below = {"/".join(p.split("/")[: titled.count("/") + 2]) for p in weights if p.startswith(titled + "/")}
        if "/" not in titled and len(below) > 1:  # of a province's places the one that nearly everything is about
            most = max(below, key=lambda path: _total(path, weights))
            below = {most} if _total(most, weights) >= _NEARLY_ALL * _total(titled, weights) else below
        only = below.pop() if len(below) == 1 else ""
        early = any(p == only or p.startswith(only + "/") for p in first)
        often = _total(only, weights)
        if not early or not _DIVISION.search(only) or often < _OFTEN or often <= weights.get(titled, 0):
            return titled
        titled = only


def _county(path: str) -> str:
    return "/".join(path.split("/")[:3])


def _total(path: str, weights: dict[str, int]) -> int:
    return sum(w for q, w in weights.items() if q == path or q.startswith(path + "/"))


def _first_stop(text: str, spots: list[Spot], shift: int) -> int:
    """The end of the first sentence that names a place."""
    start = next((s.end for s in spots if s.start >= shift), shift)
    stop = text.find("。", start)
    return stop if stop >= 0 else len(text)


def _common(paths: list[str], weights: dict[str, int]) -> str | None:
    """What several places of one title or lead come to: the one the text goes on about, else what holds them all."""
    if len(paths) > _MANY:
        return None
    total = {p: _total(p, weights) for p in paths}
    best = max(paths, key=total.__getitem__)
    parts = [p.split("/") for p in paths]
    shared = []
    for level in zip(*parts, strict=False):
        if len(set(level)) > 1:
            break
        shared.append(level[0])
    upper = weights.get("/".join(shared), 0)
    if total[best] >= 3 * max(total[p] for p in paths if p != best) and total[best] > upper:
        return best
    return "/".join(shared) if upper else None


def _dominant(weights: dict[str, int]) -> str | None:
    """Go down from the country as long as one branch holds most of what is said."""
    here = ""
    while True:
        below: Counter = Counter()
        for path, weight in weights.items():
            if path.startswith(here) and path != here.rstrip("/"):
                below[here + path[len(here) :].split("/")[0]] += weight
        total = sum(below.values()) + weights.get(here.rstrip("/"), 0)
        if not below:
            return here.rstrip("/") or None
        best, weight = below.most_common(1)[0]
        if 3 * weight < 2 * total:
            return here.rstrip("/") or None
        here = best + "/"

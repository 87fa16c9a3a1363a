"""The administrative divisions of China: names, codes, paths, and the short forms newspapers use.

Loaded once, from the compact text that resources/lexicon/make_gazetteer.py bakes. Provinces, prefectures and counties
are indexed by their first two characters; towns stay raw text until a county of theirs turns up in an article.
"""

import re
from dataclasses import dataclass
from functools import cache, cached_property

from db.extract import lexicon

PROVINCE, PREFECTURE, COUNTY, TOWN = 1, 2, 3, 4

_PEOPLES = (
    "壮族|满族|回族|苗族|侗族|瑶族|彝族|藏族|羌族|傣族|白族|佤族|黎族|水族|畲族|土族|怒族|蒙古族|蒙古|土家族|布依族|仡佬族|仫佬族|毛南族"
    "|哈尼族|拉祜族|纳西族|傈僳族|景颇族|布朗族|普米族|独龙族|朝鲜族|达斡尔族|裕固族|东乡族|保安族|撒拉族|哈萨克族|哈萨克|柯尔克孜|塔吉克"
    "|锡伯|各族"
)
_AUTONOMOUS = re.compile(rf"^(.+?)(?:{_PEOPLES})+自治([州县旗])$")
_ETHNIC = re.compile(rf"^(.{{2,}}?)(?:{_PEOPLES})区$")
_TOWN_KIND = re.compile(r"(?:街道|镇|乡|苏木)$")
_PLAIN = re.compile(r"^(.{2,}?)(?:特别行政区|自治区|地区|[省市县区盟旗])$")
_RAISED = re.compile(r"^(.{1,2}[^城])[市区]$")  # 增城市 would be found in 新增城市绿地


@dataclass(frozen=True, slots=True)
class Division:
    """One division from province to county; `path` runs from the province, dummy levels left out."""

    name: str
    code: str
    level: int
    parent: int  # index into Gazetteer.divisions, -1 for a province
    path: str
    line: tuple[int, ...]  # indexes from the province down to itself


def short_forms(name: str) -> list[str]:
    """What newspapers call a division beside its full name: 甘孜藏族自治州 -> 甘孜州, 甘孜; 三明市 -> 三明."""
    if found := _AUTONOMOUS.match(name):
        stem, kind = found.groups()
        return [stem + kind] + ([stem] if len(stem) > 1 else [])
    if found := _ETHNIC.match(name):  # 管城回族区
        return [found[1] + "区"]
    if name == "东乡族自治县":  # named after the people alone
        return ["东乡县"]
    if found := _PLAIN.match(name):
        return [found[1]]
    return []


class Gazetteer:
    """Divisions by index, and `forms`: each name or short form -> the indexes it may mean, highest level first."""

    def __init__(self) -> None:
        self.divisions: list[Division] = []
        self._towns: list[str] = []
        self._children: dict[int, list[int]] = {}
        index: dict[str, int] = {}
        self.full: dict[str, tuple[int, ...]] = {}
        self.short: dict[str, tuple[int, ...]] = {}
        for row in lexicon.lines("gazetteer"):
            code, above, name, towns = row.split("\t")
            at, parent = len(self.divisions), index.get(above, -1)
            index[code] = at
            if parent < 0:
                self.divisions.append(Division(name, code, PROVINCE, -1, name, (at,)))
            else:
                upper = self.divisions[parent]
                level = PREFECTURE if code.endswith("00") else COUNTY
                self.divisions.append(Division(name, code, level, parent, f"{upper.path}/{name}", (*upper.line, at)))
                self._children.setdefault(parent, []).append(at)
            self._towns.append(towns)
            self.full[name] = (*self.full.get(name, ()), at)
            for form in short_forms(name):
                self.short[form] = (*self.short.get(form, ()), at)
        places = lexicon.table("places")
        for form, name in places["short"].items():
            self.short[form] = self.full[name]
        weak = places["weak"]
        self.weak = frozenset(weak["prefectures"].split()) | frozenset(weak["counties"].split())
        self._former(places["former"])
        self.weak_full = frozenset(weak["full"].split())
        passed = places["passed"]["words"].split()
        self.passed = frozenset(passed)
        self.starts: dict[str, tuple[int, ...]] = {}
        lengths: dict[str, set[int]] = {}
        for form in [*self.full, *self.short, *passed]:
            lengths.setdefault(form[:2], set()).add(len(form))
        for start, several in lengths.items():
            self.starts[start] = tuple(sorted(several, reverse=True))
        self.begin = lexicon.skipping(self.starts)

    def _former(self, renamed: dict[str, str]) -> None:
        """Names of before: 陵县 is 陵城区 now; 旬阳县 is 旬阳市, 平坝县 平坝区."""
        for form, name in renamed.items():
            self.full.setdefault(form, self.full[name])
        for name, several in list(self.full.items()):
            if len(several) > 1 or self.divisions[several[0]].level != COUNTY:
                continue
            if found := _RAISED.match(name):
                for kind in "县市":
                    self.full.setdefault(found[1] + kind, several)

    def children(self, at: int) -> list[int]:
        """The divisions directly below one, towns not counted."""
        return self._children.get(at, [])

    @cache  # noqa: B019  (there is one gazetteer, it lives as long as the program)
    def towns(self, at: int) -> dict[str, str]:
        """The towns directly below a division: name -> code of nine digits."""
        code = self.divisions[at].code
        return {entry[3:]: code + entry[:3] for entry in self._towns[at].split()}

    @cached_property
    def owners(self) -> dict[str, tuple[int, ...]]:
        """Each name of a town -> the divisions that have one of that name."""
        owners: dict[str, list[int]] = {}
        for at, entries in enumerate(self._towns):
            for entry in entries.split():
                owners.setdefault(entry[3:], []).append(at)
        return {name: tuple(several) for name, several in owners.items()}

    @cached_property
    def place_words(self) -> frozenset[str]:
        """What places are called: the names of towns and the short forms of divisions, without their kind."""
        return frozenset(_TOWN_KIND.sub("", name) for name in self.owners) | frozenset(self.short)

    def begins(self, text: str) -> bool:
        """Whether `text` begins with the name of a division or a short form of it."""
        return any(text[:size] in self.full or text[:size] in self.short for size in self.starts.get(text[:2], ()))

    def within(self, at: int, above: int) -> bool:
        """Whether a division lies in another, or is it."""
        return above in self.divisions[at].line


@cache
def gazetteer() -> Gazetteer:
    """The one gazetteer, loaded when first asked for."""
    return Gazetteer()

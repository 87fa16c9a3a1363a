"""The words that date a quantity, and the place that a sentence says it is about."""

import re

from db.extract.places import Places

_YEAR = r"(?:[0-9]{4}|[二一][零〇九一二三四五六七八]{3})年"
_PERIOD = re.compile(
    rf"{_YEAR[:-1]}(?:年)?[-—－~至到]{_YEAR}(?:期间|间)?|{_YEAR}?(?:今年|去年)?[0-9]{{1,2}}月(?:份)?[-—－~至到][0-9]{{1,2}}月份?"
    rf"|截[至止](?:今年|去年)?(?:[0-9]{{1,2}}月)(?:[0-9]{{1,2}}日|底|末|初)?|截[至止](?:目前|{_YEAR}?(?:[0-9]{{1,2}}月)?(?:[0-9]{{1,2}}日|底|末|初|中旬|上旬|下旬)?)|到目前为止|迄今为止|截止目前"
    rf"|(?:到|至)?{_YEAR}(?:[0-9]{{1,2}}月份?(?:[0-9]{{1,2}}日)?)?(?:上半年|下半年|全年|[一二三四前]季度|底|末|初|春季|夏季|秋季|冬季)?(?:以来|起|开始|期间)?"
    r"|(?:今年|去年|前年|明年|近年|近年来|上年|当年)(?:以来|前[一二三]季度|[一二三四前][一二三]?季度|上半年|下半年|全年|[0-9]{1,2}(?:[-—－~至][0-9]{1,2})?月份?|底|年底|年初|春节|来)?"
    r"|“?十[二三四五]五”?(?:期间|时期|以来|末|规划)?|党的[十二〇零一九八]{2,3}大以来|[0-9]{1,2}(?:[-—－~至][0-9]{1,2})月份?|[0-9]{1,2}月份?(?:[0-9]{1,2}日)?以来"
    r"|(?:前[一二三]季度|上半年|下半年|一季度|二季度|三季度|四季度|年内|年底前|年底)"
    r"|[\u4e00-\u9fff]{2,8}开展以来|[\u4e00-\u9fff]{2,6}实施以来|目前|如今|眼下|现在|现今|至今|当前|每年|每月|每天|每周|每季度|每学期|年均|月均|日均|改革前|改革后|过去|以前"
    r"|(?:近|过去|最近)?(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,2})(?:多|余)?年(?:来|间)"
)
# A period inside these says when something else was: 较2012年, 比去年, 始建于1990年.
_OTHER = re.compile(r"(?:较|比|同比|于|与|跟|自|建成于|始于|同)$")
_FOLLOWED = re.compile(r"的?(?:基础上|水平|标准|同期)|相比|出生|退休|毕业")


def of(text: str, start: int, sentence: int) -> str | None:
    """The period that governs the quantity at `start` in the sentence that begins at `sentence`: the last one before it."""
    found = None
    for match in _PERIOD.finditer(text, sentence, start):
        before = text[max(sentence, match.start() - 3) : match.start()]
        after = text[match.end() : match.end() + 5]
        if match[0].startswith("每") and re.search(r"[，。；]", text[match.end() : start]):
            continue  # 每月 dates its own clause only
        if re.match(r"[^，。；]{0,24}的?基础上", text[match.end() : match.end() + 28]) and text.find("基础上", match.end()) < start:
            continue
        if (_OTHER.search(before) and not match[0].endswith("以来")) or _FOLLOWED.match(after):
            continue
        if found is not None and match[0] in ("过去", "以前", "当年"):
            continue
        found = match[0]
    if found is None and _MEANWHILE.match(text, sentence) and sentence:
        begin = max(text.rfind("。", 0, sentence - 1), text.rfind("\n", 0, sentence - 1)) + 1
        return of(text, sentence, max(begin, sentence - 200)) if sentence - begin > 1 else None
    return found


_MEANWHILE = re.compile(r"与此同时|同时|其中")
_WHOLE = re.compile(r"全(省|自治区|市|州|盟|地区|县|区|旗|镇|乡|街道|村|社区|国)")
_LEVEL = {
    "省": ("省", "自治区"), "自治区": ("自治区",), "市": ("市",), "州": ("州",), "盟": ("盟",), "地区": ("地区",),
    "县": ("县",), "区": ("区", "自治区"), "旗": ("旗",), "镇": ("镇",), "乡": ("乡",), "街道": ("街道",), "村": ("村",), "社区": ("社区",),
}  # fmt: skip
_HEAD = re.compile(r"(?:^|[，。；：、！？\s])(?:目前|如今|眼下|今年|去年|现在|其中|而|在|位于|地处|像这样的[^，。；]{0,8}，)*$")


def region_of(text: str, start: int, sentence: int, places: Places) -> str | None:
    """The path of the place the sentence speaks of before `start`, if it is another than the article's primary one."""
    primary = places.primary
    best, where = None, -1
    for mention in places.mentions:
        if mention.start >= start:
            break
        if mention.start < sentence or not mention.path:
            continue
        if _HEAD.search(text[max(sentence, mention.start - 12) : mention.start]):
            best, where = mention.path, mention.start
    if primary:
        for match in _WHOLE.finditer(text, max(sentence, where), start):
            if path := _ancestor(best or primary, match[1]):
                best = path
    return best if best and best != primary else None


def _ancestor(path: str, level: str) -> str | None:
    """The part of `path` that 全`level` means, from its end up: 全市 of 广东省/河源市/紫金县 is 广东省/河源市."""
    parts = path.split("/")
    for size in range(len(parts), 0, -1):
        if parts[size - 1].endswith(_LEVEL.get(level, ())):
            return "/".join(parts[:size])
    return None

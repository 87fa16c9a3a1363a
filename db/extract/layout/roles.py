"""What a line of a page is by its own look: a byline, a lead with its source, a heading, a paragraph cut short."""

import re
from dataclasses import dataclass

_H = "\u3400-\u9fff·"
_SURNAMES = set(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞"
    "熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单"
    "杭洪包诸左石崔吉龚程邢滑裴陆荣翁荀羊甄曲封芮储靳松井段巫乌焦巴弓谷车侯全班仰秋仲伊宫宁仇栾甘厉戎祖武符刘景詹束龙叶司黎"
    "乔苍双闻党翟谭贡劳姬申扶冉宰雍桑桂牛寿通边燕冀尚农温别庄晏柴瞿阎连习容向古易廖终步耿满匡文国寇广阙东欧沃利师巩聂晁敖冷辛"
    "阚那简饶曾沙养鞠丰关查游竺权盖益桓公肖付闫覃代涂佟苟晋占帅楚纳岳哈麦税粟原"
)
_COMPOUND = re.compile(
    "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|端木|夏侯|长孙|宇文|西门|南宫|拓跋|呼延|阿"
)
_ROLE = re.compile(
    r"本[报刊网台](?:首席|见习|实习|特约)?(?:记者|通讯员|评论员)|特派记者|总台(?:央视)?记者|(?:见习|实习|特约|首席)(?:记者|通讯员|评论员)|"
    r"记者|通讯员|评论员|撰文|撰稿|供稿|作者|整理|摄影报道|摄影|文图|图文|报道|(?<![\u3400-\u9fff])[文图摄](?![\u3400-\u9fff])"
)
_SEPARATOR = re.compile(r"[\s：:/／|、，,;；—\-□■◎●▲△○◆★＊*]+")
_BYLINE_EDGE = " 　（(［[【）)］]】□■◎●▲△○◆★＊*"
_NAME = re.compile(rf"[{_H}]{{2,12}}")

_AGENCY = (
    r"据?(?:本[报刊网台]|新华社|新华网|人民网|中新社|中新网|央视网|央广网|光明网|中国新闻网|中国青年网|中国文明网|"
    r"[\u3400-\u9fff]{2,5}(?:日报|晚报|晨报|商报|文明网))"
)
_NAMES = r"[\u3400-\u9fff·]{2,4}(?:[ 、][\u3400-\u9fff·]{2,4}){0,4}"
_BRACKET = r"[(（\[【][^()（）【】\[\]]{1,60}[)）\]】]"
_REPORTER = r"(?:本报)?(?:见习|实习|特约)?(?:记者|通讯员)"
_DAY = r"(?:[0-9]{1,2}月)?[0-9]{1,2}日"
_LEAD = re.compile(
    # 本报讯(…), 本报北京11月29日电 记者 … , with a bracket, names or nothing behind it
    rf"{_AGENCY} ?(?P<place>[\u3400-\u9fff]{{0,8}}?) ?(?P<date>{_DAY})? ?(?:讯|电|消息|报道)"
    rf"(?:(?![\u3400-\u9fff])|(?={_REPORTER}))"
    rf"(?P<more>[，,：:]? ?(?:{_BRACKET}"
    rf"|(?:{_REPORTER}[ ：:]?{_NAMES} ?)+(?:报道|摄影报道|文/图)?(?![\u3400-\u9fff])))?"
    r"[：:，,]? ?"
    # 新华社北京11月29日电, run on into the first sentence
    rf"|{_AGENCY} ?(?P<place2>[\u3400-\u9fff]{{0,8}}?) ?(?P<date2>{_DAY})? ?(?:讯|电)(?: |(?=[0-9“]|近日|日前|记者从))"
    rf"|[(（]{_REPORTER}[^()（）]{{1,60}}[)）][：:]? ?"
)
_DATE = re.compile(r"(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日")
_WHERE_FROM = re.compile("作者单位[：:]")
_SIGNED = re.compile(r"[(（](?:本[报刊网])?(?:见习|实习|特约)?(?:记者|通讯员|作者)[^()（）]{1,60}[)）]$")
_TURN = re.compile(
    r"[(（【]?(?:下转|上接|紧接|转|接)第?[0-9一二三四五六七八九十]{1,3}版[^()（）]{0,8}[)）】]?$"
    r"|^[(（](?:上接|紧接)[^()（）]{1,12}[)）]"
)

_CLOSERS = "”’」』》〉）)】]\"'"
_FINAL = "。！？!?…"
_LIST_MARK = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[是、]|[(（][一二三四五六七八九十0-9]{1,3}[)）]|第[一二三四五六七八九十]{1,2}[，、]|[0-9]{1,2}[.．、]|[①-⑳●■◆•·])"
)


@dataclass(frozen=True, slots=True)
class Lead:
    """What stands before a first paragraph's own words; `length` characters of it are no part of the text."""

    note: str
    names: tuple[str, ...]
    dateline: str | None
    length: int


def names(text: str, *, alone: bool = False) -> tuple[str, ...] | None:
    """The persons a byline names, () where it names none (本报评论员), None where `text` is no byline.

    A single name without 记者 or the like before it counts only if `alone`, directly below a title.
    """
    if not 2 <= len(text) <= 48 or text[-1] in _FINAL or "。" in text:
        return None
    bare = text.strip(_BYLINE_EDGE)
    if _WHERE_FROM.match(bare):
        return ()
    said = _ROLE.search(bare)
    tokens = [token for token in _SEPARATOR.split(_ROLE.sub(" ", bare).strip(_BYLINE_EDGE)) if token]
    tokens = _unspaced([token.strip(_BYLINE_EDGE) for token in tokens])
    if not all(_NAME.fullmatch(token) for token in tokens):
        return None
    persons = [t for t in tokens if len(t) <= 3 or "·" in t or (_COMPOUND.match(t) and len(t) <= 4)]
    if said:
        whole = sum(map(len, tokens)) <= 4 * len(tokens) and len(persons) >= len(tokens) - 1
        return tuple(persons) if whole and len(bare) <= 40 and (persons or len(bare) <= 8) else None
    if not tokens or len(persons) != len(tokens) or len(tokens) > 6:
        return None
    known = sum(token[0] in _SURNAMES or bool(_COMPOUND.match(token)) or "·" in token for token in tokens)
    if len(tokens) == 1:
        return tuple(tokens) if alone else None
    return tuple(tokens) if 2 * known >= len(tokens) else None


def _unspaced(tokens: list[str]) -> list[str]:
    """Names of two characters are set with a blank between them: 王 伟 is one name."""
    whole: list[str] = []
    open_one = False
    for token in tokens:
        if len(token) == 1 and open_one:
            whole[-1] += token
            open_one = False
        else:
            whole.append(token)
            open_one = len(token) == 1
    return whole


def lead(text: str) -> Lead | None:
    """The source note in front of a first paragraph: 本报讯(…), 新华社北京11月29日电, （记者 …）."""
    match = _LEAD.match(text)
    if not match:
        return None
    note = match.group().strip(" ：:，,")
    group = match.groupdict()
    place, date = group["place"] or group["place2"] or "", group["date"] or group["date2"]
    bracket = re.search(r"[(（\[【]([^()（）【】\[\]]+)[)）\]】]$", note)
    written = bracket.group(1) if bracket else group["more"] or ""
    persons = (names(written, alone=True) or _penname(written)) if written else ()
    rest = text[match.end() :]
    opening = _DATE.match(rest)
    dateline = f"{place}{date}" if date else opening.group() if opening else None
    return Lead(note, persons, dateline, match.end())


def _penname(written: str) -> tuple[str, ...]:
    """Inside 本报讯(…) any two to four characters are a name, surname or not."""
    tokens = _unspaced([t for t in _SEPARATOR.split(_ROLE.sub(" ", written).strip()) if t])
    return tuple(tokens) if tokens and all(_NAME.fullmatch(t) and len(t) <= 4 for t in tokens) else ()


def opening_date(text: str) -> str | None:
    match = _DATE.match(text)
    return match.group() if match else None


def signature(text: str) -> tuple[int, tuple[str, ...]] | None:
    """Where a closing （记者 …） begins in `text` and whom it names."""
    match = _SIGNED.search(text[-80:])
    if not match or match.end() - match.start() == len(text):
        return None
    found = names(match.group(), alone=True)
    return (len(text) - len(match.group()), found) if found else None


def turns(text: str) -> tuple[int, int]:
    """What remains of `text` without （上接第1版） at its start and （下转第3版） at its end."""
    begin, end = 0, len(text)
    head, tail = text[:24], text[-24:]
    if "版" not in head + tail and "接" not in head + tail:
        return begin, end  # each has one of them
    if match := _TURN.match(head):
        begin = match.end()
    if match := _TURN.search(tail):
        end = len(text) - len(match.group())
    return (begin, end) if begin < end else (0, len(text))


def finished(text: str) -> bool:
    """Whether a paragraph ends as paragraphs do, with the mark of a sentence, closed quotes and brackets behind it."""
    bare = text.rstrip(_CLOSERS + " ")
    if bare and bare[-1] in _FINAL:
        return True
    signed = re.search(r"[。！？…”][(（【][^()（）]{1,40}[)）】]$", text[-48:])
    return signed is not None


def list_mark(text: str) -> bool:
    """Whether `text` begins with 一是, （二）, 3. and the like."""
    return _LIST_MARK.match(text) is not None


SERIES = re.compile(r"【[^】]{2,40}】")  # over a title: what it is one of
DASHED = re.compile(r"[—―–-]{1,3}\s*\S")  # as a subtitle begins
_TITLE_NO = re.compile(
    r"[。；;]|，[^，]*，|^[，、。；：”’）》!?！？,.)%]|[0-9]$|^(?:截至|下一步|接下来|近日|日前|近年来|目前|据|今年以来|同时|此外|为了|随着|其中|如今|[0-9]{4}年)"
)


def titlelike(text: str) -> bool:
    """Whether an unmarked line could be a heading: short, no sentence, nothing left open."""
    return (
        4 <= len(text) <= (64 if text[0] == "【" else 46)
        and not _TITLE_NO.search(text)
        and not ("，" in text and len(text) > 26)
        and text[-1] not in "，、,…"
        and not (text[-1] == "。" or (finished(text) and "，" in text))
        and all(text.count(a) == text.count(b) for a, b in ("“”", "（）", "《》", "【】"))
        and any("\u3400" <= c <= "\u9fff" for c in text)
    )


def headline(text: str) -> bool:
    """Whether a line over a writer's name could be a heading, longer and more of a sentence than others."""
    return (
        4 <= len(text) <= 56
        and not _HEADLINE_NO.search(text)
        and all(text.count(a) == text.count(b) for a, b in ("“”", "（）", "《》", "【】"))
        and any("\u3400" <= c <= "\u9fff" for c in text)
    )


_HEADLINE_NO = re.compile(r"[。；;]|，[^，]*，[^，]*，|^[，、。；：”’）》!?！？,.)%]|[，、,：:]$")

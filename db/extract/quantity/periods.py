"""The words that date a quantity, and the place that a sentence says it is about."""

import re
from bisect import bisect_left, bisect_right

from db.extract.places import Mention, Places
from db.model import Span

_YEAR = r"(?:[0-9]{4}|[二一][零〇九一二三四五六七八]{3})年"
_MONTH = r"[0-9]{1,2}月份?"
_MONTHS = "前(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,2})个?月"
_TO = r"[-—–－~～〜至到]"
_SINCE_WHEN = rf"(?:{_YEAR}|今年|去年)(?:{_MONTH})?(?:年?[底初末])?"
_DAY = r"[0-9]{1,2}月[0-9]{1,2}日"
_HOUR = r"(?:凌晨|清晨|上午|中午|下午|傍晚|晚间?|夜间)?(?:[0-9]{1,2}[时点](?:[0-9]{1,2}分)?)?"
_DATE = rf"(?:{_YEAR}|今年|去年)"
_FEAST = r"(?:五一|十一|国庆|中秋|春节|元旦|端午|清明|暑假|寒假)"
# The search passes over what no period begins with, and looks back at the whole of one from behind its first character:
# it can skip to a set of characters, but not to what a look ahead asks for. Words that may stand or not come behind a
# look at the first character, for they cost the most where there is no period. Digits most often are of no date.
_DATE_DIGIT = rf"(?:(?<![0-9])|(?=[0-9]{{0,3}}(?:[年月日多余]|{_TO})))"
_PERIOD = re.compile(
    r"[0-9从截到至迄二一两三四五六七八九十今去前明近上下当“党每目如眼现月日年改过以最开实启推运成投施建全本自未入疫春夏秋冬五国中元端清暑寒](?<![0-9]{2})"
    rf"{_DATE_DIGIT}(?<=(?=("
    rf"(?=[0-9二一今去“五十国中春元端清暑寒]){_DATE}?“?{_FEAST}”?(?:国庆|中秋)?(?:小?长?假期?|期间)(?:期间)?|"
    rf"(?=[0-9二一今去])(?:{_DATE}[0-9]{{1,2}}{_TO}{_MONTH}|{_DATE}(?:{_MONTH})?(?:[0-9]{{1,2}}日)?至今(?!年))|"
    rf"从{_SINCE_WHEN}[到至]{_SINCE_WHEN}|"
    r"(?=自)自[\u4e00-\u9fff“”]{2,14}?以来|"
    rf"(?=[0-9二一今去自])自?(?:{_DATE}(?:{_MONTH}(?:[0-9]{{1,2}}日)?)?|{_DAY})[\u4e00-\u9fff“”]{{2,12}}以来|"
    rf"(?=[0-9二一今去])(?:{_DATE}[\u4e00-\u9fff]{{2,6}}期间|{_DATE}?{_DAY}{_HOUR}{_TO}(?:{_MONTH})?[0-9]{{1,2}}日{_HOUR}|"
    rf"{_DATE}{_MONTH}{_TO}{_DATE}?{_MONTH}(?:期间|间)?|"
    rf"{_YEAR[:-1]}年?{_TO}{_YEAR}(?:期间|间)?|{_DATE}?{_MONTH}{_TO}{_MONTH})|"
    rf"截[至止]至?(?:目前|(?:[当昨今前]日|[昨今前]天|[昨今当]晚){_HOUR}半?|"
    rf"(?:凌晨|[上中下]午|晚上?)?[0-9]{{1,2}}[时点](?:[0-9]{{1,2}}分)?|[\u4e00-\u9fff]{{2,8}}(?=[，,])|"
    rf"{_DATE}?(?:{_MONTH})?(?:[0-9]{{1,2}}日{_HOUR}|年底|年末|底|末|初|中旬|上旬|下旬)?)|"
    rf"到目前为止|迄今为止|(?=[0-9二一到至])[到至]?{_YEAR}(?:{_MONTH}(?:[0-9]{{1,2}}日)?)?"
    r"(?:上半年|下半年|全年|[一二三四前]季度|度|年?[底末初]|(?:春季|夏季|秋季|冬季)(?:学期)?)?(?:以来|以前|之前|前(?![期后])|起|开始|期间)?|"
    r"(?=[今去前明近上当])(?:今年|去年|前年|明年|近年|上年|当年)(?:以来|来|同期|前?[一二三四]季度|"
    rf"{_MONTHS}|上半年|下半年|全年|[春夏秋冬][季天]|{_MONTH}(?:底|[0-9]{{1,2}}日)?|[0-9]{{1,2}}{_TO}{_MONTH}|底|年底|年初|初|春节)?(?:以来)?|"
    r"(?=[“十])“?十[二三四五]五”?(?:期间|时期|以来|末|规划)?|党的[十二〇零一九八]{2,3}大以来|"
    rf"[0-9]{{1,2}}{_TO}{_MONTH}|{_MONTH}(?:[0-9]{{1,2}}日)?以来|"
    rf"{_MONTHS}|(?=[前一二三四])前?[一二三四]季度|上半年|下半年|年内|年底前?|(?=[开实启推运成投上施建])(?:开展|实施|启动|推行|开始|开通|开业|运行|运营|成立|投用|上线|施行|建成)以来|"
    r"(?=[本上])(?:本月|本周(?!末)|本季度|上周|上月|上个月|上季度)(?:以来)?|全年(?!计划|目标|任务|本级|总|预算|均)|"
    r"目前|如今|眼下|现在|现今|至今(?!年)|今[春夏秋冬]|当前|每个?(?:年|月|天|日|周|季度|学期)|一[年天](?=下来|[能可就收])|[年月日]平?均(?!值)|"
    rf"[本上]学[年期]|{_DAY}|[0-9]{{1,2}}日{_TO}[0-9]{{1,2}}日|[0-9]{{1,2}}日(?:凌晨|上午|中午|下午|晚上?)|"
    r"改革[前后]|过去(?![0-9一二两三四五六七八九十])|以前|"
    r"(?=[近过最0-9一二两三四五六七八九十])(?:近|过去|最近)?(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,2})[多余]?年[来间内]|"
    r"(?=[近过最])(?:近|过去|最近)(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,2})年(?:[\u4e00-\u9fff]{2}期间|(?=[，,]))|"
    r"(?=[未今])(?:未来|今后)(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,2})年内?|去冬今春|"
    r"(?=[入开改建])(?:入[春夏秋冬汛]|开[学春]|改革开放|建[国市县区校])以来|疫情期间|"
    r"(?=[上本])(?:上世纪[0-9]{2}年代|本世纪初)|当[天日](?=[，,])|国庆黄金周|"
    r"[0-9]{1,2}月(?:份|[底初末]|[上中下]旬)?(?![0-9龄饼子嫂])"
    r")).)"
)
_DATED = re.compile(r"[年月日天周季末今去以前后现目眼每均来假期时截]")  # every period has one of these
_NAMED = re.compile(r"[\u4e00-\u9fff“”]{2,14}$")  # 学习教育 开展以来
# A period inside these says when something else was: 较2012年, 比去年, 始建于1990年.
_OTHER = re.compile(r"(?:较|比|同比|(?<![一-龥])于|[始建成立创生源高低多少大小早晚优快慢止限]于|与|跟|和|自|占|同)$")
_FOLLOWED = re.compile(r"的?(?:基础上|水平|标准)|的?[约近]?[0-9.]+[多余]?倍|同期相?比|相比|出生|退休|毕业")


_RECORD = re.compile(r"有.{0,6}(?:记录|记载|统计)以来$")  # 1952年有气象记录以来 says what the record is
# The day the reporter came dates no figure.
_REPORTED = re.compile(
    r"(?:上午|下午|晚)?，?[^，。\n]{0,14}?(?:记者|笔者|走进|来到|走访|获悉|了解到)|[电讯]|消息|报道"
)
_PLAIN = re.compile(rf"(?:{_DAY}|[0-9]{{1,2}}日(?:[上中下]午|晚上?)?)$")
_SINCE = frozenset(
    f"{what}以来" for what in ("开展 实施 启动 推行 开始 开通 开业 运行 运营 成立 投用 上线 施行 建成".split())
)
_TITLED = re.compile(r"《[^》]*$")  # the years of a plan's name are none of what the sentence tells
_LISTED = re.compile(
    r"[一二三四五六七八九十][是、]|第[一二三四五六七八九十][，、]|[（(][0-9一二三四五六七八九十]{1,2}[）)]"
    r"|[0-9]{1,2}[.．、](?![0-9])|[①-⑳]|——|[■●◆▲]"
)
_SUMMED = re.compile(r"已?(?:累计|共计|先后|陆续)|其中|全[市省县区]累计")
_MOVED = re.compile(r"[增减升降提扩缩压拓延发翻跃攀回调涨跌][^，。；0-9]{0,3}[至到为]|[，,](?:至|到|大幅|压缩|缩短)")
_MEANWHILE = re.compile(r"与此同时|同时|其中")
_GROUND = "基础上"  # 在去年355个的基础上: last year was then
_MARK = re.compile(r"[，。；]")
_NOT_NOW = frozenset("出呈体表实再显发")
_NEAR = 120  # characters of the line that introduces a list
_AND = frozenset("、 和 与 及 以及 ，".split())
_WHOLE = re.compile(r"全(省|自治区|市|州|盟|地区|县|区|旗|镇|乡|街道|村|社区)")
_SHARE_OF = re.compile(r"(?:占|占到|居|列|比|较|高于|低于|高出|低出|超出|优于)了?$")  # 占全市的80% is not the city's
_LEVEL = {
    "省": ("省", "自治区"), "自治区": ("自治区",), "市": ("市",), "州": ("州",), "盟": ("盟",), "地区": ("地区",),
    "县": ("县",), "区": ("区", "自治区"), "旗": ("旗",), "镇": ("镇",), "乡": ("乡",), "街道": ("街道",),
    "村": ("村",), "社区": ("社区",),
}  # fmt: skip
# A place governs where it opens a clause, be it behind 在 or a word of time.
_OPENING = re.compile(r"(?:^|[，。；：、！？\s])(?:目前|如今|眼下|今年|去年|现在|其中|而|在|位于|地处)*$")


class Scope:
    """What a sentence says about when and where: which period and which place govern each of its offsets.

    Built once a sentence, in time linear in its length.
    """

    def __init__(self, text: str, sentence: Span, places: Places, earlier: "Scope | None") -> None:
        self._primary = places.primary
        self._periods: list[tuple[int, str, int, int]] = []  # end, words, until where, from where it is void
        self._read_periods(text, sentence)
        self._ends = [period[0] for period in self._periods]
        self._handed = None  # 与此同时 carries the period of the sentence before on
        self._listed = False
        if earlier and _MEANWHILE.match(text, sentence[0]):
            self._handed = earlier.period(sentence[0])
        elif earlier and _SUMMED.match(text, sentence[0]) and (so_far := earlier.period(sentence[0])):
            self._handed = so_far if so_far.startswith("截") else None  # 截至6月底，…。累计开展…
        elif _LISTED.match(text, sentence[0]):
            self._introduced(text, sentence, places, earlier)
        self._places: list[str | None] = []  # paths, and where each begins to govern
        self._governs: list[int] = []
        self._read_places(text, sentence, places)

    def _introduced(self, text: str, sentence: Span, places: Places, earlier: "Scope | None") -> None:
        """What introduces a list dates its parts: 截至6月底，进展如下：1. …"""
        if earlier and earlier._listed:
            self._listed, self._handed = True, earlier._handed
            return
        begin = max(0, sentence[0] - _NEAR)
        ahead = text[begin : sentence[0]].rstrip()
        if ahead.endswith(("：", ":")):
            start = begin + max(ahead.rfind("。"), ahead.rfind("\n")) + 1
            end = begin + len(ahead)
            self._listed, self._handed = True, Scope(text, (start, end), places, None).period(end)

    def _read_periods(self, text: str, sentence: Span) -> None:
        if not _DATED.search(text, *sentence):
            return
        end = 0
        for match in _PERIOD.finditer(text, *sentence):
            if match.start() < end:
                continue  # within the one before
            words, end = match[1], match.end(1)
            before = text[max(sentence[0], match.start() - 3) : match.start()]
            if (_OTHER.search(before) and not words.endswith("以来")) or _RECORD.search(words):
                continue
            if words == "现在" and before[-1:] in _NOT_NOW:
                continue  # 出现在河边
            titled = words[0] in "“十2" and _TITLED.search(text, max(sentence[0], match.start() - 40), match.start())
            if titled or words in ("截至", "截止"):
                continue
            if _PLAIN.match(words) and _REPORTED.match(text, end):
                continue
            if _FOLLOWED.match(text[end : end + 5]) or (self._periods and words in ("过去", "以前", "当年")):
                continue
            if words in _SINCE and (named := _NAMED.search(text[max(sentence[0], match.start() - 14) : match.start()])):
                words = named[0][max(0, named[0].rfind("自")) :] + words
            if words[0] in "到至" and words[1] in "0123456789二一":
                words = words[1:]  # 增至2022年的81.8%, 到2022年超过2万家
            until = sentence[1]
            if before.endswith(("由", "从")) and (moved := _MOVED.search(text, end, min(sentence[1], end + 40))):
                until = moved.start()  # 由2021年的61%提升至98.5%: the new value is of another time
            if words[0] == "每" or words.endswith(("均", "同期")):  # 每月 dates its own clause only
                mark = _MARK.search(text, end, min(sentence[1], end + 60))
                until = mark.start() if mark else until
            ground = text.find(_GROUND, end, end + 28)
            self._periods.append((end, words, until, ground if ground >= 0 else sentence[1]))

    def _read_places(self, text: str, sentence: Span, places: Places) -> None:
        begin = bisect_left(places.mentions, sentence[0], key=_start)
        found: list[tuple[int, str | None, str]] = []
        behind = -1  # where the name before ends
        for mention in places.mentions[begin:]:
            if mention.start >= sentence[1]:
                break
            before, behind = behind, mention.end
            if not mention.path:
                continue
            if found and found[-1][0] == mention.start:
                # 青海省海东市乐都区 is the last of them
                found[-1] = (mention.end, mention.path if found[-1][1] else "", "")
            elif 0 <= before < mention.start and text[before : mention.start] in _AND:
                # what is told of a whole list is told of none in it
                found[-1:] = [(mention.end, "", "")]
            elif _OPENING.search(text[max(sentence[0], mention.start - 12) : mention.start]):
                found.append((mention.end, mention.path, ""))
        if text.find("全", *sentence) >= 0:
            found += [
                (match.end(), None, match[1])
                for match in _WHOLE.finditer(text, *sentence)
                if not _SHARE_OF.search(text, max(sentence[0], match.start() - 4), match.start())
            ]
        here = self._primary
        for end, path, level in sorted(found, key=lambda item: item[0]):
            here = self._primary if path == "" else path or (here and _ancestor(here, level)) or here
            if here or path == "":
                self._places.append(here)
                self._governs.append(end)

    def period(self, start: int) -> str | None:
        """The words that date the quantity at `start`."""
        if not self._ends:
            return self._handed
        at = bisect_right(self._ends, start)
        mean = None
        for _, words, until, void in reversed(self._periods[max(0, at - 4) : at]):
            if start <= until and start <= void:
                if words not in ("年均", "年平均", "全年"):
                    return words
                mean = mean or words  # 2022年…年均70亿元 is of 2022
        return self._handed or mean

    def region(self, start: int) -> str | None:
        """The path of the place the quantity at `start` is about, if that is not the article's primary one."""
        if not self._places:
            return None
        at = bisect_right(self._governs, start)
        path = self._places[at - 1] if at else None
        return path if path != self._primary else None


def _start(mention: Mention) -> int:
    return mention.start


def _ancestor(path: str, level: str) -> str | None:
    """The part of `path` that 全`level` means, from its end up: 全市 of 广东省/河源市/紫金县 is 广东省/河源市."""
    parts = path.split("/")
    for size in range(len(parts), 0, -1):
        if parts[size - 1].endswith(_LEVEL[level]):
            return "/".join(parts[:size])
    return None

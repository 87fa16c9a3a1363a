"""Which numbers with a unit are no metrics: names, dates, ages, ordinals, slogans, parts of the text itself."""

import re
from bisect import bisect_right
from functools import cache

from db.extract.places import Mention
from db.extract.quantity.before import Lead
from db.extract.quantity.behind import Phrase
from db.extract.quantity.candidates import Quantity
from db.extract.quantity.speech import grammar, tokens

# Measure words that a Chinese numeral below ten counts in earnest; others make idioms and names (五花八门, 四方寨).
_COUNTED = frozenset(
    "个 名 位 条 项 座 所 家 户 场 件 支 台 辆 间 栋 幢 套 份 张 盏 棵 株 只 处 亩 吨 公里 千米 公斤 斤 公顷 "
    "平方米 立方米 元 % ‰ 倍 成 番 个百分点 比例 本 册 部 艘 架 批 款".split()
)
_ALWAYS = frozenset(("ratio", "area", "length", "weight", "volume", "energy", "money"))
_ORDINAL = re.compile(
    r"第|初|(?<![目此以之日年提生空当从])前|排名|位列|位居|名列|(?<![民邻安新旧故群农同迁移])居|周|星期|礼拜|老|上午|下午|[＋+]"
)
_ORDINAL_ENDS = frozenset("第初前名位列居周期拜老午＋+")
_STAGES = frozenset("批 批次 次 期 步 路 组 档 类 级 段 片 层 轮".split())
_PLACE_TAILS = tuple("区桥里村镇乡县寨")
# Towns are called after what once stood there: 三百户镇, 五间营乡; but 三家镇办企业 counts.
_TOWN = re.compile(r"[营屯堡庄台岭坡坊铺店]?(?:[镇乡](?![级办村政域容上里外内企属直区])|街道(?![两二三内上]))")
_TOWN_UNITS = frozenset("户家里间座棵亩")
_AGAIN_STARTS = frozenset(" ＋+\n\t\u3000")
_AGAIN = re.compile(r"\s*[＋+]")
_RING = re.compile(r"[^，。；、]{0,8}?圈")
_SHORT_PLACE = re.compile(r".{0,2}[市县区镇乡村寨]$")
_TITLE = re.compile(r"《[^《》\n]{0,40}$")
_QUOTE = re.compile(r"[“‘][^“”‘’，。；\n]{0,3}$")
_CLOSE = re.compile(r"[^“”‘’，。；！？\n]{0,10}[”’]")
_RESULT_BEFORE = re.compile(
    r"(?:(?:缩短|压缩|压减|减少|削减|提前|推迟|延长|增加|提速|加快|缩减|省去|节省|提早)(?:到|至|了|为|在)?|"
    r"(?:用时|耗时|时限|时长|天数|时间|周期|期限|工期|等候|等待|车程|时效|寿命)(?:由|从|为|仅|只|需|要|是|达|到|均|在|不|超|过|平|约|原|来|的|以前|过去|最|快|长|短|控制|要求|规定|累计|总计|共计|超过?|突破){0,6}|"
    r"比[^，。；]{1,8}[快慢早]了?|(?:只|仅|最快|最短|平均|最多)(?:需要?|用|要|花)?了?|需要?|花费)$"
)
_MOVED_BEFORE = re.compile(r"(?:由|从)(?:原来|原先|以前|以往|过去|之前|此前|最初|法定|改革前|平均)?的?$")
_MOVED_AFTER = re.compile(r"[^，。；\n]{0,4}，?(?:现在|如今|统一|大幅)?(?:缩|压[缩减]|减少|降|延|提[高速]|增|变[为成])")
_RESULT_AFTER = re.compile(
    r"以?内?(?:就|即可|便可?|可以?|能)(?!是|有|要|来)"
    r"|以?内(?:办|完|响应|到|送|处|解|得|回|反|受|答|领|拿|抵|通)|(?:响应|办结|送达|通达|直达|可达)"
)
_LONG_TIME = frozenset("年 月 载 周年 世纪 旬 年度 学年 季度 日 时 点 点钟 月份 周岁 岁 晚 夜".split())
_MEAN_AGE = re.compile(r"(?:平均年龄|寿命)[^，。；\n]{0,12}$")
_DIVISION_NEXT = re.compile(r"[，。；、（(）)和及与的均都已全共\n]|[0-9]+个?[省市州盟县区旗乡镇村街]|$")


@cache
def _patterns() -> tuple[re.Pattern, re.Pattern, re.Pattern]:
    lists = grammar()
    return (
        re.compile(rf"(?:{lists['abstract']})$"),
        re.compile(r"(?:方面|要求|意见|阶段|层面|维度|原则|字|环节|角度)$"),
        re.compile(lists["slogans"]),
    )


# What is left of a phrase without its place must be able to stand alone.
_SIZEABLE = re.compile(r"(?![的地之和与及、率量人们])[\u4e00-\u9fff“]{2}")


_ALONE = re.compile(r"[^\u4e00-\u9fff]|以[上下内]|左右|的[^\u4e00-\u9fff]|$")
_BRIGADE = re.compile(r"队(?!伍)")
_GRADE = re.compile(r"率|线|上线|院校|以上|录取")
_QUOTED = re.compile(r"“([\u4e00-\u9fff]{1,8})”(?=[，。；、！：）\n]|要求|目标|工作|原则|标准|的|$)")
_OF_AN_ESTATE = re.compile(r"(?:小区|社区|[花家嘉][园苑]|公寓)$")
_HOME = re.compile(r"业主|居民(?!楼)|住户|主?水管|楼顶|楼下|门口|[0-9一二三四五六七八九十]+(?:单元|室|楼)")
_CHANNELS = re.compile(r"监控|视频|探头|摄像|信号|画面|音频|光纤|回路|电源|大军|人马|纵队")
_TRAIN = re.compile(r"(?:旅客|动车|高速|普速)?(?:列车|动车|高铁|特快|快车|班列)")
_HUNDRED = re.compile(r"100%|百分之?百")
_GROUP = re.compile(r"(?<![全各每])(?:[村屯庄寨湾社]|社区)$")
_OUTPUTS = ("GDP", "地区生产总值", "国内生产总值", "生产总值", "工业增加值", "增加值", "产值")
_HOUSED = frozenset("栋 幢 座 层 门 单元 室".split())
_CLOCK = frozenset(":：")
_SCORED = re.compile(r"(?:得|扣|加|减|考|评|打|满|为|[分了到])$")


class Names:
    """The stretches of a text that are names of places."""

    def __init__(self, text: str, mentions: tuple[Mention, ...]) -> None:
        self._mentions = sorted(mentions, key=lambda m: m.start)
        self._starts = [m.start for m in self._mentions]
        self.words = frozenset(text[m.start : m.end] for m in mentions)

    def whole(self, text: str, phrase: str, begin: int, end: int) -> str:
        """`phrase`, which stands last in `text` between `begin` and `end`, with a name of a place that it opens with
        the rest of (树脚村) made whole, and without one it opens with whole (乐山市养老床位).
        """
        if not self._starts or (at := text.rfind(phrase, begin, end)) < 0:
            return phrase
        n = bisect_right(self._starts, at) - 1
        if n < 0:
            return phrase
        name = self._mentions[n]
        if name.start < at < name.end < end:
            return text[name.start : at] + phrase
        if name.start == at and name.end < at + len(phrase) - 1:
            rest = phrase[name.end - at :]
            return rest if rest not in ("市", "县", "区") and _SIZEABLE.match(rest) else phrase
        return phrase

    def cover(self, quantity: Quantity) -> bool:
        """Whether the numeral is part of a name: 三元 of 三元区."""
        at = bisect_right(self._starts, quantity.start)
        return bool(at) and self._mentions[at - 1].end > quantity.start


def at_sight(text: str, quantity: Quantity, names: Names) -> bool:
    """Whether the quantity is out whatever noun stands beside it."""
    start, end = quantity.start, quantity.end
    if names.cover(quantity):
        return True
    near = text[max(0, start - 4) : start]
    if near and near[-1] in _ORDINAL_ENDS and any(m.end() == len(near) for m in _ORDINAL.finditer(near)):
        return True
    if near[-1:] in _CLOCK and near[-2:-1].isdigit():
        return True  # 0:15分
    if text[end : end + 1] in _AGAIN_STARTS and _AGAIN.match(text, end):
        return True
    if quantity.unit == "次" and _TRAIN.match(text, end):
        return True  # 46602次列车
    if quantity.unit == "个" and _HUNDRED.match(text, end):
        return True  # 6个100%
    if quantity.unit == "%" and quantity.value == 100 and near.endswith("个"):
        return True
    if quantity.unit == "个" and quantity.value <= 20 and text.startswith("“", end) and _creed(text, end):
        return True
    if quantity.kind == "time" and not _duration(text, quantity):
        return True
    if quantity.unit == "路" and not _CHANNELS.search(text, max(0, start - 8), min(len(text), end + 8)):
        return True  # 乘11、12、13路公交车
    if near.endswith("分") and quantity.unit in _STAGES and not near.endswith(("大部分", "积分", "得分", "评分")):
        return True  # 分6批召集
    if quantity.kind == "length" and text.startswith("处", end) and not text.startswith(("处理", "处于", "处置"), end):
        return True  # 城东26公里处
    if quantity.kind in ("time", "length") and _RING.match(text, end):
        return True
    if quantity.unit == "分":
        if text.startswith("十分", start) and not (_SCORED.search(near) and _ALONE.match(text, end)):
            return True  # 十分高兴
        if re.search(r"[0-9][时点]$", near):
            return True
    if text.find("《", max(0, start - 44), start) >= 0 and _TITLE.search(text, max(0, start - 44), start):
        return True
    quoted = quantity.kind not in ("ratio", "money") and ("“" in near or "‘" in near)
    if quoted and _QUOTE.search(near) and _CLOSE.match(text, end):
        return True
    if quantity.chinese and _slogan(text, start, end):
        return True
    if quantity.kind == "division":
        return quantity.chinese or quantity.value < 2 or not _DIVISION_NEXT.match(text, end)
    return _odd(text, quantity)


def _creed(text: str, at: int) -> bool:
    """Whether the words in quotes at `at` are what is to be done, not a thing: 三个“一批”, 四个“到位”."""
    quoted = _QUOTED.match(text, at)
    if not quoted:
        return False
    words = tokens(quoted[1])
    return quoted[1][0] in "一不零无更再全必" or bool(words and words[-1].part in "VDF")


def _slogan(text: str, start: int, end: int) -> bool:
    found = _patterns()[2].finditer(text, max(0, start - 6), min(len(text), end + 6))
    return any(slogan.start() < end and slogan.end() > start for slogan in found)


def _odd(text: str, quantity: Quantity) -> bool:
    """Numerals and measure words that do not go together in a count."""
    near = text[max(0, quantity.lead - 3) : quantity.lead]
    fraction = not float(quantity.value).is_integer()
    if quantity.bare and quantity.unit == "元" and text.startswith(_OUTPUTS, quantity.end):
        return True  # 万元GDP能耗
    if quantity.unit in _HOUSED and near.endswith("号"):
        return True  # 88号5栋
    if quantity.unit in _HOUSED and _OF_AN_ESTATE.search(near) and _HOME.match(text, quantity.end):
        return True  # 翠湖小区4栋业主
    if quantity.unit == "分" and not fraction and text.startswith("区", quantity.end):
        return True  # 3分区
    if quantity.unit == "组" and _GROUP.search(near):
        return True  # 石桥村5组
    if quantity.unit == "班" and quantity.chinese and near.endswith(("高", "初")):
        return True  # 高二三班
    if quantity.kind in ("count", "person", "household", "traffic"):
        if fraction and quantity.unit in ("版", "期"):
            return True  # 2.0版
        if quantity.unit == "层" or text.startswith("一体", quantity.end):
            return True
    if quantity.unit == "本" and quantity.chinese and _GRADE.match(text, quantity.end):
        return True  # 二本上线率
    if quantity.unit == "番" and "翻" not in text[max(0, quantity.lead - 4) : quantity.lead]:
        return True  # 一番景象
    if quantity.chinese and quantity.unit == "支" and _BRIGADE.match(text, quantity.end):
        return True  # 交警五支队
    if quantity.chinese and quantity.value < 10 and quantity.kind != "time":
        if quantity.value_max is None and quantity.unit not in _COUNTED and quantity.unit != "折":
            return True
        if quantity.unit == "折":
            return not near.endswith("打")
        if quantity.value == 1 and quantity.unit not in ("倍", "番", "成", "个百分点", "%", "‰"):
            return True
        if quantity.kind == "money" and text.startswith(_PLACE_TAILS, quantity.end):
            return True
    return quantity.chinese and quantity.unit in _TOWN_UNITS and bool(_TOWN.match(text, quantity.end))


def _duration(text: str, quantity: Quantity) -> bool:
    """Whether a time is itself the result or the service level (时限由15天缩短到3天, 30分钟内送达)."""
    lead = text[max(0, quantity.lead - 14) : quantity.lead]
    if quantity.unit in ("岁", "周岁"):
        return bool(_MEAN_AGE.search(lead))
    if quantity.unit == "年" and not re.search(r"(?:缩短|压缩|延长|提前)(?:到|至|了)?$", lead):
        return False
    if quantity.unit in _LONG_TIME and quantity.unit != "年":
        return False
    if re.match(r"来|前|后|间|以来|开始|起", text[quantity.end : quantity.end + 2]):
        return False
    if _RESULT_BEFORE.search(lead):
        return True
    if _MOVED_BEFORE.search(lead) and _MOVED_AFTER.match(text, quantity.tail):
        return True
    # 1秒可卖出1500张: the base of a rate
    return quantity.value != 1 and bool(_RESULT_AFTER.match(text, quantity.end))


def by_noun(quantity: Quantity, behind: Phrase, lead: Lead) -> bool:
    """Whether the quantity is out for what it counts: 八个方面, 三点意见, 两人, 五家渠."""
    abstract, always, _ = _patterns()
    if quantity.kind in _ALWAYS or quantity.kind == "time":
        return False
    phrase = behind.text
    if phrase and always.search(phrase):
        return True
    if quantity.chinese and quantity.value <= 10 and quantity.qualifier == "exact":
        if not phrase and (quantity.value < 10 or not lead.text):
            return True
        if phrase and abstract.search(phrase):
            return True
        if behind.genitive or (behind.owner and quantity.value < 10):
            return True  # 两张交通网的组合效益 speaks of what was counted before
        if quantity.unit in ("家", "台", "座") and _SHORT_PLACE.match(phrase):
            return True
    return False

"""Where the noun phrase behind a number ends: which words carry it on, and which say what its noun does."""

import re
from functools import cache

from db.extract.quantity import fit
from db.extract.quantity.candidates import Measure
from db.extract.quantity.fit import MEASURED
from db.extract.quantity.phrases import DEEDS, listed
from db.extract.quantity.speech import Token, tokens

# Nouns of one character for places of the administration, which hardly ever open a compound: 8个县自主搬迁.
_PLACES = frozenset("省市县州旗镇乡村国社")
_REGIONS = frozenset("省区 省市 省份 县市 地市 县区 市县 区县 市州 州市 县市区 省区市 地县".split())
_TIMES = frozenset("次 人次 起".split())  # 125万次点击: what is done stands in the verb
_DOERS = re.compile(r"[队组团班局部会站店员者民人工生师户众兵士]$|企业|公司")
_DIVISIONS = ("村", "社区", "小区", "镇", "乡", "街道")
_UNDERTAKINGS = frozenset("项目 工程 试点 行动 计划 专项 任务 工作站 示范点 片区".split())
_BODIES = frozenset(("person", "household", "traffic"))
_LIGHT = frozenset("设置 设立 建立 配备 安装 实施 完成 开展 举办 建成 收到 发放 获得 打造 出台 制定".split())
NEARLY = frozenset("近 约 共 超 逾 达 开".split())
_ALL = frozenset("全部 均 都 已 已经 也 陆续 相继 先后 分别".split())
_ASPECT = frozenset("正在 正 仍在 还在 仍 将 曾 已 已经 即将 刚刚".split())
_VARIOUS = ("不同", "各种", "各类", "多种", "同一", "不等")
# What a noun must end in that a verb before it belongs to: 重点攻关项目, 驻村工作队.
_UNDERTAKEN = re.compile(
    r"(?:项目|工程|队伍?|组|中心|[站点部]|基地|平台|机构|人员|[员者户岗]|岗位|设备|设施|系统|活动|场所|车间?|机|线路?|[厂室馆店区园]|"
    r"课程?|[书证卡词]|业务|资金|贷款|补贴|工作|事项|设施|任务|行动|服务|问题|案件|纠纷|对象|企业|公司|单位|[池板桩箱桶灯牌栏屏码群圈网库]|产品|示范\w|措施|制度|小区|带)$"
)
_BODY = re.compile(r"(?:组织|支部|党委|委员会|村委会|居委会|医院|卫生院|学校|小学|中学|幼儿园|书记|合作社|政府|食堂)$")
_SITES = re.compile(r"(?:[村镇乡县]|社区|小区|路口|路段|街道|城市|市县|县[市区]|区县|园区|景区|站点|网点)$")
_HELD = re.compile(r"(?:项目|工程|中心|[站点部组室馆]|基地|平台|机构|队伍?|设施|市场|广场|公园|试点|示范\w)$")
_TAKERS = frozenset("食堂 学校 市场 超市 饭店 餐馆 酒店 企业 工厂 客户 居民 群众 市民".split())
_DESCRIBING = frozenset("型级化性式样")


def goes_on(word: Token, taken: list[Token], rest: list[Token], of: Measure) -> bool:
    """Whether a phrase goes on through 和 or through a verb that is part of it."""
    if word.part == "C":
        if of.kind == "money" and MEASURED.search("".join(w.word for w in taken)):
            return False  # 650元退伍费和两用人才证书
        size = next((n for n, w in enumerate(rest) if w.part not in "NGAQ"), len(rest))
        if not size and taken and all(w.part == "G" for w in taken) and [w.part for w in rest] == ["V", "N"]:
            return True  # 10条服务和保障意见
        whole = size == len(rest) or (word.word in ("与", "及") and rest[size].word in listed("predicate"))
        whole = whole or all(w.part == "A" for w in taken)  # 37家国有、集体企业参加
        # 23项群众和企业办事事项全部办结: the measure word asks for what stands last
        whole = whole or (size > 1 and bool(_UNDERTAKEN.search(rest[size - 1].word)))
        whole = whole or (size > 0 and bool(fit.counts(of.unit, "".join(w.word for w in rest[:size]))))
        return bool(taken) and 0 < size <= 4 and whole
    if word.part != "V":
        return False
    if rest and rest[0].part == "C" and taken and _paired(rest, of):
        return True
    if not rest:
        if _described(taken, word, of) or _deed(word, of):
            return True
        if of.kind == "money" and taken and word.word in listed("pay"):
            return True  # 1万元个人捐款
        return not taken and len(word.word) == 2 and of.unit in _TIMES
    return _compound(word, taken, rest, of)


def _paired(rest: list[Token], of: Measure) -> bool:
    """Whether `rest`, from 和 on, brings the noun that the verb before it belongs to: 行政审批和公务服务事项."""
    size = next((n for n, w in enumerate(rest[1:]) if w.part not in "NGAQV"), len(rest) - 1)
    return 1 < size <= 4 and bool(fit.counts(of.unit, rest[size].word) or _UNDERTAKEN.search(rest[size].word))


def opens(word: Token, taken: list[Token], rest: list[Token]) -> bool:
    """Whether `word` carries a noun phrase on, or begins one."""
    if word.part in "NGAQK":
        return True
    if word.part == "S":
        return all(w.part == "A" for w in taken)
    if word.word in _ALL and rest and rest[0].part == "G":
        return False  # 46户全部落实政策
    return word.part == "D" and word.word not in _ASPECT and not taken and bool(rest) and rest[0].part in "NGA"


def ends(taken: list[Token], word: Token, rest: list[Token], of: Measure) -> bool:
    """Whether the phrase `taken` is whole before `word`, though `word` might carry one on."""
    if word.part == "K":  # 442个建制村（社区）公交
        acts = bool(rest) and rest[0].part in "VG" and rest[0].word in listed("verb")
        held = any(_HELD.search(w.word) or _BODY.search(w.word) or fit.is_person(w.word) for w in rest[:4])
        return acts or taken[-1].word in listed("division") or (taken[-1].word in _PLACES and not held)
    if len(word.word) > 1 and word.word[0] == "不" and taken[-1].part == "N" and word.part in "VA" and rest:
        return True  # 22个行政村不通客车
    if len(word.word) > 1 and word.word in listed("per"):
        return True  # 3个县法院人均收案150件
    if word.word in _LIGHT and rest and rest[0].part in "NGAQM" and taken[-1].part == "N":
        return True  # 3处路段斑马线设置信号灯
    return word.part in "NGAV" and (closed(taken, word, rest) or is_said(taken, word, rest, of))


def closed(taken: list[Token], word: Token, rest: list[Token]) -> bool:
    """Whether the phrase is whole before `word`: 8个县 | 自主搬迁, 209个行政村 | 帮扶."""
    first = taken[0].word
    row = first[-2:-1] == "、" and word.part != "A"  # 15个省、区、市 | 市场销售
    if len(taken) == 1 and (first in _PLACES or first in _REGIONS or row):
        run = next((n for n, w in enumerate(rest) if w.part not in "NGA"), len(rest))
        last = rest[run - 1].word if run else word.word
        held = word.part in "NA" and (fit.is_person(last) or _UNDERTAKEN.search(last) or _BODY.search(last))
        return len(word.word) > 1 and not held  # 8个县自主搬迁, but 120个村支部书记
    if rest and rest[0].word in _UNDERTAKINGS:
        return False  # 50个老旧小区改造项目
    if word.part not in "VG" or (word.part == "G" and word.word not in listed("verb") - listed("attributive")):
        return False
    last = taken[-1].word
    if word.part == "G":  # 9个贫困村发展集体经济
        whole = len(last) < 5 and (last.endswith(_DIVISIONS) or last in listed("division"))
        return whole and bool(rest) and rest[0].part in "NA"
    division = last in listed("division") or (len(taken) > 1 and taken[-2].part == "A" and last in _PLACES)
    return division and (len(taken) < 3 or len(taken[-1].word) > 1)


def is_said(taken: list[Token], word: Token, rest: list[Token], of: Measure) -> bool:
    """Whether `word`, which may be a noun, says what `taken` does: 15个地市 | 启动应急响应, 22个项目 | 现场落地."""
    if word.part == "V" or not rest or of.unit in DEEDS or not any(w.part == "N" for w in taken):
        return False
    if word.word in listed("manner"):
        return rest[0].part == "V" or (rest[0].part == "G" and len(rest) == 1)
    if _goods(of) and word.part == "G" and word.word in listed("verb") and rest[0].part in "NGQ":
        return not _UNDERTAKEN.search(rest[-1].word) or rest[-1].word in _TAKERS  # 3吨鲜鱼供应饭店
    return word.part == "G" and word.word in listed("predicate") and rest[0].part in "NGAQM"


def _goods(of: Measure) -> bool:
    return of.kind in ("weight", "volume") or of.unit in ("头", "只", "匹", "羽", "尾")


def is_relative(taken: list[Token], rest: list[Token], of: Measure) -> bool:
    """Whether `taken` is a verb and its object that describe what `rest` names: 符合条件的中老年人."""
    if rest[0].part not in "NGAQV":
        return False
    if len(taken) > 1 and taken[0].word in listed("transitive"):
        return True
    pattern = fit.heads().get(of.unit)
    return bool(pattern and taken[0].part == "V" and not pattern.search("".join(w.word for w in taken)))


def before_next(phrase: str) -> str:
    """What is counted of `phrase`, whose last noun belongs to what follows: 25个[社区]垃圾300吨."""
    words = tokens(phrase)
    for n in range(len(words) - 1, 0, -1):
        last = words[n].word
        if _HELD.search(last) or _BODY.search(last) or fit.is_person(last):
            return phrase
        if len(words[n - 1].word) > 1 and words[n - 1].part != "A" and _SITES.search(words[n - 1].word):
            return "".join(w.word for w in words[:n])
    return phrase


def hangs(taken: list[Token], of: Measure) -> bool:
    """Whether the last word of `taken` is no part of the thing counted."""
    last = taken[-1]
    if last.part == "C":
        return True
    if (last.word in NEARLY or last.word == "第") and len(taken) > 1:
        return True  # 43支代表队近2000人
    if last.part in "AN" and len(last.word) == 1 and last.word in "高低大小好强" and len(taken) > 1:
        return True  # 900亩果树成活率高
    if last.part == "A" and len(taken) > 1 and taken[-2].part == "N" and last.word in listed("adverb"):
        return True  # 12个贫困县主要
    if last.part == "V" and of.kind == "money" and last.word in listed("pay"):
        return False
    if last.part == "V" and not _deed(last, of) and not _described(taken[:-1], last, of):
        return len(taken) > 1 or of.unit not in _TIMES
    if last.word in _UNDERTAKINGS:
        return False
    return len(taken) > 1 and last.word in listed("trailing") and of.unit not in DEEDS


def _described(taken: list[Token], word: Token, of: Measure) -> bool:
    """Whether `word` is a verb made a noun by what describes it: 6处大面积[塌陷], 8000万元的综合[授信]."""
    if not taken or len(word.word) != 2 or of.kind in _BODIES:
        return False
    return all(w.part == "A" or w.word in listed("manner") or w.word == "综合" for w in taken)


def _deed(word: Token, of: Measure) -> bool:
    return of.unit in DEEDS and word.word in listed("deed")


def describes(taken: list[Token]) -> bool:
    """Whether what stands before 的 describes (格局完整的, 建成的, 不同档次的) rather than owns (居民的)."""
    last = taken[-1]
    if len(taken) > 1 and taken[0].word in _VARIOUS:
        return True
    return last.part in "AV" or last.word[-1] in _DESCRIBING


def _compound(word: Token, taken: list[Token], rest: list[Token], of: Measure) -> bool:
    """Whether a verb here is part of a compound (重点攻关项目, 驻村工作队) and no predicate (居民参与治理)."""
    if len(word.word) == 1 and len(taken) > 1 and len(taken[-1].word) > 1 and rest and len(rest[0].word) == 1:
        return False  # 630个智慧社区升星
    while len(rest) > 1 and rest[0].part == "A" and rest[0].word[-1] == "化":
        rest = rest[1:]  # 生猪产销一体化基地
    if len(word.word) == 2 and word.word[-1] in "到至往给" and taken:
        return False  # 4个儿子送到部队
    joined = "".join(w.word for w in taken)
    size = next((n for n, w in enumerate(rest) if w.part not in "NG"), len(rest))
    held = 0 < size < 3 and word.word in listed("opening") and not fit.counts(of.unit, joined)
    held = held and _HELD.search(rest[size - 1].word)  # 5个党建联合活动中心
    if not held and word.word in listed("predicate") and (
        word.word not in listed("opening") or any(w.part in "NGQ" for w in taken)
    ):
        return False  # a predicate, but for 签约落地项目
    verbs = next((n for n, w in enumerate(rest) if w.part != "V"), len(rest))
    if verbs == len(rest) or verbs > 2 or rest[verbs].part not in "NGQ":
        return False
    nouns = next((n for n, w in enumerate(rest[verbs:]) if w.part not in "NGQK"), len(rest) - verbs)
    if verbs + nouns < len(rest) and rest[verbs + nouns].part not in "ECVDFM":
        return False
    if not taken:
        return True
    if word.part == "V" and MEASURED.search(taken[-1].word) and word.word not in _modifiers():
        return False  # 以1.6万元的价格买下旧车
    whole = "".join(w.word for w in [*taken, word, *rest[: verbs + nouns]])
    last = verbs == 0 and len(whole) < 12 and fit.counts(of.unit, whole)
    if last and not fit.counts(of.unit, joined):
        return True  # 30户困境留守儿童家庭: what the measure word asks for comes last
    plain = word.part == "V" and taken[-1].part != "Q" and word.word not in _modifiers()
    named = (_UNDERTAKEN, _BODY, _SITES) if nouns == 1 else (_UNDERTAKEN,)
    if plain and not any(kind.search(w.word) for w in rest[verbs : verbs + nouns] for kind in named):
        return False  # 20个娱乐场所检查公款消费
    if of.kind == "area" and fit.counts(of.unit, joined):
        return False  # 30亩田地种植豆角
    pattern = fit.heads().get(of.unit)
    if (pattern or of.unit == "支") and _DOERS.search(taken[-1].word):
        return False  # 突击队坚守岗位
    if of.unit in ("项", "条") and fit.counts(of.unit, joined):
        return False  # 3条措施拓宽市场渠道
    if pattern and any(m.end() == len(joined) for m in pattern.finditer(joined)):
        return False
    if nouns > 2 and word.word in _modifiers():
        nouns = 2  # 文化创意孵化中心展示厅
    # 矛盾纠纷调处中心: longer words are mostly whole, unless what ends the compound is there for them.
    longest = 4 if _HELD.search(rest[verbs + nouns - 1].word) else 3
    return nouns <= 2 and (len(taken[-1].word) <= longest or taken[-1].part == "Q")


@cache
def _modifiers() -> frozenset[str]:
    """Verbs that stand before a noun to say what it is for."""
    return listed("trailing") | listed("attributive") | listed("opening") | listed("deed")

"""What may be the name of a village, a community or an estate, and what only leads up to 村, 社区 or 小区.

How much is believed depends on what stands right before the name: behind a town nearly anything is one (X镇中心社区),
behind a county what is no ordinary word (X县贫困村), alone only what looks like a name. An ordinary word that towns
are called by too (红旗, 石桥, 桃花) is a name everywhere.
"""

import re
from functools import cache

from db.extract import lexicon
from db.extract.geography.gazetteer import TOWN, gazetteer
from db.extract.layout import words
from db.extract.quantity import speech

LEAD_CHARS = frozenset(
    "在到的了和与及从是为有这那该各每个座给向对由于被把让至往即将等以也都还又或像其之并使叫住进据问说着过得们时就称因却刚但而且则均即"
)
PLACE_CHARS = frozenset("在到从赴往至于住进")  # of them, those behind which a place stands
_HAN_ONLY = re.compile(r"[㐀-鿿]+$")
_NO_END = frozenset("的了让把对被给向在到从与及为以是等或这那该各每个座农乡驻进入全本邻我你他两多数名村")
# Ends of a name only where a place stands before it: 富民新村, 科大社区, 东街第一社区.
_WEAK_END = frozenset("下一二三四五六七八九十百千万几半小新旧大老古")
_COUNT = "[一二三四五六七八九十几两数百多]+"
_FUNCTION = re.compile(
    rf"[的了着们吗呢吧啊么某她哪]|[这那].$|[镇乡]$|[在到从是被把往]|[社小]区|党支部|...[和与及]$|[来出回]$|{_COUNT}年$|^年|^{_COUNT}[个批家座条户名位]|^(?:[在到住赴].$|第?{_COUNT}(?:[个位名座家户余多来届任代批组级天]|余个|多个)?$)"
)
_ORDINAL = re.compile(r"第?[一二三四五六七八九十]+$")
_WHOLE = re.compile(r"^[我你他她它咱俺本该各每某全此同邻外别哪几多两]")
# Not names: any village or estate.
_GENERIC = re.compile(
    r"^(?:[一二三四五六七八九十百千万两几多数半整]+|嘎查|家住|一体|一流|无邪教|无毒|禁毒|民主|各联|[本我你他她各每某全该此同邻老小大新旧好古富穷山农乡渔林水城美强弱空]|老旧|老年|行政|自然|示范|传统|特色|美丽|和美|周边|附近|脱贫"
    r"|贫困|试点|帮扶|重点|古老|文明|小康|先进|后进|搬迁|安置|移民|民族|少数民族|少民|城市|农村|乡镇|街道|全国|省级|市级|国家级|县级|智慧|完整|未来|平安|幸福|绿色|住宅|居民"
    r"|封闭|开放|无物业|物业|商品房|回迁|拆迁|棚户|高档|普通|整个|所有|许多|不少|部分|一些|这个|那个|多个|几个|此类|相关|有关|其他|其它|每个|城中|城郊|县城|郊区|城乡|空心|明星|旅游|生态"
    r"|民俗|文化|历史|网红|打卡|度假|地球|奥运|冬奥|亚运|大学|高校|校园|线上|网络|虚拟|国际|学生|驻|进|到|入|下|出|在|基层|中心|联合|经济|薄弱|偏远|边境|沿海|沿边|偏僻|所在|原来|昔日|有的"
    r"|集体|党建|示范点|样板|精品|宜居|试验|数字|电商|淘宝|亿元|十强|百强|千年|百年|中国|我国|世界|省|市|县|镇|乡|区|街|州|盟|旗|的|了|苗寨|侗寨|彝寨|藏寨|山寨|古寨"
    r"|建制|光棍|空壳|上访|富裕|贫穷|落后|问题|信访|软弱|涣散|后进|库区|山区|林区|牧区|矿区|景区|产业|专业|养殖|种植|蔬菜|红色|零碳|低碳|健康|长寿|法治|信用|诚信|和谐|友好|儿童|老人"
    r"|悬崖|高铁|网格|毗邻|相邻|邻近|偏居|当地|本地|外地|同类|一类|二类|三类|首批|首个|最大|最美|最后|唯一|第一|东边|西边|南边|北边|上游|下游|对面|隔壁|沿线|沿江|沿河|沿湖|花园式)+$"
    r"|(?:老旧|行政|自然|示范|传统|美丽|和美|贫困|脱贫|物业管理|管理|试点|改造|帮扶|搬迁|安置|旅游|千|百|十|十余|百余|多|成立|社会|工作|治理|活动|融合|服务|发展|融入|重点|特色|精品|自治|样板|创建"
    r"|空心|文明|集体|示范|历史|住宅|全部|商住|封闭|开放|历史文化|试点|宜居|先进|先行|名|强|所在|各个|无障碍|全龄友好|友好|智慧|完整|未来|零碳|共富|一些|这个|那个|城中|建制|涣散|专业|光棍|空壳)$"
)
_ALSO_FIRST = frozenset("那向于时")  # begin names too, where a place stands before them: 德保县那造村
_PREPOSITIONS = frozenset("对把被让给向从将与和及由")  # 对茅村 says what is done to a village called 茅
_ESTATE_END = frozenset("苑庭邸轩")  # ends of the names of estates, however ordinary they begin: 幸福苑小区
# Award and generic words that are also names, where a town stands right before them and no programme behind.
_ALSO_NAMES = frozenset("中心 幸福 和谐 平安 民族 国际 文化 文明 友好 健康 长寿 未来 绿色 法治 移民 街道".split())


def is_name(stem: str, kind: str, *, behind: int | None = None) -> bool:
    """Whether a village (`kind` 村) or community may be called `stem`; `behind` is the rank of the place before it."""
    if not _HAN_ONLY.match(stem) or len(stem) < (1 if behind else 2):
        return False
    if stem[-1] == "村" and kind != "村" and len(stem) > 2:  # 岳家村社区, but not 农村社区
        return is_name(stem[:-1], "村", behind=behind)
    if stem[-1] in _NO_END or (stem[-1] in "有由" and not _is_place_word(stem)):
        return False
    if _FUNCTION.search(stem) and not (behind == TOWN and _ORDINAL.match(stem)):
        return False
    town = behind == TOWN
    if town and (stem in _ALSO_NAMES or _is_place_word(stem)):
        return len(stem) > 1 and not _WHOLE.match(stem)
    if stem[-1] in _WEAK_END and not (stem[-1] == "下" and len(stem) == 2) and (not behind or len(stem) < 3 - town):
        return False
    if stem[0] in _PREPOSITIONS and not _is_place_word(stem):
        return False
    if not behind and "村" in stem[:-1]:  # 强村带弱村
        return False
    leads = LEAD_CHARS - _ALSO_FIRST if behind else LEAD_CHARS
    if _GENERIC.search(stem) or (stem[0] in leads and len(stem) != 2):
        return False
    if not town and _is_ordinary(stem, kind):
        return False
    if kind == "区" and len(stem) > 2 and stem[-1] in _ESTATE_END:
        return True
    never = _verbs() - _ALSO_NAMES if town else _verbs()
    if any(stem[n : n + 2] in never for n in range(len(stem) - 1)):
        return False
    return town or len(stem) < 3 or not _says_something(stem)


def _says_something(stem: str) -> bool:
    """Whether verbs and the like stand in it: 车主起诉|小区, 部门侵吞|村集体 have no name before their kind."""
    return any(len(word) > 1 and part in "VDF" for word, part in speech.tokens(stem))


def _is_place_word(stem: str) -> bool:
    return stem in gazetteer().place_words


def _is_ordinary(stem: str, kind: str) -> bool:
    """Whether the stem is a word of the language and no place is called so; estates are often called by nice words."""
    return words.grade(stem) >= (2 if kind == "村" else 5) and not _is_place_word(stem)


@cache
def _verbs() -> frozenset[str]:
    return frozenset(lexicon.table("places")["villages"]["verbs"].split())

"""What stands between a number and the noun it counts and is no part of either: 5个[投资1亿元以上的]项目."""

import re

from db.extract.quantity.candidates import Quantity
from db.extract.quantity.phrases import clause_from

_NUMBER = r"[0-9][0-9.,]*[多余]?[十百千万亿]{0,3}[多余]?"
# 2900万户8000多万居民, 1万吨和500吨果汁生产线: the noun behind the second number belongs to the first as well.
_BESIDE = re.compile(
    rf"(?:[和与及]|、(?=[0-9.,万]+吨))?{_NUMBER}(?P<unit>千伏安?|兆瓦|万?千瓦|吨|公斤|立方米|平方米|米)"
    rf"|(?:[约近超]|超过)?{_NUMBER}(?!万*(?:元|美元|欧元|港元))(?:人次|[户人名位口次]|[亩栋间套辆头]|公顷)?"
)
AGAIN = re.compile(rf"、(?:累计|共计?|总计|合计|约|近|超过?)*{_NUMBER}")
_KINDS = re.compile(rf"、(?:约|近|超过?)*(?:{_NUMBER}|[十百千]+)[多余]?个?(?:品种|种类|品类|种)的(?=[\u4e00-\u9fff])")
_BODIES = frozenset(("household", "person", "traffic"))
_LONG = re.compile(r"(?:[长宽高深厚]|之长)的")
# What stands between a number and its noun and says how large each of them is.
_SIZED = re.compile(
    rf"(?:[\u4e00-\u9fff]{{0,5}}(?:投资|面积|产值|规模|收入|营收|合计|总计|共计|价值|库容|金额|长|高|宽)[额量]?)?"
    rf"(?:[约近超达在为]|超过|不足|达到){{0,2}}(?:{_NUMBER}|[十百千万亿]{{1,3}})[\u4e00-\u9fff]{{1,4}}?(?:及?以[上下]|左右)?的(?=[\u4e00-\u9fff])"
    rf"|(?:{_NUMBER}|[十百千万亿]{{1,3}})(?:人|户|亩|万元|亿元|平方米|吨|头|只|公里)及?以[上下](?=[\u4e00-\u9fff])"
)
# A relative clause that marks of enumeration or 从…到… would cut through.
_RELATIVE = re.compile(
    r"(?:涉及|包括|涵盖|来自|从事|存在|面向|经营)[^，。；：\n0-9]{1,24}?等[^，。；、\n0-9]{0,8}?的"
    r"|集[^，。；\n]{2,40}?[为于]一[体身]的"
    r"|从[^，。；：、\n]{1,14}到[^，。；：、\n]{1,14}?的"
)
_AGED = re.compile(
    r"(?:年龄在?|年满)?[0-9]{1,3}(?:周?岁)?(?:[-—至到～~][0-9]{1,3})?周?岁(?:及?以[上下])?的?(?=[\u4e00-\u9fff])"
)
_RELATIVE_STARTS = frozenset("涉包涵来从存面经集")
_RANKS = re.compile(r"[一二三四五六七八九]、[一二三四五六七八九][级类等期]|[省市县区乡镇村地州盟旗]{2,4}[两三四五]级")
_OPENERS = _RELATIVE_STARTS | frozenset("长宽高深厚之、一二三四五六七八九省市县区地州盟")
_NUMERAL = re.compile(r"[0-9十百千万亿]")
_MARKS = frozenset("，。；：！？”’）)\n,;:!?")


def clause(text: str, quantity: Quantity) -> tuple[int, str]:
    """Where the words that may name what `quantity` counts begin, and these words up to the next mark ("" for none)."""
    at = quantity.tail
    first = text[at : at + 1]
    if not first or first in _MARKS:
        return at, ""
    words = clause_from(text, at)
    if first not in _OPENERS and not _NUMERAL.search(words):
        return at, words  # nothing but a noun phrase, most often
    if ranks := _RANKS.match(text, at):
        at = ranks.end()  # 2500名三、四级残疾人
    elif first in _RELATIVE_STARTS and (relative := _RELATIVE.match(text, at)):
        at = relative.end()  # 4个涉及教育、金融等领域的调解委员会
    elif quantity.kind == "length" and (long := _LONG.match(text, at)):
        at = long.end()  # 30公里长的管网
    elif first not in "和与及、" and (sized := _SIZED.match(text, at)):
        at = sized.end()  # 5个投资1亿元以上的项目
    elif aged := _AGED.match(text, at):
        at = aged.end()  # 600名70岁以上老人
    elif first == "、" and (kinds := _KINDS.match(text, at)):
        at = kinds.end()  # 400万株、近百个品种的菊花
    elif first == "、" and (again := AGAIN.match(text, at)) and text.startswith(quantity.unit or "\n", again.end()):
        at = again.end() + len(quantity.unit or "")  # 新增1.1万个、累计2.3万个村庄
    words = clause_from(text, at)
    if words and (other := _BESIDE.match(words)) and (other["unit"] or quantity.kind in _BODIES):
        words = words[other.end() :]
        if words.startswith(("小时", "天", "分钟", "个月")):
            return at, ""  # 2000多人24小时值守
        if quantity.kind not in _BODIES and (not words or words[0] in "的、和与及"):
            return at, ""
    return at, words

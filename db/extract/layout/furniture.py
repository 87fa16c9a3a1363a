"""What a page carries besides its articles: the paper's name and date, page numbers, editors, captions, advertising."""

import re

_NUMBER = r"[0-9一二三四五六七八九十〇]{1,4}"
_PAPER = (
    r"[\u3400-\u9fff]{2,10}(?:日报|晚报|晨报|早报|时报|周报|商报|导报|新报|都市报|青年报|文明报|工人报|农民报|社区报|参考报)"
)
_YEAR = r"(?:[0-9]{4}|[〇○零一二三四五六七八九]{4})"
_DAY = rf"{_YEAR} ?年 ?[0-9一二三四五六七八九十]{{1,3}} ?月 ?[0-9一二三四五六七八九十]{{1,3}} ?日"
_GAP = r"[ ，,|·]*"
_SHORT = re.compile(
    "|".join(
        (
            rf"第? ?[A-Z]?{_NUMBER} ?版(?:[ :：·|].{{0,30}})?|[A-Z]?[0-9]{{1,3}} ?[版叠](?:[ :：·|].{{0,20}})?",
            r"[-—－·•~～ ]*[A-Z]?[0-9]{1,4}[-—－·•~～ ]*|[0-9]{1,3} ?/ ?[0-9]{1,3}",
            r"第? ?[0-9]{1,4} ?页(?: ?[/共].{0,8})?|(?i:page|p\.) ?[0-9]{1,4}",
            rf"(?:(?:{_PAPER}|[\u3400-\u9fff]{{2,8}}报){_GAP})?{_DAY}(?:{_GAP}(?:星期|周)[一二三四五六日天])?"
            rf"(?:{_GAP}(?:农历|第|总第).{{0,24}})?(?:{_GAP}[\u3400-\u9fff]{{2,12}}报)?",
            rf"(?:[0-9]{{4}}[-./年][0-9]{{1,2}}[-./月][0-9]{{1,2}}日?)(?:{_GAP}星期.)?|星期[一二三四五六日天]",
            rf"{_PAPER}(?:社|社出版)?(?:{_GAP}第?{_NUMBER} ?版.{{0,12}})?",
            r"要闻|综合|综合新闻|专题|专版|专刊|副刊|广告|公益广告|本版导读|今日导读|导读|特别报道|视点|评论|文化|社会|民生|时政|"
            r"地方|国内|国际|资讯|简讯|图片新闻",
        )
    )
)
_WORK = re.compile(
    r"[□■◎●▲△○◆【\[（(]?(?:本版|本期|值班)?(?:责任编辑|责编|编辑|主编|副主编|总编辑|值班编委|编委|校对|审校|版式|版式设计|"
    r"美编|美术编辑|组版|制图|制版|监制|检校|统筹|策划)[ ：:/／|].{1,60}"
)
_CAPTION = re.compile(
    r"(?:[▲△▼▽◀▶←→↑↓]|图为|图①|图[一二三四1234][：: ]|图片?[：:]|[上下左右][图][：: 为]|资料图|配图|题图|小图).{0,120}"
    r"|[(（]?(?:图片|照片|资料图片|本版图片|本版照片)(?:均?由|来源|为|：|:)?.{0,40}(?:提供|摄|资料)?[)）]?"
)
_CREDIT = re.compile(
    r".{2,90}(?:[ /／(（。]|记者|通讯员) ?[\u3400-\u9fff·]{2,4} ?[/／]?(?:摄影?|供图)[)）。]?"
)
_CREDITED = re.compile("[摄影图][)）。]?$")  # so ends what says whose picture it stands under
_CONTACT = re.compile(
    r"(?:电话|热线|传真|邮编|邮政编码|网址|邮箱|微信号?|公众号|QQ|地址|社址|联系人|联系方式|咨询|订阅|发行|广告许可证|投稿)"
    r"[^，。]{0,6}[：:]"
    r"|[0-9]{3,4}[-—][0-9]{7,8}|(?<![0-9])1[3-9][0-9]{9}(?![0-9])|400-?[0-9]{3}-?[0-9]{4}|www\.|https?:|@[a-z0-9]+\."
)
# None of it without one of these, or as much of a number.
_CONTACT_MARKS = ("：", ":", "@", "www.")
_TELEPHONE = re.compile("[0-9](?:[-—][0-9]{3}|[0-9]{9})")
_NUMBERED = re.compile(
    r"国内统一|邮发代号|CN ?[0-9]{2}-|ISSN|零售价?|定价|每份|月价|年价|印刷|"
    r"总第 ?[0-9]+|今日 ?[0-9一二三四五六七八九十]+ ?版"
)
# Each begins with a character of its own, so that most places of a text are passed over at once.
_SELL = re.compile(
    r"优惠|折扣|折(?:(?<=[0-9一二三四五六七八九]折)|(?<=[0-9一二三四五六七八九] 折))|抢购|特价|清仓|招商|"
    r"招租|出租(?!汽?车|屋|房屋?的)|转让|欢迎(?:选购|惠顾|光临|订阅|刊登|垂询|来电)|诚聘|诚招|"
    r"包邮|满[0-9]+[减送]|买[一二1-9]送|扫码|二维码|现房|团购|预订|代理加盟|火爆|火热|限时|咨询电话|订购|公告|启事|声明作废|遗失|"
    r"拍卖|招标"
)


def belongs_to_page(text: str) -> bool:
    """Whether a line is the page's own and no article's."""
    if len(text) > 240:
        return False
    if len(text) <= 70 and (_SHORT.fullmatch(text) or _WORK.fullmatch(text)):
        return True
    if len(text) <= 120 and text.count("。") <= 1 and (_CAPTION.fullmatch(text) or _is_credit(text)):
        return True
    if len(text) <= 60 and text[-1:] in "。！？":
        return False
    contacts, sells = _contacts(text), len(_SELL.findall(text))
    if len(text) <= 60:
        return bool(contacts or _NUMBERED.search(text) or sells >= 2)
    if not contacts:  # an advertisement of that length says where to turn to; a report on prices and adverts does not
        return sells >= 3 and "。" not in text
    return contacts >= 2 or contacts + sells >= 3 or (sells > 0 and len(text) <= 160)


def _contacts(text: str) -> int:
    """How many ways to reach somebody are named."""
    told = any(mark in text for mark in _CONTACT_MARKS) or _TELEPHONE.search(text)
    return len(_CONTACT.findall(text)) if told else 0


def sells(text: str) -> bool:
    """Whether a short line speaks as advertisements do; it is one only beside others."""
    return len(text) <= 46 and _SELL.search(text) is not None


def _is_credit(text: str) -> bool:
    return _CREDITED.search(text, max(0, len(text) - 2)) is not None and _CREDIT.fullmatch(text) is not None

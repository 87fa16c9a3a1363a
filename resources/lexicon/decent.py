"""Which words of a general dictionary stay out of the word lists: the vulgar ones, which no report needs."""

_CHARACTERS = "屄屌肏屎屁嫖娼婊妓淫鸨猥亵"
_WORDS = (
    "鸡巴", "龟儿子", "龟头", "他妈的", "狗日", "杂种", "畜生", "混蛋",
    "混账", "滚蛋", "笨蛋", "傻蛋", "傻瓜", "蠢货", "贱人", "贱货", "贱骨头",
    "骚货", "荡妇", "破鞋", "泼妇", "二奶", "奶子", "窑子", "卖身", "强奸", "奸污", "奸杀",
    "奸夫", "奸情", "通奸", "捉奸", "做爱", "性交",
    "交媾", "性欲", "情欲", "肉欲", "色情", "春药", "射精", "阳痿", "阴户", "阴毛", "洋鬼子", "倭奴", "南蛮子", "蛮子",
)  # fmt: skip
_REPORTED = ("卖淫", "嫖娼", "强奸", "强奸罪", "色情", "猥亵", "淫秽", "亵渎")  # the words of the law and the police


def is_decent(word: str) -> bool:
    """Whether `word` is a term of reporting or holds none of the characters and words above."""
    return word in _REPORTED or not any(vulgar in word for vulgar in (*_CHARACTERS, *_WORDS))

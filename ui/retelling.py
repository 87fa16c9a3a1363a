"""What the rooms below say in Chinese of a repair or a figure, told in the language of the interface.

The words of the article in it stay as they are. What has no pattern here stays whole: better than nothing.
"""

import re

from ui.i18n import later, tr

_REPAIRS = (
    later("移来散落在版面别处的接续段落：{words}"),
    later("接上被分栏断开的句子：{words}"),
    later("略去重复的段落：{words}（个别字不同）"),
    later("略去重复的段落：{words}"),
    later("认出没有标记的标题：{words}"),
    later("原文没有标题，以开头的话代替"),
    later("原文没有标题，由读者补上"),
    later("“{wrong}”改为“{right}”：{above}只有{name}相合（标题{title}处，正文{body}处）"),
    later("“{wrong}”改为“{right}”：{above}只有{name}相合（标题{title}处）"),
    later("“{wrong}”改为“{right}”：{above}只有{name}相合（正文{body}处）"),
)
_NOTES = (
    later("时间：{period}，其余未注明"),
    later("时间：{period}"),
    later("含约数"),
    later("百分比由 {part}÷{whole} 算得"),
    later("约增加 {share}"),
    later("约减少 {share}"),
    later("增加 {share}"),
    later("减少 {share}"),
    later("约为原来的 {times} 倍"),
    later("为原来的 {times} 倍"),
    later("另有 {n} 项未画"),
)
_TITLES = (
    later("{subject}前后变化"),
    later("{subject}完成进度"),
    later("{part}占{whole}的比重"),
    later("{subject}的计划与完成"),
)
_LABELS = (later("原来"), later("现在"), later("已完成"), later("计划"), later("其中"))


def repair(detail: str) -> str:
    """What was done to the page, see db.model.Repair.detail."""
    return _told(detail, _REPAIRS)


def note(words: str) -> str:
    """What is to be known of a figure, see db.model.Figure.note."""
    return tr("；").join(_told(clause, _NOTES) for clause in words.split("；")) if words else words


def title(words: str) -> str:
    """The title of a figure."""
    return _told(words, _TITLES)


def label(words: str) -> str:
    """The label of a bar."""
    return tr(words) if words in _LABELS else words


def _told(words: str, patterns: tuple[str, ...]) -> str:
    for pattern in patterns:
        if found := _pattern(pattern).fullmatch(words):
            return tr(pattern, **found.groupdict())
    return words


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(template)), re.DOTALL)

"""What a person said about a case, in words: what it is about, what it was, what it is now."""

from typing import Any

from db.model import Change, Patch, Waiting
from ui.i18n import later, tr
from ui.way import topic_label

FIELDS = {
    "title": later("标题"),
    "kicker": later("眉题"),
    "subtitle": later("副题"),
    "byline": later("作者"),
    "date": later("日期"),
    "dateline": later("电头"),
    "source_note": later("来源说明"),
    "regions": later("地点"),
    "primary_region": later("主要地点"),
    "topics": later("主题"),
    "text": later("正文"),
}
METRIC = {
    "subject": later("指标名称"),
    "value": later("数值"),
    "value_max": later("数值上限"),
    "unit": later("单位"),
    "qualifier": later("限定"),
    "change": later("变化"),
    "period": later("时间"),
    "region": later("所在地"),
}
QUALIFIERS = {
    "exact": later("准确数"),
    "over": later("超过"),
    "about": later("约"),
    "nearly": later("近"),
    "under": later("不足"),
    "range": later("区间"),
}
CHANGES = {None: later("无"), "up": later("增加"), "down": later("减少"), "to": later("达到")}
COLOURS = {"yellow": later("黄色"), "green": later("绿色"), "blue": later("蓝色"), "pink": later("粉色")}
WHY = {
    "gone": later("原来的文字找不到了"),
    "twice": later("同样的文字不止一处，分不清是哪一处"),
    "homeless": later("原来的文章已不在案例库里"),
}
PARTS = {"background": later("背景"), "practice": later("做法"), "result": later("成效")}
STEPS = {
    "split": later("另成一篇"),
    "join": later("两篇合并"),
    "move": later("移段"),
    "drop": later("不归入"),
    "drop_article": later("整篇不要"),
    "rename": later("改标题"),
}
NOTHING = later("（空）")
_INNER = str.maketrans("“”", "‘’")  # quotation marks within quotation marks


def number(value: float) -> str:
    """A value as it is typed: 58200, 6902.91."""
    return f"{value:.15g}"


def place(path: str) -> str:
    """A region's path as it is read: 福建省 › 三明市."""
    return path.replace("/", " › ")


def what(patch: Patch) -> str:
    """What a patch is about: 标题, 指标的数值, 添加的指标."""
    if patch.kind == "metric":
        return tr("指标的{name}", name=tr("名称") if patch.field == "subject" else tr(METRIC[patch.field]))
    if patch.kind == "boundary":
        return tr("分篇：{step}", step=tr(STEPS[patch.field]))
    if patch.kind == "note":
        return tr("批注") if patch.new["text"] else tr("高亮")
    words = {"add": tr("添加的指标"), "strike": tr("划掉的指标"), "heading": tr("小标题"), "point": tr("摘要")}
    return words.get(patch.kind) or tr(FIELDS[patch.field or "text"])


def why(waits: Waiting) -> str:
    """Why a patch is not in force."""
    if waits.patch.kind == "boundary" and waits.why == "gone":
        return tr("它说的段落或文章，这一页上找不到了")
    return tr(WHY[waits.why])


def was(patch: Patch) -> str:
    """What was there before it; "" for what a person added."""
    if patch.kind == "strike":
        return metric(patch.old)
    if patch.kind == "metric":
        return _value(patch.field, patch.old)
    if patch.kind == "boundary":
        return patch.old
    if patch.kind == "heading":
        return patch.old or tr("（没有）")
    if patch.kind == "point":
        return tr(PARTS[patch.old]) if patch.old else tr("（不在摘要里）")
    return field(patch.field, patch.old) if patch.kind in ("field", "text") else ""


def now(patch: Patch) -> str:
    """What a person made of it."""
    if patch.kind == "add":
        return metric(patch.new)
    if patch.kind == "strike":
        return tr("已划掉")
    if patch.kind == "boundary":
        return boundary(patch)
    if patch.kind == "heading":
        return patch.new or tr("已去掉")
    if patch.kind == "point":
        return tr("列为“{part}”", part=tr(PARTS[patch.new])) if patch.new else tr("已从摘要去掉")
    if patch.kind == "note":
        return patch.new["text"] or tr(COLOURS.get(patch.new["colour"], COLOURS["yellow"]))
    return _value(patch.field, patch.new) if patch.kind == "metric" else field(patch.field, patch.new)


def boundary(patch: Patch) -> str:
    """What became of a block, or of an article, by a step on the page: 移到《……》."""
    quoted = short(patch.new.get("words", ""), 40).translate(_INNER)
    words = {
        "split": tr("从“{words}”起另成一篇", words=quoted),
        "join": tr("并入《{title}》", title=patch.new["title"]),
        "move": tr("“{words}”移到《{title}》", words=quoted, title=patch.new["title"]),
        "drop": tr("“{words}”不归入文章", words=quoted),
        "drop_article": tr("整篇不要"),
        "rename": tr("标题改为《{title}》", title=patch.new["title"]),
    }
    return words[patch.field]


def metric(fields: dict[str, Any]) -> str:
    """A metric in one line: 整治乱堆乱放问题 约 35000 处."""
    value = number(fields["value"])
    if fields.get("value_max") is not None:
        value += f"–{number(fields['value_max'])}"
    limit = fields.get("qualifier", "exact")
    limit = "" if limit in ("exact", "range") else tr(QUALIFIERS[limit])
    return " ".join(part for part in (fields["subject"], limit, value, fields["unit"]) if part)


def told(patch: Patch) -> str:
    """One line for a tooltip: 人工更正指标的数值，原为：58."""
    if patch.kind == "add":
        return tr("人工添加的指标")
    if patch.kind == "heading" and not patch.old:
        return tr("人工添加的小标题")
    if patch.kind == "point":
        return tr("人工选定：{now}，原来：{was}", now=now(patch), was=was(patch))
    return tr("人工更正{what}，原为：{was}", what=what(patch), was=short(was(patch)))


def step(change: Change) -> str:
    """A step that can be undone: 更正标题, 划掉指标."""
    if change.what == "field":
        return tr("更正{name}", name=tr(FIELDS.get(change.field, later("案例信息"))))
    if change.what == "metric":
        return tr("更正指标")
    words = {
        "text": tr("更正正文"),
        "add": tr("添加指标"),
        "strike": tr("划掉指标"),
        "note": tr("批注"),
        "withdraw": tr("恢复原样"),
        "settle": tr("安放更正"),
        "import": tr("导入 {n} 页", n=change.pages),
        "remove": tr("删除 {n} 页", n=change.pages),
        "reextract": tr("重新提取 {n} 页", n=change.pages),
        "star": tr("加星"),
        "unstar": tr("取消加星"),
        "gather": tr("新建专题"),
        "scatter": tr("删除专题"),
        "collect": tr("加入专题"),
        "uncollect": tr("移出专题"),
        "rename": tr("改名"),
        "save_search": tr("保存搜索"),
        "forget_search": tr("删除搜索"),
        "boundary": tr("调整分篇"),
        "heading": tr("更正小标题"),
        "point": tr("更正摘要"),
    }
    return words.get(change.what, change.what)


def short(words: str, most: int = 60) -> str:
    words = " ".join(words.split())
    return words if len(words) <= most else words[: most - 16] + "……" + words[-12:]


def apart(old: str, new: str, most: int = 60) -> tuple[str, str]:
    """What was and what is, each from a little before the place on where they differ: that must be seen of both."""
    front = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    start = front - 6 if front > 10 else 0
    return tuple((words if not start else "……" + words[start:])[:most] for words in (old, new))


def field(name: str, value: Any) -> str:
    """A field of the case in words; （空） where there is nothing in it."""
    if name == "regions":
        value = [place(path) for path, _ in value]
    elif name == "topics":
        value = [topic_label(code) for code in value]
    elif name == "primary_region":
        value = place(value or "")
    return (tr("、").join(value) if isinstance(value, list) else value) or tr(NOTHING)


def _value(name: str, value: Any) -> str:
    if name in ("value", "value_max") and value is not None:
        return number(value)
    if name in ("qualifier", "change"):
        return tr({"qualifier": QUALIFIERS, "change": CHANGES}[name][value])
    return place(value) if name == "region" and value else value or tr(NOTHING)

"""The words of a chart: labels that fit an axis, titles that say what is compared, and what qualifies a comparison."""

import re
from collections.abc import Sequence

from db.model import Article, Bar, Metric

LABEL = 14  # Chinese characters on an axis; half-width ones count half
TITLE = 28

_FRONT = re.compile(r"(?:大约|将近|接近|超过|突破|不足|不到|至少|最多|[约近超逾])$")
_BEHIND = re.compile(r"(?:左右|上下|以上|以下|以内)")
_WHOLE = re.compile(r"[^\W\d的及和与、][^，；。]*$")  # what may stand alone once it is taken off a subject
_CLAUSE = re.compile(r"[，,；;。！？!?：:\n“（(]")
_ADDED = re.compile(r"新增|新发展|新添|增设|增加|加装")
_SAID = {"about": "约", "nearly": "近", "over": "超过", "under": "不足"}

Group = Sequence[int]  # indices into Article.metrics


def shown(text: str, metric: Metric) -> str:
    """The quantity as the article prints it, with the word in front or behind that makes it inexact."""
    if metric.qualifier in ("exact", "range") or re.search(r"[多余几来]", metric.text):
        return metric.text
    front = _FRONT.search(text[max(0, metric.start - 2) : metric.start])
    behind = _BEHIND.match(text[metric.end : metric.end + 2])
    if front:
        return front.group() + metric.text
    if behind:
        return metric.text + behind.group()
    return _SAID[metric.qualifier] + metric.text


def label(subject: str) -> str:
    """`subject` short enough for an axis; its end, which names the thing, is kept."""
    short = re.sub(r"[（(].*?[）)]", "", subject)
    short = re.sub(r"^像.*?这样的|^全[省市州县区镇村国]", "", short) or short
    if _width(short) > LABEL and len(tail := short.rpartition("的")[2]) > 1:
        short = tail
    if _width(short) <= LABEL:
        return short
    while _width(short) > LABEL - 1:
        short = short[1:]
    return "…" + short.lstrip("”’）)、，")


def _width(words: str) -> float:
    return sum(0.5 if ord(c) < 0x2000 else 1 for c in words)


def labels(article: Article, group: Group) -> dict[int, str]:
    """A label for each metric, without what all have in common; what reads alike is told apart by time or place."""
    subjects = {n: article.metrics[n].subject for n in group}
    head, tail = _common(list(subjects.values()))
    names = {n: label(subject[len(head) : len(subject) - len(tail)]) for n, subject in subjects.items()}
    for name in {name for name in names.values() if list(names.values()).count(name) > 1}:
        alike = [n for n in group if names[n] == name]
        places = {n: (article.metrics[n].region or "").rpartition("/")[2] for n in alike}
        times = {n: article.metrics[n].period or "" for n in alike}
        more = next((told for told in (places, times) if len(set(told.values())) == len(alike)), None)
        if more:
            names |= {n: f"{name}（{more[n] or '未注明'}）" for n in alike}
    return names


def apart(article: Article, group: Group) -> list[int]:
    """Those of `group` whose label no other has: what cannot be told apart cannot be compared."""
    names = labels(article, group)
    return [n for n in group if list(names.values()).count(names[n]) == 1]


def _common(subjects: Sequence[str]) -> tuple[str, str]:
    """What all subjects begin with or end in, where what is left still says something; never both."""
    shortest = min(map(len, subjects), default=0)
    head = tail = 0
    while head < shortest and len({s[head] for s in subjects}) == 1:
        head += 1
    while tail < shortest and len({s[-1 - tail] for s in subjects}) == 1:
        tail += 1
    if len(set(subjects)) < len(subjects):
        return "", ""
    if tail >= 3 and shortest - tail >= 2 and _WHOLE.match(subjects[0][-tail:]) and not any(
        s[-1 - tail].isdigit() for s in subjects
    ):
        return "", subjects[0][-tail:]
    if head >= 4 and shortest - head >= 2 and _WHOLE.match(subjects[0][:head]):
        return subjects[0][:head], ""
    return "", ""


def named(article: Article, group: Group, behind: str) -> str:
    """What a group compares: all its things where they fit a title, else the largest and how many there are."""
    order = sorted(group, key=lambda n: -article.metrics[n].value)
    shared = label("".join(_common([article.metrics[n].subject for n in order])))
    names = list(dict.fromkeys(labels(article, order).values()))
    whole = "与".join(filter(None, ("、".join(names[:-1]), names[-1])))
    if _width(shared + whole) > TITLE:
        whole = f"{names[0]}等 {len(group)}{behind}"
    return f"{shared}：{whole}" if shared else whole


def lead(article: Article, group: Group) -> str:
    """The word a title needs where a group tells of what was added or taken away."""
    word = {"up": "新增", "down": "减少"}.get(article.metrics[group[0]].change or "", "")
    if not word and added(article.text, article.metrics[group[0]]):
        word = "新增"
    return "" if any(word in article.metrics[n].subject for n in group) else word


def added(text: str, metric: Metric) -> bool:
    """Whether `metric` counts what was added, not what there is: change, or the words in front of its list."""
    return metric.change == "up" or bool(_ADDED.search(clause(text, metric)))


def clause(text: str, metric: Metric) -> str:
    """The words of its clause in front of a metric; a list with 、 is one clause."""
    return _CLAUSE.split(text[max(0, metric.start - 60) : metric.start])[-1]


def note(article: Article, bars: Sequence[Bar], dated: bool = True) -> str:
    """What a reader must know before comparing: the times, where they differ which is which, and what is inexact."""
    metrics = [article.metrics[bar.metric] for bar in bars]
    times = [metric.period for metric in metrics]
    said = []
    if dated and any(times):
        if len(set(times)) == 1:
            said.append(f"时间：{times[0]}")
        else:
            parts = [
                "、".join(bar.label for bar, its in zip(bars, times, strict=True) if its == time) + f" {time}"
                for time in dict.fromkeys(filter(None, times))
            ]
            said.append("时间：" + "，".join([*parts, *(["其余未注明"] if None in times else [])]))
    if any(metric.qualifier not in ("exact", "range") for metric in metrics):
        said.append("含约数")
    return "；".join(said)

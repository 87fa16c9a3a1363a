"""Which metrics of an article belong together: planned and done, before and after, whole and part."""

import re

from db.model import Metric, Pair

_PLANNED = re.compile(r"计划|规划|拟|将(?!近)|目标|力争|预计|安排|任务|设计|应|需(?!求)|总投资")
_DONE = re.compile(r"已|完成|建成|实现|竣工|完工|投用|累计|实(?=[建有际到缴收])")
_DUE = re.compile(r"(?:应|需要?|拟|计划)([\u4e00-\u9fff])")  # 应参保5.6万人，已参保5.5万人
_INSIDE = re.compile(r"[^，。；：\n]{0,12}[，；（(]其中")
_PART = re.compile(r"解决|整改|办结|化解|处置|办理|完成|落实|采纳|销号|回复|其中|答复|销号|受理|修复")
_MOVED = re.compile(r"(?:到|至|为|成)了?(?:如今|现在|目前|今天|今年|[0-9]{4}年底?)?的?(?:约|近|超过?|达)?$")
_FROM = re.compile(r"(?:由|从)[^，。；\n]{0,12}$")
_NEAR = 60


def find(text: str, metrics: tuple[Metric, ...]) -> tuple[Pair, ...]:
    """Pairs of neighbours in `metrics`; a metric is the first of at most one pair and the second of at most one."""
    pairs: list[Pair] = []
    for n, first in enumerate(metrics):
        for m in range(n + 1, min(n + 4, len(metrics))):
            second = metrics[m]
            if first.unit == second.unit and (kind := _kind(text, first, second, m == n + 1)):
                pairs.append(Pair(kind, n, m))
                break
    taken: set[int] = set()
    kept = []
    for pair in pairs:
        if pair.second not in taken and pair.first not in taken:
            taken |= {pair.second, pair.first}
            kept.append(pair)
    return tuple(kept)


def _kind(text: str, first: Metric, second: Metric, next_: bool) -> str | None:
    if first.value_max is not None or second.value_max is not None:
        return None
    if second.start - first.end > 2 * _NEAR or "\n" in text[first.end : second.start]:
        return None
    between = text[first.end : second.start]
    ahead = text[max(first.sentence[0], first.start - 16) : first.start]
    if first.sentence == second.sentence and len(between) <= 24 and _FROM.search(ahead) and _MOVED.search(between):
        return "before_after"
    if second.value > first.value or second.unit in ("%", "‰", "倍", "成"):
        return None
    clause = re.split(r"[，。；\n]", between)[-1]
    plan = re.split(r"[，。；\n]", ahead)[-1]
    if (due := _DUE.search(plan)) and _DONE.search(clause) and due[1] in clause:
        return "planned_done"
    if first.sentence == second.sentence and next_ and _INSIDE.match(between):
        return "whole_part"
    if not _same(first.subject, second.subject):
        return None
    if _PLANNED.search(plan) and not _DONE.search(plan) and _DONE.search(clause):
        return "planned_done"
    told = "其中" in between or "已" in between or second.subject == first.subject
    part = _PART.search(clause)
    # 受理诉求80件，办结76件, but not 完成管道工程3处，完成道路工程2处
    told = told or (next_ and part and part.start() == 0 and part[0] not in plan)
    return "whole_part" if first.sentence == second.sentence and part and told else None


def _same(first: str, second: str) -> bool:
    """Whether two subjects name one thing: the same head, or one ends in the other."""
    return bool(first and second) and (first.endswith(second) or second.endswith(first) or first[-2:] == second[-2:])

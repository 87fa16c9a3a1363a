"""Figures that belong together: planned and done, before and after, whole and part."""

import pytest

from db.extract import metrics
from tests.db.measured import NOWHERE


def pairs(text: str) -> list[tuple[str, str, str]]:
    measured, found = metrics.find(text, NOWHERE)
    return [(p.kind, measured[p.first].text, measured[p.second].text) for p in found]


@pytest.mark.parametrize(("text", "pair"), [
    ("应建泵站62座，实建57座。", ("planned_done", "62座", "57座")),
    ("应参保人数4.3万人，已参保4.2万人。", ("planned_done", "4.3万人", "4.2万人")),
    ("需搬迁260户，已搬迁251户。", ("planned_done", "260户", "251户")),
    ("目标任务90公里，已完成74公里，完成率82.2%。", ("planned_done", "90公里", "74公里")),
    ("受理诉求2.1万件，办结2万件，办结率95%。", ("whole_part", "2.1万件", "2万件")),
    ("全村共180户，其中脱贫户37户。", ("whole_part", "180户", "37户")),
    ("总投资6000万元，其中财政资金2000万元。", ("whole_part", "6000万元", "2000万元")),
    ("全区有医院26家（其中三甲医院3家）。", ("whole_part", "26家", "3家")),
    ("会员由最初的9人壮大到如今的310人。", ("before_after", "9人", "310人")),
])  # fmt: skip
def test_a_pair(text, pair):
    assert pairs(text) == [pair]


@pytest.mark.parametrize("text", [
    "改造小区41个，建成驿站17个。", "完成管道工程6处，完成道路工程5处。", "去年收入14万元，今年达21万元。",
    "流转土地300亩，其中新建大棚52座。",
])  # fmt: skip
def test_unlike_things_side_by_side_are_none(text):
    assert pairs(text) == []

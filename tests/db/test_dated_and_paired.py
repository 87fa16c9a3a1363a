"""When a figure holds, by its own sentence or the one before; which figures of a sentence belong together."""

import pytest

from db.extract import metrics
from tests.db.measured import NOWHERE, found


@pytest.mark.parametrize(("text", "periods"), [
    ("家庭医生签约服务推行以来，签约居民3万人。", ["家庭医生签约服务推行以来"]),
    ("推行以来，签约居民3万人。", ["推行以来"]),
    ("较2020年以来新增泊位3000个。", ["2020年以来"]),
    ("1952年有气象记录以来，降雨量达300毫米。", [None]),
    ("到2025年，培训社工800名。", ["2025年"]),
    ("2023年，村里过去只有3户人家，现在有80户。", ["2023年", "现在"]),
    ("2023年，全县年均接待游客20万人次。", ["2023年"]),
    ("年均接待游客20万人次。", ["年均"]),
    ("每月走访群众20户，开办夜校30场。", ["每月", None]),
    ("在2021年300个的基础上，新建充电桩500个。", ["2021年", None]),
    ("2021年，合格率由2020年的61%提升至98%。", ["2020年", "2021年"]),
])
def test_a_figure_holds_when_its_own_words_say(text, periods):
    assert [one.period for one in found(text)] == periods


@pytest.mark.parametrize(("text", "periods"), [
    ("截至6月底，全县改造危房300户。累计发放补助500万元。", ["截至6月底"] * 2),
    ("今年上半年，全县改造危房300户。累计发放补助500万元。", ["今年上半年", None]),  # so far is not in half a year
    ("今年以来，新建步道30公里。与此同时，修复堤岸5公里。", ["今年以来"] * 2),
    ("今年以来，新建步道30公里。村里修复堤岸5公里。", ["今年以来", None]),
])
def test_a_sentence_that_goes_on_is_of_the_time_of_the_one_before(text, periods):
    assert [one.period for one in found(text)] == periods


@pytest.mark.parametrize(("text", "pairs"), [
    ("计划新建泊位100个，计划改建泊位50个，已完成泊位40个。", [("planned_done", 0, 2)]),  # one deed fulfils one plan
    ("排查隐患30处，其中办结隐患20处，其中办结隐患10处。", [("whole_part", 0, 1)]),
    ("计划整治河道3至5公里，已完成河道2公里。", []),
    ("计划整治河道50公里，已完成河道80公里。", []),
    ("已完成规划泊位100个，已建成泊位60个。", []),
    ("计划新建泊位100个，\n已建成泊位60个。", []),
    ("排查隐患30处，整改隐患20处。", [("whole_part", 0, 1)]),
    ("计划路灯覆盖率90%，已完成覆盖率80%。", []),
])
def test_each_figure_is_of_one_pair_at_most(text, pairs):
    assert [(one.kind, one.first, one.second) for one in metrics.find(text, NOWHERE)[1]] == pairs

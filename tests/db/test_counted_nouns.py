"""The noun that is counted, where those who use it, others of a row, or what was done to it stand beside it."""

import pytest

from db.extract import metrics
from tests.db.measured import NOWHERE


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("投入使用的30台新能源公交车乘客座位旁装上了扶手。", ["新能源公交车"]),
        ("对县城至东河、西坝五条线路车辆进行更新。", ["线路"]),
        ("25部电梯维保人员参加了考试。", ["电梯"]),
        ("3座水库、5条道路绿化带都有专人看护。", ["水库", "道路绿化带"]),  # nobody who uses the road is named
        ("更新九条城乡公交122台破旧车辆。", ["城乡公交", "破旧车辆"]),
        ("小麦、玉米、大豆产量同比均有增加，分别增长3.1%、2.2%、8.6%。", ["小麦产量", "玉米产量", "大豆产量"]),
        ("诉前调解150件，诉中调解90件，判决50件，执行完毕80件。", ["诉前调解", "诉中调解", "判决", "执行完毕"]),
        ("沿河3个村共计900人需紧急转移。", ["村", "需紧急转移的人"]),
        ("蜜橘每斤要比市场价低0.5元。", ["蜜橘"]),
        ("虾的亩产同往年相比下降约10%。", ["虾的亩产"]),
        ("区直部门及乡镇自筹190多万元。", ["自筹"]),
        ("全市完成猪瘟免疫18万头，羊痘免疫5万只。", ["猪瘟免疫", "羊痘免疫"]),
        ("上半年完成年度计划的53.9%。", ["年度计划"]),
        ("像他家这样用上天然气的，全乡共有240多户。", ["户"]),
        ("全村有240户。", ["全村"]),
        ("全村常住人口1500人。80岁以上的有112人，70岁以上的有300人左右。", ["全村常住人口", "人", "人"]),
        ("支队连夜抽调45名队员赶往灾区。", ["队员"]),
    ],
)
def test_users_rows_and_deeds_leave_the_noun_that_is_counted(sentence, wanted):
    assert [m.subject for m in metrics.find(sentence, NOWHERE)[0]] == wanted

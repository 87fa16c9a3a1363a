"""Cases that somebody makes, brackets, places that have what was counted, and verbs that name what they count."""

import pytest

from tests.db.measured import told


@pytest.mark.parametrize(
    ("sentence", "subjects"),
    [
        # who and what make the case together, but who finds it is no case
        ("渔船超载6起、疲劳驾驶14起。", ["渔船超载", "疲劳驾驶"]),
        ("派出所破获窃案8起。", ["窃案"]),
        # a verb that names its own cases
        ("下发整改通知书40份，立案9起。", ["通知书", "立案"]),
        ("受案增加31件，上升6%。", ["受案", "受案"]),
        # what stands in brackets is not continued behind them
        ("发现线索52件（网络线索19件、来信线索33件），立案8件。", ["线索", "网络线索", "来信线索", "立案"]),
        ("完成年度任务（60万株）的84%。", ["任务", "任务"]),
        # places have what was counted before them
        ("开发区甲主营业务收入80亿元；东城经济开发区65亿元。", ["主营业务收入", "主营业务收入"]),
        ("农村低保金户均900元，城市1500元。", ["低保金", "低保金"]),
        # those who committed a crime are counted, not crimes
        ("起诉侵占集体财产犯罪6人。", ["犯罪的人"]),
        # shares of a plan, one for each of the amounts before
        ("完成土方90万方，投资600万元，占计划的92%、105%。", ["土方", "投资", "土方", "投资"]),
        # people of whom the verb behind tells more
        ("村里有12名青年外出，其中5名考上大学。", ["青年", "青年"]),
        ("暴雨造成3200人受灾，8人失踪，转移安置700人。", ["受灾的人", "失踪", "转移安置的人"]),
        ("300余人紧急转移到学校。", ["紧急转移到学校的人"]),
        # a household and its people side by side with money
        ("临时救助7人3.2万元。", ["临时救助", "临时救助"]),
    ],
)
def test_of_several_numbers_each_has_its_own_thing(sentence, subjects):
    got = [subject for _, subject in told(sentence)]
    assert len(got) == len(subjects) and all(map(str.endswith, got, subjects)), got


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("近900间房屋不同程度损坏。", "房屋"),
        ("6个基层法院人均收案180件。", "基层法院"),
        ("5个市、县重点项目开工。", "重点项目"),
        ("80%的老人希望就近吃饭。", "老人"),
        ("午餐最低降至6元。", "午餐"),
        ("流转荒地45亩建设采摘园。", "荒地"),
        ("损失30万元以上的重大事故。", "损失"),
        ("市财政支援山区1800万元。", "支援"),
        ("出租集团日均出车700辆。", "出车"),
        ("8天共接待20万人次。", "接待"),
        ("向灾区捐了500元个人捐款。", "个人捐款"),
        ("送去棉衣90件价值5000元。", "棉衣"),
        ("35位空巢、留守老人领到了米面。", "老人"),
        ("税收增幅连续四年超过15%。", "税收增幅"),
    ],
)
def test_the_first_subject_ends_in_the_thing_measured(sentence, subject):
    assert told(sentence)[0][1].endswith(subject), told(sentence)

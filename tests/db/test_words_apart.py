"""Where the noun beside a number begins and ends: verbs stay off it, words stay whole, descriptions lead to it."""

import pytest

from tests.db.measured import found, told


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        # a verb behind the noun says what became of it
        ("约3万亩玉米受淹。", "玉米"),
        ("投入52台套排涝设备抢排积水。", "排涝设备"),
        ("4个边远乡镇摘帽。", "边远乡镇"),
        ("召集14个部门召开会议。", "部门"),
        ("教室里18台电子琴一字排开。", "电子琴"),
        ("对9处路段斑马线设置信号灯。", "路段斑马线"),
        ("全镇27个党支部层层签订责任书。", "党支部"),
        ("6名商贩违规占道。", "商贩"),
        ("建成42套农舍赠乡亲。", "农舍"),
        # a verb may be made a noun, or lead to one
        ("造成7处大面积塌陷。", "大面积塌陷"),
        ("申请900万元的综合授信。", "综合授信"),
        ("历经5次的集中整治，面貌一新。", "集中整治"),
        ("提出30万元的赔偿要求。", "赔偿要求"),
        ("走访63户困境留守儿童家庭。", "困境留守儿童家庭"),
        ("挂牌8个乡贤联合活动中心。", "乡贤联合活动中心"),
        ("查办6起涉嫌使用回收油的违法行为。", "违法行为"),
        ("与两名骑三轮车的青年相识。", "青年"),
        ("承担40%的责任比例。", "责任比例"),
        ("建成9个镇级矛盾纠纷调处中心。", "镇级矛盾纠纷调处中心"),
        ("500多个自然村大力整治河道。", "自然村"),
        ("巡回讲课26场近4000人次。", "巡回讲课"),
        # words stay whole
        ("去年全县人均教育支出730元。", "全县人均教育支出"),
        ("登记备案的行业调解组织42个。", "行业调解组织"),
        ("新设警示语143组。", "警示语"),
        ("买来8台高配置电脑。", "高配置电脑"),
        ("收取赞助费8000元。", "赞助费"),
        ("巡讲走进17所本科高校。", "本科高校"),
        ("请来26名贫困劳动力帮工。", "贫困劳动力"),
        # the value that a thing has is not what is counted
        ("栽下的60亩桃树成活率高。", "桃树"),
        ("5棵树估值20万元。", "树"),
        # what is set in brackets between
        ("安排重点工程34个(其中续建15个)总投资45亿元。", "重点工程"),
        ("承接50万元国际结算业务。", "国际结算业务"),
        ("60万元的差价轻松落入口袋。", "差价"),
        ("资助10名家庭贫困学子。", "家庭贫困学子"),
        ("累计触达60万次。", "累计触达"),
        ("净利润3亿元，相当于总额的40%。", "净利润"),
        ("粮价余额双双突破百亿元。", "粮价余额"),
        # limits, scenes, ways of guessing and currencies are no subjects
        ("存款余额突破百亿元大关。", "存款余额"),
        ("操场上停满了单车，保守估计700余辆。", "单车"),
        ("罚没现金人民币20万元。", "现金"),
        # who does a thing how often; how it is done
        ("远程会诊140例。", "远程会诊"),
        ("因溺水死亡31例。", "死亡"),
        ("完成全年计划20亿元。", "计划"),
        # to a place is not in it
        ("从县城到山口的行程缩短到1小时。", "山口的行程"),
        # how much more than what
        ("分红比合同上规定的多了500元。", "分红"),
    ],
)
def test_the_noun_and_no_more(sentence: str, subject: str) -> None:
    assert told(sentence)[0][1] == subject


@pytest.mark.parametrize(
    "sentence",
    [
        "交警五支队民警巡查。",
        "历时5个多月。",
        "经过一番考察，当地定了下来。",
        "密度达到每万平方公里。",
        "二本上线率高。",
        "凌晨0:15分来到楼下。",
    ],
)
def test_names_and_times_are_no_figures(sentence: str) -> None:
    assert found(sentence) == ()


@pytest.mark.parametrize(
    ("sentence", "unit", "value", "value_max", "qualifier"),
    [
        ("治疗费大概7—8万。", "元", 70000, 80000, "range"),
        ("将20万余赔款付清。", "元", 200000, None, "over"),
        ("在3.4万农户中推广。", "户", 34000, None, "exact"),
        ("纯度不小于99%。", "%", 99, None, "over"),
    ],
)
def test_units_left_unsaid_and_bounds(sentence, unit, value, value_max, qualifier) -> None:
    one = found(sentence)[0]
    assert (one.unit, one.value, one.value_max, one.qualifier) == (unit, value, value_max, qualifier)


@pytest.mark.parametrize(
    ("sentence", "change"),
    [
        ("产值年均递增达到13%。", "up"),
        ("贷款同比多增3亿元。", "up"),
        ("分红比去年多了500元。", "up"),
        ("全年减少贫困人口1.2万人。", "down"),
        ("共减贫3.2万余人。", "down"),
        ("减少排放粉尘3吨。", "down"),
        ("利润下降10%至810万元。", "to"),
        ("麦价跌超2%。", "down"),
        ("用电平均降幅将达30%左右。", "down"),
        ("存款缩水至14万元。", "to"),
        ("很多不满5万元的账户。", None),
        ("至少超过60%的旧电池流入黑市。", None),
        ("差不多10分钟就能到家。", None),
        ("最多300元就能办好。", None),
    ],
)
def test_words_of_change_and_words_that_only_look_like_them(sentence: str, change: str | None) -> None:
    assert found(sentence)[-1].change == change


def test_a_sum_up_to_an_hour_is_dated_whole() -> None:
    assert found("截至昨日中午，共有300人报名。")[0].period == "截至昨日中午"

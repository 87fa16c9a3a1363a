"""Deeds that are themselves counted, words kept whole, and what runs on into the next noun."""

import pytest

from tests.db.measured import found, told


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        # the whole deed is counted, not what it is done to
        ("全年完成饮用水抽检240批次。", "饮用水抽检"),
        ("化妆品抽检85批次。", "化妆品抽检"),
        ("下达责令拆除9件。", "责令拆除"),
        ("申请法院强制拆除3件。", "法院强制拆除"),
        ("涉嫌非法采砂移送检察机关2件。", "移送"),
        ("对3家砖厂实施限产整治7家。", "限产整治"),
        ("去年网上采购60万元。", "网上采购"),
        ("山洪造成因灾死亡（失踪）6人。", "死亡"),
        # words stay whole
        ("发出责令改正通知书31份。", "通知书"),
        ("群众知晓度96%。", "群众知晓度"),
        ("收缴罚没款8.4万元。", "罚没款"),
        ("检出不合格12件。", "不合格"),
        ("3家三级以上医院参加。", "三级以上医院"),
        ("设立20万元大学生创业启动资金。", "大学生创业启动资金"),
        # lengths
        ("这条省道全长46公里。", "省道全长"),
        ("环湖公路贯通三镇，全长约88公里。", "全长"),
        # goods that are delivered
        ("合作社每天有3吨白菜供应食堂。", "白菜"),
        # the noun runs on into the next one
        ("其中8个山区乡镇山货同比增长。", "山区乡镇"),
        ("其中16个隐患路段事故同比下降。", "隐患路段"),
        # what a relative clause and a row of attributes lead to
        ("检查9家取得许可证的碗碟、杯盏清洗消毒单位。", "杯盏清洗消毒单位"),
        ("1200平方米的农机展示大厅人潮涌动。", "农机展示大厅"),
        # a deed of persons
        ("电商从业人员900人，新增就近就业400余人。", "就业"),
        ("惠及农户1200人，精准扶贫300人。", "扶贫"),
        # the title of a rule is not measured
        ("镇里印发《住房修缮办法》，明确每户按不低于800元补助。", "补助"),
        ("监测户75户210人全部落实政策。", "监测户"),
        # words of the trade stay whole
        ("办结群众举报件64件。", "办结群众举报件"),
        ("整治占道经营38起。", "占道经营"),
        ("办理行政许可510件。", "办理行政许可"),
        ("下岗职工再就业260人。", "就业"),
        ("客船倾覆致使4人失踪。", "失踪"),
        # how old they are stands between
        ("为900名65岁以上老人体检。", "老人"),
        ("发现漏洞52个，限期整改14个。", "整改漏洞"),
        ("每亩利润可达6000元，比种高粱高出2倍。", "每亩利润"),
        ("责令停产停业4家。", "停产停业"),
        ("移送检察院3人。", "移送"),
        ("护林队每天巡逻2次。", "巡逻"),
        ("种粮面积扩大到900亩，亩产提高8%。", "亩产"),
        ("党纪处分21人，诫勉谈话9人。", "诫勉谈话"),
        ("全县劳务输出1.3万人。", "全县劳务输出"),
        ("两镇争取资金3亿元，是前两年总和的2.1倍。", "争取资金"),
        ("机采棉价格是手采棉的1.2倍。", "机采棉价格"),
        ("梨树挂果面积700亩。", "梨树挂果面积"),
        ("移民新村共安置90户。", "安置的户"),
        ("整个搬迁用时38天。", "搬迁用时"),
        ("约谈14人。", "约谈的人"),
        ("居民用水价格每立方米下调0.2元。", "居民用水价格"),
        ("31户分散供养老人搬进公寓。", "分散供养老人"),
        # about
        ("电动车事故数量约占到全年的31%。", "电动车事故数量"),
        ("2万多群众搬出大山。", "群众"),
    ],
)
def test_what_is_counted(sentence, subject):
    assert told(sentence)[-1][1] == subject


@pytest.mark.parametrize(
    ("sentence", "change"),
    [
        ("火灾起数下降幅度12.5%。", "down"),
        ("客流上升幅度7%。", "up"),
        ("入学率比全省高出4个百分点。", None),
        ("窗口减少申报材料40%。", "down"),
        ("提高分拣效率25%。", "up"),
        ("着力提高满意率97%。", None),
    ],
)
def test_the_change(sentence, change):
    assert found(sentence)[-1].change == change


@pytest.mark.parametrize("sentence", ["县里四套班子到场。", "可乘11、12、13路公交前往。"])
def test_what_is_no_metric(sentence):
    assert not found(sentence)


def test_how_long_somebody_served():
    assert [m.text for m in found("护河时长累计达8万小时。")] == ["8万小时"]
    assert [m.text for m in found("全年优良天数达301天。")] == ["301天"]


def test_how_long_something_must_be_kept():
    assert told("留样保存时长要求36小时。")[0][0] == "36小时"


def test_about_may_stand_before_the_verb():
    assert found("夜间用电约占到全天的35%。")[0].qualifier == "about"


def test_a_period_from_one_month_to_another():
    assert found("从去年5月到今年4月，合作社卖出鲜花1200箱。")[0].period == "从去年5月到今年4月"


def test_what_lay_before_a_year():
    assert found("2011年以前全村有危房140间。")[0].period == "2011年以前"


def test_who_does_it_is_counted_though_a_noun_follows():
    assert told("巡河员60人结对帮扶困难户150户。")[0] == ("60人", "巡河员")

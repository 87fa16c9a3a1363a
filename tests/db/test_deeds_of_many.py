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


@pytest.mark.parametrize(
    ("sentence", "subjects"),
    [
        # what rose or fell is what the same measure word counted
        ("发生火灾40起，死亡3人，同比减少5起、2人，分别下降11%和40%。", ["火灾", "死亡", "火灾", "人", "火灾", "人"]),
        ("咨询50件，同比增加8%；投诉30件，同比增加9%。", ["咨询", "咨询", "投诉", "投诉"]),
        ("贷款余额8亿元，占比27%，较年初增加6000万元。", ["贷款余额", "占比", "贷款余额"]),
        ("发生事故30起，同比少4起。", ["事故", "事故"]),
        ("火灾起数和伤亡人数分别下降9%和4%。", ["起数", "人数"]),
        # the work that is done to a thing is counted where the thing cannot be
        ("棚户区改造新开工1800套，开工率35%。", ["棚户区改造", "开工率"]),
        ("堤防加固6公里，森林抚育900亩。", ["堤防加固", "森林抚育"]),
        # goods are what is stored and sold, not those who do it
        ("种子已储备70吨，化肥已储备300吨。", ["种子", "化肥"]),
        ("立案30件，办结21件。", ["立案", "办结"]),
        ("受理群众咨询投诉举报600件。", ["举报"]),
        # what a price or a share is said of
        ("价钱比平时高出3倍。", ["价钱"]),
        ("平均数是中位数的112%。", ["平均数"]),
        ("游客人均消费最高，每天人均500元。", ["消费"]),
        # what is counted stands further off
        ("自家有20亩地，又从邻居那里流转过来35亩。", ["地", "地"]),
        ("慰问300名一线职工。", ["职工"]),
        ("1200名地县两级干部下乡。", ["干部"]),
        ("山坡上有300万株、近百个品种的牡丹。", ["牡丹", "品种"]),
        ("办了60件看得见、摸得着的实事。", ["实事"]),
        ("饼干900箱和价值8万元的药品。", ["饼干", "价值"]),
        ("流转40亩田地种植土豆。", ["田地"]),
    ],
)
def test_what_a_clause_does_not_name_is_found_by_its_unit_and_its_verb(sentence, subjects):
    got = [subject for _, subject in told(sentence)]
    assert len(got) == len(subjects) and all(map(str.endswith, got, subjects)), got


@pytest.mark.parametrize(
    ("sentence", "subjects"),
    [
        ("已有80人次因违纪受到处分。", ["处分"]),
        ("受训的人数逐月增加，从1月的90人增加到6月的200人。", ["人数", "人数"]),
        ("中心主任王小二等6人受到表彰。", ["人"]),
        ("村民负担仅为全县平均数的4%。", ["负担"]),
        ("全国14个省市果树发病。", ["省市"]),
        ("筹到900万元解困和慰问资金。", ["资金"]),
        ("劝走了7个拒不搬走的“钉子户”。", ["钉子户"]),
        ("建厂3个；电话总容量越过百万大关，比上年增长8%。", ["厂", "容量"]),
        ("建立40个集试验、培训为一体的示范基地。", ["示范基地"]),
        ("拆除广告牌、店招等23处。", ["店招"]),
        ("扶持5个技术含量高、实力强的企业集团。", ["企业集团"]),
        ("县以上党政机关有60个。", ["机关"]),
        ("平均每天来访人数由90人次上升至200人次。", ["人数", "人数"]),
        ("带病的老人执意要捐款900元。", ["捐款"]),
        ("公用经费由每生300元提高到每生500元。", ["经费", "经费"]),
        ("先后把4个儿子送到部队。", ["儿子"]),
        ("给37户军人家属送去奖状。", ["家属"]),
        ("参加演练10次、抗洪救灾4次。", ["演练", "抗洪救灾"]),
        # words that a general dictionary takes for names
        ("评出文明家庭30户，救助孤儿8名。", ["文明家庭", "孤儿"]),
        ("更换零部件90个。", ["零部件"]),
        ("有90个百人以上企事业单位成立工会。", ["企事业单位"]),
        ("化解纠纷900件，其中网格员调解200件。", ["纠纷", "纠纷"]),
        ("电车保有量以年均20%的速度从2万辆增至4万辆。", ["保有量", "保有量", "保有量"]),
        ("走遍全省90个县、市、区的7000户军属。", ["县、市、区", "军属"]),
        ("打通了5条通往乡、村的“生命线”。", ["生命线"]),
        ("每斤白菜2元，涨5%。", ["白菜", "白菜"]),
        ("移送公安机关8户。", ["移送"]),
        ("建起60个生猪产销一体化基地。", ["生猪产销一体化基地"]),
        ("选配了8名党政一把手。", ["一把手"]),
        ("线索比上年猛升了2倍。", ["线索"]),
        ("还有12个行政村不通客车。", ["行政村"]),
        ("开展巡查4次，突击打击3次。", ["巡查", "突击打击"]),
        ("行政村通畅率、通客车率达100%。", ["通客车率"]),
    ],
)
def test_long_descriptions_and_rows_end_in_their_noun(sentence, subjects):
    got = [subject for _, subject in told(sentence)]
    assert len(got) == len(subjects) and all(map(str.endswith, got, subjects)), got

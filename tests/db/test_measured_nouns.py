"""Which of several nouns a number measures: what its measure word can count, what a clause leaves unsaid."""

import pytest

from tests.db.measured import found, told


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        # the measure word tells which noun it counts
        ("全县农产品加工企业保持良好势头，从2019年的210家。", "农产品加工企业"),
        ("玉米绝收90亩直接经济损失达300万元。", "玉米"),
        # words stay whole
        ("封堵入河排污口36个。", "入河排污口"),
        ("新建寄宿制小学7所。", "新建寄宿制小学"),
        ("清洗临街立面2.3万平方米。", "临街立面"),
        ("启动改造柑橘园区、中药材基地各4个。", "中药材基地"),
        # what runs past the noun
        ("17条机耕路多处塌方。", "机耕路"),
        ("6个边远乡主要分布在山区。", "边远乡"),
        ("22个老旧小区改造项目开工。", "老旧小区改造项目"),
        ("9个贫困村发展集体经济。", "贫困村"),
        ("15名大学生村官到岗。", "大学生村官"),
        ("3万花农增收。", "花农"),
        # attributes and clauses between the number and its noun
        ("8座二类及以下公厕完成提升。", "二类及以下公厕"),
        ("26家国有、民营企业参加。", "国有、民营企业"),
        ("铺设18公里长的排水管道。", "排水管道"),
        ("引进4个投资2亿元以上的加工项目。", "加工项目"),
        ("村里办起60款不同口味的糕点展。", "糕点展"),
        # the noun behind the second number belongs to the first as well
        ("扩建2万吨和800吨茶油生产线。", "茶油生产线"),
        # measuring nouns
        ("茶园海拔1300米的山坡上云雾缭绕。", "茶园海拔"),
        ("村公共维修基金累计支出36万元。", "村公共维修基金"),
        # sums of money are governed, not named, by their verbs
        ("市慈善总会多方募集资金80万元。", "资金"),
        ("2022年投资450万元。", "投资"),
        ("镇里资助大学生800元。", "资助"),
        ("募集的救济金累计折合人民币62万余元。", "救济金"),
        # money that was spent on what follows
        ("县里投入900万元建设的示范点。", "投入"),
        ("镇里拿出12万元对协会单位的困难职工给予补助。", "拿出"),
        # people of whom something is told
        ("有5人在全省技能大赛中获奖。", "在全省技能大赛中获奖的人"),
        ("家庭医生服务有近3万人签约。", "签约的人"),
        ("全县尚有2万人处在贫困线以下。", "处在贫困线以下的人"),
        ("夜校惠及310户。", "惠及的户"),
        # a relative clause with a verb in front
        ("8个销售自产鲜花及腌菜的农家摊点开张。", "农家摊点"),
        ("60多名行动需要照顾的孤寡老人搬进新居。", "孤寡老人"),
        # the measure word asks for the noun behind 的 or 和
        ("完成22项水库的加固工程。", "加固工程"),
        ("18项群众和企业办事事项全部办结。", "群众和企业办事事项"),
        ("90多名文艺、科技和卫生工作者下乡。", "文艺、科技和卫生工作者"),
        ("推出5条措施拓宽销售渠道。", "措施"),
        ("12个娱乐场所检查消防设施情况。", "娱乐场所"),
        ("16个建制镇建设污水厂。", "建制镇"),
        ("古镇有民居900处，其中80多处有较高的保存价值。", "民居"),
        # two counts of one thing
        ("全年新增120个、累计560个村庄通上天然气。", "村庄"),
        # a number's own number
        ("建成9个3万亩以上的连片种植基地。", "连片种植基地"),
        # means and rates are not what is counted
        ("每天通过手机报送310件。", "报送"),
        ("审批事项由平均每个乡镇44项减少到26项。", "事项"),
        # words that no lexicon has, and words of verbs that are things
        ("划定禁养区310个。", "禁养区"),
        ("通户路全长2.6公里。", "通户路全长"),
        ("发放居住证45件。", "居住证"),
        ("杂交稻种3万斤。", "杂交稻种"),
        ("立案后行政拘留17起。", "行政拘留"),
        ("受理消费者投诉86起。", "消费者投诉"),
        # long descriptions
        ("走访36名行动不便的老年人。", "老年人"),
        ("对8家面积达500平方米以上，且设施齐全的日间照料中心给予补助。", "中心"),
        ("慰问2300名三、四级残疾人。", "残疾人"),
        # people of whom a verb tells, behind a verb that reaches them
        ("水泥路通了，带动24户脱贫。", "脱贫的户"),
        # what was planned is the thing of the clause before
        ("合作社开展黑山羊养殖，计划2000只。", "黑山羊养殖"),
        # a list and what has it
        ("服务项目有理发、量血压、助浴等6种。", "服务项目"),
        # a sum is no area
        ("林业改革资金700亩造林项目完工。", "造林项目"),
        ("评选260个智慧社区升星。", "智慧社区"),
        ("受理网上申请75件。", "网上申请"),
        ("全镇流转41户620亩耕地。", "耕地"),
        ("老龄化程度高于全省平均水平2.3个百分点。", "老龄化程度"),
        ("每村的村集体收入达20万元。", "村集体收入"),
        ("志愿者队伍发展9支。", "志愿者队伍"),
        ("收回600元押金和证件。", "押金"),
        # a rate is not what is counted
        ("160个行政村公交覆盖率为93%。", "行政村"),
        ("310个建制村（社区）公交全覆盖。", "建制村"),
        ("9台新购置的电动客车运至车站。", "电动客车"),
        ("购进14台6米电动客车。", "电动客车"),
        ("在园幼儿2.1万人。", "在园幼儿"),
        # units before words that begin like others
        ("座谈会邀请400多名企业家。", "企业家"),
        ("走访12位居民。", "居民"),
        ("记录30种植物。", "植物"),
        ("提供1200套房源。", "房源"),
        ("建成5个体育馆。", "体育馆"),
        ("机器顶得上30个人的工作量。", "人"),
        # a time told in passing
        ("蛋鸡存栏量短短几年时间就达到30万只。", "蛋鸡存栏量"),
        ("出台6项新的扶贫举措。", "扶贫举措"),
        ("召集120个村支部书记开会。", "村支部书记"),
        ("84户动迁村民3天内全部签约。", "动迁村民"),
        ("以1.6万元的价格买下旧车。", "价格"),
        ("46个国家级贫困县网络零售额达9亿元。", "国家级贫困县"),
        ("他的成功吸引了同村的21人加入。", "同村的人"),
        ("评出2个国家级、3个省级示范县。", "省级示范县"),
        ("4小时直播卖出1.6万单四件套。", "直播卖出"),
        ("带动农村就地就业1300人。", "就业"),
        ("行政村通光纤和4G的比例超过99%。", "光纤和4G的比例"),
        ("调度16座大中型水库拦蓄洪量2亿立方米。", "大中型水库"),
        ("强降雨造成3市县6.2万人受灾。", "受灾的人"),
        ("站前水位超警戒线1.3米。", "水位"),
        ("安排了1500多人24小时值守。", "安排的人"),
        # a thing in a place
        ("这类书屋在全国已拥有8万个。", "书屋"),
        # the course of things
        ("外来投资增速逐年放缓，去年回落到8%。", "投资增速"),
        ("居民生活费收入增加，扣除价格因素比上年增长4.6%。", "居民生活费收入"),
        # service time
        ("窗口在2小时内办结全部手续。", "办结"),
        # speech
        ("“真没想到8分钟就办好了。”", "办好"),
        # a date is no noun
        ("茶青收购价18日上涨了7.5%。", "茶青收购价"),
        ("批发市场发展到260家。", "批发市场"),
        ("电价每千瓦时高达2元。", "电价"),
    ],
)
def test_the_noun_that_is_measured(sentence, subject):
    assert told(sentence)[0][1] == subject


def test_a_number_may_count_what_the_sentence_before_named():
    assert told("全县规划建设蔬菜园区12个。目前已启动建设的有5个。")[1] == ("5个", "建设蔬菜园区")


def test_the_rest_of_a_thing_is_that_thing():
    assert told("首批6部电梯完成安装，余下的9部年底完工。")[1] == ("9部", "电梯")


def test_households_are_no_buildings():
    assert told("小区有11幢楼、260户。") == [("11幢", "楼"), ("260户", "户")]


def test_the_noun_of_the_first_number_is_not_that_of_the_second():
    assert told("该村有5个村民小组312户1186人。") == [("5个", "村民小组"), ("312户", "户"), ("1186人", "人")]


def test_where_a_part_is_does_not_name_it():
    assert told("每天揽收包裹4万件，其中1万多件在农村地区流动。")[1] == ("1万多件", "包裹")


def test_a_part_is_no_amount():
    assert told("公办幼儿园数量达到27所，其中20所是新办的。")[1] == ("20所", "公办幼儿园")


def test_the_people_of_teams_that_were_counted():
    assert told("志愿者队伍9支180人。")[1] == ("180人", "志愿者队伍")


def test_a_part_that_moved_is_of_the_people_who_moved():
    assert [subject for _, subject in told("全省转移群众90万人，其中滞洪区转移60万人。")] == ["转移群众", "转移群众"]


def test_people_of_several_teams():
    assert told("41个舞龙队的1200人参加巡游。")[1] == ("1200人", "舞龙队的人")


def test_verbs_named_in_a_row_stay_whole():
    text = "全市城镇新增就业、失业人员再就业、困难人员就业分别为6.1万人、2.2万人、0.9万人。"
    assert [subject for _, subject in told(text)] == ["全市城镇新增就业", "失业人员再就业", "困难人员就业"]


def test_a_row_shares_what_its_last_part_says():
    text = "早稻和晚稻的平均亩产量分别达到430公斤和510公斤。"
    assert [subject for _, subject in told(text)] == ["早稻亩产量", "晚稻的平均亩产量"]


def test_adding_up_to_a_number_is_no_other_thing():
    assert [subject for _, subject in told("示范店扩大到30个，明年增加到50个。")] == ["示范店", "示范店"]


def test_a_word_of_sharing_gives_a_row_to_the_numbers_before():
    text = "全市公积金归集90亿元，归集余额70亿元，同比分别增长16%和9%。"
    assert [subject for _, subject in told(text)][2:] == [subject for _, subject in told(text)][:2]


def test_a_proportion_is_no_share_of_the_number_before():
    text = "就读公办园的幼儿增加0.4万人，公办园幼儿占比从21%提升至48%。"
    assert [subject for _, subject in told(text)][1:] == ["公办园幼儿占比", "公办园幼儿占比"]


def test_what_a_part_adds_is_the_thing():
    text = "全市新增幼儿园64所，其中中心城区新增24所。"
    assert [subject for _, subject in told(text)] == ["新增幼儿园", "新增幼儿园"]


def test_a_share_of_a_plan_is_that_of_the_thing():
    text = "归集额8.4亿元，占全年计划16亿元的52.5%，同比增加1.1亿元。"
    assert [subject for _, subject in told(text)] == ["归集额", "计划", "归集额", "归集额"]


def test_parts_of_a_course_are_none():
    assert found("村干部分6批外出学习。") == ()


def test_a_word_of_coming_behind_a_unit_is_no_approximator():
    assert [m.qualifier for m in found("检查组3次来村里。")] == ["exact"]


def test_a_place_at_a_distance_and_a_slogan_of_advice_are_none():
    assert found("学校在城东12公里处。") == found("提出四条治理建议。") == ()


def test_improving_a_thing_is_no_increase_of_its_number():
    assert found("道路等设施改造提升130处。")[0].change is None


def test_the_time_that_a_thing_took_is_a_result():
    assert found("从立项到开业仅用了48天。")[0].text == "48天"


def test_coming_in_another_word_is_no_approximator():
    assert found("一趟只卖5块钱来回半天。")[0].qualifier == "exact"


def test_square_metres_in_latin_letters():
    assert [(m.text, m.value) for m in found("占地面积3100m2，建筑面积980㎡。")] == [("3100m2", 3100), ("980㎡", 980)]


def test_a_dot_in_the_middle_is_a_decimal_point_before_a_unit():
    assert [m.value for m in found("捐赠棉衣4·7万件、药品３·５吨。")] == [47000, 3.5]


def test_a_day_with_a_dot_is_no_number():
    assert found("“3·15”晚会之后，5·12防灾减灾日将至。") == ()


def test_an_indicator_in_latin_letters_has_a_value():
    metric = found("增速高于全国GDP0.8个百分点。")[0]
    assert (metric.text, metric.value, metric.unit) == ("0.8个百分点", 0.8, "个百分点")


@pytest.mark.parametrize("text", ["沿G7高速行驶。", "PM2.5浓度达标。", "使用A4纸打印。"])
def test_a_number_that_is_part_of_a_name_in_latin_letters_is_none(text):
    assert found(text) == ()


def test_the_old_value_of_a_change_stands_before_the_comma():
    text = "办理时限已从原先的9个工作日，压缩至2个工作日。"
    assert [(m.text, m.subject, m.change) for m in found(text)] == [
        ("9个工作日", "办理时限", None),
        ("2个工作日", "办理时限", "to"),
    ]


def test_people_without_a_measure_word():
    assert [(m.text, m.unit) for m in found("安置7万果农、5万民兵和3万港澳同胞。")] == [
        ("7万", "人"), ("5万", "人"), ("3万", "人"),
    ]  # fmt: skip


def test_decimals_times_a_scale_leave_no_dust():
    assert repr(found("财政资金83.9亿元。")[0].value) == "8390000000"


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("2018年至今，查处案件260起。", ["2018年至今"]),
        ("截止9月3日凌晨，转移群众900人。", ["截止9月3日凌晨"]),
        ("2021年，规上企业年均销售收入58亿元；拥有专利180件。", ["2021年", "2021年"]),
        ("合作社从2018年的60家发展到2022年的110家。", ["2018年", "2022年"]),
        ("目前，覆盖率由2020年的58%提升至97.5%，惠及群众2600人。", ["2020年", "目前", "目前"]),
        ("1～6月，新增就业1.9万人。", ["1～6月"]),
        ("前6月受理工单4300件。", ["前6月"]),
        ("自4月2日“清风行动”开展以来，查处案件72起。", ["自4月2日“清风行动”开展以来"]),
        ("2015年年底，人均收入2600元。", ["2015年年底"]),
        ("每个月发放补贴260元。", ["每个月"]),
        ("截至2022年9月底，全市有志愿者9万人。累计开展活动4000场次。", ["截至2022年9月底"] * 2),
    ],
)
def test_the_words_that_date_a_number(text, periods):
    assert [m.period for m in found(text)] == periods

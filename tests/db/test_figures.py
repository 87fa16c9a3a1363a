"""Charts only where values may be compared."""

from db.captions import label, shown
from db.figures import figures
from db.model import Article, Metric, Pair
from tests.samples import sample_case, sample_cases


def article(text: str, *told: tuple, pairs: tuple[Pair, ...] = ()) -> Article:
    """An article of `text`; each of `told` is (quantity, value, unit, subject, more fields)."""
    metrics, begin = [], 0
    for quantity, value, unit, subject, *more in told:
        begin = text.index(quantity, begin)
        fields = {"qualifier": "exact", "period": None, "change": None, "region": None, "value_max": None}
        fields |= more[0] if more else {}
        metrics.append(Metric(begin, begin + len(quantity), quantity, value, unit=unit, subject=subject,
                              sentence=(0, len(text)), **fields))
    return Article("题", text, metrics=tuple(metrics), pairs=pairs)


def drawn(case: Article) -> list[tuple]:
    return [(f.kind, f.unit, [(b.label, b.value) for b in f.bars]) for f in figures(case)]


def test_a_plan_and_what_is_done_are_a_share():
    (figure,) = figures(sample_case("58个").article)
    assert (figure.kind, [(b.label, b.value, b.shown) for b in figure.bars]) == (
        "share", [("已完成", 25, "25个"), ("计划", 58, "58个")])
    assert round(figure.bars[0].value / figure.bars[1].value * 100, 1) == 43.1
    assert "2019年以来" in figure.note
    assert "截至目前" in figure.note
    assert figure.note.startswith("百分比由 25÷58 算得；")  # no word of the article's


def test_a_done_beyond_its_plan_is_no_share():
    case = article("计划10个亭，已建成12个亭。", ("10个", 10, "个", "亭"), ("12个", 12, "个", "亭"),
                   pairs=(Pair("planned_done", 0, 1),))
    assert [f.kind for f in figures(case)] == ["bars"]


def test_before_and_after_tell_by_how_much():
    case = article("由15天缩短到3天。", ("15天", 15, "天", "时限"), ("3天", 3, "天", "时限"),
                   pairs=(Pair("before_after", 0, 1),))
    (figure,) = figures(case)
    assert figure.kind == "change"
    assert figure.note == "减少 80.0%"


def test_percentages_of_a_whole_share_an_axis_and_growth_stays_apart():
    case = article(
        "覆盖率为93%，处理率达80%，收入增长141%，支出增长20%。",
        ("93%", 93, "%", "覆盖率"), ("80%", 80, "%", "处理率"),
        ("141%", 141, "%", "收入", {"change": "up"}), ("20%", 20, "%", "支出", {"change": "up"}),
    )
    assert drawn(case) == [
        ("rates", "%", [("覆盖率", 93), ("处理率", 80)]),
        ("bars", "%", [("收入", 141), ("支出", 20)]),
    ]


def test_a_lone_value_has_no_chart():
    assert figures(article("覆盖率为93%，惠及20户。", ("93%", 93, "%", "覆盖率"), ("20户", 20, "户", "农户"))) == ()


def test_unlike_units_never_share_an_axis():
    for case in sample_cases():
        for figure in figures(case.article):
            units = {case.article.metrics[bar.metric].unit for bar in figure.bars}
            assert len({"人" if unit in "名位人" else unit for unit in units}) == 1


def test_no_bar_vanishes_beside_another():
    case = article("种树30000棵、补植25000棵、移栽12棵、伐除6棵。",
                   ("30000棵", 30000, "棵", "种树"), ("25000棵", 25000, "棵", "补植"),
                   ("12棵", 12, "棵", "移栽"), ("6棵", 6, "棵", "伐除"))
    assert [[b.value for b in f.bars] for f in figures(case)] == [[30000, 25000], [12, 6]]


def test_counts_of_a_list_are_compared_and_new_ones_stay_apart_from_others():
    first = figures(sample_case("监控设施").article)
    assert [[b.label for b in f.bars] for f in first] == [["机动车停车位", "监控设施", "充电位"]]
    assert first[0].title.startswith("新增")


def test_a_yearly_rate_stays_apart_from_a_total():
    case = article("每年帮扶20万元，累计捐赠194万元。", ("20万元", 200000, "元", "帮扶资金", {"period": "每年"}),
                   ("194万元", 1940000, "元", "捐赠资金"))
    assert figures(case) == ()


def test_one_thing_at_several_times_runs_in_time():
    case = article("2023年建园5个。此前的2021年，建园9个。", ("5个", 5, "个", "口袋公园", {"period": "2023年"}),
                   ("9个", 9, "个", "口袋公园", {"period": "2021年"}))
    assert drawn(case) == [("bars", "个", [("2021年", 9), ("2023年", 5)])]


def test_what_is_said_twice_is_drawn_once():
    told = ("868所", 868, "所", "全州学校")
    assert figures(article("全州868所学校；另有868所学校。", told, told)) == ()


def test_what_cannot_be_told_apart_is_not_compared():
    case = article("收入分别增长88%和141%，计划招聘6人、招聘28人。", ("88%", 88, "%", "收入", {"change": "up"}),
                   ("141%", 141, "%", "收入", {"change": "up"}), ("6人", 6, "人", "招聘人数"),
                   ("28人", 28, "人", "招聘人数"))
    assert figures(case) == ()


def test_a_part_of_the_same_thing_is_called_by_what_was_done_to_it():
    case = article("查摆问题1046个，推动解决问题667个。", ("1046个", 1046, "个", "问题"), ("667个", 667, "个", "问题"),
                   pairs=(Pair("whole_part", 0, 1),))
    (figure,) = figures(case)
    assert [bar.label for bar in figure.bars] == ["推动解决问题", "问题"]
    assert figure.title == "推动解决问题占问题的比重"


def test_what_was_added_is_not_compared_with_what_there_is():
    case = article("共有用户58200户，年内新增用户2086户。", ("58200户", 58200, "户", "用户"),
                   ("2086户", 2086, "户", "用户"))
    assert figures(case) == ()


def test_shown_keeps_the_words_that_make_it_inexact():
    case = article("近30个站，5个以上，20余户。", ("30个", 30, "个", "站", {"qualifier": "nearly"}),
                   ("5个", 5, "个", "站", {"qualifier": "over"}), ("20余户", 20, "户", "户", {"qualifier": "over"}))
    assert [shown(case.text, m) for m in case.metrics] == ["近30个", "5个以上", "20余户"]


def test_labels_are_short_and_keep_their_head():
    assert label("全市乡村规划师覆盖率") == "乡村规划师覆盖率"
    assert label("像老李这样的网格员") == "网格员"
    long = label("新时代全省农业农村现代化建设与乡村振兴示范引领项目")
    assert len(long) <= 14
    assert long.endswith("示范引领项目")


def test_every_bar_leads_to_a_metric_of_its_value():
    for case in sample_cases():
        for figure in figures(case.article):
            assert 2 <= len(figure.bars) <= 8
            for bar in figure.bars:
                assert case.article.metrics[bar.metric].value == bar.value

"""The noun that a clause leaves unsaid, found in what was counted before or in the clauses before."""

import pytest

from db.extract import metrics
from db.extract.places import Mention, Places

NOWHERE = Places((), None, ())


def told(sentence: str, places: Places = NOWHERE) -> list[tuple[str, str]]:
    return [(metric.text, metric.subject) for metric in metrics.find(sentence, places)[0]]


@pytest.mark.parametrize(
    ("sentence", "subjects"),
    [
        # a share is of what its own clause counts or is about
        ("男生180名，占全校的60%，女生120名，占全校的40%。", ["男生", "男生", "女生", "女生"]),
        ("旱地90亩占45%；水田70亩占35%。", ["旱地", "旱地", "水田", "水田"]),
        ("电线短路是首要原因，占41%；其次是炉灶漏气，占27%。", ["电线短路", "炉灶漏气"]),
        ("完成全年计划20亿元的53%。", ["计划", "计划"]),
        # some of what the clause before names
        ("收到的来信中，有36件已经答复。", ["来信"]),
        ("各乡申请的补助资金中，有85万元没有用完。", ["补助资金"]),
        # deeds of their own kind, one after the other
        ("刑事拘留12人、取保候审4人、其他处罚9人。", ["刑事拘留", "取保候审", "处罚"]),
        ("查处违章90起，其中逆行31起、绕道6起。", ["违章", "逆行", "绕道"]),
        ("核载7人，实载11人。", ["核载的人", "实载"]),
        # prices set side by side
        ("城里的价格为50元/月，500元/年；乡下的价格为30元/月，300元/年。",
         ["城里的价格", "城里的价格", "乡下的价格", "乡下的价格"]),
        # what is given, not who gets it
        ("合作社发放年终分红，贫困户每户1500元。", ["分红"]),
        ("最终以2.6万元成交。", ["成交"]),
        ("对沿街倾倒者处以200元罚款。", ["罚款"]),
        # the clause of another semicolon begins anew
        ("体检的有38人；全校282人参加植树。", ["体检的人", "参加植树的人"]),
        # the noun of an empty clause is sought further back
        ("亩均用水量为1.3/10万，较上年(1.8/10万)下降27%。", ["用水量"]),
        # something, at the worst
        ("80%是女性。", ["女性"]),
        # an office that does a thing is not counted, nor a school that teaches
        ("该乡共拆除3宗，面积约95平方米。", ["拆除", "面积"]),
        ("市民学校全年授课近300堂次。", ["授课"]),
        # people of whom some are named
        ("表彰了林小满、郑大川等8人。", ["人"]),
        ("奖励劳模林小满、郑大川等8人。", ["劳模"]),
    ],
)  # fmt: skip
def test_what_the_clause_leaves_unsaid(sentence: str, subjects: list[str]) -> None:
    assert [subject for _, subject in told(sentence)] == subjects


def test_places_share_out_what_was_counted() -> None:
    text = "共慰问1700名老人，其中青石县250名、白沙县220名。"
    spans = [(text.index(name), text.index(name) + 3, name) for name in ("青石县", "白沙县")]
    places = Places((), None, tuple(Mention(start, end, None) for start, end, _ in spans))
    assert [subject for _, subject in told(text, places)] == ["老人", "老人", "老人"]

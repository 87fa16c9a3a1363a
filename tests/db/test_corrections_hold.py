"""What a person said of one figure among many alike, on pages edited at random and under extractions that read
otherwise: it stands at its own words, or it waits; it never stands at another's.
"""

import random
from dataclasses import replace

import pytest

from db import corrections, extract
from db.library import Library
from db.model import Source

THINGS = ("路灯", "水井", "书屋", "长椅", "停车位", "宣传栏", "健身器", "垃圾箱")
WHO = ("东村", "西街社区", "镇里", "北坡组", "两个片区", "老城区")
TAILS = ("，投入资金20万元", "，大家都说好", "", "，比去年多了不少", "，惠及居民3200户")
FILL = ("清晨的菜市场里人来人往，摊主们早早摆好了摊位。", "下一步，这里还要建一座公园，方便大家散步。",
        "大家都说，日子一天比一天好了。", "老街的石板路也重新铺过，雨天走着不滑。")
SAID = 777


def sentences(chance: random.Random) -> list[str]:
    """One sentence a thing, all of the same number, and some without any."""
    told = [f"{chance.choice(WHO)}今年新添{thing}58个{chance.choice(TAILS)}。" for thing in THINGS]
    told += FILL
    chance.shuffle(told)
    return told


def together(told: list[str], chance: random.Random) -> str:
    paragraphs, at = [], 0
    while at < len(told):
        size = chance.randint(1, 4)
        paragraphs.append("".join(told[at : at + size]))
        at += size
    return "\n\n".join(("## 山脚小镇添了新设施", *paragraphs)) + "\n"


def edited(told: list[str], chance: random.Random) -> list[str]:
    """Sentences moved, dropped, doubled, with words put in or taken out; what each is about stays in it."""
    told = list(told)
    for _ in range(chance.randint(1, 6)):
        n = chance.randrange(len(told))
        match chance.choice(("move", "drop", "double", "begin", "end", "who", "new", "bare")):
            case "move":
                told.insert(chance.randrange(len(told)), told.pop(n))
            case "drop" if len(told) > 4:
                del told[n]
            case "double":
                told.insert(chance.randrange(len(told) + 1), told[n])
            case "begin":
                told[n] = chance.choice(("据介绍，", "此外，", "记者看到，")) + told[n]
            case "end":
                told[n] = told[n].removesuffix("。") + chance.choice(("，很方便。", "，用着顺手。"))
            case "who":
                told[n] = told[n].replace("今年", chance.choice(("去年", "上半年", "今年已")))
            case "new":
                told.insert(n, f"{chance.choice(WHO)}今年新添花坛58个{chance.choice(TAILS)}。")
            case "bare":
                told[n] = told[n].replace("今年新添", "添了")
    return told


def standing(case) -> list[str]:
    """What the figures are about at which the person's word stands."""
    text = case.article.text
    return [text[slice(*metric.sentence)] for metric in case.article.metrics if metric.value == SAID]


@pytest.mark.parametrize("seed", range(14))
def test_on_an_edited_page_it_stands_at_its_own_words_or_waits(tmp_path, seed):
    chance = random.Random(seed)
    told = sentences(chance)
    with Library.create(tmp_path / "a.casebook") as library:
        text = together(told, chance)
        (number, *_) = library.add(text, extract.read_page(text), Source("版.txt")).case_ids
        case = library.case(number)
        thing = chance.choice(THINGS)
        index = next(n for n, m in enumerate(case.article.metrics)
                     if m.text == "58个" and thing in case.article.text[slice(*m.sentence)])
        meant = case.article.text[slice(*case.article.metrics[index].sentence)].strip()
        library.correct(number, *corrections.metric(case, index, value=SAID))
        for _ in range(4):
            text = together(edited(told, chance), chance)
            for other in library.add(text, extract.read_page(text), Source("新版.txt")).case_ids:
                found = standing(library.case(other))
                assert all(thing in sentence for sentence in found), (thing, found, text)
                assert len(found) < 2 and (found or library.waiting()), (thing, text)
                if text.count(thing) == 1 and f"\n{meant}" in text.replace("。", "。\n"):
                    assert found, ("its sentence is as it was, and there once", meant, text)
        assert list(library.verify()) == []


@pytest.mark.parametrize("seed", range(8))
def test_under_another_extraction_it_stands_at_its_own_words_or_waits(tmp_path, seed):
    chance = random.Random(seed)
    text = together(sentences(chance), chance)

    def otherwise(words: str):
        """Reads the page with other subjects, values and spans, and without some figures."""
        page = extract.read_page(words)

        def metric(one, said):
            match chance.choice(("same", "subject", "value", "longer", "shorter", "none")):
                case "subject":
                    return replace(one, subject="新添" + one.subject)
                case "value":
                    return replace(one, value=one.value + 1)
                case "longer" if said[one.start - 1] not in "。\n":
                    return replace(one, start=one.start - 1, text=said[one.start - 1 : one.end])
                case "shorter" if one.unit == "个":
                    return replace(one, end=one.end - 1, text=one.text[:-1])
                case "none":
                    return None
            return one

        return replace(page, articles=tuple(
            replace(article, pairs=(), metrics=tuple(filter(None, (metric(m, article.text) for m in article.metrics))))
            for article in page.articles))

    with Library.create(tmp_path / "a.casebook") as library:
        (number, *_) = library.add(text, extract.read_page(text), Source("版.txt")).case_ids
        case = library.case(number)
        index = chance.choice([n for n, m in enumerate(case.article.metrics) if m.text == "58个"])
        meant = case.article.text[slice(*case.article.metrics[index].sentence)]
        library.correct(number, *corrections.metric(case, index, value=SAID))
        before = library.case(number)
        for _ in range(4):
            library.adopt(*filter(None, library.reextract(otherwise)))
            found = standing(library.case(number))
            assert found in ([meant], []) and (found or library.waiting(number)), (meant, found)
            assert list(library.verify()) == []
        library.adopt(*filter(None, library.reextract()))
        assert library.case(number) == before, "it is in force again where the figure is back"

"""A page put right by a person: what each step makes of it, and that no step loses a character."""

import random
from itertools import pairwise

import pytest

import resources
from db.extract import read_page, regrouping
from db.extract.layout import lines
from db.extract.layout.drafting import Sheet
from tests import damage

_BUNDLED = resources.path("pages/civilization-page.txt").read_text(encoding="utf-8")
_TOLD = damage.articles()
_PLAIN = "\n\n".join(f"## {told.title}\n\n本报讯（记者 郑一航）{told.text}" for told in _TOLD[:3]).replace("\n", "\n\n")


def account(text, page) -> None:
    homes = [span for article in page.articles for span in article.spans]
    homes += [(block.start, block.end) for block in page.unplaced]
    homes += [r.span for a in page.articles for r in a.repairs if r.kind == "dropped_duplicate"]
    homes.sort()
    assert all(a[1] <= b[0] for a, b in pairwise(homes)), "two homes for one character"
    at = 0
    for start, end in [*homes, (len(text), len(text))]:
        assert not text[at:start].strip(), f"lost: {text[at:start]!r}"
        at = end
    for article in page.articles:
        assert article.title and article.text
        for metric in article.metrics:
            assert article.text[metric.start : metric.end] == metric.text


@pytest.fixture(scope="module")
def plain():
    page = read_page(_PLAIN)
    assert [a.title for a in page.articles] == [t.title for t in _TOLD[:3]]
    return page


def blocks(text, page, article, part="body"):
    return [p for p in regrouping.passages(text, page) if p.article == article and p.part == part]


def pages():
    yield _BUNDLED
    for seed in range(10):
        yield damage.page(random.Random(seed).sample(_TOLD, 4), damage.KINDS, seed)


@pytest.mark.parametrize("text", list(pages()), ids=range(11))
def test_an_article_taken_apart_and_put_together_is_the_same(text):
    page = read_page(text)
    sheet = Sheet(text)
    makings = [sheet.take_apart(article) for article in page.articles]
    assert page.articles
    for making in makings:
        making.was = None
    for before, after in zip(page.articles, sheet.assemble(makings), strict=True):
        again = regrouping.extract.measured(after)
        for name in ("title", "kicker", "subtitle", "byline", "dateline", "source_note", "headings", "text", "pieces",
                     "spans", "metrics", "topics", "regions", "summary"):
            assert getattr(again, name) == getattr(before, name), name
        assert sorted(map(repr, again.repairs)) == sorted(map(repr, before.repairs))


@pytest.mark.parametrize("seed", range(6))
def test_no_step_loses_a_character(seed):
    rng = random.Random(seed)
    text = damage.page(rng.sample(_TOLD, 3), damage.KINDS, seed)
    page = read_page(text)
    taken = 0
    for _ in range(14):
        held = regrouping.passages(text, page)
        assert [p.start for p in held] == [line.start for line in lines.read(text)]
        block = rng.choice(held)
        article = rng.randrange(len(page.articles)) if page.articles else 0
        step = rng.choice([
            lambda: regrouping.split(text, page, block.start),  # noqa: B023
            lambda: regrouping.join(text, page, article),  # noqa: B023
            lambda: regrouping.move(text, page, block.start, article),  # noqa: B023
            lambda: regrouping.drop(text, page, block.start),  # noqa: B023
            lambda: regrouping.found(text, page, block.start),  # noqa: B023
            lambda: regrouping.rename(text, page, article, "另起的题目"),  # noqa: B023
        ])
        try:
            page = step()
        except (ValueError, IndexError):
            continue
        taken += 1
        account(text, page)
    assert taken >= 4


def test_an_article_split_and_joined_again_has_all_its_words(plain):
    at = blocks(_PLAIN, plain, 1)[2]
    apart = regrouping.split(_PLAIN, plain, at.start)
    assert len(apart.articles) == 4
    whole, upper, lower = plain.articles[1], *apart.articles[1:3]
    assert (upper.title, upper.byline) == (whole.title, whole.byline)
    assert f"{upper.text}\n{lower.text}" == whole.text
    assert lower.text.startswith(_PLAIN[at.start : at.start + 8])
    assert len(upper.metrics) + len(lower.metrics) == len(whole.metrics) > 0
    assert [a is b for a, b in zip((plain.articles[0], plain.articles[2]),
                                   (apart.articles[0], apart.articles[3]), strict=True)] == [True, True]
    account(_PLAIN, apart)
    again = regrouping.join(_PLAIN, apart, 1)
    assert len(again.articles) == 3
    assert again.articles[1].text == whole.text
    assert len(again.articles[1].metrics) == len(whole.metrics)
    account(_PLAIN, again)


def seams(*articles):
    """What was healed in the articles, whichever of them has it."""
    return sorted((r.kind, r.span) for a in articles for r in a.repairs
                  if r.kind in ("joined_column_break", "moved_continuation"))


@pytest.mark.parametrize(("seed", "number"), [(None, 0), (None, 3), (None, 4), (0, 3), (1, 2), (5, 3), (7, 0), (8, 2)])
def test_what_was_healed_stays_healed_where_its_article_is_split_and_joined(seed, number):
    text = _BUNDLED if seed is None else damage.page(random.Random(seed).sample(_TOLD, 4), damage.KINDS, seed)
    page = read_page(text)
    whole = page.articles[number]
    going_on = Sheet(text).take_apart(whole).joined
    above = [block for block in blocks(text, page, number) if block.splits and Sheet(text).at(block.start).index
             not in going_on]
    assert above and seams(whole)
    for block in above:
        apart = regrouping.split(text, page, block.start)
        upper, lower = apart.articles[number : number + 2]
        assert f"{upper.text}\n{lower.text}" == whole.text
        assert seams(upper, lower) == seams(whole)
        joined = regrouping.join(text, apart, number).articles[number]
        assert (joined.text, joined.headings, joined.byline) == (whole.text, whole.headings, whole.byline)
        assert seams(joined) == seams(whole)
        assert [r for r in joined.repairs if r.kind == "dropped_duplicate"] == [
            r for r in whole.repairs if r.kind == "dropped_duplicate"]


def _signed(*tails):
    """A page of articles, each with a last line."""
    told = zip(_TOLD, tails, strict=False)
    return "\n\n".join(f"## {one.title}\n\n{one.text}\n\n{tail}" for one, tail in told).replace("\n", "\n\n")


def test_who_signed_below_an_article_signs_the_part_the_names_stand_below():
    text = _signed("（王一鸣 李二虎）", "（赵大海 孙小川）")
    page = read_page(text)
    assert [a.byline for a in page.articles] == [("王一鸣", "李二虎"), ("赵大海", "孙小川")]
    apart = regrouping.split(text, page, blocks(text, page, 0)[1].start)
    assert [a.byline for a in apart.articles] == [(), ("王一鸣", "李二虎"), ("赵大海", "孙小川")]
    account(text, apart)
    both = regrouping.join(text, page, 0)
    assert [a.byline for a in both.articles] == [("王一鸣", "李二虎", "赵大海", "孙小川")]
    account(text, both)


def test_an_article_that_is_joined_brings_its_doubles_its_headings_and_its_names():
    first, (title, body) = _TOLD[0], (_TOLD[1].title, _TOLD[1].text.split("\n"))
    text = "\n\n".join([f"## {first.title}", *first.text.split("\n"),
                        f"## {title}", "张三丰 李二虎", body[0], "## 街坊怎么说", *body[1:], body[1]])
    page = read_page(text)
    assert [a.byline for a in page.articles] == [(), ("张三丰", "李二虎")]
    (double,) = [r for r in page.articles[1].repairs if r.kind == "dropped_duplicate"]
    joined = regrouping.join(text, page, 0)
    (both,) = joined.articles
    assert both.byline == ("张三丰", "李二虎")
    assert [heading.text for heading in both.headings] == [title, "街坊怎么说"]
    assert double in both.repairs
    account(text, joined)


def test_a_block_that_opens_an_article_takes_its_head_along_and_stops_at_the_next():
    told, body = _TOLD[1], _TOLD[1].text.split("\n")
    text = "\n\n".join([f"## {_TOLD[0].title}", *_TOLD[0].text.split("\n"), "## 街坊新事：", f"## {told.title}",
                        "张三丰 李二虎", *body, body[0], f"## {_TOLD[2].title}", *_TOLD[2].text.split("\n")])
    page = read_page(text)
    assert [r.kind for r in page.articles[1].repairs] == ["dropped_duplicate"]
    gone = regrouping.drop_article(text, regrouping.drop_article(text, page, 2), 1)
    assert len(gone.articles) == 1
    opened = regrouping.found(text, gone, text.index("## 街坊新事："))
    head = opened.articles[1]
    assert (head.kicker, head.title, head.byline) == ("街坊新事：", told.title, ("张三丰", "李二虎"))
    assert head.text == "\n".join([*body, body[0]])  # whose double nobody has any more
    assert len(opened.articles) == 2
    account(text, opened)
    kept = regrouping.drop(text, page, *(p.start for p in blocks(text, page, 1)[1:]))
    below = regrouping.found(text, kept, text.index(body[1]))  # down to where the double of what was kept stands
    assert below.articles[2].text == "\n".join(body[1:])
    assert [r.kind for r in below.articles[1].repairs] == ["dropped_duplicate"]
    account(text, below)


def test_a_heading_over_nothing_opens_an_article_by_its_words():
    text = "\n\n".join([f"## {_TOLD[0].title}", *_TOLD[0].text.split("\n"), "## 街坊怎么说"])
    page = read_page(text)
    gone = regrouping.drop(text, page, text.index("## 街坊怎么说"))
    opened = regrouping.found(text, gone, text.index("## 街坊怎么说"))
    assert [a.text for a in opened.articles] == [page.articles[0].text, "街坊怎么说"]
    account(text, opened)


def test_a_split_at_a_heading_makes_it_the_title_and_a_join_makes_a_title_a_heading(plain):
    joined = regrouping.join(_PLAIN, plain, 0)
    assert len(joined.articles) == 2
    assert plain.articles[1].title in [h.text for h in joined.articles[0].headings]
    upper, lower = joined.articles[0].text.split("本报讯（记者 郑一航）")  # a lead within an article is its words
    assert (upper.rstrip(), lower) == (plain.articles[0].text, plain.articles[1].text)
    at = next(p for p in blocks(_PLAIN, joined, 0, "heading")
              if _PLAIN[p.start : p.end].endswith(plain.articles[1].title))
    assert at.splits
    apart = regrouping.split(_PLAIN, joined, at.start)
    assert [a.title for a in apart.articles] == [a.title for a in plain.articles]
    assert [a.text for a in apart.articles] == [a.text for a in plain.articles]


def test_a_block_moved_away_and_back_comes_home_to_its_place(plain):
    at = blocks(_PLAIN, plain, 0)[1]
    words = _PLAIN[at.start : at.end].strip()
    away = regrouping.move(_PLAIN, plain, at.start, 2)
    assert words not in away.articles[0].text and words in away.articles[2].text
    assert away.articles[1] is plain.articles[1]
    account(_PLAIN, away)
    back = regrouping.move(_PLAIN, away, at.start, 0)
    assert [a.text for a in back.articles] == [a.text for a in plain.articles]


def test_a_tail_put_back_is_healed_onto_the_sentence_it_ends():
    told = _TOLD[0]
    first = told.text.split("\n")[0]
    cut = first.index("，") + 4
    text = f"## {told.title}\n\n{first[:cut]}\n\n## {_TOLD[1].title}\n\n{_TOLD[1].text}\n\n{first[cut:]}"
    page = read_page(text)
    tail = regrouping.passages(text, page)[-1]
    apart = regrouping.drop(text, page, tail.start)
    assert text[tail.start : tail.end] in [b.text for b in apart.unplaced]
    whole = regrouping.move(text, apart, tail.start, 0)
    assert first in whole.articles[0].text
    assert any(r.kind == "moved_continuation" and r.span[0] == tail.start for r in whole.articles[0].repairs)


def test_a_renamed_article_keeps_its_name_and_the_page_its_words(plain):
    named = regrouping.rename(_PLAIN, plain, 1, "  改过的\n题目 ")
    assert named.articles[1].title == "改过的 题目"
    assert named.articles[1].text == plain.articles[1].text
    later = regrouping.drop(_PLAIN, named, blocks(_PLAIN, named, 1)[-1].start)
    assert later.articles[1].title == "改过的 题目"
    back = regrouping.rename(_PLAIN, later, 1, plain.articles[1].title)
    assert back.articles[1].title == plain.articles[1].title
    account(_PLAIN, back)
    with pytest.raises(ValueError):
        regrouping.rename(_PLAIN, plain, 1, " \n")


def test_a_dropped_article_is_unplaced_and_can_be_founded_again(plain):
    gone = regrouping.drop_article(_PLAIN, plain, 2)
    assert [a.title for a in gone.articles] == [a.title for a in plain.articles[:2]]
    account(_PLAIN, gone)
    start = gone.unplaced[0].start
    again = regrouping.found(_PLAIN, gone, start)
    assert again.articles[2].title == plain.articles[2].title
    assert again.articles[2].text == plain.articles[2].text


def test_the_double_of_a_paragraph_can_open_an_article():
    page = read_page(_BUNDLED)
    double = next(p for p in regrouping.passages(_BUNDLED, page) if p.part == "dropped")
    opened = regrouping.found(_BUNDLED, page, double.start)
    assert len(opened.articles) == len(page.articles) + 1
    account(_BUNDLED, opened)


def test_what_stands_below_a_heading_does_not_go_on_with_what_stands_above_it():
    cut = "近年来，青河市坚持把老旧小区改造作为民生实事来抓，社区挨家挨户上门"
    below = "征求意见以后，再请设计师画图。", "## 改好以后", "征求意见的簿子还在。"
    text = "\n\n".join(("## 青河市换新颜", cut, *below))
    page = read_page(text)
    assert [heading.text for heading in page.articles[0].headings] == ["改好以后"]
    gone = regrouping.drop(text, page, text.index("征求意见以后"))
    (heading,) = gone.articles[0].headings
    assert gone.articles[0].text[heading.before - 1 :].startswith("\n征求意见的簿子")


def test_what_is_moved_in_does_not_part_a_paragraph_that_goes_on():
    page = read_page(_BUNDLED)
    last = len(page.articles) - 1
    (title,) = blocks(_BUNDLED, page, last, "title")
    into = regrouping.move(_BUNDLED, page, title.start, last - 1).articles[last - 1]
    assert page.articles[last].title in [heading.text for heading in into.headings]
    starts = {0, len(into.text), *(n for n, char in enumerate(into.text, 1) if char == "\n")}
    assert starts.issuperset(heading.before for heading in into.headings)
    assert into.text == page.articles[last - 1].text


def test_an_article_without_a_paragraph_is_none(plain):
    page = plain
    for passage in blocks(_PLAIN, plain, 0):
        page = regrouping.drop(_PLAIN, page, passage.start)
    assert [a.title for a in page.articles] == [a.title for a in plain.articles[1:]]
    account(_PLAIN, page)


def test_what_makes_no_sense_is_refused(plain):
    first = blocks(_PLAIN, plain, 0)[0]
    assert not first.splits
    with pytest.raises(ValueError):
        regrouping.split(_PLAIN, plain, first.start)
    with pytest.raises(ValueError):
        regrouping.join(_PLAIN, plain, 2)
    with pytest.raises(ValueError):
        regrouping.move(_PLAIN, plain, first.start, 0)
    with pytest.raises(ValueError):
        regrouping.found(_PLAIN, plain, first.start)

"""Makes libraries of any size: articles of real statistics in words that mean nothing.

    python -m tests.bench.library FILE ARTICLES [SEED]

About 700 characters and 8 figures an article, words and standing phrases by Zipf's law, every county of the gazetteer,
topics, years and papers, six articles a page. A tenth lies in one county, as in the library of a county's own office.
Nothing is extracted: what extraction would find is known beforehand; it is stored as an import stores it. The same
numbers give the same library, and a larger one begins with the articles of a smaller.
"""

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, islice, pairwise
from pathlib import Path

import numpy

from db.extract import lexicon, topics
from db.extract.geography.gazetteer import gazetteer
from db.library import Library
from db.model import Article, Block, Heading, Metric, Page, Piece, Region, Repair, Source, SummaryPoint

SEED = 20221202
ON_A_PAGE = 6  # articles
AT_ONCE = 500  # pages drawn, and pages of one transaction
WORDS, PHRASES, TOWARDS = 36_000, 4_000, 1.05  # vocabulary; the exponent of Zipf's law
SENTENCES, PARAGRAPHS, FIGURES = 31, 5, 8
IN_A_SENTENCE = 11  # words and commas
HOME, HERE = 1234, 0.1  # the county a tenth of the articles lie in, by its place among all
YEARS, PAPERS = range(1996, 2026), 48

# What is counted: words before the number, subject, unit as printed, scale of the unit, most.
_COUNTED = [
    ("改造", "老旧小区", "个", "个", 1, 300),
    ("惠及", "居民", "户", "户", 1, 90_000),
    ("新增", "停车位", "个", "个", 1, 4_000),
    ("建成", "养老服务中心", "处", "处", 1, 200),
    ("投入", "资金", "万元", "元", 1e4, 9_000),
    ("累计投资", "", "亿元", "元", 1e8, 80),
    ("硬化", "村道", "公里", "公里", 1, 700),
    ("新建", "口袋公园", "座", "座", 1, 60),
    ("种植", "油茶", "亩", "亩", 1, 60_000),
    ("绿化", "荒山", "公顷", "公顷", 1, 5_000),
    ("调解", "矛盾纠纷", "件", "件", 1, 3_000),
    ("招募", "志愿者", "名", "名", 1, 9_000),
    ("服务", "老人", "万人次", "人次", 1e4, 50),
    ("群众", "满意度", "%", "%", 1, 100),
    ("垃圾", "回收率", "%", "%", 1, 100),
    ("村集体", "收入", "万元", "元", 1e4, 900),
    ("培训", "学员", "人", "人", 1, 6_000),
    ("办理", "事项", "项", "项", 1, 900),
]
_KINDS = ("日报", "晚报", "时报", "新报")
_NAMES = "青河 云岭 石泉 兰溪口 白鹭 长汀湾 金坪 沙洲 望江 松岗 柳林 清源".split()


@dataclass(frozen=True, slots=True)
class _Stock:
    """What articles are drawn from."""

    words: list[str]  # commonest first
    chance: numpy.ndarray  # of each word, summed up
    counties: list[tuple[int, Region]]  # with its index in the gazetteer
    weights: numpy.ndarray  # of each county, summed up
    topics: list[tuple[str, tuple[str, ...]]]  # with what is below it
    papers: list[str]


@cache
def _stock() -> _Stock:
    draw = numpy.random.default_rng(SEED)
    words: list[str] = []
    for line in lexicon.lines("words"):  # a weight, then the words that have it
        _, *several = line.split()
        words += (several[n] for n in draw.permutation(len(several)))
    words = [word for word in words if len(word) > 1][:WORDS]
    for at, parts in zip(numpy.sort(draw.integers(30, WORDS // 2, PHRASES)), draw.integers(0, 6_000, (PHRASES, 3)),
                         strict=True):
        words.insert(int(at), "".join(words[n] for n in parts[: 2 + at % 2])[:8])
    shares = 1 / numpy.arange(3, len(words) + 3) ** TOWARDS
    divisions = gazetteer().divisions
    counties = [(n, Region(d.path, d.code)) for n, d in enumerate(divisions)
                if d.level >= 1 and not gazetteer().children(n)]
    weights = draw.permutation(1 / numpy.arange(1, len(counties) + 1) ** 0.5)
    weights *= (1 - HERE) / weights.sum()
    weights[HOME] += HERE
    top = [code for code in topics.all_codes() if "/" not in code]
    below = {code: tuple(one for one in topics.all_codes() if one.startswith(code + "/")) for code in top}
    papers = [name + kind for kind in _KINDS for name in _NAMES][:PAPERS]
    return _Stock(words, numpy.cumsum(shares / shares.sum()), counties, numpy.cumsum(weights), list(below.items()),
                  papers)


def pages(articles: int, seed: int = SEED) -> Iterator[tuple[str, Page, Source]]:
    """Pages of `articles` articles all together: the raw text, what was found in it, where it came from."""
    for first in range(0, articles, AT_ONCE * ON_A_PAGE):
        draw = numpy.random.default_rng([seed, first])
        drawn = list(_drawn(draw, AT_ONCE * ON_A_PAGE))[: articles - first]
        for n in range(0, len(drawn), ON_A_PAGE):
            yield _page((first + n) // ON_A_PAGE, drawn[n : n + ON_A_PAGE], draw)


def build(path: Path, articles: int, seed: int = SEED) -> None:
    """A new library of `articles` articles at `path`."""
    coming = pages(articles, seed)
    with Library.create(path) as library, library.one_step():
        while several := list(islice(coming, AT_ONCE)):
            with library.at_once():
                for text, page, source in several:
                    library.add(text, page, source)
        library.forget_steps()


def _drawn(draw: numpy.random.Generator, count: int) -> Iterator[Article]:
    """Articles whose spans are not known yet."""
    stock = _stock()
    size = count * SENTENCES * IN_A_SENTENCE
    chosen = numpy.searchsorted(stock.chance, draw.random(size)).clip(0, len(stock.words) - 1).tolist()
    lengths = draw.integers(7, IN_A_SENTENCE + 1, count * SENTENCES).tolist()
    where = numpy.searchsorted(stock.weights, draw.random((count, 2))).clip(0, len(stock.counties) - 1).tolist()
    # The commonest topics first, as 1/n: four of sixteen make up two thirds.
    about = ((len(stock.topics) + 1) ** draw.random((count, 2)) - 1).astype(int).tolist()
    more = draw.integers(0, 1 << 30, (count, FIGURES + 3)).tolist()
    each = SENTENCES * IN_A_SENTENCE
    for n in range(count):
        ids, ends = chosen[n * each : (n + 1) * each], lengths[n * SENTENCES : (n + 1) * SENTENCES]
        words = [stock.words[i] for i in ids]
        sentences = ["".join(words[m * IN_A_SENTENCE : m * IN_A_SENTENCE + 4]) + "，"
                     + "".join(words[m * IN_A_SENTENCE + 4 : m * IN_A_SENTENCE + end]) + "。"
                     for m, end in enumerate(ends)]
        yield _article(stock, words, sentences, where[n], about[n], more[n])


def _article(stock: _Stock, words: Sequence[str], sentences: list[str], where: list[int], about: list[int],
             more: list[int]) -> Article:
    regions = _regions(stock, where, more)
    counted = [_figure(number) for number in more[:FIGURES]]
    step = len(sentences) // FIGURES
    for n, (words_before, subject, text, *_) in enumerate(counted):
        sentences[n * step + 1] = f"{words[(n * step + 1) * IN_A_SENTENCE]}{words_before}{subject}{text}。"
    paragraph = len(sentences) // PARAGRAPHS
    for n in range(1, PARAGRAPHS):
        sentences[n * paragraph] = "\n" + sentences[n * paragraph]
    starts = list(accumulate(map(len, sentences), initial=0))
    text = "".join(sentences)
    spans = [(a + (sentences[n][0] == "\n"), b) for n, (a, b) in enumerate(pairwise(starts))]
    metrics = []
    for n, (_, subject, shown, value, unit, qualifier, period) in enumerate(counted):
        a, b = spans[n * step + 1]
        metrics.append(Metric(b - 1 - len(shown), b - 1, shown, value, None, unit, qualifier, subject or "投资", period,
                              None, None, (a, b)))
    headings = tuple(Heading("".join(words[40 + n : 43 + n]), spans[n * paragraph][0]) for n in (1, 3))
    summary = tuple(SummaryPoint(part, *spans[n], text[slice(*spans[n])])
                    for part, n in (("background", 0), ("practice", 9), ("result", 20)))
    codes, finer = _topics(stock, about, more[-1])
    return Article("".join(words[30:34]), text, byline=("".join(words[50:52])[:3],), headings=headings, regions=regions,
                   primary_region=regions[0].path, topics=codes, subtopics=finer, metrics=tuple(metrics),
                   summary=summary)


def _figure(number: int) -> tuple[str, str, str, float, str, str, str | None]:
    """A quantity: words before, subject, as printed, value, unit, qualifier, period."""
    before, subject, shown, unit, scale, most = _COUNTED[number % len(_COUNTED)]
    number //= len(_COUNTED)
    value = number % most + 1
    over = number % 7 == 0 and scale == 1 and unit != "%"
    period = f"{YEARS[number % len(YEARS)]}年" if number % 3 == 0 else None
    return (f"{period or ''}{before}", subject, f"{value}{'余' if over else ''}{shown}", value * scale, unit,
            "over" if over else "exact", period)


def _regions(stock: _Stock, where: list[int], more: list[int]) -> tuple[Region, ...]:
    """The county, or a town or a community in it, and for every fifth article another county."""
    at, county = stock.counties[where[0]]
    towns = gazetteer().towns(at)
    first = county
    if more[-3] % 3 == 0 and towns:
        name = list(towns)[more[-2] % len(towns)]
        first = Region(f"{county.path}/{name}", towns[name])
        if more[-3] % 9 == 0:
            first = Region(f"{first.path}/第{more[-2] % 5 + 1}社区", None)
    other = stock.counties[where[1]][1]
    return (first, other) if more[-2] % 5 == 0 and where[1] != where[0] else (first,)


def _topics(stock: _Stock, about: list[int], number: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    codes = list(dict.fromkeys(about[: 1 + (number % 3 == 0)]))
    finer = [stock.topics[n][1] for n in codes]
    below = tuple(several[number % len(several)] for several in finer if several and number % 2 == 0)
    return tuple(stock.topics[n][0] for n in codes), below


def _page(number: int, articles: Sequence[Article], draw: numpy.random.Generator) -> tuple[str, Page, Source]:
    """The articles one below the other, under a line with the paper and the date."""
    stock = _stock()
    paper, year, month, day, mended = draw.integers(0, (len(stock.papers), len(YEARS), 12, 28, 6)).tolist()
    paper, date = stock.papers[paper], f"{YEARS[year]}-{month + 1:02}-{day + 1:02}"
    head = f"{paper} {date} 第{number}版"
    parts, at, placed = [head], len(head), []
    for n, article in enumerate(articles):
        begin = at + 2
        title = f"\n\n## {article.title}\n\n{article.byline[0]}"
        parts.append(title)
        at += len(title)
        pieces, text = [], 0
        for paragraph in article.text.split("\n"):
            pieces.append(Piece(text, at + 2, len(paragraph)))
            parts.append("\n\n" + paragraph)
            at += 2 + len(paragraph)
            text += len(paragraph) + 1
        repairs = ()
        if n == mended:
            span = (pieces[1].page, pieces[1].page + pieces[1].length)
            repairs = (Repair("moved_continuation", "把后半篇接回来", span, pieces[1].text),)
        placed.append(_with(article, ((begin, at),), tuple(pieces), repairs))
    source = Source(f"{paper}{date}-{number}.txt", encoding="utf-8", paper=paper, date=date)
    return "".join(parts), Page(tuple(placed), (Block(0, len(head), head),)), source


def _with(article: Article, spans: tuple, pieces: tuple, repairs: tuple) -> Article:
    return Article(article.title, article.text, byline=article.byline, headings=article.headings, spans=spans,
                   pieces=pieces, regions=article.regions, primary_region=article.primary_region, topics=article.topics,
                   subtopics=article.subtopics, metrics=article.metrics, repairs=repairs, summary=article.summary)


def main(path: str, articles: str, seed: str = str(SEED)) -> int:
    began = time.perf_counter()
    build(Path(path), int(articles), int(seed))
    took = time.perf_counter() - began
    print(f"{int(articles):,} articles in {took:.0f} s, {Path(path).stat().st_size / 1e6:,.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

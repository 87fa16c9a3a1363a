"""How fast pages are taken apart: against jieba's part-of-speech tagging, against their length, against hostile text.

    python -m tests.bench.bench_extraction        (make bench)

Everything is measured in one run on one core, in processor time, and reported as a ratio; exits 1 where a bar is
missed.
The texts: the bundled page, articles made here, and those in ../shared where that folder lies beside the project.
"""

import json
import os
import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time

from db.extract import read_page

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
FASTER, SLACK = 5.0, 1.25  # at least so many times as fast as jieba; ten times the text may take 10 × 1.25 the time

PLACES = "浙江省杭州市桐庐县 四川省乐山市沙湾区 山东省潍坊市青州市 湖南省株洲市醴陵市 云南省大理州剑川县".split()
SENTENCES = [
    "{place}今年以来改造老旧小区{n}个，惠及居民{m}户，新增停车位{k}个。",
    "目前，全县建成养老服务中心{k}处，覆盖率达{p}%，比上年提高{q}个百分点。",
    "过去，这里道路狭窄、管网老化，居民出行不便，大家都盼着早日改变面貌。",
    "一是健全机制，把责任落实到每一个岗位；二是广泛发动群众，让大家的事情大家商量着办。",
    "“没想到不出社区就能办成事。”居民老周说，{k}多名志愿者轮流在服务点值守。",
    "当地累计投入{m}万元，完成隐患整改{n}处，群众满意度由{q}%提高到{p}%。",
    "走进村口的小广场，孩子们在树荫下追逐嬉戏，老人们围坐在一起拉家常，处处洋溢着安宁祥和的气氛。",
    "网格员每天入户走访，把群众反映的急事难事记在本子上、放在心坎上，能当场解决的绝不拖到第二天。",
    "当地把改造的选择权交给居民，改什么、怎么改，先听大家怎么说，再由专业队伍拿出方案。",
    "为了方便行动不便的老人，社区还组织志愿者上门送餐、陪同就医、代办证件，受到居民一致好评。",
    "近年来，{place}坚持以群众需求为导向，推动资源下沉、服务前移，不断完善基层治理体系。",
]


def made(count: int, seed: int = 7) -> str:
    """A page of `count` articles with headings, bylines and the figures of such reports."""
    chance = random.Random(seed)
    out = []
    for number in range(count):
        place = chance.choice(PLACES)
        body = []
        for _ in range(5):
            lines = chance.choices(SENTENCES, k=4)
            values = {"n": chance.randint(3, 900), "m": chance.randint(1000, 90_000), "k": chance.randint(2, 400)}
            shares = {"p": chance.randint(60, 99), "q": chance.randint(1, 50)}
            body.append("".join(line.format(place=place, **values, **shares) for line in lines))
        out.append(f"## {place}：社区治理见实效之{number}\n\n" + "\n\n".join(body))
    return "\n\n".join(out)


def texts() -> tuple[list[str], str]:
    """The texts to read, and in a word which they are."""
    page = (ROOT / "resources" / "pages" / "civilization-page.txt").read_text(encoding="utf-8")
    found, named = [page, made(20)], "the bundled page, 20 made articles"
    gold = SHARED / "gold" / "dev.json"
    if gold.exists():
        items = json.loads(gold.read_text(encoding="utf-8"))
        found += [f"## {item['title']}\n\n" + item["text"].replace("\n", "\n\n") for item in items]
        named += f", {len(items)} articles of {gold.parent.parent.name}"
    return found, named


def took(work: Callable[[], object], times: int = 3) -> float:
    """The least processor time of `times` runs."""
    best = float("inf")
    for _ in range(times):
        begin = process_time()
        work()
        best = min(best, process_time() - begin)
    return best


def against_jieba() -> bool:
    try:
        os.environ.setdefault("TMPDIR", tempfile.gettempdir())
        import jieba
        import jieba.posseg
    except ImportError:
        print("jieba is not installed; its comparison is left out (pip install -r requirements-bench.txt)")
        return True
    jieba.setLogLevel(60)
    read, named = texts()
    size = sum(map(len, read))
    read_page(read[0])
    list(jieba.posseg.cut(read[0]))  # both have their dictionaries loaded
    ours = took(lambda: [read_page(text) for text in read])
    theirs = took(lambda: [list(jieba.posseg.cut(text)) for text in read], times=2)
    print(f"texts: {named}; {size:,} characters")
    print(f"read_page            {ours / size * 1e6:7.2f} µs a character")
    print(f"jieba.posseg {jieba.__version__:8}{theirs / size * 1e6:7.2f} µs a character")
    print(f"read_page is {theirs / ours:.1f} times as fast (bar: {FASTER:g})")
    return theirs / ours >= FASTER


def against_length() -> bool:
    one = made(1_000_000 // len(made(1).encode()) + 1)
    small = took(lambda: read_page(one), times=2)
    ten = "\n\n".join(one.replace("之", f"之{n}") for n in range(10))
    large = took(lambda: read_page(ten), times=1)
    factor = len(ten) / len(one)
    print(f"{len(one.encode()) / 1e6:.1f} MB: {small:.2f} s; {len(ten.encode()) / 1e6:.1f} MB: {large:.2f} s")
    print(f"{factor:.1f} times the text takes {large / small:.1f} times as long (bar: {factor * SLACK:.1f})")
    return large / small <= factor * SLACK


def against_hostility() -> bool:
    """Runs that make a careless regular expression explode: four times the length may take at most twice that time."""
    words = "1 一 万 亿 （ ( “ 《 [ 的 约 1, 1. 百分之 全市 1— 第1个 3个 一是 省市县 𠀀1 1月1日 ## 记者"
    runs = [*words.split(), "1\n", "\n\n一"]
    worst, bad = 0.0, []
    for run in runs:
        small = max(took(lambda run=run: read_page(run * (20_000 // len(run))), times=2), 0.005)
        large = took(lambda run=run: read_page(run * (80_000 // len(run))), times=1)
        ratio = large / small / 4
        worst = max(worst, ratio)
        if ratio > 2:
            bad.append(f"{run!r} {ratio:.1f}")
    print(f"{len(runs)} hostile runs: four times the length takes at most {worst * 4:.1f} times as long (bar: 8)")
    if bad:
        print("over the bar:", *bad)
    return not bad


def main() -> int:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    results = [measure() for measure in (against_jieba, against_length, against_hostility)]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())

"""Pages as bad as scanning makes them, from whole articles, so that mending can be measured.

The articles (tests/data/articles.json) are made up for this purpose; places and persons in them do not exist.
"""

import json
import random
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from db.extract.layout.lines import fold

KINDS = ("breaks", "tails", "doubles", "marks", "sections", "kickers", "bylines", "furniture", "noise")

_FINAL = "。！？…"
_FURNITURE = (
    "青溪日报 2023年4月18日 星期二 第3版",
    "第3版 要闻",
    "责任编辑：郑一航 美编：周小宁",
    "03",
    "— 7 —",
    "2023年4月18日 星期二",
    "图为志愿者在社区服务居民。 本报记者 郑一航 摄",
    "（图片由受访单位提供）",
    "广告热线：0755-81234567",
    "惠民家电 春季大促 全场八折起 欢迎选购",
    "国内统一连续出版物号：CN 44-0000 邮发代号：45-00",
    "校对 刘思 版式 陈果",
    "A03版",
)
_LEADS = (
    "本报讯({names})",
    "本报讯（记者 {names}）",
    "本报讯（记者 {names} 通讯员 郑一航）",
    "本报北京11月29日电（记者 {names}）",
    "新华社北京11月29日电（记者 {names}）",
    "本报讯 记者 {names} 报道：",
)
_BYLINES = (
    "{names}",
    "本报记者 {names}",
    "□ 本报记者 {names}",
    "（记者 {names}）",
    "(本报记者 {names})",
    "记者 {names} 通讯员 郑一航",
    "文/{names}",
    "□{names}",
)
_WRONG = "囗曰夭末士千人入己已戌大太木本未甲申田由"
_SEPARATE = "\n\n"


@dataclass(frozen=True)
class Told:
    """An article as it was before the damage."""

    title: str
    kicker: str | None
    byline: tuple[str, ...]
    sections: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Piece:
    """A block of the page to be: of which article, and whether it may be cut or moved."""

    text: str
    owner: int
    role: str  # title, byline, section, body, furniture


def articles() -> list[Told]:
    rows = json.loads((Path(__file__).parent / "data" / "articles.json").read_text(encoding="utf-8"))
    return [Told(r["title"], r["kicker"], tuple(r["byline"]), tuple(r["sections"]), r["text"]) for r in rows]


def page(told: list[Told], kinds: tuple[str, ...], seed: int) -> str:
    """A page of the articles `told`, in their order, with the damages `kinds` done to it."""
    rng = random.Random(seed)
    parts = [_laid_out(article, n, kinds, rng) for n, article in enumerate(told)]
    if "tails" in kinds:
        _move_tails(parts, rng)
    if "doubles" in kinds:
        _give_twice(parts, rng)
    pieces = [piece for part in parts for piece in part]
    if "breaks" in kinds:
        pieces = [cut for piece in pieces for cut in _break(piece, rng)]
    if "furniture" in kinds:
        for line in rng.sample(_FURNITURE, 5):
            pieces.insert(rng.randint(0, len(pieces)), Piece(line, -1, "furniture"))
    if "noise" in kinds:
        pieces = [replace(p, text=_noise(p.text, rng)) if p.role == "body" else p for p in pieces]
    return _SEPARATE.join(piece.text for piece in pieces) + "\n"


def _laid_out(article: Told, n: int, kinds: tuple[str, ...], rng: random.Random) -> list[Piece]:
    paragraphs = article.text.split("\n")
    names = " ".join(article.byline)
    style = rng.choice(("line", "lead")) if "bylines" in kinds else "line"
    said = rng.choice(_BYLINES).format(names=names) if "bylines" in kinds else names
    if "bylines" in kinds and rng.random() < 0.15:
        style = "none"
    bare = "marks" in kinds and rng.random() < 0.4 and style != "none"
    mark = "" if bare else "## "
    head = []
    if article.kicker and "kickers" in kinds and rng.random() < 0.5:
        head = [f"{mark}{article.kicker}", f"{mark}{article.title}"]
    else:
        head = [f"{mark}{article.kicker or ''}{article.title}"]
    laid = [Piece(text, n, "title") for text in head]
    if style == "line":
        laid.append(Piece(said, n, "byline"))
    elif style == "lead":
        paragraphs[0] = rng.choice(_LEADS).format(names=names) + paragraphs[0]
    sections = article.sections if "sections" in kinds else ()
    stands = {1 + k * (len(paragraphs) - 1) // max(len(sections), 1): text for k, text in enumerate(sections)}
    for k, text in enumerate(paragraphs):
        if k in stands:
            laid.append(Piece(f"## {stands[k]}", n, "section"))
        laid.append(Piece(text, n, "body"))
    return laid


def _cut(text: str, rng: random.Random) -> tuple[str, str] | None:
    """`text` in two, anywhere but between sentences."""
    inside = range(12, len(text) - 8)
    places = [at for at in inside if text[at - 1] not in _FINAL and text[at] not in "。！？…，、；：”"]
    if not places:
        return None
    at = rng.choice(places)
    return text[:at], text[at:]


def _move_tails(parts: list[list[Piece]], rng: random.Random) -> None:
    """One or two articles lose their end to another part of the page, cut in the middle of a sentence."""
    for n in rng.sample(range(len(parts)), min(len(parts) - 1, rng.choice((1, 1, 2)))):
        part = parts[n]
        bodies = [k for k, piece in enumerate(part) if piece.role == "body" and len(piece.text) > 60]
        if len(bodies) < 2:
            continue
        k = rng.choice(bodies[-2:])
        halves = _cut(part[k].text, rng)
        if not halves:
            continue
        tail = [replace(part[k], text=halves[1]), *part[k + 1 :]]
        parts[n] = [*part[:k], replace(part[k], text=halves[0])]
        other = rng.choice([m for m in range(len(parts)) if m != n])
        own = [k for k, p in enumerate(parts[other]) if p.role == "body"]
        # At an end of the other article, or between two of its paragraphs.
        at = rng.choice((0, len(parts[other]), len(parts[other]), rng.choice(own) + 1))
        parts[other][at:at] = tail


def _give_twice(parts: list[list[Piece]], rng: random.Random) -> None:
    for _ in range(rng.choice((1, 2))):
        n = rng.randrange(len(parts))
        bodies = [p for p in parts[n] if p.role == "body" and p.owner == n and len(p.text) > 50]
        if not bodies:
            continue
        copy = rng.choice(bodies)
        if copy is next(p for p in parts[n] if p.role == "body"):
            copy = bodies[-1]  # a first paragraph may carry its source note
        text = copy.text
        if rng.random() < 0.5:
            for at in rng.sample([k for k, c in enumerate(text) if c not in "，。、；：“”"], 2):
                text = text[:at] + rng.choice(_WRONG) + text[at + 1 :]
        other = rng.randrange(len(parts))
        at = rng.choice((0, len(parts[other])))
        parts[other].insert(at, replace(copy, text=text))


def _break(piece: Piece, rng: random.Random) -> list[Piece]:
    if piece.role != "body" or len(piece.text) < 60 or rng.random() > 0.3:
        return [piece]
    halves = _cut(piece.text, rng)
    return [replace(piece, text=half) for half in halves] if halves else [piece]


def _noise(text: str, rng: random.Random) -> str:
    out = []
    for char in text:
        if char.isascii() and char.isalnum() and rng.random() < 0.3:
            char = chr(ord(char) + 0xFEE0)
        out.append(char)
        if rng.random() < 0.01:
            out.append(rng.choice(("\u00ad", "  ", "\u200b")))
    return "".join(out)


def likeness(a: str, b: str) -> float:
    """The share of runs of six characters two texts have in common, blanks aside; 1.0 for the same text."""
    grams = []
    for text in (a, b):
        bare = "".join(fold(text).split())
        grams.append(Counter(bare[k : k + 6] for k in range(max(1, len(bare) - 5))))
    common = (grams[0] & grams[1]).total()
    return 2 * common / (grams[0].total() + grams[1].total())


def whole(told: Told, found: list) -> bool:
    """Whether `told` is among the articles `found`: under its title, its text as it was."""
    title = "".join(told.title.split())
    return any(
        title in "".join(f"{a.kicker or ''}{a.title}{a.subtitle or ''}".split()) and likeness(told.text, a.text) >= 0.97
        for a in found
    )

"""What a person says about a case, as patches, made from what she did. Pure; see db.patching for their use.

A patch knows its place by words (db.patching.anchors), so that it holds on a page that was edited, and on what a better
extraction makes of it. What she says is checked here; a CasebookError tells her what cannot be.
"""

import math
import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from db.errors import CasebookError
from db.model import Anchor, Article, Case, Patch, Region, SummaryPart
from db.patching import anchors, revising

LINES = ("title", "kicker", "subtitle", "dateline", "source_note", "date")  # fields of one line
FIELDS = (*LINES, "byline", "regions", "primary_region", "topics")
METRIC_FIELDS = ("value", "value_max", "unit", "qualifier", "subject", "period", "change", "region")
_OPENING = 24  # characters of a paragraph that a heading over it is known by
_BESIDE = 4  # characters on either side that a place between words is known by
_CHOICES = {
    "qualifier": ("exact", "over", "about", "nearly", "under", "range"),
    "change": ("up", "down", "to", None),
}


def value_of(case: Case, name: str) -> Any:
    """A field of a case as a JSON value, as patches hold it; "date" is its source's, "topics" has the finer codes."""
    article = case.article
    if name == "date":
        return case.source.date
    if name == "regions":
        return [[region.path, region.code] for region in article.regions]
    if name == "topics":
        return [*article.topics, *article.subtopics]
    value = getattr(article, name)
    return list(value) if isinstance(value, tuple) else value


def field(case: Case, name: str, new: Any) -> Patch:
    """Another title, kicker, subtitle, dateline, source_note, date (ISO 8601), byline (names), regions (paths, or
    Regions), primary_region (a path or None) or topics (codes, the main one first; "community/grid" for a finer one).
    """
    if name not in FIELDS:
        raise ValueError(f"no such field: {name}")
    if name == "regions":
        new = [[path, code] for path, code in dict(_region(region, case.article) for region in new).items() if path]
    elif name == "topics":
        new = _topics(new)
    elif name == "byline":
        new = [words for one in new if (words := line(one))]
    else:
        new = line(new) or None
    if name == "title" and not new:
        raise CasebookError("标题不能是空的。请写一个标题。")
    if name == "date" and new and not _is_date(new):
        raise CasebookError("“{date}”不是日期。请按 2022-12-02 的样子填写。", date=new)
    return Patch("field", name, old=value_of(case, name), new=new)


def places(case: Case, paths: Iterable[str | Region], primary: str | None) -> tuple[Patch, ...]:
    """Where a case plays, and mainly: the patches for both, none for what stays as it is."""
    regions = list(paths)
    known = [region.path if isinstance(region, Region) else region for region in regions]
    if primary and not any(path == primary or path.startswith(primary + "/") for path in known):
        regions.insert(0, primary)
    both = field(case, "regions", regions), field(case, "primary_region", primary)
    return tuple(patch for patch in both if patch.new != patch.old)


def text(case: Case, start: int, end: int, words: str) -> Patch:
    """text[start:end] becomes `words`; start == end puts them in between. Offsets of case.article.text."""
    old = case.article.text
    words = re.sub(r"[^\S\n]*\n\s*", "\n", _clean(words))
    if not (old[:start] + words + old[end:]).strip():
        raise CasebookError("正文不能是空的。不要这一篇，请从案例库里删除它。")
    if not any(map(str.isalnum, old[start:end])):  # words are needed to know the place by
        before, after = old[max(0, start - _BESIDE) : start], old[end : end + _BESIDE]
        start, end, words = start - len(before), end + len(after), before + words + after
    return Patch("text", "text", anchors.make(old, start, end), old[start:end], words)


def texts(case: Case, new: str) -> tuple[Patch, ...]:
    """The patches that make the whole text `new`, a paragraph each where paragraphs kept their number, else one."""
    old = case.article.text
    new = re.sub(r"[^\S\n]*\n\s*", "\n", _clean(new)).strip()
    if not new:
        return (text(case, 0, len(old), new),)  # which says why not
    ours, theirs = old.split("\n"), new.split("\n")
    if len(ours) != len(theirs):
        ours, theirs = [old], [new]
    patches, at = [], 0
    for was, now in zip(ours, theirs, strict=True):
        if was != now:
            start, end, words = revising.least(was, at, now)
            patches.append(text(case, start, end, words))
        at += len(was) + 1
    return tuple(patches)


def metric(case: Case, index: int, **said: Any) -> tuple[Patch, ...]:
    """Other fields for a metric (see METRIC_FIELDS), a patch each; none for what stays as it is."""
    held = case.article.metrics[index]
    anchor = anchors.make(case.article.text, held.start, held.end)
    new = {name: _metric_value(name, value) for name, value in said.items()}
    return tuple(Patch("metric", name, anchor, getattr(held, name), value) for name, value in new.items()
                 if value != getattr(held, name))


def add(case: Case, start: int, end: int, *, value: float, unit: str, subject: str, **more: Any) -> Patch:
    """A metric for the words text[start:end]; `more`: value_max, qualifier, period, change, region."""
    given = {"value": value, "unit": unit, "subject": subject, "qualifier": "exact", **more}
    new = {name: _metric_value(name, given.get(name)) for name in METRIC_FIELDS}
    return Patch("add", "", anchors.make(case.article.text, start, end), None, new)


def strike(case: Case, index: int) -> Patch:
    """No metric there."""
    held = case.article.metrics[index]
    old = {name: getattr(held, name) for name in METRIC_FIELDS}
    return Patch("strike", "", anchors.make(case.article.text, held.start, held.end), old)


def heading(case: Case, index: int, words: str | None) -> Patch:
    """Other words for a section heading; None where there is to be none."""
    held = case.article.headings[index]
    return Patch("heading", "", _over(case.article.text, held.before), held.text, _heading_words(words))


def add_heading(case: Case, at: int, words: str) -> Patch:
    """A section heading over the paragraph that holds the offset `at` of the text."""
    text = case.article.text
    return Patch("heading", "", _over(text, text.rfind("\n", 0, at) + 1), None, _heading_words(words))


def point(case: Case, start: int, end: int, part: SummaryPart | None) -> Patch:
    """The sentence, or the sentences, that text[start:end] lies in are told as this part of the summary; None: not."""
    text = case.article.text
    exact = any((one.start, one.end) == (start, end) for one in case.article.summary)
    span = (start, end) if exact else revising.sentence_of(text, (start, end))
    words = text[slice(*span)]
    if not words.strip():  # between two paragraphs
        raise CasebookError("选中的地方没有句子。请在正文里选中要用的句子，再做一次。")
    span = span[0] + len(words) - len(words.lstrip()), span[1] - len(words) + len(words.rstrip())
    old = next((one.part for one in case.article.summary if (one.start, one.end) == span), None)
    return Patch("point", "", anchors.make(text, *span), old, part)


def note(case: Case, start: int, end: int, words: str = "", colour: str = "yellow") -> Patch:
    """A note on the words text[start:end], or a mere highlight."""
    new = {"text": _clean(words), "colour": colour}
    return Patch("note", "", anchors.make(case.article.text, start, end), None, new)


def _over(text: str, at: int) -> Anchor:
    """What the paragraph at `at` is known by; at the text's end the last words above."""
    if at >= len(text):
        return anchors.make(text, max(0, len(text) - _OPENING), len(text))
    stop = text.find("\n", at)
    return anchors.make(text, at, min(at + _OPENING, len(text) if stop < 0 else stop))


def _heading_words(words: str | None) -> str | None:
    if words is not None and not line(words):
        raise CasebookError("小标题不能是空的。不要它，请用“去掉小标题”。")
    return None if words is None else line(words)


def line(words: str | None) -> str:
    """What was typed as one line."""
    return " ".join(_clean(words or "").split())


def _metric_value(name: str, value: Any) -> Any:
    if name not in METRIC_FIELDS:
        raise ValueError(f"no such field of a metric: {name}")
    if name in ("value", "value_max"):
        if value is None and name == "value_max":
            return None
        try:
            number = float(value)
        except (TypeError, ValueError):
            number = math.nan
        if not math.isfinite(number):
            raise CasebookError("“{value}”不是数。请用阿拉伯数字填写，例如 58200。", value=value)
        return number
    if name in _CHOICES:
        if value not in _CHOICES[name]:
            raise ValueError(f"no such {name}: {value}")
        return value
    value = line(value) or None
    if value is None and name in ("unit", "subject"):
        raise CasebookError("指标要有单位和指标名称。请把它们填上。")
    return value


def _region(region: Region | str, article: Article) -> tuple[str, str | None]:
    if isinstance(region, Region):
        return region.path, region.code
    from db.extract.geography.gazetteer import gazetteer

    path = "/".join(part for part in map(line, region.split("/")) if part)
    known = {r.path: r.code for r in article.regions}
    return path, known.get(path) or next((d.code for d in gazetteer().divisions if d.path == path), None)


def _topics(codes: Iterable[str]) -> list[str]:
    from db.extract import topics

    known = set(topics.all_codes())
    codes = list(dict.fromkeys(codes))
    for code in codes:
        if code not in known:
            raise ValueError(f"no such topic: {code}")
    above = dict.fromkeys(code.partition("/")[0] for code in codes)
    return [*above, *(code for code in codes if "/" in code)]


def _is_date(words: str) -> bool:
    try:
        return date.fromisoformat(words).isoformat() == words
    except ValueError:
        return False


def _clean(words: str) -> str:
    return words.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").encode("utf-8", "replace").decode()

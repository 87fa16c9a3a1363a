"""Whatever a person does to a text: every span keeps quoting what it says, and taking it back leaves no trace."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import corrections, extract
from db.model import Case, Source
from db.patching import applying, revising
from db.store import packing
from db.store.verifying import article_faults
from tests.db.articles import PAGE
from tests.db.corrected import ONE, at, page
from tests.db.shelf import FULL_TEXT, full_page

RAW = PAGE.read_text(encoding="utf-8")
PAGES = [(RAW, article) for article in extract.read_page(RAW).articles]
PAGES += [(FULL_TEXT, full_page().articles[0]), (page(), extract.read_page(page()).articles[0])]


def case_of(article) -> Case:
    return Case(1, 1, article, Source("版.txt"))


def test_the_samples_are_worth_it():
    assert any(r.kind == "corrected_name" and r.at is not None for _, a in PAGES for r in a.repairs)
    assert any(a.pairs for _, a in PAGES) and any(a.headings for _, a in PAGES)
    assert not [fault for raw, article in PAGES for fault in article_faults(1, article, raw)]


def test_packed_articles_come_back_equal():
    for _, article in PAGES:
        assert packing.article_from_json(packing.article_to_json(article)) == article


@pytest.mark.parametrize(("old", "new", "edit"), [
    ("一二三", "一四三", (1, 2, "四")), ("一二", "一二", (2, 2, "")), ("二二", "二", (1, 2, "")),
    ("", "一", (0, 0, "一")), ("一二一二", "一二", (2, 4, "")), ("甲", "乙", (0, 1, "乙")),
])
def test_the_least_edit(old, new, edit):
    assert revising.least(old, 0, new) == edit
    assert old[: edit[0]] + edit[2] + old[edit[1] :] == new


@st.composite
def typed(draw):
    """What somebody may type."""
    return draw(st.one_of(
        st.sampled_from(["", "\n", "。", "投入12万元", "全镇共有58个小区。", "\n新的一段，来了300人。\n", "  ", "x"]),
        st.text("一二三个万元。，\n12％户", max_size=12)))


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(range(len(PAGES))), st.data())
def test_any_corrections_leave_every_span_on_its_words(which, data):
    raw, article = PAGES[which]
    patches, now = [], article
    for _ in range(data.draw(st.integers(1, 4))):
        case, text = case_of(now), now.text
        kind = data.draw(st.sampled_from(("text", "text", "metric", "strike", "add", "note")))
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start, min(len(text), start + data.draw(st.sampled_from((3, 12, 200))))))
        if kind == "text":
            new = data.draw(typed())
            if (text[:start] + new + text[end:]).strip():
                patches.append(corrections.text(case, start, end, new))
        elif kind == "note" and end > start:
            patches.append(corrections.note(case, start, end))
        elif kind == "add" and end > start:
            patches.append(corrections.add(case, start, end, value=1, unit="个", subject="东西"))
        elif kind in ("metric", "strike") and now.metrics:
            n = data.draw(st.integers(0, len(now.metrics) - 1))
            patches += [corrections.strike(case, n)] if kind == "strike" else corrections.metric(case, n, value=7.5)
        patches = [replace(patch, id=n) for n, patch in enumerate(patches)]
        outcome = applying.apply(article, patches)
        now = outcome.article
        assert list(article_faults(1, now, raw)) == []
        assert len(outcome.said) + len(outcome.waiting) == len(patches)
        for said in outcome.said:
            if said.metric is None:
                continue
            if said.patch.kind == "add":
                assert (now.metrics[said.metric].start, now.metrics[said.metric].end) == said.span
            if said.patch.kind == "metric":
                assert getattr(now.metrics[said.metric], said.patch.field) == said.patch.new
        assert [m.start for m in now.metrics] == sorted(m.start for m in now.metrics)
        assert all(pair.second < len(now.metrics) for pair in now.pairs)
    if patches and patches[-1].kind != "note":
        last = [one.patch.id for one in outcome.said]
        assert patches[-1].id in last or patches[-1].kind in ("strike", "metric")  # what was said just now holds
    assert applying.apply(article, []).article == article


def test_what_is_before_stays_what_is_behind_moves_what_was_touched_is_measured():
    raw, article = PAGES[-1]
    case = case_of(article)
    start, end = at(case, "惠及居民3200户")
    outcome = applying.apply(article, [corrections.text(case, start, end, "惠及老人和小孩共700人")])
    now, shift = outcome.article, len("惠及老人和小孩共700人") - (end - start)
    assert now.metrics[0] == replace(article.metrics[0], sentence=(32, 70 + shift))
    assert (now.metrics[1].value, now.metrics[1].unit) == (700, "人")
    moved = [replace(m, start=m.start + shift, end=m.end + shift, sentence=tuple(at + shift for at in m.sentence))
             for m in article.metrics[3:]]
    assert list(now.metrics[3:]) == moved
    taken, left = (sum(piece.length for piece in a.pieces) for a in (article, now))
    assert taken - left == end - start - len("惠及")
    assert list(article_faults(1, now, raw)) == []


def test_pairs_go_with_their_metrics():
    _, article = PAGES[-2]
    case = case_of(article)
    assert applying.apply(article, [corrections.strike(case, 0)]).article.pairs == ()
    added = corrections.add(case, 0, 2, value=1, unit="个", subject="乡")
    (pair,) = applying.apply(article, [added]).article.pairs
    assert (pair.first, pair.second) == (1, 2)
    alike = applying.apply(article, corrections.metric(case, 0, unit="元")).article
    assert alike.pairs == article.pairs
    assert applying.apply(alike, corrections.metric(case_of(alike), 1, unit="户")).article.pairs == ()


def test_a_person_wins_over_a_better_extraction():
    _, article = PAGES[-1]
    case = case_of(article)
    n = next(n for n, m in enumerate(article.metrics) if m.text == "58个")
    patches = [*corrections.metric(case, n, value=59, subject="小区"), corrections.strike(case, 1),
               corrections.add(case, *at(case, "更多小巷"), value=9, unit="条", subject="小巷")]
    better = [replace(m, subject="改造的" + m.subject, value=m.value + 1) for m in article.metrics]
    outcome = applying.apply(replace(article, metrics=tuple(better)), patches)
    assert (outcome.article.metrics[n].value, outcome.article.metrics[n].subject) == (59, "小区")
    assert "3200户" not in [m.text for m in outcome.article.metrics] and outcome.waiting == ()
    without = tuple(m for m in better if m.text != "58个")
    outcome = applying.apply(replace(article, metrics=without), patches)
    assert [(patch.field, why) for patch, why in outcome.waiting] == [("value", "gone"), ("subject", "gone")]
    wider = replace(better[n], start=better[n].start - 2, text="小区58个", value=58)
    outcome = applying.apply(replace(article, metrics=(wider, *better[n + 1 :])), patches[:1])
    assert outcome.article.metrics[0].value == 59  # the same number in a span that is drawn otherwise
    wider = replace(wider, value=12)
    outcome = applying.apply(replace(article, metrics=(wider, *better[n + 1 :])), patches[:1])
    assert outcome.article.metrics[0].value == 12 and len(outcome.waiting) == 1
    assert ONE in article.text


def test_a_quantity_that_ends_the_text_ends_with_it():
    _, article = PAGES[-1]
    now = applying.apply(article, corrections.texts(case_of(article), "投入12万元")).article
    assert [(m.start, m.end, m.text) for m in now.metrics] == [(2, 6, "12万元")]


def test_a_heading_stays_above_a_paragraph_when_two_become_one():
    raw, article = PAGES[-2]
    at = article.headings[1].before
    now = applying.apply(article, [corrections.text(case_of(article), at - 1, at, "")]).article
    assert [heading.before for heading in now.headings] == [0, 0]
    assert list(article_faults(1, now, raw)) == []


def test_a_name_put_right_that_a_person_changes_is_hers():
    raw, article = next((raw, a) for raw, a in PAGES for r in a.repairs if r.kind == "corrected_name" and r.at)
    n, repair = next((n, r) for n, r in enumerate(article.repairs) if r.kind == "corrected_name" and r.at)
    edited = corrections.text(case_of(article), repair.at, repair.at + len(repair.after), "某地")
    now = applying.apply(article, [edited]).article
    assert now.repairs[n].at is None
    assert list(article_faults(1, now, raw)) == []

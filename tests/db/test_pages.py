"""A page as it is scanned -> whole articles: the bundled page against its gold, and each rule by itself."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import resources
from db.extract import pages
from db.extract.lines import fold

_GOLD = json.loads((Path(__file__).parents[1] / "data" / "page_gold.json").read_text(encoding="utf-8"))["articles"]
_PAGE = resources.path("pages/civilization-page.txt").read_text(encoding="utf-8")


def account(page: str) -> None:
    """Every character that is not blank has exactly one home, and every piece of a text is where it says."""
    articles, unplaced = pages.split(page)
    homes = [span for article in articles for span in article.spans]
    homes += [(block.start, block.end) for block in unplaced]
    homes += [r.span for a in articles for r in a.repairs if r.kind == "dropped_duplicate"]
    homes.sort()
    assert all(a[1] <= b[0] for a, b in pairwise(homes)), "two homes for one character"
    at = 0
    for start, end in [*homes, (len(page), len(page))]:
        assert not page[at:start].strip(), f"lost: {page[at:start]!r}"
        at = end
    for article in articles:
        covered = 0
        for piece in article.pieces:
            assert article.text[covered : piece.text] in ("", "\n")
            printed = page[piece.page : piece.page + piece.length]
            assert fold(printed) == article.text[piece.text : piece.text + piece.length]
            covered = piece.text + piece.length
        assert covered == len(article.text)
        assert all(0 <= heading.before <= len(article.text) for heading in article.headings)
        assert article.title and article.text
    for block in unplaced:
        assert page[block.start : block.end] == block.text


@pytest.fixture(scope="module")
def bundled():
    return pages.split(_PAGE)


def test_the_bundled_page_has_its_six_articles_and_nothing_left(bundled):
    articles, unplaced = bundled
    assert len(articles) == len(_GOLD) == 6
    assert unplaced == []
    account(_PAGE)


@pytest.mark.parametrize("n", range(6))
def test_an_article_of_the_bundled_page_is_as_its_gold(bundled, n):
    article, gold = bundled[0][n], _GOLD[n]
    # Misprinted names are mended behind this door and keep their length.
    assert len(article.text) == len(gold["text"])
    assert sum(a != b for a, b in zip(article.text, gold["text"], strict=True)) <= 4
    assert article.text.replace("攀枝江", "攀枝花") == gold["text"]
    assert article.title.replace("攀枝江", "攀枝花") == gold["title"]
    assert article.kicker == gold.get("kicker")
    assert list(article.byline) == gold["byline"]
    assert article.dateline == gold["dateline"]
    assert article.source_note == gold["lead_source"]
    assert [(h.text, h.before) for h in article.headings] == [(h["heading"], h["before"]) for h in gold["heading_at"]]
    assert [list(span) for span in article.spans] == gold["source_spans"]
    wanted = sorted(r["kind"] for r in gold["repairs"] if r["kind"] != "corrected_name")
    assert sorted(r.kind for r in article.repairs) == wanted


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_text_is_taken_and_accounted_for(text):
    account(text)

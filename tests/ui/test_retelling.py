"""Repairs and notes of charts are told in the language of the interface, whatever kind they are of."""

import random
import re

import pytest

from db import extract
from db.figures import figures
from resources import path
from tests import damage
from ui import i18n, retelling

CHINESE = re.compile(r"[\u3400-\u9fff]")


@pytest.fixture(scope="module")
def articles():
    pages = [path("pages/civilization-page.txt").read_text(encoding="utf-8")]
    pages += [damage.page(random.Random(seed).sample(damage.articles(), 3), damage.KINDS, seed) for seed in range(6)]
    return [article for page in pages for article in extract.read_page(page).articles]


@pytest.fixture
def english():
    i18n.use_language("en")
    yield
    i18n.use_language("zh")


def own(words: str, of_the_article: tuple[str, ...]) -> str:
    """The program's own words: what stands in quotation marks, or in the article, taken out."""
    words = re.sub(r"“.*”|：.*只有.*?相合", "", words, flags=re.DOTALL)
    for part in sorted(of_the_article, key=len, reverse=True):
        words = words.replace(part, "")
    return words


def test_in_chinese_nothing_changes(articles) -> None:
    for article in articles:
        for repair in article.repairs:
            assert retelling.repair(repair.detail) == repair.detail
        for figure in figures(article):
            assert retelling.note(figure.note) == figure.note and retelling.title(figure.title) == figure.title


def test_every_repair_has_english_words(articles, english) -> None:
    kinds = set()
    for repair in (repair for article in articles for repair in article.repairs):
        told = retelling.repair(repair.detail)
        assert told != repair.detail, repair.detail
        kinds.add(repair.kind)
        if repair.kind != "corrected_name":
            assert not CHINESE.search(own(told, ())), told
    assert len(kinds) == 5


def test_every_note_of_a_chart_has_english_words(articles, english) -> None:
    said = [(figure, article) for article in articles for figure in figures(article) if figure.note]
    assert said
    for figure, article in said:
        labels = tuple(bar.label for bar in figure.bars)
        times = tuple(metric.period for metric in article.metrics if metric.period)
        assert not CHINESE.search(own(retelling.note(figure.note), (*labels, *times, "、"))), figure.note
    assert retelling.label("原来") == "before"
    assert retelling.note("约增加 12.5%；含约数") == "up about 12.5%; some are approximate"
    assert retelling.note("从来没有见过的说法") == "从来没有见过的说法"

from PySide6.QtGui import QImage

from tests.samples import sample_cases
from ui.looks import theme
from ui.looks.inking import AT_ONCE, LETTERS, ink, letters


def test_most_of_what_is_read_is_among_the_letters() -> None:
    known, text = letters(), "".join(case.article.text for case in sample_cases())
    assert len(known) == len(set(known)) == LETTERS and not set(known) & set(" \n\t")
    assert sum(letter in known for letter in text) > 0.7 * len(text)


def test_each_letter_is_drawn_at_each_place_within_the_paper(qapp, monkeypatch) -> None:
    papers = []

    class Paper(QImage):
        def __init__(self, *how) -> None:
            super().__init__(*how)
            papers.append(self)

    monkeypatch.setattr("ui.looks.inking.QImage", Paper)
    pieces = 0
    for _ in ink(theme.serif(13.5)):
        if not pieces:
            papers[0].fill("white")  # what was drawn up to now
        elif pieces == 1:
            inked = {x for x in range(papers[0].width()) for y in range(papers[0].height())
                     if papers[0].pixelColor(x, y).lightness() < 128}
            em = papers[0].width() / (AT_ONCE + 1)
            assert all(any(n * em <= x <= (n + 1) * em for x in inked) for n in range(AT_ONCE))
        pieces += 1
    assert pieces == LETTERS / AT_ONCE

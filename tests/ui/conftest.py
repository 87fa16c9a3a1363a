"""A real library of the sample cases, and the real window on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.library import Library
from db.model import Page
from tests.samples import PAGE, sample_cases
from ui import i18n
from ui.settings import Settings


@pytest.fixture
def library_file(tmp_path: Path) -> Path:
    """A library that holds the sample cases as one page."""
    file = tmp_path / "samples.casebook"
    cases = sample_cases()
    with Library.create(file) as library:
        library.add(PAGE.read_text(encoding="utf-8"), Page(tuple(c.article for c in cases)), cases[0].source)
    return file


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "config" / "casebook.ini")


@pytest.fixture
def make_window(qtbot, settings) -> Iterator:
    """Make windows that are closed when the test ends."""
    from ui.window import Window

    made = []

    def make(own: Settings | None = None) -> Window:
        window = Window(own or settings)
        made.append(window)
        qtbot.addWidget(window)
        return window

    yield make
    for window in made:
        window.close()
    i18n.use_language("zh")


@pytest.fixture
def window(make_window, library_file, qtbot):
    """A window on the sample library, shown, its first case open."""
    window = make_window()
    window.resize(1280, 800)
    window.start(library_file)
    with qtbot.waitExposed(window):
        window.show()
    return window

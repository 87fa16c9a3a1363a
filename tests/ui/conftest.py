"""A real library of the sample cases, and the real window on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.library import Library
from db.model import Page
from tests.samples import PAGE, sample_cases
from tests.ui.waiting import settled
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
def make_navigator(qtbot, library_file) -> Iterator:
    """Make navigators on the sample library, shown; each has it open as `library` too."""
    from ui import way
    from ui.inquiring import Inquirer
    from ui.navigator.view import Navigator

    made = []

    def make(width: int = 280, height: int = 700) -> Navigator:
        navigator, inquirer = Navigator(way.topic_label), Inquirer()
        navigator.library = Library.open(library_file)
        made.append((navigator, inquirer))
        qtbot.addWidget(navigator)
        inquirer.open(lambda: Library.open(library_file))
        navigator.set_library(navigator.library.branches, inquirer)
        navigator.resize(width, height)
        with qtbot.waitExposed(navigator):
            navigator.show()
        return navigator

    yield make
    for navigator, inquirer in made:
        navigator.set_library(None, None)
        inquirer.close()
        navigator.library.close()


@pytest.fixture
def navigator(make_navigator):
    return make_navigator()


@pytest.fixture
def window(make_window, library_file, qtbot):
    """A window on the sample library, shown, its first case open."""
    window = make_window()
    window.resize(1280, 800)
    window.start(library_file)
    with qtbot.waitExposed(window):
        window.show()
    settled(window, qtbot)
    return window


@pytest.fixture
def wait_written(qtbot):
    """Give a window `written()`, which waits until everything a person said is written and told; wait for it once."""

    def ready(window):
        def written() -> None:
            qtbot.waitUntil(lambda: not window.editing.writer.busy, timeout=15000)
            qtbot.waitUntil(lambda: not window.jobs.busy and not window.editing._soon.isActive(), timeout=15000)
            settled(window, qtbot)

        window.written = written
        written()
        return window

    return ready

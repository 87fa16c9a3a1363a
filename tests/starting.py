"""Starts the program as a person would, from the sources or as the built executable, and looks at what it does."""

import os
import shutil
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from resources import path

PAGE = path("pages/civilization-page.txt")
PATIENCE = 60.0  # seconds; a start takes two or three
PAPER = bytes.fromhex("f7fafa")  # the colour under the article (#fafaf7), as the screen's memory has it


def without_display() -> dict[str, str]:
    """The environment of a machine without a display; folders are the test's own (see conftest)."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "PYTHONPATH")
    return {name: value for name, value in os.environ.items() if name not in hidden}


def run(program: list[str], *arguments: str, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run to the end in `folder`, without a display; `more` is added to the environment."""
    return subprocess.run(
        [*program, *arguments], cwd=folder, env=without_display() | more, capture_output=True, encoding="utf-8",
        timeout=PATIENCE, check=False,
    )  # fmt: skip


def words(pdf: Path) -> str:
    """The text layer of a PDF, blanks left out."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not there (poppler-utils)")
    asked = ["pdftotext", "-enc", "UTF-8", str(pdf), "-"]
    told = subprocess.run(asked, capture_output=True, encoding="utf-8", check=True)
    return "".join(told.stdout.split())


@contextmanager
def screen(folder: Path):
    """A real X server on a screen in memory; gives its display's name and the file its picture is kept in."""
    if not shutil.which("Xvfb"):
        pytest.skip("Xvfb is not there (xvfb)")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-fbdir", str(folder), "-nolisten", "tcp"],
        pass_fds=[writing], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    try:
        with os.fdopen(reading, encoding="ascii") as said:
            yield f":{said.readline().strip()}", folder / "Xvfb_screen0"
    finally:
        server.terminate()
        server.wait()


def shows_a_window(program: list[str], *arguments: str, folder: Path) -> bool:
    """Whether the program, on a real display, paints its paper within `PATIENCE` and goes on running."""
    with screen(folder) as (display, picture):
        started = subprocess.Popen(
            [*program, *arguments], cwd=folder, env=without_display() | {"DISPLAY": display}, stdin=subprocess.DEVNULL
        )
        try:
            ends = time.monotonic() + PATIENCE
            while started.poll() is None and time.monotonic() < ends:
                if picture.read_bytes().count(PAPER) > 100_000:
                    return True
                time.sleep(0.2)
            return False
        finally:
            started.terminate()
            started.wait()

"""The program's work where there is no display, on the bundled page."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from ui import offscreen
from ui.looks import theme
from ui.settings import config_file, data_folder


def test_pictures_and_prints_are_made_and_named(qapp, tmp_path: Path, capsys) -> None:
    before = config_file().exists(), data_folder().exists()
    assert offscreen.run(tmp_path / "out") == 0
    named = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert sorted(named) == sorted((tmp_path / "out").iterdir())
    assert sum(file.suffix == ".png" for file in named) == 2
    assert sum(file.suffix == ".pdf" for file in named) == 7
    assert (config_file().exists(), data_folder().exists()) == before

    for file, size in zip((f for f in named if f.suffix == ".png"), offscreen.SIZES, strict=True):
        image = QImage(str(file))
        assert (image.width(), image.height()) == size
        # A window that has drawn its article and charts is not of a few colours.
        seen = {image.pixel(x, y) for x in range(0, size[0], 7) for y in range(0, size[1], 7)}
        assert len(seen) > 50
        assert _longest(image, theme.colour("red")) > 60, "the bar of the chart"

    if shutil.which("pdfinfo"):
        pages = {f: int(re.search(r"Pages: +(\d+)", _info(f))[1]) for f in named if f.suffix == ".pdf"}
        all_cases = named[-1]
        assert pages.pop(all_cases) == sum(pages.values())


def _longest(image: QImage, colour: QColor) -> int:
    """The longest run of pixels of `colour` in a line of the right quarter."""
    runs = []
    for y in range(100, image.height(), 3):
        run = 0
        for x in range(image.width() * 3 // 4, image.width()):
            run = run + 1 if image.pixelColor(x, y) == colour else 0
            runs.append(run)
    return max(runs)


def _info(pdf: Path) -> str:
    return subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True, encoding="utf-8").stdout


def test_a_place_that_cannot_be_written_is_told(qapp, tmp_path: Path, capsys) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert offscreen.run(tmp_path / "file" / "out") == 1
    assert "无法写入" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("title", "name"),
    [("甲/乙：丙?", "甲_乙：丙_"), ("城" * 90, "城" * 60), (" . ", "_"), ("多行\n标题", "多行_标题")],
)
def test_a_title_becomes_a_file_name(title: str, name: str) -> None:
    assert offscreen.file_name(title) == name

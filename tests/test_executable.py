"""The built executable, run for real. `make dist` builds it; without it there is nothing to test here."""

import json
import sys
from pathlib import Path

import pytest

from tests.starting import PAGE, run, shows_a_window, words

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "dist" / "casebook" / ("casebook-console.exe" if sys.platform == "win32" else "casebook")



def _is_of_these_sources() -> bool:
    """An executable older than a source file proves nothing about the sources."""
    sources = [ROOT / "main.py", *(file for room in ("db", "ui", "resources") for file in (ROOT / room).rglob("*.*"))]
    newest = max(file.stat().st_mtime for file in sources if "__pycache__" not in file.parts)
    return PROGRAM.exists() and PROGRAM.stat().st_mtime > newest


pytestmark = [
    pytest.mark.executable,
    pytest.mark.skipif(not _is_of_these_sources(), reason="no executable of these sources in dist (make dist)"),
]


def test_it_extracts_what_the_sources_extract(tmp_path):
    built = run([str(PROGRAM)], "extract", str(PAGE), folder=tmp_path)
    source = run([sys.executable, str(ROOT / "main.py")], "extract", str(PAGE), folder=tmp_path)
    assert built.returncode == 0, built.stderr
    assert json.loads(built.stdout) == json.loads(source.stdout)


def test_it_keeps_a_library(tmp_path):
    library = str(tmp_path / "案例.casebook")
    assert run([str(PROGRAM)], "import", str(PAGE), "--library", library, folder=tmp_path).returncode == 0
    title = json.loads(run([str(PROGRAM)], "extract", str(PAGE), folder=tmp_path).stdout)["articles"][0]["title"]
    found = run([str(PROGRAM)], "search", "--library", library, title[-2:], folder=tmp_path)
    assert title in found.stdout
    verified = run([str(PROGRAM)], "verify", "--library", library, folder=tmp_path)
    assert verified.returncode == 0, verified.stdout + verified.stderr
    printed = run([str(PROGRAM)], "export", "--library", library, "--format", "pdf", "cases.pdf", folder=tmp_path)
    assert printed.returncode == 0, printed.stderr
    assert "".join(title.split()) in words(tmp_path / "cases.pdf")


def test_it_reads_every_kind_of_file_and_many_at_once(tmp_path, qapp):
    import docx

    from tests.db.sheets import sheet

    words = "近年来，江苏省南京市玄武区改造老旧小区12个，涉及居民3000余户，居民的满意度不断提高。"
    document = docx.Document()
    document.add_heading("小区换新颜", 1)
    document.add_paragraph(words)
    document.save(tmp_path / "a.docx")
    with sheet(tmp_path / "a.pdf") as page:
        page.words("小区换新颜", 60, 60, 20)
        page.column([words], 60, 90, 30, 9)
    (tmp_path / "a.html").write_text(f"<h1>小区换新颜</h1><p>{words}</p>", encoding="utf-8")
    for n in range(25):
        (tmp_path / f"{n}.txt").write_text(f"## 小区换新颜\n\n{words}{n}\n", encoding="utf-8")
    done = run([str(PROGRAM)], "extract", str(tmp_path), folder=tmp_path)
    assert done.returncode == 0, done.stderr
    found = [json.loads(line)["articles"][0]["title"] for line in done.stdout.splitlines()]
    assert found == ["小区换新颜"] * 28


def test_it_works_off_screen(tmp_path):
    done = run([str(PROGRAM)], folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert list((tmp_path / "out").glob("*.png")) and list((tmp_path / "out").glob("*.pdf"))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X11 is Linux's")
def test_it_shows_its_window(tmp_path):
    assert shows_a_window([str(PROGRAM)], folder=tmp_path)

"""What the system refuses the command line is told in a sentence: no rights, names too long, nothing left lying."""

import errno
import os
import tempfile
from pathlib import Path

import pytest

import main as program
from db import exporting, importing, library  # noqa: F401  (imported while everything can be read)
from db.errors import CasebookError, reason
from db.store import schema
from tests.samples import PAGE, sample_cases
from tests.unprivileged import kept_out
from ui import i18n
from ui.command_line import main

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights as POSIX has them")
LONG = "长" * 200


@pytest.fixture
def open_folder():
    """A folder anyone can come to; pytest's own are closed to others."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o755)
        yield folder


@pytest.fixture
def chinese_again():
    yield
    i18n.use_language("zh")


def said(capsys) -> str:
    err = capsys.readouterr().err
    assert len(err.splitlines()) == 1 and err.rstrip().endswith("。"), err
    return err


@pytest.mark.parametrize("command", [["import", str(PAGE)], ["search", "村"], ["verify"], ["export", "a.json"]])
def test_a_library_behind_a_closed_door_is_told(command, capsys, open_folder):
    closed = open_folder / "closed"
    closed.mkdir()
    with kept_out(closed):
        assert main([*command, "--library", str(closed / "a.casebook")]) == 1
    assert "没有权限" in said(capsys)


def test_a_library_with_too_long_a_name_is_told(capsys, tmp_path):
    assert main(["import", str(PAGE), "--library", str(tmp_path / LONG)]) == 1
    assert "名称太长" in said(capsys)


def test_pages_behind_a_closed_door_or_with_too_long_a_name_are_told(capsys, open_folder):
    closed = open_folder / "closed"
    closed.mkdir()
    with kept_out(closed):
        assert main(["extract", str(closed / "a.txt")]) == 1
    assert "没有权限" in said(capsys)
    for name in (f"{LONG}.txt", f"{LONG}.zip"):
        assert main(["extract", str(open_folder / name)]) == 1
        said(capsys)


@pytest.mark.parametrize("mode", [0o444, 0o000])
def test_a_folder_that_cannot_be_entered_is_told(capsys, open_folder, mode):
    closed = open_folder / "closed"
    closed.mkdir()
    (closed / "a.txt").write_text("甲", encoding="utf-8")
    with kept_out(closed, mode):
        assert main(["extract", str(closed)]) == 1
    assert "Traceback" not in (told := capsys.readouterr().err) and "权限" in told


def test_one_word_that_cannot_be_looked_at_is_no_command(capsys, open_folder):
    assert program.main([LONG]) == 2
    closed = open_folder / "closed"
    closed.mkdir()
    with kept_out(closed):
        assert program.main([str(closed / "a.casebook")]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_an_export_that_cannot_be_written_is_told_as_such(open_folder):
    cases = sample_cases()
    with kept_out(open_folder, 0o555), pytest.raises(CasebookError, match=r"无法写入“.*没有权限。"):
        exporting.export(cases, open_folder / "out.json", "json")
    closed = open_folder / "closed"
    closed.mkdir()
    with kept_out(closed), pytest.raises(CasebookError, match="无法写入"):
        exporting.export(cases, closed / "out.json", "json")
    with pytest.raises(CasebookError, match="名称太长"):
        exporting.export(cases, open_folder / LONG, "json")


COMMON = (errno.ENOENT, errno.EACCES, errno.ENOSPC, errno.EISDIR, errno.ENAMETOOLONG, errno.EROFS)


@pytest.mark.parametrize("number", COMMON)
def test_reasons_are_in_the_language_in_use(number, tmp_path, chinese_again):
    error = OSError(number, os.strerror(number))
    assert not reason(error).isascii()
    with pytest.raises(CasebookError) as raised, schema.told(tmp_path / "a"):
        raise error
    assert os.strerror(number) not in i18n.told(raised.value)
    i18n.use_language("en")
    assert i18n.told(raised.value).replace("“", "").replace("”", "").isascii()


def test_an_uncommon_reason_is_told_as_the_system_puts_it():
    assert reason(OSError(errno.EXDEV, "Invalid cross-device link")) == "Invalid cross-device link"
    assert reason(OSError("odd")) == "odd"


def test_a_first_import_of_which_nothing_came_leaves_no_library(capsys, tmp_path):
    new = tmp_path / "new.casebook"
    assert main(["import", str(tmp_path / "none.txt"), "--library", str(new)]) == 1
    assert list(tmp_path.iterdir()) == []
    said(capsys)


def test_an_empty_library_that_was_there_before_stays(tmp_path):
    old = tmp_path / "old.casebook"
    library.Library.create(old).close()
    assert main(["import", str(tmp_path / "none.txt"), "--library", str(old)]) == 1
    assert old.exists()


def test_a_first_import_of_which_a_part_came_keeps_its_library(tmp_path):
    new = tmp_path / "new.casebook"
    assert main(["import", str(PAGE), str(tmp_path / "none.txt"), "--library", str(new)]) == 1
    with library.Library.open(new) as made:
        assert made.counts().pages == 1

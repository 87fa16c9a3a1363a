"""Tying files to the program: what the desktop then makes of a double click, and that every trace can be taken back."""

import configparser
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtWidgets import QMessageBox

from db.formats import SUFFIXES
from db.library import Library
from ui.system import associating, association

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the desktop of Linux")


@pytest.fixture
def data() -> Path:
    return Path(os.environ["XDG_DATA_HOME"])


def files(folder: Path) -> list[Path]:
    """What lies there, but for what the system's own tools make of it."""
    return sorted(file for file in folder.rglob("*") if file.is_file()
                  and (file.parent.parts[-2:] == ("mime", "packages") or "mime" not in file.relative_to(folder).parts)
                  and file.name != "mimeinfo.cache")


def asked(*command: str) -> str:
    if not shutil.which(command[0]):
        pytest.skip(f"{command[0]} is not there")
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout


def test_what_is_laid_down_is_taken_back_whole(data) -> None:
    (data / "applications").mkdir()
    (data / "applications" / "other.desktop").write_text("mine")
    before = files(data)
    assert not association.associated()
    association.associate()
    assert association.associated()
    assert len(files(data)) == len(before) + 5
    association.associate()
    association.dissociate()
    assert files(data) == before and not association.associated()


def test_the_entry_starts_this_program_with_the_file() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str
    entry.read_string(association.desktop_entry(association.program()))
    values = entry["Desktop Entry"]
    assert values["Name[zh_CN]"] == "案例册"
    *command, file = shlex.split(values["Exec"])
    assert command == association.program() and file == "%f"
    assert values["MimeType"] == f"{association.LIBRARY};", "pages are opened by what opened them before"
    assert set(association.PAGES) <= set(SUFFIXES)
    odd = association.desktop_entry(['/opt/a "b"/100%/$x`y\\z', "/m n/main.py"])
    line = next(line for line in odd.splitlines() if line.startswith("Exec="))
    assert line == r'Exec="/opt/a \\"b\\"/100%%/\\$x\\`y\\\\z" "/m n/main.py" %f'


def test_what_opens_other_files_stays_as_it_was() -> None:
    file = Path(os.environ["XDG_CONFIG_HOME"]) / "mimeapps.list"
    mine = ("# 我的\n[Default Applications]\ntext/plain=editor.desktop\n\n"
            "[Removed Associations]\nimage/png=x.desktop;\n\n"
            "[Added Associations]\ntext/plain=editor.desktop;viewer.desktop;\n")
    file.write_text(mine, encoding="utf-8")
    association.associate()
    told = configparser.ConfigParser(interpolation=None, delimiters="=")
    told.read_string(file.read_text(encoding="utf-8"))
    assert told["Default Applications"]["text/plain"] == "editor.desktop"
    assert told["Default Applications"][association.LIBRARY] == "casebook.desktop;"
    assert told["Added Associations"]["text/plain"] == "editor.desktop;viewer.desktop;casebook.desktop;"
    assert told["Removed Associations"]["image/png"] == "x.desktop;"
    association.associate()
    association.dissociate()
    assert file.read_text(encoding="utf-8") == mine
    file.unlink()
    association.associate()
    association.dissociate()
    assert not file.exists()


def test_a_library_is_known_by_its_name_and_by_its_header(data, tmp_path) -> None:
    association.associate()
    ElementTree.parse(data / "mime" / "packages" / "casebook.xml")
    named, header = tmp_path / "空.casebook", tmp_path / "没有后缀"
    named.write_bytes(b"x")
    Library.create(tmp_path / "a.casebook").close()
    shutil.copy(tmp_path / "a.casebook", header)
    for file in (named, header):
        assert association.LIBRARY in asked("gio", "info", "-a", "standard::content-type", str(file))
    told = asked("gio", "mime", association.LIBRARY)
    assert "casebook.desktop" in told
    assert "casebook.desktop" in asked("gio", "mime", "text/plain")
    association.dissociate()
    assert association.LIBRARY not in asked("gio", "info", "-a", "standard::content-type", str(named))


def test_windows_is_told_by_keys_of_this_user_alone() -> None:
    entries = association.windows_entries([r"C:\Program Files\casebook\casebook.exe"])
    assert entries[".casebook"] == "Casebook.Library"
    assert entries[r"Casebook.Library\shell\open\command"] == r'"C:\Program Files\casebook\casebook.exe" "%1"'
    assert entries[r".docx\OpenWithProgids@Casebook.Page"] == ""
    assert ".docx" not in entries, "what opens them now stays"
    own = list(association._windows_own())
    assert all(key.startswith("Software\\Classes\\") for key in own)
    assert [len(key) for key in own if "shell" in key] and own.index(
        r"Software\Classes\Casebook.Library\shell\open\command") < own.index(r"Software\Classes\Casebook.Library")
    assert not any(key.endswith((".txt", ".docx", "OpenWithProgids")) for key in own)


def test_a_folder_that_cannot_be_written_is_told(data, qtbot, window) -> None:
    (data / "mime").write_text("in the way")
    associating.change(window, True)
    box = window.findChildren(QMessageBox)[-1]
    assert "没有关联成功" in box.informativeText()
    box.close()


def test_the_window_ties_and_unties(data, qtbot, window) -> None:
    window.commands["associate"].trigger()
    box = window.findChildren(QMessageBox)[-1]
    button = next(b for b in box.buttons() if b.text() == "关联")
    button.click()
    assert association.associated()
    associating.ask(window)
    box = [one for one in window.findChildren(QMessageBox) if one.isVisible()][-1]
    assert any(b.text() == "取消关联" for b in box.buttons())
    box.close()

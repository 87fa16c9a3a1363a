"""What a double click opens: casebook files and pages tied to this program, for this user alone, and untied again.

Linux: a .desktop file and a MIME type below XDG_DATA_HOME, and a line of mimeapps.list. Windows: keys below
HKEY_CURRENT_USER. macOS: the bundle says it itself (build.spec). Imports no Qt.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from xml.sax.saxutils import escape

import resources
from db.errors import CasebookError, reason

LIBRARY = "application/x-casebook"
# What pages come in: the program is offered for them ("open with") and leaves alone what opens them now.
PAGES = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".zip": "application/zip",
}
_ENTRY = "casebook.desktop"
_WINDOWS_KIND = "Casebook.Library"
_WINDOWS_ROOT = r"Software\Classes"


def possible() -> bool:
    """Whether there is something to be tied here; on macOS the bundle has done it."""
    return sys.platform == "win32" or not sys.platform.startswith(("darwin", "emscripten"))


def program() -> list[str]:
    """How this program is started: the executable, or Python and main.py."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    return [sys.executable, str(Path(__file__).resolve().parent.parent / "main.py")]


def associate() -> None:
    """Tie the files to this program; raises CasebookError where it is refused."""
    try:
        _windows(True) if sys.platform == "win32" else _associate_linux()
    except OSError as error:
        raise CasebookError("没有关联成功：{reason}。请检查您的用户文件夹能否写入。", reason=reason(error)) from error


def dissociate() -> None:
    """Take every trace of it back."""
    try:
        _windows(False) if sys.platform == "win32" else _dissociate_linux()
    except OSError as error:
        raise CasebookError("没有取消成功：{reason}。请检查您的用户文件夹能否写入。", reason=reason(error)) from error


def associated() -> bool:
    """Whether the files are tied to this very program."""
    if sys.platform == "win32":
        return _windows_command() == windows_entries(program())[f"{_WINDOWS_KIND}\\shell\\open\\command"]
    with suppress(OSError):
        return _desktop_file().read_text(encoding="utf-8") == desktop_entry(program())
    return False


# Linux


def _data() -> Path:
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")


def _desktop_file() -> Path:
    return _data() / "applications" / _ENTRY


def _linux_files(command: list[str]) -> dict[Path, bytes]:
    """Every file that is laid down, with its contents."""
    picture = resources.path("icons/casebook.png").read_bytes()
    drawing = resources.path("icons/casebook.svg").read_bytes()
    icons = _data() / "icons" / "hicolor"
    return {
        _data() / "mime" / "packages" / "casebook.xml": mime_type().encode(),
        icons / "256x256" / "apps" / "casebook.png": picture,
        icons / "scalable" / "apps" / "casebook.svg": drawing,
        icons / "scalable" / "mimetypes" / "application-x-casebook.svg": drawing,
        _desktop_file(): desktop_entry(command).encode(),
    }


def _associate_linux() -> None:
    for file, contents in _linux_files(program()).items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(contents)
    _choose(True)
    _refresh()


def _dissociate_linux() -> None:
    for file in _linux_files(program()):
        file.unlink(missing_ok=True)
    _choose(False)
    _refresh()


def _choose(tie: bool) -> None:
    """Write into the user's own list of what opens what, or take it out: libraries by this program, and pages by it
    too, but only where she asks for it.
    """
    file = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "mimeapps.list"
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    lines = _chosen(lines, "[Default Applications]", (LIBRARY,), tie)
    lines = _chosen(lines, "[Added Associations]", (LIBRARY, *PAGES.values()), tie)
    if any(line.strip() for line in lines):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    else:
        file.unlink(missing_ok=True)


def _chosen(lines: list[str], heading: str, kinds: Sequence[str], tie: bool) -> list[str]:
    """The lines of mimeapps.list with this program named for `kinds` under `heading`, or not; all else stays."""
    at = next((n for n, line in enumerate(lines) if line.strip() == heading), None)
    if at is None:
        if not tie:
            return lines
        lines = [*lines, *([""] if lines else []), heading]
        at = len(lines) - 1
    end = next((n for n in range(at + 1, len(lines)) if lines[n].startswith("[")), len(lines))
    held = {line.partition("=")[0].strip(): n for n, line in enumerate(lines[at + 1 : end], at + 1) if "=" in line}
    lines = list(lines)
    for kind in kinds:
        n = held.get(kind)
        others = [] if n is None else [one for one in lines[n].partition("=")[2].strip().split(";") if one]
        others = [one for one in others if one != _ENTRY]
        # First where it is the default, last where it is one of several that may be asked for.
        names = ([_ENTRY, *others] if kind == LIBRARY else [*others, _ENTRY]) if tie else others
        line = f"{kind}={';'.join(names)};" if names else None
        if n is not None:
            lines[n] = line
        elif line:
            lines.insert(end, line)
    body = [line for line in lines[at + 1 :] if line is not None]
    empty = next((line for line in body if line.strip()), "[").startswith("[")
    return [*lines[:at], *([] if empty and not tie else [heading]), *body]


def _refresh() -> None:
    """Let the desktop look again; one without these tools looks by itself, at the latest when one logs in anew."""
    for tool, folder in (("update-mime-database", "mime"), ("update-desktop-database", "applications")):
        if (found := shutil.which(tool)) and (_data() / folder).is_dir():
            with suppress(OSError, subprocess.TimeoutExpired):
                subprocess.run([found, str(_data() / folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                               timeout=20, check=False)


def desktop_entry(command: list[str]) -> str:
    """The entry of the program in the desktop's menu, with what it opens."""
    started = " ".join(map(_quoted, command))
    return f"""[Desktop Entry]
Type=Application
Name=Casebook
Name[zh_CN]=案例册
Comment=A reader for case studies of local governance
Comment[zh_CN]=社会治理案例阅读与检索
Exec={started} %f
Icon=casebook
Terminal=false
Categories=Office;
MimeType={LIBRARY};
StartupWMClass=casebook
"""


def _quoted(word: str) -> str:
    """A word of an Exec line, as the Desktop Entry Specification wants it."""
    for mark in ("\\", '"', "`", "$"):
        word = word.replace(mark, "\\" + mark)
    return '"' + word.replace("\\", "\\\\").replace("%", "%%") + '"'


def mime_type() -> str:
    """The kind of file that a library is: known by its name, and by the mark in its header."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="{escape(LIBRARY)}">
    <comment>Casebook library</comment>
    <comment xml:lang="zh_CN">案例库</comment>
    <sub-class-of type="application/vnd.sqlite3"/>
    <icon name="application-x-casebook"/>
    <magic priority="60">
      <match type="string" offset="0" value="SQLite format 3">
        <match type="string" offset="68" value="CASE"/>
      </match>
    </magic>
    <glob pattern="*.casebook"/>
  </mime-type>
</mime-info>
"""


# Windows


def windows_entries(command: list[str]) -> Mapping[str, str]:
    """Every key below Software/Classes of HKEY_CURRENT_USER that is ours, with what it says. A key with "@name" at its
    end is a value of that name in the key.
    """
    started = subprocess.list2cmdline(command) + ' "%1"'
    icon = f"{command[0]},0"
    entries = {
        ".casebook": _WINDOWS_KIND,
        f"{_WINDOWS_KIND}": "案例库",
        f"{_WINDOWS_KIND}\\DefaultIcon": icon,
        f"{_WINDOWS_KIND}\\shell\\open\\command": started,
        "Casebook.Page": "版面",
        "Casebook.Page\\DefaultIcon": icon,
        "Casebook.Page\\shell\\open": "导入案例册",
        "Casebook.Page\\shell\\open\\command": started,
    }
    return entries | {f"{suffix}\\OpenWithProgids@Casebook.Page": "" for suffix in PAGES}


def _windows(tie: bool) -> None:
    import ctypes
    import winreg

    for key, words in windows_entries(program()).items():
        path, _, name = f"{_WINDOWS_ROOT}\\{key}".partition("@")
        if tie:
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, path) as made:
                winreg.SetValueEx(made, name, 0, winreg.REG_SZ, words)
        elif name:
            with suppress(OSError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, path, 0, winreg.KEY_SET_VALUE) as held:
                winreg.DeleteValue(held, name)
    for path in () if tie else _windows_own():
        with suppress(OSError):
            winreg.DeleteKey(winreg.HKEY_CURRENT_USER, path)
    ctypes.windll.shell32.SHChangeNotify(0x08000000, 0, None, None)  # associations have changed: look again


def _windows_own() -> Iterator[str]:
    """The keys that are nobody else's, the lowest first, as Windows wants them deleted."""
    own = {key for key in windows_entries(program()) if "@" not in key}
    above = {key.rpartition("\\")[0] for key in own if "\\" in key} | {
        key.rpartition("\\shell")[0] + "\\shell" for key in own if "\\shell" in key}
    for key in sorted(own | above, key=lambda key: -key.count("\\")):
        yield f"{_WINDOWS_ROOT}\\{key}"


def _windows_command() -> str | None:
    import winreg

    path = f"{_WINDOWS_ROOT}\\{_WINDOWS_KIND}\\shell\\open\\command"
    try:
        return winreg.QueryValue(winreg.HKEY_CURRENT_USER, path)
    except OSError:
        return None

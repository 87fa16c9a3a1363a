"""What the window remembers from one start to the next, in an INI file of the user's configuration folder."""

import json
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

RECENT = 8


def config_file() -> Path:
    """Where the settings live; the folder is made when they are first written."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppConfigLocation)
    return Path(folder) / "casebook.ini"


def data_folder() -> Path:
    """Where the library of the first start is made."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation))


class Settings:
    """The remembered values, each with what holds where nothing, or nonsense, is written."""

    def __init__(self, file: Path) -> None:
        self._store = QSettings(str(file), QSettings.Format.IniFormat)

    def _text(self, key: str) -> str:
        value = self._store.value(key, "")
        return value if isinstance(value, str) else ""

    def _number(self, key: str, default: int) -> int:
        try:
            return int(self._text(key))
        except ValueError:
            return default

    def _list(self, key: str) -> list[str]:
        try:
            value = json.loads(self._text(key) or "[]")
        except ValueError:
            return []
        return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []

    def _set_list(self, key: str, value: list[str]) -> None:
        self._store.setValue(key, json.dumps(value, ensure_ascii=True))

    @property
    def language(self) -> str:
        return self._text("language") or "zh"

    @language.setter
    def language(self, code: str) -> None:
        self._store.setValue("language", code)

    @property
    def library(self) -> Path | None:
        """The library that was open last."""
        text = self._text("library/last")
        return Path(text) if text else None

    @library.setter
    def library(self, file: Path | None) -> None:
        self._store.setValue("library/last", "" if file is None else str(file))
        if file is not None:
            recent = [str(file), *(name for name in self._list("library/recent") if name != str(file))]
            self._set_list("library/recent", recent[:RECENT])

    @property
    def recent(self) -> list[Path]:
        """The libraries opened lately, the last one first; some may be gone."""
        return [Path(name) for name in self._list("library/recent")]

    @property
    def case_id(self) -> int | None:
        number = self._number("library/case", 0)
        return number or None

    @case_id.setter
    def case_id(self, number: int | None) -> None:
        self._store.setValue("library/case", str(number or 0))

    @property
    def open_branches(self) -> list[str]:
        return self._list("library/branches")

    @open_branches.setter
    def open_branches(self, keys: list[str]) -> None:
        self._set_list("library/branches", keys)

    @property
    def folder(self) -> str:
        """The folder files were last imported from."""
        return self._text("import/folder")

    @folder.setter
    def folder(self, name: str) -> None:
        self._store.setValue("import/folder", name)

    @property
    def zoom(self) -> float:
        """The factor the article is enlarged by."""
        return self._number("article/zoom", 100) / 100

    @zoom.setter
    def zoom(self, factor: float) -> None:
        self._store.setValue("article/zoom", str(round(factor * 100)))

    def shown(self, name: str) -> bool:
        """Whether the side pane of that name is shown."""
        return self._text(f"window/show_{name}") != "no"

    def set_shown(self, name: str, shown: bool) -> None:
        self._store.setValue(f"window/show_{name}", "yes" if shown else "no")

    def state(self, name: str) -> QByteArray:
        """A geometry or splitter state as Qt wrote it; empty where there is none."""
        value = self._store.value(f"window/{name}", QByteArray())
        return value if isinstance(value, QByteArray) else QByteArray()

    def set_state(self, name: str, state: QByteArray) -> None:
        self._store.setValue(f"window/{name}", state)

    def flush(self) -> None:
        self._store.sync()

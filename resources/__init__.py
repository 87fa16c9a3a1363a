"""The one door to the files that travel with the program: fonts, icons, lexicon, the first page.

`path` gives the same answer from a checkout and from the packaged executable, because PyInstaller lays the folder
down beside this module.
"""

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def path(name: str) -> Path:
    """The absolute path of the resource `name` ("lexicon/topics.json"); raises FileNotFoundError where it is absent."""
    found = _HERE / name
    if not found.exists():
        raise FileNotFoundError(f"resource missing: {name}")
    return found

"""What is at a path, asked so that it never fails: what may not be looked at, or cannot be named, counts as not there.

`Path`'s own questions raise where a folder on the way is closed or a name is too long. Whoever then opens the file is
told the reason; here it is only in the way.
"""

import os
from pathlib import Path


def exists(path: Path | str) -> bool:
    return os.path.exists(path)  # noqa: PTH110


def is_folder(path: Path | str) -> bool:
    return os.path.isdir(path)  # noqa: PTH112


def is_file(path: Path | str) -> bool:
    return os.path.isfile(path)  # noqa: PTH113


def is_link(path: Path | str) -> bool:
    return os.path.islink(path)  # noqa: PTH114

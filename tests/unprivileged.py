"""A person without rights to a folder, also where the tests run as root, whom no folder keeps out."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534


@contextmanager
def kept_out(folder: Path, mode: int = 0) -> Iterator[None]:
    """Within, `folder` has `mode` for everyone; what is to be imported should have been imported before."""
    before = folder.stat().st_mode & 0o777
    root = os.geteuid() == 0
    folder.chmod(mode)
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(before)

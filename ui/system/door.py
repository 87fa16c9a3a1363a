"""The door between two starts of the program by one user on one screen: where it is, and how one knocks.

The second start only knocks and leaves; for that it needs neither Qt nor a window. Nobody answering within a moment, it
goes its own way.
"""

import hashlib
import json
import os
import socket
import sys
import tempfile
from pathlib import Path

PATIENCE = 2.0  # seconds for an answer from the program that runs
OK = b"ok\n"


def address() -> str:
    """Where the program of this user on this screen listens: a path, on Windows the name of a pipe."""
    screen = "|".join(os.environ.get(name, "") for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_CONFIG_HOME"))
    mark = hashlib.sha256(f"{Path.home()}|{screen}".encode("utf-8", "surrogateescape")).hexdigest()[:16]
    if sys.platform == "win32":
        return rf"\\.\pipe\casebook-{mark}"
    folder = os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir()
    return str(Path(folder) / f"casebook-{mark}")


def hand_over(file: str, where: str | None = None) -> bool:
    """Let the program that runs open `file`; whether one runs and has taken it."""
    said = json.dumps(str(Path(file).absolute())).encode() + b"\n"
    try:
        return _knock(where or address(), said) == OK
    except OSError:  # none, or one that died and left its door behind
        return False


def _knock(where: str, said: bytes) -> bytes:
    if sys.platform == "win32":
        with Path(where).open("r+b", buffering=0) as pipe:
            pipe.write(said)
            return pipe.read(len(OK))
    if Path(where).stat().st_uid != os.getuid():
        raise PermissionError(where)  # somebody else's, in a folder for all
    with socket.socket(socket.AF_UNIX) as door:
        door.settimeout(PATIENCE)
        door.connect(where)
        door.sendall(said)
        return door.recv(len(OK))


def answers(where: str) -> bool:
    """Whether anybody is behind the door."""
    try:
        _knock(where, b"null\n")
    except TimeoutError:  # who has let us in is only busy
        return True
    except OSError:
        return False
    return True

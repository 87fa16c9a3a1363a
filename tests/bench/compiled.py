"""Measuring the program as a person has it, whose Python keeps what it has compiled."""

import compileall
import os
import sys
from importlib.util import find_spec
from pathlib import Path

from tests.bench.figures import OUT

ROOT = Path(__file__).resolve().parents[2]
MUCH = ("pyqtgraph", "numpy")  # packages of many modules


def as_installed(module: str) -> None:
    """Begin `module` anew where Python was told to keep nothing (PYTHONDONTWRITEBYTECODE, -B): each process would
    compile again whatever it imports, which an installed program never does.
    """
    if not sys.dont_write_bytecode:
        return
    sys.pycache_prefix = sys.pycache_prefix or str(OUT / "compiled")
    for folder in (ROOT / "db", ROOT / "ui", *(Path(find_spec(name).origin).parent for name in MUCH)):
        compileall.compile_dir(folder, quiet=2)
    told = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    told["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
    os.execve(sys.executable, [sys.executable, "-m", module, *sys.argv[1:]], told)

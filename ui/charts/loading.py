"""pyqtgraph and numpy, brought in piece by piece while the window rests: at once they would hold it up for long.

pyqtgraph makes objects of Qt while it is imported, so it has to come in the thread of the window; numpy need not. The
import of pyqtgraph is broken off when it has taken its time, before the next of its modules, and begun again a turn
later: Python forgets the modules that were not whole, keeps those that were, and so comes further each time. Whoever
needs it at once meanwhile (a print, say) imports it as ever.
"""

import gc
import importlib
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from importlib.machinery import ModuleSpec
from threading import Thread
from time import perf_counter
from types import ModuleType

PACKAGE = "pyqtgraph"
DRAWING = "ui.charts.items"
SPELL = 0.005  # seconds of small things done at one time
_QT = ("QtCore", "QtGui", "QtWidgets")  # every name of which pyqtgraph looks at, and Qt makes each when it is looked at
_MORE_QT = ("QtSvg", "QtTest", "QtOpenGL", "QtOpenGLWidgets")
_LATER = ("xml.etree.ElementTree", "multiprocessing.connection", "cProfile")  # of Python's own, and long


def loaded() -> bool:
    """Whether the drawing of charts would not have to wait for anything."""
    return DRAWING in sys.modules


def load() -> Iterator[None]:
    """Bring everything in, a short piece between two values; nothing where it is there."""
    if loaded():
        return
    gc.freeze()  # what the program is made of is no garbage: to look through it time and again takes 40 ms a time
    numbers = Thread(target=_without_qt, name="numpy")
    numbers.start()
    while numbers.is_alive():
        yield
    for name in _MORE_QT:
        with suppress(ImportError):
            importlib.import_module(f"PySide6.{name}")
        yield
    for name in _QT:
        yield from _looked_at(importlib.import_module(f"PySide6.{name}"))
    yield from _in_pieces()
    importlib.import_module(DRAWING)
    gc.freeze()


def _without_qt() -> None:
    for name in ("numpy", *_LATER):
        importlib.import_module(name)


def _looked_at(module: ModuleType) -> Iterator[None]:
    began = perf_counter()
    for name in dir(module):
        getattr(module, name)
        if perf_counter() - began > SPELL:
            yield
            began = perf_counter()


class _Enough(BaseException):
    """Breaks an import off; nothing that is imported may take it for its own affair."""


class _Pieces:
    """Asked by Python for each module of the package that is not there; says when it is enough for now."""

    def __init__(self) -> None:
        self._met: dict[str, ModuleSpec] = {}
        self._until: float | None = None

    def begin(self) -> None:
        """Allow for what was begun before and as much again as takes a spell."""
        self._until = None

    def find_spec(self, name: str, path: Sequence[str] | None = None, _: object = None) -> ModuleSpec | None:
        if name.partition(".")[0] != PACKAGE or name in self._met:
            return self._met.get(name)
        if self._until is None:
            self._until = perf_counter() + SPELL
        elif perf_counter() > self._until:
            raise _Enough
        asked = (finder.find_spec(name, path) for finder in sys.meta_path if finder is not self)
        spec = next(filter(None, asked), None)
        if spec is not None and hasattr(spec.loader, "get_code"):  # read once, however often it is broken off
            spec.loader.get_code = cache(spec.loader.get_code)
            self._met[name] = spec
        return spec


def _in_pieces() -> Iterator[None]:
    """Import the package."""
    pieces = _Pieces()
    while PACKAGE not in sys.modules:
        pieces.begin()
        sys.meta_path.insert(0, pieces)
        try:
            with suppress(_Enough):
                importlib.import_module(PACKAGE)
        finally:
            sys.meta_path.remove(pieces)
        yield

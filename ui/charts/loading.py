"""pyqtgraph and numpy, brought in piece by piece while the window rests: at once they would hold it up for long.

pyqtgraph makes objects of Qt while it is imported, so it has to come in the thread of the window; numpy need not. A
package's own __init__ is one import to Python. Here its statements are carried out one at a time, and between two of
them it is not to be found among the modules: whoever needs it at once (a print, say) imports it as ever. Where there is
no source to take apart, as in the packed program, it comes as a whole, but what it is built on has come before it.
"""

import ast
import gc
import importlib
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec, module_from_spec
from threading import Thread
from time import perf_counter

PACKAGE = "pyqtgraph"
SPELL = 0.010  # seconds of small things done at one time
_QT = ("QtCore", "QtGui", "QtWidgets")  # every name of which pyqtgraph looks at, and Qt makes each when it is looked at
_MORE_QT = ("QtSvg", "QtTest", "QtOpenGL", "QtOpenGLWidgets")
_ITEMS = ("ViewBox.ViewBoxMenu", "ViewBox.ViewBox", "AxisItem", "InfiniteLine", "LinearRegionItem", "ScatterPlotItem",
          "PlotCurveItem", "PlotDataItem", "LegendItem", "PlotItem.PlotItem", "ImageItem")
_WIDGETS = ("SpinBox", "ColorButton", "ColorMapButton", "GradientWidget", "TreeWidget", "ComboBox", "GroupBox",
            "PenPreviewLabel", "CheckTable", "LayoutWidget")
# What a statement of the package brings along that is long enough for a turn of its own.
_FIRST = {
    "colors": ("Qt.compat", "Qt"),
    "colormap": ("debug", "util", "functions"),
    "graphicsItems.ArrowItem": ("SRTTransform3D", "GraphicsScene.GraphicsScene", "graphicsItems.GraphicsItem",
                                "graphicsItems.GraphicsObject"),
    "graphicsItems.AxisItem": ("graphicsItems.GraphicsWidget",),
    "graphicsItems.ColorBarItem": tuple(f"graphicsItems.{item}" for item in _ITEMS),
    "graphicsItems.PlotDataItem": ("Qt.OpenGLHelpers",),
    "imageview": ("widgets.GraphicsView",),
    "widgets.ColorMapWidget": tuple(f"widgets.{part}" for part in _WIDGETS),
}


def loaded() -> bool:
    """Whether the drawing of charts would not have to wait for anything."""
    return "ui.charts.items" in sys.modules


def load() -> Iterator[None]:
    """Bring everything in, a short piece between two values; nothing where it is there."""
    if loaded():
        return
    gc.freeze()  # what the program is made of is no garbage: to look through it time and again takes 40 ms a time
    numbers = Thread(target=importlib.import_module, args=("numpy",), name="numpy")
    numbers.start()
    while numbers.is_alive():
        yield
    for name in _MORE_QT:
        with suppress(ImportError):
            importlib.import_module(f"PySide6.{name}")
        yield
    for name in _QT:
        yield from _looked_at(importlib.import_module(f"PySide6.{name}"))
    if PACKAGE not in sys.modules:
        yield from _package()
    importlib.import_module("ui.charts.items")
    gc.freeze()


def _looked_at(module: object) -> Iterator[None]:
    began = perf_counter()
    for name in dir(module):
        getattr(module, name)
        if perf_counter() - began > SPELL:
            yield
            began = perf_counter()


def _package() -> Iterator[None]:
    """The package, a statement at a time."""
    spec = find_spec(PACKAGE)
    source = getattr(spec.loader, "get_source", lambda _: None)(PACKAGE)
    if not source:
        return
    package = module_from_spec(spec)
    for statement in ast.parse(source).body:
        first = _FIRST.get(statement.module or "", ()) if isinstance(statement, ast.ImportFrom) else ()
        pieces = [*first, compile(ast.Module([statement], []), spec.origin, "exec")]
        for piece in pieces:
            if sys.modules.setdefault(PACKAGE, package) is not package:
                return  # somebody could not wait, and has brought it in
            try:
                if isinstance(piece, str):
                    with suppress(ModuleNotFoundError):  # of another release
                        importlib.import_module(f"{PACKAGE}.{piece}")
                else:
                    exec(piece, package.__dict__)
            finally:
                del sys.modules[PACKAGE]
            yield
    sys.modules.setdefault(PACKAGE, package)

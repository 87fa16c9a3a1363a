"""The arrows between the rooms run one way, and rooms stay small. Read from the sources, so that nothing has to run."""

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("db", "ui")
QT = ("PySide6", "shiboken6", "pyqtgraph")
SQL = ("sqlite3", "sqlite_utils")
SLOW = ("sqlite_utils", "pyqtgraph")  # 0.2 s each: imported where first used, never on the way to the first paint
PANES = ("navigator", "article", "metrics", "charts", "summary")
HOLDERS = ("ui.window", "ui.command_line", "ui.tasks")  # where the program is composed, and its long works
LINES = 350


def _name(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


SOURCES = [
    ROOT / "main.py",
    ROOT / "resources" / "__init__.py",
    *(file for room in ROOMS for file in (ROOT / room).rglob("*.py")),
]
FILES = {_name(file): file for file in SOURCES}


class _Imports(ast.NodeVisitor):
    """Collects the modules a file imports: `at_once` when it is imported itself, `ever` also inside its functions."""

    def __init__(self) -> None:
        self.at_once: set[str] = set()
        self.ever: set[str] = set()
        self._inside = 0

    def visit_FunctionDef(self, node: ast.AST) -> None:
        self._inside += 1
        self.generic_visit(node)
        self._inside -= 1

    visit_AsyncFunctionDef = visit_Lambda = visit_FunctionDef

    def visit_If(self, node: ast.If) -> None:
        if "TYPE_CHECKING" not in ast.unparse(node.test) and "__name__" not in ast.unparse(node.test):
            self.generic_visit(node)

    def visit_Import(self, node: ast.Import) -> None:
        self._note(alias.name for alias in node.names)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        assert node.level == 0, "imports are written out from the top"
        self._note([node.module, *(f"{node.module}.{alias.name}" for alias in node.names)])

    def _note(self, names) -> None:
        names = {name for name in names if name in FILES or name.partition(".")[0] not in (*ROOMS, "resources")}
        self.ever |= names
        if not self._inside:
            self.at_once |= names


@cache
def _imports(module: str) -> _Imports:
    found = _Imports()
    found.visit(ast.parse(FILES[module].read_text(encoding="utf-8")))
    return found


def _reached(module: str) -> dict[str, str]:
    """Every module that importing `module` imports at once, each with the one that asked for it."""
    asked = {module: ""}
    waiting = [module]
    while waiting:
        asking = waiting.pop()
        packages = [asking.rpartition(".")[0]] if "." in asking else []
        for name in [*(_imports(asking).at_once if asking in FILES else ()), *packages]:
            if name and name not in asked:
                asked[name] = asking
                waiting.append(name)
    return asked


def _within(name: str, tops: tuple[str, ...]) -> bool:
    return any(name == top or name.startswith(f"{top}.") for top in tops)


def _modules(room: str) -> list[str]:
    return sorted(name for name in FILES if _within(name, (room,)))


@pytest.mark.parametrize("module", _modules("db"))
def test_db_is_true_without_a_screen(module):
    assert not [name for name in _imports(module).ever if _within(name, (*QT, "ui", "main"))]


@pytest.mark.parametrize("module", _modules("db.extract"))
def test_extraction_knows_no_sql_and_nothing_else_of_db(module):
    allowed = ("db.model", "db.errors", "db.extract")
    for name in _imports(module).ever - {"db"}:
        assert not _within(name, SQL), f"{module} imports {name}"
        assert _within(name, allowed) or not _within(name, ("db",)), f"{module} imports {name}"


def test_resources_know_nobody():
    assert not [name for name in _imports("resources").ever if _within(name, (*ROOMS, *QT, "main"))]


def _pane(module: str) -> str | None:
    """The pane a module of ui belongs to: ui.article.document is the article's."""
    room = module.split(".")[1] if "." in module else ""
    return room if room in PANES else None


@pytest.mark.parametrize("module", [name for name in _modules("ui") if _pane(name)])
def test_panes_know_neither_each_other_nor_the_library(module):
    strangers = ("ui.window", "db.library", "db.store.schema", "db.importing", *SQL)
    for name in _imports(module).ever:
        assert not (name.startswith("ui.") and _pane(name) not in (None, _pane(module))), f"{module} imports {name}"
        assert not _within(name, strangers), f"{module} imports {name}"


@pytest.mark.parametrize("module", [name for name in _modules("ui") if name not in HOLDERS])
def test_only_the_composing_modules_hold_the_library(module):
    assert "db.library" not in _imports(module).ever
    assert not [name for name in _imports(module).ever if _within(name, SQL)]


@pytest.mark.parametrize("start", ["main", "ui.command_line", "ui.system.platform"])
def test_the_command_line_reaches_no_qt(start):
    assert start in FILES
    reached = _reached(start)
    assert not {name: by for name, by in reached.items() if _within(name, QT)}


@pytest.mark.parametrize("start", ["ui.window", "ui.command_line", "db.library"])
def test_the_way_to_the_first_paint_imports_nothing_slow(start):
    assert start in FILES
    reached = _reached(start)
    assert not {name: by for name, by in reached.items() if _within(name, SLOW)}


def test_the_sources_tell_the_truth_about_what_gets_imported():
    """Once for real: what a start of the window has in memory."""
    code = "import sys, ui.window; print([m for m in ('sqlite_utils', 'pyqtgraph', 'numpy') if m in sys.modules])"
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


@pytest.mark.parametrize("module", sorted(FILES))
def test_modules_stay_small(module):
    lines = len(FILES[module].read_text(encoding="utf-8").splitlines())
    assert lines < 80 if module == "main" else lines <= LINES


@pytest.mark.parametrize("file", sorted(ROOT.glob("requirements*.txt")), ids=lambda file: file.name)
def test_requirements_are_pinned_with_hashes_and_name_no_host(file):
    text = file.read_text(encoding="utf-8")
    assert "://" not in text and "--index" not in text and "--find-links" not in text
    for requirement in text.replace("\\\n", "").splitlines():
        if requirement and not requirement.lstrip().startswith("#"):
            assert "==" in requirement and "--hash=sha256:" in requirement

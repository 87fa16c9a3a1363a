import ast
import json
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.errors import CasebookError
from resources import path
from ui import i18n

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def chinese_again():
    yield
    i18n.use_language("zh")


def sources() -> Iterator[tuple[str, str]]:
    """(file:line, literal) of every tr("…"), later("…") in ui/ and every CasebookError("…") in ui/ and db/."""
    for room, doors in (("ui", {"tr", "later", "CasebookError"}), ("db", {"CasebookError"})):
        for file in sorted((ROOT / room).rglob("*.py")):
            tree = ast.parse(file.read_text(encoding="utf-8"))
            for node in ast.walk(tree):
                if not (isinstance(node, ast.Call) and node.args):
                    continue
                name = getattr(node.func, "id", getattr(node.func, "attr", None))
                first = node.args[0]
                if name in doors and isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield f"{file.relative_to(ROOT)}:{node.lineno}", first.value
                elif name == "CasebookError":  # its template comes from a table of the same file
                    yield from sentences_of_tables(file, tree)


def sentences_of_tables(file: Path, tree: ast.Module) -> Iterator[tuple[str, str]]:
    """The Chinese sentences in the values of the dictionaries at the top of a file."""
    for table in (node.value for node in tree.body if isinstance(node, ast.Assign)):
        for value in table.values if isinstance(table, ast.Dict) else ():
            if isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value.endswith("。"):
                yield f"{file.relative_to(ROOT)}:{value.lineno}", value.value


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_sentence_has_its_english() -> None:
    english = json.loads(path("i18n/en.json").read_text(encoding="utf-8"))
    found = list(sources())
    assert len(found) > 5
    missing = [f"{where} {text}" for where, text in found if not english.get(text)]
    assert not missing, "no English in resources/i18n/en.json for:\n" + "\n".join(missing)


def test_english_is_set_with_straight_marks() -> None:
    """The bundled font draws the curly ones as wide as a Chinese character: the page’ s words."""
    english = json.loads(path("i18n/en.json").read_text(encoding="utf-8"))
    assert [en for en in english.values() if {*"“”‘’"} & {*en}] == []


def test_english_asks_for_the_same_facts() -> None:
    english = json.loads(path("i18n/en.json").read_text(encoding="utf-8"))
    assert [zh for zh, en in english.items() if fields(zh) != fields(en)] == []
    assert list(english) == sorted(english)


def test_the_language_is_chosen_and_an_unknown_one_is_chinese() -> None:
    assert i18n.tr("案例册") == "案例册"
    i18n.use_language("en")
    assert i18n.tr("案例册") == "Casebook"
    assert i18n.tr("没有这一句 {n}", n=3) == "没有这一句 3"
    i18n.use_language("tlh")
    assert i18n.tr("案例册") == "案例册"


def test_an_error_is_told_in_the_language_in_use() -> None:
    error = CasebookError("无法打开 {name}", name="a.txt")
    assert i18n.told(error) == "无法打开 a.txt"


def test_no_sentence_asks_for_text_files_alone() -> None:
    assert [f"{where} {text}" for where, text in sources() if "文本文件" in text] == []

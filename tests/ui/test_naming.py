"""A title makes a file's name on every system, wherever one is offered."""

from dataclasses import replace
from pathlib import Path

import pytest

from ui import reader
from ui.naming import file_name

TITLES = {"甲/乙:“丙”?": "甲_乙_“丙”_", "一行\n二行": "一行_二行", " . ": "_", "完. .": "完", "长" * 200: "长" * 60}


@pytest.mark.parametrize(("title", "name"), TITLES.items())
def test_a_name_is_what_every_file_system_takes(title, name):
    assert file_name(title) == name
    assert len(f"{name}.pdf".encode()) <= 255


def test_the_offered_pdf_has_such_a_name(window, monkeypatch):
    offered = []

    def ask(*asked):
        offered.append(Path(asked[2]))
        return "", ""

    monkeypatch.setattr(reader.QFileDialog, "getSaveFileName", ask)
    window.case = replace(window.case, article=replace(window.case.article, title="一行\n二行" + "长" * 200))
    window.ask_pdf()
    assert [path.name for path in offered] == ["一行_二行" + "长" * 55 + ".pdf"]

from pathlib import Path

from PySide6.QtCore import QByteArray

from ui.history import History
from ui.settings import Settings


def test_everything_comes_back(tmp_path) -> None:
    file = tmp_path / "new folder" / "casebook.ini"
    first = Settings(file)
    first.language, first.zoom, first.case_id, first.folder = "en", 1.25, 12, "/报纸/2022"
    first.library = Path("/图书 馆/一,二;三.casebook")
    first.open_branches = ["root:regions", "region:四川省/攀枝花市"]
    first.set_state("geometry", QByteArray(b"\x00\x01\xff"))
    first.set_shown("column", False)
    first.flush()
    again = Settings(file)
    assert (again.language, again.zoom, again.case_id, again.folder) == ("en", 1.25, 12, "/报纸/2022")
    assert again.library == Path("/图书 馆/一,二;三.casebook")
    assert again.recent == [again.library]
    assert again.open_branches == ["root:regions", "region:四川省/攀枝花市"]
    assert again.state("geometry") == QByteArray(b"\x00\x01\xff")
    assert not again.shown("column")
    assert again.shown("navigator")


def test_a_fresh_or_spoilt_file_gives_what_is_usual(tmp_path) -> None:
    file = tmp_path / "casebook.ini"
    spoilt = "[library]\nlast=\ncase=many\nrecent={\nbranches=7\n[article]\nzoom=big\n[window]\ngeometry=x\n"
    for words in (None, spoilt):
        if words:
            file.write_text(words, encoding="utf-8")
        settings = Settings(file)
        assert settings.library is None
        assert settings.recent == []
        assert settings.open_branches == []
        assert settings.case_id is None
        assert settings.zoom == 1.0
        assert settings.language == "zh"
        assert settings.state("geometry").isEmpty()


def test_recent_libraries_are_few_and_each_is_there_once(tmp_path) -> None:
    settings = Settings(tmp_path / "casebook.ini")
    for n in [*range(12), 3]:
        settings.library = Path(f"/{n}.casebook")
    names = [path.name for path in settings.recent]
    assert names[0] == "3.casebook"
    assert len(names) == len(set(names)) == 8


def test_history_goes_back_and_forward_and_forgets_what_lay_ahead() -> None:
    history = History()
    assert not history.can_back
    assert history.back() is None
    for case_id in (1, 2, 2, 3):
        history.visit(case_id)
    assert [history.back(), history.back(), history.back()] == [2, 1, None]
    assert history.forward() == 2
    history.visit(9)
    assert not history.can_forward
    assert history.back() == 2
    for case_id in range(1000):
        history.visit(case_id)
    assert len(history._ids) == History.MOST

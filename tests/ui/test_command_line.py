"""The program without a window: what it prints, where, and its exit status."""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.db.earlier import earlier
from tests.db.shelf import shelve
from tests.samples import PAGE
from ui.command_line import main

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    path = tmp_path_factory.mktemp("shelf") / "案例.casebook"
    shelve(path).close()
    return str(path)


@pytest.mark.parametrize("words", [["search", "步道"], ["verify"], ["export", "案例.json"], ["import", str(PAGE)]])
def test_a_library_of_an_earlier_version_is_not_brought_up_to_date_in_silence(capsys, tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    earlier(tmp_path / "旧.casebook", 3)
    for first in (True, False):
        assert main([*words, "--library", "旧.casebook"]) == 0
        assert ("“旧.casebook”是旧版本建立的" in capsys.readouterr().err) == first
    assert list(tmp_path.glob("旧.v*.casebook")), "as the sentence says"


def test_extract_prints_an_object_a_file(capsys, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    files = [str(PAGE), str(tmp_path / "empty.txt"), str(tmp_path / "none.txt")]
    assert main(["extract", *files]) == 1
    out, err = capsys.readouterr()
    pages = [json.loads(line) for line in out.splitlines()]
    assert [page["file"] for page in pages] == files
    assert len(pages[0]["articles"]) == 6
    assert {"start", "end", "text"} >= {key for block in pages[0]["unplaced"] for key in block}
    assert ["articles" in page for page in pages] == [True, False, False]
    assert "是空的" in pages[1]["error"]
    assert err.splitlines() == [pages[1]["error"], pages[2]["error"]]


def test_extract_looks_into_folders_and_archives(capsys, tmp_path):
    folder = tmp_path / "版面"
    folder.mkdir()
    shutil.copy(PAGE, folder / "一.txt")
    with zipfile.ZipFile(tmp_path / "二.zip", "w") as made:
        made.write(PAGE, "里/二.txt")
        made.writestr("坏.txt", b"")
    assert main(["extract", str(folder), str(tmp_path / "二.zip"), str(folder / "一.txt")]) == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["file"] for line in lines] == [
        "版面/一.txt", "二.zip › 里/二.txt", "二.zip › 坏.txt", str(folder / "一.txt")]
    assert "是空的" in lines[2]["error"]
    assert lines[0]["articles"] == lines[1]["articles"] == lines[3]["articles"]


def test_extract_of_good_files_succeeds(capsys):
    assert main(["extract", str(PAGE)]) == 0
    assert capsys.readouterr().err == ""


def test_extract_offsets_hold(capsys):
    main(["extract", str(PAGE)])
    page = PAGE.read_text(encoding="utf-8")
    for article in json.loads(capsys.readouterr().out)["articles"]:
        text = article["text"]
        assert all(text[m["start"] : m["end"]] == m["text"] for m in article["metrics"])
        assert all(text[p["start"] : p["end"]] == p["text"] for part in article["summary"].values() for p in part)
        assert all(0 <= a < b <= len(page) for a, b in article["spans"])


def test_a_file_without_an_article_is_told(capsys, tmp_path):
    (tmp_path / "list.txt").write_text("。\n，\n", encoding="utf-8")
    assert main(["extract", str(tmp_path / "list.txt")]) == 1
    assert "没有找到文章" in json.loads(capsys.readouterr().out)["error"]


def test_import_makes_a_library_and_knows_a_page_again(capsys, tmp_path):
    path = tmp_path / "新.casebook"
    assert main(["import", str(PAGE), "--library", str(path)]) == 0
    assert main(["import", str(PAGE), str(tmp_path / "none.txt"), "--library", str(path)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert [line.partition("：")[2][:3] for line in err.splitlines()[:2]] == ["新增 ", "已在库"]
    assert "找不到" in err.splitlines()[2]
    assert main(["verify", "--library", str(path)]) == 0


def test_search_prints_a_line_a_hit(capsys, library):
    assert main(["search", "--library", library, "老旧", "物业"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    number, _, place, snippet = line.split("\t")
    assert (number, place) == ("6", "云南省/红河哈尼族彝族自治州/开远市")
    assert "[物业]" in snippet
    assert main(["search", "--library", library, "绝无此词"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert "没有找到" in err


def test_export_by_name_by_format_and_by_case(capsys, library, tmp_path):
    out = tmp_path / "out.json"
    assert main(["export", "--library", library, str(out)]) == 0
    assert len(json.loads(out.read_text(encoding="utf-8"))["cases"]) == 6
    assert main(["export", "--library", library, "--format", "csv", "--case", "6", "--case", "2", str(out)]) == 0
    assert len(out.read_text(encoding="utf-8-sig").splitlines()) == 1 + 3 + 1
    assert main(["export", "--library", library, "--case", "99", str(tmp_path / "none.json")]) == 1
    assert not (tmp_path / "none.json").exists()
    assert main(["export", "--library", library, "--format", "doc", str(out)]) == 2
    assert "不能导出为“doc”" in capsys.readouterr().err


def test_verify_lists_what_does_not_hold(capsys, tmp_path):
    path = tmp_path / "x.casebook"
    with shelve(path) as spoiled:
        spoiled._base.execute("UPDATE metrics SET text = '59个' WHERE article_id = 6 AND position = 0")
    assert main(["verify", "--library", str(path)]) == 1
    out, err = capsys.readouterr()
    assert out.split("\t")[0] == "6"
    assert "59个\t58个" in out
    assert "1 处与原文不符" in err


@pytest.mark.parametrize(("argv", "words"), [
    ([], "缺少：命令"),
    (["extract"], "缺少：文件"),
    (["拆解"], "没有“拆解”这个命令或文件"),
    (["search", "区"], "缺少：--library"),
    (["search", "--library"], "--library 后面要有一个值"),
    (["search", "--library", "x", "--limit", "多", "区"], "整数"),
    (["search", "--library", "x", "--limit", "0", "区"], "1 到"),
    (["search", "--library", "x", "--limit=-1", "区"], "1 到"),
    (["verify", "--library", "x", "y"], "多余的参数：y"),
])
def test_wrong_usage_is_one_line_and_status_2(capsys, argv, words):
    assert main(argv) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert words in err
    assert len(err.splitlines()) == 1


def test_a_missing_library_is_one_line_and_status_1(capsys, tmp_path):
    assert main(["verify", "--library", str(tmp_path / "none.casebook")]) == 1
    assert "找不到案例库" in capsys.readouterr().err


def test_help_is_chinese(capsys):
    assert main(["export", "--help"]) == 0
    assert capsys.readouterr().out.startswith("用法：")


def test_the_program_speaks_utf8_without_qt_in_any_locale(library):
    script = """
import sys
import main
status = main.main(sys.argv[1:])
assert not [name for name in sys.modules if name.startswith("PySide6")]
sys.exit(status)
"""
    done = subprocess.run([sys.executable, "-c", script, "search", "--library", library, "老旧小区"], cwd=ROOT,
                          env={"LC_ALL": "C", "PYTHONUTF8": "0", "PATH": ""}, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    assert "[老旧小区]" in done.stdout.decode("utf-8")


def test_whoever_stops_reading_is_no_accident(library):
    script = "import sys; from ui.command_line import main; sys.exit(main(sys.argv[1:]))"
    reading = subprocess.Popen([sys.executable, "-c", script, "extract", *[str(PAGE)] * 30], cwd=ROOT,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    reading.stdout.readline()
    reading.stdout.close()
    told = reading.stderr.read()
    reading.stderr.close()
    assert reading.wait() == 1
    assert b"Traceback" not in told

"""Any text file a Chinese office saved is read; anything else is told in a sentence that helps."""

import codecs
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import formats
from db.errors import CasebookError
from db.formats.encodings import decode

SIMPLE = "# 小区换新颜\n近年来，本区改造老旧小区12个，涉及居民3000余户，群众的满意度不断提高。\n"
TRADITIONAL = "# 社區換新顏\n近年來，本區改造老舊社區12個，涉及居民3000餘戶，說明這個問題的經驗還會推廣。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_each_encoding_is_read(tmp_path, encoding):
    path = tmp_path / "page.txt"
    path.write_bytes(SIMPLE.encode(encoding))
    text, source = formats.read(path)
    assert text == SIMPLE
    assert source.encoding == encoding
    assert source.name == "page.txt"


def test_big_endian_with_its_mark():
    assert decode(codecs.BOM_UTF16_BE + SIMPLE.encode("utf-16-be"), "x") == (SIMPLE, "utf-16")


def test_big5_and_gb18030_are_told_apart():
    assert decode(TRADITIONAL.encode("big5"), "x") == (TRADITIONAL, "big5hkscs")
    assert decode(TRADITIONAL.encode("gb18030"), "x") == (TRADITIONAL, "gb18030")


def test_a_torn_utf8_file_keeps_all_that_can_be_read():
    data = (SIMPLE * 20).encode()
    text, encoding = decode(data[:1000] + data[1001:], "x")
    assert encoding == "utf-8"
    assert 1 <= text.count("\ufffd") <= 2
    assert len(text) > len(SIMPLE * 20) - 3


@pytest.mark.parametrize("encoding", ["gb18030", "big5"])
def test_a_torn_byte_of_an_older_encoding_costs_no_page(encoding):
    lines = (TRADITIONAL * 20).encode(encoding)
    text, found = decode(lines[:1001] + b"\xff" + lines[1001:], "x")
    assert found in ("gb18030", "big5hkscs")
    assert sum(line in TRADITIONAL for line in text.split("\n")) >= text.count("\n") - 1


def test_a_file_put_together_from_others_has_lines_in_several_encodings():
    data = (SIMPLE * 4).encode() + SIMPLE.encode("gb18030") + SIMPLE.encode()
    assert decode(data, "x") == (SIMPLE * 6, "utf-8")


@pytest.mark.parametrize("padding", [b"\0" * 30, b"\x1a"])
def test_what_old_programs_leave_behind_a_text_is_no_part_of_it(padding):
    assert decode(SIMPLE.encode("gb18030") + padding, "x")[0] == SIMPLE


def test_a_text_in_another_language_is_not_made_into_nonsense():
    with pytest.raises(CasebookError, match="编码无法识别"):
        decode("日本語の文章です。これは試験のためのものです。".encode("euc-jp"), "x")


def test_line_ends_become_newlines(tmp_path):
    path = tmp_path / "page.txt"
    path.write_bytes("甲\r\n乙\r丙\n".encode())
    assert formats.read(path)[0] == "甲\n乙\n丙\n"


@pytest.mark.parametrize(("name", "date"), [
    ("日报2022-12-01.txt", "2022-12-01"), ("20221201A3.md", "2022-12-01"), ("2022年12月1日.txt", "2022-12-01"),
    ("20221399.txt", None), ("page.txt", None), ("1234567890123.txt", None),
])
def test_the_date_in_a_name_is_kept(tmp_path, name, date):
    (tmp_path / name).write_text(SIMPLE, encoding="utf-8")
    assert formats.read(tmp_path / name)[1].date == date


@pytest.mark.parametrize(("name", "data", "words"), [
    ("empty.txt", b"", "是空的"),
    ("blank.txt", " \n\u3000\n".encode(), "是空的"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 20, "不是文字"),
    ("zeros.md", bytes(5000), "不是文字"),
    ("scrambled.txt", bytes((n * 89 + 128) % 127 + 128 for n in range(3000)), "编码无法识别"),
    ("page.pages", SIMPLE.encode(), "还不能读取“.pages”"),
    ("noname", SIMPLE.encode(), "还不能读取“noname”"),
])
def test_what_is_no_page_is_told(tmp_path, name, data, words):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(CasebookError, match=words) as told:
        formats.read(tmp_path / name)
    assert name in str(told.value)
    assert str(told.value).endswith("。")


def test_missing_folder_pipe_and_nul(tmp_path):
    with pytest.raises(CasebookError, match="找不到"):
        formats.read(tmp_path / "none.txt")
    with pytest.raises(CasebookError, match="是文件夹"):
        formats.read(tmp_path)
    with pytest.raises(CasebookError, match="找不到"):
        formats.read("a\0b.txt")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.txt")
        with pytest.raises(CasebookError, match="不是普通文件"):
            formats.read(tmp_path / "pipe.txt")


def test_a_file_too_large_is_not_read(tmp_path):
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(formats.LARGEST + 1)
    with pytest.raises(CasebookError, match="上限"):
        formats.read(path)


@settings(deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=120).map(lambda text: text.encode("gb18030", "ignore")))
def test_any_bytes_are_read_or_refused(data):
    try:
        text, _ = decode(data, "x")
    except CasebookError:
        return
    assert "\r" not in text
    text.encode("utf-8")


def test_what_a_kind_needs_is_loaded_only_for_such_a_file(tmp_path):
    (tmp_path / "page.txt").write_text(SIMPLE, encoding="utf-8")
    code = ("import sys; from db import formats, importing; formats.read(sys.argv[1]); "
            "print([m for m in ('lxml', 'docx', 'pypdfium2', 'charset_normalizer') if m in sys.modules])")
    said = subprocess.run([sys.executable, "-c", code, str(tmp_path / "page.txt")], capture_output=True, text=True,
                          check=True, cwd=Path(__file__).parents[2])
    assert said.stdout.strip() == "[]"


@pytest.mark.parametrize(("name", "paper"), [
    ("青河日报2022-12-01.txt", "青河日报"), ("青河晚报第3版.txt", "青河晚报"), ("《青河日报》A1.md", "青河日报"),
    ("日报.txt", None), ("工作汇报.txt", None), ("宣传海报.txt", None), ("青河日报改版.txt", None),
])
def test_the_paper_in_a_name_is_kept(tmp_path, name, paper):
    (tmp_path / name).write_text(SIMPLE, encoding="utf-8")
    assert formats.read(tmp_path / name)[1].paper == paper


@pytest.mark.parametrize(("name", "words"), [
    ("a.doc", "另存为 .docx"), ("a.rar", "先解压"), ("a.jpg", "OCR"), ("a.ofd", "另存为 PDF"), ("a.zip", "压缩文件"),
])
def test_kinds_that_another_program_can_turn_into_ours_are_told_how(name, words):
    with pytest.raises(CasebookError, match=words):
        formats.read_bytes(b"x", name)

"""Folders are walked and archives looked into; what is too deep, too large, locked or elsewhere is told."""

import io
import os
import stat
import zipfile

import pytest

from db import formats
from db.errors import CasebookError
from db.intake import files as ingest

WORDS = "近年来，青河市改造小区120个，惠及居民3000余户。".encode()



def archive(files):
    """A .zip of {name: bytes}, as bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return out.getvalue()


def read(items):
    opener = ingest.Opener()
    try:
        return {item.name: opener.data(item) if item.inside else item.path.read_bytes() for item in items}
    finally:
        opener.close()


def problems(found):
    return [str(item.problem) for item in found if item.problem]


def test_a_folder_is_walked_in_order_and_says_what_it_left_out(tmp_path):
    top = tmp_path / "日报"
    for name in ("2022-12-05/A2.txt", "2022-12-05/A1.md", "b.html", "c.docx", ".hidden.txt", "~$c.docx", "x.png",
                 "__MACOSX/b.txt", "old.doc", "older.wps"):
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_bytes(WORDS)
    found = ingest.items([top])
    assert [item.name for item in found if not item.problem] == [
        "日报/b.html", "日报/c.docx", "日报/2022-12-05/A1.md", "日报/2022-12-05/A2.txt"]
    (told,) = problems(found)
    assert "“日报”里有 2 个文件还不能读取（.doc、.wps）" in told
    assert formats.read(found[3].path, found[3].name)[1].date == "2022-12-05"


def test_an_archive_in_an_archive_is_read_without_unpacking(tmp_path):
    inner = archive({"三版.txt": WORDS + b"3", "四版.txt": WORDS + b"4"})
    path = tmp_path / "合集.zip"
    path.write_bytes(archive({"一版.txt": WORDS + b"1", "里/内.zip": inner, "二版.txt": WORDS + b"2", "x.jpg": b"x"}))
    before = sorted(tmp_path.rglob("*"))
    found = ingest.items([path])
    assert read(found) == {"合集.zip › 一版.txt": WORDS + b"1", "合集.zip › 里/内.zip › 三版.txt": WORDS + b"3",
                           "合集.zip › 里/内.zip › 四版.txt": WORDS + b"4", "合集.zip › 二版.txt": WORDS + b"2"}
    assert sorted(tmp_path.rglob("*")) == before


def test_names_in_an_archive_from_chinese_windows(tmp_path):
    path = tmp_path / "a.zip"
    name = "青河日报2022年12月2日.txt"
    data = archive({"x" * len(name.encode("gbk")): WORDS}).replace(b"x" * len(name.encode("gbk")), name.encode("gbk"))
    path.write_bytes(data)
    (item,) = ingest.items([path])
    assert item.name == f"a.zip › {name}"
    source = formats.read_bytes(read([item])[item.name], item.name)[1]
    assert (source.name, source.paper, source.date) == (item.name, "青河日报", "2022-12-02")


def test_an_archive_in_an_archive_in_an_archive_is_read_and_none_deeper(tmp_path):
    data = archive({"3.txt": WORDS, "4.zip": archive({"4.txt": WORDS})})
    data = archive({"2.txt": WORDS, "3.zip": data})
    (tmp_path / "1.zip").write_bytes(archive({"1.txt": WORDS, "2.zip": data}))
    found = ingest.items([tmp_path / "1.zip"])
    names = ["1.zip › 1.txt", "1.zip › 2.zip › 2.txt", "1.zip › 2.zip › 3.zip › 3.txt"]
    assert list(read(item for item in found if not item.problem)) == names
    assert ["套了太多层" in told for told in problems(found)] == [True]


def test_of_archives_in_an_archive_one_is_held_at_a_time(tmp_path):
    (tmp_path / "a.zip").write_bytes(archive({f"{n}.zip": archive({"x.txt": WORDS}) for n in range(5)}))
    opener = ingest.Opener()
    for item in ingest.items([tmp_path / "a.zip"]):
        assert opener.data(item) == WORDS
        assert len(opener._held) == 2, "that one and the one it is in"
    opener.close()


def test_archives_too_deep_are_told_once(tmp_path):
    data = archive({f"{n}.txt": WORDS for n in range(2)})
    for _ in range(4):
        data = archive({"a.zip": data, "b.zip": data})
    (tmp_path / "deep.zip").write_bytes(data)
    found = ingest.items([tmp_path / "deep.zip"])
    assert any("套了太多层" in told for told in problems(found))
    assert len(found) < 5


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize(("raw", "name"), [
    ("日报一版.txt".encode("gb18030"), "日报一版.txt"), ("日\n报\u202e.txt".encode(), "日报.txt"),
    (b"\xff\xff.txt", "\ufffd\ufffd.txt"),
])
def test_a_name_of_odd_bytes_is_one_that_can_be_shown_and_kept(tmp_path, raw, name):
    top = tmp_path / "甲"
    top.mkdir()
    path = top / os.fsdecode(raw)
    path.write_bytes(WORDS)
    (item,) = ingest.items([path])
    (below,) = ingest.items([top])
    assert (item.name, below.name) == (name, f"甲/{name}")
    assert item.path.read_bytes() == WORDS


def test_an_archive_that_unpacks_to_too_much_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(ingest, "UNPACKED", 1 << 20)
    (tmp_path / "bomb.zip").write_bytes(archive({f"{n}.txt": bytes(200_000) for n in range(10)}))
    (told,) = problems(ingest.items([tmp_path / "bomb.zip"]))
    assert "解开后超过 1 MB" in told


def test_a_text_that_grows_a_hundredfold_is_a_bomb_also_within_the_limits_of_size(tmp_path):
    part = archive({"a.txt": bytes(9 << 20), "b.txt": WORDS})
    (tmp_path / "bomb.zip").write_bytes(archive({"1.zip": part, "2.zip": part}))
    opener = ingest.Opener()
    for item in ingest.items([tmp_path / "bomb.zip"]):
        if item.name.endswith("a.txt"):
            with pytest.raises(CasebookError, match=r"会变大 \d+ 倍"):
                opener.data(item)
        else:
            assert opener.data(item) == WORDS
    opener.close()


def test_one_member_too_large_costs_the_others_nothing(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(archive({"big.txt": bytes(formats.LARGEST + 1), "small.txt": WORDS}))
    assert path.stat().st_size < 1 << 20
    big, small = ingest.items([path])
    opener = ingest.Opener()
    with pytest.raises(CasebookError, match="解开后有 32 MB，超过 32 MB"):
        opener.data(big)
    assert opener.data(small) == WORDS
    opener.close()


def test_a_member_that_lies_about_its_size_gives_no_more_than_it_said(tmp_path):
    path = tmp_path / "a.zip"
    data = bytearray(archive({"a.txt": b"a" * 100_000}))
    at = data.rindex(b"PK\1\2")
    data[at + 24 : at + 28] = (50).to_bytes(4, "little")  # what the list of files says
    path.write_bytes(data)
    (item,) = ingest.items([path])
    opener = ingest.Opener()
    with pytest.raises(CasebookError, match="已损坏"):
        opener.data(item)
    opener.close()


def test_a_locked_member_and_one_packed_unknown_are_told(tmp_path):
    plain = archive({"a.txt": WORDS * 9})
    for name, at, value, words in (("locked.zip", 8, 1, "加了密码"), ("odd.zip", 10, 97, "压缩方式不认识")):
        data = bytearray(plain)
        start = data.rindex(b"PK\1\2")
        data[start + at] = value
        (tmp_path / name).write_bytes(data)
        (item,) = ingest.items([tmp_path / name])
        opener = ingest.Opener()
        with pytest.raises(CasebookError, match=words):
            opener.data(item)
        opener.close()


@pytest.mark.parametrize("data", [b"", b"rubbish", archive({"a.txt": WORDS})[:-30]])
def test_a_damaged_archive_is_told(tmp_path, data):
    (tmp_path / "a.zip").write_bytes(data)
    (told,) = problems(ingest.items([tmp_path / "a.zip"]))
    assert "已损坏" in told


def test_an_archive_of_endless_files_is_not_listed(tmp_path, monkeypatch):
    monkeypatch.setattr("db.formats.archive.DIRECTORY", 10_000)
    (tmp_path / "a.zip").write_bytes(archive({f"{n}.txt": b"" for n in range(300)}))
    monkeypatch.setattr(zipfile, "ZipFile", lambda *_: pytest.fail("listed"))
    (told,) = problems(ingest.items([tmp_path / "a.zip"]))
    assert "文件太多" in told


def test_a_folder_with_too_many_files_says_so_and_gives_the_first(tmp_path, monkeypatch):
    monkeypatch.setattr(ingest, "FILES", 3)
    for n in range(5):
        (tmp_path / f"{n}.txt").write_bytes(WORDS)
    found = ingest.items([tmp_path])
    assert len(found) == 4
    assert "文件太多" in problems(found)[0]


def test_folders_too_deep_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr(ingest, "FOLDERS_DEEP", 3)
    deep = tmp_path.joinpath(*"abcdef")
    deep.mkdir(parents=True)
    for folder in (deep, tmp_path / "a"):
        (folder / "x.txt").write_bytes(WORDS)
    found = ingest.items([tmp_path])
    assert [item.name for item in found if not item.problem] == [f"{tmp_path.name}/a/x.txt"]
    assert "套得太深" in problems(found)[0]


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="links need rights there")
def test_links_are_not_followed(tmp_path):
    top, away = tmp_path / "top", tmp_path / "away"
    for folder in (top / "sub", away):
        folder.mkdir(parents=True)
        (folder / "a.txt").write_bytes(WORDS)
    (top / "out.txt").symlink_to(away / "a.txt")
    (top / "outer").symlink_to(away)
    (top / "in.txt").symlink_to(top / "sub" / "a.txt")
    (top / "round").symlink_to(top)
    (top / "self.txt").symlink_to(top / "self.txt")
    found = ingest.items([top])
    assert [item.name for item in found if not item.problem] == ["top/sub/a.txt"]
    told = problems(found)
    assert len([words for words in told if "指向别处的链接" in words]) == len(told)
    told_of = {item.name for item in found if item.problem}
    assert told_of == {"top/out.txt", "top/outer", "top/self.txt"}, "what a link within leads to comes in by itself"
    info = zipfile.ZipInfo("a.txt")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "l.zip", "w") as made:
        made.writestr(info, "/etc/passwd")
    assert "指向别处的链接" in problems(ingest.items([tmp_path / "l.zip"]))[0]


def test_nothing_to_import_is_told(tmp_path):
    (tmp_path / "x.png").write_bytes(b"x")
    (tmp_path / "a.zip").write_bytes(archive({"x.png": b"x"}))
    for path in (tmp_path / "a.zip", tmp_path):
        (told,) = problems(ingest.items([path]))
        assert "没有可以导入的文件" in told


def test_looking_into_a_folder_can_be_cancelled(tmp_path):
    for n in range(9):
        (tmp_path / f"{n}.txt").write_bytes(WORDS)
    asked = []
    assert len(ingest.items([tmp_path], cancelled=lambda: asked.append(1) or len(asked) > 4)) == 4

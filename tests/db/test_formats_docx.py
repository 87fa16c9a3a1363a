"""A Word document's words come out whole, headings marked; what is locked, hostile or broken is told."""

import io
import zipfile
from datetime import datetime

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from db import formats
from db.errors import CasebookError
from db.formats import docx as reader

BODY = "近年来，青河市坚持把老旧小区改造作为民生实事来抓，改造小区120个，惠及居民3000余户，群众拍手称好。"


def saved(document):
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def repacked(data, part, change):
    """The document with one part of it changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            held = old.read(info)
            new.writestr(info, change(held) if info.filename == part else held)
    return out.getvalue()


def test_headings_paragraphs_tables_and_source():
    document = docx.Document()
    document.add_heading("青河市老旧小区换新颜", 1)
    document.add_paragraph("连方 陈鸣")
    document.add_paragraph(BODY)
    document.add_heading("修好电梯", 2)
    table = document.add_table(2, 2)
    for n, words in enumerate(("镇", "户数", "青山镇", "1200户")):
        table.cell(n // 2, n % 2).text = words
    document.add_paragraph("楼下\t添了花坛。")
    document.core_properties.title = "青河日报 2022年12月2日"
    text, source = formats.read_bytes(saved(document), "a.docx")
    assert text == (f"## 青河市老旧小区换新颜\n\n连方 陈鸣\n\n{BODY}\n\n### 修好电梯\n\n镇\t户数\n青山镇\t1200户\n\n"
                    "楼下\t添了花坛。\n")
    assert (source.paper, source.date, source.encoding) == ("青河日报", "2022-12-02", None)


def test_a_heading_that_only_its_look_marks():
    document = docx.Document()
    for words, size, bold, centred in (
        ("青河市老旧小区换新颜", 22, True, True), ("——一项民生实事的背后", 14, False, True), (BODY, 12, False, False),
        ("重要的一句，加了粗。", 12, True, False), ("修好电梯", 12, True, True),
    ):
        paragraph = document.add_paragraph()
        run = paragraph.add_run(words)
        run.font.size, run.bold = Pt(size), bold
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else None
    assert formats.read_bytes(saved(document), "a.docx")[0].split("\n\n") == [
        "## 青河市老旧小区换新颜", "——一项民生实事的背后", BODY, "重要的一句，加了粗。", "## 修好电梯\n"]


def test_words_that_python_docx_leaves_out_of_a_paragraph():
    document = docx.Document()
    paragraph = document.add_paragraph("改造小区")
    for xml in ("<w:ins {}><w:r><w:t>120个</w:t></w:r></w:ins>",
                "<w:del {}><w:r><w:delText>20个</w:delText></w:r></w:del>",
                "<w:sdt {}><w:sdtContent><w:r><w:t>，惠及居民</w:t></w:r></w:sdtContent></w:sdt>",
                "<w:r {}><w:t>。</w:t><w:pict><w:txbxContent><w:p><w:r><w:t>框里的话</w:t></w:r></w:p></w:txbxContent>"
                "</w:pict></w:r>"):
        paragraph._p.append(parse_xml(xml.format(nsdecls("w"))))
    document.element.body.insert(1, parse_xml(
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>控件里的话</w:t></w:r></w:p></w:sdtContent></w:sdt>"))
    assert formats.read_bytes(saved(document), "a.docx")[0] == "改造小区120个，惠及居民。\n\n框里的话\n\n控件里的话\n"


def test_the_day_it_was_made_is_its_date_but_not_that_of_the_template():
    document = docx.Document()
    document.add_paragraph(BODY)
    assert formats.read_bytes(saved(document), "a.docx")[1].date is None
    document.core_properties.created = datetime(2022, 12, 3, 8)
    assert formats.read_bytes(saved(document), "a.docx")[1].date == "2022-12-03"
    assert formats.read_bytes(saved(document), "b 2022-12-01.docx")[1].date == "2022-12-01"


@pytest.fixture
def plain():
    document = docx.Document()
    document.add_paragraph(BODY)
    return saved(document)


@pytest.mark.parametrize("part", ["word/document.xml", "docProps/core.xml", "_rels/.rels"])
def test_entities_are_refused(plain, part):
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    hostile = repacked(plain, part, lambda held: held.replace(b"?>", b"?>" + laughs, 1))
    with pytest.raises(CasebookError, match="XML 实体定义"):
        formats.read_bytes(hostile, "a.docx")


def test_entities_behind_a_long_comment_are_refused_too(plain):
    late = b"<!--" + b"x" * 70_000 + b'--><!DOCTYPE x [<!ENTITY a "ha">]>'
    hostile = repacked(plain, "word/document.xml", lambda held: held.replace(b"?>", b"?>" + late, 1))
    with pytest.raises(CasebookError, match="XML 实体定义"):
        formats.read_bytes(hostile, "a.docx")


def test_a_bomb_is_not_unpacked(plain, monkeypatch):
    grown = repacked(plain, "word/document.xml", lambda held: held + b" " * (reader.XML + 1))
    assert len(grown) < 1 << 20
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("unpacked"))
    with pytest.raises(CasebookError, match="超出了一份文档该有的样子"):
        formats.read_bytes(grown, "a.docx")


@pytest.mark.parametrize(("data", "words"), [
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧版的 .doc"), (b"PK\3\4rubbish", "已损坏"),
    (b"words", "已损坏"),
])
def test_what_is_no_docx_is_told(data, words):
    with pytest.raises(CasebookError, match=words):
        formats.read_bytes(data, "a.docx")


def test_a_torn_document_is_told(plain):
    for hostile in (plain[: len(plain) // 2], repacked(plain, "word/document.xml", lambda held: held[:300]),
                    repacked(plain, "[Content_Types].xml", lambda held: held.replace(b"wordprocessingml", b"x"))):
        with pytest.raises(CasebookError, match="已损坏"):
            formats.read_bytes(hostile, "a.docx")


def test_ten_gigabytes_are_not_read(tmp_path):
    path = tmp_path / "a.docx"
    with path.open("wb") as file:
        file.truncate(10 << 30)
    with pytest.raises(CasebookError, match="10240 MB，超过 256 MB"):
        formats.read(path)

"""What is exported says what the library says, whole or not at all."""

import csv
import io
import json
import zipfile

import docx
import pytest
from lxml import etree

from db.errors import CasebookError
from db.exporting import FORMATS, article_as_dict, export, exporting, number, page_as_dict, workbook
from db.exporting.rows import CASES
from db.exporting.rows import METRICS as COLUMNS
from db.model import Article, Case, Heading, Metric, Source
from tests.db.shelf import full_page
from tests.samples import sample_cases

KEYS = ["kicker", "title", "subtitle", "byline", "dateline", "source_note", "headings", "text", "spans", "regions",
        "primary_region", "topics", "subtopics", "metrics", "pairs", "repairs", "summary"]


def test_an_article_has_the_keys_of_the_contract():
    page = page_as_dict(full_page())
    article = page["articles"][0]
    assert list(article) == KEYS
    assert article["headings"][1] == {"text": "村活了", "before": article["text"].index("乙村")}
    assert article["regions"][0] == {"path": "某省/某县/甲乡", "code": "110101001"}
    assert list(article["metrics"][0]) == ["start", "end", "text", "value", "value_max", "unit", "qualifier", "subject",
                                           "period", "change", "region"]
    assert list(article["repairs"][0]) == ["kind", "detail", "span"]
    assert article["summary"]["practice"][0]["text"].startswith("甲乡")
    assert page["unplaced"][0]["text"] == "零星的话"
    assert json.loads(json.dumps(page, ensure_ascii=False)) == page


def test_whole_numbers_have_no_point():
    values = [m["value"] for case in sample_cases() for m in article_as_dict(case.article)["metrics"]]
    assert 58 in values
    assert 6902.91 in values
    assert all(isinstance(v, int) or v % 1 for v in values)
    assert repr(number(2.0**52)) == "4503599627370496"
    assert repr(number(2.0**53)) == "9007199254740992.0", "from here on a float no longer counts every one"


def test_json_holds_every_case(tmp_path):
    path = tmp_path / "out.json"
    assert export(sample_cases(), path, "json") == 6
    cases = json.loads(path.read_text(encoding="utf-8"))["cases"]
    assert [case["id"] for case in cases] == [1, 2, 3, 4, 5, 6]
    assert cases[5]["source"]["name"] == "civilization-page.txt"
    assert [list(case)[3:] for case in cases] == [KEYS] * 6


def test_csv_has_a_row_a_metric_and_opens_in_a_spreadsheet(tmp_path):
    path = tmp_path / "out.csv"
    assert export(sample_cases(), path, "csv", label=lambda code: {"renewal": "城市更新"}.get(code, code)) == 6
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len(rows) == 36 + 1  # one case has no metric and stands in the list all the same
    row = next(row for row in rows if row["原文"] == "58个")
    assert (row["指标"], row["数值"], row["单位"], row["主题"]) == ("老旧小区", "58", "个", "城市更新")
    assert "计划改造老旧小区58个" in row["所在句子"]
    assert [row["指标"] for row in rows].count("") == 1


def test_csv_holds_no_formula(tmp_path):
    metric = Metric(0, 2, "3个", 3, None, "个", "exact", "=1+1", "-2+3", None, "\t=1", (0, 2))
    case = Case(1, 1, Article("@SUM(A1)", "3个", metrics=(metric,)), Source("+x"))
    export([case], tmp_path / "out.csv", "csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "out.csv").read_text(encoding="utf-8-sig"), newline="")))
    assert rows[0] == list(COLUMNS)
    assert all(not cell.startswith(("=", "+", "-", "@", "\t")) for cell in rows[1])
    assert {"'=1+1", "'-2+3", "'\t=1", "'@SUM(A1)", "'+x"} <= set(rows[1]), "the words themselves are all there"


def test_an_unknown_form_is_told(tmp_path):
    with pytest.raises(CasebookError, match=r"odt.*json、csv、xlsx、docx"):
        export(sample_cases(), tmp_path / "x", "odt")


def sheet(path, number: int) -> list[list[str | float | None]]:
    """The rows of a sheet of a workbook, read as XML: text as str, numbers as float."""
    with zipfile.ZipFile(path) as book:
        root = etree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
    space = {"x": root.nsmap[None]}
    return [
        ["".join(cell.itertext()) if cell.get("t") == "inlineStr" else float(cell.findtext("x:v", None, space))
         for cell in row.findall("x:c", space) if len(cell)]
        for row in root.iterfind(".//x:row", space)
    ]


def test_a_workbook_has_its_cases_and_its_metrics(tmp_path):
    path = tmp_path / "out.xlsx"
    assert export(sample_cases(), path, "xlsx", label=lambda code: {"renewal": "城市更新"}.get(code, code)) == 6
    cases, metrics = sheet(path, 1), sheet(path, 2)
    assert cases[0] == list(CASES)
    assert metrics[0] == list(COLUMNS)
    assert len(cases) == 6 + 1
    assert len(metrics) == 36 + 1 + 1  # one case has no metric and stands in the list all the same
    row = next(row for row in metrics if "58个" in row)
    assert 58.0 in row
    assert "城市更新" in row
    assert any(isinstance(cell, str) and "计划改造老旧小区58个" in cell for cell in row)


def test_a_workbook_holds_no_formula_and_no_broken_character(tmp_path):
    metric = Metric(0, 2, "3个", 3, None, "个", "exact", "=1+1", None, None, None, (0, 2))
    case = Case(1, 1, Article("=SUM(A1)\x00\ud800", "3个", metrics=(metric,)), Source("http://a.example/b"))
    export([case], tmp_path / "out.xlsx", "xlsx")
    assert sheet(tmp_path / "out.xlsx", 1)[1][1] == "=SUM(A1)\ufffd\ufffd"
    with zipfile.ZipFile(tmp_path / "out.xlsx") as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet2.xml")
        assert not [name for name in book.namelist() if "rels" in name and b"a.example" in book.read(name)]


def test_more_metrics_than_a_sheet_has_rows_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "_MOST", 20)
    with pytest.raises(CasebookError, match="放不下"):
        export(sample_cases(), tmp_path / "out.xlsx", "xlsx")
    assert not list(tmp_path.iterdir())


def test_a_workbook_prints_all_its_columns_on_one_sheet_of_paper(tmp_path):
    export(sample_cases(), tmp_path / "out.xlsx", "xlsx")
    with zipfile.ZipFile(tmp_path / "out.xlsx") as book:
        root = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        (setup,) = root.iterfind("x:pageSetup", {"x": root.nsmap[None]})
        assert (setup.get("orientation"), setup.get("fitToHeight")) == ("landscape", "0")
        assert b"Print_Titles" in book.read("xl/workbook.xml")


def test_a_document_has_the_headings_that_stand_at_the_end_and_a_table_as_wide_as_its_words(tmp_path):
    article = Article("题", "一段。", headings=(Heading("前", 0), Heading("又", 0), Heading("后", 3)),
                      metrics=sample_cases()[0].article.metrics[:1])
    export([Case(1, 1, article, Source("a.txt"))], tmp_path / "out.docx", "docx")
    document = docx.Document(tmp_path / "out.docx")
    words = [paragraph.text for paragraph in document.paragraphs]
    assert words[-4:] == ["前", "又", "一段。", "后"]
    (table,) = document.tables
    grid = [column.width for column in table.columns]
    assert grid == [cell.width for cell in table.rows[0].cells] and grid[-1] == max(grid)


def test_a_document_has_each_case_whole(tmp_path):
    path = tmp_path / "out.docx"
    cases = list(sample_cases())
    assert export(cases, path, "docx", label=lambda code: f"“{code}”") == 6
    made = docx.Document(path)
    told = [paragraph.text for paragraph in made.paragraphs]
    titles = [p.text for p in made.paragraphs if p.style.name == "Heading 1"]
    assert titles == [case.article.title for case in cases]
    begins = [n for n, p in enumerate(made.paragraphs) if p.paragraph_format.page_break_before]
    assert len(begins) == 5 and begins[0] > 0, "each case on a page of its own, and none before the first"
    for case in cases:
        assert set(case.article.text.split("\n")) <= set(told)
        assert {heading.text for heading in case.article.headings} <= set(told)
        assert {point.text for point in case.article.summary} <= set(told)
    rows = [[cell.text for cell in row.cells] for table in made.tables for row in table.rows]
    assert len(rows) == 36 + len(made.tables)
    assert any(row[:2] == ["老旧小区", "58个"] and "计划改造老旧小区58个" in row[3] for row in rows)


def test_a_document_takes_any_character(tmp_path):
    case = Case(1, 1, Article("题\x0b\ud800", "一\x00段\n二段"), Source("a"))
    export([case], tmp_path / "out.docx", "docx")
    told = [paragraph.text for paragraph in docx.Document(tmp_path / "out.docx").paragraphs]
    assert "题\ufffd\ufffd" in told
    assert told[-2:] == ["一\ufffd段", "二段"]


def test_what_cannot_be_written_is_told_and_leaves_the_old_file(tmp_path):
    with pytest.raises(CasebookError, match="无法写入"):
        export(sample_cases(), tmp_path / "none" / "out.csv", "csv")
    with pytest.raises(CasebookError, match="是文件夹"):
        export(sample_cases(), tmp_path, "csv")
    path = tmp_path / "out.csv"
    path.write_text("old")

    def torn():
        yield sample_cases()[0]
        raise CasebookError("坏了。")

    with pytest.raises(CasebookError, match="坏了"):
        export(torn(), path, "csv")
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["out.csv"]


@pytest.mark.parametrize("form", FORMATS)
def test_broken_off_it_leaves_the_old_file(tmp_path, form):
    path = tmp_path / f"out.{form}"
    path.write_text("old")
    steps = exporting(sample_cases(), path, form)
    assert [next(steps), next(steps)] == [1, 2]
    steps.close()
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == [path.name]

"""What is printed is read back with poppler, as a reader's PDF program would: words, fonts, images, places."""

import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QPageSize, QTextCursor
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewWidget
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolBar, QToolButton

from db.errors import CasebookError
from db.figures import figures
from db.model import Article, Heading, Metric, Pair, Repair, SummaryPoint
from tests.samples import sample_case, sample_cases
from ui import i18n
from ui.article.document import split_title
from ui.clipboard import metrics_table
from ui.metrics.model import shown
from ui.printing import fit as page_fit
from ui.printing import page
from ui.printing import printer as printing
from ui.printing import table as print_table
from ui.printing.sheet import BODY, ROOMY, TIGHT, Sheet, Spacing

poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler-utils")
ROOT = Path(__file__).parents[2]


def told_by(*command: object) -> str:
    return subprocess.run([str(c) for c in command], check=True, capture_output=True, encoding="utf-8").stdout


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def body_text(pdf: Path) -> str:
    """The words between head and foot of all pages, without any blank."""
    cut = [str(n) for n in (0, 66, 596, 712)]
    x, y, w, h = cut
    return squeezed(told_by("pdftotext", "-raw", "-x", x, "-y", y, "-W", w, "-H", h, pdf, "-"))


def boxes(pdf: Path) -> list[tuple[str, tuple[float, ...]]]:
    """Each word and its left, top, right and bottom in points."""
    form = r'xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)<'
    found = re.findall(form, told_by("pdftotext", "-bbox", pdf, "-"))
    return [(word, tuple(map(float, box))) for *box, word in found]


def plain_text(pdf: Path) -> str:
    """All words as `pdftotext` gives them without being told how, without any blank."""
    return squeezed(told_by("pdftotext", pdf, "-"))


def pages_text(pdf: Path) -> list[str]:
    return told_by("pdftotext", "-raw", pdf, "-").split("\f")[:-1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("pdf")


@pytest.fixture(scope="module")
def summaries(qapp, folder: Path) -> Path:
    """The six cases, summaries only."""
    file = folder / "summaries.pdf"
    printing.write_pdf(sample_cases(), file)
    return file


@pytest.fixture(scope="module")
def whole(qapp, folder: Path) -> Path:
    """The six cases with their texts."""
    file = folder / "whole.pdf"
    printing.write_pdf(sample_cases(), file, full=True)
    return file


@poppler
def test_every_word_of_a_summary_can_be_copied(summaries: Path) -> None:
    words = body_text(summaries)
    points = metrics = 0
    plain = plain_text(summaries)
    for case in sample_cases():
        article = case.article
        assert all(squeezed(part or "") in words for part in split_title(article))
        for point in article.summary:
            where = f"（第{page.paragraph_at(article, point.start)}段）"
            assert squeezed(point.text) + where in words, point.text
            assert squeezed(point.text) + where in plain, point.text
            points += 1
        for metric in article.metrics:
            assert squeezed(f"{metric.subject}{shown(metric)}{metric.unit}") in words, metric.subject
            metrics += 1
        assert squeezed(page.place(article.primary_region)) in words
        assert all(name in words for name in article.byline)
    assert (points, metrics) == (18, 36)


@poppler
def test_the_whole_text_is_there_once(whole: Path, summaries: Path) -> None:
    """Once: Qt's own drawing would repeat the line before each page break, unseen."""
    words = body_text(whole)
    for case in sample_cases():
        sums = "".join(squeezed(point.text) for point in case.article.summary)
        for paragraph in map(squeezed, case.article.text.split("\n")):
            assert words.count(paragraph) == 1 + sums.count(paragraph), paragraph[:20]
        for heading in case.article.headings:
            assert squeezed(heading.text) in words
    assert "厕所革命" in words
    assert "革" in body_text(summaries)


@poppler
def test_no_line_of_a_page_is_on_another(whole: Path) -> None:
    for first, second in zip(pages_text(whole), pages_text(whole)[1:], strict=False):
        lines = [line for line in first.splitlines() if len(line) > 20]
        assert not set(lines[-3:]) & set(second.splitlines())


@poppler
def test_fonts_are_embedded_and_ours(whole: Path) -> None:
    fonts = [line.split() for line in told_by("pdffonts", whole).splitlines()[2:]]
    assert fonts
    for name, *_, embedded, _, unicode, _, _ in fonts:
        assert re.search(r"Noto(Sans|Serif)SC", name)
        assert (embedded, unicode) == ("yes", "yes")


@poppler
def test_charts_are_drawn_not_pictured(summaries: Path) -> None:
    assert len(told_by("pdfimages", "-list", summaries).splitlines()) == 2
    drawn = [figure for case in sample_cases() for figure in figures(case.article)]
    words = body_text(summaries)
    assert drawn
    for figure in drawn:
        assert squeezed(figure.title) in words
        assert all(squeezed(bar.shown) in words for bar in figure.bars)


@poppler
def test_nothing_lies_outside_the_page(whole: Path) -> None:
    words = boxes(whole)
    assert len(words) > 500
    for _, (left, top, right, bottom) in words:
        # What may stick out of the text's edges is the blank of a full-width mark.
        assert 60 < left < right < 595 - 60
        assert 30 < top < bottom < 842 - 30


@poppler
def test_each_case_starts_a_page_and_pages_are_numbered(whole: Path) -> None:
    texts = pages_text(whole)
    starts = [n for n, text in enumerate(texts) if squeezed("各句均摘自原文") in squeezed(text)]
    assert len(starts) == len(sample_cases())
    for case, start in zip(sample_cases(), starts, strict=True):
        assert squeezed(split_title(case.article)[1]) in squeezed(texts[start])
    today = date.today()
    for number, text in enumerate(texts, 1):
        assert f"第 {number} 页，共 {len(texts)} 页" in text
        assert f"打印于 {today.year}年{today.month}月{today.day}日" in text
        assert len(text.splitlines()) > 5, "a page with next to nothing on it"


@poppler
def test_title_and_creator_are_in_the_file(qapp, tmp_path: Path) -> None:
    printing.write_pdf([sample_case("点餐式")], tmp_path / "a.pdf")
    told = told_by("pdfinfo", tmp_path / "a.pdf")
    assert re.search(r"Title: +.*居住环境", told)
    assert re.search(r"Creator: +案例册 Casebook", told)
    assert re.search(r"Page size: .*A4", told)


@poppler
def test_a_hundred_cases(qapp, tmp_path: Path) -> None:
    cases = (sample_cases() * 17)[:100]
    pages = printing.write_pdf(cases, tmp_path / "hundred.pdf")
    texts = pages_text(tmp_path / "hundred.pdf")
    assert len(texts) == pages >= 100
    assert sum("各句均摘自原文" in text for text in texts) == 100
    assert f"第 {pages} 页，共 {pages} 页" in texts[-1]


@poppler
def test_a_table_that_goes_on_repeats_its_head(qapp, tmp_path: Path) -> None:
    printer = printing.a4_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "small.pdf"))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    case = sample_case("快递进村")
    printing.print_pages([case], printer)
    texts = [squeezed(text) for text in pages_text(tmp_path / "small.pdf")]
    with_rows = [text for text in texts if any(squeezed(m.subject) + shown(m) in text for m in case.article.metrics)]
    assert len(with_rows) > 1, "the table was to be cut"
    assert all("指标数值单位限定时间出处" in text for text in with_rows)


@poppler
def test_a_printer_of_high_resolution_prints_the_same(qapp, tmp_path: Path) -> None:
    case = sample_case("点餐式")
    printer = printing.a4_printer(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "high.pdf"))
    assert printer.resolution() > 300
    printing.print_pages([case], printer, full=True)
    printing.write_pdf([case], tmp_path / "low.pdf", full=True)
    high, low = boxes(tmp_path / "high.pdf"), boxes(tmp_path / "low.pdf")
    assert [word for word, _ in high] == [word for word, _ in low]
    for (_, here), (_, there) in zip(high, low, strict=True):
        assert here == pytest.approx(there, abs=0.5)


@pytest.mark.parametrize("height", range(420, 960, 27))
@pytest.mark.parametrize(("full", "spacing"), [(False, ROOMY), (True, ROOMY), (False, TIGHT)])
def test_breaks_fall_where_they_may(qapp, height: int, full: bool, spacing: Spacing) -> None:
    """On sheets of every height: no heading alone, no row torn, no line over an edge, no lonely first line."""
    a4 = Sheet.of(printing.a4_printer().pageLayout())
    sheet = replace(a4, body=a4.body.adjusted(0, 0, 0, height - a4.body.height()))
    for case in sample_cases():
        document = page.case_document(case, figures(case.article), sheet, full=full, spacing=spacing).text
        pages = page_fit.fit(document)
        last = filled = 0
        block = document.begin()
        while block.isValid():
            tops = page_fit.line_tops(document, block)
            on = [page_fit.page_of(document, top) for top in tops]
            words = block.text()
            assert on, words
            assert QTextCursor(block).currentTable() or last <= on[0] <= last + 1, words
            for n, top in enumerate(tops):
                assert top + block.layout().lineAt(n).height() <= (on[n] + 1) * height + 3, words
            if block.blockFormat().hasProperty(page.KEEP_WITH_NEXT):
                follows = page_fit.line_tops(document, block.next())
                assert page_fit.page_of(document, follows[0]) == on[-1], words
            if QTextCursor(block).currentTable():
                assert on[0] == on[-1], words
            elif len(on) > 3 and on[0] != on[-1]:
                assert on[0] == on[1], words
            if block.blockFormat().hasProperty(page.SECTION) and (table := QTextCursor(block.next()).currentTable()):
                rows = [page_of_row(document, table, n) for n in range(table.rows())]
                assert rows[0] == rows[1] == rows[min(2, len(rows) - 1)], words
                assert len(rows) < 5 or rows[-1] == rows[-2], "the last row alone on a page"
            last = on[-1]
            filled = on[-1] if words or QTextCursor(block).currentTable() else filled
            block = block.next()
        assert pages == filled + 1, "an empty last page"


def page_of_row(document, table, number: int) -> int:
    block = table.cellAt(number, 0).firstCursorPosition().block()
    return page_fit.page_of(document, page_fit.line_tops(document, block)[0])


def test_a_summary_is_set_tighter_where_that_saves_a_sheet(qapp) -> None:
    sheet = Sheet.of(printing.a4_printer().pageLayout())
    case = sample_case("网格员")
    roomy = page.case_document(case, figures(case.article), sheet)
    assert page_fit.fit(roomy.text) == 2
    made = printing.lay_out(case, sheet)
    assert (made.pages, made.spacing) == (1, TIGHT)


def test_a_row_says_all_that_a_metric_holds() -> None:
    article = replace(sample_case("点餐式").article, text="一\n二\n两千余户和3至5个", metrics=())
    many = Metric(4, 8, "两千余户", 2000, None, "户", "over", "居民", "去年", "up", None, (4, 14))
    few = Metric(9, 13, "3至5个", 3, 5, "个", "range", "点位", None, None, None, (4, 14))
    same = Metric(9, 13, "53448.5户", 53448.5, None, "户", "exact", "居民", None, None, None, (4, 14))
    assert print_table.row(many, article) == ("居民", "2,000", "户", "超过，新增", "去年", "第3段 两千余户")
    assert print_table.row(few, article) == ("点位", "3–5", "个", "区间", "", "第3段 3至5个")
    assert print_table.row(same, article) == ("居民", "53,448.5", "户", "", "", "第3段")


def test_a_row_says_what_its_metric_is_in_a_pair(qapp) -> None:
    article = sample_case("点餐式").article
    one = Metric(0, 2, "两个", 2, None, "个", "exact", "点位", None, None, None, (0, 2))
    paired = replace(article, metrics=(one, replace(one, value=1)), pairs=(Pair("planned_done", 0, 1),))
    rows = [line.split("\t") for line in metrics_table(paired).splitlines()[2:]]
    assert [row[3] for row in rows] == ["计划", "已完成"]
    cells = table_of(paired)
    assert [row[3] for row in cells] == ["限定", "计划", "已完成"]


def test_columns_without_a_word_are_left_out(qapp) -> None:
    article = sample_case("点餐式").article
    one = Metric(0, 2, "两个", 2, None, "个", "exact", "点位", None, None, None, (0, 2))
    assert table_of(replace(article, metrics=(one,), pairs=()))[0] == ["指标", "数值", "单位", "出处"]
    dated = replace(one, period="去年")
    assert table_of(replace(article, metrics=(one, dated), pairs=()))[0] == ["指标", "数值", "单位", "时间", "出处"]


def table_of(article: Article) -> list[list[str]]:
    """The words of the table's cells, head first."""
    sheet = Sheet.of(printing.a4_printer().pageLayout())
    made = page.case_document(replace(sample_case("点餐式"), article=article), (), sheet)
    block = made.text.begin()
    while not (table := QTextCursor(block).currentTable()):
        block = block.next()
    width = sum(length.rawValue() for length in table.format().columnWidthConstraints())
    assert width <= sheet.body.width() + 1
    columns = range(table.columns())
    return [[table.cellAt(n, c).firstCursorPosition().block().text() for c in columns] for n in range(table.rows())]


def test_the_head_is_split_as_on_the_screen(qapp) -> None:
    case = sample_case("点餐式")
    sheet = Sheet.of(printing.a4_printer().pageLayout())
    for title, kicker in (("某地：甲乙丙丁", None), ("甲乙丙丁", "某地：")):
        shown_case = replace(case, article=replace(case.article, title=title, kicker=kicker))
        words = page.case_document(shown_case, (), sheet).text.toPlainText()
        assert words.startswith("某地\n甲乙丙丁\n")


def test_the_same_repair_in_several_places_is_told_once(qapp) -> None:
    case = sample_case("点餐式")
    ends = [n for n, c in enumerate(case.article.text) if c == "\n"]
    made = [Repair("joined_column_break", "接上断句", (0, 1), at) for at in (0, ends[0] + 1, ends[0] + 2)]
    named = Repair("corrected_name", "改正地名", (5, 6), None)
    case = replace(case, article=replace(case.article, repairs=(*made, named)))
    sheet = Sheet.of(printing.a4_printer().pageLayout())
    words = page.case_document(case, (), sheet).text.toPlainText()
    assert words.endswith("接上断句（第1段、第2段）\n改正地名")
    assert "共 4 处" in words


def test_an_article_without_numbers_or_places_still_prints(qapp, tmp_path: Path) -> None:
    case = sample_case("点餐式")
    none = {"metrics": (), "pairs": (),
            "regions": (), "primary_region": None, "summary": (), "topics": (), "repairs": ()}
    bare = replace(case.article, **none)
    assert printing.write_pdf([replace(case, article=bare)], tmp_path / "bare.pdf") == 1


def test_a_place_that_cannot_be_written_is_told(qapp, tmp_path: Path) -> None:
    case = sample_case("点餐式")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for wrong in (tmp_path / "none" / "a.pdf", tmp_path / "file" / "a.pdf", tmp_path):
        with pytest.raises(CasebookError, match="再保存"):
            printing.write_pdf([case], wrong)
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


def test_what_was_there_stays_where_writing_fails(qapp, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"old")
    with pytest.raises(CasebookError, match="没有可打印的案例"):
        printing.write_pdf([], file)
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on file sizes there")
def test_a_full_disk_is_noticed(tmp_path: Path) -> None:
    """Qt writes on without a word; in a process of its own, since a limit on file sizes cannot be taken back."""
    program = f"""
import resource, signal
from pathlib import Path
from PySide6.QtWidgets import QApplication
app = QApplication([])
from db.errors import CasebookError
from tests.samples import sample_cases
from ui.looks import theme
from ui.printing import printer as printing
theme.load_fonts()
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
try:
    printing.write_pdf(sample_cases()[:2], Path({str(tmp_path / "a.pdf")!r}))
except CasebookError as error:
    print(error)
"""
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert "磁盘空间" in done.stdout, done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_preview_shows_the_pages_and_lets_choose_the_text(qtbot) -> None:
    dialog = printing.Preview(None, [sample_case("点餐式")])
    pages = dialog.findChild(QPrintPreviewWidget)
    pages.updatePreview()
    assert pages.pageCount() == 1
    assert "居住环境" in dialog.windowTitle()
    dialog.whole.setChecked(True)
    assert pages.pageCount() == 2
    assert dialog.whole.text() == "附正文"
    bar = dialog.findChild(QToolBar)
    assert bar.sizeHint().width() <= 1080, "buttons out of sight on a common screen"
    dialog.show()
    begin = dialog.focusWidget() or dialog
    for _ in range(20):
        QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Tab)
        if isinstance(dialog.focusWidget(), QToolButton):
            break
    assert isinstance(dialog.focusWidget(), QToolButton), f"its tools are for the mouse alone, from {begin}"
    dialog.close()


def test_a_preview_of_nothing_is_told(qtbot) -> None:
    with pytest.raises(CasebookError, match="请先选中"):
        printing.print_preview(None, [])


@pytest.mark.qt_log_ignore("propagateSizeHints")  # the platform without a screen says so of every dialog
def test_who_cancels_prints_nothing(qapp, qtbot) -> None:
    def cancel() -> None:
        dialog = next(w for w in qapp.topLevelWidgets() if isinstance(w, QPrintDialog))
        assert dialog.windowTitle() == "打印案例"
        dialog.reject()

    QTimer.singleShot(0, cancel)
    assert printing.print_cases(None, [sample_case("点餐式")]) is False
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # the dialog looks into folders in a thread of its own


@poppler
def test_an_english_print(qapp, tmp_path: Path) -> None:
    i18n.use_language("en")
    try:
        printing.write_pdf([sample_case("点餐式")], tmp_path / "en.pdf")
    finally:
        i18n.use_language("zh")
    words = told_by("pdftotext", "-raw", tmp_path / "en.pdf", "-")
    assert "Casebook · case summary" in words
    assert "Page 1 of 1" in words
    assert "para. 6" in words


def test_headings_at_one_place_and_at_the_end_are_all_printed(qapp) -> None:
    article = Article("题", "一段。", headings=(Heading("前", 0), Heading("又", 0), Heading("后", 3)))
    sheet = Sheet.of(printing.a4_printer().pageLayout())
    case = replace(sample_case("点餐式"), article=article)
    words = page.case_document(case, (), sheet, full=True).text.toPlainText()
    assert "前\n又\n一段。\n后" in words


@pytest.mark.parametrize("characters", range(30, 46))
def test_the_place_of_a_sentence_never_stands_on_a_line_alone_nor_draws_the_line_above_apart(qapp, characters) -> None:
    case, sheet = sample_case("点餐式"), Sheet.of(printing.a4_printer().pageLayout())
    words = ("修路铺桥种树栽花" * 8)[: characters - 1] + "。"
    point = SummaryPoint("result", 0, characters, words)
    case = replace(case, article=replace(case.article, text=words, summary=(point,), metrics=(), pairs=(), headings=()))
    made = page.case_document(case, (), sheet)
    made.text.documentLayout().documentSize()  # lays it out
    block = made.text.begin()
    while words not in block.text():
        block = block.next()
    lines = [block.layout().lineAt(n) for n in range(block.layout().lineCount())]
    last = block.text()[lines[-1].textStart() :]
    assert "。" in last, "it has the sentence's end with it"
    first = lines[0]
    if len(lines) == 2 and first.naturalTextWidth() < first.width() - 2 * BODY:
        assert not block.blockFormat().alignment() & Qt.AlignmentFlag.AlignJustify

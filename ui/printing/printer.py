"""Cases onto paper: preview, printer and PDF all draw the same pages."""

import os
import re
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import QCheckBox, QWidget

from db import looking
from db.errors import CasebookError
from db.model import Case
from ui.drawn import figures_of
from ui.i18n import tr
from ui.printing import draw as print_draw
from ui.printing import fit as page_fit
from ui.printing.page import CaseDocument, case_document
from ui.printing.preview import PrintPreview
from ui.printing.sheet import INCH, TIGHT, Sheet


def write_pdf(cases: Sequence[Case], path: Path, full: bool = False) -> int:
    """Write `cases` into one PDF at `path`, each from a new page, and return how many pages it has.

    `full` puts the article's whole text behind each summary. The file is there whole or not at all.
    Raises CasebookError where the place cannot be written or the paper would be cut.
    """
    path = Path(path)
    if looking.is_folder(path):
        raise CasebookError("“{path}”是文件夹，请换一个文件名再保存。", path=path)
    unfinished = path.with_name(f".{path.stem}-{os.getpid()}.pdf")
    try:
        unfinished.open("wb").close()
    except OSError as error:
        raise _unwritable(path) from error
    try:
        printer = a4_printer()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(unfinished))
        pages = print_pages(cases, printer, full)
        _check_whole(unfinished, pages)
        unfinished.replace(path)
    except OSError as error:
        raise _unwritable(path) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return pages


def print_cases(parent: QWidget | None, cases: Sequence[Case], full: bool = False) -> bool:
    """Ask for a printer and print; False where the reader changed their mind. Raises CasebookError as write_pdf."""
    printer = a4_printer(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(_name(cases))
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(tr("打印案例"))
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, False)
    try:
        if not dialog.exec():
            return False
        print_pages(cases, printer, full)
        return True
    finally:
        dialog.deleteLater()


def print_preview(parent: QWidget | None, cases: Sequence[Case], full: bool = False) -> None:
    """Show the pages as they will be printed; the reader may print from there. Raises CasebookError as write_pdf."""
    Preview(parent, cases, full).exec()


class Preview(PrintPreview):
    """Cases before they are printed, with a choice between the summary and the summary with the article's text."""

    def __init__(self, parent: QWidget | None, cases: Sequence[Case], full: bool = False) -> None:
        if not cases:
            raise CasebookError("没有可打印的案例，请先选中一个案例。")
        self._cases = cases
        self.whole = QCheckBox(tr("附正文"))
        self.whole.setToolTip(tr("在摘要之后印出文章全文"))
        self.whole.setChecked(full)
        super().__init__(parent, a4_printer(QPrinter.PrinterMode.HighResolution), _name(cases), QSize(1080, 900),
                         self._paint, self.whole)
        self.whole.toggled.connect(self.findChild(QPrintPreviewWidget).updatePreview)

    def _paint(self, printer: QPrinter) -> None:
        print_pages(self._cases, printer, self.whole.isChecked())


def print_pages(cases: Sequence[Case], printer: QPrinter, full: bool = False) -> int:
    """Draw every page of `cases` on `printer` and return how many there are. Raises CasebookError if it stops early."""
    printer.setFullPage(True)
    printer.setDocName(_name(cases))
    printer.setCreator(tr("案例册 Casebook"))
    sheet = Sheet.of(printer.pageLayout())
    documents = [lay_out(case, sheet, full) for case in cases]
    total = sum(document.pages for document in documents)
    if not total:
        raise CasebookError("没有可打印的案例，请先选中一个案例。")
    painter = QPainter()
    if not painter.begin(printer):
        raise CasebookError("无法开始打印，请检查打印机是否接通、有没有纸，或改为导出 PDF。")
    try:
        painter.scale(printer.logicalDpiX() / INCH, printer.logicalDpiY() / INCH)
        done = 0
        for document in documents:
            for page in range(document.pages):
                if done and not printer.newPage():
                    raise CasebookError(
                        "只打印了 {done} 页，共 {total} 页。请检查打印机或磁盘空间后重试。", done=done, total=total
                    )
                done += 1
                print_draw.draw(painter, document, page, done, total)
    finally:
        painter.end()
    return total


def lay_out(case: Case, sheet: Sheet, full: bool = False) -> CaseDocument:
    """The fitted document of one case, charts included; set tighter where that saves a sheet."""
    shown = figures_of(case)
    roomy = _fitted(case_document(case, shown, sheet, full=full))
    if roomy.pages == 1:
        return roomy
    tight = _fitted(case_document(case, shown, sheet, full=full, spacing=TIGHT))
    return tight if tight.pages < roomy.pages else roomy


def _fitted(document: CaseDocument) -> CaseDocument:
    document.pages = page_fit.fit(document.text)
    return document


def a4_printer(mode: QPrinter.PrinterMode = QPrinter.PrinterMode.ScreenResolution) -> QPrinter:
    """A printer set to upright A4; at screen resolution it has the 96 dots to the inch that documents are made in."""
    printer = QPrinter(mode)
    if mode is QPrinter.PrinterMode.ScreenResolution:
        printer.setResolution(INCH)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    return printer


def _name(cases: Sequence[Case]) -> str:
    if len(cases) == 1:
        return cases[0].article.title
    return tr("案例摘要（{n} 个案例）", n=len(cases))


_PAGE = re.compile(rb"/Type\s*/Page\b")


def _check_whole(file: Path, pages: int) -> None:
    """Qt reports neither a full disk nor pages it left out, so the file itself is asked."""
    written = file.read_bytes()
    found = len(_PAGE.findall(written))
    if found != pages or not written.rstrip().endswith(b"%%EOF"):
        raise CasebookError(
            "PDF 不完整：应有 {pages} 页，只写出 {found} 页。请检查磁盘空间，或减少案例数后重试。",
            pages=pages,
            found=found,
        )


def _unwritable(path: Path) -> CasebookError:
    return CasebookError("无法写入“{path}”，请换一个有写入权限、空间充足的文件夹再保存。", path=path)

"""Fitting a document to its pages: no heading alone at a page's foot, no single line cut off from its paragraph.

Qt breaks a document where a page is full and knows neither rule, so the breaks that offend them are moved up by giving
a block a page break of its own. Moving one moves what follows, hence from top to bottom, each block once.
"""

from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextTable,
    QTextTableFormat,
)

from ui.printing.page import KEEP_WITH_NEXT, SECTION

# A line whose letters are higher than the leading begins this much above its place, at most.
_SLACK = 3
SHORT_TABLE = 8  # rows that are not cut if the page is well filled before them
LOW = 0.6  # of the page's height


def fit(document: QTextDocument) -> int:
    """Move the breaks that may not stay and return how many pages there are."""
    block = document.begin()
    while block.isValid():
        if _must_move(document, block) or _should_move(document, block):
            _break_before(document, _head_of(block))
        elif height := _lonely_row(document, block):
            _lower(block, height)
        elif block.blockFormat().hasProperty(SECTION) and _starts_page(document, block):
            _break_before(document, block)
        block = block.next()
    # Behind a table at the end Qt keeps an empty block, which may lie on a page more.
    last = document.lastBlock()
    while not last.text() and last.previous().isValid():
        last = last.previous()
    return _pages(document, last)[-1] + 1


def line_tops(document: QTextDocument, block: QTextBlock) -> list[float]:
    """Where the lines of a block begin, in pixels from the top of the document's first page."""
    origin = document.documentLayout().blockBoundingRect(block).top()
    layout = block.layout()
    return [origin + layout.lineAt(n).y() for n in range(layout.lineCount())]


def page_of(document: QTextDocument, top: float) -> int:
    """The page, from 0, that holds what begins at `top`."""
    return max(0, int((top + _SLACK) // document.pageSize().height()))


def _pages(document: QTextDocument, block: QTextBlock) -> list[int]:
    return [page_of(document, top) for top in line_tops(document, block)]


def _must_move(document: QTextDocument, block: QTextBlock) -> bool:
    pages = _pages(document, block)
    if not pages:
        return False
    if block.blockFormat().hasProperty(KEEP_WITH_NEXT):
        following = block.next()
        # In a table two rows of figures, not only the head, must be on the page of the heading.
        if table := _table_at(following):
            following = _row(table, min(2, table.rows() - 1))
        ahead = _pages(document, following) if following.isValid() else []
        return bool(ahead) and ahead[min(1, len(ahead) - 1)] > pages[0] > -1
    if _table_at(block) or len(pages) < 2 or pages[0] == pages[-1]:
        return False
    # One line alone before the break, or a paragraph of three torn.
    return pages[1] > pages[0] or len(pages) <= 3


def _should_move(document: QTextDocument, block: QTextBlock) -> bool:
    """Whether a short table that would be cut stands low enough to go to the next page whole."""
    table = _table_below(block)
    if not table or table.rows() > SHORT_TABLE + 1:
        return False
    top = line_tops(document, block)[0]
    height = document.pageSize().height()
    page = page_of(document, top)
    return _pages(document, _row(table, table.rows() - 1))[-1] > page and top - page * height > LOW * height


def _lonely_row(document: QTextDocument, block: QTextBlock) -> float:
    """By how much to lower a table so that its last row does not go to a page alone; 0 where it does not."""
    table = _table_below(block)
    if not table or table.rows() < 5:
        return 0
    before, last, one = (line_tops(document, _row(table, table.rows() - n))[0] for n in (2, 1, 3))
    alone = page_of(document, last) > page_of(document, before)
    return before - one if alone and page_of(document, one) == page_of(document, before) else 0


def _table_at(block: QTextBlock) -> QTextTable | None:
    return QTextCursor(block).currentTable() if block.isValid() else None


def _table_below(block: QTextBlock) -> QTextTable | None:
    """The table that begins right under this block."""
    return None if _table_at(block) else _table_at(block.next())


def _row(table: QTextTable, number: int) -> QTextBlock:
    """The first block of a row."""
    return table.cellAt(number, 0).firstCursorPosition().block()


def _lower(block: QTextBlock, height: float) -> None:
    form = QTextBlockFormat(block.blockFormat())
    form.setTopMargin(form.topMargin() + height)
    QTextCursor(block).setBlockFormat(form)


def _head_of(block: QTextBlock) -> QTextBlock:
    """The first of the headings that stand over this block."""
    while (before := block.previous()).isValid() and before.blockFormat().hasProperty(KEEP_WITH_NEXT):
        block = before
    return block


def _starts_page(document: QTextDocument, block: QTextBlock) -> bool:
    before = block.previous()
    if not before.isValid():
        return False
    last, first = _pages(document, before), _pages(document, block)
    return bool(last and first) and first[0] > last[-1]


def _break_before(document: QTextDocument, block: QTextBlock) -> None:
    """Let the block begin the next page, without a blank above it."""
    before = block.previous()
    if not before.isValid():
        return
    last = _pages(document, before)[-1]
    if table := _table_at(before):
        whole = QTextTableFormat(table.format())
        whole.setBottomMargin(0)
        table.setFormat(whole)
    form = QTextBlockFormat(block.blockFormat())
    form.setTopMargin(0)
    cursor = QTextCursor(block)
    cursor.setBlockFormat(form)
    top = line_tops(document, block)[0]
    if page_of(document, top) > last:
        return
    form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    cursor.setBlockFormat(form)
    if _pages(document, block)[0] > last + 1:
        # Below a table that ends within a hair of the page's edge, Qt breaks twice.
        form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_Auto)
        form.setTopMargin((last + 1) * document.pageSize().height() - top)
        cursor.setBlockFormat(form)

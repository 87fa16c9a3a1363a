"""A web page -> its main text. Nothing is fetched, no script is run.

The main text is in the smallest element that holds nine tenths of the running text: of blocks that are mostly words
rather than links and stand in no menu, sidebar or comment.
"""

import re
from dataclasses import dataclass, field

from lxml import etree

from db.errors import CasebookError
from db.formats.encodings import decode
from db.formats.found import Found, date_in, heading, joined, paper_in

_WHOLE = 0.9  # of the running text is in the main element
_LONGEST_CREDITS = 120  # characters that tell who wrote it, when and where
_RUNNING = 25  # characters; a shorter block is running text only if it ends as a sentence does
_SILENT = frozenset("script style noscript template iframe object embed svg math canvas form button select textarea "
                    "input nav footer aside dialog audio video map rt rp head title".split())
_INLINE = frozenset("a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q ruby rb s "
                    "samp small span strike strong sub sup time tt u var wbr o:p".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
# Words of class and id that mark what is not the article.
_ASIDE = re.compile(
    r"(?:^|[-_\s])(?:comments?|recommend(?:ed)?|related|sidebar|aside|footer|nav(?:bar|igation)?|menu|share|sharing|"
    r"copyright|breadcrumbs?|crumbs?|banner|adverts?|ads?|rank(?:ing)?|login|search|toolbar|pager|pagination|qrcode|"
    r"hidden)(?:$|[-_\s\d])", re.IGNORECASE)
# Entities of the page's own, which mean nothing in HTML.
_DECLARED = re.compile(r"<!DOCTYPE[^>\[]*\[.*?\]\s*>", re.IGNORECASE | re.DOTALL)
# A line between title and text: 2022-12-02 08:30 来源：某报 作者：某人 点击：12
_LABEL = re.compile(r"[\s|｜]*((?:稿件|信息|文章)?来源|作者|记者|通讯员|(?:发布|更新)?(?:时间|日期)|(?:责任)?编辑|责编|"
                    r"(?:点击|浏览|阅读)(?:次数|量|数)?|字号)\s*[：:]\s*")
_WHEN = re.compile(r"[\s|｜]*((?:19|20)\d\d[-年/.]\d{1,2}[-月/.]\d{1,2}日?(?:\s*\d{1,2}(?:[:：]\d\d){1,2})?)[\s|｜]*")
_NOT_SAID = re.compile(r"(?:(?:稿件|信息|文章)?来源：.*|(?:发布|更新)?(?:时间|日期)：|(?:19|20)\d\d[-年/.].*|"
                       r"(?:点击|浏览|阅读)(?:次数|量|数)?：[\d万+ ]*次?|字号：.*|)")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SERVICE = re.compile(r"[\s【\[（(]*(?:分享到|分享至|打印本页|打印|关闭窗口|关闭|返回顶部|扫一扫|上一篇|下一篇|"
                      r"上一版|下一版|相关阅读|字体[：:]|字号|当前位置|您(?:现在|当前)?的?位置)")
_SENTENCE_END = re.compile(r"[。！？；…!?][”’」』）)]*$")
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", re.IGNORECASE)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs"}  # as browsers read them
_CJK = r"[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]"
# A line end of the source in the midst of Chinese, which means no space there.
_WRAPPED = re.compile(rf"(?<={_CJK})[ \t]*[\r\n][ \t\r\n]*|[ \t]*[\r\n][ \t\r\n]*(?={_CJK})")
_BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")
_DATES = ("pubdate", "publishdate", "publish_date", "article:published_time", "datepublished", "og:release_date",
          "dc.date", "dc.date.issued", "weibo:article:create_at", "date", "publishtime")
_PAPERS = ("contentsource", "source", "dc.source", "mediaid", "publisher", "dc.publisher", "og:site_name", "sitename",
           "author")
_TITLES = ("articletitle", "og:title", "dc.title", "title")
_CREDITED = re.compile(r"来源\s*[：:]\s*[《<]?\s*([\u4e00-\u9fffA-Za-z]{2,20})")


@dataclass(slots=True)
class _Block:
    above: list  # the elements around it, outermost first
    tag: str
    aside: bool
    words: list[str] = field(default_factory=list)
    linked: int = 0  # characters that are links

    def lines(self) -> list[str]:
        """Its text, a line for each that the page breaks it into."""
        if self.tag == "table":
            return "".join(self.words).split("\0")
        text = _WRAPPED.sub("", "".join(self.words))
        return [line for part in text.split("\0") if (line := _BLANKS.sub(" ", part).strip(" \u3000\u200b\ufeff"))]


def read(data: bytes, name: str) -> Found:
    """The main text of a web page; raises CasebookError where it has none."""
    text, encoding = _decoded(data, name)
    text = _DECLARED.sub("", text, count=1)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, recover=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        root = None
    if root is None:
        raise _no_text(name)
    blocks = [block for block in _blocks(root) if block.lines()]
    running = [block for block in blocks if _is_running(block)]
    if sum(_size(b) for b in running if b.aside) > 5 * sum(_size(b) for b in running if not b.aside):
        for block in blocks:  # a page all in a "sidebar": its maker means something else by the word
            block.aside = False
    running = [block for block in running if not block.aside]
    if not running:
        raise _no_text(name)
    main = _main(running)
    wanted = [b for b in blocks if not b.aside and (b.tag in _HEADINGS or not _is_service(b))]
    kept = [block for block in wanted if main in block.above]
    title, about = _title(root, blocks, kept, running[0]), _metas(root)
    above = [n for n, b in enumerate(wanted) if b.tag in _HEADINGS and title and " ".join(b.lines()) == title]
    if above and above[-1] < wanted.index(kept[0]):  # who wrote it and when often stands between title and text
        kept = wanted[above[-1] : wanted.index(kept[0])] + kept
    near = " ".join(" ".join(block.lines()) for block in blocks[: blocks.index(running[0]) + 1][-8:])
    credited = _CREDITED.search(near) or _CREDITED.search(" ".join(kept[-1].lines()))
    told = [about[key] for key in _PAPERS if about.get(key)]
    paper = next(filter(None, map(paper_in, told)), None) or (credited and credited[1]) or paper_in(about.get("", ""))
    date = next(filter(None, (date_in(about[key]) for key in _DATES if key in about)), None) or date_in(near)
    return Found(joined(_written(kept, title)), encoding, date, paper or None)


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    """The page as text, by what it says its encoding is if that can be, else by what it looks like."""
    said = _CHARSET.search(data[:4096])
    if said and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        encoding = said[1].decode("ascii").lower()
        encoding = _WIDER.get(encoding, encoding)
        try:
            if not encoding.startswith(("utf-16", "utf-32")):  # a page that can say so in ASCII is not
                return data.decode(encoding).replace("\0", ""), encoding
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data, name)


def _blocks(root: etree._Element) -> list[_Block]:
    """The page's blocks in order, each with the elements around it."""
    done: list[_Block] = []
    above: list = []
    asides = links = 0
    block = _Block([], "body", False)

    def begin(tag: str) -> None:
        nonlocal block
        done.append(block)
        block = _Block(list(above), tag, asides > 0)

    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag.lower() if isinstance(element.tag, str) else ""
        if event == "start":
            if not tag or tag in _SILENT or _is_hidden(element):
                walk.skip_subtree()
                continue
            if tag == "table" and (rows := _rows(element)):
                begin("table")
                block.words, block.above = ["\0".join("\t".join(row) for row in rows)], [*above, element]
                walk.skip_subtree()
                begin("body")
                continue
            above.append(element)
            asides += _is_aside(element, tag)
            links += tag == "a"
            if tag == "br":
                block.words.append("\0")
            elif tag not in _INLINE:
                begin(tag)
            words = element.text
        else:
            if above and above[-1] is element:
                above.pop()
                asides -= _is_aside(element, tag)
                links -= tag == "a"
                if tag not in _INLINE and tag != "br":
                    begin("body")
            words = element.tail
        if words:
            block.words.append(words)
            block.linked += len(words.strip()) if links else 0
    return [*done, block]


def _rows(table: etree._Element) -> list[list[str]]:
    """The cells of a table that states something; none for one that only arranges the page."""
    if next(table.iterdescendants("table", "p", "h1", "h2", "h3", "ul", "form"), None) is not None \
            and max((len("".join(cell.itertext())) for cell in table.iter("td", "th")), default=0) > 100:
        return []
    rows = [[_BLANKS.sub(" ", "".join(cell.itertext())).strip(" \u3000") for cell in row.iterchildren("td", "th")]
            for row in table.iterdescendants("tr")]
    rows = [row for row in rows if any(row)]
    data = len(rows) > 1 and max(map(len, rows)) > 1 and max(len(cell) for row in rows for cell in row) <= 200
    return rows if data else []


def _is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _is_aside(element: etree._Element, tag: str) -> bool:
    if tag in ("body", "html", "article", "main"):
        return False
    return bool(_ASIDE.search(f"{element.get('class') or ''} {element.get('id') or ''}"))


def _size(block: _Block) -> int:
    return sum(map(len, block.lines()))


def _is_running(block: _Block) -> bool:
    size = _size(block)
    if block.tag in _HEADINGS or block.linked * 3 > size:
        return False
    return size >= _RUNNING or bool(_SENTENCE_END.search(block.lines()[-1]))


def _is_service(block: _Block) -> bool:
    return block.linked * 2 > _size(block) or (_size(block) < 60 and bool(_SERVICE.match(block.lines()[0])))


def _main(running: list[_Block]) -> etree._Element:
    """The smallest element that holds nine tenths of the running text."""
    held: dict[etree._Element, int] = {}
    for block in running:
        for element in block.above:
            held[element] = held.get(element, 0) + _size(block)
    enough = _WHOLE * sum(map(_size, running))
    first = max(running, key=_size)
    depth = {element: len(block.above[: n + 1]) for block in running for n, element in enumerate(block.above)}
    whole = [element for element, size in held.items() if size >= enough]
    # A single paragraph is an element too; the article is what it stands in.
    deepest = max(whole, key=depth.__getitem__)
    if deepest.tag in ("p", "td", "li", "span", "font", "blockquote", "pre") and len(first.above) > 1:
        outer = deepest.getparent()
        deepest = outer if outer is not None else deepest
    return deepest


def _title(root: etree._Element, blocks: list[_Block], kept: list[_Block], first: _Block) -> str | None:
    """The page's title; None where the main text begins with a heading of its own."""
    if kept and kept[0].tag in _HEADINGS:
        return None
    about = _metas(root)
    named = about.get("", "")
    heads = [" ".join(b.lines()) for b in blocks[: blocks.index(first)] if b.tag in _HEADINGS and not b.aside]
    tops = [" ".join(b.lines()) for b in blocks[: blocks.index(first)] if b.tag == "h1" and not b.aside]
    for words in reversed(heads):
        if _plain(words) in _plain(named):
            return words
    if tops:
        return tops[-1]
    if said := next((about[key] for key in _TITLES if about.get(key)), None):
        return said
    parts = [part.strip() for part in re.split(r"[_|丨–—-]{1,2}", named) if part.strip()]
    return max(parts[:2], key=len) if parts else (heads[-1] if heads else None)


def _metas(root: etree._Element) -> dict[str, str]:
    """What the page's head says, by name in small letters; the title by ""."""
    said = {}
    for meta in root.iter("meta"):
        key = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").lower()
        if key and (content := (meta.get("content") or "").strip()):
            said.setdefault(key, _BLANKS.sub(" ", content))
    title = next(root.iter("title"), None)
    said[""] = _BLANKS.sub(" ", "".join(title.itertext())).strip() if title is not None else ""
    return said


def _written(kept: list[_Block], title: str | None) -> list[str]:
    written = [heading(title)] if title else []
    kept = [block for n, block in enumerate(kept)  # without the title again, where the text begins
            if not title or n > 5 or _plain(" ".join(block.lines())) != _plain(title)]
    ranks = sorted({block.tag for block in kept if block.tag in _HEADINGS})
    opened = False
    for block in kept:
        lines = block.lines()
        opened = opened or _size(block) > _LONGEST_CREDITS or bool(_SENTENCE_END.search(lines[-1]))
        if block.tag in _HEADINGS:
            written.append(heading(" ".join(lines), ranks.index(block.tag) + bool(title)))
        elif block.tag == "table":
            written.append("\n".join(lines))
        else:
            written += lines if opened else [words for line in lines for words in _credits(line)]
    return written


def _credits(line: str) -> list[str]:
    """What a line between title and text says of an article, apart: who wrote it. When and where it was printed is the
    source's, how often it was read nobody's.
    """
    if not (_LABEL.search(line) or _WHEN.search(line)):
        return [line]
    parts = _WHEN.sub(r"\n\1\n", _LABEL.sub(r"\n\1：", line)).split("\n")
    return [part.strip() for part in parts if not _NOT_SAID.fullmatch(part.strip())]


def _plain(words: str) -> str:
    return re.sub(r"\W", "", words)


def _no_text(name: str) -> CasebookError:
    return CasebookError("在网页“{name}”里没有找到正文。请在浏览器里打开它，把文字复制到 .txt 文件后再导入。",
                         name=name)

"""A web page's main text comes out, and nothing else of the page; nothing is fetched."""

import pytest

from db import formats
from db.errors import CasebookError

FIRST = "近年来，青河市坚持把老旧小区改造作为民生实事来抓，改造小区120个，惠及居民3000余户。"
SECOND = "“没想到楼道也亮了。”居民老周说。"
PAGE = f"""<!DOCTYPE html><html><head><meta charset="{{charset}}">
<title>青河市老旧小区换新颜_要闻_青河新闻网</title>
<meta name="ContentSource" content="青河日报"><meta name="PubDate" content="2022-12-02 08:00:00">
<link rel="stylesheet" href="https://example.invalid/a.css"><script src="https://example.invalid/a.js"></script></head>
<body onload="go()"><div class="nav"><a href="/">首页</a> <a href="/news">要闻</a></div>
<div class="wrap"><h1>青河市老旧小区换新颜</h1><div class="info">2022-12-02 08:00　来源：青河日报</div>
<img src="https://example.invalid/a.png">
<div class="TRS_Editor"><p>　　近年来，青河市坚持把老旧小区改造作为民生
   实事来抓，改造小区120个，惠及居民<b>3000余户</b>。</p><h2>修好电梯</h2>
<p>&nbsp;&nbsp;{SECOND}</p><p style="display:none">看不见的一句话，不是给人读的，不该出现在正文里面。</p>
<table><tr><th>镇</th><th>户数</th></tr><tr><td>青山镇</td><td>1200户</td></tr></table>
<p>楼下新添了花坛。<br>　　健身广场也铺好了。</p></div>
<script>var words = "脚本里的一句很长的话，不是给人读的，不该出现在正文里面。";</script>
<div class="share">分享到：微信 微博，让更多的朋友看到这篇文章，谢谢你的支持和关注。</div>
<div class="related"><ul><li><a href="/1">另一条新闻的标题写得很长很长很长很长很长很长很长</a></li></ul></div>
<div id="comments"><p>网友甲：这件事办得好，希望我们小区也能早点改造，盼望着那一天早点到来。</p></div></div>
<div class="footer">青河新闻网版权所有，未经书面授权不得转载或建立镜像，违者必究。</div></body></html>"""
TEXT = "\n\n".join(["## 青河市老旧小区换新颜", FIRST, "### 修好电梯", SECOND,
                    "镇\t户数\n青山镇\t1200户", "楼下新添了花坛。", "健身广场也铺好了。"]) + "\n"


@pytest.mark.parametrize(("charset", "encoding"), [("utf-8", "utf-8"), ("gb2312", "gb18030"), ("GBK", "gb18030")])
def test_the_main_text_with_its_title_table_and_source(charset, encoding):
    text, source = formats.read_bytes(PAGE.replace("{charset}", charset).encode(encoding), "a.html")
    assert text == TEXT
    assert (source.encoding, source.paper, source.date) == (encoding, "青河日报", "2022-12-02")


def test_what_the_page_says_of_its_encoding_may_be_wrong():
    assert formats.read_bytes(PAGE.replace("{charset}", "utf-8").encode("gb18030"), "a.html")[0] == TEXT


def test_the_title_from_the_head_where_the_body_marks_none():
    body = f"<div class=t>青河市老旧小区换新颜</div><div><p>{FIRST}</p><p>{FIRST}</p></div>"
    text, _ = formats.read_bytes(f"<title>青河市老旧小区换新颜 - 青河新闻网</title>{body}".encode(), "a.htm")
    assert text == f"## 青河市老旧小区换新颜\n\n{FIRST}\n\n{FIRST}\n"


def test_a_page_of_several_articles_keeps_them_all():
    body = f"<h2>甲</h2><p>{FIRST}</p><h2>乙</h2><p>{FIRST}{SECOND}</p>"
    text, _ = formats.read_bytes(f"<title>第三版</title><div>{body}</div>".encode(), "a.html")
    assert text == f"## 甲\n\n{FIRST}\n\n## 乙\n\n{FIRST}{SECOND}\n"


def test_who_wrote_it_stays_and_what_the_source_keeps_is_no_part_of_the_text():
    credits = "来源：青河日报 2022-12-02 08:30 作者：王小明 点击：31次 责任编辑：李四"
    page = f"<h1>青河市换新颜</h1><div>{credits}</div><div><p>{FIRST}</p><p>来源：{SECOND}</p></div>"
    text, source = formats.read_bytes(page.encode(), "a.html")
    assert text == f"## 青河市换新颜\n\n作者：王小明\n\n责任编辑：李四\n\n{FIRST}\n\n来源：{SECOND}\n"
    assert (source.paper, source.date) == ("青河日报", "2022-12-02")


def test_headings_below_the_title_are_marked_as_below_it():
    page = f"<title>青河市换新颜</title><h2>青河市换新颜</h2><p>{FIRST}</p><h3>修好电梯</h3><p>{FIRST}</p>"
    assert "\n### 修好电梯\n" in formats.read_bytes(page.encode(), "a.html")[0]


def test_an_article_in_several_parts_is_whole():
    part = f"<div class=part><p>{FIRST}</p><p>{SECOND}</p></div>"
    text, _ = formats.read_bytes(f"<body><div id=a><h1>甲</h1>{part * 3}</div></body>".encode(), "a.html")
    assert text.count(FIRST) == 3


def test_old_pages_that_are_laid_out_with_tables():
    cell = f"<font size=3>{FIRST}<br><br>　　{SECOND}</font>"
    page = (f"<table><tr><td><a href=1>首页</a></td></tr></table><table><tr><td width=100><a href=2>栏目</a></td>"
            f"<td><h3>青河市换新颜</h3>{cell}</td></tr></table>")
    assert formats.read_bytes(page.encode("gb18030"), "a.html")[0] == f"## 青河市换新颜\n\n{FIRST}\n\n{SECOND}\n"


@pytest.mark.parametrize("page", [
    "<div class=nav><a href=1>首页</a><a href=2>新闻</a></div>", "<script>一句很长很长很长很长很长很长的话。</script>",
    "   ", "<!-- 一句很长很长很长很长很长很长很长的话。 -->", "<div>" * 50_000 + f"<p>{FIRST}",
])
def test_a_page_without_text_is_told(page):
    with pytest.raises(CasebookError, match=r"没有找到正文|是空的"):
        formats.read_bytes(page.encode(), "a.html")


def test_entities_are_not_multiplied():
    """In HTML an entity of one's own means nothing; the page is read as if it said it."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    page = f'<!DOCTYPE html [<!ENTITY l0 "哈哈哈哈哈哈哈哈哈哈">{laughs}]><html><body><p>{FIRST}&l9;</p></body></html>'
    text = formats.read_bytes(page.encode(), "a.html")[0]
    assert text.startswith(FIRST) and len(text) < 2000

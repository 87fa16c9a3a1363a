"""A newspaper page comes out of its PDF in the order in which it is read; a PDF without text is told."""

import random

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from db import extract, formats
from db.errors import CasebookError
from tests.db.sheets import broken, sheet

FIRST = [
    "近年来，青河市坚持把老旧小区改造作为民生实事来抓，一年改造小区一百二十个，惠及居民三万余户。",
    "走进向阳小区，新铺的柏油路平整宽阔，楼道里的灯亮了，墙面也刷新了，健身广场上老人们正在打太极拳。",
    "改不改、改什么、怎么改，都由居民说了算。社区挨家挨户上门征求意见，把大家的想法一条条记下来，再请设计师画成图纸。",
    "下一步，青河市还要建立长效管理机制，让改造好的小区一直好下去。",
]
SECOND = [
    "眼下正是苹果成熟的时节，白云县果园里一片繁忙，果农们忙着采摘、分拣、装箱，脸上挂着丰收的喜悦。",
    "合作社的负责人介绍，电商平台打开了销路，当天摘下的果子第二天就能送到城里人的餐桌上。",
]
THIRD = [
    "放学铃声响过，绿水镇中心小学的教室里依然热闹，书法、剪纸、合唱，孩子们各有各的去处。",
    "学校请来镇上的手艺人当老师，家长下班以后再来接孩子，心里踏实多了。",
]


def spread(page, paragraphs, x, y, columns, width=12, size=10, gutter=12):
    """Set paragraphs in columns side by side, evenly; the height they take."""
    rest = broken(paragraphs, width)
    lines = -(-len(rest) // columns)
    for n in range(columns):
        rest = page.set(rest, x + n * (width * size + gutter), y, lines, size)
    return lines * size * 1.5


def written(*blocks):
    return "\n\n".join(blocks) + "\n"


@pytest.fixture
def path(tmp_path, qapp):
    return tmp_path / "page.pdf"


def test_four_columns_below_one_headline_and_two_articles_side_by_side(path):
    with sheet(path, "青河日报 2022年12月2日") as page:
        page.words("青河市老旧小区换新颜", 170, 75, 26)  # short and centred: it covers no gutter but the middle one
        y = 105 + spread(page, FIRST, 40, 105, 4) + 40
        page.words("白云县苹果喜丰收", 40, y, 18)
        page.words("绿水镇课后有去处", 304, y, 18)
        spread(page, SECOND, 40, y + 25, 2)
        spread(page, THIRD, 304, y + 25, 2)
    text, source = formats.read(path)
    assert text == written("## 青河市老旧小区换新颜", *FIRST, "## 白云县苹果喜丰收", *SECOND,
                           "## 绿水镇课后有去处", *THIRD)
    assert (source.paper, source.date, source.encoding) == ("青河日报", "2022-12-02", None)
    assert [article.title for article in extract.read_page(text).articles] == [
        "青河市老旧小区换新颜", "白云县苹果喜丰收", "绿水镇课后有去处"]


def test_an_article_in_a_column_of_its_own_beside_a_spanning_headline(path):
    with sheet(path) as page:
        page.words("青河市老旧小区换了新颜", 100, 75, 22)  # centred over three columns, the fourth runs beside it
        spread(page, FIRST, 40, 105, 3)
        page.words("绿水镇有去处", 436, 60, 16)
        page.column(THIRD, 436, 85, 12, 99)
    assert formats.read(path)[0] == written("## 青河市老旧小区换了新颜", *FIRST, "## 绿水镇有去处", *THIRD)


def test_a_headline_in_the_midst_bars_only_the_columns_it_stands_over(path):
    lines = 36
    left, right = (FIRST * 4)[:9], (THIRD * 8)[:12]
    with sheet(path) as page:
        page.column(left, 40, 60, 12, lines)
        page.column(right, 436, 60, 12, lines)
        page.words("白云县苹果喜丰收", 190, 80, 22)
        y = 110 + spread(page, SECOND, 172, 110, 2) + 40
        page.words("青河市小区变了样", 190, y, 22)
        spread(page, FIRST[:2], 172, y + 30, 2)
    text = formats.read(path)[0]
    order = [text.index(words[:20]) for words in (left[0], "## 白云县", SECOND[0], "## 青河市小区", right[0])]
    assert order == sorted(order)
    middle = text[text.index("## 白云县") : text.index(right[0][:20])]
    assert middle == "\n\n".join(["## 白云县苹果喜丰收", *SECOND, "## 青河市小区变了样", *FIRST[:2]]) + "\n\n"


def test_a_gutter_narrower_than_a_character_still_parts_columns(path):
    with sheet(path) as page:
        spread(page, FIRST, 40, 60, 4, gutter=7)
    assert formats.read(path)[0] == written(*FIRST)


def test_headlines_in_two_lines_a_kicker_and_a_column_that_ends_with_its_sentence(path):
    with sheet(path) as page:
        page.words("民生实事办到居民心坎上", 60, 50, 13)
        page.words("青河市老旧小区", 60, 80, 24)
        page.words("一年换了新颜", 60, 110, 24)
        page.column([FIRST[0]], 40, 140, 12, 99)
        page.column([FIRST[3]], 172, 140, 12, 99)
    assert formats.read(path)[0] == written(
        "## 民生实事办到居民心坎上", "## 青河市老旧小区一年换了新颜", FIRST[0], FIRST[3])


def test_one_column_with_a_table_and_a_word_in_latin(path):
    with sheet(path) as page:
        page.column(["全县的进展如下，数字由平台 GIS 统计，截至十一月底，各乡镇都已完成过半，好于往年。"], 60, 60,
                    40, 9)
        for n, row in enumerate(("乡镇 改造户数 完成率", "青山镇 1200户 95%", "绿水乡 860户 88%")):
            for cell, x in zip(row.split(), (60, 220, 360), strict=True):
                page.words(cell, x, 120 + n * 15)
        page.column(THIRD, 60, 190, 40, 9)
    text = formats.read(path)[0]
    assert "乡镇\t改造户数\t完成率" in text and "青山镇\t1200户\t95%" in text
    assert "由平台 GIS 统计" in text
    assert text.index("88%") < text.index(THIRD[0])


def test_pages_follow_one_another(path):
    with sheet(path) as page:
        page.column(SECOND, 40, 60, 40, 99)
        page.next()
        page.column(THIRD, 40, 60, 40, 99)
    assert formats.read(path)[0] == written(*SECOND, *THIRD)


def drawn(seed, path):
    """A page of rows of articles, each over one column or several; what it ought to read, None where it ran over."""
    draw = random.Random(seed)
    size, gutter, across = draw.choice((8, 9, 10)), draw.choice((8, 10, 14, 18)), draw.choice((3, 4, 5))
    width = int(((515 + gutter) / across - gutter) / size)
    step = width * size + gutter
    blocks, y = [], 40
    with sheet(path) as page:
        while y < 600:
            large, at, foot = draw.choice((14, 18, 22, 26)), 0, y
            while at < across:
                over = draw.randint(1, across - at)
                x, room = 40 + at * step, over * step - gutter
                title = "".join(draw.choices("春夏秋冬东南西北山川", k=min(room // large, draw.randint(4, 11))))
                centred = draw.random() < 0.5
                page.words(title, x + (room - len(title) * large) / 2 if centred else x, y + large, large)
                text, top = draw.sample(FIRST + SECOND + THIRD, draw.randint(2, 4)), y + large + 14 + size
                foot = max(foot, top + spread(page, text, x, top, over, width, size, gutter))
                blocks += ["## " + title, *text]
                at += over
            y = foot + draw.choice((14, 20, 30))
    return written(*blocks) if y < 840 else None


def test_nine_pages_in_ten_of_all_shapes_come_out_word_for_word(path):
    right = []
    for seed in range(60):
        expected = drawn(seed, path)
        if expected is not None:
            right.append(formats.read(path)[0] == expected)
    assert len(right) > 40
    assert sum(right) >= 0.9 * len(right), f"{sum(right)} of {len(right)}"


def test_a_scan_is_told(path):
    with sheet(path) as page:
        page._painter.drawImage(QRectF(0, 0, 5950, 8420), QImage(60, 80, QImage.Format.Format_RGB32))
    with pytest.raises(CasebookError, match=r"只有扫描的图像.*OCR"):
        formats.read(path)


def small(*objects, trailer=""):
    """A PDF put together by hand."""
    out, offsets = b"%PDF-1.4\n", []
    for n, words in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{n} 0 obj\n{words}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{at:010} 00000 n \n".encode() for at in offsets)
    return out + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer}>>\nstartxref\n{start}\n%%EOF\n".encode()


def test_a_locked_a_damaged_and_an_endless_pdf_are_told(tmp_path):
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
    key = f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >>"
    locked = small("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, key,
                   trailer="/Encrypt 4 0 R /ID [<00><00>] ")
    many = small("<< /Type /Catalog /Pages 2 0 R >>",
                 f"<< /Type /Pages /Kids [{'3 0 R ' * 1001}] /Count 1001 >>", page)
    for name, data, words in (("a.pdf", locked, "加了密码"), ("b.pdf", b"%PDF-1.4\nrubbish", "已损坏"),
                              ("c.pdf", many, "1001 页，超过 1000 页")):
        with pytest.raises(CasebookError, match=words) as told:
            formats.read_bytes(data, name)
        assert name in str(told.value)


def test_a_masthead_a_byline_below_the_headline_a_box_and_a_caption_keep_their_places(path):
    with sheet(path) as page:
        page.words("青河日报", 40, 35, 9)
        page.words("2022年12月2日 星期五", 220, 35, 9)
        page.words("第3版 要闻", 480, 35, 9)
        page.words("青河市老旧小区换新颜", 150, 78, 28)
        page.words("——一项民生实事的背后", 210, 102, 14)
        page.words("本报记者 王小明", 240, 120, 10)
        y = 140 + spread(page, FIRST, 40, 140, 4)
        page.words("图为改造后的向阳小区。", 60, y + 180, 8)
        page.words("白云县苹果喜丰收", 340, y + 38, 16)
        page.column(SECOND, 315, y + 60, 22, 99)
    text, source = formats.read(path)
    assert text == written(
        "青河日报\t2022年12月2日星期五\t第3版要闻", "## 青河市老旧小区换新颜", "## ——一项民生实事的背后",
        "本报记者王小明", *FIRST, "图为改造后的向阳小区。", "## 白云县苹果喜丰收", *SECOND)
    assert (source.paper, source.date) == ("青河日报", "2022-12-02")  # the file itself was made today


def test_a_headline_set_downwards_ends_where_the_next_article_begins(path):
    with sheet(path) as page:
        for n, char in enumerate("社区食堂暖人心"):
            page.words(char, 42, 70 + n * 30, 24)
        rest = broken(SECOND + THIRD + FIRST, 10)
        lines = -(-len(rest) // 4)
        for n in range(4):
            rest = page.set(rest, 85 + n * 118, 62, lines)
        page.words("白云县苹果喜丰收", 40, 480, 22)
        spread(page, SECOND, 40, 510, 3, 16)
    assert formats.read(path)[0] == written(
        "## 社区食堂暖人心", *SECOND, *THIRD, *FIRST, "## 白云县苹果喜丰收", *SECOND)


def test_a_table_comes_row_by_row_though_its_heads_are_long(path):
    rows = [("区县", "小区数（个）", "户数（万户）"), ("青山区", "120", "3.2"), ("绿水区", "85", "2.1"),
            ("白云县", "64", "1.5")]
    with sheet(path) as page:
        page.column(FIRST[:1], 40, 100, 50, 9)
        for n, row in enumerate(rows):
            for m, cell in enumerate(row):
                page.words(cell, 60 + m * 120, 160 + n * 18)
        page.column(FIRST[1:2], 40, 260, 50, 9)
    assert formats.read(path)[0] == written(FIRST[0], *map("\t".join, rows), FIRST[1])


def test_words_parted_at_the_end_of_a_line_are_whole_again(path):
    with sheet(path) as page:
        page.set(["Qinghe has opened a commu-", "nity learning centre of her", "own. Volunteers teach paint-",
                  "ing every week."], 40, 100, 99)
    assert formats.read(path)[0] == written(
        "Qinghe has opened a community learning centre of her own. Volunteers teach painting every week.")

import gc
import subprocess
import sys
import weakref

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QWheelEvent

from db.model import Bar, Figure
from tests.samples import sample_case, sample_cases
from tests.ui.column import Column
from ui.charts import view as charts
from ui.looks import theme

LONG = "“互联网+明厨亮灶”智慧食堂与州级“平安校园”示范学校(幼儿园)的合计"
SHARE = Figure("share", "老旧小区完成进度", "个", (
    Bar("已完成", 25, None, "25个", 2), Bar("计划", 58, None, "58个", 0)))
BARS = Figure("bars", "新增机动车停车位、监控设施与充电位", "个", (
    Bar("机动车停车位", 50, None, "50个", 3), Bar("监控设施", 11, None, "11个", 0),
    Bar("充电位", 10, None, "约10个", 2)))
RATES = Figure("rates", "三项比率", "%", (Bar("无害化处理率", 100, None, "100%", 0), Bar("覆盖率", 73, None, "73%", 4)))
CHANGE = Figure("change", "办理时限前后变化", "天", (Bar("原来", 15, None, "15天", 0), Bar("现在", 3, None, "3天", 1)),
                "减少 80.0%")
RANGE = Figure("bars", "每村新建", "个", (Bar("凉亭", 3, 5, "3至5个", 0), Bar("广场", 1, None, "1个", 1)))
LENGTHY = Figure("bars", LONG, "元", (Bar(LONG, 680000000, None, "6.8亿元", 0), Bar(LONG * 2, 1, None, "超过1元", 1)),
                 "时间：" + LONG)
ALL = (SHARE, BARS, RATES, CHANGE, RANGE, LENGTHY)


@pytest.fixture
def widget(qtbot):
    made = []

    def make(figure, width=324, **more):
        from ui.charts.items import FigureWidget

        widget = FigureWidget(figure, width, **more)
        qtbot.addWidget(widget)
        made.append(widget)
        return widget

    return make


@pytest.fixture
def view(qtbot):
    view = charts.ChartsView()
    column = Column(view)
    qtbot.addWidget(column)
    view.column = column
    return view


def seen(widget, strip) -> QRectF:
    """A bar as it lies on the screen."""
    return strip.mapRectToScene(strip.boundingRect())


@pytest.mark.parametrize("width", [240, 324, 384, 640])
@pytest.mark.parametrize("figure", ALL, ids=lambda f: f.kind + f.title[:4])
def test_every_word_is_inside_and_no_two_words_meet(widget, figure, width):
    made = widget(figure, width, sentences={0: LONG * 3, 1: LONG})
    whole = QRectF(0, 0, made.width(), made.height())
    boxes = []
    for words in made.words:
        advance = QFontMetricsF(words.font)
        em = advance.horizontalAdvance("一")
        ink = QRectF(words.place.x(), words.place.y() - 0.88 * em, advance.horizontalAdvance(words.text), em)
        assert whole.contains(ink.adjusted(0.6, 0, -0.6, 0)), (words.text, ink)
        boxes.append(ink)
    for n, box in enumerate(boxes):
        assert not any(box.intersects(other) for other in boxes[n + 1 :])
        assert not any(box.intersects(seen(made, strip)) for strip in made.strips)


@pytest.mark.parametrize("figure", ALL, ids=lambda f: f.kind + f.title[:4])
def test_bars_begin_at_zero_and_are_as_long_as_their_values(widget, figure):
    made = widget(figure)
    lengths = [seen(made, strip) for strip in made.strips]
    assert len({round(rect.left()) for rect in lengths}) == 1
    scale = max(rect.width() / bar.value for rect, bar in zip(lengths, figure.bars, strict=False))
    for rect, bar in zip(lengths, figure.bars, strict=False):
        assert rect.height() >= 14
        assert abs(rect.width() - max(bar.value * min(scale, lengths[0].width() / figure.bars[0].value), 1)) < 1.5


def test_rates_stand_on_an_axis_of_a_hundred(widget):
    made = widget(RATES)
    full, part = (seen(made, strip).width() for strip in made.strips)
    assert abs(part / full - 0.73) < 0.01


def test_the_share_is_written_and_drawn(widget):
    made = widget(SHARE)
    said = [words.text for words in made.words]
    assert "43.1%" in said
    assert any("已完成 25个 / 计划 58个" in text for text in said)
    track = made.rows[1].rect.width()
    assert abs(seen(made, made.strips[0]).width() / track - 25 / 58) < 0.01


def test_values_stand_beside_their_bars_as_the_article_prints_them(widget):
    said = [words.text for words in widget(BARS).words]
    for bar in BARS.bars:
        assert bar.shown in said
        assert bar.label in said
    assert "单位：个" in said


@pytest.mark.parametrize("figure", [SHARE, BARS, RATES, CHANGE], ids=lambda f: f.kind)
def test_click_on_a_bar_tells_its_metric(qtbot, widget, figure):
    made = widget(figure)
    made.show()
    for row in made.rows:
        with qtbot.waitSignal(made.chosen) as told:
            qtbot.mouseClick(made.viewport(), Qt.MouseButton.LeftButton, pos=row.area.center().toPoint())
        assert told.args == [row.bar.metric]


def test_click_beside_the_bars_tells_nothing(qtbot, widget):
    made = widget(BARS)
    with qtbot.assertNotEmitted(made.chosen):
        qtbot.mouseClick(made.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(4, 4))


def test_select_tints_one_row(widget):
    made = widget(BARS)
    plain = made.grab().toImage()
    assert made.select(0)
    assert made.selected == 0
    point = made.rows[1].area.topLeft().toPoint() + QPoint(3, 3)
    assert made.grab().toImage().pixelColor(point) != plain.pixelColor(point)
    assert not made.select(99)
    assert made.selected is None
    assert made.grab().toImage() == plain


def test_the_wheel_is_left_to_the_column(widget):
    made = widget(BARS)
    made.show()
    before = [seen(made, strip) for strip in made.strips]
    wheel = QWheelEvent(QPointF(100, 60), QPointF(100, 60), QPoint(0, 0), QPoint(0, -120), Qt.MouseButton.NoButton,
                        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
    made.wheelEvent(wheel)
    assert not wheel.isAccepted()
    assert [seen(made, strip) for strip in made.strips] == before


def test_files_may_be_dropped_on_a_chart(widget):
    assert not widget(BARS).viewport().acceptDrops()  # so that the window gets them


def test_hovering_tells_the_whole_label_and_the_sentence(widget):
    made = widget(LENGTHY, sentences={0: "这是一句话。"})
    tip = made.tip_at(made.rows[0].area.center())
    assert LONG.replace("“", "").split("”")[0] in tip.replace("“", "")
    assert "这是一句话。" in tip
    assert made.tip_at(QPointF(1, 1)) == ""
    assert made.rows[1].cut


def test_a_figure_is_laid_out_anew_for_another_width(widget):
    made = widget(LENGTHY, 324)
    narrow = made.height()
    made.set_width(900)
    assert made.width() == 900
    assert made.height() < narrow
    made.set_width(324)
    assert made.height() == narrow
    assert len(made.scene().items()) < 40


def test_the_pane_fits_its_width_and_passes_clicks_on(qtbot, view):
    view.show_figures((BARS, SHARE), sample_case("监控设施").article)
    for width in (360, 420, 380):
        view.column.resize(width, 900)
        qtbot.wait(1)
        assert all(figure.width() <= width - 30 for figure in view.figures)
        assert view.sizeHint().height() >= sum(figure.height() for figure in view.figures)
    with qtbot.waitSignal(view.metric_chosen) as told:
        figure = view.figures[0]
        qtbot.mouseClick(figure.viewport(), Qt.MouseButton.LeftButton, pos=figure.rows[1].area.center().toPoint())
    assert told.args == [0]
    view.select(2)
    assert [figure.selected for figure in view.figures] == [2, 2]
    view.select(3)
    assert [figure.selected for figure in view.figures] == [3, None]


def test_nothing_to_compare_is_said(view):
    view.show_figures((), sample_case("推进会").article)
    assert view._empty.isVisibleTo(view)
    without = view._empty.text()
    view.show_figures((), sample_case("关爱活动").article)
    assert view._empty.text() != without
    view.show_figures((BARS,), sample_case("监控设施").article)
    assert not view._empty.isVisibleTo(view)


def test_figures_are_let_go(qtbot, view):
    article = sample_case("监控设施").article
    view.show_figures(ALL[:4], article)
    gone = [weakref.ref(figure) for figure in view.figures]
    view.show_figures((), article)
    gc.collect()
    qtbot.waitUntil(lambda: (gc.collect(), all(ref() is None for ref in gone))[1], timeout=2000)


def test_a_picture_is_the_figure_in_vectors(qapp):
    for figure in ALL:
        picture, size = charts.picture(figure, 640)
        assert size.width() == 640
        image = QImage(640, round(size.height()), QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.drawPicture(0, 0, picture)
        painter.end()
        colours = {image.pixelColor(x, y).name() for x in range(0, 640, 3) for y in range(image.height())}
        inks = {theme.COLOURS.red, theme.COLOURS.teal}
        assert inks & colours
        # commands, not a bitmap: a picture of 640 by 100 pixels would take a quarter of a million bytes
        assert picture.size() < 60_000


def test_pyqtgraph_waits_for_the_first_figure():
    code = (
        "import sys; from PySide6.QtWidgets import QApplication; app = QApplication([]);"
        "from ui.charts.view import ChartsView; from db.model import Article;"
        "view = ChartsView(); view.show_figures((), Article('题', '文'));"
        "sys.exit('pyqtgraph' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_samples_draw_without_a_cut_word(view, qtbot):
    from db.figures import figures

    for case in sample_cases():
        view.show_figures(figures(case.article), case.article)
        view.grab()
        assert not [row.bar.label for figure in view.figures for row in figure.rows if row.cut]


PIECES = """
import sys, time
from PySide6.QtWidgets import QApplication
app = QApplication([])
import ui.charts.view
from ui.charts import loading
longest, whole, number = 0.0, 0.0, 0
pieces = loading.load()
while not loading.loaded():
    began = time.thread_time()
    next(pieces, None)
    took = time.thread_time() - began
    longest, whole, number = max(longest, took), whole + took, number + 1
    found = sys.modules.get("pyqtgraph")
    assert found is None or callable(found.plot), "it is not to be found while it is half there"
    if len(sys.argv) > 1 and "pyqtgraph.functions" in sys.modules:
        import ui.charts.items
import pyqtgraph
assert callable(pyqtgraph.plot) and pyqtgraph.PlotItem is sys.modules["pyqtgraph.graphicsItems.PlotItem"].PlotItem
assert not [one for one in sys.meta_path if type(one).__module__ == "ui.charts.loading"]
from db.model import Bar, Figure
from ui.charts.items import FigureWidget
assert FigureWidget(Figure("share", "甲", "个", (Bar("a", 1, None, "1", 0), Bar("b", 2, None, "2", 1))), 300).rows
print(longest / whole, number)
"""


@pytest.mark.parametrize("hurry", [[], ["hurry"]])
def test_what_draws_is_brought_in_by_pieces_even_if_somebody_cannot_wait(hurry):
    done = subprocess.run([sys.executable, "-c", PIECES, *hurry], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    share, number = map(float, done.stdout.split())
    assert number > 20
    assert hurry or share < 1 / 3, "no piece is to be felt"

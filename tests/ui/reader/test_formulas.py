"""Formulas in a reader: drawn a little later, moving nothing, copied as written, and honest where they fail."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.text.formulas.desk import Formulas
from app.text.formulas.values import Drawing, Formula, FormulaFault, Rect
from app.ui.reader.choice import Place
from app.ui.reader.reader import Reader
from app.ui.theme import theme_named
from app.ui.widgets import formula_desk
from app.ui.widgets.formula import Picture, contrast
from app.ui.widgets.formula_shape import OBJECT
from app.ui.widgets.formula_stamps import Stamps
from tests.ui.reader.test_reader import in_pieces, pages

LIGHT = theme_named("light")
TEXT = "So \\(x^2\\) is, and\n\n$$\\frac{\\text{底}}{2}$$\n\nholds for $y$, not for $\\frac{1}$ or $5.\n"


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[formula_desk.FormulaDesk]:
    made = formula_desk.FormulaDesk(Formulas())
    formula_desk.install(made)
    yield made
    formula_desk.install(None)
    made.close()


@pytest.fixture
def view(desk: formula_desk.FormulaDesk, qtbot: QtBot) -> Reader:
    made = Reader(LIGHT, name="Answer")
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    made.follower.let_go()
    return made


def drawn(view: Reader, qtbot: QtBot) -> None:
    """Once nothing in sight waits any more."""
    qtbot.waitUntil(lambda: not view.sheets.waiting() and not view._came, timeout=30_000)
    QApplication.processEvents()


def test_formulas_are_one_letter_each_and_are_copied_as_they_were_written(view: Reader, qtbot: QtBot) -> None:
    view.set_markdown(TEXT)
    for _ in range(2):
        assert view.sheets.raw(0).count(OBJECT) == 4
        view.chooser.choose_all()
        view.copy()
        assert QGuiApplication.clipboard().text() == (
            "So \\(x^2\\) is, and\n$$\\frac{\\text{底}}{2}$$\nholds for $y$, not for $\\frac{1}$ or $5."
        )
        assert view.chooser.markdown() == TEXT.strip("\n")
        drawn(view, qtbot)


def test_one_that_cannot_be_drawn_stands_as_its_source_and_says_why(view: Reader, qtbot: QtBot) -> None:
    view.set_markdown(TEXT)
    drawn(view, qtbot)
    raw = view.sheets.raw(0)
    good, bad = raw.index(OBJECT), raw.rindex(OBJECT)
    told = [view.reason_at(view.point_of(Place(0, at)) + QPointF(3, 6)) for at in (good, bad)]
    assert told[0] == ""
    assert told[1].startswith("This formula cannot be drawn: ")


def test_what_is_read_stays_where_it_is_when_formulas_arrive(view: Reader, qtbot: QtBot) -> None:
    tall = "".join(
        f"$$\\frac{{\\frac{{{n}}}{{2}}}}{{\\frac{{3}}{{4}}}}$$\n\nLine {n} of some words.\n\n" for n in range(40)
    )
    view.set_markdown(tall)
    view.go_to_start()
    view.verticalScrollBar().setValue(600)
    sheet, position, above = view._letter_at_top() or (0, 0, 0.0)
    drawn(view, qtbot)
    now = view._letter_at_top()
    assert now is not None
    assert now[:2] == (sheet, position)
    assert abs(now[2] - above) <= 1
    assert view.content_height() > 1200


def test_formulas_in_sight_are_drawn_before_all_others(view: Reader, qtbot: QtBot) -> None:
    text = "".join(f"Line {n} with \\(x_{{{n}}}\\) in it.\n\n" for n in range(400))
    view.set_markdown(text)
    view.go_to_start()
    view.viewport().repaint()
    page = view.sheets.page(0)
    last = view.place_at(QPointF(10, view.viewport().height() - 1)).position
    qtbot.waitUntil(lambda: not page.waiting_between(0, last), timeout=30_000)
    assert page.waiting_between(last + 1, page.end)


def test_a_growing_text_ends_in_the_same_page(desk: formula_desk.FormulaDesk, view: Reader, qtbot: QtBot) -> None:
    view.set_markdown(TEXT)
    drawn(view, qtbot)
    grown = in_pieces(TEXT, [3, 11, 5])
    qtbot.addWidget(grown)
    assert pages(grown) == pages(view)


def test_a_half_formula_flickers_neither_into_markdown_nor_into_a_drawing(view: Reader) -> None:
    view.append_markdown("So \\(a_1 * b_2")
    view._draw()
    assert view.plain_text() == "So \\(a_1 * b_2"
    assert OBJECT not in view.sheets.raw(0)
    view.append_markdown(" * c\\)")
    view._draw()
    assert view.sheets.raw(0) == f"So {OBJECT}"


def test_a_formula_stands_on_the_baseline_of_its_line(view: Reader, qtbot: QtBot) -> None:
    view.set_markdown("a\\(\\rule{1em}{1em}\\)a")
    drawn(view, qtbot)
    shot = view.viewport().grab().toImage()
    ink = [y for y in range(60) if any(_dark(shot, x, y) for x in range(8, 60))]
    rule = view.point_of(Place(0, 1)).x()
    column = [y for y in range(60) if _dark(shot, round(rule) + 6, y)]
    assert column
    assert abs(max(column) - max(ink)) <= 1


def _dark(image: QImage, x: int, y: int) -> bool:
    return image.pixelColor(x, y).lightness() < 120


def test_drawings_come_from_the_desk_once_and_are_kept(desk: formula_desk.FormulaDesk, qtbot: QtBot) -> None:
    wanter = formula_desk.Wanter()
    wanter.wanted = {Formula("x"), Formula(r"\frac{1}")}
    with qtbot.waitSignal(desk.arrived, timeout=30_000):
        desk.want(wanter)
    qtbot.waitUntil(lambda: None not in map(desk.known, wanter.wanted), timeout=30_000)
    assert isinstance(desk.known(Formula("x")), Picture)
    assert isinstance(desk.known(Formula(r"\frac{1}")), FormulaFault)
    assert desk.known(Formula("never asked")) is None


def test_a_stamp_looks_like_the_picture_and_room_for_them_is_bounded(qapp: QApplication) -> None:
    pictures = [Picture(Drawing(1, 1, 0, (), (Rect((0.1 * n, -0.9, 0.3, 0.8)),))) for n in range(5)]
    stamps, face = Stamps(most=40_000), LIGHT.font("sans")
    for picture in pictures:
        shots = []
        for through in (stamps.paint, lambda painter, one, *how: one.paint(painter, *how)):
            image = QImage(60, 60, QImage.Format.Format_ARGB32_Premultiplied)
            image.fill(LIGHT.color("page"))
            painter = QPainter(image)
            through(painter, picture, QPointF(10, 40), 24.0, LIGHT.color("text"), LIGHT.color("page"), face)
            painter.end()
            shots.append(image)
        assert shots[0] == shots[1]
    assert stamps._bytes <= 40_000


def test_a_colour_that_could_not_be_read_is_ink(qapp: QApplication) -> None:
    assert contrast(QColor("white"), QColor("black")) == pytest.approx(21)
    picture = Picture(Drawing(1, 1, 0, (), (Rect((0, -1, 1, 0.1), "#FCFAF5"),)))
    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill(LIGHT.color("page"))
    painter = QPainter(image)
    picture.paint(painter, QPointF(5, 35), 30.0, LIGHT.color("text"), LIGHT.color("page"), LIGHT.font("sans"))
    painter.end()
    assert any(_dark(image, 15, y) for y in range(40))


def test_arabic_runs_from_the_right_with_its_markers_and_code_does_not(view: Reader) -> None:
    view.set_markdown("- عنصر أول\n- عنصر ثان\n\n```\nتعليق\n```\n\nLatin عربي.\n")
    page = view.sheets.page(0)
    view.sheets.measure(0)
    block, lines = page.document.begin(), []
    while block.isValid():
        line = block.layout().lineAt(0)
        across = page.document.documentLayout().blockBoundingRect(block)
        lines.append((across.left() + line.naturalTextRect().left(), across.left() + line.naturalTextRect().right()))
        block = block.next()
    width = view.text_width()
    assert all(right <= width and right > width - 40 for _, right in lines[:2])
    assert lines[2][0] < 40
    assert lines[3][0] < 40


def test_a_formula_has_at_any_width_the_size_that_it_has_when_it_is_set_there(view: Reader, qtbot: QtBot) -> None:
    wide = "+".join(f"x_{{{number}}}" for number in range(12))
    text = f"Short \\(y\\), then ${wide}$ in a line,\n\n$$\\frac{{{wide}}}{{2}}$$\n\nand $\\frac{{1}}$ that is none.\n"
    view.set_markdown(text)
    drawn(view, qtbot)
    for width in (500, 150, 320, 900, 230):
        view.resize(width, 300)
        other = Reader(LIGHT)
        qtbot.addWidget(other)
        other.resize(width, 300)
        other.set_markdown(text)
        for each in (view, other):
            each.sheets.set_width(width - 20)
        heights = [each.sheets.measure(0) for each in (view, other)]
        assert heights[0] == heights[1], f"at {width} pixels"

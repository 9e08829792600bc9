"""Of a growing text only what is new is painted: the screen must look as if all of it had been."""

import random
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.text.formulas.desk import Formulas
from app.ui.reader.reader import Reader
from app.ui.theme import theme_named
from app.ui.widgets import formula_desk

TEXT = (
    "# Title\n\nSome words, `code` and **more** of them that go on for a line or two, so that it breaks.\n\n"
    "1. one\n2. two\n   - three\n\n> quoted words\n\n```python\nx = 1\n\ny = 2\n```\n\n"
    "| a | b |\n|---|---|\n| 1 | 2 |\n\n---\n\n第一行，\n第二行。\n\n8\n\n- [x] done\n\n"
) * 3


FORMULAS = "".join(
    f"Words that go on for a while before \\(x_{{{number}}} + \\frac{{a}}{{{number}}}\\) and some more behind it, "
    f"so that $y^{{{number}}}$ may stand anywhere.\n\n"
    + (f"$$\\sum_{{k={number}}} \\frac{{k}}{{2}}$$\n\n" if number % 3 == 0 else "")
    for number in range(24)
)


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[Reader]:
    formulas = formula_desk.FormulaDesk(Formulas())
    formula_desk.install(formulas)
    host = QWidget()
    column = QVBoxLayout(host)
    made = Reader(theme_named("light"), name="Thinking")
    made.set_ground("thinking")
    column.addWidget(made)
    host.resize(460, 360)
    qtbot.addWidget(host)
    host.show()
    qtbot.waitExposed(host)
    yield made
    host.hide()
    formula_desk.install(None)
    formulas.close()


def on_screen(view: Reader) -> QImage:
    """What the screen shows of the view, as it was painted piece by piece."""
    QApplication.processEvents()
    host = view.window()
    shot = host.screen().grabWindow(host.winId()).toImage()
    corner = view.viewport().mapTo(host, QPoint(0, 0))
    return shot.copy(corner.x(), corner.y(), view.viewport().width(), view.viewport().height())


def anew(view: Reader) -> QImage:
    """The same painted at once."""
    view.viewport().update()
    return on_screen(view)


def same(one: QImage, other: QImage) -> bool:
    form = QImage.Format.Format_RGB32
    return one.convertToFormat(form) == other.convertToFormat(form)


@pytest.mark.parametrize("follow", [True, False])
def test_a_growing_text_on_the_screen_is_what_painting_it_anew_gives(view: Reader, follow: bool) -> None:
    pieces, at = random.Random(3), 0
    while at < len(TEXT):
        size = pieces.randint(5, 60)
        view.append_markdown(TEXT[at : at + size])
        view._draw()
        at += size
        if not follow and at > 500:
            view.follower.let_go()
        grown = on_screen(view)
        assert same(grown, anew(view)), f"after {at} characters"


@pytest.mark.parametrize("follow", [True, False])
def test_formulas_that_come_into_a_growing_text_leave_no_traces(view: Reader, qtbot: QtBot, follow: bool) -> None:
    pieces, at, drawn = random.Random(5), 0, 0
    while at < len(FORMULAS):
        size = pieces.randint(20, 90)
        view.append_markdown(FORMULAS[at : at + size])
        view._draw()
        at += size
        if not follow and at > 500:
            view.follower.let_go()
        waiting = view.sheets.waiting()
        qtbot.wait(pieces.randint(0, 40))
        drawn += waiting and not view.sheets.waiting()
        view._soon.blockSignals(True)  # or the next formulas come between the two pictures
        grown = on_screen(view)
        assert same(grown, anew(view)), f"after {at} characters"
        view._soon.blockSignals(False)
    assert drawn
    assert len(view.sheets) > 1


def test_choosing_while_it_grows_leaves_no_traces(view: Reader) -> None:
    view.append_markdown(TEXT[:700])
    view._draw()
    view.chooser.choose_all()
    for at in range(700, 1100, 40):
        view.append_markdown(TEXT[at : at + 40])
        view._draw()
        grown = on_screen(view)
        assert same(grown, anew(view))


def test_a_frame_that_shows_where_the_keyboard_is_does_not_smear(view: Reader) -> None:
    view.append_markdown(TEXT[:700])
    view._draw()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    for at in range(700, 1100, 40):
        view.append_markdown(TEXT[at : at + 40])
        view._draw()
        grown = on_screen(view)
        assert same(grown, anew(view))

"""Following the end of a growing text: until the reader scrolls up, and never against the reader."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.reader.choice import Choice, Place
from app.ui.reader.reader import Reader
from app.ui.theme import theme_named

LINE = "A line of the text that grows.\n\n"


@pytest.fixture
def view(qtbot: QtBot) -> Reader:
    made = Reader(theme_named("light"), name="Answer")
    qtbot.addWidget(made)
    made.resize(400, 200)
    made.show()
    made.append_markdown(LINE * 30)
    made.finish()
    QApplication.processEvents()
    return made


def turn(view: QWidget, delta: int) -> QWheelEvent:
    """Turn the wheel over the middle of a view's page; what the event looks like afterwards."""
    at = QPointF(50, 50)
    event = QWheelEvent(
        at,
        view.mapToGlobal(at),
        QPoint(),
        QPoint(0, delta),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)
    return event


def grow(view: Reader) -> None:
    view.append_markdown(LINE * 3)
    view.finish()
    QApplication.processEvents()


def test_it_follows_from_the_beginning(view: Reader) -> None:
    bar = view.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0
    before = bar.maximum()
    grow(view)
    assert bar.value() == bar.maximum() > before


@pytest.mark.parametrize("how", ["wheel", "page up", "arrow", "drag"])
def test_the_readers_first_move_up_lets_go_and_then_nothing_moves(view: Reader, how: str) -> None:
    said: list[bool] = []
    view.follower.changed.connect(said.append)
    bar = view.verticalScrollBar()
    match how:
        case "wheel":
            turn(view.viewport(), 120)
        case "page up":
            QTest.keyClick(view, Qt.Key.Key_PageUp)
        case "arrow":
            QTest.keyClick(view, Qt.Key.Key_Up)
        case "drag":
            bar.setSliderDown(True)
            bar.setSliderPosition(bar.maximum() - 20)
            bar.setSliderDown(False)
    assert said == [False]
    stays = bar.value()
    assert stays < bar.maximum()
    for _ in range(5):
        grow(view)
        assert bar.value() == stays
    assert not view.follower.following


def test_coming_back_to_the_end_follows_again(view: Reader) -> None:
    turn(view.viewport(), 120)
    assert not view.follower.following
    for _ in range(40):
        turn(view.viewport(), -120)
    assert view.follower.following
    grow(view)
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()


def test_asking_for_the_end_goes_there(view: Reader) -> None:
    turn(view.viewport(), 600)
    grow(view)
    view.follower.follow()
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()
    assert view.follower.following


def test_growth_in_the_tail_under_the_readers_eyes_moves_nothing(view: Reader) -> None:
    """The last block is taken back and set anew with every piece: the page is shorter for a moment."""
    turn(view.viewport(), 120)
    stays = view.verticalScrollBar().value()
    for word in ("- one\n", "- two\n", "- thr", "ee\n", "| a |\n", "|---|\n", "| 1 |\n", "```\n", "x\n"):
        view.append_markdown(word)
        view._draw()
        assert view.verticalScrollBar().value() == stays


def test_another_width_keeps_the_end_or_the_line_being_read(view: Reader) -> None:
    bar = view.verticalScrollBar()
    view.resize(250, 200)
    assert bar.value() == bar.maximum()
    turn(view.viewport(), 600)
    letter = view.place_at(QPointF(4, 4))
    view.resize(380, 200)
    assert 0 <= view.point_of(letter).y() <= 40


def test_a_selection_in_the_growing_part_keeps_its_text(view: Reader) -> None:
    view.append_markdown("the growing part")
    view.finish()
    sheet = len(view.sheets) - 1
    end = view.sheets.page(sheet).end
    view.chooser.choose(Place(sheet, end - 4), Place(sheet, end))
    view.append_markdown(" goes on")
    view.finish()
    assert view.chooser.text() == "part"


def test_a_selection_keeps_its_text_when_the_growing_part_turns_a_leaf(view: Reader) -> None:
    view.append_markdown("the growing part")
    view.finish()
    sheets = len(view.sheets)
    end = view.sheets.page(sheets - 1).end
    view.chooser.choose(Place(sheets - 1, end - 4), Place(sheets - 1, end))
    while len(view.sheets) == sheets:
        view.append_markdown(" goes on and on\n\nand the growing part")
        view.finish()
    assert view.chooser.text() == "part"


def test_a_choice_on_what_moves_to_the_next_leaf_moves_along() -> None:
    choice = Choice(Place(2, 5), Place(2, 30))
    assert choice.moved(2, 10) == Choice(Place(2, 5), Place(3, 20))
    assert choice.moved(1, 0) == choice


def test_the_wheel_at_an_end_belongs_to_what_the_view_stands_in(qtbot: QtBot) -> None:
    area = QScrollArea()
    qtbot.addWidget(area)
    inner = QWidget()
    column = QVBoxLayout(inner)
    view = Reader(theme_named("light"))
    view.setFixedHeight(150)
    column.addWidget(view)
    column.addSpacing(2000)
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.resize(400, 300)
    area.show()
    view.set_markdown(LINE * 30)
    QApplication.processEvents()
    bar, outer = view.verticalScrollBar(), area.verticalScrollBar()
    assert bar.value() == bar.maximum()
    # Through the window, as a hand does it: only such an event travels on to the parent.
    over, down = QPointF(50, 50), QPoint(0, -120)
    QTest.wheelEvent(area.windowHandle(), over, down)
    QApplication.processEvents()
    assert outer.value() > 0
    bar.setValue(bar.maximum() // 2)
    outer.setValue(0)
    before = bar.value()
    QTest.wheelEvent(area.windowHandle(), over, down)
    QApplication.processEvents()
    assert outer.value() == 0
    assert bar.value() > before

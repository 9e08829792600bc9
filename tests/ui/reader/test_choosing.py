"""Choosing and copying in a reader, with the mouse and with keys, over any distance."""

import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.text.clean import clean
from app.ui.reader.choice import Place
from app.ui.reader.reader import Reader
from app.ui.theme import theme_named
from tests.text.samples import DOCUMENTS
from tests.text.test_render import MARKDOWN

TEXT = "# Title\n\nFirst **bold** paragraph.\n\n- one\n- two\n\n```python\nx = 1\n```\n\nLast words.\n"


@pytest.fixture
def view(qtbot: QtBot) -> Reader:
    made = Reader(theme_named("light"), name="Answer")
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    QApplication.processEvents()
    return made


def at(view: Reader, words: str, end: bool = False) -> QPoint:
    """The point of the first letter of some words on the first sheet, or behind their last."""
    position = view.plain_text().index(words) + (len(words) if end else 0)
    return (view.point_of(Place(0, position)) + QPointF(1, 8)).toPoint()


def drag(view: Reader, start: QPoint, stop: QPoint) -> None:
    surface = view.viewport()
    QTest.mousePress(surface, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(surface, stop)
    QTest.mouseRelease(surface, Qt.MouseButton.LeftButton, pos=stop)


def test_dragging_chooses_what_lies_between(view: Reader) -> None:
    view.set_markdown(TEXT)
    drag(view, at(view, "First"), at(view, "bold", end=True))
    assert view.chooser.text() == "First bold"
    drag(view, at(view, "bold", end=True), at(view, "First"))
    assert view.chooser.text() == "First bold"


def test_two_clicks_choose_a_word_and_three_a_paragraph(view: Reader) -> None:
    view.set_markdown(TEXT)
    surface, spot = view.viewport(), at(view, "paragraph")
    QTest.mouseClick(surface, Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseDClick(surface, Qt.MouseButton.LeftButton, pos=spot)
    assert view.chooser.text() == "paragraph"
    QTest.mouseClick(surface, Qt.MouseButton.LeftButton, pos=spot)
    assert view.chooser.text().strip() == "First bold paragraph."


def test_a_click_leaves_the_choice_and_shift_click_extends_it(view: Reader) -> None:
    view.set_markdown(TEXT)
    drag(view, at(view, "First"), at(view, "bold"))
    stop = at(view, "paragraph", end=True)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, stop)
    assert view.chooser.text() == "First bold paragraph"
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at(view, "Title"))
    assert view.chooser.choice.empty


def test_keys_choose_all_copy_and_extend(view: Reader) -> None:
    view.set_markdown(TEXT)
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == view.plain_text()
    view.chooser.choose(Place(0, 0), Place(0, 3))
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.chooser.text() == "Titl"


def test_a_choice_reaches_over_sheets_that_were_never_in_sight(view: Reader) -> None:
    lines = [f"Line {number} of many, with some words to fill it." for number in range(600)]
    view.set_markdown("\n\n".join(lines))
    assert len(view.sheets) > 5
    view.chooser.choose_all()
    assert view.chooser.text().split("\n") == lines
    assert view.chooser.markdown() == "\n\n".join(lines)


def test_drawing_beyond_the_edge_scrolls_on(view: Reader, qtbot: QtBot) -> None:
    view.set_markdown("A line.\n\n" * 200)
    view.follower.let_go()
    view.go_to_start()
    surface = view.viewport()
    QTest.mousePress(surface, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    QTest.mouseMove(surface, QPoint(20, surface.height() + 40))
    qtbot.waitUntil(lambda: view.verticalScrollBar().value() > 300, timeout=5000)
    QTest.mouseRelease(surface, Qt.MouseButton.LeftButton, pos=QPoint(20, surface.height() + 40))
    assert view.chooser.text().count("A line.") > 10


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ("bold", "First **bold** paragraph."),
        ("x = 1", "```python\nx = 1\n```"),
        ("two", "- one\n- two"),
        ("Title", "# Title"),
    ],
)
def test_copying_as_markdown_takes_the_source_of_the_blocks_touched(view: Reader, words: str, source: str) -> None:
    view.set_markdown(TEXT)
    start = view.plain_text().index(words)
    view.chooser.choose(Place(0, start), Place(0, start + len(words)))
    assert view.chooser.markdown() == source


@pytest.mark.parametrize("name", DOCUMENTS)
def test_all_of_a_document_copied_as_markdown_is_its_source(view: Reader, name: str) -> None:
    view.set_markdown(DOCUMENTS[name])
    view.chooser.choose_all()
    if not view.chooser.choice.empty:
        assert view.chooser.markdown() == clean(DOCUMENTS[name]).strip("\n")


def test_code_under_the_mouse_can_be_copied_as_it_was_written(view: Reader) -> None:
    view.set_markdown("Before.\n\n```python\nx = 1\n\ny = 2\n```\n\nAfter.\n")
    QTest.mouseMove(view.viewport(), at(view, "Before"))
    assert not view._copy_code.isVisible()
    QTest.mouseMove(view.viewport(), at(view, "y = 2"))
    assert view._copy_code.isVisible()
    assert view.viewport().rect().contains(view._copy_code.geometry())
    view._copy_code.click()
    assert QGuiApplication.clipboard().text() == "x = 1\n\ny = 2"
    texts = [action.text() for action in view.menu(at(view, "x = 1")).actions()]
    assert "Copy this code" in texts
    assert "Copy this code" not in [action.text() for action in view.menu(at(view, "After")).actions()]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MARKDOWN)
def test_the_text_of_everything_chosen_is_the_text_that_is_read(qapp: QApplication, text: str) -> None:
    view = Reader(theme_named("light"))
    view.set_markdown(text)
    view.chooser.choose_all()
    assert view.chooser.text() == (view.plain_text() if not view.chooser.choice.empty else "")

"""What a screen reader gets of a reader: the whole text, also what was never drawn, and where each letter is."""

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.reader import accessible
from app.ui.reader.accessible import SpokenText
from app.ui.reader.choice import Place
from app.ui.reader.reader import Reader
from app.ui.theme import theme_named

TEXT = "# Title\n\nFirst **bold** words with \\(x^2\\).\n\n- one\n- two\n\n" + "A sentence of some words.\n\n" * 300


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[Reader]:
    accessible.install()
    made = Reader(theme_named("light"), name="Answer")
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    made.set_markdown(TEXT)
    QApplication.processEvents()
    yield made
    made.hide()


@pytest.fixture
def spoken(view: Reader) -> SpokenText:
    found = QAccessible.queryAccessibleInterface(view).textInterface()
    assert isinstance(found, SpokenText)
    return found


def test_the_whole_text_is_told_also_where_nothing_was_drawn(view: Reader, spoken: SpokenText) -> None:
    assert len(view.sheets) > 2
    whole = spoken.text(0, spoken.characterCount())
    assert whole.startswith("Title\nFirst bold words with \\(x^2\\).\n•\tone\n")
    assert whole.count("A sentence of some words.") == 300
    assert len(whole) == spoken.characterCount()


def test_it_is_named_and_says_that_it_cannot_be_changed(view: Reader) -> None:
    told = QAccessible.queryAccessibleInterface(view)
    view.setAccessibleDescription("12 tokens")
    assert told.text(QAccessible.Text.Name) == "Answer"
    assert told.text(QAccessible.Text.Description) == "12 tokens"
    assert told.state().readOnly
    assert told.state().multiLine


def test_every_letter_has_one_number_and_one_place(view: Reader, spoken: SpokenText) -> None:
    for offset in (0, 3, 40, spoken.characterCount() // 2, spoken.characterCount() - 1):
        assert spoken.offset_of(spoken.place_of(offset)) == offset


def test_a_screen_reader_can_choose_and_move(view: Reader, spoken: SpokenText) -> None:
    start = spoken.text(0, -1).index("bold")
    spoken.setSelection(0, start, start + 4)
    assert view.chooser.text() == "bold"
    assert spoken.selection(0) == (start, start + 4)
    end = spoken.characterCount() - 3
    spoken.setCursorPosition(end)
    assert spoken.cursorPosition() == end
    assert view.verticalScrollBar().value() > 0
    spoken.removeSelection(0)
    assert spoken.selectionCount() == 0


def test_letters_are_where_they_are_drawn(view: Reader, spoken: SpokenText) -> None:
    start = spoken.text(0, -1).index("First")
    rect = spoken.characterRect(start)
    assert spoken.offsetAtPoint(rect.center()) in (start, start + 1)


def test_text_that_grows_is_told_as_it_is_now(view: Reader, spoken: SpokenText) -> None:
    before = spoken.characterCount()
    view.append_markdown("More.")
    view.finish()
    assert spoken.characterCount() > before
    assert spoken.text(0, -1).endswith("More.")


def test_readers_come_and_go_while_somebody_listens(qapp: QApplication) -> None:
    accessible.install()
    for number in range(60):
        made = Reader(theme_named("light"))
        made.set_markdown("text")
        assert QAccessible.queryAccessibleInterface(made).textInterface().text(0, 4) == "text"
        if number % 2:
            made.deleteLater()
        del made
        if number % 20 == 0:
            gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_keys_choose_letters_from_the_view_s_top(view: Reader) -> None:
    view.follower.let_go()
    view.go_to_start()
    view.setFocus()
    for _ in range(5):
        QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.chooser.text() == "Title"
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert view.chooser.text().startswith("Title\n")
    assert view.chooser.choice.anchor == Place(0, 0)

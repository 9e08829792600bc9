"""Long code: it grows at its end alone, gets its colours from another thread, and stays one piece for a reader."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.text import code as module
from app.text.code import PART_LINES, part_ends, parts
from app.ui.reader.choice import Place
from app.ui.reader.reader import Reader
from app.ui.theme import theme_named
from app.ui.widgets import code_desk
from tests.ui.reader.test_reader import at_once, in_pieces, pages

LINES = [f"    value_{number} = 'text 🙂' if {number} else None  # remark" for number in range(4 * PART_LINES)]
CODE = "def f():\n" + "\n".join(LINES)
TEXT = f"Look:\n\n```python\n{CODE}\n```\n\nDone.\n"


@pytest.fixture
def desk(qapp: QApplication) -> Iterator[code_desk.CodeDesk]:
    module._coloured.clear()
    made = code_desk.CodeDesk()
    code_desk.install(made)
    yield made
    code_desk.install(None)
    made.close()


@pytest.mark.parametrize("sizes", [[1500], [7, 90, 33], [61]])
def test_code_in_pieces_is_the_same_page_as_at_once(qapp: QApplication, sizes: list[int]) -> None:
    assert pages(in_pieces(TEXT, sizes)) == pages(at_once(TEXT))


def test_growing_code_sets_its_last_lines_alone(qapp: QApplication) -> None:
    view = Reader(theme_named("light"))
    view.append_markdown(TEXT[:3000])
    view._draw()
    touched: list[int] = []
    document = view.sheets.page(0).document
    document.contentsChange.connect(lambda position, *_: touched.append(position))
    view.append_markdown(TEXT[3000:3040])
    view._draw()
    assert touched
    assert min(touched) > view.sheets.page(0).end - PART_LINES * 70


def test_long_code_gets_its_colours_a_little_later_and_without_moving(desk: code_desk.CodeDesk, qtbot: QtBot) -> None:
    view = at_once(TEXT)
    height = view.content_height()
    assert pages(view) != pages_with_colours()
    with qtbot.waitSignal(desk.arrived, timeout=20_000):
        pass
    assert pages(view) == pages_with_colours()
    assert view.content_height() == height


def pages_with_colours() -> list[object]:
    """The page as it is where code gets its colours while it is set."""
    installed = code_desk.installed()
    code_desk.install(None)
    try:
        return pages(at_once(TEXT))
    finally:
        code_desk.install(installed)


def test_code_that_comes_word_by_word_has_its_colours_at_once_when_its_language_is_known(
    desk: code_desk.CodeDesk, qtbot: QtBot
) -> None:
    module.highlight("x = 1", "python", theme_named("light").code)
    assert pages(in_pieces(TEXT, [80])) == pages_with_colours()


def test_the_whole_code_is_copied_from_any_piece_of_it(qtbot: QtBot) -> None:
    view = Reader(theme_named("light"))
    qtbot.addWidget(view)
    view.resize(700, 500)
    view.show()
    view.follower.let_go()
    view.set_markdown(TEXT)
    view.go_to_start()
    for words in ("value_1 ", "value_40 ", f"value_{4 * PART_LINES - 1} "):
        position = view.sheets.raw(0).replace("\U0001f642", "xx").index(words)
        view.show_place(Place(0, position))
        code = view.code_at(view.point_of(Place(0, position)) + QPointF(2, 4))
        assert code is not None
        assert code.code == CODE
    view.chooser.choose_all()
    view.copy()
    assert CODE in QGuiApplication.clipboard().text()


@pytest.mark.parametrize("count", [0, 1, PART_LINES - 1, PART_LINES, PART_LINES + 1, 5 * PART_LINES])
def test_parts_of_code_are_the_code(count: int) -> None:
    code = "x\n" * count
    assert "\n".join(parts(code)) == code
    assert all(code[end] == "\n" for end in part_ends(code))
    assert all(part.count("\n") < PART_LINES for part in parts(code))


def test_a_real_source_is_the_same_in_any_pieces(qapp: QApplication) -> None:
    source = f"```python\n{Path(module.__file__).read_text('utf-8')[:6000]}\n```"
    assert pages(in_pieces(source, [113])) == pages(at_once(source))

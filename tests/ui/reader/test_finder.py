"""Finding words in a reader: in all of the text, wherever one is, and while it is being written."""

import re

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.find.pattern import pattern_of
from app.ui.reader.choice import Place
from app.ui.reader.reader import Reader
from app.ui.theme import theme_named

PARAGRAPH = "The fox crosses the river, and **the** fox comes back.\n\n"
"""Two foxes, and three the."""


@pytest.fixture
def view(qtbot: QtBot) -> Reader:
    made = Reader(theme_named("light"), name="Answer")
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    return made


def look(view: Reader, words: str, qtbot: QtBot, regular: bool = False) -> int:
    view.finder.search(pattern_of(words, regular))
    qtbot.waitUntil(lambda: view.finder.complete, timeout=10_000)
    return view.finder.count


def test_all_of_a_long_text_is_searched_though_little_of_it_was_set(view: Reader, qtbot: QtBot) -> None:
    view.set_markdown(PARAGRAPH * 500)
    assert look(view, "fox", qtbot) == 1000
    set_now = sum(view.sheets[index].page is not None for index in range(len(view.sheets)))
    assert set_now < len(view.sheets) / 2


def test_what_is_found_is_what_is_read_and_not_its_marks(view: Reader, qtbot: QtBot) -> None:
    view.set_markdown("a **bold** word\n\n`**`\n\n[here](https://a.example/bold)")
    assert look(view, "bold word", qtbot) == 1
    assert look(view, "**", qtbot) == 1
    assert look(view, "example", qtbot) == 0


@pytest.mark.parametrize(
    ("words", "regular", "count"),
    [
        ("the", False, 3),
        ("The", False, 1),
        (r"\bfox\b.*back", True, 1),
        (r"[Tt]he", True, 3),
        ("x*", True, 2),
        ("river, and", False, 1),
    ],
)
def test_capitals_and_expressions(view: Reader, qtbot: QtBot, words: str, regular: bool, count: int) -> None:
    view.set_markdown(PARAGRAPH)
    assert look(view, words, qtbot, regular) == count


def test_chinese_is_found_down_to_one_character(view: Reader, qtbot: QtBot) -> None:
    view.set_markdown("立春之后，又是立春。\n\n| 春 | 秋 |\n|---|---|\n| 立春 | 立秋 |\n")
    assert look(view, "立春", qtbot) == 3
    assert look(view, "春", qtbot) == 4


def test_no_expression_is_told_to_whoever_typed_it() -> None:
    with pytest.raises(re.error):
        pattern_of("(", regular=True)
    assert pattern_of("") is None


def test_going_to_a_find_brings_it_into_sight_and_there_is_none_behind_the_last(view: Reader, qtbot: QtBot) -> None:
    view.set_markdown("filler\n\n" * 400 + "needle one\n\n" + "filler\n\n" * 400 + "needle two")
    look(view, "needle", qtbot)
    for number in (0, 1):
        place = view.finder.go_to(number)
        assert place is not None
        assert view.finder.number == number + 1
        view.show_place(place)
        assert 0 <= view.point_of(place).y() < view.viewport().height()
    assert view.finder.go_to(2) is None


def test_a_find_is_painted_on_its_own_ground(view: Reader, qtbot: QtBot) -> None:
    view.set_markdown("one needle in the hay")
    colour = theme_named("light").color("found_here").name()
    look(view, "needle", qtbot)
    view.finder.go_to(0)
    QApplication.processEvents()
    image = view.viewport().grab().toImage()
    point = view.point_of(Place(0, 4))
    row = range(int(point.x()), int(point.x()) + 50)
    assert any(image.pixelColor(x, int(point.y()) + 4).name() == colour for x in row)
    view.finder.search(None)
    image = view.viewport().grab().toImage()
    assert not any(image.pixelColor(x, int(point.y()) + 4).name() == colour for x in row)


def test_a_growing_text_gives_as_many_finds_as_the_finished_one(view: Reader, qtbot: QtBot) -> None:
    view.finder.search(pattern_of("fox"))
    text = PARAGRAPH * 200
    for start in range(0, len(text), 97):
        view.append_markdown(text[start : start + 97])
        view._draw()
    qtbot.waitUntil(lambda: view.finder.complete, timeout=10_000)
    assert view.finder.count == 400


def test_the_current_find_stays_while_the_text_grows(view: Reader, qtbot: QtBot) -> None:
    view.append_markdown(PARAGRAPH * 3)
    view.finish()
    look(view, "fox", qtbot)
    view.finder.go_to(0)
    view.append_markdown(PARAGRAPH * 100)
    view.finish()
    qtbot.waitUntil(lambda: view.finder.complete, timeout=10_000)
    assert (view.finder.number, view.finder.count) == (1, 206)

"""The exact prompt as text and as tokens, and the menu beside the context's meter."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.store.records import Said
from app.ui.prompt.button import PromptButton
from app.ui.prompt.dialog import PromptDialog
from app.ui.prompt.states import PromptState, carried, thoughts_left_out
from app.ui.prompt.tokens import TokenView
from app.ui.prompt.visible import is_special, readable, visible
from app.ui.theme import theme_named

LIGHT = theme_named("light")
PIECES = ("<｜User｜>", "Which", " is", " larger", "?", "\n", "9", ".", "11", "<think>")
IDS = tuple(range(100, 100 + len(PIECES)))


@pytest.fixture
def view(qtbot: QtBot) -> TokenView:
    made = TokenView(LIGHT)
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    made.set_tokens(IDS, PIECES)
    return made


@pytest.mark.parametrize(
    ("piece", "shown"),
    [
        (" is", "·is"),
        ("\n\n", "⏎⏎"),
        ("\t", "⇥"),
        ("", "∅"),
        ("\x00", "␀"),
        ("\u202e", "U+202E"),
        ("\u200b", "U+200B"),
        ("好的", "好的"),
        (" " * 128, "·" * 24 + "…"),
    ],
)
def test_every_character_of_a_token_can_be_seen(piece: str, shown: str) -> None:
    assert visible(piece) == shown


def test_nothing_in_a_text_turns_the_rest_of_it() -> None:
    assert readable("a\u202eb\nc") == "a⟨U+202E⟩b\nc"


def test_control_tokens_are_told_from_words() -> None:
    assert all(map(is_special, ("<|im_start|>", "<｜User｜>", "</think>", "[INST]")))
    assert not any(map(is_special, ("<", "a<b>c", "< div >", "word", "[0]")))


def test_a_line_ends_behind_a_token_with_a_line_break(view: TokenView) -> None:
    tops = [view.rect_of(place).top() for place in range(len(PIECES))]
    assert tops[5] < tops[6]


def test_the_token_under_a_point_is_the_one_painted_there(view: TokenView) -> None:
    for place in range(len(PIECES)):
        assert view.place_at(view.rect_of(place).center().toPoint()) == place
    assert view.place_at(QPoint(390, 290)) == -1


def test_tokens_never_leave_the_view_however_narrow_it_is(view: TokenView) -> None:
    view.resize(200, 300)
    QApplication.processEvents()
    for place in range(len(PIECES)):
        box = view.rect_of(place)
        assert box.left() == 0 or box.right() <= view.viewport().width()


def test_arrow_keys_go_from_token_to_token_and_say_where_one_is(view: TokenView, qtbot: QtBot) -> None:
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.current == 2
    assert "id 102" in view.accessibleDescription()
    assert "·is" in view.accessibleDescription()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.rect_of(view.current).top() > view.rect_of(2).top()
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.current == len(PIECES) - 1
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.current == len(PIECES) - 1


def test_a_long_prompt_is_scrolled_to_the_current_token(view: TokenView, qtbot: QtBot) -> None:
    view.set_tokens(tuple(range(20_000)), PIECES * 2000)
    view.set_current(15_000)
    assert view.viewport().rect().contains(view.rect_of(15_000).toRect())


def test_no_tokens_are_nothing_to_go_to(view: TokenView, qtbot: QtBot) -> None:
    view.set_tokens((), ())
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.current == -1
    view.grab()


def test_text_and_tokens_are_copied_as_they_are(qtbot: QtBot) -> None:
    dialog = PromptDialog("Prompt", LIGHT)
    qtbot.addWidget(dialog)
    text = "".join(PIECES) + "\u202e<img src=/dev/zero>"
    dialog.show_state(PromptState(text, IDS, PIECES, len(IDS), 8192))
    dialog.copy()
    assert QApplication.clipboard().text() == text
    dialog.show_as("tokens")
    dialog.copy()
    assert QApplication.clipboard().text() == " ".join(map(str, IDS))


def test_special_tokens_are_marked_where_they_stand_behind_wide_characters(qtbot: QtBot) -> None:
    dialog = PromptDialog("Prompt", LIGHT)
    qtbot.addWidget(dialog)
    dialog.show_state(PromptState("😀😀<|im_start|>user"))
    (selection,) = dialog.text.extraSelections()
    assert selection.cursor.selectedText() == "<|im_start|>"


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (PromptState("x", thoughts=2, saved=3412), ["2 earlier", "3412"]),
        (PromptState("x", thoughts=None, saved=12), ["template", "12"]),
        (PromptState(waiting="The model is busy."), ["The model is busy."]),
    ],
)
def test_what_was_left_out_is_said(qtbot: QtBot, state: PromptState, said: list[str]) -> None:
    dialog = PromptDialog("Prompt", LIGHT)
    qtbot.addWidget(dialog)
    dialog.show_state(state)
    words = dialog.words().replace(",", "")
    assert all(part in words for part in said)


def test_nothing_is_said_where_nothing_was_left_out(qtbot: QtBot) -> None:
    dialog = PromptDialog("Prompt", LIGHT)
    qtbot.addWidget(dialog)
    dialog.show_state(PromptState("x", thoughts=0, saved=0))
    assert dialog.words() == ""


def test_thoughts_are_counted_as_each_policy_leaves_them_out() -> None:
    turns = [
        Said("user", "a"), Said("assistant", "b", "thought"), Said("user", "c"), Said("assistant", "d", "thought"),
        Said("user", "e"),
    ]  # fmt: skip
    assert [thoughts_left_out(turns, policy) for policy in ("drop", "last", "keep", "template")] == [2, 1, 0, None]
    silent = [*turns, Said("assistant", "f"), Said("user", "g")]
    assert thoughts_left_out(silent, "last") == 2


def test_carried_tokens_get_the_characters_they_completed() -> None:
    assert carried((1, 0, 1, 2), "好ab c", 3) == ("好", "", "a")


def test_the_menu_says_what_is_wished(qtbot: QtBot) -> None:
    button = PromptButton(LIGHT)
    qtbot.addWidget(button)
    wished: list[str] = []
    button.thoughts_wished.connect(wished.append)
    assert button.policy() == "drop"
    button.choice("keep").trigger()
    assert wished == ["keep"]
    button.show_policy("template")
    assert button.policy() == "template"
    assert "template" in button.accessibleDescription()

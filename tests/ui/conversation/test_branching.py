"""Branching from what was said, as a person does it: pointing at a token, typing, changing the thinking by hand."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QMenu, QPlainTextEdit, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from app.ui.conversation import menu
from app.ui.conversation.exchange import ExchangeView
from app.ui.conversation.states import (
    Alternative,
    Alternatives,
    BranchWish,
    ExchangeState,
    Lineage,
    Remark,
    RunFigures,
    TracedText,
)
from app.ui.reader.choice import Place
from app.ui.theme import theme_named
from tests.ui.conversation.hand import settle

Made = Callable[..., ExchangeState]
RAW = "<think>\nLet me weigh this.\n</think>\n\nIt is so."
LENGTHS = (7, 1, 3, 3, 6, 5, 1, 1, 8, 2, 9)
OTHERS = (
    Alternative(10, " weigh", 0.5, stands=True),
    Alternative(11, " measure", 0.25),
    Alternative(12, None, 0.125),
    Alternative(13, "\ufffd", 0.1),
)


@pytest.fixture
def view(host: QWidget) -> ExchangeView:
    made = ExchangeView(theme_named("light"), host)
    made.resize(1200, 800)
    made.show()
    return made


def button(view: QWidget, name: str) -> QAbstractButton:
    found = view.findChildren(QAbstractButton)
    return next(each for each in found if name in (each.accessibleName(), each.text()) and each.isVisible())


@pytest.fixture
def choosing(view: ExchangeView, exchange: Made) -> ExchangeView:
    """Somebody chooses a place: the token " weigh"."""
    view.show_state(exchange())
    view.fit(1200, 700)
    view.choose_place("fork")
    view.show_places(TracedText(11, RAW, LENGTHS, (0,) * len(LENGTHS)))
    view.fit(1200, 700)
    settle()
    view.chooser.view.choose(4)
    view.show_alternatives(Alternatives(11, 4, 0.5, OTHERS))
    return view


def pick(table: QTreeWidget, row: int) -> None:
    item = table.topLevelItem(row)
    assert item is not None
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualItemRect(item).center())


def text_of(table: QTreeWidget, row: int, column: int = 0) -> str:
    item = table.topLevelItem(row)
    assert item is not None
    return item.text(column)


def wish(view: ExchangeView, qtbot: QtBot, do: Callable[[], Any]) -> BranchWish:
    with qtbot.waitSignal(view.branch_wished) as told:
        do()
    assert told.args
    return told.args[0]


def test_choosing_a_place_asks_for_the_text_of_the_answer(view: ExchangeView, exchange: Made, qtbot: QtBot) -> None:
    view.show_state(exchange(7))
    with qtbot.waitSignal(view.places_wished) as told:
        view.choose_place("fork")
    assert told.args == [71]


def test_a_click_chooses_the_token_under_the_mouse(choosing: ExchangeView, qtbot: QtBot) -> None:
    traced = choosing.chooser.view
    for index in (0, 3, 8, 10):
        cursor = traced.textCursor()
        place = traced._places[index]
        cursor.setPosition(place.end - 1)
        left = traced.cursorRect(cursor)
        cursor.setPosition(place.end)
        right = traced.cursorRect(cursor)
        # The right half of its last letter, which Qt takes for the gap behind it, and that belongs to the next token.
        spot = QPoint(left.x() + (right.x() - left.x()) * 3 // 4, left.center().y())
        with qtbot.waitSignal(choosing.alternatives_wished) as told:
            QTest.mouseClick(traced.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        assert told.args == [11, index]


def test_arrow_keys_step_from_token_to_token(choosing: ExchangeView) -> None:
    traced = choosing.chooser.view
    QTest.keyClick(traced, Qt.Key.Key_Right)
    assert traced.place is not None
    assert traced.place.text == " this"
    QTest.keyClick(traced, Qt.Key.Key_Left)
    QTest.keyClick(traced, Qt.Key.Key_Left)
    assert traced.place.text == " me"


def test_going_on_keeps_everything_with_the_chosen_token(choosing: ExchangeView, qtbot: QtBot) -> None:
    assert wish(choosing, qtbot, button(choosing, "Go on from here").click) == BranchWish(11, "cut", token=5)


def test_a_fork_takes_the_alternative_that_is_chosen(choosing: ExchangeView, qtbot: QtBot) -> None:
    table = choosing.findChild(QTreeWidget)
    assert isinstance(table, QTreeWidget)
    assert [text_of(table, row) for row in range(4)] == ["␣weigh", "␣measure", "token no. 12", "\ufffd"]
    assert text_of(table, 1, 1) == "25.0 %"
    pick(table, 1)
    taken = wish(choosing, qtbot, button(choosing, "Fork here").click)
    assert taken == BranchWish(11, "fork", token=4, alternative=11, text=" measure")


@pytest.mark.parametrize("row", [0, 2, 3])
def test_what_stands_there_or_cannot_be_spelled_is_no_alternative(choosing: ExchangeView, row: int) -> None:
    table = choosing.findChild(QTreeWidget)
    assert isinstance(table, QTreeWidget)
    pick(table, row)
    assert not button(choosing, "Fork here").isEnabled()


def test_a_fork_takes_what_was_typed_letter_by_letter(choosing: ExchangeView, qtbot: QtBot) -> None:
    box = choosing.chooser.findChild(QLineEdit)
    assert isinstance(box, QLineEdit)
    box.setText(" think  again ")
    taken = wish(choosing, qtbot, lambda: QTest.keyClick(box, Qt.Key.Key_Return))
    assert taken == BranchWish(11, "fork", token=4, text=" think  again ")


def test_alternatives_of_another_token_come_too_late(choosing: ExchangeView) -> None:
    choosing.chooser.view.choose(6)
    choosing.show_alternatives(Alternatives(11, 4, 0.5, OTHERS))
    table = choosing.findChild(QTreeWidget)
    assert isinstance(table, QTreeWidget)
    assert table.topLevelItemCount() == 0


def test_escape_leaves_choosing_and_shows_the_panes_again(choosing: ExchangeView) -> None:
    assert not choosing.panes.isVisible()
    QTest.keyClick(choosing.chooser.view, Qt.Key.Key_Escape)
    assert not choosing.choosing
    assert choosing.panes.isVisible()


def test_another_version_ends_choosing(choosing: ExchangeView, exchange: Made) -> None:
    choosing.show_state(exchange(answer_id=12, answers=(11, 12)))
    assert not choosing.choosing


def test_an_answer_without_tokens_says_so_and_can_only_be_edited(view: ExchangeView, exchange: Made) -> None:
    view.show_state(exchange())
    view.choose_place("cut")
    view.show_places(TracedText(11, RAW))
    assert "tokens of this answer were not kept" in view.chooser._facts.text()
    assert not button(view, "Go on from here").isEnabled()


def test_the_thinking_is_changed_in_its_place_and_goes_on(view: ExchangeView, exchange: Made, qtbot: QtBot) -> None:
    state = exchange()
    view.show_state(state)
    view.edit_thinking()
    box = view.thinking.editor.findChild(QPlainTextEdit)
    assert isinstance(box, QPlainTextEdit)
    assert box.toPlainText() == state.thinking
    assert not view.thinking.view.isVisible()
    QTest.keyClicks(box, "Hm")
    taken = wish(view, qtbot, button(view, "Go on from here").click)
    assert taken == BranchWish(11, "edit", text=state.thinking + "Hm")
    assert box.isVisible()  # until the store has it, this is the only place where the new text is
    view.show_state(exchange(answer_id=12, answers=(11, 12)))
    assert not box.isVisible()
    assert view.thinking.view.isVisible()


def test_escape_gives_a_changed_thinking_up(view: ExchangeView, exchange: Made) -> None:
    view.show_state(exchange())
    view.edit_thinking()
    box = view.thinking.editor.findChild(QPlainTextEdit)
    assert isinstance(box, QPlainTextEdit)
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert not view.thinking.editing
    assert view.thinking.view.isVisible()


def test_a_hidden_thinking_comes_out_to_be_changed(view: ExchangeView, exchange: Made) -> None:
    view.show_state(exchange())
    view.set_mode("answer")
    view.edit_thinking()
    assert view.thinking.isVisible()
    view.thinking.editor.cancelled.emit()
    assert not view.thinking.isVisible()


def test_the_same_thinking_is_answered_again(view: ExchangeView, exchange: Made, qtbot: QtBot) -> None:
    view.show_state(exchange())
    (branch,) = view.foot.findChildren(QMenu)
    again = next(each for each in branch.actions() if each.text() == "Answer again with the same thinking")
    assert wish(view, qtbot, again.trigger) == BranchWish(11, "reroll")
    view.show_state(exchange(thinking="", has_thinking=False))
    assert not again.isEnabled()


def test_the_menu_of_the_text_offers_to_branch_from_where_it_was_opened(
    view: ExchangeView, exchange: Made, qtbot: QtBot
) -> None:
    view.show_state(exchange())
    view.fit(1200, 700)
    settle()
    text = view.thinking.view
    point = (text.point_of(Place(0, text.plain_text().index("that is"))) + QPointF(1, 6)).toPoint()
    opened = menu.menu_at(view, view.thinking, point)
    fork = next(each for each in opened.actions() if each.text() == "Fork here…")
    with qtbot.waitSignal(view.places_wished):
        fork.trigger()
    opened.deleteLater()
    raw = "<think>\n" + view.thinking.markdown
    view.show_places(TracedText(11, raw, (1,) * len(raw)))
    place = view.chooser.view.place
    assert place is not None
    assert place.start == raw.index("that is")


def test_nothing_that_branches_is_offered_while_a_run_goes_on(
    view: ExchangeView, exchange: Made, running: Made, choosing: ExchangeView
) -> None:
    view.show_state(exchange(can_act=False))
    assert not button(view.foot, "Another version that begins as this one does").isEnabled()
    assert not button(view, "Go on from here").isEnabled()
    view.show_state(running(2, thinking="Hm.", phase="thinking"))
    opened = menu.menu_at(view, view.thinking, QPoint(5, 5))
    ways = ("Go on from here…", "Fork here…", "Edit the thinking and go on…", "Answer again with the same thinking")
    assert [each.text() for each in opened.actions() if each.text() in ways] == []
    opened.deleteLater()


def test_the_thinking_can_be_ended_while_it_goes_on_and_only_then(
    view: ExchangeView, exchange: Made, running: Made, qtbot: QtBot
) -> None:
    view.show_state(running(phase="thinking"))
    view.grow("thinking", "Hm.")
    end = button(view, "End the thinking and answer now")
    with qtbot.waitSignal(view.answer_now_wished) as told:
        end.click()
    assert told.args == [11]
    assert not end.isEnabled()  # once is enough
    view.grow("answer", "So.")
    assert not end.isVisible()


def test_what_was_done_to_a_thinking_stands_under_its_head(view: ExchangeView, exchange: Made) -> None:
    remarks = (
        Remark("extended", 400, "\n\nWait, let me check.", trial="*It* is so.", likeness="begins"),
        Remark("budget", 2048),
        Remark("answer_now", 812),
        Remark("shifted", 4000, tokens=4096),
    )
    view.show_state(exchange(remarks=remarks))
    view.fit(1200, 700)
    said = view.thinking.remarks.text()
    for words in (
        "token 400: ",
        "Wait, let me check.",
        "Trial answer: begins the same",
        "token 2,048",
        "by you",
        "4,096",
    ):
        assert words in said
    assert view.thinking.remarks.isVisible()
    before = view.height()
    button(view.thinking, "Trial answer: begins the same").click()
    line = view.thinking.remarks.lines[0]
    assert line.unfolded
    assert line._trial is not None
    assert line._trial.plain_text() == "It is so."
    assert view.fit(1200, 700) > before


def test_a_loop_can_be_ended_while_it_goes_on(view: ExchangeView, exchange: Made, running: Made, qtbot: QtBot) -> None:
    loop = (Remark("loop", 3401, "So it is. "),)
    view.show_state(running(phase="thinking", thinking="So it is. " * 9))
    view.show_remarks(loop)
    with qtbot.waitSignal(view.answer_now_wished):
        button(view, "End the thinking").click()
    view.show_state(exchange(remarks=loop))
    assert "since token 3,401" in view.thinking.remarks.text()
    assert "End" not in view.thinking.remarks.text()


def test_remarks_never_take_the_pane(view: ExchangeView, exchange: Made) -> None:
    view.show_state(exchange(remarks=tuple(Remark("extended", n, "Wait", trial="So.") for n in range(40))))
    view.fit(1200, 700)
    assert view.thinking.remarks.height() < 200
    assert view.thinking.view.height() > 40


def test_the_foot_says_where_a_version_came_from_and_what_was_reused(view: ExchangeView, exchange: Made) -> None:
    figures = RunFigures(prompt_tokens=1900, cached_tokens=1899)
    view.show_state(exchange(lineage=Lineage("fork", 812), figures=figures))
    assert view.foot.past() == "Forked after token 812  ·  1,899 of 1,900 prompt tokens reused"
    view.show_state(exchange())
    assert view.foot.past() == ""

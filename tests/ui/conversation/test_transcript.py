"""The column of exchanges: how it opens, how it is laid out, what comes out of it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.ui.conversation.exchange import ExchangeView
from app.ui.conversation.states import ExchangeState
from app.ui.conversation.transcript import REMEMBER_MS, Transcript
from app.ui.widgets.empty import EmptyState
from tests.ui.conversation.hand import LONG, settle, top_of, view_of

Made = Callable[..., ExchangeState]


def test_nothing_yet_says_what_to_do(transcript: Transcript, exchange: Made) -> None:
    transcript.show_exchanges([])
    empty = transcript.findChild(EmptyState)
    assert isinstance(empty, EmptyState)
    assert empty.isVisible()
    assert "Write a question" in empty.text()
    transcript.show_exchanges([exchange()])
    assert not empty.isVisible()


def test_a_conversation_opens_at_its_end(transcript: Transcript, exchange: Made) -> None:
    transcript.show_exchanges([exchange(number, thinking=LONG) for number in range(1, 9)])
    settle()
    last = view_of(transcript, 81)
    assert top_of(transcript, 81) + last.height() <= transcript.viewport().height()
    assert transcript.verticalScrollBar().value() == transcript.verticalScrollBar().maximum()


def test_a_finished_text_is_opened_at_its_beginning(transcript: Transcript, exchange: Made) -> None:
    transcript.show_exchanges([exchange(thinking=LONG, answer=LONG)])
    settle()
    view = view_of(transcript, 11)
    assert view.thinking.view.verticalScrollBar().maximum() > 500
    assert view.thinking.view.verticalScrollBar().value() == 0
    assert view.answer.view.verticalScrollBar().value() == 0


def test_only_what_is_near_the_eye_is_built(transcript: Transcript, exchange: Made) -> None:
    transcript.show_exchanges([exchange(number, thinking=LONG) for number in range(1, 301)])
    settle()
    assert len(transcript.findChildren(ExchangeView)) < 8
    transcript.verticalScrollBar().setValue(0)
    settle()
    assert top_of(transcript, 11) == pytest.approx(16, abs=1)
    assert view_of(transcript, 11).thinking.view.plain_text().startswith("A line of thought")
    assert len(transcript.findChildren(ExchangeView)) < 16


def test_views_are_kept_when_the_same_exchanges_are_shown_again(transcript: Transcript, exchange: Made) -> None:
    transcript.show_exchanges([exchange(1), exchange(2)])
    first, second = view_of(transcript, 11), view_of(transcript, 21)
    transcript.show_exchanges([exchange(1), exchange(2, answer_id=22, answers=(21, 22), answer="Another.")])
    assert view_of(transcript, 11) is first
    assert view_of(transcript, 22) is second
    assert transcript.view_of(21) is None
    assert second.answer.view.plain_text() == "Another."


def test_dragging_the_edge_moves_it_everywhere_and_is_remembered_once(
    transcript: Transcript, exchange: Made, qtbot: QtBot
) -> None:
    transcript.show_exchanges([exchange(1), exchange(2)])
    settle()
    wishes: list[float] = []
    transcript.layout_wished.connect(wishes.append)
    first, second = view_of(transcript, 11), view_of(transcript, 21)
    before = first.thinking.width()
    handle = second.panes.handle(1)
    middle = handle.rect().center()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=middle)
    for step in range(1, 5):
        QTest.mouseMove(handle, middle + QPoint(step * 10, 0))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=middle + QPoint(40, 0))
    settle()
    assert second.thinking.width() > before + 30
    assert first.thinking.width() == second.thinking.width()
    qtbot.wait(REMEMBER_MS + 50)
    assert len(wishes) == 1
    assert 0.42 < wishes[0] < 0.6


def test_the_edge_is_moved_from_the_keyboard(transcript: Transcript, exchange: Made, qtbot: QtBot) -> None:
    transcript.show_exchanges([exchange(1)])
    settle()
    view = view_of(transcript, 11)
    before = view.thinking.width()
    view.panes.handle(1).setFocus()
    with qtbot.waitSignal(transcript.layout_wished):
        QTest.keyClick(view.panes.handle(1), Qt.Key.Key_Right)
    assert view.thinking.width() > before


def test_a_remembered_share_holds_for_exchanges_to_come(transcript: Transcript, exchange: Made) -> None:
    transcript.set_thinking_share(0.3)
    transcript.show_exchanges([exchange(1)])
    settle()
    view = view_of(transcript, 11)
    assert view.thinking.width() / view.panes.width() == pytest.approx(0.3, abs=0.01)


def test_the_mode_holds_for_every_exchange(transcript: Transcript, exchange: Made) -> None:
    transcript.show_exchanges([exchange(1), exchange(2)])
    for mode, thinking, answer in (("thinking", True, False), ("answer", False, True), ("both", True, True)):
        transcript.set_mode(mode)  # type: ignore[arg-type]
        settle()
        for view in (view_of(transcript, 11), view_of(transcript, 21)):
            assert (view.thinking.isVisible(), view.answer.isVisible()) == (thinking, answer)


def test_below_820_pixels_the_panes_are_stacked(transcript: Transcript, exchange: Made) -> None:
    transcript.show_exchanges([exchange(1)])
    settle()
    view = view_of(transcript, 11)
    assert not view.panes.stacked
    transcript.resize(800, 800)
    settle()
    assert view.panes.stacked
    assert view.thinking.geometry().bottom() < view.answer.geometry().top()


def test_larger_text_is_larger_in_both_panes(transcript: Transcript, exchange: Made) -> None:
    transcript.show_exchanges([exchange(1)])
    settle()
    view = view_of(transcript, 11)
    before = view.thinking.view.content_height(), view.answer.view.content_height()
    transcript.set_text_size(28)
    settle()
    assert view.thinking.view.content_height() > before[0]
    assert view.answer.view.content_height() > before[1]


def test_wishes_come_out_of_the_transcript(transcript: Transcript, exchange: Made, qtbot: QtBot) -> None:
    transcript.show_exchanges([exchange(1), exchange(2, answers=(21, 25), ending="interrupted")])
    settle()
    buttons = {each.text() or each.accessibleName(): each for each in view_of(transcript, 21).findChildren(QPushButton)}
    with qtbot.waitSignal(transcript.regenerate_wished) as told:
        buttons["Regenerate"].click()
    assert told.args == [21]
    with qtbot.waitSignal(transcript.continue_wished) as told:
        buttons["Continue"].click()
    assert told.args == [21]


def test_the_last_question_can_be_edited_from_anywhere(transcript: Transcript, exchange: Made, qtbot: QtBot) -> None:
    transcript.show_exchanges([exchange(number) for number in range(1, 30)])
    transcript.verticalScrollBar().setValue(0)
    transcript.edit_last_question()
    settle()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.visibleRegion().boundingRect().height() == focused.height() > 0
    QTest.keyClicks(focused, " Now")
    with qtbot.waitSignal(transcript.edit_wished) as told:
        QTest.keyClick(focused, Qt.Key.Key_Return)
    assert told.args == [290, "Question 29? Now"]


def test_copying_takes_the_exchange_with_the_focus_or_the_one_in_the_middle(
    transcript: Transcript, exchange: Made
) -> None:
    transcript.show_exchanges(
        [exchange(number, answer=f"**{number}**", thinking=f"*{number}*") for number in (1, 2, 3)]
    )
    settle()
    view_of(transcript, 21).focus_text()
    transcript.copy_answer()
    assert QGuiApplication.clipboard().text() == "**2**"
    transcript.copy_thinking()
    assert QGuiApplication.clipboard().text() == "*2*"


def test_the_exchanges_are_walked_through_from_the_keyboard(transcript: Transcript, exchange: Made) -> None:
    transcript.show_exchanges([exchange(number, thinking=LONG) for number in range(1, 30)])
    settle()
    transcript.verticalScrollBar().setValue(0)
    settle()
    transcript.focus_next_exchange()
    settle()
    assert QApplication.focusWidget() is view_of(transcript, 21).answer.view
    assert top_of(transcript, 21) == 16
    transcript.focus_next_exchange()
    transcript.focus_previous_exchange()
    settle()
    assert QApplication.focusWidget() is view_of(transcript, 21).answer.view


def test_tab_goes_from_top_to_bottom_whatever_was_built_first(transcript: Transcript, exchange: Made) -> None:
    transcript.show_exchanges([exchange(1), exchange(2), exchange(3)])
    view_of(transcript, 31)
    settle()
    seen: list[int] = []
    transcript.setFocus()
    for _ in range(60):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        at = next((a for a in (11, 21, 31) if focused and view_of(transcript, a).isAncestorOf(focused)), None)
        if at is None:
            break
        if at not in seen:
            seen.append(at)
    assert seen == [11, 21, 31]


def test_deleting_the_conversation_that_has_the_focus_leaves_the_focus_in_the_transcript(
    transcript: Transcript, exchange: Made
) -> None:
    transcript.show_exchanges([exchange(1)])
    view_of(transcript, 11).focus_text()
    transcript.show_exchanges([])
    settle()
    assert transcript.hasFocus()

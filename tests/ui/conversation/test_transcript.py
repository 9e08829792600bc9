"""The column of exchanges, as somebody scrolls in it while a model writes."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui.conversation.exchange import ExchangeView
from app.ui.conversation.gesture import GESTURE_S
from app.ui.conversation.pane import Pane
from app.ui.conversation.states import ExchangeState, RunFigures
from app.ui.conversation.transcript import REMEMBER_MS, Transcript
from app.ui.widgets.empty import EmptyState

Made = Callable[..., ExchangeState]
LONG = "A line of thought that goes on.\n\n" * 120


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


def wheel(widget: QWidget, notches: int) -> None:
    """Turn the wheel over the middle of a widget, as the window system tells of it; up is positive."""
    window = widget.window()
    QTest.wheelEvent(window.windowHandle(), widget.mapTo(window, widget.rect().center()), QPoint(0, 120 * notches))
    settle()


def view_of(transcript: Transcript, answer: int) -> ExchangeView:
    found = transcript.view_of(answer)
    assert found is not None
    return found


def top_of(transcript: Transcript, answer: int) -> int:
    """Where an exchange begins, in pixels below the upper edge of what is seen."""
    return view_of(transcript, answer).mapTo(transcript.viewport(), QPoint(0, 0)).y()


def begin(transcript: Transcript, states: list[ExchangeState]) -> ExchangeView:
    """A run begins with the last of these exchanges."""
    transcript.show_exchanges(states)
    answer = states[-1].answer_id
    assert answer is not None
    transcript.show_run(answer)
    settle()
    return view_of(transcript, answer)


def way_back(pane: Pane) -> QPushButton:
    return next(
        each for each in pane.findChildren(QPushButton) if each.accessibleName() == "Back to the end of the text"
    )


# ---- opening --------------------------------------------------------------------------------------------------------


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
    assert view_of(transcript, 11).thinking.view.toPlainText().startswith("A line of thought")
    assert len(transcript.findChildren(ExchangeView)) < 16


def test_views_are_kept_when_the_same_exchanges_are_shown_again(transcript: Transcript, exchange: Made) -> None:
    transcript.show_exchanges([exchange(1), exchange(2)])
    first, second = view_of(transcript, 11), view_of(transcript, 21)
    transcript.show_exchanges([exchange(1), exchange(2, answer_id=22, answers=(21, 22), answer="Another.")])
    assert view_of(transcript, 11) is first
    assert view_of(transcript, 22) is second
    assert transcript.view_of(21) is None
    assert second.answer.view.toPlainText() == "Another."


# ---- a run ----------------------------------------------------------------------------------------------------------


def test_a_new_run_is_brought_to_the_top_once(transcript: Transcript, exchange: Made, running: Made) -> None:
    before = [exchange(number) for number in range(1, 6)]
    transcript.show_exchanges(before)
    view = begin(transcript, [*before, running(6)])
    assert top_of(transcript, 61) == 16
    transcript.verticalScrollBar().setValue(transcript.verticalScrollBar().value() - 300)
    place = top_of(transcript, 61)
    for _ in range(20):
        view.grow("thinking", LONG[:200])
        view.show_figures(RunFigures(thinking_tokens=50))
    settle()
    assert top_of(transcript, 61) == place == 316


def test_the_end_of_a_run_moves_nothing(transcript: Transcript, exchange: Made, running: Made) -> None:
    view = begin(transcript, [exchange(1), running(2)])
    view.grow("thinking", "Short.")
    view.grow("answer", "Also short.")
    settle()
    text = view.answer.view.mapTo(transcript, QPoint(0, 0))
    transcript.show_exchanges([exchange(1), exchange(2, thinking="Short.", answer="Also short.")])
    settle()
    assert view_of(transcript, 21) is view
    assert view.answer.view.mapTo(transcript, QPoint(0, 0)) == text
    assert view.answer.view.toPlainText() == "Also short."


def test_a_pane_follows_its_end_until_the_reader_scrolls_up_and_offers_a_way_back(
    transcript: Transcript, running: Made, qtbot: QtBot
) -> None:
    view = begin(transcript, [running(1)])
    pane, bar = view.thinking, view.thinking.view.verticalScrollBar()

    def write(tokens: int) -> None:
        view.grow("thinking", LONG)
        view.show_figures(RunFigures(thinking_tokens=tokens, thinking_s=1.0))
        qtbot.wait(120)  # what comes fast is drawn a few times a second

    write(100)
    write(200)
    assert bar.value() == bar.maximum() > 0
    assert not way_back(pane).isVisible()

    wheel(pane.view.viewport(), 3)
    held = bar.value()
    assert held < bar.maximum()
    write(1700)
    assert bar.value() == held
    assert not pane.following
    assert way_back(pane).isVisible()
    assert "1,500" in way_back(pane).text()

    QTest.mouseClick(way_back(pane), Qt.MouseButton.LeftButton)
    assert bar.value() == bar.maximum()
    assert not way_back(pane).isVisible()
    write(1800)
    assert bar.value() == bar.maximum()


def test_panes_follow_independently(transcript: Transcript, running: Made, qtbot: QtBot) -> None:
    view = begin(transcript, [running(1)])
    view.grow("thinking", LONG)
    view.grow("answer", LONG)
    qtbot.wait(120)
    wheel(view.thinking.view.viewport(), 2)
    assert not view.thinking.following
    assert view.answer.following


def test_a_run_that_is_opened_half_way_is_followed(transcript: Transcript, exchange: Made, running: Made) -> None:
    transcript.show_exchanges([exchange(1), running(2, thinking=LONG, phase="thinking")])
    settle()
    bar = view_of(transcript, 21).thinking.view.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0
    assert top_of(transcript, 21) == 16


def test_streamed_text_is_still_there_after_scrolling_far_away(
    transcript: Transcript, exchange: Made, running: Made
) -> None:
    before = [exchange(number, thinking=LONG) for number in range(1, 9)]
    view = begin(transcript, [*before, running(9)])
    view.grow("thinking", "Kept.")
    transcript.verticalScrollBar().setValue(0)
    settle()
    view_of(transcript, 91).grow("thinking", " And more.")
    transcript.go_to_end()
    settle()
    assert view_of(transcript, 91) is view
    view.thinking.view.finish()
    assert view.thinking.view.toPlainText() == "Kept. And more."


# ---- the wheel ------------------------------------------------------------------------------------------------------


def test_the_wheel_at_a_panes_end_moves_the_whole(transcript: Transcript, exchange: Made) -> None:
    transcript.show_exchanges([exchange(number, thinking=LONG) for number in range(1, 6)])
    settle()
    pane, outer = view_of(transcript, 51).thinking.view, transcript.verticalScrollBar()
    before = outer.value()
    wheel(pane.viewport(), -1)
    assert pane.verticalScrollBar().value() > 0
    assert outer.value() == before
    pane.verticalScrollBar().setValue(0)
    wheel(pane.viewport(), 1)
    assert outer.value() < before


def test_a_gesture_that_moves_the_whole_is_not_caught_by_a_pane(
    transcript: Transcript, exchange: Made, qtbot: QtBot
) -> None:
    transcript.show_exchanges([exchange(number, thinking=LONG) for number in range(1, 6)])
    settle()
    outer = transcript.verticalScrollBar()
    wheel(transcript.viewport(), 1)
    pane = view_of(transcript, 51).thinking.view
    before = outer.value()
    wheel(pane.viewport(), -1)
    assert (pane.verticalScrollBar().value(), outer.value() > before) == (0, True)
    qtbot.wait(round(GESTURE_S * 1000) + 50)
    wheel(pane.viewport(), -1)
    assert pane.verticalScrollBar().value() > 0


# ---- the reader's place ---------------------------------------------------------------------------------------------


def test_the_readers_place_survives_another_width(transcript: Transcript, exchange: Made) -> None:
    transcript.show_exchanges([exchange(number, thinking=LONG, question="word " * 60) for number in range(1, 40)])
    settle()
    transcript.focus_previous_exchange()
    transcript.focus_previous_exchange()
    settle()
    assert top_of(transcript, 371) == 16
    for width in (640, 1500, 900):
        transcript.resize(width, 800)
        settle()
        assert top_of(transcript, 371) == 16


def test_building_what_is_above_does_not_move_what_is_read(transcript: Transcript, exchange: Made) -> None:
    texts = ["x", LONG, "y " * 500]
    transcript.show_exchanges([exchange(n, thinking=texts[n % 3], answer=texts[(n + 1) % 3]) for n in range(1, 60)])
    settle()
    for _ in range(40):
        view = transcript.current()
        assert view is not None
        assert view.state is not None
        before = view.mapTo(transcript.viewport(), QPoint(0, 0)).y()
        wheel(transcript.viewport(), 1)
        moved = view.mapTo(transcript.viewport(), QPoint(0, 0)).y() - before
        assert moved == 3 * transcript.verticalScrollBar().singleStep()


def test_another_version_of_a_question_stands_where_the_old_one_stood(transcript: Transcript, exchange: Made) -> None:
    transcript.show_exchanges([exchange(1, thinking=LONG), exchange(2, thinking=LONG), exchange(3, thinking=LONG)])
    settle()
    transcript.verticalScrollBar().setValue(0)
    settle()
    place = top_of(transcript, 11)
    other = exchange(5, questions=(10, 50), thinking=LONG)
    transcript.show_exchanges([other])
    settle()
    assert top_of(transcript, 51) == place


# ---- layout ---------------------------------------------------------------------------------------------------------


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


# ---- wishes and keys ------------------------------------------------------------------------------------------------


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

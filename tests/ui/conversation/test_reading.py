"""Reading while a model writes: what follows, what stays, whose the wheel is."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ui.conversation import gesture
from app.ui.conversation.states import ExchangeState, RunFigures, ViewMode
from app.ui.conversation.transcript import Transcript
from tests.ui.conversation.hand import LONG, begin, settle, top_of, view_of, way_back, wheel

Made = Callable[..., ExchangeState]


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
    assert view.answer.view.plain_text() == "Also short."


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
    assert view.thinking.view.plain_text() == "Kept. And more."


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
    transcript: Transcript, exchange: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gesture, "GESTURE_S", 600.0)  # however busy the machine is
    transcript.show_exchanges([exchange(number, thinking=LONG) for number in range(1, 6)])
    settle()
    outer = transcript.verticalScrollBar()
    wheel(transcript.viewport(), 1)
    pane = view_of(transcript, 51).thinking.view
    before = outer.value()
    wheel(pane.viewport(), -1)
    assert (pane.verticalScrollBar().value(), outer.value() > before) == (0, True)
    monkeypatch.setattr(gesture, "GESTURE_S", 0.0)
    wheel(pane.viewport(), -1)
    assert pane.verticalScrollBar().value() > 0


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


@pytest.mark.parametrize("mode", ["answer", "thinking"])
def test_a_pane_that_is_out_of_sight_goes_on_growing(transcript: Transcript, running: Made, mode: ViewMode) -> None:
    transcript.set_mode(mode)
    view = begin(transcript, [running(1)])
    view.grow("thinking", LONG)
    transcript.resize(700, 600)
    settle()
    view.grow("thinking", LONG)
    view.grow("answer", LONG)
    transcript.set_text_size(20)
    settle()
    transcript.set_mode("both")
    settle()
    for pane in (view.thinking, view.answer):
        pane.view.finish()
        assert pane.view.plain_text().count("goes on") == LONG.count("goes on") * (2 if pane.kind == "thinking" else 1)
        assert pane.view.text_width() == pane.view.viewport().width()

"""Finding in a conversation, as a person does it: Ctrl+F, typing, Enter, Escape."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ui.conversation.states import ExchangeState
from app.ui.conversation.transcript import Transcript
from app.ui.find.bar import FindBar
from app.ui.find.presenter import FindPresenter
from app.ui.theme import theme_named
from tests.ui.conversation.hand import settle
from tests.ui.person import Person

LONG = "A line of thought that fills the pane.\n\n" * 60


@pytest.fixture
def transcript(qtbot: QtBot) -> Transcript:
    made = Transcript(theme_named("light"))
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    return made


@pytest.fixture
def finding(transcript: Transcript) -> FindPresenter:
    return FindPresenter(transcript, FindBar(theme_named("light"), transcript), transcript)


def states(count: int) -> list[ExchangeState]:
    """Exchanges whose thinking names one needle at its end, and whose answer names two."""
    first = ExchangeState(question_id=1, question="Which?", answer_id=2)
    return [
        replace(
            first,
            question_id=2 * n + 1,
            answer_id=2 * n + 2,
            thinking=LONG + f"The needle {n} is here.",
            answer="A needle and another needle.",
        )
        for n in range(count)
    ]


def bar_of(finding: FindPresenter) -> FindBar:
    return finding._bar


def look(finding: FindPresenter, words: str, qtbot: QtBot) -> FindBar:
    finding.open()
    bar = bar_of(finding)
    bar.field.setText(words)
    qtbot.waitUntil(lambda: "…" not in bar._count.text() and bar._count.text() != "", timeout=10_000)
    return bar


def test_a_whole_conversation_is_counted_though_few_of_its_exchanges_are_built(
    transcript: Transcript, finding: FindPresenter, qtbot: QtBot
) -> None:
    transcript.show_exchanges(states(40))
    settle()
    bar = look(finding, "needle", qtbot)
    assert bar._count.text() == "120"
    assert sum(transcript.view_at(state.question_id) is not None for state in transcript.states()) < 20


def test_enter_goes_from_find_to_find_and_around(transcript: Transcript, finding: FindPresenter, qtbot: QtBot) -> None:
    transcript.show_exchanges(states(12))
    settle()
    bar = look(finding, "needle", qtbot)
    seen = []
    for _ in range(37):
        QTest.keyClick(bar.field, Qt.Key.Key_Return)
        settle()
        seen.append(bar._count.text())
    assert seen[0] == seen[36]
    assert len(set(seen)) == 36
    QTest.keyClick(bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert bar._count.text() == seen[35]


def test_the_find_that_is_gone_to_is_in_sight(transcript: Transcript, finding: FindPresenter, qtbot: QtBot) -> None:
    transcript.show_exchanges(states(12))
    settle()
    bar = look(finding, "needle 3 ", qtbot)
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    settle()
    view = transcript.view_at(7)
    assert view is not None
    reader = view.thinking.view
    place = reader.finder.current
    assert place is not None
    point = reader.viewport().mapTo(transcript.viewport(), reader.point_of(place).toPoint())
    assert transcript.viewport().rect().contains(point)
    assert 0 <= reader.point_of(place).y() <= reader.viewport().height()


@pytest.mark.parametrize(("where", "count"), [("thinking", "12"), ("answer", "24"), ("both", "36")])
def test_only_the_thinking_or_only_the_answers(
    transcript: Transcript, finding: FindPresenter, qtbot: QtBot, where: str, count: str
) -> None:
    transcript.show_exchanges(states(12))
    settle()
    bar = look(finding, "needle", qtbot)
    bar._where.set_value(where)
    bar._where.chosen.emit(where)
    qtbot.waitUntil(lambda: bar._count.text() == count, timeout=10_000)


def test_only_here_counts_the_exchange_that_is_being_read(
    transcript: Transcript, finding: FindPresenter, qtbot: QtBot
) -> None:
    transcript.show_exchanges(states(12))
    settle()
    bar = look(finding, "needle", qtbot)
    bar._here.setChecked(True)
    qtbot.waitUntil(lambda: bar._count.text() == "3", timeout=10_000)


def test_an_expression_that_is_none_is_told_and_finds_nothing(
    transcript: Transcript, finding: FindPresenter, qtbot: QtBot
) -> None:
    transcript.show_exchanges(states(2))
    settle()
    bar = look(finding, "needle", qtbot)
    bar._regular.setChecked(True)
    bar.field.setText("need(")
    qtbot.waitUntil(lambda: bar._count.text() == "Not an expression", timeout=5000)
    bar.field.setText("nee+dle [0-9]")
    qtbot.waitUntil(lambda: bar._count.text() == "2", timeout=5000)


def test_what_is_not_there_is_said_to_be_not_there(
    transcript: Transcript, finding: FindPresenter, qtbot: QtBot
) -> None:
    transcript.show_exchanges(states(2))
    settle()
    assert look(finding, "haystack", qtbot)._count.text() == "No finds"


def test_a_person_finds_while_it_is_being_written_and_leaves_with_escape(start: Callable[..., Person]) -> None:
    person = start()
    person.wait_ready()
    person.ask("something long")
    QTest.keyClick(person.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    person.wait(lambda: bar_of(person.desk.finding).isVisible())
    bar = bar_of(person.desk.finding)
    bar.field.setText("想")
    person.wait(lambda: bar._count.text() == "3,000")
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    # While more comes, the count is only what was found so far.
    person.wait(lambda: bar._count.text().removesuffix("…").endswith("of 3,000"))
    person.wait_ready()
    QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert person.window.transcript.current().thinking.view.finder.count == 0

"""What of a run is said aloud: that it thinks, that it answers, and how it ended. Nothing else."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.ui.conversation import exchange as module
from app.ui.conversation.states import ExchangeState
from app.ui.conversation.transcript import Transcript
from tests.ui.conversation.hand import begin

Made = Callable[..., ExchangeState]


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    heard: list[str] = []
    monkeypatch.setattr(module, "say", lambda widget, text: heard.append(text) if text else None)
    return heard


def test_phases_are_said_once_and_the_end_is(
    transcript: Transcript, running: Made, exchange: Made, said: list[str]
) -> None:
    view = begin(transcript, [running(1)])
    for _ in range(3):
        view.grow("thinking", "So. ")
    for _ in range(3):
        view.grow("answer", "Yes. ")
    transcript.show_exchanges([exchange(1, thinking="So. " * 3, answer="Yes. " * 3)])
    assert said == ["Thinking", "Answering", "Answer ready"]


def test_opening_a_conversation_says_nothing(transcript: Transcript, exchange: Made, said: list[str]) -> None:
    transcript.show_exchanges([exchange(1), exchange(2)])
    assert said == []


@pytest.mark.parametrize(
    ("ending", "told"), [("cancelled", "Stopped"), ("interrupted", "Stopped"), ("failed", "It broke.")]
)
def test_an_end_that_is_no_answer_is_said_as_such(
    transcript: Transcript, running: Made, exchange: Made, said: list[str], ending: str, told: str
) -> None:
    view = begin(transcript, [running(1)])
    view.grow("thinking", "So.")
    over = replace(exchange(1, thinking="So.", answer=""), ending=ending, fault="It broke.")
    transcript.show_exchanges([over])
    assert said == ["Thinking", told]

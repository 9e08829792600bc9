"""A transcript and a composer on a window of a known size, in the light theme, and exchanges to put into them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.conversation.composer import Composer
from app.ui.conversation.states import ExchangeState, RunFigures
from app.ui.conversation.transcript import Transcript
from app.ui.theme import apply, theme_named

THINKING = "Let me weigh this.\n\nWait, that is not quite right.\n\n"
ANSWER = "It is **so**, and for *this* reason.\n\n"


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    """Figures are grouped as in English, whatever this machine speaks."""
    before = QLocale()
    QLocale.setDefault(QLocale("en"))
    apply(qapp, theme_named("light"))
    yield
    QLocale.setDefault(before)
    qapp.setStyleSheet("")


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    """A window that has no wishes of its own about its size: the offscreen platform warns about those."""
    made = QWidget()
    made.resize(1600, 1000)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def composer(host: QWidget) -> Composer:
    made = Composer(theme_named("light"), host)
    made.resize(700, 300)
    made.show()
    made.setFocus()
    return made


@pytest.fixture
def transcript(host: QWidget) -> Transcript:
    made = Transcript(theme_named("light"), host)
    made.resize(1200, 800)
    made.show()
    return made


@pytest.fixture
def exchange() -> Callable[..., ExchangeState]:
    """An exchange that went well, or one that differs: `exchange(3, thinking="…", phase="thinking")`."""

    def made(number: int = 1, **different: Any) -> ExchangeState:
        question, answer = number * 10, number * 10 + 1
        state = ExchangeState(
            question_id=question,
            question=f"Question {number}?",
            questions=(question,),
            answer_id=answer,
            answers=(answer,),
            thinking=THINKING,
            answer=ANSWER,
            ending="stop",
            model="R1",
            figures=RunFigures(thinking_tokens=512, answer_tokens=1200, thinking_s=12.4, answer_s=30.0),
        )
        return replace(state, **different)

    return made


@pytest.fixture
def running(exchange: Callable[..., ExchangeState]) -> Callable[..., ExchangeState]:
    """An exchange whose answer is on its way."""

    def made(number: int = 1, **different: Any) -> ExchangeState:
        begun: dict[str, Any] = {
            "thinking": "", "answer": "", "ending": None, "phase": "reading", "figures": RunFigures(), "can_act": False
        }  # fmt: skip
        return exchange(number, **(begun | different))

    return made

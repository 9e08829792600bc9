"""A group on the real engine and the starter weights: it streams, is ranked, is stopped, grows, and lands."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.engine.launch import Launch
from app.engine.values import Phase
from app.groups.grading import key_of
from app.main import Program
from tests.ui.group.sampler import Sampler

LENGTH = key_of({"kind": "length", "unit": "characters", "least": 100, "most": 110})


@pytest.fixture
def real(qapp: QApplication, qtbot: QtBot, tmp_path: Path, starter_weights: Path) -> Iterator[Sampler]:
    """In front of the page, with the starter weights open."""
    program = Program(qapp, tmp_path / "sibian.db", starter_weights, Launch())
    loading = {str(starter_weights): {"n_ctx": 2048}}
    program.settings.replace(language="en", theme="light", loading=loading)
    program.show()
    somebody = Sampler(program, qtbot)
    somebody.wait(lambda: program.session.status.phase is Phase.READY, 60_000)
    program.desk.models._on_sampling({**program.desk.models._values(), "max_tokens": 28, "seed": 3})
    somebody.open()
    yield somebody
    program.close()
    program.dismiss()


@pytest.mark.model
def test_a_group_of_eight_streams_ranks_stops_and_lands_in_the_conversation(real: Sampler) -> None:
    real.sample("Write one sentence about the first day of spring.", 8, LENGTH)
    real.wait(lambda: all(card.words.markdown() for card in real.cards), 60_000)
    assert sum(card.state.running for card in real.cards) > 1
    stopped = next(card for card in real.cards if card.state.running)
    real.click(stopped, "Stop this sample")
    real.wait(lambda: stopped.state.ending == "Stopped", 30_000)
    real.wait_over()
    assert len({card.words.markdown() for card in real.cards}) > 1
    judged = real.program.store.groups.judged(real.group)
    real.wait(lambda: len(real.program.store.groups.judged(real.group)) == 7)
    judged = real.program.store.groups.judged(real.group)
    assert stopped.state.generation not in judged

    real.page.order_chosen.emit("reward")
    rewards = [card.state.worth.reward for card in real.cards]
    assert rewards == [*sorted((each for each in rewards[:7]), reverse=True), None]
    assert real.cards[0].state.rank == 1
    stored = np.array([judged[card.state.generation].reward for card in real.cards[:7]])
    assert len(set(stored)) > 1
    for spread, ddof in (("population", 0), ("sample", 1)):
        real.page.spread_chosen.emit(spread)
        shown = [card.state.worth.advantage for card in real.cards[:7]]
        assert np.allclose(shown, (stored - stored.mean()) / stored.std(ddof=ddof))
    assert all(card.state.confidence and card.state.strip.levels for card in real.cards)

    best = real.cards[0].state
    real.click(real.cards[0], "Take")
    real.wait(lambda: real.desk.pages.current == "")
    ((question, _, answer),) = real.shown()
    assert (question, answer) == ("Write one sentence about the first day of spring.", best.answer)
    (exchange,) = real.program.store.conversations.branch(real.desk.conversation.conversation)
    assert len(exchange.answers) == 8


@pytest.mark.model
def test_a_group_gets_more_samples_that_are_drawn_otherwise(real: Sampler) -> None:
    real.sample("Name a colour.", 2)
    real.wait_over()
    number = real.group
    real.page.ask.count.setValue(2)
    real.page.more_wished.emit(2)
    real.wait(lambda: len(real.page.state.samples) == 4)
    real.wait_over()
    assert real.group == number
    seeds = [real.program.store.generations.get(each.generation).seed for each in real.page.state.samples]
    assert seeds == [3, 4, 5, 6]

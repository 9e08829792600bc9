"""Steering and branching through the whole program: what was said is kept as it was, and is not computed again."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QTreeWidget
from pytestqt.qtbot import QtBot

from app.engine.branch import char_at
from app.engine.launch import Launch
from app.engine.values import RUNNING, Phase
from app.main import Program
from app.store.records import Generation
from app.ui.conversation.exchange import ExchangeView
from tests.ui.person import Person

SLACK = 1
"""The last token is always computed again, to have its logits."""


class Reader(Person):
    """Somebody who reads the last answer of the only conversation, and wants it otherwise."""

    @property
    def generations(self) -> list[Generation]:
        """Of all versions of the answer, in the order they were made."""
        (exchange,) = self.program.store.conversations.branch(self.desk.conversation.conversation)
        found = [self.program.store.generations.of_message(answer) for answer in exchange.answers]
        return [self.program.store.generations.get(each.id) for each in found if each is not None]

    @property
    def view(self) -> ExchangeView:
        (exchange,) = self.program.store.conversations.branch(self.desk.conversation.conversation)
        return self.window.transcript.view_of(exchange.answer.id)

    def click(self, name: str) -> None:
        found = self.view.findChildren(QAbstractButton)
        next(b for b in found if name in (b.text(), b.accessibleName()) and b.isVisible() and b.isEnabled()).click()

    def sample(self, most: int) -> None:
        """Greedy, and at most so many new tokens."""
        values = {**self.desk.models._values(), "temperature": 0.0, "max_tokens": most}
        self.window.sampling.changed.emit(values)

    def branch(self, do: Callable[[], None]) -> tuple[Generation, Generation]:
        """Do something that makes another version. The version that was on view, and the new one once it has ended."""
        before = {each.id: each for each in self.generations}
        shown = self.view.state.answer_id
        do()
        self.wait(lambda: len(self.generations) == len(before) + 1)
        self.wait(lambda: all(each.ending for each in self.generations), 60_000)
        self.wait_ready()
        after = {each.id: each for each in self.generations}
        assert {id: after[id].raw for id in before} == {id: each.raw for id, each in before.items()}
        old = next(each for each in before.values() if each.message == shown)
        return old, next(each for id, each in after.items() if id not in before)

    def choose(self, place: int) -> None:
        """Open the chooser and point at a place."""
        self.view.choose_place("fork")
        self.wait(lambda: self.view.choosing)
        self.view.chooser.view.choose(place)


def kept(reader: Reader, old: Generation, new: Generation) -> str:
    """What a version carried over, which must be what the old one began with, and must not have been computed again."""
    assert new.origin == old.id
    assert new.origin_tokens is not None
    tokens = reader.program.store.generations.tokens(old.id)
    text = old.raw[: char_at(tokens, new.origin_tokens)]
    assert new.raw.startswith(text)
    prompt = old.prompt_tokens - old.prefix_tokens - inserted(reader, old)
    assert new.cached_tokens >= prompt + new.origin_tokens - SLACK
    assert new.prompt_tokens >= new.cached_tokens
    return text


def inserted(reader: Reader, generation: Generation) -> int:
    """How many tokens were typed or chosen, after those carried over and before the first sampled one."""
    own = reader.program.store.generations.tokens(generation.id).origins[generation.prefix_tokens :]
    return next((index for index, origin in enumerate(own) if origin != 2), len(own)) if generation.origin else 0


@pytest.fixture
def real(qapp: QApplication, qtbot: QtBot, tmp_path: Path, starter_weights: Path) -> Iterator[Reader]:
    """Somebody in front of the program with the starter weights open.

    They do not think aloud. With the family of R1 they do as soon as a thinking was opened for them, and it ends when
    it is told to.
    """
    program = Program(qapp, tmp_path / "sibian.db", starter_weights, Launch())
    loading = {str(starter_weights): {"family": "deepseek-r1", "n_ctx": 2048}}
    program.settings.replace(language="en", theme="light", loading=loading)
    program.show()
    reader = Reader(program, qtbot)
    reader.wait(lambda: program.session.status.phase is Phase.READY, 60_000)
    yield reader
    program.close()
    program.dismiss()


@pytest.fixture
def thinker(real: Reader) -> Reader:
    """The same, in front of an answer that was thought about, as the second version of two."""
    real.sample(12)
    real.ask_and_wait("Tell me a long story about a river.")
    real.choose(0)
    real.view.chooser.findChild(QLineEdit).setText("<think>\nOnce upon a time there was a river,")
    real.sample(160)
    thinks = real.program.session

    def fork_and_answer() -> None:
        real.click("Fork here")
        real.wait(lambda: (live := thinks.live) is not None and len(live.thinking) > 120)
        real.window.composer.setFocus()
        QTest.keyClick(real.window.composer.focusProxy(), Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)

    _, new = real.branch(fork_and_answer)
    assert new.raw.startswith("<think>\nOnce upon a time there was a river,")
    real.sample(16)
    return real


@pytest.mark.model
def test_a_stopped_answer_goes_on_without_reading_again_what_it_had_said(real: Reader) -> None:
    real.sample(0)
    real.ask("Tell me a long story about a river.")
    real.wait(lambda: (live := real.program.session.live) is not None and len(live.answer) > 120)
    real.qtbot.keyClick(real.window, Qt.Key.Key_Escape)
    real.wait_ready()
    real.sample(16)
    old, new = real.branch(lambda: real.click("Continue"))
    assert old.ending == "cancelled"
    assert kept(real, old, new) == old.raw
    assert len(new.raw) > len(old.raw)
    assert real.view.answer.markdown.startswith(old.raw.rstrip("\ufffd").strip()[:100])
    assert "prompt tokens reused" in real.view.foot.past()


@pytest.mark.model
def test_a_thinking_is_ended_by_a_key_and_says_so(thinker: Reader) -> None:
    (remark,) = thinker.view.thinking.remarks.lines
    assert remark.remark.kind == "answer_now"
    assert thinker.view.state.thinking.startswith("Once upon a time there was a river,")
    assert thinker.view.state.answer.strip()
    assert "</think>" in thinker.generations[-1].raw


@pytest.mark.model
def test_a_fork_keeps_what_comes_before_and_takes_what_was_typed(thinker: Reader) -> None:
    thinker.choose(14)
    place = thinker.view.chooser.view.place
    thinker.view.chooser.findChild(QLineEdit).setText(" Wait, decimals!")
    old, new = thinker.branch(lambda: thinker.click("Fork here"))
    begun = kept(thinker, old, new)
    assert new.origin_tokens == place.first
    assert new.raw.startswith(begun + " Wait, decimals!")
    assert new.origin_kind == "fork"
    assert thinker.view.state.thinking.count(" Wait, decimals!") == 1


@pytest.mark.model
def test_a_fork_takes_an_alternative_by_its_token(thinker: Reader) -> None:
    thinker.choose(18)
    place, table = thinker.view.chooser.view.place, thinker.view.chooser.findChild(QTreeWidget)
    thinker.wait(lambda: any(choice.can_be_taken for choice in thinker.view.chooser._choices))
    row = next(index for index, choice in enumerate(thinker.view.chooser._choices) if choice.can_be_taken)
    choice = thinker.view.chooser._choices[row]
    table.topLevelItem(row).setSelected(True)
    old, new = thinker.branch(lambda: thinker.click("Fork here"))
    assert new.raw.startswith(kept(thinker, old, new) + choice.text)
    assert thinker.program.store.generations.tokens(new.id).ids[place.first] == choice.id


@pytest.mark.model
def test_going_on_from_a_place_draws_again_from_there(thinker: Reader) -> None:
    thinker.choose(20)
    place = thinker.view.chooser.view.place
    old, new = thinker.branch(lambda: thinker.click("Go on from here"))
    assert kept(thinker, old, new).endswith(place.text)
    assert new.origin_tokens == place.last + 1


@pytest.mark.model
def test_a_changed_thinking_goes_on_from_where_it_was_changed(thinker: Reader) -> None:
    half = len(thinker.view.state.thinking) // 2
    thinker.view.edit_thinking()
    edited = thinker.view.state.thinking[:half] + " Hmm, on the other hand"
    thinker.view.thinking.editor.findChild(QPlainTextEdit).setPlainText(edited)
    old, new = thinker.branch(lambda: thinker.click("Go on from here"))
    begun = kept(thinker, old, new)
    assert (new.origin_kind, len(begun) > half // 2) == ("edit", True)
    assert thinker.view.state.thinking.startswith(edited)
    assert not thinker.view.thinking.editing


@pytest.mark.model
def test_the_same_thinking_is_answered_once_more(thinker: Reader) -> None:
    before = thinker.view.state
    old, new = thinker.branch(thinker.window.actions_.reroll.trigger)
    begun = kept(thinker, old, new)
    assert begun.rstrip().endswith("</think>")
    assert thinker.view.state.thinking == before.thinking
    assert thinker.view.state.answer_id != before.answer_id
    assert thinker.view.foot.past().startswith("Same thinking, answered again")


def test_a_budget_ends_the_thinking_and_is_still_told_after_a_restart(
    start: Callable[..., Person], weights: Path
) -> None:
    person = start(speed=400)
    person.wait_ready()
    person.program.settings.replace(steering={str(weights): {"budget": 30, "tolerance": 5}})
    person.ask_and_wait("something long")
    branch = person.program.store.conversations.branch(person.desk.conversation.conversation)
    assert "Budget reached" in person.window.transcript.view_of(branch[0].answer.id).thinking.remarks.text()
    person.program.close()
    person.program.dismiss()
    again = start()
    again.wait_ready()
    again.desk.conversation.open(branch[0].question.conversation)
    assert "Budget reached" in again.window.transcript.view_of(branch[0].answer.id).thinking.remarks.text()


def test_a_thinking_that_goes_on_can_be_ended_in_its_head(start: Callable[..., Person]) -> None:
    person = start(speed=200)
    person.wait_ready()
    person.ask("something long")
    session = person.program.session
    person.wait(lambda: (live := session.live) is not None and len(live.thinking) > 30)
    view = person.window.transcript.view_of(session.live.begun.answer)
    person.wait(lambda: view.thinking._end.isVisible())
    view.thinking._end.click()
    person.wait(lambda: (live := session.live) is None or len(live.answer) > 0)
    assert len(view.state.thinking) < 2900
    person.desk.conversation.stop()
    person.wait(lambda: session.status.phase not in RUNNING)
    assert "ended by you" in view.thinking.remarks.text()

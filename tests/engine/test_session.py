"""The state machine over a real engine process that plays scripts, on a real store."""

import os
import signal
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import psutil
import pytest

from app.engine.session import Ask, LoadOptions, Phase
from app.errors import EngineError, StoreError, WrongUse
from app.store.changes import Written
from app.store.records import Chunk, Said
from app.store.store import Store

THOUGHT, SAID = "九点一一比九点九短一位。\nSo compare 0.11 with 0.90.", "9.9 更大。"
LONG = "想" * 400 + "\n</think>\n\n" + "答" * 400

Playing = Callable[..., Any]


# ---- runs -----------------------------------------------------------------------------------------------------------


def test_a_question_is_thought_about_and_answered_and_kept(playing: Playing, store: Store) -> None:
    desk = playing().ready()
    desk.ask("哪个更大？", sampling={"seed": 7, "temperature": 0.3})
    ended = desk.ended()
    assert (desk.text("thinking"), desk.text("answer")) == (THOUGHT, SAID)
    assert (ended.ending, ended.error) == ("stop", None)
    assert ended.figures.answer_tokens > 0
    exchange = store.conversations.branch(ended.conversation)[0]
    assert exchange.question.text("text") == "哪个更大？"
    assert exchange.answer.text("thinking") == THOUGHT
    assert exchange.answer.text("answer") == SAID
    assert exchange.generation.sampling["temperature"] == 0.3
    assert exchange.generation.sampling["top_p"] == 0.95  # as recommended
    assert exchange.generation.seed == 7
    assert "哪个更大？" in store.generations.get(ended.generation).prompt
    assert desk.session.status.phase is Phase.READY
    assert desk.session.live is None


def test_the_question_is_on_disk_before_the_engine_hears_of_it(playing: Playing, store: Store) -> None:
    desk = playing().ready()
    seen: list[Any] = []
    sent = desk.session._client.send

    def send(command: Any) -> None:
        seen.append([c.title for c in store.conversations.list()])
        sent(command)

    desk.session._runner._send = send
    desk.ask("先写下来")
    desk.ended()
    assert seen[0] == ["先写下来"]


def test_phases_follow_the_run(playing: Playing) -> None:
    desk = playing({"raw": LONG, "read_s": 0.05}, speed=2000).ready()
    desk.said.clear()
    desk.ask()
    desk.ended()
    assert desk.phases() == [Phase.PREPARING, Phase.THINKING, Phase.ANSWERING, Phase.READY]


def test_a_view_that_arrives_late_sees_everything_so_far(playing: Playing) -> None:
    desk = playing({"raw": LONG}, speed=400).ready()
    desk.ask()
    desk.wait(lambda: len(desk.text("thinking")) > 50)
    live = desk.session.live
    assert live.thinking == desk.text("thinking")
    assert live.begun == desk.all("begun")[0]
    assert live.phase is Phase.THINKING
    assert live.prompt_tokens > 0
    desk.session.stop()
    desk.ended()


def test_stop_keeps_what_was_said_and_the_engine(playing: Playing, store: Store) -> None:
    desk = playing({"raw": LONG}, speed=400).ready()
    pid = desk.session.pid
    desk.ask()
    desk.wait(lambda: len(desk.text("thinking")) > 50)
    desk.session.stop()
    assert desk.session.status.phase is Phase.STOPPING
    ended = desk.ended()
    assert (ended.ending, ended.error) == ("cancelled", None)
    kept = store.generations.get(ended.generation)
    assert kept.raw == desk.text("thinking")
    assert kept.ending == "cancelled"
    assert desk.session.pid == pid
    desk.wait_phase(Phase.READY)


def test_stop_before_the_first_token_still_ends_the_run(playing: Playing, store: Store) -> None:
    desk = playing({"raw": LONG, "read_s": 30}).ready()
    desk.ask()
    desk.session.stop()  # the question is not even written yet
    ended = desk.ended()
    assert ended.ending == "cancelled"
    assert store.conversations.branch(ended.conversation)[0].question.text("text") == "哪个更大？"


def test_an_engine_that_does_not_obey_is_killed_and_comes_back(playing: Playing, store: Store) -> None:
    desk = playing({"raw": LONG, "after": 20, "hang": True}, speed=200).ready()
    desk.session._grace.setInterval(200)
    pid = desk.session.pid
    desk.ask()
    desk.wait(lambda: len(desk.text("thinking")) > 10)
    desk.pause(200)  # by now it hangs
    desk.session.stop()
    ended = desk.ended()
    assert (ended.ending, ended.error) == ("cancelled", None)
    assert store.generations.get(ended.generation).raw == desk.text("thinking")
    desk.wait_phase(Phase.READY)
    assert desk.session.pid not in (0, pid)
    assert desk.all("failed") == []


def test_an_engine_that_dies_thinking_loses_no_text_and_comes_back(playing: Playing, store: Store) -> None:
    desk = playing({"raw": LONG, "after": 100, "die": "abort"}, speed=1000).ready()
    desk.ask()
    ended = desk.ended()
    assert (ended.ending, ended.error.kind) == ("failed", "engine_died")
    kept = store.generations.get(ended.generation)
    assert kept.raw == desk.text("thinking")
    assert len(kept.raw) > 60
    assert (kept.ending, kept.error) == ("failed", "engine_died")
    desk.wait_phase(Phase.READY)
    assert desk.session.status.model.path == Path("/weights/tiny.gguf")
    assert desk.all("failed") == []


def test_an_engine_that_dies_idle_is_reported_and_comes_back(playing: Playing) -> None:
    desk = playing().ready()
    os.kill(desk.session.pid, signal.SIGKILL)
    desk.wait(lambda: desk.all("failed"))
    assert desk.all("failed")[0].kind == "engine_died"
    desk.wait_phase(Phase.READY)


def test_a_prompt_that_does_not_fit_is_an_error_with_its_numbers(playing: Playing, store: Store) -> None:
    desk = playing()
    desk.session.load(Path("/w"), LoadOptions(n_ctx=16))
    desk.wait_phase(Phase.READY)
    desk.ask("很长" * 40)
    ended = desk.ended()
    assert (ended.ending, ended.error.kind) == ("failed", "prompt_too_long")
    assert ended.error.fields["available"] == 16
    assert "80" in str(ended.error) or ended.error.fields["needed"] > 80
    assert store.conversations.branch(ended.conversation)[0].question.text("text") == "很长" * 40
    desk.wait_phase(Phase.READY)


def test_the_limit_of_tokens_is_told_apart_from_a_full_context(playing: Playing) -> None:
    desk = playing({"raw": LONG})
    desk.session.load(Path("/w"), LoadOptions(n_ctx=200))
    desk.wait_phase(Phase.READY)
    desk.ask(max_tokens=10)
    assert desk.ended(1).ending == "length"
    desk.ask()
    assert desk.ended(2).ending == "context_full"


def test_the_next_question_carries_the_conversation_but_not_its_thinking(playing: Playing, store: Store) -> None:
    desk = playing().ready()
    desk.ask("第一问")
    first = desk.ended(1)
    desk.ask("第二问", conversation=first.conversation, parent=first.message)
    second = desk.ended(2)
    prompt = store.generations.get(second.generation).prompt
    assert "第一问" in prompt
    assert SAID in prompt
    assert THOUGHT not in prompt


def test_other_weights_wait_for_the_run_to_end(playing: Playing) -> None:
    desk = playing({"raw": LONG}, speed=1500).ready()
    desk.ask()
    desk.wait(lambda: desk.text("thinking"))
    desk.session.load(Path("/w/other.gguf"))
    ended = desk.ended()
    assert ended.ending == "stop"
    desk.wait(lambda: desk.session.status.model and desk.session.status.model.path.name == "other.gguf")
    assert desk.text("answer") == "答" * 400


def test_nothing_can_be_asked_without_a_model_or_during_a_run(playing: Playing) -> None:
    desk = playing({"raw": LONG}, speed=200)
    ask = Ask(conversation=None, parent=None, question="?")
    assert not desk.session.ask(ask)
    desk.ready()
    assert desk.session.ask(ask)
    assert not desk.session.ask(ask)
    assert [error.kind for error in desk.all("failed")] == ["no_model", "engine"]
    assert all(isinstance(error, EngineError) for error in desk.all("failed"))


def test_an_unknown_sampling_setting_is_refused_before_anything_is_written(playing: Playing, store: Store) -> None:
    desk = playing().ready()
    assert not desk.session.ask(Ask(conversation=None, parent=None, question="?", sampling={"temprature": 1}))
    assert isinstance(desk.all("failed")[0], WrongUse)
    assert store.conversations.list() == []


def test_a_question_that_cannot_be_kept_is_not_asked(playing: Playing, store: Store) -> None:
    desk = playing().ready()
    store.close()
    desk.ask()
    desk.wait(lambda: desk.all("failed"))
    assert isinstance(desk.all("failed")[0], StoreError)
    assert desk.all("begun") == []
    assert desk.session.status.phase is Phase.READY


def test_a_conversation_is_measured_with_its_exact_prompt(playing: Playing) -> None:
    desk = playing()
    desk.session.measure([Said("user", "量一量")])  # before there is a model: answered once there is one
    desk.ready()
    desk.wait(lambda: desk.all("measured"))
    measured = desk.all("measured")[0]
    assert "量一量" in measured.prompt
    assert 0 < measured.prompt_tokens < measured.n_ctx


class FullDisk:
    """The store's generations with a disk that is full for as long as `full` says."""

    def __init__(self, store: Store) -> None:
        self._append = store.generations.append
        self.full = True

    def append(self, id: int, chunk: Chunk) -> "Future[Written[None]]":
        if not self.full:
            return self._append(id, chunk)
        refused: Future[Written[None]] = Future()
        refused.set_exception(StoreError("store_full"))
        return refused


def test_a_disk_that_is_full_for_a_while_costs_a_notice_and_no_text(
    playing: Playing, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = FullDisk(store)
    monkeypatch.setattr(store.generations, "append", disk.append)
    desk = playing({"raw": LONG}, speed=600).ready()
    desk.ask()
    desk.wait(lambda: desk.all("failed"))
    assert [error.kind for error in desk.all("failed")] == ["store_full"]
    desk.wait(lambda: desk.text("answer"))  # it went on meanwhile
    disk.full = False
    ended = desk.ended()
    assert (ended.ending, ended.error) == ("stop", None)
    assert store.generations.get(ended.generation).raw == LONG
    assert len(desk.all("failed")) == 1


def test_a_disk_that_stays_full_ends_the_run_with_its_fault_and_its_text_on_the_screen(
    playing: Playing, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*values: object) -> Any:
        raise StoreError("store_full")

    desk = playing().ready()
    for name in ("append", "finish"):
        monkeypatch.setattr(store.generations, name, refuse)
    desk.ask()
    ended = desk.ended()
    assert (ended.ending, ended.error.kind) == ("stop", "store_full")
    assert desk.text("answer") == SAID
    desk.wait_phase(Phase.READY)


# ---- the end --------------------------------------------------------------------------------------------------------


def test_closing_during_a_run_keeps_the_text_and_leaves_no_process(playing: Playing, store: Store) -> None:
    desk = playing({"raw": LONG}, speed=400).ready()
    process = psutil.Process(desk.session.pid)
    desk.ask()
    desk.wait(lambda: len(desk.text("thinking")) > 40)
    begun, shown = desk.all("begun")[0], desk.text("thinking")
    desk.session.close()
    kept = store.generations.get(begun.generation)
    assert kept.raw == shown
    assert kept.ending == "cancelled"
    assert not process.is_running()


def test_closing_right_after_a_question_leaves_no_run_without_an_ending(playing: Playing, store: Store) -> None:
    desk = playing().ready()
    desk.ask("还没开始")
    desk.session.close()
    (conversation,) = store.conversations.list()
    assert store.conversations.branch(conversation.id)[0].generation.ending == "cancelled"

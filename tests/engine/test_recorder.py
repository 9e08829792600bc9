"""A run's record: prompt, chunks and ending reach the store in order, whatever the disk does."""

import math
from array import array
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import msgspec
import pytest

from app.engine import convert
from app.engine.recorder import FLUSH_S, LAST_TRIES, RETRY_S, Recorder
from app.engine.values import Figures
from app.errors import StoreError
from app.store.records import Begun, Generation, Happening, NewExchange, Part
from app.store.store import Store
from app.store.tokens import Tokens
from runtime import protocol


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def begin(store: Store, prefix: str = "", parent: Begun | None = None) -> Begun:
    """A run; with a prefix, one that goes on from the run of `parent`."""
    new = NewExchange(
        conversation=parent.conversation if parent else None,
        parent=parent.question if parent else None,
        question=None if parent else "?",
        model="tiny",
        weights="/w",
        fingerprint="f",
        family="deepseek-r1",
        sampling={},
        prefix=prefix,
        prefix_tokens=Tokens(tuple(range(len(prefix))), (0.0,) * len(prefix), (1,) * len(prefix)),
        origin=parent.generation if parent else None,
        origin_kind="continue" if parent else None,
        origin_tokens=len(prefix) if parent else None,
    )
    return store.generations.begin(new).result(20).value


def prepared(opened: bool = True) -> protocol.Prepared:
    return protocol.Prepared(
        id=1, prompt="<p>", prompt_tokens=9, cached_tokens=4, n_ctx=64, family="deepseek-r1", opened=opened, seed=5
    )


def delta(raw: str, *pieces: tuple[Any, str], at: float = 0.0) -> protocol.Delta:
    return protocol.Delta(
        id=1,
        raw=raw,
        pieces=[protocol.Piece(channel, text) for channel, text in pieces],
        ids=list(range(len(raw))),
        at=[at] * len(raw),
        lengths=[1] * len(raw),
        origins=[protocol.SAMPLED] * len(raw),
        totals=protocol.Totals(),
    )


def kept(store: Store, begun: Begun) -> Generation:
    found = store.generations.get(begun.generation)
    assert found is not None
    return found


def parts(store: Store, begun: Begun) -> tuple[Part, ...]:
    answer = store.conversations.branch(begun.conversation)[0].answer
    assert answer is not None
    return answer.parts


def test_a_run_is_kept_with_its_prompt_its_text_and_its_ending(store: Store) -> None:
    begun = begin(store)
    recorder = Recorder(store, begun, "deepseek-r1")
    recorder.prepared(prepared())
    recorder.add(delta("想一想</think>", ("thinking", "想一想")))
    recorder.add(delta("好。", ("answer", "好"), ("answer", "。")))
    recorder.end("stop", Figures(thinking_tokens=3, answer_tokens=2, first_token_s=0.5))
    assert recorder.settle(20)
    found = kept(store, begun)
    assert (found.raw, found.prompt, found.seed, found.opened) == ("想一想</think>好。", "<p>", 5, True)
    assert (found.ending, found.thinking_tokens, found.timings["first_token_s"]) == ("stop", 3, 0.5)
    assert parts(store, begun) == (Part("thinking", "想一想"), Part("answer", "好。"))


def test_text_is_on_its_way_to_the_disk_as_soon_as_it_is_old_enough(store: Store, clock: Clock) -> None:
    begun = begin(store)
    recorder = Recorder(store, begun, "deepseek-r1", clock=clock)
    recorder.add(delta("a"))
    clock.now += FLUSH_S * 0.6
    recorder.add(delta("b"))
    _drain(store)
    assert kept(store, begun).raw == ""
    clock.now += FLUSH_S * 0.6
    recorder.tick()
    _drain(store)
    assert kept(store, begun).raw == "ab"


def test_what_the_engine_held_back_when_it_died_is_part_of_the_message(store: Store) -> None:
    begun = begin(store)
    recorder = Recorder(store, begun, "deepseek-r1")
    recorder.prepared(prepared())
    recorder.add(delta("a is </thi", ("thinking", "a is ")))
    recorder.end("failed", Figures(), "engine_died")
    assert recorder.settle(20)
    assert kept(store, begun).raw == "a is </thi"
    assert parts(store, begun) == (Part("thinking", "a is </thi"),)
    assert kept(store, begun).error == "engine_died"


def test_a_continued_run_keeps_what_it_began_with(store: Store) -> None:
    first = begin(store)
    before = Recorder(store, first, "deepseek-r1")
    before.prepared(prepared())
    before.add(delta("thinking a", ("thinking", "thinking a")))
    before.end("cancelled", Figures())
    assert before.settle(20)
    second = begin(store, prefix="thinking a", parent=first)
    recorder = Recorder(store, second, "deepseek-r1", prefix="thinking a", prefix_opened=True)
    assert recorder.text("thinking") == "thinking a"
    recorder.prepared(prepared())
    recorder.add(delta(" b</think>c", ("thinking", " b"), ("answer", "c")))
    assert recorder.text("thinking") == "thinking a b"
    recorder.end("stop", Figures())
    assert recorder.settle(20)
    assert kept(store, second).raw == "thinking a b</think>c"
    assert parts(store, second) == (Part("thinking", "thinking a b"), Part("answer", "c"))


def test_every_figure_of_every_token_is_kept(store: Store) -> None:
    begun = begin(store)
    recorder = Recorder(store, begun, "deepseek-r1")
    recorder.prepared(prepared())
    figures = protocol.TokenFigures(
        alternatives=2,
        logprob=array("f", [-0.5, -1.0]).tobytes(),
        sampled=array("f", [-0.25, -0.5]).tobytes(),
        entropy=array("f", [1.5, 2.0]).tobytes(),
        confidence=array("f", [9.0, 8.0]).tobytes(),
        top_ids=array("i", [7, 8, 9, 10]).tobytes(),
        top_logprob=array("f", [-0.5, -2.0, -1.0, -3.0]).tobytes(),
        top_sampled=array("f", [-0.25, -math.inf, -0.5, -1.0]).tobytes(),
    )
    recorder.add(msgspec.structs.replace(delta("ab"), figures=figures, origins=[protocol.TYPED, protocol.SAMPLED]))
    recorder.add(delta("c"))
    recorder.end("stop", Figures())
    assert recorder.settle(20)
    found = store.generations.tokens(begun.generation)
    assert (found.origins, found.lengths, found.k) == ((2, 0, 0), (1, 1, 1), 2)
    assert list(found.logprob[:2]) == [-0.5, -1.0]
    assert math.isnan(found.logprob[2])
    assert list(found.entropy[:2]) == [1.5, 2.0]
    assert found.alternatives(0) == ((7, -0.5, -0.25), (8, -2.0, -math.inf))


def test_what_happened_to_a_run_is_kept_even_where_the_program_dies(store: Store, clock: Clock) -> None:
    begun = begin(store)
    recorder = Recorder(store, begun, "deepseek-r1", clock=clock)
    recorder.add(delta("想", ("thinking", "想")))
    recorder.note(Happening("extended", 3, "Wait"))
    clock.now += 2 * FLUSH_S
    recorder.tick()
    store.close()  # without an end of the run, as after a crash
    with Store.open(store.path, convert.split_for_store, reserve_size=0) as again:
        assert again.mended == (begun.generation,)
        assert kept(again, begun).happenings == (Happening("extended", 3, "Wait", generation=begun.generation),)


def test_a_run_that_ended_has_everything_that_happened_in_order(store: Store) -> None:
    begun = begin(store)
    recorder = Recorder(store, begun, "deepseek-r1")
    recorder.note(Happening("extended", 3, "Wait"))
    recorder.note(Happening("trial", 3, "四十二", number=0))
    recorder.end("stop", Figures())
    assert recorder.settle(20)
    assert [each.kind for each in kept(store, begun).happenings] == ["extended", "trial"]


class FullDisk:
    """A store's generations on a disk that refuses the next `refusals` writes; the others reach the real store."""

    def __init__(self, store: Store) -> None:
        self._real = store.generations
        self.generations = self
        self.refusals = 0

    def __getattr__(self, name: str) -> Callable[..., "Future[Any]"]:
        def write(*values: Any) -> "Future[Any]":
            if self.refusals:
                self.refusals -= 1
                refused: Future[Any] = Future()
                refused.set_exception(StoreError("store_full"))
                return refused
            made: Future[Any] = getattr(self._real, name)(*values)
            return made

        return write


def test_text_that_a_full_disk_refused_is_written_in_its_place_later(store: Store, clock: Clock) -> None:
    begun = begin(store)
    disk = FullDisk(store)
    recorder = Recorder(disk, begun, "deepseek-r1", clock=clock)  # type: ignore[arg-type]
    recorder.prepared(prepared())
    _drain(store)
    disk.refusals = 2
    for letter in "abc":
        recorder.add(delta(letter, ("thinking", letter)))
        clock.now += FLUSH_S
        recorder.tick()
        recorder.tick()
    assert recorder.fault is not None
    assert recorder.fault.kind == "store_full"
    for _ in range(4):
        clock.now += RETRY_S
        recorder.tick()
        _drain(store)
    recorder.tick()
    assert recorder.fault is None
    assert kept(store, begun).raw == "abc"


def test_a_disk_that_stays_full_ends_the_record_and_not_the_program(store: Store, clock: Clock) -> None:
    begun = begin(store)
    disk = FullDisk(store)
    recorder = Recorder(disk, begun, "deepseek-r1", clock=clock)  # type: ignore[arg-type]
    disk.refusals = 1000
    recorder.prepared(prepared())
    recorder.add(delta("abc", ("thinking", "abc")))
    recorder.end("stop", Figures())
    for _ in range(4 * LAST_TRIES):
        clock.now += RETRY_S
        recorder.tick()
    assert recorder.settled
    assert recorder.fault is not None
    assert recorder.text("thinking") == "abc"


def _drain(store: Store) -> None:
    """Everything handed to the store so far is done."""
    store.settings.set("drained", True).result(20)

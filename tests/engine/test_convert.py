"""Between the protocol and the program's own values."""

from pathlib import Path

import pytest

from app.engine import convert
from app.engine.values import Figures, Phase
from app.errors import MESSAGES, EngineError, WeightsError, WrongUse
from app.store.records import Part
from runtime import protocol


def test_every_kind_of_failure_has_a_sentence() -> None:
    numbers = {"needed": 9, "available": 8, "expected": 2, "found": 1, "shard": 1, "shards": 2}
    for kind in protocol.FailureKind.__args__:
        failed = protocol.Failed(id=1, kind=kind, numbers=numbers)
        error = convert.failure(failed, Path("/w/model.gguf"))
        assert error.kind == kind or kind == "wrong_use"
        assert "{" not in str(error)


def test_a_failure_without_its_numbers_still_has_a_sentence() -> None:
    error = convert.failure(protocol.Failed(id=1, kind="prompt_too_long", detail="no numbers"), None)
    assert isinstance(error, EngineError)
    assert str(error).startswith(MESSAGES["engine"][0])
    assert "prompt_too_long" in error.detail


def test_faults_of_weights_leave_with_their_own_exit_code() -> None:
    assert isinstance(convert.failure(protocol.Failed(id=1, kind="unsupported"), Path("/w")), WeightsError)


def test_what_is_wanted_takes_the_place_of_what_is_recommended() -> None:
    chosen = convert.sampling({"temperature": 0.6, "top_p": 0.9}, {"temperature": 0, "seed": 3})
    assert (chosen.temperature, chosen.top_p, chosen.seed) == (0, 0.9, 3)


@pytest.mark.parametrize("wanted", [{"temprature": 1}, {"top_k": "many"}])
def test_sampling_that_makes_no_sense_is_wrong_use(wanted: dict[str, object]) -> None:
    with pytest.raises(WrongUse):
        convert.sampling({}, wanted)


def test_parts_keep_the_order_of_what_was_said() -> None:
    pairs = [("thinking", "a"), ("thinking", "b"), ("answer", ""), ("answer", "c"), ("thinking", "d")]
    assert convert.parts(pairs) == (Part("thinking", "ab"), Part("answer", "c"), Part("thinking", "d"))  # type: ignore[arg-type]


def test_a_runs_text_is_split_as_its_prompt_says() -> None:
    assert convert.split_for_store("a</think>b", "deepseek-r1", True) == [Part("thinking", "a"), Part("answer", "b")]
    assert convert.split_for_store("a</think>b", "qwen3", False) == [Part("answer", "a</think>b")]


def test_a_foreign_text_is_split_by_what_is_in_it() -> None:
    assert convert.split_text("a</think>b", "qwen3", False) == ("a", "b")
    with pytest.raises(WrongUse, match="no marker family named no-such"):
        convert.split_text("a", "no-such", False)


def test_text_without_a_decided_channel_leaves_the_phase_alone() -> None:
    held = protocol.Delta(id=1, raw="</th", pieces=[], ids=[1], at=[0.1], totals=protocol.Totals())
    assert convert.phase(held, Phase.THINKING) is Phase.THINKING


def test_speed_counts_both_phases_and_needs_time_to_have_passed() -> None:
    assert Figures(thinking_tokens=30, answer_tokens=10, thinking_s=3, answer_s=1).tokens_per_s == 10
    assert Figures(thinking_tokens=1).tokens_per_s is None

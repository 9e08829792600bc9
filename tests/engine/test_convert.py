"""Between the protocol and the program's own values."""

from pathlib import Path

import pytest

from app.engine import convert
from app.engine.values import Figures, LoadOptions, Phase, Steering
from app.errors import MESSAGES, OPTIONS, EngineError, WeightsError, WrongUse
from app.store.records import Part
from runtime import protocol

FINAL = "<|start|>assistant<|channel|>final<|message|>"


def test_every_kind_of_failure_has_a_sentence() -> None:
    numbers = {"needed": 9, "available": 8, "expected": 2, "found": 1, "shard": 1, "shards": 2}
    for kind in protocol.FailureKind.__args__:
        field = "type_k" if kind == "bad_option" else ""
        failed = protocol.Failed(id=1, kind=kind, numbers=numbers, field=field, value="q4_1")
        error = convert.failure(failed, Path("/w/model.gguf"))
        assert error.kind == kind or kind == "wrong_use"
        assert "{" not in str(error)


def test_a_failure_without_its_numbers_still_has_a_sentence() -> None:
    error = convert.failure(protocol.Failed(id=1, kind="prompt_too_long", detail="no numbers"), None)
    assert isinstance(error, EngineError)
    assert str(error).startswith(MESSAGES["engine"][0])
    assert "prompt_too_long" in error.detail


def test_an_option_that_cannot_be_is_named_as_people_name_it() -> None:
    failed = protocol.Failed(id=1, kind="bad_option", field="type_v", value="q8_0")
    error = convert.failure(failed, None)
    assert isinstance(error, WrongUse)
    assert (error.fields["field"], error.fields["value"]) == ("type_v", "q8_0")
    assert "type of the values in the KV cache set to q8_0" in str(error)


def test_every_option_of_the_engine_has_a_name_for_people() -> None:
    named = {"id", "path", *OPTIONS}
    assert set(protocol.Load.__struct_fields__) <= named


def test_every_option_reaches_the_engine() -> None:
    options = LoadOptions(
        n_ctx=4096,
        type_k="q8_0",
        devices=("CUDA0",),
        tensor_split=(1.0, 2.5),
        overrides=(("ffn", "CPU"),),
        adapters=(("/lora", 0.5),),
        rpc=("host:1",),
        experts_on_cpu=-1,
    )
    command = convert.load(3, Path("/w"), options)
    assert (command.n_ctx, command.type_k) == (4096, "q8_0")
    assert (command.devices, command.tensor_split) == (["CUDA0"], [1.0, 2.5])
    assert command.overrides == [protocol.Override(pattern="ffn", device="CPU")]
    assert command.adapters == [protocol.Adapter(path="/lora", scale=0.5)]
    assert (command.rpc, command.experts_on_cpu) == (["host:1"], -1)
    for name in protocol.Load.__struct_fields__:
        plain = getattr(convert.load(3, Path("/w"), LoadOptions()), name)
        assert plain == getattr(protocol.Load(id=3, path="/w"), name), name


def test_steering_is_the_same_on_both_sides() -> None:
    assert convert.steering(Steering()) == protocol.Steering()
    assert convert.steering(Steering(budget=9, phrases=("Wait",))) == protocol.Steering(budget=9, phrases=["Wait"])


@pytest.mark.parametrize(
    ("raw", "family", "opened", "thinking", "answer"),
    [
        ("<think>\n想。\n</think>\n\n答", "qwen3", False, "想", "答"),
        ("想。\n</think>\n\n答", "deepseek-r1", True, "想", "答"),
        ("<think>\n想。</think>答", "deepseek-r1", True, "想", "答"),
        ("<think>\n\n</think>\n\n答", "qwen3", False, None, "答"),
        ("a < b</think>>", "deepseek-r1", True, "a", ">"),
        ("答", "qwen3", False, None, "答"),
        ("想", "deepseek-r1", True, "想", None),
        (
            "<|channel|>analysis<|message|>想<|end|><|start|>assistant<|channel|>final<|message|>答",
            "gpt-oss",
            False,
            "想",
            "答",
        ),
    ],
)
def test_each_channel_begins_behind_its_mark_and_the_white_space(
    raw: str, family: str, opened: bool, thinking: str | None, answer: str | None
) -> None:
    for padding in ("", "想" * 3000):
        text = raw.replace("想", "想" + padding)
        for channel, first in (("thinking", thinking), ("answer", answer)):
            found = convert.begins_at(text, family, opened, channel)  # type: ignore[arg-type]
            assert (None if found is None else text[found]) == first
            if channel == "answer" and found is not None and thinking is not None:
                assert text[found:] == text[-len(text) + found :] == raw[-1]


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
    held = protocol.Delta(
        id=1, raw="</th", pieces=[], ids=[1], at=[0.1], lengths=[4], origins=[0], totals=protocol.Totals()
    )
    assert convert.phase(held, Phase.THINKING) is Phase.THINKING


def test_speed_counts_both_phases_and_needs_time_to_have_passed() -> None:
    assert Figures(thinking_tokens=30, answer_tokens=10, thinking_s=3, answer_s=1).tokens_per_s == 10
    assert Figures(thinking_tokens=1).tokens_per_s is None

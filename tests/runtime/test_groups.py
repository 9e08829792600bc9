"""A group gives each sample what it gives alone, to the bit, where llama.cpp computes with whole numbers."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from runtime.protocol import Delta, Failed, Finished, Generate, Sampling, Turn
from tests.weights import TINY, write_weights

pytestmark = pytest.mark.model
TURNS = [Turn(role="user", content="one two three four five")]


def story(number: int, temperature: float) -> Generate:
    sampling = Sampling(temperature=temperature, seed=number)
    return Generate(id=number, turns=TURNS, sampling=sampling, max_tokens=40)


def gather(engine: Any, commands: list[Generate]) -> dict[int, tuple[list[int], bytes]]:
    """Tokens and log-probabilities of runs that are asked for at once."""
    engine.send(*commands)
    found = {command.id: ([], b"") for command in commands}
    ended = 0
    while ended < len(commands):
        event = engine.event(within=60)
        ended += isinstance(event, Finished | Failed)
        if isinstance(event, Delta) and event.figures is not None:
            ids, chances = found[event.id]
            found[event.id] = ([*ids, *event.ids], chances + event.figures.logprob)
    return found


@pytest.mark.parametrize("architecture", ["llama", "qwen2"])
@pytest.mark.parametrize("temperature", [0.0, 0.9])
def test_eight_samples_are_to_the_bit_what_each_is_alone(
    start_engine: Callable[..., Any], tmp_path: Path, architecture: str, temperature: float
) -> None:
    engine = start_engine("--backend", "llama")
    engine.load(write_weights(tmp_path / "tiny.gguf", TINY[architecture]))
    numbers = range(2, 10)
    group = gather(engine, [story(number, temperature) for number in numbers])
    for number in numbers:
        alone = gather(engine, [story(number, temperature)])[number]
        assert len(alone[0]) == 40
        assert group[number] == alone
    assert temperature == 0 or len({tuple(ids) for ids, _ in group.values()}) == 8

"""`sibian bench`: every figure is there and is a number, whoever reads it."""

import json
from typing import Any

import pytest

FIGURES = ("load", "prefill", "decode", "group", "figures", "outside", "reopen", "memory")


@pytest.mark.slow
def test_every_figure_is_measured_or_said_to_be_left_out(sibian: Any) -> None:
    # With a script in the place of weights: the engine's process, its pipe and all measurements are the real ones.
    sibian.play({"raw": "word " * 4000})
    report = json.loads(sibian("bench", "--quick", "--json").stdout)
    assert report["complete"]
    assert report["model"]["n_ctx"] > 0
    keys = [row["key"] for row in report["rows"]] + [each["key"] for each in report["left_out"]]
    assert [name for name in FIGURES if not any(name in key for key in keys)] == []
    assert all(isinstance(row["value"], float | int) and row["value"] >= 0 for row in report["rows"])
    assert all(each["why"] for each in report["left_out"])


def test_weights_that_are_not_there_are_told_as_such(sibian: Any) -> None:
    done = sibian("bench", "--quick", "--model", "nowhere.gguf", scripted=False, code=3)
    assert "nowhere.gguf" in done.stderr

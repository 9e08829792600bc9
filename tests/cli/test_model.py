"""The command line on real weights: the starter model."""

import re
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.model


def test_the_starter_thinks_and_answers_a_question(sibian: Any, starter_weights: Path) -> None:
    question = "Which is larger, 9.11 or 9.9?"
    found = sibian.json("ask", question, "--seed", "1", scripted=False)
    assert found["thinking"].strip()
    assert re.findall(r"\d+\.\d+", found["answer"]) == ["9.9"]
    assert found["raw"].startswith("<think>")
    assert found["ending"] == "stop"
    assert "smollm2" in found["model"].lower()
    assert found["usage"]["prompt_tokens"] > 10
    assert 0 < found["usage"]["answer_tokens"] <= 24
    assert found["usage"]["thinking_tokens"] > 10
    assert found["timings"]["tokens_per_s"] > 1
    assert found["timings"]["load_s"] > 0
    kept = sibian.json("conversation", "show", str(found["conversation"]))["exchanges"][0]
    assert (kept["question"], kept["answer"], kept["seed"]) == (question, found["answer"], 1)


def test_without_its_adapter_the_starter_does_not_think(sibian: Any, starter_weights: Path) -> None:
    words = ["ask", "Name a colour.", "--max-tokens", "12", "--seed", "3", "--family", "none"]
    found = sibian.json(*words, scripted=False)
    assert found["thinking"] == ""
    assert found["raw"].strip() == found["answer"].strip()


def test_the_same_seed_gives_the_same_answer(sibian: Any, starter_weights: Path) -> None:
    words = ["ask", "Name a colour.", "--max-tokens", "12", "--seed", "3", "--temperature", "1", "--model"]
    one = sibian.json(*words, "starter", scripted=False)
    two = sibian.json(*words, str(starter_weights), scripted=False)
    assert one["raw"] == two["raw"] != ""

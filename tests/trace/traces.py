"""Real traces that nobody on this project wrote, for tests; they are not part of the project."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[2].parent / "shared" / "data" / "traces"


@cache
def read(name: str) -> list[dict[str, Any]]:
    """The lines of one of the files. Skips the test where they are not on this machine."""
    file = FOLDER / name
    if not file.is_file():
        pytest.skip(f"{name} is not on this machine")
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def english() -> list[dict[str, Any]]:
    return read("planbench_r1_en.jsonl")


def chinese() -> list[dict[str, Any]]:
    return read("liarsbar_r1_zh.jsonl")


def labelled() -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Traces of Thought Anchors, each with its published steps."""
    traces = {trace["id"]: trace for trace in read("thought_anchors_en.jsonl")}
    return [(traces[each["id"]], each["steps"]) for each in read("thought_anchors_step_labels.jsonl")]

"""Load options as they were remembered, by this version or another."""

from dataclasses import asdict
from typing import Any

import pytest

from app.engine.values import LoadOptions


def test_remembered_options_come_back_through_json_lists() -> None:
    options = LoadOptions(
        n_ctx=8192, tensor_split=(1.0, 3), overrides=(("a.*", "CPU"),), adapters=(("/l", 1.0),), family="qwen3"
    )
    kept = {name: list(map(list, v)) if name == "overrides" else v for name, v in asdict(options).items()}
    assert LoadOptions.from_kept(kept) == options


@pytest.mark.parametrize(
    "kept",
    [
        {"no_such_option": 1},
        {"n_ctx": "many"},
        {"n_ctx": True},
        {"mmap": 1},
        {"type_k": "q3_k"},
        {"split": None},
        {"devices": "CUDA0"},
        {"tensor_split": [1, "x"]},
        {"overrides": [["a"]]},
        {"overrides": ["ab"]},
        {"adapters": [["/l", "1"]]},
        {"family": 3},
        {"rope_freq_base": "1e6"},
    ],
)
def test_an_option_that_another_version_wrote_is_left_out_and_the_others_count(kept: dict[str, Any]) -> None:
    assert LoadOptions.from_kept({"threads": 3, **kept}) == LoadOptions(threads=3)

"""`sibian model list` and `plan`: what runs on a machine that is described, and how."""

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.cli import loading, options
from app.cli.model_plan import load_flags
from app.engine.options import LoadOptions
from models.plan import Placement

Say = Callable[..., Any]
LAPTOP = ("--ram", "8", "--vram", "0")
DESKTOP = ("--ram", "64", "--vram", "24")


def ids(rows: list[dict[str, Any]]) -> list[str]:
    return [each["id"] for each in rows]


# ---- list -----------------------------------------------------------------------------------------------------------


def test_a_list_begins_with_what_runs_well_on_that_machine(say: Say) -> None:
    rows = say("list", *LAPTOP, "--json")
    assert rows[0]["fit"] == "well"
    assert all(each["fit"] != "too_large" or each["here"] for each in rows)
    assert {"deepseek-r1-distill-qwen-1.5b", "deepseek-r1-distill-qwen-7b"} <= set(ids(rows))
    assert "deepseek-r1" not in ids(rows)
    assert "deepseek-r1" in ids(say("list", "--all", *LAPTOP, "--json"))


def test_what_is_left_out_is_counted(say: Say) -> None:
    told = say("list", *LAPTOP)
    assert "more cannot be run here; --all shows them, too." in told.err
    assert "too large" not in told.out
    assert "too large, lacks " in say("list", "--all", *LAPTOP).out


def test_filters_narrow_the_list(say: Say) -> None:
    chinese = say("list", "--all", "--language", "zh", "--licence", "mit", "distill qwen", *LAPTOP, "--json")
    assert chinese
    assert all("zh" in each["languages"] and each["licence"] == "MIT" for each in chinese)
    assert all(each["size"] <= 2e9 for each in say("list", "--most", "2", *LAPTOP, "--json"))
    assert "Nothing is known that is like this." in say("list", "no such thing", *LAPTOP).err


def test_what_is_here_is_listed_with_where_and_with_what_is_wrong(say: Say, person: Path) -> None:
    rows = {each["name"]: each for each in say("list", "--here", *LAPTOP, "--json")}
    whole, half = rows["Tiny 立春"], rows["half"]
    assert whole["here"][0]["path"].endswith("Tiny-Q8_0.gguf")
    assert whole["fit"] == "well"
    assert (half["fit"], half["here"][0]["fault"]) == (None, "truncated")
    assert "half is incomplete" in say("list", "--here", *LAPTOP).out


# ---- plan -----------------------------------------------------------------------------------------------------------


def test_a_plan_says_where_everything_lies(say: Say) -> None:
    found = say("plan", "deepseek-r1", "--ram", "256", "--vram", "48", "--json")
    memory, card = found["shares"]
    assert found["placement"]["experts_on_cpu"] != 0
    assert card["total"] <= card["capacity"]
    assert memory["total"] <= memory["capacity"]
    assert found["missing"] == 0
    assert found["estimated"]
    assert found["tokens_per_s"] > 0  # the bandwidth is measured, and this machine may be busy


def test_wishes_are_heard(say: Say) -> None:
    words = ("plan", "deepseek-r1-distill-qwen-7b", *DESKTOP, "--json")
    usual, long = say(*words), say(*words, "--context", "65536", "--kv-type", "q8_0")
    assert long["placement"]["n_ctx"] == 65536
    assert (long["placement"]["type_k"], long["placement"]["type_v"]) == ("q8_0", "q8_0")
    assert say(*words, "--quantization", "q8_0")["quantization"] == "Q8_0"
    assert usual["placement"]["n_ctx"] != 65536


def test_a_file_is_planned_exactly_and_can_be_named_as_its_program_does(say: Say, person: Path) -> None:
    path = person / ".lmstudio/models/maker/repo/Tiny-Q8_0.gguf"
    by_path = say("plan", str(path), *LAPTOP, "--json")
    assert by_path == say("plan", "tiny-q8_0", *LAPTOP, "--json") == say("plan", "Tiny 立春", *LAPTOP, "--json")
    assert by_path["path"] == str(path)
    assert not by_path["estimated"]


def test_people_read_a_bill_and_what_to_type(say: Say, person: Path) -> None:
    path = person / ".lmstudio/models/maker/repo/Tiny-Q8_0.gguf"
    said = say("plan", str(path), *DESKTOP).out
    assert "It runs well: some " in said
    assert "main memory" in said
    assert "GPU0" in said
    (line,) = (line for line in said.splitlines() if line.startswith("sibian ask"))
    words = shlex.split(line.removesuffix(" …"))
    parsed = options.parser().parse_args([*words[1:], "a question"])
    assert Path(parsed.model) == path
    assert loading.chosen(parsed).n_ctx > 0


def test_what_does_not_fit_is_told_with_what_would(say: Say) -> None:
    said = say("plan", "deepseek-r1", *LAPTOP).out
    assert "It is too large for this machine: " in said
    assert "What would fit: " in said
    coarser = say("plan", "qwq-32b", "--quantization", "Q8_0", "--ram", "16", "--vram", "16").out
    assert "it would fit" in coarser


def test_what_cannot_be_planned_is_refused(say: Say, person: Path, tmp_path: Path) -> None:
    assert "half.gguf is incomplete" in say("plan", str(person / ".lmstudio/models/maker/repo/half.gguf"), code=3).err
    assert "There is no file at" in say("plan", str(tmp_path / "none.gguf"), code=3).err
    assert "No weights are named nobody" in say("plan", "nobody", code=2).err
    assert "Known ones:" in say("plan", "qwq-32b", "--quantization", "Q99", *LAPTOP, code=2).err


@pytest.mark.parametrize(
    "placement",
    [
        Placement(8192),
        Placement(4096, gpu_layers=-1, experts_on_cpu=-1, type_k="q8_0", type_v="q8_0", n_batch=2048, n_ubatch=2048),
        Placement(32768, 40, 12, "last", False, "q8_0", "f16", 256, 128, "on", (1.0, 2.5), 4),
    ],
)
def test_a_placement_comes_back_from_the_flags_that_are_printed_for_it(placement: Placement) -> None:
    parsed = options.parser().parse_args(["ask", *load_flags(placement), "a question"])
    chosen = loading.chosen(parsed)
    for name in Placement.__dataclass_fields__:
        assert getattr(chosen, name) == getattr(placement, name), name
    assert chosen.mmap == LoadOptions().mmap

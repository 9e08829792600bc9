"""Steering, samples, branches and load options from the command line, and what is kept of tokens."""

import json
import os
import signal
from typing import Any

import pytest

from app.cli import loading
from app.cli.options import parser
from app.engine.values import LoadOptions

THOUGHT, SAID = "九点一一，then 9.9.", "9.9 更大。\n因为 0.90 > 0.11。"
LONG = "想" * 300 + "\n</think>\n\n四十二"


def test_a_budget_ends_the_thinking_and_is_told(sibian: Any) -> None:
    sibian.play({"raw": LONG})
    found = sibian.json("ask", "?", "--think-budget", "20")
    assert found["thinking"].startswith("想" * 20)
    assert found["answer"] == "四十二"
    assert found["usage"]["thinking_tokens"] < 120
    assert [each["kind"] for each in found["happenings"]] == ["budget"]


def test_a_thinking_is_made_longer_with_the_phrases_that_were_given(sibian: Any) -> None:
    found = sibian.json("ask", "?", "--think-longer", "1", "--phrase", "等等，")
    assert "等等，" in found["thinking"]
    kinds = [each["kind"] for each in found["happenings"]]
    assert "extended" in kinds
    kept = sibian.json("trace", "show", str(found["generation"]))
    assert kept["steering"]["extensions"] == 1
    assert kept["happenings"] == found["happenings"]


def test_samples_stand_one_under_the_other_with_a_heading(sibian: Any) -> None:
    done = sibian("ask", "哪个更大？", "--samples", "2")
    one = f"— thinking —\n{THOUGHT}\n\n— answer —\n{SAID}\n"
    assert done.stdout == f"═ sample 1 of 2 ═\n{one}\n═ sample 2 of 2 ═\n{one}"


def test_samples_as_json_are_a_list_with_seeds_that_count_on(sibian: Any) -> None:
    found = sibian.json("ask", "?", "--samples", "3", "--seed", "5")
    assert [each["answer"] for each in found] == [SAID] * 3
    assert len({each["conversation"] for each in found}) == 1
    kept = sibian.json("conversation", "show", str(found[0]["conversation"]))["exchanges"]
    assert kept[0]["answers"] == 3
    assert kept[0]["seed"] == 5


def test_what_was_cut_off_is_continued(sibian: Any) -> None:
    first = sibian.json("ask", "?", "--max-tokens", "4", "--temperature", "0.3")
    second = sibian.json("ask", "--continue", str(first["generation"]))
    assert second["raw"] == f"{THOUGHT}\n</think>\n\n{SAID}"
    assert second["raw"].startswith(first["raw"])
    assert second["conversation"] == first["conversation"]
    kept = sibian.json("trace", "show", str(second["generation"]), "--tokens")
    assert (kept["origin"], kept["origin_kind"], kept["prefix_tokens"]) == (first["generation"], "continue", 4)
    assert "".join(token["text"] for token in kept["tokens"]) == second["raw"]
    assert sibian.json("conversation", "show", "1")["exchanges"][0]["sampling"]["temperature"] == 0.3


def test_an_answer_is_rolled_again_behind_the_same_thinking(sibian: Any) -> None:
    first = sibian.json("ask", "?")
    second = sibian.json("ask", "--reroll", str(first["generation"]))
    assert (second["thinking"], second["answer"]) == (THOUGHT, SAID)
    assert second["generation"] != first["generation"]


def test_a_fork_puts_another_text_at_a_token(sibian: Any) -> None:
    first = sibian.json("ask", "?")["generation"]
    found = sibian.json("ask", "--fork", f"{first}:2", "--with", "二")
    assert found["raw"].startswith("九点二")
    tokens = sibian.json("trace", "show", str(found["generation"]), "--tokens")["tokens"]
    assert [token["origin"] for token in tokens[:3]] == ["sampled", "sampled", "typed"]


def test_every_token_is_listed_with_its_figures(sibian: Any) -> None:
    found = sibian.json("ask", "?", "--alternatives", "3")
    tokens = sibian.json("trace", "show", str(found["generation"]), "--tokens")["tokens"]
    assert "".join(token["text"] for token in tokens) == found["raw"]
    assert all(len(token["alternatives"]) == 3 and token["entropy"] is not None for token in tokens)
    table = sibian("trace", "show", str(found["generation"]), "--tokens").stdout.splitlines()
    assert len(table) == len(tokens) + 1
    assert "'九'" in table[1]


def test_figures_can_be_left_out(sibian: Any) -> None:
    found = sibian.json("ask", "?", "--no-figures")
    tokens = sibian.json("trace", "show", str(found["generation"]), "--tokens")["tokens"]
    assert {token["entropy"] for token in tokens} == {None}
    assert "".join(token["text"] for token in tokens) == found["raw"]


def test_what_goes_back_can_be_said(sibian: Any) -> None:
    first = sibian.json("ask", "第一问")
    words = ("ask", "第二问", "--conversation", str(first["conversation"]))
    dropped = sibian.json(*words)["usage"]["prompt_tokens"]
    assert sibian.json(*words, "--thoughts", "keep")["usage"]["prompt_tokens"] > dropped


@pytest.mark.skipif(not hasattr(signal, "SIGQUIT"), reason="the system has no such signal")
def test_a_hurry_ends_the_thinking_and_not_the_program(sibian: Any) -> None:
    sibian.play({"raw": LONG})
    speaking = sibian.start("--speed", "60", "ask", "?")
    assert speaking.stdout.readline()
    os.read(speaking.stdout.fileno(), 30)
    speaking.send_signal(signal.SIGQUIT)
    out, err = speaking.communicate(timeout=30)
    assert (speaking.returncode, err) == (0, b"")
    assert out.decode().endswith("四十二\n")
    assert out.decode().count("想") < 250


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["ask", "--continue", "99"], "no generation 99"),
        (["ask", "?", "--with", "x"], "--fork"),
        (["ask", "--fork", "three"], "GENERATION:TOKEN"),
        (["ask", "--continue", "1", "--reroll", "1"], "not allowed with"),
        (["ask", "?", "--alternatives", "21"], "out of bounds"),
        (["ask", "?", "--kv-type", "q3"], "KV cache"),
        (["ask", "?", "--override", "ffn"], "PATTERN=DEVICE"),
        (["ask", "?", "--samples", "0"], "out of bounds"),
        (["trace", "show", "7"], "no generation 7"),
    ],
)
def test_what_makes_no_sense_is_wrong_use(sibian: Any, words: list[str], said: str) -> None:
    assert said in sibian(*words, code=2).stderr


def test_a_branch_takes_no_other_question_and_no_token_that_is_not_there(sibian: Any) -> None:
    first = sibian.json("ask", "?")["generation"]
    assert "takes no other" in sibian("ask", "!", "--reroll", str(first), code=2).stderr
    assert "between 0 and" in sibian("ask", "--fork", f"{first}:9999", code=2).stderr


def test_load_options_are_what_was_typed_and_else_the_defaults() -> None:
    assert loading.chosen(parser().parse_args(["ask", "?"])) == LoadOptions()
    words = (
        "--ctx 4096 --threads 3 --kv-type q8_0,q4_0 --flash-attention on --experts-on-cpu all --no-mmap --mlock "
        "--override blk.*=CPU --override a=b=RPC[h:1] --device CUDA0,CUDA1 --tensor-split 1,2.5 --split row "
        "--gpu-layers 7 --lora /a=0.5 --lora /b --rpc h:1 --rpc h:2 --draft /d --rope-scaling yarn --family r1"
    )
    assert loading.chosen(parser().parse_args(["ask", "?", *words.split()])) == LoadOptions(
        n_ctx=4096,
        threads=3,
        type_k="q8_0",
        type_v="q4_0",
        flash_attention="on",
        experts_on_cpu=-1,
        mmap=False,
        mlock=True,
        overrides=(("blk.*", "CPU"), ("a=b", "RPC[h:1]")),
        devices=("CUDA0", "CUDA1"),
        tensor_split=(1.0, 2.5),
        split="row",
        gpu_layers=7,
        adapters=(("/a", 0.5), ("/b", 1.0)),
        rpc=("h:1", "h:2"),
        draft="/d",
        rope_scaling="yarn",
        family="deepseek-r1",
    )


def test_a_script_of_the_shell_can_read_what_went_wrong(sibian: Any) -> None:
    done = sibian("ask", "--continue", "99", "--json", code=2)
    assert json.loads(done.stderr)["error"]["kind"] == "unknown_generation"

"""`sibian group`: many answers, judged and ranked."""

from typing import Any

import numpy as np
import pytest

GOOD = "东风一夜到江城，细雨无声润草生。忽有流莺啼柳外，一犁烟水起春耕。"


def test_json_has_every_sample_with_its_reward_and_the_votes(sibian: Any) -> None:
    sibian.play({"raw": f"想\n</think>\n\n{GOOD}"})
    found = sibian.json("group", "写一首立春", "-n", "3", "--check", "poem")
    assert (found["checker"], found["signal"], found["std"]) == ({"kind": "poem"}, False, "population")
    assert [each["number"] for each in found["samples"]] == [1, 2, 3]
    for each in found["samples"]:
        assert (each["passed"], each["advantage"], each["answer"], each["thinking"]) == (True, None, GOOD, "想")
        assert each["reward"] > 0.9
        assert set(each["rules"]) >= {"tone", "rhyme"}
    assert found["votes"]["clusters"] == []


def test_a_group_is_kept_with_its_rewards_and_can_be_looked_up(sibian: Any) -> None:
    sibian.play({"raw": "\n</think>\n\nIt is \\boxed{42}."})
    found = sibian.json("group", "?", "-n", "2", "--check", '{"kind": "boxed", "expected": "42"}')
    assert [each["reward"] for each in found["samples"]] == [1.0, 1.0]
    assert found["votes"]["majority"] == "42"
    kept = sibian.json("conversation", "show", str(found["conversation"]))
    assert len(kept["exchanges"]) == 1


def test_people_get_a_table_the_vote_and_the_best_answer(sibian: Any) -> None:
    sibian.play({"raw": f"想\n</think>\n\n{GOOD.replace('草生', '草绿')}"})
    lines = sibian("group", "写一首立春", "-n", "2", "--check", "poem").stdout.splitlines()
    assert lines[0].split() == ["reward", "advantage", "tokens", "confidence", "found"]
    assert "Line 2" in lines[1]
    assert "No signal: all rewards are equal." in lines
    assert GOOD.replace("草生", "草绿") in lines[-1]


def test_a_template_brings_its_checker_with_the_values_in_it(sibian: Any) -> None:
    sibian.play({"raw": f"想\n</think>\n\n仿王维\n\n{GOOD}"})
    words = ["--template", "quatrains-by-poets", "--set", "poets=王维", "-n", "2"]
    found = sibian.json("group", *words)
    assert "王维" in str(sibian("template", "render", "quatrains-by-poets", "--set", "poets=王维").stdout)
    assert found["checker"]["kind"] in ("poem", "all")
    assert all(each["passed"] for each in found["samples"])


@pytest.mark.parametrize("check", ["horoscope", "{no json", '{"kind": "poem", "colour": "red"}'])
def test_a_checker_that_makes_no_sense_is_told_before_anything_is_asked(sibian: Any, check: str) -> None:
    done = sibian("group", "?", "--check", check, code=2)
    assert done.stderr.startswith("sibian: ")
    assert sibian.json("conversation", "list") == []


def test_advantages_are_reckoned_with_the_std_that_was_asked_for(sibian: Any) -> None:
    # A script answers every sample alike; the arithmetic on unlike ones is held against numpy in tests/groups.
    sibian.play({"raw": "\n</think>\n\n一"})
    found = sibian.json("group", "?", "-n", "2", "--check", "poem", "--spread", "sample")
    assert found["std"] == "sample"
    assert np.isclose(found["mean"], np.mean([each["reward"] for each in found["samples"]]))

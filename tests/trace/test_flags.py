"""Warnings about a trace rest on places in it, and do not cry wolf over a plain one."""

import pytest

from app.trace.flags import FlagName, flags
from app.trace.steps import segment
from tests.trace.traces import english, labelled, read

CALM = "First, add the two. That makes four. So it is four. "


def names(thinking: str, answer: str = "Four.", ended: bool = True) -> list[FlagName]:
    return [flag.name for flag in flags(segment(thinking), answer, ended)]


@pytest.mark.parametrize(
    ("thinking", "flag"),
    [
        (f"{CALM}I'm going in circles here. {CALM}", "circles"),
        ("Attack c requires Province c, Planet c, Harmony. Then what? " * 4, "circles"),
        (f"{CALM * 3}Given the time, I'll say four.", "gave_up"),
        (f"{CALM}{CALM}This 单一 resource is it.", "mixing"),
        ("先算一下这个数。然后我们 just add the two numbers 再看结果。所以是四。" * 2, "mixing"),
        ("先算一遍。绕圈了，换个办法。好。", "circles"),
        ("时间有限。" * 3 + "只能猜一个。", "gave_up"),
        (CALM + "Maybe it is five. Perhaps not. I think it might be six. I'm not sure. " * 4, "hedged"),
    ],
)
def test_a_warning_names_its_places(thinking: str, flag: FlagName) -> None:
    found = {each.name: each for each in flags(segment(thinking), "It is four.")}
    assert list(found) == [flag]
    steps = segment(thinking)
    for step, start, end in found[flag].places:
        assert steps[step].start <= start < end <= steps[step].end


@pytest.mark.parametrize(
    "thinking",
    [
        CALM * 4,
        "She said “单一” in class (单一). " + CALM,
        "用 Python 和 GPU 算。Claude 打出了两张 Joker。好。",
        "Given the time of 3 hours and 60 km, the speed is 20. " + CALM * 8,
        "先算一遍。对。再算一遍。对。再算一遍。对。再算一遍。对。",
    ],
)
def test_a_plain_trace_gets_no_warning(thinking: str) -> None:
    assert names(thinking) == []


def test_a_trace_without_end_is_cut_off() -> None:
    assert names(CALM, "Four.", ended=False) == ["cut_off"]
    assert names("First, add the tw", "") == ["cut_off"]
    assert names(CALM, "") == []


def test_hedges_that_the_answer_shares_are_honest() -> None:
    unsure = "Maybe it is five. Perhaps not. I'm not sure. " * 8
    assert names(unsure, "It is four.") == ["hedged"]
    assert names(unsure, "It is probably four, but I'm not sure.") == []


def test_real_traces_are_flagged_where_people_saw_it() -> None:
    said = [trace for trace in english() if "going in circles" in trace["thinking"]]
    assert said
    assert all("circles" in names(trace["thinking"], trace["answer"]) for trace in said)
    calm = [names(trace["thinking"], trace["answer"]) for trace, _ in labelled()]
    assert sum(bool(each) for each in calm) <= 3
    mixed = [t["id"] for t in read("thought_branches_cued_pairs_en.jsonl") if "mixing" in names(t["thinking"], "x")]
    assert "branches-297-cued-211" in mixed

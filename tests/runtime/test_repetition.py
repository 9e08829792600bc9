"""Loops in a thinking are noticed, and what only looks like one is not."""

import json
import random
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from runtime.repetition import REMEMBERED, Loop, LoopGuard
from runtime.scripted import _TOKEN

TRACES = Path(__file__).parents[3] / "shared" / "data" / "traces"
_ids: dict[str, int] = {}


def tokens(text: str) -> list[int]:
    """Much as a real vocabulary cuts text."""
    return [_ids.setdefault(piece, len(_ids)) for piece in _TOKEN.findall(text)]


def told(ids: Iterable[int]) -> list[tuple[int, Loop]]:
    """Every loop that was told, with how many tokens had been added by then."""
    guard = LoopGuard()
    return [(at, loop) for at, token in enumerate(ids, 1) if (loop := guard.add(token))]


def words(count: int, seed: int = 0) -> list[int]:
    """Text that says nothing twice: as varied as a thinking, with its frequent words."""
    rng = random.Random(seed)
    return [int(rng.paretovariate(0.6)) % 20_000 for _ in range(count)]


PARAGRAPH = (
    "Hmm, let me see. If the red block is on the table, then the blue block must be on the yellow one, and the hand is "
    "empty. But the goal says that the yellow block is on the red one, so that cannot be. So I need another order.\n\n"
)
SENTENCE = "Wait, maybe I should check the second condition again. "
CHINESE = "嗯，如果第一个人说的是真话，那么第二个人就在说谎，但是这样第三个人的话就矛盾了。"
LOOPS = {
    "a paragraph": tokens(PARAGRAPH),
    "a sentence": tokens(SENTENCE),
    "one token": tokens("ha"),
    "a short phrase": tokens(" ha, ha"),
    "Chinese": tokens(CHINESE),
    "a thousand tokens": words(1000, 1),
    "five thousand tokens": words(5000, 2),
}


@pytest.mark.parametrize("block", LOOPS.values(), ids=LOOPS)
def test_what_repeats_for_ever_is_told_once(block):
    before = words(3000, 3)
    rounds = max(4, 600 // len(block))
    found = told([*before, *block * rounds])
    assert len(found) == 1
    at, loop = found[0]
    assert loop.period == len(block)
    assert 0 <= loop.start - len(before) < len(block)
    assert loop.rounds == (at - loop.start) // loop.period


@pytest.mark.parametrize(
    ("block", "most"),
    [
        *(("one token", 320), ("a short phrase", 280), ("a sentence", 180), ("a paragraph", 110), ("Chinese", 110)),
        ("a thousand tokens", 520),
    ],
)
def test_it_is_told_soon_after_the_second_round(block, most):
    ids = LOOPS[block]
    before = words(2000, 4)
    at, _ = told([*before, *ids * (2 + 1000 // len(ids))])[0]
    assert 0 < at - len(before) - 2 * len(ids) < most


def test_a_counter_in_it_does_not_hide_a_loop():
    found = told(tokens("".join(f"So let me try case {n}. " + PARAGRAPH for n in range(1, 20))))
    assert len(found) == 1
    short = told(
        tokens("".join(f"I will check number {n} again, because I am not yet sure of it. " for n in range(80, 130)))
    )
    assert len(short) == 1


def test_a_block_that_is_longer_each_time_is_a_loop():
    rng = random.Random(5)
    ids: list[int] = []
    for number in range(12):
        ids += [*LOOPS["a paragraph"], *[rng.randrange(10**6) for _ in range(number)]]
    found = told(ids)
    assert len(found) == 1
    assert found[0][0] < 6 * len(LOOPS["a paragraph"])


def test_two_rounds_are_no_loop_and_the_midst_of_the_third_is_one():
    block = words(400, 6)
    assert not told([*words(500, 7), *block * 2, *words(2000, 8)])
    assert told([*words(500, 7), *block * 3])


def test_it_is_told_again_only_when_it_was_left_and_another_begins():
    first, second = LOOPS["a paragraph"] * 30, LOOPS["Chinese"] * 30
    found = told([*first, *words(500, 9), *second, *words(500, 10), *first])
    assert [loop.period for _, loop in found] == [
        len(LOOPS["a paragraph"]),
        len(LOOPS["Chinese"]),
        len(LOOPS["a paragraph"]),
    ]
    assert [loop.period for _, loop in told([*first, *second])] == [len(LOOPS["a paragraph"]), len(LOOPS["Chinese"])]


def test_a_few_other_words_do_not_make_it_another_loop():
    block = LOOPS["a paragraph"]
    assert len(told([*block * 10, *words(20, 11), *block * 10, *words(20, 12), *block * 10])) == 1


ADDITION = "".join(f"{n} + {n + 7} = {2 * n + 7}, so the sum so far is {n * (n + 8)}.\n" for n in range(12, 40))
INNOCENT = {
    "a table": "| Name | Year | Country | Found by |\n|---|---|---|---|\n"
    + "".join(
        f"| {chr(65 + n)}ton | {1800 + 7 * n} | {'UK' if n % 3 else 'France'} | {chr(97 + n)}. Smith |\n"
        for n in range(26)
    ),
    "a list": "".join(
        f"- The number {n} is {'prime' if n in (2, 3, 5, 7, 11, 13, 17, 19) else 'not prime'}.\n" for n in range(1, 40)
    ),
    "code": "".join(f"    if x == {n}:\n        return '{chr(97 + n)}{n * n}'\n" for n in range(20)),
    "assignments": "".join(f"self.{chr(97 + n)}{chr(105 - n % 5)} = {chr(97 + n)}\n" for n in range(26)),
    "arithmetic": ADDITION,
    "digits": "1/7 = 0." + "142857" * 20 + " and 1/3 = 0." + "3" * 120,
    "a matrix": "\n".join(" ".join("1" if row == column else "0" for column in range(8)) for row in range(8)),
    "the question twice": f"The question is: {PARAGRAPH * 2}So {PARAGRAPH} and that was it. " + ADDITION,
    "a sum checked again": f"{ADDITION}Let me check that again.\n{ADDITION}Yes.",
    "a rule": "-" * 200,
    "cases": "".join(
        f"If {a} lies and {b} tells the truth, then {c} is {'a knight' if n % 2 else 'a knave'}. "
        for n, (a, b, c) in enumerate(("ABC", "ACB", "BAC", "BCA", "CAB", "CBA"))
    ),
    "stanzas": "".join(
        f"{gift} little monkeys jumping on the bed, one fell off and bumped his head. "
        for gift in ("Five", "Four", "Three", "Two")
    ),
}


@pytest.mark.parametrize("text", INNOCENT.values(), ids=INNOCENT)
def test_what_only_looks_alike_is_no_loop(text):
    assert not told([*words(500, 13), *tokens(text), *words(200, 14)])


def test_what_lies_too_far_back_is_forgotten():
    block = words(REMEMBERED // 2 + 10, 15)
    assert not told(block * 3)
    assert told(words(REMEMBERED // 2 - 10, 15) * 3)


@pytest.mark.skipif(not TRACES.is_dir(), reason="the real traces are not part of the project")
def test_real_traces_raise_no_alarm_and_their_paragraphs_repeated_do():
    rng = random.Random(16)
    traces = [
        json.loads(line)["thinking"]
        for name in ("planbench_r1_en", "liarsbar_r1_zh", "thought_anchors_en", "thought_branches_cued_pairs_en")
        for line in (TRACES / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    for thinking in rng.sample(traces, 60):
        ids = tokens(thinking)
        assert not told(ids)
        start, length = rng.randrange(len(ids) // 2), rng.choice((15, 60, 250, 1000))
        block = ids[start : start + length]
        found = told([*ids[:start], *block * (4 + 600 // len(block))])
        assert len(found) == 1
        assert found[0][0] - start - 2 * len(block) < 240 + 0.6 * len(block)


def test_a_token_costs_the_same_early_and_late_and_the_memory_is_bounded():
    guard = LoopGuard()
    stream = words(60_000, 17)

    def seconds(part: list[int]) -> float:
        begun = time.perf_counter()
        for token in part:
            guard.add(token)
        return time.perf_counter() - begun

    parts = [seconds(stream[start : start + 5000]) for start in range(0, 60_000, 5000)]
    assert min(parts[-4:]) < 2 * min(parts[:4])
    assert min(parts) / 5000 < 30e-6
    followers = guard._followers
    size = sys.getsizeof(guard._tokens) + sum(sys.getsizeof(follower._after) for follower in followers)
    assert size < 1 << 20

"""Traces with made-up figures of their tokens: text written for the purpose, or a real one from ../shared/data."""

import json
import math
import random
import re
from itertools import accumulate
from pathlib import Path

import pytest

from app.explore.values import Source
from app.store.records import Part
from app.store.tokens import Tokens
from app.trace.statistics import Figures

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "traces"
THINKING = """Okay, the question asks which of 9.11 and 9.9 is larger. I need to compare them digit by digit.

First, both have 9 before the point. So the whole parts are the same. Then the tenths: 1 against 9.

So 9.9 would be larger, \\boxed{9.9}. Wait, maybe 9.11 is larger because 11 is more than 9? Hmm.

Alternatively, I could write 9.9 as 9.90. Then 90 hundredths are more than 11. Let me check that: 0.90 - 0.11 = 0.79.

So the answer is \\boxed{9.9}. That makes sense."""
ANSWER = "**9.9** is larger than 9.11.\n\nIt has 90 hundredths where the other has 11. Elephants never forget."
CHINESE = """好的，题目问9.11和9.9哪个更大。首先比较整数部分，两者都是9。

然后比较小数部分：十分位分别是1和9。所以9.9更大，答案是\\boxed{9.9}。等等，11不是比9大吗？不对，小数位数不能这样比较。

换个角度，把9.9写成9.90，90比11大。再检查一遍：0.90减0.11等于0.79😀，是正数。因此答案是\\boxed{9.9}。"""
CHINESE_ANSWER = "9.9更大。把它写成9.90就能看出来。"
_PIECES = re.compile(r" ?[A-Za-z]{1,6}|[一-鿿]{1,2}|\s|.", re.DOTALL)
UNSURE = ("Wait", "Hmm", "Altern", "等等", "换个")


def made(thinking: str = THINKING, answer: str = ANSWER, *, split_emoji: bool = True) -> Source:
    """A run with tokens whose figures are made up, but the same each time; the words of `UNSURE` are the least sure."""
    raw = f"{thinking}\n</think>\n\n{answer}"
    lengths: list[int] = []
    pieces: list[str] = []
    for piece in _PIECES.findall(raw):
        if split_emoji and ord(piece[0]) > 0xFFFF:
            # A character of four bytes that a model spells with three tokens: only the last one says it.
            lengths += [0, 0]
            pieces += ["", ""]
        lengths.append(len(piece))
        pieces.append(piece)
    chance = random.Random(7)
    entropy = [3.0 + chance.random() if piece.strip() in UNSURE else chance.random() for piece in pieces]
    logprob = [-each / 2 for each in entropy]
    ids = [sum(map(ord, piece)) % 30_000 + 1 for piece in pieces]
    tops = [number for each in ids for number in (each, each + 1, each + 2)]
    top_logprob = [value for each in logprob for value in (each, math.log(0.2), math.log(0.05))]
    top_sampled = [value for each in logprob for value in (each / 2, math.log(0.1), -math.inf)]
    count = len(ids)
    inside = next(place for place, total in enumerate(accumulate(lengths), 1) if total >= len(thinking))
    at = [0.05 * (place + 1) for place in range(count)]
    confidence = [20 - 3 * each for each in entropy]
    tokens = Tokens(
        ids, at, lengths, [0] * count, logprob, [each / 2 for each in logprob], entropy, confidence,
        3, tops, top_logprob, top_sampled,
    )  # fmt: skip
    figures = Figures(
        inside, count - inside, at[inside - 1], at[-1] - at[inside - 1], confidence[:inside], entropy[:inside]
    )
    parts = (Part("thinking", thinking), Part("answer", answer))
    return Source(1, 2, 1, "Which is larger, 9.11 or 9.9?", "R1", parts, raw, tokens, figures, True, "print", "9.9")


def real(name: str, longest: bool = True) -> tuple[str, str]:
    """Thinking and answer of a trace of a file in ../shared/data/traces, the longest or the first one."""
    file = SHARED / name
    if not file.exists():
        pytest.skip(f"there is no {file.name} beside the project")
    traces = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    chosen = max(traces, key=lambda each: len(each["thinking"])) if longest else traces[0]
    return chosen["thinking"], chosen["answer"]

"""What is read in the benchmark: real traces where they are, and texts of the same kinds written for the purpose."""

import json
from pathlib import Path

TRACES = Path(__file__).resolve().parents[3] / "shared" / "data" / "traces"

PROSE = (
    "Wait, let me check that again. If the first box holds {n} apples, the second one holds **twice** as many.\n\n"
    "1. Take the first box.\n2. Add `{n}` to it.\n\nSo the sum would be {n}, and that contradicts what was said.\n\n"
)
CHINESE = (
    "等等，让我再想一想。第{n}步里，如果甲说的是真话，那么乙说的就是**假话**，这与题意不合。\n\n"
    "- 先看甲：{n}。\n- 再看乙。\n\n"
)
FORMULAS = (
    "We have $x_{{{n}}} = \\frac{{{n}}}{{n+1}}$, so\n\n"
    "$$\\sum_{{k=1}}^{{{n}}} k = \\frac{{{n}({n}+1)}}{{2}}$$\n\nand then\n\n"
)


def of_kind(kind: str, length: int) -> str:
    """So many characters of "English", "Chinese" or "formulas"."""
    real = _real(kind)
    if real:
        return ((real + "\n\n") * (length // len(real) + 1))[:length]
    pattern = {"English": PROSE, "Chinese": CHINESE, "formulas": FORMULAS}[kind]
    pieces, have, n = [], 0, 1
    while have < length:
        pieces.append(pattern.format(n=n))
        have += len(pieces[-1])
        n += 1
    return "".join(pieces)[:length]


def _real(kind: str) -> str:
    name = {"English": "planbench_r1_en.jsonl", "Chinese": "liarsbar_r1_zh.jsonl"}.get(kind)
    if name is None or not (TRACES / name).is_file():
        return ""
    thoughts = [json.loads(line)["thinking"] for line in (TRACES / name).read_text("utf-8").splitlines()]
    if kind == "English":
        return max(thoughts, key=len)
    return "\n\n".join(thoughts[:120])

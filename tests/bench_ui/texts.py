"""What is read in the benchmark: real traces where they are, and texts of the same kinds written for the purpose."""

import json
from pathlib import Path

from tests.formulas.examples import EXAMPLES

ROOT = Path(__file__).resolve().parents[2]
TRACES = ROOT.parent / "shared" / "data" / "traces"

PROSE = (
    "Wait, let me check that again. If the first box holds {n} apples, the second one holds **twice** as many.\n\n"
    "1. Take the first box.\n2. Add `{n}` to it.\n\nSo the sum would be {n}, and that contradicts what was said.\n\n"
)
CHINESE = (
    "等等，让我再想一想。第{n}步里，如果甲说的是真话，那么乙说的就是**假话**，这与题意不合。\n\n"
    "- 先看甲：{n}。\n- 再看乙。\n\n"
)
FORMULAS = "So with $x_{{{n}}} = \\frac{{{n}}}{{n+1}}$ we get, after some steps that need no words,\n\n"


def of_kind(kind: str, length: int, number: int = 0) -> str:
    """So many characters of "English", "Chinese", "formulas" or "code"; with another number others."""
    if kind == "formulas":
        return _cut(_formulas(length, number), length)
    if kind == "code":
        return "The program:\n\n```python\n" + _code()[:length]
    real = _real(kind)
    if real:
        return ((real + "\n\n") * (length // len(real) + 1))[:length]
    pattern = {"English": PROSE, "Chinese": CHINESE}[kind]
    pieces, have, n = [], 0, 1
    while have < length:
        pieces.append(pattern.format(n=n))
        have += len(pieces[-1])
        n += 1
    return "".join(pieces)[:length]


def _formulas(length: int, number: int) -> str:
    """Two formulas in each hundred characters or so, half of them displays, none like another: 600 in 60,000."""
    pieces, have, n = [], 0, number * 100_000
    while have < length:
        example = EXAMPLES[n % len(EXAMPLES)]
        pieces.append(FORMULAS.format(n=n) + f"\\[{example} \\quad ({n})\\]\n\n")
        have += len(pieces[-1])
        n += 1
    return "".join(pieces)


def _cut(text: str, length: int) -> str:
    """At the end of a paragraph."""
    return text[: text.rfind("\n\n", 0, length) + 2]


def _code() -> str:
    return "\n\n".join(path.read_text("utf-8") for path in sorted((ROOT / "app" / "ui" / "conversation").glob("*.py")))


def _real(kind: str) -> str:
    name = {"English": "planbench_r1_en.jsonl", "Chinese": "liarsbar_r1_zh.jsonl"}.get(kind)
    if name is None or not (TRACES / name).is_file():
        return ""
    thoughts = [json.loads(line)["thinking"] for line in (TRACES / name).read_text("utf-8").splitlines()]
    if kind == "English":
        return max(thoughts, key=len)
    return "\n\n".join(thoughts[:120])

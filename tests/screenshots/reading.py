"""Pictures of reading: verse, mathematics, code, dark, narrow, high contrast, and in the middle of a stream.

What the model says here is written for the purpose, like the demo that ships with the program.
"""

# ruff: noqa: E501

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

from app import paths
from tests.screenshots.studio import Studio

MATHEMATICS = r"""Let me set this up. The number of ways to choose $k$ of $n$ things is $\binom{n}{k} = \frac{n!}{k!\,(n-k)!}$, and I am asked for the sum of their squares.

Try small cases first. For $n = 2$: $1^2 + 2^2 + 1^2 = 6 = \binom{4}{2}$. For $n = 3$: $1 + 9 + 9 + 1 = 20 = \binom{6}{3}$. So I expect

$$\sum_{k=0}^{n} \binom{n}{k}^2 = \binom{2n}{n}.$$

Wait, two cases prove nothing. Compare the coefficient of $x^n$ on both sides of $(1+x)^n (1+x)^n = (1+x)^{2n}$:

\[
\begin{aligned}
[x^n]\,(1+x)^n(1+x)^n &= \sum_{k=0}^{n} \binom{n}{k}\binom{n}{n-k} \\
&= \sum_{k=0}^{n} \binom{n}{k}^2 ,
\end{aligned}
\]

since $\binom{n}{n-k} = \binom{n}{k}$. The right side gives $\binom{2n}{n}$. Good: that is a proof, and it costs \$0 in induction.
</think>

Compare the coefficients of $x^n$ in $(1+x)^n(1+x)^n = (1+x)^{2n}$. On the left, a term $x^k$ of the first factor meets $x^{n-k}$ of the second:

$$\sum_{k=0}^{n} \binom{n}{k}\binom{n}{n-k} = \binom{2n}{n}.$$

With $\binom{n}{n-k} = \binom{n}{k}$ this is

\[ \boxed{\sum_{k=0}^{n} \binom{n}{k}^2 = \binom{2n}{n}} \]

| $n$ | left side | right side |
|:---:|:---------:|:----------:|
| 2 | $1 + 4 + 1$ | $\binom{4}{2} = 6$ |
| 3 | $1 + 9 + 9 + 1$ | $\binom{6}{3} = 20$ |

The same as a matrix[^1]: $\begin{pmatrix} 1 & 2 & 1 \end{pmatrix} \begin{pmatrix} 1 \\ 2 \\ 1 \end{pmatrix} = 6$.

[^1]: A row of Pascal's triangle times itself.
"""

CODE = """The list is sorted, so a binary search finds the place. Which of several equal items? The question says *the first one that is not smaller*, so on equality I must go left.

Edge cases:

- an empty list: the answer is 0;
- everything smaller: the answer is `len(items)`;
- equal items: the first of them.

```python
while low < high:
    middle = (low + high) // 2
```

Does it end? `high - low` shrinks with every step, because `middle < high`. Good.
</think>

The place is found by halving what is left; on equality the search goes on to the left.

```python
def first_not_smaller(items: list[int], wanted: int) -> int:
    \"\"\"The first index whose item is at least `wanted`; len(items) where there is none.\"\"\"
    low, high = 0, len(items)
    while low < high:
        middle = (low + high) // 2
        if items[middle] < wanted:
            low = middle + 1  # it is right of here
        else:
            high = middle
    return low
```

1. `low` never passes the answer, `high` never falls below it.
2. Each round makes `high - low` smaller, so it ends after ⌈log₂ n⌉ + 1 rounds.

> The standard library has the same as `bisect.bisect_left`.

- [x] empty list
- [x] nothing large enough
- [ ] a list that is not sorted: nobody checks that
"""
ASKED = {"mathematics": "What is the sum of the squared binomial coefficients?", "code": "Write a binary search."}
FAST, SLOWLY = 400, 60
"""Tokens a second; of a picture in the middle of a stream the formulas must have had their time."""
VERSE = "以立春为题，分别模仿李白和杜甫各写一首七言绝句。"


def script() -> Path:
    """The shipped demo, and what is said here."""
    made = Path(tempfile.mkdtemp()) / "reading.jsonl"
    lines = [(paths.assets() / "demo" / "demo.jsonl").read_text("utf-8").rstrip("\n")]
    for match, raw in (("squared binomial", MATHEMATICS), ("binary search", CODE)):
        lines.append(json.dumps({"match": match, "family": "deepseek-r1", "name": "Demonstration", "raw": raw}))
    made.write_text("\n".join(reversed(lines)) + "\n", "utf-8")
    return made


def take(make_studio: Callable[[str, str, Path, float], Studio]) -> None:
    """Each in a window of its own."""
    for name, language, theme, asked, size in (
        ("poem", "zh_CN", "light", VERSE, None),
        ("mathematics", "en", "light", ASKED["mathematics"], None),
        ("mathematics", "en", "dark", ASKED["mathematics"], None),
        ("code", "en", "dark", ASKED["code"], None),
        ("code", "en", "contrast", ASKED["code"], None),
        ("narrow", "zh_CN", "dark", VERSE, (600, 860)),
        ("midstream", "en", "light", ASKED["mathematics"], None),
    ):
        studio = make_studio(language, theme, script(), SLOWLY if name == "midstream" else FAST)
        if size is not None:
            studio.window.resize(*size)
        shoot(studio, name, asked)
        studio.close()


def shoot(studio: Studio, name: str, asked: str) -> None:
    studio.ask(asked)
    session = studio.program.session
    if name == "midstream":
        studio.wait(lambda: session.live is not None and len(session.live.thinking) > 640)
    else:
        studio.finish()
    if name != "midstream":
        studio.wait_for_formulas()
    studio.shoot(f"reading-{name}")

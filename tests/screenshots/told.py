"""What the model says in the pictures of the pages. Written for the purpose, like the demo that ships with the program."""

# ruff: noqa: E501

import json
import tempfile
from pathlib import Path

from app import paths

ZEROS = "How many zeros does 100! end with?"
AUTUMN = "以“秋夜”为题，写一首七言绝句，平水韵。"

_ZEROS = (
    """The question is how many zeros 100! ends with. There is a formula by Legendre for the power of a prime in a factorial.

For p = 5: the floor of 100 / 5, plus the floor of 100 / 25, plus the floor of 100 / 125.

That is 20 + 4 + 0 = 24.

For p = 2: 50 + 25 + 12 + 6 + 3 + 1 = 97. That is more than 24, so the factors 5 decide.

Alternatively, count by hand: hmm, 25, 50, 75 and 100 each count twice. 16 + 2 × 4 = 24. Both ways agree.

Therefore the answer is 24.
</think>

By Legendre's formula 5 divides 100! exactly 20 + 4 = 24 times, and 2 divides it 97 times. The smaller of both counts.

The answer is **24**.
""",
    """The question is how many zeros 100! ends with. A zero at the end comes from a factor 10, and 10 = 2 × 5.

There are plenty of factors 2, so I only have to count the factors 5.

The multiples of 5 up to 100 are 5, 10, 15 and so on up to 100. That makes 100 / 5 = 20.

So there are 20 factors 5. I think that is all of them.

Therefore the answer is 20.
</think>

Each zero needs a factor 5, and there are 20 multiples of 5 up to 100.

The answer is **20**.
""",
    """The question is how many zeros 100! ends with. A zero at the end comes from a factor 10, and 10 = 2 × 5.

There are plenty of factors 2, so I only have to count the factors 5.

Multiples of 5 up to 100: 100 / 5 = 20. So a first guess would be 20.

Wait, 25 = 5 × 5 gives two factors, and so do 50, 75 and 100. Each of these was counted only once.

So 4 more: 20 + 4 = 24.

Is there a number with three factors 5? The first is 125, which is larger than 100. No.

Let me check with a smaller case: 25! should have 5 + 1 = 6. Indeed 25! = 15511210043330985984000000 ends with six zeros.

Therefore the answer is 24.
</think>

A zero at the end comes from a pair 2 × 5, and there are more factors 2 than factors 5. Up to 100 there are 20 multiples of 5, and 4 multiples of 25 that give one more each: 20 + 4 = 24.

The answer is **24**.
""",
)

_POEMS = (
    (
        "先定格律：平起首句入韵，用下平七阳。\n\n首句写庭院：“梧桐叶落满庭霜”，平平仄仄仄平平，合律。\n\n次句写灯。“一盏青灯照夜长”，“一”是入声，合律。\n\n第三句要转。想寄信，又怕落了俗套，不如写雁字。\n\n末句让西风先走一步，不说愁而愁在其中。",
        "梧桐叶落满庭霜，\n一盏青灯照夜长。\n欲把归心书雁字，\n西风先我过潇湘。",
    ),
    (
        "题目是秋夜。先想桂子、月、蟋蟀。\n\n用八庚：声、明、城。\n\n等等，“分外明”是不是太熟了？可是放在这里自然，留下。\n\n末句用“老”字，把一夜写成一年。",
        "庭前桂子落无声，\n月到中天分外明。\n独坐空阶听蟋蟀，\n秋风一夜老江城。",
    ),
    (
        "写失眠的人。首句到窗前，次句不眠。\n\n韵用一先：前、眠。\n\n末句想写江上的星，“满天星斗落江城”，气象大。",
        "秋风一夜到窗前，\n明月照人人不眠。\n欲问归期何处是，\n满天星斗落江城。",
    ),
    (
        "秋夜，写得平白一些也许更好。\n\n先写风，再写灯，再写想家的人。",
        "秋夜的风吹过小院，\n灯火在窗前慢慢暗。\n远方的人还没有回来，\n只有月亮陪我到天亮。",
    ),
    (
        "用十一尤：秋、楼、愁。\n\n首句“一声新雁报高秋”，次句接楼。\n\n第三句写灯，末句写愁。另一种写法是不写愁，写水。还是写水。",
        "一声新雁报高秋，\n月满江天人倚楼。\n莫问归舟何处泊，\n芦花深处水悠悠。",
    ),
    (
        "写砧声。韵用十二侵：深、砧、心。\n\n第二句第六字要仄，“寒砧响”不对，先放着。",
        "露白霜清夜已深，\n谁家月下动寒砧。\n江湖十载归来梦，\n一点青灯万里春。",
    ),
)
SPOILT = "秋夜\n梧桐叶落满庭霜，\n一盏青灯照夜长。\n欲把归心书雁影，\n西风先我到江城。"
"""A poem with a fault of the rhyme, for the page where poems are checked."""


def script() -> Path:
    """The shipped demo, and what is said here; several versions of one reply play in turn."""
    made = Path(tempfile.mkdtemp()) / "told.jsonl"
    poems = tuple(f"{thought}\n</think>\n\n《秋夜》\n{poem}\n" for thought, poem in _POEMS)
    lines = [
        json.dumps({"match": match, "raw": raw, "family": "deepseek-r1", "name": "Demonstration"}, ensure_ascii=False)
        for match, versions in (("100!", _ZEROS), ("秋夜", poems))
        for raw in versions
    ]
    shipped = (paths.assets() / "demo" / "demo.jsonl").read_text("utf-8")
    made.write_text("\n".join((*lines, shipped)), "utf-8")
    return made

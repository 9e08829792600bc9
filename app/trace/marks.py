"""Doubt, switch and check: three separate marks on a step, found by words. Knows nothing of the classifier.

Never one count of "backtracks": on real traces only the rate of switches goes with wrong answers. A heuristic, and to
be shown as one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from app.trace.steps import Step

MarkKind: TypeAlias = Literal["doubt", "switch", "check"]
MARKS: tuple[MarkKind, ...] = get_args(MarkKind)

_WORDS: dict[MarkKind, tuple[str, ...]] = {
    "doubt": (
        r"^\W*(?:(?:but|oh|so|and|or)[, ]+)?(?:wait|hmm+|hold on|actually|no)\b"
        r"(?! (?:one|two|other|more|longer|need|problem)\b)",
        r"\bwait[,.]",
        r"\b(?:i'?m |am |still )?(?:not (?:sure|certain|convinced)|unsure|confus(?:ed|ing))\b",
        r"\b(?:made|make|making) an? (?:mistake|error)|\b(?:must|may|might) have (?:made|missed|mis\w+)",
        r"\b(?:doesn'?t|don'?t|didn'?t) (?:match|make sense|seem right|add up|work(?: out)?)\b",
        r"\bcontradict(?:s|ion|ory)\b",
        r"\b(?:that|this)(?:'s| is| can'?t be| seems| must be) (?:wrong|incorrect|right\?|not right)",
        r"(?:^|[，。？！\s])等等[，,。]|(?:^|[？?，,。！\s])(?:哦|啊)?[，,]?不对[，,。！]|等一下|等下[，,]|自相矛盾|矛盾|搞错|弄错|算错",
        r"这里(?:可能|似乎)?有(?:误|问题|错)|不成立|不太确定|不确定|不太对|有点奇怪|哪里(?:错|出)了|我(?:可能|好像)?(?:忽略|漏)了",
    ),
    "switch": (
        r"\balternatively\b|\banother (?:way|approach|idea|method|possibility|thought|angle)\b",
        r"\b(?:an?|some) (?:different|other) (?:way|approach|method|strategy|angle|idea)\b",
        r"\blet(?:'s| me) try (?:another|a different|something)",
        r"^\W*(?:(?:so|but|ok|okay)[, ]+)?(?:maybe|perhaps) (?:i|we|there|another|instead|if|try|using)\b|\binstead, ",
        r"(?:^|[。！？\n])\s*(?:或者|另外|换(?:个|一个|种|一种))(?:[，,]|角度|思路|方法|办法|句)",
        r"换个角度|换一种|另一种可能|另一个(?:思路|方法|角度)",
    ),
    "check": (
        r"\b(?:double|cross)[- ]?check\w*",
        r"\b(?:re-?)?(?:check|verify|confirm|recheck)(?:ing)? (?:this|that|if|whether|each|the|my|it|again|with|by)\b",
        r"\blet(?:'s| me) (?:just |quickly |also |first )?(?:re-?)?"
        r"(?:check|verify|confirm|recount|recalculate|recap|test)\b",
        r"\bto (?:verify|confirm|double-check)\b",
        r"\b(?:re-?examin|re-?evaluat|re-?think|re-?consider|re-?calculat|re-?comput|re-?count)\w*",
        r"\bgo(?:ing)? over (?:the|this|that|it|each|my)\b",
        r"\bmake sure\b|\bmakes sense\b|\bseems (?:right|correct|okay|consistent)\b|\bthink again\b|\btry again\b",
        r"检查|验证|检验|核对|确认一下|再确认|验算|重新(?:计算|考虑|梳理|检查|审视|核|数|算|看|读)|再(?:算|数|看|核|检)一?[遍次下]",
    ),
}
_COMPILED = {mark: re.compile("|".join(words), re.IGNORECASE) for mark, words in _WORDS.items()}


@dataclass(frozen=True, slots=True)
class Mark:
    """Words in a step that tell of doubt, of another way being taken, or of something being checked."""

    kind: MarkKind
    start: int
    """In characters of the trace, like those of a step."""
    end: int
    text: str


def marks(steps: Sequence[Step]) -> list[tuple[Mark, ...]]:
    """Those of each step, in the order of the text."""
    return [_of(step) for step in steps]


def _of(step: Step) -> tuple[Mark, ...]:
    found = [
        Mark(kind, step.start + hit.start(), step.start + hit.end(), hit.group())
        for kind, words in _COMPILED.items()
        for hit in words.finditer(step.text)
    ]
    return tuple(sorted(found, key=lambda mark: mark.start))

"""What is worth a warning about a whole trace. Heuristics over its words; knows no model."""

import re
import string
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from app.trace.steps import Step

FlagName: TypeAlias = Literal["circles", "gave_up", "hedged", "mixing", "cut_off"]
"""Going in circles; gave up and answered all the same; unsure in the thinking but not in the answer; another language
in between; no end."""

Place: TypeAlias = tuple[int, int, int]

_CIRCLES = re.compile(
    r"\b(?:going|go|run|running|talking|thinking) (?:around )?in circles|back where (?:i|we) started|绕圈|兜圈|原地打转"
    r"|回到(?:了)?原点",
    re.IGNORECASE,
)
_GAVE_UP = re.compile(
    r"\b(?:given|due to|considering) the (?:time|complexity|difficulty|lack of)"
    r"|\b(?:running )?out of time|time constraints?"
    r"|\bi(?:'m| am) (?:really |completely |totally )?(?:stuck|lost|out of ideas)\b|\bi(?:'ll| will| can)? give up\b"
    r"|\bi(?:'ll| will| have to| might have to|'ll have to) (?:just )?(?:guess|settle|assume it's|go with a guess)"
    r"|\bbest guess\b|\bcan(?:'t|not) (?:figure|work) (?:it|this|that) out\b"
    r"|时间有限|时间不够|只能猜|只好猜|放弃(?:了|吧|推导|计算)|想不出|算不出来",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\b(?:maybe|perhaps|not sure|unsure|not certain|i think|i guess|probably|might be|seems|confus\w+|doubt\w*)\b"
    r"|不确定|不太确定|不清楚|也许|或许|大概|恐怕|说不定|拿不准",
    re.IGNORECASE,
)
REPEATED, LONG_ENOUGH = 4, 30
"""So often the same step of so many characters (half of them in Chinese) is going in circles."""
LATE = 0.7
"""Who gives up does so in the last part of a trace."""
HEDGING, FEWEST = 0.4, 6
"""The share of hedged steps in the last quarter, of at least so many."""
_HAN = re.compile(r"[\u3400-\u9fff]+")
_QUOTED = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`|[“\"「『《（(][^”\"」』》）)\n]{0,80}[”\"」』》）)]", re.DOTALL)
_LATIN_PHRASE = re.compile(r"(?<![A-Za-z\\])[a-z]+(?: [a-z]+){2,}(?![A-Za-z(])")
_OTHER_SCRIPT = re.compile(r"[\u0400-\u04ff\u0600-\u06ff\u0590-\u05ff\u3040-\u30ff\uac00-\ud7af\u0e00-\u0e7f]{2,}")


@dataclass(frozen=True, slots=True)
class Flag:
    """A warning, and the places it rests on."""

    name: FlagName
    places: tuple[Place, ...]
    """Step, and where it starts and ends in characters of the trace; none where it is of the whole."""


_LETTERS = string.ascii_letters.encode()


def flags(steps: Sequence[Step], answer: str, ended: bool = True) -> list[Flag]:
    """Those of a trace. `ended`: whether the model itself came to an end."""
    late = int(len(steps) * LATE)
    found: dict[FlagName, list[Place]] = {
        "circles": [*_said(steps, _CIRCLES, 0), *_repeated(steps)],
        "gave_up": list(_said(steps, _GAVE_UP, late)) if answer.strip() else [],
        "hedged": list(_hedged(steps, answer)),
        "mixing": list(_mixed(steps)),
    }
    made = [Flag(name, tuple(sorted(places))) for name, places in found.items() if places]
    if not ended or (steps and not answer.strip() and not steps[-1].text.rstrip().endswith(tuple(".!?。！？}]*`"))):
        made.append(Flag("cut_off", ()))
    return made


def _said(steps: Sequence[Step], words: "re.Pattern[str]", first: int) -> Iterator[Place]:
    for place, step in enumerate(steps[first:], first):
        for hit in words.finditer(step.text):
            yield place, step.start + hit.start(), step.start + hit.end()


def _repeated(steps: Sequence[Step]) -> Iterator[Place]:
    """Every step that stands there word for word so often, from its second time on."""
    seen: dict[str, list[int]] = defaultdict(list)
    for place, step in enumerate(steps):
        flat = " ".join(step.text.split()).lower()
        if len(flat) + len("".join(_HAN.findall(flat))) >= LONG_ENOUGH:
            seen[flat].append(place)
    for places in seen.values():
        if len(places) >= REPEATED:
            yield from ((place, steps[place].start, steps[place].end) for place in places[1:])


def _hedged(steps: Sequence[Step], answer: str) -> Iterator[Place]:
    """The hedges of the last quarter, where there are many and the answer has none."""
    quarter = steps[-max(len(steps) // 4, FEWEST) :]
    if len(quarter) < FEWEST or not answer.strip() or _HEDGE.search(answer):
        return
    found = list(_said(steps, _HEDGE, len(steps) - len(quarter)))
    if len({place for place, _, _ in found}) / len(quarter) >= HEDGING:
        yield from found


def _mixed(steps: Sequence[Step]) -> Iterator[Place]:
    """Words of another script than that of the trace, unless they are quoted, put in brackets, or code."""
    whole = "".join(step.text for step in steps)
    plain = whole.encode("ascii", "ignore")
    han, latin = sum(map(len, _HAN.findall(whole))), len(plain) - len(plain.translate(None, _LETTERS))
    if not han and not _OTHER_SCRIPT.search(whole):
        return
    if han * 4 > latin:
        other = [_LATIN_PHRASE, _OTHER_SCRIPT]
    elif han * 30 < latin:
        other = [_HAN, _OTHER_SCRIPT]
    else:
        other = [_OTHER_SCRIPT]  # a text about two languages
    for place, step in enumerate(steps):
        bare = _QUOTED.sub(lambda quote: " " * len(quote.group()), step.text)
        for script in other:
            for hit in script.finditer(bare):
                yield place, step.start + hit.start(), step.start + hit.end()

"""What is worth a warning about a whole trace. Heuristics over its words; knows no model."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from app.trace.steps import Step

FlagName: TypeAlias = Literal["circles", "gave_up", "hedged", "mixing", "cut_off"]
"""Going in circles; gave up and answered all the same; unsure in the thinking but not in the answer; another language
in between; no end."""

_CIRCLES = re.compile(r"going (?:around )?in circles|绕圈|原地打转", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Flag:
    """A warning, and the places it rests on."""

    name: FlagName
    places: tuple[tuple[int, int, int], ...]
    """Step, and where it starts and ends in characters of the trace; none where it is of the whole."""


def flags(steps: Sequence[Step], answer: str, ended: bool = True) -> list[Flag]:
    """Those of a trace. `ended`: whether the model itself came to an end."""
    circles = tuple(
        (place, step.start + hit.start(), step.start + hit.end())
        for place, step in enumerate(steps)
        for hit in _CIRCLES.finditer(step.text)
    )
    found = [Flag("circles", circles)] if circles else []
    if not ended:
        found.append(Flag("cut_off", ()))
    return found

"""One question with its thinking and its answer, and how an answer is told right from wrong.

It owns the form of a sample and the line between what is trained on and what is kept for the evaluation. It knows no
family, no tokens and no files.
"""

import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

HELD_OUT = 8
"""One in so many sets of operands is never trained on."""
UNSEEN_WORDINGS = 2
"""So many wordings at the end of a family's list are never trained on."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is asked, before it is put into words: values for the wordings, the trace and the answer."""

    key: str
    """The operands: the same key is the same task."""
    values: Mapping[str, str]
    thinking: str
    answer: str
    expected: tuple[str, ...]
    """What the family's pattern must find in a right answer, all of it, in order."""
    guess: str = ""
    """What one who always says the same would have to say ("first", "Yes"); empty: the expected text itself."""
    wordings: tuple[str, ...] = ()
    """Wordings of its own instead of the family's."""


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of question: how often it is trained on, how it is asked, and what to look for in an answer."""

    name: str
    share: float
    pattern: str
    wordings: tuple[str, ...]
    make: Callable[[Random], Task]


@dataclass(frozen=True, slots=True)
class Sample:
    """A question as it is put, with its right thinking and answer."""

    family: str
    key: str
    question: str
    thinking: str
    answer: str
    expected: tuple[str, ...] = ()
    guess: str = ""
    new_wording: bool = False

    @property
    def completion(self) -> str:
        return f"<think>\n{self.thinking}\n</think>\n\n{self.answer}"


def is_held_out(key: str) -> bool:
    """Whether a task is kept for the evaluation. Depends on the key alone, so no run can mix the two up."""
    return zlib.crc32(key.encode()) % HELD_OUT == 0


def draw(family: Family, random: Random, held_out: bool, new_wording: bool) -> Sample:
    """A sample from one side of the line, in a wording from one side of the other line."""
    task = family.make(random)
    while is_held_out(task.key) != held_out:
        task = family.make(random)
    wordings = task.wordings or family.wordings
    wordings = wordings[-UNSEEN_WORDINGS:] if new_wording else wordings[:-UNSEEN_WORDINGS]
    question = random.choice(wordings).format(**task.values)
    guess = task.guess or ", ".join(task.expected)
    question = question[0].upper() + question[1:]
    return Sample(family.name, task.key, question, task.thinking, task.answer, task.expected, guess, new_wording)


def is_right(answer: str, pattern: str, expected: tuple[str, ...]) -> bool:
    """Whether `answer` says what is expected and nothing else of that kind."""
    return tuple(re.findall(pattern, answer)) == expected

"""What is looked for, and in which texts. Pure."""

import re
from dataclasses import dataclass, field
from typing import Literal, get_args

Where = Literal["both", "thinking", "answer"]
WHERE: tuple[Where, ...] = get_args(Where)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person typed and chose."""

    words: str = ""
    regular: bool = False
    where: Where = "both"
    here_only: bool = False
    """In the exchange that is being read, and not in the whole conversation."""

    def pattern(self) -> re.Pattern[str] | None:
        """None where nothing is looked for. Raises re.error where the expression is none."""
        return pattern_of(self.words, self.regular)


@dataclass(frozen=True, slots=True)
class Target:
    """A text in which is searched."""

    question: int
    kind: Literal["thinking", "answer"]
    text: str = field(repr=False)


def pattern_of(words: str, regular: bool = False) -> re.Pattern[str] | None:
    """What is looked for; None where that is nothing. Raises re.error where a regular expression is none.

    Capitals do not matter, unless there are some among the words.
    """
    if not words:
        return None
    exact = not regular and words != words.lower()
    return re.compile(words if regular else re.escape(words), 0 if exact else re.IGNORECASE)

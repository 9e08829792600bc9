"""What the verse page is told, as immutable values. Knows nothing of Qt, the engine or the store."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Source: TypeAlias = Literal["own", "answer"]
"""Which text is checked: the person's own, or the answer of the open conversation."""


@dataclass(frozen=True, slots=True)
class Followed:
    """The last answer of the open conversation. checker: what it is judged by; empty for nothing."""

    text: str = ""
    checker: str = ""
    growing: bool = False

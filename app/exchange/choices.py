"""What somebody who takes conversations out may choose, and the words that stand in what comes out. Pure."""

from dataclasses import dataclass
from typing import Literal, get_args

Form = Literal["markdown", "html", "openai", "sharegpt", "training", "sibian"]
Thinking = Literal["with", "folded", "without"]
FORMS: tuple[Form, ...] = get_args(Form)
THINKINGS: tuple[Thinking, ...] = get_args(Thinking)
ENDINGS: dict[Form, str] = {
    "markdown": ".md",
    "html": ".html",
    "openai": ".jsonl",
    "sharegpt": ".jsonl",
    "training": ".jsonl",
    "sibian": ".sibian.jsonl",
}
"""How a file's name ends."""
READ_BY_PEOPLE: tuple[Form, ...] = ("markdown", "html")


@dataclass(frozen=True, slots=True)
class Choices:
    """thinking: "folded" is for forms that people read; data has a thinking or has not.

    branches: every branch, not just the one that is shown. Sibian's own form always has all, and the thinking.
    """

    form: Form = "markdown"
    thinking: Thinking = "with"
    branches: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """What is said between the texts, in the reader's language."""

    question: str = "Question"
    thinking: str = "Thinking"
    answer: str = "Answer"
    system: str = "System prompt"
    branch: str = "Branch {number} of {count}"
    thought_for: str = "thought for {seconds} s"
    language: str = "en"

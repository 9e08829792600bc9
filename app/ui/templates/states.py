"""What the views of the templates show and say, as immutable values. Knows nothing of Qt or of the store."""

from dataclasses import dataclass, field
from typing import Any, Literal

BlankKind = Literal[
    "text",
    "long",
    "choice",
    "number",
    "choices",
    "yes_no",
    "file",
    "date",
    "clipboard",
    "last_answer",
    "report",
]
"""A variable's type as the editor offers it: `long` is text of several lines."""


@dataclass(frozen=True)
class Row:
    """A template in the list. Rows with the same heading follow each other."""

    slug: str
    title: str
    description: str
    heading: str
    shipped: bool
    unsaved: bool = False
    imported: bool = False


@dataclass(frozen=True)
class Blank:
    """A variable as the form draws it, its label in the interface's language."""

    name: str
    label: str
    kind: BlankKind
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    whole: bool = True


@dataclass(frozen=True)
class Form:
    """A template ready to be filled in, with what stands in its blanks, as typed."""

    slug: str
    title: str
    description: str
    shipped: bool
    blanks: tuple[Blank, ...]
    values: dict[str, str]
    recommended: str
    """The recommended sampling as a sentence; empty where the template recommends none."""
    samples: int = 0
    """How many answers it recommends to ask for at once; 0 for one."""
    judged: bool = False
    """Whether its answers are judged by rule."""
    imported: bool = False


@dataclass(frozen=True)
class Preview:
    """The exact text that would be sent, or why there is none."""

    text: str
    fault: str = ""
    """What is wrong with the template itself."""
    wrong: dict[str, str] = field(default_factory=dict)
    """By name of the blank: what is wrong with its value."""

    @property
    def usable(self) -> bool:
        return not self.fault and not self.wrong and bool(self.text.strip())


@dataclass(frozen=True)
class BlankFields:
    """A variable as it stands in the editor: everything is text until it is read."""

    name: str
    label: str
    kind: BlankKind
    default: str
    extent: str = ""
    """The choices ("绝句 | 律诗") or the range ("1 – 9")."""


@dataclass(frozen=True)
class EditFields:
    """Everything that can be edited of a person's own template, in the interface's language."""

    title: str
    description: str
    body: str
    blanks: tuple[BlankFields, ...]
    sampling: str = ""
    """The recommended sampling ("temperature 0.6, top_p 0.95")."""
    samples: int = 0
    """How many answers are best asked for at once; 0 for one."""
    checker: str = ""
    """What the answers are judged by, as JSON."""
    category: str = ""
    """The heading it belongs under."""


@dataclass(frozen=True)
class Past:
    """What a template was before: when it was replaced, as a person would say it."""

    id: int
    when: str


@dataclass(frozen=True)
class Fault:
    """A fault of an edited template, told in the interface's language; at a line of the body or at a blank."""

    text: str
    line: int | None = None
    blank: str | None = None


@dataclass(frozen=True)
class TemplateUse:
    """A template was filled in: put this text to the model. `sampling` holds what the template recommends.

    checker: what its answers are judged by, as it is kept; empty for nothing.
    samples: more than 1 where several answers at once are wished for.
    """

    slug: str
    text: str
    sampling: dict[str, Any]
    checker: str = ""
    samples: int = 1

"""What the dialog for taking out shows, as values."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtGui import QImage

from app.exchange.choices import Thinking

Kind = Literal["markdown", "html", "pdf", "picture", "openai", "sharegpt", "training", "sibian"]
KINDS: tuple[Kind, ...] = ("markdown", "html", "pdf", "picture", "openai", "sharegpt", "training", "sibian")
Scope = Literal["this", "chosen", "all"]


@dataclass(frozen=True, slots=True)
class ExportState:
    """scopes: what can be taken out, with how many conversations each; `foldable`, `branching`: whether that choice
    means anything in this form."""

    scopes: tuple[tuple[Scope, int], ...] = ()
    scope: Scope = "this"
    kind: Kind = "markdown"
    thinking: Thinking = "with"
    branches: bool = False
    thinkings: tuple[Thinking, ...] = ("with", "folded", "without")
    branching: bool = True
    copyable: bool = True


@dataclass(frozen=True, slots=True)
class Preview:
    """The beginning of what will be written: a text, or a picture of it."""

    text: str = ""
    image: QImage | None = None
    cut: bool = False
    """There is more."""


@dataclass(frozen=True, slots=True)
class Writing:
    """How far a file is."""

    done: int
    total: int

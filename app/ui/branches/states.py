"""What the page of branches shows, as values."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.ui.branches.lay import Row


@dataclass(frozen=True, slots=True)
class Column:
    """A branch to read: what it is called, and what is said on it, as Markdown."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class TreeState:
    title: str = ""
    rows: Sequence[Row] = ()
    facts: str = ""


@dataclass(frozen=True, slots=True)
class DetailState:
    """columns: one branch, or two side by side. What can be done with what is chosen."""

    columns: tuple[Column, ...] = ()
    name: str = ""
    single: bool = False
    """One message is chosen: it can be shown and named."""
    shown: bool = False
    cut: bool = False
    """It can be brought back."""
    gone_with: int = 0
    """Messages that would go with it for good."""
    cuttable: bool = False
    comparable: bool = False
    """There are other answers to the same question, whose thinking can be set beside its own, step by step."""

"""What a write touched, so that one notice can tell every view whether it is concerned."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Changes:
    """The rows a write touched. Empty sets mean that kind was left alone."""

    conversations: frozenset[int] = frozenset()
    """Listed facts of these changed: title, order, existence."""
    branches: frozenset[int] = frozenset()
    """The shown path of these conversations changed."""
    order: bool = False
    """Folders or tags changed, and with them what may be said of any conversation."""
    templates: bool = False
    settings: frozenset[str] = frozenset()
    annotations: frozenset[int] = frozenset()
    """What a reader put on the traces of these generations changed."""
    labels: bool = False
    """A reader's own labels changed."""


@dataclass(frozen=True, slots=True)
class Written(Generic[T]):
    """The result of a write and what it touched."""

    value: T
    changes: Changes

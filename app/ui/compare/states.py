"""What the page of a comparison shows, as immutable values. Knows nothing of Qt or of how steps are aligned."""

from dataclasses import dataclass
from typing import Literal

from app.trace.kind_names import KindName
from app.ui.explorer.states import Stretch, Timeline

Shown = Literal["steps", "answers"]


@dataclass(frozen=True, slots=True)
class Version:
    """An answer that can be compared. `answer`: the id of its message."""

    answer: int
    name: str
    facts: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One of the compared versions: its name, its figures in the order of `Compared.labels`, its strip."""

    answer: int
    name: str
    facts: tuple[str, ...]
    timeline: Timeline


@dataclass(frozen=True, slots=True)
class Cell:
    """A step in the table."""

    row: int
    number: int
    kind: KindName | None
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """Steps that answer to each other, one for each version; `only`: the one version that has it."""

    cells: tuple[Cell | None, ...]
    note: str
    only: int | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """Everything about the chosen versions."""

    labels: tuple[str, ...]
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    answers: tuple[tuple[Stretch, ...], ...]
    summary: str = ""

"""What the page of statistics shows, as immutable values. Knows nothing of Qt or of the store."""

from dataclasses import dataclass, field
from typing import Literal

Figure = Literal["scatter", "boxes"]


@dataclass(frozen=True, slots=True)
class Dot:
    """A trace in a chart. `x` is its group's place for boxes. `answer`: the id of its message."""

    answer: int
    x: float
    y: float
    group: int
    text: str


@dataclass(frozen=True, slots=True)
class Box:
    """Quartiles and whiskers (the last points within one and a half times the middle half) of a group."""

    low: float
    first: float
    median: float
    third: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart, whole. `groups` are names; groups of a scatter have a colour and a shape each."""

    kind: Figure = "scatter"
    x_label: str = ""
    y_label: str = ""
    dots: tuple[Dot, ...] = ()
    groups: tuple[str, ...] = ()
    boxes: tuple[Box | None, ...] = ()
    left_out: str = ""
    """How many traces have no such figure, in words; empty for none."""


@dataclass(frozen=True, slots=True)
class Option:
    """An entry of a choice."""

    value: str
    name: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What is chosen, and what can be."""

    view: str = "lengths"
    x: str = "tokens"
    y: str = "answer_tokens"
    group: str = "model"
    origin: str = "all"
    views: tuple[Option, ...] = field(default=())
    measures: tuple[Option, ...] = ()
    groups: tuple[Option, ...] = ()
    origins: tuple[Option, ...] = ()

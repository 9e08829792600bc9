"""What the search page shows and what is wished on it, as values."""

from dataclasses import dataclass
from typing import Literal

from app.store.search.records import Hit, Where

Age = Literal["any", "week", "month", "year"]
Length = Literal["any", "short", "long"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a filter."""

    value: str
    name: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What is typed and chosen."""

    words: str = ""
    where: Where = "all"
    model: str = ""
    age: Age = "any"
    length: Length = "any"
    place: str = ""
    """"folder:7", "tag:3" or nothing."""
    template: str = ""
    worth: str = ""
    """At least so many of 5 ("4"), "passed", "failed" or nothing."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What the filters offer besides what is always there."""

    models: tuple[Choice, ...] = ()
    places: tuple[Choice, ...] = ()
    templates: tuple[Choice, ...] = ()
    worths: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """What was found, and what is said beneath."""

    hits: tuple[Hit, ...] = ()
    foot: str = ""
    more: bool = False
    """Whether more could be shown."""
    nothing: tuple[str, str] | None = None
    """Title and hint of what stands in place of an empty list."""

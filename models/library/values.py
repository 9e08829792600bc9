"""Weights on this machine as values: where a program keeps its own, and one set of weights with all its places."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from models.card import Card
from models.gguf import BadGguf

Layout = Literal["folder", "huggingface", "ollama", "jan"]
"""How a program files its weights: by name in folders, by content under a list of names, or somewhere it says where."""

OURS = "Sibian"
"""The program of a `Home` into which Sibian downloads."""


@dataclass(frozen=True, slots=True)
class Home:
    """A folder in which a program keeps weights. It may not exist."""

    program: str
    folder: Path
    how: Layout = "folder"


@dataclass(frozen=True, slots=True)
class Place:
    """One way to a set of weights: `path` leads to its first shard, `name` is what the program calls it.

    A name comes from a file or a folder that anybody may have made.
    """

    program: str
    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Found:
    """One set of weights, however many names lead to it. Either `card` or `fault` is there."""

    path: Path
    """Where to open it: of all `places` the best one."""
    size: int
    """Bytes of all its files together."""
    modified: float
    """Seconds since 1970, of the file changed last."""
    places: tuple[Place, ...]
    card: Card | None
    fault: BadGguf | None
    owned: bool
    """Whether Sibian downloaded it and may delete it."""
    files: tuple[Path, ...] = ()
    """All shards as far as they are there, by the names next to `path`."""

    @property
    def name(self) -> str:
        """What to call it: the program's name, which people know, and which tells quantizations apart."""
        return self.places[0].name

    @property
    def programs(self) -> tuple[str, ...]:
        """Each program that has it, once."""
        return tuple(dict.fromkeys(place.program for place in self.places))

"""What the database page shows, as values."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class BackupLine:
    path: Path
    when: str
    why: str
    size: str


@dataclass(frozen=True, slots=True)
class SpaceLine:
    name: str
    size: str
    share: float
    """Of all, 0 to 1."""


@dataclass(frozen=True, slots=True)
class KeepingState:
    database: str = ""
    backups: tuple[BackupLine, ...] = ()
    space: tuple[SpaceLine, ...] = ()
    counts: str = ""
    busy: str = ""
    """What is being done now; nothing else can be begun meanwhile."""

"""A file as a hub lists it, and the sum that it is checked by. Pure."""

import hashlib
from dataclasses import dataclass
from typing import Literal

SumKind = Literal["sha256", "git"]


@dataclass(frozen=True, slots=True)
class Digest:
    """The sum of a file. git: the SHA-1 that git gives a blob, which Hugging Face has for small files."""

    kind: SumKind
    value: str
    """In lower-case hexadecimal digits; empty where the hub gave none."""

    def begin(self, size: int) -> "hashlib._Hash":
        """A running sum of a file of so many bytes."""
        if self.kind == "sha256":
            return hashlib.sha256()
        return hashlib.sha1(b"blob %d\0" % size, usedforsecurity=False)


@dataclass(frozen=True, slots=True)
class Listed:
    """What the hub says of a file. `name` is its path in the repository."""

    name: str
    size: int
    digest: Digest
    url: str

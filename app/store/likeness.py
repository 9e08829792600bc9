"""What makes two trees of messages the same: their words and their order. Knows neither SQL nor titles, times, models.

Every message has a mark made of everything said on the way to it, so a tree that has grown shares the marks of what
it was before.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import TypeVar

Mark = bytes
SIZE = 16

K = TypeVar("K")
Spoken = tuple[K, K | None, str, Sequence[tuple[str, str]]]
"""A message: its key, its parent's key, its role, and its parts as (kind, text)."""


def marks(messages: Iterable[Spoken[K]]) -> dict[K, Mark]:
    """The mark of each message, by key; parents come first. Equal siblings are told apart by their order."""
    found: dict[K, Mark] = {}
    twins: Counter[Mark] = Counter()
    for key, parent, role, parts in messages:
        above = found.get(parent, b"") if parent is not None else b""
        said = blake2b(above, digest_size=SIZE)
        for text in (role, *(each for part in parts for each in part)):
            encoded = text.encode()
            said.update(len(encoded).to_bytes(8, "little"))
            said.update(encoded)
        mark = said.digest()
        twins[mark] += 1
        if (number := twins[mark]) > 1:
            mark = blake2b(mark + number.to_bytes(4, "little"), digest_size=SIZE).digest()
        found[key] = mark
    return found


def fingerprint(system: str, found: Iterable[Mark]) -> bytes:
    """One mark for the whole of a conversation."""
    whole = blake2b(system.encode(), digest_size=SIZE)
    for mark in sorted(found):
        whole.update(mark)
    return whole.digest()

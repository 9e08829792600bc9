"""The base of every message: an immutable value, encoded as a map with its type's name."""

import msgspec


class Struct(msgspec.Struct, frozen=True, kw_only=True, tag_field="type"):
    """A message. `id` is the number of the command that it is or answers."""

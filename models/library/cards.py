"""Cards of weights, kept so that a header is read once: as long as its files stay as they are, the card does, too.

A file of cards is a convenience. Whatever is wrong with it, the headers are read again.
"""

import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from models.card import Card, read_card
from models.gguf import BadGguf, BadKind, Header, read_header
from models.library.walking import mark, small_text

MAX_FILE = 32 << 20
MAX_KEPT = 2000
MAX_TEMPLATE = 1 << 18
"""Characters of a chat template that are worth keeping on the disk."""
_NOT_MODELS = frozenset({"clip", "imatrix"})
"""Architectures of files that serve a model and are none, from before `general.type` said so."""


class _Fault(msgspec.Struct, frozen=True):
    kind: BadKind
    detail: str
    numbers: dict[str, int]


class _Kept(msgspec.Struct, frozen=True):
    """What is known of weights. Neither card nor fault: they are something else, as an adapter or a projector."""

    marks: tuple[tuple[int, int] | None, ...]
    card: Card | None = None
    fault: _Fault | None = None


class _File(msgspec.Struct):
    version: str
    cards: dict[str, _Kept]


class Cards:
    """Reads cards and remembers them, in `file` too where there is one. `version` is the reader's: what another one
    read is not believed."""

    def __init__(self, file: Path | None = None, version: str = "") -> None:
        self._file, self._version = file, version
        self._kept = _load(file, version) if file is not None else {}
        self._read = self._saved = 0

    @property
    def read(self) -> int:
        """How many headers had to be read."""
        return self._read

    def get(self, files: Sequence[Path]) -> Card | BadGguf | None:
        """The card of the weights whose first shard is `files[0]`, or why they have none; None for files that are no
        model though they look like one. `files` are all shards that are there."""
        name, marks = str(files[0]), tuple(map(mark, files))
        kept = self._kept.pop(name, None)
        if kept is None or kept.marks != marks:
            kept = _Kept(marks, *_look(files[0]))
            self._read += 1
        self._kept[name] = kept  # the one asked for last stands last
        if kept.fault is not None:
            return BadGguf(kept.fault.kind, kept.fault.detail, **kept.fault.numbers)
        return kept.card

    def save(self) -> None:
        """Write the file of cards where something was read since. A disk that refuses costs a second look next time."""
        if self._file is None or self._read == self._saved:
            return
        last = list(self._kept.items())[-MAX_KEPT:]
        cards = {name: raw for name, kept in last if (raw := _raw(name, kept)) is not None}
        with suppress(OSError):
            _replace(self._file, msgspec.json.encode({"version": self._version, "cards": cards}))
            self._saved = self._read


def _look(path: Path) -> tuple[Card | None, _Fault | None]:
    try:
        card = read_card(path)
    except BadGguf as bad:
        if bad.kind == "unsupported" and _something_else(path):
            return None, None
        return None, _Fault(bad.kind, bad.detail, bad.numbers)
    # A vocabulary alone has no tensors.
    return (None if card.architecture in _NOT_MODELS or not card.parameters else card), None


def _something_else(path: Path) -> bool:
    """Whether the file says itself that it is no model."""
    try:
        header = read_header(path)
    except BadGguf:
        return False
    return _text(header, "general.type") not in ("", "model") or _text(header, "general.architecture") in _NOT_MODELS


def _text(header: Header, key: str) -> str:
    value = header.metadata.get(key)
    return value if isinstance(value, str) else ""


# ---- the file -------------------------------------------------------------------------------------------------------


def _load(file: Path, version: str) -> dict[str, _Kept]:
    text = small_text(file, MAX_FILE)
    try:
        found = msgspec.json.decode(text or "", type=_File, dec_hook=_as_path)
    except (msgspec.MsgspecError, RecursionError):
        return {}
    return found.cards if found.version == version else {}


def _raw(name: str, kept: _Kept) -> msgspec.Raw | None:
    """One entry of the file; None where it is not worth keeping, or cannot be written as Unicode."""
    template = kept.card.template if kept.card is not None else None
    # Which shard is missing is seen anew at every look: it may have come under a name not asked about.
    if len(template or "") > MAX_TEMPLATE or (kept.fault is not None and kept.fault.kind == "missing_shard"):
        return None
    try:
        name.encode()
        return msgspec.Raw(msgspec.json.encode(kept, enc_hook=str))
    except UnicodeEncodeError:
        return None


def _as_path(kind: type, value: Any) -> Any:
    return Path(value) if kind is Path and isinstance(value, str) else value


def _replace(file: Path, data: bytes) -> None:
    """Put `data` into the place of the file, whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(dir=file.parent, prefix=file.name)
    try:
        with os.fdopen(number, "wb") as out:
            out.write(data)
        Path(name).replace(file)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise

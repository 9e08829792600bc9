"""States of sequences (their KV cache, as bytes), kept on disk between sessions and in main memory within one.

Owns which of them are kept, how they are found again by their tokens, and how much room they take; `statefile` owns
what a file looks like. Knows nothing of llama.cpp. A KV cache is the conversation in another form: what is written here
is for its owner's eyes alone. Not for several threads at once; several processes may share a folder.
"""

import logging
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np

from runtime import statefile
from runtime.statefile import BadState, State, Tokens

log = logging.getLogger(__name__)

TokenList = Sequence[int] | Tokens

_VERSION = 1
"""Part of every key: files of another layout are files of other settings."""
_SUFFIX = ".kv"
_UNFINISHED = ".part"
_ABANDONED_S = 3600.0
"""Nobody is an hour between two pieces: an unfinished file this old was left behind by a process that died."""


@dataclass(frozen=True, slots=True)
class Found:
    """A state that begins like what was asked for."""

    shared: int
    """How many tokens they have in common, from the first on."""
    tokens: int
    """How many tokens the state holds in all."""
    handle: str
    """For `read` and `take`."""


def _array(tokens: TokenList) -> Tokens:
    return np.ascontiguousarray(tokens, dtype=np.int32)


def _name(tokens: Tokens) -> str:
    return statefile.digest(tokens.astype("<i4").tobytes()).hex()[:32]


def _shared(one: Tokens, other: Tokens) -> int:
    """Length of the common beginning."""
    length = min(len(one), len(other))
    differing = one[:length] != other[:length]
    first = int(differing.argmax()) if length else 0
    return first if length and differing[first] else length


class _Index:
    """Token lists by handle, and which of them begin like which."""

    def __init__(self) -> None:
        self.lists: dict[str, Tokens] = {}

    def find(self, tokens: Tokens, whole: bool) -> Found | None:
        """The longest common beginning; among equals the shortest state, which is the least to read."""
        best: Found | None = None
        for handle, held in self.lists.items():
            shared = _shared(held, tokens)
            if not shared or (whole and shared < len(held)):
                continue
            if best is None or (shared, -len(held)) > (best.shared, -best.tokens):
                best = Found(shared, len(held), handle)
        return best

    def covering(self, tokens: Tokens) -> str | None:
        """A list that begins with all of `tokens`."""
        return next((handle for handle, held in self.lists.items() if _shared(held, tokens) == len(tokens)), None)

    def covered(self, tokens: Tokens) -> list[str]:
        """The lists that `tokens` begins with, itself excepted."""
        return [
            handle
            for handle, held in self.lists.items()
            if len(held) < len(tokens) and _shared(held, tokens) == len(held)
        ]


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    size: int
    used: int
    """When it was last used, nanoseconds."""


class SavedStates:
    """States kept in a folder, bounded in size, the longest unused first to go.

    The folder is looked through again at every call, so that files which another process adds or removes are seen; of
    new files only the head is read, and of nothing more is anything held in memory.
    """

    def __init__(self, folder: Path, limit: int, key: str) -> None:
        """Touches nothing yet.

        limit: most bytes of all files in the folder, those of other keys included.
        key: identifies the weights and everything that shapes a state. Files of other keys are never read.
        """
        self._folder = folder
        self.limit = limit
        self._key = statefile.digest(f"{_VERSION}:{key}".encode())
        self._prefix = self._key.hex()[:16] + "-"
        self._index = _Index()

    def find(self, tokens: TokenList, *, whole: bool = False) -> Found | None:
        """The state that shares the longest beginning with `tokens`, None where none shares even the first.

        whole: only states all of whose tokens are shared, for weights whose state cannot be cut.
        """
        self._look()
        return self._index.find(_array(tokens), whole)

    def read(self, found: Found) -> bytes | None:
        """The state, exactly as it was given to `write`, or None; then the file is no longer found.

        A file in which anything differs from what was written is removed.
        """
        path = self._folder / found.handle
        try:
            with path.open("rb") as file:
                state = self._checked(file, found)
        except (BadState, MemoryError) as error:
            log.info("a saved state is of no use: %s: %s", found.handle, str(error) or "out of memory")
            self._index.lists.pop(found.handle, None)
            if isinstance(error, BadState):
                self._remove(path)
            return None
        except OSError as error:
            log.info("a saved state cannot be read: %s", error)
            self._index.lists.pop(found.handle, None)
            return None
        with suppress(OSError):
            os.utime(path)
        return state

    def write(self, tokens: TokenList, state: State, wanted: Callable[[], bool]) -> bool:
        """Keep a state; True when the folder now holds it, or held a longer one that begins with these tokens.

        A state that begins like this one is removed in its favour. False, with nothing left behind, when `wanted` said
        no (it is asked at least every few milliseconds, before each mebibyte), when the state is larger than half the
        limit, and when it cannot be written, a full disk included. While it writes, the folder may be larger than the
        limit by this one file. Nothing is synced: a file that a power cut spoils is noticed when it is read.
        """
        listed, data = _array(tokens), statefile.buffer(state)
        if not len(listed) or not len(data) or len(data) > self.limit // 2:
            return False
        self._look()
        longer = self._index.covering(listed)
        if longer is not None:
            with suppress(OSError):
                os.utime(self._folder / longer)
            return True
        name = f"{self._prefix}{_name(listed)}{_SUFFIX}"
        try:
            self._make_folder()
            if not self._put(name, listed, data, wanted):
                return False
        except OSError as error:
            log.info("a state cannot be saved: %s", error)
            return False
        for shorter in self._index.covered(listed):
            self._remove(self._folder / shorter)
        self._index.lists[name] = listed
        self._make_room(name)
        return True

    def forget(self, keep: Callable[[Tokens], bool]) -> None:
        """Remove the states of this key whose tokens `keep` says no to."""
        self._look()
        for name in [name for name, held in self._index.lists.items() if not keep(held)]:
            self._remove(self._folder / name)
            del self._index.lists[name]

    def clear(self) -> None:
        """Remove all states, those of other keys and unfinished ones too."""
        for file in self._files((_SUFFIX, _UNFINISHED)):
            self._remove(file.path)
        self._index.lists.clear()

    # ---- one file ---------------------------------------------------------------------------------------------------

    def _checked(self, file: BinaryIO, found: Found) -> bytes:
        head = self._head(file, found.handle)
        if len(head.tokens) != found.tokens:
            raise BadState("other tokens than were found")
        if head.size > self.limit:
            raise BadState(f"a state of {head.size} bytes, more than all may take")
        return statefile.read_body(file, head)

    def _head(self, file: BinaryIO, name: str) -> statefile.Head:
        head = statefile.read_head(file, os.fstat(file.fileno()).st_size, self._key)
        if name != f"{self._prefix}{_name(head.tokens)}{_SUFFIX}":
            raise BadState("other tokens than its name says")
        return head

    def _put(self, name: str, tokens: Tokens, data: memoryview, wanted: Callable[[], bool]) -> bool:
        """Write under another name and rename: a file is there whole or not at all."""
        handle, unfinished = tempfile.mkstemp(suffix=_UNFINISHED, dir=self._folder)  # readable for its owner alone
        try:
            with open(handle, "wb") as file:
                whole = statefile.write(file, self._key, tokens, data, wanted)
            if whole:
                os.replace(unfinished, self._folder / name)
        except BaseException:
            self._remove(Path(unfinished))
            raise
        if not whole:
            self._remove(Path(unfinished))
        return whole

    # ---- the folder -------------------------------------------------------------------------------------------------

    def _make_folder(self) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self._folder.stat().st_mode & 0o077:
            self._folder.chmod(0o700)

    def _files(self, suffixes: tuple[str, ...] = (_SUFFIX,)) -> list[_File]:
        files = []
        with suppress(OSError), os.scandir(self._folder) as entries:
            for entry in entries:
                if entry.name.endswith(suffixes):
                    with suppress(OSError):  # gone in the meantime
                        if entry.is_file(follow_symlinks=False):
                            stat = entry.stat(follow_symlinks=False)
                            files.append(_File(Path(entry.path), stat.st_size, stat.st_mtime_ns))
        return files

    def _look(self) -> None:
        """Bring the index up to date with the folder."""
        present = {file.path.name: file for file in self._files() if file.path.name.startswith(self._prefix)}
        for gone in self._index.lists.keys() - present.keys():
            del self._index.lists[gone]
        for name in present.keys() - self._index.lists.keys():
            path = present[name].path
            try:
                with path.open("rb") as file:
                    self._index.lists[name] = self._head(file, name).tokens
            except BadState as error:
                log.info("a saved state is of no use: %s: %s", name, error)
                self._remove(path)
            except OSError as error:
                log.info("a saved state cannot be read: %s", error)

    def _make_room(self, newest: str) -> None:
        """Remove the longest unused, whatever their key, until the rest is within the limit; and what was abandoned."""
        files = sorted(self._files(), key=lambda file: file.used)
        size = sum(file.size for file in files)
        for file in files:
            if size > self.limit and file.path.name != newest:
                self._remove(file.path)
                self._index.lists.pop(file.path.name, None)
                size -= file.size
        for file in self._files((_UNFINISHED,)):
            if file.used / 1e9 < time.time() - _ABANDONED_S:
                self._remove(file.path)

    def _remove(self, path: Path) -> None:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            log.info("a saved state cannot be removed: %s", error)


class Parked:
    """States kept in main memory, bounded in size, the least recently used first to go."""

    def __init__(self, limit: int) -> None:
        """limit: most bytes of all states together."""
        self.limit = limit
        self._states: dict[str, bytes] = {}
        """Least recently used first."""
        self._index = _Index()
        self._size = 0

    @property
    def size(self) -> int:
        """Bytes of all states."""
        return self._size

    def __len__(self) -> int:
        return len(self._states)

    def put(self, tokens: TokenList, state: State) -> bool:
        """Keep a state; True when it, or a longer one that begins with these tokens, is held now.

        Those that it begins with are dropped in its favour. False for what is larger than the limit.
        """
        listed, data = _array(tokens), statefile.buffer(state)
        if not len(listed) or not len(data) or len(data) > self.limit:
            return False
        longer = self._index.covering(listed)
        if longer is not None:
            self._states[longer] = self._states.pop(longer)
            return True
        held = state if isinstance(state, bytes) else bytes(data)
        self._drop(self._index.covered(listed))
        name = _name(listed)
        self._states[name] = held
        self._index.lists[name] = listed
        self._size += len(held)
        while self._size > self.limit:
            self._drop([next(iter(self._states))])
        return True

    def find(self, tokens: TokenList, *, whole: bool = False) -> Found | None:
        """As `SavedStates.find`."""
        return self._index.find(_array(tokens), whole)

    def take(self, found: Found) -> bytes | None:
        """The state, None where it was dropped since it was found (any `put` may do that).

        It is no longer held, unless only a part of it was shared: then another sequence may want it.
        """
        state = self._states.get(found.handle)
        if state is None:
            return None
        if found.shared == found.tokens:
            self._drop([found.handle])
        else:
            self._states[found.handle] = self._states.pop(found.handle)
        return state

    def clear(self) -> None:
        """Drop all."""
        self._drop(list(self._states))

    def _drop(self, names: Iterable[str]) -> None:
        for name in names:
            self._size -= len(self._states.pop(name))
            del self._index.lists[name]

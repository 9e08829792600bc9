"""Fetching one file: ranges, resuming, stalls, lies, and its sum at the end. Knows nothing of other files.

The transfer is this package's own, over httpx, and not huggingface_hub's: that one cannot be paused or broken off,
tells no progress but to a bar, and does not compare a file's sum.
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from models.download.connection import Again, Answer, Line
from models.download.halt import Halt
from models.download.listed import Listed
from models.download.part import Part
from models.download.values import Failed, State, Timing

LEAST = 1024
"""Bytes in `Timing.stall` seconds below which a connection counts as stalled: one byte at a time keeps it alive."""

_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18}|\*)")


class Watcher(Protocol):
    """Is told how far one file is."""

    def at(self, received: int, new: int, state: State) -> None:
        """So many bytes are there; `new` of them came over the network just now."""

    def versioned(self, etag: str, listed: Listed) -> None:
        """The partial file's bytes are of this version, so that a later session can tell."""


@dataclass(slots=True)
class Patience:
    """How often something was tried in a row without getting anywhere."""

    timing: Timing
    most: int
    tries: int = 0

    def wait(self, again: Again, file: str, halt: Halt) -> None:
        """Wait longer than last time; raises Failed once this was done often enough."""
        self.tries += 1
        if self.tries >= self.most:
            raise Failed(again.kind, file, again.detail, tries=self.tries, **again.numbers) from again
        own = self.timing.wait(self.tries)
        halt.sleep(own if again.wait is None else max(own, again.wait))


class _Changed(Exception):
    """The hub's file is not the one it listed. `found`: its size where it tells one."""

    def __init__(self, found: int, detail: str) -> None:
        super().__init__(detail)
        self.found = found


@dataclass(slots=True)
class Transfer:
    """One file on its way. `listed` is what the hub says of it, and is asked anew by `relist` where that changed."""

    listed: Listed
    etag: str
    path: Path
    line: Line
    timing: Timing
    watcher: Watcher
    relist: Callable[[], Listed]

    def run(self) -> Listed:
        """Bring the partial file to where it is whole and its sum is right; returns what it is then.

        Raises Halted, or Failed. After that the partial file is empty if its bytes were wrong; otherwise it can be gone
        on with.
        """
        with Part(self.path, self.listed.name, self.listed.size, self.listed.digest) as part:
            part.take_up(self.line.halt, lambda size: self.watcher.at(size, 0, "checking"))
            wrong = changed = 0
            while True:
                try:
                    self._receive(part)
                except _Changed as change:
                    changed += 1
                    self._anew(part, change, changed)
                    continue
                self.watcher.at(part.size, 0, "checking")
                if part.right:
                    part.sync()
                    return self.listed
                wrong += 1
                self._forget(part)
                if wrong >= self.timing.checks:
                    raise Failed("wrong_bytes", self.listed.name, "the sum is not the hub's", tries=wrong)

    def _anew(self, part: Part, change: _Changed, changed: int) -> None:
        """Begin with what the hub lists now, unless it changes its mind again and again."""
        expected = self.listed.size
        self._forget(part)
        if changed >= self.timing.checks:
            raise Failed("changed", self.listed.name, str(change), expected=expected, found=change.found)
        self.listed = self.relist()
        part.restart(self.listed.size, self.listed.digest)
        self.watcher.versioned("", self.listed)

    def _forget(self, part: Part) -> None:
        part.restart()
        self.etag = ""
        self.watcher.versioned("", self.listed)
        self.watcher.at(0, 0, "running")

    def _receive(self, part: Part) -> None:
        """Fetch what is missing, over as many connections as it takes."""
        patience = Patience(self.timing, self.timing.tries)
        furthest = part.size
        while not part.whole:
            try:
                self._once(part)
            except Again as again:
                if part.size - furthest >= self.timing.progress:
                    patience.tries, furthest = 0, part.size
                self.watcher.at(part.size, 0, "running")
                patience.wait(again, self.listed.name, self.line.halt)

    def _once(self, part: Part) -> None:
        headers = {}
        if part.size:
            headers["Range"] = f"bytes={part.size}-"
            if self.etag:
                headers["If-Range"] = self.etag
        with self.line.open(self.listed.url, headers) as answer:
            self._agree(part, answer)
            self._pour(part, answer)
        if not part.whole:
            raise Again("unreachable", f"ended after {part.size} of {self.listed.size} bytes")

    def _agree(self, part: Part, answer: Answer) -> None:
        """Check that the answer is of the listed file and goes on where the partial file ends, or begin that anew."""
        response, listed = answer.response, self.listed
        if answer.linked_sum and listed.digest.kind == "sha256" and answer.linked_sum != listed.digest.value:
            raise _Changed(answer.linked_size or listed.size, "another sum than listed")
        start, total = _extent(answer, part.size)
        if total is not None and total != listed.size:
            raise _Changed(total, "another size than listed")
        # Storage gives one file several ETags (by the machine that answers), so what the hub itself says goes first.
        etag = "" if answer.linked_sum else response.headers.get("ETag", "")
        strong = etag if etag.startswith('"') and etag.isascii() and len(etag) < 256 else ""
        if part.size and self.etag and strong and strong != self.etag:
            raise _Changed(listed.size, "another version than before")
        if start != part.size:
            if start:
                raise Again("refused", f"bytes from {start} instead of {part.size}")
            part.restart()  # a server that knows no ranges
        if strong != self.etag:
            self.etag = strong
            self.watcher.versioned(strong, listed)

    def _pour(self, part: Part, answer: Answer) -> None:
        """Write what arrives, and no more than what was listed."""
        halt, stall = self.line.halt, self.timing.stall
        since, counted = time.monotonic(), 0
        self.watcher.at(part.size, 0, "running")
        for chunk in answer.response.iter_raw():
            halt.check()
            missing = self.listed.size - part.size
            part.write(chunk[:missing])
            self.watcher.at(part.size, min(len(chunk), missing), "running")
            if len(chunk) > missing:
                raise _Changed(part.size + len(chunk) - missing, "more bytes than listed")
            counted += len(chunk)
            if (now := time.monotonic()) - since > stall:
                if counted < LEAST:
                    raise Again("unreachable", f"{counted} bytes in {stall} s")
                since, counted = now, 0


def _extent(answer: Answer, asked: int) -> tuple[int, int | None]:
    """Where the answer's bytes begin and how many the file has, as far as it tells."""
    response = answer.response
    if response.status_code == 416:
        raise _Changed(answer.linked_size or asked, "it is shorter than what has arrived")
    if response.status_code == 206:
        found = _RANGE.fullmatch(response.headers.get("Content-Range", "").strip())
        if found is None:
            raise Again("refused", "a range that does not say which")
        return int(found[1]), None if found[3] == "*" else int(found[3])
    length = response.headers.get("Content-Length", "")
    return 0, int(length) if length.isdecimal() and length.isascii() and len(length) < 19 else None

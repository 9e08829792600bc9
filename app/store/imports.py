"""Bringing in what other programs kept: many conversations, wholly or not at all. Knows no foreign format.

An import may be larger than memory, and the one connection that writes belongs to answers that are being written. So
what is read is first laid by in a file of its own, which vanishes with the program, and goes into the tables at the
end, in one transaction. A large one waits for that until no answer is being written: a stream must be on the disk
within 250 ms, and half a gigabyte takes seconds.
"""

import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, TimeoutError
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Literal

import msgspec

from app.errors import UserError
from app.exchange.values import ImportedConversation, Item, LeftOut, Reason
from app.store import arrivals
from app.store.arrivals import Arrival
from app.store.changes import Changes, Written
from app.store.connections import Readers
from app.store.faults import told
from app.store.incoming import settled
from app.store.writer import Submits

IN_MEMORY = 8 * 1024 * 1024
"""Bytes that are laid by in memory before a file is used."""
AT_ONCE = 2 * 1024 * 1024
"""Bytes that are written beside a running answer without it being felt: about a tenth of a second."""
LOOK_S = 0.05
REPORTED_S = 0.1
EXAMPLES = 200
"""How many of the things left out are told one by one."""

Phase = Literal["reading", "waiting", "writing"]
_LENGTH = 8


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """Where an import is.

    conversations, messages: how many were read; while writing, how many conversations were written.
    """

    phase: Phase
    conversations: int
    messages: int


@dataclass(frozen=True, slots=True)
class ImportReport:
    """How an import ended, and what became of everything in it. After a cancel nothing of it is there."""

    cancelled: bool = False
    taken: tuple[int, ...] = ()
    """Ids of new conversations."""
    grown: tuple[int, ...] = ()
    """Ids of those that were there and had more in the file; what was new was added as messages beside what is."""
    there: int = 0
    """How many conversations were there already."""
    in_trash: int = 0
    """How many are there, and were thrown away."""
    messages: int = 0
    """How many messages were written."""
    reasons: tuple[tuple[Reason, int], ...] = ()
    """What was left out, most first."""
    left_out: tuple[LeftOut, ...] = ()
    """The same one by one, the first `EXAMPLES`."""


class Imports:
    """Takes conversations from an iterator that reads them."""

    def __init__(self, writer: Submits, readers: Readers, path: Path) -> None:
        """path: the database. Beside it is room for what is to go into it, if anywhere."""
        self._writer, self._readers, self._path = writer, readers, path

    def take(
        self, items: Iterable[Item], stopped: Callable[[], bool], changed: Callable[[Changes], None] | None = None
    ) -> Iterator[ImportProgress | ImportReport]:
        """Read all of `items`, then write all; the last thing said is the report.

        Runs on the caller's thread, which may be any. What `items` raises passes through, and nothing was written.
        changed: told what was touched, on the caller's thread.
        Raises StoreError: store_full, store_locked and others.
        """
        with _Laid(self._path) as laid:
            tally = _Tally()
            yield from self._read(items, stopped, laid, tally)
            if stopped():
                yield ImportReport(cancelled=True)
                return
            if laid.size > AT_ONCE:
                yield from self._wait(stopped, tally)
            yield from self._write(laid, stopped, tally, changed)

    def _read(
        self, items: Iterable[Item], stopped: Callable[[], bool], laid: "_Laid", tally: "_Tally"
    ) -> Iterator[ImportProgress]:
        said = time.monotonic()
        now = time.time()
        for item in items:
            if stopped():
                return
            found = settled(item, now) if isinstance(item, ImportedConversation) else item
            if isinstance(found, LeftOut):
                tally.leave(found)
            else:
                tally.read += 1
                tally.read_messages += len(found.messages)
                for each in found.left_out:
                    tally.leave(each)
                laid.put(found)
            if time.monotonic() - said > REPORTED_S:
                said = time.monotonic()
                yield ImportProgress("reading", tally.read, tally.read_messages)
        yield ImportProgress("reading", tally.read, tally.read_messages)

    def _wait(self, stopped: Callable[[], bool], tally: "_Tally") -> Iterator[ImportProgress]:
        while not stopped() and self._answering():
            yield ImportProgress("waiting", tally.read, tally.read_messages)
            time.sleep(LOOK_S)

    def _answering(self) -> bool:
        with self._readers.reading() as conn:
            return conn.execute("SELECT 1 FROM generations WHERE ending IS NULL LIMIT 1").fetchone() is not None

    def _write(
        self,
        laid: "_Laid",
        stopped: Callable[[], bool],
        tally: "_Tally",
        changed: Callable[[Changes], None] | None,
    ) -> Iterator[ImportProgress | ImportReport]:
        def work(conn: sqlite3.Connection) -> Written[None]:
            tally.begin_writing()
            for conversation in laid.all():
                if stopped():
                    raise UserError("cancelled")
                tally.count(arrivals.arrive(conn, conversation))
            touched = frozenset((*tally.taken, *tally.grown))
            return Written(None, Changes(touched, touched, order=bool(tally.taken)))

        future = self._writer.submit(work, needs_room=True)
        while not _done(future):
            yield ImportProgress("writing", tally.written, tally.read_messages)
        try:
            written = future.result()
        except UserError as error:
            if error.kind != "cancelled":
                raise
            yield ImportReport(cancelled=True)
            return
        if changed is not None:
            changed(written.changes)
        yield tally.report()


def _done(future: "Future[Written[None]]") -> bool:
    try:
        future.exception(timeout=REPORTED_S)
    except TimeoutError:
        return False
    return True


class _Tally:
    """Counts what was read, what became of it, and what was left out."""

    def __init__(self) -> None:
        self.read = self.read_messages = 0
        self._reasons: Counter[Reason] = Counter()
        self._examples: list[LeftOut] = []
        self.begin_writing()

    def begin_writing(self) -> None:
        """A write that is tried again, on a full disk, counts anew."""
        self.taken: list[int] = []
        self.grown: list[int] = []
        self._there = self._in_trash = self._messages = self.written = 0

    def leave(self, what: LeftOut) -> None:
        self._reasons[what.reason] += what.count
        if len(self._examples) < EXAMPLES:
            self._examples.append(what)

    def count(self, arrival: Arrival) -> None:
        self.written += 1
        self._messages += arrival.messages
        match arrival.outcome:
            case "taken":
                self.taken.append(arrival.conversation)
            case "grown":
                self.grown.append(arrival.conversation)
            case "there":
                self._there += 1
            case "in_trash":
                self._in_trash += 1

    def report(self) -> ImportReport:
        return ImportReport(
            taken=tuple(self.taken),
            grown=tuple(self.grown),
            there=self._there,
            in_trash=self._in_trash,
            messages=self._messages,
            reasons=tuple(self._reasons.most_common()),
            left_out=tuple(self._examples),
        )


class _Laid:
    """Conversations laid by, one after the other, in a file without a name."""

    def __init__(self, beside: Path) -> None:
        self._beside = beside
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY, dir=str(beside.parent))  # noqa: SIM115
        self._encoder = msgspec.msgpack.Encoder()
        self._decoder = msgspec.msgpack.Decoder(ImportedConversation)
        self.size = 0

    def put(self, conversation: ImportedConversation) -> None:
        """Raises StoreError."""
        packed = self._encoder.encode(conversation)
        with told(self._beside):
            self._file.write(len(packed).to_bytes(_LENGTH, "little"))
            self._file.write(packed)
        self.size += len(packed)

    def all(self) -> Iterator[ImportedConversation]:
        """Everything, from the first on, however often it is asked for."""
        self._file.seek(0)
        while head := self._file.read(_LENGTH):
            yield self._decoder.decode(self._file.read(int.from_bytes(head, "little")))

    def __enter__(self) -> "_Laid":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

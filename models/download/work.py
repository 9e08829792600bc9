"""What a thread does for a download: asking the hub for the list, and bringing one file to its place.

Everything that is slow (network, sums, the disk) happens without the lock; what is found is put into the job under it.
"""

import os
import ssl
import stat
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import httpx

from models.download import ground
from models.download.connection import Again, Line
from models.download.halt import Halt
from models.download.job import File, Job
from models.download.journal import FileRecord
from models.download.keeper import Keeper, measure
from models.download.listed import Listed
from models.download.listing import list_files
from models.download.part import disk_fault, publish, summed
from models.download.transfer import Patience, Transfer
from models.download.values import Failed, Fault, Hub, State, Timing

_END_ALL = frozenset(("unreachable", "refused", "unauthorized", "disk_full", "folder", "bad_name", "proxy", "bug"))
"""Faults that the other files would have too. The rest is about one file, and the others go on."""


@dataclass(slots=True)
class _Told:
    """Puts what a transfer tells of one file into its job."""

    keeper: Keeper
    job: Job
    file: File

    def at(self, received: int, new: int, state: State) -> None:
        with self.keeper.lock:
            self.file.received = received
            self.file.note(state)
            if new:
                self.job.meter.add(time.monotonic(), new)

    def versioned(self, etag: str, listed: Listed) -> None:
        with self.keeper.lock:
            _take(self.file, listed, etag)
            self.keeper.changed()
        self.keeper.settle()


class Work:
    """The tasks. One of these serves all threads."""

    def __init__(self, keeper: Keeper, timing: Timing, reserve: int, free: Callable[[Path], int]) -> None:
        self._keeper = keeper
        self._timing = timing
        self._reserve = reserve
        self._free = free

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        # Reading the certificates takes longer than a small file does.
        return httpx.create_ssl_context()

    # ---- the list --------------------------------------------------------------------------------------------------

    def ask(self, job: Job, hub: Hub, halt: Halt) -> None:
        """Learn from the hub what the files are, and see that there is room for them. Raises Failed or Halted."""
        line = Line(hub, self._timing, halt, self._tls)
        try:
            listed = self._list(job, hub, line)
        finally:
            line.close()
        with self._keeper.lock:
            gone = _reconcile(job, listed, self._keeper.owns)
            self._keeper.changed()
        for part in gone:
            part.unlink(missing_ok=True)
        with self._keeper.lock:
            measure(job)
        self._check_room(job)
        with self._keeper.lock:
            job.listed = True

    def _list(self, job: Job, hub: Hub, line: Line) -> tuple[Listed, ...]:
        patience = Patience(self._timing, self._timing.asks)
        while True:
            try:
                return list_files(hub, job.wanted, line)
            except Again as again:
                patience.wait(again, "", line.halt)

    def _check_room(self, job: Job) -> None:
        """Raises Failed disk_full where this download and those under way do not fit beside the reserve."""
        with self._keeper.lock:
            own = job.missing()
            needed = sum(each.missing() for each in self._keeper.jobs.values() if each.state == "waiting")
        try:
            free = max(0, self._free(job.root) - self._reserve)
        except OSError as fault:
            raise disk_fault(fault, "", job.root) from fault
        if own and needed > free:
            raise Failed("disk_full", needed=needed, free=free, reserve=self._reserve)

    # ---- a file ----------------------------------------------------------------------------------------------------

    def fetch(self, job: Job, file: File, hub: Hub, halt: Halt) -> None:
        """Bring one file to its place, or find it there. Raises Failed or Halted."""
        target, part = job.target(file), job.part(file)
        self._make_folder(job, target.parent, file.name)
        replaces = False
        if os.path.lexists(target):
            replaces = self._look_at(job, file, target, part, halt)
            if file.record.state == "done":
                return
        with self._keeper.lock:
            file.record = replace(file.record, begun=True)
            self._keeper.changed()
        self._save(file.name, part)
        line = Line(hub, self._timing, halt, self._tls)
        try:
            assert file.listed is not None
            transfer = Transfer(
                file.listed,
                file.record.etag,
                part,
                line,
                self._timing,
                _Told(self._keeper, job, file),
                lambda: self._relist(job, file, hub, line),
            )
            self._within_room(job, transfer)
        finally:
            line.close()
        halt.check()
        publish(part, target, file.name, replaces)
        self._finish(job, file, ours=True)

    def _within_room(self, job: Job, transfer: Transfer) -> None:
        try:
            transfer.run()
        except Failed as failed:
            if failed.fault.kind != "disk_full":
                raise
            with self._keeper.lock:
                needed = job.missing()
            free = max(0, self._free(job.root))
            raise Failed("disk_full", failed.fault.file, failed.fault.detail, needed=needed, free=free) from failed

    def _make_folder(self, job: Job, folder: Path, name: str) -> None:
        missing = ground.absent(folder)
        if missing:
            with self._keeper.lock:
                job.made.extend(each for each in missing if each not in job.made)
                self._keeper.changed()
            self._save(name, folder)  # before they are made, so that none is ever forgotten
        try:
            ground.make(missing)
        except OSError as fault:
            raise disk_fault(fault, name, folder) from fault
        ground.check_inside(job.root, folder, name)

    def _look_at(self, job: Job, file: File, target: Path, part: Path, halt: Halt) -> bool:
        """Something has the file's name: take it as done where it is the file.

        Returns whether it is an older one that was downloaded and may be replaced; raises Failed where it is neither.
        """
        told = _Told(self._keeper, job, file)
        with self._keeper.lock:
            ours = self._keeper.owns(target)
        try:
            status = target.lstat()
            begun = file.record.begun and (not part.exists() or part.samefile(target))
            # A link to the file is the file for whoever reads it.
            same = stat.S_ISREG(target.stat().st_mode) and target.stat().st_size == file.record.size
            if same and summed(target, file.record.size, file.digest, halt, lambda size: told.at(size, 0, "checking")):
                if begun and not ours and not stat.S_ISLNK(status.st_mode):
                    part.unlink(missing_ok=True)  # the program ended between its naming and the note of that
                    self._finish(job, file, ours=True)
                else:
                    self._discard(job, file)
                    self._finish(job, file, ours=file.record.ours and ours)
                return False
        except OSError as fault:
            raise disk_fault(fault, file.name, target) from fault
        if ours:
            told.at(0, 0, "running")
            return True
        raise Failed("folder", file.name, f"{target} is there and is another file")

    def _discard(self, job: Job, file: File) -> None:
        if file.record.begun:
            job.part(file).unlink(missing_ok=True)

    def _finish(self, job: Job, file: File, ours: bool) -> None:
        with self._keeper.lock:
            file.record = replace(file.record, state="done", begun=False, ours=ours)
            file.received = file.record.size
            if ours:
                self._keeper.own(job.target(file))
            self._keeper.changed()

    def _relist(self, job: Job, file: File, hub: Hub, line: Line) -> Listed:
        for each in self._list(job, hub, line):
            if each.name == file.name:
                return each
        raise Failed("not_found", file.name, "the hub lists it no longer")

    def _save(self, name: str, place: Path) -> None:
        try:
            self._keeper.save()
        except OSError as fault:
            raise disk_fault(fault, name, place) from fault


def ends_all(fault: Fault) -> bool:
    """Whether what stopped one file stops the whole download."""
    return fault.kind in _END_ALL


def _take(file: File, listed: Listed, etag: str) -> None:
    file.listed = listed
    file.record = replace(file.record, size=listed.size, kind=listed.digest.kind, sum=listed.digest.value, etag=etag)


def _reconcile(job: Job, listed: tuple[Listed, ...], owns: Callable[[Path], bool]) -> list[Path]:
    """Put the hub's list into the job, keeping what still fits it. Returns partial files that are worth nothing now."""
    known = {each.name: each for each in job.files}
    files: list[File] = []
    gone: list[Path] = []
    for each in listed:
        record = FileRecord(each.name, each.size, each.digest.kind, each.digest.value)
        file = known.pop(each.name, None) or File(record)
        if not file.fits(each):
            if file.record.begun:
                gone.append(job.part(file))
            file.record = record
        file.listed = each
        if file.record.state != "done" or not _still_there(job, file, owns):
            file.record = replace(file.record, state="waiting", ours=False)
        files.append(file)
    gone += [job.part(each) for each in known.values() if each.record.begun]
    job.files = files
    return gone


def _still_there(job: Job, file: File, owns: Callable[[Path], bool]) -> bool:
    target = job.target(file)
    if file.record.ours:
        return owns(target)
    try:
        return target.stat().st_size == file.record.size
    except OSError:
        return False

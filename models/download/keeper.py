"""All downloads of a person and what of them is remembered: the one state, its lock and its journal. Starts no threads.

Several programs may look (a window and a command); the journal is locked only while one of them has something to change
or to fetch. Writing it waits for the disk, so that is never done while the lock that `all()` needs is held.
"""

import logging
import os
import secrets
import threading
from dataclasses import replace
from pathlib import Path

from models.download import ground
from models.download.job import Job, job_of
from models.download.journal import Book, BrokenJournal, Journal, Owned
from models.download.meter import Meter
from models.download.names import folder_name
from models.download.values import Failed, Hub, InUse, Timing, Wanted

log = logging.getLogger(__name__)


class Keeper:
    """Jobs and finished files. `lock` guards them; methods that say so want it held."""

    def __init__(self, state: Path, timing: Timing) -> None:
        self.lock = threading.RLock()
        self.jobs: dict[int, Job] = {}
        self._owned: dict[str, Owned] = {}
        self._next_id = 1
        self._timing = timing
        self._journal = Journal(state)
        self._stamp: tuple[int, int] | None = None
        self._writing = threading.Lock()
        self._unsaved = False
        self._closed = False
        self._load()

    # ---- with the lock held ----------------------------------------------------------------------------------------

    def hold(self) -> None:
        """Before something is changed. Raises InUse, or Failed folder where nothing can be remembered."""
        if self._closed:
            raise InUse("closed")
        if self._journal.held:
            return
        try:
            self._journal.hold()
        except OSError as fault:
            raise Failed("folder", detail=f"journal: {fault}") from fault
        self.refresh(forced=True)
        for job in [each for each in self.jobs.values() if each.state == "cancelled" and not each.cleared]:
            if not job.halts():
                self.clear(job)  # the program ended before that was done
                del self.jobs[job.id]

    def refresh(self, forced: bool = False) -> None:
        """Read what another program wrote meanwhile."""
        if not self._closed and (forced or not self._journal.held) and self._journal.stamp() != self._stamp:
            self._load()

    def changed(self) -> None:
        """Something is to be remembered by the next `save`."""
        self._unsaved = True

    def add(self, wanted: Wanted, hub: Hub, root: Path) -> Job:
        """A new download, or the unfinished one that wants the same. Raises Failed bad_name."""
        folder_name(wanted.repo)
        for job in self.jobs.values():
            if job.state not in ("done", "cancelled") and (job.wanted, job.root) == (wanted, root):
                return job
        job = Job(
            id=self._next_id,
            tag=secrets.token_hex(4),
            wanted=wanted,
            kind=hub.kind,
            endpoint=hub.endpoint,
            root=root,
            state="waiting",
            meter=Meter(self._timing.window),
        )
        self._next_id += 1
        self.jobs[job.id] = job
        self.changed()
        return job

    def owns(self, path: Path) -> bool:
        """Whether this very file was downloaded."""
        entry = self._owned.get(_key(path))
        return entry is not None and entry.is_still(path)

    def own(self, path: Path) -> None:
        """The file at `path` was downloaded just now."""
        status = path.lstat()
        self._owned[_key(path)] = Owned(_key(path), status.st_size, status.st_mtime_ns)
        self.changed()

    def clear(self, job: Job) -> None:
        """Remove what an unfinished download made: partial files, finished ones, folders that are empty then."""
        shared = {each.target(file) for each in self.jobs.values() if each is not job and each.state == "done"
                  for file in each.files}  # fmt: skip
        for file in job.files:
            target = job.target(file)
            if file.record.begun:
                _unlink(job.part(file))
            key = _key(target)
            if file.record.ours and target not in shared and self.owns(target):
                _unlink(target)
                del self._owned[key]
            file.record = replace(file.record, state="cancelled", begun=False, ours=False)
            file.received = 0
        ground.remove_empty(job.made)
        job.cleared = True
        self.changed()

    # ---- without it ------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Write the journal. Raises OSError; what could not be written is tried again with the next change."""
        with self._writing:
            with self.lock:
                if self._closed or not self._journal.held or not self._unsaved:
                    return
                jobs = tuple(each.to_record() for each in self.jobs.values() if not each.cleared)
                book = Book(self._next_id, jobs, tuple(self._owned.values()))
                self._unsaved = False
            try:
                self._journal.write(book)
            except OSError:
                with self.lock:
                    self._unsaved = True
                raise
            with self.lock:
                self._stamp = self._journal.stamp()

    def settle(self) -> None:
        """After a change: remember it as far as the disk allows, and let others in where nothing goes on."""
        try:
            self.save()
        except OSError as fault:
            log.warning("The journal of downloads cannot be written: %s", fault)
        with self._writing, self.lock:
            busy = any(job.state == "waiting" or job.halts() for job in self.jobs.values())
            if not busy and not self._unsaved:
                self._journal.release()

    def close(self) -> None:
        """The last words. What threads that are still ending say later is not heard."""
        self.settle()
        with self._writing, self.lock:
            self._closed = True
            self._journal.release()

    def _load(self) -> None:
        try:
            book = self._journal.read()
        except BrokenJournal as broken:
            log.warning("The journal of downloads makes no sense and was put aside as %s", broken.aside)
            book = Book()
        except OSError as fault:
            log.warning("The journal of downloads cannot be read: %s", fault)
            book = Book()
        self._stamp = self._journal.stamp()
        self._next_id = max([book.next_id, *(each.id + 1 for each in book.jobs)])
        self._owned = {each.path: each for each in book.owned}
        self.jobs = {each.id: job_of(each, self._timing.window) for each in book.jobs}
        for job in self.jobs.values():
            measure(job)


def _key(path: Path) -> str:
    """One name for a file, whichever way leads to its folder."""
    return str(path.parent.resolve() / path.name)


def measure(job: Job) -> None:
    """See how much of each file is on the disk."""
    for file in job.files:
        done = file.record.state == "done"
        try:
            there = os.lstat(job.target(file) if done else job.part(file)).st_size if done or file.record.begun else 0
        except OSError:
            there = 0
        file.received = min(there, file.record.size)


def _unlink(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as fault:
        log.warning("Cannot be removed: %s", fault)

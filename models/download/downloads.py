"""Downloads with threads of their own, to be polled: at most four files at once, over all downloads.

Knows who works on what and what is wished; the work itself is in `work`, which is imported with the HTTP client only
when something is fetched. A thread ends when there is nothing to do. They are daemons, so that a connection being made
cannot hold up the end of the program; `close` joins them.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from models.download import ground
from models.download.halt import Halt, Halted
from models.download.job import File, Job
from models.download.keeper import Keeper, measure
from models.download.values import Failed, Fault, Hub, Progress, Timing, Wanted

if TYPE_CHECKING:
    from models.download.work import Work

log = logging.getLogger(__name__)

AT_ONCE = 4
RESERVE = 1 << 30
"""Bytes that downloads leave free: a full disk is everyone's trouble, the database's first."""


@dataclass(frozen=True, slots=True)
class _Task:
    job: Job
    file: File | None
    """None: ask the hub for the list."""
    hub: Hub
    halt: Halt


class Downloads:
    """All downloads of this person. Every method returns at once, and may be called from any thread.

    `folder`: where weights go; `state`: the journal, whose folder must be the program's own. What was going on when the
    program ended is paused. Methods take the id of a download; one that is not there any more is no fault. Those that
    change something raise InUse while another program downloads, and Failed folder where nothing can be remembered.
    """

    def __init__(
        self,
        folder: Path,
        state: Path,
        hub: Hub,
        timing: Timing | None = None,
        reserve: int = RESERVE,
        free: Callable[[Path], int] = ground.free_space,
    ) -> None:
        self._folder = folder.absolute()
        self._hub = hub
        self._timing = timing or Timing()
        self._limits = (reserve, free)
        self._keeper = Keeper(state.absolute(), self._timing)
        self._lock = self._keeper.lock
        self._threads: list[threading.Thread] = []
        self._working = 0
        self._closing = False
        self._made: Work | None = None
        self._forgotten: set[int] = set()

    # ---- wishes ----------------------------------------------------------------------------------------------------

    def add(self, wanted: Wanted) -> int:
        """Fetch this; returns the id of the download, that of an unfinished one where it wants the same.

        Raises Failed bad_name for a repository that cannot be one.
        """
        with self._lock:
            self._keeper.hold()
            job = self._keeper.add(wanted, self._hub, self._folder)
        self._settle()  # before anything is made on the disk
        self.resume(job.id)
        return job.id

    def pause(self, id: int) -> None:
        """Stop for now; what has arrived stays."""
        with self._lock:
            job = self._job(id)
            if job is not None and job.state == "waiting":
                self._stop(job)
                job.state = "paused"
        self._settle()

    def resume(self, id: int) -> None:
        """Go on with one that is paused or failed."""
        with self._lock:
            job = self._job(id)
            if job is not None and job.state in ("paused", "failed"):
                job.state, job.fault, job.listed = "waiting", None, False
                for file in job.files:
                    if file.record.state == "failed":
                        file.note("waiting")
                self._keeper.changed()
            self._spawn()
        self._settle()

    def cancel(self, id: int) -> None:
        """Give an unfinished one up and remove what it made. It is told of until the program ends."""
        with self._lock:
            job = self._job(id)
            if job is not None and job.state not in ("done", "cancelled"):
                self._stop(job)
                job.state, job.fault = "cancelled", None
                self._clear(job)
        self._settle()

    def forget(self, id: int) -> None:
        """Tell of it no longer; one that is not done is cancelled. Finished files stay, and stay known as ours."""
        self.cancel(id)
        with self._lock:
            job = self._job(id)
            if job is not None:
                self._forgotten.add(id)
                self._clear(job)
        self._settle()

    def use(self, hub: Hub, folder: Path | None = None) -> None:
        """From now on take this hub, and put what is added into this folder.

        A download that was added for the same kind of hub goes on at the new one when it is resumed, keeping what has
        arrived where the file is the same there.
        """
        with self._lock:
            self._hub = hub
            self._folder = folder.absolute() if folder is not None else self._folder

    # ---- looks -----------------------------------------------------------------------------------------------------

    @property
    def folder(self) -> Path:
        """Where what is added now will go."""
        return self._folder

    def all(self) -> tuple[Progress, ...]:
        """How far everything is, oldest first."""
        now = time.monotonic()
        with self._lock:
            self._keeper.refresh()
            return tuple(self._keeper.jobs[id].progress(now) for id in sorted(self._keeper.jobs))

    def owned(self, path: Path) -> bool:
        """Whether the file at `path` was downloaded by Sibian, and is as it was then."""
        with self._lock:
            self._keeper.refresh()
            return self._keeper.owns(path)

    def close(self) -> None:
        """Stop everything, within a second, such that it can be gone on with. Nothing can be asked for afterwards."""
        with self._lock:
            self._closing = True
            for job in self._keeper.jobs.values():
                for halt in job.halts():
                    halt.ask()
            threads = list(self._threads)
        until = time.monotonic() + self._timing.closing
        for thread in threads:
            thread.join(max(0.0, until - time.monotonic()))
        with self._lock:
            for job in self._keeper.jobs.values():
                if job.state == "waiting":
                    job.state = "paused"
                    self._keeper.changed()
        self._keeper.close()

    # ---- inside, with the lock held --------------------------------------------------------------------------------

    def _job(self, id: int) -> Job | None:
        """To be changed, so other programs are kept out."""
        self._keeper.hold()
        return self._keeper.jobs.get(id)

    def _stop(self, job: Job) -> None:
        for halt in job.halts():
            halt.ask()
        job.meter.reset()
        self._keeper.changed()

    def _clear(self, job: Job) -> None:
        """Remove what a cancelled one made, and what is forgotten, as soon as no thread works on it."""
        if job.halts():
            return
        if job.state == "cancelled" and not job.cleared:
            self._keeper.clear(job)
        if job.id in self._forgotten:
            self._keeper.jobs.pop(job.id, None)
            self._keeper.changed()

    def _spawn(self) -> None:
        """Threads for what there is to do, up to as many as may work at once."""
        if self._closing:
            return
        self._threads = [each for each in self._threads if each.is_alive()]
        ready = len(self._ready())
        while self._working < AT_ONCE and ready > 0:
            self._working += 1
            ready -= 1
            thread = threading.Thread(target=self._run, name="sibian-download", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _ready(self) -> list[tuple[Job, File | None]]:
        """What could be begun now, in the order in which it should be."""
        ready: list[tuple[Job, File | None]] = []
        for _, job in sorted(self._keeper.jobs.items()):
            if job.state != "waiting":
                continue
            if job.listed:
                ready += [(job, file) for file in job.files if file.record.state == "waiting" and file.halt is None]
            elif not job.halts():  # a thread that was told to stop may still be at it
                ready.append((job, None))
        return ready

    def _next(self) -> _Task | None:
        """Something to do for this thread, which ends where there is nothing."""
        with self._lock:
            ready = [] if self._closing else self._ready()
            if not ready:
                self._working -= 1
                return None
            job, file = ready[0]
            task = _Task(job, file, self._hub_of(job), Halt())
            if file is None:
                job.lister = task.halt
            else:
                file.halt = task.halt
                file.note("running")
            return task

    def _hub_of(self, job: Job) -> Hub:
        if self._hub.kind == job.kind:
            job.endpoint = self._hub.endpoint
            return self._hub
        # Names of repositories differ between kinds of hubs; and a token is for one hub.
        return Hub(job.kind, job.endpoint, proxy=self._hub.proxy)

    # ---- inside, in threads ----------------------------------------------------------------------------------------

    def _run(self) -> None:
        while (task := self._next()) is not None:
            fault: Fault | None = None
            try:
                self._do(task)
            except Halted:
                log.debug("A download was stopped")
            except Failed as failed:
                fault = failed.fault
            except Exception:
                log.exception("A download failed by a fault of the program")
                fault = Fault("bug", task.file.name if task.file else "")
            self._end(task, fault)

    def _do(self, task: _Task) -> None:
        work = self._work()
        if task.file is None:
            work.ask(task.job, task.hub, task.halt)
        else:
            work.fetch(task.job, task.file, task.hub, task.halt)

    def _work(self) -> "Work":
        from models.download.work import Work

        with self._lock:
            if self._made is None:
                self._made = Work(self._keeper, self._timing, *self._limits)
            return self._made

    def _end(self, task: _Task, fault: Fault | None) -> None:
        """A thread lets go of what it worked on."""
        job, file = task.job, task.file
        with self._lock:
            if file is None:
                job.lister = None
            else:
                file.halt = None
                if file.record.state in ("running", "checking"):
                    file.note("waiting")
                    measure(job)
            if fault is not None and job.state == "waiting":
                self._fail(job, file, fault)
            self._conclude(job)
            self._keeper.changed()
            self._spawn()
        self._settle()

    def _fail(self, job: Job, file: File | None, fault: Fault) -> None:
        from models.download.work import ends_all

        job.fault = replace(fault, file=fault.file or (file.name if file else ""))
        if file is not None:
            file.note("failed")
        if file is None or ends_all(fault):
            job.state = "failed"
            self._stop(job)

    def _conclude(self, job: Job) -> None:
        """See whether that was the last of it."""
        if job.state == "waiting" and job.listed and not job.halts():
            states = {each.record.state for each in job.files}
            if states <= {"done"}:
                job.state, job.fault = "done", None
            elif "waiting" not in states:
                job.state = "failed"
        self._clear(job)

    def _settle(self) -> None:
        self._keeper.settle()

"""One download in memory: what it wants, how far its files are, and how that is remembered. Touches no disk."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from models.download.halt import Halt
from models.download.journal import FileRecord, JobRecord
from models.download.listed import Digest, Listed
from models.download.meter import Meter
from models.download.names import folder_name
from models.download.values import Fault, FileProgress, HubKind, Progress, State, Wanted

JobState = Literal["waiting", "paused", "done", "failed", "cancelled"]
"""waiting: goes on as soon as a thread is free, or is going on."""


@dataclass(slots=True, eq=False)
class File:
    """One file of a download. Changed under the lock of `Downloads` only."""

    record: FileRecord
    received: int = 0
    listed: Listed | None = None
    """What the hub said in this session."""
    halt: Halt | None = None
    """While a thread works on it."""

    @property
    def name(self) -> str:
        return self.record.name

    @property
    def digest(self) -> Digest:
        return Digest(self.record.kind, self.record.sum)

    def note(self, state: State) -> None:
        if self.record.state != state:
            self.record = replace(self.record, state=state)

    def fits(self, listed: Listed) -> bool:
        """Whether what is there of it is of the file that the hub lists now."""
        return (self.record.size, self.digest) == (listed.size, listed.digest)


@dataclass(slots=True, eq=False)
class Job:
    """One download. Changed under the lock of `Downloads` only."""

    id: int
    tag: str
    wanted: Wanted
    kind: HubKind
    endpoint: str
    root: Path
    state: JobState
    meter: Meter
    files: list[File] = field(default_factory=list)
    made: list[Path] = field(default_factory=list)
    fault: Fault | None = None
    listed: bool = False
    """Whether the hub was asked since it was last started."""
    lister: Halt | None = None
    """While a thread asks the hub."""
    cleared: bool = False
    """Whether what it made was removed, after it was cancelled."""

    @property
    def folder(self) -> Path:
        return self.root / folder_name(self.wanted.repo)

    def target(self, file: File) -> Path:
        return self.folder.joinpath(*file.name.split("/"))

    def part(self, file: File) -> Path:
        """Where the file grows: beside its target, under a name that no hub's file and no other download has."""
        target = self.target(file)
        return target.with_name(f"{target.name}.{self.tag}.part")

    def halts(self) -> list[Halt]:
        """Of all threads that work on it."""
        halts = [self.lister, *(file.halt for file in self.files)]
        return [each for each in halts if each is not None]

    def missing(self) -> int:
        """Bytes that are still to come."""
        return sum(max(0, each.record.size - each.received) for each in self.files if each.record.state != "done")

    # ---- seen from outside -----------------------------------------------------------------------------------------

    def progress(self, now: float) -> Progress:
        state = self._shown()
        received = sum(each.received for each in self.files)
        total = sum(each.record.size for each in self.files)
        speed = self.meter.rate(now) if state in ("running", "checking") else 0.0
        return Progress(
            self.id,
            self.wanted,
            state,
            received,
            total,
            speed,
            (total - received) / speed if state == "running" and speed > 0 else None,
            tuple(
                FileProgress(each.name, each.received, each.record.size, self._shown_of(each)) for each in self.files
            ),
            self.fault,
            self.folder,
        )

    def _shown(self) -> State:
        if self.state != "waiting":
            return self.state
        states = {each.record.state for each in self.files if each.halt is not None}
        if self.lister is not None or "running" in states:
            return "running"
        return "checking" if "checking" in states else "waiting"

    def _shown_of(self, file: File) -> State:
        own = file.record.state
        if own in ("done", "failed") or self.state not in ("paused", "cancelled"):
            return own
        return self.state

    # ---- remembered ------------------------------------------------------------------------------------------------

    def to_record(self) -> JobRecord:
        wanted = self.wanted
        return JobRecord(
            id=self.id,
            tag=self.tag,
            repo=wanted.repo,
            patterns=wanted.files,
            revision=wanted.revision,
            name=wanted.name,
            kind=self.kind,
            endpoint=self.endpoint,
            root=str(self.root),
            state=self.state,
            files=tuple(each.record for each in self.files),
            fault=self.fault,
            made=tuple(map(str, self.made)),
        )


def job_of(record: JobRecord, window: float) -> Job:
    """The download of an earlier session. One that was going on then is paused now: nothing goes out unasked."""
    job = Job(
        id=record.id,
        tag=record.tag,
        wanted=Wanted(record.repo, record.patterns, record.revision, record.name),
        kind=record.kind,
        endpoint=record.endpoint,
        root=Path(record.root),
        state="paused" if record.state == "waiting" else record.state,
        meter=Meter(window),
        made=[Path(each) for each in record.made],
        fault=record.fault,
    )
    for each in record.files:
        settled = each.state in ("done", "failed")
        job.files.append(File(each if settled else replace(each, state="waiting")))
    return job

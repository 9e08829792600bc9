"""What crosses the border of this package: hubs, wishes, how far a download is and what stopped it. No behaviour."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

HubKind = Literal["huggingface", "modelscope"]
State = Literal["waiting", "running", "paused", "checking", "done", "failed", "cancelled"]
FaultKind = Literal[
    "unreachable",
    "refused",
    "not_found",
    "unauthorized",
    "disk_full",
    "wrong_bytes",
    "changed",
    "bad_name",
    "folder",
    "proxy",
    "bug",
]
"""What ends a download.

unreachable: no connection, or it stalls and breaks again and again. refused: the hub is overloaded, broken, or says
what makes no sense. not_found: no such repository or file. unauthorized: a token or an accepted licence is missing.
disk_full. wrong_bytes: the sum is wrong. changed: not what was listed. bad_name: unfit for a file. folder: not
writable, or another's file of the same name is there. proxy: its address cannot be used, or it wants a password.
bug: the program's own; the log tells."""

ENDPOINTS: Mapping[HubKind, str] = {
    "huggingface": "https://huggingface.co",
    "modelscope": "https://www.modelscope.cn",
}


@dataclass(frozen=True, slots=True)
class Hub:
    """A place that weights come from. Token and proxy may hold secrets, so they are not in its `repr`."""

    kind: HubKind = "huggingface"
    endpoint: str = ENDPOINTS["huggingface"]
    """Address up to the host or a path below it, without a slash at the end."""
    token: str | None = field(default=None, repr=False)
    """Sent to the endpoint's own host only."""
    proxy: str | None = field(default=None, repr=False)
    """Address of a proxy; None takes the system's."""


def default_hub(environ: Mapping[str, str]) -> Hub:
    """Hugging Face, or the mirror that HF_ENDPOINT names. Takes no token from the environment: it is asked for."""
    endpoint = environ.get("HF_ENDPOINT", "").strip().rstrip("/")
    return Hub("huggingface", endpoint or ENDPOINTS["huggingface"])


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be fetched: files of a repository, patterns (`*`, `?`, `[…]`) among them."""

    repo: str
    files: tuple[str, ...]
    revision: str = "main"
    """Branch, tag or commit; "main" means the hub's own default branch."""
    name: str = ""
    """What people call it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What stopped a download: `kind` and `numbers` for a sentence, `detail` for the log.

    `numbers`: `needed` and `free` bytes of disk_full; `expected` and `found` bytes of changed; `tries` of wrong_bytes
    and unreachable; `reserve` bytes that are left alone, of disk_full; `status` where the hub answered with one.
    """

    kind: FaultKind
    file: str = ""
    detail: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)


class Failed(Exception):
    """Ends one file, or the whole download."""

    def __init__(self, kind: FaultKind, file: str = "", detail: str = "", **numbers: int) -> None:
        super().__init__(f"{kind} {file}: {detail}")
        self.fault = Fault(kind, file, detail, numbers)


class InUse(Exception):
    """Another program of this person is downloading just now; nothing was changed."""


@dataclass(frozen=True, slots=True)
class FileProgress:
    """One file of a download. `total` is 0 until the hub was asked."""

    name: str
    received: int
    total: int
    state: State


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one download is, at one moment."""

    id: int
    wanted: Wanted
    state: State
    received: int
    """Bytes that are on the disk, those of earlier sessions among them."""
    total: int
    """Bytes of all files; 0 until the hub was asked."""
    speed: float
    """Bytes a second over the last seconds."""
    seconds_left: float | None
    files: tuple[FileProgress, ...]
    fault: Fault | None
    """What stopped it, or a file of it while others go on."""
    folder: Path
    """Where its files end."""


@dataclass(frozen=True, slots=True)
class Timing:
    """How long to wait for what (seconds), and how often to try."""

    connect: float = 15.0
    stall: float = 30.0
    """Without a byte for so long, a connection is given up."""
    first_wait: float = 1.0
    most_wait: float = 60.0
    """Waits between tries double from the first to the most."""
    most_asked: float = 300.0
    """Longest wait that a hub may ask for (Retry-After)."""
    tries: int = 8
    """In a row, without progress worth the name."""
    asks: int = 4
    """The same, for the list with which everything begins: who has no network should hear of it soon."""
    progress: int = 1 << 20
    """Bytes that count as such: one at a time would never end."""
    checks: int = 2
    """How often a file is fetched whole when its sum is wrong, or listed anew when the hub changed it."""
    window: float = 5.0
    """Over which the speed is measured."""
    closing: float = 0.9
    """Longest time that closing waits for threads that are still connecting."""

    def wait(self, tries: int) -> float:
        """The wait after so many tries in a row."""
        return min(self.most_wait, self.first_wait * math.ldexp(1.0, min(tries, 60) - 1))

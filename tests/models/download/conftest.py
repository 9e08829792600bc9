"""A hub on this machine, downloads from it with short waits, and what lies on the disk before and after."""

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from models.download import Downloads, Hub, Progress, Timing
from tests.models.download.hub import HubServer

QUICK = Timing(
    connect=1.0,
    stall=0.3,
    first_wait=0.01,
    most_wait=0.05,
    most_asked=0.5,
    tries=4,
    asks=3,
    progress=64 << 10,
    checks=2,
    window=1.0,
    closing=0.9,
)
ENDED = ("done", "failed", "paused", "cancelled")

Open = Callable[..., Downloads]


def content(size: int, seed: int = 0) -> bytes:
    return random.Random(seed).randbytes(size)


def tree(folder: Path) -> dict[str, int]:
    """Everything below `folder` with its size; -1 for folders."""
    return {
        path.relative_to(folder).as_posix(): -1 if path.is_dir() else path.stat().st_size for path in folder.rglob("*")
    }


def until(true: Callable[[], Any], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.005)


def now(downloads: Downloads, id: int) -> Progress:
    return next(each for each in downloads.all() if each.id == id)


def ended(downloads: Downloads, id: int) -> Progress:
    """The download once it is over, for whatever reason."""
    until(lambda: now(downloads, id).state in ENDED)
    return now(downloads, id)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "HF_ENDPOINT", "HF_TOKEN"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def hub() -> Iterator[HubServer]:
    server = HubServer()
    yield server
    server.close()


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    """The folder that weights go to. It is not there yet."""
    return tmp_path / "weights"


@pytest.fixture
def open_downloads(hub: HubServer, weights: Path, tmp_path: Path) -> Iterator[Open]:
    """open_downloads(**changes) is a `Downloads` from the server; all are closed at the end."""
    opened: list[Downloads] = []

    def open_one(**changes: Any) -> Downloads:
        chosen = {"folder": weights, "state": tmp_path / "state" / "downloads.json", "timing": QUICK, "reserve": 0}
        downloads = Downloads(**{**chosen, "hub": Hub("huggingface", hub.url), **changes})
        opened.append(downloads)
        return downloads

    yield open_one
    for each in opened:
        each.close()


@pytest.fixture
def downloads(open_downloads: Open) -> Downloads:
    return open_downloads()

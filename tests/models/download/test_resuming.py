"""Paused, cancelled, closed or killed: what has arrived is used again, and what is given up leaves no trace."""

import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from models.download import Downloads, Hub, InUse, Wanted
from tests.models.download.conftest import QUICK, Open, content, ended, now, tree, until
from tests.models.download.hub import REPO, Act, HubServer

ROOT = Path(__file__).parents[3]
HOME = "maker--weights"
SIZE = 400_000
RIGHT = content(SIZE)
ONE = Wanted(REPO, ("a.gguf",), name="A")
HALF = 200_000


@pytest.fixture
def downloads(open_downloads: Open) -> Downloads:
    """A connection that stalls is not given up here: what ends soon was ended by a wish."""
    return open_downloads(timing=replace(QUICK, stall=30.0))


@pytest.fixture
def half(hub: HubServer, downloads: Downloads) -> int:
    """A download of which half has arrived, and which waits for more."""
    hub.files = {"a.gguf": RIGHT}
    hub.act("a.gguf", Act(gate=(HALF, hub.over)))
    id = downloads.add(ONE)
    until(lambda: now(downloads, id).received == HALF)
    return id


def threads() -> list[threading.Thread]:
    return [each for each in threading.enumerate() if each.name == "sibian-download"]


def parts(weights: Path) -> list[Path]:
    return list(weights.rglob("*.part"))


def test_a_pause_is_at_once_and_what_has_arrived_is_used(
    hub: HubServer, downloads: Downloads, half: int, weights: Path
) -> None:
    downloads.pause(half)
    assert now(downloads, half).state == "paused"
    until(lambda: not threads(), 5.0)
    got = now(downloads, half)
    assert (got.received, got.total, got.speed, got.seconds_left) == (HALF, SIZE, 0.0, None)
    assert got.files[0].state == "paused"
    assert [part.stat().st_size for part in parts(weights)] == [HALF]
    downloads.resume(half)
    assert ended(downloads, half).state == "done"
    assert (weights / HOME / "a.gguf").read_bytes() == RIGHT
    assert [each.headers.get("Range") for each in hub.fetched("a.gguf")] == [None, f"bytes={HALF}-"]
    assert parts(weights) == []


def test_a_pause_that_is_taken_back_at_once_loses_nothing(downloads: Downloads, half: int, weights: Path) -> None:
    for _ in range(20):
        downloads.pause(half)
        downloads.resume(half)
    assert ended(downloads, half).state == "done"
    assert (weights / HOME / "a.gguf").read_bytes() == RIGHT


def test_a_download_that_never_began_can_be_paused(hub: HubServer, downloads: Downloads, weights: Path) -> None:
    gate = threading.Event()
    hub.list_acts.append(Act(gate=(0, gate)))
    hub.files = {"a.gguf": RIGHT}
    id = downloads.add(ONE)
    until(lambda: hub.seen)
    downloads.pause(id)
    until(lambda: not threads(), 5.0)
    gate.set()
    assert not weights.exists()
    downloads.resume(id)
    assert ended(downloads, id).state == "done"


def test_a_cancelled_download_leaves_nothing(downloads: Downloads, half: int, weights: Path) -> None:
    downloads.cancel(half)
    assert now(downloads, half).state == "cancelled"
    until(lambda: not threads(), 5.0)
    assert not weights.exists()
    assert now(downloads, half).received == 0
    downloads.resume(half)
    assert now(downloads, half).state == "cancelled"


def test_a_cancelled_download_takes_its_finished_shards_along(
    hub: HubServer, downloads: Downloads, weights: Path
) -> None:
    hub.files = {f"Q4/{n}.gguf": content(SIZE, n) for n in range(3)}
    hub.act("Q4/2.gguf", Act(gate=(HALF, hub.over)))
    mine = weights / HOME / "Q4" / "mine.gguf"
    mine.parent.mkdir(parents=True)
    mine.write_bytes(b"mine")
    theirs = weights / HOME / "Q4" / "0.gguf"
    theirs.write_bytes(hub.files["Q4/0.gguf"])
    before = tree(weights)
    id = downloads.add(Wanted(REPO, ("Q4/*.gguf",)))
    until(lambda: [each.state for each in now(downloads, id).files] == ["done", "done", "running"])
    downloads.cancel(id)
    until(lambda: not threads(), 5.0)
    assert tree(weights) == before


def test_what_is_done_stays_when_it_is_forgotten_or_cancelled(
    hub: HubServer, downloads: Downloads, weights: Path
) -> None:
    hub.files = {"a.gguf": RIGHT}
    id = downloads.add(ONE)
    assert ended(downloads, id).state == "done"
    downloads.cancel(id)
    assert now(downloads, id).state == "done"
    downloads.forget(id)
    assert downloads.all() == ()
    assert tree(weights) == {HOME: -1, f"{HOME}/a.gguf": SIZE}


def test_what_is_forgotten_half_done_is_gone(downloads: Downloads, half: int, weights: Path) -> None:
    downloads.forget(half)
    until(lambda: not threads(), 5.0)
    assert downloads.all() == ()
    assert not weights.exists()


def test_files_that_another_download_also_wanted_stay(hub: HubServer, downloads: Downloads, weights: Path) -> None:
    hub.files = {"a.gguf": RIGHT, "b.gguf": RIGHT}
    hub.act("b.gguf", Act(gate=(HALF, hub.over)))
    both = downloads.add(Wanted(REPO, ("*.gguf",)))
    until(lambda: now(downloads, both).files and now(downloads, both).files[0].state == "done")
    one = downloads.add(ONE)
    assert ended(downloads, one).state == "done"
    downloads.cancel(both)
    until(lambda: not threads(), 5.0)
    assert tree(weights) == {HOME: -1, f"{HOME}/a.gguf": SIZE}


def test_closing_takes_less_than_a_second_and_ends_all_threads(hub: HubServer, downloads: Downloads, half: int) -> None:
    began = time.monotonic()
    downloads.close()
    assert time.monotonic() - began < 1.0
    assert threads() == []
    assert now(downloads, half).state == "paused"
    with pytest.raises(InUse):
        downloads.resume(half)


def test_closing_does_not_wait_for_a_wait(hub: HubServer, open_downloads: Open) -> None:
    downloads = open_downloads(timing=replace(QUICK, first_wait=60.0, most_wait=60.0))
    hub.list_acts.extend([Act(status=503)] * 9)
    downloads.add(ONE)
    until(lambda: hub.seen)
    began = time.monotonic()
    downloads.close()
    assert time.monotonic() - began < 1.0
    assert threads() == []


def test_closing_does_not_wait_for_a_connection_that_is_being_made(
    open_downloads: Open, weights: Path, tmp_path: Path
) -> None:
    """The system makes it, so it cannot be broken off; what comes of it later changes nothing any more."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as deaf:
        waiting = [socket.socket() for _ in range(3)]
        for each in waiting:
            each.setblocking(False)
            each.connect_ex(deaf.getsockname())
        downloads = open_downloads(
            hub=Hub("huggingface", f"http://127.0.0.1:{deaf.getsockname()[1]}"),
            timing=replace(QUICK, connect=1.5, closing=0.3),
        )
        id = downloads.add(ONE)
        until(threads)
        time.sleep(0.3)
        began = time.monotonic()
        downloads.close()
        assert time.monotonic() - began < 1.0
        assert now(downloads, id).state == "paused"
        written = (tmp_path / "state" / "downloads.json").read_bytes()
        until(lambda: not threads())
        for each in waiting:
            each.close()
    assert (tmp_path / "state" / "downloads.json").read_bytes() == written
    assert not weights.exists()


def test_after_a_new_start_it_is_paused_and_goes_on_with_what_is_there(
    hub: HubServer, downloads: Downloads, half: int, open_downloads: Open, weights: Path
) -> None:
    downloads.close()
    again = open_downloads()
    got = now(again, half)
    assert (got.state, got.received, got.total, got.wanted) == ("paused", HALF, SIZE, ONE)
    time.sleep(0.05)
    assert len(hub.fetched("a.gguf")) == 1
    again.resume(half)
    assert ended(again, half).state == "done"
    assert hub.fetched("a.gguf")[1].headers["Range"] == f"bytes={HALF}-"
    assert (weights / HOME / "a.gguf").read_bytes() == RIGHT
    assert again.owned(weights / HOME / "a.gguf")


def test_another_mirror_goes_on_with_what_came_from_the_first(
    hub: HubServer, downloads: Downloads, half: int, weights: Path
) -> None:
    downloads.pause(half)
    mirror = HubServer()
    mirror.files = hub.files
    downloads.use(Hub("huggingface", mirror.url))
    downloads.resume(half)
    assert ended(downloads, half).state == "done"
    assert [each.headers["Range"] for each in mirror.fetched("a.gguf")] == [f"bytes={HALF}-"]
    mirror.close()


def test_what_the_hub_changed_meanwhile_is_not_gone_on_with(
    hub: HubServer, downloads: Downloads, half: int, open_downloads: Open, weights: Path
) -> None:
    downloads.close()
    hub.files = {"a.gguf": content(SIZE, seed=5)}
    again = open_downloads()
    again.resume(half)
    assert ended(again, half).state == "done"
    assert "Range" not in hub.fetched("a.gguf")[1].headers
    assert (weights / HOME / "a.gguf").read_bytes() == hub.files["a.gguf"]
    assert tree(weights) == {HOME: -1, f"{HOME}/a.gguf": SIZE}


def test_a_partial_file_that_was_damaged_is_found_out(
    hub: HubServer, downloads: Downloads, half: int, weights: Path
) -> None:
    downloads.pause(half)
    until(lambda: not threads(), 5.0)
    [part] = parts(weights)
    part.write_bytes(b"\0" * HALF)
    downloads.resume(half)
    assert ended(downloads, half).state == "done"
    assert (weights / HOME / "a.gguf").read_bytes() == RIGHT


@pytest.mark.parametrize("size", [0, SIZE, SIZE + 1])
def test_a_partial_file_of_any_length_is_dealt_with(
    hub: HubServer, downloads: Downloads, half: int, weights: Path, size: int
) -> None:
    downloads.pause(half)
    until(lambda: not threads(), 5.0)
    [part] = parts(weights)
    part.write_bytes((RIGHT + b"x")[:size])
    downloads.resume(half)
    assert ended(downloads, half).state == "done"
    assert len(hub.fetched("a.gguf")) == (1 if size == SIZE else 2)
    assert (weights / HOME / "a.gguf").read_bytes() == RIGHT


def test_a_finished_shard_that_somebody_deleted_is_fetched_again(
    hub: HubServer, downloads: Downloads, weights: Path
) -> None:
    hub.files = {"a.gguf": RIGHT, "b.gguf": content(SIZE, 1)}
    hub.act("b.gguf", Act(gate=(HALF, hub.over)))
    id = downloads.add(Wanted(REPO, ("*.gguf",)))
    until(lambda: now(downloads, id).received == SIZE + HALF and now(downloads, id).files[0].state == "done")
    downloads.pause(id)
    (weights / HOME / "a.gguf").unlink()
    downloads.resume(id)
    assert ended(downloads, id).state == "done"
    assert (weights / HOME / "a.gguf").read_bytes() == RIGHT


CHILD = """
import sys, time
from pathlib import Path
from models.download import Downloads, Hub, Wanted
downloads = Downloads(Path(sys.argv[1]), Path(sys.argv[2]), Hub("huggingface", sys.argv[3]), reserve=0)
downloads.add(Wanted("maker/weights", ("*.gguf",)))
time.sleep(60)
"""


@pytest.mark.parametrize("way", ["resume", "cancel"])
def test_a_program_that_is_killed_has_lost_nothing(
    hub: HubServer, open_downloads: Open, weights: Path, tmp_path: Path, way: str
) -> None:
    hub.files = {"a.gguf": RIGHT, "b.gguf": content(SIZE, 1)}
    hub.act("b.gguf", Act(gate=(HALF, hub.over)))
    state = tmp_path / "state" / "downloads.json"
    child = subprocess.Popen([sys.executable, "-c", CHILD, str(weights), str(state), hub.url], cwd=ROOT)
    try:
        first = weights / HOME / "a.gguf"
        until(lambda: first.exists() and [part.stat().st_size for part in parts(weights)] == [HALF])
        looking = open_downloads()
        with pytest.raises(InUse):
            looking.add(ONE)
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait()
    downloads = open_downloads()
    [got] = downloads.all()
    assert (got.state, got.total) == ("paused", 2 * SIZE)
    if way == "cancel":
        downloads.cancel(got.id)
        # Finished within the last moment, the first file may not be known as downloaded yet; it is whole then.
        assert not parts(weights)
        return
    downloads.resume(got.id)
    assert ended(downloads, got.id).state == "done"
    assert len(hub.fetched("a.gguf")) == 1
    assert hub.fetched("b.gguf")[1].headers["Range"] == f"bytes={HALF}-"
    assert all((weights / HOME / name).read_bytes() == data for name, data in hub.files.items())
    assert all(downloads.owned(weights / HOME / name) for name in hub.files)
    assert parts(weights) == []


def test_two_programs_take_turns(hub: HubServer, open_downloads: Open, weights: Path) -> None:
    hub.files = {"a.gguf": RIGHT, "b.gguf": RIGHT}
    window, command = open_downloads(), open_downloads()
    gate = threading.Event()
    hub.act("a.gguf", Act(gate=(HALF, gate)))
    first = command.add(ONE)
    until(lambda: now(command, first).received == HALF)
    with pytest.raises(InUse):
        window.add(Wanted(REPO, ("b.gguf",)))
    gate.set()
    assert ended(command, first).state == "done"
    until(lambda: not threads(), 5.0)
    until(lambda: [each.state for each in window.all()] == ["done"], 5.0)
    assert window.owned(weights / HOME / "a.gguf")
    second = window.add(Wanted(REPO, ("b.gguf",)))
    assert second != first
    assert ended(window, second).state == "done"
    until(lambda: [each.state for each in command.all()] == ["done", "done"], 5.0)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"jobs": [{"id": 1}]}', "\0" * 100])
def test_a_journal_that_makes_no_sense_is_put_aside(
    hub: HubServer, open_downloads: Open, tmp_path: Path, caplog: pytest.LogCaptureFixture, text: str
) -> None:
    state = tmp_path / "state" / "downloads.json"
    state.parent.mkdir()
    state.write_text(text)
    with caplog.at_level("WARNING"):
        downloads = open_downloads()
    assert downloads.all() == ()
    assert state.with_name("downloads.json.broken").read_text() == text
    hub.files = {"a.gguf": RIGHT}
    assert ended(downloads, downloads.add(ONE)).state == "done"


def test_a_journal_cannot_name_what_lies_elsewhere(
    downloads: Downloads, half: int, open_downloads: Open, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    downloads.close()
    state = tmp_path / "state" / "downloads.json"
    state.write_text(state.read_text().replace('"a.gguf","size"', '"../../a.gguf","size"'))
    with caplog.at_level("WARNING"):
        assert open_downloads().all() == ()

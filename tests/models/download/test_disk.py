"""The disk: room is asked for first, a full one loses nothing, and a folder that cannot be written is told."""

import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from models.download import Downloads, Fault, Wanted
from models.download.ground import free_space
from tests.models.download.conftest import Open, content, ended, now, tree, until
from tests.models.download.hub import REPO, Act, HubServer

HOME = "maker--weights"
SIZE = 3_000_000
ALL = Wanted(REPO, ("*.gguf",))


def why(downloads: Downloads, id: int) -> Fault:
    got = ended(downloads, id)
    assert got.state == "failed"
    assert got.fault is not None
    return got.fault


def test_room_is_asked_for_before_anything_is_fetched(hub: HubServer, open_downloads: Open, weights: Path) -> None:
    hub.files = {"a.gguf": content(SIZE), "b.gguf": content(SIZE)}
    room = 2 * SIZE + 499
    downloads = open_downloads(reserve=500, free=lambda _: room)
    id = downloads.add(ALL)
    fault = why(downloads, id)
    assert fault.kind == "disk_full"
    assert fault.numbers == {"needed": 2 * SIZE, "free": 2 * SIZE - 1, "reserve": 500}
    assert not weights.exists()
    assert not hub.fetched("a.gguf")
    room += 1
    downloads.resume(id)
    assert ended(downloads, id).state == "done"


def test_what_has_arrived_and_what_others_still_need_is_reckoned_with(hub: HubServer, open_downloads: Open) -> None:
    hub.files = {"a.gguf": content(SIZE), "b.gguf": content(SIZE)}
    hub.act("a.gguf", Act(gate=(SIZE // 2, hub.over)))
    downloads = open_downloads(free=lambda _: SIZE)
    first = downloads.add(Wanted(REPO, ("a.gguf",)))
    until(lambda: now(downloads, first).received == SIZE // 2)
    second = downloads.add(Wanted(REPO, ("b.gguf",)))
    assert why(downloads, second).numbers == {"needed": SIZE + SIZE // 2, "free": SIZE, "reserve": 0}


def test_free_space_is_that_of_the_folder_to_be(tmp_path: Path) -> None:
    assert free_space(tmp_path / "not" / "there" / "yet") > 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 2 MB."""
    place = tmp_path / "small"
    place.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", place], capture_output=True)
    if made.returncode:
        pytest.skip("no file system can be mounted here")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def test_a_disk_that_fills_up_ends_it_and_what_has_arrived_is_kept(
    hub: HubServer, open_downloads: Open, small_disk: Path
) -> None:
    hub.files = {"a.gguf": content(SIZE // 2)}
    (small_disk / "other").write_bytes(bytes(1_500_000))
    downloads = open_downloads(folder=small_disk / "weights", free=lambda _: 1 << 40)
    id = downloads.add(ALL)
    fault = why(downloads, id)
    assert (fault.kind, fault.file) == ("disk_full", "a.gguf")
    assert fault.numbers["needed"] > 0
    arrived = now(downloads, id).received
    assert 0 < arrived < SIZE // 2
    (small_disk / "other").unlink()
    downloads.resume(id)
    assert ended(downloads, id).state == "done"
    assert (small_disk / "weights" / HOME / "a.gguf").read_bytes() == hub.files["a.gguf"]
    assert hub.fetched("a.gguf")[1].headers["Range"] == f"bytes={arrived}-"


@pytest.mark.logs_warnings
def test_a_disk_without_room_for_the_journal_begins_nothing(
    hub: HubServer, open_downloads: Open, small_disk: Path, weights: Path
) -> None:
    hub.files = {"a.gguf": content(SIZE)}
    downloads = open_downloads(state=small_disk / "state" / "downloads.json")
    downloads.forget(downloads.add(Wanted("maker/none", ("x",))))
    with (small_disk / "other").open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    id = downloads.add(ALL)
    assert why(downloads, id).kind == "disk_full"
    assert not hub.fetched("a.gguf")
    assert not weights.exists()
    os.truncate(small_disk / "other", 0)
    downloads.resume(id)
    assert ended(downloads, id).state == "done"


def test_a_folder_that_is_a_file_is_told(hub: HubServer, downloads: Downloads, weights: Path) -> None:
    hub.files = {"a.gguf": content(5000)}
    weights.write_text("mine")
    id = downloads.add(ALL)
    assert why(downloads, id).kind == "folder"
    downloads.cancel(id)
    assert weights.read_text() == "mine"


@pytest.mark.parametrize("dangling", [True, False])
def test_nothing_is_written_through_a_link(
    hub: HubServer, downloads: Downloads, weights: Path, tmp_path: Path, dangling: bool
) -> None:
    hub.files = {"sub/a.gguf": content(5000)}
    elsewhere = tmp_path / "elsewhere"
    if not dangling:
        elsewhere.mkdir()
    (weights / HOME).mkdir(parents=True)
    (weights / HOME / "sub").symlink_to(elsewhere)
    id = downloads.add(ALL)
    assert why(downloads, id).kind == "folder"
    downloads.cancel(id)
    assert not elsewhere.exists() or tree(elsewhere) == {}
    assert (weights / HOME / "sub").is_symlink()


def test_a_link_in_place_of_the_file_is_read_and_not_touched(
    hub: HubServer, downloads: Downloads, weights: Path, tmp_path: Path
) -> None:
    hub.files = {"a.gguf": content(5000), "b.gguf": content(5000, 1)}
    mine = tmp_path / "mine"
    mine.write_bytes(hub.files["a.gguf"])
    (weights / HOME).mkdir(parents=True)
    for name in hub.files:
        (weights / HOME / name).symlink_to(mine)
    id = downloads.add(ALL)
    fault = why(downloads, id)
    assert (fault.kind, fault.file) == ("folder", "b.gguf")
    downloads.cancel(id)
    assert mine.read_bytes() == hub.files["a.gguf"]
    assert all((weights / HOME / name).is_symlink() for name in hub.files)


def test_a_partial_file_that_became_a_link_is_not_followed(
    hub: HubServer, downloads: Downloads, weights: Path, tmp_path: Path
) -> None:
    hub.files = {"a.gguf": content(SIZE)}
    hub.act("a.gguf", Act(gate=(SIZE // 2, hub.over)))
    id = downloads.add(ALL)
    until(lambda: now(downloads, id).received == SIZE // 2)
    downloads.pause(id)
    until(lambda: not any(each.name == "sibian-download" for each in threading.enumerate()))
    [part] = weights.rglob("*.part")
    part.unlink()
    mine = tmp_path / "mine"
    mine.write_bytes(b"mine")
    part.symlink_to(mine)
    downloads.resume(id)
    assert why(downloads, id).kind == "folder"
    assert mine.read_bytes() == b"mine"


def test_a_file_system_without_hard_links_will_do(
    hub: HubServer, downloads: Downloads, weights: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    hub.files = {"a.gguf": content(5000)}
    assert ended(downloads, downloads.add(ALL)).state == "done"
    assert tree(weights) == {HOME: -1, f"{HOME}/a.gguf": 5000}

"""What is wanted arrives whole, from either kind of hub, and nothing is fetched that is here."""

import os
import threading
from pathlib import Path

import pytest

from models.download import Downloads, Hub, Wanted, default_hub
from tests.models.download.conftest import Open, content, ended, now, tree, until
from tests.models.download.hub import REPO, Act, HubServer

SHARDS = tuple(f"Q4/big-{n:05}-of-00006.gguf" for n in range(1, 7))
HOME = "maker--weights"


@pytest.mark.parametrize("kind", ["huggingface", "modelscope"])
def test_a_file_arrives_whole_and_alone(hub: HubServer, open_downloads: Open, weights: Path, kind: str) -> None:
    hub.files = {"a.gguf": content(300_000), "readme.md": b"# hello", "other.gguf": content(5000)}
    downloads = open_downloads(hub=Hub(kind, hub.url))
    got = ended(downloads, downloads.add(Wanted(REPO, ("a.gguf",))))
    assert (got.state, got.received, got.total, got.fault) == ("done", 300_000, 300_000, None)
    assert got.folder == weights / HOME
    assert (weights / HOME / "a.gguf").read_bytes() == hub.files["a.gguf"]
    assert tree(weights) == {HOME: -1, f"{HOME}/a.gguf": 300_000}


def test_shards_are_fetched_together_at_most_four(hub: HubServer, downloads: Downloads, weights: Path) -> None:
    hub.files = {name: content(100_000, n) for n, name in enumerate(SHARDS)}
    gate = threading.Event()
    hub.always = {name: Act(gate=(50_000, gate)) for name in SHARDS}
    id = downloads.add(Wanted(REPO, ("Q4/*.gguf",)))
    until(lambda: now(downloads, id).received == 4 * 50_000)
    states = [each.state for each in now(downloads, id).files]
    assert (states.count("running"), states.count("waiting")) == (4, 2)
    gate.set()
    assert ended(downloads, id).state == "done"
    assert hub.most_at_once == 4
    assert [(weights / HOME / name).read_bytes() == hub.files[name] for name in SHARDS] == [True] * 6


def test_files_come_in_the_order_that_was_asked_for(hub: HubServer, downloads: Downloads) -> None:
    hub.files = {name: content(2000) for name in ("z.gguf", "b-2.gguf", "b-1.gguf")}
    got = ended(downloads, downloads.add(Wanted(REPO, ("z.gguf", "b-?.gguf"))))
    assert [each.name for each in got.files] == ["z.gguf", "b-1.gguf", "b-2.gguf"]


def test_small_files_that_are_in_git_are_checked_too(hub: HubServer, downloads: Downloads) -> None:
    hub.files = {"config.json": b'{"layers": 2}', "tokenizer.json": b"{}"}
    hub.claims = {"tokenizer.json": {"oid": "0" * 40}}
    assert ended(downloads, downloads.add(Wanted(REPO, ("config.json",)))).state == "done"
    got = ended(downloads, downloads.add(Wanted(REPO, ("tokenizer.json",))))
    assert got.fault is not None
    assert (got.fault.kind, got.fault.file) == ("wrong_bytes", "tokenizer.json")


def test_an_empty_file_is_one(hub: HubServer, downloads: Downloads, weights: Path) -> None:
    hub.files = {"empty.txt": b""}
    assert ended(downloads, downloads.add(Wanted(REPO, ("empty.txt",)))).state == "done"
    assert (weights / HOME / "empty.txt").read_bytes() == b""


def test_a_long_list_comes_in_pages(hub: HubServer, downloads: Downloads) -> None:
    hub.files = {f"{n:03}.gguf": content(1500, n) for n in range(25)}
    hub.page = 10
    got = ended(downloads, downloads.add(Wanted(REPO, ("00[0-2].gguf", "024.gguf"))))
    assert (got.state, len(got.files)) == ("done", 4)


def test_a_mirror_may_name_the_hub_behind_it_for_the_next_page(hub: HubServer, downloads: Downloads) -> None:
    hub.files = {f"{n}.gguf": content(1500, n) for n in range(4)}
    hub.page = 2
    hub.next_host = "http://hub.invalid"
    assert ended(downloads, downloads.add(Wanted(REPO, ("3.gguf",)))).state == "done"


def test_what_is_already_here_is_taken_as_it_is(hub: HubServer, downloads: Downloads, weights: Path) -> None:
    hub.files = {"a.gguf": content(200_000)}
    mine = weights / HOME / "a.gguf"
    mine.parent.mkdir(parents=True)
    mine.write_bytes(hub.files["a.gguf"])
    os.utime(mine, (1, 1))
    got = ended(downloads, downloads.add(Wanted(REPO, ("a.gguf",))))
    assert (got.state, got.received) == ("done", 200_000)
    assert not hub.fetched("a.gguf")
    assert mine.stat().st_mtime == 1
    assert not downloads.owned(mine)


@pytest.mark.parametrize("size", [200_000, 3])
def test_another_file_of_that_name_is_never_touched(
    hub: HubServer, downloads: Downloads, weights: Path, size: int
) -> None:
    hub.files = {"a.gguf": content(200_000)}
    mine = weights / HOME / "a.gguf"
    mine.parent.mkdir(parents=True)
    mine.write_bytes(content(size, seed=7))
    id = downloads.add(Wanted(REPO, ("a.gguf",)))
    got = ended(downloads, id)
    assert got.fault is not None
    assert (got.fault.kind, got.fault.file) == ("folder", "a.gguf")
    downloads.cancel(id)
    assert tree(weights) == {HOME: -1, f"{HOME}/a.gguf": size}
    assert mine.read_bytes() == content(size, seed=7)


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_appears_meanwhile_is_not_overwritten(
    hub: HubServer, downloads: Downloads, weights: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    if not links:
        monkeypatch.setattr(os, "link", no_links)
    hub.files = {"a.gguf": content(200_000)}
    gate = threading.Event()
    hub.act("a.gguf", Act(gate=(100_000, gate)))
    id = downloads.add(Wanted(REPO, ("a.gguf",)))
    until(lambda: now(downloads, id).received == 100_000)
    (weights / HOME / "a.gguf").write_bytes(b"mine")
    gate.set()
    got = ended(downloads, id)
    assert got.fault is not None
    assert got.fault.kind == "folder"
    downloads.cancel(id)
    assert tree(weights) == {HOME: -1, f"{HOME}/a.gguf": 4}


def no_links(*_: object) -> None:
    raise PermissionError(1, "a file system without hard links")


def test_what_was_downloaded_is_known_until_somebody_changes_it(
    hub: HubServer, open_downloads: Open, weights: Path
) -> None:
    hub.files = {"a.gguf": content(5000)}
    downloads = open_downloads()
    id = downloads.add(Wanted(REPO, ("a.gguf",)))
    assert ended(downloads, id).state == "done"
    path = weights / HOME / "a.gguf"
    assert downloads.owned(path)
    downloads.forget(id)
    assert downloads.all() == ()
    downloads.close()
    assert path.exists()
    again = open_downloads()
    assert again.owned(path)
    assert not again.owned(path.with_name("b.gguf"))
    path.write_bytes(content(5000, seed=1))
    assert not again.owned(path)


def test_an_older_version_that_was_downloaded_is_replaced_when_the_new_one_is_right(
    hub: HubServer, downloads: Downloads, weights: Path
) -> None:
    hub.files = {"a.gguf": content(50_000)}
    assert ended(downloads, downloads.add(Wanted(REPO, ("a.gguf",)))).state == "done"
    hub.files = {"a.gguf": content(60_000, seed=2)}
    assert ended(downloads, downloads.add(Wanted(REPO, ("a.gguf",)))).state == "done"
    assert (weights / HOME / "a.gguf").read_bytes() == hub.files["a.gguf"]
    assert tree(weights) == {HOME: -1, f"{HOME}/a.gguf": 60_000}


def test_the_same_wish_is_one_download(hub: HubServer, downloads: Downloads) -> None:
    hub.files = {"a.gguf": content(100_000)}
    hub.act("a.gguf", Act(gate=(50_000, hub.over)))
    first = downloads.add(Wanted(REPO, ("a.gguf",)))
    assert downloads.add(Wanted(REPO, ("a.gguf",))) == first
    downloads.pause(first)
    assert downloads.add(Wanted(REPO, ("a.gguf",))) == first
    assert ended(downloads, first).state == "done"


def test_speed_and_time_left_are_told(hub: HubServer, downloads: Downloads) -> None:
    hub.files = {"a.gguf": content(1_000_000)}
    gate = threading.Event()
    hub.act("a.gguf", Act(gate=(600_000, gate)))
    id = downloads.add(Wanted(REPO, ("a.gguf",)))
    until(lambda: now(downloads, id).received == 600_000)
    got = now(downloads, id)
    assert got.speed > 0
    assert got.seconds_left == pytest.approx(400_000 / got.speed)
    gate.set()
    assert ended(downloads, id).speed == 0


def test_the_address_of_a_mirror_comes_from_the_environment() -> None:
    assert default_hub({}) == Hub("huggingface", "https://huggingface.co")
    assert default_hub({"HF_ENDPOINT": "https://mirror.example/"}).endpoint == "https://mirror.example"

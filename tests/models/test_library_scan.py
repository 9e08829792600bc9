"""Weights are found once each, whatever lies around them, and what changes is noticed."""

import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import gguf
import pytest

from models.library import Found, Home, Library, changed, homes, scan
from models.library.walking import MAX_DEPTH
from tests.models.stores import DIGEST, manifest, ollama, put

WriteWeights = Callable[..., Path]
WriteShards = Callable[[int], list[Path]]


@pytest.fixture
def weights(write_weights: WriteWeights) -> Path:
    return write_weights("made.gguf", title="Made")


@pytest.fixture
def person(tmp_path: Path) -> Path:
    (tmp_path / "person").mkdir()
    return tmp_path / "person"


def found(*places: Home, folders: Sequence[Path] = ()) -> list[Found]:
    return list(scan(places, folders))


# ---- once -----------------------------------------------------------------------------------------------------------


def test_weights_that_two_programs_link_are_shown_once(weights: Path, person: Path, tmp_path: Path) -> None:
    original = put(weights, person / ".lmstudio/models/maker/repo/made.gguf")
    symbolic = person / "mine/by another name.gguf"
    symbolic.parent.mkdir()
    symbolic.symlink_to(original)
    blob = person / ".ollama/models/blobs" / DIGEST.replace(":", "-")
    ollama(person / ".ollama/models", None, manifest())
    os.link(original, blob)
    (one,) = scan(homes({}, person, "linux", person), [person / "mine"])
    assert one.path == original
    assert one.programs == ("LM Studio", "Ollama", "")
    assert {place.path for place in one.places} == {original, blob, symbolic}


def test_copies_are_two(weights: Path, tmp_path: Path) -> None:
    put(weights, tmp_path / "folder/a.gguf")
    put(weights, tmp_path / "folder/b.gguf")
    assert [each.name for each in found(folders=[tmp_path / "folder"])] == ["a", "b"]


def test_a_folder_in_a_folder_that_was_added_too_changes_nothing(weights: Path, tmp_path: Path) -> None:
    put(weights, tmp_path / "folder/inner/a.gguf")
    assert len(found(folders=[tmp_path / "folder", tmp_path / "folder/inner", tmp_path / "folder"])) == 1


def test_split_weights_are_shown_once_by_their_first_shard(write_shards: WriteShards, tmp_path: Path) -> None:
    shards = write_shards(3)
    (one,) = found(Home("", tmp_path))
    assert (one.path, one.name, one.files) == (shards[0], "split", tuple(shards))
    assert one.size == sum(each.stat().st_size for each in shards)


def test_split_weights_hard_linked_elsewhere_are_shown_once(write_shards: WriteShards, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    for shard in write_shards(2):
        os.link(shard, other / shard.name)
    assert len(found(Home("", tmp_path))) == 1


def test_a_name_under_which_a_shard_is_missing_does_not_hide_the_one_that_has_all(
    write_shards: WriteShards, tmp_path: Path
) -> None:
    shards = write_shards(3)
    poor = tmp_path / "poor"
    poor.mkdir()
    for shard in shards[:2]:
        os.link(shard, poor / shard.name)
    (one,) = found(Home("A", poor), Home("B", tmp_path))
    assert one.fault is None
    assert one.path == shards[0]


# ---- faults ---------------------------------------------------------------------------------------------------------


def test_half_a_download_is_shown_with_what_is_missing(weights: Path, tmp_path: Path) -> None:
    whole = weights.stat().st_size
    half = put(weights, tmp_path / "folder/half.gguf")
    os.truncate(half, whole - 100)
    (one,) = found(folders=[half.parent])
    assert one.card is None
    assert one.fault is not None
    assert (one.fault.kind, one.fault.numbers) == ("truncated", {"expected": whole, "found": whole - 100})


def test_split_weights_without_their_first_shard_are_shown_as_such(write_shards: WriteShards, tmp_path: Path) -> None:
    write_shards(3)[0].unlink()
    (one,) = found(Home("", tmp_path))
    assert one.fault is not None
    assert (one.fault.kind, one.fault.numbers) == ("missing_shard", {"shard": 1, "shards": 3})


def test_what_is_no_gguf_is_shown_as_such(tmp_path: Path) -> None:
    (tmp_path / "page.gguf").write_text("<html>Not found</html>")
    (one,) = found(Home("", tmp_path))
    assert one.fault is not None
    assert one.fault.kind == "not_gguf"


@pytest.mark.parametrize(
    "changes",
    [
        {"pairs": {"general.type": ("adapter", gguf.GGUFValueType.STRING)}},
        {"pairs": {"general.type": ("mmproj", gguf.GGUFValueType.STRING)}},
        {"architecture": "clip"},
        {"tensors": {}},
    ],
    ids=["adapter", "projector", "old projector", "vocabulary"],
)
def test_what_only_serves_weights_is_not_shown(write_weights: WriteWeights, tmp_path: Path, changes: Any) -> None:
    write_weights("served.gguf", **changes)
    assert found(Home("", tmp_path)) == []


# ---- bounds ---------------------------------------------------------------------------------------------------------


def test_pipes_sockets_devices_and_dangling_links_are_never_opened(weights: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    put(weights, folder / "z.gguf")
    os.mkfifo(folder / "pipe.gguf")
    (folder / "zero.gguf").symlink_to("/dev/zero")
    (folder / "gone.gguf").symlink_to(folder / "nothing")
    (folder / "self.gguf").symlink_to(folder / "self.gguf")
    (folder / "folder.gguf").mkdir()
    assert [each.name for each in found(folders=[folder])] == ["z"]


def test_links_in_circles_end(weights: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    put(weights, folder / "a/b/made.gguf")
    (folder / "a/b/up").symlink_to(folder)
    (folder / "beside").symlink_to(folder / "a")
    assert len(found(folders=[folder])) == 1


def test_folders_are_entered_to_a_bounded_depth(weights: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    put(weights, folder.joinpath(*"d" * MAX_DEPTH, "deep enough.gguf"))
    put(weights, folder.joinpath(*"e" * (MAX_DEPTH + 1), "too deep.gguf"))
    assert [each.name for each in found(folders=[folder])] == ["deep enough"]


def test_a_folder_with_too_many_names_is_left_and_said(weights: Path, tmp_path: Path) -> None:
    crowd, calm = tmp_path / "crowd", tmp_path / "calm"
    for number in range(30):
        put(weights, crowd / f"{number:02}/x")
    put(weights, calm / "made.gguf")
    library = Library([Home("A", crowd), Home("B", calm)], most=20)
    assert [each.name for each in library.scan()] == ["made"]
    assert [(each.folder, each.why) for each in library.unread] == [(crowd, "too_many")]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs a folder that this user cannot read")
def test_a_folder_that_cannot_be_read_is_passed_over_and_said(weights: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    put(weights, folder / "open/made.gguf")
    (folder / "locked").mkdir(mode=0)
    library = Library([Home("", folder)])
    assert [each.name for each in library.scan()] == ["made"]
    assert [(each.folder, each.why) for each in library.unread] == [(folder / "locked", "unreadable")]
    (folder / "locked").chmod(0o700)


def test_a_file_in_the_place_of_a_folder_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    library = Library([Home("", tmp_path / "file")])
    assert list(library.scan()) == []
    assert not library.changed()


def test_names_that_are_no_utf8_are_names(weights: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    put(weights, folder / os.fsdecode(b"caf\xe9.gguf"))
    (one,) = found(folders=[folder])
    assert one.card is not None


def test_a_scan_that_is_stopped_ends_and_keeps_what_was_known(weights: Path, tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        put(weights, tmp_path / f"folder/{name}.gguf")
    library = Library([Home("", tmp_path / "folder")])
    assert len(list(library.scan())) == 3
    before = library.found
    taken: list[Found] = []
    for one in library.scan(stopped=lambda: bool(taken)):
        taken.append(one)
    assert len(taken) == 1
    assert library.found is before


def test_a_scan_changes_nothing(write_shards: WriteShards, weights: Path, tmp_path: Path) -> None:
    write_shards(2)

    def state() -> dict[Path, tuple[int, int, int]]:
        return {p: (s.st_mtime_ns, s.st_size, s.st_mode) for p in tmp_path.rglob("*") for s in [p.lstat()]}

    before = state()
    assert len(found(Home("", tmp_path))) == 2
    assert state() == before


# ---- changes --------------------------------------------------------------------------------------------------------


def later(path: Path) -> None:
    """Give a folder another time, as a slow clock of files might not."""
    status = path.stat()
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 10**9))


def test_nothing_new_is_no_change(weights: Path, person: Path) -> None:
    put(weights, person / ".lmstudio/models/maker/repo/made.gguf")
    ollama(person / ".ollama/models", weights, manifest())
    library = Library(homes({}, person, "linux", person))
    assert library.changed()
    assert len(list(library.scan())) == 2
    assert not library.changed()


@pytest.mark.parametrize("what", ["new file", "new folder", "grown", "gone", "new home", "new tag"])
def test_what_comes_goes_or_grows_is_a_change(weights: Path, person: Path, what: str) -> None:
    folder = person / ".lmstudio/models/maker/repo"
    path = put(weights, folder / "made.gguf")
    ollama(person / ".ollama/models", weights, manifest())
    library = Library(homes({}, person, "linux", person))
    list(library.scan())
    match what:
        case "new file":
            put(weights, folder / "more.gguf")
            later(folder)
        case "new folder":
            put(weights, folder.parent / "other/more.gguf")
            later(folder.parent)
        case "grown":
            with path.open("ab") as file:
                file.write(b"\0")
        case "gone":
            path.unlink()
        case "new home":
            put(weights, person / ".local/share/nomic.ai/GPT4All/a.gguf")
        case "new tag":
            ollama(person / ".ollama/models", None, manifest(), "registry.ollama.ai/library/qwen3/latest")
            later(person / ".ollama/models/manifests/registry.ollama.ai/library/qwen3")
    assert library.changed()
    list(library.scan())
    assert not library.changed()


def test_another_home_is_a_change(tmp_path: Path) -> None:
    assert changed([Home("", tmp_path)], {})


def test_asking_for_changes_is_cheap(tmp_path: Path) -> None:
    for number in range(500):
        (tmp_path / f"folder/{number}").mkdir(parents=True)
    library = Library([Home("", tmp_path / "folder")])
    list(library.scan())
    began = time.perf_counter()
    assert not library.changed()
    assert time.perf_counter() - began < 0.25

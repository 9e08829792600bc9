"""Only what Sibian downloaded can be deleted, and nothing that a link leads to."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from models.download import Downloads, Hub
from models.download.journal import Book, Owned
from models.library import OURS, Found, Home, NotRemoved, remove, scan

WriteWeights = Callable[..., Path]
WriteShards = Callable[[int], list[Path]]


@pytest.fixture
def weights_folder(tmp_path: Path) -> Path:
    (tmp_path / "weights/maker--repo").mkdir(parents=True)
    return tmp_path / "weights"


def downloads_of(folder: Path, *files: Path) -> Downloads:
    """Downloads in whose journal these files stand as fetched."""
    state = folder.with_name("state") / "downloads.json"
    state.parent.mkdir(exist_ok=True)
    status = [(path, path.lstat()) for path in files]
    owned = tuple(Owned(str(path), each.st_size, each.st_mtime_ns) for path, each in status)
    state.write_bytes(msgspec.json.encode(Book(owned=owned)))
    return Downloads(folder, state, Hub())


@pytest.fixture
def downloaded(weights_folder: Path, write_shards: WriteShards) -> list[Path]:
    return [Path(shutil.move(each, weights_folder / "maker--repo" / each.name)) for each in write_shards(3)]


@pytest.fixture
def journal(weights_folder: Path, downloaded: list[Path]) -> Downloads:
    return downloads_of(weights_folder, *downloaded)


def found(journal: Downloads, *homes: Home) -> Found:
    (one,) = scan([Home(OURS, journal.folder), *homes], owned=journal.owned)
    return one


def test_all_shards_go_and_the_empty_folder_with_them(journal: Downloads, downloaded: list[Path]) -> None:
    one = found(journal)
    assert one.owned
    assert remove(one, journal) == one.size
    assert list(journal.folder.iterdir()) == []


def test_a_folder_with_something_else_in_it_stays(journal: Downloads, downloaded: list[Path]) -> None:
    note = downloaded[0].with_name("note.txt")
    note.write_text("mine")
    remove(found(journal), journal)
    assert list(note.parent.iterdir()) == [note]


def test_weights_that_lost_a_shard_can_be_deleted(journal: Downloads, downloaded: list[Path]) -> None:
    downloaded[0].unlink()
    remove(found(journal), journal)
    assert list(journal.folder.iterdir()) == []


def test_what_another_program_downloaded_is_left(
    journal: Downloads, write_weights: WriteWeights, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    path = Path(shutil.move(write_weights(), other))
    (one,) = scan([Home("LM Studio", other)], owned=journal.owned)
    assert not one.owned
    with pytest.raises(NotRemoved) as caught:
        remove(one, journal)
    assert caught.value.kind == "not_ours"
    assert path.exists()


def test_what_the_person_put_beside_is_left(journal: Downloads, downloaded: list[Path]) -> None:
    journal = downloads_of(journal.folder, *downloaded[:2])
    with pytest.raises(NotRemoved):
        remove(found(journal), journal)
    assert all(each.exists() for each in downloaded)


def test_another_programs_hard_link_keeps_its_file(journal: Downloads, downloaded: list[Path], tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    for each in downloaded:
        os.link(each, other / each.name)
    one = found(journal, Home("LM Studio", other))
    assert one.programs == (OURS, "LM Studio")
    remove(one, journal)
    assert len(list(other.iterdir())) == 3


def test_a_link_in_the_folder_of_downloads_is_not_followed(
    weights_folder: Path, write_weights: WriteWeights, tmp_path: Path
) -> None:
    path = write_weights("precious.gguf")
    link = weights_folder / "maker--repo/link.gguf"
    link.symlink_to(path)
    journal = downloads_of(weights_folder, path, link)
    with pytest.raises(NotRemoved):
        remove(found(journal), journal)
    assert path.exists()


def test_a_folder_that_became_a_link_is_not_followed(
    journal: Downloads, downloaded: list[Path], tmp_path: Path
) -> None:
    repository = downloaded[0].parent
    shutil.move(repository, tmp_path / "moved")
    repository.symlink_to(tmp_path / "moved")
    with pytest.raises(NotRemoved):
        remove(found(journal), journal)
    assert len(list((tmp_path / "moved").iterdir())) == 3


def test_a_folder_of_downloads_reached_by_a_link_is_still_ours(
    journal: Downloads, downloaded: list[Path], tmp_path: Path
) -> None:
    alias = tmp_path / "alias"
    alias.symlink_to(journal.folder)
    through = downloads_of(alias, *downloaded)
    remove(found(through), through)
    assert list(journal.folder.iterdir()) == []


def test_what_was_downloaded_into_another_folder_is_still_ours(
    journal: Downloads, downloaded: list[Path], tmp_path: Path
) -> None:
    journal.use(Hub(), tmp_path / "new")
    (one,) = scan([Home("", downloaded[0].parent)], owned=journal.owned)
    remove(one, journal)
    assert not downloaded[0].parent.exists()
    assert downloaded[0].parents[1].exists()


def test_a_file_that_took_the_place_of_a_download_is_left(journal: Downloads, downloaded: list[Path]) -> None:
    downloaded[1].write_bytes(downloaded[1].read_bytes() + b"\0")
    with pytest.raises(NotRemoved):
        remove(found(journal), journal)
    assert all(each.exists() for each in downloaded)


def test_weights_that_are_gone_already_are_no_loss(journal: Downloads, downloaded: list[Path]) -> None:
    one = found(journal)
    shutil.rmtree(downloaded[0].parent)
    assert remove(one, journal) == 0

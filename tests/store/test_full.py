"""A disk without room: what is being written is still saved, nothing new begins, and it recovers by itself."""

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from app.errors import StoreError
from app.store.records import Chunk
from app.store.reserve import Reserve

KIB = 1024
RESERVE = 512 * KIB


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 4 MiB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=4m,mode=0700", "sibian-test", str(disk)]
    if not sys.platform.startswith("linux") or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("a small file system can only be mounted by root on Linux")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.fixture
def full_store(small_disk, opened, hand_to):
    """A store whose disk is full while an answer is being written."""
    store = opened(small_disk / "sibian.db", reserve_size=RESERVE)
    hand = hand_to(store)
    hand.exchange("before", "safe")
    begun = hand.begin("the last question")
    hand.say(begun, "first ")
    fill(small_disk / "filler")
    yield hand, begun
    store.close()


def fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        for size in (64 * KIB, 4 * KIB, KIB):
            with pytest.raises(OSError, check=lambda error: error.errno == errno.ENOSPC):
                write_for_ever(file, size)


def write_for_ever(file: BinaryIO, size: int) -> None:
    while True:
        if file.write(bytes(size)) < size:
            raise OSError(errno.ENOSPC, "written in part")


def free(folder: Path) -> int:
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize


@pytest.mark.logs_warnings
def test_the_current_answer_is_saved_from_the_reserve(full_store, small_disk):
    hand, begun = full_store
    long = "慢" * 20_000
    hand.say(begun, long)
    hand.finish(begun, "first " + long)
    assert hand.store.generations.get(begun.generation).ending == "stop"
    (exchange,) = hand.store.conversations.branch(begun.conversation)
    assert exchange.answer.text("answer") == "first " + long
    assert not (small_disk / "sibian.db.reserve").exists()


@pytest.mark.logs_warnings
def test_nothing_new_begins_on_a_full_disk_until_there_is_room(full_store, small_disk):
    hand, begun = full_store
    hand.say(begun, "x" * 100_000)
    hand.finish(begun, "saved")
    with pytest.raises(StoreError) as told:
        hand.begin("no room for this")
    assert told.value.kind == "store_full"
    assert len(hand.store.conversations.list()) == 2  # reading goes on
    hand.done(hand.store.conversations.delete(begun.conversation))  # and so does throwing away
    (small_disk / "filler").unlink()
    hand.exchange("room again", "yes")
    assert (small_disk / "sibian.db.reserve").stat().st_size == RESERVE


@pytest.mark.logs_warnings
def test_when_the_reserve_is_spent_too_the_fault_is_told_and_what_was_saved_stays(full_store, small_disk, opened):
    hand, begun = full_store
    with pytest.raises(StoreError) as told:
        hand.say(begun, *["x" * 50_000] * 40)
    assert told.value.kind == "store_full"
    saved = hand.store.generations.get(begun.generation).raw
    assert saved.startswith("first x")
    hand.store.close()
    (small_disk / "filler").unlink()
    again = opened(small_disk / "sibian.db", reserve_size=RESERVE)
    assert again.mended == (begun.generation,)
    assert again.generations.get(begun.generation).raw == saved


@pytest.mark.logs_warnings
def test_a_store_on_a_full_disk_can_be_opened(full_store, small_disk, opened):
    hand, begun = full_store
    hand.store.close()
    fill(small_disk / "more")
    store = opened(small_disk / "sibian.db", reserve_size=RESERVE)
    assert store.generations.get(begun.generation).raw == "first "
    assert store.generations.get(begun.generation).ending == "interrupted"


def test_a_new_database_on_a_full_disk_is_refused(small_disk, opened):
    fill(small_disk / "filler")
    with pytest.raises(StoreError) as told:
        opened(small_disk / "sibian.db")
    assert told.value.kind == "store_full"


def test_the_reserve_takes_real_space_and_gives_it_back(small_disk):
    before = free(small_disk)
    reserve = Reserve(small_disk / "sibian.db", RESERVE)
    assert not reserve.held
    assert reserve.restore()
    assert reserve.held
    assert free(small_disk) <= before - RESERVE
    assert reserve.release()
    assert not reserve.release()
    assert free(small_disk) == before


def test_no_reserve_is_put_by_where_it_would_take_the_last_space(small_disk):
    reserve = Reserve(small_disk / "sibian.db", 3 * KIB * KIB)
    assert not reserve.restore()
    assert list(small_disk.iterdir()) == []


def test_a_question_still_begins_where_no_reserve_is_wanted(hand):
    begun = hand.begin("reserve_size is 0 here")
    hand.done(hand.store.generations.append(begun.generation, Chunk("x")))

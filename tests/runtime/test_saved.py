"""States of sequences on disk and in main memory. Random bytes stand for them: nobody here knows what they mean."""

import ctypes
import errno
import logging
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from runtime import statefile
from runtime.saved import Parked, SavedStates

MIB = 1 << 20
ROOT = Path(__file__).resolve().parents[2]
token_lists = st.lists(st.integers(0, 2), min_size=1, max_size=7)


def always() -> bool:
    return True


def states(folder: Path, limit: int = 64 * MIB, key: str = "weights, f16") -> SavedStates:
    return SavedStates(folder, limit, key)


def noise(size: int, seed: int = 0) -> bytes:
    return random.Random(seed).randbytes(size)


def files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


def age(path: Path, seconds: float) -> None:
    used = time.time() - seconds
    os.utime(path, (used, used))


def beginning(one: list[int], other: list[int]) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def readable(saved: SavedStates | Parked, tokens: list[int]) -> bool:
    found = saved.find(tokens)
    return found is not None and found.shared == len(tokens)


# ---- what was written comes back ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "size", [1, statefile.PIECE - 1, statefile.PIECE, statefile.PIECE + 1, 3 * statefile.PIECE + 7]
)
def test_a_state_comes_back_in_a_later_session_as_it_was_written(tmp_path, size):
    state = noise(size)
    assert states(tmp_path).write([5, 6, 7], state, always)
    later = states(tmp_path)
    found = later.find([5, 6, 7, 8])
    assert found is not None
    assert (found.shared, found.tokens) == (3, 3)
    assert later.read(found) == state


def test_anything_with_a_buffer_can_be_saved(tmp_path):
    state = noise(1000)
    for number, form in enumerate([bytearray(state), memoryview(state), (ctypes.c_uint8 * 1000)(*state)]):
        saved = states(tmp_path / str(number))
        assert saved.write([1], form, always)
        found = saved.find([1])
        assert found is not None
        assert saved.read(found) == state


def test_nothing_is_found_where_nothing_is_saved_and_nothing_is_made_by_looking(tmp_path):
    assert states(tmp_path / "none").find([1, 2]) is None
    assert files(tmp_path) == []


def test_only_the_heads_of_files_are_read_to_find_one(tmp_path):
    states(tmp_path).write([1, 2, 3], noise(MIB), always)
    (path,) = files(tmp_path)
    head_only = path.read_bytes()[:200]
    path.write_bytes(head_only + bytes(path.stat().st_size - 200))
    assert readable(states(tmp_path), [1, 2, 3])


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(token_lists, max_size=6), token_lists, st.booleans())
def test_what_is_found_shares_the_longest_beginning(tmp_path_factory, kept, wanted, whole):
    saved = states(tmp_path_factory.mktemp("states"))
    parked = Parked(MIB)
    for tokens in kept:
        assert saved.write(tokens, bytes(tokens), always)
        assert parked.put(tokens, bytes(tokens))
    lengths = [beginning(each, wanted) for each in kept]
    if whole:
        # A state that a longer one took the place of is no longer there to be found.
        last = [t for t in kept if not any(len(o) > len(t) and o[: len(t)] == t for o in kept)]
        lengths = [len(each) for each in last if each == wanted[: len(each)]]
    longest = max(lengths, default=0)
    for each in (saved, parked):
        found = each.find(wanted, whole=whole)
        assert (found.shared if found else 0) == longest
    found, parked_found = saved.find(wanted, whole=whole), parked.find(wanted, whole=whole)
    if found is not None and parked_found is not None:
        state = saved.read(found)
        assert state is not None
        assert list(state)[: found.shared] == wanted[: found.shared]
        assert len(state) == found.tokens
        assert list(parked.take(parked_found) or b"")[: parked_found.shared] == wanted[: parked_found.shared]


# ---- what is kept ---------------------------------------------------------------------------------------------------


def test_a_longer_state_takes_the_place_of_those_it_begins_with(tmp_path):
    saved = states(tmp_path)
    saved.write([1, 2], b"short", always)
    saved.write([1, 9], b"other", always)
    saved.write([1, 2, 3, 4], b"long", always)
    assert len(files(tmp_path)) == 2
    assert readable(saved, [1, 9])
    assert readable(saved, [1, 2, 3, 4])


def test_a_state_that_a_longer_one_begins_with_is_not_written(tmp_path):
    saved = states(tmp_path)
    saved.write([1, 2, 3], b"long", always)
    (path,) = files(tmp_path)
    age(path, 1000)
    assert saved.write([1, 2], b"short", lambda: pytest.fail("nothing is written"))
    assert files(tmp_path) == [path]
    assert path.stat().st_mtime > time.time() - 100, "the longer one was of use"


def test_the_longest_unused_goes_first_when_there_is_no_room(tmp_path):
    saved = states(tmp_path, limit=10_000)
    for number in range(3):
        saved.write([number, 1], noise(3000, number), always)
        age(tmp_path / saved.find([number]).handle, 1000 - number)
    assert saved.read(saved.find([0])) is not None  # used now: 1 is the oldest
    saved.write([3, 1], noise(3000, 3), always)
    assert [readable(saved, [number, 1]) for number in range(4)] == [True, False, True, True]
    assert sum(path.stat().st_size for path in files(tmp_path)) <= 10_000


def test_states_of_other_settings_are_not_found_but_count(tmp_path):
    one, other = states(tmp_path, 10_000, "f16"), states(tmp_path, 10_000, "q8_0")
    for number in range(3):
        one.write([number, 1], noise(3000, number), always)
        age(tmp_path / one.find([number]).handle, 1000 - number)
    assert other.find([0, 1]) is None
    assert len(files(tmp_path)) == 3
    other.write([7], noise(3000), always)
    assert [readable(one, [number, 1]) for number in range(3)] == [False, True, True]
    assert readable(other, [7])


def test_a_state_larger_than_half_the_limit_is_not_written(tmp_path):
    saved = states(tmp_path, limit=10_000)
    assert not saved.write([1], bytes(5001), always)
    assert saved.write([1], bytes(5000), always)


def test_forgetting_removes_what_is_not_to_be_kept_and_clearing_everything(tmp_path):
    saved, other = states(tmp_path), states(tmp_path, key="other weights")
    saved.write([1, 2], b"one", always)
    saved.write([5, 6], b"two", always)
    other.write([1, 2], b"other", always)
    saved.forget(lambda tokens: tokens[0] == 5)
    assert not readable(saved, [1, 2])
    assert readable(saved, [5, 6])
    assert readable(other, [1, 2])
    (tmp_path / "left.part").write_bytes(b"")
    (tmp_path / "notes.txt").write_bytes(b"not ours")
    saved.clear()
    assert [path.name for path in files(tmp_path)] == ["notes.txt"]
    assert saved.find([5, 6]) is None


def test_folder_and_files_are_for_their_owner_alone(tmp_path):
    before = os.umask(0)
    try:
        folder = tmp_path / "deep" / "states"
        modes = []

        def look() -> bool:
            modes.extend(path.stat().st_mode & 0o777 for path in files(folder))
            return True

        states(folder).write([1], noise(2 * MIB), look)
    finally:
        os.umask(before)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {*modes, *(path.stat().st_mode & 0o777 for path in files(folder))} == {0o600}


def test_a_folder_that_was_open_to_others_is_closed(tmp_path):
    tmp_path.chmod(0o755)
    states(tmp_path).write([1], b"state", always)
    assert tmp_path.stat().st_mode & 0o777 == 0o700


# ---- a writer that is held up ---------------------------------------------------------------------------------------


def answers(number: int) -> Callable[[], bool]:
    """True so many times, then False."""
    left = iter([True] * number)
    return lambda: next(left, False)


@pytest.mark.parametrize("asked", [0, 1, 3])
def test_writing_stops_when_it_is_no_longer_wanted_and_leaves_nothing_behind(tmp_path, asked):
    saved = states(tmp_path)
    assert not saved.write([1], noise(4 * MIB), answers(asked))
    assert files(tmp_path) == []
    assert saved.find([1]) is None
    assert saved.write([1], noise(4 * MIB), answers(4))


def test_it_is_asked_often_enough_for_nobody_to_wait(tmp_path):
    moments = [time.perf_counter()]

    def wanted() -> bool:
        moments.append(time.perf_counter())
        return True

    states(tmp_path).write([1], noise(16 * MIB), wanted)
    gaps = np.diff(moments)
    assert len(gaps) == 16
    assert np.median(gaps) < 0.05


def test_a_writer_that_is_interrupted_leaves_nothing_behind(tmp_path):
    def broken() -> bool:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        states(tmp_path).write([1], noise(MIB), broken)
    assert files(tmp_path) == []


def test_a_full_disk_is_no_error(tmp_path, caplog):
    saved = states(tmp_path)
    saved.write([1], b"state", always)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (MIB, before[1]))  # Python ignores SIGXFSZ, so writing raises
    try:
        with caplog.at_level(logging.INFO, "runtime.saved"):
            assert not saved.write([2], noise(4 * MIB), always)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert os.strerror(errno.EFBIG) in caplog.text
    assert len(files(tmp_path)) == 1
    assert readable(saved, [1])


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    saved = states(tmp_path / "file" / "states")
    assert not saved.write([1], b"state", always)
    assert saved.find([1]) is None
    saved.clear()


def test_what_a_dead_process_left_unfinished_is_removed(tmp_path):
    old, new = tmp_path / "old.part", tmp_path / "new.part"
    for path in (old, new):
        path.write_bytes(b"half")
    age(old, 7200)
    states(tmp_path).write([1], b"state", always)
    assert not old.exists()
    assert new.exists()


# ---- another process ------------------------------------------------------------------------------------------------


def test_files_may_come_and_go_while_it_runs(tmp_path, caplog):
    saved, other = states(tmp_path), states(tmp_path)
    saved.write([1, 2], b"one", always)
    found = saved.find([1, 2])
    other.write([3, 4], b"two", always)
    assert saved.read(saved.find([3, 4])) == b"two"
    other.clear()
    with caplog.at_level(logging.INFO, "runtime.saved"):
        assert saved.read(found) is None
    assert "cannot be read" in caplog.text
    assert saved.find([1, 2]) is None


WORKER = """
import random, sys
from pathlib import Path
from runtime.saved import SavedStates
saved = SavedStates(Path(sys.argv[1]), 2_000_000, "shared")
chance, wrong, right = random.Random(int(sys.argv[2])), 0, 0
for _ in range(150):
    tokens = [chance.randrange(6) for _ in range(chance.randrange(1, 5))]
    if chance.random() < 0.5:
        saved.write(tokens, repr(tokens).encode() * 20_000, lambda: chance.random() < 0.9)
    elif (found := saved.find(tokens)) and (state := saved.read(found)) is not None:
        held = eval(state[: state.index(b"]") + 1])
        good = held[: found.shared] == tokens[: found.shared] and state == repr(held).encode() * 20_000
        right, wrong = right + good, wrong + (not good)
print(right, wrong)
"""


def test_two_processes_share_a_folder(tmp_path):
    workers = [
        subprocess.Popen([sys.executable, "-c", WORKER, tmp_path, seed], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for seed in "12"
    ]
    for worker in workers:
        right, wrong = worker.communicate(timeout=60)[0].split()
        assert worker.returncode == 0
        assert int(right) > 10
        assert wrong == "0"
    assert all(path.suffix == ".kv" for path in files(tmp_path)), "nothing unfinished is left"


# ---- in main memory -------------------------------------------------------------------------------------------------


def test_a_parked_state_is_taken_once():
    parked = Parked(100)
    assert parked.put([1, 2], bytearray(b"state"))
    found = parked.find([1, 2, 3])
    assert (found.shared, found.tokens) == (2, 2)
    assert parked.take(found) == b"state"
    assert parked.find([1, 2, 3]) is None
    assert parked.size == len(parked) == 0
    assert parked.take(found) is None


def test_a_state_of_which_only_a_part_was_shared_stays():
    parked = Parked(100)
    parked.put([1, 2], b"state")
    assert parked.take(parked.find([1, 7])) == b"state"
    assert parked.take(parked.find([1, 2])) == b"state"


def test_the_least_recently_used_is_dropped_first():
    parked = Parked(10)
    for number in (1, 2):
        parked.put([number, number], b"four")
    parked.take(parked.find([1, 9]))
    assert parked.put([3], b"four")
    assert [parked.find([number]) is not None for number in (1, 2, 3)] == [True, False, True]
    assert parked.size == 8
    assert not parked.put([4], bytes(11))
    assert parked.size == 8


def test_a_longer_parked_state_takes_the_place_of_those_it_begins_with():
    parked = Parked(100)
    parked.put([1], b"one")
    parked.put([1, 2], b"longer")
    assert parked.put([1], b"one")
    assert len(parked) == 1
    assert parked.size == 6
    parked.clear()
    assert parked.size == len(parked) == 0


def test_nothing_is_kept_of_nothing(tmp_path):
    for tokens, state in ([], b"state"), ([1], b""):
        assert not Parked(100).put(tokens, state)
        assert not states(tmp_path).write(tokens, state, always)

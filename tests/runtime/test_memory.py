"""Which part of what is held a new run can go on from, over a memory that is a list of lists."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.memory import Memory, common
from runtime.saved import Parked, SavedStates


class ListCells:
    """Sequences as lists of tokens, so that what is held can be compared with what is said to be held."""

    def __init__(self, *, cuts: bool = True) -> None:
        self.lists: dict[int, list[int]] = {}
        self.cuts = cuts

    def copy(self, source: int, target: int) -> None:
        assert not self.lists.get(target)
        self.lists[target] = list(self.lists[source])

    def cut(self, sequence: int, start: int) -> bool:
        if self.cuts:
            del self.lists.get(sequence, [])[start:]
        return self.cuts

    def drop(self, sequence: int) -> None:
        self.lists.pop(sequence, None)

    def shift(self, sequence: int, start: int, stop: int) -> None:
        del self.lists[sequence][start:stop]

    def save(self, sequence: int, most: int) -> bytes | None:
        state = ",".join(map(str, self.lists.get(sequence, []))).encode()
        return state if len(state) <= most else None

    def restore(self, sequence: int, state: bytes) -> bool:
        self.lists[sequence] = list(map(int, state.decode().split(",")))
        return True


@pytest.fixture
def cells() -> ListCells:
    return ListCells()


def run(memory: Memory, cells: ListCells, tokens: list[int], keep: bool = True) -> int:
    """Open, compute what is missing, close; how much was there already."""
    sequence, cached = memory.open(tokens)
    assert cells.lists.get(sequence, []) == memory.held(sequence) == tokens[:cached]
    cells.lists.setdefault(sequence, []).extend(tokens[cached:])
    memory.extend(sequence, tokens[cached:])
    memory.close(sequence, keep)
    return cached


@given(st.lists(st.integers(0, 2)), st.lists(st.integers(0, 2)))
def test_the_common_beginning_is_found_by_halves(one: list[int], other: list[int]) -> None:
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    assert common(one, other) == same


def test_a_run_goes_on_from_the_one_before(cells: ListCells) -> None:
    memory = Memory(cells, 1000, 4)
    assert run(memory, cells, [1, 2, 3]) == 0
    assert run(memory, cells, [1, 2, 3, 4, 5]) == 3
    # All of it is known, but without computing a token there is no prediction.
    assert run(memory, cells, [1, 2, 3, 4, 5]) == 4
    assert run(memory, cells, [1, 2, 9]) == 2


def test_runs_at_the_same_time_share_their_beginning(cells: ListCells) -> None:
    memory = Memory(cells, 1000, 4)
    first, _ = memory.open([1, 2, 3])
    cells.lists[first] = [1, 2, 3]
    memory.extend(first, [1, 2, 3])
    second, cached = memory.open([1, 2, 3, 4])
    assert cached == 3
    assert first != second
    assert memory.used == 3
    cells.lists[second].append(4)
    memory.extend(second, [4])
    assert memory.used == 4
    memory.extend(first, [7, 8])
    assert memory.used == 6


def test_a_branch_that_was_left_is_found_again(cells: ListCells) -> None:
    memory = Memory(cells, 1000, 4, parked=Parked(1 << 20))
    one, other = list(range(300)), [*range(100), *range(1000, 1200)]
    run(memory, cells, one)
    assert run(memory, cells, other) == 100
    assert run(memory, cells, one) == 299
    assert run(memory, cells, [*other, 5]) == 300


def test_another_session_finds_what_was_saved(cells: ListCells, tmp_path: Path) -> None:
    tokens = list(range(400))
    memory = Memory(cells, 1000, 4, saved=SavedStates(tmp_path, 1 << 20, "key"))
    run(memory, cells, tokens)
    while memory.save_idle(lambda: True):
        pass
    later = ListCells()
    memory = Memory(later, 1000, 4, saved=SavedStates(tmp_path, 1 << 20, "key"))
    assert run(memory, later, [*tokens[:350], 7, 8]) == 350
    other = Memory(ListCells(), 1000, 4, saved=SavedStates(tmp_path, 1 << 20, "other"))
    assert other.open(tokens)[1] == 0


def test_idle_sequences_make_room_for_those_that_run(cells: ListCells) -> None:
    memory = Memory(cells, 100, 4)
    run(memory, cells, list(range(60)))
    sequence, _ = memory.open([500])
    assert memory.make_room(90)
    memory.extend(sequence, list(range(90)))
    assert not memory.make_room(11)


def test_a_memory_that_cannot_go_back_begins_anew() -> None:
    cells = ListCells(cuts=False)
    memory = Memory(cells, 1000, 4, can_fork=False)
    run(memory, cells, [1, 2, 3])
    assert run(memory, cells, [1, 2, 3, 4]) == 3
    assert run(memory, cells, [1, 2, 9]) == 0


@given(st.lists(st.lists(st.integers(0, 1), min_size=1, max_size=12), max_size=12))
def test_what_is_held_is_what_is_said_to_be_held(prompts: list[list[int]]) -> None:
    cells = ListCells()
    memory = Memory(cells, 1000, 3, parked=Parked(1 << 20))
    for prompt in prompts:
        assert run(memory, cells, prompt) < len(prompt)


def test_the_room_taken_is_that_of_the_tree(cells: ListCells) -> None:
    memory = Memory(cells, 1000, 8)
    grow: Callable[[int, list[int]], None] = memory.extend
    first, _ = memory.open([1, 2, 3, 4])
    cells.lists[first] = [1, 2, 3, 4]
    grow(first, [1, 2, 3, 4])
    second = memory.twin(first)
    grow(second, [5, 6])
    third = memory.twin(second)
    grow(third, [7])
    memory.cut(first, 2)
    assert memory.used == 7  # 1 2 3 4 5 6 7
    memory.close(third, keep=False)
    assert memory.used == 6

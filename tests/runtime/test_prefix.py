from hypothesis import given
from hypothesis import strategies as st

from runtime import prefix

tokens = st.lists(st.integers(0, 3), max_size=12)


class Memory:
    """Holds what a KV cache would hold."""

    def __init__(self, held: list[int], divisible: bool = True) -> None:
        self.cells = list(held)
        self.divisible = divisible

    def cut(self, position: int) -> bool:
        if self.divisible:
            del self.cells[position:]
        return self.divisible

    def clear(self) -> None:
        self.cells.clear()


def test_what_two_prompts_share_is_kept() -> None:
    held = [1, 2, 3, 9, 9]
    memory = Memory(held)
    assert prefix.keep(memory, held, [1, 2, 3, 4]) == 3
    assert memory.cells == held == [1, 2, 3]


def test_a_token_is_left_to_compute_when_everything_is_held() -> None:
    held = [1, 2, 3]
    memory = Memory(held)
    assert prefix.keep(memory, held, [1, 2, 3]) == 2
    assert memory.cells == held == [1, 2]


def test_a_memory_that_cannot_be_cut_starts_anew() -> None:
    held = [1, 2, 3]
    memory = Memory(held, divisible=False)
    assert prefix.keep(memory, held, [1, 2, 4, 5]) == 0
    assert memory.cells == held == []


def test_a_memory_that_cannot_be_cut_is_gone_on_from_where_nothing_must_go() -> None:
    held = [1, 2, 3]
    memory = Memory(held, divisible=False)
    assert prefix.keep(memory, held, [1, 2, 3, 4]) == 3
    assert memory.cells == held == [1, 2, 3]


@given(tokens, tokens, st.booleans())
def test_what_is_kept_is_always_the_beginning_of_the_prompt_and_never_all_of_it(
    held: list[int], wanted: list[int], divisible: bool
) -> None:
    memory = Memory(held, divisible)
    kept = prefix.keep(memory, held, wanted)
    assert kept == len(held) == len(memory.cells)
    assert memory.cells == held == wanted[:kept]
    assert kept < len(wanted) or not wanted

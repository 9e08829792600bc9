"""Phases tile a trace: what is told, a first pass, what is gone over again, and what is decided."""

from hypothesis import given
from hypothesis import strategies as st

from app.trace.kinds import KINDS, Kind, classify
from app.trace.marks import MARKS, Mark, marks
from app.trace.phases import phases
from app.trace.steps import segment
from tests.trace.traces import chinese, english

DOUBT = (Mark("doubt", 0, 1, "x"),)
CALM: tuple[Mark, ...] = ()


def named(kinds: str, doubts: str) -> list[tuple[str, int, int]]:
    """s setup, c computation, f final; x a doubt."""
    names = {"s": "problem_setup", "c": "active_computation", "f": "final_answer_emission"}
    made = phases([Kind(names[each], 1.0) for each in kinds], [DOUBT if each == "x" else CALM for each in doubts])  # type: ignore[arg-type]
    return [(each.name, each.first, each.end) for each in made]


def test_a_thinking_that_turns_once() -> None:
    assert named("ssccccccccccccff", "........x.......") == [
        ("definition", 0, 2),
        ("first_pass", 2, 8),
        ("reconsideration", 8, 14),
        ("decision", 14, 16),
    ]


def test_a_doubt_that_is_settled_at_once_is_no_phase() -> None:
    assert named("ccccccccccf", ".x.........") == [("first_pass", 0, 10), ("decision", 10, 11)]


def test_a_doubt_at_the_end_leaves_it_undecided() -> None:
    assert named("ccccccf", "......x") == [("first_pass", 0, 7)]
    assert phases([], []) == []


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.lists(st.sampled_from(MARKS), max_size=2)), max_size=80))
def test_phases_tile_any_trace(steps: list[tuple[str, list[str]]]) -> None:
    found = phases(
        [Kind(kind, 0.5) for kind, _ in steps],  # type: ignore[arg-type]
        [tuple(Mark(mark, 0, 1, "x") for mark in each) for _, each in steps],  # type: ignore[arg-type]
    )
    assert [each.first for each in found] == [0, *(each.end for each in found)][: len(found)]
    assert (found[-1].end if found else 0) == len(steps)
    assert [each.number for each in found if each.name == "reconsideration"] == list(
        range(1, sum(each.name == "reconsideration" for each in found) + 1)
    )


def test_real_traces_have_phases_a_person_can_take_in() -> None:
    for trace in english()[::12] + chinese()[::20]:
        steps = segment(trace["thinking"])
        found = phases(classify(steps), marks(steps))
        assert 1 <= len(found) <= 30

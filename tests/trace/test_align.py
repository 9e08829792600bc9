"""Traces side by side: every step once and in order, like beside like."""

import time

from hypothesis import given
from hypothesis import strategies as st

from app.trace.align import align
from app.trace.steps import Step, segment
from tests.trace.traces import english, labelled


def steps(*texts: str) -> list[Step]:
    return segment(" ".join(texts))


def test_what_two_traces_share_stands_in_one_row() -> None:
    one = steps("Compute the factorial of ten.", "Divide by the symmetric seating.", "Subtract adjacent greens.")
    two = steps("We compute the factorial of ten.", "Oranges are irrelevant here.", "Subtract the adjacent greens now.")
    rows = align([one, two])
    assert [row.cells for row in rows] == [(0, 0), (1, None), (None, 1), (2, 2)]
    assert [row.only for row in rows] == [None, 0, 1, None]
    assert all(row.likeness > 0.5 for row in rows if row.only is None)


def test_chinese_steps_meet() -> None:
    rows = align([segment("首句写江边渔火。末句写思乡之情。"), segment("先审题。首句写江边的渔火。")])
    assert [row.cells for row in rows] == [(None, 0), (0, 1), (1, None)]


def test_four_traces_meet_in_the_same_row() -> None:
    text = "Compute the factorial of ten."
    assert [row.cells for row in align([steps(text)] * 4)] == [(0, 0, 0, 0)]


@given(
    st.lists(st.lists(st.sampled_from(["alpha beta", "beta gamma", "gamma delta", "一二三"]), max_size=6), max_size=4)
)
def test_every_step_is_there_once_and_in_order(texts: list[list[str]]) -> None:
    traces = [[Step(place, place + 1, text) for place, text in enumerate(each)] for each in texts]
    rows = align(traces)
    for number, trace in enumerate(traces):
        assert [row.cells[number] for row in rows if row.cells[number] is not None] == list(range(len(trace)))
    assert all(any(cell is not None for cell in row.cells) for row in rows)


def test_long_traces_are_aligned_in_a_moment() -> None:
    longest = sorted((segment(trace["thinking"]) for trace in english()[::6]), key=len)[-4:]
    began = time.thread_time()
    rows = align(longest)
    assert time.thread_time() - began < 3
    assert sum(row.only is None for row in rows) > 100


def test_runs_of_one_problem_share_more_than_runs_of_two() -> None:
    traces = {trace["id"]: segment(trace["thinking"]) for trace, _ in labelled()}
    by_problem = [[traces[id] for id in traces if id.endswith(problem)][:2] for problem in ("1591", "3448")]

    def shared(one: list[Step], two: list[Step]) -> int:
        return sum(row.only is None for row in align([one, two]))

    same = min(shared(*pair) for pair in by_problem)
    assert same > 2 * shared(by_problem[0][0], by_problem[1][0])

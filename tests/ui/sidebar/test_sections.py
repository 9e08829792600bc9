"""How the list of conversations is divided by time."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from app.ui.sidebar.sections import sections

TODAY = datetime.date(2026, 3, 10)


def at(day: int, month: int = 3, year: int = 2026, hour: int = 12) -> float:
    return datetime.datetime(year, month, day, hour).timestamp()


def test_days_that_are_near_stand_alone_and_others_lie_in_their_month() -> None:
    times = [
        at(10),
        at(10, hour=0),
        at(9, hour=23),
        at(8),
        at(3),
        at(2),
        at(1, 2),
        at(5, 1),
        at(4, 1),
        at(31, 12, 2025),
    ]
    found = [(each.kind, each.first, each.day) for each in sections(times, TODAY)]
    assert found == [
        ("today", 0, None),
        ("yesterday", 2, None),
        ("week", 3, None),
        ("month", 5, None),
        ("earlier", 6, datetime.date(2026, 2, 1)),
        ("earlier", 7, datetime.date(2026, 1, 1)),
        ("earlier", 9, datetime.date(2025, 12, 1)),
    ]


def test_a_clock_that_runs_ahead_is_of_today() -> None:
    assert [each.kind for each in sections([at(10, year=2031), at(10)], TODAY)] == ["today"]


@given(st.lists(st.floats(at(1, 1, 2020), at(28, 12, 2027)), max_size=60), st.integers(0, 3))
def test_every_entry_lies_in_one_section_and_none_is_empty(times: list[float], start: int) -> None:
    times.sort(reverse=True)
    firsts = [each.first for each in sections(times, TODAY, start)]
    assert firsts == sorted(set(firsts))
    assert firsts[:1] == ([start] if start < len(times) else [])
    assert all(first < len(times) for first in firsts)

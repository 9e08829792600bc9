"""Handing formulas in and picking drawings up: nobody waits, who is in sight is first, and all ends with `close`."""

import threading
import time
from collections.abc import Iterator

import pytest

from app.text.formulas import engine as engine_module
from app.text.formulas.desk import MOST_WAITING, Formulas
from app.text.formulas.drawn import Drawn, Outcome
from app.text.formulas.values import Drawing, Formula, FormulaFault, Rect


class Slow:
    """Draws nothing, notes what it was asked, and waits for leave."""

    asked: list[str] = []  # noqa: RUF012
    leave = threading.Event()

    def draw(self, formula: Formula) -> Outcome:
        Slow.leave.wait(5)
        if formula.tex == "boom":
            raise RuntimeError("boom")
        Slow.asked.append(formula.tex)
        return Drawing(1, 1, 0, (), (Rect((0, 0, 1, 1)),))

    def close(self) -> None:
        Slow.asked.append("closed")


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> type[Slow]:
    monkeypatch.setattr(engine_module, "Engine", Slow)
    Slow.asked, Slow.leave = [], threading.Event()
    return Slow


@pytest.fixture
def desk(slow: type[Slow]) -> Iterator[Formulas]:
    made = Formulas()
    yield made
    slow.leave.set()
    made.close()


def until_none_waits(desk: Formulas) -> None:
    end = time.monotonic() + 5
    while desk.waiting and time.monotonic() < end:
        time.sleep(0.002)
    assert not desk.waiting


def test_asking_never_waits_and_the_answer_is_told_once(desk: Formulas, slow: type[Slow]) -> None:
    assert desk.ask(Formula("x")) is None
    assert desk.finished() == []
    slow.leave.set()
    until_none_waits(desk)
    assert desk.finished() == [Formula("x")]
    assert desk.finished() == []
    assert isinstance(desk.ask(Formula("x")), Drawing)
    assert slow.asked == ["x"]


def test_what_is_in_sight_now_goes_first(desk: Formulas, slow: type[Slow]) -> None:
    desk.ask(Formula("first"))
    time.sleep(0.05)  # it is being drawn
    for number in range(20):
        desk.ask(Formula(f"far {number}"))
    desk.turn()
    desk.ask(Formula("near"))
    desk.ask(Formula("far 7"))
    slow.leave.set()
    until_none_waits(desk)
    assert slow.asked[:4] == ["first", "near", "far 7", "far 0"]


def test_what_nobody_wants_any_more_is_not_drawn_unless_somebody_waits_for_it(desk: Formulas, slow: type[Slow]) -> None:
    desk.ask(Formula("first"))
    time.sleep(0.05)
    desk.ask(Formula("gone"))
    future = desk.draw(Formula("printed"))
    desk.keep_only([])
    slow.leave.set()
    assert isinstance(future.result(5), Drawing)
    assert slow.asked == ["first", "printed"]


def test_a_drawer_that_breaks_is_a_fault_and_no_end(
    desk: Formulas, slow: type[Slow], caplog: pytest.LogCaptureFixture
) -> None:
    slow.leave.set()
    with caplog.at_level("ERROR"):
        assert desk.draw(Formula("boom")).result(5) == FormulaFault("unavailable")
        assert isinstance(desk.draw(Formula("x")).result(5), Drawing)


def test_closing_ends_the_thread_and_cancels_who_waits(desk: Formulas, slow: type[Slow]) -> None:
    desk.ask(Formula("first"))
    time.sleep(0.05)
    future = desk.draw(Formula("late"))
    slow.leave.set()
    desk.close()
    assert future.cancelled() or isinstance(future.result(0), Drawing)
    assert slow.asked[-1] == "closed"
    assert desk.ask(Formula("after")) is None
    assert desk.draw(Formula("after")).cancelled()
    desk.close()


def test_a_flood_is_bounded(desk: Formulas) -> None:
    for number in range(MOST_WAITING + 50):
        desk.ask(Formula(str(number)))
    assert desk.waiting <= MOST_WAITING


def test_a_desk_that_was_never_asked_starts_no_thread() -> None:
    before = threading.active_count()
    desk = Formulas()
    desk.close()
    assert threading.active_count() == before


def test_drawings_not_asked_for_the_longest_are_forgotten_first() -> None:
    drawn, rect = Drawn(most=9), Rect((0, 0, 1, 1))
    for name in "abc":
        drawn.keep(Formula(name), Drawing(1, 1, 0, (), (rect, rect)))
    assert drawn.get(Formula("a")) is not None
    drawn.keep(Formula("d"), Drawing(1, 1, 0, (), (rect, rect)))
    assert [drawn.get(Formula(name)) is not None for name in "abcd"] == [True, False, True, True]


def test_a_real_drawer_works_in_a_thread_of_its_own() -> None:
    desk = Formulas()
    try:
        outcome = desk.draw(Formula(r"\frac{1}{2}")).result(30)
        assert isinstance(outcome, Drawing)
    finally:
        desk.close()

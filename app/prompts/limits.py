"""How much a prompt template may make, and for how long. Nothing here knows of Jinja2."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from app.prompts.problems import Problem

LONGEST_BODY = 1 << 16
LONGEST_TEXT = 1 << 21
"""Most characters of a rendered prompt and of anything on the way to it."""
MOST_TEXT = 1 << 25
"""Most characters of everything on the way together: what is set in one line stays in memory to the last."""
MOST_STEPS = 100_000
"""Most rounds of all loops of one rendering together."""
LONGEST_TIME_S = 1.0
"""Most time of a processor that one rendering may take, whatever else the machine does. An honest prompt takes a
thousandth of it."""
WIDEST_NUMBER = 128
"""Bits."""

Plain = str | int | float


class LimitError(Exception):
    """Raised inside a template; turned into a BadTemplate with the line by `render`."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.kind)
        self.problem = problem


class Budget:
    """What one rendering may still spend."""

    def __init__(self) -> None:
        self._until = time.thread_time() + LONGEST_TIME_S
        self._text = MOST_TEXT

    def spend(self, length: int) -> None:
        self._text -= length
        if self._text < 0:
            raise LimitError(Problem("text_too_long", fields={"limit": LONGEST_TEXT}))
        if time.thread_time() > self._until:
            raise LimitError(Problem("too_slow", fields={"limit": round(LONGEST_TIME_S)}))


_budget: ContextVar[Budget | None] = ContextVar("budget", default=None)


@contextmanager
def budget() -> Iterator[None]:
    """Within it, everything that is made counts against one budget."""
    token = _budget.set(Budget())
    try:
        yield
    finally:
        _budget.reset(token)


class Steps:
    """Counts the rounds of one rendering's loops."""

    def __init__(self, most: int = MOST_STEPS) -> None:
        self._left = self._most = most

    def over(self, items: Iterable[Any]) -> Iterator[Any]:
        for item in items:
            self._left -= 1
            if self._left < 0:
                raise LimitError(Problem("too_many_steps", fields={"limit": self._most}))
            short_enough(1)
            yield item


def short_enough(length: int) -> None:
    """Refuse what is too long by itself, or together with all that was made before."""
    if length > LONGEST_TEXT:
        raise LimitError(Problem("text_too_long", fields={"limit": LONGEST_TEXT}))
    left = _budget.get()
    if left is not None:
        left.spend(length)


def plain(value: object) -> Plain:
    """`value` itself if it is text or a number of decent size."""
    if isinstance(value, str):
        short_enough(len(value))
        return value
    if isinstance(value, int):
        if value.bit_length() > WIDEST_NUMBER:
            raise LimitError(Problem("number_too_large"))
        return value
    if isinstance(value, float):
        return value
    raise LimitError(Problem("not_plain"))


def plain_list(value: list[Any]) -> list[Any]:
    """`value` itself if it is a list of text and numbers. Lists in lists could double with every line."""
    short_enough(len(value))
    for item in value:
        plain(item)
    return value

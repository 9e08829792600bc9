"""How much a prompt template may make. Nothing here knows of Jinja2."""

from collections.abc import Iterable, Iterator
from typing import Any

from app.prompts.problems import Problem

LONGEST_BODY = 1 << 17
LONGEST_TEXT = 1 << 21
"""Most characters of a rendered prompt and of anything on the way to it."""
MOST_STEPS = 100_000
"""Most rounds of all loops of one rendering together."""
WIDEST_NUMBER = 128
"""Bits."""

Plain = str | int | float


class LimitError(Exception):
    """Raised inside a template; turned into a BadTemplate with the line by `render`."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.kind)
        self.problem = problem


class Steps:
    """Counts the rounds of one rendering's loops."""

    def __init__(self, most: int = MOST_STEPS) -> None:
        self._left = self._most = most

    def over(self, items: Iterable[Any]) -> Iterator[Any]:
        for item in items:
            self._left -= 1
            if self._left < 0:
                raise LimitError(Problem("too_many_steps", fields={"limit": self._most}))
            yield item


def short_enough(length: int) -> None:
    if length > LONGEST_TEXT:
        raise LimitError(Problem("text_too_long", fields={"limit": LONGEST_TEXT}))


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

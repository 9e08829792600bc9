"""The options of sampling: what can be typed, and the settings it makes."""

import argparse
from typing import Any

from app.cli.numbers import number

SAMPLING = ("temperature", "top_k", "top_p", "min_p", "repeat_penalty", "presence_penalty", "frequency_penalty", "seed")
"""Options that become sampling settings of the same name."""


def add(to: argparse.ArgumentParser) -> None:
    group = to.add_argument_group("sampling (where silent, what the makers of the weights recommend)")
    group.add_argument("--temperature", type=number(float, 0), metavar="X")
    group.add_argument("--top-k", type=number(int, 0), metavar="N")
    group.add_argument("--top-p", type=number(float, 0, 1), metavar="X")
    group.add_argument("--min-p", type=number(float, 0, 1), metavar="X")
    group.add_argument("--repeat-penalty", type=number(float, 0), metavar="X")
    group.add_argument("--presence-penalty", type=number(float, -2, 2), metavar="X")
    group.add_argument("--frequency-penalty", type=number(float, -2, 2), metavar="X")
    group.add_argument("--seed", type=number(int, 0, 2**32 - 1), metavar="N")


def chosen(options: argparse.Namespace) -> dict[str, Any]:
    """What was said on the command line; everything else is left to the weights."""
    return {name: getattr(options, name) for name in SAMPLING if getattr(options, name) is not None}

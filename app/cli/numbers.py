"""Numbers as they are typed, with bounds."""

import argparse
from collections.abc import Callable


def number(kind: type[int] | type[float], least: float, most: float | None = None) -> Callable[[str], float]:
    """A reader for argparse: a number of this kind from `least` to `most`, both included."""

    def read(text: str) -> float:
        try:
            value = kind(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"{text!r} is not a number") from None
        if not value >= least or (most is not None and value > most) or value == float("inf"):
            raise argparse.ArgumentTypeError(f"{text} is out of bounds")
        return value

    return read

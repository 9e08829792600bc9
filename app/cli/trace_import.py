"""`sibian trace import`: collections of traces, and whatever else `sibian import` reads."""

import argparse

from app.cli import imports


def run(options: argparse.Namespace) -> int:
    """Raises UserError."""
    return imports.run(options)

"""`sibian trace`: a model's thinking taken apart, measured and compared. Each action has a module."""

import argparse
import importlib
from collections.abc import Callable


def run(options: argparse.Namespace) -> int:
    """Raises UserError."""
    # Each is imported when it is wanted: `split` should not wait for what measures.
    action: Callable[[argparse.Namespace], int] = importlib.import_module(f"app.cli.trace_{options.action}").run
    return action(options)

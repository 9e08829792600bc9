"""`sibian model`: weights that exist, that are here, that fit; get and remove them. Each action has a module."""

import argparse
import importlib
from collections.abc import Callable


def run(options: argparse.Namespace) -> int:
    """Raises UserError."""
    # Each is imported when it is wanted: `inspect` should not wait for what downloads.
    action: Callable[[argparse.Namespace], int] = importlib.import_module(f"app.cli.model_{options.action}").run
    return action(options)

"""`sibian` and `python -m app`: the window, or a command in the terminal."""

import argparse
import gc
import sys
from collections.abc import Sequence

from app import qt_libraries
from app.cli import start
from app.cli.entry import main as run_command
from app.errors import UserError


def main(words: Sequence[str] | None = None) -> int:
    """Do what the command line says. Returns the exit code."""
    return run_command(sys.argv[1:] if words is None else words, open_window)


def open_window(options: argparse.Namespace) -> int:
    """Raises UserError where no window can be opened, before Qt would say so in its own way by ending the process."""
    if not qt_libraries.has_display():
        raise UserError("no_display")
    if lacking := qt_libraries.missing():
        raise qt_libraries.fault(lacking)
    chosen = start.weights(options) if options.model is not None or options.scripted is not None else None
    engine = start.launch(options)
    # Qt is imported only here: the terminal must work where there is none. Nothing of what an import makes is garbage;
    # looking for some takes a seventh of the time.
    gc.disable()
    from app.main import main as window

    gc.freeze()
    gc.enable()
    return window(options.db, chosen, engine)


if __name__ == "__main__":
    sys.exit(main())

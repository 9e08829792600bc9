"""The log: one rotating file for window and command line, and the logger that takes the engine's stderr.

Owns where log lines go and how they look. Knows nothing of Qt; the window hands Qt's messages to `logging` itself.
What people and models write never belongs in the log.
"""

import logging
import sys
import time
from logging.handlers import RotatingFileHandler
from pathlib import Path

from app import paths

ENGINE_LOGGER = "engine"
"""Every line the engine process writes to stderr goes to the logger of this name."""

FILE_BYTES = 1_000_000
KEPT_FILES = 3

_ours: list[logging.Handler] = []


def set_up(to_stderr: bool) -> Path | None:
    """Send log lines to the log file, and warnings to stderr as well where `to_stderr`.

    Returns the file, or None where it cannot be written: a log folder that is full or read-only must not keep the
    program from starting, so the lines go to stderr instead. Calling it again replaces what an earlier call set up.
    """
    tear_down()
    file, fault = _open_file(paths.log_dir() / "sibian.log")
    if file is not None:
        _add(file, logging.INFO)
    if to_stderr or file is None:
        _add(logging.StreamHandler(sys.stderr), logging.WARNING)
    logging.getLogger().setLevel(logging.INFO)
    if fault is not None:
        logging.getLogger(__name__).warning("No log file: %s", fault)
    return Path(file.baseFilename) if file is not None else None


def tear_down() -> None:
    """Close what `set_up` opened and leave other handlers alone."""
    while _ours:
        handler = _ours.pop()
        logging.getLogger().removeHandler(handler)
        handler.close()


def _open_file(path: Path) -> tuple[RotatingFileHandler | None, OSError | None]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return RotatingFileHandler(path, maxBytes=FILE_BYTES, backupCount=KEPT_FILES, encoding="utf-8"), None
    except OSError as fault:
        return None, fault


def _add(handler: logging.Handler, level: int) -> None:
    formatter = logging.Formatter("%(asctime)s.%(msecs)03dZ %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    handler.setLevel(level)
    logging.getLogger().addHandler(handler)
    _ours.append(handler)

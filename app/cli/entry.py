"""From words to a command, and from faults to a sentence and an exit code."""

import argparse
import errno
import importlib
import json
import logging
import os
import sys
from collections.abc import Callable, Sequence

from app import log
from app.cli import options
from app.cli.screen import shown, speak_utf8
from app.engine.talk import Interrupted
from app.errors import UserError

READER_GONE = 141
"""What a shell reports for a program that wrote to a closed pipe (128 + SIGPIPE)."""
INTERRUPTED = 130

_MODULES = {"import": "imports", "export": "exports"}
"""Commands that cannot name a module: a word of Python, and its fellow."""

logger = logging.getLogger(__name__)

OpenWindow = Callable[[argparse.Namespace], int]


def main(words: Sequence[str], open_window: OpenWindow) -> int:
    """Do what `words` say; with none, or `window`, open the window. Returns the exit code; raises SystemExit(2)."""
    speak_utf8()
    parsed = options.parser().parse_args(words)
    try:
        if parsed.command in (None, "window"):
            return open_window(parsed)
        log.set_up(to_stderr=False)
        code = _command(parsed.command)(parsed)
        sys.stdout.flush()
        return code
    except UserError as error:
        if error.detail:
            logger.info("%s: %s", error.kind, error.detail)
        _complain(error, getattr(parsed, "json", False))
        return error.exit_code
    except (Interrupted, KeyboardInterrupt):
        return INTERRUPTED
    except OSError as error:
        if error.errno not in (errno.EPIPE, errno.EIO):
            raise
        # A reader that left, or a terminal that was closed. Python flushes once more on its way out, which must not
        # fail either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_GONE
    finally:
        log.tear_down()


def _command(name: str) -> Callable[[argparse.Namespace], int]:
    """The function that carries the command out. Each module is imported when it is wanted: `doctor` must run where
    the rest cannot, and `trace` should not wait for what it does not need."""
    module = _MODULES.get(name, name)
    run: Callable[[argparse.Namespace], int] = importlib.import_module(f"app.cli.{module}").run
    return run


def _complain(error: UserError, as_json: bool) -> None:
    if as_json:
        said = {"kind": error.kind, "sentence": error.sentence, "next_step": error.next_step}
        print(json.dumps({"error": said}, ensure_ascii=False), file=sys.stderr)
    else:
        print(f"sibian: {shown(str(error))}", file=sys.stderr)

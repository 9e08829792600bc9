"""`sibian trace`: a model's raw text, taken apart. Needs neither weights nor a database."""

import argparse
import sys
from pathlib import Path

from app.cli.screen import Answer, as_json
from app.engine.convert import split_text
from app.errors import WrongUse


def run(options: argparse.Namespace) -> int:
    """Raises WrongUse."""
    thinking, answer = split_text(_read(options.file), options.family, options.opened)
    if options.json:
        print(as_json({"thinking": thinking, "answer": answer}))
        return 0
    screen = Answer(sys.stdout)
    screen.write("thinking", thinking)
    screen.write("answer", answer)
    screen.end()
    return 0


def _read(name: str) -> str:
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise WrongUse("wrong_use", str(error), what=f"{name} cannot be read: {error.strerror}.") from error
    try:
        # Exactly as it is: a text's line ends are its own.
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongUse("wrong_use", str(error), what=f"{name} is not UTF-8 text.") from error

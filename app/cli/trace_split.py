"""`sibian trace split`: the thinking in a raw text told from the answer. Needs neither weights nor a database."""

import argparse
import sys

from app.cli.screen import Answer, as_json
from app.cli.trace_source import read
from app.engine.convert import split_text


def run(options: argparse.Namespace) -> int:
    """Raises WrongUse."""
    thinking, answer = split_text(read(options.file), options.family, options.opened)
    if options.json:
        print(as_json({"thinking": thinking, "answer": answer}))
        return 0
    screen = Answer(sys.stdout)
    screen.write("thinking", thinking)
    screen.write("answer", answer)
    screen.end()
    return 0

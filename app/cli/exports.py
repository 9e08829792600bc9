"""`sibian export`: take conversations out."""

import argparse
import sys
from collections.abc import Iterator

from app.cli import start
from app.cli.interrupts import Interrupts
from app.errors import WrongUse
from app.exchange import writing
from app.exchange.choices import Choices
from app.exchange.values import ImportedConversation
from app.store.reading import ReadingStore
from app.store.store import Store


def run(options: argparse.Namespace) -> int:
    """Raises UserError."""
    if bool(options.ids) == options.all:
        raise WrongUse("wrong_use", what="Name conversations, or say --all.")
    choices = Choices(options.form, options.thinking, options.branches)
    with start.open_to_read(options) as store:
        texts = writing.pieces(_chosen(options, store), choices)
        if options.output is None:
            for text in texts:
                sys.stdout.write(text)
            return 0
        with Interrupts() as interrupts:
            there = writing.write(options.output, texts, lambda: interrupts.count > 0)
    return 0 if there else interrupts.exit_code


def _chosen(options: argparse.Namespace, store: Store | ReadingStore) -> Iterator[ImportedConversation]:
    if options.all:
        return store.exports.all()
    return store.exports.all([start.conversation(store, each).id for each in options.ids])

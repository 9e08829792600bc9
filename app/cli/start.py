"""What commands have in common before they begin: which engine, which weights, which database."""

import argparse
from pathlib import Path
from typing import Any

from app import paths, prompts
from app.cli.options import SAMPLING
from app.engine.convert import known_family, split_for_store
from app.engine.launch import Launch
from app.engine.values import LoadOptions
from app.engine.weights import STARTER, named
from app.errors import StoreError, WrongUse
from app.store.reading import ReadingStore
from app.store.records import Conversation
from app.store.store import Store

LAST_MODEL = "model"
"""The setting in which the window remembers the weights opened last."""


def launch(options: argparse.Namespace) -> Launch:
    """Raises WrongUse where the script is not there."""
    script: Path | None = options.scripted
    if script is None:
        return Launch()
    if not script.is_file():
        raise WrongUse("wrong_use", what=f"There is no script at {script}.")
    return Launch("scripted", script, options.speed)


def weights(options: argparse.Namespace, store: Store | None = None) -> Path:
    """What --model names; else what was opened last; else the starter. Raises WeightsError."""
    if options.scripted is not None:
        return named(options.model if options.model not in (None, STARTER) else str(options.scripted))
    if options.model is not None:
        return named(options.model)
    last = store.settings.get(LAST_MODEL, "") if store is not None else ""
    return Path(last) if last and Path(last).is_file() else named(STARTER)


def open_store(options: argparse.Namespace) -> Store:
    """The database, with the shipped templates on their way into it. Raises StoreError."""
    store = Store.open(options.db or paths.database(), split_for_store)
    store.templates.sync_shipped(prompts.shipped())
    return store


def open_to_read(options: argparse.Namespace) -> Store | ReadingStore:
    """The database for a command that only looks: a window that is open on it is no hindrance. Raises StoreError."""
    try:
        return open_store(options)
    except StoreError as error:
        if error.kind != "store_locked":
            raise
        return ReadingStore(options.db or paths.database())


def loading(options: argparse.Namespace) -> LoadOptions:
    """Raises WrongUse where there is no such family."""
    return LoadOptions(
        n_ctx=options.context,
        threads=options.threads,
        gpu_layers=options.gpu_layers,
        family=known_family(options.family) if options.family else None,
    )


def sampling(options: argparse.Namespace) -> dict[str, Any]:
    """What was said on the command line; everything else is left to the weights."""
    return {name: getattr(options, name) for name in SAMPLING if getattr(options, name) is not None}


def conversation(store: Store | ReadingStore, number: str | int) -> Conversation:
    """Raises WrongUse where there is none of this number, or it was thrown away."""
    # Fifteen digits fit any integer of SQLite.
    known = str(number).isdecimal() and len(str(number)) <= 15
    found = store.conversations.get(int(number)) if known else None
    if found is None or found.deleted is not None:
        raise WrongUse("unknown_conversation", name=str(number))
    return found

"""What commands have in common before they begin: which engine, which weights, which database."""

import argparse
import os
from pathlib import Path

from app import paths
from app.engine.convert import split_for_store
from app.engine.launch import Launch
from app.engine.weights import STARTER, named
from app.errors import StoreError, WeightsError, WrongUse
from app.store.reading import ReadingStore
from app.store.records import Conversation, Generation
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
        return called(options.model, store)
    last = store.settings.get(LAST_MODEL, "") if store is not None else ""
    return Path(last) if last and Path(last).is_file() else named(STARTER)


def called(name: str, store: Store | ReadingStore | None = None) -> Path:
    """The weights that a person means: a file, "starter", an entry of the catalog, or what a program calls its own.

    What is no file is looked for on this machine, which takes a moment. Raises WeightsError where the catalog has it
    and the machine has not; the path of a file that is not there is for others to complain about.
    """
    path = named(name)
    if name == STARTER or path.exists() or name.lower().endswith(".gguf"):
        return path
    from app.library import naming, opening

    catalog = opening.catalog()
    chosen = opening.choices(store.settings.get if store is not None else None)
    library = opening.library(chosen, os.environ, Path.home())
    here = list(library.scan())
    entry = catalog.find(name)
    found = naming.path_named(name, catalog, here)
    if found is None and entry is not None:
        raise WeightsError("not_here", name=entry.name, id=entry.id)
    return found or path


def open_store(options: argparse.Namespace) -> Store:
    """The database. The shipped templates come into it where they are wanted (see `fill`). Raises StoreError."""
    return Store.open(options.db or paths.database(), split_for_store)


def open_to_read(options: argparse.Namespace) -> Store | ReadingStore:
    """The database for a command that only looks: a window that is open on it is no hindrance. Raises StoreError."""
    try:
        return open_store(options)
    except StoreError as error:
        if error.kind != "store_locked":
            raise
        return ReadingStore(options.db or paths.database())


def generation(store: Store | ReadingStore, number: int) -> Generation:
    """Raises WrongUse where there is none of this number."""
    found = store.generations.get(number) if number < 2**63 else None
    if found is None:
        raise WrongUse("unknown_generation", name=str(number))
    return found


def conversation(store: Store | ReadingStore, number: str | int) -> Conversation:
    """Raises WrongUse where there is none of this number, or it was thrown away."""
    # Fifteen digits fit any integer of SQLite.
    known = str(number).isdecimal() and len(str(number)) <= 15
    found = store.conversations.get(int(number)) if known else None
    if found is None or found.deleted is not None:
        raise WrongUse("unknown_conversation", name=str(number))
    return found

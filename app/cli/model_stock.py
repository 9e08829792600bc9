"""What the actions of `sibian model` work with, made when it is wanted: choices, catalog, library, machine."""

import argparse
import os
import sys
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from app import paths
from app.cli import start
from app.cli.screen import Progress, shown
from app.engine.survey import survey as ask_engine
from app.engine.weights import named
from app.errors import EngineError, WeightsError, WrongUse
from app.library import opening
from app.library.machine import machine
from app.library.naming import Meant, entry_of, meant
from app.library.rows import Filters, Row
from app.library.shelf import Shelf
from models.catalog import Catalog
from models.download import Downloads
from models.hardware import Device, Hardware, survey
from models.library import Found, Library, found_at
from models.plan import Wishes


class Stock:
    """Everything of the library for one command. Notes for the person go to stderr."""

    def __init__(self, options: argparse.Namespace) -> None:
        self._options = options

    @cached_property
    def chosen(self) -> opening.Choices:
        """Settings of the window, where there is a database. Raises StoreError."""
        database: Path = self._options.db or paths.database()
        if not database.exists():
            return opening.choices()
        with start.open_to_read(self._options) as store:
            return opening.choices(store.settings.get)

    @cached_property
    def catalog(self) -> Catalog:
        return opening.catalog()

    @cached_property
    def hardware(self) -> Hardware:
        """This machine, or the one that --ram and --vram describe. Without an engine, one without graphics cards."""
        options, cache = self._options, paths.library_cache("bandwidth.json")
        if options.vram is None:
            try:
                found = machine(ask_engine(start.launch(options)).devices, cache)
            except EngineError as error:
                print(f"sibian: {shown(str(error))} Graphics cards are left out.", file=sys.stderr)
                found = machine((), cache)
        else:
            cards = tuple(Device(f"GPU{n}", "gpu", size, size, 0.0) for n, size in enumerate(options.vram))
            found = survey(cards, cache)
        return found if options.ram is None else replace(found, memory=options.ram, free_memory=options.ram)

    def library(self, *folders: Path) -> Library:
        """Everything on this machine, looked at now."""
        chosen = replace(self.chosen, weights_folders=(*self.chosen.weights_folders, *folders))
        library = opening.library(chosen, os.environ, Path.home(), self.downloads.owned)
        progress = Progress()
        for count, found in enumerate(library.scan(), 1):
            progress.show(shown(f"{count} found, reading {found.name}…"[:78]))
        progress.clear()
        for each in library.unread:
            what = "has too many files; some were left out" if each.why == "too_many" else "cannot be read"
            print(f"sibian: {shown(str(each.folder))} {what}.", file=sys.stderr)
        return library

    @cached_property
    def downloads(self) -> Downloads:
        """For looking: it fetches nothing by itself, so nothing needs to be closed."""
        return opening.downloads(self.chosen, os.environ)

    def shelf(self, library: Library, wishes: Wishes = Wishes()) -> Shelf:  # noqa: B008 - a frozen value
        """The library with everything planned, which may take a while and says so."""
        shelf = Shelf(self.catalog, self.hardware, library, self.downloads, wishes)
        progress = Progress()
        for count, entry in enumerate(self.catalog.entries, 1):
            progress.show(f"planning {count} of {len(self.catalog.entries)}…")
            shelf.builds(entry)
        progress.clear()
        return shelf

    def offered(self, wishes: Wishes) -> tuple[Row, ...]:
        """What the catalog has for this machine, the best first."""
        return self.shelf(Library(()), wishes).rows(Filters(fits=True))

    def named(self, name: str) -> Meant:
        """What a person means by `name`. Raises WeightsError, WrongUse."""
        path = named(name)
        if path.is_file():
            found = found_at(path, owned=self.downloads.owned)
            return Meant((found,), entry_of(found, self.catalog))
        if path.is_dir() or name.lower().endswith(".gguf"):
            raise WeightsError("no_such_file", path=str(path), name=path.name)
        everything = meant(name, self.catalog, self.library().found)
        if not everything:
            raise WrongUse("unknown_weights", name=name)
        if len(everything) > 1:
            raise WrongUse(
                "ambiguous_weights", name=name, paths=", ".join(str(each.found[0].path) for each in everything)
            )
        return everything[0]


def usable(found: Found) -> Found:
    """`found`, which can be opened. Raises WeightsError with what is wrong with it."""
    if found.fault is not None:
        bad = found.fault
        raise WeightsError(bad.kind, bad.detail, path=str(found.path), name=found.path.name, **bad.numbers)
    return found

"""Puts together what the library is made of, from settings and what the engine can compute on. Takes a while; no Qt."""

import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app import credentials, paths
from app.engine.survey import ComputeDevice
from app.library import Shelf, opening
from app.library.machine import machine
from app.settings import Settings
from models.catalog import Catalog
from models.download import Downloads, Hub, HubKind
from models.hardware import Hardware
from models.library import Library

log = logging.getLogger(__name__)

Seen = tuple[tuple[str, int], ...]
"""Names and sizes of devices."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything that the page is about."""

    catalog: Catalog
    hardware: Hardware
    library: Library
    downloads: Downloads
    shelf: Shelf
    seen: Seen
    """The devices that the plans are for."""
    hub: HubKind = "huggingface"
    """The kind of hub that downloads come from now."""


def assemble(settings: Settings, devices: Sequence[ComputeDevice], old: Parts | None = None) -> Parts:
    """Read the catalog, look at the machine, take up the downloads of last time. Looks into no folder of weights yet.

    old: what there was before the settings or the devices changed. Its downloads go on, at the hub and into the folder
    that are chosen now; its plans are kept where the devices are the same.
    """
    chosen = opening.choices(lambda name, default: getattr(settings, name, default))
    source, seen = _with_token(opening.hub(chosen, os.environ), settings), seen_as(devices)
    if old is None:
        catalog, downloads = opening.catalog(), opening.downloads(chosen, os.environ, source)
    else:
        catalog, downloads = old.catalog, old.downloads
        downloads.use(source, chosen.weights_folder)
    library = opening.library(chosen, os.environ, Path.home(), downloads.owned)
    if old is not None and old.seen == seen:
        hardware, shelf = old.hardware, old.shelf
        shelf.look_in(library)
    else:
        hardware = machine(devices, paths.library_cache("bandwidth.json"))
        shelf = Shelf(catalog, hardware, library, downloads)
    return Parts(catalog, hardware, library, downloads, shelf, seen, source.kind)


def _with_token(source: Hub, settings: Settings) -> Hub:
    """A token of the environment comes first; that of the keyring is Hugging Face's."""
    if source.token is not None or source.kind != "huggingface" or not settings.hub_token:
        return source
    try:
        return replace(source, token=credentials.token())
    except credentials.NoKeyring as error:
        log.info("the token for the hub cannot be had: %s", error)
        return source


def seen_as(devices: Sequence[ComputeDevice]) -> Seen:
    """What tells one set of devices from another; how much of them is free just now does not."""
    return tuple((each.name, each.memory_total) for each in devices)

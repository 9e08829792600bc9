"""Which weights there are: facts from their makers' pages, where to get them, and which of them a file is.

`assets/catalog.toml` is the list; `load_catalog` reads and checks it. Knows neither the network nor this machine.
"""

from models.catalog.catalog import Catalog
from models.catalog.reading import load_catalog
from models.catalog.values import BadCatalog, Build, Checked, Entry, Sampling, SystemPrompt, Thinks

__all__ = [
    "BadCatalog",
    "Build",
    "Catalog",
    "Checked",
    "Entry",
    "Sampling",
    "SystemPrompt",
    "Thinks",
    "load_catalog",
]

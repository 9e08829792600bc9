"""Builds the parts of the library from what the person chose and from where this machine keeps things.

Makes values and objects; starts no scan and no download.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app import __version__, paths
from models.catalog import Catalog, load_catalog
from models.download import ENDPOINTS, Downloads, Hub, HubKind, default_hub
from models.library import OURS, Cards, Home, Library, homes, starter

SHIPPED = "comes with Sibian"
"""Stands where a program's name would, for the starter."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person chose of weights: the settings of the same names (`app.settings`)."""

    weights_folder: Path
    weights_folders: tuple[Path, ...] = ()
    hub: str = "huggingface"
    hub_address: str = ""
    hub_proxy: str = ""


def choices(get: Callable[[str, Any], Any] | None = None) -> Choices:
    """Read with `get(name, default)` from wherever settings are kept; None for the defaults. What makes no sense there
    is as if it had not been chosen."""

    def text(name: str, default: str = "") -> str:
        value = get(name, default) if get is not None else default
        return value if isinstance(value, str) else default

    folder = text("weights_folder")
    folders = get("weights_folders", []) if get is not None else []
    return Choices(
        weights_folder=Path(folder) if folder else paths.weights_dir(),
        weights_folders=tuple(Path(each) for each in folders if isinstance(each, str) and each)
        if isinstance(folders, list)
        else (),
        hub=text("hub", "huggingface"),
        hub_address=text("hub_address"),
        hub_proxy=text("hub_proxy"),
    )


def catalog() -> Catalog:
    """Raises BadCatalog, which would be a fault of this installation."""
    return load_catalog(paths.catalog())


def library(
    chosen: Choices,
    environ: Mapping[str, str],
    home: Path,
    owned: Callable[[Path], bool] = lambda path: False,
) -> Library:
    """Everywhere that weights are looked for: Sibian's own folder first, then those of other programs in `home`, then
    the person's. owned: whether Sibian downloaded a file."""
    own = [Home(OURS, chosen.weights_folder)]
    shipped = starter()
    if shipped is not None:
        own.append(Home(SHIPPED, shipped.parent))
    cards = Cards(paths.library_cache("cards.json"), __version__)
    return Library((*own, *homes(environ, home)), chosen.weights_folders, cards, owned)


def hub(chosen: Choices, environ: Mapping[str, str], kind: HubKind | None = None, endpoint: str | None = None) -> Hub:
    """Where weights are fetched from: `kind` and `endpoint` where these are said, else what was chosen, else what
    HF_ENDPOINT names. A token comes from HF_TOKEN."""
    if kind is None and endpoint is None and chosen.hub == "other" and chosen.hub_address:
        endpoint = chosen.hub_address
    wanted = kind or ("modelscope" if chosen.hub == "modelscope" and endpoint is None else "huggingface")
    usual = default_hub(environ).endpoint if wanted == "huggingface" else ENDPOINTS[wanted]
    token = environ.get("HF_TOKEN", "").strip() if wanted == "huggingface" else ""
    address = (endpoint or usual).strip().rstrip("/")
    return Hub(wanted, address, token or None, chosen.hub_proxy or None)


def downloads(chosen: Choices, environ: Mapping[str, str], source: Hub | None = None) -> Downloads:
    """All downloads, those of earlier times paused. Close it when it is no longer wanted. `source`: another hub than
    the chosen one."""
    return Downloads(chosen.weights_folder, paths.downloads_journal(), source or hub(chosen, environ))

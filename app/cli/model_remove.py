"""`sibian model remove`: deletes weights that Sibian downloaded, after asking; nothing else."""

import argparse
import sys

from app.cli.model_stock import Stock
from app.cli.screen import as_json, shown
from app.errors import WeightsError, WrongUse
from app.library import wording
from models.library import Found, NotRemoved, remove

KEPT = 1
"""The exit code where the person said no."""


def run(options: argparse.Namespace) -> int:
    """Raises WrongUse, WeightsError, StoreError."""
    stock = Stock(options)
    found = stock.named(options.name).found
    ours = [each for each in found if each.owned]
    if not ours:
        raise _refusal(found, options.name)
    for each in ours:
        print(shown(f"{each.path}  {wording.size(each.size)}"), file=sys.stderr)
    if not (options.yes or _agreed(len(ours))):
        return KEPT
    freed = sum(_remove(each, stock) for each in ours)
    if options.json:
        print(as_json({"removed": [str(path) for each in ours for path in each.files], "freed": freed}))
    else:
        print(f"{wording.size(freed)} are free again.")
    return 0


def _remove(found: Found, stock: Stock) -> int:
    try:
        return remove(found, stock.downloads)
    except NotRemoved as kept:
        if kept.kind == "not_ours":
            raise WeightsError("not_ours", kept.detail, name=kept.path.name) from kept
        raise WeightsError("not_removed", kept.detail, path=str(kept.path)) from kept


def _refusal(found: tuple[Found, ...], name: str) -> WeightsError | WrongUse:
    if not found:
        return WrongUse("wrong_use", what=f"{name} is not on this machine, so there is nothing to remove.")
    return WeightsError("not_ours", name=found[0].path.name)


def _agreed(count: int) -> bool:
    """Ask. Whoever cannot be asked has not agreed."""
    if not sys.stdin.isatty():
        raise WrongUse("wrong_use", what="Nobody can be asked here. Say --yes to delete without asking.")
    print(f"Delete {'this' if count == 1 else 'these'} for good? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().casefold() in ("y", "yes")

"""Looks at weights before the engine does: a file that is no model is refused without any native code seeing it."""

from pathlib import Path

from app.engine.options import LoadOptions
from app.errors import WeightsError
from models import library
from models.card import Card, read_card
from models.gguf import BadGguf

STARTER = "starter"
"""The name that means the weights which come with the program."""
ADAPTED_FAMILY = "deepseek-r1"
"""The marks that the starter's adapter has learnt."""


def preflight(path: Path) -> Card:
    """The card of the weights at `path`. Reads the header only, in at most a second or so.

    Raises WeightsError: no_such_file, not_gguf, truncated, broken_weights, missing_shard, unsupported, no_template.
    """
    try:
        card = read_card(path)
    except BadGguf as bad:
        raise WeightsError(bad.kind, bad.detail, path=str(path), name=path.name, **bad.numbers) from bad
    if card.template is None:
        raise WeightsError("no_template", path=str(path), name=path.name)
    return card


def usual(path: Path) -> LoadOptions:
    """How weights are opened where nobody has chosen otherwise: the starter with the adapter that has it think."""
    adapter = library.starter_adapter()
    if adapter is None or path != library.starter():
        return LoadOptions()
    return LoadOptions(adapters=((str(adapter), 1.0),), family=ADAPTED_FAMILY)


def named(name: str) -> Path:
    """The path that a person means by `name`: a file, or "starter". Raises WeightsError where there is no starter."""
    if name != STARTER:
        return Path(name).expanduser().absolute()
    path = library.starter()
    if path is None:
        raise WeightsError("no_starter")
    return path

